"""What is known when a report comes in: the keys received before, and the escort's other visits (R34)."""

from datetime import datetime
from uuid import UUID

from hours.assignments import locked_escort
from hours.bookings import locked_booking
from hours.errors import Code, Problem, Refused
from hours.models import Booking, Event, EventKind, Pool, SentReport
from hours.policy import State
from hours.rules import Span
from ledsagning.people.models import User


def held_booking(booking: Booking) -> tuple[Pool, Booking]:
    """The locked pool and booking. Refused when the visit was cancelled, or has gone to another escort.

    The escort's row is locked first: two reports of one escort at the same time see each other's times.
    """
    seen_escort_id = booking.escort_id
    if booking.escort:
        locked_escort(booking.escort)
    pool, booking = locked_booking(booking)
    if booking.state == State.CANCELLED:
        raise Refused([Problem(Code.VISIT_CANCELLED, values={"at": cancelled_at(booking)})])
    if booking.escort_id not in (None, seen_escort_id):
        raise Refused([Problem(Code.NOT_YOURS)])
    return pool, booking


def cancelled_at(booking: Booking) -> datetime | None:
    """When the person cancelled; None when nobody did, for instance when no escort was found."""
    cancelled = Event.objects.filter(booking=booking, kind=EventKind.CANCELLED)
    return cancelled.order_by("-pk").values_list("at", flat=True).first()


def is_received(key: UUID | None, booking: Booking, actual: Span, expenses_ore: int) -> bool:
    """Whether this very report has come before, also when it has been corrected since.

    Raises Refused when the key came with other content.
    """
    sent = SentReport.objects.filter(key=key).first() if key else None
    if sent and sent.content != (booking.pk, actual, expenses_ore):
        raise Refused([Problem(Code.REPORT_KEY_REUSED)])
    return sent is not None


def remember(
    key: UUID | None, booking: Booking, actual: Span, expenses_ore: int, *, by: User, now: datetime
) -> None:
    """Keeps what came with the key. A report without one, from a program, is not remembered."""
    if key:
        SentReport.objects.create(
            key=key,
            booking=booking,
            starts_at=actual.starts_at,
            ends_at=actual.ends_at,
            expenses_ore=expenses_ore,
            by=by,
            at=now,
        )


def elsewhere(booking: Booking, actual: Span) -> list[Span]:
    """The escort's other reported visits that overlap the times. The caller holds the escort's lock."""
    done = Booking.objects.filter(escort=booking.escort_id, state=State.DONE).exclude(pk=booking.pk)
    overlapping = done.filter(actual_starts_at__lt=actual.ends_at, actual_ends_at__gt=actual.starts_at)
    return [visit.told for visit in overlapping.order_by("actual_starts_at")]
