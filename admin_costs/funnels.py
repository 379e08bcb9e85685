"""Funnel plots: is a group further from the rest than chance takes it? Pure.

Method: Spiegelhalter, Funnel plots for comparing institutional performance, Statistics in Medicine
2005;24:1185. Limits of 95 and 99.8 % around the groups' common level, narrower the larger a group is. For
proportions and rates they are exact (binomial, Poisson, interpolated as in the paper's appendix) as long as
groups differ as chance makes them differ. Where they differ more, the limits are as much wider: φ, the mean
of the squared z-scores with a tenth at each end drawn in (winsorised), never under 1.

Groups are told apart by significance, never by rank: there is no first and last here.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from math import ceil, floor, sqrt
from statistics import NormalDist

from admin_costs.intervals import Interval, wilson

WARNING, ALARM = 0.95, 0.998
DRAWN_IN = 0.1
"""The share of the z-scores that is drawn in, at each end."""

FEWEST_GROUPS = 10
"""How much groups differ more than chance cannot be told from fewer: a tenth of them is none."""

DRAWN_IN_NORMAL = 0.6786
"""The mean square of a standard normal with its ends drawn in: 0.8 − 2cf(c) + 0.2c², where c = 1.2816."""


class Kind(StrEnum):
    """What is counted, and so how chance makes it differ."""

    PROPORTION = "proportion"
    RATE = "rate"
    MEAN = "mean"
    """A mean over people, whose variance is known."""
    SPREAD = "spread"
    """A quotient of sums; how it differs is learned from the groups themselves."""


class Place(StrEnum):
    """Where a group lies: within the limits, outside 95 % or outside 99.8 %."""

    FAR_ABOVE = "far_above"
    ABOVE = "above"
    INSIDE = "inside"
    BELOW = "below"
    FAR_BELOW = "far_below"
    UNKNOWN = "unknown"

    @property
    def is_far(self) -> bool:
        return self in (Place.FAR_ABOVE, Place.FAR_BELOW)

    @property
    def is_outside(self) -> bool:
        return self.is_far or self in (Place.ABOVE, Place.BELOW)


@dataclass(frozen=True, slots=True)
class Point:
    """A group: its sum, what that is counted by, and how much it knows (people, answers, exposure)."""

    key: Hashable
    numerator: float
    denominator: float
    size: float

    @property
    def value(self) -> float:
        return self.numerator / self.denominator


@dataclass(frozen=True)
class Funnel:
    """The groups, their common level, and what chance does to a group of size 1 (`variance`, then × φ).

    `variance` None: nobody knows, so there are no limits.
    """

    kind: Kind
    points: tuple[Point, ...]
    target: float
    variance: float | None
    phi: float

    @property
    def is_exact(self) -> bool:
        return self.phi == 1 and self.kind in (Kind.PROPORTION, Kind.RATE)

    def limits(self, size: float, level: float) -> Interval | None:
        """Return between what a group of a size would be with the probability `level`; None: not known."""
        if self.variance is None:
            return None
        tails = ((1 - level) / 2, (1 + level) / 2)
        if self.is_exact:
            low, high = (exact_limit(self.kind, self.target, size, tail) for tail in tails)
        else:
            reach = normal(level) * sqrt(self.phi * self.variance / size)
            low, high = self.target - reach, self.target + reach
        return max(0.0, low), min(1.0, high) if self.kind == Kind.PROPORTION else high

    @cached_property
    def places(self) -> dict[Hashable, Place]:
        """Where each group lies, worked out once: exact limits take their time."""
        return {point.key: self.place(point) for point in self.points}

    def place(self, point: Point) -> Place:
        """Return where a group lies."""
        warning, alarm = (self.limits(point.size, level) for level in (WARNING, ALARM))
        if warning is None or alarm is None:
            return Place.UNKNOWN
        for low, high, below, above in (
            (*alarm, Place.FAR_BELOW, Place.FAR_ABOVE),
            (*warning, Place.BELOW, Place.ABOVE),
        ):
            if point.value < low:
                return below
            if point.value > high:
                return above
        return Place.INSIDE

    def interval(self, point: Point, level: float = WARNING) -> Interval | None:
        """Return how sure a group's own value is; None: not known."""
        if self.variance is None:
            return None
        if self.kind == Kind.PROPORTION:
            size = point.size / self.phi
            return wilson(point.value * size, size, level)
        variance = point.value if self.kind == Kind.RATE else self.variance
        reach = normal(level) * sqrt(self.phi * variance / point.size)
        return max(0.0, point.value - reach), point.value + reach


def funnel(points: Sequence[Point], kind: Kind, *, variance: float | None = None) -> Funnel | None:
    """Return the funnel of the groups; None when there are none with anything to divide by.

    `variance` is that between people, which a MEAN needs; the other kinds know their own.
    """
    counted = tuple(point for point in points if point.denominator > 0 and point.size > 0)
    if not counted:
        return None
    target = sum(point.numerator for point in counted) / sum(point.denominator for point in counted)
    if kind == Kind.PROPORTION:
        variance = target * (1 - target)
    elif kind == Kind.RATE:
        variance = target
    elif kind == Kind.SPREAD:
        return Funnel(kind, counted, target, spread(counted, target), 1.0)
    return Funnel(kind, counted, target, variance, overdispersion(counted, target, variance))


def overdispersion(points: Sequence[Point], target: float, variance: float | None) -> float:
    """Return φ; 1 where there are too few groups to know, or chance alone explains how they differ."""
    if not variance or len(points) < FEWEST_GROUPS:
        return 1.0
    scores = [(point.value - target) / sqrt(variance / point.size) for point in points]
    return max(1.0, mean_square(winsorised(scores)))


def spread(points: Sequence[Point], target: float) -> float | None:
    """Return the variance of a group of size 1 as the groups show it; None where they are too few.

    Drawing in the ends makes it too small by a known factor where the groups are normal.
    """
    if len(points) < FEWEST_GROUPS:
        return None
    scores = [(point.value - target) * sqrt(point.size) for point in points]
    return mean_square(winsorised(scores)) / DRAWN_IN_NORMAL


def winsorised(scores: Sequence[float], share: float = DRAWN_IN) -> list[float]:
    """Return the scores with those outside the share's quantiles moved to them."""
    low, high = quantile(scores, share), quantile(scores, 1 - share)
    return [min(max(score, low), high) for score in scores]


def quantile(values: Sequence[float], share: float) -> float:
    """Return a quantile, linear between the ordered values."""
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    low, high = ordered[floor(place)], ordered[ceil(place)]
    return low + (place - floor(place)) * (high - low)


def mean_square(scores: Sequence[float]) -> float:
    return sum(score**2 for score in scores) / len(scores)


def normal(level: float) -> float:
    """Return how many standard errors the middle `level` of a normal reaches."""
    return NormalDist().inv_cdf((1 + level) / 2)


@lru_cache(maxsize=4096)
def exact_limit(kind: Kind, target: float, size: float, tail: float) -> float:
    """Return the exact limit of a proportion or a rate, interpolated between two counts.

    With r the least count whose cumulated probability is above `tail`, and a how far above as a share of
    r's own probability, the limit is (r − a) ÷ size (the paper's appendix A.1). A proportion's size is whole.
    """
    whole = max(1, floor(size)) if kind == Kind.PROPORTION else size
    if kind == Kind.PROPORTION and target in (0, 1):
        return target

    # Inside: half a second that only those who compare wait for.
    from scipy.special import bdtr, pdtr

    def below(count: int) -> float:
        if count < 0:
            return 0.0
        if kind == Kind.PROPORTION:
            return float(bdtr(count, int(whole), target)) if count < whole else 1.0
        return float(pdtr(count, whole * target))

    count = first_above(below, tail, start=floor(whole * target))
    own = below(count) - below(count - 1)
    return float(count - (below(count) - tail) / own) / whole if own > 0 else count / whole


def first_above(below: Callable[[int], float], tail: float, *, start: int) -> int:
    """Return the least count whose cumulated probability is above the tail, searched from the middle."""
    low, high = -1, max(start, 1)
    while below(high) <= tail:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if below(middle) > tail else (middle, high)
    return high
