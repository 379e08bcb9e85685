"""What everybody may read: how it works, rights, personal data. In both languages, for all."""

import pytest
from django.test import Client
from django.urls import reverse

from ledsagning.people.models import Municipality
from tests.hours.views.flow import text_of

ENGLISH = {"headers": {"accept-language": "en"}}
SWEDISH = {"headers": {"accept-language": "sv"}}
NAMES = ("how_it_works", "rights", "privacy")


@pytest.mark.parametrize("name", NAMES)
def test_everybody_may_read_it_and_every_page_leads_there(cast, name):
    url = reverse(name)
    for user in (None, cast.participant.user, cast.manager, cast.stranger):
        client = Client(**SWEDISH)
        if user:
            client.force_login(user)
        assert client.get(url).status_code == 200
        assert f'href="{url}"' in client.get(reverse("accessibility")).text


@pytest.mark.parametrize("name", NAMES)
def test_posting_is_refused(db, name):
    assert Client().post(reverse(name)).status_code == 405


@pytest.mark.parametrize(
    ("name", "said"),
    [
        # LSS 27 §, förvaltningslagen 43–46 §§
        ("rights", "Det ska vara där inom tre veckor från den dag du fick beslutet."),
        ("rights", "Skicka brevet till din kommun."),
        ("rights", "Den heter förvaltningsrätten."),
        # LSS 10 §
        ("rights", "Du får frågan när du får stöd, och du kan be om en plan när du vill."),
        ("rights", "Den ses över minst en gång om året."),
        # LSS 21 §
        ("rights", "Timmar enligt LSS kostar inget."),
        # who sees what (P2), the log (R23), whom to turn to
        ("rights", "En handläggare ser dina beslut, men inte hur du använder timmarna."),
        ("rights", "Varje gång någon öppnar en sida om dig skrivs det upp."),
        ("rights", "Ingen ser var du är. Det sparar vi aldrig."),
        ("rights", "Skriv till enheten."),
        ("rights", "IVO:s webbplats"),
        ("rights", "Det här lovar vi"),
        ("how_it_works", "Det här lovar vi"),
        ("how_it_works", "Vi frågar en gång om varje besök."),
        # GDPR 13 and 14: who, what, what for, by which law, to whom, how long, rights, complaint
        ("privacy", "Din kommun har ansvar för det som sparas om dig."),
        ("privacy", "Ditt namn, och när du är född."),
        ("privacy", "artikel 6.1 c, 6.1 e och 9.2 h"),
        ("privacy", "Din ledsagare får veta det som behövs för besöket."),
        ("privacy", "Vi sparar det i fem år efter det sista vi skrev."),
        ("privacy", "Det gäller den som är född den 5, 15 eller 25 i en månad."),
        ("privacy", "Att vi rättar det som är fel."),
        ("privacy", "Du kan också klaga till IMY."),
    ],
)
def test_what_must_be_said_is_said(db, name, said):
    assert said in text_of(Client(**SWEDISH).get(reverse(name)))


def test_the_readers_own_municipality_is_named_with_how_to_reach_it(cast):
    Municipality.objects.filter(pk="1381").update(phone="0430-150 00", email="hej@example.se")
    client = Client(**ENGLISH)
    client.force_login(cast.participant.user)
    said = text_of(client.get(reverse("privacy")))
    assert "The municipality of Laholm answers for what is saved about you." in said
    assert "Call 0430-150 00." in said
    assert "You can also write to hej@example.se." in said


@pytest.mark.parametrize("name", NAMES)
def test_english_is_whole(db, name):
    """No Swedish sentence is left on the English page (the terms of law keep their Swedish names)."""
    english, swedish = (
        set(text_of(Client(**each).get(reverse(name))).split(". ")) for each in (ENGLISH, SWEDISH)
    )
    assert not {sentence for sentence in english & swedish if len(sentence.split()) > 3}
