"""The comparison as files: CSV that a Swedish spreadsheet opens with a double click, and XLSX."""

from io import BytesIO

from django.utils.translation import gettext as _

from admin_costs.comparison import MEASURES, Claim, Comparison
from admin_costs.disclosure import HIDDEN
from admin_costs.wording import WORDS, claim_name, claim_unit, method_text, verdict_text
from ledsagning.spreadsheets import Cell, csv_file, harmless

Row = list[Cell]


def comparison_csv(comparison: Comparison) -> bytes:
    """Return result, months and conclusion as CSV: UTF-8 with BOM, semicolons, decimal commas."""
    return csv_file([*_result(comparison), [], *_months(comparison)])


def comparison_xlsx(comparison: Comparison) -> bytes:
    """Return the comparison as XLSX with a sheet each for the result, the months and the method."""
    import xlsxwriter  # inside: only who asks for the file waits for the import

    file = BytesIO()
    with xlsxwriter.Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        bold = book.add_format({"bold": True})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        method: list[Row] = [[paragraph] for paragraph in (_("Method"), *method_text(comparison.prices_of))]
        for name, rows, width in (
            (_("Result"), _result(comparison), 28),
            (_("Months"), _months(comparison), 28),
            (_("Method"), method, 100),
        ):
            sheet = book.add_worksheet(name)
            sheet.set_column(0, 0, width, wrapped if width == 100 else None)
            sheet.set_column(1, 12, 16)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, [harmless(cell) for cell in row], None if number else bold)
    return file.getvalue()


def _result(comparison: Comparison) -> list[Row]:
    """Return a heading and a row for each claim, then what the comparison rests on."""
    heading: Row = [
        _("Claim"),
        _("Unit"),
        _("Before"),
        _("After"),
        _("Difference"),
        _("Difference, per cent"),
        _("Interval, low"),
        _("Interval, high"),
        _("Confidence level"),
        _("Verdict"),
    ]
    facts: list[Row] = [
        [_("Change date"), comparison.change_date],
        [_("Bedding-in months"), comparison.bedding_in_months],
        [_("Margin"), comparison.margin],
        [_("Person-months before"), comparison.person_months.before],
        [_("Person-months after"), comparison.person_months.after],
        [_("Conclusion"), comparison.conclusion],
    ]
    return [heading, *(_claim_row(claim) for claim in comparison.claims.values()), [], *facts]


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
    heading: Row = [_("Month"), *(f"{claim_name(name)} ({claim_unit(name)})" for name in series)]
    return [heading, *([month, *_values(month, series, month in hidden)] for month in months)]


def _values(month: str, series: dict[str, dict[str, float]], hidden: bool) -> Row:
    found: Row = []
    for name, values in series.items():
        value = values.get(month)
        if value is None:
            found.append(HIDDEN if hidden and name in MEASURES else None)
        else:
            found.append(value * WORDS[name].factor)
    return found
