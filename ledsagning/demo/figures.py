"""The two years before, as the files a municipality would have: hours, administration and a survey.

Made from a seed and a month. Illustrative: no such figures of the real Laholm were ever published. The
files are written as Excel in Sweden writes them (cp1252, semicolons, decimal commas) and go in through the
same import as anybody's.
"""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from random import Random

from hours.times import add_months
from ledsagning.demo.people import AUTHORITY, IN_HOUSE, PEOPLE, PROVIDER
from ledsagning.demo.plan import SEASON

Row = tuple[str, ...]

HOURS_HEADER = (
    *("Månad", "Enhet", "Utförare", "Åldersgrupp", "Kön"),
    *("Personer", "Besök", "Utförda timmar", "Kostnad kr"),
)
HOURS_BEFORE = 10.4  # a person and month
VISIT_HOURS = 2.8
# Tyresö's prices of 2021 (domain section 3), the same before and after: price is not what changed.
ORE_PER_HOUR = {IN_HOUSE: 301_00, PROVIDER: 310_00}

# The old process: activity, role, hours a person and month, kronor an hour.
ADMINISTRATION = (
    ("Utredning och beslut", "Handläggare", 0.78, 520),
    ("Omprövning", "Handläggare", 0.72, 520),
    ("Månadskontroll av timmar", "Administratör", 0.66, 410),
    ("Bokning per telefon", "Samordnare", 0.22, 430),
    ("Tillsättning av ledsagare", "Samordnare", 0.38, 430),
    ("Attest av tidrapport", "Enhetschef", 0.20, 640),
    ("Överklagande och klagomål", "Handläggare", 0.14, 520),
)

# Question, answers best first, share of each before and after.
SURVEY = (
    ("Får du den hjälp du vill ha?", ("Ja", "Ibland", "Nej"), (0.48, 0.36, 0.16), (0.79, 0.15, 0.06)),
    (
        "Får du bestämma om saker som är viktiga för dig?",
        ("Ja", "Ibland", "Nej"),
        (0.45, 0.35, 0.20),
        (0.82, 0.13, 0.05),
    ),
    (
        "Känner du dig trygg med din ledsagare?",
        ("Alla", "Några", "Ingen"),
        (0.62, 0.27, 0.11),
        (0.84, 0.12, 0.04),
    ),
)
# Months from the change to each round.
ROUNDS_BEFORE, ROUNDS_AFTER = (-13, -2), (11, 22)
ANSWERED = 0.85


def written(number: float, decimals: int = 1) -> str:
    """As people write it: "1 234,5" with a space that does not break."""
    return f"{number:,.{decimals}f}".replace(",", "\u00a0").replace(".", ",")


def months_between(first: date, end: date) -> Iterator[date]:
    """First days of months from one to another, the end not included."""
    while first < end:
        yield first
        first = add_months(first, 1)


def groups() -> Counter[tuple[str, str, str]]:
    """How many people each provider has of each age group and sex: those of the demonstration."""
    return Counter((person.provider, "65+" if person.age >= 65 else "0–64", person.sex) for person in PEOPLE)


def hours_rows(months: Iterable[date], chance: Random) -> Iterator[Row]:
    yield HOURS_HEADER
    for month in months:
        for (provider, age_group, sex), people in sorted(groups().items()):
            hours = round(people * HOURS_BEFORE * SEASON[month.month - 1] * chance.uniform(0.96, 1.04), 1)
            kronor = hours * ORE_PER_HOUR[provider] / 100
            yield (
                f"{month:%Y-%m}",
                AUTHORITY,
                provider,
                age_group,
                sex,
                str(people),
                str(round(hours / VISIT_HOURS)),
                written(hours),
                written(kronor, 0),
            )


def administration_rows(months: Iterable[date], chance: Random) -> Iterator[Row]:
    yield "Månad", "Enhet", "Aktivitet", "Roll", "Timmar", "Kostnad kr"
    people = len(PEOPLE)
    for month in months:
        for activity, role, hours_each, kronor_each in ADMINISTRATION:
            hours = round(people * hours_each * chance.uniform(0.9, 1.1), 1)
            cost = written(hours * kronor_each, 0)
            yield f"{month:%Y-%m}", AUTHORITY, activity, role, written(hours), cost


def survey_rows(change: date, today: date, chance: Random) -> Iterator[Row]:
    """The rounds that have been, counted in months from the change."""
    yield "Omgång", "Enhet", "Fråga", "Svar", "Antal"
    answered = round(len(PEOPLE) * ANSWERED)
    rounds = {months: add_months(change, months) for months in (*ROUNDS_BEFORE, *ROUNDS_AFTER)}
    for months, month in rounds.items():
        if month > today:
            continue
        for question, answers, before, after in SURVEY:
            shares = before if months < 0 else after
            counts = [max(0, round(answered * share) + chance.choice((-1, 0, 1))) for share in shares[1:]]
            for answer, count in zip(answers, (answered - sum(counts), *counts), strict=True):
                yield f"{month:%Y-%m}", AUTHORITY, question, answer, str(count)


def write_files(folder: Path, *, first: date, change: date, today: date, seed: int) -> list[Path]:
    """Writes the three files of the months from `first` until the change. Returns where they are."""
    chance = Random(seed)
    before = list(months_between(first, change))
    files = {
        "timmar.csv": hours_rows(before, chance),
        "administration.csv": administration_rows(before, chance),
        "enkat.csv": survey_rows(change, today, chance),
    }
    for name, rows in files.items():
        with (folder / name).open("w", encoding="cp1252", newline="") as file:
            csv.writer(file, delimiter=";").writerows(rows)
    return [folder / name for name in files]
