"""Staff capacity: what holds in which months, and what it comes to."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from admin_costs.capacity import (
    capacities_of,
    capacity_over,
    holding,
    over_months,
    set_capacity,
    staffing_fell_by,
)
from admin_costs.models import StaffCapacity
from ledsagning.people.models import Municipality
from tests.cast import NOW

JANUARY, FEBRUARY, MARCH = (date(2025, month, 1) for month in (1, 2, 3))


@pytest.fixture
def laholm(db):
    return Municipality.objects.get(code="1381")


def register(laholm, role="coordinator", month=JANUARY, paid=10_400, permille=800, kronor=58_000):
    return set_capacity(
        laholm,
        role=role,
        valid_from=month,
        paid_minutes=paid,
        practical_permille=permille,
        cost_ore=kronor * 100,
        by=None,
        now=NOW,
    )


def test_a_post_of_which_four_fifths_can_be_worked(laholm):
    held = [register(laholm)] * 3
    capacity = capacity_over(held)
    assert (capacity.practical_minutes, capacity.cost_ore) == (3 * 8_320, 3 * 58_000_00)


def test_the_later_written_holds_from_its_month(laholm):
    register(laholm)
    register(laholm, month=date(2025, 3, 9), paid=5_200)
    register(laholm, month=MARCH, paid=2_600)
    rows = capacities_of(laholm)
    assert [holding(rows, month)["coordinator"].paid_minutes for month in (FEBRUARY, MARCH)] == [
        10_400,
        2_600,
    ]
    assert holding(rows, date(2024, 12, 1)) == {}


def test_only_what_was_registered_in_every_month_counts(laholm):
    register(laholm)
    register(laholm, role="manager", month=FEBRUARY)
    found = over_months(capacities_of(laholm), [JANUARY, FEBRUARY])
    assert {role: len(held) for role, held in found.items()} == {"coordinator": 2}


def test_another_municipalitys_is_not_ours(laholm):
    register(Municipality.objects.get(name="Halmstad"))
    assert not capacities_of(laholm).exists()


def test_nobody_is_no_capacity(laholm):
    assert capacity_over([register(laholm, paid=0, kronor=0)]) is None


def test_what_staffing_fell_by(laholm):
    """Six months before at 58,000, three after at 20,000: 3 × 38,000. A role on one side only is left out."""
    dear, cheap = register(laholm), register(laholm, kronor=20_000)
    before, after = {"coordinator": [dear] * 6, "manager": [dear]}, {"coordinator": [cheap] * 3}
    assert staffing_fell_by(before, after) == 3 * 38_000_00
    assert staffing_fell_by({"coordinator": [cheap] * 3}, before) == 6 * -38_000_00
    assert staffing_fell_by({"manager": [dear]}, after) is None


@pytest.mark.parametrize("wrong", [{"permille": 0}, {"permille": 1001}, {"paid": 0}])
def test_the_database_refuses_what_means_nothing(laholm, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        register(laholm, **wrong)
    assert not StaffCapacity.objects.exists()
