"""Visits that come back: each is a booking of its own, with its own line in the passbook.

A series is made from a visit that is booked, which becomes its first. It is booked as far as the horizon
(SERIES_DAYS_AHEAD), and `extend_series` goes on as days pass. Every action locks the pool first, does all or
nothing, and done twice is done once. Nobody is asked why (P3).

One day of a series is one booking (constraint `booking_once_a_series_day`): a visit that was cancelled on
its own keeps its day and so does not come again. When many are cancelled together, because the series ends
or a day is off, their days are given free, for the series may be lengthened or the day taken back.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db.models import QuerySet, prefetch_related_objects
from django.utils import timezone

from hours.bookings import book, cancel, drawn_on, locked_booking, other_spans
from hours.errors import Code, Problem, Refused, refuse_if_blocked
from hours.models import Booking, DayOff, EventKind, MessageKind, Pool, Series
from hours.outbox import tell
from hours.policy import OPEN_STATES, Frequency, ShortPool, State
from hours.pools import locked_pool
from hours.rules import booking_problems, change_problems
from hours.series_rules import (
    Occurrence,
    Pattern,
    days,
    end_problems,
    horizon,
    may_be_off,
    occurrence,
    pattern_problems,
)
from hours.times import local_date
from hours.transactions import action
from ledsagning.people.models import User

# What a visit is booked, changed or cancelled with when it is one of many that one deed concerns: the person
# is told of the first of them, not of each. Of those booked ahead nobody is told: a reminder comes.
MANY: dict[str, Any] = {"tell": False}


@dataclass(frozen=True)
class Outcome:
    """What was booked, and the days that were not, each with its problems. Nothing else was stored."""

    series: Series
    booked: list[Booking] = field(default_factory=list)
    left_out: list[Occurrence] = field(default_factory=list)


def pattern_of(series: Series) -> Pattern:
    """When the series comes."""
    return Pattern(
        Frequency(series.frequency),
        series.first_day,
        series.last_day,
        series.week_of_month,
        frozenset(series.days_off.values_list("day", flat=True)),
    )


def clock_of(booking: Booking) -> time:
    """When it begins on Swedish clocks."""
    return timezone.localtime(booking.starts_at).time().replace(tzinfo=None)


def coming(series: Series, now: datetime, *, from_day: date | None = None) -> QuerySet[Booking]:
    """Visits of a series that have not begun and can be changed, in order; from a day of the series on."""
    visits = Booking.objects.filter(series=series, state__in=OPEN_STATES, starts_at__gt=now)
    visits = visits.filter(series_day__gte=from_day) if from_day else visits
    return visits.select_related("escort__user", "wished_escort__user").order_by("starts_at")


def lacking(series: Series, now: datetime, through: date) -> list[Occurrence]:
    """Days of the series to come, until `through`, that have no booking and have had none."""
    has = set(Booking.objects.filter(series=series).values_list("series_day", flat=True))
    wanted = [day for day in days(pattern_of(series), through) if day not in has]
    found = [occurrence(day, series.starts, series.minutes) for day in wanted]
    return [each for each in found if each.span.starts_at > now]


def foreseen(pool: Pool, wanted: Iterable[Occurrence], *, now: datetime) -> list[Occurrence]:
    """The same visits with everything the rules would say of each, as the pool is drawn on.

    Nothing is written. For check-your-answers, and for days that could not be booked.
    """
    prefetch_related_objects([pool], "decisions")
    others, spent, found = other_spans(pool), 0, []
    for each in wanted:
        minutes = each.span.minutes
        drawn = drawn_on(pool, each.span, now=now)
        left = replace(drawn, minutes_available=max(0, drawn.minutes_available - spent))
        problems = booking_problems(each.span, now=now, means=left, others=others)
        is_short = left.missing(minutes) > 0 and not left.uncapped and left.short_pool != ShortPool.TOP_UP
        spent += 0 if is_short else minutes
        found.append(replace(each, problems=(*each.problems, *problems)))
    return found


def start_problems(booking: Booking, pattern: Pattern, now: datetime) -> list[Problem]:
    """A series begins with a visit that has not begun and belongs to none."""
    already = [Problem(Code.ALREADY_IN_SERIES)] if booking.series_id else []
    opened = change_problems(State(booking.state), booking.span, now)
    return already + opened + pattern_problems(pattern, local_date(now))


def already_started(key: UUID, pattern: Pattern) -> Series | None:
    """The series that this key already made. Refuses the key with other content (R34)."""
    made = Series.objects.filter(key=key).first()
    if made and pattern_of(made) != pattern:
        raise Refused([Problem(Code.KEY_REUSED)])
    return made


@action
def start_series(
    booking: Booking,
    *,
    key: UUID,
    frequency: Frequency,
    by: User,
    now: datetime,
    week: int | None = None,
    last_day: date | None = None,
    days_off: Iterable[date] = (),
    by_phone: bool = False,
) -> Outcome:
    """Lets a booked visit come back: books every day up to the horizon. The same key again is the same.

    `week` is which weekday of the month (1 to 4 or LAST); `last_day` None is until further notice. A day
    that a short pool stops under `refuse` is left out and told of; the others are booked (P5).
    """
    pool, booking = locked_booking(booking)
    pattern = Pattern(frequency, local_date(booking.starts_at), last_day, week, frozenset(days_off))
    if frequency == Frequency.MONTHLY:
        pattern = replace(pattern, week=pattern.week_of_month)
    if made := already_started(key, pattern):
        return Outcome(made, list(coming(made, now)), not_booked(made, now))
    refuse_if_blocked(start_problems(booking, pattern, now))
    series = made_from(booking, pattern, key=key, by=by, now=now, by_phone=by_phone)
    outcome = extended(series, pool, by=by, now=now)
    tell_of_start(booking, outcome)
    return outcome


def tell_of_start(booking: Booking, outcome: Outcome) -> None:
    """One message for all that was booked: that of the first visit, which says how it comes back."""
    if outcome.booked:
        event = outcome.booked[0].events.get(kind=EventKind.BOOKED)
        tell(MessageKind.BOOKED, booking, event=event)


def made_from(
    booking: Booking, pattern: Pattern, *, key: UUID, by: User, now: datetime, by_phone: bool
) -> Series:
    """Stores the series with its days off; the visit becomes its first."""
    series = Series.objects.create(
        key=key,
        pool_id=booking.pool_id,
        frequency=pattern.frequency,
        week_of_month=pattern.week,
        first_day=pattern.first_day,
        last_day=pattern.last_day,
        booked_through=pattern.first_day,
        starts=clock_of(booking),
        minutes=booking.span.minutes,
        meeting_place=booking.meeting_place,
        note=booking.note,
        wished_escort=booking.wished_escort,
        wishes_known=booking.wishes_known,
        by_phone=by_phone,
        booked_by=by,
        booked_at=now,
    )
    DayOff.objects.bulk_create(DayOff(series=series, day=day) for day in sorted(pattern.days_off))
    booking.series, booking.series_day = series, pattern.first_day
    booking.save(update_fields=["series", "series_day"])
    return series


@action
def extend_series(series: Series, *, now: datetime) -> Outcome:
    """Books the days that have come within the horizon. A second run books nothing.

    A day left out for want of hours is tried again, for hours may have come.
    """
    pool, series = locked_series(series)
    return extended(series, pool, by=series.booked_by, now=now)


def locked_series(series: Series) -> tuple[Pool, Series]:
    """The pool first: its lock is that of its series too. Then the series as it is now."""
    pool = locked_pool(series.pool_id)
    return pool, Series.objects.select_related("booked_by", "wished_escort").get(pk=series.pk)


def extended(series: Series, pool: Pool, *, by: User, now: datetime) -> Outcome:
    """Books what a series lacks. The caller holds the pool's lock."""
    if series.ended_at:
        return Outcome(series)
    through = max(series.booked_through, horizon(local_date(now)))
    booked, left_out = [], []
    for each in lacking(series, now, through):
        try:
            booked.append(book_day(series, pool, each, by=by, now=now))
        except Refused as refused:
            left_out.append(replace(each, problems=refused.problems))
    series.booked_through = through
    series.save(update_fields=["booked_through"])
    return Outcome(series, booked, left_out)


def book_day(series: Series, pool: Pool, visit: Occurrence, *, by: User, now: datetime) -> Booking:
    """One visit. That a coordinator was on the phone is said and counted of the series' first alone (P6)."""
    return book(
        pool,
        key=uuid4(),
        starts_at=visit.span.starts_at,
        ends_at=visit.span.ends_at,
        by=by,
        now=now,
        meeting_place=series.meeting_place,
        note=series.note,
        wished_escort=series.wished_escort,
        wishes_known=series.wishes_known,
        series=series,
        series_day=visit.day,
        **MANY,
    )


def not_booked(series: Series, now: datetime) -> list[Occurrence]:
    """Days within what the series is booked for that have no visit, each with what stops it."""
    if series.ended_at:
        return []
    return foreseen(series.pool, lacking(series, now, series.booked_through), now=now)


def cancel_all(visits: Iterable[Booking], *, by: User, now: datetime) -> list[Booking]:
    """Cancels many and gives their days free. The caller holds the pool's lock."""
    cancelled = [
        cancel(visit, by=by, now=now, **(MANY if number else {})) for number, visit in enumerate(visits)
    ]
    Booking.objects.filter(pk__in=[visit.pk for visit in cancelled]).update(series_day=None)
    return cancelled


@action
def end_series(series: Series, *, by: User, now: datetime, from_day: date | None = None) -> list[Booking]:
    """Cancels what is to come, from a day of the series on or all of it; every minute goes back.

    Visits that were moved on their own go too: "all" is all. Ending twice is the same as once.
    """
    _, series = locked_series(series)
    cancelled = cancel_all(coming(series, now, from_day=from_day), by=by, now=now)
    if from_day:
        last_day = from_day - timedelta(days=1)
        series.last_day = min(series.last_day or last_day, last_day)
    if not coming(series, now).exists():
        series.ended_at = series.ended_at or now
    series.save(update_fields=["last_day", "ended_at"])
    return cancelled


@action
def set_last_day(series: Series, last_day: date | None, *, by: User, now: datetime) -> Outcome:
    """Shortens or lengthens a series; None is until further notice. Days past the end are cancelled, new
    ones within the horizon booked."""
    pool, series = locked_series(series)
    pattern = replace(pattern_of(series), last_day=last_day)
    ended = [Problem(Code.SERIES_ENDED)] if series.ended_at else []
    refuse_if_blocked(ended + end_problems(pattern, local_date(now)))
    if last_day:
        past_the_end = coming(series, now, from_day=last_day + timedelta(days=1))
        cancel_all(past_the_end, by=by, now=now)
    series.last_day = last_day
    series.save(update_fields=["last_day"])
    return extended(series, pool, by=by, now=now)


@action
def take_days_off(series: Series, wanted: Iterable[date], *, by: User, now: datetime) -> list[Booking]:
    """The series does not come on these days: what is booked is cancelled, what is not will not be.

    A visit that was moved from such a day to another stays: it is not on the day off.
    """
    _, series = locked_series(series)
    wanted, pattern = sorted(set(wanted)), pattern_of(series)
    refuse_if_blocked(
        Problem(Code.DAY_NOT_IN_SERIES, at="days_off", values={"day": day})
        for day in wanted
        if day not in pattern.days_off and not may_be_off(pattern, day)
    )
    for day in wanted:
        DayOff.objects.get_or_create(series=series, day=day)
    on_the_day = [
        visit
        for visit in coming(series, now).filter(series_day__in=wanted)
        if local_date(visit.starts_at) == visit.series_day
    ]
    gone = Booking.objects.filter(series=series, series_day__in=wanted, state=State.CANCELLED)
    gone.update(series_day=None)
    return cancel_all(on_the_day, by=by, now=now)


@action
def take_back(series: Series, day: date, *, by: User, now: datetime) -> Outcome:
    """A day off is one no longer: its visit is booked, when it is within the horizon."""
    pool, series = locked_series(series)
    series.days_off.filter(day=day).delete()
    return extended(series, pool, by=by, now=now)
