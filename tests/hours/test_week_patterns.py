"""When in the week somebody can work, by literals over both nights when the clock is set, and as a property.

March 2026: the 9th is a Monday, the clock goes forward on Sunday the 29th; back on Sunday 25 October.
"""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hours.rules import Span
from hours.times import instants
from hours.week_patterns import WeekRow, expanded, fits, merged
from tests.hours import week_checker

MONDAY, TUESDAY, SATURDAY, SUNDAY = 0, 1, 5, 6
NINE, FIVE = time(9), time(17)
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)


def at(day: date, clock: time, turn: int = 0) -> datetime:
    return instants(day, clock)[turn]


def local(day: date, starts: time, ends: time, nights: int = 0) -> Span:
    return Span(at(day, starts), at(day + timedelta(days=nights), ends))


@pytest.mark.parametrize(
    ("starts", "ends", "nights", "holds"),
    [
        (time(9), time(17), 0, True),
        (time(8, 59), time(12), 0, False),
        (time(16), time(17, 1), 0, False),
        (time(17), time(18), 0, False),
        # Wholly within rows that meet, and not within rows with a gap between them.
        (time(19), time(23), 0, True),
        (time(16), time(19), 0, False),
        # Past midnight: the evening's row goes on, and the next day's row takes over at 02.00.
        (time(23), time(1), 1, True),
        (time(23), time(3), 1, True),
        (time(23), time(4, 1), 1, False),
    ],
)
def test_a_visit_lies_wholly_within_the_hours(starts, ends, nights, holds):
    rows = [
        WeekRow(MONDAY, NINE, FIVE),
        WeekRow(MONDAY, time(18), time(20)),
        WeekRow(MONDAY, time(20), time(2)),
        WeekRow(TUESDAY, time(2), time(4)),
    ]
    assert fits(local(date(2026, 3, 9), starts, ends, nights), rows) is holds


def test_no_rows_is_any_time():
    assert fits(local(date(2026, 3, 9), time(3), time(4)), [])


def test_rows_of_other_days_are_not_this_days():
    assert not fits(local(date(2026, 3, 10), time(10), time(11)), [WeekRow(MONDAY, NINE, FIVE)])


def test_sunday_night_belongs_to_sunday():
    rows = [WeekRow(SUNDAY, time(22), time(6))]
    assert fits(local(date(2026, 3, 16), time(0), time(6)), rows)
    assert not fits(local(date(2026, 3, 15), time(0), time(6)), rows)


def test_the_same_clock_twice_is_a_day_and_a_night():
    rows = [WeekRow(MONDAY, NINE, NINE)]
    assert expanded(rows, date(2026, 3, 9), date(2026, 3, 9)) == [local(date(2026, 3, 9), NINE, NINE, 1)]


@pytest.mark.parametrize(
    ("row", "day", "hours"),
    [
        (WeekRow(SATURDAY, time(22), time(6)), SPRING - timedelta(days=1), 7),
        (WeekRow(SATURDAY, time(22), time(6)), AUTUMN - timedelta(days=1), 9),
        (WeekRow(SATURDAY, time(22), time(6)), date(2026, 3, 14), 8),
        # Half past two is not there in spring: the clock is three at once.
        (WeekRow(SUNDAY, time(2, 30), time(5)), SPRING, 2),
        # In autumn it is there twice: from the first, and until the first.
        (WeekRow(SUNDAY, time(2, 30), time(5)), AUTUMN, 3.5),
        (WeekRow(SUNDAY, time(0), time(2, 30)), AUTUMN, 2.5),
    ],
)
def test_R36_nights_when_the_clock_is_set(row, day, hours):
    (found,) = expanded([row], day, day)
    assert found.minutes == hours * 60


def test_R36_hours_that_the_spring_night_swallows():
    assert expanded([WeekRow(SUNDAY, time(2), time(2, 45))], SPRING, SPRING) == []


def test_the_days_are_those_asked_for():
    rows = [WeekRow(MONDAY, NINE, FIVE), WeekRow(SUNDAY, NINE, FIVE)]
    assert expanded(rows, date(2026, 3, 9), date(2026, 3, 16)) == [
        local(day, NINE, FIVE) for day in (date(2026, 3, 9), date(2026, 3, 15), date(2026, 3, 16))
    ]


def test_merged_time_has_no_seams():
    first, second, inner = (
        local(date(2026, 3, 9), time(start), time(end)) for start, end in ((9, 12), (12, 17), (10, 11))
    )
    assert merged([second, first, inner]) == [local(date(2026, 3, 9), NINE, FIVE)]


clocks = st.sampled_from([time(hour, minute) for hour in range(24) for minute in (0, 30) if hour != 2])
rows = st.lists(st.tuples(st.integers(0, 6), clocks, clocks), min_size=1, max_size=5)
beginnings = st.sampled_from(
    [datetime(*day, tzinfo=UTC) for day in ((2026, 3, 9), (2026, 3, 28, 12), (2026, 10, 24, 12))]
)


@settings(max_examples=60, deadline=None)
@given(rows, beginnings, st.integers(0, 60), st.integers(1, 48))
def test_every_minute_of_what_fits_is_within_the_clocks_of_a_row(rows, beginning, half_hours, length):
    """By the checker that asks the clock each minute. The doubled hour has its literals above."""
    starts_at = beginning + timedelta(minutes=30 * half_hours)
    visit = (starts_at, starts_at + timedelta(minutes=30 * length))
    asked = all(week_checker.clock_is_within(minute, rows) for minute in week_checker.minutes_of(visit))
    assert fits(Span(*visit), [WeekRow(*row) for row in rows]) == asked
