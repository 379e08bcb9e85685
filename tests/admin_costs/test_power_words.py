"""What is told of power where a change is registered: from the months before it, and nothing after."""

from datetime import date

import pytest
from django.utils import translation

from admin_costs.imports import import_files
from admin_costs.power_words import Foresight, PowerRow, foresight
from ledsagning.people.models import Municipality
from tests.admin_costs.figure_files import HOURS_HEADER, four_years, months, write
from tests.cast import NOW, make_unit

TODAY = date(2026, 3, 11)
CHANGE = date(2024, 1, 1)


@pytest.fixture
def laholm(db, tmp_path):
    municipality = Municipality.objects.get(code="1381")
    import_files(municipality, four_years(tmp_path), now=NOW)
    return municipality


def seen(municipality, change_month=CHANGE, **options) -> Foresight:
    return foresight(
        municipality, **({"change_month": change_month, "margin": 0.05, "today": TODAY} | options)
    )


def test_it_rests_on_the_months_before(laholm):
    found = seen(laholm)
    assert (found.people, found.months_before, found.is_assumed) == (30, 24, False)
    assert [row.months_after for row in found.rows] == [6, 12, 24, 36]
    assert all(row.is_enough for row in found.rows)
    assert not any(row.is_enough for row in seen(laholm, margin=0.0001).rows)


def test_nothing_after_the_change_is_looked_at(laholm, tmp_path):
    before = seen(laholm)
    wild = [
        f"{month};Ledsagning Laholm;Egen regi;0–64;K;30;100;{900 - 20 * number};90000"
        for number, month in enumerate(months(2024, 2))
    ]
    import_files(laholm, [write(tmp_path / "vild.csv", HOURS_HEADER, *wild)], now=NOW)
    assert seen(laholm) == before
    assert seen(laholm, date(2025, 1, 1)) != before  # the control


def test_the_year_is_a_sentence(laholm):
    with translation.override("en"):
        said = seen(laholm).sentence
    assert said.startswith("With 30 people and 12 months after, you can see a change in the hours of ")
    assert Foresight(40, 24, True, [PowerRow(24, "9 %", "7 %", False, 0.09)]).sentence == ""


def test_without_figures_or_a_month_it_is_assumed(laholm):
    nowhere = seen(Municipality.objects.get(name="Halmstad"))
    assert (nowhere.people, nowhere.months_before, nowhere.is_assumed) == (40, 24, True)
    assert nowhere.rows
    assert seen(laholm, None).is_assumed
    assert seen(laholm, date(2023, 1, 1)).is_assumed  # a year before is too little to learn the noise from


def test_so_few_months_before_that_nothing_can_be_seen_give_no_rows(laholm):
    assert seen(laholm, date(2022, 4, 1)).rows == []


def test_units_where_nothing_changed_are_left_out(laholm, tmp_path):
    north = make_unit(name="Ledsagning Norr")
    rows = [f"{month};Ledsagning Norr;Egen regi;0–64;K;20;100;200;60000" for month in months(2022, 2)]
    import_files(laholm, [write(tmp_path / "norr.csv", HOURS_HEADER, *rows)], now=NOW)
    assert seen(laholm).people == 50
    assert seen(laholm, without=[north.pk]).people == 30


def test_months_of_few_people_are_not_told_of(db, tmp_path):
    laholm = Municipality.objects.get(code="1381")
    rows = [f"{month};Ledsagning Laholm;Egen regi;0–64;K;4;10;40;12000" for month in months(2022, 2)]
    import_files(laholm, [write(tmp_path / "få.csv", HOURS_HEADER, *rows)], now=NOW)
    assert (seen(laholm).people, seen(laholm).is_assumed) == (40, True)


def test_another_number_of_people_sees_more_or_less(laholm):
    fewer, as_many = seen(laholm, people=10), seen(laholm)
    assert (fewer.people, as_many.people) == (10, 30)
    assert all(few.detectable > row.detectable for few, row in zip(fewer.rows, as_many.rows, strict=True))
