"""R23: every page that logs a read has words for the person whose record was read."""

import pytest
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from hours.page_words import PAGES, page_words
from ledsagning.people.models import AccessLog
from tests.addresses import make_world, site_addresses
from tests.cast import NOW
from tests.matrix import MATRIX

# Whoever has its address reads a calendar, or answers, so these stand not in the matrix; they are read all
# the same.
OPENED = MATRIX | {"calendar_feed": {"participant"}, "escort_feed": {"escort"}, "answer_link": {"escort"}}


@pytest.fixture
def logged(cast, monkeypatch) -> set[str]:
    """The names of all views that log something when everybody opens what they may, by GET and POST.

    Each address finds the world as it was: what is done there is taken back.
    """
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    world, names = make_world(cast, cast.accepted()).signed_in(), set()
    for address in site_addresses():
        with transaction.atomic():
            for who in OPENED.get(address.name, ()):
                client = world.browser(who)
                for url in world.urls(address):
                    client.get(url)
                    client.post(url)
            names |= {page.split(" ")[1] for page in AccessLog.objects.values_list("page", flat=True)}
            transaction.set_rollback(True)
    return names


def test_R23_every_view_that_logs_has_words(logged):
    assert logged - set(PAGES) == set(), "say in hours/page_words.py what the page is to the person"
    # These log whom they find or change, and find nobody here.
    never = {"coordinator_list", "escort_day", "decision_list", "new_participant", "phone_search"}
    never |= {"accept_visit", "own_absence", "attest_list", "misfits"}
    assert set(PAGES) - logged <= never


def test_R23_no_words_are_of_a_page_that_is_not_there():
    assert set(PAGES) <= {address.name for address in site_addresses()}


def test_R23_the_words_are_no_names_of_views():
    with override("sv"):
        for name in PAGES:
            words = page_words(f"GET {name}")
            assert words != name
            assert "_" not in words
            assert words != page_words("GET something_else") == "En annan sida"
