"""What happened: the escort's report and its corrections, no-shows, and the participant's rating.

What happened is always recorded, also when it was longer than the pool (design section 3).
"""

from datetime import datetime

from hours.bookings import locked_booking, release
from hours.errors import Code, Problem, Refused, refuse_if_blocked
from hours.events import record
from hours.models import Booking, EventKind, Pool, Rating
from hours.policy import Kind, State
from hours.pools import append, fill, is_uncapped
from hours.rules import (
    Span,
    correction_problems,
    no_show_problems,
    rating_problems,
    report_problems,
)
from hours.times import local_date
from hours.transactions import action
from ledsagning.people.models import User


def use(booking: Booking, pool: Pool, minutes: int, *, by: User, now: datetime) -> None:
    """Turns reserved minutes into used ones; reserves more first when the visit was longer than booked."""
    extra = minutes - booking.minutes_reserved
    if extra > 0:
        uncapped = is_uncapped(pool, local_date(booking.starts_at))
        fill(pool, extra, uncapped=uncapped, by=by, at=now, booking_id=booking.pk)
        append(pool, Kind.RESERVE, extra, by=by, at=now, booking_id=booking.pk)
        booking.minutes_reserved += extra
    append(pool, Kind.USE, minutes, by=by, at=now, booking_id=booking.pk)
    booking.minutes_reserved -= minutes
    booking.minutes_used += minutes


def write_down(booking: Booking, actual: Span, expenses_ore: int, *, now: datetime) -> None:
    """The report's facts on the booking, saved."""
    booking.actual_starts_at, booking.actual_ends_at = actual.starts_at, actual.ends_at
    booking.expenses_ore, booking.reported_at = expenses_ore, now
    booking.state = State.DONE
    booking.save()


def held_booking(booking: Booking) -> tuple[Pool, Booking]:
    """The locked pool and booking. Refused when the visit has gone to another escort since it was read."""
    seen_escort_id = booking.escort_id
    pool, booking = locked_booking(booking)
    if booking.state == State.ASSIGNED and booking.escort_id != seen_escort_id:
        raise Refused([Problem(Code.NOT_YOURS)])
    return pool, booking


@action
def report(
    booking: Booking,
    *,
    starts_at: datetime,
    ends_at: datetime,
    by: User,
    now: datetime,
    expenses_ore: int = 0,
) -> Booking:
    """Reports a visit that has ended. The same report twice is one; other times go through `correct`."""
    pool, booking = held_booking(booking)
    actual = Span(starts_at, ends_at)
    if already_reported(booking, actual, expenses_ore):
        return booking
    refuse_if_blocked(report_problems(State(booking.state), actual, now))
    use(booking, pool, actual.minutes, by=by, now=now)
    release(booking, pool, by=by, now=now)
    as_booked = actual == booking.span
    booking.accepted_at = booking.accepted_at or now
    write_down(booking, actual, expenses_ore, now=now)
    kind = EventKind.REPORTED if as_booked else EventKind.REPORTED_OTHERWISE
    record(kind, unit=pool.unit, by=by, at=now, booking=booking)
    return booking


def already_reported(booking: Booking, actual: Span, expenses_ore: int) -> bool:
    """Whether this very report is there (a double click or a retry, R34)."""
    reported = (booking.state, booking.actual_starts_at, booking.actual_ends_at, booking.expenses_ore)
    return reported == (State.DONE, actual.starts_at, actual.ends_at, expenses_ore)


@action
def correct(
    booking: Booking,
    *,
    starts_at: datetime,
    ends_at: datetime,
    by: User,
    now: datetime,
    expenses_ore: int = 0,
) -> Booking:
    """Corrects a report: REFUND for what was too much, RESERVE and USE for what was too little.

    The same correction twice is one.
    """
    pool, booking = locked_booking(booking)
    actual = Span(starts_at, ends_at)
    if already_reported(booking, actual, expenses_ore):
        return booking
    refuse_if_blocked(correction_problems(State(booking.state), actual, now))
    more = actual.minutes - booking.minutes_used
    if more > 0:
        use(booking, pool, more, by=by, now=now)
    elif more < 0:
        append(pool, Kind.REFUND, -more, by=by, at=now, booking_id=booking.pk)
        booking.minutes_used += more
    write_down(booking, actual, expenses_ore, now=now)
    record(EventKind.CORRECTED, unit=pool.unit, by=by, at=now, booking=booking)
    return booking


@action
def no_show(booking: Booking, *, by: User, now: datetime) -> Booking:
    """The participant was not there. Every minute goes back: nobody loses hours for a missed meeting."""
    pool, booking = held_booking(booking)
    if booking.state == State.NO_SHOW:
        return booking
    refuse_if_blocked(no_show_problems(State(booking.state), booking.span, now))
    release(booking, pool, by=by, now=now)
    booking.state, booking.reported_at = State.NO_SHOW, now
    booking.save()
    record(EventKind.NO_SHOW, unit=pool.unit, by=by, at=now, booking=booking)
    return booking


@action
def rate(booking: Booking, *, score: int, by: User, now: datetime, comment: str = "") -> Rating:
    """One press after the visit; asked once."""
    pool, booking = locked_booking(booking)
    rated = Rating.objects.filter(booking=booking).exists()
    refuse_if_blocked(rating_problems(State(booking.state), rated=rated))
    rating = Rating.objects.create(booking=booking, score=score, comment=comment, at=now)
    record(EventKind.RATED, unit=pool.unit, by=by, at=now, booking=booking)
    return rating
