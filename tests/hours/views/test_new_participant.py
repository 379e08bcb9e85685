"""Registering a person, with an account or without."""

from datetime import date

import pytest
from django.urls import reverse

from ledsagning.people.models import Participant, User
from tests.cast import Cast
from tests.hours.views.conftest import SignedIn

URL = "/beslut/ny/"
NILS = {
    "name": "Nils Öst",
    "birth_date": "1951-02-03",
    "sex": "M",
    "case_number": "2026-9",
    "phone": "0430-1",
}
ACCOUNT = {"username": "nils", "password": "en lång historia"}


def test_without_an_account(cast: Cast, signed_in: SignedIn) -> None:
    sent = NILS | {"unit": cast.unit.pk}
    response = signed_in(cast.case_officer).post(URL, sent, follow=True)
    nils = Participant.objects.get(name="Nils Öst")
    assert response.redirect_chain == [(reverse("person_decisions", args=[nils.public_id]), 302)]
    assert "Nils Öst is registered. Now register the decision." in response.content.decode()
    assert (nils.birth_date, nils.sex, nils.unit, nils.user) == (date(1951, 2, 3), "M", cast.unit, None)


def test_with_an_account(cast: Cast, signed_in: SignedIn) -> None:
    signed_in(cast.case_officer).post(URL, NILS | ACCOUNT | {"unit": cast.unit.pk})
    user = User.objects.get(username="nils")
    assert user.participant.name == user.name == "Nils Öst"
    assert user.check_password("en lång historia")


def test_who_wants_messages_is_told_from_the_start(cast: Cast, signed_in: SignedIn) -> None:
    wanted = {"channel": "sms", "phone": "070-174 06 05", "language": "en"}
    signed_in(cast.case_officer).post(URL, NILS | wanted | {"unit": cast.unit.pk})
    nils = Participant.objects.get(name="Nils Öst")
    assert (nils.channel, nils.phone, nils.language) == ("sms", "070-174 06 05", "en")


def test_without_a_choice_there_are_no_messages(cast: Cast, signed_in: SignedIn) -> None:
    signed_in(cast.case_officer).post(URL, NILS | {"unit": cast.unit.pk})
    nils = Participant.objects.get(name="Nils Öst")
    assert (nils.channel, nils.language) == ("none", "sv")


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"name": ""}, "Write the name."),
        ({"birth_date": "3 feb"}, "Date of birth: write the day as year, month and day"),
        ({"birth_date": "2026-03-12"}, "Nobody alive is born that day."),
        ({"birth_date": "1851-02-03"}, "Nobody alive is born that day."),
        ({"sex": ""}, "Choose woman or man"),
        ({"channel": "email"}, "Write the e-mail address that the messages go to."),
        ({"channel": "letter"}, "Write the address that the letters go to."),
        ({"channel": "phone"}, "That is no telephone number."),
        ({"channel": "pigeon"}, "Select a valid choice."),
        ({"email": "nils"}, "That is no e-mail address."),
        ({"unit": "999999"}, "Select a valid choice."),
        ({"username": "BERIT", "password": "en lång historia"}, "That username is taken."),
        ({"username": "nils", "password": "kort"}, "at least 12 characters"),
        ({"username": "nils"}, "at least 12 characters"),
        ({"password": "en lång historia"}, "Write a username too"),
        ({"name": "a\0b"}, "Null characters are not allowed."),
    ],
)
def test_bad_input_is_kept(cast: Cast, signed_in: SignedIn, wrong: dict[str, str], says: str) -> None:
    html = signed_in(cast.case_officer).post(URL, NILS | {"unit": cast.unit.pk} | wrong).content.decode()
    assert "<title>Error: New person" in html
    assert says in html
    assert 'value="2026-9"' in html
    assert Participant.objects.count() == 1


def test_twice_is_one_person(cast: Cast, signed_in: SignedIn) -> None:
    client, sent = signed_in(cast.case_officer), NILS | {"unit": cast.unit.pk}
    client.post(URL, sent)
    assert "This person is here already." in client.post(URL, sent).content.decode()
    assert Participant.objects.filter(name="Nils Öst").count() == 1


def test_a_unit_of_others_is_refused(cast: Cast, signed_in: SignedIn) -> None:
    assert signed_in(cast.case_officer).post(URL, NILS | {"unit": cast.provider.pk}).status_code == 200
    assert not Participant.objects.filter(name="Nils Öst").exists()


@pytest.mark.parametrize("who", ["stranger", "coordinator", "manager", "administrator"])
def test_strangers_get_404(cast: Cast, signed_in: SignedIn, who: str) -> None:
    client = signed_in(getattr(cast, who))
    assert client.get(URL).status_code == 404
    assert client.post(URL, NILS | {"unit": cast.unit.pk}).status_code == 404


def test_wrong_method(cast: Cast, signed_in: SignedIn) -> None:
    assert signed_in(cast.case_officer).put(URL).status_code == 405
