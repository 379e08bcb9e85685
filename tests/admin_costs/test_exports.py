import csv
from collections.abc import Iterator
from io import BytesIO, StringIO
from pathlib import Path

import openpyxl
import pytest
from django.utils import translation

from admin_costs.compared import GROUP_MEASURES
from admin_costs.counted import CountedMonth
from admin_costs.explained_files import rows_csv
from admin_costs.exports import comparison_csv, comparison_xlsx
from admin_costs.group_columns import group_columns, month_columns
from ledsagning.spreadsheets import harmless
from tests.admin_costs.comparisons import claim, comparison


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def rows(exported: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(exported.decode("utf-8-sig")), delimiter=";"))


def test_csv_opens_in_a_swedish_spreadsheet() -> None:
    exported = comparison_csv(comparison())
    assert exported.startswith(b"\xef\xbb\xbf")
    found = rows(exported)
    assert found[0][:5] == ["Claim", "Unit", "Before", "After", "Difference"]
    assert found[2] == [
        "Administration",
        "hours per person and month",
        "3,058",
        "1,314",
        "-1,744",
        "-57,0307",
        "-1,8",
        "-1,687",
        "0,95",
        "Administration takes less time",
    ]
    assert found[4][2:5] == ["52,3", "77", "24,7"]


def test_csv_has_what_the_comparison_rests_on() -> None:
    found = rows(comparison_csv(comparison().concluded("Fler timmar.")))
    facts = {row[0]: row[1] for row in found if len(row) == 2}
    assert facts == {
        "Change date": "2024-01",
        "Bedding-in months": "0",
        "Margin": "0,05",
        "Person-months before": "1432",
        "Person-months after": "1438",
        "Conclusion": "Fler timmar.",
    }


def test_small_months_are_two_dots_and_missing_figures_empty() -> None:
    found = rows(comparison_csv(comparison(hidden_months=("2023-10",))))
    months = found[next(n for n, row in enumerate(found) if row[:1] == ["Month"]) :]
    assert months[1] == ["2023-10", "..", "..", "..", ""]
    assert months[2] == ["2023-11", "9", "9", "9", "900"]


def test_a_claim_that_is_not_shown_is_two_dots() -> None:
    found = rows(comparison_csv(comparison(claim("hours", reason="missing"))))
    assert found[1][2:9] == ["..", "..", "..", "", "", "", ""]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_text_that_could_run_as_a_formula_is_made_harmless(start: str) -> None:
    evil = start + "HYPERLINK(1)"
    assert harmless(evil) == "'" + evil
    found = rows(comparison_csv(comparison(conclusion=evil)))
    assert ["Conclusion", "'" + evil] in found
    sheet = workbook(comparison(conclusion=evil))["Facts"]
    cells = [cell for row in sheet.iter_rows() for cell in row if "HYPERLINK" in str(cell.value)]
    assert [cell.data_type for cell in cells] == ["s"]
    assert cells[0].value[0] == "'"


def test_negative_numbers_stay_numbers() -> None:
    assert harmless(-1.5) == -1.5
    assert workbook(comparison())["Result"]["E3"].value == pytest.approx(-1.744)


def test_a_difference_too_small_to_write_is_zero_without_minus() -> None:
    nothing = claim("hours", "same", (10.0, 10.0 - 1e-9), (-0.1, 0.1), level=0.9)
    assert rows(comparison_csv(comparison(nothing)))[1][4] == "0"


def workbook(found: object) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(comparison_xlsx(found)))  # type: ignore[arg-type]


def test_xlsx_has_a_sheet_for_each_thing() -> None:
    book = workbook(comparison(hidden_months=("2023-10",)))
    assert book.sheetnames == ["Read first", "Result", "Facts", "Months", "Rows", "Answers", "Method"]
    assert [cell.value for cell in book["Result"][1]][:3] == ["Claim", "Unit", "Before"]
    assert book["Result"]["C2"].value == 9.94
    assert [cell.value for cell in book["Months"][2]][:2] == ["2023-10", ".."]
    assert book["Method"]["A1"].value == "Method"
    assert book["Method"].max_row == 9


def test_xlsx_says_first_what_every_sheet_and_column_is() -> None:
    """In order, and nothing is left undescribed: the headings of the sheets are made from the same words."""
    book = workbook(comparison())
    guide = list(book["Read first"].iter_rows(min_row=2, values_only=True))
    described = [row[:2] for row in guide if row[1]]
    there = [(name, cell.value) for name in book.sheetnames[1:] for cell in book[name][1]]
    assert described == there
    assert all(row[3] for row in guide)
    before = next(row for row in guide if row[:2] == ("Result", "Before"))
    assert before[2:] == (
        "as the column Unit says",
        "The level before the change: all months' sum divided by their person-months.",
        "the sheets Rows and Answers",
    )


def test_xlsx_keeps_its_headings_in_sight_and_its_numbers_as_numbers() -> None:
    sums = {"hours": 7914, "administration": None, "total_cost": 150.0}
    book = workbook(comparison(months=(CountedMonth("2023-01", "before", 14, sums),)))
    assert {book[name].freeze_panes for name in book.sheetnames} == {"A2"}
    cells = book["Rows"][2]
    assert [cell.value for cell in cells] == ["2023-01", "Before", 14, 7914, None, 1.5]
    assert [cell.number_format for cell in cells] == ["@", "@", "#,##0", "#,##0", "#,##0", "#,##0.00"]


def test_xlsx_of_the_demonstration_says_that_it_is_illustrative(settings) -> None:
    def said() -> list[object]:
        return [cell.value for cell in workbook(comparison())["Read first"]["D"]]

    words = "Illustrative figures: they are made up, and say nothing about a real municipality."
    assert words not in said()
    settings.DEMO = True
    assert words in said()


def test_csv_of_the_demonstration_says_that_it_is_illustrative(settings) -> None:
    settings.DEMO = True
    words = "Illustrative figures: they are made up, and say nothing about a real municipality."
    assert ["Caution", words] in rows(comparison_csv(comparison()))
    assert ["Caution", words] in rows(rows_csv(comparison()))


def columns_of_the_workbooks() -> dict[str, list[str]]:
    """What stands in every heading of every file, by the sheet."""
    found = {}
    for measure in GROUP_MEASURES:
        for name, columns in (("groups", group_columns(measure)), ("rows", month_columns(measure))):
            found[f"{measure.slug} {name}"] = [str(column.name) for column in columns]
    book = workbook(comparison())
    return found | {name: [str(cell.value) for cell in book[name][1]] for name in book.sheetnames[1:]}


@pytest.mark.parametrize("language", ["en", "sv"])
def test_every_column_is_documented(language: str) -> None:
    document = (Path(__file__).resolve().parents[2] / "docs/report.md").read_text("utf-8")
    with translation.override(language):
        named = [name for names in columns_of_the_workbooks().values() for name in names]
    assert [name for name in named if f"| {name} |" not in document] == []
