"""R15: the one line, what it leaves open, favourites and drafts, in plain Swedish in each of their states."""

from datetime import time, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from hours.models import Favourite
from hours.wishes import wish
from tests.cast import NOW
from tests.test_plain_swedish import assert_plain


@pytest.fixture
def berit(cast, at) -> Client:
    at(NOW)
    client = Client(headers={"accept-language": "sv"})
    client.force_login(cast.participant.user)
    wish(cast.participant, cast.escort, never=False)
    return client


@pytest.mark.parametrize(
    "line",
    [
        "på lördag 14–17, simhallen med Elsa",
        "på lördag 2-5",
        "14–17, simhallen",
        "på lördag, simhallen",
        "på lördag kl 14",
        "imorgon 9-12 med Sven",
        "hjälp mig",
        "",
        "tisdag 12 mars 2026 14-17",
        "30 februari 14-17",
        "igår 14-17",
        "lördag 17-14",
        "lördag 25-27",
        "idag 8-17",
        "lördag kl 9 25 timmar",
        "29 mars 2.30-4",
        "25 oktober 2.30-4",
    ],
)
def test_R15_what_a_line_leads_to(berit, cast, line):
    url = reverse("book_line", args=[cast.participant.public_id])
    assert_plain(berit.post(url, {"line": line}, follow=True).text)


def test_R15_home_with_a_begun_booking_a_favourite_and_an_earlier_visit(berit, cast):
    cast.done(starts_at=NOW - timedelta(days=3), now=NOW - timedelta(days=5))
    Favourite.objects.create(
        participant=cast.participant, name="Gymmet", weekday=1, starts=time(10), minutes=120
    )
    berit.post(reverse("book_line", args=[cast.participant.public_id]), {"line": "14–17, simhallen"})
    assert_plain(berit.get(reverse("participant_home", args=[cast.participant.public_id])).text)
    assert_plain(berit.get(reverse("favourites", args=[cast.participant.public_id])).text)


@pytest.mark.parametrize(
    "typed", [{}, {"name": "Gym", "starts": "sen", "length": "länge"}, {"starts": "9", "length": "25"}]
)
def test_R15_a_favourite_that_is_refused(berit, cast, typed):
    assert_plain(berit.post(reverse("new_favourite", args=[cast.participant.public_id]), typed).text)


def test_R15_before_the_sign_in_ends(berit, cast, at):
    at(NOW + timedelta(days=6, hours=20))
    home = berit.get(reverse("participant_home", args=[cast.participant.public_id])).text
    assert "Stanna kvar" in home
    assert_plain(home)
