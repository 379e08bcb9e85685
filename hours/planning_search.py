"""Betters a greedy answer within a time budget, and says how far it can be from the best there is.

Four steps, each keeping the best answer so far: prices by hours.planning_bound and an answer that follows
them; every week's shares and better prices (hours.planning_relaxed); an answer that the shares lead to
(hours.planning_dive); then again and again some workers' weeks are emptied and made anew (large neighbourhood
search, Shaw 1998), exactly over what the prices show good, or each by dynamic programming.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from math import ceil
from time import monotonic

import numpy as np

from hours.planning import Answer, Task
from hours.planning_bound import WeekBound, schedule, worth_table
from hours.planning_dive import Dive
from hours.planning_greedy import answer, filled, greedy
from hours.planning_grid import Array, Grid, Roster

# Of the budget: until when prices are moved, shares looked for (of each week's time) and answers made of
# them. The rest goes to making weeks anew.
PRICES_UNTIL, DIVES_UNTIL, SHARES_OF_A_WEEK = 0.1, 0.85, 0.5
MOST_PASSES = 100
# Steps of a dive: so often what is left is filled as greedy does, so that there is something to see.
SHOWN_EVERY = 5
# Close enough to the best there can be.
GAP_ENOUGH = 0.002
MOST_EMPTIED = 6
REMADE_BETWEEN = 20
# Parts solved exactly: so many workers, over pairs so near to their price, and the time each part may take.
SOLVED_TOGETHER, NEAR_IN_A_PART, SECONDS_A_PART = 22, 30.0, 5.0
# And by a dive.
DIVING_TOGETHER = 35
CHANCE = 20.0  # points; how much a choice may differ from the best one by chance


@dataclass(frozen=True, slots=True)
class Progress:
    """What is told while the search goes on. `permille` of the time budget, 1000 when it is over."""

    permille: int
    answer: Answer


OnProgress = Callable[[Progress], None]


def improve(
    task: Task,
    *,
    seconds: float,
    on_progress: OnProgress = lambda progress: None,
    seed: int = 1,
    tell_every: float = 1.0,
) -> Answer:
    """The best answer found in the time, never below greedy, with a bound that no answer can pass."""
    if not task.visits:
        on_progress(Progress(1000, nothing := Answer({}, {}, 0, 0)))
        return nothing
    search = Search(Grid(task), seed)
    begun = monotonic()

    def share() -> float:
        return (monotonic() - begun) / seconds

    steps, told, shown = search.steps(share, seconds), begun, search.answer()
    # A step can be many seconds of HiGHS, which lets others go on: progress is told meanwhile.
    with ThreadPoolExecutor(max_workers=1) as beside:
        while share() < 1 and not search.is_close:
            step = beside.submit(next, steps)
            while True:
                wait([step], timeout=max(0.0, told + tell_every - monotonic()))
                if monotonic() >= told + tell_every:
                    told = monotonic()
                    on_progress(Progress(min(999, int(1000 * share())), shown))
                if step.done():
                    break
            step.result()
            # Read between steps: while one goes on its roster may be half made.
            if (search.best.points, search.bound) != (shown.points, shown.bound):
                shown = search.answer()
    found = search.answer()
    on_progress(Progress(1000, found))
    return found


class Search:
    """The best roster so far, and the prices of every week."""

    def __init__(self, grid: Grid, seed: int) -> None:
        self.grid = grid
        self.chance = np.random.default_rng(seed)
        self.best = greedy(grid)
        self.weeks = [WeekBound(grid, int(week)) for week in np.unique(grid.week)]
        self.made: dict[int, Dive] = {}

    @property
    def bound(self) -> int:
        return ceil(sum(week.bound for week in self.weeks))

    @property
    def is_close(self) -> bool:
        return self.bound - self.best.points <= GAP_ENOUGH * self.bound

    def answer(self) -> Answer:
        return answer(self.best, max(self.bound, self.best.points))

    def steps(self, share: Callable[[], float], seconds: float) -> Iterator[None]:
        """The search, step by step, without end. `share` says how much of the time budget is over."""
        for _ in range(MOST_PASSES):
            if share() < PRICES_UNTIL:
                self.price()
                yield
        seen, begun = 0, share()
        for number, week in enumerate(self.weeks):
            seen += len(week.visits)
            until = begun + (DIVES_UNTIL - begun) * seen / len(self.grid.visits)
            yield from self.dive(number, share, until, seconds)
        while True:
            for together in (SOLVED_TOGETHER, DIVING_TOGETHER):
                yield from self.solve_part(lambda: seconds * (1 - share()), together=together)
                for _ in range(REMADE_BETWEEN):
                    self.remake()
                    yield

    def dive(self, number: int, share: Callable[[], float], until: float, seconds: float) -> Iterator[None]:
        """One week's shares and the answer they lead to, until a share of the budget is over."""
        dive, begun = self.dive_of(number), share()
        for shares in dive.approach():
            self.keep(self.fuller(dive.rounded(self.without(number), shares)))
            yield
            if share() > begun + SHARES_OF_A_WEEK * (until - begun):
                break
        roster = self.without(number)
        for step, _ in enumerate(dive.dive(roster, lambda: seconds * (until - share()))):
            if step % SHOWN_EVERY == 0:
                self.keep(self.fuller(copy_of(roster)))
            yield
            if share() > until:
                break
        self.keep(self.fuller(roster))

    def dive_of(self, number: int) -> Dive:
        """A week's programme, made when it is first asked for."""
        if number not in self.made:
            self.made[number] = Dive(self.grid, self.weeks[number], self.best)
        return self.made[number]

    def without(self, number: int) -> Roster:
        """The best roster with the visits of one week, and of all later ones, taken out.

        A night between two weeks can cost the earlier one more than it is worth: the later one follows.
        """
        roster = copy_of(self.best)
        for week in self.weeks[number:]:
            for visit in week.visits.tolist():
                if roster.owner[visit] >= 0:
                    roster.remove(visit)
        return roster

    def fuller(self, roster: Roster) -> Roster:
        return filled(roster, np.argsort(self.grid.long, kind="stable"))

    def price(self) -> None:
        """One pass over every week's prices, and the answer that follows them if it is better."""
        wanted: list[tuple[int, int]] = []
        for week in self.weeks:
            points = sum(self.points_now(int(visit)) for visit in week.visits)
            for worker, visits in week.move(points).items():
                wanted.extend((worker, int(week.visits[visit])) for visit in visits)
        self.keep(self.following(wanted))

    def points_now(self, visit: int) -> int:
        worker = self.best.owner[visit]
        return int(self.grid.points[worker, visit]) if worker >= 0 else 0

    def following(self, wanted: list[tuple[int, int]]) -> Roster:
        """A roster of what workers want, in an order of chance, filled with whom else it suits."""
        roster = Roster(self.grid)
        for place in self.chance.permutation(len(wanted)):
            worker, visit = wanted[place]
            if roster.owner[visit] < 0 and roster.can_add(worker, visit):
                roster.add(worker, visit)
        return self.fuller(roster)

    def keep(self, roster: Roster) -> None:
        if roster.points > self.best.points:
            self.best = roster

    def remake(self) -> None:
        """Empties the week of some workers who could have each other's visits, and makes it anew."""
        week = self.weeks[self.some_week()]
        workers = self.neighbours(week)
        if not workers:
            return
        roster, before = self.best, self.best.points
        in_week = set(week.visits.tolist())
        old = [(worker, visit) for worker in workers for visit in roster.has[worker] & in_week]
        for _, visit in old:
            roster.remove(visit)
        share = self.chance.choice([0.0, 0.5, 0.9, 1.0, 1.0])
        order = workers if self.chance.random() < 0.6 else list(self.chance.permutation(workers))
        for worker in order:
            self.make_week(roster, week, int(worker), share=share)
        for worker in self.chance.permutation(workers):
            self.make_week_fuller(roster, week, int(worker))
        if roster.points < before:
            self.undo(roster, week, workers, old)

    def some_week(self) -> int:
        """A week by chance, the more likely the more visits it has."""
        visits = np.array([len(week.visits) for week in self.weeks])
        return int(self.chance.choice(len(self.weeks), p=visits / visits.sum()))

    def solve_part(self, seconds_left: Callable[[], float], *, together: int) -> Iterator[None]:
        """Makes some workers' week anew: exactly if they are few, otherwise by a dive."""
        number = self.some_week()
        week, dive = self.weeks[number], self.dive_of(number)
        workers = self.chance.permutation(week.useful)[:together].tolist()
        roster, in_week = copy_of(self.best), set(week.visits.tolist())
        dive.relaxed.add_from(roster, workers)
        for visit in [visit for worker in workers for visit in roster.has[worker] & in_week]:
            roster.remove(visit)
        if together > SOLVED_TOGETHER:
            yield from dive.dive(roster, seconds_left, workers)
        else:
            dive.solve_whole(roster, set(workers), min(SECONDS_A_PART, seconds_left()), NEAR_IN_A_PART)
        for worker in workers:
            self.make_week_fuller(roster, week, worker)
        self.keep(roster)
        yield

    def undo(self, roster: Roster, week: WeekBound, workers: list[int], old: list[tuple[int, int]]) -> None:
        in_week = set(week.visits.tolist())
        for worker in workers:
            for visit in roster.has[worker] & in_week:
                roster.remove(visit)
        for worker, visit in old:
            roster.add(worker, visit)

    def neighbours(self, week: WeekBound) -> list[int]:
        """A worker, and those who have what the worker could do better."""
        if not len(week.useful):
            return []
        first = int(self.chance.choice(week.useful))
        owner = self.best.owner[week.visits]
        now = np.where(owner >= 0, self.grid.points[owner, week.visits], week.best_prices)
        gain = week.worth[first] - now + self.chance.gumbel(0, CHANCE, len(owner))
        gain[(owner == first) | (owner < 0) | (week.worth[first] < 0)] = -np.inf
        most = int(self.chance.integers(2, MOST_EMPTIED + 1))
        found = dict.fromkeys([first])
        for place in np.argsort(-gain)[: 3 * most]:
            if len(found) < most and gain[place] > -np.inf:
                found[int(owner[place])] = None
        return list(found)

    def make_week(self, roster: Roster, week: WeekBound, worker: int, *, share: float) -> None:
        """Gives an empty week the free visits that are worth most after a share of their prices."""
        places = np.flatnonzero((roster.owner[week.visits] < 0) & (week.worth[worker] > 0))
        worth = week.worth[worker, places] - share * week.best_prices[places]
        worth += self.chance.uniform(0, CHANCE, len(places)).astype(np.float32)
        self.give(roster, week, worker, places, worth)

    def make_week_fuller(self, roster: Roster, week: WeekBound, worker: int) -> None:
        """The same by plain points, kept when it is not worse."""
        in_week = set(week.visits.tolist())
        old, before = roster.has[worker] & in_week, roster.points
        for visit in old:
            roster.remove(visit)
        places = np.flatnonzero((roster.owner[week.visits] < 0) & (week.worth[worker] > 0))
        self.give(roster, week, worker, places, week.worth[worker, places])
        if roster.points < before:
            for visit in roster.has[worker] & in_week:
                roster.remove(visit)
            for visit in old:
                roster.add(worker, visit)

    def give(self, roster: Roster, week: WeekBound, worker: int, places: Array, worth: Array) -> None:
        """Adds the schedule that is worth most; what the rests forbid of it is left out."""
        room = int(week.room[worker])
        for place in sorted(best_places(week, places, worth, room), key=lambda each: -worth[each]):
            visit = int(week.visits[places[place]])
            if roster.can_add(worker, visit):
                roster.add(worker, visit)


def copy_of(roster: Roster) -> Roster:
    copy = Roster(roster.grid)
    copy.copy_from(roster)
    return copy


def best_places(week: WeekBound, places: Array, worth: Array, room: int) -> Iterator[int]:
    """Of these visits of the week, those of the schedule that is worth most in the room there is."""
    starts, ends = week.starts[places], week.ends[places]
    before, units = np.searchsorted(ends, starts, side="right"), week.units[places]
    table = worth_table(worth[:, None], before, units, room)
    return schedule(table[:, 0], before, units, room=room)
