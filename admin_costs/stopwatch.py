"""A stopwatch: one at a time for an account. Stopped, it is an entry in the log and is gone.

The server's clock counts, so it goes on over pages, devices and sleep, and needs no script.
"""

from datetime import datetime, timedelta
from math import ceil

from django.db import transaction
from django.utils import timezone

from admin_costs.effort import log_effort
from admin_costs.models import Activity, EffortEntry, Stopwatch
from admin_costs.models.effort import EffortSource
from ledsagning.people.models import Unit, User

LONGEST = timedelta(hours=12)
"""Longer than this nobody works without a break: somebody forgot to stop it."""


class ForgottenStopwatch(Exception):
    """It has gone for longer than anybody works: how long it was has to be said."""


def running(user: User) -> Stopwatch | None:
    """The account's stopwatch, if one is going."""
    return Stopwatch.objects.filter(user=user).select_related("activity", "unit").first()


def is_forgotten(watch: Stopwatch, now: datetime) -> bool:
    """Whether it has gone for more than 12 hours."""
    return now - watch.started_at > LONGEST


def minutes_gone(since: datetime, now: datetime) -> int:
    """Whole minutes since it was started; a begun minute counts as one."""
    return max(1, ceil((now - since).total_seconds() / 60))


def start(user: User, *, unit: Unit, activity: Activity | None, now: datetime) -> Stopwatch:
    """Starts it. Started while it goes, it goes on as it was: two presses are one."""
    given = {"unit": unit, "activity": activity, "started_at": now}
    return Stopwatch.objects.get_or_create(user=user, defaults=given)[0]


@transaction.atomic
def stop(
    user: User,
    watch_id: int,
    *,
    unit: Unit,
    activity: Activity,
    role: str,
    now: datetime,
    minutes: int | None = None,
) -> EffortEntry | None:
    """Stops it and logs what it counted, or the `minutes` said; None when it has been stopped already.

    Logged on the day it was started. Raises ForgottenStopwatch (say the minutes) and MonthIsImported; it
    then goes on. `watch_id` tells which one was meant, so that a press repeated does not stop the next.
    """
    watch = Stopwatch.objects.select_for_update().filter(user=user, pk=watch_id).first()
    if watch is None:
        return None
    if minutes is None and is_forgotten(watch, now):
        raise ForgottenStopwatch
    entry = log_effort(
        unit=unit,
        day=timezone.localtime(watch.started_at).date(),
        activity=activity,
        role=role,
        minutes=minutes or minutes_gone(watch.started_at, now),
        by=user,
        now=now,
        source=EffortSource.STOPWATCH,
    )
    watch.delete()
    return entry


@transaction.atomic
def switch(
    user: User, watch_id: int, *, unit: Unit, activity: Activity, role: str, now: datetime
) -> EffortEntry | None:
    """Stops it as `stop` does, and starts one for what comes next."""
    entry = stop(user, watch_id, unit=unit, activity=activity, role=role, now=now)
    if entry:
        start(user, unit=unit, activity=None, now=now)
    return entry


def throw_away(user: User, watch_id: int) -> bool:
    """Stops it and logs nothing. Whether it was going."""
    return bool(Stopwatch.objects.filter(user=user, pk=watch_id).delete()[0])
