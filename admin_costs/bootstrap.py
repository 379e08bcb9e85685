"""The change of a mean, with an interval from drawing people anew.

For whoever holds rows of people under a made-up key: a municipality's own statistician, with an extract made
for it. No page uses it: monthly figures hold no people, and a manager sees nothing of one person (P7).
Drawing *months* anew would not do instead: there are few of them, each resembles the next, and the steps'
Newey–West interval already counts with that.

A person is drawn with all of its months, before and after, since months of one person are alike (the cluster
bootstrap; Field & Welsh, Journal of the Royal Statistical Society B 2007;69:369). With few people the
percentile interval is too narrow, so its ends are moved out as Hesterberg (The American Statistician
2015;69:371) expands them: Student's t for the normal, and √(n/(n − 1)).
"""

from math import sqrt
from typing import NamedTuple

import numpy as np
import pandas as pd

from admin_costs.disclosure import MINIMUM_GROUP
from admin_costs.intervals import Interval
from admin_costs.newey_west import Array
from admin_costs.steps import TooShort


class Bootstrapped(NamedTuple):
    """Mean after less mean before, and their ratio, each with its interval; `people` were drawn from."""

    difference: float
    interval: Interval
    ratio: float | None
    ratio_interval: Interval | None
    people: int


def bootstrap_over_people(
    frame: pd.DataFrame,
    *,
    person: str,
    outcome: str,
    time: str,
    change: float,
    replicates: int = 2000,
    seed: int = 1,
    level: float = 0.95,
) -> Bootstrapped:
    """Compare the mean of `outcome` (a row a person and time) from `change` on with that earlier.

    People with one side only count on that side. Rows with a missing value are left out. The ratio is None
    when the mean before is not above zero in every draw. Raises TooShort with fewer than 5 people on a side.
    """
    rows = frame[[person, time, outcome]].dropna()
    sums = _sums(rows, person=person, outcome=outcome, time=time, change=change)
    people = len(sums)
    if min((sums[:, 1] > 0).sum(), (sums[:, 3] > 0).sum()) < MINIMUM_GROUP:
        raise TooShort("fewer than five people on a side")
    chance = np.random.default_rng(seed)
    draws = chance.multinomial(people, np.full(people, 1 / people), size=replicates) @ sums
    draws = draws[(draws[:, 1] > 0) & (draws[:, 3] > 0)]
    before, after = _means(sums.sum(axis=0)[None, :])
    drawn_before, drawn_after = _means(draws)
    ends = _expanded(people, level)
    has_ratio = bool((drawn_before > 0).all() and before[0] > 0)
    return Bootstrapped(
        difference=float(after[0] - before[0]),
        interval=_between(drawn_after - drawn_before, ends),
        ratio=float(after[0] / before[0]) if has_ratio else None,
        ratio_interval=_between(drawn_after / drawn_before, ends) if has_ratio else None,
        people=people,
    )


def _sums(rows: pd.DataFrame, *, person: str, outcome: str, time: str, change: float) -> Array:
    """Return a row a person: sum and count before, sum and count after."""
    after = (rows[time] >= change).to_numpy()
    values = rows[outcome].to_numpy(dtype=float)
    parts = pd.DataFrame(
        {
            "sum_before": values * ~after,
            "count_before": 1.0 * ~after,
            "sum_after": values * after,
            "count_after": 1.0 * after,
        }
    )
    return parts.groupby(rows[person].to_numpy()).sum().to_numpy()


def _means(sums: Array) -> tuple[Array, Array]:
    return sums[:, 0] / sums[:, 1], sums[:, 2] / sums[:, 3]


def _expanded(people: int, level: float) -> tuple[float, float]:
    """Return the percentiles to read, moved out as far as few people ask for."""
    from scipy import stats  # inside: scipy.stats takes 2.3 s to import

    out = sqrt(people / (people - 1)) * float(stats.t.ppf((1 + level) / 2, people - 1))
    low = float(stats.norm.cdf(-out))
    return low, 1 - low


def _between(draws: Array, ends: tuple[float, float]) -> Interval:
    low, high = np.quantile(draws, ends)
    return float(low), float(high)
