"""The stopwatch: one at a time, whole minutes, and nothing logged twice or foolishly."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta
from random import Random

import pytest
from django.db import connection

from admin_costs.effort import MonthIsImported
from admin_costs.imports import import_files
from admin_costs.models import Activity, EffortEntry, Stopwatch, TimeStudy
from admin_costs.stopwatch import (
    ForgottenStopwatch,
    minutes_gone,
    running,
    start,
    stop,
    switch,
    throw_away,
)
from admin_costs.time_studies import take_part
from tests.admin_costs.figure_files import EFFORT_HEADER, EFFORT_ROW, write
from tests.cast import NOW, make_cast

MINUTE = timedelta(minutes=1)


@pytest.fixture
def questions(db):
    return Activity.objects.get(slug="fragor")


def started(cast, at=NOW, activity=None):
    return start(cast.coordinator, unit=cast.unit, activity=activity, now=at)


def stopped(cast, watch, activity, at, **more):
    given = {"unit": cast.unit, "activity": activity, "role": "coordinator"}
    return stop(cast.coordinator, watch.pk, now=at, **given, **more)


@pytest.mark.parametrize(
    ("seconds", "minutes"), [(0, 1), (1, 1), (60, 1), (61, 2), (14 * 60, 14), (12 * 3600, 720), (-5, 1)]
)
def test_begun_minutes_count_and_there_is_at_least_one(seconds, minutes):
    assert minutes_gone(NOW, NOW + timedelta(seconds=seconds)) == minutes


def test_stopped_it_is_an_entry_and_is_gone(cast, questions):
    entry = stopped(cast, started(cast), questions, NOW + 13 * MINUTE + timedelta(seconds=1))
    assert (entry.minutes, entry.source, entry.day) == (14, "stopwatch", date(2026, 3, 11))
    assert (entry.unit, entry.activity, entry.by, entry.role) == (
        cast.unit,
        questions,
        cast.coordinator,
        "coordinator",
    )
    assert running(cast.coordinator) is None


def test_started_twice_is_once_and_goes_on_from_the_first(cast, questions):
    first = started(cast)
    again = started(cast, at=NOW + MINUTE, activity=questions)
    assert (again.pk, again.started_at, again.activity) == (first.pk, NOW, None)


def test_stopped_twice_is_logged_once(cast, questions):
    watch = started(cast)
    assert stopped(cast, watch, questions, NOW + MINUTE)
    assert stopped(cast, watch, questions, NOW + MINUTE) is None
    assert EffortEntry.objects.count() == 1


def test_a_switch_logs_the_first_and_starts_the_next_and_pressed_again_leaves_it_alone(cast, questions):
    watch = started(cast)
    for _ in range(2):
        switch(
            cast.coordinator,
            watch.pk,
            unit=cast.unit,
            activity=questions,
            role="coordinator",
            now=NOW + 20 * MINUTE,
        )
    assert EffortEntry.objects.get().minutes == 20
    assert running(cast.coordinator).started_at == NOW + 20 * MINUTE


def test_over_twelve_hours_asks_how_long_instead_of_logging_nonsense(cast, questions):
    watch = started(cast)
    late = NOW + timedelta(hours=12, seconds=1)
    with pytest.raises(ForgottenStopwatch):
        stopped(cast, watch, questions, late)
    assert running(cast.coordinator) == watch
    assert stopped(cast, watch, questions, late, minutes=45).minutes == 45


def test_over_midnight_it_is_logged_on_the_day_it_was_started(cast, questions):
    """23.50 on 14 March, in Sweden an hour after UTC."""
    watch = started(cast, at=datetime(2026, 3, 14, 22, 50, tzinfo=UTC))
    entry = stopped(cast, watch, questions, datetime(2026, 3, 14, 23, 10, tzinfo=UTC))
    assert (entry.day, entry.minutes) == (date(2026, 3, 14), 20)


def test_the_night_when_the_clock_is_put_back_is_counted_as_it_was(cast, questions):
    """02.30 summer time to 02.30 winter time, 25 October 2026: an hour."""
    watch = started(cast, at=datetime(2026, 10, 25, 0, 30, tzinfo=UTC))
    assert stopped(cast, watch, questions, datetime(2026, 10, 25, 1, 30, tzinfo=UTC)).minutes == 60


def test_an_imported_month_takes_nothing_and_the_stopwatch_goes_on(cast, questions, tmp_path):
    import_files(cast.unit.municipality, [write(tmp_path / "a.csv", EFFORT_HEADER, EFFORT_ROW)], now=NOW)
    at = datetime(2023, 1, 20, 9, tzinfo=UTC)
    watch = started(cast, at=at)
    with pytest.raises(MonthIsImported):
        stopped(cast, watch, questions, at + MINUTE)
    assert running(cast.coordinator) == watch


def test_thrown_away_nothing_is_logged(cast):
    watch = started(cast)
    assert throw_away(cast.coordinator, watch.pk)
    assert not throw_away(cast.coordinator, watch.pk)
    assert not EffortEntry.objects.exists()


def test_anothers_is_left_alone(cast, questions):
    watch = started(cast)
    assert not throw_away(cast.manager, watch.pk)
    given = {"unit": cast.unit, "activity": questions, "role": "manager", "now": NOW}
    assert stop(cast.manager, watch.pk, **given) is None
    assert running(cast.coordinator) == watch


@pytest.mark.django_db(transaction=True)
def test_eight_presses_at_once_start_one_stop_one_and_draw_one_persons_moments_once():
    cast = make_cast()
    questions = Activity.objects.get(slug="fragor")
    study = TimeStudy.objects.create(
        unit=cast.unit,
        first_day=date(2026, 3, 16),
        last_day=date(2026, 3, 29),
        starts=time(8),
        ends=time(17),
        by=cast.manager,
        at=NOW,
    )

    def at_once(press) -> list:
        def own_connection(number: int):
            try:
                return press(number)
            finally:
                connection.close()

        with ThreadPoolExecutor(8) as pool:
            return list(pool.map(own_connection, range(8)))

    (pk,) = {watch.pk for watch in at_once(lambda number: started(cast, at=NOW + number * MINUTE))}
    watch = Stopwatch.objects.get(pk=pk)
    at_once(lambda number: stopped(cast, watch, questions, NOW + 9 * MINUTE))
    assert EffortEntry.objects.count() == 1
    at_once(lambda number: take_part(study, cast.coordinator, now=NOW, chance=Random(number)))
    assert study.moments.count() <= 70  # seven a day for ten days at most: drawn twice it would be 100
