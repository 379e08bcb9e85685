"""Who may act for a person: an account there is or a new one, and an end that bites at once (R19)."""

from datetime import date

import pytest
from django.urls import reverse

from ledsagning.people.models import Participant, Representative, User
from tests.cast import Cast, make_participant, make_staff, make_unit
from tests.hours.views.conftest import SignedIn

NEW = {
    "name": "Sven Son",
    "username": "sven",
    "password": "en lång historia",
    "kind": "consent",
    "valid_from": "2026-03-11",
}
THERE = {"name": "stina", "username": "STINA", "kind": "god_man", "valid_from": "2026-03-11"}


def url_of(person: Participant) -> str:
    return reverse("add_representative", args=[person.public_id])


def test_a_new_account(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.case_officer)
    html = client.post(url_of(cast.participant), NEW, follow=True).content.decode()
    assert "Sven Son may now act for Berit." in html
    mandate = Representative.objects.get(user__username="sven")
    assert (mandate.kind, mandate.valid_from, mandate.valid_to) == ("consent", date(2026, 3, 11), None)
    assert mandate.user.check_password("en lång historia")
    home = reverse("participant_home", args=[cast.participant.public_id])
    assert signed_in(mandate.user).get(home).status_code == 200
    assert client.post(url_of(cast.participant), NEW).status_code == 302
    assert Representative.objects.filter(user=mandate.user).count() == 1


def test_an_account_there_is(cast: Cast, signed_in: SignedIn) -> None:
    signed_in(cast.case_officer).post(url_of(cast.participant), THERE)
    assert Representative.objects.filter(user=cast.stranger, participant=cast.participant).count() == 1
    assert User.objects.filter(username__iexact="stina").count() == 1


def test_R47_staff_cannot_make_themselves_representatives_and_see_what_is_left(
    cast: Cast, signed_in: SignedIn
) -> None:
    officer = cast.case_officer
    client = signed_in(officer)
    sent = THERE | {"name": officer.name, "username": officer.username}
    assert "That account belongs to staff." in client.post(url_of(cast.participant), sent).content.decode()
    Representative.objects.create(
        participant=cast.participant, user=officer, kind="consent", valid_from=date(2026, 1, 1)
    )
    home = reverse("participant_home", args=[cast.participant.public_id])
    assert client.get(home).status_code == 404
    officer.roles.update(valid_to=date(2026, 3, 10))
    assert client.get(home).status_code == 200


def test_a_username_in_wide_letters_is_the_same_username(cast: Cast, signed_in: SignedIn) -> None:
    sent = THERE | {"username": "".join(chr(ord(letter) + 0xFEE0) for letter in "stina")}
    assert signed_in(cast.case_officer).post(url_of(cast.participant), sent).status_code == 302
    assert Representative.objects.filter(user=cast.stranger, participant=cast.participant).exists()


def test_the_end_bites_at_once(cast: Cast, signed_in: SignedIn) -> None:
    home = reverse("participant_home", args=[cast.participant.public_id])
    gun = signed_in(cast.representative.user)
    assert gun.get(home).status_code == 200
    client, end = signed_in(cast.case_officer), {"end": cast.representative.pk}
    html = client.post(url_of(cast.participant), end, follow=True).content.decode()
    assert "Gunn may no longer act for Berit." in html
    assert gun.get(home).status_code == 404
    cast.representative.refresh_from_db()
    assert cast.representative.valid_to == date(2026, 3, 10)
    assert client.post(url_of(cast.participant), end).status_code == 302


@pytest.mark.parametrize("end", ["", "x", "-1", "999999", "9" * 40, "²"])
def test_ending_a_mandate_that_is_not_there(cast: Cast, signed_in: SignedIn, end: str) -> None:
    assert signed_in(cast.case_officer).post(url_of(cast.participant), {"end": end}).status_code == 404


def test_ending_somebody_elses_mandate(cast: Cast, signed_in: SignedIn) -> None:
    nils = make_participant(unit=cast.unit, username=None)
    sent = {"end": cast.representative.pk}
    assert signed_in(cast.case_officer).post(url_of(nils), sent).status_code == 404
    cast.representative.refresh_from_db()
    assert cast.representative.valid_to is None


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        (NEW | {"name": ""}, "Write the name."),
        (NEW | {"username": ""}, "Write the username."),
        (NEW | {"username": "sven son"}, "Enter a valid username."),
        (NEW | {"password": ""}, "at least 12 characters"),
        (NEW | {"username": "svensvensven", "password": "svensvensven"}, "too similar to the username"),
        (NEW | {"kind": "friend"}, "Select a valid choice."),
        (NEW | {"valid_from": ""}, "From: write the day as year, month and day"),
        (NEW | {"valid_to": "2026-03-10"}, "The last day must be later than the first day."),
        (THERE | {"name": "Nils"}, "That username belongs to somebody with another name."),
        (THERE | {"password": "en lång historia"}, "Leave the password empty."),
        (THERE | {"username": "berit", "name": "Berit"}, "the person&#x27;s own account"),
    ],
)
def test_bad_input_is_kept(cast: Cast, signed_in: SignedIn, sent: dict[str, str], says: str) -> None:
    html = signed_in(cast.case_officer).post(url_of(cast.participant), sent).content.decode()
    assert "<title>Error: Who may act for Berit" in html
    assert says in html
    for name in ("name", "username", "password", "valid_from"):
        assert f'value="{sent.get(name)}"' in html or not sent.get(name)
    assert Representative.objects.count() == 1


def test_strangers_get_404(cast: Cast, signed_in: SignedIn) -> None:
    other = make_staff(unit=make_unit(code="1380", name="Halmstad"), kind="case_officer", username="hugo")
    for user in (cast.stranger, other, cast.coordinator, cast.manager, cast.participant.user):
        assert signed_in(user).get(url_of(cast.participant)).status_code == 404
        assert signed_in(user).post(url_of(cast.participant), NEW).status_code == 404
    assert Representative.objects.count() == 1


def test_wrong_method(cast: Cast, signed_in: SignedIn) -> None:
    assert signed_in(cast.case_officer).put(url_of(cast.participant)).status_code == 405
