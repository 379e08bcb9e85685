"""R7: more than 300 phrases as people write them are read exactly, and more than 60 are refused, with why."""

import contextlib
from datetime import date, time

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hours.written import read_day
from hours.written_holidays import holiday_named
from hours.written_times import read_length, read_time, read_times
from hours.written_words import NotRead, Why
from tests.hours.clock_phrases import (
    LENGTHS,
    REFUSED_LENGTHS,
    REFUSED_SPANS,
    REFUSED_TIMES,
    SPANS,
    TIMES,
)
from tests.hours.phrases import DAYS, REFUSED_DAYS

WRITTEN_DAYS = [(today, text, day) for today, rows in DAYS.items() for text, day in rows]
TODAY = date(2026, 3, 11)


def test_R7_there_are_as_many_phrases_as_promised():
    read = [text for _, text, _ in WRITTEN_DAYS]
    assert len(set(read)) + len(dict(TIMES)) + len(SPANS) + len(dict(LENGTHS)) >= 300
    refused = {*dict(REFUSED_DAYS), *REFUSED_TIMES, *REFUSED_LENGTHS, *REFUSED_SPANS}
    assert len(refused) >= 60


@pytest.mark.parametrize(("today", "text", "day"), WRITTEN_DAYS)
def test_R7_a_written_day(today, text, day):
    assert read_day(text, date.fromisoformat(today)) == date.fromisoformat(day)


@pytest.mark.parametrize(("text", "why"), REFUSED_DAYS)
def test_R7_what_is_no_day_says_why(text, why):
    with pytest.raises(NotRead) as refused:
        read_day(text, TODAY)
    assert refused.value.why == why
    assert (refused.value.day is not None) == (why == Why.OTHER_WEEKDAY)


@pytest.mark.parametrize(("text", "clock"), TIMES)
def test_R7_a_written_time(text, clock):
    assert read_time(text) == time.fromisoformat(clock)


@pytest.mark.parametrize("text", REFUSED_TIMES)
def test_R7_what_is_no_time(text):
    with pytest.raises(NotRead):
        read_time(text)


@pytest.mark.parametrize(("text", "start", "end"), SPANS)
def test_R7_start_and_end_in_one(text, start, end):
    assert read_times(text) == (time.fromisoformat(start), time.fromisoformat(end))


@pytest.mark.parametrize("text", REFUSED_SPANS)
def test_R7_what_is_not_two_times(text):
    with pytest.raises(NotRead):
        read_times(text)


@pytest.mark.parametrize(("text", "minutes"), LENGTHS)
def test_R7_a_written_length(text, minutes):
    assert read_length(text) == minutes


@pytest.mark.parametrize("text", REFUSED_LENGTHS)
def test_R7_what_is_no_length(text):
    with pytest.raises(NotRead):
        read_length(text)


def test_the_weekday_that_a_date_has_is_told():
    with pytest.raises(NotRead) as refused:
        read_day("tisdag 12 mars 2026", TODAY)
    assert refused.value.day == date(2026, 3, 12)


@pytest.mark.parametrize("year", range(2024, 2031))
def test_R7_holidays_are_the_days_that_another_source_says(year):
    """Its names, with ours beside them."""
    there = holidays.country_holidays("SE", years=year, categories=("public", "de_facto"), language="sv")
    names = {name.strip(): day for day, joined in there.items() for name in joined.split(";")}
    ours = {
        "Nyårsdagen": "nyarsdagen",
        "Trettondedag jul": "trettondagen",
        "Långfredagen": "langfredagen",
        "Påskdagen": "paskdagen",
        "Annandag påsk": "annandagpask",
        "Första maj": "forstamaj",
        "Kristi himmelsfärdsdag": "kristihimmelsfardsdag",
        "Pingstdagen": "pingstdagen",
        "Nationaldagen": "nationaldagen",
        "Midsommarafton": "midsommarafton",
        "Midsommardagen": "midsommardagen",
        "Alla helgons dag": "allahelgonsdag",
        "Julafton": "julafton",
        "Juldagen": "juldagen",
        "Annandag jul": "annandagjul",
        "Nyårsafton": "nyarsafton",
    }
    assert set(ours) <= set(names)
    for name, written in ours.items():
        assert holiday_named([written, str(year)], TODAY) == names[name], name


LETTERS = st.sampled_from("abcdefghijklmnopqrstuvwxyzåäö0123456789 /.,:-'½")
WORDS = st.sampled_from(
    [
        *("i", "om", "på", "den", "lördag", "mars", "vecka", "v", "14", "0"),
        *("99", "halv", "kvart", "tre", "till", "timmar", "en", "pm", "maj", "nästa"),
    ]
)


@pytest.mark.parametrize("reader", [lambda text: read_day(text, TODAY), read_time, read_times, read_length])
@given(text=st.text() | st.text(LETTERS, max_size=12) | st.lists(WORDS, max_size=5).map(" ".join))
def test_whatever_is_typed_is_read_or_refused(reader, text):
    with contextlib.suppress(NotRead):
        assert reader(text) is not None
