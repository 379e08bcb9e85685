"""The comparison as files: CSV that a Swedish spreadsheet opens with a double click, and XLSX."""

from django.utils.translation import gettext as _

from admin_costs.comparison import MEASURES, Claim, Comparison
from admin_costs.disclosure import HIDDEN
from admin_costs.explained_files import answer_rows, month_rows
from admin_costs.report_columns import ANSWERS, FACTS, METHOD, RESULT, ROWS, month_columns
from admin_costs.wording import WORDS, claim_name, claim_unit, method_text, verdict_text
from admin_costs.workbooks import Sheet, heading, illustrative, workbook
from ledsagning.spreadsheets import Cell, csv_file

Row = list[Cell]


def comparison_csv(comparison: Comparison) -> bytes:
    """Return result, months and conclusion as CSV: UTF-8 with BOM, semicolons, decimal commas."""
    return csv_file([*_result(comparison), [], *_facts(comparison), [], *_months(comparison)])


def comparison_xlsx(comparison: Comparison) -> bytes:
    """Return the comparison as a workbook that says what every sheet and column is."""
    method: list[Row] = [[paragraph] for paragraph in method_text(comparison.prices_of)]
    sheets = (
        Sheet(_("Result"), _("The four claims before and after."), RESULT, _result(comparison)[1:]),
        Sheet(_("Facts"), _("What the comparison rests on."), FACTS, _facts(comparison), 34),
        Sheet(_("Months"), _("Each month per person, as drawn."), month_columns(), _months(comparison)[1:]),
        Sheet(_("Rows"), _("The months that it is all counted from."), ROWS, month_rows(comparison)[1:]),
        Sheet(
            _("Answers"),
            _("The answers that satisfaction is counted from."),
            ANSWERS,
            answer_rows(comparison)[1:],
        ),
        Sheet(_("Method"), _("How we count."), METHOD, method, 100),
    )
    return workbook(_("Before and after a change of how companion service is run."), sheets)


def _result(comparison: Comparison) -> list[Row]:
    """Return a heading and a row for each claim."""
    return [heading(RESULT), *(_claim_row(claim) for claim in comparison.claims.values())]


def _facts(comparison: Comparison) -> list[Row]:
    """Return what the comparison rests on."""
    return [
        [_("Change date"), comparison.change_date],
        [_("Bedding-in months"), comparison.bedding_in_months],
        [_("Margin"), comparison.margin],
        [_("Person-months before"), comparison.person_months.before],
        [_("Person-months after"), comparison.person_months.after],
        [_("Conclusion"), comparison.conclusion],
        *illustrative(),
    ]


def _claim_row(claim: Claim) -> Row:
    factor = WORDS[claim.name].factor
    low, high = claim.interval or (None, None)
    levels = (claim.before, claim.after, claim.difference)
    return [
        claim_name(claim.name),
        claim_unit(claim.name),
        *(HIDDEN if level is None else level * factor for level in levels),
        claim.percent,
        *(None if end is None else end * factor for end in (low, high)),
        claim.level,
        verdict_text(claim),
    ]


def _months(comparison: Comparison) -> list[Row]:
    """Return a heading and a row for each month: two dots under 5 people, empty without figures."""
    series = {name: dict(comparison.series(name)) for name in comparison.claims}
    hidden = set(comparison.hidden_months)
    months = sorted(hidden.union(*series.values()))
    return [
        heading(month_columns()),
        *([month, *_values(month, series, month in hidden)] for month in months),
    ]


def _values(month: str, series: dict[str, dict[str, float]], hidden: bool) -> Row:
    found: Row = []
    for name, values in series.items():
        value = values.get(month)
        if value is None:
            found.append(HIDDEN if hidden and name in MEASURES else None)
        else:
            found.append(value * WORDS[name].factor)
    return found
