"""R7: what we ourselves show or suggest is understood when it is written back, in both languages."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone, translation
from django.utils.formats import date_format
from hypothesis import given
from hypothesis import strategies as st

from hours.questions import in_words
from hours.suggested import days_to_press
from hours.times import STOCKHOLM
from hours.written import read_day
from hours.written_times import read_length, read_times
from ledsagning.templatetags.people_words import day_words, hours_number, hours_words, time_span

FIRST, LAST = date(2024, 1, 1), date(2030, 12, 31)
EVERY_DAY = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
WITH_YEAR = ("Y-m-d", "Ymd", "ymd", "j/n Y", "j/n/y", "j.n.Y", "j F Y", "l j F Y", "F j, Y", r"l \v W o")
WITHOUT_YEAR = ("j/n", "j F", "l j F", r"\d\e\n j F", "D j/n", r"\t\h\e jS F", r"l \v. W")
LONG_AGO = date(2020, 5, 5)


@pytest.fixture(params=["sv", "en"], autouse=True)
def language(request):
    with translation.override(request.param):
        yield request.param


@pytest.mark.parametrize("form", WITH_YEAR)
def test_R7_every_day_of_seven_years_with_its_year_reads_back(form):
    wrong = [day for day in EVERY_DAY if read_day(date_format(day, form), LONG_AGO) != day]
    assert wrong == []


@given(day=st.dates(FIRST, LAST), days_before=st.integers(0, 357), form=st.sampled_from(WITHOUT_YEAR))
def test_R7_a_day_without_its_year_reads_back_as_the_next_such_day(day, days_before, form):
    assert read_day(date_format(day, form), day - timedelta(days=days_before)) == day


@given(day=st.dates(FIRST, LAST), days_before=st.integers(0, 364))
def test_R7_a_day_as_the_pages_say_it_reads_back(day, days_before):
    today = day - timedelta(days=days_before)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "localdate", lambda *_: today)
        assert read_day(day_words(day), today) == day
    assert read_day(in_words(day), today) == day


@given(today=st.dates(FIRST, LAST))
def test_R7_a_day_on_a_button_reads_back(today):
    for sent, said in days_to_press(today):
        assert read_day(sent, today) == read_day(said.split(", ")[-1], today) == date.fromisoformat(sent)


@given(day=st.dates(FIRST, LAST), start=st.times(), minutes=st.integers(1, 24 * 60 - 1))
def test_R7_a_time_as_the_pages_say_it_reads_back(day, start, minutes):
    begins = datetime.combine(day, time(start.hour, start.minute), STOCKHOLM)
    ends = begins + timedelta(minutes=minutes)
    said = time_span(begins, ends)
    if ends.date() == day and "tid" not in said and "summer" not in said and "winter" not in said:
        assert read_times(said) == (begins.time(), ends.time())


@given(minutes=st.integers(1, 24 * 60))
def test_R7_a_length_as_the_pages_say_it_reads_back(minutes):
    assert read_length(hours_number(minutes)) == minutes
    assert read_length(hours_words(minutes)) == minutes
