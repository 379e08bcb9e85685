"""An independent checker of somebody's working weeks, minute by minute, from the words of the law.

It knows nothing of hours.working_time, hours.week_patterns or hours.matching, and is slow and plain on
purpose: every minute of the time it looks at is a place in a list. Times are whole minutes, aware.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SWEDEN = ZoneInfo("Europe/Stockholm")
MINUTE = timedelta(minutes=1)
DAY_AND_NIGHT, DAILY, WEEKLY = 24 * 60, 11 * 60, 36 * 60
# Free time on both sides of the work, so that no period that is looked at goes past the list's ends.
MARGIN = timedelta(days=9)

Worked = tuple[datetime, datetime]


@dataclass
class Worker:
    """What is agreed with somebody. `rows` are (weekday, from, to) on Swedish clocks; none is any time."""

    minutes_per_week: int | None = None
    rows: Sequence[tuple[int, time, time]] = ()
    absences: Sequence[Worked] = ()


@dataclass
class Minutes:
    """Every minute from `begins` on, and whether it is worked."""

    begins: datetime
    worked: list[bool] = field(default_factory=list)
    free_ahead: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, visits: Sequence[Worked]) -> "Minutes":
        begins = min(start for start, _ in visits).astimezone(UTC) - MARGIN
        ends = max(end for _, end in visits).astimezone(UTC) + MARGIN
        minutes = cls(begins, [False] * int((ends - begins) / MINUTE))
        for start, end in visits:
            for number in range(minutes.number(start), minutes.number(end)):
                minutes.worked[number] = True
        minutes.free_ahead = [0] * (len(minutes.worked) + 1)
        for number in reversed(range(len(minutes.worked))):
            minutes.free_ahead[number] = 0 if minutes.worked[number] else minutes.free_ahead[number + 1] + 1
        return minutes

    def number(self, instant: datetime) -> int:
        return int((instant.astimezone(UTC) - self.begins) / MINUTE)

    def instant(self, number: int) -> datetime:
        return self.begins + number * MINUTE


def days_without_rest(visits: Sequence[Worked]) -> list[datetime]:
    """When the twenty-four hours begin that have no eleven free in a row.

    Each begins with the first minute of work after a daily rest. One visit alone, with such a rest after it,
    may be longer: a journey that the person has booked whole.
    """
    minutes = Minutes.of(visits)
    found, free_before = [], DAILY
    for number, works in enumerate(minutes.worked):
        if works and free_before >= DAILY:
            period = range(number, number + DAY_AND_NIGHT)
            within = (min(minutes.free_ahead[each], period.stop - each) for each in period)
            alone = any(
                minutes.number(start) == number and minutes.free_ahead[minutes.number(end)] >= DAILY
                for start, end in visits
            )
            if max(within) < DAILY and not alone:
                found.append(minutes.instant(number))
        free_before = 0 if works else free_before + 1
    return found


def mondays_without_rest(visits: Sequence[Worked]) -> list[date]:
    """Weeks, Monday to Sunday in Sweden, in which no thirty-six free hours begin."""
    minutes, found = Minutes.of(visits), []
    monday, last = (monday_of(each(instant for visit in visits for instant in visit)) for each in (min, max))
    while monday <= last:
        begins, ends = (minutes.number(midnight(monday + timedelta(days=days))) for days in (0, 7))
        if not any(free >= WEEKLY for free in minutes.free_ahead[begins:ends]):
            found.append(monday)
        monday += timedelta(days=7)
    return found


def minutes_a_week(visits: Sequence[Worked]) -> Counter[date]:
    """Minutes of the visits that begin in the week, by its Monday."""
    counted: Counter[date] = Counter()
    for start, end in visits:
        counted[monday_of(start)] += int((end.astimezone(UTC) - start.astimezone(UTC)) / MINUTE)
    return counted


def monday_of(instant: datetime) -> date:
    day = instant.astimezone(SWEDEN).date()
    return day - timedelta(days=day.weekday())


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), SWEDEN)


def clock_is_within(instant: datetime, rows: Sequence[tuple[int, time, time]]) -> bool:
    """Whether the Swedish clock shows a time that lies in a row, of this day or of the night before."""
    local = instant.astimezone(SWEDEN)
    clock, today, yesterday = local.time(), local.weekday(), (local.weekday() - 1) % 7
    for weekday, starts, ends in rows:
        over_midnight = ends <= starts
        if weekday == today and starts <= clock and (over_midnight or clock < ends):
            return True
        if weekday == yesterday and over_midnight and clock < ends:
            return True
    return False


def minutes_of(visit: Worked) -> list[datetime]:
    start, end = (each.astimezone(UTC) for each in visit)
    return [start + n * MINUTE for n in range(int((end - start) / MINUTE))]


def wrongs(worker: Worker, visits: Sequence[Worked]) -> set[str]:
    """Everything that is wrong with these visits being one person's, by the names of the rules."""
    if not visits:
        return set()
    taken = Counter(minute for visit in visits for minute in minutes_of(visit))
    away = {minute for absence in worker.absences for minute in minutes_of(absence)}
    agreed = worker.minutes_per_week
    found = {
        "busy": any(times > 1 for times in taken.values()),
        "absent": any(minute in away for minute in taken),
        "outside_hours": bool(worker.rows)
        and not all(clock_is_within(minute, worker.rows) for minute in taken),
        "daily_rest": bool(days_without_rest(visits)),
        "weekly_rest": bool(mondays_without_rest(visits)),
        "weekly_hours": agreed is not None and max(minutes_a_week(visits).values()) > agreed,
    }
    return {rule for rule, is_broken in found.items() if is_broken}
