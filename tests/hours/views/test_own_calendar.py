"""The page about one's own calendar: what it is, the secret address, another one, and off."""

import re

import pytest
from django.urls import reverse

from hours.models import CalendarFeed
from ledsagning.people.models import AccessLog
from tests.cast import make_participant
from tests.hours.views.flow import text_of

ADDRESS = re.compile(r'id="address" value="([^"]+)"')


def url_of(person):
    return reverse("own_calendar", args=[person.public_id])


@pytest.fixture
def press(cast, signed_in):
    """Presses a button of Berit's page: the page after it."""
    client = signed_in(cast.participant.user)
    return lambda do: client.post(url_of(cast.participant), {"do": do}, follow=True)


def address_on(response) -> str:
    return ADDRESS.search(response.text)[1]


def test_it_is_off_until_it_is_turned_on(cast, signed_in):
    response = signed_in(cast.participant.user).get(url_of(cast.participant))
    assert "Turn it on" in response.text
    assert not ADDRESS.search(response.text)
    assert not CalendarFeed.objects.exists()


def test_turned_on_it_shows_the_address_twice(press, client):
    response = press("on")
    assert response.redirect_chain[0][1] == 302
    url = address_on(response)
    assert url.startswith("http://testserver/kalender/")
    assert url.endswith(".ics")
    assert "readonly" in response.text
    assert f'href="webcal:{url.removeprefix("http:")}"' in response.text
    assert client.get(url).status_code == 200


def test_another_address_kills_the_old_one(press, client):
    old = address_on(press("on"))
    response = press("renew")
    assert "The old one does not work any longer." in text_of(response)
    assert client.get(old).status_code == 404
    assert client.get(address_on(response)).status_code == 200


def test_off_kills_the_address(press, client):
    old = address_on(press("on"))
    assert "The calendar is turned off." in text_of(press("off"))
    assert client.get(old).status_code == 404
    assert not CalendarFeed.objects.exists()


@pytest.mark.parametrize("do", ["", "burn", "on\0"])
def test_an_unknown_button_does_nothing(press, do):
    assert press(do).status_code == 200
    assert not CalendarFeed.objects.exists()


def test_a_representative_has_an_address_of_their_own(cast, press, signed_in):
    mine = address_on(press("on"))
    gunn = signed_in(cast.representative.user)
    assert "Turn it on" in gunn.get(url_of(cast.participant)).text
    theirs = address_on(gunn.post(url_of(cast.participant), {"do": "on"}, follow=True))
    assert theirs != mine
    row = AccessLog.objects.latest("pk")
    assert (row.user, row.participant, row.capacity, row.page) == (
        cast.representative.user,
        cast.participant,
        "representative",
        "GET own_calendar",
    )


def test_P2_no_hours_are_on_the_page(press):
    assert not re.search(r"\b2(40|37)\b", text_of(press("on")))


def test_strangers_get_404(cast, signed_in):
    olle = make_participant(unit=cast.unit, username="olle")
    for user in (cast.stranger, olle.user, cast.coordinator, cast.manager):
        client = signed_in(user)
        assert client.get(url_of(cast.participant)).status_code == 404
        assert client.post(url_of(cast.participant), {"do": "on"}).status_code == 404
    assert not CalendarFeed.objects.exists()


def test_wrong_method(cast, signed_in):
    assert signed_in(cast.participant.user).put(url_of(cast.participant)).status_code == 405
