"""The questions of a series beside what the pages show, and the words for a series in both languages."""

from datetime import date

import pytest
from django.utils import timezone, translation

from hours.policy import Frequency
from hours.series_forms import OftenForm, UntilForm, ends_to_press, suggested
from hours.series_rules import LAST, Pattern
from hours.templatetags.series_words import every, some_days, until
from tests.cast import NOW

WEEKLY, BIWEEKLY, MONTHLY = Frequency
TUESDAY, TODAY = date(2026, 3, 10), date(2026, 3, 4)


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.mark.parametrize(
    ("frequency", "week", "swedish", "english"),
    [
        (WEEKLY, None, "Varje tisdag", "Every Tuesday"),
        (BIWEEKLY, None, "Varannan tisdag", "Every second Tuesday"),
        (MONTHLY, 1, "Den första tisdagen varje månad", "The first Tuesday of every month"),
        (MONTHLY, 2, "Den andra tisdagen varje månad", "The second Tuesday of every month"),
        (MONTHLY, 3, "Den tredje tisdagen varje månad", "The third Tuesday of every month"),
        (MONTHLY, 4, "Den fjärde tisdagen varje månad", "The fourth Tuesday of every month"),
        (MONTHLY, LAST, "Den sista tisdagen varje månad", "The last Tuesday of every month"),
    ],
)
def test_how_often_in_words(frequency, week, swedish, english):
    for language, said in (("sv", swedish), ("en", english)):
        with translation.override(language):
            assert every(frequency, TUESDAY, week) == said


def test_how_long_in_words():
    with translation.override("sv"):
        assert until(None) == "tills vidare"
        assert until(date(2026, 6, 3)) == "till och med onsdag 3 juni"


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "tisdag 10 mars"),
        (3, "tisdag 10 mars, onsdag 11 mars, torsdag 12 mars"),
        (5, "tisdag 10 mars, onsdag 11 mars, torsdag 12 mars och 2 till"),
    ],
)
def test_many_days_are_a_few_and_a_number(count, said):
    with translation.override("sv"):
        assert some_days([date(2026, 3, 10 + n) for n in range(count)]) == said


def test_an_answer_is_a_pattern():
    form = OftenForm({"often": "monthly-2"}, day=TUESDAY)
    assert form.is_valid()
    assert form.pattern(TUESDAY) == Pattern(MONTHLY, TUESDAY, None, 2)


@pytest.mark.parametrize("typed", ["tills vidare", "TILLS VIDARE", "Tills vidare!", "inget slut"])
def test_no_end_in_several_ways(typed):
    form = UntilForm({"day": typed.rstrip("!")}, today=TODAY, pattern=Pattern(WEEKLY, TUESDAY))
    assert form.is_valid()
    assert form.cleaned_data["day"] is None


def test_every_ready_answer_is_an_answer():
    for value, _ in ends_to_press(TUESDAY):
        form = UntilForm({"day": value}, today=TODAY, pattern=Pattern(BIWEEKLY, TUESDAY))
        assert form.is_valid(), value


def test_suggested_are_the_holidays_among_its_days():
    with translation.override("sv"):
        tuesdays = suggested(Pattern(WEEKLY, TUESDAY), TODAY)
        assert [(found.day, found.name) for found in tuesdays] == []
        fridays = suggested(Pattern(WEEKLY, date(2026, 3, 13), date(2026, 6, 30)), TODAY)
    assert [(f"{found.day:%d/%m}", found.name) for found in fridays] == [
        ("03/04", "Långfredagen"),
        ("01/05", "Första maj"),
        ("19/06", "Midsommarafton"),
    ]


def test_days_that_are_off_or_have_been_are_not_suggested():
    fridays = Pattern(WEEKLY, date(2026, 3, 13), None, None, frozenset({date(2026, 5, 1)}))
    assert [f"{found.day:%d/%m}" for found in suggested(fridays, date(2026, 4, 3))][:1] == ["19/06"]
