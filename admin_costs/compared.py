"""What groups are compared by, as data; and a group's sums as a point of a funnel. Pure.

A measure that is `grouped` (admin_costs.measures) divides columns of the groups' figures (models.groups) by
another. Adding one is adding a file.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from admin_costs.funnels import Funnel, Point, funnel
from admin_costs.measure_kinds import GroupMeasure as GroupMeasure
from admin_costs.measures import all_measures

GROUP_MEASURES = tuple(found for measure in all_measures() if (found := measure.of_groups()))
"""Those that groups are compared by, in their order."""

SATISFACTION = next(measure for measure in GROUP_MEASURES if measure.slug == "nojdhet")
"""What stands beside every cost."""


@dataclass(frozen=True, slots=True)
class Sums:
    """A group's sums over some months. `months` are those with a figure, `hidden` and `partly` of all months.

    `squares_within` is what people of a month differ from that month's mean, squared and added up, with
    `degrees` of freedom; both 0 where nobody knows.
    """

    key: Hashable
    name: str
    numerator: float = 0
    denominator: float = 0
    months: int = 0
    hidden: int = 0
    partly: int = 0
    squares_within: float = 0
    degrees: float = 0
    best: int = 0
    answers: int = 0


def point_of(sums: Sums, measure: GroupMeasure) -> Point:
    """Return a group as a point. Its size is a month's: a person who comes every month is one person."""
    return Point(
        sums.key,
        measure.factor * sums.numerator,
        sums.denominator,
        measure.size_factor * sums.denominator / sums.months if sums.months else 0,
    )


def variance_of(groups: Iterable[Sums], measure: GroupMeasure) -> float | None:
    """Return how people of one month of one group differ, pooled over all; None where nobody knows."""
    found = list(groups)
    degrees = sum(group.degrees for group in found)
    if degrees <= 0:
        return None
    return measure.factor**2 * sum(group.squares_within for group in found) / degrees


def funnel_of(groups: Sequence[Sums], measure: GroupMeasure) -> Funnel | None:
    """Return the funnel of the groups that have a figure."""
    points = [point_of(group, measure) for group in groups]
    return funnel(points, measure.kind, variance=variance_of(groups, measure))


def by_year(months: Iterable[tuple[int, Sums]], key: Hashable, name: str) -> list[tuple[int, Sums]]:
    """Return (year, sums) in order, from (year, a month's sums)."""
    years: dict[int, list[Sums]] = {}
    for year, sums in months:
        years.setdefault(year, []).append(sums)
    return [(year, added(found, key, name)) for year, found in sorted(years.items())]


def added(found: Sequence[Sums], key: Hashable, name: str) -> Sums:
    """Return several months' sums as one."""
    return Sums(
        key,
        name,
        *(
            sum(getattr(each, column) for each in found)
            for column in Sums.__dataclass_fields__
            if column not in ("key", "name")
        ),
    )
