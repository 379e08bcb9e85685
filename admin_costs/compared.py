"""What groups are compared by, as data; and a group's sums as a point of a funnel. Pure.

A measure divides columns of the groups' figures (models.groups) by another. Adding one is adding a line.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from admin_costs.funnels import Funnel, Kind, Point, funnel
from admin_costs.group_rules import Level

OF_PEOPLE = frozenset(Level)
OF_UNITS = frozenset((Level.UNIT, Level.MUNICIPALITY))
"""Administration and ratings are a unit's, whoever gave the visits."""


@dataclass(frozen=True, slots=True)
class GroupMeasure:
    """`numerator` columns added, divided by `denominator`, times `factor`, is the figure in its unit."""

    slug: str
    kind: Kind
    numerator: tuple[str, ...]
    denominator: str
    factor: float
    levels: frozenset[Level] = OF_PEOPLE
    is_cost: bool = False
    size_factor: float = 1
    """What a group's size is multiplied by: 1/60 where it is minutes, to be told in hours."""

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.numerator, self.denominator)


SATISFACTION = GroupMeasure("nojdhet", Kind.PROPORTION, ("best_answers",), "answers", 1, OF_UNITS)

GROUP_MEASURES = (
    GroupMeasure("timmar", Kind.MEAN, ("minutes",), "people", 1 / 60),
    # Öre a minute are 60 öre an hour, a hundred of which are a krona.
    GroupMeasure(
        "kostnad",
        Kind.SPREAD,
        ("cost_ore", "admin_cost_ore"),
        "minutes",
        60 / 100,
        OF_UNITS,
        is_cost=True,
        size_factor=1 / 60,
    ),
    GroupMeasure("administration", Kind.SPREAD, ("admin_minutes",), "people", 1 / 60, OF_UNITS),
    SATISFACTION,
)


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
