"""What other municipalities of Halland could have handed over, made up; and a made-up price index.

Brought by the exchange file as anybody's is. Laholm's registered change names neither, but
whoever registers it anew can.
"""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from django.utils import timezone

from admin_costs.exchange import EXCHANGE, take_exchange
from admin_costs.exchange_json import exchange_text
from admin_costs.prices import store_index
from ledsagning.demo.figures import HOURS_BEFORE, VISIT_HOURS, months_between
from ledsagning.demo.plan import SEASON
from ledsagning.spreadsheets import Cell

PEOPLE = {"1315": 12, "1380": 64, "1382": 31, "1383": 45, "1384": 58}
INDEX = "Påhittat löneindex"
RISE_A_YEAR = 0.03
ORE_PER_HOUR, ADMIN_ORE_PER_HOUR, ADMIN_HOURS = 305_00, 500_00, 2.9


def made_up_elsewhere(*, first: date, now: datetime, seed: int) -> None:
    """Puts the others' months and the index there, from the first month of the demonstration on."""
    today = timezone.localdate(now)
    chance = Random(seed)
    months = list(months_between(first, today.replace(day=1)))
    rows = [row for code in PEOPLE for row in rows_of(code, months, chance)]
    with TemporaryDirectory() as folder:
        file = Path(folder) / "halland.json"
        file.write_text(exchange_text(EXCHANGE, rows))
        take_exchange(file, today=today)
    levels = {
        f"{month:%Y-%m}": round(100 * (1 + RISE_A_YEAR) ** (n // 12), 1) for n, month in enumerate(months)
    }
    store_index(INDEX, levels, now=now)


def rows_of(code: str, months: list[date], chance: Random) -> Iterator[list[Cell]]:
    """A municipality where nothing changed: about as many hours a person all along."""
    lean = chance.uniform(0.9, 1.1)
    for month in months:
        people = PEOPLE[code] + chance.randint(-1, 1)
        hours = people * HOURS_BEFORE * lean * SEASON[month.month - 1] * chance.uniform(0.96, 1.04)
        admin = people * ADMIN_HOURS * chance.uniform(0.9, 1.1)
        answers = round(0.4 * people)
        yield [
            code,
            f"{month:%Y-%m}",
            people,
            round(hours / VISIT_HOURS),
            round(60 * hours),
            round(hours * ORE_PER_HOUR),
            round(60 * admin),
            round(admin * ADMIN_ORE_PER_HOUR),
            *((round(0.6 * answers), answers) if answers >= 5 else ("..", "..")),
        ]
