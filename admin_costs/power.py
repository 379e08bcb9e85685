"""Power before the data: how large a change must be to be seen, with so many people and so many months.

Nothing after the change is used. The arithmetic is that of the verdict itself (steps, methods, verdicts): the
same design, about the same correlation from month to month, the same second look. A true change of
`detectable` is found in about 4 of 5 such evaluations; where nothing changed, a margin of `provable` is
called the same in about 4 of 5 (77–92 % in simulation).

Noise: how much a month's figure differs from what trend and season would make it, as a share of the level.
It goes with 1/√people. From months before the change when there are enough of them; otherwise an assumption,
and the page says so.
"""

from math import sqrt
from typing import NamedTuple

import numpy as np
import pandas as pd

from admin_costs.methods import DRIFT_PER_YEAR, TREND_MONTHS
from admin_costs.newey_west import Array, ar1, bartlett_lags, bartlett_weights, month_distances, satterthwaite
from admin_costs.steps import (
    MINIMUM_MONTHS,
    MONTHS_PER_YEAR,
    TooShort,
    month_number,
    season_imbalance,
    step_design,
)
from admin_costs.verdicts import SECOND_LEVEL

PLANNED_CORRELATION = 0.45
"""What short series seem to show when the truth is 0.3 and less than 0.3 is not believed (steps): with it the
promise is kept or a little more than kept, by simulation."""
ASSUMED_PERSON_NOISE = 0.5
"""Assumption: one person's hours in a month differ from the usual by half of it, in either direction."""
MONTHS_FOR_NOISE = 18
WANTED_POWER = 0.8


class Power(NamedTuple):
    """Shares of the level before: the change that is seen, and the margin that can be proved."""

    detectable: float
    provable: float


class Noise(NamedTuple):
    """A month's noise as a share of the level, at so many people; assumed, or from `months` months."""

    share: float
    people: float
    months: int

    def at(self, people: float) -> float:
        """Return the noise with another number of people."""
        return self.share * sqrt(self.people / people)


class _Reach(NamedTuple):
    """A step's error, its degrees of freedom, and the drift allowed for."""

    se: float
    df: float
    drift: float = 0.0

    def at(self, level: float, power: float) -> float:
        """Return how far off 0 a difference must be for its interval to leave 0 out with this power, which is
        how far inside a bound it must be for the interval to stay inside."""
        from scipy import stats  # inside: scipy.stats takes 2.3 s to import

        return self.drift + self.se * float(
            stats.t.ppf((1 + level) / 2, self.df) + stats.t.ppf(power, self.df)
        )


ASSUMED = Noise(ASSUMED_PERSON_NOISE, 1, 0)


def power(*, noise: float, months_before: int, months_after: int) -> Power:
    """Return what can be seen with `noise` (a share of the level) and so many months on each side.

    Raises TooShort with fewer than 6 months on a side or no calendar month on both, and ValueError for a
    noise that is not above zero.
    """
    if noise <= 0:
        raise ValueError("noise is above zero")
    if min(months_before, months_after) < MINIMUM_MONTHS or months_before + months_after <= MONTHS_PER_YEAR:
        raise TooShort("fewer than six months on a side, or no time of the year on both")
    first = _Reach(*_error(noise, months_before, months_after, trend=False))
    total = months_before + months_after
    if total >= TREND_MONTHS and min(months_before, months_after) >= MONTHS_PER_YEAR:
        second = _Reach(*_error(noise, months_before, months_after, trend=True))
    else:
        second = first._replace(drift=DRIFT_PER_YEAR * total / 2 / MONTHS_PER_YEAR)
    both_ends = (1 + WANTED_POWER) / 2
    return Power(
        detectable=max(first.at(0.95, WANTED_POWER), second.at(0.95, WANTED_POWER)),
        provable=max(first.at(0.90, both_ends), second.at(SECOND_LEVEL, both_ends)),
    )


def noise_of(series: "pd.Series[float]", persons: "pd.Series[float]", *, before: str) -> Noise:
    """Return the noise of the months earlier than `before` ("YYYY-MM"), or the assumption with too few.

    `series` is a figure of a person-month by month, `persons` the people of each month.
    """
    values = series.dropna().sort_index()
    values = values[values.index < before]
    if len(values) < MONTHS_FOR_NOISE or not values.mean():
        return ASSUMED
    months = np.array([month_number(month) for month in values.index], dtype=float)
    design = step_design(months, months < 0, trend=True)
    design = design[:, design.any(axis=0)]
    residuals = values.to_numpy() - design @ (np.linalg.pinv(design) @ values.to_numpy())
    spread = sqrt(float(residuals @ residuals) / (len(values) - design.shape[1]))
    people = float(persons.reindex(values.index).mean())
    return Noise(spread / abs(float(values.mean())), people, len(values))


def _error(noise: float, months_before: int, months_after: int, *, trend: bool) -> tuple[float, float]:
    """Return the step's expected error and its degrees of freedom."""
    months: Array = np.arange(float(months_before + months_after))
    design = step_design(months, months >= months_before, trend=trend)
    solve = np.linalg.pinv(design)
    leverage, maker = np.asarray(solve[1], dtype=float), np.eye(len(months)) - design @ solve
    working = ar1(PLANNED_CORRELATION, month_distances(months))
    kernel = np.outer(leverage, leverage) * bartlett_weights(months, bartlett_lags(len(months)))
    _scale, df = satterthwaite(leverage, maker, kernel, working)
    variance = float(leverage @ working @ leverage) + season_imbalance(leverage, months)
    return noise * sqrt(variance), df
