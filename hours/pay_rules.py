"""Which minutes of a visit are paid something extra, by rules that are data. Pure.

A minute is judged by what Swedish clocks show when it begins, and counts for one supplement at most: that of
the first rule that covers it. Minutes are those that truly pass, so autumn's doubled hour counts twice and
spring's missing hour never.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import pairwise

from hours.days_off import holidays_of
from hours.rules import Span
from hours.times import STOCKHOLM, instants, local_date, minutes_between

MIDNIGHT = time(0)
DAY = timedelta(days=1)
# When clocks change in the whole union (directive 2000/84/EC): at one o'clock UTC.
CLOCKS_CHANGE = time(1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class SupplementRule:
    """Hours of some days that are paid extra, as hours.models.Supplement has them.

    `ends` at or before `starts` is the day after, so 00:00–00:00 is the whole day. The weekdays (Monday is
    0), the holidays and the days of validity are those on which the hours begin: Monday's 22–06 has in it
    Tuesday's first six hours.
    """

    name: str
    code: str
    order: int
    weekdays: frozenset[int]
    on_holidays: bool
    starts: time
    ends: time
    valid_from: date
    valid_to: date | None = None

    def begins_on(self, day: date, holidays: Collection[date]) -> bool:
        """Whether the hours begin on this day."""
        if day < self.valid_from or (self.valid_to and day > self.valid_to):
            return False
        return day.weekday() in self.weekdays or (self.on_holidays and day in holidays)

    def covers(self, day: date, clock: time, holidays: Collection[date]) -> bool:
        """Whether a minute that begins at this time of a Swedish day is in the hours."""
        if self.starts < self.ends:
            return self.starts <= clock < self.ends and self.begins_on(day, holidays)
        since_yesterday = clock < self.ends and self.begins_on(day - DAY, holidays)
        return since_yesterday or (clock >= self.starts and self.begins_on(day, holidays))


def first_that_covers(
    instant: datetime, rules: Iterable[SupplementRule], holidays: Collection[date]
) -> SupplementRule | None:
    """The rule with the lowest order that covers the minute; of two with the same the first."""
    local = instant.astimezone(STOCKHOLM)
    day, clock = local.date(), local.time()
    covering = (rule for rule in rules if rule.covers(day, clock, holidays))
    return min(covering, key=lambda rule: rule.order, default=None)


def pieces(span: Span, rules: Sequence[SupplementRule]) -> Iterator[Span]:
    """The span cut wherever a rule may begin or end to hold."""
    clocks = {MIDNIGHT} | {clock for rule in rules for clock in (rule.starts, rule.ends)}
    cuts = {span.starts_at, span.ends_at}
    day, last = local_date(span.starts_at), local_date(span.ends_at)
    while day <= last:
        cuts.add(datetime.combine(day, CLOCKS_CHANGE))
        cuts |= {instant for clock in clocks for instant in instants(day, clock)}
        day += DAY
    inside = sorted(cut for cut in cuts if span.starts_at <= cut <= span.ends_at)
    for start, end in pairwise(inside):
        yield Span(start, end)


def minutes_by_code(
    span: Span, rules: Sequence[SupplementRule], holidays: Collection[date]
) -> dict[str, int]:
    """How many of the span's minutes each code is paid for. Codes without minutes are left out."""
    minutes: Counter[str] = Counter()
    for piece in pieces(span, rules):
        if rule := first_that_covers(piece.starts_at, rules, holidays):
            minutes[rule.code] += minutes_between(piece.starts_at, piece.ends_at)
    return {code: count for code, count in minutes.items() if count}


@cache
def holidays_in(year: int) -> frozenset[date]:
    """The year's public holidays, and the eves that are holidays in fact: midsummer, Christmas, New Year."""
    return frozenset(holiday.day for holiday in holidays_of([year], "sv"))


def holidays_around(span: Span) -> frozenset[date]:
    """Every holiday that a span may touch: hours that began the day before count too."""
    first, last = local_date(span.starts_at) - DAY, local_date(span.ends_at)
    return holidays_in(first.year) | holidays_in(last.year)
