"""Interrupted time series: a step and a change of slope at a change, by segmented regression.

The model, on the outcome (gaussian) or on the logarithm of its expectation (Poisson, quasi-Poisson):

    level + trend · time + step · post + slope_change · (time − change) · post + harmonics [+ log offset]

where `post` is 1 from the change on. The slope's change is counted from the change: with time × post instead,
the "step" is the gap between the two lines at time 0, and can have the other sign (a known published error,
domain section 5; tests/admin_costs/test_segmented.py shows it). Source: Bernal, Cummins & Gasparrini,
International Journal of Epidemiology 2017;46:348.

Errors: Poisson's own; quasi-Poisson scales them by Pearson's dispersion; gaussian has Newey–West's
(Bartlett weights, ⌊0.75·n^⅓⌋ lags unless told otherwise, times n/(n − k)), as other programs give them.

Intervals: Poisson's the normal, quasi-Poisson's Student's t on n − k degrees of freedom. ± t · Newey–West's
error would hold the truth in only 79–91 of 100 series of 24–60 months, so the gaussian interval takes the
critical value that belongs to that error in a series so short, with the correlation its residuals show
(newey_west): 94–97 of 100 in simulation.
"""

from dataclasses import dataclass
from math import exp, sqrt
from typing import Literal, get_args

import numpy as np
import pandas as pd

from admin_costs.equivalence import t_interval
from admin_costs.intervals import Interval
from admin_costs.newey_west import Array, bartlett_lags, bartlett_weights, corrected
from admin_costs.steps import TooShort

Family = Literal["poisson", "quasipoisson", "gaussian"]

MOST_ROUNDS = 50
SETTLED = 1e-10
ROUNDING = 1e-9
STEP = 2
"""The step's column in the design."""
NORMAL = 1e9
"""Degrees of freedom at which Student's t is the normal."""


@dataclass(frozen=True)
class SegmentedFit:
    """What changed, on the scale of the model: the outcome itself, or its logarithm for the Poisson families.

    `level` is the model's value at time 0 and `trend` its slope before; `post_trend` is the slope after. The
    slope's figures are None unless it was asked for, and the ratios are None for a gaussian outcome.
    """

    family: Family
    n: int
    df: int
    level: float
    trend: float
    step: float
    step_se: float
    step_interval: Interval
    rate_ratio: float | None
    rate_ratio_interval: Interval | None
    slope_change: float | None
    slope_change_se: float | None
    post_trend: float
    dispersion: float


def segmented_regression(
    frame: pd.DataFrame,
    *,
    outcome: str,
    time: str,
    change: float,
    family: Family = "poisson",
    offset: str | None = None,
    harmonics: int = 0,
    period: float = 12,
    slope: bool = False,
    hac_lags: int | None = None,
) -> SegmentedFit:
    """Fit the series in `frame`: a row a point in time, `outcome` and `time` (numbers) columns of it.

    `offset` names a column of exposures above zero (person-months), whose logarithm is added; for a gaussian
    outcome divide by it instead. `harmonics` pairs of sine and cosine of `period` carry the season.
    `hac_lags` gives the Poisson families Newey–West errors too; for a gaussian it replaces the rule's number.
    Rows with a missing value are left out. Raises TooShort when there is nothing on a side or too few rows
    for the model, ValueError for counts below zero, exposures not above zero, or an unknown family.
    """
    if family not in get_args(Family):
        raise ValueError(f"family is one of {', '.join(get_args(Family))}, not {family!r}")
    if family == "gaussian" and offset:
        raise ValueError("a gaussian outcome has no offset: divide by the exposure instead")
    times, values, exposure = _columns(frame, outcome, time, offset)
    if family != "gaussian" and ((values < 0).any() or (exposure <= 0).any()):
        raise ValueError("counts are not below zero, and exposures are above it")
    design = _design(times, change, harmonics=harmonics, period=period, slope=slope)
    _enough(design, times, change)
    fit = _least_squares if family == "gaussian" else _poisson
    solved = fit(design, values, np.log(exposure))
    lags = bartlett_lags(len(times)) if family == "gaussian" and hac_lags is None else hac_lags
    covariance = _covariance(design, times, solved, family, lags)
    df, widened = NORMAL if family == "poisson" else float(solved.df), 1.0
    if family == "gaussian" and lags is not None:
        df, widened = _critical(design, times, solved, lags, float(covariance[STEP, STEP]))
    return _told(solved, covariance, family, slope=slope, step_df=df, widened=widened)


@dataclass(frozen=True)
class _Solved:
    """Coefficients, the weight and the score of each row, and the dispersion."""

    beta: Array
    weights: Array
    residuals: Array
    dispersion: float
    df: int


def _columns(frame: pd.DataFrame, outcome: str, time: str, offset: str | None) -> tuple[Array, Array, Array]:
    """Return times, values and exposures of the rows that lack nothing, in order of time."""
    times, values = frame[time].to_numpy(dtype=float), frame[outcome].to_numpy(dtype=float)
    exposure = frame[offset].to_numpy(dtype=float) if offset else np.ones_like(values)
    whole = np.flatnonzero(~np.isnan(times + values + exposure))
    order = whole[np.argsort(times[whole], kind="stable")]
    return times[order], values[order], exposure[order]


def _design(times: Array, change: float, *, harmonics: int, period: float, slope: bool) -> Array:
    """Return the columns constant, time, post, (slope), and the season's pairs."""
    post = (times >= change).astype(float)
    columns = [np.ones_like(times), times, post]
    columns += [(times - change) * post] if slope else []
    for pair in range(1, harmonics + 1):
        angle = 2 * np.pi * pair * times / period
        columns += [np.sin(angle), np.cos(angle)]
    return np.column_stack(columns)


def _enough(design: Array, times: Array, change: float) -> None:
    """Raise TooShort unless the data can tell the columns apart, with something left over for the errors."""
    n, columns = design.shape
    after = int((times >= change).sum())
    if min(after, n - after) < 2 or n <= columns or np.linalg.matrix_rank(design) < columns:
        raise TooShort(f"{n - after} points before and {after} after are too few for this model")


def _least_squares(design: Array, values: Array, log_exposure: Array) -> _Solved:
    beta, *_ = np.linalg.lstsq(design, values, rcond=None)
    residuals = values - design @ beta
    df = design.shape[0] - design.shape[1]
    return _Solved(
        np.asarray(beta, dtype=float), np.ones_like(values), residuals, float(residuals @ residuals) / df, df
    )


def _poisson(design: Array, values: Array, log_exposure: Array) -> _Solved:
    """Iterated weighted least squares (McCullagh & Nelder 1989, section 2.5), from the observed counts."""
    if not values.any():
        raise TooShort("nothing was counted")
    mean: Array = values + 0.5
    beta: Array = np.zeros(design.shape[1])
    for _ in range(MOST_ROUNDS):
        working = np.log(mean) - log_exposure + (values - mean) / mean
        weighted = design.T * mean
        before = beta
        beta = np.asarray(np.linalg.solve(weighted @ design, weighted @ working), dtype=float)
        mean = np.exp(design @ beta + log_exposure)
        if np.abs(beta - before).max() < SETTLED:
            break
    else:
        raise TooShort("the model does not settle: a side has next to nothing counted")
    df = design.shape[0] - design.shape[1]
    return _Solved(beta, mean, values - mean, float(((values - mean) ** 2 / mean).sum()) / df, df)


def _covariance(design: Array, times: Array, solved: _Solved, family: Family, lags: int | None) -> Array:
    """Return the coefficients' covariance: the model's, or Newey–West's when lags are given."""
    bread = np.asarray(np.linalg.inv((design.T * solved.weights) @ design), dtype=float)
    if lags is None:
        return bread * (1.0 if family == "poisson" else solved.dispersion)
    scores = design * solved.residuals[:, None]
    middle = scores.T @ bartlett_weights(times, lags) @ scores
    n = len(times)
    return np.asarray(bread @ middle @ bread * (n / (n - design.shape[1])), dtype=float)


def _critical(
    design: Array, times: Array, solved: _Solved, lags: int, variance: float
) -> tuple[float, float]:
    """Return the step's degrees of freedom, and how many times wider than ± t · error its interval is."""
    rounding = float(np.abs(solved.residuals).max()) <= ROUNDING * float(np.abs(design @ solved.beta).max())
    if rounding or variance <= 0:  # an exact fit: nothing to be unsure of
        return float(solved.df), 1.0
    solve = np.linalg.pinv(design)
    maker = np.eye(len(times)) - design @ solve
    error = corrected(np.asarray(solve[STEP], dtype=float), maker, times, solved.residuals, lags=lags)
    return error.df, error.se / sqrt(variance)


def _told(
    solved: _Solved, covariance: Array, family: Family, *, slope: bool, step_df: float, widened: float
) -> SegmentedFit:
    level, trend, step = (float(found) for found in solved.beta[:3])
    errors = np.sqrt(np.diag(covariance))
    step_se = float(errors[STEP])
    interval = t_interval(step, widened * step_se, step_df, 0.95)
    slope_change = float(solved.beta[3]) if slope else None
    is_rate = family != "gaussian"
    return SegmentedFit(
        family=family,
        n=solved.df + len(solved.beta),
        df=solved.df,
        level=level,
        trend=trend,
        step=step,
        step_se=step_se,
        step_interval=interval,
        rate_ratio=exp(step) if is_rate else None,
        rate_ratio_interval=(exp(interval[0]), exp(interval[1])) if is_rate else None,
        slope_change=slope_change,
        slope_change_se=float(errors[3]) if slope else None,
        post_trend=trend + (slope_change or 0.0),
        dispersion=solved.dispersion,
    )
