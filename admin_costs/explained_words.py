"""How each number of the comparison came about, in sentences with the numbers put in."""

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from admin_costs.comparison import MEASURES, Claim, Comparison, Sides
from admin_costs.counted import CountedMonth
from admin_costs.method_words import METHODS, agreement, look_interval, placebo_text
from admin_costs.methods import SecondLook
from admin_costs.wording import (
    claim_difference,
    claim_value,
    counted_text,
    interval_text,
    number,
    verdict_text,
)


class SumWords(NamedTuple):
    """What the sum of a claim's months is counted in, and how a level comes of it."""

    column: Promise
    level: Promise
    divided_by: int
    decimals: int


SUMS = {
    "hours": SumWords(
        gettext_lazy("Companion time, minutes"),
        gettext_lazy(
            "%(sum)s minutes in %(months)s months, divided by 60 and by %(persons)s person-months: %(level)s."
        ),
        1,
        0,
    ),
    "administration": SumWords(
        gettext_lazy("Administration, minutes"),
        gettext_lazy(
            "%(sum)s minutes in %(months)s months, divided by 60 and by %(persons)s person-months: %(level)s."
        ),
        1,
        0,
    ),
    "total_cost": SumWords(
        gettext_lazy("Total cost, kr"),
        gettext_lazy("%(sum)s kr in %(months)s months, divided by %(persons)s person-months: %(level)s."),
        100,
        2,
    ),
}


def side_sums(name: str, months: Iterable[CountedMonth], side: str) -> tuple[float, int, int]:
    """The sum of a claim over a side's months, their person-months, and how many they are."""
    there = [(each.sums[name], each.persons) for each in months if each.side == side]
    known = [(total, persons) for total, persons in there if total is not None]
    return sum(total for total, _persons in known), sum(persons for _total, persons in known), len(known)


def level_text(name: str, found: Comparison, side: str) -> str:
    """A side's sum divided by its person-months, in words; empty where there are none."""
    total, persons, months = side_sums(name, found.months, side)
    if not persons:
        return ""
    words = SUMS[name]
    return str(words.level) % {
        "sum": number(total / words.divided_by, words.decimals),
        "months": number(months),
        "persons": number(persons),
        "level": claim_value(name, total / MEASURES[name].per_unit / persons),
    }


def after_text(name: str, found: Comparison) -> str:
    """The plain level after, and why the report's may be another."""
    claim = found.claims[name]
    return (
        level_text(name, found, "after")
        + " "
        + _(
            "Compared at the same times of the year it is the level before and the difference: "
            "%(before)s and %(difference)s make %(after)s."
        )
        % {
            "before": claim_value(name, claim.before),
            "difference": claim_difference(name, claim.difference),
            "after": claim_value(name, claim.after),
        }
    )


def difference_text(claim: Claim) -> str:
    """What the step is."""
    return _(
        "%(difference)s: the step at the change in a least squares fit of the months' figures per person, "
        "each weighed by its people, to a constant, a step, and a yearly and a half-yearly wave "
        "(cosine and sine of 12 and of 6 months)."
    ) % {"difference": claim_difference(claim.name, claim.difference)}


def percent_text(claim: Claim) -> str:
    return _("%(difference)s divided by %(before)s: %(percent)s per cent.") % {
        "difference": claim_difference(claim.name, claim.difference),
        "before": claim_value(claim.name, claim.before),
        "percent": number(claim.percent or 0, signed=True),
    }


def half_width_text(claim: Claim) -> str:
    """The interval as the difference and as much on both sides."""
    low, high = claim.interval or (0.0, 0.0)
    return _(
        "%(difference)s, and %(half)s to each side, makes %(interval)s. That is Student's t times the "
        "standard error of the step, by Newey and West and corrected for short series."
    ) % {
        "difference": claim_difference(claim.name, claim.difference),
        "half": claim_value(claim.name, (high - low) / 2),
        "interval": interval_text(claim),
    }


def second_text(claim: Claim, look: SecondLook) -> str:
    """How the second look came about."""
    return _(
        "%(method)s: %(difference)s, with a standard error of %(se)s on %(df)s degrees of freedom and "
        "%(allowance)s to each side for a drift. Probably %(interval)s. %(agreement)s."
    ) % {
        "method": METHODS[look.method].name,
        "difference": claim_difference(claim.name, look.difference),
        "se": claim_value(claim.name, look.se),
        "df": number(look.df, 1),
        "allowance": claim_value(claim.name, look.allowance),
        "interval": look_interval(claim),
        "agreement": agreement(claim),
    }


def placebo_words(claim: Claim) -> str:
    """How made-up dates were tried."""
    return _(
        "%(found)s: every third month before the change, with six months or more on each side, "
        "taken for the change and judged in the same way."
    ) % {"found": placebo_text(claim.placebo)}


def verdict_words(claim: Claim, margin: float) -> str:
    """The verdict and what made it."""
    facts = {
        "margin": claim_difference(claim.name, margin * abs(claim.before or 0)).removeprefix("+"),
        "percent": number(100 * margin, 1 if round(1000 * margin) % 10 else 0),
        "before": claim_value(claim.name, claim.before),
    }
    if claim.verdict == "same":
        why = _("the whole 90 per cent interval lies within ±%(margin)s.") % facts
    elif claim.verdict in ("up", "down"):
        why = _("the 95 per cent interval does not hold zero.")
    elif claim.reason == "otherwise":
        why = _("the second look does not bear out the first.")
    else:
        why = (
            _("the 95 per cent interval holds zero, and the 90 per cent one is not within ±%(margin)s.")
            % facts
        )
    said = _("The margin, ±%(margin)s, is %(percent)s per cent of the level before, %(before)s.") % facts
    return f"{verdict_text(claim)}: {why} {said}"


def share_text(found: Comparison, side: str) -> str:
    """Best answers of all; or each question's share weighed, where the sides ask another mix."""
    claim = found.claims["satisfaction"]
    share = claim.before if side == "before" else claim.after
    best = sum(each.best for each in found.answers if each.side == side)
    answers = sum(each.answers for each in found.answers if each.side == side)
    facts = {
        "best": number(best),
        "answers": number(answers),
        "plain": claim_value("satisfaction", best / answers),
        "share": claim_value("satisfaction", share),
    }
    if share is not None and abs(best / answers - share) < 1e-9:
        return _("%(best)s best answers of %(answers)s: %(share)s.") % facts
    return (
        _(
            "%(best)s best answers of %(answers)s would be %(plain)s, but the two sides asked the questions "
            "differently often. So each question's share is weighed by its answers on both sides together: "
            "%(share)s."
        )
        % facts
    )


def people_text(claim: Claim) -> str:
    """Who answered, and how many they count as in the interval."""
    said = _(
        "%(counted)s: the answers of each round divided by its questions, so that several answers of one "
        "person are one."
    ) % {"counted": counted_text(claim)}
    weighed = Sides(*(round(each) for each in claim.weighed_people or (0, 0)))
    if weighed == claim.counted:
        return said
    return f"{said} " + _(
        "In the interval they count as %(before)s and %(after)s, since another mix of questions, and rounds "
        "that differ more than chance, make them worth fewer."
    ) % {name: number(each) for name, each in weighed._asdict().items()}


def newcombe_text(claim: Claim) -> str:
    n_before, n_after = (number(each, 1) for each in claim.weighed_people or (0, 0))
    return _(
        "%(after)s of %(n_after)s and %(before)s of %(n_before)s, by Newcombe's method: %(interval)s."
    ) % {
        "after": claim_value(claim.name, claim.after),
        "before": claim_value(claim.name, claim.before),
        "n_after": n_after,
        "n_before": n_before,
        "interval": interval_text(claim),
    }
