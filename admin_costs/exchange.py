"""The file by which municipalities that run their own tell each other of groups (docs/exchange.md).

Out: what may be told of the municipality (models.groups), and no more than the comparison of municipalities
shows. In: the same, of municipalities that are not served here. Checked as a whole and stored as a whole, or
not at all.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from admin_costs.disclosure import HIDDEN, MINIMUM_GROUP, MISSING
from admin_costs.exchange_json import exchange_text, is_json, read_exchange_json
from admin_costs.group_rules import Hidden, Level
from admin_costs.import_files import FigureFile, ImportRefused, Problem, Row, read_figure_file
from admin_costs.import_kinds import Column, Kind
from admin_costs.models import GroupFigures
from admin_costs.reading import Code, Unreadable, plain, read_count, read_month
from ledsagning.people.models import Municipality, Unit
from ledsagning.spreadsheets import Cell, csv_file

VISITS = ("people", "visits", "minutes", "cost_ore")
EFFORT = ("admin_minutes", "admin_cost_ore")
ANSWERS = ("best_answers", "answers")
FIGURES = (*VISITS, *EFFORT, *ANSWERS)
LARGEST = 10**15


def read_code(text: str) -> str:
    """SCB's four digits of a municipality."""
    code = plain(text)
    if not (len(code) == 4 and code.isascii() and code.isdigit()):
        raise Unreadable(Code.NOT_KNOWN, ["0114 … 2584"])
    return code


def marked(read: Callable[[str], int]) -> Callable[[str], int | str | None]:
    """A reader of a figure, of two dots (hidden: HIDDEN) or of a dash or nothing (missing: None)."""

    def read_marked(text: str) -> int | str | None:
        written = plain(text)
        if written == HIDDEN:
            return HIDDEN
        return None if written in (MISSING, "") else read(text)

    return read_marked


def read_sum(text: str) -> int:
    """A whole number of minutes or öre, which may be large."""
    written = plain(text).replace(" ", "")
    if not (written.isascii() and written.isdigit()):
        raise Unreadable(Code.NOT_A_NUMBER)
    if int(written) >= LARGEST:
        raise Unreadable(Code.TOO_LARGE)
    return int(written)


EXCHANGE = Kind(
    "exchange",
    (
        Column("Kommunkod", "code", read_code),
        Column("Månad", "month", read_month),
        Column("Personer", "people", marked(read_count)),
        Column("Besök", "visits", marked(read_count)),
        Column("Minuter", "minutes", marked(read_sum)),
        Column("Kostnad öre", "cost_ore", marked(read_sum)),
        Column("Administration minuter", "admin_minutes", marked(read_sum)),
        Column("Administration öre", "admin_cost_ore", marked(read_sum)),
        Column("Bästa svar", "best_answers", marked(read_count)),
        Column("Svar", "answers", marked(read_count)),
    ),
    ("code", "month"),
)


def told_rows(municipality: Municipality) -> list[list[Cell]]:
    """What may be told of the municipality, month by month."""
    rows = GroupFigures.objects.filter(municipality=municipality, level=Level.MUNICIPALITY).order_by("month")
    return [exchange_row(row) for row in rows]


def exchange_csv(municipality: Municipality) -> bytes:
    """The file as CSV."""
    headings: list[Cell] = [column.heading for column in EXCHANGE.columns]
    return csv_file([headings, *told_rows(municipality)])


def exchange_json(municipality: Municipality) -> bytes:
    """The file as JSON."""
    return exchange_text(EXCHANGE, told_rows(municipality)).encode()


def exchange_row(row: GroupFigures) -> list[Cell]:
    """A month: two dots where hidden, nothing where missing."""
    marks: dict[str, Cell] = {}
    if row.hidden == Hidden.ALL:
        marks |= dict.fromkeys((*VISITS, *EFFORT), HIDDEN)
    if row.answers_hidden:
        marks |= dict.fromkeys(ANSWERS, HIDDEN)
    figures = [marks.get(name, getattr(row, name)) for name in FIGURES]
    return [row.municipality_id, f"{row.month:%Y-%m}", *figures]


@dataclass(frozen=True)
class Taken:
    """What a file brought: months new, changed and as before, and of whom."""

    new: int
    changed: int
    unchanged: int
    municipalities: list[Municipality]


def take_exchange(path: Path, *, today: date) -> Taken:
    """Takes in a file, all of it, or raises ImportRefused with every problem of every row."""
    file = read_exchange_json(path, EXCHANGE) if is_json(path) else read_figure_file(path, kinds=(EXCHANGE,))
    known = {municipality.code: municipality for municipality in Municipality.objects.all()}
    served = set(Unit.objects.values_list("municipality", flat=True))
    problems = [*file.problems]
    for row in file.rows:
        problems += problems_of(file, row, known, served, today)
    problems += twice(file)
    if problems:
        raise ImportRefused(sorted(problems, key=lambda problem: problem.row or 0))
    return store(file, known)


def problems_of(
    file: FigureFile, row: Row, known: dict[str, Municipality], served: set[str], today: date
) -> Iterator[Problem]:
    """What is wrong with a row that could be read."""
    values = row.values
    if values["code"] not in known:
        yield file.problem(row, "code", _("is no municipality of Sweden"))
    elif values["code"] in served:
        yield file.problem(row, "code", _("is served here: its own figures are used"))
    if values["month"] >= today.replace(day=1):
        yield file.problem(row, "month", _("is not over yet"))
    for names in (VISITS, EFFORT, ANSWERS):
        marks = {marked_as(values[name]) for name in names}
        if len(marks) > 1:
            yield file.problem(row, names[0], _("is hidden or missing where figures beside it are not"))
    for name in ("people", "answers"):
        if isinstance(values[name], int) and values[name] < MINIMUM_GROUP:
            yield file.problem(row, name, _("is fewer than five, and must be two dots"))
    best, answers = values["best_answers"], values["answers"]
    if isinstance(best, int) and isinstance(answers, int) and best > answers:
        yield file.problem(row, "best_answers", _("is more than all the answers"))
    if isinstance(values["admin_minutes"], int) and not isinstance(values["people"], int):
        yield file.problem(row, "admin_minutes", _("is told of a month whose people are not"))


def marked_as(value: int | str | None) -> object:
    """What a figure is: a number, hidden, or missing."""
    return int if isinstance(value, int) else value


def twice(file: FigureFile) -> Iterator[Problem]:
    """Rows about the same municipality and month as one before."""
    first: dict[tuple[str, date], int] = {}
    for row in file.rows:
        earlier = first.setdefault((row.values["code"], row.values["month"]), row.number)
        if earlier != row.number:
            yield file.problem(row, "month", _("is in row %(row)s already") % {"row": earlier})


def store(file: FigureFile, known: dict[str, Municipality]) -> Taken:
    """Puts the months in the place of what was there before of the same months."""
    rows = [figures_of(row, known[row.values["code"]]) for row in file.rows]
    touched = GroupFigures.objects.filter(level=Level.MUNICIPALITY, unit=None).filter(
        municipality__in={row.municipality_id for row in rows}, month__in={row.month for row in rows}
    )
    keys = {(row.municipality_id, row.month) for row in rows}
    with transaction.atomic():
        before = {key: row for row in touched if (key := (row.municipality_id, row.month)) in keys}
        GroupFigures.objects.filter(pk__in=[row.pk for row in before.values()]).delete()
        GroupFigures.objects.bulk_create(rows, batch_size=500)
    same = sum(
        exchange_row(before[key]) == exchange_row(row)
        for row in rows
        if (key := (row.municipality_id, row.month)) in before
    )
    municipalities = sorted({row.municipality for row in rows}, key=str)
    return Taken(len(rows) - len(before), len(before) - same, same, municipalities)


def figures_of(row: Row, municipality: Municipality) -> GroupFigures:
    """A row as it is stored."""
    figures: dict[str, Any] = {
        name: value if isinstance(value := row.values[name], int) else None for name in FIGURES
    }
    return GroupFigures(
        municipality=municipality,
        level=Level.MUNICIPALITY,
        month=row.values["month"],
        hidden=Hidden.ALL if row.values["people"] == HIDDEN else Hidden.NOTHING,
        answers_hidden=row.values["answers"] == HIDDEN,
        **figures,
    )
