"""The days of a visit that comes back, and when it begins on each of them. Pure.

Days are counted on the Swedish calendar from the first day: every seventh, every fourteenth, or the same
weekday of each month. Years of 53 weeks and leap days therefore change nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from hours.errors import Code, Problem
from hours.policy import SERIES_DAYS_AHEAD, YEARS_AHEAD, Frequency
from hours.rules import Span
from hours.times import add_months, instants

#: "The last Tuesday of every month", beside the first (1) to the fourth (4).
LAST = 5
STEPS = {Frequency.WEEKLY: timedelta(days=7), Frequency.BIWEEKLY: timedelta(days=14)}


@dataclass(frozen=True, slots=True)
class Pattern:
    """When a series comes: how often, from which day, until which (included) or until further notice.

    `week` is only read of a monthly one: which such weekday of the month, 1 to 4 or LAST.
    """

    frequency: Frequency
    first_day: date
    last_day: date | None = None
    week: int | None = None
    days_off: frozenset[date] = frozenset()

    @property
    def week_of_month(self) -> int:
        return self.week or week_of(self.first_day)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One visit of a series: its day, when it is, and what the turned clock does to it, if anything."""

    day: date
    span: Span
    problems: tuple[Problem, ...] = ()


def weeks_of(day: date) -> tuple[int, ...]:
    """Which weekday of its month a day can be said to be: (2,), (4, LAST), or (LAST,) for a fifth."""
    number = (day.day - 1) // 7 + 1
    is_last = (day + timedelta(days=7)).month != day.month
    return ((number,) if number < LAST else ()) + ((LAST,) if is_last else ())


def week_of(day: date) -> int:
    """What is meant when nobody has said: the last, if it is the last; a month may have no fifth."""
    return weeks_of(day)[-1]


def nth_weekday(month: date, weekday: int, week: int) -> date:
    """The first, second … or last such weekday (Monday is 0) of the month that `month` is in."""
    first = month.replace(day=1)
    found = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (week - 1))
    return found if found.month == first.month else found - timedelta(days=7)


def on_weekday(day: date, weekday: int, week: int | None) -> date:
    """The day's counterpart when a series moves to another weekday: of the same week, or, of a monthly
    series (`week`), the same such weekday of the same month."""
    return nth_weekday(day, weekday, week) if week else day + timedelta(days=weekday - day.weekday())


def every_day(pattern: Pattern) -> Iterator[date]:
    """Every day there would be without days off and without an end."""
    if step := STEPS.get(pattern.frequency):
        day = pattern.first_day
        while True:
            yield day
            day += step
    yield pattern.first_day
    months, weekday = 1, pattern.first_day.weekday()
    while True:
        month = add_months(pattern.first_day.replace(day=1), months)
        yield nth_weekday(month, weekday, pattern.week_of_month)
        months += 1


def days(pattern: Pattern, through: date, *, after: date | None = None) -> list[date]:
    """The days of the series later than `after`, until `through` or its own last day, each included."""
    end = through if pattern.last_day is None else min(through, pattern.last_day)
    found: list[date] = []
    for day in every_day(pattern):
        if day > end:
            return found
        if day not in pattern.days_off and (after is None or day > after):
            found.append(day)
    return found


def horizon(today: date) -> date:
    """The last day that a series is booked for by now."""
    return today + timedelta(days=SERIES_DAYS_AHEAD)


def begins_at(day: date, clock: time) -> tuple[datetime, Code | None]:
    """The UTC instant at which a visit of this day begins, and what the turned clock did to it.

    In the hour that spring's night lacks, the visit begins when there is a clock again, at 3.00. In the
    hour that autumn's night has twice, it begins the first time.
    """
    found = instants(day, clock)
    if len(found) == 1:
        return found[0], None
    if found:
        return found[0], Code.HOUR_DOUBLED
    minute = datetime.combine(day, clock)
    while not instants(day, minute.time()):
        minute += timedelta(minutes=1)
    return instants(day, minute.time())[0], Code.HOUR_MISSING


def occurrence(day: date, clock: time, minutes: int) -> Occurrence:
    """The visit of one day. `minutes` truly pass, whatever the clocks do meanwhile."""
    starts_at, turned = begins_at(day, clock)
    said = () if turned is None else (Problem(turned, blocks=False, values={"day": day, "clock": clock}),)
    return Occurrence(day, Span(starts_at, starts_at + timedelta(minutes=minutes)), said)


def end_problems(pattern: Pattern, today: date) -> list[Problem]:
    """A series comes back at least once, and its end is no slip of the pen."""
    if pattern.last_day is None:
        return []
    if pattern.last_day > add_months(today, 12 * YEARS_AHEAD):
        return [Problem(Code.TOO_FAR_AHEAD, at="until", values={"years": YEARS_AHEAD})]
    if len(days(pattern, pattern.last_day)) < 2:
        return [Problem(Code.SERIES_ONLY_ONCE, at="until", values={"day": pattern.last_day})]
    return []


def pattern_problems(pattern: Pattern, today: date) -> list[Problem]:
    """Everything that is wrong with a series before it is booked. Never asks why (P3)."""
    problems = end_problems(pattern, today)
    if pattern.frequency == Frequency.MONTHLY and pattern.week_of_month not in weeks_of(pattern.first_day):
        problems.append(Problem(Code.DAY_NOT_IN_SERIES, at="often", values={"day": pattern.first_day}))
    return problems + [
        Problem(Code.DAY_NOT_IN_SERIES, at="days_off", values={"day": day})
        for day in sorted(pattern.days_off)
        if not may_be_off(pattern, day)
    ]


def comes_on(pattern: Pattern, day: date) -> bool:
    """Whether the series has a visit that day, as far as its days off let it."""
    return day >= pattern.first_day and days(pattern, day, after=day - timedelta(days=1)) == [day]


def may_be_off(pattern: Pattern, day: date) -> bool:
    """Whether the day would be one of the series' later days; the first visit is booked already."""
    bare = Pattern(pattern.frequency, pattern.first_day, pattern.last_day, pattern.week)
    return day > pattern.first_day and comes_on(bare, day)
