"""Difference in differences: Card & Krueger's means, statsmodels' t, and truths that were put in."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from admin_costs.differences import difference_in_differences
from admin_costs.steps import TooShort


def compare(rows: list[tuple[str, int, float]], **options: object):
    frame = pd.DataFrame(rows, columns=["unit", "time", "hours"])
    given = {"outcome": "hours", "time": "time", "change": 1, "unit": "unit", "treated": ["A"]}
    return difference_in_differences(frame, **(given | options))


def test_card_and_krueger():
    """American Economic Review 1994;84:772, table 3: New Jersey 20.44 → 21.03, Pennsylvania 23.33 → 21.17."""
    found = compare([("NJ", 0, 20.44), ("NJ", 1, 21.03), ("PA", 0, 23.33), ("PA", 1, 21.17)], treated=["NJ"])
    assert found.treated_change == pytest.approx(0.59)
    assert found.comparison_change == pytest.approx(-2.16)
    assert found.difference == pytest.approx(2.75)  # 2.76 in print, from means that are not rounded
    assert (found.se, found.df, found.interval) == (None, None, None)


def series(seed: int, *, effect: float, units: int = 8) -> pd.DataFrame:
    """Twelve months before and after in each unit, alike from month to month; unit 0 changes."""
    chance = np.random.default_rng(seed)
    rows = []
    for unit in range(units):
        level, drift = chance.normal(20, 3), chance.normal(0, 1)
        for time in range(24):
            after = time >= 12
            rows.append((unit, time, level + (drift + 2 + effect * (unit == 0)) * after + chance.normal()))
    return pd.DataFrame(rows, columns=["unit", "time", "hours"])


def test_it_is_the_t_test_of_the_units_changes():
    frame = series(1, effect=1)
    found = difference_in_differences(
        frame, outcome="hours", time="time", change=12, unit="unit", treated=[0, 1]
    )
    means = frame.groupby(["unit", frame["time"] >= 12])["hours"].mean().unstack()
    changes = (means[True] - means[False]).to_numpy()
    known = sm.OLS(changes, sm.add_constant(np.array([1.0, 1, 0, 0, 0, 0, 0, 0]))).fit()
    assert found.difference == pytest.approx(known.params[1])
    assert found.se == pytest.approx(known.bse[1])
    assert found.interval == pytest.approx(tuple(known.conf_int()[1]))
    assert (found.treated_units, found.comparison_units, found.df) == (2, 6, 6)


def test_what_changed_everywhere_is_not_the_changes_doing():
    rows = [(unit, time, 10 + 5 * time + 3 * time * (unit == "A")) for unit in "ABCD" for time in (0, 1)]
    found = compare(rows)
    assert (found.treated_change, found.comparison_change, found.difference) == (8, 5, 3)
    assert found.interval == (3, 3)


def test_months_are_weighed_by_their_person_months():
    rows = [("A", 0, 10.0), ("A", 1, 10.0), ("A", 2, 16.0), ("B", 0, 10.0), ("B", 1, 10.0)]
    frame = pd.DataFrame(rows, columns=["unit", "time", "hours"]).assign(people=[1, 3, 1, 1, 1])
    found = difference_in_differences(
        frame, outcome="hours", time="time", change=1, unit="unit", treated={"A"}, weight="people"
    )
    assert found.difference == 1.5


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [("A", 0, 1.0), ("A", 1, 1.0)],  # nothing to compare with
        [("B", 0, 1.0), ("B", 1, 1.0)],  # nothing changed
        [("A", 0, 1.0), ("A", 1, float("nan")), ("B", 0, 1.0), ("B", 1, 1.0)],  # no month after
    ],
)
def test_too_little_is_said_and_not_answered(rows):
    with pytest.raises(TooShort, match="needs a unit that changed"):
        compare(rows)


def test_false_findings_are_as_rare_as_they_are_said_to_be(capsys):
    """500 series in which nothing changed. Negative control: months counted as news of their own."""
    found = naive = 0
    for seed in range(500):
        frame = series(seed, effect=0)
        low, high = difference_in_differences(
            frame, outcome="hours", time="time", change=12, unit="unit", treated=[0]
        ).interval
        found += not low <= 0 <= high
        post, own = (frame["time"] >= 12).to_numpy(float), (frame["unit"] == 0).to_numpy(float)
        apart = frame["hours"] - frame.groupby("unit")["hours"].transform("mean")  # each unit has its level
        columns = np.column_stack([np.ones_like(post), post, own, post * own])
        naive += sm.OLS(apart.to_numpy(), columns).fit().pvalues[3] < 0.05
    with capsys.disabled():
        print(f"\nfalse findings of 500: {found} by units, {naive} by months")
    assert 0.03 <= found / 500 <= 0.07
    assert naive / 500 > 0.1
