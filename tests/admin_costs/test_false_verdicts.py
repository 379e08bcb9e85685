"""Verdicts on simulated truths: how often they are false. With more of them: benchmarks/bench_verdicts.py."""

import pandas as pd
import pytest

from tests.admin_costs.truths import TRUTHS, outcomes, told

RUNS = 30
MONTHLY = ["hours", "administration", "total_cost"]


@pytest.fixture(scope="module")
def found() -> dict[str, pd.DataFrame]:
    """Every truth in 30 municipalities."""
    return {
        name: outcomes(truth, RUNS, seed) for seed, (name, truth) in enumerate(TRUTHS.items(), start=1381)
    }


@pytest.mark.parametrize("name", TRUTHS)
def test_five_in_a_hundred_verdicts_are_false_at_most(name, found, capsys):
    with capsys.disabled():
        print("\n" + told(name, found[name]))
    by_claim = found[name].groupby("claim")["is_false"].mean()
    assert found[name]["is_false"].mean() <= 0.05
    assert (by_claim[MONTHLY] <= 0.05).all()


def test_satisfaction_is_false_five_times_in_a_hundred_at_most(found):
    """Over all truths: by each alone, 30 municipalities are too few to tell 4 % from 7 %."""
    every = pd.concat(found.values())
    assert every.loc[every["claim"] == "satisfaction", "is_false"].mean() <= 0.05


def test_zero_sum_can_be_found(found):
    """A verdict that is never given is never false, and of no use."""
    zero_sum = found["zero-sum"]
    assert (zero_sum[zero_sum["claim"] == "total_cost"]["verdict"] == "same").mean() > 0.8
    assert (zero_sum[zero_sum["claim"] == "hours"]["verdict"] == "up").mean() > 0.8


def test_without_the_second_look_a_trend_is_taken_for_the_change(found):
    """The negative control: what the level before and after would have said alone."""
    trend = found["trend only"]
    monthly = trend[trend["claim"].isin(MONTHLY)]
    assert monthly["at_first_look"].mean() > 0.9
    assert monthly["is_false"].mean() <= 0.05
