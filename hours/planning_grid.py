"""The task of hours.planning as arrays of whole minutes: who may take what, and whose week holds it.

The rules are those of hours.working_time, in a form that can be asked a million times a minute. That both
say the same is a property in tests/hours/test_planning.py, and an independent checker looks at every answer.
"""

from bisect import insort
from collections.abc import Sequence
from datetime import datetime, timedelta

import numpy as np

from hours.matching import NEIGHBOUR, Obstacle
from hours.planning import LITTLE_WAITING, SOMEBODY, Task, Worker
from hours.rules import Span
from hours.times import local_date
from hours.working_time import DAILY_REST, LONGEST_STRETCH, WEEK, WEEKLY_REST, stretches, week_of

MINUTE = timedelta(minutes=1)
DAILY, STRETCH, WEEKLY, NEAR = (
    int(each / MINUTE) for each in (DAILY_REST, LONGEST_STRETCH, WEEKLY_REST, NEIGHBOUR)
)
NO_LIMIT = 10**6  # minutes, where no hours a week are agreed
# In the order in which hours.matching tells them; 0 is no obstacle.
CODES = (None, *Obstacle)
NUMBER = {obstacle: number for number, obstacle in enumerate(CODES)}

Minutes = tuple[int, int]
Array = np.ndarray


def has_rest(work: Sequence[Minutes], week: Minutes) -> bool:
    """Whether thirty-six free hours begin in the week. `work` is sorted and does not overlap."""
    free_from, ends = week
    for starts_at, ends_at in work:
        if ends_at > free_from:
            if free_from >= ends:
                return False
            if starts_at - free_from >= WEEKLY:
                return True
            free_from = ends_at
    return free_from < ends


def stretch_with(work: Sequence[Minutes], visit: Minutes) -> int:
    """Minutes of the stretch of work that the visit lies in when it is added to sorted work."""
    begins, ends = visit
    for starts_at, ends_at in reversed(work):
        if starts_at < begins and begins - ends_at < DAILY:
            begins = starts_at
    for starts_at, ends_at in work:
        if ends_at > ends and starts_at - ends < DAILY:
            ends = ends_at
    return ends - begins


def is_too_long(work: Sequence[Minutes], visit: Minutes) -> bool:
    """Whether the stretch would be longer than the law allows; one long visit alone may be so."""
    begins, ends = visit
    return stretch_with(work, visit) > max(STRETCH, ends - begins)


class Grid:
    """Visits sorted by their end, workers in the order given. Minutes are counted from `zero`."""

    def __init__(self, task: Task) -> None:
        self.visits = sorted(task.visits, key=lambda visit: (visit.span.ends_at, visit.span.starts_at))
        self.workers = list(task.workers)
        first = min(visit.span.starts_at for visit in self.visits)
        self.zero = week_of(local_date(first) - WEEK).starts_at
        self.starts = np.array([self.minute(visit.span.starts_at) for visit in self.visits])
        self.ends = np.array([self.minute(visit.span.ends_at) for visit in self.visits])
        self.long = self.ends - self.starts
        self.weeks = self.calendar_weeks(max(visit.span.ends_at for visit in self.visits))
        begins = np.array([week[0] for week in self.weeks])
        # The week before the visit's is there too: its rest may go on into this one.
        self.week = np.searchsorted(begins, self.starts, side="right") - 1
        self.last_week = np.searchsorted(begins, self.ends - 1, side="right") - 1
        self.work = [self.sorted_work(worker) for worker in self.workers]
        self.left = np.array([self.minutes_left(each) for each in range(len(self.workers))])
        self.obstacle = np.array([self.obstacles_of(each) for each in range(len(self.workers))], np.int8)
        self.points = np.array([self.points_of(each) for each in range(len(self.workers))], np.int32)

    def minute(self, instant: datetime) -> int:
        return int((instant - self.zero) / MINUTE)

    def minutes(self, span: Span) -> Minutes:
        return self.minute(span.starts_at), self.minute(span.ends_at)

    def calendar_weeks(self, until: datetime) -> list[Minutes]:
        """From the week before the first visit's to that of the last minute."""
        weeks, starts_at = [], self.zero
        while starts_at < until:
            week = week_of(local_date(starts_at))
            weeks.append(self.minutes(week))
            starts_at = week.ends_at
        return weeks

    def sorted_work(self, worker: Worker) -> list[Minutes]:
        """Promised and carried out; work that overlaps (which the guards refuse) as one."""
        return [self.minutes(span) for span in stretches(worker.work, pause=timedelta(0))]

    def minutes_left(self, number: int) -> list[int]:
        """Of the agreed minutes of each week, what is not promised yet; never below nothing."""
        worker = self.workers[number]
        if worker.minutes_per_week is None:
            return [NO_LIMIT] * len(self.weeks)
        work = [self.minutes(span) for span in worker.work]
        promised = [sum(b - a for a, b in work if week[0] <= a < week[1]) for week in self.weeks]
        return [max(0, worker.minutes_per_week - minutes) for minutes in promised]

    def obstacles_of(self, number: int) -> Array:
        """What stands between one worker and each visit, as a number in CODES: the first that is told."""
        worker, work = self.workers[number], self.work[number]
        found = np.zeros(len(self.visits), np.int8)

        def stands(obstacle: Obstacle, where: Array) -> None:
            found[(found == 0) & where] = NUMBER[obstacle]

        stands(Obstacle.NOT_EMPLOYED, ~self.within([worker.employed]))
        for index, visit in enumerate(self.visits):
            if worker.key in visit.never and not found[index]:
                found[index] = NUMBER[visit.never[worker.key]]
        stands(Obstacle.BUSY, self.meets(work))
        stands(Obstacle.ABSENT, self.meets([self.minutes(span) for span in worker.absences]))
        if worker.free is not None:
            stands(Obstacle.OUTSIDE_HOURS, ~self.within(worker.free))
        for open_ in np.flatnonzero(found == 0).tolist() if work else ():
            if is_too_long(work, self.visit_minutes(open_)):
                found[open_] = NUMBER[Obstacle.DAILY_REST]
            elif not self.rests_with(work, open_):
                found[open_] = NUMBER[Obstacle.WEEKLY_REST]
        stands(Obstacle.WEEKLY_HOURS, self.left[number][self.week] < self.long)
        return found

    def within(self, spans: Sequence[Span]) -> Array:
        """Which visits lie wholly within one of these spans, which are sorted and do not overlap."""
        if not spans:
            return np.zeros(len(self.visits), bool)
        bounds = np.array([self.minutes(span) for span in spans])
        place = np.searchsorted(bounds[:, 0], self.starts, side="right") - 1
        whole: Array = (place >= 0) & (self.ends <= bounds[np.maximum(place, 0), 1])
        return whole

    def meets(self, spans: Sequence[Minutes]) -> Array:
        """Which visits overlap any of these."""
        met = np.zeros(len(self.visits), bool)
        for starts_at, ends_at in spans:
            met |= (self.starts < ends_at) & (starts_at < self.ends)
        return met

    def visit_minutes(self, index: int) -> Minutes:
        return int(self.starts[index]), int(self.ends[index])

    def rests_with(self, work: Sequence[Minutes], index: int) -> bool:
        """Whether the weeks that the visit touches keep their rest, and the week before that had one."""
        first, last = int(self.week[index]), int(self.last_week[index])
        both = list(work)
        insort(both, self.visit_minutes(index))
        if not all(has_rest(both, self.weeks[number]) for number in {first, last}):
            return False
        before = self.weeks[first - 1]
        return has_rest(both, before) or not has_rest(work, before)

    def points_of(self, number: int) -> Array:
        """What it is worth that the worker takes each visit."""
        worker = self.workers[number]
        wished = np.array([visit.fitting.get(worker.key, 0) for visit in self.visits], np.int32)
        gap = np.full(len(self.visits), NEAR)
        for starts_at, ends_at in self.work[number]:
            for apart in (self.starts - ends_at, starts_at - self.ends):
                gap = np.where((apart >= 0) & (apart < gap), apart, gap)
        points: Array = SOMEBODY + worker.fitting + wished + LITTLE_WAITING * (NEAR - gap) // NEAR
        return points

    def conflicts(self, index: int) -> Array:
        """Visits that nobody who has this one can take: they overlap, or make too long a stretch with it."""
        starts_at, ends_at = self.visit_minutes(index)
        pause = np.maximum(self.starts - ends_at, starts_at - self.ends)
        whole = np.maximum(self.ends, ends_at) - np.minimum(self.starts, starts_at)
        forbidden: Array = (pause < 0) | ((pause < DAILY) & (whole > STRETCH))
        return forbidden


class Roster:
    """An answer being made: who has what, kept such that every week can be worked."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.owner = np.full(len(grid.visits), -1)
        self.has: list[set[int]] = [set() for _ in grid.workers]
        self.work = [list(work) for work in grid.work]
        self.left = grid.left.copy()
        self.points = 0

    def can_add(self, worker: int, index: int) -> bool:
        """Whether the worker's weeks hold the visit too, which nobody has yet."""
        grid, work = self.grid, self.work[worker]
        if grid.obstacle[worker, index] or self.left[worker, grid.week[index]] < grid.long[index]:
            return False
        starts_at, ends_at = visit = grid.visit_minutes(index)
        if any(begins < ends_at and starts_at < ends for begins, ends in work):
            return False
        return not is_too_long(work, visit) and grid.rests_with(work, index)

    def add(self, worker: int, index: int) -> None:
        grid = self.grid
        self.owner[index] = worker
        self.has[worker].add(index)
        insort(self.work[worker], grid.visit_minutes(index))
        self.left[worker, grid.week[index]] -= grid.long[index]
        self.points += int(grid.points[worker, index])

    def remove(self, index: int) -> None:
        grid, worker = self.grid, int(self.owner[index])
        self.owner[index] = -1
        self.has[worker].remove(index)
        self.work[worker].remove(grid.visit_minutes(index))
        self.left[worker, grid.week[index]] += grid.long[index]
        self.points -= int(grid.points[worker, index])

    def copy_from(self, other: "Roster") -> None:
        self.owner, self.left = other.owner.copy(), other.left.copy()
        self.has, self.work = [set(each) for each in other.has], [list(each) for each in other.work]
        self.points = other.points
