"""Measures in words: a figure in its unit, what a year lacks, and how it has changed."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from admin_costs.disclosure import HIDDEN, MISSING
from admin_costs.measure_kinds import COLUMNS, MONTHS_PER_YEAR, By, Measure, Theme, change_per_cent
from admin_costs.measure_rules import Figure
from admin_costs.models import YearKind
from admin_costs.wording import NO_BREAK_SPACE, month_text, number

PER_CENT = 100

THEMES = {
    Theme.HOURS: gettext_lazy("Hours"),
    Theme.COST: gettext_lazy("Cost and administration"),
    Theme.QUALITY: gettext_lazy("What it was like"),
    Theme.WAITING: gettext_lazy("Waiting"),
    Theme.RIGHTS: gettext_lazy("Rights"),
}

DIVISIONS = {
    By.UNIT: gettext_lazy("By unit"),
    By.PROVIDER: gettext_lazy("By provider"),
    By.AGE_GROUP: gettext_lazy("By provider and age group"),
}

WHAT_IS_GOOD = {
    True: gettext_lazy("Low is good"),
    False: gettext_lazy("High is good"),
    None: gettext_lazy("Neither low nor high is good in itself"),
}


def value_words(measure: Measure, value: float | None) -> str:
    """A figure in its unit: "12,3 timmar"."""
    if value is None:
        return MISSING
    return number(measure.in_unit(value), measure.decimals) + NO_BREAK_SPACE + _(measure.short)


def figure_words(measure: Measure, figure: Figure | None) -> str:
    """A figure, two dots where it is hidden, a dash where it is missing."""
    if figure is None:
        return MISSING
    return HIDDEN if figure.is_hidden else value_words(measure, figure.value)


def period_words(figure: Figure) -> str:
    """ "2025", "2026, 7 months" where the year has fewer with figures, or "march 2026"."""
    if isinstance(figure.period, date):
        return month_text(f"{figure.period:%Y-%m}")
    if 0 < figure.months < MONTHS_PER_YEAR:
        return ngettext("%(year)s, %(months)s month", "%(year)s, %(months)s months", figure.months) % {
            "year": figure.period,
            "months": figure.months,
        }
    return str(figure.period)


def change_words(measure: Measure, figure: Figure, before: Figure | None) -> str:
    """ "−24,6 %", of shares "−3,1 percentage points": the change from the year before.

    Nothing where either is missing or not of a whole year.
    """
    if before is None or not isinstance(figure.period, int) or before.period != figure.period - 1:
        return ""
    if any(0 < each.months < MONTHS_PER_YEAR for each in (figure, before)):
        return ""
    if before.value is None or figure.value is None:
        return ""
    if measure.factor == PER_CENT:
        points = number(measure.in_unit(figure.value) - measure.in_unit(before.value), 1, signed=True)
        return points + NO_BREAK_SPACE + _("percentage points")
    change = change_per_cent(before.value, figure.value)
    if change is None:
        return ""
    return _("%(number)s %%") % {"number": number(change, 1, signed=True)}


def what_is_lacking(figure: Figure) -> str:
    """Why a year has no figure, and what can be done about it; nothing when it has one."""
    if figure.value is not None:
        return ""
    if figure.is_hidden:
        return _("Hidden: it is of fewer than five, or nearly all of it is of one.")
    if figure.lacks_months:
        return _("Only %(months)s of the year's twelve months can be told.") % {"months": figure.months}
    typed = [name for name in figure.missing if name in YearKind.values]
    if typed:
        return _("Not typed in: %(what)s.") % {"what": listed(_(COLUMNS[name].words) for name in typed)}
    return _("No figures of: %(what)s.") % {"what": listed(_(COLUMNS[name].words) for name in figure.missing)}


def listed(words: Iterable[str]) -> str:
    return ", ".join(words)


def nothing_yet(measure: Measure) -> str:
    """Why a measure has no year at all."""
    if typed := can_be_typed(measure):
        return _("To be typed in: %(what)s.") % {"what": listed(typed)}
    return _("No figures yet.")


def can_be_typed(measure: Measure) -> list[str]:
    """What of the measure the municipality types in, in words."""
    return [str(YearKind(name).label) for name in YearKind.values if name in measure.columns]


def lead(measure: Measure, figure: Figure | None, before: Figure | None) -> str:
    """The latest figure in a sentence."""
    if figure is None:
        return _("There is nothing that may be shown of this yet.") + " " + nothing_yet(measure)
    words = {"period": period_words(figure), "value": value_words(measure, figure.value)}
    if change := change_words(measure, figure, before):
        return _("%(period)s: %(value)s, %(change)s from the year before.") % (words | {"change": change})
    return _("%(period)s: %(value)s.") % words
