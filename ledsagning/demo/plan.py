"""What happens in the demonstration and when, as values: from a seed and a day, and nothing else.

A person's month holds about the hours they want, in visits of two to four hours with companions they
know; what a month lacks or has too much is evened out in the next. Some book the same day, some change
their mind, some are not met. Nothing is done here: `history` does it.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Literal

from hours.rules import Span
from hours.times import add_months, instants
from hours.working_time import breaks_of_adding, monday
from ledsagning.demo.people import PLACES, USUAL_COMPANIONS, Companion, Person

Outcome = Literal["done", "otherwise", "corrected", "changed", "declined", "cancelled", "no_show", "unfilled"]

# How many of a hundred visits go which way. The last three use no hours.
OUTCOMES: dict[Outcome, int] = {
    "done": 73,
    "otherwise": 10,
    "corrected": 2,
    "changed": 4,
    "declined": 4,
    "cancelled": 4,
    "no_show": 1,
    "unfilled": 2,
}
HALF_HOURS = (4, 6, 7, 7, 8, 8, 8, 9)  # a visit's length
SPONTANEOUS, BY_PHONE, RATED, WITH_EXPENSES = 0.25, 0.12, 0.3, 0.2
# Summer has more of life in it; the dark weeks less. January to December.
SEASON = (0.96, 0.97, 1.0, 1.01, 1.03, 1.05, 1.0, 1.03, 1.02, 1.0, 0.97, 0.96)
TRAVEL_MINUTES = 30
OTHERWISE_MINUTES = 30  # the most by which a visit begins earlier or ends later than was booked
EARLIEST, LATEST = 9 * 60, 21 * 60
REGISTERED_BY = 16 * 60  # by then the day's decisions are in


@dataclass(slots=True, eq=False)
class Visit:
    """A visit to be. Instants are UTC; `steps` tells when each thing about it is done."""

    person: Person
    companion: Companion
    starts_at: datetime
    ends_at: datetime
    place: str
    by_phone: bool
    outcome: Outcome
    asked_first: Companion
    reported_ends_at: datetime | None = None
    expenses_ore: int = 0
    score: int = 3
    steps: dict[str, datetime] = field(default_factory=dict)


def instant(day: date, minutes: int) -> datetime:
    """UTC of a day and minutes after midnight in Sweden. The hours of a visit always exist and are single."""
    return instants(day, time(minutes // 60, minutes % 60))[0]


class Timetable:
    """What each companion has promised, with time to travel and the rest that the law wants."""

    def __init__(self) -> None:
        self.taken: dict[tuple[str, date], list[tuple[int, int]]] = defaultdict(list)
        self.weeks: dict[tuple[str, date], list[Span]] = defaultdict(list)

    def is_free(self, companion: Companion, day: date, start: int, end: int) -> bool:
        return all(
            end + TRAVEL_MINUTES <= other_start or other_end + TRAVEL_MINUTES <= start
            for other_start, other_end in self.taken[companion.account, day]
        ) and self.is_rested(companion, day, start, end)

    def is_rested(self, companion: Companion, day: date, start: int, end: int) -> bool:
        around = (monday(day) + timedelta(weeks=apart) for apart in (-1, 0, 1))
        others = [span for each in around for span in self.weeks[companion.account, each]]
        return not breaks_of_adding(work_of(day, start, end), others)

    def take(self, companion: Companion, day: date, start: int, end: int) -> None:
        self.taken[companion.account, day].append((start, end))
        self.weeks[companion.account, monday(day)].append(work_of(day, start, end))


def work_of(day: date, start: int, end: int) -> Span:
    """A visit with room for its ending otherwise than was booked."""
    return Span(instant(day, start - OTHERWISE_MINUTES), instant(day, end + OTHERWISE_MINUTES))


@dataclass
class Planner:
    """Plans person by person, month by month, always in the same order: a seed gives one history."""

    companions: Sequence[Companion]
    random: Random
    timetable: Timetable = field(default_factory=Timetable)

    def usual(self, person: Person) -> list[Companion]:
        """The provider's companions, those this person usually goes with first."""
        of_provider = [one for one in self.companions if one.provider == person.provider]
        turn = sum(map(ord, person.name)) % len(of_provider)
        first = (of_provider[turn:] + of_provider[:turn])[:USUAL_COMPANIONS]
        return first + [one for one in of_provider if one not in first]

    def months(self, person: Person, first: date, last: date) -> Iterator[Visit]:
        """Every visit of a person from `first`, a first of month, through the month of `last`.

        The decision is registered some days before, and nothing is booked earlier than a day before.
        """
        since = instant(first - timedelta(days=1), REGISTERED_BY)
        carried, day = 0, first
        while day <= last:
            next_month = add_months(day, 1)
            noise = self.random.uniform(0.88, 1.12)
            target = person.minutes_wanted * SEASON[day.month - 1] * noise + carried
            used = 0
            for visit in self.month(person, since, day, next_month - timedelta(days=1), round(target)):
                used += minutes_of(visit)
                yield visit
            carried, day = round(target) - used, next_month

    def month(self, person: Person, since: datetime, first: date, last: date, target: int) -> Iterator[Visit]:
        """Visits that together use about `target` minutes, on different days."""
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        self.random.shuffle(days)
        while target >= 60 and days:
            visit = self.visit(person, since, days.pop(), most=target)
            if visit:
                target -= minutes_of(visit)
                yield visit

    def visit(self, person: Person, since: datetime, day: date, most: int) -> Visit | None:
        """One visit on a day, with the first usual companion who is free; None when nobody is."""
        length = 30 * min(self.random.choice(HALF_HOURS), max(2, round(most / 30)))
        start = self.random.randrange(EARLIEST, LATEST - length, 30)
        span = (day, start, start + length)
        free = [one for one in self.usual(person) if self.timetable.is_free(one, *span)]
        outcome = self.random.choices(list(OUTCOMES), list(OUTCOMES.values()))[0]
        if len(free) < 2:
            return None
        asked_first = free[-1] if outcome == "declined" else free[0]
        for companion in {one.account: one for one in (free[0], asked_first)}.values():
            self.timetable.take(companion, *span)
        visit = Visit(
            person=person,
            companion=free[0],
            starts_at=instant(day, start),
            ends_at=instant(day, start + length),
            place=self.random.choice(PLACES),
            by_phone=not person.account or self.random.random() < BY_PHONE,
            outcome=outcome,
            asked_first=asked_first,
        )
        self.finish(visit, since)
        return visit

    def finish(self, visit: Visit, since: datetime) -> None:
        """What came of it, and when each step was taken."""
        chance = self.random
        shift = timedelta(minutes=chance.choice((-30, -15, 15, 30)))
        if visit.outcome in ("otherwise", "corrected"):
            visit.reported_ends_at = visit.ends_at + shift
        if chance.random() < WITH_EXPENSES:
            visit.expenses_ore = 100 * chance.randrange(40, 190, 5)
        visit.score = chance.choices((3, 2, 1), (76, 19, 5))[0]
        visit.steps = dict(steps(visit, max(since, self.booked_at(visit)), chance))

    def booked_at(self, visit: Visit) -> datetime:
        """Some book some hours ahead, most some days (P4: both are fine)."""
        if self.random.random() < SPONTANEOUS:
            return visit.starts_at - timedelta(minutes=self.random.randrange(150, 420))
        day = visit.starts_at.date() - timedelta(days=self.random.randrange(2, 11))
        return instant(day, self.random.randrange(8 * 60, 20 * 60))


def minutes_of(visit: Visit) -> int:
    """Minutes that the visit uses of the pool in the end."""
    if visit.outcome in ("cancelled", "no_show", "unfilled"):
        return 0
    return round(((visit.reported_ends_at or visit.ends_at) - visit.starts_at).total_seconds() / 60)


def steps(visit: Visit, booked_at: datetime, chance: Random) -> Iterator[tuple[str, datetime]]:
    """The visit's steps in order of time, by the names that `history` knows."""
    wait = visit.starts_at - booked_at
    yield "book", booked_at
    if visit.outcome == "changed":
        yield "change", booked_at + 0.1 * wait
    if visit.outcome == "unfilled":
        yield "release", visit.ends_at + timedelta(hours=1)
        return
    if visit.outcome == "declined":
        yield "ask_first", booked_at + 0.15 * wait
        yield "decline", booked_at + 0.3 * wait
    yield "assign", booked_at + chance.uniform(0.35, 0.5) * wait
    yield "accept", booked_at + chance.uniform(0.55, 0.75) * wait
    if visit.outcome == "cancelled":
        yield "cancel", booked_at + chance.uniform(0.8, 0.95) * wait
    elif visit.outcome == "no_show":
        yield "no_show", visit.starts_at + timedelta(minutes=45)
    else:
        yield from steps_after(visit, chance)


def steps_after(visit: Visit, chance: Random) -> Iterator[tuple[str, datetime]]:
    """Report, correction and rating."""
    ended = max(visit.ends_at, visit.reported_ends_at or visit.ends_at)
    reported = ended + timedelta(minutes=chance.randrange(5, 14 * 60))
    yield "report", reported
    if visit.outcome == "corrected":
        reported += timedelta(hours=chance.randrange(2, 40))
        yield "correct", reported
    if visit.person.account and chance.random() < RATED:
        yield "rate", reported + timedelta(hours=chance.randrange(1, 30))
