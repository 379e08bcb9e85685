"""The week that is worth most to a worker who may work at any time: stretches, daily and weekly rest kept.

For a worker whose pattern keeps the rests by itself the knapsack of hours.planning_bound is exact. For all
others this is: a dynamic programme over stretches of work, whether the week's rest has been had, and the
agreed minutes (a resource-constrained shortest path, Barnhart et al. 1998, "Branch-and-price").
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from hours.planning_bound import MOST_A_WEEK, TOGETHER, WeekBound
from hours.planning_grid import DAILY, STRETCH, WEEKLY, Array, Grid, Minutes, has_rest

# Promised work has to be there: it is a visit worth more than any week of others.
PROMISED = 1e6
NEVER = -1e9
# Workers times units of time computed together, so that the tables stay small.
CELLS = 5000


def joined(spans: Sequence[Minutes], pause: int) -> list[Minutes]:
    """Sorted spans with less than `pause` minutes between them, as one."""
    found: list[Minutes] = []
    for begins, ends in spans:
        if found and begins - found[-1][1] < max(pause, 1):
            found[-1] = (found[-1][0], max(ends, found[-1][1]))
        else:
            found.append((begins, ends))
    return found


def keeps_rests(grid: Grid, week: WeekBound, worker: int) -> bool:
    """Whether any of the worker's visits can be taken together, as far as the rests are concerned."""
    places = np.flatnonzero(week.worth[worker] > 0)
    could = [(int(week.starts[place]), int(week.ends[place])) for place in places]
    whole = joined(sorted([*could, *grid.work[worker]]), 0)
    begins, ends = week.span
    return has_rest(whole, week.span) and all(
        last - first <= STRETCH
        for first, last in joined(whole, DAILY)
        if last > begins - DAILY and first < ends + DAILY
    )


class RestedWeeks:
    """The visits of one week for some workers, together with what each has promised around it."""

    def __init__(self, week: WeekBound, workers: Sequence[int], work: Sequence[Sequence[Minutes]]) -> None:
        self.week, self.workers = week, list(workers)
        promised = [self.near(work[worker]) for worker in self.workers]
        spans = sorted({span for each in promised for span in each})
        starts = np.concatenate([week.starts, np.array([a for a, _ in spans], int)])
        ends = np.concatenate([week.ends, np.array([b for _, b in spans], int)])
        units = np.concatenate([week.units, np.zeros(len(spans), int)])
        self.order = np.lexsort((starts, ends))
        self.starts, self.ends, self.units = starts[self.order], ends[self.order], units[self.order]
        self.promised = np.full((len(self.workers), len(spans)), NEVER)
        for row, each in enumerate(promised):
            self.promised[row, [spans.index(span) for span in each]] = PROMISED
        self.room, self.without_limit = week.room[self.workers], MOST_A_WEEK // week.step

    def near(self, work: Sequence[Minutes]) -> list[Minutes]:
        """The work that rests of this week can depend on. What has broken a rest already asks for none."""
        begins, ends = self.week.span
        near: list[Minutes] = []
        for first, last in joined(work, DAILY):
            parts = [span for span in work if first <= span[0] and span[1] <= last]
            keeps = last - first <= STRETCH or len(parts) == 1
            if keeps and last > begins - WEEKLY and first < ends + WEEKLY:
                near += parts
        return near

    def best(self, net: Array) -> tuple[Array, list[list[int]]]:
        """Each worker's most worth and its visits, as places in the week's.

        `net` is the worth of each visit of the week, in points, by worker of these.
        """
        values: Array = np.zeros(len(self.workers))
        schedules: list[list[int]] = [[] for _ in self.workers]
        for rows in self.batches():
            worth = np.concatenate([net[rows], self.promised[rows]], axis=1)[:, self.order]
            keep = np.flatnonzero(worth.max(axis=0) > 0)
            # Whoever has time without limit needs none of it counted.
            counts = self.room[rows[0]] < self.without_limit
            units, room = self.units[keep] * counts, self.room[rows] * counts
            items = Items(self.starts[keep], self.ends[keep], units, worth[:, keep].T.copy())
            table = StretchTable(items, room, self.week.span)
            forced = PROMISED * (self.promised[rows] > 0).sum(axis=1)
            for place, row in enumerate(rows):
                values[row] = max(0.0, table.values[place] - forced[place])
                chosen = self.order[keep[table.schedule(place)]] if values[row] > 0 else np.array([], int)
                schedules[row] = sorted(int(each) for each in chosen if each < len(self.week.visits))
        return values, schedules

    def batches(self) -> Iterator[Array]:
        """Workers to be computed together, who have about as much room."""
        order = np.argsort(self.room, kind="stable")
        limited = order[self.room[order] < self.without_limit]
        free = order[self.room[order] >= self.without_limit]
        for rows in (limited, free):
            begin = 0
            while begin < len(rows):
                most = int(self.room[rows[begin : begin + TOGETHER]].max()) if rows is limited else 0
                count = min(TOGETHER, max(1, CELLS // (most + 1)))
                yield rows[begin : begin + count]
                begin += count


@dataclass(frozen=True, slots=True)
class Items:
    """Visits and promised work sorted by end; `worth` by item and worker."""

    starts: Array
    ends: Array
    units: Array
    worth: Array


class StretchTable:
    """Most worth by end of a stretch, rest had or not, worker and units of time (at most so many).

    `by_end[d]` is of weeks whose last stretch ends at `ends[d]`, `before[a]` of those that a stretch
    beginning at `starts[a]` may follow, `begun[d]` says with which begin the best of `by_end` came.
    """

    def __init__(self, items: Items, room: Array, week: Minutes) -> None:
        self.items, self.room, self.week = items, room, week
        self.starts, self.ends = np.unique(items.starts), np.unique(items.ends)
        shape = (2, items.worth.shape[1], int(room.max(initial=0)) + 1)
        self.by_end = np.full((len(self.ends), *shape), NEVER)
        self.begun = np.zeros((len(self.ends), *shape), np.int16)
        self.before = np.zeros((len(self.starts), *shape))
        # Free time that counts for the week begins with the week at the earliest, and before its end.
        self.free_from = np.maximum(self.ends, week[0])
        self.counts = self.free_from < week[1]
        self.fill()
        last = np.where(self.counts[:, None, None], self.by_end.max(axis=1), self.by_end[:, 1])
        self.last = np.concatenate([np.zeros((1, *shape[1:])), last])
        self.at = self.last[:, np.arange(shape[1]), np.minimum(room, shape[2] - 1)]
        self.values = self.at.max(axis=0)

    def fill(self) -> None:
        now = np.full(self.by_end.shape[1:], NEVER)
        now[0] = 0
        rested = daily = 0
        for begin, minute in enumerate(self.starts.tolist()):
            if minute - self.week[0] >= WEEKLY:
                np.maximum(now[1], 0, out=now[1])
            while daily < len(self.ends) and self.ends[daily] + DAILY <= minute:
                np.maximum(now, self.by_end[daily], out=now)
                daily += 1
            while rested < len(self.ends) and self.free_from[rested] + WEEKLY <= minute:
                if self.counts[rested]:
                    np.maximum(now[1], self.by_end[rested, 0], out=now[1])
                rested += 1
            self.before[begin] = now
            self.stretch(begin, minute, now)

    def within(self, minute: int) -> Array:
        """Items that a stretch beginning at the minute may hold, sorted by end."""
        items = self.items
        found: Array = np.flatnonzero((items.starts >= minute) & (items.ends <= minute + STRETCH))
        return found

    def stretch(self, begin: int, minute: int, now: Array) -> None:
        """Every way to end a stretch that begins here."""
        items, room, places = self.items, now.shape[2] - 1, self.within(minute)
        ends = items.ends[places]
        follows = np.searchsorted(ends, items.starts[places], side="right").tolist()
        table = np.empty((len(places) + 1, *now.shape))
        table[0] = now
        at = np.searchsorted(self.ends, ends).tolist()
        for number, place in enumerate(places.tolist()):
            takes, row = int(items.units[place]), table[number + 1]
            np.copyto(row, table[number])
            if takes <= room:
                taken = table[follows[number]][..., : room + 1 - takes] + items.worth[place][:, None]
                np.maximum(row[..., takes:], taken, out=row[..., takes:])
            if number + 1 == len(places) or at[number + 1] != at[number]:
                self.push(at[number], begin, row)
        # One long visit alone may be longer than a stretch.
        for place in np.flatnonzero((items.starts == minute) & (items.ends > minute + STRETCH)).tolist():
            takes = int(items.units[place])
            alone = np.full(now.shape, NEVER)
            if takes <= room:
                alone[..., takes:] = now[..., : room + 1 - takes] + items.worth[place][:, None]
            self.push(int(np.searchsorted(self.ends, items.ends[place])), begin, alone)

    def push(self, end: int, begin: int, row: Array) -> None:
        better = row > self.by_end[end]
        np.copyto(self.by_end[end], row, where=better)
        np.copyto(self.begun[end], begin, where=better)

    def schedule(self, worker: int) -> list[int]:
        """The items of a worker's best week."""
        room, end = int(self.room[worker]), int(self.at[:, worker].argmax()) - 1
        found: list[int] = []
        if end < 0:
            return found
        value = self.at[end + 1, worker]
        rest = int(self.by_end[end, 1, worker, room] == value)
        while True:
            begin = int(self.begun[end, rest, worker, room])
            taken = list(self.read(worker, begin, end, rest, room))
            found += taken
            room -= int(self.items.units[taken].sum()) if taken else 0
            value = self.before[begin, rest, worker, room]
            minute = int(self.starts[begin])
            if value == 0 and (not rest or minute - self.week[0] >= WEEKLY):
                return found
            follows = (self.ends + DAILY <= minute) & (self.by_end[:, rest, worker, room] == value)
            if not follows.any():
                rest, follows = 0, self.counts & (self.free_from + WEEKLY <= minute)
                follows &= self.by_end[:, 0, worker, room] == value
            end = int(follows.argmax())

    def read(self, worker: int, begin: int, end: int, rest: int, room: int) -> Iterator[int]:
        """The items of one stretch, the last first: its table once more, for one worker."""
        items, minute, ends_at = self.items, int(self.starts[begin]), int(self.ends[end])
        now = self.before[begin, rest, worker]
        if ends_at > minute + STRETCH:
            alone = np.flatnonzero((items.starts == minute) & (items.ends == ends_at))
            yield int(alone[items.worth[alone, worker].argmax()])
            return
        places = self.within(minute)
        places = places[items.ends[places] <= ends_at]
        follows = np.searchsorted(items.ends[places], items.starts[places], side="right")
        table = np.tile(now, (len(places) + 1, 1))
        for number, place in enumerate(places.tolist()):
            takes = int(items.units[place])
            table[number + 1] = table[number]
            if takes < len(now):
                taken = table[follows[number], : len(now) - takes] + items.worth[place, worker]
                np.maximum(table[number + 1, takes:], taken, out=table[number + 1, takes:])
        seen = len(places)
        while seen:
            if table[seen, room] == table[seen - 1, room]:
                seen -= 1
            else:
                yield int(places[seen - 1])
                room -= int(items.units[places[seen - 1]])
                seen = int(follows[seen - 1])
