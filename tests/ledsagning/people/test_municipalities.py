"""All 290 municipalities are there after `migrate`, with SCB's codes and names."""

import csv

import pytest

from ledsagning.people.migrations import __path__ as migrations
from ledsagning.people.models import Municipality

COUNTIES = {1, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13, 14, 17, 18, 19, 20, 21, 22, 23, 24, 25}


def test_there_are_290(db):
    assert Municipality.objects.count() == 290


def test_as_in_the_file(db):
    with open(f"{migrations[0]}/../data/municipalities.csv", encoding="utf-8", newline="") as file:
        rows = {row["code"]: row["name"] for row in csv.DictReader(file)}
    assert dict(Municipality.objects.values_list("code", "name")) == rows


@pytest.mark.parametrize(
    ("code", "name"),
    [("1381", "Laholm"), ("0180", "Stockholm"), ("0980", "Gotland"), ("2584", "Kiruna"), ("0120", "Värmdö")],
)
def test_codes_and_names_of_scb(db, code, name):
    assert str(Municipality.objects.get(code=code)) == name


def test_every_code_is_four_digits_of_a_county_there_is(db):
    codes = list(Municipality.objects.values_list("code", flat=True))
    assert all(len(code) == 4 and code.isdigit() for code in codes)
    assert {int(code[:2]) for code in codes} == COUNTIES


def test_P5_a_short_pool_is_topped_up_unless_the_municipality_chooses_otherwise(db):
    assert set(Municipality.objects.values_list("short_pool", flat=True)) == {"top_up"}
