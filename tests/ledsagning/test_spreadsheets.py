"""Tables as files (R42). What the comparison puts in them: tests/admin_costs/test_exports.py."""

from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest

from ledsagning.spreadsheets import csv_cell, csv_file, harmless, xlsx_file


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_R42_text_that_could_run_as_a_formula_is_made_harmless(start):
    evil = start + "HYPERLINK(1)"
    assert harmless(evil) == "'" + evil
    assert b"'" in csv_file([[evil]])
    cell = openpyxl.load_workbook(BytesIO(xlsx_file("Blad", [["A"], [evil]]))).active["A2"]
    assert (cell.data_type, cell.value[0]) == ("s", "'")


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (-1.5, "-1,5"),
        (3, "3"),
        (Decimal("3.50"), "3,50"),
        (Decimal("-0.10"), "-0,10"),
        (1e-9, "0"),
    ],
)
def test_numbers_stay_numbers_with_decimal_comma(cell, text):
    assert csv_cell(cell) == text
