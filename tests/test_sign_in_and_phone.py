"""R12: no puzzle at signing in, and everything works without e-ID and without an account."""

import re
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from hours.assignments import accept
from hours.models import Booking
from ledsagning.people.models import Participant
from tests.cast import NOW, TOMORROW_14, make_participant, make_pool
from tests.hours.views.flow import text_of

CAPTCHA = re.compile(r"captcha|turnstile|robot|pussel|puzzle|räkna ut|skriv tecknen", re.IGNORECASE)


@pytest.fixture
def karin(cast, client, monkeypatch):
    """The coordinator's browser, in Swedish."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    client.force_login(cast.coordinator)
    return client


@pytest.fixture
def nils(cast) -> Participant:
    """A person without any account."""
    person = make_participant(unit=cast.unit, username=None, name="Nils")
    make_pool(participant=person, by=cast.case_officer)
    assert person.user is None
    return person


def test_R12_staff_book_by_phone_for_a_person_without_an_account_and_the_booking_says_so(cast, karin, nils):
    found = karin.post(reverse("phone_search"), {"text": "nils"})
    page = reverse("phone_book", args=[nils.public_id])
    assert f'href="{page}"' in found.text
    call = {"key": uuid.uuid4(), "day": "imorgon", "starts": "14", "length": "3", "place": "Simhallen"}
    response = karin.post(page, call, follow=True)
    visit = Booking.objects.get()
    assert (visit.by_phone, visit.booked_by, visit.starts_at) == (True, cast.coordinator, TOMORROW_14)
    said = text_of(response)
    assert "Bokat per telefon: Nils, torsdag 12 mars, kl. 14–17." in said
    assert "Bokat av Karin, per telefon" in said


def test_R12_and_change_the_rest_of_it_without_an_account_too(cast, karin, nils):
    """Asking a companion, cancelling and reporting need nothing of the person."""
    call = {"key": uuid.uuid4(), "day": "imorgon", "starts": "14", "ends": "17"}
    karin.post(reverse("phone_book", args=[nils.public_id]), call)
    visit = Booking.objects.get()
    asked = {"escort": cast.escort.pk, "seen_escort_id": ""}
    assert karin.post(reverse("assign_visit", args=[visit.public_id]), asked).status_code == 302
    visit.refresh_from_db()
    accept(visit, escort=cast.escort, by=cast.escort.user, now=NOW)
    assert karin.post(reverse("cancel_for_caller", args=[visit.public_id])).status_code == 302
    visit.refresh_from_db()
    assert visit.state == "cancelled"


def test_R12_who_gets_an_account_later_sees_that_it_was_booked_by_phone(cast, karin, nils, client):
    call = {"key": uuid.uuid4(), "day": "imorgon", "starts": "14", "ends": "17"}
    karin.post(reverse("phone_book", args=[nils.public_id]), call)
    nils.user = cast.stranger
    nils.save()
    client.force_login(cast.stranger)
    page = reverse("visit", args=[nils.public_id, Booking.objects.get().public_id])
    assert "Bokat av Karin, per telefon" in text_of(client.get(page))


def test_R12_signing_in_asks_for_name_and_password_and_for_nothing_else(db, client):
    html = client.get(reverse("sign_in")).text
    form = html.split("<main", 1)[1].split("</main>")[0]
    fields = re.findall(r"<input[^>]*>", form)
    visible = [field for field in fields if 'type="hidden"' not in field]
    assert len(visible) == 2
    username, password = visible
    # What a password manager reads, so that nobody has to remember or type it (WCAG 1.3.5, 3.3.8).
    assert 'autocomplete="username"' in username
    assert 'autocomplete="current-password"' in password
    assert 'type="password"' in password
    for field in visible:
        assert not re.search(r"onpaste|readonly|disabled|maxlength=\"[0-9]\"", field)
    assert not CAPTCHA.search(html)


@pytest.mark.parametrize("puzzle", ['<div class="g-recaptcha">', "Bevisa att du inte är en robot"])
def test_R12_a_puzzle_would_be_found(puzzle):
    assert CAPTCHA.search(puzzle)


def test_R12_a_password_that_is_wrong_many_times_is_not_met_with_a_puzzle(cast, client):
    for _ in range(12):
        response = client.post(reverse("sign_in"), {"username": "berit", "password": "fel"})
    assert not CAPTCHA.search(response.text)


def test_R12_the_sign_in_page_says_that_one_can_call_instead(db, client):
    assert "Du kan också ringa och boka." in text_of(client.get(reverse("sign_in")))
