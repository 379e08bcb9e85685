"""What can be seen with the people and months there are, in words: told where a change is registered."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from admin_costs.comparison import MEASURES, values_of
from admin_costs.disclosure import MINIMUM_GROUP
from admin_costs.frames import months_frame
from admin_costs.power import ASSUMED, Noise, noise_of, power
from admin_costs.steps import TooShort
from admin_costs.wording import number
from ledsagning.people.models import Municipality

MONTHS_AFTER = (6, 12, 24, 36)
PEOPLE_ASSUMED = 40
MONTHS_ASSUMED = 24


class PowerRow(NamedTuple):
    """So many months after: the change of hours that is seen, and the margin within which cost is proved.

    `detectable` is the first as a share.
    """

    months_after: int
    hours: str
    margin: str
    is_enough: bool
    detectable: float


@dataclass(frozen=True, slots=True)
class Foresight:
    """What the rows rest on. `is_assumed` is that the noise is not from the municipality's own months."""

    people: int
    months_before: int
    is_assumed: bool
    rows: list[PowerRow]

    @property
    def sentence(self) -> str:
        """The row of a year, as a sentence; empty when a year shows nothing."""
        year = next((row for row in self.rows if row.months_after == 12), None)
        if year is None:
            return ""
        return _(
            "With %(people)s people and 12 months after, you can see a change in the hours of %(hours)s "
            "or more. That the cost is the same can be shown with a margin of %(margin)s or more."
        ) % {"people": self.people, "hours": year.hours, "margin": year.margin}


def foresight(
    municipality: Municipality,
    *,
    change_month: date | None,
    margin: float,
    today: date,
    without: Collection[int] = (),
    people: int | None = None,
) -> Foresight:
    """What can be seen of a change from `change_month` on. Nothing from that month on is looked at.

    Without a month yet, or with too few months before it, the noise is assumed. `people` is how many there
    will be; without it as many as there were.
    """
    before = min(change_month or today, today).replace(day=1)
    months = months_frame(municipality, before=before, without=without).set_index("month")
    frame = months[months["may_tell"] & (months["persons"] >= MINIMUM_GROUP)]
    noises = {
        name: noise_of(values_of(MEASURES[name], frame), frame["persons"], before=f"{before:%Y-%m}")
        if change_month
        else ASSUMED
        for name in ("hours", "total_cost")
    }
    if people is None:
        people = round(float(frame["persons"].tail(12).mean())) if len(frame) else PEOPLE_ASSUMED
    months_before = len(frame) or MONTHS_ASSUMED
    rows = [row(after, months_before, people, noises, margin) for after in MONTHS_AFTER]
    return Foresight(
        people=people,
        months_before=months_before,
        is_assumed=any(not noise.months for noise in noises.values()),
        rows=[each for each in rows if each],
    )


def row(
    after: int, months_before: int, people: int, noises: dict[str, Noise], margin: float
) -> PowerRow | None:
    """One row; None where so few months can show nothing."""
    try:
        hours, cost = (
            power(noise=max(noises[name].at(people), 1e-6), months_before=months_before, months_after=after)
            for name in ("hours", "total_cost")
        )
    except TooShort:
        return None
    return PowerRow(
        after,
        per_cent(hours.detectable),
        per_cent(cost.provable),
        cost.provable <= margin,
        hours.detectable,
    )


def per_cent(share: float) -> str:
    """A share as "9.1 %"."""
    return _("%(percent)s %%") % {"percent": number(100 * share, 1)}
