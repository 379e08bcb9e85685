"""What is said with an answer reaches nobody who is staff, unless the person sends it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hours.visits import rate
from tests.addresses import World, browser, make_world, site_addresses
from tests.cast import NOW, TOMORROW_14
from tests.telling import texts_of

SAID = "Sagt-i-fortroende-om-Ture"
SENT = "Elsa kom sent."  # what tests.addresses sends for Berit
STAFF = ("escort", "coordinator", "case_officer", "manager", "administrator")


@pytest.fixture
def world(cast, monkeypatch) -> World:
    week = timedelta(days=7)
    done = cast.done(starts_at=TOMORROW_14 - week, now=NOW - week)
    rate(done, score=1, comment=SAID, by=cast.participant.user, now=NOW)
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    return make_world(cast, done)


@pytest.mark.parametrize("who", STAFF)
def test_no_page_or_file_of_staff_has_it(world, who):
    client = browser(world.accounts[who])
    pages = [address for address in site_addresses() if address.name not in ("sign_out", "set_language")]
    for address in pages:
        for url in world.urls(address):
            assert SAID not in texts_of(client.get(url, follow=True)), url


def test_what_was_sent_is_found_by_the_same_search(world):
    """The negative control."""
    assert SENT in texts_of(browser(world.accounts["manager"]).get("/samordna/synpunkter/"))
