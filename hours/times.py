"""Local time in Sweden and instants in UTC.

Durations are counted between UTC instants: 01:30–03:30 on 2026-10-25 is three hours, though Python
subtracts two local times naively and would say two.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def instants(day: date, clock: time) -> list[datetime]:
    """The UTC instants when Swedish clocks show this: one, none (spring's lost hour) or two (autumn's)."""
    found: list[datetime] = []
    for fold in (0, 1):
        local = datetime.combine(day, clock, STOCKHOLM).replace(fold=fold)
        instant = local.astimezone(UTC)
        is_real = instant.astimezone(STOCKHOLM).replace(tzinfo=None) == local.replace(tzinfo=None)
        if is_real and instant not in found:
            found.append(instant)
    return found


def possible_ends(starts_at: datetime, clock: time) -> list[datetime]:
    """The UTC instants when a visit that began then can end at this time: later that day, else the next.

    Two in autumn's doubled hour; none when that night's clock skips it.
    """
    local = starts_at.astimezone(STOCKHOLM)
    same_day = instants(local.date(), clock)
    if not same_day and clock > local.time():
        return []
    later = [instant for instant in same_day if instant > starts_at]
    return later or instants(local.date() + timedelta(days=1), clock)


def minutes_between(starts_at: datetime, ends_at: datetime) -> int:
    """Whole minutes that truly pass between two aware datetimes."""
    return int((ends_at.astimezone(UTC) - starts_at.astimezone(UTC)) / timedelta(minutes=1))


def local_date(instant: datetime) -> date:
    """The Swedish calendar day of an aware datetime."""
    return instant.astimezone(STOCKHOLM).date()


def first_of_month(instant: datetime) -> date:
    """The first day of the Swedish calendar month of an aware datetime."""
    return local_date(instant).replace(day=1)


def add_months(day: date, months: int) -> date:
    """The same day of a later month; the month's last day where that day is missing (31 January + 1)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))


def age_on(birth_date: date, day: date) -> int:
    """Whole years lived on a day."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))
