"""Visits that come back in the demonstration: each frequency, with and without an end, with a day off."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid5

from hours.assignments import accept, assign
from hours.bookings import book
from hours.policy import Frequency
from hours.series import Outcome, start_series
from hours.series_forms import suggested
from hours.series_rules import Pattern
from hours.times import add_months
from ledsagning.demo.people import BERIT, NILS
from ledsagning.demo.plan import instant
from ledsagning.people.models import Escort, Participant, User

KEYS = UUID("6c656473-6167-6e69-6e67-207365726965")  # the namespace of the demonstration's series
BEFORE = timedelta(hours=2)
MONDAY, TUESDAY, THURSDAY, FRIDAY = 0, 1, 3, 4


@dataclass(frozen=True, slots=True)
class Habit:
    """What somebody does again and again: from and to in hours of the day."""

    name: str
    weekday: int
    start: float
    end: float
    place: str
    frequency: Frequency
    months: int | None = None
    companion: str = ""
    holidays_off: bool = False


HABITS = (
    Habit(BERIT, TUESDAY, 17, 19, "Gymmet, entrén", Frequency.WEEKLY, companion="ahmed"),
    Habit(BERIT, FRIDAY, 18, 20.5, "Sockenstugan", Frequency.MONTHLY, holidays_off=True),
    Habit(NILS, THURSDAY, 10, 12, "Biblioteket i Laholm", Frequency.BIWEEKLY, months=6),
    Habit("Moa Vallmo", MONDAY, 16, 18, "Ridskolan", Frequency.WEEKLY, months=4),
    Habit("Samuel Timjan", THURSDAY, 18, 21, "Folkets park", Frequency.BIWEEKLY),
)


def first_day(habit: Habit, today: date) -> date:
    """The first such weekday after tomorrow."""
    soonest = today + timedelta(days=2)
    return soonest + timedelta(days=(habit.weekday - soonest.weekday()) % 7)


def begin_series(
    participants: dict[str, Participant],
    escorts: dict[str, Escort],
    coordinator: User,
    *,
    today: date,
    now: datetime,
) -> list[Outcome]:
    """Starts every habit as the person, or the coordinator on the phone, would have two hours ago."""
    begun = []
    for habit in HABITS:
        person = participants[habit.name]
        outcome = begin(habit, person, person.user or coordinator, today, now - BEFORE)
        if habit.companion:
            promise(outcome, escorts[habit.companion], coordinator, now)
        begun.append(outcome)
    return begun


def begin(habit: Habit, person: Participant, by: User, today: date, at: datetime) -> Outcome:
    """Books the first visit and lets it come back."""
    day = first_day(habit, today)
    last_day = add_months(day, habit.months) if habit.months else None
    first = book(
        person.pool,
        key=uuid5(KEYS, f"first {habit.name} {habit.weekday}"),
        starts_at=instant(day, round(habit.start * 60)),
        ends_at=instant(day, round(habit.end * 60)),
        by=by,
        now=at,
        meeting_place=habit.place,
    )
    pattern = Pattern(habit.frequency, day, last_day)
    holidays = suggested(pattern, today)[:1] if habit.holidays_off else []
    return start_series(
        first,
        key=uuid5(KEYS, f"series {habit.name} {habit.weekday}"),
        frequency=habit.frequency,
        last_day=last_day,
        days_off=[holiday.day for holiday in holidays],
        by=by,
        now=at,
    )


def promise(outcome: Outcome, escort: Escort, coordinator: User, now: datetime) -> None:
    """The next two visits have somebody who has said yes, the third one who has been asked."""
    visits = outcome.series.bookings.order_by("starts_at")[:3]
    for number, visit in enumerate(visits):
        asked = assign(visit, escort, by=coordinator, now=now)
        if number < 2:
            accept(asked, escort=escort, by=escort.user, now=now)
