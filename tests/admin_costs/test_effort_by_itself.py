"""The standard times of offers, absences and attests, and that earlier months stay as they were."""

from datetime import UTC, date, datetime, timedelta
from importlib import import_module

import pytest
from django.apps import apps

from admin_costs.effort import set_standard_time, standard_minutes
from admin_costs.models import Activity, MonthlyEffort, StandardTime
from admin_costs.monthly import rebuild, refresh
from hours.events import record
from hours.queries import EventKind
from hours.visits import report
from ledsagning.people.models import Municipality
from tests.cast import NOW, TOMORROW_14

migration = import_module("admin_costs.migrations.0006_effort_by_itself")

FEBRUARY, MARCH, APRIL, MAY = (date(2026, month, 1) for month in (2, 3, 4, 5))
NEW = {
    EventKind.OFFERED: ("erbjudande", 6),
    EventKind.AUTO_ASSIGNED: ("tillsattning-forslag", 1),
    EventKind.ABSENCE: ("franvaro", 5),
    EventKind.ATTESTED: ("attest-person", 3),
    EventKind.MONTH_LOCKED: ("lonemanad", 15),
}


def counted(month: date = MARCH) -> dict[str, tuple[int, int]]:
    """(times, minutes) of a month by activity, of what is counted by itself."""
    rows = MonthlyEffort.objects.filter(month=month, source="event").select_related("activity")
    return {row.activity.slug: (row.times, row.minutes) for row in rows}


@pytest.fixture
def laholm(db) -> Municipality:
    return Municipality.objects.get(code="1381")


@pytest.fixture
def before_the_migration(db) -> None:
    """Reports counted as they were: 1 minute as booked, 6 otherwise."""
    StandardTime.objects.filter(activity__slug__in=migration.REPORTS, minutes=0).delete()


def a_report_of_each_kind(cast) -> None:
    """One visit as booked, and one half an hour longer, both in March."""
    cast.done()
    longer = cast.accepted(starts_at=TOMORROW_14 + timedelta(days=1))
    report(
        longer,
        starts_at=longer.starts_at,
        ends_at=longer.ends_at + timedelta(minutes=30),
        by=cast.escort.user,
        now=longer.ends_at + timedelta(hours=1),
    )


@pytest.mark.parametrize("kind", NEW)
def test_each_event_is_counted_exactly_once(cast, laholm, kind):
    slug, minutes = NEW[kind]
    refresh(laholm)
    before = counted()
    record(kind, unit=cast.unit, by=cast.coordinator, at=NOW)
    refresh(laholm)
    assert counted() == before | {slug: (1, minutes)}
    record(kind, unit=cast.unit, by=cast.coordinator, at=NOW)
    refresh(laholm)
    assert counted() == before | {slug: (2, 2 * minutes)}


def test_every_event_has_at_most_one_activity_that_counts_it(db):
    kinds = Activity.objects.exclude(event_kind="").values_list("event_kind", flat=True)
    assert len(set(kinds)) == len(kinds)
    assert set(NEW) <= set(kinds)


def test_a_report_costs_nothing_by_itself_and_a_deviation_when_a_person_attests_it(cast, laholm):
    a_report_of_each_kind(cast)
    refresh(laholm)
    assert counted()["attest"] == (1, 0)
    assert counted()["avvikande-tid"] == (1, 0)
    assert "attest-person" not in counted()
    record(EventKind.ATTESTED, unit=cast.unit, by=cast.coordinator, at=NOW)
    refresh(laholm)
    assert counted()["attest-person"] == (1, 3)


def test_months_with_facts_stand_as_they_stood_and_the_next_counts_anew(cast, laholm, before_the_migration):
    """March had 1 + 6 minutes of attests, and has them after; April has none."""
    a_report_of_each_kind(cast)
    refresh(laholm)
    stood = counted()
    assert (stood["attest"], stood["avvikande-tid"]) == ((1, 1), (1, 6))
    migration.reports_cost_nothing(apps, None)
    refresh(laholm)
    rebuild(laholm)
    assert counted() == stood
    for kind in (EventKind.REPORTED, EventKind.REPORTED_OTHERWISE):
        record(kind, unit=cast.unit, by=cast.coordinator, at=datetime(2026, 4, 1, 8, tzinfo=UTC))
    refresh(laholm)
    assert counted(APRIL) == {"attest": (1, 0), "avvikande-tid": (1, 0)}


def test_where_nothing_has_happened_reports_never_cost_anything(laholm, before_the_migration):
    migration.reports_cost_nothing(apps, None)
    minutes = standard_minutes(laholm, date(2020, 1, 1))
    assert [minutes[activity.pk] for activity in Activity.objects.filter(slug__in=migration.REPORTS)] == [
        0,
        0,
    ]


def test_a_municipality_with_times_of_its_own_is_not_counted_twice(cast, laholm, before_the_migration):
    """It has timed a deviation to 10 minutes, and 12 from May: they become its times for attesting one."""
    deviation, attest = (Activity.objects.get(slug=slug) for slug in ("avvikande-tid", "attest-person"))
    for minutes, month in ((10, FEBRUARY), (12, MAY)):
        set_standard_time(laholm, deviation, minutes=minutes, valid_from=month, by=None, now=NOW)
    record(EventKind.REPORTED_OTHERWISE, unit=cast.unit, by=cast.coordinator, at=NOW)
    migration.reports_cost_nothing(apps, None)
    by_month = {month: standard_minutes(laholm, month) for month in (MARCH, APRIL, MAY)}
    assert [minutes[deviation.pk] for minutes in by_month.values()] == [10, 0, 0]
    assert [minutes[attest.pk] for minutes in by_month.values()] == [10, 10, 12]
    other = standard_minutes(Municipality.objects.get(name="Halmstad"), MAY)
    assert (other[deviation.pk], other[attest.pk]) == (0, 3)


@pytest.mark.parametrize(
    ("month", "after"),
    [(date(2026, 3, 1), date(2026, 4, 1)), (date(2026, 12, 1), date(2027, 1, 1))],
)
def test_the_month_after(month, after):
    assert migration.month_after(month) == after
