"""Workbooks that explain themselves: a first sheet that says what every sheet and column is, and whence.

Text that a spreadsheet could take for a formula is made harmless (R42), numbers keep their numbers, and the
heading of every sheet stays in sight.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from io import BytesIO
from typing import Any, NamedTuple

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from ledsagning.spreadsheets import Cell, harmless

Row = list[Cell]
Words = Promise | str
WIDTHS = (22, 34, 26, 80, 50)
WIDTH = 20


class Look(StrEnum):
    """How a column's numbers are written; the text is the spreadsheet's own format."""

    TEXT = "@"
    WHOLE = "#,##0"
    DECIMALS = "#,##0.00"


class Column(NamedTuple):
    """A column of a sheet (and of the CSV file of the same rows)."""

    name: Words
    unit: Words
    meaning: Words
    source: Words
    look: Look = Look.TEXT


class Sheet(NamedTuple):
    """A sheet: what it is about, its columns, and its rows without the heading."""

    name: Words
    about: Words
    columns: Sequence[Column]
    rows: Iterable[Row]
    width: int = WIDTH


def heading(columns: Iterable[Column]) -> Row:
    """The columns' names, as the first row of a sheet or file."""
    return [str(column.name) for column in columns]


def workbook(about: Words, sheets: Sequence[Sheet]) -> bytes:
    """Return the sheets as XLSX, after one that describes them; row by row, however many they are."""
    import xlsxwriter  # inside: only who asks for the file waits for the import

    file = BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        write_guide(book, guide_rows(about, sheets))
        for sheet in sheets:
            write_sheet(book, sheet)
    return file.getvalue()


def illustrative() -> list[Row]:
    """In the demonstration a line that says so, for every file."""
    if not settings.DEMO:
        return []
    words = _("Illustrative figures: they are made up, and say nothing about a real municipality.")
    return [[_("Caution"), words]]


def guide_rows(about: Words, sheets: Iterable[Sheet]) -> list[Row]:
    """What the book is, each sheet, and each of its columns."""
    rows: list[Row] = [[_("Read first"), "", "", str(about), ""]]
    rows += [[_("Read first"), "", "", words, ""] for _what, words in illustrative()]
    rows.append(
        [
            _("Read first"),
            "",
            "",
            _("Two dots: hidden, so that nobody can be worked out. Empty: there is no figure."),
            "",
        ]
    )
    for sheet in sheets:
        rows.append([str(sheet.name), "", "", str(sheet.about), ""])
        rows += [
            [str(sheet.name), *map(str, (column.name, column.unit, column.meaning, column.source))]
            for column in sheet.columns
        ]
    return rows


def write_guide(book: Any, rows: list[Row]) -> None:
    """The first sheet."""
    bold = book.add_format({"bold": True, "bottom": 1})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    guide = book.add_worksheet(_("Read first"))
    for place, width in enumerate(WIDTHS):
        guide.set_column(place, place, width, wrapped)
    names = (_("Sheet"), _("Column"), _("Unit"), _("Meaning"), _("Source"))
    write_rows(guide, [(names, [bold] * len(names)), *((row, [wrapped] * len(row)) for row in rows)])


def write_sheet(book: Any, sheet: Sheet) -> None:
    """A sheet with its heading."""
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    looks = [look_of(book, column, sheet.width) for column in sheet.columns]
    page = book.add_worksheet(str(sheet.name))
    page.set_column(0, len(looks) - 1, sheet.width)
    names = heading(sheet.columns)
    # A row shorter than the heading is written with the looks that it has.
    write_rows(page, [(names, [bold] * len(names)), *((row, looks) for row in sheet.rows)])


def look_of(book: Any, column: Column, width: int) -> Any:
    wraps = {"text_wrap": True, "valign": "top"} if width > WIDTH else {}
    return book.add_format({"num_format": column.look.value, **wraps})


def write_rows(page: Any, rows: Iterable[tuple[Sequence[Cell], Sequence[Any]]]) -> None:
    """Rows from the top, each cell with its look; the first one stays in sight."""
    page.freeze_panes(1, 0)
    for number, (cells, looks) in enumerate(rows):
        for place, (cell, look) in enumerate(zip(cells, looks, strict=False)):
            page.write(number, place, harmless(cell), look)
