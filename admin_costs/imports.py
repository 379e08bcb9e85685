"""Imports files of figures from before the system: all or nothing, and twice is once.

A row is known by its month, unit and what else names it (import_kinds). The files of one import that are of
one kind say together all there is about every month of a unit that they hold: known rows take the new values,
and rows that an earlier import left there and none of the files has are removed, so that a corrected name
counts once. Nothing is ever imported into a month that has facts of its own.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from admin_costs.group_figures import forget_months, tell_missing
from admin_costs.import_files import FigureFile, ImportRefused, Problem, read_figure_file
from admin_costs.import_rows import Register, made, open_register
from admin_costs.models import Import, MonthlyEffort, MonthlyFigures, Question, SurveyAnswers
from admin_costs.models.figures import FigureSource
from admin_costs.monthly import refresh
from ledsagning.people.models import Municipality, Unit, User

Progress = Callable[[str, int], None]
"""Told the name of the file and how many of its rows have been read."""


class Target(NamedTuple):
    """Where a kind of file lands: the model, the columns that name a row, and those that take new values."""

    model: type[models.Model]
    key: tuple[str, ...]
    values: tuple[str, ...]

    def key_of(self, row: models.Model) -> tuple[Any, ...]:
        return tuple(getattr(row, name) for name in self.key)

    def values_of(self, row: models.Model) -> tuple[Any, ...]:
        return tuple(getattr(row, name) for name in self.values)


TARGETS = {
    "hours": Target(
        MonthlyFigures,
        ("unit_id", "month", "provider_id", "age_group", "sex", "source"),
        ("people", "visits", "minutes", "cost_ore"),
    ),
    "administration": Target(
        MonthlyEffort, ("unit_id", "month", "activity_id", "role", "source"), ("minutes", "cost_ore")
    ),
    "survey": Target(SurveyAnswers, ("unit_id", "month", "question_id", "answer", "source"), ("count",)),
}


@dataclass(frozen=True)
class FileReport:
    """What one file brought. `removed` rows were there for its months and are in no file of the import."""

    name: str
    kind: str
    first_month: date
    last_month: date
    new: int
    changed: int
    unchanged: int
    removed: int
    imported_before: datetime | None


class Copy(NamedTuple):
    """A file that was skipped, and the one before it in the same import that has the very same content."""

    name: str
    of: str


@dataclass(frozen=True)
class Report:
    """What an import brought, with every unit and question that had to be made."""

    files: list[FileReport]
    copies: list[Copy]
    new_units: list[Unit]
    new_questions: list[Question]


def silent(name: str, rows: int) -> None:
    """No progress shown."""


def import_files(
    municipality: Municipality,
    paths: Iterable[Path],
    *,
    now: datetime,
    by: User | None = None,
    progress: Progress = silent,
) -> Report:
    """Imports all the files, or none. Raises ImportRefused with every problem of every file."""
    files, copies, problems = read_all(paths, progress)
    # What has facts of its own is asked of the monthly figures, so they have to be in step.
    refresh(municipality)
    with transaction.atomic():
        Municipality.objects.select_for_update(no_key=True).get(pk=municipality.pk)
        register = open_register(municipality, files, timezone.localdate(now))
        rows = [made_rows(register, file, problems) for file in files]
        problems += duplicates(files, rows)
        if problems:
            raise ImportRefused(sorted(problems, key=lambda problem: (problem.file, problem.row or 0)))
        given = {
            key_in_import(file, row) for file, found in zip(files, rows, strict=True) for _, row in found
        }
        reports = [
            save(municipality, file, [row for _number, row in found], given, now=now, by=by)
            for file, found in zip(files, rows, strict=True)
        ]
        forget_months(municipality, {row.values["month"] for file in files for row in file.rows})
    tell_missing(municipality)
    return Report(reports, copies, register.new_units, register.new_questions)


def read_all(paths: Iterable[Path], progress: Progress) -> tuple[list[FigureFile], list[Copy], list[Problem]]:
    """Every file that could be read as one, those with the content of one before, and the problems of all."""
    files: dict[str, FigureFile] = {}
    copies: list[Copy] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            file = read_figure_file(path, lambda rows, name=path.name: progress(name, rows))
        except ImportRefused as refused:
            problems += refused.problems
            continue
        if file.digest in files:
            copies.append(Copy(file.name, files[file.digest].name))
            continue
        files[file.digest] = file
        problems += file.problems
        progress(path.name, len(file.rows))
    return list(files.values()), copies, problems


NumberedRow = tuple[int, models.Model]
Key = tuple[Any, ...]


def key_in_import(file: FigureFile, row: models.Model) -> Key:
    """What no two rows of an import have in common."""
    return (file.kind.name, *TARGETS[file.kind.name].key_of(row))


def made_rows(register: Register, file: FigureFile, problems: list[Problem]) -> list[NumberedRow]:
    """The file's rows as monthly figures, with their numbers. What is wrong is added to the problems."""
    found: list[NumberedRow] = []
    for row in file.rows:
        outcome = made(register, file, row)
        if isinstance(outcome, Problem):
            problems.append(outcome)
        else:
            found.append((row.number, outcome))
    return found


def duplicates(files: list[FigureFile], rows: list[list[NumberedRow]]) -> list[Problem]:
    """Rows that say again what a row before said, in the same file or another of the same import."""
    # Two files in two folders may have one name, so a file is known by its place.
    first: dict[Key, tuple[int, int]] = {}
    problems: list[Problem] = []
    for place, (file, found) in enumerate(zip(files, rows, strict=True)):
        for number, row in found:
            before, earlier = first.setdefault(key_in_import(file, row), (place, number))
            if (before, earlier) != (place, number):
                said = {"row": earlier, "file": files[before].name}
                if before != place and said["file"] == file.name:
                    text = _("is about the same as row %(row)s of another file called %(file)s") % said
                else:
                    text = _("is about the same as row %(row)s of %(file)s") % said
                problems.append(Problem(file.name, text, number))
    return problems


def save(
    municipality: Municipality,
    file: FigureFile,
    rows: list[models.Model],
    given: set[Key],
    *,
    now: datetime,
    by: User | None,
) -> FileReport:
    """Stores the rows of one file; removes those of its months whose key_in_import is not `given`."""
    target = TARGETS[file.kind.name]
    months = [row.values["month"] for row in file.rows]
    there = rows_before(target, rows)
    before = {target.key_of(row): target.values_of(row) for row in there}
    new = sum(target.key_of(row) not in before for row in rows)
    unchanged = sum(before.get(target.key_of(row)) == target.values_of(row) for row in rows)
    left = [row.pk for row in there if key_in_import(file, row) not in given]
    target.model._default_manager.filter(pk__in=left).delete()
    target.model._default_manager.bulk_create(
        rows, update_conflicts=True, unique_fields=target.key, update_fields=target.values, batch_size=500
    )
    facts = {"file_name": file.name[:255], "kind": file.kind.name, "rows": len(rows), "at": now, "by": by}
    earlier, is_first = Import.objects.get_or_create(
        municipality=municipality, digest=file.digest, defaults=facts
    )
    return FileReport(
        name=file.name,
        kind=file.kind.name,
        first_month=min(months),
        last_month=max(months),
        new=new,
        changed=len(rows) - new - unchanged,
        unchanged=unchanged,
        removed=len(left),
        imported_before=None if is_first else earlier.at,
    )


def rows_before(target: Target, rows: list[Any]) -> list[Any]:
    """The imported rows there are for the months of units that the rows are about."""
    touched = {(row.unit_id, row.month) for row in rows}
    there: Iterable[Any] = target.model._default_manager.filter(
        source=FigureSource.IMPORT,
        unit__in={unit_id for unit_id, _month in touched},
        month__in={month for _unit_id, month in touched},
    )
    return [row for row in there if (row.unit_id, row.month) in touched]
