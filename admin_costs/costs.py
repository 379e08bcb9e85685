"""Minutes into öre: rates valid from a date, employer on-costs and rounding, all in whole numbers."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

MINUTES_PER_HOUR = 60
BASIS_POINTS = 10_000


class Rate(NamedTuple):
    """A price of an hour, in öre, that holds from a day until the next rate begins."""

    valid_from: date
    ore_per_hour: int


class NoRate(LookupError):
    """No rate had begun on the day asked for."""


def cost_ore(minutes: int, ore_per_hour: int) -> int:
    """Return what `minutes` cost in whole öre at `ore_per_hour`, half an öre rounded up.

    Whole numbers all the way: a float would lose öre over a year. Raises ValueError when either is negative.
    """
    if minutes < 0 or ore_per_hour < 0:
        raise ValueError(f"minutes and rate must not be negative: {minutes} min at {ore_per_hour} öre/h")
    return _divide_half_up(minutes * ore_per_hour, MINUTES_PER_HOUR)


def with_on_costs(ore_per_hour: int, on_cost_basis_points: int) -> int:
    """Return the hourly rate in öre with the employer's on-costs added, half an öre rounded up.

    `on_cost_basis_points` is hundredths of a percent: 31.42 % is 3142. Raises ValueError when either is
    negative.
    """
    if ore_per_hour < 0 or on_cost_basis_points < 0:
        raise ValueError(f"rate and on-costs must not be negative: {ore_per_hour}, {on_cost_basis_points}")
    return _divide_half_up(ore_per_hour * (BASIS_POINTS + on_cost_basis_points), BASIS_POINTS)


def rate_at(rates: Iterable[tuple[date, int]], day: date) -> int:
    """Return the öre an hour that hold on `day`: of the rates begun by then, the one that began last.

    `rates` is (valid_from, ore_per_hour) in any order. Raises NoRate when none has begun.
    """
    begun = [rate for rate in rates if rate[0] <= day]
    if not begun:
        raise NoRate(f"no rate is valid on {day.isoformat()}")
    return max(begun, key=lambda rate: rate[0])[1]


def _divide_half_up(numerator: int, denominator: int) -> int:
    return (2 * numerator + denominator) // (2 * denominator)
