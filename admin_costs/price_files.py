"""Reads a price index: a file of two columns, month or year and number, with or without a heading.

The number of a year is that of each of its months: prices are then as if they rose once a year.
"""

import csv
import re
from io import StringIO
from pathlib import Path

from django.utils.translation import gettext as _

from admin_costs.import_files import ImportRefused, Problem, decoded, file_content
from admin_costs.reading import Unreadable, read_month, read_number
from admin_costs.reasons import reason

SEPARATORS = ";\t,"
YEAR = re.compile(r"(19|20)[0-9]{2}")


def read_index(path: Path) -> dict[str, float]:
    """The index by month ("YYYY-MM"). Raises ImportRefused with every row that is wrong."""
    text = decoded(path.name, file_content(path))
    separator = next((mark for mark in SEPARATORS if mark in text), ";")
    found: dict[str, float] = {}
    problems: list[Problem] = []
    for number, cells in enumerate(csv.reader(StringIO(text, newline=""), delimiter=separator), start=1):
        if not any(cell.strip() for cell in cells):
            continue
        try:
            months, value = index_row(cells)
        except Unreadable as error:
            if number > 1:
                problems.append(Problem(path.name, f"“{separator.join(cells)}” {reason(error)}.", number))
            continue
        if found.keys() & set(months) or value <= 0:
            problems.append(Problem(path.name, _("A month is there once, with a number above zero."), number))
        found |= dict.fromkeys(months, value)
    if not found and not problems:
        problems.append(Problem(path.name, _("The file has no months. Write one a row: 2024-01;104,2")))
    if problems:
        raise ImportRefused(problems)
    return found


def index_row(cells: list[str]) -> tuple[list[str], float]:
    """Months and number of one row."""
    written, value, *_rest = [*cells, "", ""]
    return months_of(written), float(read_number(value))


def months_of(written: str) -> list[str]:
    """The month that is written, or the twelve of a year."""
    if YEAR.fullmatch(written.strip()):
        return [f"{written.strip()}-{month:02}" for month in range(1, 13)]
    return [f"{read_month(written):%Y-%m}"]
