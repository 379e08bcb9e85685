"""How a person's hours have been used. For the person and those who act for the person (P2)."""

from dataclasses import dataclass
from datetime import date, datetime

from hours.ledger import Balance
from hours.models import Booking, Pool
from hours.policy import State
from hours.pools import balance, is_uncapped, means
from hours.times import first_of_month, local_date


@dataclass(frozen=True, slots=True)
class Month:
    """What was used of a calendar month, told by its first day: visits that are done, and their minutes."""

    first: date
    visits: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Year:
    """The months of a year that have begun, in order."""

    number: int
    months: tuple[Month, ...]

    @property
    def visits(self) -> int:
        return sum(month.visits for month in self.months)

    @property
    def minutes(self) -> int:
        return sum(month.minutes for month in self.months)

    @property
    def busiest(self) -> Month | None:
        """The month with the most minutes, the first of them; None when nothing was used."""
        most = max(self.months, key=lambda month: month.minutes, default=None)
        return most if most and most.minutes else None


@dataclass(frozen=True, slots=True)
class Passbook:
    """What the passbook says in all, in minutes. Without a ceiling, nothing is given beforehand."""

    given: int
    used: int
    booked: int
    left: int
    uncapped: bool


def in_all(pool: Pool, now: datetime) -> Passbook:
    """The whole pool: what has been given (with what is due and not yet written), used, booked and left."""
    today = local_date(now)
    held: Balance = balance(pool)
    left = means(pool, day=today, now=now).minutes_available
    return Passbook(
        given=left + held.reserved + held.used,
        used=held.used,
        booked=held.reserved,
        left=left,
        uncapped=is_uncapped(pool, today),
    )


def visits_done(pool: Pool) -> list[tuple[date, int]]:
    """The first day of the month and the minutes of every visit that is done, as it was reported."""
    done = Booking.objects.filter(pool=pool, state=State.DONE).order_by("actual_starts_at")
    return [(first_of_month(visit.told.starts_at), visit.minutes_used) for visit in done]


def years_of(pool: Pool, now: datetime) -> list[Year]:
    """Every year from the first visit to this one, the latest first. This year also when nothing was used."""
    today = local_date(now)
    done = visits_done(pool)
    first = min((month.year for month, _ in done), default=today.year)
    last = max([today.year, *(month.year for month, _ in done)])
    return [year_of(done, number, today) for number in range(last, first - 1, -1)]


def year_of(done: list[tuple[date, int]], number: int, today: date) -> Year:
    """One year, month by month: from the first visit there ever was, up to `today` or the last visit."""
    here: dict[date, list[int]] = {}
    for month, minutes in done:
        here.setdefault(month, []).append(minutes)
    since = min(here, default=date.min)
    every = (date(number, month, 1) for month in range(1, 13))
    begun = [first for first in every if since <= first <= today or first in here]
    return Year(
        number, tuple(Month(first, len(here.get(first, [])), sum(here.get(first, []))) for first in begun)
    )
