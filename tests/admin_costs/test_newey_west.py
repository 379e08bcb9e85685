"""The corrected variance, and the correlation it assumes, freed of the bias of short series."""

import numpy as np
import pytest

from admin_costs.newey_west import bartlett_lags, bartlett_weights, corrected, working_errors

MONTHS = np.arange(24.0)
DESIGN = np.column_stack([np.ones(24), MONTHS, MONTHS >= 12])
SOLVE = np.linalg.pinv(DESIGN)
MAKER = np.eye(24) - DESIGN @ SOLVE


def series(correlation: float, runs: int) -> np.ndarray:
    chance = np.random.default_rng(1954)
    made = chance.standard_normal((runs, 24))
    for month in range(1, 24):
        made[:, month] *= np.sqrt(1 - correlation**2)
        made[:, month] += correlation * made[:, month - 1]
    return made


def test_lags_follow_the_stated_rule() -> None:
    assert [bartlett_lags(n) for n in (12, 24, 48, 64)] == [1, 2, 2, 3]


def test_weights_go_by_the_calendar_so_that_gaps_count() -> None:
    assert bartlett_weights(np.array([0.0, 1, 3]), 2) == pytest.approx(
        np.array([[1, 2 / 3, 0], [2 / 3, 1, 1 / 3], [0, 1 / 3, 1]])
    )


@pytest.mark.parametrize("correlation", [0.0, 0.4])
def test_the_corrected_variance_is_right_to_a_fifth_and_the_plain_one_is_not(correlation: float) -> None:
    made = series(correlation, 1000)
    found = [corrected(SOLVE[2], MAKER, MONTHS, MAKER @ each, lags=2) for each in made]
    true = (made @ SOLVE[2]).var()
    assert np.mean([each.variance for each in found]) == pytest.approx(true, rel=0.2)
    assert np.mean([each.variance / each.scale for each in found]) < 0.75 * true
    assert np.mean([each.df for each in found]) < 24 - 3


@pytest.mark.parametrize("correlation", [-0.2, 0.0, 0.4])
def test_the_correlation_is_freed_of_the_bias_of_short_series(correlation: float) -> None:
    residuals = series(correlation, 1000) @ MAKER
    plain = [each[1:] @ each[:-1] / (each @ each) for each in residuals]
    found = [working_errors(MAKER, MONTHS, each, -0.9)[0, 1] for each in residuals]
    assert np.mean(found) == pytest.approx(correlation, abs=0.1)
    assert abs(np.mean(plain) - correlation) > abs(np.mean(found) - correlation)


def test_a_least_correlation_is_kept() -> None:
    alternating = MAKER @ (-1.0) ** MONTHS
    assert working_errors(MAKER, MONTHS, alternating, 0.3)[0, 1:3] == pytest.approx([0.3, 0.09])
    assert working_errors(MAKER, MONTHS, alternating, -0.4)[0, 1:3] == pytest.approx([-0.4, 0.16])
