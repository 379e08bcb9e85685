"""Hours, days, times and kronor, in the words that people use."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.utils.translation import override

from hours.policy import State
from hours.remark_forms import FACES
from ledsagning.templatetags.number_words import english_hours, english_number, swedish_hours, swedish_number
from ledsagning.templatetags.page_parts import icon, symbols
from ledsagning.templatetags.people_words import (
    day_words,
    hours_number,
    hours_words,
    kronor,
    kronor_exact,
    time_span,
)

NB = "\N{NO-BREAK SPACE}"
TEMPLATES = sorted((Path(__file__).resolve().parents[2] / "templates").rglob("*.html"))


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "noll"),
        (1, "en"),
        (19, "nitton"),
        (20, "tjugo"),
        (21, "tjugoen"),
        (99, "nittionio"),
        (100, "hundra"),
        (240, "tvåhundrafyrtio"),
        (1001, "tusenen"),
        (9999, "niotusenniohundranittionio"),
        (10_000, "10000"),
    ],
)
def test_swedish_number(number: int, words: str) -> None:
    assert swedish_number(number) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "zero"),
        (12, "twelve"),
        (40, "forty"),
        (21, "twenty-one"),
        (100, "one hundred"),
        (121, "one hundred and twenty-one"),
        (1001, "one thousand and one"),
        (2500, "two thousand five hundred"),
        (10_000, "10000"),
    ],
)
def test_english_number(number: int, words: str) -> None:
    assert english_number(number) == words


@pytest.mark.parametrize(
    ("minutes", "swedish", "english"),
    [
        (0, "inga timmar", "no hours"),
        (1, "en minut", "one minute"),
        (30, "en halv timme", "half an hour"),
        (45, "fyrtiofem minuter", "forty-five minutes"),
        (60, "en timme", "one hour"),
        (75, "en timme och femton minuter", "one hour and fifteen minutes"),
        (90, "en och en halv timme", "one and a half hours"),
        (120, "två timmar", "two hours"),
        (750, "tolv och en halv timme", "twelve and a half hours"),
        (14_400, "tvåhundrafyrtio timmar", "two hundred and forty hours"),
    ],
)
def test_hours_in_words(minutes: int, swedish: str, english: str) -> None:
    assert swedish_hours(minutes) == swedish
    assert english_hours(minutes) == english
    with override("sv"):
        assert hours_words(minutes) == swedish
    with override("en"):
        assert hours_words(minutes) == english


def test_lacking_hours_are_said_as_minus() -> None:
    with override("sv"):
        assert hours_words(-90) == "minus en och en halv timme"


@pytest.mark.parametrize(
    ("minutes", "swedish", "english"),
    [
        (750, f"12,5{NB}tim", f"12.5{NB}h"),
        (720, f"12{NB}tim", f"12{NB}h"),
        (740, f"12{NB}tim 20{NB}min", f"12{NB}h 20{NB}min"),
        (45, f"45{NB}min", f"45{NB}min"),
        (30, f"0,5{NB}tim", f"0.5{NB}h"),
        (0, f"0{NB}tim", f"0{NB}h"),
        (-90, f"−1,5{NB}tim", f"−1.5{NB}h"),
        (74_070, f"1{NB}234,5{NB}tim", f"1,234.5{NB}h"),
    ],
)
def test_hours_in_figures(minutes: int, swedish: str, english: str) -> None:
    with override("sv"):
        assert hours_number(minutes) == swedish
    with override("en"):
        assert hours_number(minutes) == english


def test_day_of_another_year_says_the_year() -> None:
    with override("sv"):
        assert day_words(date(2020, 3, 14)) == "lördag 14 mars 2020"
    with override("en"):
        assert day_words(date(2020, 3, 14)) == "Saturday 14 March 2020"


def test_day_of_this_year_leaves_the_year_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: utc(2026, 6, 1))
    with override("sv"):
        assert day_words(date(2026, 3, 14)) == "lördag 14 mars"


def test_day_of_a_moment_is_the_swedish_day() -> None:
    with override("sv"):  # 23:30 UTC is half past midnight in Stockholm
        assert day_words(utc(2020, 3, 13, 23, 30)) == "lördag 14 mars 2020"


@pytest.mark.parametrize(
    ("start", "end", "swedish", "english"),
    [
        (utc(2020, 3, 14, 13), utc(2020, 3, 14, 16), f"kl.{NB}14–17", "14:00–17:00"),
        (utc(2020, 3, 14, 8, 30), utc(2020, 3, 14, 11, 5), f"kl.{NB}9.30–12.05", "09:30–12:05"),
        (utc(2020, 3, 14, 21), utc(2020, 3, 14, 23), f"kl.{NB}22–24", "22:00–24:00"),
        (
            utc(2020, 3, 14, 21),
            utc(2020, 3, 15, 1),
            f"kl.{NB}22 till söndag 15 mars 2020 kl.{NB}2",
            "22:00 to Sunday 15 March 2020 02:00",
        ),
        # 25 October 2020: 02:30 comes twice, in summer time (00:30 UTC) and in winter time (01:30 UTC).
        (
            utc(2020, 10, 25, 0, 30),
            utc(2020, 10, 25, 1, 30),
            f"kl.{NB}2.30 sommartid till 2.30 vintertid",
            "02:30 summer time to 02:30 winter time",
        ),
        (
            utc(2020, 10, 25, 1),
            utc(2020, 10, 25, 3),
            f"kl.{NB}2 vintertid till 4",
            "02:00 winter time to 04:00",
        ),
        # 29 March 2020: the hour from 2 to 3 is missing, so nothing is doubled.
        (utc(2020, 3, 29, 0, 30), utc(2020, 3, 29, 1, 30), f"kl.{NB}1.30–3.30", "01:30–03:30"),
    ],
)
def test_time_span(start: datetime, end: datetime, swedish: str, english: str) -> None:
    with override("sv"):
        assert time_span(start, end) == swedish
    with override("en"):
        assert time_span(start, end) == english


@pytest.mark.parametrize(
    ("ore", "whole", "exact"),
    [
        (123_449, f"1{NB}234{NB}kr", f"1{NB}234,49{NB}kr"),
        (123_450, f"1{NB}235{NB}kr", f"1{NB}234,50{NB}kr"),
        (-4_550, f"−46{NB}kr", f"−45,50{NB}kr"),
        (0, f"0{NB}kr", f"0,00{NB}kr"),
        (-49, f"0{NB}kr", f"−0,49{NB}kr"),
    ],
)
def test_kronor(ore: int, whole: str, exact: str) -> None:
    with override("sv"):
        assert kronor(ore) == whole
        assert kronor_exact(ore) == exact


def test_kronor_in_english() -> None:
    with override("en"):
        assert kronor(123_456_700) == f"1,234,567{NB}kr"


def test_icon_is_drawn_in_the_page_and_hidden_from_screen_readers() -> None:
    drawn = icon("check")
    assert drawn == (
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
        '<path d="m4 12.5 5 5L20 6.5"/></svg>'
    )


def test_an_unknown_icon_draws_nothing() -> None:
    assert icon("<script>") == ""


def test_every_icon_that_a_template_asks_for_is_there() -> None:
    asked = re.findall(r"""{% icon ["']([^"']+)["']""", " ".join(p.read_text("utf-8") for p in TEMPLATES))
    named = {name for name in asked if not name.endswith("-")}
    dynamic = {f"status-{state}" for state in State} | set(FACES.values())
    assert len(named) > 5
    assert (named | dynamic) - set(symbols()) == set()
