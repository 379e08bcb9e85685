"""Costs of different months in the prices of one: what rose with wages and prices is no change of cost.

Pure. An index is a number for each month, such as SKR's price index for municipal services or a consumer
price index; only its ratios matter.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from admin_costs.steps import month_number


class IndexEnds(ValueError):
    """The index lacks months that there are costs of. `months` are those, in order."""

    def __init__(self, months: list[str]) -> None:
        self.months = months
        super().__init__(f"the price index lacks {len(months)} months: {months[0]} to {months[-1]}")


def in_prices_of(month: str, costs: "pd.Series[float]", index: "pd.Series[float]") -> "pd.Series[float]":
    """Return `costs` by month ("YYYY-MM") as they would be at the prices of `month`.

    A cost that is NaN stays so, and needs no index. An index is never prolonged: a cost that is not made
    equal would look like a change. Raises IndexEnds when the index lacks `month` or a month with a cost, and
    ValueError unless every number of it is above zero and every month is written so.
    """
    for each in index.index:
        month_number(each)
    if (index <= 0).any():
        raise ValueError("a price index is above zero")
    known = index.dropna()
    needed = {month, *costs.dropna().index}
    if missing := sorted(needed - set(known.index)):
        raise IndexEnds(missing)
    return costs * (known[month] / known.reindex(costs.index))


class Levelled(NamedTuple):
    """A frame by month with its costs in the prices of `month`; `lacking` are months without an index."""

    frame: pd.DataFrame
    month: str
    lacking: tuple[str, ...]


def levelled(
    frame: pd.DataFrame, columns: Sequence[str], prices: Mapping[str, float], month: str = ""
) -> Levelled:
    """Return `frame` (rows of months) with the costs in `columns` in the prices of `month`.

    `prices` is an index by month; without a `month` its last one that `frame` has is taken. Costs of months
    that the index lacks become NaN: they are not compared, and whoever shows the result says so. Raises
    IndexEnds when it lacks every month, ValueError as `in_prices_of`.
    """
    index = pd.Series(dict(prices), dtype="float64")
    lacking = tuple(sorted(set(frame.index) - set(index.index)))
    if frame.empty:
        return Levelled(frame, month, ())
    if len(lacking) == frame.index.nunique():
        raise IndexEnds(list(lacking))
    month = month or max(set(frame.index) & set(index.index))
    without = frame.index.isin(list(lacking))
    costs = {column: in_prices_of(month, frame[column].mask(without), index) for column in columns}
    return Levelled(frame.assign(**costs), month, lacking)
