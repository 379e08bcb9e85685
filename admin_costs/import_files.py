"""From a file of figures to rows: encoding, separator, header and every cell. Nothing is stored here.

cp1252 or UTF-8 with or without BOM; ';', ',' or tab; decimal comma or point; any space between thousands.
Whatever cannot be read is told with file, row and column, all of it at once. What is no such file (a
workbook, a picture, something enormous) is refused before it is read.
"""

import csv
import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from admin_costs.import_kinds import KINDS, Column, Kind
from admin_costs.reading import Unreadable, plain
from admin_costs.reasons import reason

LARGEST_FILE_BYTES = 20_000_000
MOST_ROWS = 100_000
MOST_PROBLEMS = 10_000
"""A file with more is the wrong file; telling every cell of it would help nobody."""
PROGRESS_EVERY = 10_000
SEPARATORS = ";\t,"
SHOWN_CHARACTERS = 40
WORKBOOK_STARTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # xlsx and other zip files, old xls
SEPARATOR_LINE = re.compile(r"sep=.?")
UTF8_LETTER_IN_CP1252 = re.compile(rb"[\xc3][\x80-\xbf]")


class Problem(NamedTuple):
    """One thing that is wrong in a file. Row 1 is the first of the file; no row means it as a whole."""

    file: str
    text: str
    row: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        where = [self.file]
        if self.row is not None:
            where.append(_("row %(row)s") % {"row": self.row})
        if self.column is not None:
            where.append(_("column %(column)s") % {"column": self.column})
        return f"{', '.join(where)}: {self.text}"


class ImportRefused(Exception):
    """Nothing was imported. Has every problem found."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__(f"{len(problems)} problems")


class Table(NamedTuple):
    """The lines after the header, the kind of file, its columns in the file's order, and the header's row."""

    lines: Iterator[list[str]]
    kind: Kind
    order: list[Column]
    header_row: int


class Row(NamedTuple):
    """A row as read: its number in the file and its values by column name."""

    number: int
    values: dict[str, Any]


@dataclass(frozen=True)
class FigureFile:
    """A file that was recognised, its rows that could be read, and the problems of those that could not."""

    name: str
    digest: str
    kind: Kind
    rows: list[Row]
    problems: list[Problem] = field(default_factory=list)

    def problem(self, row: Row, name: str, text: str) -> Problem:
        """A problem with one value of a row."""
        heading = next(column.heading for column in self.kind.columns if column.name == name)
        return Problem(self.name, text, row.number, heading)


def read_figure_file(
    path: Path, progress: Callable[[int], None] = lambda rows: None, kinds: Sequence[Kind] = KINDS
) -> FigureFile:
    """Read one file of some kinds. Raises ImportRefused when it is no such file at all."""
    content = file_content(path)
    text = decoded(path.name, content)
    table = recognised(path.name, text, kinds)
    found = FigureFile(path.name, hashlib.sha256(content).hexdigest(), table.kind, [])
    for number, cells in numbered(table, found):
        if any(cell.strip() for cell in cells):
            read_row(found, table.order, number, cells)
        if number % PROGRESS_EVERY == 0:
            progress(number)
        if len(found.problems) >= MOST_PROBLEMS:
            found.problems.append(Problem(found.name, _("There are more problems; the rest was not read.")))
            break
    if not found.rows and not found.problems:
        found.problems.append(Problem(found.name, _("The file has a header but no rows.")))
    return found


def refuse(name: str, text: str) -> ImportRefused:
    return ImportRefused([Problem(name, text)])


def file_content(path: Path) -> bytes:
    """The bytes of a file that can be text. The size is looked at first, and no more is ever read."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE_BYTES + 1)
    except OSError as error:
        raise refuse(path.name, _("The file cannot be opened. Is the path right?")) from error
    if len(content) > LARGEST_FILE_BYTES:
        raise refuse(path.name, _("The file is larger than 20 MB. Is it the right file?"))
    if content.startswith(WORKBOOK_STARTS):
        raise refuse(path.name, _("This is a workbook or a zip file. Save it as CSV and import that."))
    if max(content.count(b"\n"), content.count(b"\r")) > MOST_ROWS:
        raise refuse(path.name, _("The file has more than 100,000 rows. Is it the right file?"))
    if b"\0" in content:
        raise refuse(path.name, _("This is not a text file. Save it as CSV (UTF-8) and import that."))
    return content


def decoded(name: str, content: bytes) -> str:
    """The text of a file in UTF-8 or else cp1252; a mixture of both is refused, not guessed."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        unclear = refuse(
            name, _("The letters å, ä and ö cannot be read for certain. Save the file as CSV UTF-8.")
        )
        if content.startswith(b"\xef\xbb\xbf") or UTF8_LETTER_IN_CP1252.search(content):
            raise unclear from error
        try:
            return content.decode("cp1252")
        except UnicodeDecodeError:
            raise unclear from error


def recognised(name: str, text: str, kinds: Sequence[Kind] = KINDS) -> Table:
    """The text as a table of a known kind, by the separator that gives a known header."""
    most_alike, said = 0, ""
    for separator in SEPARATORS:
        lines = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
        header_row, header = first_line(lines)
        kind = max(kinds, key=lambda kind: len(kind.by_heading.keys() & set(header)))
        if sorted(header) == sorted(kind.by_heading):
            return Table(lines, kind, [kind.by_heading[heading] for heading in header], header_row)
        alike = len(kind.by_heading.keys() & set(header))
        if alike > most_alike:
            most_alike, said = alike, header_text(kind, header)
    known = " ".join(";".join(column.heading for column in kind.columns) + "." for kind in kinds)
    raise refuse(name, said or _("The header is not known. Known headers: %(headers)s") % {"headers": known})


def header_text(kind: Kind, header: list[str]) -> str:
    """What is wrong with a header that looks like one of the known."""
    missing = [column.heading for heading, column in kind.by_heading.items() if heading not in header]
    unknown = [heading[:SHOWN_CHARACTERS] for heading in header if heading not in kind.by_heading]
    twice = [heading for heading in kind.by_heading if header.count(heading) > 1]
    parts = (
        (_("Columns missing in the header: %(columns)s."), missing),
        (_("Columns not known: %(columns)s."), unknown),
        (_("Columns given twice: %(columns)s."), twice),
    )
    return " ".join(text % {"columns": ", ".join(columns)} for text, columns in parts if columns)


def first_line(lines: Iterator[list[str]]) -> tuple[int, list[str]]:
    """The row of the headings and they in small letters, without empty ones at the end; none in no table.

    Blank lines and Excel's "sep=;" may stand before.
    """
    try:
        for number, cells in enumerate(lines, start=1):
            headings = without_empty_end([plain(cell).casefold() for cell in cells], 0)
            if headings and not (len(headings) == 1 and SEPARATOR_LINE.fullmatch(headings[0])):
                return number, headings
    except csv.Error:
        pass
    return 0, []


def without_empty_end(cells: list[str], shortest: int) -> list[str]:
    """The cells without the empty ones at the end, which Excel writes for columns that were once used."""
    length = len(cells)
    while length > shortest and not cells[length - 1].strip():
        length -= 1
    return cells[:length]


def numbered(table: Table, found: FigureFile) -> Iterator[tuple[int, list[str]]]:
    """The rows after the header with their numbers, until one breaks the table."""
    number = table.header_row
    try:
        for number, cells in enumerate(table.lines, start=table.header_row + 1):
            yield number, cells
    except csv.Error:
        text = _("The row cannot be read: is a quotation mark left open?")
        found.problems.append(Problem(found.name, text, number + 1))


def read_row(found: FigureFile, order: list[Column], number: int, cells: list[str]) -> None:
    """Put a row in the file, or every problem of it."""
    cells = without_empty_end(cells, len(order))
    if len(cells) != len(order):
        text = ngettext("has %(cells)s cell", "has %(cells)s cells", len(cells)) % {"cells": len(cells)}
        text += " " + _("where the header has %(columns)s") % {"columns": len(order)}
        found.problems.append(Problem(found.name, text, number))
        return
    values: dict[str, Any] = {}
    for column, cell in zip(order, cells, strict=True):
        try:
            values[column.name] = column.read(cell)
        except Unreadable as error:
            text = f"“{cell[:SHOWN_CHARACTERS]}” {reason(error)}"
            found.problems.append(Problem(found.name, text, number, column.heading))
    if len(values) == len(order):
        found.rows.append(Row(number, values))
