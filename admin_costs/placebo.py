"""Placebo dates: how often the same method finds a change where none was made.

Only the months before the change are used. At months a quarter of a year apart, with half a year or more on
each side, it is asked whether a change would have been found then: the level's 95 % interval, with a slow
drift allowed for (methods). The dates share months, so they are no independent trials: the count is a warning
of trends and of months that do not resemble each other, not a test with a level of its own. Source: placebo
dates in time, Abadie, Diamond & Hainmueller, American Journal of Political Science 2015;59:495.
"""

from typing import NamedTuple

import pandas as pd

from admin_costs.methods import allowed_drift
from admin_costs.steps import MINIMUM_MONTHS, TooShort, step_change

MONTHS_BETWEEN = 3


class Placebo(NamedTuple):
    """At how many months before the change it was tried, and at how many a change was found."""

    tried: int
    found: int


def placebo_dates(
    series: "pd.Series[float]", *, change: str, weights: "pd.Series[float] | None" = None
) -> Placebo:
    """Try months before `change` ("YYYY-MM") as if something had changed then; none in a short series."""
    before = series.dropna().sort_index()
    before = before[before.index < change]
    tried = found = 0
    for month in before.index[MINIMUM_MONTHS : len(before) - MINIMUM_MONTHS + 1 : MONTHS_BETWEEN]:
        try:
            step = step_change(before, change=month, weights=weights)
        except TooShort:
            continue
        drift = allowed_drift(before.index, month, step.before)
        tried += 1
        found += step.interval[0] > drift or step.interval[1] < -drift
    return Placebo(tried, found)
