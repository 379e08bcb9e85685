"""Comparing groups in words: what is measured, in what, where a group lies, and how to read it."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from admin_costs.disclosure import HIDDEN, MISSING
from admin_costs.funnels import Funnel, Place
from admin_costs.group_rules import Level
from admin_costs.intervals import Interval
from admin_costs.measure_kinds import Grouped, Measure
from admin_costs.measures import all_measures
from admin_costs.wording import NO_BREAK_SPACE, number

FEW = 10


class MeasureWords(NamedTuple):
    """A measure's name, its unit long and short, what a group's size counts, and what to beware of."""

    name: Promise
    unit: Promise
    short: Promise | str
    size: Promise
    why: Promise
    caution: Promise
    factor: int
    decimals: int


def words_of(measure: Measure, grouped: Grouped) -> MeasureWords:
    """The words of a measure's file, translated where they are shown."""
    return MeasureWords(
        gettext_lazy(measure.name),
        gettext_lazy(measure.unit),
        gettext_lazy(measure.short),
        gettext_lazy(grouped.size),
        gettext_lazy(measure.why),
        gettext_lazy(measure.caution),
        measure.factor,
        measure.decimals,
    )


MEASURES = {measure.slug: words_of(measure, measure.grouped) for measure in all_measures() if measure.grouped}

LEVELS = {
    Level.UNIT: gettext_lazy("Units"),
    Level.PROVIDER: gettext_lazy("Providers, the municipality's own and others"),
    Level.MUNICIPALITY: gettext_lazy("Municipalities"),
}

PLACES = {
    Place.FAR_ABOVE: gettext_lazy("Higher, and hardly by chance"),
    Place.ABOVE: gettext_lazy("Perhaps higher"),
    Place.INSIDE: gettext_lazy("No more than chance"),
    Place.BELOW: gettext_lazy("Perhaps lower"),
    Place.FAR_BELOW: gettext_lazy("Lower, and hardly by chance"),
    Place.UNKNOWN: gettext_lazy("Cannot be decided"),
}

ICONS = {
    Place.FAR_ABOVE: "up",
    Place.ABOVE: "up",
    Place.INSIDE: "same",
    Place.BELOW: "down",
    Place.FAR_BELOW: "down",
    Place.UNKNOWN: "undecided",
}


def measure_value(slug: str, value: float | None, *, unit: bool = True) -> str:
    """A figure in its unit, or two dots."""
    if value is None:
        return HIDDEN
    words = MEASURES[slug]
    text = number(value * words.factor, words.decimals)
    return text + NO_BREAK_SPACE + str(words.short) if unit else text


def interval_words(slug: str, interval: Interval | None) -> str:
    """ "9,1–10,4": between what a figure probably is."""
    if interval is None:
        return MISSING
    low, high = (measure_value(slug, end, unit=False) for end in interval)
    return f"{low}–{high}"


def lead(found: Funnel | None, level: Level) -> str:
    """What the page found, in a sentence: how many groups lie outside, never which is best."""
    if found is None:
        return _("There is nothing that may be shown of this yet.")
    groups = len(found.points)
    places = list(found.places.values())
    if Place.UNKNOWN in places:
        return _("Whether these groups differ more than chance makes them cannot be decided.")
    far = sum(place.is_far for place in places)
    if not far:
        return ngettext(
            "The group differs no more than chance makes it.",
            "None of the %(groups)s groups differs so much that it is hardly chance.",
            groups,
        ) % {"groups": groups}
    return ngettext(
        "%(far)s of %(groups)s groups differs so much that it is hardly chance.",
        "%(far)s of %(groups)s groups differ so much that it is hardly chance.",
        far,
    ) % {"far": far, "groups": groups}


def how_to_read(found: Funnel | None) -> list[str]:
    """What the limits are, and how far they can be trusted, as paragraphs."""
    if found is None:
        return []
    if found.variance is None:
        return [
            _(
                "There are no limits here: with fewer than ten groups, or figures imported as sums, "
                "nobody knows how much chance alone makes them differ."
            )
        ]
    groups = len(found.points)
    said = [
        _(
            "The line across is the level of all groups together. Chance makes small groups differ more "
            "than large ones, so the limits are a funnel. Of groups that do not differ at all, 5 in 100 lie "
            "outside the inner limits and 2 in 1,000 outside the outer (Spiegelhalter 2005)."
        ),
        _("There is no order from best to worst: who lies where within the limits is chance."),
    ]
    if groups >= FEW:
        expected = number(0.05 * groups, 1)
        said.append(
            _("Of %(groups)s groups about %(expected)s would lie outside the inner limits by chance alone.")
            % {"groups": number(groups), "expected": expected}
        )
    if found.phi > 1:
        said.append(
            _(
                "These groups differ more than chance: they serve different people in different places. "
                "The limits are therefore %(times)s times as wide, and only what sticks out from that "
                "is marked (overdispersion, winsorised)."
            )
            % {"times": number(found.phi**0.5, 1)}
        )
    return said
