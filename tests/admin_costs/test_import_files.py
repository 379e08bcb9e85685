"""Files of figures in every shape municipalities send, and files that are nothing of the kind (R40–R43)."""

import time
import tracemalloc
import zipfile
from datetime import date

import pytest
from django.utils import translation

from admin_costs.import_files import ImportRefused, read_figure_file
from tests.admin_costs.figure_files import (
    EFFORT_HEADER,
    EFFORT_ROW,
    HOURS_HEADER,
    HOURS_ROW,
    SURVEY_HEADER,
    SURVEY_ROW,
    write,
)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def problems(path) -> list[str]:
    return [str(problem) for problem in read_figure_file(path).problems]


def refusal(path) -> str:
    with pytest.raises(ImportRefused) as refused:
        read_figure_file(path)
    (problem,) = refused.value.problems
    return str(problem)


JANUARY = {
    "month": date(2023, 1, 1),
    "unit": "Ledsagning Laholm",
    "provider": "Egen regi",
    "age_group": "0–64",
    "sex": "K",
    "people": 14,
    "visits": 49,
    "minutes": 7914,
    "cost_ore": 3_969_100,
}


@pytest.mark.parametrize(("encoding", "bom"), [("cp1252", b""), ("utf-8", b""), ("utf-8", b"\xef\xbb\xbf")])
@pytest.mark.parametrize("newline", ["\r\n", "\n"])
def test_the_same_row_in_every_encoding(tmp_path, encoding, bom, newline):
    path = write(
        tmp_path / "timmar.csv", HOURS_HEADER, HOURS_ROW, encoding=encoding, bom=bom, newline=newline
    )
    file = read_figure_file(path)
    assert (file.kind.name, file.problems) == ("hours", [])
    assert [(row.number, row.values) for row in file.rows] == [(2, JANUARY)]


@pytest.mark.parametrize("separator", [",", "\t"])
def test_the_same_row_with_every_separator(tmp_path, separator):
    row = HOURS_ROW.replace("131,9", "131.9").replace(";", separator)
    path = write(tmp_path / "timmar.csv", HOURS_HEADER.replace(";", separator), row)
    assert read_figure_file(path).rows[0].values == JANUARY


def test_a_decimal_comma_in_quotes_in_a_comma_separated_file(tmp_path):
    row = HOURS_ROW.replace("131,9", '"131§9"').replace(";", ",").replace("§", ",")
    path = write(tmp_path / "timmar.csv", HOURS_HEADER.replace(";", ","), row)
    assert read_figure_file(path).rows[0].values == JANUARY


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u202f", "\u2009", "\u2007"])
def test_every_space_between_thousands(tmp_path, space):
    row = HOURS_ROW.replace("\u00a0", space)
    path = write(tmp_path / "timmar.csv", HOURS_HEADER, row, encoding="utf-8")
    assert read_figure_file(path).rows[0].values == JANUARY


def test_columns_in_another_order_and_case(tmp_path):
    path = write(tmp_path / "enkat.csv", "ANTAL;Svar;Fråga;Enhet;Omgång", "17;Ja;Trivs du?;Laholm;2023-01")
    assert read_figure_file(path).rows[0].values == {
        "month": date(2023, 1, 1),
        "unit": "Laholm",
        "question": "Trivs du?",
        "answer": "Ja",
        "count": 17,
    }


@pytest.mark.parametrize("separator", [";", "\t"])
def test_empty_columns_at_the_end(tmp_path, separator):
    """Excel writes a separator for every column that was once used, in the header, in rows or in both."""
    for header_end, row_end in ((";;", ";;"), ("", "; "), (";", ""), ("", ";;;")):
        header, row = HOURS_HEADER + header_end, HOURS_ROW + row_end
        lines = [line.replace(";", separator) for line in (header, row, ";;;;")]
        path = write(tmp_path / "timmar.csv", *lines)
        file = read_figure_file(path)
        assert ([(row.number, row.values) for row in file.rows], file.problems) == ([(2, JANUARY)], [])


def test_a_cell_with_something_in_beyond_the_header(tmp_path):
    path = write(tmp_path / "timmar.csv", HOURS_HEADER + ";", HOURS_ROW + ";;x;")
    assert problems(path) == ["timmar.csv, row 2: has 11 cells where the header has 9"]


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_what_may_stand_before_the_header(tmp_path, separator):
    rows = [HOURS_HEADER, HOURS_ROW.replace("131,9", "131.9"), HOURS_ROW.replace("14;49", "x;49")]
    rows = [row.replace("131,9", "131.9").replace(";", separator) for row in rows]
    path = write(tmp_path / "t.csv", f"sep={separator}", "", separator * 3, *rows)
    file = read_figure_file(path)
    assert [(row.number, row.values) for row in file.rows] == [(5, JANUARY)]
    assert problems(path) == ["t.csv, row 6, column Personer: “x” is not a number"]


def test_the_three_kinds(tmp_path):
    kinds = [
        read_figure_file(write(tmp_path / "fil.csv", header, row)).kind.name
        for header, row in (
            (HOURS_HEADER, HOURS_ROW),
            (EFFORT_HEADER, EFFORT_ROW),
            (SURVEY_HEADER, SURVEY_ROW),
        )
    ]
    assert kinds == ["hours", "administration", "survey"]


@pytest.mark.parametrize("name", ["Ášŋŧ", "مرافقة لاهولم", "Følge på ö"])
def test_letters_of_other_languages_in_utf8(tmp_path, name):
    row = EFFORT_ROW.replace("Ledsagning Laholm", name)
    path = write(tmp_path / "fil.csv", EFFORT_HEADER, row, encoding="utf-8")
    assert read_figure_file(path).rows[0].values["unit"] == name


def test_a_mixture_of_encodings_is_refused(tmp_path):
    path = tmp_path / "fil.csv"
    path.write_bytes(f"{EFFORT_HEADER}\n".encode("cp1252") + f"{EFFORT_ROW} å\n".encode())
    assert "Save the file as CSV UTF-8" in refusal(path)


def test_bytes_of_no_encoding_are_refused(tmp_path):
    path = tmp_path / "fil.csv"
    path.write_bytes(EFFORT_HEADER.encode("cp1252") + b"\n\x81\x8d")
    assert "Save the file as CSV UTF-8" in refusal(path)


def test_every_bad_cell_is_told_with_row_column_and_reason(tmp_path):
    path = write(
        tmp_path / "timmar.csv",
        HOURS_HEADER,
        HOURS_ROW,
        "2024-13;Laholm;Egen regi;70+;X;-1;4,5;många;1.234",
        "",
        "2023-02;Laholm",
        HOURS_ROW.replace("Ledsagning Laholm", ""),
    )
    assert problems(path) == [
        "timmar.csv, row 3, column Månad: “2024-13” is not a month: write year and month as 2024-01",
        "timmar.csv, row 3, column Åldersgrupp: “70+” is not known: write one of 0–64, 65+",
        "timmar.csv, row 3, column Kön: “X” is not known: write one of K, M, Kvinna, Man",
        "timmar.csv, row 3, column Personer: “-1” is negative",
        "timmar.csv, row 3, column Besök: “4,5” is not a whole number",
        "timmar.csv, row 3, column Utförda timmar: “många” is not a number",
        "timmar.csv, row 3, column Kostnad kr: “1.234” can be read in two ways: "
        "write decimals with a comma, and thousands with a space",
        "timmar.csv, row 5: has 2 cells where the header has 9",
        "timmar.csv, row 6, column Enhet: “” is empty",
    ]


def test_a_quotation_mark_left_open(tmp_path):
    path = write(tmp_path / "fil.csv", SURVEY_HEADER, SURVEY_ROW, '2023-01;"Laholm;Trivs du?;Ja;1')
    assert problems(path) == ["fil.csv, row 3: The row cannot be read: is a quotation mark left open?"]


def test_a_header_that_lacks_columns(tmp_path):
    path = write(tmp_path / "fil.csv", "Månad;Enhet;Aktivitet;Roll;Tid;Kostnad kr", EFFORT_ROW)
    assert refusal(path) == "fil.csv: Columns missing in the header: Timmar. Columns not known: tid."


def test_a_header_with_a_column_twice(tmp_path):
    path = write(tmp_path / "fil.csv", SURVEY_HEADER + ";Antal", SURVEY_ROW + ";1")
    assert refusal(path) == "fil.csv: Columns given twice: antal."


@pytest.mark.parametrize("content", [b"", b"hej", b"<html><body>404</body></html>", b'"' * 300_000])
def test_what_is_no_table(tmp_path, content):
    path = tmp_path / "fil.csv"
    path.write_bytes(content)
    assert refusal(path).startswith("fil.csv: The header is not known.")


def test_a_header_alone(tmp_path):
    assert problems(write(tmp_path / "fil.csv", SURVEY_HEADER)) == [
        "fil.csv: The file has a header but no rows."
    ]


def test_a_missing_file(tmp_path):
    assert refusal(tmp_path / "borta.csv") == "borta.csv: The file cannot be opened. Is the path right?"


def test_a_workbook_called_csv(tmp_path):
    path = tmp_path / "bok.csv"
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("xl/workbook.xml", "x")
    assert "Save it as CSV" in refusal(path)


@pytest.mark.parametrize("content", [b"M\0\xe5\0", b"\xff\xfeM\0", b"\x89PNG\r\n\x1a\n\0\0"])
def test_binary_files(tmp_path, content):
    path = tmp_path / "fil.csv"
    path.write_bytes(content)
    assert "This is not a text file" in refusal(path)


def test_a_huge_file_is_refused_in_bounded_time_and_memory(tmp_path):
    """R43: a sparse file of 10 GB, of which no more than the limit is ever read."""
    path = tmp_path / "stor.csv"
    with path.open("wb") as file:
        file.truncate(10_000_000_000)
    tracemalloc.start()
    began = time.monotonic()
    said = refusal(path)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert said == "stor.csv: The file is larger than 20 MB. Is it the right file?"
    assert time.monotonic() - began < 5
    assert peak < 60_000_000


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n", b"\r"])
def test_a_million_rows_are_refused_at_once(tmp_path, line_end):
    path = tmp_path / "fil.csv"
    path.write_bytes(line_end.join([SURVEY_HEADER.encode(), *[b";;;;"] * 1_000_000]))
    began = time.monotonic()
    assert refusal(path) == "fil.csv: The file has more than 100,000 rows. Is it the right file?"
    assert time.monotonic() - began < 2


def test_a_wrong_file_stops_at_a_limit_of_problems(tmp_path):
    """R43: what can be told is limited, and so are time and memory."""
    path = write(tmp_path / "fil.csv", SURVEY_HEADER, *["x;;;;"] * 90_000)
    began = time.monotonic()
    found = problems(path)
    assert time.monotonic() - began < 10
    assert 10_000 <= len(found) <= 10_010
    assert found[-1] == "fil.csv: There are more problems; the rest was not read."


def test_progress_is_told(tmp_path):
    told = []
    path = write(tmp_path / "fil.csv", SURVEY_HEADER, *[SURVEY_ROW] * 20_000)
    read_figure_file(path, told.append)
    assert told == [10_000, 20_000]
