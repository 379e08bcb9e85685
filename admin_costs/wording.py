"""What the comparison found, in plain words and localised numbers. The texts a manager reads and quotes."""

from datetime import date
from typing import NamedTuple

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from admin_costs.comparison import Claim
from admin_costs.disclosure import HIDDEN
from admin_costs.intervals import Interval

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"


class Words(NamedTuple):
    """How a claim is named, measured and judged; `factor` and `decimals` turn its number into its unit."""

    name: Promise
    unit: Promise
    short_unit: Promise | str
    difference_unit: Promise
    factor: int
    decimals: int
    verdicts: dict[str, Promise]


WORDS = {
    "hours": Words(
        gettext_lazy("Companion hours"),
        gettext_lazy("hours per person and month"),
        gettext_lazy("hours"),
        gettext_lazy("hours"),
        1,
        1,
        {
            "up": gettext_lazy("People use more companion hours"),
            "down": gettext_lazy("People use fewer companion hours"),
            "same": gettext_lazy("People use as many companion hours as before"),
            "undecided": gettext_lazy("Whether the companion hours changed cannot be decided"),
        },
    ),
    "administration": Words(
        gettext_lazy("Administration"),
        gettext_lazy("hours per person and month"),
        gettext_lazy("hours"),
        gettext_lazy("hours"),
        1,
        2,
        {
            "up": gettext_lazy("Administration takes more time"),
            "down": gettext_lazy("Administration takes less time"),
            "same": gettext_lazy("Administration takes as much time as before"),
            "undecided": gettext_lazy("Whether administration changed cannot be decided"),
        },
    ),
    "total_cost": Words(
        gettext_lazy("Total cost"),
        gettext_lazy("kr per person and month"),
        gettext_lazy("kr"),
        gettext_lazy("kr"),
        1,
        0,
        {
            "up": gettext_lazy("The total cost is higher"),
            "down": gettext_lazy("The total cost is lower"),
            "same": gettext_lazy("The total cost is the same, within the margin"),
            "undecided": gettext_lazy("Whether the total cost is the same cannot be decided"),
        },
    ),
    "satisfaction": Words(
        gettext_lazy("Satisfaction"),
        gettext_lazy("per cent who gave the best answer"),
        "%",
        gettext_lazy("percentage points"),
        100,
        0,
        {
            "up": gettext_lazy("More people give the best answer"),
            "down": gettext_lazy("Fewer people give the best answer"),
            "same": gettext_lazy("As many people give the best answer as before"),
            "undecided": gettext_lazy("Whether satisfaction changed cannot be decided"),
        },
    ),
}

IN_EQUAL_PRICES = gettext_lazy(
    "Each month's hours, administration and cost are divided by the number of people that month. "
    "A month with more people weighs more. Costs are put in the prices of %(month)s by a price index: "
    "what rose with wages and prices is no change. An index is never prolonged past its last month."
)

METHOD = (
    gettext_lazy(
        "Each month's hours, administration and cost are divided by the number of people that month. "
        "A month with more people weighs more. Costs are in the prices of the figures: "
        "if wages and prices rose between the years, cost rises too."
    ),
    gettext_lazy(
        "We compare the level before with the level after, at the same times of the year: "
        "the season is taken out as a yearly and a half-yearly wave. "
        "Months in the bedding-in window count on neither side."
    ),
    gettext_lazy(
        "Months resemble the months next to them, and that makes a chance difference look sure. "
        "So the interval is wider than usual (Newey–West, corrected for short series). "
        "In simulations with two years on each side, about 4 in 100 such intervals "
        "found a difference where there was none. Shorter series give wider intervals, "
        "and fewer than six months on a side give no verdict."
    ),
    gettext_lazy(
        "“The same cost” takes proof: the whole 90 per cent interval must lie within the margin "
        "(an equivalence test, TOST). That no difference was seen is not proof. "
        "Up or down means that the 95 per cent interval does not hold zero. Otherwise it cannot be decided, "
        "and that is a normal answer."
    ),
    gettext_lazy(
        "Hours, administration and cost are looked at twice: what was before and after, and what is left "
        "when something else has been taken out, a trend or what happened in units where nothing changed. "
        "A verdict takes both looks. More or less: both 95 per cent intervals on the same side of zero. "
        "The same: also the second look's 60 per cent interval within the margin."
    ),
    gettext_lazy(
        "Satisfaction counts only questions asked both before and after. Several answers from one person "
        "count as one, and survey rounds that differ a lot widen the interval (Newcombe's method). "
        "With one round on each side, it cannot be known how much rounds differ by themselves."
    ),
    gettext_lazy(
        "Months and survey rounds with fewer than five people are left out altogether, and so are months "
        "of which one person makes up nearly all, so that nobody can be worked out from a sum."
    ),
    gettext_lazy(
        "What this cannot know: whether the change was the cause. "
        "Something else that happened at the same time looks the same here."
    ),
)


def number(value: float, decimals: int = 0, *, signed: bool = False) -> str:
    """Return a number as people in the active language write it, with a real minus (and plus)."""
    rounded = round(value, decimals)
    text = number_format(abs(rounded), decimal_pos=decimals, use_l10n=True, force_grouping=True)
    if rounded < 0:
        return MINUS + text
    return "+" + text if signed and rounded > 0 else text


def month_text(month: str) -> str:
    """Return "YYYY-MM" as month and year in words."""
    year, number_of_month = month.split("-")
    return date_format(date(int(year), int(number_of_month), 1), "F Y")


def claim_name(name: str) -> str:
    """Return what a claim is about."""
    return str(WORDS[name].name)


def claim_unit(name: str) -> str:
    """Return the unit of a claim's levels."""
    return str(WORDS[name].unit)


def claim_value(name: str, value: float | None) -> str:
    """Return a level with its short unit, or two dots where it is not shown."""
    if value is None:
        return HIDDEN
    words = WORDS[name]
    return number(value * words.factor, words.decimals) + NO_BREAK_SPACE + str(words.short_unit)


def claim_difference(name: str, value: float | None, *, unit: bool = True) -> str:
    """Return a difference with sign, and with its unit unless told otherwise; two dots where not shown."""
    if value is None:
        return HIDDEN
    words = WORDS[name]
    text = number(value * words.factor, words.decimals, signed=True)
    return text + NO_BREAK_SPACE + str(words.difference_unit) if unit else text


def interval_text(claim: Claim) -> str:
    """Return "… to …" with the level, or two dots where there is no interval."""
    if claim.interval is None or claim.level is None:
        return HIDDEN
    return interval_words(claim.name, claim.interval, claim.level)


def interval_words(name: str, interval: Interval, level: float) -> str:
    """Return "… to …" of a claim's difference with the level of confidence."""
    low, high = interval
    return _("%(low)s to %(high)s (%(level)s per cent interval)") % {
        "low": claim_difference(name, low, unit=False),
        "high": claim_difference(name, high),
        "level": number(100 * level),
    }


def counted_text(claim: Claim) -> str:
    """Return how many months, or survey replies, a claim rests on."""
    text = (
        _("%(before)s survey replies before, %(after)s after")
        if claim.name == "satisfaction"
        else _("%(before)s months before, %(after)s after")
    )
    return text % claim.counted._asdict()


def verdict_text(claim: Claim) -> str:
    """Return the verdict of one claim as a short clause without a full stop."""
    return str(WORDS[claim.name].verdicts[claim.verdict])


def method_text(prices_of: str = "") -> list[str]:
    """Return the method as paragraphs for the page; `evaluation` has it for programmers.

    `prices_of` is the month in whose prices costs are, when an index made them equal.
    """
    first = str(IN_EQUAL_PRICES) % {"month": month_text(prices_of)} if prices_of else str(METHOD[0])
    return [first, *(str(paragraph) for paragraph in METHOD[1:])]
