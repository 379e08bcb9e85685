from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admin_costs.costs import NoRate, Rate, cost_ore, rate_at, with_on_costs

RATES = [Rate(date(2025, 1, 1), 31_000), Rate(date(2024, 1, 1), 30_100)]


def test_an_hour_costs_the_rate_and_minutes_their_part() -> None:
    assert cost_ore(60, 31_000) == 31_000
    assert cost_ore(90, 31_000) == 46_500
    assert cost_ore(0, 31_000) == 0


def test_half_an_ore_is_rounded_up_and_less_is_rounded_down() -> None:
    assert cost_ore(1, 30) == 1  # 0.5 öre
    assert cost_ore(3, 30) == 2  # 1.5 öre: half up, not to even
    assert cost_ore(5, 30) == 3  # 2.5 öre: half up, not to even
    assert cost_ore(1, 29) == 0


@given(st.integers(0, 10**7), st.integers(0, 10**7))
def test_rounding_never_moves_more_than_half_an_ore(minutes: int, rate: int) -> None:
    assert -30 <= cost_ore(minutes, rate) * 60 - minutes * rate <= 30


def test_a_worked_example_of_capacity_cost() -> None:
    # Kaplan & Anderson 2004: 560,000 over 700,000 minutes is 0.80 a minute; 8, 44 and 50 minutes.
    ore_per_hour = 80 * 60
    assert [cost_ore(minutes, ore_per_hour) for minutes in (8, 44, 50)] == [640, 3520, 4000]


@pytest.mark.parametrize(("minutes", "rate"), [(-1, 100), (1, -100)])
def test_negative_minutes_or_rates_are_refused(minutes: int, rate: int) -> None:
    with pytest.raises(ValueError, match="must not be negative"):
        cost_ore(minutes, rate)


def test_on_costs_are_added_to_the_rate() -> None:
    assert with_on_costs(15_000, 3142) == 19_713
    assert with_on_costs(15_000, 0) == 15_000
    assert with_on_costs(1, 5000) == 2  # 1.5 öre


@pytest.mark.parametrize(("rate", "on_costs"), [(-1, 3142), (15_000, -1)])
def test_negative_on_costs_are_refused(rate: int, on_costs: int) -> None:
    with pytest.raises(ValueError, match="must not be negative"):
        with_on_costs(rate, on_costs)


def test_a_rate_holds_from_its_day_until_the_next() -> None:
    assert rate_at(RATES, date(2024, 1, 1)) == 30_100
    assert rate_at(RATES, date(2024, 12, 31)) == 30_100
    assert rate_at(RATES, date(2025, 1, 1)) == 31_000
    assert rate_at(RATES, date(2031, 6, 1)) == 31_000


def test_before_the_first_rate_there_is_none() -> None:
    with pytest.raises(NoRate, match="2023-12-31"):
        rate_at(RATES, date(2023, 12, 31))
    with pytest.raises(NoRate):
        rate_at([], date(2024, 1, 1))
