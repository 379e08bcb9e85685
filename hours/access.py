"""Your booking or remark, or 404. The person's record behind it is read, and that is logged."""

import re
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone

from hours.models import Absence, Assignment, Booking, Offer, Receipt, Remark, Series
from hours.models.bookings import Answer
from hours.payroll import providers_of
from hours.policy import REPORTED_STATES, State
from hours.remarks import remarks_by, remarks_of
from hours.times import add_months, first_of_month, instants, local_date
from ledsagning.people.access import (
    ESCORT,
    escort_or_404,
    log_read,
    participant_or_404,
    people_acted_for,
    units_of,
    units_or_404,
)
from ledsagning.people.models import Escort, EscortPhoto, Participant, Unit, User
from ledsagning.people.models.accounts import RoleKind

# How long after a visit its escort still sees it, to correct the report.
REPORTED_SHOWN = timedelta(days=31)
# Who reads what people write to the unit.
READERS = (RoleKind.COORDINATOR, RoleKind.MANAGER)
# How long after the day of a visit one sees how to reach the escort: something may have been left behind.
REACHED_AFTER = timedelta(days=1)
BOOKINGS = Booking.objects.select_related(
    "pool__participant", "unit__municipality", "escort__user", "wished_escort__user", "rating", "series"
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


def own_series_or_404(request: HttpRequest, public_id: UUID, series_id: UUID) -> tuple[Participant, Series]:
    """A series of the person one is, or acts for."""
    person = participant_or_404(request, public_id)
    mine = Series.objects.filter(pool__participant=person).select_related("pool__unit__municipality")
    series = mine.select_related("wished_escort__user", "booked_by").filter(public_id=series_id).first()
    if series is None:
        raise Http404
    return person, series


def coordinated_booking_or_404(request: HttpRequest, booking_id: UUID) -> Booking:
    """A booking of a unit where the account is coordinator today."""
    units = units_or_404(request, RoleKind.COORDINATOR)
    booking = BOOKINGS.filter(unit__in=units, public_id=booking_id).first()
    if booking is None:
        raise Http404
    if booking.pool.participant:
        log_read(request, booking.pool.participant, RoleKind.COORDINATOR)
    return booking


def coordinated_escort_or_404(request: HttpRequest, escort_id: int) -> Escort:
    """An escort of a municipality where the account is coordinator at some unit today."""
    units = units_or_404(request, RoleKind.COORDINATOR)
    there = Escort.objects.filter(unit__municipality__in=units.values("municipality"))
    escort = there.select_related("user", "unit__municipality").filter(pk=escort_id).first()
    if escort is None:
        raise Http404
    return escort


def lately_carried_out(now: datetime) -> Q:
    """Visits whose report can still be corrected, counted from their end: a correction adds no time.

    At least so long, and until this month or the last is sent to payroll: pay is what it is needed for.
    """
    lately = Q(ends_at__gte=now - REPORTED_SHOWN)
    last_month = add_months(first_of_month(now), -1)
    unpaid = Q(paid_in=None, ends_at__gte=instants(last_month, time(0))[0])
    return Q(state__in=REPORTED_STATES) & (lately | unpaid)


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


def own_offer_or_404(request: HttpRequest, offer_id: UUID) -> tuple[Escort, Offer]:
    """An offer to the signed-in escort, also one that is no longer open."""
    escort = escort_or_404(request)
    mine = Offer.objects.filter(escort=escort, public_id=offer_id)
    offer = mine.select_related("escort__user", "booking__pool__participant").first()
    if offer is None:
        raise Http404
    if offer.booking.pool.participant:
        log_read(request, offer.booking.pool.participant, ESCORT)
    return escort, offer


def own_absence_or_404(request: HttpRequest, absence_id: UUID) -> Absence:
    """An absence of the signed-in escort's own."""
    absence = Absence.objects.filter(escort=escort_or_404(request), public_id=absence_id).first()
    if absence is None:
        raise Http404
    return absence


def served_escorts(units: QuerySet[Unit], day: date) -> QuerySet[Escort]:
    """Who works in the municipalities of a coordinator's units, by name."""
    working = Escort.objects.valid_on(day).filter(user__is_active=True)
    working = working.filter(unit__municipality__in=units.values("municipality"))
    return working.select_related("user", "unit").order_by("user__name", "pk")


def served_escort_or_404(request: HttpRequest, escort_id: int) -> Escort:
    """An escort of a municipality where the account is coordinator today."""
    units = units_or_404(request, RoleKind.COORDINATOR)
    escort = served_escorts(units, local_date(timezone.now())).filter(pk=escort_id).first()
    if escort is None:
        raise Http404
    return escort


def served_absence_or_404(request: HttpRequest, absence_id: UUID) -> tuple[QuerySet[Unit], Absence]:
    """An absence in a municipality where the account is coordinator today, and the account's units there."""
    units = units_or_404(request, RoleKind.COORDINATOR)
    absences = Absence.objects.filter(escort__unit__municipality__in=units.values("municipality"))
    absence = absences.select_related("escort__user", "escort__unit").filter(public_id=absence_id).first()
    if absence is None:
        raise Http404
    return units, absence


def taken_away(request: HttpRequest, booking_id: UUID) -> Booking | None:
    """A visit that was the signed-in escort's and was cancelled, changed or given to somebody else.

    For an escort who comes with a report all the same: a page about it shows nothing of the person.
    """
    escort = escort_or_404(request)
    ended = Assignment.objects.filter(escort=escort, answer=Answer.ENDED)
    lately = BOOKINGS.filter(pk__in=ended.values("booking"), ends_at__gte=timezone.now() - REPORTED_SHOWN)
    return lately.exclude(escort=escort).filter(public_id=booking_id).first()


def receipts_booking_or_404(request: HttpRequest, booking_id: UUID) -> tuple[Booking, str]:
    """A booking whose receipts one may see, and as what: of a unit one coordinates, or one's own visit."""
    units = units_of(request.user, RoleKind.COORDINATOR)
    if Booking.objects.filter(unit__in=units, public_id=booking_id).exists():
        return coordinated_booking_or_404(request, booking_id), RoleKind.COORDINATOR
    return escorted_booking_or_404(request, booking_id), ESCORT


def receipt_or_404(request: HttpRequest, receipt_id: UUID) -> Receipt:
    """A receipt of a booking as above."""
    receipt = Receipt.objects.select_related("booking").filter(public_id=receipt_id).first()
    if receipt is None:
        raise Http404
    receipts_booking_or_404(request, receipt.booking.public_id)
    return receipt


def own_remark_or_404(request: HttpRequest, public_id: UUID, remark_id: UUID) -> tuple[Participant, Remark]:
    """A remark of the person one is, or acts for."""
    person = participant_or_404(request, public_id)
    remark = remarks_by(person).filter(public_id=remark_id).first()
    if remark is None:
        raise Http404
    return person, remark


def unit_remark_or_404(request: HttpRequest, remark_id: UUID) -> Remark:
    """A remark to a unit where the account is coordinator or manager today."""
    units = units_or_404(request, *READERS)
    remark = remarks_of(units).filter(public_id=remark_id).first()
    if remark is None:
        raise Http404
    log_read(request, remark.participant, role_at(request.user, remark.unit))
    return remark


def role_at(user: User, unit: Unit) -> RoleKind:
    """As what an account reads the remarks to a unit: as coordinator, if it is one."""
    is_coordinator = units_of(user, RoleKind.COORDINATOR).filter(pk=unit.pk).exists()
    return RoleKind.COORDINATOR if is_coordinator else RoleKind.MANAGER


def reached_from(now: datetime) -> datetime:
    """Visits that end at this instant or later are those whose escort can be reached."""
    return instants(local_date(now) - REACHED_AFTER, time(0))[0]


def can_reach_escort(booking: Booking, now: datetime) -> bool:
    """Whether the person sees the escort's photo and number: from a yes until the day after the visit."""
    held = booking.state in (State.ASSIGNED, *REPORTED_STATES)
    return held and booking.accepted_at is not None and booking.ends_at >= reached_from(now)


def photo_or_404(user: User, escort_id: int) -> EscortPhoto:
    """An escort's photo, for the escort, the municipality's coordinators, and whom the escort is to meet."""
    # By way of the escort's own key, where Django turns a number that no database holds into nothing found.
    escorts = Escort.objects.filter(pk=escort_id)
    photo = EscortPhoto.objects.filter(escort__in=escorts).select_related("escort__unit").first()
    if photo is None or not may_see(user, photo):
        raise Http404
    return photo


def may_see(user: User, photo: EscortPhoto) -> bool:
    if photo.escort.user_id == user.pk:
        return True
    coordinates = units_of(user, RoleKind.COORDINATOR)
    if coordinates.filter(municipality=photo.escort.unit.municipality_id).exists():
        return True
    held = Booking.objects.filter(escort=photo.escort, state__in=(State.ASSIGNED, *REPORTED_STATES))
    meeting = held.exclude(accepted_at=None).filter(ends_at__gte=reached_from(timezone.now()))
    return meeting.filter(pool__participant__in=people_acted_for(user)).exists()


def month_or_404(text: str) -> date:
    """The first day of a month that stands in an address as 2026-03."""
    read = re.fullmatch(r"(20[0-9]{2})-(0[1-9]|1[0-2])", text)
    if read is None:
        raise Http404
    return date(int(read[1]), int(read[2]), 1)


def provider_or_404(request: HttpRequest, provider_id: int) -> Unit:
    """A provider that carries out visits of a unit where the account is coordinator today.

    All of its month is shown, other units' visits in the municipality among it: it is locked as a whole, and
    no person served is named in it.
    """
    provider = providers_of(units_or_404(request, RoleKind.COORDINATOR)).filter(pk=provider_id).first()
    if provider is None:
        raise Http404
    return provider


def escort_of_or_404(provider: Unit, escort_id: int) -> Escort:
    """An escort who is employed by the provider, or has carried out visits for it."""
    carried_out = Booking.objects.filter(provider=provider).values("escort")
    escorts = Escort.objects.filter(Q(unit=provider) | Q(pk__in=carried_out), pk=escort_id)
    escort = escorts.select_related("user").first()
    if escort is None:
        raise Http404
    return escort
