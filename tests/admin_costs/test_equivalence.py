"""Equivalence (TOST): the published example, and size and power by simulation."""

import numpy as np
import pytest
from scipy import stats

from admin_costs.equivalence import equivalence, ratio_equivalence, tost

LAKENS = {"mean1": 5.25, "sd1": 0.95, "n1": 95, "mean2": 5.22, "sd2": 0.83, "n2": 89}


def test_equivalence_known_answer() -> None:
    # TOSTER's example in Lakens 2017. Printed with two decimals: hence the tolerance.
    found = equivalence(**LAKENS, low=-0.384, high=0.384)
    assert found.t_high == pytest.approx(-2.684, abs=0.02)
    assert found.df == pytest.approx(182, abs=1)
    assert found.p == pytest.approx(0.004, abs=0.0005)
    assert found.interval == pytest.approx((-0.188, 0.248), abs=0.002)
    assert found.equivalent


def test_not_significant_is_not_equivalent() -> None:
    found = equivalence(**LAKENS, low=-0.1, high=0.1)
    assert found.interval[0] < 0 < found.interval[1]
    assert not found.equivalent


def test_the_interval_and_the_two_tests_say_the_same() -> None:
    assert tost(0.0, 1.0, 20, -1.73, 1.73).equivalent  # t(20) at 95 % is 1.7247
    assert not tost(0.0, 1.0, 20, -1.72, 1.72).equivalent


def test_a_difference_known_exactly_is_judged_by_where_it_lies() -> None:
    assert tost(0.5, 0.0, 10, -1, 1).equivalent
    assert not tost(1.5, 0.0, 10, -1, 1).equivalent


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"n1": 1}, "at least 2"),
        ({"n2": 0}, "at least 2"),
        ({"sd2": -1}, "not below zero"),
        ({"low": 0.4}, "low end"),
    ],
)
@pytest.mark.parametrize("test", [equivalence, ratio_equivalence])
def test_what_cannot_be_is_refused(test, changed, says) -> None:
    with pytest.raises(ValueError, match=says):
        test(**({**LAKENS, "low": 0.1, "high": 0.384} | changed))


def test_samples_that_do_not_vary_are_judged_by_where_they_lie() -> None:
    assert equivalence(5, 0, 10, 5, 0, 10, -1, 1).equivalent
    assert not equivalence(7, 0, 10, 5, 0, 10, -1, 1).equivalent


# As a ratio


def test_a_ratio_of_a_mean_known_exactly_is_the_difference_over_it() -> None:
    by_ratio = ratio_equivalence(5.25, 0.95, 95, 5.0, 0, 89, 0.9, 1.1)
    by_difference = equivalence(5.25, 0.95, 95, 5.0, 0, 89, -0.5, 0.5)
    assert (by_ratio.p, by_ratio.df) == pytest.approx((by_difference.p, by_difference.df))
    assert by_ratio.interval == pytest.approx([1 + end / 5 for end in by_difference.interval])


def test_the_interval_of_a_ratio_is_where_the_tests_stop_rejecting() -> None:
    """Fieller's ends are the margins at which p is 5 %."""
    low, high = ratio_equivalence(10, 2, 40, 9.8, 2.4, 35, 0.5, 2).interval
    assert ratio_equivalence(10, 2, 40, 9.8, 2.4, 35, low, 2).p == pytest.approx(0.05, abs=0.001)
    assert ratio_equivalence(10, 2, 40, 9.8, 2.4, 35, 0.5, high).p == pytest.approx(0.05, abs=0.001)


@pytest.mark.parametrize(("mean2", "low"), [(0, 0.9), (-5, 0.9), (5, 0), (5, -1), (0.1, 0.9)])
def test_a_ratio_needs_something_to_divide_by(mean2: float, low: float) -> None:
    with pytest.raises(ValueError, match="above zero"):
        ratio_equivalence(5, 1, 20, mean2, 1, 20, low, 1.1)


# Size and power

RUNS, PEOPLE, MARGIN = 20_000, 100, 0.5
MONTE_CARLO = 0.003  # 1.96 · √(0.05 · 0.95 / 20,000)


def called_equivalent(truth: float, *, sd2: float = 1.5) -> float:
    """How often two samples of 100 whose means differ by `truth` are called the same: all runs at once."""
    chance = np.random.default_rng(2017)
    first = truth + chance.normal(0, 1, (RUNS, PEOPLE))
    second = chance.normal(0, sd2, (RUNS, PEOPLE))
    part1, part2 = first.var(axis=1, ddof=1) / PEOPLE, second.var(axis=1, ddof=1) / PEOPLE
    df = (part1 + part2) ** 2 / ((part1**2 + part2**2) / (PEOPLE - 1))
    difference = first.mean(axis=1) - second.mean(axis=1)
    half = stats.t.ppf(0.95, df) * np.sqrt(part1 + part2)
    same = (difference - half > -MARGIN) & (difference + half < MARGIN)
    for run in range(20):  # the arithmetic above is the function's
        known = equivalence(
            first[run].mean(),
            first[run].std(ddof=1),
            PEOPLE,
            second[run].mean(),
            second[run].std(ddof=1),
            PEOPLE,
            -MARGIN,
            MARGIN,
        )
        assert known.equivalent == same[run]
    return float(same.mean())


def test_the_size_is_five_per_cent_and_the_power_is_what_theory_says(capsys) -> None:
    """Power at no difference with known errors: 2·Φ(margin/se − 1.645) − 1 (Schuirmann 1987)."""
    size, beyond, power = called_equivalent(MARGIN), called_equivalent(MARGIN * 1.2), called_equivalent(0)
    se = np.sqrt((1 + 1.5**2) / PEOPLE)
    theory = 2 * stats.norm.cdf(MARGIN / se - stats.norm.ppf(0.95)) - 1
    with capsys.disabled():
        print(
            f"\nequivalence, 2 × {PEOPLE}, {RUNS} runs: at the margin {100 * size:.2f} % called the same, "
            f"past it {100 * beyond:.2f} %, at none {100 * power:.1f} % (theory {100 * theory:.1f} %)"
        )
    assert size <= 0.05 + MONTE_CARLO
    assert beyond < size
    assert power == pytest.approx(theory, abs=0.03)


def test_taking_not_significant_for_the_same_would_be_wrong_most_of_the_time() -> None:
    """The negative control: a difference as large as the margin passes as "no difference" far too often."""
    chance = np.random.default_rng(5)
    first, second = chance.normal(MARGIN, 1, (2000, PEOPLE)), chance.normal(0, 1.5, (2000, PEOPLE))
    p = stats.ttest_ind(first, second, axis=1, equal_var=False).pvalue
    assert (p > 0.05).mean() > 0.2
