"""The most particular rate that holds in a month."""

from datetime import date

import pytest

from admin_costs.costs import NoRate
from admin_costs.models import Rate
from admin_costs.rates import price_list, set_rate
from ledsagning.people.models import Municipality
from tests.cast import NOW, make_unit

JANUARY, MARCH = date(2026, 1, 1), date(2026, 3, 1)


@pytest.fixture
def laholm(db):
    return Municipality.objects.get(code="1381")


def test_the_template_holds_where_nothing_else_is_said(laholm):
    assert price_list(laholm).ore_per_hour("case_officer", JANUARY) == 520_00


def test_the_municipalitys_own_goes_before_the_template_from_its_month(laholm):
    set_rate(laholm, role="case_officer", valid_from=date(2026, 3, 17), ore_per_hour=500_00, by=None, now=NOW)
    prices = price_list(laholm)
    assert [prices.ore_per_hour("case_officer", month) for month in (JANUARY, MARCH)] == [520_00, 500_00]


def test_on_costs_are_added(laholm):
    set_rate(
        laholm,
        role="manager",
        valid_from=JANUARY,
        ore_per_hour=100_00,
        on_cost_basis_points=3142,
        by=None,
        now=NOW,
    )
    assert price_list(laholm).ore_per_hour("manager", MARCH) == 131_42


def test_a_providers_own_goes_first_for_that_provider_alone(laholm):
    ours = make_unit(name="Egen regi", kind="in_house")
    theirs = make_unit(name="AB", kind="provider")
    set_rate(laholm, role="escort", valid_from=JANUARY, ore_per_hour=301_00, by=None, now=NOW)
    set_rate(laholm, role="escort", unit=theirs, valid_from=MARCH, ore_per_hour=310_00, by=None, now=NOW)
    prices = price_list(laholm)
    assert prices.ore_per_hour("escort", MARCH, ours.pk) == 301_00
    assert prices.ore_per_hour("escort", MARCH, theirs.pk) == 310_00
    assert prices.ore_per_hour("escort", JANUARY, theirs.pk) == 301_00


def test_of_two_from_the_same_month_the_later_written_holds(laholm):
    for ore in (200_00, 300_00):
        set_rate(laholm, role="manager", valid_from=JANUARY, ore_per_hour=ore, by=None, now=NOW)
    assert price_list(laholm).ore_per_hour("manager", JANUARY) == 300_00


def test_another_municipalitys_rates_do_not_hold_here(laholm):
    halmstad = Municipality.objects.get(name="Halmstad")
    set_rate(halmstad, role="manager", valid_from=JANUARY, ore_per_hour=1, by=None, now=NOW)
    assert price_list(laholm).ore_per_hour("manager", JANUARY) == 640_00


def test_no_rate_at_all(laholm):
    Rate.objects.all().delete()
    with pytest.raises(NoRate, match="manager"):
        price_list(laholm).ore_per_hour("manager", JANUARY)


def test_cost(laholm):
    assert price_list(laholm).cost_ore(90, "escort", JANUARY) == 465_00
