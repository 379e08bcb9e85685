"""Sixteen workers extend the same series at once: each day once. With negative controls."""

import threading
import uuid
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection

from hours import guards
from hours.ledger import first_wrong_line
from hours.models import Booking, Series
from hours.policy import Frequency
from hours.pools import balance, lines
from hours.series import end_series, extend_series, lacking, start_series, take_days_off
from tests.cast import NOW
from tests.hours.test_races import WRITERS, leaks, race

LATER = NOW + timedelta(days=22)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def series(cast) -> Series:
    """Twelve Thursdays booked; at LATER there are four more within the horizon."""
    asked = {"frequency": Frequency.WEEKLY, "by": cast.participant.user, "now": NOW}
    return start_series(cast.booking(hours=1), key=uuid.uuid4(), **asked).series


def most_on_a_day(series: Series) -> int:
    starts = Booking.objects.filter(pool=series.pool_id).values_list("starts_at", flat=True)
    return max(Counter(starts).values())


def test_each_day_is_booked_once(cast, series):
    met = race([lambda: extend_series(series, now=LATER)] * WRITERS)
    assert leaks(met) == []
    assert sum(len(outcome.booked) for outcome in met) == 4
    assert (Booking.objects.count(), most_on_a_day(series)) == (16, 1)
    assert balance(cast.pool).reserved == 16 * 60
    assert first_wrong_line(lines(cast.pool)) is None


def test_a_double_click_sixteen_times_is_one_series(cast):
    booking, key = cast.booking(hours=1), uuid.uuid4()
    asked = {"frequency": Frequency.WEEKLY, "by": cast.participant.user, "now": NOW, "key": key}
    met = race([lambda: start_series(booking, **asked)] * WRITERS)
    assert leaks(met) == []
    assert (Series.objects.count(), Booking.objects.count()) == (1, 12)


def test_everything_at_once_leaves_the_passbook_whole(cast, series):
    by = cast.participant.user
    day = series.bookings.order_by("series_day")[5].series_day
    deeds = [
        lambda: extend_series(series, now=LATER),
        lambda: take_days_off(series, [day], by=by, now=LATER),
        lambda: end_series(series, by=by, now=LATER, from_day=day + timedelta(days=21)),
    ]
    assert leaks(race(deeds * 5)) == []
    held = Booking.objects.filter(pool=cast.pool).values_list("minutes_reserved", flat=True)
    assert (balance(cast.pool).reserved, most_on_a_day(series)) == (sum(held), 1)
    assert first_wrong_line(lines(cast.pool)) is None


def unlocked(cast, series: Series) -> list[object]:
    """Reads what is lacking, and writes when all have read: what extending would be without its lock."""
    all_have_read = threading.Barrier(WRITERS)

    def write() -> Booking:
        visit = lacking(series, LATER, LATER.date() + timedelta(days=84))[0]
        all_have_read.wait(timeout=30)
        return Booking.objects.create(
            pool=cast.pool,
            unit=cast.unit,
            key=uuid.uuid4(),
            starts_at=visit.span.starts_at,
            ends_at=visit.span.ends_at,
            series=series,
            series_day=visit.day,
            booked_by=cast.participant.user,
            booked_at=NOW,
        )

    return race([write] * WRITERS)


def test_without_the_lock_the_constraint_lets_one_through(cast, series):
    met = unlocked(cast, series)
    assert sum(isinstance(found, Booking) for found in met) == 1
    assert sum(isinstance(found, IntegrityError) for found in met) == 15


@pytest.fixture
def no_constraint(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The table without the constraint. SQLite makes the table anew from the model; guards are put back."""
    every = Booking._meta.constraints
    ours = next(found for found in every if found.name == "booking_once_a_series_day")
    with monkeypatch.context() as patch, connection.schema_editor() as editor:
        patch.setattr(Booking._meta, "constraints", [found for found in every if found is not ours])
        editor.remove_constraint(Booking, ours)
    yield
    guards.remove(connection)
    Booking.objects.update(series_day=None)
    with connection.schema_editor() as editor:
        editor.add_constraint(Booking, ours)
    guards.install(connection)


def test_without_lock_and_constraint_the_day_is_booked_sixteen_times(cast, series, no_constraint):
    assert all(isinstance(found, Booking) for found in unlocked(cast, series))
    assert most_on_a_day(series) == 16
