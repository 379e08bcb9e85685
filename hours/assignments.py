"""Attaching an escort to a visit, and the escort's answer.

The escort's row is locked first, then the booking: an exclusion constraint alone gave 31 deadlocks in a
race where this order gave none (R32). The guards still refuse an overlap, whatever the code does (R31).
"""

from datetime import datetime

from hours.errors import Code, Problem, Refused, refuse_if_blocked
from hours.escort_outbox import tell_escort
from hours.events import record
from hours.fitting import by_hard_rules, fitting
from hours.matching import Obstacle, Suggestion, obstacles
from hours.models import Assignment, Booking, EventKind, MessageKind, OfferAnswer
from hours.models.bookings import Answer
from hours.outbox import escort_told, tell, tell_who_comes
from hours.policy import State
from hours.rules import open_problems
from hours.transactions import action
from ledsagning.people.models import Escort, User

# What is said when an escort is asked for a visit that a hard rule keeps them from.
REFUSED_BY: dict[Obstacle, Code] = {
    Obstacle.NOT_EMPLOYED: Code.ESCORT_NOT_AVAILABLE,
    Obstacle.UNWANTED: Code.ESCORT_UNWANTED,
    Obstacle.PROTECTED: Code.ESCORT_NOT_NAMED,
    Obstacle.BUSY: Code.ESCORT_BUSY,
    Obstacle.ABSENT: Code.ESCORT_ABSENT,
    Obstacle.OUTSIDE_HOURS: Code.ESCORT_OUTSIDE_HOURS,
    Obstacle.DAILY_REST: Code.ESCORT_RESTS,
    Obstacle.WEEKLY_REST: Code.ESCORT_RESTS,
    Obstacle.WEEKLY_HOURS: Code.ESCORT_WEEK_FULL,
}


def suggest(booking: Booking) -> list[tuple[Escort, Suggestion]]:
    """Who can take this visit, best first, with reasons."""
    return fitting(booking).suggested


def end_assignment(booking: Booking, *, at: datetime) -> list[Escort]:
    """Takes the visit from the escort who holds it, and from those who may take it. The caller saves it.

    Returns those who might have taken it: they are to be told (hours.escort_outbox.tell_no_offer).
    """
    waiting = booking.offers.filter(answer=OfferAnswer.WAITING)
    offered = [each.escort for each in waiting.select_related("escort__user")]
    if offered:
        waiting.update(answer=OfferAnswer.ENDED, answered_at=at)
    held = booking.assignments.filter(answer__in=(Answer.WAITING, Answer.ACCEPTED))
    held.update(answer=Answer.ENDED, answered_at=at)
    booking.escort, booking.accepted_at = None, None
    if booking.state == State.ASSIGNED:
        booking.state = State.REQUESTED
    return offered


def assign_problems(booking: Booking, escort: Escort, seen_escort_id: int | None) -> list[Problem]:
    """Every obstacle, and whoever was quicker. Read under the escort's and the booking's locks."""
    problems = open_problems(State(booking.state))
    if booking.escort_id != seen_escort_id:
        problems.append(Problem(Code.ASSIGNED_MEANWHILE, values={"escort": str(booking.escort or "")}))
    (known,) = by_hard_rules(booking, [escort])
    # Two rules of rest are one refusal.
    stands = dict.fromkeys(REFUSED_BY[obstacle] for obstacle in obstacles(known, booking.span))
    problems += [Problem(code, values={"escort": str(escort)}) for code in stands]
    return problems


@action
def assign(
    booking: Booking,
    escort: Escort,
    *,
    by: User,
    now: datetime,
    seen_escort_id: int | None = None,
    kind: EventKind | None = None,
) -> Booking:
    """Asks an escort to take the visit. `seen_escort_id` is whom the coordinator saw there, None for nobody.

    `kind` is the event to record when it is another than assigned, or assigned again.

    Raises Refused when somebody else was quicker, or with every hard rule that the visit would break.
    Asking the escort who already holds the visit is the same as once.
    """
    escort = locked_escort(escort)
    booking = locked(booking)
    if (booking.state, booking.escort_id) == (State.ASSIGNED, escort.pk):
        return booking
    refuse_if_blocked(assign_problems(booking, escort, seen_escort_id))
    again, was_told, held = booking.assignments.exists(), escort_told(booking), booking.escort
    offered = end_assignment(booking, at=now)
    booking.escort, booking.state = escort, State.ASSIGNED
    booking.save()
    Assignment.objects.create(booking=booking, escort=escort, by=by, at=now)
    kind = kind or (EventKind.REASSIGNED if again else EventKind.ASSIGNED)
    event = record(kind, unit=booking.unit, by=by, at=now, booking=booking)
    tell_escort(MessageKind.ASKED, booking, escort, event=event)
    if held:
        tell_escort(MessageKind.VISIT_GIVEN_AWAY, booking, held, event=event)
    for other in offered:
        if other != escort:
            tell_escort(MessageKind.OFFER_TAKEN, booking, other, event=event)
    if was_told:
        tell(MessageKind.ESCORT_LOST, booking, event=event)
    return booking


def locked_escort(escort: Escort) -> Escort:
    """The escort as it is now, locked against other assignments until the transaction ends.

    Not against foreign keys: a booking that wishes for the escort need not wait, and cannot deadlock.
    """
    held = Escort.objects.select_for_update(of=("self",), no_key=True)
    return held.select_related("user", "unit").get(pk=escort.pk)


def locked(booking: Booking) -> Booking:
    """The booking as it is now, locked until the transaction ends."""
    held = Booking.objects.select_for_update(of=("self",))
    return held.select_related("unit", "escort__user").get(pk=booking.pk)


def held_by(booking: Booking, escort: Escort) -> Booking:
    """The locked booking when this escort holds it; Refused when not, for instance when it was changed."""
    booking = locked(booking)
    if booking.escort_id != escort.pk or booking.state != State.ASSIGNED:
        raise Refused([Problem(Code.NOT_YOURS)])
    return booking


@action
def accept(booking: Booking, *, escort: Escort, by: User, now: datetime) -> Booking:
    """The escort says yes. Saying yes twice is the same as once."""
    booking = held_by(booking, escort)
    if booking.accepted_at:
        return booking
    booking.accepted_at = now
    booking.save(update_fields=["accepted_at"])
    asked = booking.assignments.filter(escort=escort, answer=Answer.WAITING)
    asked.update(answer=Answer.ACCEPTED, answered_at=now)
    event = record(EventKind.ACCEPTED, unit=booking.unit, by=by, at=now, booking=booking)
    tell_who_comes(booking, event=event)
    return booking


@action
def decline(booking: Booking, *, escort: Escort, by: User, now: datetime) -> Booking:
    """The escort says no, without a reason; the visit needs somebody else."""
    booking = held_by(booking, escort)
    was_told = escort_told(booking)
    held = booking.assignments.filter(escort=escort, answer__in=(Answer.WAITING, Answer.ACCEPTED))
    held.update(answer=Answer.DECLINED, answered_at=now)
    booking.escort, booking.accepted_at, booking.state = None, None, State.REQUESTED
    booking.save()
    event = record(EventKind.DECLINED, unit=booking.unit, by=by, at=now, booking=booking)
    if was_told:
        tell(MessageKind.ESCORT_LOST, booking, event=event)
    return booking
