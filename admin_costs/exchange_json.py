"""The exchange file as JSON: the same rows as the CSV, by name (docs/exchange.md, docs/exchange.schema.json).

{"format": "ledsagning-exchange", "version": 1, "rows": [{"code": "1381", "people": 14, …}]}
A figure is a whole number, ".." where it is hidden and null where it is missing.
"""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from admin_costs.disclosure import HIDDEN
from admin_costs.import_files import (
    MOST_PROBLEMS,
    MOST_ROWS,
    SHOWN_CHARACTERS,
    FigureFile,
    Problem,
    Row,
    decoded,
    file_content,
    refuse,
)
from admin_costs.import_kinds import Column, Kind
from admin_costs.reading import Code, Unreadable
from admin_costs.reasons import reason
from ledsagning.spreadsheets import Cell

FORMAT, VERSION = "ledsagning-exchange", 1
NAMED = ("code", "month")
"""Columns that say whose row it is; all others are figures."""


def by_names(kind: Kind) -> Kind:
    """The kind as its JSON has it: columns are called by the names of their values."""
    return kind._replace(columns=tuple(column._replace(heading=column.name) for column in kind.columns))


def exchange_text(kind: Kind, rows: Iterable[list[Cell]]) -> str:
    """Rows in the order of the kind's columns, one a line, so that two files can be compared."""
    names = [column.name for column in kind.columns]
    lines = [json.dumps(dict(zip(names, row, strict=True)), allow_nan=False) for row in rows]
    head = json.dumps({"format": FORMAT, "version": VERSION})[:-1]
    return f'{head}, "rows": [\n' + ",\n".join(lines) + "\n]}\n"


def is_json(path: Path) -> bool:
    """Whether a file is meant to be JSON, by the end of its name."""
    return path.suffix.casefold() == ".json"


def read_exchange_json(path: Path, kind: Kind) -> FigureFile:
    """Read a file. Raises ImportRefused when it is no such file at all; row 1 is the first in `rows`."""
    content = file_content(path)
    found = FigureFile(path.name, hashlib.sha256(content).hexdigest(), by_names(kind), [])
    for number, row in enumerate(rows_of(path.name, decoded(path.name, content)), start=1):
        read_json_row(found, number, row)
        if len(found.problems) >= MOST_PROBLEMS:
            found.problems.append(Problem(found.name, _("There are more problems; the rest was not read.")))
            break
    return found


def rows_of(name: str, text: str) -> list[Any]:
    """What stands in `rows`."""
    try:
        found = json.loads(text, object_pairs_hook=each_once, parse_constant=no_constant)
    except json.JSONDecodeError as error:
        where = {"line": error.lineno, "column": error.colno}
        raise refuse(name, _("This is not JSON: line %(line)s, character %(column)s.") % where) from error
    except (ValueError, RecursionError) as error:
        raise refuse(
            name,
            _(
                "This is not JSON that can be read: a name stands twice, a number is none, "
                "or it is nested too deep."
            ),
        ) from error
    is_ours = isinstance(found, dict) and found.get("format") == FORMAT
    if not is_ours or not isinstance(found.get("rows"), list):
        raise refuse(
            name,
            _("This is no exchange file: it begins with %(head)s and has a list of rows.")
            % {"head": f'{{"format": "{FORMAT}", "version": {VERSION}'},
        )
    if type(found.get("version")) is not int or found["version"] != VERSION:
        raise refuse(name, _("The file is of another version than %(version)s.") % {"version": VERSION})
    rows: list[Any] = found["rows"]
    if not rows:
        raise refuse(name, _("The file has no rows."))
    if len(rows) > MOST_ROWS:
        raise refuse(name, _("The file has more than 100,000 rows. Is it the right file?"))
    return rows


def each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object, unless a name stands twice in it: which of them is meant nobody knows."""
    if len({name for name, _value in pairs}) < len(pairs):
        raise ValueError("a name twice")
    return dict(pairs)


def no_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def read_json_row(found: FigureFile, number: int, row: object) -> None:
    """Put a row in the file, or every problem of it."""
    names = [column.name for column in found.kind.columns]
    if not isinstance(row, dict):
        found.problems.append(Problem(found.name, _("is not an object with names and values"), number))
        return
    problems = [Problem(found.name, _("is missing"), number, name) for name in names if name not in row]
    problems += [
        Problem(found.name, _("is not a name that is known"), number, shown(name))
        for name in row
        if name not in names
    ]
    values: dict[str, Any] = {}
    for column in found.kind.columns:
        if column.name in row:
            try:
                values[column.name] = column.read(cell_text(column, row[column.name]))
            except Unreadable as error:
                text = f"“{shown(json.dumps(row[column.name], ensure_ascii=False))}” {reason(error)}"
                problems.append(Problem(found.name, text, number, column.name))
    found.problems.extend(problems)
    if not problems:
        found.rows.append(Row(number, values))


def shown(text: str) -> str:
    """The beginning of what was written, as it can be printed: JSON can hold half a character."""
    return text[:SHOWN_CHARACTERS].encode("utf-8", "replace").decode()


def cell_text(column: Column, value: object) -> str:
    """A value as the CSV would have it. Raises Unreadable: a number is no text, nor the other way round."""
    if column.name in NAMED:
        return value if isinstance(value, str) else ""
    if value is None:
        return ""
    if value == HIDDEN:
        return HIDDEN
    if type(value) is not int:
        raise Unreadable(Code.NOT_WHOLE if isinstance(value, float) else Code.NOT_A_NUMBER)
    return str(value)
