"""An escort's own hours of a month, day by day: promised, done, reported. Times alone, and nobody else's."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import QuerySet

from hours.models import Booking
from hours.policy import REPORTED_STATES, State
from hours.times import add_months, instants, local_date
from ledsagning.people.models import Escort


@dataclass(frozen=True, slots=True)
class Hours:
    """Minutes. `promised` is what was booked of visits said yes to, `done` that of those that are over."""

    visits: int = 0
    promised: int = 0
    done: int = 0
    reported: int = 0

    def __add__(self, other: "Hours") -> "Hours":
        return Hours(
            self.visits + other.visits,
            self.promised + other.promised,
            self.done + other.done,
            self.reported + other.reported,
        )


@dataclass(frozen=True, slots=True)
class Month:
    """The days that have any visit, in order, and their sum."""

    first: date
    days: tuple[tuple[date, Hours], ...]
    total: Hours

    @property
    def before(self) -> date:
        return add_months(self.first, -1)

    @property
    def after(self) -> date:
        return add_months(self.first, 1)


def month_of(escort: Escort, first: date, *, now: datetime) -> Month:
    """The hours of the month that begins on `first`. A visit belongs to the day it was booked to begin."""
    days: dict[date, Hours] = {}
    for visit in visits_in(escort, first):
        day = local_date(visit.starts_at)
        days[day] = days.get(day, Hours()) + hours_of(visit, now)
    return Month(first, tuple(days.items()), total(days.values()))


def visits_in(escort: Escort, first: date) -> QuerySet[Booking]:
    """The escort's visits said yes to that begin in the month."""
    begins, ends = (instants(day, time(0))[0] for day in (first, add_months(first, 1)))
    mine = Booking.objects.filter(escort=escort, state__in=(State.ASSIGNED, *REPORTED_STATES))
    said_yes = mine.exclude(state=State.ASSIGNED, accepted_at=None)
    return said_yes.filter(starts_at__gte=begins, starts_at__lt=ends).order_by("starts_at")


def hours_of(visit: Booking, now: datetime) -> Hours:
    """One visit's. Where nobody came nothing is reported, and it is over."""
    booked = visit.span.minutes
    is_over = visit.ends_at <= now or visit.state in REPORTED_STATES
    reported = visit.told.minutes if visit.state == State.DONE else 0
    return Hours(1, booked, booked if is_over else 0, reported)


def total(each: Iterable[Hours]) -> Hours:
    return sum(each, Hours())
