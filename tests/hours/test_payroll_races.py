"""Locking a month against corrections at the same moment: nobody is paid other minutes than the file says."""

from datetime import UTC, date, datetime, timedelta

import pytest

from hours.errors import Code
from hours.models import Booking, Event, EventKind, PayPeriod
from hours.payroll import due_visits, lock_month, period_of
from hours.payroll_file import payroll_csv
from hours.visits import correct
from tests.hours.test_races import leaks, race, refusals

VISITS = 5  # Monday to Friday: nothing extra
FEBRUARY = date(2026, 2, 1)
FIRST = datetime(2026, 2, 2, 9, tzinfo=UTC)
AFTER = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def visits(cast) -> list[Booking]:
    """Some three-hour visits in February, reported as booked."""
    days = [FIRST + timedelta(days=number) for number in range(VISITS)]
    return [cast.done(starts_at=day, now=FIRST - HOUR) for day in days]


def shorten(cast, visit: Booking) -> Booking:
    """A correction: an hour less."""
    return correct(
        visit,
        starts_at=visit.starts_at,
        ends_at=visit.ends_at - HOUR,
        by=cast.escort.user,
        now=AFTER,
    )


def locked_file(cast) -> bytes:
    """Locks, and takes the file at once."""
    period = lock_month(
        cast.provider, FEBRUARY, unit=cast.unit, by=cast.coordinator, now=AFTER, leave_waiting=True
    )
    return payroll_csv(cast.provider, FEBRUARY, period)


def test_a_correction_comes_before_the_lock_or_is_refused(cast, visits):
    runs = [lambda: locked_file(cast), *(lambda visit=visit: shorten(cast, visit) for visit in visits)]
    file, *met = race(runs)
    assert leaks([file, *met]) == []
    assert set(refusals(met)) <= {Code.PERIOD_LOCKED}
    period = period_of(cast.provider, FEBRUARY)
    paid, corrected = period.bookings.count(), sum(isinstance(found, Booking) for found in met)
    assert paid + corrected == VISITS
    assert len(file.splitlines()) == 1 + paid
    assert payroll_csv(cast.provider, FEBRUARY, period) == file
    assert {visit.minutes_used for visit in period.bookings.all()} <= {180}
    assert not period.bookings.filter(attested_at=None).exists()


def test_two_lock_at_once_and_it_is_locked_once(cast, visits):
    met = race([lambda: locked_file(cast)] * 4)
    assert leaks(met) == []
    assert len(set(met)) == 1
    assert PayPeriod.objects.count() == Event.objects.filter(kind=EventKind.MONTH_LOCKED).count() == 1
    assert Booking.objects.exclude(paid_in=None).count() == VISITS


def test_without_the_lock_somebody_is_paid_for_what_the_report_no_longer_says(cast, visits):
    """Reads, lets a correction through, and writes: what locking would be if it did not hold the rows."""
    read = [visit.pk for visit in due_visits(cast.provider, FEBRUARY) if visit.attested_at]
    file = payroll_csv(cast.provider, FEBRUARY, None)
    shorten(cast, visits[0])
    period = PayPeriod.objects.create(
        provider=cast.provider, month=FEBRUARY, locked_at=AFTER, locked_by=cast.coordinator
    )
    assert Booking.objects.filter(pk__in=read).update(paid_in=period) == VISITS
    assert period.bookings.filter(attested_at=None).count() == 1
    now_says = payroll_csv(cast.provider, FEBRUARY, period)
    assert now_says.splitlines()[1:] != file.splitlines()[1:]
    assert len(now_says.splitlines()) == len(file.splitlines()) - 1
