"""The demonstration's pay: last month is locked, and two reports of this month wait."""

from datetime import timedelta

from hours.attests import waiting
from hours.models import Booking, PayPeriod
from hours.visits import report
from ledsagning.demo.pay import pay_last_month
from ledsagning.people.models import Escort, Unit
from tests.cast import NOW

DAY = timedelta(days=1)


def shorter(cast, days_ago: int) -> Booking:
    """A visit that took an hour less than booked."""
    visit = cast.accepted(starts_at=NOW - days_ago * DAY, now=NOW - (days_ago + 5) * DAY)
    ends_at = visit.ends_at - timedelta(hours=1)
    return report(visit, starts_at=visit.starts_at, ends_at=ends_at, by=cast.escort.user, now=visit.ends_at)


def test_last_month_is_locked_and_two_wait(cast):
    visits = [shorter(cast, days_ago) for days_ago in (1, 2, 3, 20)]
    pay_last_month(cast.unit, cast.coordinator, NOW)
    assert list(waiting(Unit.objects.all())) == [visits[1], visits[0]]
    period = PayPeriod.objects.get()
    assert (period.month.isoformat(), period.provider) == ("2026-02-01", cast.provider)
    assert [visit.pk for visit in period.bookings.all()] == [visits[3].pk]
    assert Escort.objects.get(pk=cast.escort.pk).payroll_number == "1001"
