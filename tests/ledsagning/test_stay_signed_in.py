"""Being signed out is told a day ahead and put off by one press (R11; WCAG 2.2.1), by time travel."""

from datetime import datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import NOW, Cast

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
STAY = reverse("stay_signed_in")


@pytest.fixture
def at(monkeypatch):
    """Call with an instant: from then on it is that time."""
    return lambda instant: monkeypatch.setattr(timezone, "now", lambda: instant)


@pytest.fixture
def berit(cast: Cast, at) -> Client:
    at(NOW)
    client = Client(headers={"accept-language": "en"})
    client.force_login(cast.participant.user)
    return client


def home_of(cast: Cast) -> str:
    return reverse("participant_home", args=[cast.participant.public_id])


def ends_at() -> datetime:
    return Session.objects.get().expire_date


def test_R11_nothing_is_said_until_a_day_is_left(berit, cast, at):
    at(NOW + WEEK - DAY - timedelta(minutes=1))
    assert "Stay signed in" not in berit.get(home_of(cast)).text


def test_R11_in_the_last_day_every_page_says_when_and_what_to_do(berit, cast, at):
    at(NOW + WEEK - DAY + timedelta(minutes=1))
    for url in (home_of(cast), reverse("escort_wishes", args=[cast.participant.public_id])):
        page = berit.get(url).text
        assert "You are signed out on Wednesday 18 March at 09.00." in page
        assert "What you have begun to book is kept." in page
        assert f'<input type="hidden" name="next" value="{url}">' in page


def test_R11_one_press_gives_another_week_and_leads_back(berit, cast, at):
    at(NOW + WEEK - timedelta(hours=1))
    assert berit.post(STAY, {"next": home_of(cast)}).url == home_of(cast)
    assert ends_at() == NOW + 2 * WEEK - timedelta(hours=1)
    page = berit.get(home_of(cast)).text
    assert "You stay signed in for another week." in page
    assert "You are signed out on" not in page


def test_R11_without_the_press_it_ends_when_it_said(berit, cast, at):
    at(NOW + WEEK + timedelta(minutes=1))
    assert berit.get(home_of(cast)).url.startswith(reverse("sign_in"))


@pytest.mark.parametrize(
    "back", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "", "\0"]
)
def test_it_leads_nowhere_else(berit, back):
    assert berit.post(STAY, {"next": back}).url == reverse("start")


def test_a_stranger_stays_one_and_other_methods_are_refused(berit):
    assert Client().post(STAY, {"next": "/"}).url == "/"
    assert Session.objects.count() == 1
    assert berit.get(STAY).status_code == 405
    assert berit.put(STAY).status_code == 405
