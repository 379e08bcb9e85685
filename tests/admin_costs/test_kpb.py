"""Cost per user by literals: SKR's model (domain section 5)."""

import pytest

from admin_costs.kpb import cost_of_person, unit_price
from admin_costs.measures import measure_of

# 1,000,000 kr, of which 100,000 is internal revenue and 50,000 is sold, for 2,500 hours: 340 kr an hour.
ACCOUNTS = (1_000_000, 100_000, 50_000)
HOURS = {"a": 240, "b": 1_260, "c": 1_000}


def test_unit_price_takes_internal_revenue_and_sales_off():
    assert unit_price(*ACCOUNTS, 2_500) == 340


def test_a_person_costs_unit_price_times_volume():
    assert cost_of_person([(340, 240)]) == 81_600
    assert cost_of_person([(340, 240), (100, 2)]) == 81_800
    assert cost_of_person([]) == 0


def test_all_persons_cost_what_the_accounts_say():
    price = unit_price(*ACCOUNTS, sum(HOURS.values()))
    assert sum(cost_of_person([(price, hours)]) for hours in HOURS.values()) == 850_000


def test_nothing_performed_has_no_price():
    assert unit_price(*ACCOUNTS, 0) is None


def test_the_measure_is_the_cost_of_the_mean_person():
    """Three people in each of twelve months: 36 person-months."""
    sums = dict(zip(("gross_cost_kr", "internal_revenue_kr", "sales_kr"), ACCOUNTS, strict=True))
    kpb = measure_of("kpb").ways[0].value(sums | {"people": 36})
    assert kpb == pytest.approx(cost_of_person([(340, 2_500 / 3)]))
