"""A short pool and what the municipality does about it; and messages on their way to real peers."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.utils import timezone

from hours.models import Message
from hours.policy import Kind
from hours.pools import append
from ledsagning.people.models import Municipality, Participant, User
from tests.cast import NOW, Cast
from tests.hours.peers import both_peers


@pytest.fixture
def policy(cast: Cast) -> Callable[[str], None]:
    """Sets what the municipality does about a short pool."""

    def choose(name: str) -> None:
        Municipality.objects.filter(pk=cast.unit.municipality_id).update(short_pool=name)

    return choose


@pytest.fixture
def short(cast: Cast, policy: Callable[[str], None]) -> Callable[[str], None]:
    """A pool with 100 minutes left, under a policy."""

    def make(name: str) -> None:
        append(cast.pool, Kind.RESERVE, 14300, by=cast.case_officer, at=NOW)
        policy(name)

    return make


class Clock:
    """It is `now`, also for the program."""

    def __init__(self, monkeypatch) -> None:
        self.now: datetime = NOW
        monkeypatch.setattr(timezone, "now", lambda: self.now)


@pytest.fixture
def clock(monkeypatch):
    return Clock(monkeypatch)


@pytest.fixture
def post(cast, clock, settings):
    """Berit is told by e-mail, Gunn by text message; both peers listen."""
    Participant.objects.update(channel="email", email="berit@example.se")
    User.objects.filter(username="gunn").update(channel="sms", phone="070-174 06 05")
    cast.pool.refresh_from_db()
    with both_peers() as post:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", post.smtp.port
        settings.EMAIL_USE_TLS = False
        settings.DEFAULT_FROM_EMAIL = "Ledsagning <ledsagning@example.se>"
        settings.SMS_URL, settings.SMS_USER = f"http://127.0.0.1:{post.sms.port}/a1", "u"
        yield post


@pytest.fixture
def by_email(cast, post):
    """One message, by e-mail."""
    cast.booking()
    Message.objects.exclude(channel="email").delete()
    return Message.objects.get()


@pytest.fixture
def by_sms(cast, post):
    """One message, by SMS."""
    cast.booking()
    Message.objects.exclude(channel="sms").delete()
    return Message.objects.get()
