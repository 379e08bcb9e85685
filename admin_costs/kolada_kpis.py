"""Kolada's key figures that touch companions, as data. Pure. Adding one is adding a line.

Source: domain section 3. None exists for companion hours, cost per companion user, individual plans under LSS
or appeals: the page says so.
"""

from enum import StrEnum
from typing import NamedTuple


class About(StrEnum):
    """What a key figure tells of. A cost is never shown without a quality beside it."""

    PEOPLE = "people"
    COST = "cost"
    QUALITY = "quality"


class Kpi(NamedTuple):
    """`id` is Kolada's own; `decimals` is how finely the figure is told."""

    id: str
    about: About
    decimals: int = 0


KPIS = (
    Kpi("N28812", About.PEOPLE, 1),
    Kpi("N28806", About.PEOPLE),
    Kpi("N28011", About.COST),
    Kpi("N28157", About.COST),
    Kpi("N28016", About.COST),
    Kpi("N28018", About.COST, 1),
    Kpi("N28026", About.COST),
    Kpi("U28417", About.QUALITY),
    Kpi("U28414", About.QUALITY),
    *(Kpi(f"U{number}", About.QUALITY) for number in range(26490, 26498)),
)
BY_ID = {kpi.id: kpi for kpi in KPIS}
"""In the order of the page; the first of people and of quality are shown until somebody chooses."""


def of(*about: About) -> list[Kpi]:
    """Return the key figures about these."""
    return [kpi for kpi in KPIS if kpi.about in about]
