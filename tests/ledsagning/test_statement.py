"""The accessibility statement: every field of DIGG's, from every page (R13). And those without a role."""

import re

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from ledsagning.accessibility_record import LANGUAGES
from ledsagning.statement import HEADINGS, parts, the_record
from tests.addresses import World, browser, make_world, site_addresses, superuser
from tests.cast import NOW
from tests.hours.views.flow import Flow, text_of
from tests.matrix import MATRIX, PUBLIC

ENGLISH = {"headers": {"accept-language": "en"}}
LINK = 'href="/tillganglighet/"'

# What DIGG says has to be there ("Skapa en tillgänglighetsredogörelse", digg.se).
FIELDS = {
    "sv": [
        "Kommunen i Laholm ansvarar för tjänsten",
        "Det här gäller: Ledsagning",
        "Tjänsten är delvis förenlig med lagen",
        "Det som inte uppfyller lagens krav",
        "Det som skulle vara oskäligt betungande att rätta Inget.",
        "Det som lagen inte omfattar",
        "Ring kommunen i Laholm: 0430-150 00",
        "Skriv till kommunen i Laholm: hej@laholm.example",
        "Anmäl till DIGG",
        "Vi har bedömt tjänsten själva.",
        "Bedömningen gjordes 26 november 2026.",
        "Texten ändrades senast 26 november 2026.",
        "Tjänsten publicerades 25 november 2026.",
    ],
    "en": [
        "The municipality of Laholm is responsible for this service",
        "The statement is about: Ledsagning",
        "The service is partly compatible with the law",
        "What does not meet the law",
        "What would be unreasonably burdensome to mend Nothing.",
        "What the law does not cover",
        "Call the municipality of Laholm: 0430-150 00",
        "Write to the municipality of Laholm: hej@laholm.example",
        "Report to DIGG",
        "We have assessed the service ourselves.",
        "The assessment was made on 26 November 2026.",
        "The statement was updated on 26 November 2026.",
        "The service was published on 25 November 2026.",
    ],
}


@pytest.fixture
def laholm(cast):
    municipality = cast.unit.municipality
    municipality.phone, municipality.email = "0430-150 00", "hej@laholm.example"
    municipality.save()
    return municipality


@pytest.fixture
def world(cast, laholm, monkeypatch) -> World:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    made = make_world(cast, cast.done(starts_at=NOW.replace(day=8), now=NOW.replace(day=1)))
    owner = browser(cast.participant.user)
    made.values["key"] = [Flow(owner, cast.participant).key]
    return made


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("signed_in", [False, True])
def test_R13_every_field_of_diggs_is_there(cast, laholm, language, signed_in):
    client = Client(headers={"accept-language": language})
    if signed_in:
        client.force_login(cast.participant.user)
    response = client.get(reverse("accessibility"))
    said = text_of(response)
    for field in FIELDS[language]:
        assert field in said, field
    assert 'href="https://www.digg.se/tdosanmalan"' in response.text
    assert 'href="tel:0430-15000"' in response.text
    assert 'href="mailto:hej@laholm.example"' in response.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_R13_every_deficiency_stands_there_with_its_reason(cast, laholm, language):
    said = text_of(Client(headers={"accept-language": language}).get(reverse("accessibility")))
    for each in the_record().statement.deficiencies:
        assert each.what[language] in said
        assert each.why[language] in said


def test_R13_every_reason_has_its_heading():
    assert [part.heading for part in parts("sv")] == list(HEADINGS.values())


def test_R13_the_reader_sees_their_own_municipality_and_a_stranger_all(cast, laholm, db):
    laholm.pk, laholm.name, laholm.phone = "0180", "Stockholm", "08-1"
    laholm.save()
    cast.unit.pk, cast.unit.municipality_id = None, "0180"
    cast.unit.save()
    own = Client(**ENGLISH)
    own.force_login(cast.participant.user)
    assert "municipality of Stockholm" not in text_of(own.get(reverse("accessibility")))
    said = text_of(Client(**ENGLISH).get(reverse("accessibility")))
    assert "The municipality of Laholm is responsible" in said
    assert "The municipality of Stockholm is responsible" in said


def test_where_nobody_is_served_yet_it_still_says_what_to_do(db):
    said = text_of(Client(**ENGLISH).get(reverse("accessibility")))
    assert "The municipality that offers you this service is responsible" in said
    assert "Call your municipality." in said


def test_R13_every_page_links_to_the_statement(world):
    """Also those that are met by mistake; a file and a step on the way have no page."""
    pages, everybody = 0, world.accounts | world.others
    for address in site_addresses():
        who = next(iter(sorted(MATRIX.get(address.name, {"participant"}))))
        for url in world.urls(address):
            response = browser(everybody[who]).get(url)
            if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
                assert LINK in response.text, url
                pages += 1
    assert pages > 20
    for url in ("/finns-inte/", reverse("sign_in")):
        assert LINK in browser(None).get(url).text


@pytest.mark.parametrize("template", ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"])
def test_R13_a_page_of_trouble_links_to_it_too(db, template):
    assert LINK in render_to_string(template, request=None)
    request = RequestFactory().get("/")
    assert LINK in render_to_string(template, {"request": request})


def test_R13_the_settings_pages_link_to_it_too(db):
    root = browser(superuser())
    for url in (reverse("admin:index"), reverse("admin:people_municipality_changelist")):
        assert re.search(rf'<footer id="footer">\s*<p><a {LINK}>', root.get(url).text), url


def test_R13_the_public_pages_are_walked_too():
    assert "accessibility" in PUBLIC


def test_an_account_without_a_role_is_told_whom_to_call(cast):
    client = Client(**ENGLISH)
    client.force_login(cast.stranger)
    assert "call your municipality" in text_of(client.get(reverse("start")))
