"""The words of the second look: which method was picked and why, what it shows, and what remains unknown."""

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from admin_costs.comparison import Claim, Comparison
from admin_costs.methods import DRIFT_PER_YEAR, TREND_MONTHS, Method
from admin_costs.placebo import Placebo
from admin_costs.steps import month_number
from admin_costs.verdicts import SECOND_LEVEL
from admin_costs.wording import (
    claim_difference,
    claim_name,
    interval_words,
    number,
)


class MethodWords(NamedTuple):
    """A method's name, why it was picked, what it took out, and what it cannot know."""

    name: Promise
    why: Promise
    without: Promise
    unknown: Promise


METHODS: dict[Method, MethodWords] = {
    "differences": MethodWords(
        gettext_lazy("Against comparison units"),
        gettext_lazy(
            "There are %(units)s units where nothing changed. With four or more one sees how much units "
            "differ by themselves, and that is the soundest: the change here, less the change there."
        ),
        gettext_lazy("With what happened in the comparison units taken out"),
        gettext_lazy(
            "This cannot know whether something else happened here only, at the same time as the change."
        ),
    ),
    "controlled_trend": MethodWords(
        gettext_lazy("Against comparison units, with a trend taken out"),
        gettext_lazy(
            "There are %(units)s units where nothing changed, and each month here is compared with the same "
            "month there. So few do not show how much units differ by themselves. "
            "Therefore a trend of our own is taken out too: there are %(months)s months or more to see it in."
        ),
        gettext_lazy("With the comparison units and a trend taken out"),
        gettext_lazy(
            "This cannot know whether something else happened here only, at the same time as the change."
        ),
    ),
    "controlled": MethodWords(
        gettext_lazy("Against comparison units, with a slow drift allowed for"),
        gettext_lazy(
            "There are %(units)s units where nothing changed, and each month here is compared with the same "
            "month there. There are too few months to see a trend of our own: that takes %(months)s. "
            "Therefore we allow for a drift of %(drift)s per cent a year."
        ),
        gettext_lazy("With the comparison units taken out and a slow drift allowed for"),
        gettext_lazy("This cannot tell a steeper trend of our own from the change."),
    ),
    "trend": MethodWords(
        gettext_lazy("Beside a trend"),
        gettext_lazy(
            "There are no units to compare with. But there are %(months)s months or more, with a year on "
            "each side. So a trend that was already under way can be told from the change, and is taken out."
        ),
        gettext_lazy("With the trend that was already under way taken out"),
        gettext_lazy(
            "This cannot know whether something else happened at the same time as the change. "
            "Units to compare with would show that."
        ),
    ),
    "plain": MethodWords(
        gettext_lazy("Before and after, with a slow drift allowed for"),
        gettext_lazy(
            "There are no units to compare with, and too few months to see a trend: that takes %(months)s, "
            "with a year on each side. Therefore we allow for a drift of %(drift)s per cent a year. "
            "That is how fast the people with companion service became fewer in the country."
        ),
        gettext_lazy("With a slow drift allowed for"),
        gettext_lazy(
            "This cannot tell a steeper trend from the change, "
            "nor know whether something else happened at the same time."
        ),
    ),
}


class LookRow(NamedTuple):
    """The second look at one claim, in words."""

    name: str
    method: str
    difference: str
    interval: str
    verdict: str
    placebo: str


def look_rows(comparison: Comparison) -> list[LookRow]:
    """The second look at each claim that has one."""
    return [
        LookRow(
            claim_name(claim.name),
            str(METHODS[claim.look.method].name),
            claim_difference(claim.name, claim.look.difference),
            look_interval(claim),
            agreement(claim),
            placebo_text(claim.placebo),
        )
        for claim in comparison.claims.values()
        if claim.look
    ]


def look_interval(claim: Claim) -> str:
    """The interval that the second look was judged by."""
    level = SECOND_LEVEL if claim.verdict == "same" else 0.95
    return interval_words(claim.name, claim.look.at(level), level) if claim.look else ""


def agreement(claim: Claim) -> str:
    """Whether the second look bears out what the levels before and after say."""
    if claim.reason == "otherwise":
        return _("Does not bear out the first look")
    if claim.verdict == "undecided":
        return _("Nothing to bear out: the first look is unsure")
    return _("Bears out the verdict")


def placebo_text(placebo: Placebo | None) -> str:
    """At how many made-up dates before the change the same method found a change."""
    if placebo is None or not placebo.tried:
        return _("Too few months before")
    return _("%(found)s of %(tried)s") % placebo._asdict()


def why_picked(comparison: Comparison) -> list[str]:
    """Which methods were picked and why, in sentences; with what cannot be known by each."""
    said = []
    for method, claims in by_method(comparison.claims.values()).items():
        words = METHODS[method]
        facts = {
            "units": number(max(claim.look.units for claim in claims if claim.look)),
            "months": number(TREND_MONTHS),
            "drift": number(100 * DRIFT_PER_YEAR, 1),
        }
        names = ", ".join(claim_name(claim.name) for claim in claims)
        said.append(f"{names}: {words.name}. {words.why % facts} {words.unknown}")
    if comparison.claims["satisfaction"].before is not None:
        said.append(
            _(
                "Satisfaction: the shares before and after, straight off. Survey rounds are too few to see a "
                "trend, so it cannot be known whether satisfaction was on its way up or down already."
            )
        )
    return said


def by_method(claims: Iterable[Claim]) -> dict[Method, list[Claim]]:
    """The claims that have a second look, by its method."""
    found: dict[Method, list[Claim]] = {}
    for claim in claims:
        if claim.look:
            found.setdefault(claim.look.method, []).append(claim)
    return found


def second_sentence(claim: Claim) -> str:
    """What is left of the difference at the second look, and whether that bears it out; empty without one."""
    if claim.look is None or claim.reason == "unsure":
        return ""
    found = _("%(without)s, the difference is probably %(interval)s.") % {
        "without": METHODS[claim.look.method].without,
        "interval": look_interval(claim),
    }
    if claim.reason == "otherwise":
        return f"{found} " + _("So the figures do not show that it is the change that did it.")
    return found


def gaps_sentences(comparison: Comparison) -> list[str]:
    """Months between the first and the last that have no figures."""
    months = {month_number(month) for month, _value in comparison.claims["hours"].series}
    months |= {month_number(month) for month in comparison.hidden_months}
    missing = max(months) - min(months) + 1 - len(months) if months else 0
    if not missing:
        return []
    return [
        ngettext(
            "%(count)s month in between has no figures, and counts on neither side.",
            "%(count)s months in between have no figures, and count on neither side.",
            missing,
        )
        % {"count": missing}
    ]


def others_sentences(comparison: Comparison) -> list[str]:
    """Which municipalities are among the comparison units."""
    if not comparison.municipalities:
        return []
    return [
        _(
            "These municipalities are compared with, each as one unit: %(names)s. Of them is known what may "
            "be told of whole municipalities."
        )
        % {"names": ", ".join(comparison.municipalities)}
    ]


def unused_units(comparison: Comparison) -> list[str]:
    """A sentence when comparison units are registered, and none could be used."""
    looks = [claim.look for claim in comparison.claims.values() if claim.look]
    if not comparison.comparison_units or not looks or any(look.units for look in looks):
        return []
    return [
        _(
            "The comparison units could not be used: they lack more than a quarter of the months, "
            "a whole side, or have fewer than five people."
        )
    ]
