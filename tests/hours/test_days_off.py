"""Swedish holidays that may be suggested: with the eves, in both languages, never a plain Sunday."""

from datetime import date, timedelta

import pytest

from hours.days_off import Holiday, holidays_among, holidays_of


def test_the_holidays_of_a_year_in_swedish():
    assert [(f"{found.day:%m%d}", found.name) for found in holidays_of([2026], "sv")] == [
        ("0101", "Nyårsdagen"),
        ("0106", "Trettondedag jul"),
        ("0403", "Långfredagen"),
        ("0405", "Påskdagen"),
        ("0406", "Annandag påsk"),
        ("0501", "Första maj"),
        ("0514", "Kristi himmelsfärdsdag"),
        ("0524", "Pingstdagen"),
        ("0606", "Nationaldagen"),
        ("0619", "Midsommarafton"),
        ("0620", "Midsommardagen"),
        ("1031", "Alla helgons dag"),
        ("1224", "Julafton"),
        ("1225", "Juldagen"),
        ("1226", "Annandag jul"),
        ("1231", "Nyårsafton"),
    ]


@pytest.mark.parametrize(
    ("language", "name"),
    [("sv", "Julafton"), ("sv-se", "Julafton"), ("en", "Christmas Eve"), ("fi", "Christmas Eve")],
)
def test_the_names_follow_the_language(language, name):
    assert holidays_among([date(2026, 12, 24)], language) == [Holiday(date(2026, 12, 24), name)]


def test_only_those_among_the_days_are_told_over_the_years():
    thursdays = [date(2026, 12, 17) + timedelta(days=7 * n) for n in range(4)]
    assert [found.day for found in holidays_among(thursdays, "sv")] == [
        date(2026, 12, 24),
        date(2026, 12, 31),
    ]


def test_two_on_one_day_are_one_day_off():
    assert holidays_among([date(2008, 5, 1)], "sv") == [
        Holiday(date(2008, 5, 1), "Första maj, Kristi himmelsfärdsdag")
    ]


def test_no_days_have_no_holidays():
    assert holidays_among([], "sv") == []
