"""Difference in differences: the change where something changed, less the change where nothing did.

Each unit's months become one number, its mean after less its mean before, and the units are then compared.
Months of one unit are alike, so counting each as news of its own finds changes where there are none
(Bertrand, Duflo & Mullainathan, Quarterly Journal of Economics 2004;119:249); with few units, means and
Student's t on the number of units are what remains honest (Donald & Lang, Review of Economics and Statistics
2007;89:221). Nothing is known of the error where there is one comparison unit only: it is then None.
"""

from collections.abc import Collection
from dataclasses import dataclass
from math import sqrt

import numpy as np
import pandas as pd

from admin_costs.equivalence import t_interval
from admin_costs.intervals import Interval
from admin_costs.newey_west import Array
from admin_costs.steps import TooShort


@dataclass(frozen=True)
class Differences:
    """`difference` is treated_change − comparison_change, in the outcome's unit.

    `se`, `df` and `interval` are None with fewer than two comparison units.
    """

    treated_change: float
    comparison_change: float
    difference: float
    treated_units: int
    comparison_units: int
    se: float | None
    df: int | None
    interval: Interval | None


def difference_in_differences(
    frame: pd.DataFrame,
    *,
    outcome: str,
    time: str,
    change: float,
    unit: str,
    treated: Collection[object],
    weight: str | None = None,
    level: float = 0.95,
) -> Differences:
    """Compare the change of the `treated` units with that of all others in `frame`.

    A row is a unit at a time; `weight` names a column of exposures (person-months) for the means within a
    unit, while units count alike. Rows with a missing value are left out, and so are units without a side.
    Raises TooShort when no treated or no comparison unit is left.
    """
    columns = [unit, time, outcome, *([weight] if weight else [])]
    rows = frame[columns].dropna()
    changes = _changes(rows, outcome=outcome, time=time, change=change, unit=unit, weight=weight)
    is_treated = changes.index.isin(list(treated))
    own = np.asarray(changes[is_treated], dtype=float)
    others = np.asarray(changes[~is_treated], dtype=float)
    if not own.size or not others.size:
        raise TooShort("a comparison needs a unit that changed and one that did not, each before and after")
    difference = float(own.mean() - others.mean())
    se, df = _error(own, others)
    return Differences(
        treated_change=float(own.mean()),
        comparison_change=float(others.mean()),
        difference=difference,
        treated_units=own.size,
        comparison_units=others.size,
        se=se,
        df=df,
        interval=None if se is None or df is None else t_interval(difference, se, df, level),
    )


def _changes(
    rows: pd.DataFrame, *, outcome: str, time: str, change: float, unit: str, weight: str | None
) -> "pd.Series[float]":
    """Return each unit's mean after less its mean before; units that lack a side are not there."""
    mass = rows[weight].astype("float64") if weight else pd.Series(1.0, index=rows.index)
    parts = pd.DataFrame({"sum": rows[outcome].astype("float64") * mass, "mass": mass})
    sums = parts.groupby([rows[unit], rows[time] >= change]).sum()
    means = (sums["sum"] / sums["mass"]).unstack().reindex(columns=[False, True])
    return (means[True] - means[False]).dropna()


def _error(own: Array, others: Array) -> tuple[float | None, int | None]:
    """Return the error from how much comparison units (and treated, when several) differ among themselves."""
    df = (own.size - 1) + (others.size - 1)
    if others.size < 2:
        return None, None
    squares = float(((own - own.mean()) ** 2).sum() + ((others - others.mean()) ** 2).sum())
    return sqrt(squares / df * (1 / own.size + 1 / others.size)), df
