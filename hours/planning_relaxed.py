"""A week as a linear programme whose prices and shares lead to a good answer, solved by HiGHS.

Workers whose rests keep themselves have a column for each visit; the rows are a visit once, the agreed
minutes, and one of the visits that go on at the same minute. All others have columns of whole weeks, made
as the prices ask for them (column generation, Barnhart et al. 1998, "Branch-and-price"). Pairs are taken
in as their reduced cost asks for it (sifting). Prices are kept in a box around good ones while columns are
few (Marsten, Hogan and Blankenship 1975, "The boxstep method"): whatever the box costs is bought or sold at
its edges. With whole numbers the same rows make an integer programme.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from hours.planning_bound import ROUNDING, WeekBound
from hours.planning_grid import Array, Grid, Roster
from hours.planning_rests import RestedWeeks, keeps_rests

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

# How often, lately, a pair was wanted that is there from the beginning.
OFTEN_WANTED = 0.05
# A share less than this is none, and points less than this are no gain.
ROUND_OFF, GAIN = 1e-3, 0.5

Week = tuple[int, ...]  # places in the week's visits, sorted


@dataclass(slots=True)
class Part:
    """Whose weeks are asked for, and with what: workers and free visits as masks, minutes left."""

    workers: Array
    free: Array
    left: Array
    rested: RestedWeeks | None = None


@dataclass(slots=True)
class Shares:
    """An answer in shares: of visits by worker, of whole weeks; with the prices that go with it."""

    points: float
    share: Array
    weeks: list[tuple[int, Week, float]]
    prices: Array
    hour: Array  # what a minute of each paired worker is worth
    worker: Array  # what a week of each other worker is worth after prices


@dataclass(slots=True)
class Columns:
    """One programme's columns: pairs first, then whole weeks."""

    workers: Array
    places: Array
    weeks: list[tuple[int, Week]]
    rows: Array
    columns: Array
    values: Array
    most: Array

    def matrix(self, width: int) -> "csr_matrix":
        # For the same reason as the optimizers, in solve.
        from scipy.sparse import csr_matrix

        return csr_matrix((self.values, (self.rows, self.columns)), shape=(len(self.most), width))


@dataclass(slots=True)
class Relaxed:
    """The columns of a week that have been asked for so far."""

    grid: Grid
    week: WeekBound
    pairs: Array = field(init=False)
    paired: Array = field(init=False)
    weeks: dict[int, dict[Week, float]] = field(init=False)
    kept: dict[int, tuple[bytes, Array, Array]] = field(init=False)

    def __post_init__(self) -> None:
        grid, week = self.grid, self.week
        self.paired = np.zeros(len(grid.workers), bool)
        for worker in week.useful.tolist():
            self.paired[worker] = keeps_rests(grid, week, worker)
        self.pairs = (week.wanted > OFTEN_WANTED) & (week.worth > 0) & self.paired[:, None]
        self.weeks = {int(worker): {} for worker in week.useful if not self.paired[worker]}
        self.kept = {}

    def part_of(self, roster: Roster, workers: Iterable[int]) -> Part:
        """What is left in a roster for these workers, who have nothing of this week in it."""
        mask = np.zeros(len(self.grid.workers), bool)
        mask[list(workers)] = True
        others = [worker for worker in self.weeks if mask[worker]]
        for worker in others:
            if roster.work[worker] != self.grid.work[worker]:
                self.forget_what_cannot_follow(roster, worker)
        rested = RestedWeeks(self.week, others, roster.work) if others else None
        free = roster.owner[self.week.visits] < 0
        return Part(mask, free, roster.left[:, self.week.number], rested)

    def forget_what_cannot_follow(self, roster: Roster, worker: int) -> None:
        """Keeps the weeks that the worker can work with what the roster holds of other weeks."""
        for week in list(self.weeks[worker]):
            visits = [visit for visit in self.week.visits[list(week)].tolist() if roster.owner[visit] < 0]
            added = []
            for visit in visits:
                if not roster.can_add(worker, visit):
                    del self.weeks[worker][week]
                    break
                roster.add(worker, visit)
                added.append(visit)
            for visit in added:
                roster.remove(visit)

    def add_week(self, worker: int, places: Iterable[int]) -> bool:
        """Takes in a week that the worker can work; whether it is new."""
        chosen = tuple(sorted(places))
        if not chosen or chosen in self.weeks[worker]:
            return False
        self.weeks[worker][chosen] = float(self.week.worth[worker, list(chosen)].sum())
        return True

    def add_from(self, roster: Roster, workers: Iterable[int] | None = None) -> None:
        """Takes in what the roster holds (for some), so that no programme is worth less than it."""
        place = {int(visit): number for number, visit in enumerate(self.week.visits)}
        for worker in self.week.useful.tolist() if workers is None else workers:
            has = [place[visit] for visit in roster.has[worker] if visit in place]
            if self.paired[worker]:
                self.pairs[worker, has] = True
            else:
                self.add_week(worker, has)

    def columns(self, part: Part, pairs: Array) -> Columns:
        """The programme of a part over some of its pairs, as rows: visits, workers, visits at one time."""
        visits, people = len(self.week.visits), len(self.grid.workers)
        workers, places = np.nonzero(pairs & part.workers[:, None] & part.free & self.paired[:, None])
        weeks = [
            (worker, week)
            for worker, each in self.weeks.items()
            if part.workers[worker]
            for week in each
            if part.free[list(week)].all()
        ]
        count, minutes = len(workers), self.grid.long[self.week.visits[places]]
        whole = np.concatenate([np.array([], int), *(np.array(week) for _, week in weeks)])
        number = np.repeat(np.arange(count, count + len(weeks)), [len(week) for _, week in weeks])
        rows = [places, visits + workers, whole, visits + np.array([w for w, _ in weeks], int)]
        column = [np.arange(count), np.arange(count), number, np.arange(count, count + len(weeks))]
        values = [np.ones(count), minutes / 60, np.ones(len(whole) + len(weeks))]
        height = visits + people
        begins = np.searchsorted(workers, np.arange(people + 1))
        for worker in np.unique(workers).tolist():
            of_worker = places[begins[worker] : begins[worker + 1]]
            row, place, length = self.at_once(worker, of_worker)
            rows.append(height + row)
            column.append(begins[worker] + place)
            values.append(np.ones(len(row)))
            height += length
        most = np.ones(height)
        most[visits : visits + people] = np.where(self.paired, part.left / 60, 1)
        return Columns(
            workers, places, weeks, np.concatenate(rows), np.concatenate(column), np.concatenate(values), most
        )

    def at_once(self, worker: int, places: Array) -> tuple[Array, Array, int]:
        """Rows of places in `places` that go on at the same minute; kept from time to time."""
        key, kept = places.tobytes(), self.kept.get(worker)
        if kept is None or kept[0] != key:
            week = self.week
            sets = list(met_at_once(week.starts[places], week.ends[places]))
            row = np.repeat(np.arange(len(sets)), [len(each) for each in sets])
            place = np.array([each for one in sets for each in one], int)
            kept = self.kept[worker] = (key, row.astype(int), place)
        return kept[1], kept[2], int(kept[1][-1]) + 1 if len(kept[1]) else 0

    def worth_of(self, columns: Columns, worth: Array) -> Array:
        """What each column is worth."""
        weeks = [float(worth[worker, list(week)].sum()) for worker, week in columns.weeks]
        return np.concatenate([worth[columns.workers, columns.places], np.array(weeks)]).astype(float)

    def solve(self, part: Part, box: tuple[Array, Array] | None = None) -> Shares:
        """The best answer in shares over the columns so far; prices within the box if there is one."""
        # Loading SciPy's optimizers takes about a second, and no page needs them: only the search does.
        from scipy.optimize import linprog

        visits, people = len(self.week.visits), len(self.grid.workers)
        columns = self.columns(part, self.pairs)
        worth, edges = self.worth_of(columns, self.week.worth), np.array([])
        if box is not None:
            edges = np.concatenate([box[0], -box[1]])
            here = np.arange(2 * visits)
            columns.rows = np.concatenate([columns.rows, here % visits])
            columns.columns = np.concatenate([columns.columns, len(worth) + here])
            columns.values = np.concatenate([columns.values, np.where(here < visits, 1.0, -1.0)])
        every = np.concatenate([worth, edges])
        # Without a box the visits' rows say so, and prices are theirs alone.
        most = np.where(np.arange(len(every)) < (len(worth) if len(edges) else 0), 1, np.inf)
        if not len(every):
            nothing = np.zeros(people)
            return Shares(0.0, np.zeros(self.week.worth.shape), [], np.zeros(visits), nothing, nothing)
        bounds = np.column_stack([np.zeros(len(every)), most])
        for method in ("highs-ipm", "highs-ds"):  # the other where the first finds no answer
            found = linprog(-every, columns.matrix(len(every)), columns.most, bounds=bounds, method=method)
            if found.x is not None:
                break
        else:
            raise ArithmeticError(found.message)
        dual = -found.ineqlin.marginals
        of_people = dual[visits : visits + people]
        share, weeks = self.shares(columns, found.x)
        return Shares(
            -float(found.fun),
            share,
            weeks,
            np.maximum(dual[:visits], 0),
            np.where(self.paired, of_people / 60, 0),
            np.where(self.paired, 0, of_people),
        )

    def shares(self, columns: Columns, found: Array) -> tuple[Array, list[tuple[int, Week, float]]]:
        """Shares by worker and visit, and of whole weeks."""
        share, count, weeks = np.zeros(self.week.worth.shape), len(columns.workers), []
        share[columns.workers, columns.places] = found[:count]
        for (worker, week), much in zip(columns.weeks, found[count:].tolist(), strict=False):
            if much > ROUND_OFF:
                weeks.append((worker, week, much))
                share[worker, list(week)] += much
        return share, weeks

    def bound(self, part: Part, prices: Array) -> tuple[float, dict[int, list[int]]]:
        """What no answer of a whole week can pass at these prices (weak duality), and the weeks asked for."""
        single = prices.astype(np.float32)
        total, weeks = self.week.value(single, np.flatnonzero(self.paired & part.workers))
        if part.rested is not None:
            net = (self.week.worth[part.rested.workers] - single).astype(float)
            values, rested = part.rested.best(net)
            total += float(values.sum()) + ROUNDING * len(values)
            weeks |= dict(zip(part.rested.workers, rested, strict=True))
        return total, weeks

    def ask(self, part: Part, shares: Shares, *, more_than: float) -> int:
        """Takes in pairs and weeks that would be worth more than their price; how many that were."""
        new = part.workers[:, None] & part.free & self.paired[:, None] & ~self.pairs
        new &= (self.reduced(shares) > more_than) & (self.week.worth > 0)
        self.pairs |= new
        return int(new.sum()) + self.ask_weeks(part, shares)

    def ask_weeks(self, part: Part, shares: Shares, bonus: float = 0.0) -> int:
        """Takes in the week that each worker would choose at these prices, or with a bonus for its shares."""
        if part.rested is None:
            return 0
        workers = part.rested.workers
        net = self.week.worth[workers] - shares.prices + bonus * shares.share[workers]
        values, weeks = part.rested.best(np.where(part.free, net, -1.0).astype(float))
        asked = np.flatnonzero(values > shares.worker[workers] + GAIN)
        return sum(self.add_week(workers[row], weeks[row]) for row in asked.tolist())

    def reduced(self, shares: Shares) -> Array:
        """What a pair is worth more than the visit's and the time's price."""
        minutes = self.grid.long[self.week.visits]
        found: Array = self.week.worth - shares.prices - shares.hour[:, None] * minutes
        return found

    def whole(
        self, part: Part, pairs: Array, worth: Array, *, seconds: float, gap: float
    ) -> list[tuple[int, int]] | None:
        """The best answer in whole numbers, as pairs of worker and place; None if none was found."""
        # For the same reason as in solve.
        from scipy.optimize import Bounds, LinearConstraint, milp

        columns = self.columns(part, pairs)
        value = self.worth_of(columns, worth)
        if not len(value):
            return []
        found = milp(
            -value,
            integrality=np.ones(len(value)),
            bounds=Bounds(0, 1),
            constraints=LinearConstraint(columns.matrix(len(value)), -np.inf, columns.most),
            options={"time_limit": max(seconds, 0.1), "mip_rel_gap": gap},
        )
        if found.x is None:
            return None
        taken, count = np.flatnonzero(found.x > 0.5), len(columns.workers)
        of_pairs = taken[taken < count]
        chosen = list(zip(columns.workers[of_pairs].tolist(), columns.places[of_pairs].tolist(), strict=True))
        for number in taken[taken >= count].tolist():
            worker, week = columns.weeks[number - count]
            chosen += [(worker, place) for place in week]
        return chosen


def met_at_once(starts: Array, ends: Array) -> Iterator[list[int]]:
    """Every largest set of visits that go on at the same minute."""
    for minute in np.unique(starts):
        going = (starts <= minute) & (ends > minute)
        later = starts[starts > minute]
        # Not the largest when another begins before any of these ends.
        if going.sum() > 1 and (not len(later) or ends[going].min() <= later.min()):
            yield [int(each) for each in np.flatnonzero(going)]
