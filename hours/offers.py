"""A visit offered to several escorts at once: the first yes has it, and the others are told.

Locks as in hours/assignments.py: the escort's row first, then the booking (R32). Offers are only written
under their booking's lock, so that two yeses meet there and the later one finds the earlier (R31).
"""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet

from hours.assignments import assign_problems, end_assignment, locked, locked_escort
from hours.errors import Code, Problem, Refused, refuse_if_blocked
from hours.escort_outbox import tell_escort
from hours.events import record
from hours.models import Assignment, Booking, Event, EventKind, MessageKind, Offer, OfferAnswer
from hours.models.bookings import Answer
from hours.outbox import escort_told, tell, tell_who_comes
from hours.policy import State
from hours.rules import change_problems
from hours.transactions import action
from ledsagning.people.models import Escort, User


def offers_to(escort: Escort, now: datetime) -> QuerySet[Offer]:
    """What the escort may take now, soonest first."""
    waiting = Offer.objects.filter(escort=escort, answer=OfferAnswer.WAITING)
    waiting = waiting.filter(booking__state=State.REQUESTED, booking__starts_at__gt=now)
    return waiting.select_related("booking__pool__participant", "booking__unit").order_by(
        "booking__starts_at", "pk"
    )


def offers_of(bookings: Sequence[Booking]) -> QuerySet[Offer]:
    """Every offer of the visits with its answer, as they were made."""
    return Offer.objects.filter(booking__in=bookings).select_related("escort__user")


@action
def offer(
    booking: Booking,
    escorts: Sequence[Escort],
    *,
    by: User,
    now: datetime,
    take_from: Escort | None = None,
) -> list[Offer]:
    """Asks several escorts at once, for a visit to come that nobody holds. Returns the offers that wait.

    `take_from` is an escort who cannot come: a visit that this one holds is taken back first. Who has an
    offer of the visit already gets no second one, and nothing is counted or told twice (R34).
    Raises Refused, with nothing done, when somebody else holds the visit or one of the escorts cannot come.
    """
    booking = locked(booking)
    refuse_if_blocked(change_problems(State(booking.state), booking.span, now))
    was_told = escort_told(booking)
    taken = take_from is not None and booking.escort_id == take_from.pk
    if taken:
        end_assignment(booking, at=now)
        booking.save()
    waiting = list(booking.offers.filter(answer=OfferAnswer.WAITING))
    asked = {made.escort_id for made in waiting}
    new = [escort for escort in escorts if escort.pk not in asked]
    refuse_if_blocked([problem for escort in new for problem in assign_problems(booking, escort, None)])
    if new or taken:
        event = record(EventKind.OFFERED, unit=booking.unit, by=by, at=now, booking=booking)
        waiting += [offered(booking, escort, event=event) for escort in new]
        if was_told:
            tell(MessageKind.ESCORT_LOST, booking, event=event)
    return waiting


def offered(booking: Booking, escort: Escort, *, event: Event) -> Offer:
    """One escort's offer, and the message about it."""
    made = Offer.objects.create(booking=booking, escort=escort, by=event.by, at=event.at)
    tell_escort(MessageKind.OFFERED, booking, escort, event=event)
    return made


def refuse_ended(made: Offer, booking: Booking, now: datetime) -> None:
    """Raises Refused when the visit is no longer to be had, with what happened to it."""
    if booking.state == State.CANCELLED:
        raise Refused([Problem(Code.OFFER_CANCELLED)])
    # Whoever has said no before hears that before anything else: it was their own press.
    if made.answer == OfferAnswer.DECLINED:
        raise Refused([Problem(Code.OFFER_DECLINED)])
    if made.answer == OfferAnswer.TAKEN or booking.escort_id:
        raise Refused([Problem(Code.OFFER_TAKEN)])
    if made.answer != OfferAnswer.WAITING or booking.starts_at <= now:
        raise Refused([Problem(Code.OFFER_ENDED)])


def refuse_impossible(booking: Booking, escort: Escort) -> None:
    """Raises Refused when the escort cannot have it, in words to the escort: what a person has asked about
    an escort is not told to that escort.
    """
    codes = {problem.code for problem in assign_problems(booking, escort, None) if problem.blocks}
    if Code.ESCORT_BUSY in codes:
        raise Refused([Problem(Code.OFFER_OVERLAPS)])
    if codes:
        raise Refused([Problem(Code.OFFER_IMPOSSIBLE)])


@action
def accept_offer(made: Offer, *, by: User, now: datetime) -> Booking:
    """The escort says yes, and has the visit. Yes twice is once; Refused when somebody else was first.

    The coordinator's work was counted when the visit was offered, so only the yes is recorded.
    """
    escort = locked_escort(made.escort)
    booking = locked(made.booking)
    made = booking.offers.get(pk=made.pk)
    if made.answer == OfferAnswer.ACCEPTED and booking.escort_id == escort.pk:
        return booking
    refuse_ended(made, booking, now)
    refuse_impossible(booking, escort)
    booking.escort, booking.accepted_at, booking.state = escort, now, State.ASSIGNED
    booking.save()
    Assignment.objects.create(
        booking=booking, escort=escort, by=made.by, at=made.at, answer=Answer.ACCEPTED, answered_at=now
    )
    answer(made, OfferAnswer.ACCEPTED, at=now)
    event = record(EventKind.ACCEPTED, unit=booking.unit, by=by, at=now, booking=booking)
    tell_who_comes(booking, event=event)
    for other in booking.offers.filter(answer=OfferAnswer.WAITING).select_related("escort__user"):
        answer(other, OfferAnswer.TAKEN, at=now)
        tell_escort(MessageKind.OFFER_TAKEN, booking, other.escort, event=event)
    return booking


@action
def decline_offer(made: Offer, *, by: User, now: datetime) -> Offer:
    """The escort says no, without a reason. A no to what is no longer offered changes nothing.

    `by` is the escort's own account. No event: the visit still looks for somebody, and nobody has worked.
    """
    booking = locked(made.booking)
    made = booking.offers.get(pk=made.pk)
    if made.answer == OfferAnswer.WAITING:
        answer(made, OfferAnswer.DECLINED, at=now)
    return made


def answer(made: Offer, given: OfferAnswer, *, at: datetime) -> None:
    """Writes an offer's answer, under its booking's lock."""
    made.answer, made.answered_at = given, at
    made.save(update_fields=["answer", "answered_at"])
