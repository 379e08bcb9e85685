"""The attacker: what can be worked out of hidden figures from those that are told, by linear programming.

Each sum that is told is an equation between cells that are not; no cell is negative. The least and the most
that a cell can then be are two linear programmes: the attacker's problem of Fischetti & Salazar (JASA
2000;95:916). Pure; figures are any non-negative numbers.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from admin_costs.intervals import Interval

Key = TypeVar("Key", bound=Hashable)

LEAST_WIDTH = 1.0
"""How wide a hidden figure's range must be, as a share of the figure (a sliding protection level)."""

ROUNDING = 1e-6


@dataclass(frozen=True, slots=True)
class Exposed(Generic[Key]):
    """A hidden figure that can be worked out too exactly: cells, their true sum, and its range."""

    cells: frozenset[Key]
    value: float
    interval: Interval


class Contradiction(ValueError):
    """The sums that are told cannot all be true."""


def ranges(
    values: Mapping[Key, float], told: Iterable[Collection[Key]], asked: Iterable[Collection[Key]]
) -> list[Interval]:
    """Return the least and the most that the sum of each collection of cells in `asked` can be.

    `values` are all cells with their true figures; `told` are collections of cells whose sums are told (one
    cell alone is told itself). No end is nearer than the truth allows; the upper may be infinite. Raises
    Contradiction when the programme has no solution, which true figures always have.
    """
    # Inside: the pages that ask whether a group is safe need not wait two seconds for it.
    from scipy.optimize import linprog

    order = {key: place for place, key in enumerate(values)}
    equations = np.array([_row(cells, order) for cells in told]).reshape(-1, len(order))
    sums = equations @ np.array([float(value) for value in values.values()])

    def end(direction: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> float:
        found = linprog(direction, A_eq=equations, b_eq=sums, bounds=(0, None), method="highs")
        if found.status == 3:  # unbounded
            return float("inf")
        if found.status != 0:
            raise Contradiction(found.message)
        return abs(float(found.fun))

    return [(end(_row(cells, order)), end(-_row(cells, order))) for cells in asked]


def _row(cells: Collection[Key], order: Mapping[Key, int]) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    row = np.zeros(len(order))
    row[[order[cell] for cell in cells]] = 1.0
    return row


def exposed(
    values: Mapping[Key, float],
    told: Collection[Collection[Key]],
    secret: Iterable[Collection[Key]],
    least_width: float = LEAST_WIDTH,
) -> list[Exposed[Key]]:
    """Return those of the `secret` sums whose range is narrower than `least_width` × the figure itself.

    A secret figure of 0 is exposed when it can be nothing else.
    """
    asked = [frozenset(cells) for cells in secret]
    found = []
    for cells, interval in zip(asked, ranges(values, told, asked), strict=True):
        value = float(sum(values[cell] for cell in cells))
        if interval[1] - interval[0] < max(least_width * value, ROUNDING) - ROUNDING / 2:
            found.append(Exposed(cells, value, interval))
    return found
