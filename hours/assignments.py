"""Attaching an escort to a visit, and the escort's answer.

The escort's row is locked first, then the booking: an exclusion constraint alone gave 31 deadlocks in a
race where this order gave none (R32). The guards still refuse an overlap, whatever the code does (R31).
"""

from collections import defaultdict
from datetime import datetime

from django.db.models import Count, QuerySet

from hours.errors import Code, Problem, Refused, refuse_if_blocked
from hours.events import record
from hours.matching import NEIGHBOUR, Candidate, Suggestion, suggestions
from hours.models import Assignment, Booking, EscortWish, EventKind
from hours.models.bookings import Answer
from hours.policy import State
from hours.rules import Span, open_problems
from hours.times import local_date
from hours.transactions import action
from ledsagning.people.models import Escort, User


def escorts_for(booking: Booking) -> QuerySet[Escort]:
    """Escorts of the booking's municipality who are employed on the day of the visit."""
    return (
        Escort.objects.valid_on(local_date(booking.starts_at))
        .filter(unit__municipality=booking.unit.municipality_id, user__is_active=True)
        .select_related("user", "unit")
    )


def busy_spans(booking: Booking, escorts: list[Escort]) -> dict[int, list[Span]]:
    """Promised visits of each escort that overlap the visit or lie close to it."""
    promised = (
        Booking.objects.filter(escort__in=escorts, state=State.ASSIGNED)
        .exclude(pk=booking.pk)
        .filter(ends_at__gte=booking.starts_at - NEIGHBOUR, starts_at__lte=booking.ends_at + NEIGHBOUR)
    )
    spans: dict[int, list[Span]] = defaultdict(list)
    for other in promised:
        spans[other.escort_id].append(other.span)  # type: ignore[index]  # the filter named escorts
    return spans


def candidates(booking: Booking, escorts: list[Escort]) -> list[Candidate]:
    """What matching needs to know of each escort for this visit."""
    busy = busy_spans(booking, escorts)
    done = Booking.objects.filter(pool=booking.pool_id, state=State.DONE)
    together = dict(done.order_by().values_list("escort").annotate(visits=Count("pk")))
    wishes = EscortWish.objects.filter(participant__pool=booking.pool_id)
    never = dict(wishes.values_list("escort", "never"))
    declined = set(booking.assignments.filter(answer=Answer.DECLINED).values_list("escort", flat=True))
    return [
        Candidate(
            escort_id=escort.pk,
            busy=tuple(busy.get(escort.pk, ())),
            visits_together=together.get(escort.pk, 0),
            wished_for=booking.wished_escort_id == escort.pk or never.get(escort.pk) is False,
            avoided=never.get(escort.pk, False),
            declined_before=escort.pk in declined,
        )
        for escort in escorts
    ]


def suggest(booking: Booking) -> list[tuple[Escort, Suggestion]]:
    """Who can take this visit, best first, with reasons."""
    escorts = list(escorts_for(booking))
    by_id = {escort.pk: escort for escort in escorts}
    ranked = suggestions(booking.span, candidates(booking, escorts))
    return [(by_id[found.escort_id], found) for found in ranked]


def end_assignment(booking: Booking, *, at: datetime) -> None:
    """Takes the visit from the escort who holds it. The caller saves the booking."""
    held = booking.assignments.filter(answer__in=(Answer.WAITING, Answer.ACCEPTED))
    held.update(answer=Answer.ENDED, answered_at=at)
    booking.escort, booking.accepted_at = None, None
    if booking.state == State.ASSIGNED:
        booking.state = State.REQUESTED


def assign_problems(booking: Booking, escort: Escort, seen_escort_id: int | None) -> list[Problem]:
    """Read under the escort's and the booking's locks."""
    problems = open_problems(State(booking.state))
    if booking.escort_id != seen_escort_id:
        problems.append(Problem(Code.ASSIGNED_MEANWHILE, values={"escort": str(booking.escort or "")}))
    if not escorts_for(booking).filter(pk=escort.pk).exists():
        problems.append(Problem(Code.ESCORT_NOT_AVAILABLE, values={"escort": str(escort)}))
    elif any(booking.span.overlaps(span) for span in busy_spans(booking, [escort]).get(escort.pk, ())):
        problems.append(Problem(Code.ESCORT_BUSY, values={"escort": str(escort)}))
    if EscortWish.objects.filter(participant__pool=booking.pool_id, escort=escort, never=True).exists():
        problems.append(Problem(Code.ESCORT_UNWANTED, values={"escort": str(escort)}))
    return problems


@action
def assign(
    booking: Booking, escort: Escort, *, by: User, now: datetime, seen_escort_id: int | None = None
) -> Booking:
    """Asks an escort to take the visit. `seen_escort_id` is whom the coordinator saw there, None for nobody.

    Raises Refused when somebody else was quicker, or when the escort has promised another visit then.
    Asking the escort who already holds the visit is the same as once.
    """
    escort = locked_escort(escort)
    booking = locked(booking)
    if (booking.state, booking.escort_id) == (State.ASSIGNED, escort.pk):
        return booking
    refuse_if_blocked(assign_problems(booking, escort, seen_escort_id))
    again = booking.assignments.exists()
    if again:
        end_assignment(booking, at=now)
    booking.escort, booking.state = escort, State.ASSIGNED
    booking.save()
    Assignment.objects.create(booking=booking, escort=escort, by=by, at=now)
    kind = EventKind.REASSIGNED if again else EventKind.ASSIGNED
    record(kind, unit=booking.unit, by=by, at=now, booking=booking)
    return booking


def locked_escort(escort: Escort) -> Escort:
    """The escort as it is now, locked against other assignments until the transaction ends.

    Not against foreign keys: a booking that wishes for the escort need not wait, and cannot deadlock.
    """
    held = Escort.objects.select_for_update(of=("self",), no_key=True)
    return held.select_related("user").get(pk=escort.pk)


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
    record(EventKind.ACCEPTED, unit=booking.unit, by=by, at=now, booking=booking)
    return booking


@action
def decline(booking: Booking, *, escort: Escort, by: User, now: datetime) -> Booking:
    """The escort says no, without a reason; the visit needs somebody else."""
    booking = held_by(booking, escort)
    held = booking.assignments.filter(escort=escort, answer__in=(Answer.WAITING, Answer.ACCEPTED))
    held.update(answer=Answer.DECLINED, answered_at=now)
    booking.escort, booking.accepted_at, booking.state = None, None, State.REQUESTED
    booking.save()
    record(EventKind.DECLINED, unit=booking.unit, by=by, at=now, booking=booking)
    return booking
