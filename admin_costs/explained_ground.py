"""What a comparison stands on: which months and units are in, which are not, and why."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from admin_costs.comparison import Comparison
from admin_costs.explained import Step
from admin_costs.steps import MONTHS_PER_YEAR, month_number
from admin_costs.wording import month_text, number


class Ground(NamedTuple):
    """What the comparison itself does not know: names of units and of what they are compared with, and months
    with a file beside visits."""

    units: Sequence[str]
    compared_with: Sequence[str]
    both: Sequence[date]
    this_month: date


def ground_steps(found: Comparison, ground: Ground) -> list[Step]:
    """What is in and what is left out, each with its reason; only what there is something to say of."""
    said = [
        (_("The change"), change_text(found)),
        (_("Person-months"), person_months_text(found)),
        (_("Units that count"), ", ".join(ground.units)),
        (_("Compared with"), ", ".join(ground.compared_with)),
        (_("Prices"), prices_text(found)),
        (_("Left out: few people"), hidden_text(found)),
        (_("Left out: no figures"), months_words(gaps(found))),
        (_("Left out: not over yet"), month_text(f"{ground.this_month:%Y-%m}")),
        (_("A file left out beside visits"), both_text(ground.both)),
    ]
    return [Step(name, how) for name, how in said if how]


def change_text(found: Comparison) -> str:
    first = month_text(found.change_date)
    if not found.bedding_in_months:
        return _("%(month)s is the first month after.") % {"month": first}
    return _(
        "It came in %(month)s. Bedding-in months, which count on neither side: %(months)s, "
        "so %(settled)s is the first month after."
    ) % {
        "month": first,
        "months": number(found.bedding_in_months),
        "settled": month_text(written(month_number(found.change_date) + found.bedding_in_months)),
    }


def person_months_text(found: Comparison) -> str:
    return _(
        "%(before)s before and %(after)s after: the people of each month in the tables, added. "
        "Somebody who is accompanied in all months of a year is twelve person-months."
    ) % {name: number(count) for name, count in found.person_months._asdict().items()}


def prices_text(found: Comparison) -> str:
    if not found.prices_of:
        return ""
    return _("Costs are in the prices of %(month)s.") % {"month": month_text(found.prices_of)}


def hidden_text(found: Comparison) -> str:
    if not found.hidden_months:
        return ""
    return _("%(months)s: fewer than five people, or nearly all of one.") % {
        "months": months_words(found.hidden_months)
    }


def gaps(found: Comparison) -> list[str]:
    """Months between the first and the last that nobody has reported."""
    there = {month_number(each.month) for each in found.months} | set(map(month_number, found.hidden_months))
    every = range(min(there), max(there)) if there else range(0)
    return [written(month) for month in every if month not in there]


def both_text(both: Sequence[date]) -> str:
    if not both:
        return ""
    return _("%(months)s: a unit has visits in this system as well, and they count.") % {
        "months": ", ".join(date_format(month, "F Y") for month in both)
    }


def months_words(months: Iterable[str]) -> str:
    return ", ".join(month_text(month) for month in months)


def written(month: int) -> str:
    """A month number as "YYYY-MM"."""
    return f"{month // MONTHS_PER_YEAR:04}-{month % MONTHS_PER_YEAR + 1:02}"
