"""How long somebody may work: daily and weekly rest (arbetstidslagen 13 and 14 §§), and agreed hours a week.

How the law is read here, counted in minutes that truly pass, also over the nights when the clock is set:

- Daily rest (13 §: eleven hours in a row in every period of twenty-four). The period begins when work
  begins after a daily rest. So work with no pause of eleven hours in it is one stretch of work, and a
  stretch lies within thirteen hours, however little of it is visits. One visit that is longer is a journey
  the person has booked whole, which an agreement may allow (3 §): it stands alone, with rest on both sides.
- Weekly rest (14 §: thirty-six hours in a row in every period of seven days). The period is the calendar
  week, Monday to Sunday in Sweden, and the rest begins in it: from some instant of the week thirty-six
  hours are free, if need be into the next week. Saturday evening to Monday morning is one week's rest,
  not two weeks'.
- Agreed hours: the minutes of the visits that begin in the calendar week.

Not here: the night's share of the daily rest (13 §, second sentence: midnight to five), which the nature of
the work may set aside, and what a collective agreement has instead (3 §).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from functools import lru_cache

from hours.rules import Span
from hours.times import instants, local_date

DAILY_REST = timedelta(hours=11)
LONGEST_STRETCH = timedelta(hours=24) - DAILY_REST
WEEKLY_REST = timedelta(hours=36)
WEEK = timedelta(days=7)


class WorkRule(StrEnum):
    """What may be broken. The values are those of hours.matching.Obstacle."""

    DAILY_REST = "daily_rest"
    WEEKLY_REST = "weekly_rest"
    WEEKLY_HOURS = "weekly_hours"


@dataclass(frozen=True, slots=True)
class Break:
    """A rule that does not hold, and where: the stretch of work that is too long, or the week.

    `minutes` is the stretch's length, the longest rest that the week has room for, or the week's work.
    """

    rule: WorkRule
    where: Span
    minutes: int


def monday(day: date) -> date:
    """The first day of the calendar week."""
    return day - timedelta(days=day.weekday())


def week_of(day: date) -> Span:
    """The calendar week of a Swedish day, from Monday 00.00 to the next: 167, 168 or 169 hours."""
    return week_from(monday(day))


@lru_cache(maxsize=1000)
def week_from(first: date) -> Span:
    """The week that begins on this Monday. Kept: a plan asks for the same few thousands of times."""
    return Span(instants(first, time(0))[0], instants(first + WEEK, time(0))[0])


def weeks(spans: Iterable[Span]) -> list[Span]:
    """The calendar weeks in which there is work, in order."""
    mondays = {
        monday(local_date(instant))
        for span in spans
        for instant in (span.starts_at, span.ends_at - timedelta(microseconds=1))
    }
    return [week_of(day) for day in sorted(mondays)]


def round_visit(visit: Span) -> Span:
    """The time whose work decides whether the visit can be added: its week, and those before and after."""
    first, last = local_date(visit.starts_at) - WEEK, local_date(visit.ends_at) + WEEK
    return Span(week_of(first).starts_at, week_of(last).ends_at)


def stretches(spans: Iterable[Span], pause: timedelta = DAILY_REST) -> list[Span]:
    """Work without a pause that long in it, from its first minute to its last, in order."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda one: one.starts_at):
        if found and span.starts_at - found[-1].ends_at < pause:
            found[-1] = Span(found[-1].starts_at, max(found[-1].ends_at, span.ends_at))
        else:
            found.append(span)
    return found


def daily_breaks(spans: Sequence[Span]) -> list[Break]:
    """Every stretch of work longer than thirteen hours that is more than one visit."""
    return [
        Break(WorkRule.DAILY_REST, stretch, stretch.minutes)
        for stretch in stretches(spans)
        if stretch.ends_at - stretch.starts_at > LONGEST_STRETCH and stretch not in spans
    ]


def longest_rest(week: Span, spans: Iterable[Span]) -> timedelta:
    """The longest rest that begins in the week. A rest that began earlier counts from Monday 00.00."""
    longest, free_from = timedelta(0), week.starts_at
    for work in stretches(spans, pause=timedelta(0)):
        if free_from >= week.ends_at:
            return longest
        if work.ends_at > free_from:
            longest = max(longest, work.starts_at - free_from)
            free_from = work.ends_at
    # No work after that: the rest goes on for as long as anybody can tell.
    return max(longest, WEEKLY_REST) if free_from < week.ends_at else longest


def rest_break(week: Span, spans: Iterable[Span]) -> Iterator[Break]:
    """The week, when it has no weekly rest."""
    rest = longest_rest(week, spans)
    if rest < WEEKLY_REST:
        yield Break(WorkRule.WEEKLY_REST, week, int(rest / timedelta(minutes=1)))


def minutes_in(week: Span, spans: Iterable[Span]) -> int:
    """Minutes of the visits that begin in the week."""
    return sum(span.minutes for span in spans if week.starts_at <= span.starts_at < week.ends_at)


def hours_break(week: Span, spans: Iterable[Span], minutes_per_week: int | None) -> Iterator[Break]:
    """The week, when more begins in it than is agreed. Nothing agreed (None) is no limit."""
    minutes = minutes_in(week, spans)
    if minutes_per_week is not None and minutes > minutes_per_week:
        yield Break(WorkRule.WEEKLY_HOURS, week, minutes)


def breaks(spans: Sequence[Span], minutes_per_week: int | None = None) -> list[Break]:
    """Everything that somebody's work breaks, given all of it: daily rest, weekly rest, agreed hours."""
    worked = weeks(spans)
    return [
        *daily_breaks(spans),
        *(found for week in worked for found in rest_break(week, spans)),
        *(found for week in worked for found in hours_break(week, spans, minutes_per_week)),
    ]


def breaks_of_adding(visit: Span, others: Sequence[Span], minutes_per_week: int | None = None) -> list[Break]:
    """What does not hold where the visit lies when it is added, and what it breaks of the week before.

    `others` is the work within `round_visit(visit)`. Work that breaks a rule elsewhere is not held against
    the visit; where the rule was broken already, one more visit is no better.
    """
    both = [*others, visit]
    begins_in = week_of(local_date(visit.starts_at))
    before = week_of(local_date(begins_in.starts_at) - WEEK)
    was_rested = not list(rest_break(before, others))
    return [
        *(found for found in daily_breaks(both) if found.where.overlaps(visit)),
        *(found for found in rest_break(before, both) if was_rested),
        *(found for week in weeks([visit]) for found in rest_break(week, both)),
        *hours_break(begins_in, both, minutes_per_week),
    ]
