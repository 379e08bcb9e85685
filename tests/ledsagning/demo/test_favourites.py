"""The demonstration's favourites can be booked, and what is begun asks for its time."""

import pytest
from django.urls import reverse
from django.utils import timezone

from hours.drafts import begun
from hours.models import Favourite
from ledsagning.demo.favourites import FAVOURITES, keep_favourites
from tests.cast import NOW
from tests.hours.views.flow import text_of


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def test_each_can_be_booked_and_something_is_begun(cast, client):
    keep_favourites(cast.participant, NOW)
    assert Favourite.objects.count() == len(FAVOURITES)
    client.force_login(cast.participant.user)
    start = reverse("book_start", args=[cast.participant.public_id])
    led = [client.get(start, {"favourite": found.public_id}).url for found in Favourite.objects.all()]
    assert [url.split("/")[-2] for url in led] == ["kolla", "dag", "kolla"]
    draft = begun(cast.participant.user, cast.participant)[-1]
    assert set(draft.answers) == {"rad", "plats", "dag", "ledsagare"}
    home = text_of(client.get(reverse("participant_home", args=[cast.participant.public_id])))
    assert "Gymmet: tisdagar kl. 10–12" in home.replace("\N{NO-BREAK SPACE}", " ")


def test_somebody_without_an_account_has_favourites_only(cast):
    cast.participant.user = None
    keep_favourites(cast.participant, NOW)
    assert Favourite.objects.count() == len(FAVOURITES)
