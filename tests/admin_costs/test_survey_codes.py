"""Codes of letters: read however they are written, and too many to guess."""

from itertools import cycle
from math import log2

import pytest

from admin_costs.survey_codes import ALPHABET, LENGTH, clean_code, new_code, spaced


def test_a_code_is_chosen_letter_by_letter():
    letters = cycle("ABCD")
    assert new_code(lambda alphabet: next(letters)) == "ABCDABCDABCD"
    assert spaced("ABCDABCDABCD") == "ABCD-ABCD-ABCD"


@pytest.mark.parametrize(
    "written", ["ABCD-EFGH-JKLM", "abcdefghjklm", " abcd efgh jklm ", "AB-CD.EF GH\tJKLM"]
)
def test_it_is_read_however_it_is_written(written):
    assert clean_code(written) == "ABCDEFGHJKLM"


@pytest.mark.parametrize("wrong", ["", "ABCD", "ABCD-EFGH-JKLMN", "0BCD-EFGH-JKLM", "ÅBCD-EFGH-JKLM", "\x00"])
def test_what_can_be_no_code_is_none(wrong):
    assert clean_code(wrong) == ""


def test_nothing_in_it_is_taken_for_something_else():
    assert not set("0O1I5S2Z") & set(ALPHABET)
    assert log2(len(ALPHABET)) * LENGTH > 57
