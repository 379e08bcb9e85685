"""From a municipality's month to what may be told of it: the rule of `disclosure`, applied once. Pure.

The parts of a month are unit × provider. A unit's or a provider's figures are the sum of its shown parts;
the municipality's are the sum of all. Answers have parts of their own: the units. Administration is of no
person, but is told by person: of a unit only where all of its people are.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from admin_costs.disclosure import Group, beside, hidden_parts, may_tell_whole, shown

Part = tuple[int, int]
"""A unit's id and a provider's."""


class Level(StrEnum):
    """What is compared with its like."""

    MUNICIPALITY = "municipality"
    UNIT = "unit"
    PROVIDER = "provider"


class Hidden(StrEnum):
    """How much of a group's figures is hidden."""

    NOTHING = ""
    SOME = "some"
    ALL = "all"


class Visits(NamedTuple):
    """Sums over people: how many they are, their visits, minutes and cost.

    `squares` is the sum of the squares of each one's minutes; it, `largest` and `second` None: not known.
    """

    people: int
    visits: int
    minutes: int
    cost_ore: int
    largest: int | None = None
    second: int | None = None
    squares: int | None = None

    @property
    def group(self) -> Group:
        return Group(self.people, self.minutes, self.largest, self.second)


class Effort(NamedTuple):
    """Administration: minutes and what they cost."""

    minutes: int
    cost_ore: int


class Answers(NamedTuple):
    """How many gave the best answer, of how many; each person once."""

    best: int
    of: int


@dataclass(frozen=True, slots=True)
class Month:
    """A month's facts. A unit that has recorded no administration is not in `effort`."""

    visits: Mapping[Part, Visits]
    effort: Mapping[int, Effort]
    answers: Mapping[int, Answers]


@dataclass(frozen=True, slots=True)
class Told:
    """What may be told of a group in a month. `unit` None is the municipality itself."""

    level: Level
    unit: int | None
    hidden: Hidden
    visits: Visits | None = None
    effort: Effort | None = None
    answers: Answers | None = None
    answers_hidden: bool = False


def put_together(visits: Iterable[Visits]) -> Visits:
    """Return the sums as one, when nobody is in two of them."""
    found = list(visits)
    group = beside(each.group for each in found)
    squares = [each.squares for each in found if each.squares is not None]
    return Visits(
        group.people,
        sum(each.visits for each in found),
        group.total,
        sum(each.cost_ore for each in found),
        group.largest,
        group.second,
        sum(squares) if len(squares) == len(found) else None,
    )


def told_of(month: Month) -> list[Told]:
    """Return what may be told of the municipality, each unit and each provider with visits in the month."""
    groups = {part: visits.group for part, visits in month.visits.items()}
    may_tell = may_tell_whole(groups)
    hidden = hidden_parts(groups) if may_tell else frozenset(groups)
    answers, silent = told_answers(month.answers) if may_tell else ({}, frozenset(month.answers))
    whole = Told(
        Level.MUNICIPALITY,
        None,
        Hidden.NOTHING if may_tell else Hidden.ALL,
        put_together(month.visits.values()) if may_tell else None,
        whole_effort(month) if may_tell else None,
        whole_answers(month.answers) if may_tell else None,
        bool(month.answers) and not (may_tell and whole_answers(month.answers)),
    )
    found = [whole]
    for unit, parts in sorted(parts_by(0, groups).items()):
        visits, how = sum_of_shown(month, parts, hidden)
        effort = month.effort.get(unit) if how == Hidden.NOTHING else None
        told = Told(Level.UNIT, unit, how, visits, effort, answers.get(unit), unit in silent)
        found.append(told)
    for provider, parts in sorted(parts_by(1, groups).items()):
        visits, how = sum_of_shown(month, parts, hidden)
        found.append(Told(Level.PROVIDER, provider, how, visits))
    return found


def parts_by(side: int, parts: Iterable[Part]) -> dict[int, list[Part]]:
    """The parts of each unit (side 0) or provider (side 1)."""
    found: dict[int, list[Part]] = defaultdict(list)
    for part in parts:
        found[part[side]].append(part)
    return found


def sum_of_shown(
    month: Month, parts: Collection[Part], hidden: Collection[Part]
) -> tuple[Visits | None, Hidden]:
    """The shown parts as one, and how much is hidden beside them."""
    there = [month.visits[part] for part in parts if part not in hidden]
    people = sum(visits.people for visits in there)
    if not shown(people):
        return None, Hidden.ALL if len(there) < len(parts) else Hidden.NOTHING
    return put_together(there), Hidden.SOME if len(there) < len(parts) else Hidden.NOTHING


def whole_effort(month: Month) -> Effort | None:
    """All units' administration; None when a unit with visits has recorded none."""
    units = {unit for unit, _provider in month.visits}
    if not month.effort or units - month.effort.keys():
        return None
    efforts = month.effort.values()
    return Effort(sum(each.minutes for each in efforts), sum(each.cost_ore for each in efforts))


def whole_answers(answers: Mapping[int, Answers]) -> Answers | None:
    """All units' answers, when they are enough."""
    of = sum(each.of for each in answers.values())
    return Answers(sum(each.best for each in answers.values()), of) if shown(of) else None


def told_answers(answers: Mapping[int, Answers]) -> tuple[dict[int, Answers], frozenset[int]]:
    """The units' answers that may be told, and the units whose answers may not."""
    hidden = hidden_parts({unit: Group(each.of, each.of) for unit, each in answers.items()})
    return {unit: each for unit, each in answers.items() if unit not in hidden}, hidden
