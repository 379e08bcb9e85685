"""Check-your-answers of a series: the days, how many, how many hours; sent twice is sent once."""

import uuid

import pytest
from django.urls import reverse

from hours.models import Booking, DayOff, Series
from hours.policy import Kind
from hours.pools import append
from ledsagning.people.models import Municipality
from tests.cast import NOW, TOMORROW_14
from tests.hours.views.flow import text_of
from tests.hours.views.series_flow import THURSDAYS, key_on, of_series, of_visit, open_days

ANSWERS = "?hur=weekly&till=tills+vidare&ledig=2026-05-14"


@pytest.fixture
def booking(cast):
    return cast.booking()


@pytest.fixture
def url(booking):
    return of_visit("series_check", booking) + ANSWERS


@pytest.fixture
def client(signed_in, cast):
    return signed_in(cast.participant.user)


def test_R9_it_says_everything_in_words_and_figures(client, url):
    words = text_of(client.get(url))
    for said in (
        "How often Every Thursday",
        "From Thursday 12 March",
        "Until Until further notice",
        "Time 14:00–17:00, three hours",
        "Meeting place Simhallen",
        "Days off Thursday 14 May",
        "11 visits Together they are thirty-three hours (33\xa0h).".replace("\xa0", " "),
        "Then we book more as time goes.",
        "Thursday 12 March, 14:00–17:00",
        "Show 6 more",
    ):
        assert said in words.replace("\xa0", " "), said
    assert "14 May, 14:00" not in words


def test_R9_each_change_leads_to_its_question_with_the_answers(client, booking, url):
    page = client.get(url).text.replace("&amp;", "&")
    for name in ("series_often", "series_until", "series_days_off"):
        assert f'href="{of_visit(name, booking)}{ANSWERS}"' in page


def test_looking_books_nothing(client, url):
    client.get(url)
    assert (Series.objects.count(), Booking.objects.count()) == (0, 1)


def test_one_press_books_them_and_leads_to_the_receipt(client, url):
    response = client.post(url, {"key": key_on(client.get(url))})
    series = Series.objects.get()
    assert response.url == of_series("series_page", series) + "?klar=ny"
    assert open_days() == [day for day in THURSDAYS if f"{day}" != "2026-05-14"]
    assert [f"{off.day}" for off in DayOff.objects.all()] == ["2026-05-14"]
    assert "The visits are booked" in text_of(client.get(response.url))


def test_R34_sent_twice_it_is_one_series_and_one_receipt(client, url):
    key = {"key": key_on(client.get(url))}
    assert client.post(url, key).url == client.post(url, key).url
    assert (Series.objects.count(), Booking.objects.count()) == (1, 11)


def test_R34_back_and_sent_anew_it_leads_to_the_series(client, url):
    client.post(url, {"key": uuid.uuid4()})
    response = client.post(url, {"key": uuid.uuid4()})
    assert response.url == of_series("series_page", Series.objects.get())


@pytest.mark.parametrize("key", ["", "not-a-key"])
def test_without_its_key_nothing_is_booked(client, url, key):
    assert client.post(url, {"key": key}).status_code == 200
    assert not Series.objects.exists()


@pytest.mark.parametrize(
    ("answers", "to"),
    [
        ("", "series_often"),
        ("?hur=daily&till=tills+vidare&ledig=", "series_often"),
        ("?hur=weekly", "series_until"),
        ("?hur=weekly&till=2026-03-13&ledig=", "series_until"),
        ("?hur=weekly&till=tills+vidare", "series_days_off"),
        ("?hur=weekly&till=tills+vidare&ledig=2026-05-15", "series_days_off"),
    ],
)
def test_an_answer_that_does_not_hold_is_asked_again(client, booking, answers, to):
    for response in (
        client.get(of_visit("series_check", booking) + answers),
        client.post(of_visit("series_check", booking) + answers, {"key": uuid.uuid4()}),
    ):
        assert response.url.startswith(of_visit(to, booking) + "?")
    assert not Series.objects.exists()


def test_P5_what_a_short_pool_stops_is_said_before_and_after(client, cast, booking, url):
    Municipality.objects.filter(pk="1381").update(short_pool="refuse")
    append(cast.pool, Kind.RESERVE, 14400 - 180 - 400, by=cast.coordinator, at=NOW)
    said = "These are not booked: Thursday 2 April, Thursday 9 April, Thursday 16 April and 5 more."
    page = client.get(url)
    assert said in text_of(page)
    assert "3 visits Together they are nine hours" in text_of(page)
    receipt = client.post(url, {"key": key_on(page)}, follow=True)
    assert said in text_of(receipt)
    assert open_days() == THURSDAYS[:3]


def test_what_is_worth_knowing_is_said_once_with_its_days(client, cast, booking, url):
    cast.booking(starts_at=TOMORROW_14.replace(day=19))
    cast.booking(starts_at=TOMORROW_14.replace(day=26))
    words = text_of(client.get(url))
    assert words.count("You have another visit at the same time.") == 1
    assert "It is about: Thursday 19 March, Thursday 26 March." in words


def test_a_decision_that_ends_stops_nothing_and_is_told(client, cast, booking, url):
    cast.pool.decisions.update(ends_on="2026-04-30")
    assert "Your decision ends on 30 April 2026." in text_of(client.get(url))
    client.post(url, {"key": uuid.uuid4()})
    assert THURSDAYS[-1] in open_days()


def test_R36_springs_night_is_told(client, cast):
    booking = cast.booking(starts_at=NOW.replace(day=22, hour=1, minute=30), hours=2)
    url = of_visit("series_check", booking) + "?hur=weekly&till=2026-04-12&ledig="
    if (page := client.get(url)).status_code == 302:
        page = client.get(page.url.replace("lediga-dagar/?", "kolla/?") + "&ledig=")
    assert "On Sunday 29 March the clock goes from 2.00 to 3.00." in text_of(page)


def test_the_booking_itself_can_be_sent_on_to_the_question(flow):
    flow.answer_all()
    page = flow.check()
    seen = page.text.split('name="seen" value="')[1].split('"')[0]
    response = flow.client.post(flow.check_url, {"seen": seen, "again": "1"})
    booking = Booking.objects.get()
    assert response.url == reverse("series_often", args=[flow.person.public_id, booking.public_id])


def test_a_stranger_gets_404_and_nothing_happens(signed_in, cast, url):
    assert signed_in(cast.stranger).post(url, {"key": uuid.uuid4()}).status_code == 404
    assert not Series.objects.exists()


def test_other_methods_are_refused(client, url):
    assert client.put(url).status_code == 405
