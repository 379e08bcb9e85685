"""Counts of visits and decisions that say nothing of one person: the sums of a month or of a year. Pure.

Each tally holds named sums and the groups of people that they are of, as the rule of disclosure asks about
groups (P7): how many people, the sum, and its two largest parts. Whoever shows a sum asks first whether all
of its groups are safe. No person's own figure leaves this file.
"""

from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

LAST_DAYS = 7
"""The end of a month: its last seven days."""

PERIOD_END = timedelta(days=30)
"""The end of a decision: its last 30 days."""

SHORTEST_PERIOD = timedelta(days=90)
"""A decision must be three times as long as its end for the end to be told from the rest."""


class Visit(NamedTuple):
    """A reported visit: whose pool, by which escort, on which Swedish day, how long."""

    pool: int
    escort: int
    day: date
    minutes: int


class Extent(NamedTuple):
    """What a decision gives: minutes a month from the first to the last day (None: until further notice)."""

    pool: int
    minutes_per_month: int
    first: date
    last: date | None


class Part(NamedTuple):
    """A group of people: their number, a sum over them, and its two largest parts, each of one person."""

    people: int
    total: int
    largest: int
    second: int


@dataclass(frozen=True, slots=True)
class Tally:
    """Named sums, and the groups that each must be large enough for any of them to be told."""

    sums: Mapping[str, float]
    parts: tuple[Part, ...]


def part_of(of_each: Mapping[int, int]) -> Part:
    """The people of a sum, from each one's part of it."""
    largest, second = sorted([*of_each.values(), 0, 0], reverse=True)[:2]
    return Part(len(of_each), sum(of_each.values()), largest, second)


def minutes_of_each(visits: Iterable[Visit]) -> Counter[int]:
    found: Counter[int] = Counter()
    for visit in visits:
        found[visit.pool] += visit.minutes
    return found


def month_end(visits: Iterable[Visit], month: date) -> Tally:
    """Minutes in the month's last seven days, and what seven days would have if all days had as many.

    With 310 minutes in a month of 31 days an even share is 70: 140 in the last seven are 200 % of it.
    """
    found = list(visits)
    days = monthrange(month.year, month.month)[1]
    late = [visit for visit in found if visit.day.day > days - LAST_DAYS]
    early = [visit for visit in found if visit.day.day <= days - LAST_DAYS]
    all_of_each, late_of_each = minutes_of_each(found), minutes_of_each(late)
    sums = {
        "last_days_minutes": late_of_each.total(),
        "even_share_minutes": all_of_each.total() * LAST_DAYS / days,
    }
    sides = tuple(part_of(minutes_of_each(side)) for side in (late, early) if side)
    return Tally(sums, (part_of(all_of_each), *sides))


def granted_minutes(extent: Extent, month: date) -> int:
    """What a decision gives for a month: in proportion to the days of the month in which it is in force."""
    days = monthrange(month.year, month.month)[1]
    first = max(extent.first, month)
    last = min(extent.last or date.max, month.replace(day=days))
    in_force = max(0, (last - first).days + 1)
    return round(extent.minutes_per_month * in_force / days)


def granted_and_used(visits: Iterable[Visit], extents: Iterable[Extent], month: date) -> Tally:
    """Minutes granted for the month, and minutes used by those who were granted any."""
    granted: Counter[int] = Counter()
    for extent in extents:
        if minutes := granted_minutes(extent, month):
            granted[extent.pool] += minutes
    used = minutes_of_each(visit for visit in visits if visit.pool in granted)
    sums = {"granted_minutes": granted.total(), "used_of_granted_minutes": used.total()}
    return Tally(sums, (part_of(granted), part_of({pool: used[pool] for pool in granted})))


def unfilled(wanted: Mapping[int, int], nobody_came: Mapping[int, int]) -> Tally:
    """Visits wanted, and those that no companion took, by how many each pool had."""
    every = Counter(wanted) + Counter(nobody_came)
    sums = {"wanted_visits": every.total(), "unfilled_visits": sum(nobody_came.values())}
    return Tally(sums, (part_of(every),))


def continuity(visits: Iterable[Visit]) -> Tally:
    """Visits, and those by the escort whom each person met most often."""
    by_escort: dict[int, Counter[int]] = defaultdict(Counter)
    for visit in visits:
        by_escort[visit.pool][visit.escort] += 1
    sums = {
        "usual_visits": sum(max(met.values()) for met in by_escort.values()),
        "visits_of_year": sum(met.total() for met in by_escort.values()),
    }
    return Tally(sums, (part_of({pool: met.total() for pool, met in by_escort.items()}),))


def complaints(people: int, sent: int) -> Tally:
    """Complaints of a year beside the people served. Who complained is in no sum."""
    return Tally({"complaints": sent, "people_of_year": people}, (Part(people, people, 1, 1),))


def first_visits(days_waited: Mapping[int, int]) -> Tally:
    """Days from each person's first decision to the first visit."""
    sums = {"days_to_first_visit": sum(days_waited.values()), "first_visits": len(days_waited)}
    return Tally(sums, (part_of(days_waited),))


def period_end(visits: Iterable[Visit], periods: Iterable[Extent]) -> Tally:
    """Minutes in the last 30 days of decisions, and what 30 days would have if all days had as many.

    A period of 300 days with 3,000 minutes has 300 in an even share.
    """
    of_pool: dict[int, list[Visit]] = defaultdict(list)
    for visit in visits:
        of_pool[visit.pool].append(visit)
    late: Counter[int] = Counter()
    early: Counter[int] = Counter()
    even = 0.0
    for pool, _minutes, first, last in periods:
        if last is None or last - first < SHORTEST_PERIOD:
            continue
        for visit in of_pool[pool]:
            if first <= visit.day <= last:
                (late if visit.day > last - PERIOD_END else early)[pool] += visit.minutes
                even += visit.minutes * PERIOD_END.days / ((last - first).days + 1)
    sums = {"period_end_minutes": late.total(), "period_even_minutes": even}
    sides = tuple(part_of(side) for side in (late, early) if side)
    return Tally(sums, (part_of(late + early), *sides))


def with_decision(pools: Iterable[int]) -> Tally:
    """People with a decision in force."""
    people = len(set(pools))
    return Tally({"people_with_decision": people}, (Part(people, people, 1, 1),))


def decided(pools: Iterable[int]) -> Tally:
    """Decisions made, by the pool of each."""
    of_each = Counter(pools)
    return Tally({"decisions": of_each.total()}, (part_of(of_each),))
