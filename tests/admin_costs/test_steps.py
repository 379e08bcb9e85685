"""A step in a monthly figure: exact answers, gaps, short series, and how often nothing is taken for one."""

import numpy as np
import pandas as pd
import pytest

from admin_costs.newey_west import bartlett_lags, bartlett_weights
from admin_costs.steps import TooShort, month_number, step_change

YEAR_BEFORE = [12.1, 11.8, 12.9, 13.4, 12.2, 11.5, 10.1, 11.9, 12.6, 13.0, 12.4, 11.0]
YEAR_AFTER = [14.2, 14.9, 15.3, 15.8, 14.1, 14.4, 13.0, 14.2, 15.1, 15.6, 14.6, 13.2]
TWO_YEARS = YEAR_BEFORE + YEAR_AFTER


def by_month(values: list[float] | np.ndarray, first: str = "2022-01") -> pd.Series:
    start = month_number(first)
    index = [f"{n // 12}-{n % 12 + 1:02d}" for n in range(start, start + len(values))]
    return pd.Series(values, index=index, dtype="float64")


def test_the_step_of_whole_years_is_the_plain_difference_of_means() -> None:
    found = step_change(by_month(TWO_YEARS), change="2023-01")
    assert found.before == pytest.approx(np.mean(YEAR_BEFORE))
    assert found.after == pytest.approx(np.mean(YEAR_AFTER))
    assert found.difference == pytest.approx(2.458333)  # statsmodels 0.15: OLS(...).params[1]
    assert found.interval[0] > 0


def test_newey_west_equals_statsmodels() -> None:
    # statsmodels 0.15: OLS(y, X).fit(cov_type="HAC", cov_kwds={"maxlags": 2}).bse[1], without correction
    months = np.arange(24, dtype=float)
    angles = [2 * np.pi * pair * months / 12 for pair in (1, 2)]
    season = [wave(angle) for angle in angles for wave in (np.cos, np.sin)]
    design = np.column_stack([np.ones(24), months >= 12, *season])
    solve = np.linalg.pinv(design)
    scores = solve[1] * (np.array(TWO_YEARS) - design @ solve @ TWO_YEARS)
    variance = scores @ bartlett_weights(months, bartlett_lags(24)) @ scores
    assert np.sqrt(variance) == pytest.approx(0.1170625060229349)
    assert step_change(by_month(TWO_YEARS), change="2023-01").se > np.sqrt(variance)


def test_lags_follow_the_stated_rule() -> None:
    assert [bartlett_lags(n) for n in (12, 24, 48, 64)] == [1, 2, 2, 3]


def test_a_season_is_not_taken_for_a_step() -> None:
    months = np.arange(30)
    season = 5 * np.cos(2 * np.pi * months / 12) + 2 * np.sin(4 * np.pi * months / 12)
    found = step_change(by_month(20 + season), change="2023-04")
    assert found.difference == pytest.approx(0, abs=1e-9)
    plain = (20 + season)[15:].mean() - (20 + season)[:15].mean()
    assert abs(plain) > 0.5  # the control: means alone would have found a step


def test_months_with_more_people_weigh_more() -> None:
    weights = by_month([5] * 11 + [500] + [5] * 12)
    found = step_change(by_month(TWO_YEARS), change="2023-01", weights=weights)
    assert found.before == pytest.approx((5 * sum(TWO_YEARS[:11]) + 500 * TWO_YEARS[11]) / 555)
    assert found.after == found.before + found.difference


def test_the_bedding_in_window_is_in_neither_side() -> None:
    wild = [*YEAR_BEFORE, 900.0, 900.0, 900.0, *YEAR_AFTER]
    found = step_change(by_month(wild), change="2023-01", bedding_in_months=3)
    assert found.before == pytest.approx(np.mean(YEAR_BEFORE))
    assert found.after < 20
    assert step_change(by_month(wild), change="2023-01").after > 100


def test_missing_months_may_be_absent_or_nan_and_come_in_any_order() -> None:
    series = by_month(TWO_YEARS).drop(["2022-05", "2023-08"])
    found = step_change(series, change="2023-01")
    blank = by_month(TWO_YEARS)
    blank[["2022-05", "2023-08"]] = np.nan
    assert step_change(blank, change="2023-01") == found
    assert step_change(series[::-1], change="2023-01") == found


def test_a_figure_that_never_varies_is_known_exactly() -> None:
    found = step_change(by_month([10.0] * 12 + [12.0] * 12), change="2023-01")
    assert found.interval == pytest.approx((2, 2))
    assert step_change(by_month([0.0] * 24), change="2023-01").interval == (0, 0)


@pytest.mark.parametrize("persons", [59, 60])
def test_no_step_and_nothing_that_varies_is_exactly_nothing(persons: int) -> None:
    weights = by_month([persons] * 48)
    for minutes in (35_400, 10_619, 7):
        found = step_change(by_month([minutes / 60 / persons] * 48), change="2024-01", weights=weights)
        assert (found.difference, found.interval) == (0.0, (0.0, 0.0))
        assert found.after == found.before


@pytest.mark.parametrize("level", [20.0, 0.0])
def test_a_pure_season_is_exactly_no_step(level: float) -> None:
    season = level + 5 * np.cos(2 * np.pi * np.arange(48) / 12)
    found = step_change(by_month(season), change="2024-01")
    assert (found.difference, found.interval) == (0.0, (0.0, 0.0))
    stepped = season + 1e-6 * (np.arange(48) >= 24)  # the control: a step that small is one
    assert step_change(by_month(stepped), change="2024-01").interval == pytest.approx((1e-6, 1e-6))


def test_another_level_gives_another_width() -> None:
    found = step_change(by_month(TWO_YEARS), change="2023-01")
    narrow = found.at(0.90)
    assert found.interval[0] < narrow.interval[0] < narrow.interval[1] < found.interval[1]
    assert step_change(by_month(TWO_YEARS), change="2023-01", level=0.90) == narrow


def test_halves_of_a_year_leave_a_wide_interval() -> None:
    nearly_spring_against_autumn = step_change(by_month(TWO_YEARS[6:19]), change="2022-07")
    whole_years = step_change(by_month(TWO_YEARS), change="2023-01")
    assert np.diff(nearly_spring_against_autumn.interval) > 4 * np.diff(whole_years.interval)


def test_no_calendar_month_on_both_sides_is_too_short() -> None:
    # Six months of spring against six of autumn: 9–16 % false verdicts by the harmonics alone
    with pytest.raises(TooShort):
        step_change(by_month(TWO_YEARS[6:18]), change="2022-07")


@pytest.mark.parametrize("change", ["2022-06", "2023-08", "2030-01", "2000-01"])
def test_under_six_months_on_a_side_is_too_short(change: str) -> None:
    with pytest.raises(TooShort):
        step_change(by_month(TWO_YEARS), change=change)


def test_too_few_times_of_the_year_is_too_short() -> None:
    januaries = by_month(np.arange(180.0))[lambda s: [m.endswith("-01") for m in s.index]]
    assert len(januaries) == 15
    with pytest.raises(TooShort):
        step_change(januaries, change="2029-01")


@pytest.mark.parametrize("month", ["2024-13", "2024-00", "2024-1", "24-01", "2024", "2024-ab", ""])
def test_a_month_that_is_none_is_refused(month: str) -> None:
    with pytest.raises(ValueError, match=r"month|int"):
        month_number(month)


# How often a verdict is false: noise where each month resembles the last, a season that no harmonic fits


def noise(rng: np.random.Generator, months: int, correlation: float) -> np.ndarray:
    found = rng.standard_normal(months)
    found[0] /= np.sqrt(1 - correlation**2)
    for month in range(1, months):
        found[month] += correlation * found[month - 1]
    season = 2 * np.cos(2 * np.pi * np.arange(months) / 12) - 3 * (np.arange(months) % 12 == 6)
    return 20 + season + found


def false_verdicts(months: int, runs: int = 400) -> tuple[float, float]:
    """Return how often nothing was taken for something: by `step_change`, and by the same step ± 1.96 plain
    Newey–West errors (the control)."""
    rng = np.random.default_rng(20240101)
    corrected = plain = 0
    angles = [2 * np.pi * pair * np.arange(months) / 12 for pair in (1, 2)]
    season = [wave(angle) for angle in angles for wave in (np.cos, np.sin)]
    design = np.column_stack([np.ones(months), np.arange(months) >= months // 2, *season])
    solve = np.linalg.pinv(design)
    kernel = bartlett_weights(np.arange(months, dtype=float), bartlett_lags(months))
    for _ in range(runs):
        series = by_month(noise(rng, months, 0.3))
        found = step_change(series, change=series.index[months // 2])
        corrected += not found.interval[0] <= 0 <= found.interval[1]
        scores = solve[1] * (series.to_numpy() - design @ solve @ series.to_numpy())
        plain += abs(found.difference) > 1.96 * np.sqrt(scores @ kernel @ scores)
    return corrected / runs, plain / runs


@pytest.mark.parametrize("months", [24, 48])
def test_five_in_a_hundred_verdicts_are_false_at_most(months: int) -> None:
    corrected, plain = false_verdicts(months)
    assert corrected <= 0.065  # 5 % and the chance of 400 runs
    assert plain > 0.10  # without the correction the guard would be needed, and is


def test_a_real_step_is_found() -> None:
    rng = np.random.default_rng(7)
    found = 0
    for _ in range(100):
        series = by_month(noise(rng, 48, 0.3))
        series.iloc[24:] += 2.0
        found += step_change(series, change="2024-01").interval[0] > 0
    assert found >= 95


# With a trend


def test_a_trend_is_not_taken_for_a_step() -> None:
    season = 3 * np.cos(2 * np.pi * np.arange(48) / 12)
    drifting = by_month(20 + season - 0.05 * np.arange(48))
    assert step_change(drifting, change="2024-01", trend=True).difference == pytest.approx(0, abs=1e-9)
    assert step_change(drifting, change="2024-01").difference == pytest.approx(-1.2)  # the control
    stepped = drifting + 2 * (drifting.index >= "2024-01")
    assert step_change(stepped, change="2024-01", trend=True).difference == pytest.approx(2)


def test_a_trend_makes_the_interval_about_twice_as_wide() -> None:
    series = by_month(noise(np.random.default_rng(3), 48, 0.0))
    level, beyond = (step_change(series, change="2024-01", trend=trend) for trend in (False, True))
    assert 1.5 < beyond.se / level.se < 3.5
