"""The administration of half-years, read from monthly figures."""

from datetime import date

import pytest

from admin_costs.models import Activity, GroupFigures
from admin_costs.models.effort import EffortSource
from admin_costs.models.figures import FigureSource
from admin_costs.process_costs import HalfYear, Work
from admin_costs.work_done import halves_of
from ledsagning.people.models import Municipality
from tests.admin_costs.administered import (
    AUTUMN_AFTER,
    AUTUMN_BEFORE,
    add_visits,
    add_work,
    make_administered,
)
from tests.cast import make_unit

BEFORE, AFTER = HalfYear(2023, 2), HalfYear(2024, 2)


@pytest.fixture
def unit(db):
    return make_unit()


@pytest.fixture
def provider(db):
    return make_unit(name="Egen regi", kind="in_house")


@pytest.fixture
def laholm(unit, provider):
    make_administered(unit, provider)
    return Municipality.objects.get(code="1381")


def told(laholm, half, before=date(2025, 1, 1)):
    return halves_of(laholm, before=before)[half].told


def pk(slug):
    return Activity.objects.get(slug=slug).pk


def test_imported_work_has_no_times(laholm):
    found = told(laholm, BEFORE)
    assert found.steps[("administrator", pk("manadskontroll"))] == Work(None, 30, 6 * 1200, 6 * 8_200_00)
    assert found.total.minutes == 6 * 60 * 60


def test_work_of_few_is_together_with_the_smallest_beside(laholm):
    """One appeal, so the twelve follow-ups go along with it."""
    found = told(laholm, AFTER)
    assert found.steps[("coordinator", pk("telefonbokning"))] == Work(270, 30, 2160, 6 * 2_580_00)
    assert found.steps.keys() == {
        ("coordinator", pk("telefonbokning")),
        ("coordinator", pk("fragor")),
        ("administrator", pk("ovrigt")),
    }
    assert found.together == {"case_officer": Work(13, 30, 840, 6 * 1_040_00 + 1_040_00)}


def test_a_half_year_that_is_not_over_is_not_told_of(laholm):
    assert list(halves_of(laholm, before=date(2024, 12, 1))) == [BEFORE]
    assert list(halves_of(laholm, before=date(2025, 1, 1))) == [BEFORE, AFTER]


def test_it_is_the_sum_of_the_months_that_are_told_of_elsewhere(laholm):
    for half, months in ((BEFORE, AUTUMN_BEFORE), (AFTER, AUTUMN_AFTER)):
        rows = GroupFigures.objects.filter(municipality=laholm, unit=None, month__in=months)
        assert told(laholm, half).total.minutes == sum(row.admin_minutes for row in rows)


def test_months_of_four_people_are_in_nothing(unit, provider):
    make_administered(unit, provider, people=4)
    assert halves_of(unit.municipality, before=date(2026, 1, 1)) == {}


def test_a_file_beside_own_visits_does_not_count(laholm, unit):
    before = told(laholm, AFTER)
    add_work(unit, AUTUMN_AFTER[0], "manadskontroll", "manager", EffortSource.IMPORT, 0, 600, 600)
    assert told(laholm, AFTER) == before


def test_own_work_beside_an_imported_month_does_not_count(laholm, unit):
    before = told(laholm, BEFORE)
    add_work(unit, AUTUMN_BEFORE[0], "fragor", "manager", EffortSource.QUICK_LOG, 9, 90, 600)
    assert told(laholm, BEFORE) == before


def test_a_month_where_a_unit_recorded_nothing_is_left_out(laholm, provider):
    north = make_unit(name="Norr")
    add_visits(north, provider, [AUTUMN_AFTER[0]], FigureSource.FACTS, 100, 10)
    found = halves_of(laholm, before=date(2025, 1, 1))[AFTER]
    assert found.months == AUTUMN_AFTER[1:]
    assert found.told.steps[("coordinator", pk("telefonbokning"))].times == 5 * 45


def test_work_without_minutes_is_no_step(laholm, unit):
    add_work(unit, AUTUMN_AFTER[0], "attest", "manager", EffortSource.EVENT, 40, 0, 0)
    assert "manager" not in told(laholm, AFTER).roles()
