"""What a half-year's administration cost, step by step, and what a new way of working freed. Pure.

A step is one activity by one role. Figures come half a year at a time, always the same halves, and each half
is judged by itself: what is told of a step is a sum over at least five pieces of work in months of at least
five people (P7). Other periods, or steps of few, could be subtracted from each other until one person's
appeal stood alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from admin_costs.disclosure import Group, hidden_parts, may_tell_whole
from admin_costs.tdabc import Capacity, Done, Use, in_ore, use

MONTHS_IN_HALF = 6
FEWEST_SILENT_ROLES = 3
"""Roles have prices, so minutes and kronor are two equations: two roles told as one could be told apart."""

Step = tuple[str, int]
"""A role and an activity's id."""


class HalfYear(NamedTuple):
    """January to June (half 1) or July to December (half 2)."""

    year: int
    half: int

    @property
    def first(self) -> date:
        return date(self.year, 1 if self.half == 1 else 7, 1)

    @property
    def end(self) -> date:
        """The first day after it."""
        return date(self.year, 7, 1) if self.half == 1 else date(self.year + 1, 1, 1)


def half_year_of(month: date) -> HalfYear:
    """Return the half-year that a month is in."""
    return HalfYear(month.year, 1 if month.month <= MONTHS_IN_HALF else 2)


def side_by_side(
    halves: Iterable[HalfYear], *, change: date, bedding_in_months: int = 0
) -> tuple[HalfYear, HalfYear] | None:
    """Return the halves to set side by side: the latest after the change, and before it the same half.

    Months of the bedding-in window are on neither side. Summer is set beside summer where there is one
    before; otherwise the latest half before. None when either side is missing.
    """
    known = sorted(halves)
    before = [half for half in known if half.end <= change]
    after = [half for half in known if _months(half.first) >= _months(change) + bedding_in_months]
    if not before or not after:
        return None
    same = [half for half in before if half.half == after[-1].half]
    return (same or before)[-1], after[-1]


def _months(day: date) -> int:
    return 12 * day.year + day.month


class Work(NamedTuple):
    """A step in a half-year. `times` None: nobody counted them, but the months were of `people` or more."""

    times: int | None
    people: int
    minutes: int
    cost_ore: int

    @property
    def group(self) -> Group:
        """As many as the work can at most be about: fewer pieces of work than five are of fewer people."""
        return Group(self.people if self.times is None else self.times, self.minutes)


def added(works: Iterable[Work]) -> Work:
    """Return work as one. Times are known when they are known of all of it."""
    found = list(works)
    times = [work.times for work in found]
    return Work(
        None if None in times else sum(each or 0 for each in times),
        min((work.people for work in found), default=0),
        sum(work.minutes for work in found),
        sum(work.cost_ore for work in found),
    )


@dataclass(frozen=True)
class Told:
    """What may be told of a half-year's administration.

    `together` is by role what its steps of few come to; `others` what roles of few come to. `total` None:
    nothing may be told. All that is told adds up to `total`.
    """

    steps: Mapping[Step, Work]
    together: Mapping[str, Work]
    others: Work | None
    total: Work | None
    hidden: frozenset[Step]

    def roles(self) -> dict[str, Work]:
        """Return what is told of each role in all."""
        found: dict[str, list[Work]] = defaultdict(list)
        for (role, _activity), work in self.steps.items():
            found[role].append(work)
        for role, work in self.together.items():
            found[role].append(work)
        return {role: added(works) for role, works in sorted(found.items())}

    @property
    def rest(self) -> Work | None:
        """What is told of no step by itself; None when that is nothing."""
        parts = [*self.together.values(), *([self.others] if self.others else [])]
        return added(parts) if parts else None


def told_of(work: Mapping[Step, Work]) -> Told:
    """Return what may be told, by the rule of `disclosure`: roles first, then each told role's steps.

    Steps of one role have one price, so minutes and kronor of what is hidden together say the same.
    """
    by_role: dict[str, dict[Step, Work]] = defaultdict(dict)
    for step, done in work.items():
        by_role[step[0]][step] = done
    roles = {role: as_one(steps) for role, steps in by_role.items()}
    if not may_tell_whole(roles):
        return Told({}, {}, None, None, frozenset(work))
    silent = silent_roles(roles)
    hidden = {step for role in silent for step in by_role[role]}
    together = {}
    for role in by_role.keys() - silent:
        few = hidden_parts({step: done.group for step, done in by_role[role].items()})
        if few:
            together[role] = added(work[step] for step in few)
        hidden |= few
    others = added(work[step] for role in silent for step in by_role[role]) if silent else None
    steps = {step: done for step, done in sorted(work.items()) if step not in hidden}
    return Told(steps, dict(sorted(together.items())), others, added(work.values()), frozenset(hidden))


def silent_roles(roles: Mapping[str, Group]) -> frozenset[str]:
    """Return the roles that are told of only together: none, or at least three (or all there are)."""
    silent = hidden_parts(roles)
    smallest = sorted(roles.keys() - silent, key=lambda role: (roles[role].people, roles[role].total, role))
    return silent | set(smallest[: FEWEST_SILENT_ROLES - len(silent)]) if silent else silent


def as_one(steps: Mapping[Step, Work]) -> Group:
    """Return a role's steps as one group: the pieces of work of all of them."""
    groups = [work.group for work in steps.values()]
    return Group(sum(group.people for group in groups), sum(group.total for group in groups))


def cost_of(work: Work, capacity: Capacity | None) -> int:
    """Return what work cost in öre: its minutes at the capacity's rate, or its own cost without one."""
    return in_ore(work.minutes, capacity) if capacity else work.cost_ore


def use_of(work: Work, capacity: Capacity) -> Use:
    """Return how much of a role's capacity went to its work."""
    return use(capacity, [Done("all of it", 1, work.minutes)])


class PersonMonth(NamedTuple):
    """A step for each person and month: exact minutes and öre."""

    minutes: Fraction
    cost_ore: Fraction


NOTHING = PersonMonth(Fraction(0), Fraction(0))


class Half(NamedTuple):
    """A half-year's told administration, and the person-months it was for (above zero)."""

    told: Told
    person_months: int

    def each(self, work: Work) -> PersonMonth:
        """Return work for each person and month."""
        return PersonMonth(
            Fraction(work.minutes, self.person_months), Fraction(work.cost_ore, self.person_months)
        )

    def step(self, step: Step) -> PersonMonth | None:
        """Return a step, nothing where it was not done at all; None where it may not be told."""
        if step in self.told.hidden:
            return None
        return self.each(self.told.steps[step]) if step in self.told.steps else NOTHING

    @property
    def whole(self) -> PersonMonth | None:
        return self.each(self.told.total) if self.told.total else None


class Pair(NamedTuple):
    """A step before and after; None where it may not be told."""

    step: Step
    before: PersonMonth | None
    after: PersonMonth | None


def pairs(before: Half, after: Half, order: Sequence[int]) -> list[Pair]:
    """Return every step that is told on a side, in the order of the activities (their ids) and by role."""
    steps = before.told.steps.keys() | after.told.steps.keys()
    places = {activity: place for place, activity in enumerate(order)}
    ordered = sorted(steps, key=lambda step: (places.get(step[1], len(places)), step))
    return [Pair(step, before.step(step), after.step(step)) for step in ordered]


class Freed(NamedTuple):
    """Minutes that the half-year after was spared, what they would be worth, and what is cash.

    `cash_ore` is what registered staffing costs less than before, or None when it is not registered on both
    sides: minutes freed are not money unless staffing falls.
    """

    minutes: int
    worth_ore: int
    cash_ore: int | None


def freed(before: Half, after: Half, cash_ore: int | None) -> Freed | None:
    """Return what was freed, for as many person-months as there were after; None when a side is not told."""
    if before.whole is None or after.whole is None:
        return None
    return Freed(
        round((before.whole.minutes - after.whole.minutes) * after.person_months),
        round((before.whole.cost_ore - after.whole.cost_ore) * after.person_months),
        cash_ore,
    )
