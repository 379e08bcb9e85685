"""From columns to a measure's figures by month and by year, and what may be told of them. Pure.

What is told by month has been through the rule of disclosure before it comes here: a year is the sum of its
told months, so that nothing can be worked out of a year but sums of what its months tell.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from admin_costs.disclosure import Group, hidden_parts, may_tell_whole, shown
from admin_costs.group_rules import Part, Visits, put_together
from admin_costs.measure_kinds import COLUMNS, MONTHS_PER_YEAR, Grain, Measure, Quotient

COUNTED = frozenset(
    (
        "people_with_decision",
        "people_of_year",
        "first_visits",
        "visits_of_year",
        "decisions",
        "appeals_decided",
    )
)
"""Denominators of which there must be five for a year's figure to be shown."""

Months = Mapping[date, Mapping[str, float]]
Years = Mapping[int, Mapping[str, float]]
NOTHING_HIDDEN: Mapping[int, Collection[str]] = {}
Atom = tuple[int, int, str]
"""A unit's id, a provider's, and an age group."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure's figure of a period: a year, or the first day of a month.

    `value` None: it is hidden (`is_hidden`), or `missing` names the columns that it lacks. `months` are those
    that are in it, `hidden` those left out because they may not be told.
    """

    period: int | date
    value: float | None = None
    way: Quotient | None = None
    above: float = 0
    below: float = 0
    months: int = 0
    hidden: int = 0
    is_hidden: bool = False
    missing: tuple[str, ...] = ()
    lacks_months: bool = False


def may_tell(parts: Iterable[Group]) -> bool:
    """Say whether sums of these groups may be told: each is of five or more, no one of whom is nearly all."""
    return all(part.is_safe for part in parts)


def month_figures(measure: Measure, months: Months) -> list[Figure]:
    """Return the figure of each month that has all columns of one of the measure's monthly ways."""
    found = []
    for month, sums in sorted(months.items()):
        for way in measure.ways:
            if way.is_monthly() and (value := way.value(sums)) is not None:
                found.append(Figure(month, value, way, way.above(sums), way.below(sums), 1))
                break
    return found


def year_figures(
    measure: Measure,
    months: Months,
    years: Years,
    hidden_months: Collection[date] = (),
    hidden_columns: Mapping[int, Collection[str]] = NOTHING_HIDDEN,
) -> list[Figure]:
    """Return each year's figure, in order; a year that has nothing of the measure is not there.

    `hidden_columns` are by year the columns that there are and that may not be told.
    """
    of_months = {month.year for month, sums in months.items() if measure.columns & sums.keys()}
    of_years = {year for year, sums in years.items() if measure.columns & sums.keys()}
    of_hidden = {month.year for month in hidden_months} if has_monthly(measure) else set()
    of_hidden |= {year for year, columns in hidden_columns.items() if measure.columns & set(columns)}
    return [
        kept_back(
            year_figure(measure, year, months, years.get(year, {}), hidden_months),
            hidden_columns.get(year, ()),
        )
        for year in sorted(of_months | of_years | of_hidden)
    ]


def kept_back(figure: Figure, hidden_columns: Collection[str]) -> Figure:
    """The figure, said to be hidden when what it lacks is there and may not be told."""
    if figure.value is None and set(figure.missing) & set(hidden_columns):
        return replace(figure, is_hidden=True)
    return figure


def has_monthly(measure: Measure) -> bool:
    return any(COLUMNS[name].grain == Grain.MONTH for name in measure.columns)


def year_figure(
    measure: Measure, year: int, months: Months, of_year: Mapping[str, float], hidden_months: Collection[date]
) -> Figure:
    """One year by the first way that has all its columns; else the first way's figure without a value."""
    mine = {month: sums for month, sums in months.items() if month.year == year}
    hidden = sum(month.year == year for month in hidden_months) if has_monthly(measure) else 0
    tried = [by_way(way, year, mine, of_year, hidden) for way in measure.ways]
    return next((figure for figure in tried if figure.value is not None), tried[0])


def by_way(way: Quotient, year: int, months: Months, of_year: Mapping[str, float], hidden: int) -> Figure:
    """The year's figure by one way. Where a year's own column is in it, all twelve months must be."""
    monthly = [name for name in way.columns if COLUMNS[name].grain == Grain.MONTH]
    yearly = [name for name in way.columns if COLUMNS[name].grain == Grain.YEAR]
    told = [sums for sums in months.values() if all(name in sums for name in monthly)] if monthly else []
    lacking = tuple(name for name in yearly if name not in of_year)
    if monthly and not told:
        lacking += tuple(monthly)
    if lacking:
        return Figure(year, way=way, hidden=hidden, is_hidden=bool(hidden and not told), missing=lacking)
    if monthly and yearly and len(told) < MONTHS_PER_YEAR:
        return Figure(year, way=way, months=len(told), hidden=hidden, lacks_months=True)
    sums = {name: sum(month[name] for month in told) for name in monthly}
    sums |= {name: of_year[name] for name in yearly}
    value, below = way.value(sums), way.below(sums)
    if way.denominator in COUNTED and below and not shown(int(below)):
        return Figure(year, way=way, is_hidden=True)
    if value is None:
        return Figure(year, way=way, months=len(told), hidden=hidden, missing=(way.denominator,))
    return Figure(year, value, way, way.above(sums), below, len(told), hidden)


def before_and_after(
    measure: Measure, months: Months, change: date, settled: date
) -> tuple[Figure | None, Figure | None]:
    """Return the figure of all months before a change, and of all from `settled` on; None without months."""
    sides = (
        {month: sums for month, sums in months.items() if month < change},
        {month: sums for month, sums in months.items() if month >= settled},
    )
    way = measure.ways[0]
    found: list[Figure | None] = []
    for side in sides:
        told = [sums for sums in side.values() if all(name in sums for name in way.columns)]
        sums = {name: sum(month[name] for month in told) for name in way.columns}
        value = way.value(sums) if told else None
        found.append(
            None if value is None else Figure(change, value, way, way.above(sums), way.below(sums), len(told))
        )
    return found[0], found[1]


def latest(figures: Sequence[Figure]) -> Figure | None:
    """Return the last of the figures that has a value."""
    return next((figure for figure in reversed(figures) if figure.value is not None), None)


def told_ages(parts: Mapping[Part, Mapping[str, Visits]]) -> dict[Atom, Visits]:
    """Return what may be told of age groups in a month: parts of the parts that are shown.

    Each shown part (unit × provider) is a whole of its own, told age group by age group by the same rule; a
    hidden part is not divided. So whatever is added up or subtracted over providers, age groups and months,
    what remains is a shown age group, or the hidden ones of one part together, or the hidden parts of a month
    together: all safe groups.
    """
    wholes = {part: put_together(ages.values()).group for part, ages in parts.items()}
    if not may_tell_whole(wholes):
        return {}
    hidden = hidden_parts(wholes)
    found: dict[Atom, Visits] = {}
    for part, ages in parts.items():
        if part not in hidden:
            unsafe = hidden_parts({age: visits.group for age, visits in ages.items()})
            found |= {(*part, age): visits for age, visits in ages.items() if age not in unsafe}
    return found
