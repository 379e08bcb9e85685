"""How hours have been used: by the month in Sweden in which the visit was, as it was reported."""

from datetime import UTC, date, datetime, timedelta

import pytest

from hours.history import Month, Passbook, in_all, year_of, years_of
from hours.visits import report
from tests.cast import NOW, TOMORROW_14, Cast, make_participant, make_pool

WEEK = timedelta(days=7)


def used(cast: Cast, starts_at: datetime, hours: float = 3) -> None:
    cast.done(starts_at=starts_at, hours=hours, now=starts_at - WEEK)


def test_a_year_month_by_month_up_to_now(cast):
    used(cast, datetime(2026, 1, 5, 12, tzinfo=UTC))
    used(cast, datetime(2026, 3, 2, 12, tzinfo=UTC), hours=2)
    used(cast, datetime(2026, 3, 9, 12, tzinfo=UTC), hours=1.5)
    (year,) = years_of(cast.pool, NOW)
    assert year.months == (
        Month(date(2026, 1, 1), 1, 180),
        Month(date(2026, 2, 1), 0, 0),
        Month(date(2026, 3, 1), 2, 210),
    )
    assert (year.number, year.visits, year.minutes) == (2026, 3, 390)
    assert year.busiest == Month(date(2026, 3, 1), 2, 210)


def test_the_years_are_those_with_visits_and_this_one_the_latest_first(cast):
    used(cast, datetime(2024, 5, 5, 12, tzinfo=UTC))
    assert [(year.number, year.visits, len(year.months)) for year in years_of(cast.pool, NOW)] == [
        (2026, 0, 3),
        (2025, 0, 12),
        (2024, 1, 8),
    ]
    assert years_of(cast.pool, NOW)[0].busiest is None


@pytest.mark.parametrize(
    ("starts_at", "month"),
    [
        (datetime(2025, 12, 31, 22, 30, tzinfo=UTC), (2025, 12)),  # 23.30 on New Year's Eve in Sweden
        (datetime(2025, 12, 31, 23, 30, tzinfo=UTC), (2026, 1)),  # 00.30 on New Year's Day
    ],
)
def test_R36_a_visit_at_new_year_belongs_to_the_swedish_day(cast, starts_at, month):
    used(cast, starts_at, hours=1)
    years = years_of(cast.pool, NOW)
    found = [(year.number, each.first.month) for year in years for each in year.months if each.visits]
    assert found == [month]


def test_what_was_reported_counts_and_not_what_was_booked(cast):
    visit = cast.accepted(starts_at=TOMORROW_14 - WEEK, now=NOW - WEEK)
    ends_at = visit.starts_at + timedelta(minutes=95)
    report(visit, starts_at=visit.starts_at, ends_at=ends_at, by=cast.escort.user, now=NOW)
    assert years_of(cast.pool, NOW)[0].minutes == 95


def test_only_visits_that_are_done(cast):
    cast.booking()
    cast.accepted(starts_at=TOMORROW_14 + WEEK)
    assert years_of(cast.pool, NOW)[0].visits == 0


def test_another_persons_visits_are_not_there(cast):
    used(cast, TOMORROW_14 - WEEK)
    olle = make_participant(unit=cast.unit, username="olle")
    assert years_of(make_pool(participant=olle, by=cast.case_officer), NOW)[0].visits == 0


def test_the_year_of_a_visit_after_today_is_there_too():
    """A clock that was wrong when a visit was reported makes no page fail."""
    ahead = year_of([(date(2027, 5, 1), 60)], 2027, date(2026, 3, 11))
    assert ahead.months == (Month(date(2027, 5, 1), 1, 60),)


def test_all_the_years_are_what_the_passbook_says(cast):
    used(cast, TOMORROW_14 - WEEK)
    cast.booking(hours=2)
    assert in_all(cast.pool, NOW) == Passbook(
        given=14400, used=180, booked=120, left=14400 - 300, uncapped=False
    )


def test_without_a_ceiling(cast):
    olle = make_participant(unit=cast.unit, username="olle")
    pool = make_pool(participant=olle, by=cast.case_officer, uncapped=True)
    assert in_all(pool, NOW) == Passbook(given=0, used=0, booked=0, left=0, uncapped=True)
