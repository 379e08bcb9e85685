"""Is a difference small enough to be none: two one-sided tests (TOST), and Student's intervals.

"Not significant" is never "the same": the same takes proof. Known answers stand in the tests, with sources.
"""

from dataclasses import dataclass
from math import sqrt

import numpy as np

from admin_costs.intervals import Interval


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


def t_interval(difference: float, se: float, df: float, level: float) -> Interval:
    """Return difference ± t·se with Student's t on `df` degrees of freedom, which need not be whole."""
    # What scipy.stats.t.ppf asks, without its 50 µs: a page has dozens of these.
    from scipy.special import stdtrit  # inside: most pages never need it

    half = float(stdtrit(df, (1 + level) / 2)) * se
    return difference - half, difference + half


def tost(
    difference: float, se: float, df: float, low: float, high: float, alpha: float = 0.05
) -> Equivalence:
    """Test whether a difference lies within low…high, by two one-sided t tests.

    Source: Schuirmann 1987; Lakens, Social Psychological and Personality Science 2017;8:355. Equivalent
    when both tests reject at `alpha`, which is when the 1 − 2·alpha interval lies inside low…high.
    """
    from scipy import stats  # inside: scipy.stats takes 2.3 s to import, and most pages never need it

    t_low, t_high = _ratio(difference - low, se), _ratio(difference - high, se)
    p = max(float(stats.t.sf(t_low, df)), float(stats.t.cdf(t_high, df)))
    interval = t_interval(difference, se, df, 1 - 2 * alpha)
    return Equivalence(difference, df, t_low, t_high, p, interval, equivalent=p < alpha)


def equivalence(
    mean1: float, sd1: float, n1: int, mean2: float, sd2: float, n2: int, low: float, high: float
) -> Equivalence:
    """Test whether mean1 − mean2 of two independent samples lies within low…high (TOST, Welch).

    Source: Lakens 2017 (as `tost`), degrees of freedom by Welch–Satterthwaite. Raises ValueError with fewer
    than 2 in a sample, a deviation below zero, or a low that is not below the high.
    """
    se, df = _welch(sd1, n1, sd2, n2)
    _within(low, high)
    return tost(mean1 - mean2, se, df, low, high)


def ratio_equivalence(
    mean1: float, sd1: float, n1: int, mean2: float, sd2: float, n2: int, low: float, high: float
) -> Equivalence:
    """Test whether mean1 ÷ mean2 of two independent samples lies within low…high, such as 0.95…1.05.

    Each bound is a t test of mean1 − bound · mean2, so that mean2 is not taken to be known: Sasabuchi 1988;
    Hauschke et al., Statistics in Medicine 1999;18:93. `difference` is the ratio, `interval` Fieller's 90 %
    interval of it, `df` that of the deciding test. Raises ValueError as `equivalence`, and unless mean2 is
    clearly above zero (else there is no interval), and low above zero.
    """
    _within(low, high)
    if low <= 0 or mean2 <= 0:
        raise ValueError("a ratio needs a margin and a mean to divide by that are above zero")
    t_low, p_low, df_low = _ratio_test(mean1, sd1, n1, mean2, sd2, n2, low, above=True)
    t_high, p_high, df_high = _ratio_test(mean1, sd1, n1, mean2, sd2, n2, high, above=False)
    p = max(p_low, p_high)
    return Equivalence(
        difference=mean1 / mean2,
        df=df_low if p_low > p_high else df_high,
        t_low=t_low,
        t_high=t_high,
        p=p,
        interval=_fieller(mean1, sd1, n1, mean2, sd2, n2),
        equivalent=p < 0.05,
    )


def _ratio_test(
    mean1: float, sd1: float, n1: int, mean2: float, sd2: float, n2: int, bound: float, *, above: bool
) -> tuple[float, float, float]:
    """Return t, p and degrees of freedom of mean1 − bound · mean2 against 0."""
    from scipy import stats  # inside: see tost

    se, df = _welch(sd1, n1, bound * sd2, n2)
    t = _ratio(mean1 - bound * mean2, se)
    return t, float(stats.t.sf(t, df) if above else stats.t.cdf(t, df)), df


def _fieller(mean1: float, sd1: float, n1: int, mean2: float, sd2: float, n2: int) -> Interval:
    """Return the ratios that a two-sided test at 10 % does not reject (Fieller 1954), by Welch's df."""
    from scipy import stats  # inside: see tost

    variance1, variance2 = sd1**2 / n1, sd2**2 / n2
    _se, df = _welch(sd1, n1, sd2 * mean1 / mean2, n2)
    t_squared = float(stats.t.ppf(0.95, df)) ** 2
    below = mean2**2 - t_squared * variance2
    if below <= 0:
        raise ValueError("the mean to divide by is not clearly above zero")
    root = sqrt((mean1 * mean2) ** 2 - below * (mean1**2 - t_squared * variance1))
    return (mean1 * mean2 - root) / below, (mean1 * mean2 + root) / below


def _welch(sd1: float, n1: int, sd2: float, n2: int) -> tuple[float, float]:
    """Return the error of a difference of means and its degrees of freedom (Welch–Satterthwaite)."""
    if min(n1, n2) < 2:
        raise ValueError(f"needs at least 2 in each sample, got {n1} and {n2}")
    if min(sd1, sd2) < 0:
        raise ValueError("a standard deviation is not below zero")
    part1, part2 = sd1**2 / n1, sd2**2 / n2
    if part1 + part2 == 0:
        return 0.0, float(n1 + n2 - 2)
    return sqrt(part1 + part2), (part1 + part2) ** 2 / (part1**2 / (n1 - 1) + part2**2 / (n2 - 1))


def _within(low: float, high: float) -> None:
    if not low < high:
        raise ValueError(f"the low end of a margin is below its high end, got {low} and {high}")


def _ratio(numerator: float, se: float) -> float:
    return numerator / se if se else float(np.copysign(np.inf, numerator))
