"""Where things lie on the timeline, the nights when the clock is changed included."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hours.rules import Span
from hours.timeline import Block, Kind, cut, days_from, laid_out, lanes_of, minutes_within, monday_of

THURSDAY = date(2026, 3, 12)
DAYS = days_from(THURSDAY, 2)


def block(day: int, start: float, hours: float, key: int = 0) -> Block:
    """Hours counted from midnight of a day of March 2026, when Sweden is an hour ahead of UTC."""
    starts_at = datetime(2026, 3, day, tzinfo=UTC) + timedelta(hours=start - 1)
    return Block(Kind.PROMISED, Span(starts_at, starts_at + timedelta(hours=hours)), key)


# The nights are those of 2026 in Sweden (2000/84/EG: the last Sundays of March and October).
@pytest.mark.parametrize(
    ("day", "minutes", "at_six"),
    [
        (date(2026, 3, 12), 24 * 60, 360),
        (date(2026, 3, 29), 23 * 60, 300),
        (date(2026, 10, 25), 25 * 60, 420),
    ],
)
def test_a_day_is_as_long_as_it_is(day: date, minutes: int, at_six: int) -> None:
    (found,) = days_from(day, 1)
    assert (found.minutes, found.minute_of(6)) == (minutes, at_six)


def test_days_follow_each_other_over_the_turned_clock() -> None:
    week = days_from(date(2026, 10, 19), 7)
    assert [day.date.day for day in week] == [19, 20, 21, 22, 23, 24, 25]
    assert all(one.span.ends_at == next_.span.starts_at for one, next_ in pairwise(week))


def test_a_night_in_autumn_lies_where_its_instants_do() -> None:
    """01.30 to 03.30 on the night when 02 comes twice: three hours, from minute 90 to minute 270."""
    night = Span(datetime(2026, 10, 24, 23, 30, tzinfo=UTC), datetime(2026, 10, 25, 2, 30, tzinfo=UTC))
    (piece,) = cut(Block(Kind.OPEN, night), days_from(date(2026, 10, 25), 1))
    assert (piece.starts, piece.ends) == (90, 270)


def test_a_night_is_cut_at_midnight() -> None:
    pieces = cut(block(12, 22, 8), DAYS)
    assert [(piece.day, piece.starts, piece.ends) for piece in pieces] == [(0, 1320, 1440), (1, 0, 360)]


def test_what_lies_elsewhere_is_not_there() -> None:
    assert cut(block(11, 14, 3), DAYS) == []
    assert cut(block(11, 21, 3), DAYS) == []  # it ends as the day begins


def test_what_is_at_the_same_time_lies_in_another_lane() -> None:
    pieces = laid_out(
        [block(12, 9, 3, 1), block(12, 10, 3, 2), block(12, 12, 1, 3), block(13, 9, 1, 4)], DAYS
    )
    assert [(piece.block.key, piece.lane) for piece in pieces] == [(1, 0), (2, 1), (3, 0), (4, 0)]
    assert lanes_of(pieces) == 2
    assert lanes_of([]) == 1


@given(
    st.lists(st.tuples(st.integers(0, 47), st.integers(1, 30)), max_size=12),
)
def test_no_two_of_a_lane_overlap_and_nothing_is_lost(found: list[tuple[int, int]]) -> None:
    blocks = [block(12, start, hours, key) for key, (start, hours) in enumerate(found)]
    pieces = laid_out(blocks, DAYS)
    assert {piece.block.key for piece in pieces} == set(range(len(blocks)))
    for one in pieces:
        assert 0 <= one.starts < one.ends <= 1440
        for other in pieces:
            if one is not other and (one.day, one.lane) == (other.day, other.lane):
                assert one.ends <= other.starts or other.ends <= one.starts


def test_minutes_within_a_frame() -> None:
    frame = DAYS[0].span
    assert minutes_within(block(12, 22, 8).span, frame) == 120
    assert minutes_within(block(12, 9, 1).span, frame) == 60
    assert minutes_within(block(13, 9, 1).span, frame) == 0


def test_a_week_begins_on_monday() -> None:
    assert {monday_of(date(2026, 3, day)) for day in range(9, 16)} == {date(2026, 3, 9)}
    assert monday_of(date(2026, 3, 16)) == date(2026, 3, 16)
