"""The second look: which method is picked, and what it takes out."""

import numpy as np
import pandas as pd
import pytest

from admin_costs.methods import DRIFT_PER_YEAR, allowed_drift, second_look
from admin_costs.steps import month_number, step_change

CHANGE = "2024-01"


def months(count: int, first: str = "2022-01") -> list[str]:
    start = month_number(first)
    return [f"{n // 12}-{n % 12 + 1:02d}" for n in range(start, start + count)]


def series(
    count: int = 48, *, step: float = 0, a_year: float = 0, noise: float = 0.2, seed: int = 1
) -> pd.Series:
    """Hours by month around 10, with a season, a step in January 2024 and a trend."""
    at = np.arange(count)
    index = months(count)
    made = 10 + np.cos(2 * np.pi * at / 12) + a_year * at / 12 + step * (np.array(index) >= CHANGE)
    return pd.Series(made + np.random.default_rng(seed).normal(0, noise, count), index=index)


def elsewhere(*units: pd.Series, persons: int = 30) -> pd.DataFrame:
    """Comparison units as the second look takes them."""
    rows = [
        (unit, month, value, persons) for unit, values in enumerate(units) for month, value in values.items()
    ]
    return pd.DataFrame(rows, columns=["unit", "month", "value", "persons"])


def look(values: pd.Series, others: pd.DataFrame | None = None, change: str = CHANGE):
    weights = pd.Series(40.0, index=values.index)
    level = step_change(values, change=change, weights=weights)
    return second_look(values, level, change=change, weights=weights, others=others)


def test_the_soundest_that_the_data_allows_is_picked():
    units = [series(seed=seed) for seed in range(10, 15)]
    picked = [
        look(series(), elsewhere(*units[:4])),
        look(series(), elsewhere(*units[:3])),
        look(series(30), elsewhere(*units[:1])),
        look(series()),
        look(series(30)),
    ]
    assert [(found.method, found.units) for found in picked] == [
        ("differences", 4),
        ("controlled_trend", 3),
        ("controlled", 1),
        ("trend", 0),
        ("plain", 0),
    ]
    assert [found.allowance > 0 for found in picked] == [False, False, True, False, True]


def test_what_happened_everywhere_is_taken_out():
    units = [series(step=3, noise=0.01, seed=seed) for seed in range(10, 15)]
    for others in (elsewhere(*units), elsewhere(*units[:2])):
        assert look(series(step=5, noise=0.01), others).difference == pytest.approx(2, abs=0.05)
    assert look(series(step=5, noise=0.01)).difference == pytest.approx(5, abs=0.05)  # the control


def test_a_trend_is_taken_out():
    found = look(series(step=2, a_year=-1, noise=0.01))
    assert found.method == "trend"
    assert found.difference == pytest.approx(2, abs=0.05)


def test_four_units_are_judged_by_how_much_they_differ_among_themselves():
    """Student's t by hand: changes 1, 2, 3, 4 elsewhere and 5 here, se = s·√(1 + 1/4) with s² = 5/3."""
    flat = dict.fromkeys(months(48), 10.0)
    units = [
        pd.Series({month: value + step * (month >= CHANGE) for month, value in flat.items()})
        for step in (1, 2, 3, 4)
    ]
    here = pd.Series({month: value + 5 * (month >= CHANGE) for month, value in flat.items()})
    found = look(here, elsewhere(*units))
    assert (found.difference, found.df) == (pytest.approx(2.5), 3)
    assert found.se == pytest.approx(np.sqrt(5 / 3 * 1.25))


def test_a_unit_that_lacks_a_month_does_not_move_the_others():
    high, low = series(noise=0, seed=1) + 20, series(noise=0, seed=2)
    holes = high.drop(["2022-03", "2025-07"])
    found = look(series(step=2, noise=0.01), elsewhere(holes, low))
    assert found.units == 2
    assert found.difference == pytest.approx(2, abs=0.1)


def test_units_without_a_side_or_with_many_gaps_do_not_count():
    only_before = series()[lambda values: values.index < CHANGE]
    assert look(series(), elsewhere(only_before)).units == 0
    gaps = series().iloc[::2]
    assert look(series(), elsewhere(gaps)).units == 0
    assert look(series(), elsewhere()).method == "trend"


def test_units_that_have_no_month_in_common_on_a_side_are_compared_month_by_month():
    units = [series(seed=seed).drop(months(6, f"2022-{start:02d}")) for seed, start in enumerate((1, 7))]
    units += [series(seed=seed).drop(months(6, f"2023-{start:02d}")) for seed, start in enumerate((1, 7), 5)]
    found = look(series(step=2), elsewhere(*units))
    assert (found.method, found.units) == ("controlled_trend", 4)
    assert found.difference == pytest.approx(2, abs=1)


def test_the_allowed_drift_is_that_known_in_the_field():
    assert pytest.approx(DRIFT_PER_YEAR, abs=0.002) == 1 - 0.73 ** (1 / 13)  # −27 % in 13 years
    index = pd.Index(months(24))
    assert allowed_drift(index, "2023-01", 100.0) == pytest.approx(2.5)


def test_in_a_short_series_a_slow_drift_is_not_taken_for_a_change():
    drifting = series(24, a_year=-0.24, noise=0.001)
    level = step_change(drifting, change="2023-01")
    assert level.interval[1] < 0  # the control: by itself, the level says that hours fell
    low, high = look(drifting, change="2023-01").at(0.95)
    assert low < 0 < high
