"""The second look: could the difference have come without the change? By the soundest method the data allows.

A level before and a level after say what happened, not why. So each monthly claim is looked at twice, and a
verdict stands only when both looks agree (`comparison`). The second look is, from the soundest down:

differences       four comparison units or more: the change here less their mean change, with Student's t on
                  how much the units differ among themselves (differences)
controlled_trend  one to three comparison units: each month here less the same month there, with a trend of
                  its own taken out
controlled        the same in a series too short to tell a trend: a slow drift is allowed for
trend             no comparison units: the step beside a trend that runs through both sides
plain             no comparison units and too short a series: the step, with a slow drift allowed for

A trend can be told from a step with 36 months, 12 of them on each side: with 24 the interval is ± 15–20 % of
the level at an everyday noise of 2–3 % a month. The drift that is allowed for is the one known in the field:
the people with the service became 27 % fewer in 13 years (Socialstyrelsen; domain section 3), 2.5 % a year.
A trend steeper than that, in so short a series and without others to compare with, cannot be told from the
change by anybody.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from admin_costs.differences import difference_in_differences
from admin_costs.equivalence import t_interval
from admin_costs.intervals import Interval
from admin_costs.steps import MONTHS_PER_YEAR, Estimate, TooShort, month_number, step_change

Method = Literal["differences", "controlled_trend", "controlled", "trend", "plain"]

ENOUGH_UNITS = 4
"""With fewer comparison units, how much units differ by themselves is next to unknown."""
TREND_MONTHS = 36
DRIFT_PER_YEAR = 0.025
MOST_MISSING = 0.25
"""A comparison unit that lacks more of the months than this is left out."""
OTHERS_COLUMNS = ["unit", "month", "value", "persons"]


@dataclass(frozen=True)
class SecondLook:
    """What is left of a difference when something else has been taken out; in the figure's own unit.

    `allowance` is how much a slow drift may have made, and widens the interval at both ends. `units` is how
    many comparison units it rests on.
    """

    method: Method
    difference: float
    se: float
    df: float
    allowance: float = 0.0
    units: int = 0

    def at(self, level: float) -> Interval:
        """Return the interval of the difference at a level of confidence."""
        low, high = t_interval(self.difference, self.se, self.df, level)
        return low - self.allowance, high + self.allowance


def second_look(
    series: "pd.Series[float]",
    level: Estimate,
    *,
    change: str,
    weights: "pd.Series[float]",
    others: pd.DataFrame | None = None,
) -> SecondLook:
    """Look again at the step `level` of `series` (by month), by the soundest method there is data for.

    `series` is without the bedding-in window; `weights` are its persons. `others` is unit, month, value,
    persons of the comparison units, the same figure; those that lack many months or a side do not count.
    """
    counted = series.dropna().sort_index()
    units = _complete_units(others, counted, change)
    try:
        if others is not None and len(units.columns) >= ENOUGH_UNITS:
            return _differences(counted, units, change)
    except TooShort:
        pass  # no month that all of them have on a side: together they may still have every month
    try:
        if others is not None and len(units.columns):
            apart = counted - _elsewhere(units, others, change)
            step = step_change(apart, change=change, weights=weights)
            return _beside_a_trend(apart, step, level.before, change, weights, len(units.columns))
    except TooShort:
        pass
    return _beside_a_trend(counted, level, level.before, change, weights, 0)


def allowed_drift(months: "pd.Index[str]", change: str, before: float) -> float:
    """Return how much a drift of DRIFT_PER_YEAR makes from the middle of one side to that of the other."""
    at = np.array([month_number(month) for month in months], dtype=float)
    after = at >= month_number(change)
    years = (at[after].mean() - at[~after].mean()) / MONTHS_PER_YEAR
    return float(DRIFT_PER_YEAR * abs(before) * years)


def _beside_a_trend(
    series: "pd.Series[float]",
    step: Estimate,
    before: float,
    change: str,
    weights: "pd.Series[float]",
    units: int,
) -> SecondLook:
    """Take a trend out where it can be told from the step; else allow for a slow drift."""
    after = int((series.index >= change).sum())
    if len(series) >= TREND_MONTHS and min(after, len(series) - after) >= MONTHS_PER_YEAR:
        try:
            beyond = step_change(series, change=change, weights=weights, trend=True)
        except TooShort:
            pass
        else:
            method: Method = "controlled_trend" if units else "trend"
            return SecondLook(method, beyond.difference, beyond.se, beyond.df, units=units)
    drift = allowed_drift(series.index, change, before)
    method = "controlled" if units else "plain"
    return SecondLook(method, step.difference, step.se, step.df, allowance=drift, units=units)


def _complete_units(others: pd.DataFrame | None, counted: "pd.Series[float]", change: str) -> pd.DataFrame:
    """Return the comparison units' values by month, only units with nearly all months and both sides."""
    if others is None or others.empty:
        return pd.DataFrame(index=counted.index)
    table = others.pivot(index="month", columns="unit", values="value").reindex(counted.index)
    after = table.index >= change
    enough = table.notna().mean() >= 1 - MOST_MISSING
    return table.loc[:, enough & table[after].notna().any() & table[~after].notna().any()]


def _elsewhere(units: pd.DataFrame, others: pd.DataFrame, change: str) -> "pd.Series[float]":
    """Return by month how far the comparison units are from their level before; larger units weigh more.

    Each from its own level, so that a unit that lacks a month does not move the others' mean.
    """
    persons = others.pivot(index="month", columns="unit", values="persons").reindex_like(units)
    mass = persons.where(units.notna())
    before = units.index < change
    level = (units[before] * mass[before]).sum() / mass[before].sum()
    return ((units - level) * mass).sum(axis=1, min_count=1) / mass.sum(axis=1)


def _differences(counted: "pd.Series[float]", units: pd.DataFrame, change: str) -> SecondLook:
    """Compare the change here with the mean change of the units, over the months that all of them have."""
    here = ""  # no unit is named so
    table = units.dropna().assign(**{here: counted})
    frame = table.melt(ignore_index=False, var_name="unit", value_name="value")
    frame["time"] = [month_number(month) for month in frame.index]
    found = difference_in_differences(
        frame, outcome="value", time="time", change=month_number(change), unit="unit", treated=[here]
    )
    if found.se is None or found.df is None:
        raise TooShort("how much units differ by themselves takes two of them")
    return SecondLook(
        "differences", found.difference, found.se, float(found.df), units=found.comparison_units
    )
