"""R15: every page of a participant is plain Swedish, in every state: LIX at most 30, and short sentences."""

import re
from collections.abc import Iterator

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from ledsagning.people.models import Municipality
from tests.addresses import World, make_world, own_address_of, site_addresses
from tests.cast import NOW, Cast, make_cast, make_participant
from tests.hours.views.flow import Flow
from tests.kept import kept
from tests.lix import counts, read, words_of
from tests.matrix import MATRIX, PUBLIC, SELF
from tests.participant_states import STATES, State, past, swedish

MOST_LIX = 30
MOST_WORDS = 20
# So short a sentence is a label or a figure: many of them must not make the rest look easier than it is.
LABEL = 3
# Of fewer words an index says more of one long name than of the text.
ENOUGH = 30
# "kl." and "tim" are how times and hours are written; laws and authorities go by the names they have.
ABBREVIATION = re.compile(
    r"\b(?:t\.?\s?ex|bl\.?\s?a|d\.?\s?v\.?\s?s|osv|o\.?\s?s\.?\s?v|m\.?\s?m|m\.?\s?fl|resp|ev|inkl|exkl|ca|nr"
    r"|tel|mån|max|min|etc|s\.k|fr\.o\.m|t\.o\.m|p\.g\.a|f\.d|enl|ang|obs)\b\.?(?![a-zåäö])",
    re.IGNORECASE,
)
OWN = [address for address in site_addresses() if MATRIX.get(address.name) == SELF]
NO_PAGES = {
    "set_language",
    "sign_out",
    "start",
    "stay_signed_in",
    "calendar_feed",
    "escort_feed",
    "answer_link",
    # With a code: tests/admin_costs/views/test_survey_answers.py.
    "survey_start",
    "survey_other",
    "survey_question",
    "survey_check",
}
PUBLIC_PAGES = sorted(PUBLIC - NO_PAGES)


def assert_plain(html: str) -> None:
    """Fails with the index, and with each sentence that is too long or shortened."""
    sentences = read(html)
    found = counts(sentences)
    assert found.words, "nothing is read on the page"
    long_ones = [sentence for sentence in sentences if len(words_of(sentence)) > MOST_WORDS]
    assert long_ones == []
    assert [found for sentence in sentences for found in ABBREVIATION.findall(sentence)] == []
    assert found.lix <= MOST_LIX, f"LIX {found.lix:.1f}: {found}\n" + "\n".join(sentences)
    running = [sentence for sentence in sentences if len(words_of(sentence)) > LABEL]
    alone = counts(running)
    plain = alone.words < ENOUGH or alone.lix <= MOST_LIX
    assert plain, f"LIX {alone.lix:.1f} of running text: {alone}\n" + "\n".join(running)


def make() -> World:
    Municipality.objects.filter(pk="1381").update(phone="0430-150 00", email="ledsagning@example.se")
    cast = make_cast()
    return make_world(cast, cast.accepted())


@pytest.fixture(scope="class")
def kept_world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with kept(django_db_blocker, make, now=NOW) as world:
        yield world


@pytest.fixture
def world(kept_world: World, db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    return kept_world


class TestEveryPage:
    """The addresses, walked in one world."""

    @pytest.mark.parametrize("address", OWN, ids=lambda address: address.name)
    def test_R15_every_page_of_the_person(self, world: World, address) -> None:
        for who in sorted(SELF):
            for url in world.urls(address):
                response = swedish(world.accounts[who]).get(url, follow=True)
                if response.status_code == 200 and "html" in response["Content-Type"]:
                    assert_plain(response.text)

    @pytest.mark.parametrize("address", OWN, ids=lambda address: address.name)
    def test_R15_every_page_of_somebody_without_hours(self, world: World, address) -> None:
        nobody = make_participant(unit=world.accounts["participant"].participant.unit, username="ny")
        if "booking_id" in address.parameters or "remark_id" in address.parameters:
            return
        for url in world.urls(address, **own_address_of(nobody.user)):
            response = swedish(nobody.user).get(url, follow=True)
            if response.status_code == 200 and "html" in response["Content-Type"]:
                assert_plain(response.text)

    @pytest.mark.parametrize("name", PUBLIC_PAGES)
    def test_R15_every_public_page(self, world: World, name: str) -> None:
        for client in (swedish(), swedish(world.accounts["participant"])):
            assert_plain(client.get(reverse(name), follow=True).text)


def test_R15_an_account_that_opens_nothing(cast: Cast) -> None:
    assert_plain(swedish(cast.stranger).get("/", follow=True).text)


def test_R15_a_page_that_is_not_there(cast: Cast) -> None:
    assert_plain(swedish(cast.participant.user).get("/p/borta/").text)


# What is written wrong on each step, and answered in words.
WRONG = [
    *(("dag", {"day": day}) for day in ("", "blåbärsdagen", "i går", "30/2", "tisdag 11 mars", "2040-01-01")),
    ("tid", {"starts": "", "ends": ""}),
    ("tid", {"starts": "kvart i blå", "ends": "25"}),
    ("tid", {"starts": "14", "ends": "17", "length": "5"}),
    ("tid", {"starts": "14", "length": "25"}),
    ("tid", {"starts": "8", "ends": "9"}),
    ("plats", {"place": "x" * 201}),
    ("ledsagare", {"escort": "7", "note": "x" * 1001}),
]


@pytest.mark.parametrize("make", STATES.values(), ids=STATES.keys())
def test_R15_in_every_state(cast: Cast, monkeypatch: pytest.MonkeyPatch, make: State) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    assert_plain(make(cast, swedish(cast.participant.user)).text)


@pytest.mark.parametrize(("step", "data"), WRONG)
def test_R15_what_is_said_about_a_wrong_answer(cast: Cast, monkeypatch, step: str, data: dict) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    past(cast)  # so that there is somebody to wish for
    flow = Flow(swedish(cast.participant.user), cast.participant)
    right = {"dag": {"day": "i dag"}, "tid": {"starts": "14", "ends": "17"}, "plats": {"place": "Torget"}}
    for before, answer in right.items():
        if before != step:
            flow.answer(before, **answer)
    assert_plain(flow.answer(step, **data).text)


# --- the index itself ----------------------------------------------------------------------------------


def test_R15_a_hard_page_is_found_hard() -> None:
    """The negative control: an authority's own Swedish."""
    hard = "Verkställighet av ledsagarservice förutsätter samordnarens godkännande."
    page = "<body><main><p>{}</p></main></body>"
    assert_plain(page.format("Du kan boka i dag."))
    with pytest.raises(AssertionError, match=r"LIX 89\.3"):
        assert_plain(page.format(hard))
    with pytest.raises(AssertionError):
        assert_plain(page.format("Du kan " + "gå ut " * 10 + "nu."))
    with pytest.raises(AssertionError, match=r"t\.ex"):
        assert_plain(page.format("Du kan gå ut, t.ex. i dag."))
    labels = "<p>Bra.</p>" * 60 + f"<p>{hard}</p>" * 5
    with pytest.raises(AssertionError, match="of running text"):
        assert_plain(page.format(labels))
    with pytest.raises(AssertionError, match="nothing is read"):
        assert_plain("<body><main></main></body>")
