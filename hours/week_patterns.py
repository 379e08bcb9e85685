"""When in the week somebody can work: rows of a weekday and two clocks, turned into real time.

Clocks are Swedish. A row holds from the first time the clock shows its start to the first time it shows its
end: a row of 22–06 is seven hours in the spring night when the clock is set, nine in the autumn night. A
clock that the spring night skips is the instant when it is set. No rows: any time.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from hours.rules import Span
from hours.times import instants, local_date

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WeekRow:
    """Hours of a weekday, Monday 0. An end at or before the start is the day after."""

    weekday: int
    starts: time
    ends: time


def instant_of(day: date, clock: time) -> datetime:
    """The first UTC instant when the clock shows this, or has just passed it in the spring night."""
    while not (found := instants(day, clock)):
        clock = time(clock.hour + 1)
    return found[0]


def span_on(row: WeekRow, day: date) -> Span | None:
    """The row's hours on a day of its weekday. None when the spring night swallows them."""
    last_day = day if row.ends > row.starts else day + DAY
    span = Span(instant_of(day, row.starts), instant_of(last_day, row.ends))
    return span if span.starts_at < span.ends_at else None


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same time without overlaps and seams, in order."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda one: one.starts_at):
        if found and span.starts_at <= found[-1].ends_at:
            found[-1] = Span(found[-1].starts_at, max(found[-1].ends_at, span.ends_at))
        else:
            found.append(span)
    return found


def expanded(rows: Iterable[WeekRow], first: date, last: date) -> list[Span]:
    """When somebody can work on the days from first to last, and the nights that follow; without seams."""
    days = [first + DAY * n for n in range((last - first).days + 1)]
    found = [span_on(row, day) for row in rows for day in days if day.weekday() == row.weekday]
    return merged(span for span in found if span)


def fits(visit: Span, rows: Sequence[WeekRow]) -> bool:
    """Whether the visit lies wholly within the hours, also when it or they go on past midnight."""
    if not rows:
        return True
    first, last = local_date(visit.starts_at) - DAY, local_date(visit.ends_at)
    return any(
        free.starts_at <= visit.starts_at and visit.ends_at <= free.ends_at
        for free in expanded(rows, first, last)
    )
