"""What a change did to a monthly figure, and how sure one can be: the statistics of the comparison.

Two shares (Newcombe), one share (Wilson), equivalence (TOST) and a step in a monthly series. Known answers
for each stand in the tests with their sources. Nothing here knows what an hour or a krona is.

The step, model: weighted regression on a constant, a step and the season as two pairs of harmonics of a
12-month period. `before` is the weighted mean of the months before; `after` is `before + difference`, the
level after at the same times of the year. No trend: with one or two years a side, trend and step are nearly
the same line and the interval would swallow every answer. The price is that a trend already under way is
not told from the change, and the page says so.

The step, interval: Newey–West variance (Bartlett weights, ⌊0.75·n^⅓⌋ lags by calendar distance, so gaps
count as gaps; Newey & West 1987, Stock & Watson, Introduction to Econometrics). That variance alone is far
too small in short series (13 % false verdicts with 24 + 24 months, 22 % with 12 + 12, at a correlation of
0.3), so it is corrected as Bell & McCaffrey (2002) and Pustejovsky & Tipton (2018) correct clustered
variances: scaled to be unbiased, and Student's t with Satterthwaite's degrees of freedom, both under
working errors of AR(1) with the correlation of the residuals (freed of its own small-sample bias) and never
less than 0.3. False verdicts in simulation, at a correlation of 0.3: 4 % with 24 + 24, 4 % with 12 + 12 (at
0.5: 6 and 7 %; at 0: 2 and 1 %).

The step, short series: where the two sides do not hold the same times of the year, what the harmonics leave
of the season does not cancel, and the residual variance × Σ (net weight of each calendar month)² is added;
nothing is added for whole years. The two pairs stay in the model, as fewer would claim to know more about
the season, not less. Where no calendar month is on both sides, the harmonics alone would tell step from
season (9–16 % false verdicts with 6 + 6 months), so no answer is given.
"""

from dataclasses import dataclass, replace
from math import cbrt, floor, sqrt

import numpy as np
import numpy.typing as npt
import pandas as pd

Array = npt.NDArray[np.float64]
Interval = tuple[float, float]

MONTHS_PER_YEAR = 12
MINIMUM_MONTHS = 6
"""Fewer months than this on a side say nothing that can be told from the season."""
HARMONIC_PAIRS = 2
LEAST_CORRELATION = 0.3
"""Neighbouring months are taken to be at least this alike: a short series cannot show that they are not."""
ROUNDING = 1e-9
"""A step smaller than this share of the figure, in an exact fit, is the rounding of the machine."""
WORKING_CORRELATIONS = np.linspace(LEAST_CORRELATION, 0.9, 13)


class TooShort(ValueError):
    """Too few months on a side, or too few times of the year on both, to tell a step from the season."""


@dataclass(frozen=True)
class Estimate:
    """A step in a monthly figure, in the figure's own unit: `after` is `before + difference`."""

    before: float
    after: float
    difference: float
    se: float
    df: float
    level: float
    interval: Interval

    def at(self, level: float) -> "Estimate":
        """Return the same estimate with its interval at another level of confidence."""
        return replace(self, level=level, interval=t_interval(self.difference, self.se, self.df, level))


@dataclass(frozen=True)
class Equivalence:
    """Two one-sided tests: `p` is the larger of the two, `interval` the 1 − 2·alpha interval."""

    difference: float
    df: float
    t_low: float
    t_high: float
    p: float
    interval: Interval
    equivalent: bool


def wilson(x: float, n: float, level: float = 0.95) -> Interval:
    """Return Wilson's score interval for the share x of n, within 0–1.

    Source: Wilson 1927; method 3 of Newcombe, Statistics in Medicine 1998;17:857. `x` and `n` may be
    effective, not whole, numbers. Raises ValueError unless 0 ≤ x ≤ n and n > 0.
    """
    if not (n > 0 and 0 <= x <= n):
        raise ValueError(f"need 0 <= x <= n and n > 0, got {x} of {n}")
    z = _normal_quantile(level)
    share = x / n
    middle = share + z**2 / (2 * n)
    spread = z * sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    below = 1 + z**2 / n
    return max(0.0, (middle - spread) / below), min(1.0, (middle + spread) / below)


def newcombe(x1: float, n1: float, x2: float, n2: float, level: float = 0.95) -> Interval:
    """Return Newcombe's interval for the difference of two independent shares, x1/n1 − x2/n2.

    Source: method 10 (square-and-add of two Wilson intervals), Newcombe, Statistics in Medicine 1998;17:873.
    Never outside −1…1 and right for small samples and for shares of 0 and 1. Errors as for `wilson`.
    """
    low1, high1 = wilson(x1, n1, level)
    low2, high2 = wilson(x2, n2, level)
    share1, share2 = x1 / n1, x2 / n2
    difference = share1 - share2
    low = difference - sqrt((share1 - low1) ** 2 + (high2 - share2) ** 2)
    high = difference + sqrt((high1 - share1) ** 2 + (share2 - low2) ** 2)
    return low, high


def t_interval(difference: float, se: float, df: float, level: float) -> Interval:
    """Return difference ± t·se with Student's t on `df` degrees of freedom, which need not be whole."""
    from scipy import stats  # inside: scipy.stats takes 2.3 s to import, and most pages never need it

    half = float(stats.t.ppf((1 + level) / 2, df)) * se
    return difference - half, difference + half


def tost(
    difference: float, se: float, df: float, low: float, high: float, alpha: float = 0.05
) -> Equivalence:
    """Test whether a difference lies within low…high, by two one-sided t tests.

    Source: Schuirmann 1987; Lakens, Social Psychological and Personality Science 2017;8:355. Equivalent
    when both tests reject at `alpha`, which is when the 1 − 2·alpha interval lies inside low…high.
    """
    from scipy import stats  # inside: see t_interval

    t_low, t_high = _ratio(difference - low, se), _ratio(difference - high, se)
    p = max(float(stats.t.sf(t_low, df)), float(stats.t.cdf(t_high, df)))
    interval = t_interval(difference, se, df, 1 - 2 * alpha)
    return Equivalence(difference, df, t_low, t_high, p, interval, equivalent=p < alpha)


def equivalence(
    mean1: float, sd1: float, n1: int, mean2: float, sd2: float, n2: int, low: float, high: float
) -> Equivalence:
    """Test whether mean1 − mean2 of two independent samples lies within low…high (TOST, Welch).

    Source: Lakens 2017 (as `tost`), degrees of freedom by Welch–Satterthwaite. Needs at least 2 in each
    sample.
    """
    part1, part2 = sd1**2 / n1, sd2**2 / n2
    df = (part1 + part2) ** 2 / (part1**2 / (n1 - 1) + part2**2 / (n2 - 1))
    return tost(mean1 - mean2, sqrt(part1 + part2), df, low, high)


def step_change(
    series: pd.Series,
    *,
    change: str,
    bedding_in_months: int = 0,
    level: float = 0.95,
    weights: pd.Series | None = None,
) -> Estimate:
    """Estimate the step in a monthly figure at `change` ("YYYY-MM"), apart from the season.

    `series` is the figure by month, indexed "YYYY-MM"; missing months are absent or NaN. Months in the
    bedding-in window [change, change + bedding_in_months) are left out. `weights` are person-months: the
    figure is one of person-months, so a month with more people tells more, and the mean before is then the
    hours of all the months divided by their person-months, which anybody can do over again by hand.

    Method and its reasons: the module's docstring.
    Raises TooShort with fewer than 6 months on a side, no calendar month on both sides, or too few times of
    the year to fit the season.
    """
    months, values, mass = _months_outside_window(series, weights, change, bedding_in_months)
    after = months >= month_number(change)
    design = _design(months, after)
    if (
        min(after.sum(), (~after).sum()) < MINIMUM_MONTHS
        or not np.intersect1d(months[after] % MONTHS_PER_YEAR, months[~after] % MONTHS_PER_YEAR).size
        or np.linalg.matrix_rank(design) < design.shape[1]
    ):
        raise TooShort(f"{(~after).sum()} months before and {after.sum()} after are too few")
    difference, se, df = _step(design, months, values, mass)
    before = float(np.average(values[~after], weights=mass[~after]))
    interval = t_interval(difference, se, df, level)
    return Estimate(before, before + difference, difference, se, df, level, interval)


def month_number(month: str) -> int:
    """Return the months from year 0 to "YYYY-MM", so that neighbours differ by one. Raises ValueError."""
    year, _, number = month.partition("-")
    if len(year) != 4 or len(number) != 2 or not 1 <= int(number) <= MONTHS_PER_YEAR:
        raise ValueError(f"not a month written YYYY-MM: {month!r}")
    return int(year) * MONTHS_PER_YEAR + int(number) - 1


def bartlett_lags(n: int) -> int:
    """Return how many lags the variance of `n` months counts: ⌊0.75·n^⅓⌋."""
    return floor(0.75 * cbrt(n))


def bartlett_weights(months: Array, lags: int) -> Array:
    """Return the n × n weights 1 − distance/(lags + 1), at least 0, of pairs of months."""
    return np.clip(1 - _distances(months) / (lags + 1), 0, None)


def _months_outside_window(
    series: pd.Series, weights: pd.Series | None, change: str, bedding_in_months: int
) -> tuple[Array, Array, Array]:
    """Return month numbers, values and weights of the months that count, in order of time."""
    mass = pd.Series(1.0, index=series.index) if weights is None else weights
    frame = pd.DataFrame({"value": series, "mass": mass}, dtype="float64").dropna().sort_index()
    months = np.array([month_number(month) for month in frame.index], dtype=float)
    start = month_number(change)
    counts = (months < start) | (months >= start + bedding_in_months)
    return months[counts], frame["value"].to_numpy()[counts], frame["mass"].to_numpy()[counts]


def _design(months: Array, after: npt.NDArray[np.bool_]) -> Array:
    columns = [np.ones_like(months), after.astype(float)]
    for pair in range(1, HARMONIC_PAIRS + 1):
        angle = 2 * np.pi * pair * months / MONTHS_PER_YEAR
        columns += [np.cos(angle), np.sin(angle)]
    return np.column_stack(columns)


def _step(design: Array, months: Array, values: Array, mass: Array) -> tuple[float, float, float]:
    """Return the step, its corrected standard error and degrees of freedom."""
    n, columns = design.shape
    weighted = design.T * mass
    solve = np.linalg.solve(weighted @ design, weighted)
    leverage, residual_maker = solve[1], np.eye(n) - design @ solve
    difference, residuals = float(leverage @ values), residual_maker @ values
    square_sum = float(residuals @ residuals)
    if square_sum <= 1e-20 * float(values @ values):  # an exact fit: nothing to be unsure of
        noise = abs(difference) <= ROUNDING * float(np.abs(values).max())
        return 0.0 if noise else difference, 0.0, float(n - columns)
    working = _working_errors(residual_maker, months, residuals)
    kernel = np.outer(leverage, leverage) * bartlett_weights(months, bartlett_lags(n))
    quadratic = residual_maker.T @ kernel @ residual_maker
    product = quadratic @ working
    expected = float(np.trace(product))
    scale = float(leverage @ working @ leverage) / expected
    df = expected**2 / float(np.sum(product * product.T))
    spread = square_sum / float(np.sum((residual_maker.T @ residual_maker) * working))
    variance = scale * float(residuals @ kernel @ residuals) + spread * _season_imbalance(leverage, months)
    return difference, sqrt(variance), df


def _working_errors(residual_maker: Array, months: Array, residuals: Array) -> Array:
    """Return the AR(1) correlations whose residuals would be as alike from month to month as these are.

    The plain correlation of residuals is too low in short series (Marriott & Pope 1954); comparing it with
    what each true correlation would give on this very design takes that bias away.
    """
    distances = _distances(months)
    candidates = WORKING_CORRELATIONS[:, None, None] ** distances
    squares = residual_maker.T @ residual_maker
    neighbours = residual_maker.T @ (distances == 1) @ residual_maker
    expected = (candidates * neighbours).sum(axis=(1, 2)) / (candidates * squares).sum(axis=(1, 2))
    observed = float(residuals @ (distances == 1) @ residuals) / float(residuals @ residuals)
    correlation = float(np.interp(observed, expected, WORKING_CORRELATIONS))
    return np.asarray(correlation**distances, dtype=float)


def _season_imbalance(leverage: Array, months: Array) -> float:
    """Return Σ over calendar months of the squared net weight; 0 when both sides are whole, equal years."""
    net = np.bincount(months.astype(int) % MONTHS_PER_YEAR, weights=leverage, minlength=MONTHS_PER_YEAR)
    return float(net @ net)


def _distances(months: Array) -> Array:
    return np.abs(months[:, None] - months[None, :])


def _ratio(numerator: float, se: float) -> float:
    return numerator / se if se else float(np.copysign(np.inf, numerator))


def _normal_quantile(level: float) -> float:
    from scipy import stats  # inside: see t_interval

    return float(stats.norm.ppf((1 + level) / 2))
