"""From a week's shares to an answer: who has nearly whole shares gets a week, and the rest is shared anew.

Diving (Lübbecke 2011, "Column generation", on primal heuristics): first whole weeks of those who work at any
time, the heaviest first, then some workers together exactly, the last of them all at once. What is given is
worth what it has after the visits' prices, with a bonus for agreeing with the shares.
"""

from collections.abc import Callable, Iterable, Iterator
from math import ceil

import numpy as np

from hours.planning_bound import WeekBound
from hours.planning_grid import Array, Grid, Roster
from hours.planning_relaxed import ROUND_OFF, Part, Relaxed, Shares

# Points; the box around the prices, from round to round.
WIDEST, NARROWEST, NARROWER = 40.0, 5.0, 0.85
ROUNDS = 24
# The bound is as low as it gets when so many rounds lower it by less than this part of it.
PATIENCE, LOWER_BY = 4, 1e-4
# Points that a pair has to be worth more than its price to be taken in: while far from an answer, and near.
FAR, CLOSE = 5.0, 1.0
# Weeks given at a time when there is time enough, and how whole the shares are of those given besides.
GIVEN, NEARLY_WHOLE = 1, 0.95
BOX_OF_DIVE = 30.0
# Workers solved together when there is time enough, and at the end.
TOGETHER, LAST_TOGETHER = 3, 15
# Of the time left: for giving weeks, and for solving some together; the rest is for the last.
FOR_WEEKS, FOR_TOGETHER = 0.5, 0.6
ROUNDS_AT_LAST = 8
# Points for agreeing with the shares; pairs that cost more than this over their price are not looked at.
BONUS, NEAR, NEAR_AT_LAST = 30.0, 40.0, 100.0
# Of the best, where whole numbers are close enough; and the seconds that a group may take.
GAP, SECONDS_A_GROUP, SECONDS_AT_LAST = 0.0003, 4.0, 15.0

SecondsLeft = Callable[[], float]


class Pace:
    """How much to do at a time so that a stage ends within its part of the time left now."""

    def __init__(self, seconds_left: SecondsLeft, part: float) -> None:
        self.seconds_left, self.kept = seconds_left, (1 - part) * seconds_left()
        self.before = seconds_left()

    def at_least(self, least: int, to_do: int) -> int:
        """Of what is to do as much as the time asks for, when a step takes as long as the last one did."""
        left = self.seconds_left()
        a_step, self.before = self.before - left, left
        return max(least, min(to_do, ceil(to_do * a_step / max(left - self.kept, 0.001))))


class Dive:
    """The programme of one week, from the first prices to an answer. Steps are short, for progress."""

    def __init__(self, grid: Grid, week: WeekBound, best: Roster) -> None:
        self.grid, self.week = grid, week
        self.relaxed = Relaxed(grid, week)
        self.relaxed.add_from(best)
        self.center, self.lowest = week.best_prices.astype(float), float("inf")

    def approach(self) -> Iterator[Shares]:
        """Lowers the week's bound and makes columns, round by round, until neither gains any more."""
        relaxed, week = self.relaxed, self.week
        part = relaxed.part_of(Roster(self.grid), week.useful.tolist())
        before = self.look(part, self.center)
        lows = [before]
        for number in range(ROUNDS):
            width = max(NARROWEST, WIDEST * NARROWER**number)
            shares = relaxed.solve(part, self.box(width))
            yield shares
            if (found := self.look(part, shares.prices)) >= before:
                # Half-way between the best prices and the new ones is lower more often than not.
                found = min(found, self.look(part, (self.center + shares.prices) / 2))
            relaxed.ask(part, shares, more_than=FAR)
            before = min(before, found)
            lows.append(before)
            has_stayed = len(lows) > PATIENCE and lows[-PATIENCE - 1] - before < LOWER_BY * before
            if has_stayed and width <= 2 * NARROWEST:
                return

    def look(self, part: Part, prices: Array) -> float:
        """The bound at these prices, which are kept if it is the lowest; takes in the weeks asked for."""
        bound, weeks = self.relaxed.bound(part, prices)
        for worker in self.relaxed.weeks:
            self.relaxed.add_week(worker, weeks[worker])
        if bound < self.lowest:
            self.lowest, self.center = bound, prices
        if bound < self.week.bound:
            self.week.bound, self.week.best_prices = bound, prices.astype(np.float32)
        return bound

    def box(self, width: float) -> tuple[Array, Array]:
        return np.maximum(self.center - width, 0), self.center + width

    def rounded(self, roster: Roster, shares: Shares) -> Roster:
        """A roster that has nothing of this week, with what has the largest shares: quick, and not bad."""
        workers, places = np.nonzero(shares.share > ROUND_OFF)
        order = np.argsort(-shares.share[workers, places], kind="stable")
        for worker, place in zip(workers[order].tolist(), places[order].tolist(), strict=True):
            visit = int(self.week.visits[place])
            if roster.owner[visit] < 0 and roster.can_add(worker, visit):
                roster.add(worker, visit)
        return roster

    def dive(
        self, roster: Roster, seconds_left: SecondsLeft, workers: Iterable[int] | None = None
    ) -> Iterator[None]:
        """Gives everybody (or some) a week in a roster where they have nothing of this week."""
        unfixed = set(self.week.useful.tolist() if workers is None else workers)
        yield from self.give_weeks(roster, unfixed, Pace(seconds_left, FOR_WEEKS))
        pace = Pace(seconds_left, FOR_TOGETHER)
        while len(unfixed) > LAST_TOGETHER:
            together = pace.at_least(TOGETHER, len(unfixed) - LAST_TOGETHER)
            shares = self.shared(roster, unfixed, FAR)
            yield
            of = {worker: float(np.minimum(each, 1 - each).sum()) for worker, each in enumerate(shares.share)}
            group = sorted(unfixed, key=lambda worker: (of[worker], worker))[:together]
            part = self.relaxed.part_of(roster, group)
            near = (self.relaxed.reduced(shares) > -NEAR) | (shares.share > 0)
            worth = self.week.worth - shares.prices + BONUS * shares.share
            seconds = min(SECONDS_A_GROUP, seconds_left() / 2)
            self.give(roster, self.relaxed.whole(part, near, worth, seconds=seconds, gap=0.0))
            unfixed -= set(group)
            yield
        self.solve_whole(roster, unfixed, min(SECONDS_AT_LAST, seconds_left()))

    def give_weeks(self, roster: Roster, unfixed: set[int], pace: "Pace") -> Iterator[None]:
        """Fixes those who work at any time, by the weeks that have the largest shares."""
        while len(unfixed) > LAST_TOGETHER and (others := unfixed & set(self.relaxed.weeks)):
            most = pace.at_least(GIVEN, len(others))
            part = self.relaxed.part_of(roster, unfixed)
            self.relaxed.ask(part, shares := self.relaxed.solve(part, self.box(BOX_OF_DIVE)), more_than=FAR)
            yield
            given = 0
            for worker, week, share in sorted(shares.weeks, key=lambda each: -each[2]):
                visits = self.week.visits[list(week)]
                if given >= most and share < NEARLY_WHOLE:
                    break
                if worker in unfixed and (roster.owner[visits] < 0).all():
                    self.give(roster, [(worker, place) for place in week])
                    unfixed.discard(worker)
                    given += 1
            if not given:
                return
            yield

    def shared(self, roster: Roster, workers: set[int], more_than: float, rounds: int = 2) -> Shares:
        """The shares of these workers in what the roster leaves, with what they ask for meanwhile."""
        part = self.relaxed.part_of(roster, workers)
        for _ in range(rounds):
            shares = self.relaxed.solve(part)
            if not self.relaxed.ask(part, shares, more_than=more_than):
                break
        return shares

    def solve_whole(
        self, roster: Roster, workers: set[int], seconds: float, near_by: float = NEAR_AT_LAST
    ) -> None:
        """Gives these workers, who have nothing in the week, what is best for all of them together."""
        if workers:
            shares = self.shared(roster, workers, CLOSE, ROUNDS_AT_LAST)
            near = (self.relaxed.reduced(shares) > -near_by) | (shares.share > 0)
            part = self.relaxed.part_of(roster, workers)
            worth = self.week.worth
            self.give(roster, self.relaxed.whole(part, near, worth, seconds=seconds, gap=GAP))

    def give(self, roster: Roster, chosen: list[tuple[int, int]] | None) -> None:
        """What rests forbid of it (of weeks before and after this one) is left out."""
        for worker, place in sorted(chosen or (), key=lambda pair: -self.week.worth[pair]):
            visit = int(self.week.visits[place])
            if roster.owner[visit] < 0 and roster.can_add(worker, visit):
                roster.add(worker, visit)
