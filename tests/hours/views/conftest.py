"""What the views' tests share: a clock that stands still, and staff's browsers that ask for English."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.utils import timezone

from ledsagning.people.models import User
from tests.cast import NOW, Cast
from tests.hours.views.flow import Flow

Clock = Callable[[datetime], None]
SignedIn = Callable[[User], Client]


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Call with an instant: from then on it is that time."""

    def stop_the_clock(instant: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: instant)

    return stop_the_clock


@pytest.fixture
def signed_in(at: Clock) -> SignedIn:
    """Call with an account: its browser, at NOW, in English so that the tests read the texts of the code."""
    at(NOW)

    def browser_of(user: User) -> Client:
        client = Client(headers={"accept-language": "en"})
        client.force_login(user)
        return client

    return browser_of


@pytest.fixture
def flow(cast: Cast, client: Client, at: Clock) -> Flow:
    """Berit's browser, at NOW, with a booking begun."""
    at(NOW)
    client.force_login(cast.participant.user)
    return Flow(client, cast.participant)
