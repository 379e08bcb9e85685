"""Comparison units, a price index, and everything missing that can be: never a NaN."""

import json

import numpy as np
import pandas as pd

from tests.admin_costs.test_comparison import NO_SURVEY, SURVEY, compared, figures


def test_comparison_units_are_in_the_same_prices() -> None:
    """Prices rise by half on both sides, elsewhere by the same: in equal prices the cost is the same."""
    months = figures(hours=1.0, admin=1.0)
    rise = np.where(months["month"] < "2024-01", 1.0, 1.5)
    for column in ("escort_cost_ore", "admin_cost_ore"):
        months[column] = months[column] * rise
    others = pd.concat([months.assign(unit=unit) for unit in range(4)])
    index = dict(zip(months["month"], 100 * rise, strict=True))
    found = compared(months, others=others, price_index=index)
    assert found.claims["total_cost"].verdict == "same"
    assert found.claims["total_cost"].look.method == "differences"
    assert (found.prices_of, found.months_without_index) == ("2025-12", ())
    assert compared(months).claims["total_cost"].verdict == "up"  # the control


def test_no_number_is_nan_whatever_is_missing() -> None:
    """Bad input: nothing at all, one side, gaps, zero people, few people, an index that ends."""
    whole = figures()
    gaps = whole.iloc[::3]
    nobody = whole.assign(persons=0)
    blank = whole.assign(admin_minutes=np.nan, admin_cost_ore=np.nan)
    before, after = whole[whole["month"] < "2024-01"], whole[whole["month"] >= "2024-01"]
    frames = (whole[:0], before, after, before[:1], gaps, nobody, figures(persons=3), blank)
    for frame in frames:
        for answers in (SURVEY, NO_SURVEY):
            found = compared(frame, answers, others=whole.assign(unit=1, persons=0))
            json.dumps(found.to_json(), allow_nan=False)
    for claim in compared(before).claims.values():
        assert claim.verdict == "undecided" or claim.name == "satisfaction"
    ended = compared(whole, price_index=dict.fromkeys(before["month"], 100.0))
    json.dumps(ended.to_json(), allow_nan=False)
    assert ended.claims["total_cost"].verdict == "undecided"
    assert ended.months_without_index == tuple(after["month"])
