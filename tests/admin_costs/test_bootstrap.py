"""The bootstrap over people: known answers, and that it holds the truth as often as it says."""

import numpy as np
import pandas as pd
import pytest

from admin_costs.bootstrap import bootstrap_over_people
from admin_costs.steps import TooShort

PEOPLE, MONTHS = 20, 12


def people(chance: np.random.Generator, change: float = 0.0) -> pd.DataFrame:
    """20 people in 6 + 6 months, very unlike each other, and each alike from month to month."""
    level = chance.gamma(4, 3, PEOPLE)
    own_change = change + chance.normal(0, 2, PEOPLE)
    at = np.arange(MONTHS)
    hours = level[:, None] + own_change[:, None] * (at >= 6) + chance.normal(0, 1, (PEOPLE, MONTHS))
    key = np.repeat([f"p{n}" for n in range(PEOPLE)], MONTHS)
    return pd.DataFrame({"key": key, "month": np.tile(at, PEOPLE), "hours": hours.ravel()})


def drawn(frame: pd.DataFrame, **options):
    given = {"person": "key", "outcome": "hours", "time": "month", "change": 6}
    return bootstrap_over_people(frame, **(given | options))


def test_the_difference_and_the_ratio_are_those_of_the_means():
    frame = people(np.random.default_rng(1))
    after = frame["month"] >= 6
    means = frame.loc[~after, "hours"].mean(), frame.loc[after, "hours"].mean()
    found = drawn(frame)
    assert found.difference == pytest.approx(means[1] - means[0])
    assert found.ratio == pytest.approx(means[1] / means[0])
    assert found.interval[0] < found.difference < found.interval[1]
    assert found.people == PEOPLE
    assert drawn(frame) == found  # seeded


def test_people_who_do_not_differ_leave_nothing_unsure():
    frame = people(np.random.default_rng(1))
    frame["hours"] = 10.0 + 2 * (frame["month"] >= 6)
    assert drawn(frame).interval == (2, 2)
    assert drawn(frame).ratio_interval == (1.2, 1.2)


def test_gaps_and_people_with_one_side_only_count_where_they_are():
    frame = people(np.random.default_rng(2))
    left = frame[~((frame["key"] == "p1") & (frame["month"] >= 6))]
    blank = frame.assign(hours=frame["hours"].where((frame["key"] != "p1") | (frame["month"] < 6)))
    assert drawn(left) == drawn(blank)


def test_no_ratio_to_nothing():
    frame = people(np.random.default_rng(3))
    frame.loc[frame["month"] < 6, "hours"] = 0
    assert (drawn(frame).ratio, drawn(frame).ratio_interval) == (None, None)


def test_under_five_people_on_a_side_give_no_answer():
    frame = people(np.random.default_rng(4))
    few = frame[(frame["month"] < 6) | frame["key"].isin(["p1", "p2", "p3", "p4"])]
    with pytest.raises(TooShort, match="five people"):
        drawn(few)
    with pytest.raises(TooShort, match="five people"):
        drawn(frame[:0])


def test_the_interval_holds_the_truth_as_often_as_it_says(capsys):
    """Negative control: drawing rows instead of people, as if a person's months were news of their own."""
    chance = np.random.default_rng(2015)
    held = by_rows = 0
    runs = 300
    for _ in range(runs):
        frame = people(chance, change=1.0)
        low, high = drawn(frame, replicates=500).interval
        held += low <= 1 <= high
        after = frame["month"].to_numpy() >= 6
        hours = frame["hours"].to_numpy()
        se = np.sqrt(hours[after].var() / after.sum() + hours[~after].var() / (~after).sum())
        by_rows += abs(hours[after].mean() - hours[~after].mean() - 1) <= 1.96 * se
    with capsys.disabled():
        print(f"\nbootstrap over 20 people: the 95 % interval held the truth in {100 * held / runs:.1f} %")
    assert 0.92 <= held / runs <= 0.98
    assert by_rows / runs > 0.99
