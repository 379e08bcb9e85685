"""What administration costs by the time it takes: time-driven activity-based costing.

Source: Kaplan & Anderson, Time-Driven Activity-Based Costing, Harvard Business Review, November 2004.
Two numbers are enough: what a minute of capacity costs, and how many minutes an activity takes. What nobody
used is shown apart, and never spread over the activities: minutes freed are not money unless staffing falls.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

PRACTICAL_SHARE = Fraction(80, 100)
"""Of the paid time: the rest is breaks, meetings and training (Kaplan & Anderson say 80–85 %)."""


@dataclass(frozen=True)
class Capacity:
    """What a group of staff costs in a period, and the minutes it can work (above zero, or ValueError)."""

    cost_ore: int
    practical_minutes: int

    def __post_init__(self) -> None:
        if self.cost_ore < 0 or self.practical_minutes <= 0:
            raise ValueError(f"no capacity: {self.cost_ore} öre for {self.practical_minutes} minutes")

    @property
    def ore_per_minute(self) -> Fraction:
        """The capacity cost rate, exact."""
        return Fraction(self.cost_ore, self.practical_minutes)


def practical_minutes(paid_minutes: int, share: Fraction = PRACTICAL_SHARE) -> int:
    """Return the minutes that can be worked of those that are paid, rounded down. `share` is within 0–1."""
    if paid_minutes < 0 or not 0 < share <= 1:
        raise ValueError(f"need paid minutes and a share within 0–1, got {paid_minutes} and {share}")
    return int(paid_minutes * share)


@dataclass(frozen=True)
class TimeEquation:
    """Minutes of an activity: a base, and so many more for each thing that makes it longer.

    Registering a decision takes 30 minutes, 20 more with a representative, 15 for each appendix:
    `TimeEquation(30, {"representative": 20, "appendix": 15})`.
    """

    base_minutes: int
    more_minutes: Mapping[str, int] = field(default_factory=dict)

    def minutes(self, **times: int) -> int:
        """Return the minutes where each thing happens so many times. Raises KeyError for an unknown thing."""
        return self.base_minutes + sum(self.more_minutes[name] * count for name, count in times.items())

    def average(self, shares: Mapping[str, Fraction]) -> Fraction:
        """Return the minutes on average, where each thing happens in such a share of all cases, exact."""
        more = (self.more_minutes[name] * share for name, share in shares.items())
        return self.base_minutes + sum(more, Fraction(0))


@dataclass(frozen=True)
class Done:
    """An activity as it was carried out in the period."""

    name: str
    times: int
    minutes_each: int

    @property
    def minutes(self) -> int:
        return self.times * self.minutes_each


@dataclass(frozen=True)
class Use:
    """Where the capacity went. Every figure is exact until it is rounded to whole öre, half upwards."""

    capacity: Capacity
    done: tuple[Done, ...]

    @property
    def minutes_used(self) -> int:
        return sum(activity.minutes for activity in self.done)

    @property
    def minutes_unused(self) -> int:
        """Negative when the standard times add up to more than anybody can work: then they are too long."""
        return self.capacity.practical_minutes - self.minutes_used

    @property
    def share_used(self) -> float:
        return self.minutes_used / self.capacity.practical_minutes

    @property
    def unused_ore(self) -> int:
        return in_ore(self.minutes_unused, self.capacity)

    def cost_ore(self, activity: Done) -> int:
        """Return what all of an activity cost."""
        return in_ore(activity.minutes, self.capacity)


def use(capacity: Capacity, done: Iterable[Done]) -> Use:
    """Return where the capacity went."""
    return Use(capacity, tuple(done))


def in_ore(minutes: int, capacity: Capacity) -> int:
    """Return the cost of minutes in whole öre, half an öre upwards."""
    exact = minutes * capacity.ore_per_minute
    return (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)


def renewals_avoided(people: int, months: int, months_a_decision: int) -> Fraction:
    """Return the decisions not made again in a period, where each would have been renewed so often.

    Source: domain section 1: with limited decisions everybody applies again; nearly 80 % of municipalities
    limit most decisions (Socialstyrelsen 2015). Raises ValueError unless a decision lasts a month or more.
    """
    if months_a_decision < 1:
        raise ValueError("a decision lasts a month at the least")
    return Fraction(people * months, months_a_decision)


def hours_paid_by(saved_ore: int | Fraction, escort_ore_per_hour: int | Fraction) -> Fraction:
    """Return the escort hours that saved administration pays: the break-even of trust.

    At 310 kr an hour for the escort and 500 kr for administration, an hour saved pays 1.6 escort hours
    (domain section 3). Raises ValueError when an hour costs nothing.
    """
    if escort_ore_per_hour <= 0:
        raise ValueError("an escort hour costs something")
    return Fraction(saved_ore) / Fraction(escort_ore_per_hour)
