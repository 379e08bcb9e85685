"""Auto-assign on an ample and on a scarce week: how good it is, and how far from the best it can be at most.

Both weeks hold 1,000 visits of 2 to 4 hours, mostly by day, some in the evening and at night.
"""

from datetime import UTC, datetime, timedelta
from random import Random
from time import perf_counter, process_time

import pytest

from hours.matching import Obstacle
from hours.planning import KNOWN, WISHED_FOR, Answer, OpenVisit, Task, Worker
from hours.planning_greedy import first_answer
from hours.planning_search import Progress, improve
from hours.rules import Span
from tests.hours.week_checker import Worker as Checked
from tests.hours.week_checker import wrongs

# Monday 16 March 2026, midnight in Sweden.
MONDAY = datetime(2026, 3, 15, 23, tzinfo=UTC)
ALWAYS = Span(MONDAY - timedelta(days=14), MONDAY + timedelta(days=28))
VISITS = 1000
SECONDS = 180.0
GAP_WANTED = 0.5  # percent of the bound


def span(day: int, begins: float, hours: float) -> Span:
    begin = MONDAY + timedelta(days=day, hours=begins)
    return Span(begin, begin + timedelta(hours=hours))


def made_visit(chance: Random, key: int, people: dict[int, tuple[list[int], int]], escorts: int) -> OpenVisit:
    """By day five times of six; each person knows three escorts and wishes for one of them."""
    hours = chance.choice([2, 2.5, 3, 3.5, 4])
    part = chance.random()
    first, last = (8, 20 - hours) if part < 0.85 else (17, 22) if part < 0.95 else (22, 27)
    person = chance.randrange(VISITS // 3)
    known = people.setdefault(person, (chance.sample(range(escorts), 3), chance.randrange(escorts)))
    fitting = dict.fromkeys(known[0], KNOWN)
    fitting[known[0][0]] += WISHED_FOR
    never = {} if known[1] in fitting else {known[1]: Obstacle.UNWANTED}
    half_hours = chance.randint(int(2 * first), int(2 * last))
    return OpenVisit(key, span(chance.randrange(7), half_hours / 2, hours), fitting, never)


def made_worker(chance: Random, key: int) -> Worker:
    """15 to 40 agreed hours; a third works at any time, the rest by a pattern; a tenth is away for a day."""
    part, days = chance.random(), sorted(chance.sample(range(7), 5))
    begins, hours = (8, 12) if part < 0.65 else (14, 10) if part < 0.85 else (7, 11)
    free = None if part < 1 / 3 else [span(day, begins, hours) for day in days]
    absences = [span(chance.randrange(7), 0, 24)] if chance.random() < 0.1 else []
    # One of five has promised a visit on the Monday after: the weekly rest has to end before it.
    work = [span(7, 8, 3)] if chance.random() < 0.2 else []
    return Worker(
        key, ALWAYS, work, absences, free, 60 * chance.randint(15, 40), fitting=chance.randint(0, 10)
    )


def made_week(escorts: int, seed: int = 4) -> Task:
    chance, people = Random(seed), {}
    visits = [made_visit(chance, key, people, escorts) for key in range(VISITS)]
    return Task(visits, [made_worker(chance, key) for key in range(escorts)])


def words(answer: Answer) -> str:
    return f"{len(answer.chosen)} of {VISITS} visits, {answer.points} points"


def check(task: Task, answer: Answer) -> None:
    """No rule is broken by anybody, says a checker that knows nothing of the search."""
    visits = {each.key: each for each in task.visits}
    for worker in task.workers:
        got = [visits[key] for key, chosen in answer.chosen.items() if chosen == worker.key]
        spans = [(each.starts_at, each.ends_at) for each in (*worker.work, *(visit.span for visit in got))]
        away = [(each.starts_at, each.ends_at) for each in worker.absences]
        assert wrongs(Checked(worker.minutes_per_week, absences=away), spans) == set()
        assert not any(worker.key in visit.never for visit in got)
        for visit in got if worker.free is not None else ():
            assert any(
                free.starts_at <= visit.span.starts_at and visit.span.ends_at <= free.ends_at
                for free in worker.free
            )


@pytest.mark.parametrize(("name", "escorts"), [("ample", 300), ("scarce", 100)])
def test_auto_assign(name: str, escorts: int) -> None:
    task = made_week(escorts)
    begun, worked = perf_counter(), process_time()
    first = first_answer(task)
    taken, greedy_worked = perf_counter() - begun, process_time() - worked
    close: list[str] = []
    begun, worked = perf_counter(), process_time()

    def so_far() -> str:
        return f"{perf_counter() - begun:.0f} s ({process_time() - worked:.0f} s of a processor)"

    def told(progress: Progress) -> None:
        if not close and progress.answer.gap_percent <= GAP_WANTED:
            close.append(so_far())

    found = improve(task, seconds=SECONDS, on_progress=told)
    print(f"\n{name} week, {escorts} escorts")
    print(f"  greedy after {taken:.2f} s ({greedy_worked:.2f} s of a processor): {words(first)}")
    print(f"  after {so_far()}: {words(found)}, {found.points / first.points:.4f} of greedy")
    print(f"  no answer passes {found.bound} points: at most {found.gap_percent:.2f} % better")
    print(f"  within {GAP_WANTED} % after {close[0] if close else 'more than that'}")
    check(task, first)
    check(task, found)
    assert first.points <= found.points <= found.bound
    assert found.gap_percent <= GAP_WANTED
