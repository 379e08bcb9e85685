"""Figures in the shape of Kolada's, made up and marked so: the demonstration asks nothing of Kolada.

Sourced is only about how many people have companion service under LSS: 6.4 of 10,000 inhabitants in 2021, and
27 % fewer in 13 years (domain section 3). How it lies between municipalities, and every other figure, is
invented.
"""

from collections.abc import Iterator
from datetime import datetime
from random import Random
from typing import NamedTuple

from django.utils import timezone

from admin_costs.disclosure import HIDDEN, MISSING
from admin_costs.kolada import store
from admin_costs.kolada_kpis import KPIS, About, Kpi
from admin_costs.kolada_rows import Figure
from ledsagning.people.models import Municipality

YEARS = 10
EVERY = 6  # a sixth of the municipalities, and the whole of Halland
COUNTY = "13"
RATE, RATE_YEAR, LESS_A_YEAR = 6.4, 2021, (1 - 0.27) ** (1 / 13)
SMALLEST, LARGEST = 5_000, 110_000
LAHOLM, INHABITANTS_OF_LAHOLM = "1381", 25_147
# Kronor an inhabitant, days, and per cent who gave the best answer: all invented.
LEVELS = {
    "N28011": 410,
    "N28157": 330,
    "N28016": 6300,
    "N28018": 0,
    "N28026": 6200,
    "U28414": 62,
    "U28417": 48,
}
SHARE = 74


class Place(NamedTuple):
    """A municipality, and how it lies beside others."""

    code: str
    inhabitants: int
    rate: float
    lean: float


def made_up_kolada(now: datetime, seed: int) -> None:
    """Puts the snapshot there."""
    chance = Random(seed)
    places = [made_up_place(code, chance) for code in chosen_codes()]
    this_year = timezone.localtime(now).year
    for kpi in KPIS:
        figures = [
            figure
            for place in places
            for figure in made_up_years(kpi, place, range(this_year - YEARS, this_year), chance)
        ]
        store(kpi.id, figures, title="", now=now, is_illustrative=True)


def chosen_codes() -> list[str]:
    codes = list(Municipality.objects.order_by("pk").values_list("pk", flat=True))
    return sorted({*codes[::EVERY], *(code for code in codes if code.startswith(COUNTY))})


def made_up_place(code: str, chance: Random) -> Place:
    inhabitants = INHABITANTS_OF_LAHOLM if code == LAHOLM else chance.randint(SMALLEST, LARGEST)
    return Place(code, inhabitants, RATE * chance.uniform(0.6, 1.4), chance.uniform(0.85, 1.15))


def made_up_years(kpi: Kpi, place: Place, years: range, chance: Random) -> Iterator[Figure]:
    """A municipality's years; where few would have answered a mark stands, as with Kolada."""
    for year in years:
        value, mark = made_up_value(kpi, place, year, chance), ""
        if kpi.about == About.QUALITY and chance.random() < 0.12:
            value, mark = None, chance.choice((HIDDEN, MISSING))
        yield Figure(kpi.id, place.code, year, "T", value, None, mark)


def made_up_value(kpi: Kpi, place: Place, year: int, chance: Random) -> float:
    rate = place.rate * LESS_A_YEAR ** (year - RATE_YEAR)
    if kpi.id == "N28812":
        return round(rate, 1)
    if kpi.id == "N28806":
        return round(rate * place.inhabitants / 10_000)
    if kpi.id == "N28018":
        return round((place.lean - 1) * 60 + chance.uniform(-3, 3), 1)
    level = LEVELS.get(kpi.id, SHARE)
    risen = 1.03 ** (year - RATE_YEAR) if kpi.about == About.COST else 1
    return round(min(level * place.lean * risen * chance.uniform(0.95, 1.05), 100 if level == SHARE else 1e6))
