"""Who has done what with a visit, and when, the latest first."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone, translation

from hours.assignments import accept, assign, decline
from hours.bookings import cancel
from hours.models import Offer
from hours.trace import latest_words, moment_words, trace
from tests.cast import NOW, Cast, make_escort

MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def at_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def test_asked_answered_and_asked_again(cast: Cast) -> None:
    per = make_escort(unit=cast.provider, username="per")
    visit = cast.booking(now=NOW - timedelta(days=1))
    visit = assign(visit, cast.escort, by=cast.coordinator, now=NOW)
    decline(visit, escort=cast.escort, by=cast.escort.user, now=NOW + 5 * MINUTE)
    visit.refresh_from_db()
    assign(visit, per, by=cast.coordinator, now=NOW + 12 * MINUTE)
    with translation.override("en"):
        assert trace(visit) == [
            "Karin asked Per today at 09:12. No answer yet.",
            "Karin asked Elsa today at 09:00. Answered no today at 09:05.",
            "Berit booked yesterday at 09:00.",
        ]
    accept(visit, escort=per, by=per.user, now=NOW + 20 * MINUTE)
    assign(visit, cast.escort, by=cast.coordinator, now=NOW + 30 * MINUTE, seen_escort_id=per.pk)
    with translation.override("en"):
        assert trace(visit)[0] == "Karin asked Elsa today at 09:30. No answer yet."
        assert "Karin asked Per today at 09:12. No longer asked since today at 09:30." in trace(visit)


def test_offered_and_cancelled(cast: Cast) -> None:
    visit = cast.booking(now=NOW - timedelta(days=9))
    Offer.objects.create(booking=visit, escort=cast.escort, by=cast.coordinator, at=NOW)
    cancel(visit, by=cast.participant.user, now=NOW + MINUTE)
    with translation.override("en"):
        assert trace(visit) == [
            "Berit cancelled today at 09:01.",
            "Karin offered it to Elsa today at 09:00. No longer offered since today at 09:01.",
            "Berit booked on Monday 2 March at 09:00.",
        ]
        assert latest_words(visit) == "Berit cancelled today at 09:01."


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (NOW - timedelta(hours=9, minutes=1), "i går kl. 23.59"),
        (NOW - timedelta(hours=9), "i dag kl. 0"),
        (NOW - timedelta(days=2), "måndag 9 mars kl. 9"),
    ],
)
def test_moments_as_people_say_them(moment: datetime, said: str) -> None:
    with translation.override("sv"):
        assert moment_words(moment).replace("\N{NO-BREAK SPACE}", " ") == said
