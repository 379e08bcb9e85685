"""Segmented regression against statsmodels, and against truths that were put in."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from admin_costs.equivalence import t_interval
from admin_costs.newey_west import bartlett_lags
from admin_costs.segmented import segmented_regression
from admin_costs.steps import TooShort

CHANGE = 24


def series(seed: int = 1, *, months: int = 48, step: float = 0.2, slope: float = 0.01) -> pd.DataFrame:
    """Visits a month of 40 people or so: a rising trend, a season, a step and a steeper slope after."""
    chance = np.random.default_rng(seed)
    time = np.arange(months)
    people = 40 + time % 5
    post = time >= CHANGE
    log_rate = np.log(4) + 0.004 * time + step * post + slope * (time - CHANGE) * post
    log_rate += 0.1 * np.sin(2 * np.pi * time / 12)
    visits = chance.poisson(people * np.exp(log_rate))
    hours = 10 + 0.05 * time + 2 * post + 0.1 * (time - CHANGE) * post + chance.normal(0, 0.5, months)
    return pd.DataFrame({"time": time, "people": people, "visits": visits, "hours": hours})


def design(frame: pd.DataFrame) -> np.ndarray:
    """The columns written out as Bernal et al. 2017 write them."""
    time = frame["time"].to_numpy(dtype=float)
    post = (time >= CHANGE).astype(float)
    angle = 2 * np.pi * time / 12
    columns = [np.ones_like(time), time, post, (time - CHANGE) * post, np.sin(angle), np.cos(angle)]
    return np.column_stack(columns)


def fit_visits(frame: pd.DataFrame, **options: object):
    options = {"family": "poisson", "harmonics": 1, "slope": True} | options
    return segmented_regression(
        frame, outcome="visits", time="time", change=CHANGE, offset="people", **options
    )


@pytest.mark.parametrize(("family", "scale"), [("poisson", None), ("quasipoisson", "X2")])
def test_counts_are_fitted_as_statsmodels_fits_them(family, scale):
    frame = series()
    model = sm.GLM(
        frame["visits"].to_numpy(),
        design(frame),
        sm.families.Poisson(),
        offset=np.log(frame["people"].to_numpy()),
    )
    known = model.fit(scale=scale)
    fit = fit_visits(frame, family=family)
    assert (fit.level, fit.trend, fit.step, fit.slope_change) == pytest.approx(known.params[:4])
    assert (fit.step_se, fit.slope_change_se) == pytest.approx(known.bse[2:4])
    assert fit.post_trend == pytest.approx(known.params[1] + known.params[3])
    assert fit.rate_ratio == pytest.approx(np.exp(known.params[2]))
    assert fit.dispersion == pytest.approx(known.pearson_chi2 / known.df_resid)
    assert fit.rate_ratio_interval == pytest.approx(tuple(np.exp(fit.step_interval)))
    if family == "poisson":
        assert fit.step_interval == pytest.approx(tuple(known.conf_int()[2]), rel=1e-6)


@pytest.mark.parametrize("lags", [None, 0, 5])
def test_hours_have_newey_wests_errors_as_statsmodels_has_them(lags):
    frame = series()
    known = sm.OLS(frame["hours"].to_numpy(), design(frame)).fit(
        cov_type="HAC",
        cov_kwds={"maxlags": bartlett_lags(48) if lags is None else lags, "use_correction": True},
    )
    fit = segmented_regression(
        frame,
        outcome="hours",
        time="time",
        change=CHANGE,
        family="gaussian",
        harmonics=1,
        slope=True,
        hac_lags=lags,
    )
    assert (fit.level, fit.trend, fit.step, fit.slope_change) == pytest.approx(known.params[:4])
    assert (fit.step_se, fit.slope_change_se) == pytest.approx(known.bse[2:4])
    assert fit.rate_ratio is None
    assert fit.rate_ratio_interval is None


def test_without_a_slope_the_trend_goes_on():
    fit = fit_visits(series(slope=0.0), slope=False)
    assert (fit.slope_change, fit.slope_change_se) == (None, None)
    assert fit.post_trend == fit.trend


def test_what_was_put_in_comes_out():
    """Without chance: the expected counts themselves."""
    frame = series()
    time, post = frame["time"], frame["time"] >= CHANGE
    rate = np.exp(np.log(4) + 0.004 * time + 0.2 * post + 0.01 * (time - CHANGE) * post)
    fit = fit_visits(frame.assign(visits=frame["people"] * rate), harmonics=0)
    assert (fit.step, fit.slope_change, fit.post_trend) == pytest.approx((0.2, 0.01, 0.014))
    assert fit.rate_ratio == pytest.approx(np.exp(0.2))
    assert fit.dispersion == pytest.approx(0, abs=1e-9)


def test_with_time_times_post_the_step_has_the_other_sign():
    """The negative control: the published error (domain section 5). The same lines, another "step"."""
    frame = series()
    time = frame["time"].to_numpy(dtype=float)
    post = (time >= CHANGE).astype(float)
    hours = 10 + 0.05 * time + 1 * post + 0.1 * (time - CHANGE) * post
    fit = segmented_regression(
        frame.assign(hours=hours), outcome="hours", time="time", change=CHANGE, family="gaussian", slope=True
    )
    wrong, *_ = np.linalg.lstsq(
        np.column_stack([np.ones_like(time), time, post, time * post]), hours, rcond=None
    )
    assert fit.step == pytest.approx(1)
    assert wrong[2] == pytest.approx(1 - 0.1 * CHANGE)
    assert wrong[2] < 0 < fit.step


def test_rows_with_gaps_are_left_out_and_their_order_is_nothing():
    frame = series()
    holes = frame.assign(visits=frame["visits"].astype(float).where(frame["time"] != 7))
    shuffled = holes.sample(frac=1, random_state=3)
    assert fit_visits(shuffled) == fit_visits(frame[frame["time"] != 7])


@pytest.mark.parametrize(
    ("frame", "says"),
    [
        (series()[lambda rows: rows["time"] < CHANGE], "24 points before and 0 after"),
        (series()[lambda rows: rows["time"] >= CHANGE - 1], "1 points before and 24 after"),
        (series()[lambda rows: rows["time"].between(CHANGE - 3, CHANGE + 2)], "too few for this model"),
        (series().assign(visits=0), "nothing was counted"),
        (series()[:0], "too few"),
    ],
)
def test_too_little_is_said_and_not_answered(frame, says):
    with pytest.raises(TooShort, match=says):
        fit_visits(frame)


@pytest.mark.parametrize(
    ("changed", "options", "says"),
    [
        ({"visits": -1}, {}, "below zero"),
        ({"people": 0}, {}, "above it"),
        ({}, {"family": "binomial"}, "family is one of"),
        ({}, {"family": "gaussian"}, "no offset"),
    ],
)
def test_what_cannot_be_is_refused(changed, options, says):
    with pytest.raises(ValueError, match=says):
        fit_visits(series().assign(**changed), **options)


RUNS = 1000
MONTE_CARLO = 0.0135  # 1.96 · √(0.95 · 0.05 / 1,000)


def test_the_intervals_of_counts_hold_the_truth_as_often_as_they_say(capsys):
    """1,000 seeded series of 48 months."""
    held = dict.fromkeys(("poisson", "quasipoisson"), 0)
    for seed in range(RUNS):
        frame = series(seed)
        for family in held:
            low, high = fit_visits(frame, family=family).step_interval
            held[family] += low <= 0.2 <= high
    with capsys.disabled():
        for family, times in held.items():
            print(f"\n{family}: the 95 % interval held the truth in {times / 10:.1f} % of 1,000 series")
    assert all(abs(times / RUNS - 0.95) <= MONTE_CARLO for times in held.values())


def noise(chance: np.random.Generator, months: int, correlation: float) -> np.ndarray:
    """RUNS × months of noise where each month resembles the last by `correlation`; variance 1."""
    found = chance.standard_normal((RUNS, months))
    for month in range(1, months):
        found[:, month] *= np.sqrt(1 - correlation**2)
        found[:, month] += correlation * found[:, month - 1]
    return found


@pytest.mark.parametrize("months", [24, 48])
@pytest.mark.parametrize("correlation", [0.0, 0.3])
def test_the_intervals_of_hours_hold_the_truth_as_often_as_they_say(months, correlation, capsys):
    """1,000 seeded series. The control: ± t · the same Newey–West error, as other programs give it."""
    time = np.arange(float(months))
    post = time >= months // 2
    truth = 10 + 0.05 * time + 2 * post
    held = plain = 0
    for made in noise(np.random.default_rng(1381), months, correlation):
        fit = segmented_regression(
            pd.DataFrame({"time": time, "hours": truth + made}),
            outcome="hours",
            time="time",
            change=months // 2,
            family="gaussian",
        )
        held += fit.step_interval[0] <= 2 <= fit.step_interval[1]
        low, high = t_interval(fit.step, fit.step_se, fit.df, 0.95)
        plain += low <= 2 <= high
    with capsys.disabled():
        print(
            f"\ngaussian, {months} months, correlation {correlation}: the 95 % interval held the truth in "
            f"{held / 10:.1f} % of 1,000 series (uncorrected {plain / 10:.1f} %)"
        )
    assert abs(held / RUNS - 0.95) <= MONTE_CARLO
    assert plain / RUNS < 0.93
