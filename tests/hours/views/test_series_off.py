"""Days off of a series: added later, and taken back."""

import pytest

from hours.models import DayOff
from hours.policy import Kind
from hours.pools import append, balance
from ledsagning.people.models import Municipality
from tests.cast import NOW
from tests.hours.views.flow import text_of, title_of
from tests.hours.views.series_flow import THURSDAYS, make_series, of_series, open_days

ASCENSION = THURSDAYS[9]


@pytest.fixture
def series(cast):
    return make_series(cast)


@pytest.fixture
def url(series):
    return of_series("series_off", series)


@pytest.fixture
def client(signed_in, cast):
    return signed_in(cast.participant.user)


def test_holidays_are_suggested_none_chosen(client, url):
    page = client.get(url)
    assert "Thursday 14 May: Ascension Day" in text_of(page)
    assert "checked" not in page.text


@pytest.mark.parametrize("answer", [{"off": ["2026-05-14"]}, {"day": "14/5"}, {"day": "torsdag 14 maj"}])
def test_a_chosen_or_a_written_day(client, cast, url, answer):
    response = client.post(url, answer, follow=True)
    words = text_of(response)
    assert "Day off: Thursday 14 May. What was booked then is cancelled. The hours are yours again." in words
    assert "The visit does not come on Thursday 14 May" in words
    assert "Ascension Day" not in words.split("More days off")[1]
    assert open_days() == [day for day in THURSDAYS if day != ASCENSION]
    assert balance(cast.pool).reserved == 11 * 180


def test_both_at_once(client, url):
    client.post(url, {"off": ["2026-12-24"], "day": "2/4"})
    assert [f"{off.day}" for off in DayOff.objects.all()] == ["2026-04-02", "2026-12-24"]


def test_taken_back_it_is_booked_again(client, url):
    client.post(url, {"day": "14/5"})
    response = client.post(url, {"tillbaka": "2026-05-14"}, follow=True)
    assert "The visit comes on Thursday 14 May again." in text_of(response)
    assert open_days() == THURSDAYS
    assert not DayOff.objects.exists()


def test_P5_taken_back_without_hours_it_says_so(client, cast, url):
    client.post(url, {"day": "14/5"})
    Municipality.objects.filter(pk="1381").update(short_pool="refuse")
    append(cast.pool, Kind.RESERVE, balance(cast.pool).available, by=cast.coordinator, at=NOW)
    response = client.post(url, {"tillbaka": "2026-05-14"}, follow=True)
    assert "The visit comes on Thursday 14 May again, when your hours are enough." in text_of(response)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ({}, "Choose a day or write one."),
        ({"day": "blåbärsdagen"}, "We do not understand “blåbärsdagen”."),
        ({"day": "15/5"}, "The visit does not come on Friday 15 May. Write a day when it does."),
        ({"day": "12/3"}, "The visit does not come on Thursday 12 March."),
        ({"off": ["2026-05-15"]}, "Choose among the days in the list."),
    ],
)
def test_R8_a_day_that_cannot_be(client, url, answer, said):
    response = client.post(url, answer)
    assert title_of(response).startswith("Error:")
    assert said in text_of(response)
    assert not DayOff.objects.exists()


@pytest.mark.parametrize("day", ["igår", "", "2026-13-01", "2026-05-13"])
def test_something_that_is_no_day_off_changes_nothing(client, url, day):
    assert "comes on" not in text_of(client.post(url, {"tillbaka": day}, follow=True))
    assert open_days() == THURSDAYS


def test_a_stranger_gets_404(signed_in, cast, url):
    assert signed_in(cast.stranger).post(url, {"day": "14/5"}).status_code == 404
    assert open_days() == THURSDAYS


def test_other_methods_are_refused(client, url):
    assert client.delete(url).status_code == 405
