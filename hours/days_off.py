"""Swedish holidays, to be suggested as days off from a series: never imposed. Pure.

Eves that most people have free (midsommarafton, julafton, nyårsafton) count; ordinary Sundays do not.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import holidays

NAMES_IN = {"sv": "sv", "en": "en_US"}


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day and what it is called."""

    day: date
    name: str


def holidays_of(years: Iterable[int], language: str) -> list[Holiday]:
    """Every holiday of these years in order, named in "sv" or "en" (any other language: in English)."""
    found = holidays.country_holidays(
        "SE",
        years=list(years),
        # Without the second, julafton and midsommarafton are missing.
        categories=("public", "de_facto"),
        language=NAMES_IN.get(language[:2], "en_US"),
    )
    # Two on the same day are one day off: "Första maj, Kristi himmelsfärdsdag".
    named = (Holiday(day, name.replace("; ", ", ")) for day, name in found.items())
    return sorted(named, key=lambda holiday: holiday.day)


def holidays_among(days: Iterable[date], language: str) -> list[Holiday]:
    """Those of the days that are holidays, in order."""
    asked = set(days)
    years = sorted({day.year for day in asked})
    return [holiday for holiday in holidays_of(years, language) if holiday.day in asked]
