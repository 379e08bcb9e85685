"""Small files of figures, as municipalities send them."""

from collections.abc import Sequence
from pathlib import Path

HOURS_HEADER = "Månad;Enhet;Utförare;Åldersgrupp;Kön;Personer;Besök;Utförda timmar;Kostnad kr"
EFFORT_HEADER = "Månad;Enhet;Aktivitet;Roll;Timmar;Kostnad kr"
SURVEY_HEADER = "Omgång;Enhet;Fråga;Svar;Antal"

HOURS_ROW = "2023-01;Ledsagning Laholm;Egen regi;0–64;K;14;49;131,9;39\u00a0691"
EFFORT_ROW = "2023-01;Ledsagning Laholm;Bokning per telefon;Samordnare;10,6;4\u00a0552"
SURVEY_ROW = "2023-01;Ledsagning Laholm;Får du den hjälp du vill ha?;Ja;17"


def write(
    path: Path, header: str, *rows: str, encoding: str = "cp1252", newline: str = "\r\n", bom: bytes = b""
) -> Path:
    """A file of a header and rows, in cp1252 with CRLF unless told otherwise."""
    text = newline.join([header, *rows]) + newline
    path.write_bytes(bom + text.encode(encoding))
    return path


def months(first_year: int, years: int) -> list[str]:
    """ "YYYY-MM" of whole years."""
    return [f"{first_year + number // 12}-{number % 12 + 1:02}" for number in range(12 * years)]


def four_years(folder: Path, wobble: Sequence[int] = (0, 3, -2, 1, -3, 2)) -> list[Path]:
    """Hours, administration and survey of 2022–2025: 30 people, with a change in January 2024.

    Before: 10 h a person and month at 300 kr, and 3 h of administration at 500 kr. After: 13 h and 1.2 h, the
    total about the same. Each month differs a little (`wobble`, hours in all). Satisfaction 50 % and 80 %.
    """
    hours, effort = [], []
    for number, month in enumerate(months(2022, 4)):
        before = month < "2024"
        extra = wobble[number % len(wobble)]
        escort, admin = (300 if before else 390) + extra, 90 if before else 36
        hours.append(f"{month};Ledsagning Laholm;Egen regi;0–64;K;30;100;{escort};{escort * 300}")
        effort.append(f"{month};Ledsagning Laholm;Utredning och beslut;Handläggare;{admin};{admin * 500}")
    survey = [
        f"{month};Ledsagning Laholm;Får du den hjälp du vill ha?;{answer};{count}"
        for month, yes in (("2023-01", 15), ("2023-11", 15), ("2025-01", 24), ("2025-11", 24))
        for answer, count in (("Ja", yes), ("Nej", 30 - yes))
    ]
    return [
        write(folder / "timmar.csv", HOURS_HEADER, *hours),
        write(folder / "administration.csv", EFFORT_HEADER, *effort),
        write(folder / "enkat.csv", SURVEY_HEADER, *survey),
    ]
