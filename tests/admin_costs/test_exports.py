import csv
from collections.abc import Iterator
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.utils import translation

from admin_costs.exports import comparison_csv, comparison_xlsx
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
    sheet = workbook(comparison(conclusion=evil))["Result"]
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


def test_xlsx_has_a_sheet_each_for_result_months_and_method() -> None:
    book = workbook(comparison(hidden_months=("2023-10",)))
    assert book.sheetnames == ["Result", "Months", "Method"]
    assert [cell.value for cell in book["Result"][1]][:3] == ["Claim", "Unit", "Before"]
    assert book["Result"]["C2"].value == 9.94
    assert [cell.value for cell in book["Months"][2]][:2] == ["2023-10", ".."]
    assert book["Method"]["A1"].value == "Method"
    assert book["Method"].max_row == 9
