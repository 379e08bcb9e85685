"""When an escort cannot come, and which promised visits that touches. Nobody is asked why.

Registering an absence takes nothing from anybody: each visit stays with the escort until a coordinator hands
it on (hours/offers.py), so that no visit is without a name in the meantime.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from hours.assignments import locked_escort
from hours.errors import Code, Problem, Refused
from hours.events import record
from hours.models import Absence, Assignment, Booking, EventKind, Offer, OfferAnswer
from hours.models.bookings import Answer
from hours.policy import OPEN_STATES, State
from hours.rules import Span
from hours.times import instants
from hours.transactions import action
from ledsagning.people.access import units_of
from ledsagning.people.models import Escort, Unit, User
from ledsagning.people.models.accounts import RoleKind


def whole_days(first: date, last: date) -> Span:
    """From the first midnight to the one after the last day, on Swedish clocks."""
    (starts_at,), (ends_at,) = instants(first, time(0)), instants(last + timedelta(days=1), time(0))
    return Span(starts_at, ends_at)


def absences_that_hold() -> QuerySet[Absence]:
    """Those that were not taken back."""
    return Absence.objects.filter(taken_back_at=None)


def absences_to_come(escorts: Iterable[Escort] | QuerySet[Escort], now: datetime) -> QuerySet[Absence]:
    """Who of these is away now and later, soonest first."""
    found = absences_that_hold().filter(escort__in=escorts, ends_at__gt=now)
    return found.select_related("escort__user", "escort__unit").order_by("starts_at", "pk")


def with_visits_held(absences: QuerySet[Absence], units: QuerySet[Unit], now: datetime) -> QuerySet[Absence]:
    """Adds `visits_held`: how many visits of the units each touches and the escort still has."""
    held = Booking.objects.filter(
        escort=OuterRef("escort"), state=State.ASSIGNED, unit__in=units, ends_at__gt=now
    ).filter(starts_at__lt=OuterRef("ends_at"), ends_at__gt=OuterRef("starts_at"))
    counted = held.order_by().values("escort").annotate(visits=Count("pk")).values("visits")
    return absences.annotate(visits_held=Coalesce(Subquery(counted), 0))


def absence_at(escort: Escort, span: Span) -> Absence | None:
    """The escort's absence at some time of the span."""
    held = absences_that_hold().filter(escort=escort)
    return held.filter(starts_at__lt=span.ends_at, ends_at__gt=span.starts_at).first()


def promised(escort: Escort, span: Span, now: datetime) -> QuerySet[Booking]:
    """What the escort holds in the span and has not been through yet."""
    held = Booking.objects.filter(escort=escort, state=State.ASSIGNED, ends_at__gt=now)
    held = held.filter(starts_at__lt=span.ends_at, ends_at__gt=span.starts_at)
    return held.select_related("pool__participant", "unit").order_by("starts_at", "pk")


def affected(absence: Absence, now: datetime) -> QuerySet[Booking]:
    """Visits to come that the absence touches: still with the escort, or taken from the escort since then.

    Those still with the escort first.
    """
    handed_on = Assignment.objects.filter(
        booking=OuterRef("pk"), escort=absence.escort_id, answer=Answer.ENDED, answered_at__gte=absence.at
    )
    visits = Booking.objects.filter(state__in=OPEN_STATES, ends_at__gt=now)
    visits = visits.filter(starts_at__lt=absence.ends_at, ends_at__gt=absence.starts_at)
    visits = visits.filter(Q(escort=absence.escort_id) | Exists(handed_on))
    still_held = Q(escort=absence.escort_id, escort__isnull=False)
    visits = visits.annotate(still_held=still_held)
    return visits.select_related("pool__participant", "unit", "escort__user").order_by(
        "-still_held", "starts_at", "pk"
    )


@action
def register_absence(
    escort: Escort, starts_at: datetime, ends_at: datetime, *, by: User, now: datetime
) -> Absence:
    """The escort cannot come then. One that overlaps or touches others becomes one with them.

    The same again is the same as once (R34). Open offers of that time end: an answer to them is given.
    Raises Refused when all of it has passed.
    """
    if ends_at <= now:
        raise Refused([Problem(Code.ABSENCE_PASSED, at="times")])
    escort = locked_escort(escort)
    there = list(
        absences_that_hold()
        .filter(escort=escort, starts_at__lte=ends_at, ends_at__gte=starts_at)
        .order_by("starts_at", "pk")
    )
    span = Span(
        min([starts_at, *(each.starts_at for each in there)]),
        max([ends_at, *(each.ends_at for each in there)]),
    )
    if there and Span(there[0].starts_at, there[0].ends_at) == span:
        return there[0]
    absence = there[0] if there else Absence(escort=escort, by=by, at=now)
    absence.starts_at, absence.ends_at = span.starts_at, span.ends_at
    absence.save()
    absences_that_hold().filter(pk__in=[each.pk for each in there[1:]]).update(taken_back_at=now)
    count(absence, by=by, now=now)
    end_offers_to(escort, span, at=now)
    return absence


def count(absence: Absence, *, by: User, now: datetime) -> None:
    """One event at each unit that has work with the absence: where its visits are, else the coordinator's
    who registers it. An escort's own absence over no visit is nobody's work.
    """
    escort = absence.escort
    visits = promised(escort, Span(absence.starts_at, absence.ends_at), now)
    units = {visit.unit_id: visit.unit for visit in visits}
    if not units:
        own = units_of(by, RoleKind.COORDINATOR).filter(municipality=escort.unit.municipality_id)
        units = {unit.pk: unit for unit in own.order_by("pk")[:1]}
    for unit in units.values():
        record(EventKind.ABSENCE, unit=unit, by=by, at=now)


def end_offers_to(escort: Escort, span: Span, *, at: datetime) -> None:
    """Ends what the escort might have taken in the span. Under the escort's lock, as the escort's yes is."""
    waiting = Offer.objects.filter(escort=escort, answer=OfferAnswer.WAITING)
    waiting = waiting.filter(booking__starts_at__lt=span.ends_at, booking__ends_at__gt=span.starts_at)
    waiting.update(answer=OfferAnswer.ENDED, answered_at=at)


@action
def take_back(absence: Absence, *, now: datetime) -> Absence:
    """The escort can come after all, or is back. What was handed on stays so. Twice is the same as once."""
    escort = locked_escort(absence.escort)
    absence = escort.absences.get(pk=absence.pk)
    if absence.taken_back_at is None:
        absence.taken_back_at = now
        absence.save(update_fields=["taken_back_at"])
    return absence
