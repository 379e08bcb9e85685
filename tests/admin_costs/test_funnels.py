"""Funnel limits by the formulas of Spiegelhalter (Stat Med 2005;24:1185), worked out by plain arithmetic."""

from math import comb, exp, factorial, sqrt

import numpy as np
import pytest
from scipy import stats

from admin_costs.funnels import (
    ALARM,
    DRAWN_IN_NORMAL,
    WARNING,
    Kind,
    Place,
    Point,
    exact_limit,
    funnel,
    quantile,
    winsorised,
)

Z95, Z998 = 1.959964, 3.090232


def points(values: list[float], size: float, denominator: float | None = None) -> list[Point]:
    by = size if denominator is None else denominator
    return [Point(number, value * by, by, size) for number, value in enumerate(values)]


def test_the_exact_limit_of_a_proportion() -> None:
    """Ten tosses of a fair coin: P(≤1) = 11/1024, P(≤2) = 56/1024, so r = 2 at the tail of 2.5 %."""
    alpha = (56 / 1024 - 0.025) / (45 / 1024)
    assert exact_limit(Kind.PROPORTION, 0.5, 10, 0.025) == pytest.approx((2 - alpha) / 10)
    assert exact_limit(Kind.PROPORTION, 0.5, 10, 0.975) == pytest.approx(1 - (2 - alpha) / 10 - 0.1)


def test_the_exact_limit_of_a_rate() -> None:
    """Four expected: P(≤0) = e⁻⁴ = 0.0183, P(≤1) = 5e⁻⁴ = 0.0916, so r = 1 at the tail of 2.5 %."""
    alpha = (5 * exp(-4) - 0.025) / (4 * exp(-4))
    assert exact_limit(Kind.RATE, 2.0, 2, 0.025) == pytest.approx((1 - alpha) / 2)
    assert exact_limit(Kind.RATE, 2.0, 2, 0.001) == pytest.approx((0 - (exp(-4) - 0.001) / exp(-4)) / 2)


@pytest.mark.parametrize(("target", "size"), [(0.06, 300), (0.4, 37), (0.9, 5)])
@pytest.mark.parametrize("tail", [0.001, 0.025, 0.975, 0.999])
def test_exact_limits_by_summing_every_term(target: float, size: int, tail: float) -> None:
    """The same by adding binomial terms one by one, without a library."""
    cumulated = 0.0
    for count in range(size + 1):
        own = comb(size, count) * target**count * (1 - target) ** (size - count)
        if cumulated + own > tail:
            break
        cumulated += own
    alpha = (cumulated + own - tail) / own
    assert exact_limit(Kind.PROPORTION, target, size, tail) == pytest.approx((count - alpha) / size)


def test_exact_limits_of_large_groups_are_the_normal_ones() -> None:
    """θ ± z √(θ(1 − θ)/n) and θ ± z √(θ/E), the paper's approximations."""
    for kind, spread in ((Kind.PROPORTION, sqrt(0.3 * 0.7)), (Kind.RATE, sqrt(0.3))):
        for tail, z in ((0.025, -Z95), (0.999, Z998)):
            limit = exact_limit(kind, 0.3, 1_000_000, tail)
            assert limit == pytest.approx(0.3 + z * spread / 1000, abs=2e-6)


def test_poisson_terms_add_up() -> None:
    cumulated = sum(exp(-7.5) * 7.5**k / factorial(k) for k in range(14))
    r_limit = exact_limit(Kind.RATE, 7.5, 1, 0.975)
    assert stats.poisson.cdf(13, 7.5) == pytest.approx(cumulated)
    assert 12 < r_limit < 13
    assert exact_limit(Kind.RATE, 7.5, 1, 0.975) == pytest.approx(
        13 - (cumulated - 0.975) / (cumulated - stats.poisson.cdf(12, 7.5))
    )


def test_the_common_level_weighs_groups_by_what_they_are_counted_by() -> None:
    found = funnel([Point("a", 90, 100, 100), Point("b", 5, 10, 10)], Kind.PROPORTION)
    assert found.target == pytest.approx(95 / 110)
    assert (found.phi, found.is_exact) == (1.0, True)


def test_limits_of_a_mean() -> None:
    found = funnel([Point("a", 1000, 100, 25), Point("b", 800, 100, 25)], Kind.MEAN, variance=16)
    assert found.limits(25, WARNING) == pytest.approx((9 - Z95 * 4 / 5, 9 + Z95 * 4 / 5))
    assert found.limits(100, ALARM) == pytest.approx((9 - Z998 * 4 / 10, 9 + Z998 * 4 / 10), abs=1e-5)
    assert found.interval(found.points[0]) == pytest.approx((10 - Z95 * 4 / 5, 10 + Z95 * 4 / 5))


def test_a_mean_without_a_variance_has_no_limits() -> None:
    found = funnel(points([1, 2, 3], 10), Kind.MEAN)
    assert found.limits(10, WARNING) is None
    assert {found.place(point) for point in found.points} == {Place.UNKNOWN}
    assert found.interval(found.points[0]) is None


@pytest.mark.parametrize(
    ("value", "place"),
    [
        (5.0, Place.INSIDE),
        (5.7, Place.INSIDE),
        (5.9, Place.ABOVE),
        (6.3, Place.FAR_ABOVE),
        (4.1, Place.BELOW),
        (3.7, Place.FAR_BELOW),
    ],
)
def test_places(value: float, place: Place) -> None:
    """Around 5 with a standard error of 0.4: limits at 5 ± 0.784 and 5 ± 1.236."""
    found = funnel(points([5.0] * 3, 25), Kind.MEAN, variance=4)
    assert found.place(Point("x", value * 25, 25, 25)) == place
    assert place.is_outside == (place != Place.INSIDE)
    assert place.is_far == (abs(value - 5) > 1.236)


def test_winsorising_draws_the_ends_in() -> None:
    assert winsorised([float(n) for n in range(11)]) == [1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9]
    assert quantile([1, 2, 3, 4], 0.5) == 2.5
    z = stats.norm.ppf(0.9)
    assert pytest.approx(0.8 - 2 * z * stats.norm.pdf(z) + 0.2 * z**2, abs=1e-4) == DRAWN_IN_NORMAL


def test_overdispersion_widens_the_limits_by_the_square_root_of_phi() -> None:
    """Twenty groups of 100, at z = ±2 (by turns) but one far out: drawn in, it counts as another ±2."""
    values = [0.5 + (-1) ** n * 2 * sqrt(0.25 / 100) for n in range(20)]
    values[0] = 0.99
    rest = [Point(20, 0.01 * 100, 100, 100)]  # keeps the common level at a half
    found = funnel(points(values, 100) + rest, Kind.PROPORTION)
    assert found.target == pytest.approx(0.5, abs=0.005)
    assert found.phi == pytest.approx(4, abs=0.15)
    low, high = found.limits(100, WARNING)
    assert high - low == pytest.approx(2 * Z95 * sqrt(found.phi * found.variance / 100))
    assert found.place(found.points[0]) == Place.FAR_ABOVE
    assert {found.place(point) for point in found.points[1:20]} == {Place.INSIDE}


def test_without_phi_most_of_them_would_be_outside() -> None:
    """The negative control: nine groups are too few for φ, and ±2 lies outside 95 %."""
    found = funnel(points([0.5 + (-1) ** n * 2.1 * 0.05 for n in range(8)], 100), Kind.PROPORTION)
    assert found.phi == 1
    assert all(found.place(point).is_outside for point in found.points)


def test_groups_alike_are_not_underdispersed() -> None:
    assert funnel(points([0.5] * 30, 100), Kind.PROPORTION).phi == 1


@pytest.mark.parametrize("kind", [Kind.MEAN, Kind.SPREAD, Kind.PROPORTION, Kind.RATE])
def test_where_chance_alone_acts_five_in_a_hundred_are_outside(kind: Kind) -> None:
    """Ten thousand groups of many sizes: 5 % outside the inner limits, 0.2 % outside the outer."""
    chance = np.random.default_rng(1381)
    size = chance.integers(40, 400, 10_000)
    values = {
        Kind.MEAN: chance.normal(10, 3 / np.sqrt(size)),
        Kind.SPREAD: chance.normal(10, 3 / np.sqrt(size)),
        Kind.PROPORTION: chance.binomial(size, 0.7) / size,
        Kind.RATE: chance.poisson(2.0 * size) / size,
    }[kind]
    found = funnel(
        [Point(n, v * s, s, s) for n, (v, s) in enumerate(zip(values.tolist(), size.tolist(), strict=True))],
        kind,
        variance=9,
    )
    places = [found.place(point) for point in found.points]
    outside, far = (
        sum(places_) / 10_000 for places_ in zip(*((p.is_outside, p.is_far) for p in places), strict=True)
    )
    print(f"\n{kind}: {100 * outside:.2f} % outside 95 %, {100 * far:.2f} % outside 99.8 %")
    assert 0.04 < outside < 0.06
    assert 0.001 < far < 0.004


def test_a_spread_needs_ten_groups() -> None:
    assert funnel(points([1.0 * n for n in range(9)], 100), Kind.SPREAD).variance is None
    assert funnel(points([1.0 * n for n in range(10)], 100), Kind.SPREAD).variance > 0


def test_no_groups_no_funnel() -> None:
    assert funnel([], Kind.MEAN, variance=1) is None
    assert funnel([Point("a", 0, 0, 0)], Kind.RATE) is None


@pytest.mark.parametrize("target", [0, 1])
def test_all_or_none(target: int) -> None:
    found = funnel(points([target] * 3, 10), Kind.PROPORTION)
    assert found.limits(10, WARNING) == (target, target)
    assert {found.place(point) for point in found.points} == {Place.INSIDE}
