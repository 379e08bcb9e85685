"""Compared groups as files: what the page shows, in numbers. Two dots are hidden, nothing is missing."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _

from admin_costs.compared import Sums, point_of
from admin_costs.disclosure import HIDDEN
from admin_costs.funnels import ALARM, WARNING, Funnel
from admin_costs.group_columns import asked_columns, group_columns, month_columns
from admin_costs.group_explained import QUOTIENTS, WHY_HIDDEN
from admin_costs.group_rules import Hidden
from admin_costs.group_tables import Compared, months_of, satisfaction_of
from admin_costs.group_words import LEVELS, MEASURES, PLACES
from admin_costs.groups_read import ToldMonth
from admin_costs.intervals import Interval
from admin_costs.workbooks import Sheet, heading, illustrative, workbook
from ledsagning.spreadsheets import Cell, csv_file

Row = list[Cell]


def groups_csv(found: Compared) -> bytes:
    """UTF-8 with BOM, semicolons, decimal commas."""
    return csv_file(rows_of(found))


def groups_xlsx(found: Compared) -> bytes:
    """The same as a workbook that says what every sheet and column is, with the months behind it."""
    measure = found.asked.measure
    groups = (group_row(group, found) for group in found.groups)
    months = (month_row(month, found) for month in found.months_behind())
    sheets = (
        Sheet(_("Groups"), _("Each group, by name."), group_columns(measure), groups),
        Sheet(_("Rows"), _("The months of each group."), month_columns(measure), months, 24),
        Sheet(_("Choice"), _("What is compared."), asked_columns(), about(found), 60),
    )
    words = MEASURES[measure.slug]
    return workbook(f"{words.name}, {words.unit}. {words.caution}", sheets)


def rows_of(found: Compared) -> list[Row]:
    """A heading and a row for each group, then what was asked."""
    groups = (group_row(group, found) for group in found.groups)
    return [heading(group_columns(found.asked.measure)), *groups, [], *about(found)]


def about(found: Compared) -> list[Row]:
    """What was asked."""
    asked = found.asked
    words = MEASURES[asked.measure.slug]
    last = asked.end.replace(
        year=asked.end.year - (asked.end.month == 1), month=(asked.end.month - 2) % 12 + 1
    )
    return [
        [_("Measure"), f"{words.name}, {words.unit}"],
        [_("Compared"), str(LEVELS[asked.level])],
        [_("Months"), f"{asked.first:%Y-%m} – {last:%Y-%m}"],
        [_("Caution"), str(words.caution)],
        *illustrative(),
    ]


def group_row(group: Sums, found: Compared) -> Row:
    """A group's figures in the measure's unit."""
    measure, funnel = found.asked.measure, found.funnel
    beside: Row = [satisfaction_of(group) if group.answers else None] if measure.is_cost else []
    if funnel is None or not group.months or not group.denominator:
        mark = HIDDEN if group.hidden or group.partly else None
        return [group.name, *[mark] * 5, months_of(group), *[mark] * 5, *beside]
    factor = MEASURES[measure.slug].factor
    point = point_of(group, measure)
    return [
        group.name,
        point.value * factor,
        *scaled(funnel.interval(point), factor),
        group.denominator,
        point.size,
        months_of(group),
        *limits(funnel, point.size, factor),
        str(PLACES[funnel.places[group.key]]),
        *beside,
    ]


def limits(funnel: Funnel, size: float, factor: int) -> Row:
    return [end for level in (WARNING, ALARM) for end in scaled(funnel.limits(size, level), factor)]


def scaled(interval: Interval | None, factor: int) -> Row:
    return [None, None] if interval is None else [factor * end for end in interval]


def months_csv(found: Compared, months: Iterable[ToldMonth]) -> bytes:
    """The months behind the figures: UTF-8 with BOM, semicolons, decimal commas."""
    return csv_file(month_rows(found, months))


def month_rows(found: Compared, months: Iterable[ToldMonth]) -> list[Row]:
    """A heading and a row for each group's month: two dots where hidden, empty where nobody knows."""
    columns = heading(month_columns(found.asked.measure))
    return [columns, *(month_row(month, found) for month in months), *illustrative()]


def month_row(month: ToldMonth, found: Compared) -> Row:
    """A group's month, in whole minutes, answers and people, and kronor with the öre."""
    measure = found.asked.measure
    mark: Cell = HIDDEN if month.hidden else None
    sums: Row = [mark, mark]
    if month.numerator is not None and month.denominator is not None:
        in_kronor = QUOTIENTS[measure.slug].divided_by == 100
        kronor = (Decimal(month.numerator) / 100).quantize(Decimal("0.01"))
        sums = [kronor if in_kronor else month.numerator, month.denominator]
    beside: Row = [month.best, month.answers] if measure.is_cost else []
    return [month.name, f"{month.month:%Y-%m}", *sums, str(WHY_HIDDEN[Hidden(month.hidden)]), *beside]
