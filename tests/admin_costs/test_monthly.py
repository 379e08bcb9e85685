"""Monthly figures follow the facts, and a refresh gives the same rows as a rebuild of everything."""

from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from admin_costs.effort import log_effort, set_standard_time, undo_effort
from admin_costs.imports import import_files
from admin_costs.models import (
    Activity,
    EffortEntry,
    GroupFigures,
    MonthlyEffort,
    MonthlyFigures,
    MonthlyStamp,
    SurveyAnswers,
)
from admin_costs.monthly import rebuild, refresh
from admin_costs.rates import set_rate
from hours.bookings import cancel
from hours.visits import correct, no_show, rate, report
from ledsagning.people.models import Municipality
from tests.admin_costs.figure_files import four_years
from tests.cast import NOW, TOMORROW_14, Cast, make_cast

FEBRUARY, MARCH, APRIL = date(2026, 2, 1), date(2026, 3, 1), date(2026, 4, 1)


@pytest.fixture
def laholm(db):
    return Municipality.objects.get(code="1381")


def log(cast: Cast, minutes: int = 60, day: date = date(2026, 3, 11), role: str = "manager") -> EffortEntry:
    activity = Activity.objects.get(slug="uppfoljning")
    return log_effort(
        unit=cast.unit, day=day, activity=activity, role=role, minutes=minutes, by=cast.manager, now=NOW
    )


def effort() -> dict[tuple[str, str], tuple[int, int, int]]:
    """(times, minutes, öre) of March by activity and source."""
    rows = MonthlyEffort.objects.filter(month=MARCH)
    return {
        (row.activity.slug, row.source): (row.times, row.minutes, row.cost_ore)
        for row in rows.select_related("activity")
    }


def everything() -> list[list[tuple]]:
    """All rows made from facts, without their keys."""
    return [
        sorted(
            map(
                repr,
                model.objects.values_list(
                    *(field.attname for field in model._meta.concrete_fields if field.name != "id")
                ),
            )
        )
        for model in (MonthlyFigures, MonthlyEffort, SurveyAnswers, MonthlyStamp, GroupFigures)
    ]


def test_a_visit_becomes_figures(cast, laholm):
    """3 h by Egen regi at the template's 310 kr: 930 kr."""
    cast.done()
    refresh(laholm)
    figures = MonthlyFigures.objects.get()
    assert (figures.unit, figures.provider, figures.month) == (cast.unit, cast.provider, MARCH)
    assert (figures.age_group, figures.sex, figures.source) == ("0–64", "K", "facts")
    assert (figures.people, figures.visits, figures.minutes, figures.cost_ore) == (1, 1, 180, 930_00)


def test_what_the_system_saw_is_counted_by_standard_time(cast, laholm):
    """A decision 480 min at 520 kr, an assignment 12 at 430; a report as booked is nobody's work."""
    cast.done()
    refresh(laholm)
    assert effort() == {
        ("utredning", "event"): (1, 480, 4160_00),
        ("tillsattning", "event"): (1, 12, 86_00),
        ("attest", "event"): (1, 0, 0),
    }


def test_what_is_logged_is_added_up_and_the_undone_is_not(cast, laholm):
    log(cast, 60), log(cast, 20)
    undo_effort(log(cast, 500), now=NOW)
    refresh(laholm)
    assert effort()["uppfoljning", "quick_log"] == (2, 80, 853_33)


def test_a_rating_becomes_one_answer_a_person(cast, laholm):
    first, second = cast.done(), cast.done(starts_at=TOMORROW_14 + timedelta(days=1))
    for booking, score in ((first, 3), (second, 1)):
        rate(booking, score=score, by=cast.participant.user, now=NOW + timedelta(days=5))
    refresh(laholm)
    rows = SurveyAnswers.objects.values_list("question__text", "answer", "count", "source")
    assert list(rows) == [("Vad tyckte du om besöket?", "Dåligt", 1, "facts")]


def test_nothing_is_done_when_nothing_has_happened(cast, laholm):
    cast.done()
    assert refresh(laholm) == 1
    with CaptureQueriesContext(connection) as queries:
        assert refresh(laholm) == 0
    assert not [query for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert len(queries) <= 7


def test_only_the_months_that_are_stale_are_made(cast, laholm):
    cast.done()
    log(cast, day=date(2026, 2, 3))
    assert refresh(laholm) == 2
    log(cast, day=date(2026, 2, 4))
    assert refresh(laholm) == 1


@pytest.mark.parametrize("month", [FEBRUARY, MARCH, APRIL])
def test_a_new_price_makes_the_months_it_touches_stale(cast, laholm, month):
    """February and March have something logged; a price from April touches neither."""
    log(cast, day=date(2026, 2, 3)), log(cast)
    refresh(laholm)
    set_rate(laholm, role="manager", valid_from=month, ore_per_hour=100_00, by=None, now=NOW)
    assert refresh(laholm) == {FEBRUARY: 2, MARCH: 1, APRIL: 0}[month]
    assert effort()["uppfoljning", "quick_log"][2] == (640_00 if month == APRIL else 100_00)


def test_a_new_standard_time_makes_months_stale(cast, laholm):
    cast.assigned()
    refresh(laholm)
    activity = Activity.objects.get(slug="tillsattning")
    set_standard_time(laholm, activity, minutes=30, valid_from=MARCH, by=None, now=NOW)
    assert refresh(laholm) == 1
    assert effort()["tillsattning", "event"] == (1, 30, 215_00)


def test_an_undone_entry_makes_its_month_stale(cast, laholm):
    entry = log(cast)
    refresh(laholm)
    undo_effort(entry, now=NOW)
    assert refresh(laholm) == 1
    assert ("uppfoljning", "quick_log") not in effort()


def test_another_municipality_is_left_alone(cast, laholm):
    cast.done()
    assert refresh(Municipality.objects.get(name="Halmstad")) == 0
    assert not MonthlyFigures.objects.exists()


def test_imported_rows_survive_a_rebuild(cast, laholm, tmp_path):
    import_files(laholm, four_years(tmp_path), now=NOW)
    cast.done()
    rebuild(laholm)
    assert MonthlyFigures.objects.filter(source="import").count() == 48
    assert MonthlyEffort.objects.filter(source="import").count() == 48


def test_progress_is_told(cast, laholm):
    log(cast, day=date(2026, 2, 3)), log(cast)
    told = []
    rebuild(laholm, lambda done, of: told.append((done, of)))
    assert told == [(1, 2), (2, 2)]


def visit(cast: Cast, day: int):
    """A visit on a day of February or March."""
    return cast.accepted(starts_at=TOMORROW_14 + timedelta(days=day), hours=2)


def happen(cast: Cast, step: tuple[str, int]) -> None:
    """One thing that figures are made from."""
    name, number = step
    later = NOW + timedelta(days=400)
    by = cast.escort.user
    if name == "log":
        log(cast, 5 + number, day=date(2026, 3, 1) + timedelta(days=number - 20))
    elif name == "undo":
        for entry in EffortEntry.objects.filter(undone_at=None)[:1]:
            undo_effort(entry, now=later)
    elif name == "price":
        set_rate(
            cast.unit.municipality,
            role="escort",
            valid_from=date(2026, 1 + number % 4, 1),
            ore_per_hour=100_00 + number,
            by=None,
            now=NOW,
        )
    elif name == "standard":
        set_standard_time(
            cast.unit.municipality,
            Activity.objects.get(slug="attest"),
            minutes=number,
            valid_from=date(2026, 1 + number % 4, 1),
            by=None,
            now=NOW,
        )
    elif name == "cancel":
        cancel(visit(cast, number), by=by, now=NOW)
    elif name == "no_show":
        no_show(visit(cast, number), by=by, now=later)
    else:
        booking = visit(cast, number)
        ends_at = booking.ends_at + timedelta(minutes=30 * (number % 3))
        report(booking, starts_at=booking.starts_at, ends_at=ends_at, by=by, now=later)
        if name == "correct":
            correct(booking, starts_at=booking.starts_at, ends_at=booking.ends_at, by=by, now=later)
        elif name == "rate":
            rate(booking, score=1 + number % 3, by=cast.participant.user, now=later)


STEPS = st.tuples(
    st.sampled_from(
        ["log", "undo", "price", "standard", "cancel", "no_show", "report", "correct", "rate", "refresh"]
    ),
    st.integers(0, 59),
)


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, min_size=1, max_size=8, unique_by=lambda step: step[1]))
def test_refreshing_as_things_happen_equals_rebuilding_everything(db, steps):

    with transaction.atomic():
        cast = make_cast()
        municipality = cast.unit.municipality
        for step in steps:
            if step[0] == "refresh":
                refresh(municipality)
            else:
                happen(cast, step)
        refresh(municipality)
        refreshed = everything()
        for model in (MonthlyFigures, MonthlyEffort, SurveyAnswers, MonthlyStamp, GroupFigures):
            model.objects.all().delete()
        rebuild(municipality)
        assert everything() == refreshed
        assert refresh(municipality) == 0
        transaction.set_rollback(True)


def test_a_refresh_that_forgets_would_be_caught(cast, laholm):
    """The control of the test above: a stamp that lies leaves figures that a rebuild changes."""
    log(cast)
    refresh(laholm)
    log(cast)
    MonthlyStamp.objects.update(log_changes=2)
    refresh(laholm)
    refreshed = everything()
    rebuild(laholm)
    assert everything() != refreshed
