"""Administration: which activities there are, how long they take, and what people log."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.text import slugify

from admin_costs.models import Activity, EffortEntry, MonthlyEffort, StandardTime
from admin_costs.models.activities import StaffRole
from admin_costs.models.effort import EffortSource
from admin_costs.time_equations import More, average_minutes
from ledsagning.people.models import Municipality, Unit, User

ALWAYS = date(2000, 1, 1)


class MonthIsImported(Exception):
    """The unit's administration of that month came in a file; logging beside it would count it twice."""


def activities_of(municipality: Municipality) -> QuerySet[Activity]:
    """The templates and the municipality's own."""
    return Activity.objects.filter(Q(municipality=municipality) | Q(municipality=None))


def loggable_activities(municipality: Municipality) -> QuerySet[Activity]:
    """Activities that the system does not count by itself."""
    return activities_of(municipality).filter(event_kind="")


def standard_times_of(municipality: Municipality) -> QuerySet[StandardTime]:
    """The municipality's standard times and the templates', oldest first."""
    mine = Q(municipality=municipality) | Q(municipality=None)
    return StandardTime.objects.filter(mine).order_by("valid_from", "pk")


def standard_minutes(municipality: Municipality, month: date) -> dict[int, int]:
    """Minutes each time, by activity id, in a month. The municipality's own go before the templates'."""
    begun = standard_times_of(municipality).filter(valid_from__lte=month)
    own: dict[int, int] = {}
    template: dict[int, int] = {}
    for time in begun:
        (template if time.municipality_id is None else own)[time.activity_id] = time.minutes
    return template | own


def counted_minutes(municipality: Municipality, event_kind: str, month: date) -> int | None:
    """Minutes that each event of a kind counts in a month (its first day); None when it counts none."""
    activity = Activity.objects.filter(event_kind=event_kind).first()
    return standard_minutes(municipality, month).get(activity.pk) if activity else None


def set_standard_time(
    municipality: Municipality,
    activity: Activity,
    *,
    minutes: int,
    valid_from: date,
    by: User | None,
    now: datetime,
    more: Sequence[More] = (),
) -> StandardTime:
    """Gives an activity another standard time in this municipality, from a month on.

    With `more`, `minutes` is the base of a time equation, and what is counted is its average.
    """
    return StandardTime.objects.create(
        municipality=municipality,
        activity=activity,
        minutes=average_minutes(minutes, more),
        base_minutes=minutes if more else None,
        more=[each._asdict() for each in more] or None,
        valid_from=valid_from.replace(day=1),
        by=by,
        at=now,
    )


def add_activity(
    municipality: Municipality,
    *,
    name: str,
    process: str,
    role: str,
    minutes: int,
    by: User | None,
    now: datetime,
) -> Activity:
    """Adds an activity of the municipality's own, with a standard time for all months."""
    slug = f"{slugify(name)[:40]}-{activities_of(municipality).count()}"
    with transaction.atomic():
        activity = Activity.objects.create(
            municipality=municipality, slug=slug, name=name, process=process, role=role
        )
        set_standard_time(municipality, activity, minutes=minutes, valid_from=ALWAYS, by=by, now=now)
    return activity


def month_is_imported(unit: Unit, month: date) -> bool:
    """Whether the unit's administration of a month (its first day) came in a file."""
    return MonthlyEffort.objects.filter(unit=unit, month=month, source=EffortSource.IMPORT).exists()


def log_effort(
    *,
    unit: Unit,
    day: date,
    activity: Activity,
    role: StaffRole | str,
    minutes: int,
    by: User | None,
    now: datetime,
    times: int = 1,
    source: EffortSource = EffortSource.QUICK_LOG,
) -> EffortEntry:
    """Logs minutes of an activity. Raises MonthIsImported."""
    month = day.replace(day=1)
    if month_is_imported(unit, month):
        raise MonthIsImported
    return EffortEntry.objects.create(
        unit=unit,
        day=day,
        month=month,
        activity=activity,
        role=role,
        minutes=minutes,
        times=times,
        source=source,
        by=by,
        at=now,
    )


def undo_effort(entry: EffortEntry, *, now: datetime) -> None:
    """Takes an entry out of all sums. It stays, marked; undoing twice is once."""
    EffortEntry.objects.filter(pk=entry.pk, undone_at=None).update(undone_at=now)


def own_entries(user: User, since: date) -> QuerySet[EffortEntry]:
    """What an account has logged for `since` and later days, or written down since then; latest first."""
    mine = EffortEntry.objects.filter(by=user, undone_at=None)
    return mine.filter(Q(day__gte=since) | Q(at__date__gte=since)).select_related("activity", "unit")
