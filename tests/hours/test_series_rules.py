"""The days of a series, exactly: literals for the hard places of the calendar, properties for the rest."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hours.errors import Code, Problem
from hours.policy import SERIES_DAYS_AHEAD, Frequency
from hours.rules import Span
from hours.series_rules import (
    LAST,
    Pattern,
    begins_at,
    comes_on,
    days,
    horizon,
    may_be_off,
    nth_weekday,
    occurrence,
    on_weekday,
    pattern_problems,
    week_of,
    weeks_of,
)

WEEKLY, BIWEEKLY, MONTHLY = Frequency
TODAY = date(2026, 3, 11)


def said(found: list[date]) -> str:
    return " ".join(f"{day:%y%m%d}" for day in found)


@pytest.mark.parametrize(
    ("pattern", "through", "expected"),
    [
        (Pattern(WEEKLY, date(2026, 3, 10)), date(2026, 3, 31), "260310 260317 260324 260331"),
        (Pattern(WEEKLY, date(2026, 12, 24)), date(2027, 1, 8), "261224 261231 270107"),  # New Year
        (Pattern(WEEKLY, date(2028, 2, 22)), date(2028, 3, 8), "280222 280229 280307"),  # leap day
        (Pattern(BIWEEKLY, date(2026, 3, 10)), date(2026, 4, 21), "260310 260324 260407 260421"),
        # 2026 has 53 weeks: weeks 52, 1 and 3 are even only by days, not by number.
        (Pattern(BIWEEKLY, date(2026, 12, 22)), date(2027, 2, 2), "261222 270105 270119 270202"),
        (Pattern(MONTHLY, date(2026, 3, 10)), date(2026, 6, 30), "260310 260414 260512 260609"),  # second
        (Pattern(MONTHLY, date(2026, 3, 31)), date(2026, 6, 30), "260331 260428 260526 260630"),  # fifth
        (Pattern(MONTHLY, date(2026, 4, 28)), date(2026, 7, 31), "260428 260526 260630 260728"),  # last
        (
            Pattern(MONTHLY, date(2026, 4, 28), week=4),
            date(2026, 7, 31),
            "260428 260526 260623 260728",
        ),
        (Pattern(MONTHLY, date(2028, 2, 29)), date(2028, 4, 30), "280229 280328 280425"),  # fifth Tuesday
        (Pattern(MONTHLY, date(2026, 11, 12)), date(2027, 2, 28), "261112 261210 270114 270211"),
        (Pattern(WEEKLY, date(2026, 3, 10), date(2026, 3, 17)), date(2030, 1, 1), "260310 260317"),
        (
            Pattern(WEEKLY, date(2026, 3, 10), days_off=frozenset({date(2026, 3, 17)})),
            date(2026, 3, 24),
            "260310 260324",
        ),
        (Pattern(WEEKLY, date(2026, 3, 10)), date(2026, 3, 9), ""),
        (Pattern(MONTHLY, date(2026, 3, 10), date(2026, 3, 9)), date(2030, 1, 1), ""),
    ],
)
def test_the_days_of_a_series(pattern, through, expected):
    assert said(days(pattern, through)) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 3, 3), (1,)),
        (date(2026, 3, 10), (2,)),
        (date(2026, 3, 17), (3,)),
        (date(2026, 3, 24), (4,)),  # a fifth follows
        (date(2026, 3, 31), (LAST,)),
        (date(2026, 4, 28), (4, LAST)),
        (date(2026, 12, 31), (LAST,)),
    ],
)
def test_which_weekday_of_the_month_a_day_is(day, expected):
    assert weeks_of(day) == expected
    assert week_of(day) == expected[-1]


@pytest.mark.parametrize(
    ("day", "weekday", "week", "expected"),
    [
        (date(2026, 3, 12), 1, None, date(2026, 3, 10)),
        (date(2026, 3, 12), 6, None, date(2026, 3, 15)),
        (date(2026, 3, 12), 1, 2, date(2026, 3, 10)),
        (date(2026, 4, 30), 1, LAST, date(2026, 4, 28)),
        (date(2026, 3, 26), 1, LAST, date(2026, 3, 31)),
    ],
)
def test_the_counterpart_on_another_weekday(day, weekday, week, expected):
    assert on_weekday(day, weekday, week) == expected


def test_the_horizon_is_twelve_weeks_ahead():
    assert horizon(TODAY) == date(2026, 6, 3)
    assert SERIES_DAYS_AHEAD == 84


class TestR36Nights:
    """R36: the night of 29 March 2026 lacks 2.00–3.00, that of 25 October has it twice."""

    @pytest.mark.parametrize("clock", [time(2, 0), time(2, 30), time(2, 59)])
    def test_R36_in_springs_missing_hour_it_begins_when_there_is_a_clock_again(self, clock):
        assert begins_at(date(2026, 3, 29), clock) == (
            datetime(2026, 3, 29, 1, 0, tzinfo=UTC),
            Code.HOUR_MISSING,
        )

    @pytest.mark.parametrize("clock", [time(1, 59), time(3, 0)])
    def test_R36_beside_it_nothing_is_said(self, clock):
        assert begins_at(date(2026, 3, 29), clock)[1] is None

    def test_R36_in_autumns_doubled_hour_it_begins_the_first_time(self):
        assert begins_at(date(2026, 10, 25), time(2, 30)) == (
            datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
            Code.HOUR_DOUBLED,
        )

    @pytest.mark.parametrize("day", [date(2026, 3, 28), date(2026, 10, 24)])
    def test_R36_over_the_night_the_minutes_are_true(self, day):
        found = occurrence(day, time(23, 0), 300)
        assert found.span.minutes == 300
        assert found.problems == ()

    def test_R36_the_day_and_the_clock_are_in_the_problem(self):
        found = occurrence(date(2026, 10, 25), time(2, 30), 60)
        assert found.span == Span(
            datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
        )
        values = {"day": date(2026, 10, 25), "clock": time(2, 30)}
        assert found.problems == (Problem(Code.HOUR_DOUBLED, blocks=False, values=values),)

    def test_R36_the_clock_of_the_wall_is_the_same_in_summer_and_winter(self):
        winter, summer = (
            occurrence(date(2026, 3, 24), time(14), 60),
            occurrence(date(2026, 3, 31), time(14), 60),
        )
        assert (winter.span.starts_at.hour, summer.span.starts_at.hour) == (13, 12)


class TestProblems:
    def test_a_sound_series_has_none(self):
        assert pattern_problems(Pattern(WEEKLY, TODAY), TODAY) == []
        assert pattern_problems(Pattern(WEEKLY, TODAY, TODAY + timedelta(days=7)), TODAY) == []

    @pytest.mark.parametrize("ahead", [-1, 0, 6])
    def test_it_has_to_come_back_once(self, ahead):
        last = TODAY + timedelta(days=ahead)
        assert pattern_problems(Pattern(WEEKLY, TODAY, last), TODAY) == [
            Problem(Code.SERIES_ONLY_ONCE, at="until", values={"day": last})
        ]

    def test_with_every_later_day_off_it_does_not_come_back(self):
        last = TODAY + timedelta(days=7)
        assert [
            p.code for p in pattern_problems(Pattern(WEEKLY, TODAY, last, None, frozenset({last})), TODAY)
        ] == [Code.SERIES_ONLY_ONCE]

    def test_a_mistyped_year(self):
        assert pattern_problems(Pattern(WEEKLY, TODAY, date(2031, 3, 12)), TODAY) == [
            Problem(Code.TOO_FAR_AHEAD, at="until", values={"years": 5})
        ]

    def test_all_problems_are_told(self):
        pattern = Pattern(
            MONTHLY, date(2026, 3, 10), date(2026, 3, 20), 3, frozenset({date(2026, 3, 11), TODAY})
        )
        assert [(found.code, found.at) for found in pattern_problems(pattern, TODAY)] == [
            (Code.SERIES_ONLY_ONCE, "until"),
            (Code.DAY_NOT_IN_SERIES, "often"),
            (Code.DAY_NOT_IN_SERIES, "days_off"),
        ]

    def test_the_first_visit_is_booked_and_can_be_no_day_off(self):
        pattern = Pattern(WEEKLY, TODAY)
        assert not may_be_off(pattern, TODAY)
        assert may_be_off(pattern, TODAY + timedelta(days=7))
        assert not may_be_off(pattern, TODAY + timedelta(days=8))


patterns = st.builds(
    Pattern,
    frequency=st.sampled_from(Frequency),
    first_day=st.dates(date(2024, 1, 1), date(2030, 12, 31)),
)
ahead = st.integers(0, 700).map(lambda n: timedelta(days=n))


@given(pattern=patterns, length=ahead)
def test_always_the_same_weekday_in_order_and_inside(pattern, length):
    through = pattern.first_day + length
    found = days(pattern, through)
    assert found[0] == pattern.first_day
    assert {day.weekday() for day in found} == {pattern.first_day.weekday()}
    assert found == sorted(set(found))
    assert found[-1] <= through


@given(pattern=patterns, length=ahead)
def test_the_gaps_are_right(pattern, length):
    found = days(pattern, pattern.first_day + length)
    gaps = {(after - before).days for before, after in pairwise(found)}
    allowed = {Frequency.WEEKLY: {7}, Frequency.BIWEEKLY: {14}, Frequency.MONTHLY: {28, 35}}
    assert gaps <= allowed[pattern.frequency]


@given(pattern=patterns, length=ahead)
def test_a_monthly_one_comes_once_in_every_month(pattern, length):
    if pattern.frequency != Frequency.MONTHLY:
        return
    through = pattern.first_day + length
    found = days(pattern, through)
    months = [(day.year, day.month) for day in found]
    assert len(months) == len(set(months))
    assert all(nth_weekday(day, day.weekday(), pattern.week_of_month) == day for day in found)
    whole = (through.year - pattern.first_day.year) * 12 + through.month - pattern.first_day.month
    assert len(found) in (whole, whole + 1)


@given(pattern=patterns, length=ahead, last=ahead, data=st.data())
def test_none_outside_and_none_on_a_day_off(pattern, length, last, data):
    through, last_day = pattern.first_day + length, pattern.first_day + last
    every = days(pattern, through)
    off = frozenset(data.draw(st.sets(st.sampled_from(every))))
    cut = Pattern(pattern.frequency, pattern.first_day, last_day, pattern.week, off)
    assert days(cut, through) == [day for day in every if day not in off and day <= last_day]


@given(pattern=patterns, steps=st.lists(st.integers(0, 90), max_size=12))
def test_in_steps_is_the_same_as_at_once(pattern, steps):
    """The rolling horizon: whenever it is run, the same days are booked."""
    through, before, found = pattern.first_day, None, []
    for step in [0, *steps]:
        through += timedelta(days=step)
        found += days(pattern, through, after=before)
        before = through
    assert found == days(pattern, through)


@given(pattern=patterns, length=ahead)
def test_a_day_is_of_the_series_or_not(pattern, length):
    day = pattern.first_day + length
    assert comes_on(pattern, day) is (day in days(pattern, day))


@given(day=st.dates(date(2024, 1, 1), date(2030, 12, 31)), clock=st.times(), minutes=st.integers(1, 1440))
def test_every_visit_is_as_long_as_it_says_and_begins_at_its_time_or_says_so(day, clock, minutes):
    clock = clock.replace(second=0, microsecond=0)
    found = occurrence(day, clock, minutes)
    assert found.span.minutes == minutes
    moved = [problem.code for problem in found.problems] == [Code.HOUR_MISSING]
    starts_at, _ = begins_at(day, time(3) if moved else clock)
    assert found.span.starts_at == starts_at
