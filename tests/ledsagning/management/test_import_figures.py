"""import_figures: what it says when it works, and when it refuses."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from admin_costs.models import MonthlyFigures
from tests.admin_costs.figure_files import (
    HOURS_HEADER,
    HOURS_ROW,
    SURVEY_HEADER,
    SURVEY_ROW,
    four_years,
    write,
)


def run(*arguments: str) -> tuple[str, str]:
    out, errors = StringIO(), StringIO()
    with translation.override("en"):
        call_command("import_figures", *map(str, arguments), stdout=out, stderr=errors)
    return out.getvalue(), errors.getvalue()


def test_what_was_imported_is_told(db, tmp_path):
    out, errors = run("--municipality", "1381", *four_years(tmp_path))
    assert errors == ""
    assert out.splitlines() == [
        "timmar.csv: 48 rows read",
        "administration.csv: 48 rows read",
        "enkat.csv: 8 rows read",
        "timmar.csv: 2022-01 to 2025-12; 48 new rows, 0 changed, 0 as before",
        "administration.csv: 2022-01 to 2025-12; 48 new rows, 0 changed, 0 as before",
        "enkat.csv: 2023-01 to 2025-11; 8 new rows, 0 changed, 0 as before",
        "New unit: Ledsagning Laholm (Authority)",
        "New unit: Egen regi (In-house provider)",
    ]


def test_the_same_again_and_a_smaller_file_are_told(db, tmp_path):
    man = HOURS_ROW.replace(";K;", ";M;")
    path = write(tmp_path / "timmar.csv", HOURS_HEADER, HOURS_ROW, man)
    run("--municipality", "1381", path)
    out, _errors = run("--municipality", "1381", path)
    assert "timmar.csv: the same file was imported on" in out
    out, _errors = run("--municipality", "1381", write(path, HOURS_HEADER, HOURS_ROW))
    assert out.splitlines() == [
        "timmar.csv: 1 rows read",
        "timmar.csv: 2023-01 to 2023-01; 0 new rows, 0 changed, 1 as before",
        "timmar.csv: 1 row of the same months from an earlier import is not here; it was removed",
    ]


def test_a_copy_of_a_file_is_skipped_and_told(db, tmp_path):
    first = write(tmp_path / "timmar.csv", HOURS_HEADER, HOURS_ROW)
    out, _errors = run(
        "--municipality", "1381", first, write(tmp_path / "kopia.csv", HOURS_HEADER, HOURS_ROW)
    )
    assert out.splitlines() == [
        "timmar.csv: 1 rows read",
        "timmar.csv: 2023-01 to 2023-01; 1 new rows, 0 changed, 0 as before",
        "kopia.csv: has the same content as timmar.csv; skipped",
        "New unit: Ledsagning Laholm (Authority)",
        "New unit: Egen regi (In-house provider)",
    ]


def test_a_new_question_is_told(db, tmp_path):
    row = SURVEY_ROW.replace("Får du den hjälp du vill ha?", "Trivs du?")
    out, _errors = run("--municipality", "1381", write(tmp_path / "e.csv", SURVEY_HEADER, row))
    assert "New question: Trivs du? (Ja / Nej)" in out


def test_every_problem_is_told_and_nothing_imported(db, tmp_path):
    path = write(tmp_path / "timmar.csv", HOURS_HEADER, HOURS_ROW, HOURS_ROW.replace("14;49", "-14;x"))
    out, errors = StringIO(), StringIO()
    with (
        translation.override("en"),
        pytest.raises(CommandError, match="Nothing was imported"),
    ):
        call_command("import_figures", str(path), municipality="1381", stdout=out, stderr=errors)
    assert errors.getvalue().splitlines() == [
        "timmar.csv, row 3, column Personer: “-14” is negative",
        "timmar.csv, row 3, column Besök: “x” is not a number",
    ]
    assert not MonthlyFigures.objects.exists()


@pytest.mark.parametrize(
    ("code", "said"),
    [("9999", "no municipality with the code “9999”"), ("laholm", "Did you mean 1381?")],
)
def test_an_unknown_municipality_is_named(db, tmp_path, code, said):
    with pytest.raises(CommandError, match=said.replace("?", r"\?")):
        run("--municipality", code, tmp_path / "x.csv")
