"""Activities, their standard times, and the log."""

from datetime import date, timedelta

import pytest

from admin_costs.effort import (
    MonthIsImported,
    activities_of,
    add_activity,
    log_effort,
    loggable_activities,
    own_entries,
    set_standard_time,
    standard_minutes,
    undo_effort,
)
from admin_costs.imports import import_files
from admin_costs.models import Activity, EffortEntry
from hours.queries import EventKind
from ledsagning.people.models import Municipality
from tests.admin_costs.figure_files import EFFORT_HEADER, EFFORT_ROW, write
from tests.cast import NOW

TODAY = date(2026, 3, 11)
JANUARY, MARCH = date(2026, 1, 1), date(2026, 3, 1)


@pytest.fixture
def laholm(db):
    return Municipality.objects.get(code="1381")


@pytest.fixture
def follow_up(db):
    return Activity.objects.get(slug="uppfoljning")


def log(cast, activity, minutes=10, day=TODAY, by=None):
    return log_effort(
        unit=cast.unit, day=day, activity=activity, role="manager", minutes=minutes, by=by, now=NOW
    )


def test_the_standard_times_of_events_are_as_assumed(laholm):
    """The assumptions, one by one: minutes that a municipality replaces with its own."""
    minutes = standard_minutes(laholm, MARCH)
    counted = {
        activity.event_kind: (activity.role, minutes[activity.pk])
        for activity in activities_of(laholm).exclude(event_kind="")
    }
    assert counted == {
        EventKind.DECIDED: ("case_officer", 480),
        EventKind.RENEWED: ("case_officer", 240),
        EventKind.PHONE_BOOKED: ("coordinator", 8),
        EventKind.ASSIGNED: ("coordinator", 12),
        EventKind.REASSIGNED: ("coordinator", 12),
        EventKind.REPORTED: ("manager", 0),
        EventKind.REPORTED_OTHERWISE: ("manager", 0),
        EventKind.TOP_UP_CONFIRMED: ("coordinator", 3),
        EventKind.NO_SHOW: ("coordinator", 10),
        EventKind.TOLD_BY_HAND: ("coordinator", 5),
        EventKind.REMARK: ("coordinator", 15),
        EventKind.OFFERED: ("coordinator", 6),
        EventKind.AUTO_ASSIGNED: ("coordinator", 1),
        EventKind.ABSENCE: ("coordinator", 5),
        EventKind.ATTESTED: ("coordinator", 3),
        EventKind.MONTH_LOCKED: ("administrator", 15),
    }


def test_what_is_counted_by_itself_is_not_logged_by_hand(laholm):
    slugs = set(loggable_activities(laholm).values_list("slug", flat=True))
    assert "manadskontroll" in slugs
    assert "telefonbokning" not in slugs


def test_a_standard_time_of_ones_own_from_a_month_on(laholm, follow_up):
    set_standard_time(laholm, follow_up, minutes=45, valid_from=date(2026, 3, 9), by=None, now=NOW)
    assert standard_minutes(laholm, JANUARY)[follow_up.pk] == 60
    assert standard_minutes(laholm, MARCH)[follow_up.pk] == 45
    halmstad = Municipality.objects.get(name="Halmstad")
    assert standard_minutes(halmstad, MARCH)[follow_up.pk] == 60


def test_an_activity_of_ones_own(laholm):
    activity = add_activity(
        laholm, name="Ärende i nämnd", process="old", role="manager", minutes=30, by=None, now=NOW
    )
    assert activity in loggable_activities(laholm)
    assert activity not in loggable_activities(Municipality.objects.get(name="Halmstad"))
    assert standard_minutes(laholm, JANUARY)[activity.pk] == 30


def test_undoing_twice_is_once_and_nothing_is_erased(cast, follow_up):
    entry = log(cast, follow_up, by=cast.manager)
    undo_effort(entry, now=NOW)
    undo_effort(entry, now=NOW + timedelta(days=1))
    entry.refresh_from_db()
    assert entry.undone_at == NOW
    assert not own_entries(cast.manager, TODAY).exists()


def test_own_entries_are_ones_own_and_recent(cast, follow_up):
    mine = log(cast, follow_up, by=cast.manager)
    log(cast, follow_up, by=cast.coordinator)
    late = log(cast, follow_up, day=TODAY - timedelta(days=60), by=cast.manager)
    assert list(own_entries(cast.manager, TODAY)) == [late, mine]
    EffortEntry.objects.filter(pk=late.pk).update(at=NOW - timedelta(days=30))
    assert list(own_entries(cast.manager, TODAY)) == [mine]


def test_a_month_that_came_in_a_file_takes_no_log(cast, follow_up, laholm, tmp_path):
    import_files(laholm, [write(tmp_path / "a.csv", EFFORT_HEADER, EFFORT_ROW)], now=NOW)
    with pytest.raises(MonthIsImported):
        log(cast, follow_up, day=date(2023, 1, 31))
    assert log(cast, follow_up, day=date(2023, 2, 1)).month == date(2023, 2, 1)
