"""Swedish clocks and true minutes: both nights of summer time, leap day, New Year (R36)."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest

from hours.times import STOCKHOLM, add_months, age_on, first_of_month, instants, local_date, minutes_between

SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


def test_R36_half_past_one_to_half_past_three_in_autumn_is_three_hours():
    (starts_at,), (ends_at,) = instants(AUTUMN, time(1, 30)), instants(AUTUMN, time(3, 30))
    assert minutes_between(starts_at, ends_at) == 180


def test_R36_half_past_one_to_half_past_three_in_spring_is_one_hour():
    (starts_at,), (ends_at,) = instants(SPRING, time(1, 30)), instants(SPRING, time(3, 30))
    assert minutes_between(starts_at, ends_at) == 60


def test_R36_minutes_are_true_also_between_two_swedish_clocks():
    starts_at = datetime(2026, 10, 25, 1, 30, tzinfo=STOCKHOLM)
    ends_at = datetime(2026, 10, 25, 3, 30, tzinfo=STOCKHOLM)
    assert ends_at - starts_at == timedelta(hours=2)  # Python's answer, and why we do not ask it
    assert minutes_between(starts_at, ends_at) == 180


def test_R36_the_doubled_hour_of_autumn_is_two_instants():
    assert instants(AUTUMN, time(2, 30)) == [utc(2026, 10, 25, 0, 30), utc(2026, 10, 25, 1, 30)]


@pytest.mark.parametrize("clock", [time(2, 0), time(2, 30), time(2, 59)])
def test_R36_the_lost_hour_of_spring_is_none(clock):
    assert instants(SPRING, clock) == []


@pytest.mark.parametrize(
    ("day", "clock", "instant"),
    [
        (SPRING, time(1, 59), utc(2026, 3, 29, 0, 59)),
        (SPRING, time(3, 0), utc(2026, 3, 29, 1, 0)),
        (AUTUMN, time(1, 59), utc(2026, 10, 24, 23, 59)),
        (AUTUMN, time(3, 0), utc(2026, 10, 25, 2, 0)),
        (date(2026, 7, 1), time(14, 0), utc(2026, 7, 1, 12, 0)),
        (date(2026, 12, 31), time(23, 30), utc(2026, 12, 31, 22, 30)),
        (date(2028, 2, 29), time(0, 0), utc(2028, 2, 28, 23, 0)),
    ],
)
def test_R36_every_other_time_is_one_instant(day, clock, instant):
    assert instants(day, clock) == [instant]


def test_R36_a_visit_over_new_year_is_counted_through():
    (starts_at,), (ends_at,) = (
        instants(date(2026, 12, 31), time(22)),
        instants(date(2027, 1, 1), time(1)),
    )
    assert minutes_between(starts_at, ends_at) == 180
    assert (first_of_month(starts_at), first_of_month(ends_at)) == (date(2026, 12, 1), date(2027, 1, 1))


def test_minutes_begun_do_not_count():
    assert minutes_between(utc(2026, 1, 1, 12), utc(2026, 1, 1, 12, 59, 59)) == 59


def test_minutes_backwards_are_negative():
    assert minutes_between(utc(2026, 1, 1, 12), utc(2026, 1, 1, 11)) == -60


def test_minutes_between_two_zones():
    new_york = timezone(timedelta(hours=-5))
    assert minutes_between(utc(2026, 1, 1, 12), datetime(2026, 1, 1, 8, tzinfo=new_york)) == 60


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (utc(2026, 12, 31, 22, 59), date(2026, 12, 31)),
        (utc(2026, 12, 31, 23, 0), date(2027, 1, 1)),
        (utc(2026, 6, 30, 22, 0), date(2026, 7, 1)),
        (utc(2028, 2, 28, 23, 0), date(2028, 2, 29)),
    ],
)
def test_R36_the_day_is_the_swedish_one(instant, day):
    assert local_date(instant) == day
    assert first_of_month(instant) == day.replace(day=1)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), 48, date(2032, 2, 29)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2026, 10, 31), 1, date(2026, 11, 30)),
        (date(2026, 3, 15), 0, date(2026, 3, 15)),
        (date(2026, 3, 15), -3, date(2025, 12, 15)),
    ],
)
def test_R36_months_later(day, months, later):
    assert add_months(day, months) == later


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(1970, 5, 17), date(2026, 5, 16), 55),
        (date(1970, 5, 17), date(2026, 5, 17), 56),
        (date(2000, 2, 29), date(2026, 2, 28), 25),
        (date(2000, 2, 29), date(2026, 3, 1), 26),
        (date(2000, 2, 29), date(2028, 2, 29), 28),
    ],
)
def test_R36_age_in_whole_years(born, day, age):
    assert age_on(born, day) == age
