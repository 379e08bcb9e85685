"""The exchange file: out what may be told, in all or nothing (R40–R43)."""

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from admin_costs.exchange import EXCHANGE, exchange_csv, take_exchange
from admin_costs.group_rules import Hidden, Level
from admin_costs.import_files import ImportRefused
from admin_costs.imports import import_files
from admin_costs.models import GroupFigures
from ledsagning.people.models import Municipality
from tests.admin_costs.figure_files import EFFORT_HEADER, EFFORT_ROW, HOURS_HEADER, HOURS_ROW, write
from tests.cast import NOW, make_unit

HEADER = ";".join(column.heading for column in EXCHANGE.columns)
ROW = "1380;2025-01;14;49;7914;3969100;636;455200;9;12"
TODAY = date(2026, 3, 11)


def taken(folder: Path, *rows: str, **options):
    return take_exchange(write(folder / "in.csv", HEADER, *rows, **options), today=TODAY)


def problems(folder: Path, *rows: str) -> list[tuple[int | None, str | None]]:
    with pytest.raises(ImportRefused) as refused:
        taken(folder, *rows)
    assert not GroupFigures.objects.exists()
    return [(problem.row, problem.column) for problem in refused.value.problems]


@pytest.fixture
def laholm(db, tmp_path) -> Municipality:
    """Fourteen people in January 2023, four in February."""
    laholm = Municipality.objects.get(pk="1381")
    few = HOURS_ROW.replace("2023-01", "2023-02").replace(";14;", ";4;")
    paths = [
        write(tmp_path / "t.csv", HOURS_HEADER, HOURS_ROW, few),
        write(tmp_path / "a.csv", EFFORT_HEADER, EFFORT_ROW),
    ]
    import_files(laholm, paths, now=NOW)
    return laholm


def test_what_goes_out(laholm):
    lines = exchange_csv(laholm).decode("utf-8-sig").splitlines()
    assert lines == [
        HEADER,
        "1381;2023-01;14;49;7914;3969100;636;455200;;",
        "1381;2023-02;..;..;..;..;..;..;;",
    ]


def test_what_goes_out_comes_in_elsewhere(laholm, tmp_path):
    (tmp_path / "ut.csv").write_bytes(exchange_csv(laholm).replace(b"1381;", b"1380;"))
    found = take_exchange(tmp_path / "ut.csv", today=TODAY)
    assert (found.new, found.changed, found.unchanged) == (2, 0, 0)
    halmstad = Municipality.objects.get(pk="1380")
    assert found.municipalities == [halmstad]
    assert exchange_csv(halmstad) == exchange_csv(laholm).replace(b"1381;", b"1380;")
    hidden = GroupFigures.objects.get(municipality=halmstad, month=date(2023, 2, 1))
    assert (hidden.level, hidden.hidden, hidden.people) == (Level.MUNICIPALITY, Hidden.ALL, None)


def test_R40_the_same_file_twice_is_once(db, tmp_path):
    assert taken(tmp_path, ROW).new == 1
    again = taken(tmp_path, ROW)
    assert (again.new, again.changed, again.unchanged) == (0, 0, 1)
    assert GroupFigures.objects.count() == 1
    corrected = taken(tmp_path, ROW.replace(";14;", ";15;"), ROW.replace("2025-01", "2025-02"))
    assert (corrected.new, corrected.changed, corrected.unchanged) == (1, 1, 0)
    assert list(GroupFigures.objects.order_by("month").values_list("people", flat=True)) == [15, 14]


def test_R40_one_bad_row_and_nothing_comes_in(db, tmp_path):
    assert problems(tmp_path, ROW, ROW.replace("2025-01", "2025-13")) == [(3, "Månad")]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("9999;2025-01;14;49;7914;3969100;636;455200;9;12", "Kommunkod"),
        ("138;2025-01;14;49;7914;3969100;636;455200;9;12", "Kommunkod"),
        ("1380;2026-03;14;49;7914;3969100;636;455200;9;12", "Månad"),
        ("1380;2025-01;4;49;7914;3969100;636;455200;9;12", "Personer"),
        ("1380;2025-01;..;49;7914;3969100;..;..;9;12", "Personer"),
        ("1380;2025-01;14;49;-7914;3969100;636;455200;9;12", "Minuter"),
        ("1380;2025-01;14;49;7914,5;3969100;636;455200;9;12", "Minuter"),
        ("1380;2025-01;14;49;7914;9999999999999999;636;455200;9;12", "Kostnad öre"),
        ("1380;2025-01;14;många;7914;3969100;636;455200;9;12", "Besök"),
        ("1380;2025-01;14;49;7914;3969100;636;..;9;12", "Administration minuter"),
        ("1380;2025-01;..;..;..;..;636;455200;9;12", "Administration minuter"),
        ("1380;2025-01;14;49;7914;3969100;636;455200;2;4", "Svar"),
        ("1380;2025-01;14;49;7914;3969100;636;455200;13;12", "Bästa svar"),
        ("1380;2025-01;14;49;7914;3969100;636;455200;..;12", "Bästa svar"),
    ],
)
def test_R40_each_fault_is_told_with_its_row_and_column(db, tmp_path, row, column):
    fault = problems(tmp_path, ROW.replace("2025-01", "2024-12"), row)
    assert (3, column) in fault
    assert {number for number, _column in fault} == {3}


def test_R40_every_bad_row_is_told(db, tmp_path):
    bad = ROW.replace(";14;", ";4;")
    rows = (bad, ROW.replace("1380", "9999"), ROW, ROW)
    assert problems(tmp_path, *rows) == [(2, "Personer"), (3, "Kommunkod"), (4, "Månad"), (5, "Månad")]


def test_figures_of_who_is_served_here_are_refused(db, tmp_path):
    make_unit(code="1380", name="Halmstad")
    assert problems(tmp_path, ROW) == [(2, "Kommunkod")]


@pytest.mark.parametrize(
    "options", [{"encoding": "utf-8"}, {"encoding": "utf-8", "bom": b"\xef\xbb\xbf"}, {}]
)
def test_R41_in_whatever_encoding(db, tmp_path, options):
    assert taken(tmp_path, ROW, **options).new == 1


def test_R41_dashes_and_nothing_are_missing(db, tmp_path):
    taken(tmp_path, "1380;2025-01;14;49;7914;3969100;-;-;;")
    row = GroupFigures.objects.get()
    assert (row.admin_minutes, row.answers, row.answers_hidden) == (None, None, False)


@pytest.mark.parametrize("content", [b"PK\x03\x04zip", b"a;b\n1;2\n", b"", b"x" * 21_000_000, b"a\0b"])
def test_R43_what_is_no_such_file_is_refused(db, tmp_path, content):
    (tmp_path / "fel.csv").write_bytes(content)
    with pytest.raises(ImportRefused):
        take_exchange(tmp_path / "fel.csv", today=TODAY)


def test_R42_nothing_in_the_file_is_free_text():
    """Codes, months and numbers: nothing can run as a formula, and a minus is never written."""
    assert {column.name for column in EXCHANGE.columns} == {
        *("code", "month", "people", "visits", "minutes", "cost_ore"),
        *("admin_minutes", "admin_cost_ore", "best_answers", "answers"),
    }


def test_the_commands(laholm, tmp_path):
    out, file = StringIO(), tmp_path / "laholm.csv"
    call_command("export_groups", str(file), municipality="1381", stdout=out)
    assert file.read_bytes() == exchange_csv(laholm)
    with pytest.raises(CommandError):
        call_command("import_groups", str(file), stderr=(told := StringIO()))
    assert told.getvalue().count("\n") == 2
    file.write_bytes(file.read_bytes().replace(b"1381;", b"1380;"))
    call_command("import_groups", str(file), stdout=out)
    assert "Halmstad: 2" in out.getvalue()
    with pytest.raises(CommandError):
        call_command("export_groups", str(tmp_path / "no" / "such.csv"), municipality="1381")
