"""Keeps monthly figures in step with the facts. Every report reads these, and never the facts themselves.

A month of a unit is stale when its stamp does not say as many events, log changes and prices as there are now
(models.figures.MonthlyStamp). Stale months are made anew, whole, each in its own transaction, so
that a refresh and a rebuild of everything give the same rows.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from django.db import transaction
from django.db.models import Count, Sum
from django.utils import timezone

from admin_costs.effort import activities_of, standard_minutes, standard_times_of
from admin_costs.group_figures import forget_months, tell_missing
from admin_costs.models import EffortEntry, MonthlyEffort, MonthlyFigures, MonthlyStamp, SurveyAnswers
from admin_costs.models.activities import StaffRole
from admin_costs.models.effort import EffortSource
from admin_costs.models.figures import FigureSource
from admin_costs.rates import PriceList, price_list, rates_of
from admin_costs.round_counts import count_anew, count_over
from admin_costs.surveys import rating_answers, rating_question
from hours.queries import event_counts, events_a_month, month_visits
from ledsagning.people.models import Municipality

UnitMonth = tuple[int, date]
"""A unit's id and the first day of a month."""

Progress = Callable[[int, int], None]


class Versions(NamedTuple):
    """What a month is made from, as numbers that only grow."""

    events: int
    log_changes: int
    prices: int


def silent(done: int, of: int) -> None:
    """No progress shown."""


def refresh(municipality: Municipality, progress: Progress = silent) -> int:
    """Makes the stale months anew, and counts survey rounds that have ended; how many months they were."""
    count_over(municipality, timezone.localdate())
    current = current_versions(municipality)
    stamped = stamps(municipality)
    stale = {key: versions for key, versions in current.items() if stamped.get(key) != versions}
    made = make(municipality, stale, progress)
    tell_missing(municipality)
    return made


def rebuild(municipality: Municipality, progress: Progress = silent) -> int:
    """Makes every month anew that has facts, and the answers of all survey rounds that are over; how many
    months they were. Imported rows are left alone."""
    count_anew(municipality, timezone.localdate())
    made = make(municipality, current_versions(municipality), progress)
    tell_missing(municipality)
    return made


def current_versions(municipality: Municipality) -> dict[UnitMonth, Versions]:
    """What each month with facts would be made from now."""
    events = events_a_month(municipality.code)
    logged = log_changes(municipality)
    begun = price_months(municipality)
    return {
        (unit_id, month): Versions(
            events.get((unit_id, month), 0), logged[unit_id, month], bisect_right(begun, month)
        )
        for unit_id, month in sorted(events.keys() | logged.keys())
    }


def log_changes(municipality: Municipality) -> Counter[UnitMonth]:
    """How many log entries have been made and undone in each month."""
    changes: Counter[UnitMonth] = Counter()
    entries = EffortEntry.objects.filter(unit__municipality=municipality).order_by()
    counted = entries.values_list("unit", "month").annotate(made=Count("pk"), undone=Count("undone_at"))
    for unit_id, month, made, undone in counted:
        changes[unit_id, month] = made + undone
    return changes


def price_months(municipality: Municipality) -> list[date]:
    """The first days of all rates and standard times, sorted: how many concern a month is then a look-up."""
    rates = rates_of(municipality).order_by().values_list("valid_from", flat=True)
    times = standard_times_of(municipality).order_by().values_list("valid_from", flat=True)
    return sorted(rates.union(times, all=True))


def stamps(municipality: Municipality) -> dict[UnitMonth, Versions]:
    """What each month was made from."""
    rows = MonthlyStamp.objects.filter(unit__municipality=municipality)
    return {
        (unit_id, month): Versions(*versions)
        for unit_id, month, *versions in rows.values_list("unit", "month", *Versions._fields)
    }


def make(municipality: Municipality, wanted: dict[UnitMonth, Versions], progress: Progress) -> int:
    """Makes months anew, from prices read now, which is after their versions were."""
    if not wanted:
        return 0
    prices = price_list(municipality)
    for done, (key, versions) in enumerate(wanted.items(), start=1):
        with transaction.atomic():
            # Two that make the same month at once take turns. "No key": bookings need not wait.
            Municipality.objects.select_for_update(no_key=True).get(pk=municipality.pk)
            make_month(municipality, *key, prices)
            unit_id, month = key
            forget_months(municipality, [month])
            MonthlyStamp.objects.update_or_create(unit_id=unit_id, month=month, defaults=versions._asdict())
        progress(done, len(wanted))
    return len(wanted)


def make_month(municipality: Municipality, unit_id: int, month: date, prices: PriceList) -> None:
    """Replaces everything of one month that is made from facts."""
    question = rating_question()
    rows = {"unit_id": unit_id, "month": month}
    MonthlyFigures.objects.filter(**rows, source=FigureSource.FACTS).delete()
    MonthlyFigures.objects.bulk_create(visit_figures(unit_id, month, prices))
    MonthlyEffort.objects.filter(**rows).exclude(source=EffortSource.IMPORT).delete()
    MonthlyEffort.objects.bulk_create(
        [*logged_effort(unit_id, month, prices), *counted_effort(municipality, unit_id, month, prices)]
    )
    SurveyAnswers.objects.filter(**rows, source=FigureSource.FACTS).delete()
    SurveyAnswers.objects.bulk_create(rating_answers(unit_id, month, question))


def visit_figures(unit_id: int, month: date, prices: PriceList) -> Iterator[MonthlyFigures]:
    """The month's visits, priced by each provider's rate."""
    for visits in month_visits(unit_id, month):
        yield MonthlyFigures(
            unit_id=unit_id,
            provider_id=visits.provider_id,
            month=month,
            age_group=visits.age_group,
            sex=visits.sex,
            source=FigureSource.FACTS,
            people=visits.people,
            visits=visits.visits,
            minutes=visits.minutes,
            cost_ore=prices.cost_ore(visits.minutes, StaffRole.ESCORT, month, visits.provider_id),
            expenses_ore=visits.expenses_ore,
            largest_minutes=visits.largest_minutes,
            second_minutes=visits.second_minutes,
            squared_minutes=visits.squared_minutes,
        )


def logged_effort(unit_id: int, month: date, prices: PriceList) -> Iterator[MonthlyEffort]:
    """What people logged and did not undo, by activity, role and source."""
    entries = EffortEntry.objects.filter(unit=unit_id, month=month, undone_at=None).order_by()
    sums = entries.values_list("activity", "role", "source").annotate(Sum("minutes"), Sum("times"))
    for activity_id, role, source, minutes, times in sums:
        yield MonthlyEffort(
            unit_id=unit_id,
            month=month,
            activity_id=activity_id,
            role=role,
            source=source,
            times=times,
            minutes=minutes,
            cost_ore=prices.cost_ore(minutes, role, month),
        )


def counted_effort(
    municipality: Municipality, unit_id: int, month: date, prices: PriceList
) -> Iterator[MonthlyEffort]:
    """What the system saw, by standard time."""
    standard = standard_minutes(municipality, month)
    times = event_counts(unit_id, month)
    for activity in activities_of(municipality).filter(event_kind__in=times):
        minutes = times[activity.event_kind] * standard[activity.pk]
        yield MonthlyEffort(
            unit_id=unit_id,
            month=month,
            activity=activity,
            role=activity.role,
            source=EffortSource.EVENT,
            times=times[activity.event_kind],
            minutes=minutes,
            cost_ore=prices.cost_ore(minutes, activity.role, month),
        )
