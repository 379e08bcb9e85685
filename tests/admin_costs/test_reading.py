"""What people and spreadsheets write is read right, or refused with a reason."""

from datetime import date
from decimal import Decimal

import pytest

from admin_costs.reading import (
    Code,
    Unreadable,
    read_basis_points,
    read_count,
    read_day,
    read_hours,
    read_kronor,
    read_minutes,
    read_month,
    read_name,
    read_number,
    read_permille,
    reader_of,
)

TODAY = date(2026, 3, 11)


def refused(read, text) -> Code:
    with pytest.raises(Unreadable) as found:
        read(text)
    return found.value.code


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", "0"),
        ("131,9", "131.9"),
        ("131.9", "131.9"),
        ("39691", "39691"),
        ("39\u00a0691", "39691"),
        ("39\u202f691,5", "39691.5"),
        ("1 234 567", "1234567"),
        (" 7 ", "7"),
        ("-0", "0"),
        ("39\u2007691,5", "39691.5"),
        ("0,12", "0.12"),
        ("0,1254", "0.1254"),
    ],
)
def test_numbers_in_several_ways(text, number):
    assert read_number(text) == Decimal(number)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", Code.EMPTY),
        ("\u00a0", Code.EMPTY),
        ("många", Code.NOT_A_NUMBER),
        ("1e5", Code.NOT_A_NUMBER),
        ("NaN", Code.NOT_A_NUMBER),
        ("1 2", Code.NOT_A_NUMBER),
        ("1,2,3", Code.NOT_A_NUMBER),
        ("٣", Code.NOT_A_NUMBER),
        ("=1+1", Code.NOT_A_NUMBER),
        ("1.234", Code.AMBIGUOUS),
        ("39,691", Code.AMBIGUOUS),
        ("1 234,567", Code.AMBIGUOUS),
        ("-3", Code.NEGATIVE),
        ("\N{MINUS SIGN}3,5", Code.NEGATIVE),
        ("100000000000", Code.TOO_LARGE),
    ],
)
def test_what_is_no_number(text, code):
    assert refused(read_number, text) == code


def test_hours_and_kronor_become_whole_minutes_and_ore():
    assert read_hours("131,9") == 7914
    assert read_hours("0,0083") == 0
    assert read_hours("0,0083334") == 1
    assert read_kronor("39\u00a0691") == 3_969_100
    assert read_kronor("0,0050") == 1
    assert refused(read_kronor, "39,691") == Code.AMBIGUOUS


def test_counts_are_whole():
    assert read_count("1 200") == 1200
    assert read_count("12,0") == 12
    assert refused(read_count, "12,5") == Code.NOT_WHOLE
    assert refused(read_count, "3000000000") == Code.TOO_LARGE


def test_per_cent_become_permille():
    assert read_permille("5") == 50
    assert read_permille("2,5 %") == 25
    assert refused(read_permille, "2,55") == Code.NOT_WHOLE


def test_per_cent_become_basis_points():
    assert read_basis_points("31,42 %") == 3142
    assert read_basis_points("31.42") == 3142
    assert read_basis_points("5") == 500
    assert refused(read_basis_points, "31,4211") == Code.NOT_WHOLE


@pytest.mark.parametrize("text", ["2024-01", " 2024\N{EN DASH}01 "])
def test_months(text):
    assert read_month(text) == date(2024, 1, 1)


@pytest.mark.parametrize("text", ["2024-13", "2024-00", "0024-01", "2024-1", "jan 2024", "", "202401"])
def test_what_is_no_month(text):
    assert refused(read_month, text) == Code.NOT_A_MONTH


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("80", 80),
        ("80 min", 80),
        ("80m", 80),
        ("1 h 20", 80),
        ("1h20min", 80),
        ("1 tim 20 min", 80),
        ("1 timme och 20 minuter", 80),
        ("1:20", 80),
        ("1,5 tim", 90),
        ("1.5h", 90),
        ("2 timmar", 120),
        ("2 T", 120),
    ],
)
def test_how_long_something_took(text, minutes):
    assert read_minutes(text) == minutes


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("en kvart", 15), ("En  halvtimme.", 30), ("trekvart", 45), ("en timme", 60), ("halvannan timme", 90)],
)
def test_times_in_words(text, minutes):
    assert read_minutes(text) == minutes


@pytest.mark.parametrize("text", ["", "0", "en stund", "-5", "1:2:3", "1,5"])
def test_what_is_no_time(text):
    assert refused(read_minutes, text) == Code.NOT_MINUTES


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-11", date(2026, 3, 11)),
        ("11/3", date(2026, 3, 11)),
        ("12/3", date(2025, 3, 12)),
        ("1.2", date(2026, 2, 1)),
        ("31/12 2024", date(2024, 12, 31)),
        ("i dag", TODAY),
        ("I GÅR", date(2026, 3, 10)),
        ("yesterday", date(2026, 3, 10)),
    ],
)
def test_days(text, day):
    assert read_day(text, TODAY) == day


@pytest.mark.parametrize("text", ["", "31/2", "2026-13-01", "snart", "29/2"])
def test_what_is_no_day(text):
    assert refused(lambda given: read_day(given, TODAY), text) == Code.NOT_A_DAY


@pytest.mark.parametrize("name", ["Åsa", "Følgeskapet", "Máhtte ŧŋ", "مرافقة", "O'Brien & Söner"])
def test_names_in_any_script(name):
    assert read_name(f" {name} ") == name


def test_names_are_composed_and_single_spaced():
    assert read_name("A\u030asa\u00a0  Berg") == "Åsa Berg"


@pytest.mark.parametrize(
    ("text", "code"),
    [("  ", Code.EMPTY), ("x" * 101, Code.TOO_LONG), ("a\x07b", Code.CONTROL_CHARACTER)],
)
def test_what_is_no_name(text, code):
    assert refused(read_name, text) == code


def test_one_of_some_words():
    read = reader_of({"0–64": "young", "65+": "old"})
    assert [read("0-64"), read("0–64"), read("65+")] == ["young", "young", "old"]
    with pytest.raises(Unreadable) as found:
        read("80+")
    assert found.value.allowed == ("0–64", "65+")
