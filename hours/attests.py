"""Attest by exception: what went as booked is attested by its report, and the rest waits for somebody.

Control is a cost (P6): nobody looks at what was as agreed, and every look at the rest is counted. A visit
that nobody came to is paid as it was booked, once attested: the companion had kept the time and gone there.
"""

from datetime import datetime

from django.db.models import Prefetch, QuerySet

from hours.bookings import locked_booking
from hours.errors import Code, Problem, Refused
from hours.events import record
from hours.models import Booking, EventKind, Receipt
from hours.policy import REPORTED_STATES, State
from hours.transactions import action
from ledsagning.people.models import Unit, User


def is_as_booked(booking: Booking) -> bool:
    """Whether a reported visit was as agreed: it took place, at the booked times, and cost nothing beside."""
    return booking.state == State.DONE and booking.told == booking.span and not booking.expenses_ore


def settle(booking: Booking, *, now: datetime) -> None:
    """Says whose employee carried it out, and attests a report that is as booked; the caller saves it.

    To be called with every report, correction and no-show. An attest of what stood before does not hold for
    what stands now. Refused when the visit has been paid: its month is locked.
    """
    if booking.paid_in_id is not None:
        raise Refused([Problem(Code.PERIOD_LOCKED)])
    if booking.provider_id is None and booking.escort:
        booking.provider_id = booking.escort.unit_id
    booking.attested_at = now if is_as_booked(booking) else None
    booking.attested_by = None


def waiting(units: QuerySet[Unit]) -> QuerySet[Booking]:
    """Reports of these units' visits that somebody has to attest, the oldest first."""
    reported = Booking.objects.filter(unit__in=units, state__in=REPORTED_STATES, attested_at=None)
    return (
        reported.filter(paid_in=None, reported_at__isnull=False)
        .select_related("pool__participant", "escort__user")
        .prefetch_related(Prefetch("receipts", Receipt.objects.defer("jpeg")))
        .order_by("starts_at", "pk")
    )


@action
def attest(booking: Booking, *, seen_reported_at: datetime, by: User, now: datetime) -> bool:
    """Attests a report as it was read; whether it was this attest that did it.

    Refused when the report has been corrected since then: nobody attests what they have not seen.
    """
    pool, booking = locked_booking(booking)
    if booking.state not in REPORTED_STATES:
        raise Refused([Problem(Code.NOT_REPORTED)])
    if booking.attested_at is not None:
        return False
    if booking.reported_at != seen_reported_at:
        raise Refused([Problem(Code.CHANGED_SINCE_SEEN)])
    booking.attested_at, booking.attested_by = now, by
    booking.save(update_fields=["attested_at", "attested_by"])
    record(EventKind.ATTESTED, unit=pool.unit, by=by, at=now, booking=booking)
    return True
