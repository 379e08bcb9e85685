"""How things are today: the year before the change, or before now."""

from datetime import date
from fractions import Fraction

import pytest

from admin_costs.baseline import baseline_of
from admin_costs.models import GroupFigures, MonthlyFigures
from admin_costs.models.figures import FigureSource
from tests.admin_costs.administered import AUTUMN_AFTER, CHANGE, add_visits, make_administered
from tests.cast import make_unit


@pytest.fixture
def laholm(db):
    unit = make_unit()
    make_administered(unit, make_unit(name="Egen regi", kind="in_house"))
    return unit.municipality


def test_the_months_before_the_change(laholm):
    found = baseline_of(laholm, before=CHANGE)
    assert (found.months, found.last, found.people) == (6, date(2023, 12, 1), 30)
    assert (found.escort_hours, found.admin_hours) == (10, 2)
    assert found.escort_ore_per_hour == 300_00
    # (30 × 520 + 20 × 410 + 10 × 430) kr for 60 hours.
    assert found.admin_ore_per_hour == Fraction(28_100_00, 60)
    assert found.control_share == Fraction(5, 6)
    assert not found.is_short


def test_without_a_change_the_latest_months(laholm):
    """The later autumn: the earlier is more than a year before its end."""
    found = baseline_of(laholm, before=date(2025, 3, 1))
    assert (found.months, found.last, found.escort_hours) == (6, AUTUMN_AFTER[-1], 13)
    assert found.control_share is None


def test_less_than_a_season_is_short(laholm):
    found = baseline_of(laholm, before=date(2023, 10, 1))
    assert (found.months, found.is_short) == (3, True)
    assert found.control_share is None  # the half-year was not over


def test_nothing_before_the_first_month(laholm):
    assert baseline_of(laholm, before=date(2023, 7, 1)) is None


def test_hours_that_nobody_priced_have_no_price(laholm):
    GroupFigures.objects.filter(unit=None).update(cost_ore=0)
    assert baseline_of(laholm, before=CHANGE).escort_ore_per_hour is None


def test_months_of_four_people_are_not_in_it(db):
    unit = make_unit()
    make_administered(unit, unit, people=4)
    assert baseline_of(unit.municipality, before=CHANGE) is None
    assert MonthlyFigures.objects.exists()


def test_months_without_administration_are_not_in_it(laholm):
    unit = laholm.units.get(kind="authority")
    add_visits(unit, unit, [date(2023, 6, 1)], FigureSource.IMPORT, 300, 30)
    assert baseline_of(laholm, before=CHANGE).months == 6
