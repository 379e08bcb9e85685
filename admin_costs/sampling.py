"""Work sampling: random moments to ask at, and what the answers say of a group. Pure.

Method: Tippett 1935; Barnes, Motion and Time Study, 7th ed. 1980, ch. 32. A share of the moments estimates
the same share of the time. The moments are stratified: about as many each day, one at random in each of
the day's equal parts, so every minute has the same chance and few answers tell more. How many a day has is
random too, so that nobody can reckon out when the next one comes.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

import holidays

from admin_costs.disclosure import Group
from admin_costs.intervals import Interval, wilson

SATURDAY = 5
MINUTES_PER_HOUR = 60


def work_days(first: date, last: date) -> list[date]:
    """Return Mondays to Fridays but Swedish holidays and eves that most have free, both ends included."""
    years = range(first.year, last.year + 1)
    # Without the second, julafton and midsommarafton are missing.
    free = holidays.country_holidays("SE", years=years, categories=("public", "de_facto"))
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [day for day in days if day.weekday() < SATURDAY and day not in free]


def draw_moments(
    days: Sequence[date], *, starts: time, ends: time, a_day: int, chance: Random
) -> list[datetime]:
    """Return the moments of one person, by the clock on the wall (no time zone), in order.

    `a_day` on average: each day has one less, as many, or one more, and always at least one. Times are whole
    minutes in [starts, ends). Raises ValueError when the day is too short for so many.
    """
    begin, end = minute_of(starts), minute_of(ends)
    if end - begin < a_day + 1:
        raise ValueError(f"{a_day} moments do not fit between {starts} and {ends}")
    moments = []
    for day in days:
        parts = max(1, a_day + chance.choice((-1, 0, 1)))
        for part in range(parts):
            low, high = (begin + (end - begin) * edge // parts for edge in (part, part + 1))
            moments.append(at_minute(day, chance.randrange(low, high)))
    return moments


def minute_of(clock: time) -> int:
    return clock.hour * MINUTES_PER_HOUR + clock.minute


def at_minute(day: date, minute: int) -> datetime:
    return datetime.combine(day, time(*divmod(minute, MINUTES_PER_HOUR)))


@dataclass(frozen=True, slots=True)
class Answer:
    """What one person did at one moment: an activity's id, or None for something else."""

    person: int
    activity: int | None


@dataclass(frozen=True, slots=True)
class Share:
    """A part of the group's time. `activity` None is everything that may not be told apart."""

    activity: int | None
    answers: int
    of: int

    @property
    def share(self) -> float:
        return self.answers / self.of

    @property
    def interval(self) -> Interval:
        return wilson(self.answers, self.of)

    def minutes(self, minutes_worked: int) -> tuple[int, int, int]:
        """Return the minutes that the share is of the group's work, and the ends of their interval."""
        low, high = self.interval
        return round(self.share * minutes_worked), round(low * minutes_worked), round(high * minutes_worked)


def shares(answers: Iterable[Answer]) -> list[Share]:
    """Return the parts of the group's time, largest first and what is not told apart last.

    Empty when fewer than five people have answered. An activity stands by itself when at least five answers
    by at least five people are behind it, and not nearly all of them one person's (P7); the others are put
    together, and when that does not hold for them even together, the least of those that could have stood by
    themselves goes with them: else they could be worked out as what is left.
    """
    by_activity: dict[int | None, list[int]] = {None: []}
    for answer in answers:
        by_activity.setdefault(answer.activity, []).append(answer.person)
    rest = by_activity.pop(None)
    if not may_be_shown([*rest, *(who for people in by_activity.values() for who in people)]):
        return []
    apart = []
    for activity, people in sorted(by_activity.items(), key=lambda item: (-len(item[1]), item[0] or 0)):
        if may_be_shown(people):
            apart.append((activity, people))
        else:
            rest += people
    while rest and not may_be_shown(rest):
        rest += apart.pop()[1]
    of = len(rest) + sum(len(people) for _activity, people in apart)
    found = [Share(activity, len(people), of) for activity, people in apart]
    return [*found, Share(None, len(rest), of)] if rest else found


def may_be_shown(people: Sequence[int]) -> bool:
    """Whether answers, told by who gave them, are enough people's, and not nearly all one person's."""
    of_each = sorted(Counter(people).values(), reverse=True)
    return Group(len(of_each), len(people), *[*of_each, 0, 0][:2]).is_safe
