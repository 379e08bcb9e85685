"""Reads what may be told of groups, summed over months: one query a table, however large the nation is."""

from collections.abc import Hashable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, F, FloatField, Q, QuerySet, Sum
from django.db.models.functions import Cast

from admin_costs.compared import SATISFACTION, GroupMeasure, Sums, by_year
from admin_costs.funnels import Kind
from admin_costs.group_rules import Hidden, Level
from admin_costs.models import GroupFigures
from ledsagning.people.models import Municipality

Key = Hashable
"""A municipality's code, or the id of a unit or provider."""


def told_groups(level: Level, municipality: Municipality) -> QuerySet[GroupFigures]:
    """The months of every municipality, or of this one's units or providers."""
    rows = GroupFigures.objects.filter(level=level).order_by()
    return rows if level == Level.MUNICIPALITY else rows.filter(municipality=municipality)


def key_columns(level: Level) -> tuple[str, str]:
    """Where a group's key and name stand."""
    if level == Level.MUNICIPALITY:
        return "municipality", "municipality__name"
    return "unit", "unit__name"


def is_told(measure: GroupMeasure) -> Q:
    """Months in which all that the measure needs is told."""
    return Q(**{f"{column}__isnull": False for column in measure.columns})


def quotient_columns(measure: GroupMeasure) -> dict[str, Any]:
    """The two sums that make the figure."""
    total = sum((F(column) for column in measure.numerator[1:]), F(measure.numerator[0]))
    return {
        "found_numerator": Sum(total, filter=is_told(measure), default=0),
        "found_denominator": Sum(measure.denominator, filter=is_told(measure), default=0),
    }


def sum_columns(measure: GroupMeasure) -> dict[str, Any]:
    """The sums of `compared.Sums`."""
    sums: dict[str, Any] = quotient_columns(measure) | {
        "found_months": Count("pk", filter=is_told(measure)),
        "found_hidden": Count("pk", filter=Q(hidden=Hidden.ALL)),
        "found_partly": Count("pk", filter=Q(hidden=Hidden.SOME)),
    }
    if measure.kind == Kind.MEAN:
        sums |= spread_columns(measure)
    if measure.is_cost:
        sums |= {
            "found_best": Sum("best_answers", default=0),
            "found_answers": Sum("answers", default=0),
        }
    return sums


def spread_columns(measure: GroupMeasure) -> dict[str, Any]:
    """How people of a month differ: Σ minutes² − (Σ minutes)² ÷ people, and people − 1."""
    is_known = Q(squares__isnull=False, people__isnull=False)
    minutes = Cast(measure.numerator[0], FloatField())
    return {
        "found_squares_within": Sum(
            Cast("squares", FloatField()) - minutes * minutes / F("people"), filter=is_known, default=0.0
        ),
        "found_degrees": Sum(F("people") - 1, filter=is_known, default=0),
    }


def sums_of(key: Key, name: str, row: dict[str, Any]) -> Sums:
    """A row of the query as sums."""
    found = {column.removeprefix("found_"): value for column, value in row.items() if "found_" in column}
    return Sums(key, name, **found)


def group_sums(
    measure: GroupMeasure, level: Level, municipality: Municipality, *, first: date, end: date
) -> list[Sums]:
    """Each group's sums over the months from `first` to before `end` (firsts of months), by name."""
    key, name = key_columns(level)
    rows = told_groups(level, municipality).filter(month__gte=first, month__lt=end)
    summed = rows.values(key, name).annotate(**sum_columns(measure)).order_by(name, key)
    return [sums_of(row[key], row[name], row) for row in summed]


def years_of(
    measure: GroupMeasure, level: Level, municipality: Municipality, key: Key, name: str, *, end: date
) -> list[tuple[int, Sums]]:
    """A group's sums of each year before `end`."""
    # A municipality's own rows are those without a unit. Asked for by level, SQLite would read the nation's.
    own = (
        {"municipality": key, "unit": None} if level == Level.MUNICIPALITY else {"unit": key, "level": level}
    )
    rows = GroupFigures.objects.filter(month__lt=end, **own).order_by()
    return years_from(rows, sum_columns(measure), key, name)


def years_together(
    measure: GroupMeasure, level: Level, municipality: Municipality, *, end: date
) -> list[tuple[int, Sums]]:
    """All groups' sums of each year before `end`."""
    rows = told_groups(level, municipality).filter(month__lt=end)
    return years_from(rows, quotient_columns(measure), "", "")


def years_from(
    rows: QuerySet[GroupFigures], columns: dict[str, Any], key: Key, name: str
) -> list[tuple[int, Sums]]:
    """Months summed by the database and years by us: SQLite takes the year out of a date row by row."""
    months = rows.values("month").annotate(**columns).order_by("month")
    return by_year(((row["month"].year, sums_of(key, name, dict(row))) for row in months), key, name)


def told_span(level: Level, municipality: Municipality) -> tuple[date, date] | None:
    """The first and the last month that anything is told of; None when nothing is."""
    # Two looks into the index by level and month. MIN and MAX at once would read all of it.
    months = told_groups(level, municipality).values_list("month", flat=True)
    first, last = months.order_by("month").first(), months.order_by("-month").first()
    return (first, last) if first and last else None


class ToldMonth(NamedTuple):
    """A group's month: the two sums of the measure (None where they are not told), and why they are not."""

    key: Key
    name: str
    month: date
    numerator: int | None
    denominator: int | None
    hidden: str
    best: int | None
    answers: int | None

    @property
    def is_counted(self) -> bool:
        return self.numerator is not None and self.denominator is not None


def told_months(
    measure: GroupMeasure,
    level: Level,
    municipality: Municipality,
    *,
    first: date,
    end: date,
    key: Key | None = None,
) -> list[ToldMonth]:
    """Each group's months (or those of one, by `key`) from `first` to before `end`, by name and month."""
    key_column, name = key_columns(level)
    rows = told_groups(level, municipality).filter(month__gte=first, month__lt=end)
    if key is not None:
        rows = rows.filter(**{key_column: key})
    total = sum((F(column) for column in measure.numerator[1:]), F(measure.numerator[0]))
    found = rows.annotate(found_numerator=total).order_by(name, key_column, "month")
    columns = (key_column, name, "month", "found_numerator", measure.denominator)
    told = found.values_list(*columns, "hidden", "best_answers", "answers", "answers_hidden")
    # Of answers it is told apart whether they are hidden: the visits may be shown where the answers are not.
    is_answers = measure == SATISFACTION
    return [
        ToldMonth(
            *(group, called, month, above, below),
            hidden=Hidden.ALL * no_answers if is_answers else hidden,
            best=best,
            answers=answers,
        )
        for group, called, month, above, below, hidden, best, answers, no_answers in told
    ]
