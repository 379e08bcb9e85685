"""A first answer within a second, which the search never falls below; and why a visit got nobody."""

from collections import Counter
from collections.abc import Iterable

import numpy as np

from hours.matching import Obstacle
from hours.planning import Answer, Task, Why
from hours.planning_grid import NUMBER, Array, Grid, Roster

# Told before what only says that somebody is missing: the most telling obstacle is the one nearest to a yes.
NEAREST_FIRST = (
    Obstacle.WEEKLY_HOURS,
    Obstacle.WEEKLY_REST,
    Obstacle.DAILY_REST,
    Obstacle.BUSY,
    Obstacle.ABSENT,
    Obstacle.OUTSIDE_HOURS,
    Obstacle.PROTECTED,
    Obstacle.UNWANTED,
)


def greedy(grid: Grid) -> Roster:
    """Each visit to whom it suits best, in two orders: those few can take first, or the shortest first."""
    few = (grid.obstacle == 0).sum(axis=0)
    orders = (np.lexsort((grid.starts, few)), np.lexsort((few, grid.long)))
    return max((filled(Roster(grid), order) for order in orders), key=lambda roster: roster.points)


def filled(roster: Roster, order: Iterable[int]) -> Roster:
    """The roster with every visit of the order that somebody can take as well."""
    grid = roster.grid
    blocked = grid.obstacle != 0
    for held in np.flatnonzero(roster.owner >= 0).tolist():
        blocked[roster.owner[held]] |= grid.conflicts(held)
    # Among equals, who has most of the week left.
    most_left = max(1, int(roster.left.max()))
    for index in order:
        if roster.owner[index] < 0:
            left = roster.left[:, grid.week[index]]
            can = ~blocked[:, index] & (left >= grid.long[index])
            worth = np.where(can, grid.points[:, index] + 0.9 * left / most_left, 0)
            worker = first_who_can(roster, int(index), worth)
            if worker is not None:
                roster.add(worker, int(index))
                blocked[worker] |= grid.conflicts(int(index))
    return roster


def first_who_can(roster: Roster, index: int, worth: Array) -> int | None:
    """Whom the visit suits best of those who can take it; `worth` is nothing for those who cannot."""
    while worth.max() > 0:
        worker = int(worth.argmax())
        if roster.can_add(worker, index):
            return worker
        worth[worker] = 0
    return None


def why_nobody(roster: Roster, index: int) -> Obstacle | Why:
    """What kept the visit from getting somebody: of those nearest to a yes, the commonest obstacle.

    Whoever no promise, absence or agreement keeps from it, but this very answer, was needed more elsewhere.
    """
    stands = Counter(int(number) for number in roster.grid.obstacle[:, index])
    if stands[0]:
        return Why.NEEDED_MORE
    found = [obstacle for obstacle in NEAREST_FIRST if stands[NUMBER[obstacle]]]
    if not found:
        return Why.NOBODY_EMPLOYED
    return max(found, key=lambda obstacle: stands[NUMBER[obstacle]])


def answer(roster: Roster, bound: int | None = None) -> Answer:
    """The roster by the keys of visits and escorts."""
    grid = roster.grid
    chosen = {
        visit.key: grid.workers[roster.owner[index]].key
        for index, visit in enumerate(grid.visits)
        if roster.owner[index] >= 0
    }
    why = {
        visit.key: why_nobody(roster, index)
        for index, visit in enumerate(grid.visits)
        if roster.owner[index] < 0
    }
    return Answer(chosen, why, roster.points, bound)


def first_answer(task: Task) -> Answer:
    """The greedy answer of a task; nothing where there is nothing to do."""
    if not task.visits:
        return Answer({}, {}, 0, 0)
    return answer(greedy(Grid(task)))
