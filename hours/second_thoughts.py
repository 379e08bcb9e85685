"""An escort takes back a no, for some minutes and as long as the visit has gone no further."""

from datetime import datetime, timedelta

from hours.assignments import assign_problems, locked, locked_escort
from hours.errors import Code, Problem, Refused
from hours.events import record
from hours.models import Assignment, Booking, EventKind
from hours.models.bookings import Answer
from hours.outbox import tell_who_comes
from hours.policy import State
from hours.transactions import action
from ledsagning.people.models import Escort, User

# Long enough to notice a wrong press; short enough that the coordinator has hardly begun to ask others.
WITHIN = timedelta(minutes=10)


def is_open_still(booking: Booking, escort: Escort, now: datetime) -> bool:
    """Whether the last thing that happened to a visit to come is this escort's no, minutes ago."""
    if booking.state != State.REQUESTED or booking.starts_at <= now:
        return False
    asked = booking.assignments.order_by("-pk").first()
    happened = booking.events.exclude(kind=EventKind.TOLD_BY_HAND).order_by("-pk").first()
    if asked is None or asked.answered_at is None or happened is None:
        return False
    said_no = asked.answer == Answer.DECLINED and happened.kind == EventKind.DECLINED
    return said_no and asked.escort_id == escort.pk and asked.answered_at > now - WITHIN


def declined_just_now(escort: Escort, now: datetime) -> list[Booking]:
    """Visits whose no this escort may take back."""
    lately = Assignment.objects.filter(
        escort=escort, answer=Answer.DECLINED, answered_at__gt=now - WITHIN, booking__state=State.REQUESTED
    )
    found = Booking.objects.filter(pk__in=lately.values("booking")).select_related("pool__participant")
    return [visit for visit in found.order_by("starts_at") if is_open_still(visit, escort, now)]


@action
def take_back_no(booking: Booking, *, escort: Escort, by: User, now: datetime) -> Booking:
    """A no becomes a yes. Raises Refused when the visit has gone further. Twice is the same as once."""
    escort = locked_escort(escort)
    booking = locked(booking)
    if (booking.state, booking.escort_id) == (State.ASSIGNED, escort.pk):
        return booking
    stopped = any(problem.blocks for problem in assign_problems(booking, escort, None))
    if stopped or not is_open_still(booking, escort, now):
        raise Refused([Problem(Code.NOT_YOURS)])
    booking.escort, booking.accepted_at, booking.state = escort, now, State.ASSIGNED
    booking.save()
    Assignment.objects.create(
        booking=booking, escort=escort, by=by, at=now, answer=Answer.ACCEPTED, answered_at=now
    )
    event = record(EventKind.ACCEPTED, unit=booking.unit, by=by, at=now, booking=booking)
    tell_who_comes(booking, event=event)
    return booking
