"""Reads a price index: a file of two columns, month and number, with or without a heading."""

import csv
from io import StringIO
from pathlib import Path

from django.utils.translation import gettext as _

from admin_costs.import_files import ImportRefused, Problem, decoded, file_content
from admin_costs.reading import Unreadable, read_month, read_number
from admin_costs.reasons import reason

SEPARATORS = ";\t,"


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
            month, value = index_row(cells)
        except Unreadable as error:
            if number > 1:
                problems.append(Problem(path.name, f"“{separator.join(cells)}” {reason(error)}.", number))
            continue
        if month in found or value <= 0:
            problems.append(Problem(path.name, _("A month is there once, with a number above zero."), number))
        found[month] = value
    if not found and not problems:
        problems.append(Problem(path.name, _("The file has no months. Write one a row: 2024-01;104,2")))
    if problems:
        raise ImportRefused(problems)
    return found


def index_row(cells: list[str]) -> tuple[str, float]:
    """Month and number of one row."""
    month, value, *_rest = [*cells, "", ""]
    return f"{read_month(month):%Y-%m}", float(read_number(value))
