"""Who fits a visit: hard rules, the ranking policy part by part, and the reasons."""

from datetime import UTC, datetime, timedelta

import pytest

from hours.matching import Candidate, Rank, Reason, suggestion, suggestions
from hours.rules import Span

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
    assert found.rank == Rank(False, True, 0, 241)
    assert found.reasons == (Reason.NEW, Reason.DAY_FREE)


def test_rank_and_reasons_of_somebody_with_everything():
    candidate = Candidate(
        1, busy=[span(-HOUR - 20 * MINUTE)], visits_together=4, wished_for=True, declined_before=True
    )
    found = suggestion(candidate, VISIT)
    assert found.rank == Rank(True, False, -4, 20)
    assert found.reasons == (Reason.WISHED_FOR, Reason.KNOWN, Reason.CLOSE_IN_TIME, Reason.DECLINED_BEFORE)
    assert (found.visits_together, found.minutes_from_neighbour) == (4, 20)
