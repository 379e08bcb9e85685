"""Planning by a linear programme: weeks that keep the rests, bounds that hold, answers never below greedy."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings

from hours import planning_rests
from hours.planning import SOMEBODY, Task
from hours.planning import Worker as Escort
from hours.planning_bound import WeekBound
from hours.planning_dive import Dive, Pace
from hours.planning_greedy import first_answer, greedy
from hours.planning_grid import Grid, Roster
from hours.planning_relaxed import Relaxed, Shares, met_at_once
from hours.planning_rests import RestedWeeks, keeps_rests
from hours.planning_search import Progress, Search, improve
from tests.hours.test_planning import best_by_trying_all, checked, span, tasks, visit, worker

MONDAY_AFTER = 7 * 24
TIME_ENOUGH = 30.0  # seconds; nothing here takes as long, so that no answer depends on the machine


def week_of(task: Task) -> tuple[Grid, WeekBound]:
    grid = Grid(task)
    return grid, WeekBound(grid, int(grid.week[0]))


def best_week(task: Task, worth: list[float] | None = None) -> tuple[float, list[int]]:
    """Of the only worker; visits by their number in the order of their ends."""
    grid, week = week_of(task)
    net = np.array([worth]) if worth else week.worth[[0]].astype(float)
    values, weeks = RestedWeeks(week, [0], grid.work).best(net)
    return float(values[0]), weeks[0]


def every_day(at: float = 9) -> list:
    return [visit(day, 24 * day + at) for day in range(7)]


# --- whole weeks that keep the rests ---------------------------------------------------------------------


def test_seven_days_are_a_week_when_the_rest_may_begin_on_sunday() -> None:
    assert best_week(Task(every_day(), [worker(1)]), [1.0] * 7) == (7, [0, 1, 2, 3, 4, 5, 6])


def test_the_cheapest_day_is_left_out_when_work_is_promised_on_monday() -> None:
    """By hand: from Sunday 12 to Monday 8 are 20 hours; without Thursday there are 45, from Wednesday 12."""
    task = Task(every_day(), [worker(1, work=[span(MONDAY_AFTER + 8, 3)])])
    assert best_week(task, [5.0, 5, 5, 2, 5, 5, 5]) == (30, [0, 1, 2, 4, 5, 6])


def test_a_rest_that_begins_after_the_week_is_none() -> None:
    """On Sunday night until Monday 2 o'clock: the week's rest has to begin before."""
    late = [visit(day, 24 * day + 23) for day in range(7)]
    assert best_week(Task(late, [worker(1)]), [1.0] * 7)[0] == 6


def test_three_visits_that_each_fit_with_each_other_can_be_too_long_together() -> None:
    """From 0 to 16 with pauses of 5 hours; the first and the last alone have 12 hours between them."""
    task = Task([visit(0, 24, 2), visit(1, 31, 2), visit(2, 38, 2)], [worker(1)])
    assert best_week(task, [3.0, 1.0, 2.0]) == (5, [0, 2])
    assert best_week(task, [1.0, 9.0, 2.0]) == (11, [1, 2])


def test_one_long_visit_is_taken_alone_with_eleven_hours_around_it() -> None:
    task = Task([visit(0, 14, 2), visit(1, 24, 20), visit(2, 54, 2), visit(3, 55, 2)], [worker(1)])
    assert best_week(task, [1.0, 9.0, 1.0, 1.0]) == (10, [1, 3])


def test_a_stretch_goes_on_from_promised_work() -> None:
    """Promised 8 to 11: until 21 at the latest that day."""
    task = Task([visit(0, 18, 3), visit(1, 18.5, 3)], [worker(1, work=[span(8, 3)])])
    assert best_week(task, [1.0, 5.0]) == (1, [0])


def test_agreed_minutes_hold_what_is_worth_most() -> None:
    task = Task([visit(0, 9, 2), visit(1, 33, 3), visit(2, 57, 2)], [worker(1, minutes_per_week=240)])
    assert best_week(task, [2.0, 3.0, 2.0]) == (4, [0, 2])


def test_many_workers_get_the_weeks_that_each_gets_alone() -> None:
    visits = [visit(number, 24 * (number % 7) + 7 + number, 3) for number in range(14)]
    escorts = [worker(key, work=[span(24 * key, 2)], minutes_per_week=300 * (key + 1)) for key in range(4)]
    grid, week = week_of(Task(visits, escorts))
    net = week.worth[:4].astype(float)
    together = RestedWeeks(week, range(4), grid.work).best(net)
    for key in range(4):
        values, weeks = RestedWeeks(week, [key], grid.work).best(net[[key]])
        assert (values[0], weeks[0]) == (together[0][key], together[1][key])
        assert net[key, weeks[0]].sum() == values[0]


@settings(max_examples=60, deadline=None)
@given(tasks(most_visits=8, most_workers=1))
def test_a_best_week_is_worth_what_trying_all_finds(drawn: tuple[Task, dict]) -> None:
    grid, week = week_of(drawn[0])
    best = best_by_adding_all(grid)
    values, weeks = RestedWeeks(week, [0], grid.work).best(week.worth[[0]].astype(float))
    assert values[0] >= best
    # What promised work has broken already is nothing to a week: then it may be worth too much.
    if can_be_worked(grid, week.visits[weeks[0]]):
        assert values[0] == best


def best_by_adding_all(grid: Grid) -> int:
    every = range(len(grid.visits))
    chosen = (each for many in range(len(grid.visits) + 1) for each in combinations(every, many))
    return max(int(grid.points[0, list(each)].sum()) for each in chosen if can_be_worked(grid, each))


def can_be_worked(grid: Grid, visits: object) -> bool:
    roster = Roster(grid)
    for index in sorted(int(each) for each in visits):
        if not roster.can_add(0, index):
            return False
        roster.add(0, index)
    return True


# --- whose rests keep themselves -------------------------------------------------------------------------

DAYS_FROM_8_TO_20 = [span(24 * day + 8, 12) for day in range(7)]


@pytest.mark.parametrize(
    ("who", "keeps"),
    [
        (worker(1), False),
        (worker(1, free=DAYS_FROM_8_TO_20), True),
        (worker(1, free=DAYS_FROM_8_TO_20, work=[span(MONDAY_AFTER + 8, 3)]), False),
        (worker(1, free=DAYS_FROM_8_TO_20[:5], work=[span(MONDAY_AFTER + 8, 3)]), True),
        (worker(1, free=[span(8, 6), span(16, 8)]), False),
    ],
)
def test_a_pattern_keeps_the_rests_or_does_not(who: Escort, keeps: bool) -> None:
    hours = [visit(number, number, 1) for number in range(MONDAY_AFTER)]
    grid, week = week_of(Task(hours, [who]))
    assert keeps_rests(grid, week, 0) == keeps


# --- the programme ---------------------------------------------------------------------------------------


def test_shares_know_no_whole_visits_and_the_bound_does() -> None:
    """By hand: three agreed hours hold one visit of two hours and half of another."""
    free = [span(8, 12)]
    task = Task([visit(1, 9, 2), visit(2, 13, 2)], [worker(5, free=free, minutes_per_week=180)])
    grid, week = week_of(task)
    relaxed = Relaxed(grid, week)
    part = relaxed.part_of(Roster(grid), [0])
    shares = relaxed.solve(part)
    while relaxed.ask(part, shares, more_than=0):
        shares = relaxed.solve(part)
    assert shares.points == pytest.approx(1500)
    assert shares.share.sum() == pytest.approx(1.5)
    assert relaxed.bound(part, shares.prices)[0] == pytest.approx(1000, abs=1)
    assert len(relaxed.whole(part, relaxed.pairs, week.worth, seconds=1, gap=0)) == 1


def test_two_escorts_share_two_visits_that_both_want() -> None:
    """By hand: 5 has the first for 1090 and 6 the second for 1050, together more than 1090 + 1000."""
    visits = [visit(1, 9, fitting={5: 90, 6: 50}), visit(2, 10, fitting={6: 50, 5: 0})]
    grid, week = week_of(Task(visits, [worker(5), worker(6)]))
    dive = Dive(grid, week, greedy(grid))
    roster = Roster(grid)
    for _ in (*dive.approach(), *dive.dive(roster, lambda: 1.0)):
        pass
    assert (roster.points, roster.owner.tolist()) == (2 * SOMEBODY + 140, [0, 1])
    assert week.bound == pytest.approx(roster.points, abs=1)


def test_a_box_keeps_prices_near_its_center() -> None:
    """By hand: nobody else wants the visit, so that it may cost anything up to 1000."""
    grid, week = week_of(Task([visit(1, 9)], [worker(5)]))
    relaxed = Relaxed(grid, week)
    relaxed.pairs[0, 0] = True
    part = relaxed.part_of(Roster(grid), [0])
    box = np.array([400.0]), np.array([450.0])
    assert 400 <= relaxed.solve(part, box).prices[0] <= 450


def test_only_the_largest_sets_that_go_on_at_once_are_told() -> None:
    starts, ends = np.array([0, 1, 2, 6]), np.array([3, 5, 8, 9])
    assert list(met_at_once(starts, ends)) == [[0, 1, 2], [2, 3]]


def test_weeks_that_cannot_follow_another_weeks_night_are_forgotten() -> None:
    """After Sunday 12 to 15 a stretch that Monday 1 to 4 belongs to is of 16 hours; after Sunday 20, of 8."""
    sunday = [visit(1, 6 * 24 + 5, 2), visit(2, 6 * 24 + 12), visit(3, 6 * 24 + 20)]
    grid, week = week_of(Task([*sunday, visit(4, MONDAY_AFTER + 1)], [worker(5)]))
    relaxed = Relaxed(grid, week)
    for places in ([1, 2], [2], [1]):
        relaxed.add_week(0, places)
    roster = Roster(grid)
    roster.add(0, 3)
    relaxed.part_of(roster, [0])
    assert set(relaxed.weeks[0]) == {(2,)}


def test_the_pace_quickens_when_time_is_short() -> None:
    """Ten seconds, of which half are for this: the first step took one second, then three."""
    left = iter([10.0, 10.0, 10.0, 9.0, 6.0, 5.5])
    pace = Pace(lambda: next(left), 0.5)
    # The first step has no time of its own yet; then 20 · 1 / 4, 20 · 3 / 1, never more than there is.
    assert [pace.at_least(1, 20) for _ in range(3)] == [1, 5, 20]
    assert pace.at_least(2, 3) == 3


# --- answers and bounds ----------------------------------------------------------------------------------


def searched(task: Task, seed: int = 1) -> Search:
    search = Search(Grid(task), seed)
    search.price()
    for number in range(len(search.weeks)):
        for _ in search.dive(number, lambda: 0.0, 1.0, TIME_ENOUGH):
            pass
    for together in (2, 35):
        for _ in search.solve_part(lambda: TIME_ENOUGH, together=together):
            pass
    return search


@settings(max_examples=25, deadline=None)
@given(tasks())
def test_no_answer_of_a_dive_breaks_a_rule_or_is_below_greedy(drawn: tuple[Task, dict]) -> None:
    task, rows = drawn
    search = searched(task)
    checked(task, rows, search.answer())
    assert first_answer(task).points <= search.best.points <= search.bound


@settings(max_examples=25, deadline=None)
@given(tasks(most_visits=5, most_workers=2))
def test_no_answer_at_all_passes_the_bound(drawn: tuple[Task, dict]) -> None:
    assert best_by_trying_all(drawn[0]) <= searched(drawn[0]).bound


def test_a_bound_that_asks_for_too_much_rest_would_be_passed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control of the property above: the same week, if the law asked for 60 free hours."""
    task = Task(every_day(), [worker(1, work=[span(MONDAY_AFTER + 8, 3)])])
    greedy_points = first_answer(task).points
    assert greedy_points <= searched(task).bound
    monkeypatch.setattr(planning_rests, "WEEKLY", 60 * 60)
    assert searched_bound(task) < greedy_points


def searched_bound(task: Task) -> float:
    grid, week = week_of(task)
    relaxed = Relaxed(grid, week)
    return relaxed.bound(relaxed.part_of(Roster(grid), [0]), np.zeros(len(week.visits)))[0]


def scarce_week() -> Task:
    """Fifty visits for twelve who may work at any time: greedy serves 46, the dive 49, nobody 50."""
    chance = np.random.default_rng(4)
    visits = [
        visit(number, float(chance.integers(2 * 24 * 5)) / 2, float(chance.integers(4, 9)) / 2)
        for number in range(50)
    ]
    return Task(visits, [worker(key, minutes_per_week=60 * int(chance.integers(8, 20))) for key in range(12)])


def test_a_dive_finds_three_visits_more_than_greedy_in_a_scarce_week() -> None:
    search = searched(scarce_week())
    assert first_answer(scarce_week()).points == 46 * SOMEBODY
    assert search.best.points == 49 * SOMEBODY
    assert search.bound < 50 * SOMEBODY


def test_shares_are_rounded_from_the_largest_and_keep_the_rules() -> None:
    """Two visits at the same time for one worker: the larger share gets it."""
    grid, week = week_of(Task([visit(1, 9), visit(2, 10)], [worker(5)]))
    nothing = np.zeros(1)
    shares = Shares(1000.0, np.array([[0.4, 0.6]]), [], np.zeros(2), nothing, nothing)
    assert Dive(grid, week, greedy(grid)).rounded(Roster(grid), shares).owner.tolist() == [-1, 0]


def test_progress_is_told_again_and_again_and_never_falls() -> None:
    """No answer comes within a percent of the bound, so that all the time is used."""
    heard: list[Progress] = []
    found = improve(scarce_week(), seconds=2.0, on_progress=heard.append, tell_every=0.2)
    told = [each.permille for each in heard]
    points = [each.answer.points for each in heard]
    assert heard[-1] == Progress(1000, found)
    assert len(heard) >= 4
    assert told == sorted(told)
    assert points == sorted(points)
    assert points[0] >= 46 * SOMEBODY
