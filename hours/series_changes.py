"""Changing many visits of a series at once: this one and all later, or all to come.

A visit that the person changed on its own keeps its change: it is told of, and left as it is. When earlier
visits stay as they were, the later ones become a series of their own, so that each series says one thing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from hours.bookings import change, locked_booking
from hours.errors import Code, Problem, Refused, refuse_if_blocked
from hours.models import Booking, Series
from hours.policy import State
from hours.rules import change_problems
from hours.series import MANY, clock_of, coming, extended
from hours.series_rules import occurrence, on_weekday
from hours.times import local_date
from hours.transactions import action
from ledsagning.people.models import Escort, User


@dataclass(frozen=True)
class Wish:
    """What the visits shall be like. The start is on Swedish clocks; the minutes truly pass."""

    starts: time
    minutes: int
    meeting_place: str
    note: str
    wished_escort: Escort | None
    wishes_known: bool = False

    @classmethod
    def of(cls, source: Series) -> "Wish":
        return cls(**{each.name: getattr(source, each.name) for each in fields(cls)})


@dataclass(frozen=True)
class Changed:
    """The series that the changed visits belong to, and those that were kept as the person had made them."""

    series: Series
    changed: list[Booking] = field(default_factory=list)
    kept: list[Booking] = field(default_factory=list)


def wish_of(booking: Booking) -> Wish:
    """What one visit is like."""
    return Wish(
        clock_of(booking),
        booking.span.minutes,
        booking.meeting_place,
        booking.note,
        booking.wished_escort,
        booking.wishes_known,
    )


def is_as_series(booking: Booking, series: Series) -> bool:
    """Whether the visit is as its series has it; else the person has changed it on its own."""
    if booking.series_day is None:
        return False
    wished = Wish.of(series)
    on_the_day = occurrence(booking.series_day, wished.starts, wished.minutes).span
    # By the span, for the turned clock may have moved the start.
    same = replace(wish_of(booking), starts=wished.starts, minutes=wished.minutes) == wished
    return same and booking.span == on_the_day


def concerned(
    series: Series, chosen: Booking, now: datetime, *, all_coming: bool
) -> tuple[list[Booking], list[Booking]]:
    """Visits that a change from the chosen one on concerns, and those that keep their own change."""
    from_day = None if all_coming else chosen.series_day
    visits = list(coming(series, now, from_day=from_day))
    kept = [visit for visit in visits if visit != chosen and not is_as_series(visit, series)]
    return [visit for visit in visits if visit not in kept], kept


@action
def change_coming(
    chosen: Booking,
    wish: Wish,
    *,
    all_coming: bool,
    key: UUID,
    by: User,
    now: datetime,
    weekday: int | None = None,
) -> Changed:
    """Changes the chosen visit and all later ones, or all to come. All of them or none: Refused has the
    problems of every day (`day` in their values). The same key again is the same change.

    `weekday` (Monday is 0) moves them to another day of the week, with the days off.
    """
    pool, chosen = locked_booking(chosen)
    if made := already_split(key, wish):
        return Changed(made)
    if (series := chosen.series) is None or chosen.series_day is None:
        raise Refused([Problem(Code.DAY_NOT_IN_SERIES, values={"day": local_date(chosen.starts_at)})])
    refuse_if_blocked(change_problems(State(chosen.state), chosen.span, now))
    visits, kept = concerned(series, chosen, now, all_coming=all_coming)
    if not all_coming and coming(series, now).filter(series_day__lt=chosen.series_day).exists():
        series = split(series, chosen.series_day, key=key, by=by, now=now)
    on = {visit.pk: local_date(visit.starts_at) for visit in visits}
    if weekday is not None and weekday != chosen.series_day.weekday():
        on |= moved_days(series, visits, weekday)
        move_days(series, min(each.series_day for each in (*visits, *kept) if each.series_day), weekday)
    for each in fields(wish):
        setattr(series, each.name, getattr(wish, each.name))
    series.save()
    changed = change_each(visits, on, wish, by=by, now=now)
    if series.first_day.weekday() != chosen.series_day.weekday():
        extended(series, pool, by=by, now=now)  # another weekday may come within the horizon once more
    return Changed(series, changed, kept)


def moved_days(series: Series, visits: Iterable[Booking], weekday: int) -> dict[int, date]:
    """The new day of each visit, by its id, when its series moves to another weekday."""
    days = ((visit.pk, visit.series_day or local_date(visit.starts_at)) for visit in visits)
    return {pk: on_weekday(day, weekday, series.week_of_month) for pk, day in days}


def move_days(series: Series, from_day: date, weekday: int) -> None:
    """Gives every visit of the series, and every day off, its counterpart from a day on. The caller saves.

    Also those that were cancelled or moved on their own: neither comes again.
    """
    week = series.week_of_month
    for visit in series.bookings.filter(series_day__gte=from_day):
        visit.series_day = on_weekday(visit.series_day, weekday, week)  # type: ignore[arg-type]
        visit.save(update_fields=["series_day"])
        if series.last_day and visit.series_day > series.last_day:
            series.last_day = visit.series_day
    for off in series.days_off.filter(day__gte=from_day):
        off.day = on_weekday(off.day, weekday, week)
        off.save(update_fields=["day"])
    series.first_day = on_weekday(from_day, weekday, week)


def already_split(key: UUID, wish: Wish) -> Series | None:
    """The series that this key already made. Refuses the key with another wish (R34)."""
    made = Series.objects.filter(key=key).first()
    if made and Wish.of(made) != wish:
        raise Refused([Problem(Code.KEY_REUSED)])
    return made


def change_each(
    visits: Iterable[Booking], on: dict[int, date], wish: Wish, *, by: User, now: datetime
) -> list[Booking]:
    """Changes every visit, each on its day; or raises Refused with what stops them, and of which day."""
    changed: list[Booking] = []
    problems: list[Problem] = []
    for visit in visits:
        day = on[visit.pk]
        try:
            changed.append(changed_on(visit, day, wish, by=by, now=now, **(MANY if changed else {})))
        except Refused as refused:
            problems += [dated(problem, day) for problem in refused.problems]
    if problems:
        raise Refused(problems)
    return changed


def changed_on(visit: Booking, day: date, wish: Wish, *, by: User, now: datetime, **manner: Any) -> Booking:
    """Changes one visit. `manner` is what a visit among many is changed with (hours.series.MANY)."""
    span = occurrence(day, wish.starts, wish.minutes).span
    return change(
        visit,
        starts_at=span.starts_at,
        ends_at=span.ends_at,
        by=by,
        now=now,
        meeting_place=wish.meeting_place,
        note=wish.note,
        wished_escort=wish.wished_escort,
        wishes_known=wish.wishes_known,
        **manner,
    )


def dated(problem: Problem, day: date) -> Problem:
    """The same problem, with the day it is about."""
    return replace(problem, values={**problem.values, "day": day})


def split(series: Series, from_day: date, *, key: UUID, by: User, now: datetime) -> Series:
    """Makes the days from `from_day` on a series of their own, with their visits and their days off."""
    later = Series.objects.get(pk=series.pk)
    later.pk, later.public_id, later.key = None, uuid4(), key
    later.first_day, later.booked_by, later.booked_at = from_day, by, now
    later.by_phone = False
    later._state.adding = True
    later.save()
    series.bookings.filter(series_day__gte=from_day).update(series=later)
    series.days_off.filter(day__gte=from_day).update(series=later)
    Series.objects.filter(pk=series.pk).update(last_day=from_day - timedelta(days=1))
    return later
