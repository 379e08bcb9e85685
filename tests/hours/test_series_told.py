"""Many visits are one message: what is told when a series begins, changes, is thinned out or ends."""

import uuid
from datetime import time, timedelta

import pytest
from django.utils import timezone

from hours import series as series_module
from hours.letters import letter
from hours.models import Booking, Message
from hours.series import end_series, extend_series, start_series
from hours.series_changes import Wish, change_coming
from ledsagning.people.models import Participant
from tests.cast import NOW

LATER = Wish(time(16, 30), 120, "Biblioteket", "", None)


@pytest.fixture
def series(cast, monkeypatch):
    """Berit, told by e-mail, lets her visit on Thursday 12 March come back every week to 28 May."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    Participant.objects.update(channel="email", email="berit@example.se")
    cast.pool.refresh_from_db()
    asked = {"key": uuid.uuid4(), "frequency": "weekly", "by": cast.participant.user, "now": NOW}
    return start_series(cast.booking(), **asked).series


def said() -> list[tuple[str, str]]:
    """Kind and news of each message, in order."""
    rows = Message.objects.select_related("participant", "unit__municipality", "booking__series").order_by(
        "pk"
    )
    return [(row.kind, letter(row, NOW).news) for row in rows]


def test_a_series_begins_with_one_message_that_says_how_it_comes_back(series):
    looking = "Vi letar efter en ledsagare. Du får veta när någon har sagt ja."
    back = f"Besöket är bokat. {looking} Det kommer tillbaka: varje torsdag."
    assert said() == [("booked", back), ("booked", back)]
    first = Booking.objects.order_by("starts_at").first()
    assert set(Message.objects.values_list("booking", flat=True)) == {first.pk}


def test_visits_booked_as_the_horizon_rolls_on_are_told_of_by_their_reminders_alone(series):
    extend_series(series, now=NOW + timedelta(days=14))
    assert len(said()) == 2


def test_all_that_is_cancelled_together_is_one_message_with_the_number(cast, series):
    Message.objects.all().delete()
    end_series(series, by=cast.participant.user, now=NOW)
    ends = "Besöket är avbokat. Timmarna kan användas till något annat. Det gäller också 11 besök till."
    assert said() == [("cancelled", ends)]


def test_all_that_is_changed_together_is_one_message_with_the_number(cast, series):
    Message.objects.all().delete()
    chosen = Booking.objects.order_by("starts_at")[2]
    asked = {"all_coming": False, "key": uuid.uuid4(), "by": cast.participant.user, "now": NOW}
    change_coming(chosen, LATER, **asked)
    [(kind, news)] = said()
    assert (kind, "Det gäller också 9 besök till." in news) == ("changed", True)


def test_the_text_message_says_it_too(cast, series):
    Message.objects.all().delete()
    end_series(series, by=cast.participant.user, now=NOW)
    assert "Det gäller också 11 besök till." in letter(Message.objects.get(), NOW).sms


def test_negative_control_without_the_manner_of_many_each_visit_is_a_message(cast, series, monkeypatch):
    monkeypatch.setattr(series_module, "MANY", {})
    Message.objects.all().delete()
    end_series(series, by=cast.participant.user, now=NOW)
    assert len(said()) == 12
