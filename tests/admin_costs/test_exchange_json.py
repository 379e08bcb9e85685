"""The exchange file as JSON: exactly what the CSV holds, and refused row by row as it is (R40, R43)."""

import json
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from admin_costs.exchange import EXCHANGE, exchange_csv, exchange_json, take_exchange
from admin_costs.import_files import ImportRefused
from admin_costs.imports import import_files
from admin_costs.models import GroupFigures
from ledsagning.people.models import Municipality
from tests.admin_costs.figure_files import EFFORT_HEADER, EFFORT_ROW, HOURS_HEADER, HOURS_ROW, write
from tests.cast import NOW, make_unit

TODAY = date(2026, 3, 11)
SCHEMA = json.loads((Path(__file__).parents[2] / "docs/exchange.schema.json").read_text("utf-8"))
ROW: dict[str, Any] = {
    "code": "1380",
    "month": "2025-01",
    "people": 14,
    "visits": 49,
    "minutes": 7914,
    "cost_ore": 3969100,
    "admin_minutes": 636,
    "admin_cost_ore": 455200,
    "best_answers": 9,
    "answers": 12,
}
LATER = ROW | {"month": "2024-12"}


def taken(folder: Path, *rows: object, **head: object):
    return take_text(folder, json.dumps({"format": "ledsagning-exchange", "version": 1, "rows": rows} | head))


def take_text(folder: Path, text: str):
    (folder / "in.json").write_text(text)
    return take_exchange(folder / "in.json", today=TODAY)


def problems(folder: Path, *rows: object) -> list[tuple[int | None, str | None]]:
    with pytest.raises(ImportRefused) as refused:
        taken(folder, *rows)
    assert not GroupFigures.objects.exists()
    return [(problem.row, problem.column) for problem in refused.value.problems]


def refused(folder: Path, text: str) -> str:
    """The one sentence that a file as a whole is refused with."""
    with pytest.raises(ImportRefused) as why:
        take_text(folder, text)
    (problem,) = why.value.problems
    assert problem.row is None
    return problem.text


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
    found = json.loads(exchange_json(laholm))
    assert (found["format"], found["version"]) == ("ledsagning-exchange", 1)
    assert found["rows"] == [
        {
            "code": "1381",
            "month": "2023-01",
            "people": 14,
            "visits": 49,
            "minutes": 7914,
            "cost_ore": 3969100,
            "admin_minutes": 636,
            "admin_cost_ore": 455200,
            "best_answers": None,
            "answers": None,
        },
        {"code": "1381", "month": "2023-02"}
        | dict.fromkeys(list(ROW)[2:8], "..")
        | {"best_answers": None, "answers": None},
    ]


def test_what_goes_out_comes_in_exactly_and_is_what_the_csv_holds(laholm, tmp_path):
    there = exchange_json(laholm).replace(b'"1381"', b'"1380"')
    (tmp_path / "ut.json").write_bytes(there)
    found = take_exchange(tmp_path / "ut.json", today=TODAY)
    assert (found.new, found.changed, found.unchanged) == (2, 0, 0)
    halmstad = Municipality.objects.get(pk="1380")
    assert exchange_json(halmstad) == there
    (tmp_path / "ut.csv").write_bytes(exchange_csv(halmstad))
    again = take_exchange(tmp_path / "ut.csv", today=TODAY)
    assert (again.new, again.changed, again.unchanged) == (0, 0, 2)


def test_the_schema_has_the_columns_and_no_others():
    item = SCHEMA["properties"]["rows"]["items"]
    names = [column.name for column in EXCHANGE.columns]
    assert list(item["properties"]) == item["required"] == names == list(ROW)


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"code": "9999"}, "code"),
        ({"code": "138"}, "code"),
        ({"code": 1380}, "code"),
        ({"month": "2026-03"}, "month"),
        ({"month": "2025-13"}, "month"),
        ({"month": None}, "month"),
        ({"people": 4}, "people"),
        ({"people": ".."}, "people"),
        ({"people": True}, "people"),
        ({"minutes": -7914}, "minutes"),
        ({"minutes": 7914.5}, "minutes"),
        ({"minutes": "7914"}, "minutes"),
        ({"minutes": [7914]}, "minutes"),
        ({"cost_ore": 10**16}, "cost_ore"),
        ({"admin_cost_ore": ".."}, "admin_minutes"),
        ({"answers": 4, "best_answers": 2}, "answers"),
        ({"best_answers": 13}, "best_answers"),
        ({"hours": 3}, "hours"),
    ],
)
def test_R40_each_fault_is_told_with_its_row_and_column(db, tmp_path, change, column):
    fault = problems(tmp_path, LATER, ROW | change)
    assert (2, column) in fault
    assert {number for number, _column in fault} == {2}


def test_R40_every_bad_row_is_told_and_nothing_comes_in(db, tmp_path):
    without = {name: value for name, value in ROW.items() if name != "visits"}
    rows = ([], without, ROW, ROW, ROW | {"code": "9999"})
    assert problems(tmp_path, *rows) == [(1, None), (2, "visits"), (4, "month"), (5, "code")]


def test_who_is_served_here_is_refused(db, tmp_path):
    make_unit(code="1380", name="Halmstad")
    assert problems(tmp_path, ROW) == [(1, "code")]


def test_half_a_character_can_be_told_of(db, tmp_path):
    """A lone surrogate, which no terminal can print."""
    with pytest.raises(ImportRefused) as why:
        taken(tmp_path, ROW | {"code": "\ud800", "\udfff": 1})
    assert all(str(problem).encode() for problem in why.value.problems)
    assert len(why.value.problems) == 2


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "rad 1, tecken 1"),
        ('{"format": "ledsagning-exchange",\n "rows": [1,]}', "rad 2, tecken"),
        ('{"rows": NaN}', "ett tal är inget tal"),
        ('{"rows": [], "rows": []}', "ett namn står två gånger"),
        ("[" * 100_000, "ett tal är inget tal"),
        ('{"rows": [' + "9" * 5000 + "]}", "ett tal är inget tal"),
        ("[]", "ingen utbytesfil"),
        ('{"format": "annat", "version": 1, "rows": [{}]}', "ingen utbytesfil"),
        ('{"format": "ledsagning-exchange", "version": 1, "rows": {}}', "ingen utbytesfil"),
        ('{"format": "ledsagning-exchange", "version": 2, "rows": [{}]}', "annan version än 1"),
        ('{"format": "ledsagning-exchange", "version": true, "rows": [{}]}', "annan version än 1"),
        ('{"format": "ledsagning-exchange", "version": 1, "rows": []}', "inga rader"),
    ],
)
def test_R43_what_is_no_such_file_is_refused_with_a_sentence(db, tmp_path, text, says):
    assert says in refused(tmp_path, text)


def test_a_file_of_another_kind_under_that_name(db, tmp_path):
    (tmp_path / "in.json").write_bytes(b"PK\x03\x04")
    with pytest.raises(ImportRefused):
        take_exchange(tmp_path / "in.json", today=TODAY)
    with pytest.raises(ImportRefused):
        take_exchange(tmp_path / "none.json", today=TODAY)


@pytest.mark.parametrize(
    ("name", "options", "start"),
    [
        ("ut.json", {}, b"{"),
        ("ut.csv", {}, b"\xef\xbb\xbf"),
        ("ut", {"format": "json"}, b"{"),
        ("ut.json", {"format": "csv"}, b"\xef\xbb\xbf"),
    ],
)
def test_the_command_writes_either(laholm, tmp_path, name, options, start):
    call_command("export_groups", str(tmp_path / name), municipality="1381", stdout=StringIO(), **options)
    assert (tmp_path / name).read_bytes().startswith(start)


def test_the_commands_carry_it_from_one_to_the_other(laholm, tmp_path):
    file, out = tmp_path / "laholm.json", StringIO()
    call_command("export_groups", str(file), municipality="1381", stdout=out)
    with pytest.raises(CommandError):  # Laholm is served here
        call_command("import_groups", str(file), stderr=(told := StringIO()))
    assert "laholm.json, rad 1, kolumn code:" in told.getvalue()
    file.write_bytes(file.read_bytes().replace(b'"1381"', b'"1380"'))
    call_command("import_groups", str(file), stdout=out)
    assert "Halmstad: 2" in out.getvalue()
