"""Administration that people log by hand in the two years after: little, for the control is gone.

What the system sees for itself (bookings by phone, companions asked, reports attested) it counts by
standard time, and is not logged here.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random

from django.db import transaction

from admin_costs.effort import log_effort, loggable_activities
from hours.times import STOCKHOLM
from ledsagning.people.models import Unit, User

# Activity, role, times a month, minutes each time.
MONTHLY = (
    ("fragor", "coordinator", 9, (5, 10, 15)),
    ("uppfoljning", "case_officer", 1, (45, 60)),
    ("individuell-plan", "case_officer", 1, (60, 90)),
    ("overklagande", "case_officer", 0.5, (60, 90)),
    ("ovrigt", "administrator", 3, (15, 20, 30)),
)


def logged(first: date, last: date, chance: Random) -> Iterator[tuple[date, str, str, int]]:
    """(day, activity's slug, role, minutes) of every entry from the first day to the last, by day."""
    day = first
    while day <= last:
        for slug, role, times, minutes in MONTHLY:
            # 21 working days a month.
            if day.weekday() < 5 and chance.random() < times / 21:
                yield day, slug, role, chance.choice(minutes)
        day += timedelta(days=1)


def log_all(unit: Unit, staff: dict[str, User], *, first: date, now: datetime, chance: Random) -> int:
    """Logs everything up to yesterday, each entry at four in the afternoon of its day. Returns how many."""
    activities = {activity.slug: activity for activity in loggable_activities(unit.municipality)}
    yesterday = now.astimezone(STOCKHOLM).date() - timedelta(days=1)
    entries = list(logged(first, yesterday, chance))
    with transaction.atomic():
        for day, slug, role, minutes in entries:
            log_effort(
                unit=unit,
                day=day,
                activity=activities[slug],
                role=role,
                minutes=minutes,
                by=staff[role],
                now=datetime.combine(day, time(16), STOCKHOLM),
            )
    return len(entries)
