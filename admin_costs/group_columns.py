"""The columns of compared groups' files, which depend on what is measured. docs/report.md has the same."""

from django.utils.translation import gettext as _

from admin_costs.compared import SATISFACTION, GroupMeasure
from admin_costs.group_explained import QUOTIENTS
from admin_costs.group_words import MEASURES
from admin_costs.workbooks import Column, Look


def group_columns(measure: GroupMeasure) -> list[Column]:
    """A group's figure, how sure it is, and the limits of chance for a group of its size."""
    words = MEASURES[measure.slug]
    rows, chance = _("the sheet Rows"), _("funnel plot, Spiegelhalter 2005")
    unit = str(words.unit)
    low = _("The figure is probably not lower: 95 per cent.")
    high = _("The figure is probably not higher: 95 per cent.")
    found = [
        Column(_("Group"), "", _("The unit, provider or municipality, by name."), ""),
        Column(f"{words.name} ({unit})", unit, _("The figure: the rows' sums divided."), rows, Look.DECIMALS),
        Column(_("Interval, low"), unit, low, chance, Look.DECIMALS),
        Column(_("Interval, high"), unit, high, chance, Look.DECIMALS),
        Column(
            _("Divided by, in all"),
            str(QUOTIENTS[measure.slug].denominator),
            _("What stands below the fraction line, of all months."),
            rows,
            Look.WHOLE,
        ),
        Column(
            str(words.size),
            _("in a month"),
            _("How large the group is: what is divided by, a month."),
            rows,
            Look.DECIMALS,
        ),
        Column(_("Months"), _("months"), _("How many months count, and how many are hidden."), rows),
        *limit_columns(unit, chance),
        Column(_("Verdict"), "", _("Whether it differs more than chance makes it."), chance),
    ]
    if measure.is_cost:
        share = _("Share of best answers, with how many answered: no cost without it.")
        found.append(Column(str(MEASURES[SATISFACTION.slug].name), "", share, _("ratings after visits")))
    return found


def limit_columns(unit: str, chance: str) -> list[Column]:
    """The ends of the two limits."""
    meaning = _("Of groups of this size that do not differ, so many in a hundred lie within.")
    ends = [(level, end) for level in ("95", "99,8") for end in (_("low"), _("high"))]
    names = (_("Limit, %(level)s %%, %(end)s") % {"level": level, "end": end} for level, end in ends)
    return [Column(name, unit, meaning, chance, Look.DECIMALS) for name in names]


def month_columns(measure: GroupMeasure) -> list[Column]:
    """The two sums of a group's month."""
    words = QUOTIENTS[measure.slug]
    figures = _("monthly figures, by the rule of disclosure")
    is_money = words.divided_by == 100
    above = Look.DECIMALS if is_money else Look.WHOLE
    found = [
        Column(_("Group"), "", _("The unit, provider or municipality, by name."), ""),
        Column(_("Month"), _("year-month"), _("A month that is asked for."), ""),
        Column(str(words.numerator), "", _("What stands above the fraction line."), figures, above),
        Column(str(words.denominator), "", _("What stands below the fraction line."), figures, Look.WHOLE),
        Column(
            _("What is hidden"),
            "",
            _("Whether parts of few people are left out of the sums, or all of it."),
            _("the rule of disclosure"),
        ),
    ]
    if measure.is_cost:
        ratings = _("ratings after visits")
        best, answers = _("How many gave the best answer."), _("How many answered; never fewer than five.")
        found += [
            Column(_("Best answers"), _("answers"), best, ratings, Look.WHOLE),
            Column(_("Answers"), _("answers"), answers, ratings, Look.WHOLE),
        ]
    return found


def asked_columns() -> list[Column]:
    return [
        Column(_("What"), "", _("What was asked."), ""),
        Column(_("Value"), "", _("The answer, and what to beware of."), ""),
    ]
