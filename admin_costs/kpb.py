"""Cost per user (KPB) by SKR's model: the unit price of what was given, and what a person costs by it. Pure.

Unit price = allocated gross cost, less internal revenue and sales to other care providers, ÷ performed
volume. User fees are not taken off. Cost of a person = the sum, over kinds of service, of unit price × the
person's volume. Of a mean person that is KPB.
"""

from collections.abc import Iterable


def unit_price(gross_cost: float, internal_revenue: float, sales: float, volume: float) -> float | None:
    """Return the price of one unit (an hour), in the costs' currency; None when nothing was performed."""
    if not volume:
        return None
    return (gross_cost - internal_revenue - sales) / volume


def cost_of_person(volumes: Iterable[tuple[float, float]]) -> float:
    """Return what a person costs, from (unit price, the person's volume) of each kind of service."""
    return sum(price * volume for price, volume in volumes)
