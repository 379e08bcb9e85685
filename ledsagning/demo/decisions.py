"""Which decisions are registered when: pure, from the people and two days."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hours.times import add_months, local_date
from ledsagning.demo.people import Person
from ledsagning.demo.plan import instant

# Nine in the morning, then one every ten minutes: somebody sits there and registers.
FROM, EACH = 9 * 60, 10
ENDS_SOON = timedelta(days=20)
RENEWED_BEFORE = timedelta(days=16)


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision to be registered at an instant."""

    person: Person
    at: datetime
    decided_on: date
    starts_on: date
    ends_on: date | None


def weekday(day: date) -> date:
    """The day, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def registered_on(person: Person, change: date) -> date:
    """The last working day before the change, or before the month in which somebody joins.

    What was decided before the change is moved into the system then: the work it took back then is in the
    imported figures of that month.
    """
    return weekday(add_months(change, person.joins) - timedelta(days=1))


def rulings(people: Sequence[Person], change: date, today: date) -> Iterator[Ruling]:
    """Every decision from the change until today. `change` is the first day of a month."""
    for number, person in enumerate(people):
        decided_on = registered_on(person, change)
        at = instant(decided_on, FROM + EACH * number)
        starts_on = add_months(change, person.joins)
        if person.term == "yearly":
            # Spread over the year: nobody's years begin in the same month.
            first_end = add_months(starts_on, 2 + number % 12)
            yield from yearly(person, at, starts_on, first_end - timedelta(days=1), today)
        else:
            ends_on = today + ENDS_SOON if person.term == "ending" else None
            yield Ruling(person, at, decided_on, starts_on, ends_on)


def yearly(person: Person, at: datetime, starts_on: date, ends_on: date, today: date) -> Iterator[Ruling]:
    """A decision and those that follow it, a year at a time, each decided before the one before has ended."""
    decided_on = local_date(at)
    while decided_on <= today:
        yield Ruling(person, at, decided_on, starts_on, ends_on)
        starts_on = ends_on + timedelta(days=1)
        ends_on = add_months(starts_on, 12) - timedelta(days=1)
        decided_on = weekday(starts_on - RENEWED_BEFORE)
        at = instant(decided_on, FROM)
