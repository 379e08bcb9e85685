"""What happened: the escort's report and its corrections, no-shows, and the participant's rating.

What happened is always recorded, also when it was longer than the pool (design section 3).
"""

from datetime import datetime
from uuid import UUID

from hours.attests import settle
from hours.bookings import locked_booking, release
from hours.errors import Code, Problem, Refused, refuse_if_blocked
from hours.events import record
from hours.models import Booking, EventKind, Pool, Rating
from hours.policy import Kind, State
from hours.pools import append, fill, is_uncapped
from hours.reported import elsewhere, held_booking, is_received, remember
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
    settle(booking, now=now)
    booking.save()


@action
def report(
    booking: Booking,
    *,
    starts_at: datetime,
    ends_at: datetime,
    by: User,
    now: datetime,
    expenses_ore: int = 0,
    key: UUID | None = None,
    seen_at: datetime | None = None,
) -> Booking:
    """Reports a visit that has ended. The same report twice is one, however late the second comes (`key`).

    Other times than those already reported go through `correct`. `seen_at` is when the no-show was noted, or
    the report made, that the page showed: Refused when a no-show has been noted since.
    """
    pool, booking = held_booking(booking)
    actual = Span(starts_at, ends_at)
    if is_received(key, booking, actual, expenses_ore):
        return booking
    remember(key, booking, actual, expenses_ore, by=by, now=now)
    if already_reported(booking, actual, expenses_ore):
        return booking
    if booking.state == State.DONE:
        raise Refused([Problem(Code.ALREADY_REPORTED, values={"span": booking.told})])
    if seen_at and booking.reported_at != seen_at:
        raise Refused([Problem(Code.NO_SHOW_MEANWHILE)])
    others = elsewhere(booking, actual)
    refuse_if_blocked(report_problems(State(booking.state), actual, now, others=others))
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
    key: UUID | None = None,
    seen_at: datetime | None = None,
) -> Booking:
    """Corrects a report: REFUND for what was too much, RESERVE and USE for what was too little.

    The same correction twice is one. `seen_at` is when the report that is corrected was made (its
    `reported_at`): Refused when somebody has corrected it since.
    """
    pool, booking = held_booking(booking)
    actual = Span(starts_at, ends_at)
    if is_received(key, booking, actual, expenses_ore):
        return booking
    remember(key, booking, actual, expenses_ore, by=by, now=now)
    if already_reported(booking, actual, expenses_ore):
        return booking
    if seen_at and booking.reported_at != seen_at:
        raise Refused([Problem(Code.REPORT_CHANGED, values={"span": booking.told})])
    others, locked = elsewhere(booking, actual), booking.paid_in_id is not None
    refuse_if_blocked(correction_problems(State(booking.state), actual, now, others=others, locked=locked))
    more = actual.minutes - booking.minutes_used
    if more > 0:
        use(booking, pool, more, by=by, now=now)
    elif more < 0:
        append(pool, Kind.REFUND, -more, by=by, at=now, booking_id=booking.pk)
        booking.minutes_used += more
    write_down(booking, actual, expenses_ore, now=now)
    record(EventKind.CORRECTED, unit=pool.unit, by=by, at=now, booking=booking)
    return booking


def take_back(booking: Booking, pool: Pool, *, by: User, now: datetime) -> None:
    """Gives back the minutes of a report that was a mistake, and its times. What was paid out stands."""
    if booking.minutes_used:
        append(pool, Kind.REFUND, booking.minutes_used, by=by, at=now, booking_id=booking.pk)
    booking.minutes_used, booking.actual_starts_at, booking.actual_ends_at = 0, None, None


@action
def no_show(booking: Booking, *, by: User, now: datetime, seen_at: datetime | None = None) -> Booking:
    """The participant was not there. Every minute goes back: nobody loses hours for a missed meeting.

    A report that was a mistake becomes a no-show until it is paid; `seen_at` is when it was made (its
    `reported_at`), and Refused when another one stands there.
    """
    pool, booking = held_booking(booking)
    if booking.state == State.NO_SHOW:
        return booking
    seen, locked = booking.reported_at == seen_at, booking.paid_in_id is not None
    state = State(booking.state)
    refuse_if_blocked(no_show_problems(state, booking.told, now, seen=seen, locked=locked))
    take_back(booking, pool, by=by, now=now)
    release(booking, pool, by=by, now=now)
    booking.state, booking.reported_at = State.NO_SHOW, now
    settle(booking, now=now)
    booking.save()
    record(EventKind.NO_SHOW, unit=pool.unit, by=by, at=now, booking=booking)
    return booking


def may_be_asked(booking: Booking) -> bool:
    """Whether anybody may be asked how a visit was: it is done, and the question neither answered nor let be.

    No page and no message asks about any other visit.
    """
    answered = hasattr(booking, "rating") or booking.rating_let_be_at is not None
    return booking.state == State.DONE and not answered


@action
def let_be(booking: Booking, *, now: datetime) -> Booking:
    """The question after a visit is let be, and never put again. Raises Refused before the visit."""
    _, booking = locked_booking(booking)
    refuse_if_blocked(rating_problems(State(booking.state), rated=False))
    if booking.rating_let_be_at is None and not Rating.objects.filter(booking=booking).exists():
        booking.rating_let_be_at = now
        booking.save(update_fields=["rating_let_be_at"])
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
