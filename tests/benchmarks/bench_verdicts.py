"""Verdicts on simulated truths, ten times as many as the tests have time for: how often they are false."""

import pytest

from tests.admin_costs.truths import HIDDEN, TRUTHS, outcomes, told

RUNS = 400


@pytest.mark.parametrize("name", TRUTHS)
def test_false_verdicts(name: str) -> None:
    found = outcomes(TRUTHS[name], RUNS, seed=2017)
    print("\n" + told(name, found))
    assert (found.groupby("claim")["is_false"].mean() <= 0.05).all()


@pytest.mark.parametrize("name", HIDDEN)
def test_a_cost_hidden_by_a_drift(name: str) -> None:
    """The weak side of "the same": its second look is less strict (verdicts). Still hardly ever wrong."""
    found = outcomes(HIDDEN[name], RUNS, seed=5)
    print("\n" + told(name, found))
    assert found.loc[found["claim"] == "total_cost", "is_false"].mean() <= 0.10
