"""Placebo dates: nothing is found where nothing happened, and a trend is."""

import numpy as np
import pandas as pd

from admin_costs.placebo import Placebo, placebo_dates
from tests.admin_costs.test_methods import months, series


def test_where_nothing_happened_hardly_anything_is_found():
    found = [placebo_dates(series(seed=seed), change="2024-01") for seed in range(20)]
    assert {each.tried for each in found} == {5}
    assert sum(each.found for each in found) <= 5


def test_something_else_before_the_change_is_found():
    values = series(noise=0.1)
    assert placebo_dates(values + 3 * (values.index >= "2023-01"), change="2024-01").found >= 2


def test_the_change_itself_is_not_looked_at():
    assert placebo_dates(series(step=50), change="2024-01") == placebo_dates(series(), change="2024-01")


def test_short_series_have_no_such_dates():
    assert placebo_dates(series()[13:], change="2024-01") == Placebo(0, 0)
    assert placebo_dates(series()[:0], change="2024-01") == Placebo(0, 0)


def test_missing_months_are_no_dates():
    values = pd.Series(np.nan, index=months(24))
    assert placebo_dates(values, change="2024-01") == Placebo(0, 0)
