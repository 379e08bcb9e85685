"""Wilson's and Newcombe's intervals: known answers, and that it holds the truth as often as it says."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admin_costs.intervals import newcombe, wilson


def test_wilson_known_answers() -> None:
    # Newcombe, Statistics in Medicine 1998;17:857, table I, method 3
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert wilson(0, 20) == pytest.approx((0, 0.1611), abs=5e-5)


@pytest.mark.parametrize(("x", "n"), [(1, 0), (-1, 10), (11, 10)])
def test_impossible_shares_are_refused(x: int, n: int) -> None:
    with pytest.raises(ValueError, match="0 <= x <= n"):
        wilson(x, n)


def coverage(shrink: float, share: float = 0.2, n: int = 120, rounds: int = 2000) -> float:
    """How often the interval, made `shrink` times as wide around its middle, holds the true share."""
    chance = Random(1934)
    held = 0
    for _ in range(rounds):
        low, high = wilson(sum(chance.random() < share for _ in range(n)), n)
        middle, half = (low + high) / 2, shrink * (high - low) / 2
        held += middle - half <= share <= middle + half
    return held / rounds


def test_the_interval_holds_the_truth_19_times_in_20() -> None:
    assert 0.93 < coverage(1) < 0.97


def test_an_interval_too_narrow_would_be_caught() -> None:
    assert coverage(0.7) < 0.87


def test_newcombe_known_answer() -> None:
    # Newcombe, Statistics in Medicine 1998;17:873, table II, method 10
    assert newcombe(56, 70, 48, 80) == pytest.approx((0.0524, 0.3339), abs=5e-5)


@given(st.integers(0, 50), st.integers(1, 50), st.integers(0, 50), st.integers(1, 50))
def test_newcombe_holds_the_difference_and_turns_with_the_sides(x1: int, n1: int, x2: int, n2: int) -> None:
    x1, x2 = min(x1, n1), min(x2, n2)
    low, high = newcombe(x1, n1, x2, n2)
    assert -1 <= low <= x1 / n1 - x2 / n2 + 1e-12
    assert x1 / n1 - x2 / n2 - 1e-12 <= high <= 1
    assert newcombe(x2, n2, x1, n1) == pytest.approx((-high, -low))
