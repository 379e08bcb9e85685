"""No answer can have more points than this: a week's Lagrangian bound, and the prices that come with it.

Every visit gets a price. Each worker alone then takes the schedule that is worth most after prices, found
exactly by dynamic programming over the visits and the agreed minutes (weighted interval scheduling with a
knapsack). Prices plus all those schedules are worth at least as much as any answer (weak duality), because
a schedule here may be one that the rests forbid (hours.planning_rests knows them). The prices are moved
towards the lowest such bound (Held, Wolfe and Crowder 1974), which is that of the linear relaxation over
whole schedules; hours.planning_dive comes closer to it than these passes do.
"""

from collections.abc import Iterator
from math import gcd

import numpy as np

from hours.planning_grid import NO_LIMIT, STRETCH, Array, Grid

# Eight stretches of thirteen hours: more work than a week has room for.
MOST_A_WEEK = 8 * STRETCH
FINEST = 15  # minutes; odd lengths are rounded down, which can only raise the bound
TOGETHER = 50  # workers computed at a time, so that a step's numbers stay in the processor's cache
NEVER = np.float32(-1e7)
# Single precision: what rounding can hide in one worker's schedule.
ROUNDING = 0.05
PRICES_AN_HOUR = np.linspace(0, 540, 19)  # tried as what an hour of a worker is worth
FORGET = np.float32(0.97)  # of what was wanted, kept from pass to pass
PATIENCE, SHORTER = 6, 0.7  # passes without a lower bound before the steps get shorter


class WeekBound:
    """The visits of one week, their prices, and the lowest bound so far."""

    def __init__(self, grid: Grid, week: int) -> None:
        self.number, self.span = week, grid.weeks[week]
        self.visits = np.flatnonzero(grid.week == week)
        self.starts, self.ends = grid.starts[self.visits], grid.ends[self.visits]
        self.before = np.searchsorted(self.ends, self.starts, side="right")
        self.step = max(FINEST, gcd(*(int(each) for each in grid.long[self.visits])))
        self.units = grid.long[self.visits] // self.step
        left = np.where(grid.left[:, week] >= NO_LIMIT, MOST_A_WEEK, grid.left[:, week])
        self.room = np.minimum(left, MOST_A_WEEK) // self.step
        can = grid.obstacle[:, self.visits] == 0
        self.worth = np.where(can, grid.points[:, self.visits], NEVER).astype(np.float32)
        self.useful = np.flatnonzero(can.any(axis=1) & (self.room > 0))
        self.prices, self.bound = self.first_prices(grid)
        self.best_prices = self.prices
        self.length, self.waited = 1.0, 0
        # How often, lately, each worker wanted each visit at the prices of the time.
        self.wanted = np.zeros(self.worth.shape, np.float32)

    def first_prices(self, grid: Grid) -> tuple[Array, float]:
        """The visit's worth to whom it suits best, less an hour's price for its hours: the best of some."""
        most = np.maximum(self.worth.max(axis=0), 0)
        hours = grid.long[self.visits] / 60
        tried = [np.maximum(0, most - price * hours).astype(np.float32) for price in PRICES_AN_HOUR]
        bounds = [self.value(prices)[0] for prices in tried]
        best = int(np.argmin(bounds))
        return tried[best], bounds[best]

    def value(self, prices: Array, workers: Array | None = None) -> tuple[float, dict[int, list[int]]]:
        """The bound of these prices, and each worker's schedule as places in `visits`.

        Of all who are useful, or of some: then what the others can have has to be added.
        """
        total, schedules = float(prices.sum(dtype=np.float64)), {}
        # Those with as much room left are computed together.
        asked = self.useful if workers is None else workers
        by_room = asked[np.argsort(self.room[asked], kind="stable")]
        for begin in range(0, len(by_room), TOGETHER):
            part = by_room[begin : begin + TOGETHER]
            table = self.table(self.worth[part] - prices, int(self.room[part].max()))
            for place, worker in enumerate(part):
                room = int(self.room[worker])
                total += float(table[-1, place, room]) + ROUNDING
                schedules[int(worker)] = list(schedule(table[:, place], self.before, self.units, room=room))
        return total, schedules

    def table(self, worth: Array, room: int) -> Array:
        """Most worth by first visits seen, worker and units of time."""
        return worth_table(worth.T.copy(), self.before, self.units, room)

    def move(self, points: float) -> dict[int, list[int]]:
        """One pass: the schedules at today's prices, and prices moved towards a lower bound.

        `points` is what some answer of this week has; the distance to it gives the length of the step.
        """
        bound, schedules = self.value(self.prices)
        if bound < self.bound - 1:
            self.bound, self.best_prices, self.waited = bound, self.prices, 0
        else:
            self.waited += 1
        if self.waited >= PATIENCE:
            self.length, self.waited = self.length * SHORTER, 0
        self.wanted *= FORGET
        for worker, visits in schedules.items():
            self.wanted[worker, visits] += 1
        wanted = np.bincount(
            [visit for each in schedules.values() for visit in each], minlength=len(self.visits)
        )
        push = np.where((self.prices <= 0) & (wanted == 0), 0, wanted - 1)
        step = self.length * max(bound - points, 1) / max(float((push**2).sum()), 1)
        self.prices = np.maximum(0, self.prices + step * push).astype(np.float32)
        return schedules


def worth_table(worth: Array, before: Array, units: Array, room: int) -> Array:
    """Weighted interval scheduling with a knapsack, for several workers at once.

    `worth` by visit (sorted by end) and worker. The answer by visits seen (none first), worker and room.
    """
    visits, workers = worth.shape
    table = np.zeros((visits + 1, workers, room + 1), np.float32)
    is_wanted = worth.max(axis=1) > 0
    for visit in range(visits):
        takes = int(units[visit])
        np.copyto(table[visit + 1], table[visit])
        if takes <= room and is_wanted[visit]:
            taken = table[before[visit], :, : room + 1 - takes] + worth[visit][:, None]
            kept = table[visit + 1, :, takes:]
            np.maximum(kept, taken, out=kept)
    return table


def schedule(table: Array, before: Array, units: Array, *, room: int) -> Iterator[int]:
    """One worker's visits, the last first, read back from a table by visits seen and room."""
    seen = len(table) - 1
    while True:
        column = table[: seen + 1, room]
        # The column never falls: where its last value first stands, the visit before it was taken.
        first = int(np.searchsorted(column, column[-1], side="left"))
        if first == 0:
            return
        yield first - 1
        seen, room = int(before[first - 1]), room - int(units[first - 1])
