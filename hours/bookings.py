"""Booking, changing and cancelling: lock the pool, ask the rules, write the booking and its passbook lines.

Nobody is asked why (P3), and there is no notice period (P4). Every function raises hours.errors.Refused
with all problems when it does nothing, and otherwise has done all of it.
"""

from datetime import date, datetime
from uuid import UUID

from django.db.models import prefetch_related_objects

from hours.assignments import end_assignment
from hours.errors import Code, Problem, Refused, refuse_if_blocked
from hours.escort_outbox import tell_escort, tell_no_offer, tell_of_change
from hours.events import record
from hours.models import Booking, EventKind, MessageKind, Pool, Series
from hours.outbox import escort_told
from hours.outbox import tell as tell_all
from hours.policy import OPEN_STATES, Kind, ShortPool, State
from hours.pools import append, fill, grant_due, locked_pool, means
from hours.rules import Means, Span, booking_problems, cancel_problems, change_problems
from hours.times import local_date
from hours.transactions import action
from ledsagning.people.models import Escort, User


def other_spans(pool: Pool, except_pk: int | None = None) -> list[Span]:
    """The person's other open bookings."""
    return [
        booking.span
        for booking in Booking.objects.filter(pool=pool, state__in=OPEN_STATES).exclude(pk=except_pk)
    ]


def drawn_on(pool: Pool, span: Span, *, now: datetime, booking: Booking | None = None) -> Means:
    """What a visit at this time may draw on, with what the booking itself has set aside."""
    held = booking.minutes_reserved if booking else 0
    return means(pool, day=local_date(span.starts_at), now=now, minutes_held=held)


def problems_of(
    pool: Pool, span: Span, *, now: datetime, booking: Booking | None = None, drawn: Means | None = None
) -> list[Problem]:
    """Everything the rules say of a booking at this time; nothing is written. For check-your-answers."""
    return booking_problems(
        span,
        now=now,
        means=drawn or drawn_on(pool, span, now=now, booking=booking),
        others=other_spans(pool, booking.pk if booking else None),
    )


def reserve(booking: Booking, pool: Pool, drawn: Means, *, by: User, now: datetime) -> None:
    """Sets aside the visit's minutes, topping up as the municipality has chosen (P5)."""
    minutes = booking.span.minutes
    confirmed_later = drawn.short_pool == ShortPool.ASK and not drawn.uncapped
    if confirmed_later and drawn.missing(minutes):
        booking.awaits_top_up, booking.minutes_reserved = True, 0
        return
    fill(pool, minutes, uncapped=drawn.uncapped, by=by, at=now, booking_id=booking.pk)
    append(pool, Kind.RESERVE, minutes, by=by, at=now, booking_id=booking.pk)
    booking.awaits_top_up, booking.minutes_reserved = False, minutes


def release(booking: Booking, pool: Pool, *, by: User | None, now: datetime) -> None:
    """Gives back what the booking had set aside."""
    if booking.minutes_reserved:
        append(pool, Kind.RELEASE, booking.minutes_reserved, by=by, at=now, booking_id=booking.pk)
    booking.minutes_reserved, booking.awaits_top_up = 0, False


def already_booked(key: UUID, sent: Booking) -> Booking | None:
    """The booking that this key already made. Refuses the key with other content (R34)."""
    made = Booking.objects.filter(key=key).first()
    if made and content(made) != content(sent):
        raise Refused([Problem(Code.KEY_REUSED)])
    return made


def content(booking: Booking) -> tuple[object, ...]:
    """What the person has asked for. No two requests with one key may differ in it."""
    return (
        booking.pool_id,
        booking.span,
        booking.meeting_place,
        booking.note,
        booking.wished_escort_id,
        booking.wishes_known,
    )


@action
def book(
    pool: Pool,
    *,
    key: UUID,
    starts_at: datetime,
    ends_at: datetime,
    by: User,
    now: datetime,
    meeting_place: str = "",
    note: str = "",
    wished_escort: Escort | None = None,
    wishes_known: bool = False,
    by_phone: bool = False,
    series: Series | None = None,
    series_day: date | None = None,
    tell: bool = True,
) -> Booking:
    """Books a visit and sets its minutes aside, all at once. The same key again is the same booking.

    `wishes_known` is "somebody I know"; `series_day` is the day on which `series` has this visit.
    `tell` writes a message about it: not when many are booked at once (a series).
    """
    pool = locked_pool(pool.pk)
    booking = Booking(
        pool=pool,
        unit=pool.unit,
        key=key,
        starts_at=starts_at,
        ends_at=ends_at,
        meeting_place=meeting_place,
        note=note,
        wished_escort=wished_escort,
        wishes_known=wishes_known,
        by_phone=by_phone,
        series=series,
        series_day=series_day,
        booked_by=by,
        booked_at=now,
    )
    return already_booked(key, booking) or newly_booked(booking, pool, by=by, now=now, tell=tell)


def newly_booked(booking: Booking, pool: Pool, *, by: User, now: datetime, tell: bool) -> Booking:
    """Stores a new booking with its minutes set aside, if the rules allow it."""
    # Read once, for all that is asked of them below.
    prefetch_related_objects([pool], "decisions")
    if not pool.decisions.all():
        raise Refused([Problem(Code.NO_POOL)])
    grant_due(pool, by=None, now=now)
    drawn = drawn_on(pool, booking.span, now=now)
    refuse_if_blocked(problems_of(pool, booking.span, now=now, drawn=drawn))
    booking.save()
    reserve(booking, pool, drawn, by=by, now=now)
    booking.save(update_fields=["awaits_top_up", "minutes_reserved"])
    kind = EventKind.PHONE_BOOKED if booking.by_phone else EventKind.BOOKED
    event = record(kind, unit=pool.unit, by=by, at=now, booking=booking)
    if tell:
        tell_all(MessageKind.BOOKED, booking, event=event)
    return booking


def locked_booking(booking: Booking) -> tuple[Pool, Booking]:
    """Pool first, then the booking, re-read under the lock: one order everywhere, so none deadlocks."""
    pool = locked_pool(booking.pool_id)
    return pool, Booking.objects.select_for_update(of=("self",)).get(pk=booking.pk)


def move(booking: Booking, pool: Pool, span: Span, *, by: User, now: datetime) -> list[Escort]:
    """Gives a booking another time. The caller saves it. Returns whom it was offered to. Raises Refused."""
    drawn = drawn_on(pool, span, now=now, booking=booking)
    refuse_if_blocked(problems_of(pool, span, now=now, booking=booking, drawn=drawn))
    offered = end_assignment(booking, at=now)
    release(booking, pool, by=by, now=now)
    booking.starts_at, booking.ends_at = span.starts_at, span.ends_at
    reserve(booking, pool, drawn, by=by, now=now)
    return offered


@action
def take_from_escort(booking: Booking, escort: Escort, *, by: User, now: datetime) -> bool:
    """Looks for somebody else, for a visit to come that the escort holds; whether there was such a one."""
    pool, booking = locked_booking(booking)
    if (booking.state, booking.escort_id) != (State.ASSIGNED, escort.pk) or booking.starts_at <= now:
        return False
    was_told = escort_told(booking)
    end_assignment(booking, at=now)
    booking.save()
    event = record(EventKind.CHANGED, unit=pool.unit, by=by, at=now, booking=booking)
    tell_escort(MessageKind.VISIT_GIVEN_AWAY, booking, escort, event=event)
    if was_told:
        tell_all(MessageKind.ESCORT_LOST, booking, event=event)
    return True


@action
def change(
    booking: Booking,
    *,
    starts_at: datetime,
    ends_at: datetime,
    by: User,
    now: datetime,
    meeting_place: str,
    note: str,
    wished_escort: Escort | None,
    wishes_known: bool = False,
    tell: bool = True,
) -> Booking:
    """Changes a booking that has not begun. At another time, or when the person now wishes for
    somebody else, an escort is asked anew.

    The same change twice is the same as once. `tell` writes a message, if what a message says is changed;
    an escort whom it concerns is told anyway.
    """
    pool, booking = locked_booking(booking)
    span = Span(starts_at, ends_at)
    wished_id = wished_escort.pk if wished_escort else None
    if content(booking) == (pool.pk, span, meeting_place, note, wished_id, wishes_known):
        return booking
    refuse_if_blocked(change_problems(State(booking.state), booking.span, now))
    told_before, held, place = said_of(booking), booking.escort, booking.meeting_place
    known, offered = booking.span, []
    if span != booking.span:
        offered = move(booking, pool, span, by=by, now=now)
    elif wished_id not in (None, booking.escort_id):
        offered = end_assignment(booking, at=now)
    booking.meeting_place, booking.note = meeting_place, note
    booking.wished_escort, booking.wishes_known = wished_escort, wishes_known
    booking.save()
    event = record(EventKind.CHANGED, unit=pool.unit, by=by, at=now, booking=booking)
    tell_of_change(booking, held, known=known, known_place=place, event=event)
    tell_no_offer(offered, booking, known_start=known.starts_at, event=event)
    if tell and said_of(booking) != told_before:
        tell_all(MessageKind.CHANGED, booking, event=event)
    return booking


def said_of(booking: Booking) -> tuple[object, ...]:
    """What a message says of a visit: the note is for the escort alone."""
    return booking.span, booking.meeting_place, escort_told(booking)


@action
def cancel(booking: Booking, *, by: User, now: datetime, tell: bool = True) -> Booking:
    """Cancels; every minute goes back. Cancelling twice is the same as once. `tell` as in `book`."""
    pool, booking = locked_booking(booking)
    if booking.state == State.CANCELLED:
        return booking
    refuse_if_blocked(cancel_problems(State(booking.state), booking.span, now))
    return closed(booking, pool, EventKind.CANCELLED, by=by, now=now, tell=tell)


def closed(
    booking: Booking, pool: Pool, kind: EventKind, *, by: User | None, now: datetime, tell: bool = True
) -> Booking:
    """Ends an open booking without a visit. The escort who held it, or was asked, is told at once."""
    held, offered = booking.escort, end_assignment(booking, at=now)
    release(booking, pool, by=by, now=now)
    booking.state = State.CANCELLED
    booking.save()
    event = record(kind, unit=pool.unit, by=by, at=now, booking=booking)
    if held:
        tell_escort(MessageKind.VISIT_OFF, booking, held, event=event)
    tell_no_offer(offered, booking, known_start=booking.starts_at, event=event)
    if tell:
        tell_all(MessageKind(kind), booking, event=event)
    return booking


@action
def confirm_top_up(booking: Booking, *, by: User, now: datetime) -> Booking:
    """A coordinator confirms the missing minutes of a booking made under `ask`. No reason is asked."""
    pool, booking = locked_booking(booking)
    if not booking.awaits_top_up or booking.state not in OPEN_STATES:
        raise Refused([Problem(Code.NOTHING_TO_CONFIRM)])
    minutes = booking.span.minutes
    fill(pool, minutes, uncapped=False, by=by, at=now, booking_id=booking.pk)
    append(pool, Kind.RESERVE, minutes, by=by, at=now, booking_id=booking.pk)
    booking.awaits_top_up, booking.minutes_reserved = False, minutes
    booking.save()
    record(EventKind.TOP_UP_CONFIRMED, unit=pool.unit, by=by, at=now, booking=booking)
    return booking


@action
def release_unfilled(booking: Booking, *, now: datetime) -> bool:
    """Gives back the minutes of a visit that nobody was found for, when its time has passed."""
    pool, booking = locked_booking(booking)
    if booking.state != State.REQUESTED or booking.ends_at > now:
        return False
    closed(booking, pool, EventKind.UNFILLED, by=None, now=now)
    return True
