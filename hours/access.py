"""Your booking, or 404. The person's record behind it is read, and that is logged."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.http import Http404, HttpRequest
from django.utils import timezone

from hours.models import Booking
from hours.policy import REPORTED_STATES, State
from ledsagning.people.access import (
    ESCORT,
    escort_or_404,
    log_read,
    participant_or_404,
    units_or_404,
)
from ledsagning.people.models import Participant
from ledsagning.people.models.accounts import RoleKind

# How long after a visit its escort still sees it, to correct the report.
REPORTED_SHOWN = timedelta(days=31)
BOOKINGS = Booking.objects.select_related(
    "pool__participant", "unit__municipality", "escort__user", "wished_escort__user", "rating"
)


def own_booking_or_404(
    request: HttpRequest, public_id: UUID, booking_id: UUID
) -> tuple[Participant, Booking]:
    """A booking of the person one is, or acts for."""
    person = participant_or_404(request, public_id)
    booking = BOOKINGS.filter(pool__participant=person, public_id=booking_id).first()
    if booking is None:
        raise Http404
    return person, booking


def coordinated_booking_or_404(request: HttpRequest, booking_id: UUID) -> Booking:
    """A booking of a unit where the account is coordinator today."""
    units = units_or_404(request, RoleKind.COORDINATOR)
    booking = BOOKINGS.filter(unit__in=units, public_id=booking_id).first()
    if booking is None:
        raise Http404
    if booking.pool.participant:
        log_read(request, booking.pool.participant, RoleKind.COORDINATOR)
    return booking


def lately_carried_out(now: datetime) -> Q:
    """Visits whose report can still be corrected, counted from their end: a correction adds no time."""
    return Q(state__in=REPORTED_STATES, ends_at__gte=now - REPORTED_SHOWN)


def escorted_booking_or_404(request: HttpRequest, booking_id: UUID) -> Booking:
    """A booking that the signed-in escort holds now, or carried out lately (SoLPuL 10 §: only as needed)."""
    escort = escort_or_404(request)
    mine = BOOKINGS.filter(escort=escort).filter(Q(state=State.ASSIGNED) | lately_carried_out(timezone.now()))
    booking = mine.filter(public_id=booking_id).first()
    if booking is None:
        raise Http404
    if booking.pool.participant:
        log_read(request, booking.pool.participant, ESCORT)
    return booking
