"""Who fits a visit: hard rules, the ranking policy part by part, and the reasons."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hours.matching import Candidate, Obstacle, Rank, Reason, hindered, obstacles, suggestion, suggestions
from hours.rules import Span
from hours.week_patterns import WeekRow
from tests.hours import week_checker

START = datetime(2026, 3, 12, 13, 0, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def span(from_start: timedelta, length: timedelta = HOUR) -> Span:
    return Span(START + from_start, START + from_start + length)


VISIT = span(timedelta(0), 3 * HOUR)


def order(*candidates: Candidate) -> list[int]:
    return [found.escort_id for found in suggestions(VISIT, candidates)]


@pytest.mark.parametrize(
    "busy",
    [span(-HOUR, HOUR + MINUTE), span(HOUR), span(3 * HOUR - MINUTE), span(-HOUR, 6 * HOUR)],
)
def test_somebody_with_another_visit_then_cannot_come(busy):
    assert order(Candidate(1, busy=[busy])) == []


@pytest.mark.parametrize("busy", [span(-HOUR), span(3 * HOUR)])
def test_somebody_with_a_visit_right_before_or_after_can(busy):
    assert order(Candidate(1, busy=[busy])) == [1]


def test_somebody_the_person_never_wants_to_meet_is_not_there_whatever_else():
    assert order(Candidate(1, avoided=True, wished_for=True, visits_together=50)) == []


def test_a_wish_comes_before_everything_but_having_declined():
    declined = Candidate(1, wished_for=True, declined_before=True, visits_together=90)
    known = Candidate(2, visits_together=90)
    wished = Candidate(3, wished_for=True)
    assert order(declined, known, wished) == [3, 2, 1]


def test_more_visits_together_come_before_fewer():
    assert order(Candidate(1), Candidate(2, visits_together=1), Candidate(3, visits_together=7)) == [3, 2, 1]


def test_a_neighbouring_visit_close_in_time_comes_before_a_free_day():
    free, far = Candidate(1), Candidate(2, busy=[span(3 * HOUR + 4 * HOUR)])
    near = Candidate(3, busy=[span(-2 * HOUR)])
    assert order(free, far, near) == [3, 2, 1]


def test_visits_together_count_more_than_a_neighbouring_visit():
    assert order(Candidate(1, busy=[span(-HOUR)]), Candidate(2, visits_together=1)) == [2, 1]


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        # In the order of the policy: each outdoes what comes after it.
        (
            Candidate(2, wished_for=True, wishes_known=True),
            Candidate(1, wishes_known=True, visits_together=9),
        ),
        (
            Candidate(2, wishes_known=True, visits_together=1, languages_missing=("Arabic",)),
            Candidate(1, wishes_known=True),
        ),
        (Candidate(2, skills_missing=("dog",)), Candidate(1, languages_missing=("Arabic",))),
        (Candidate(2, languages_missing=("Arabic",)), Candidate(1, languages_missing=("Arabic", "Finnish"))),
        (Candidate(2), Candidate(1, skills_missing=("dog",), visits_together=9)),
        (Candidate(2, visits_together=1, worked=[span(-9 * HOUR, 8 * HOUR)]), Candidate(1)),
        # Evenness: eight hours of forty that week come after none, whoever has a visit close by.
        (Candidate(2), Candidate(1, busy=[span(-9 * HOUR, 8 * HOUR)])),
        # The same hours are more of a small post than of a large one.
        (
            Candidate(2, busy=[span(-9 * HOUR, 8 * HOUR)], minutes_per_week=2400),
            Candidate(1, busy=[span(-9 * HOUR, 8 * HOUR)], minutes_per_week=1200),
        ),
    ],
)
def test_the_policy_part_by_part(better, worse):
    assert order(worse, better) == [2, 1]


def test_what_is_wanted_is_told_as_there_or_missing():
    candidate = Candidate(
        1,
        languages=("Arabic",),
        languages_missing=("Finnish",),
        skills=("dog",),
        skills_missing=("swimming",),
    )
    assert suggestion(candidate, VISIT).reasons == (
        *(Reason.NEW, Reason.SPEAKS, Reason.LANGUAGE_MISSING, Reason.CAN, Reason.SKILL_MISSING),
        Reason.DAY_FREE,
    )


def test_somebody_new_though_the_person_wants_somebody_they_know():
    found = suggestion(Candidate(1, wishes_known=True), VISIT)
    assert found.reasons == (Reason.NOT_KNOWN_AS_WISHED, Reason.DAY_FREE)


# VISIT is Thursday 12 March 2026, 14–17 in Sweden.
EVERY_DAY = [span(timedelta(days=day)) for day in (-3, -2, -1, 1, 2, 3, 4)]


@pytest.mark.parametrize(
    ("candidate", "stands"),
    [
        (Candidate(1), []),
        (Candidate(1, is_employed=False), [Obstacle.NOT_EMPLOYED]),
        (Candidate(1, avoided=True), [Obstacle.UNWANTED]),
        (Candidate(1, is_named=False), [Obstacle.PROTECTED]),
        (Candidate(1, busy=[span(HOUR)]), [Obstacle.BUSY]),
        (Candidate(1, absences=[span(3 * HOUR - MINUTE)]), [Obstacle.ABSENT]),
        (Candidate(1, absences=[span(3 * HOUR), span(-HOUR)]), []),
        (Candidate(1, rows=[WeekRow(3, time(14), time(17))]), []),
        (Candidate(1, rows=[WeekRow(3, time(14), time(16, 59))]), [Obstacle.OUTSIDE_HOURS]),
        (Candidate(1, rows=[WeekRow(2, time(8), time(20))]), [Obstacle.OUTSIDE_HOURS]),
        (Candidate(1, busy=[span(-10 * HOUR)]), []),
        (Candidate(1, busy=[span(-10 * HOUR - MINUTE)]), [Obstacle.DAILY_REST]),
        (Candidate(1, worked=[span(-10 * HOUR - MINUTE)]), [Obstacle.DAILY_REST]),
        (Candidate(1, busy=EVERY_DAY), [Obstacle.WEEKLY_REST]),
        (Candidate(1, busy=EVERY_DAY[1:]), []),
        (Candidate(1, minutes_per_week=240, busy=[span(-2 * HOUR)]), []),
        (Candidate(1, minutes_per_week=239, busy=[span(-2 * HOUR)]), [Obstacle.WEEKLY_HOURS]),
        (Candidate(1, minutes_per_week=239, worked=[span(-2 * HOUR)]), [Obstacle.WEEKLY_HOURS]),
        # What was carried out then is no promise: a visit reported afterwards keeps nobody away.
        (Candidate(1, worked=[span(HOUR)]), []),
        (
            Candidate(
                1,
                avoided=True,
                is_named=False,
                is_employed=False,
                busy=[*EVERY_DAY, span(-10 * HOUR - MINUTE), span(HOUR)],
                absences=[VISIT],
                rows=[WeekRow(0, time(8), time(9))],
                minutes_per_week=60,
            ),
            list(Obstacle),
        ),
    ],
)
def test_every_hard_rule_is_told(candidate, stands):
    assert obstacles(candidate, VISIT) == stands
    assert order(candidate) == ([] if stands else [1])
    assert hindered(VISIT, [candidate]) == ([(candidate, stands)] if stands else [])


def test_those_with_the_fewest_obstacles_come_first():
    three, one = Candidate(1, avoided=True, is_named=False, is_employed=False), Candidate(2, avoided=True)
    assert [candidate.escort_id for candidate, _ in hindered(VISIT, [three, Candidate(3), one])] == [2, 1]


def test_equals_stand_in_the_order_of_their_id():
    assert order(Candidate(9), Candidate(3), Candidate(5)) == [3, 5, 9]


def test_nobody_is_nobody():
    assert suggestions(VISIT, []) == []


@pytest.mark.parametrize(
    ("busy", "minutes"),
    [
        ([], None),
        ([span(-HOUR)], 0),
        ([span(3 * HOUR)], 0),
        ([span(-3 * HOUR), span(3 * HOUR + 30 * MINUTE)], 30),
        ([span(-5 * HOUR)], 240),
        ([span(-5 * HOUR - MINUTE)], None),
        ([span(7 * HOUR)], 240),
        ([span(7 * HOUR + MINUTE)], None),
    ],
)
def test_minutes_from_the_nearest_other_visit_within_four_hours(busy, minutes):
    assert suggestion(Candidate(1, busy=busy), VISIT).minutes_from_neighbour == minutes


def test_rank_and_reasons_of_somebody_new_and_free():
    found = suggestion(Candidate(1), VISIT)
    assert found.rank == Rank(False, True, False, 0, 0, 0, 0, 241)
    assert found.reasons == (Reason.NEW, Reason.DAY_FREE)


def test_rank_and_reasons_of_somebody_with_everything():
    candidate = Candidate(
        1, busy=[span(-HOUR - 20 * MINUTE)], visits_together=4, wished_for=True, declined_before=True
    )
    found = suggestion(candidate, VISIT)
    assert found.rank == Rank(True, False, False, 0, 0, -4, 0, 20)
    assert found.reasons == (
        Reason.WISHED_FOR,
        Reason.KNOWN,
        Reason.CLOSE_IN_TIME,
        Reason.PROMISED_THAT_WEEK,
        Reason.DECLINED_BEFORE,
    )
    assert (found.visits_together, found.minutes_from_neighbour, found.minutes_that_week) == (4, 20, 60)


clocks = st.sampled_from([time(hour) for hour in range(24) if hour != 2])
times = st.tuples(st.integers(0, 14 * 24 * 2), st.integers(1, 20))
MONDAYS = st.sampled_from([datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 3, 23), datetime(2026, 10, 19)])


@st.composite
def workers(draw: st.DrawFn) -> tuple[datetime, week_checker.Worker]:
    """Somebody with or without agreed hours, days and absences, at the start of some fortnight."""
    first = draw(MONDAYS).replace(tzinfo=UTC)
    rows = st.lists(st.tuples(st.integers(0, 6), clocks, clocks), max_size=9)
    return first, week_checker.Worker(
        minutes_per_week=draw(st.none() | st.integers(300, 2400)),
        rows=draw(rows),
        absences=[pair(first, each) for each in draw(st.lists(times, max_size=2))],
    )


def pair(first: datetime, when: tuple[int, int]) -> tuple[datetime, datetime]:
    """So many half hours after the first instant, and so many long."""
    starts_at = first + when[0] * 30 * MINUTE
    return starts_at, starts_at + when[1] * 30 * MINUTE


def facts(worker: week_checker.Worker, busy: list[tuple[datetime, datetime]]) -> Candidate:
    return Candidate(
        1,
        busy=[Span(*each) for each in busy],
        absences=[Span(*each) for each in worker.absences],
        rows=[WeekRow(*row) for row in worker.rows],
        minutes_per_week=worker.minutes_per_week,
    )


@settings(max_examples=30, deadline=None)
@given(workers(), st.lists(times, min_size=1, max_size=30))
def test_whoever_can_come_by_the_rules_has_right_weeks_by_the_independent_checker(found, wanted):
    """Visit by visit, in any order. And each visit that is refused would have been wrong, by those rules."""
    first, worker = found
    taken: list[tuple[datetime, datetime]] = []
    refused = []
    for visit in (pair(first, each) for each in wanted):
        stands = obstacles(facts(worker, taken), Span(*visit))
        if stands:
            refused.append((visit, list(taken), {obstacle.value for obstacle in stands}))
        else:
            taken.append(visit)
    assert week_checker.wrongs(worker, taken) == set()
    for visit, others, stands in refused[:3]:
        assert stands == week_checker.wrongs(worker, [*others, visit])
