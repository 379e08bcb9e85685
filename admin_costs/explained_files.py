"""The rows that a comparison is counted from, for a file: whole minutes, and kronor with the öre."""

from decimal import Decimal

from admin_costs.comparison import MEASURES, Comparison
from admin_costs.counted import CountedMonth
from admin_costs.explained import SIDES
from admin_costs.explained_words import SUMS
from admin_costs.report_columns import ANSWERS, ROWS
from admin_costs.workbooks import heading, illustrative
from ledsagning.spreadsheets import Cell, csv_file

Row = list[Cell]


def rows_csv(found: Comparison) -> bytes:
    """UTF-8 with BOM, semicolons, decimal commas: the months, and under them the answers."""
    return csv_file([*month_rows(found), [], *answer_rows(found), *illustrative()])


def month_rows(found: Comparison) -> list[Row]:
    """A heading and a row for each month; empty where a unit has not recorded it."""
    return [heading(ROWS), *(month_row(each) for each in found.months)]


def month_row(month: CountedMonth) -> Row:
    sums = (exact(name, month.sums[name]) for name in MEASURES)
    return [month.month, str(SIDES[month.side]), month.persons, *sums]


def answer_rows(found: Comparison) -> list[Row]:
    """A heading and a row for each question of a survey round."""
    rows: list[Row] = [
        [each.round, str(SIDES[each.side]), each.question, each.best, each.answers] for each in found.answers
    ]
    return [heading(ANSWERS), *rows]


def exact(name: str, counted: float | None) -> Cell:
    """Minutes, or öre as kronor with two decimals; None where a unit has not recorded it."""
    if counted is None:
        return None
    if SUMS[name].divided_by == 1:
        return round(counted)
    return (Decimal(counted) / SUMS[name].divided_by).quantize(Decimal("0.01"))
