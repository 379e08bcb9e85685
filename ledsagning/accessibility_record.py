"""Reads docs/accessibility.md: what has been judged of accessibility, by whom and when (R2, R3, R13).

Pure: the text comes in, typed rows come out. The document is written for people, as Markdown tables under
headings; it is also the source of the accessibility statement, so a missing table, column or value is refused
with its line rather than shown as a hole.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

T = TypeVar("T")
Row = Mapping[str, str]

LANGUAGES = ("en", "sv")
CELLS = re.compile(r"(?<!\\)\|")
RULER = re.compile(r":?-+:?")


class WrongRecord(ValueError):
    """What is wrong with the document, with its line."""


class Result(StrEnum):
    """How a criterion came out."""

    PASS = "pass"  # noqa: S105 – a result, not a password
    FAIL = "fail"
    NOT_APPLICABLE = "not applicable"


class Kind(StrEnum):
    """Why something is listed as missing, in the order of the statement (DOS-lagen 9 and 12 §§)."""

    NOT_CONFORMING = "not conforming"
    BURDENSOME = "unreasonably burdensome"
    NOT_COVERED = "not covered"
    NOT_TESTED = "not tested"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One success criterion of WCAG 2.2, with how it was looked at and how it came out."""

    number: str
    name: str
    level: str
    by: str
    steps: str
    expected: str
    result: Result
    judged_on: date


@dataclass(frozen=True, slots=True)
class Unsure:
    """Something axe cannot decide, judged by a person: a rule, and a CSS selector of the elements."""

    rule: str
    selector: str
    where: str
    judgement: str
    judged_on: date
    by: str


@dataclass(frozen=True, slots=True)
class Deficiency:
    """Something that is not accessible, or not known to be. Texts by language; criteria as "1.4.11 2.4.7"."""

    kind: Kind
    criteria: tuple[str, ...]
    what: Mapping[str, str]
    why: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Statement:
    """The fields of the accessibility statement that are alike for every municipality. Texts by language."""

    service: Mapping[str, str]
    conformance: Mapping[str, str]
    method: Mapping[str, str]
    assessed_on: date
    updated_on: date
    published_on: date
    deficiencies: tuple[Deficiency, ...]

    def of_kind(self, kind: Kind) -> list[Deficiency]:
        return [each for each in self.deficiencies if each.kind == kind]


@dataclass(frozen=True, slots=True)
class Record:
    """The whole document."""

    statement: Statement
    criteria: tuple[Criterion, ...]
    unsure: tuple[Unsure, ...]


def read_record(text: str) -> Record:
    """The document as typed rows. WrongRecord says what is missing and where."""
    found = tables(text)
    statement = read_statement(
        rows_of(found, "Statement", "Field", *LANGUAGES), rows_of(found, "Deficiencies", "Kind", "Criteria")
    )
    return Record(
        statement=statement,
        criteria=tuple(map(read_criterion, rows_of(found, "Criteria", "Number", "Result"))),
        unsure=tuple(map(read_unsure, rows_of(found, "What axe cannot decide", "Rule", "Selector"))),
    )


def tables(text: str) -> dict[str, list[dict[str, str]]]:
    """The rows of the table under each heading, as column → cell; `line` is the line of the row."""
    found: dict[str, list[dict[str, str]]] = {}
    heading, columns = "", list[str]()
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("#"):
            heading, columns = line.lstrip("# ").strip(), []
        elif line.startswith("|"):
            cells = [cell.strip().replace("\\|", "|") for cell in CELLS.split(line.strip())[1:-1]]
            if not columns:
                columns = cells
                found[heading] = []
            elif not all(RULER.fullmatch(cell) for cell in cells):
                if len(cells) != len(columns):
                    raise WrongRecord(f"line {number}: {len(cells)} cells under {len(columns)} columns")
                found[heading].append({**dict(zip(columns, cells, strict=True)), "line": str(number)})
    return found


def rows_of(found: Mapping[str, list[dict[str, str]]], heading: str, *columns: str) -> list[dict[str, str]]:
    """The rows under a heading; WrongRecord when there are none or a column is not there."""
    rows = found.get(heading)
    if not rows:
        raise WrongRecord(f"there is no table under {heading!r}")
    if missing := [column for column in columns if column not in rows[0]]:
        raise WrongRecord(f"the table under {heading!r} has no column {missing[0]!r}")
    return rows


def cell(row: Row, column: str) -> str:
    """What a cell says; WrongRecord when nothing."""
    said = row.get(column, "")
    if not said:
        raise WrongRecord(f"line {row['line']}: {column!r} is empty")
    return said


def read(row: Row, column: str, reader: Callable[[str], T]) -> T:
    """A cell through a reader that raises ValueError for what it does not understand."""
    said = cell(row, column)
    try:
        return reader(said)
    except ValueError:
        raise WrongRecord(f"line {row['line']}: {column!r} cannot be {said!r}") from None


def in_languages(row: Row, columns: str = "{}") -> dict[str, str]:
    """A text in every language, from the columns that `columns` makes of the language's code."""
    return {language: cell(row, columns.format(language)) for language in LANGUAGES}


def read_statement(fields: list[dict[str, str]], missing: list[dict[str, str]]) -> Statement:
    """The statement from its two tables."""
    by_name = {cell(row, "Field"): row for row in fields}
    wanted = ("service", "conformance", "method", "assessed on", "updated on", "published on")
    if absent := [name for name in wanted if name not in by_name]:
        raise WrongRecord(f"the statement has no field {absent[0]!r}")
    days = {name: read(by_name[name], "en", date.fromisoformat) for name in wanted[3:]}
    return Statement(
        service=in_languages(by_name["service"]),
        conformance=in_languages(by_name["conformance"]),
        method=in_languages(by_name["method"]),
        assessed_on=days["assessed on"],
        updated_on=days["updated on"],
        published_on=days["published on"],
        deficiencies=tuple(map(read_deficiency, missing)),
    )


def read_deficiency(row: Row) -> Deficiency:
    """One row of what is missing. A dash stands for no criterion."""
    criteria = cell(row, "Criteria")
    return Deficiency(
        kind=read(row, "Kind", Kind),
        criteria=() if criteria == "–" else tuple(criteria.split()),
        what=in_languages(row, "What ({})"),
        why=in_languages(row, "Why ({})"),
    )


def read_criterion(row: Row) -> Criterion:
    """One row of WCAG 2.2."""
    return Criterion(
        number=cell(row, "Number"),
        name=cell(row, "Name"),
        level=cell(row, "Level"),
        by=cell(row, "By"),
        steps=cell(row, "Steps"),
        expected=cell(row, "Expected"),
        result=read(row, "Result", Result),
        judged_on=read(row, "Date", date.fromisoformat),
    )


def read_unsure(row: Row) -> Unsure:
    """One row of what axe leaves to a person. A selector is written as code."""
    return Unsure(
        rule=cell(row, "Rule"),
        selector=cell(row, "Selector").strip("`"),
        where=cell(row, "Where"),
        judgement=cell(row, "Judgement"),
        judged_on=read(row, "Date", date.fromisoformat),
        by=cell(row, "By"),
    )
