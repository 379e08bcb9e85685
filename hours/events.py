"""Writes what happened, in the transaction in which it happened."""

from datetime import datetime

from hours.models import Booking, Event, EventKind
from hours.times import first_of_month
from ledsagning.people.models import Unit, User


def record(
    kind: EventKind, *, unit: Unit, by: User | None, at: datetime, booking: Booking | None = None
) -> Event:
    """One event. The visit's month is that of its booked start, in Swedish time."""
    return Event.objects.create(
        kind=kind,
        unit=unit,
        booking=booking,
        by=by,
        at=at,
        done_month=first_of_month(at),
        visit_month=first_of_month(booking.starts_at) if booking else None,
    )
