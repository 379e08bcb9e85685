"""Reads what Kolada's API (v3) answers: figures of municipalities by year, and titles. Pure.

An answer is {"values": [{"kpi", "municipality", "period": int, "values": [{"gender": "T|M|K", "count",
"status", "value", "isdeleted"}]}], "next_url": address or null} (domain section 3). Version 2 called the last
`next_page`. Whatever is otherwise raises NotKolada: a figure is read right or not at all.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from math import isfinite
from typing import NamedTuple

from admin_costs.disclosure import HIDDEN, MISSING

MOST_IDS = 25
"""Ids that Kolada takes in one segment of an address."""
NOT_APPLICABLE = "."
MARKS = (HIDDEN, MISSING, NOT_APPLICABLE)
SECRET_WORDS = ("secret", "sekret", "privat", "privacy", "confidential")
NOT_APPLICABLE_WORDS = ("not applicable", "ej relevant", "inte relevant")
GENDERS = ("T", "K", "M")
FIRST_YEAR, LAST_YEAR = 1950, 2150
LARGEST, MOST_COUNTED = 1e15, 1e9
LONGEST_TITLE = 300


class Wrong(StrEnum):
    """What was wrong with an answer, or with getting one. In words in `kolada_words`."""

    UNREACHABLE = "unreachable"
    SLOW = "slow"
    CUT_SHORT = "cut_short"
    STATUS = "status"
    TOO_LARGE = "too_large"
    NOT_JSON = "not_json"
    NO_VALUES = "no_values"
    ROW = "row"
    NUMBER = "number"
    TWICE = "twice"
    ELSEWHERE = "elsewhere"
    ENDLESS = "endless"
    NOTHING = "nothing"


class NotKolada(Exception):
    """No answer that can be trusted. `what` is the row, status or address that was wrong, shortened."""

    def __init__(self, wrong: Wrong, what: object = "") -> None:
        self.wrong, self.what = wrong, str(what)[:120]
        super().__init__(f"{wrong}: {self.what}")


class Figure(NamedTuple):
    """One published figure. `value` is None where `mark` says why: "..", "-" or "."."""

    kpi: str
    municipality: str
    year: int
    gender: str
    value: float | None
    counted: int | None
    mark: str


class Page(NamedTuple):
    """The rows of one answer, and the address of the next, if there is one."""

    rows: list[dict[str, object]]
    next_url: str


def segments(ids: Sequence[str]) -> Iterator[list[str]]:
    """Return the ids in parts that fit into one segment of an address."""
    for start in range(0, len(ids), MOST_IDS):
        yield list(ids[start : start + MOST_IDS])


def read_page(content: bytes) -> Page:
    """Return an answer's rows and the next address. Raises NotKolada."""
    try:
        answer = json.loads(content, parse_constant=not_a_number)
    except (ValueError, RecursionError):
        raise NotKolada(Wrong.NOT_JSON, content[:60].decode("utf-8", "replace")) from None
    if not isinstance(answer, dict) or not isinstance(answer.get("values"), list):
        raise NotKolada(Wrong.NO_VALUES)
    rows = answer["values"]
    if wrong := [row for row in rows if not isinstance(row, dict)]:
        raise NotKolada(Wrong.ROW, wrong[0])
    next_url = answer.get("next_url") or answer.get("next_page") or ""
    if not isinstance(next_url, str):
        raise NotKolada(Wrong.ELSEWHERE, next_url)
    return Page(rows, next_url)


def not_a_number(name: str) -> float:
    """NaN and Infinity, which JSON does not have and Python reads."""
    raise NotKolada(Wrong.NUMBER, name)


def read_figures(rows: Iterable[dict[str, object]]) -> list[Figure]:
    """Return the figures of all rows, those that Kolada has deleted left out. Raises NotKolada."""
    found: dict[tuple[str, str, int, str], Figure] = {}
    for row in rows:
        for figure in row_figures(row):
            if found.setdefault(figure[:4], figure) != figure:
                raise NotKolada(Wrong.TWICE, " ".join(map(str, figure[:4])))
    return list(found.values())


def row_figures(row: dict[str, object]) -> Iterator[Figure]:
    """The figures of one municipality's year."""
    kpi, municipality, year = row.get("kpi"), row.get("municipality"), row.get("period")
    values = row.get("values")
    is_named = isinstance(kpi, str) and isinstance(municipality, str) and isinstance(values, list)
    if not is_named or type(year) is not int or not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotKolada(Wrong.ROW, row)
    assert isinstance(values, list)  # noqa: S101 (said two lines up; for the type checker)
    for cell in values:
        if not isinstance(cell, dict) or cell.get("gender") not in GENDERS:
            raise NotKolada(Wrong.ROW, row)
        if not cell.get("isdeleted"):
            yield Figure(str(kpi), str(municipality), year, cell["gender"], *read_cell(cell))


def read_cell(cell: dict[str, object]) -> tuple[float | None, int | None, str]:
    """Return value, count and mark. A figure that is marked secret is never kept, whatever stands there."""
    value, count, mark = read_number(cell.get("value")), read_number(cell.get("count")), mark_of(cell)
    if count is not None and not 0 <= count < MOST_COUNTED:
        raise NotKolada(Wrong.NUMBER, count)
    people = None if count is None else int(count)
    if mark or value is None:
        return None, people, mark or MISSING
    return value, people, ""


def read_number(value: object) -> float | None:
    """Return a number that can be shown: no truth value, no text, no infinity. None where there is none."""
    if value is None:
        return None
    if type(value) not in (int, float):
        raise NotKolada(Wrong.NUMBER, value)
    assert isinstance(value, int | float)  # noqa: S101 (said above; for the type checker)
    if not (isfinite(value) and abs(value) < LARGEST):
        raise NotKolada(Wrong.NUMBER, value)
    return float(value)


def mark_of(cell: dict[str, object]) -> str:
    """Return the mark that a status means; none where it says nothing. An unknown one says nothing."""
    status = cell.get("status") or ""
    if not isinstance(status, str):
        raise NotKolada(Wrong.ROW, cell)
    words = status.strip().lower()
    if words in MARKS:
        return words
    if any(word in words for word in SECRET_WORDS):
        return HIDDEN
    return NOT_APPLICABLE if words in NOT_APPLICABLE_WORDS else ""


def read_titles(rows: Iterable[dict[str, object]]) -> dict[str, str]:
    """Return Kolada's own titles by id. Raises NotKolada."""
    found: dict[str, str] = {}
    for row in rows:
        name, title = row.get("id"), row.get("title")
        if not isinstance(name, str) or not isinstance(title, str):
            raise NotKolada(Wrong.ROW, row)
        found[name] = " ".join(title.split())[:LONGEST_TITLE]
    return found
