"""Who is calling: by name or case number in one's own units, sent by POST (R26)."""

import pytest
from django.urls import reverse

from ledsagning.people.models import AccessLog
from tests.cast import Cast, make_participant, make_unit
from tests.hours.views.conftest import SignedIn

URL = "/samordna/telefon/"


@pytest.mark.parametrize("text", ["åsa", "ÅSA", "Åsa Ö", " sa  öb ", "2026-7"])
def test_finds_by_name_and_case_number(cast: Cast, signed_in: SignedIn, text: str) -> None:
    asa = make_participant(unit=cast.unit, username=None, name="Åsa Öberg")
    asa.case_number = "2026-7"
    asa.save()
    html = signed_in(cast.coordinator).post(URL, {"text": text}).content.decode()
    assert "1 person found" in html
    assert reverse("phone_book", args=[asa.public_id]) in html
    assert "Berit" not in html
    assert AccessLog.objects.get().participant == asa


@pytest.mark.parametrize("text", ["1970-05-17", "070-1740605", "Storgatan"])
def test_finds_by_nothing_else(cast: Cast, signed_in: SignedIn, text: str) -> None:
    cast.participant.phone, cast.participant.home_address = "070-1740605", "Storgatan 1"
    cast.participant.save()
    assert "Nobody found." in signed_in(cast.coordinator).post(URL, {"text": text}).content.decode()


def test_nobody_of_another_unit(cast: Cast, signed_in: SignedIn) -> None:
    make_participant(unit=make_unit(code="1380", name="Halmstad"), username=None, name="Berit i Halmstad")
    html = signed_in(cast.coordinator).post(URL, {"text": "Berit"}).content.decode()
    assert "Halmstad" not in html


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Write a name or a case number."),
        ("x", "Write at least two letters"),
        ("a" * 101, "100 characters"),
    ],
)
def test_bad_input_is_kept(cast: Cast, signed_in: SignedIn, text: str, says: str) -> None:
    html = signed_in(cast.coordinator).post(URL, {"text": text}).content.decode()
    assert "<title>Error: " in html
    assert says in html
    assert f'value="{text}"' in html or not text


def test_an_address_searches_nothing(cast: Cast, signed_in: SignedIn) -> None:
    html = signed_in(cast.coordinator).get(URL, {"text": "Berit"}).content.decode()
    assert reverse("phone_book", args=[cast.participant.public_id]) not in html


@pytest.mark.parametrize("who", ["stranger", "case_officer", "manager"])
def test_strangers_get_404(cast: Cast, signed_in: SignedIn, who: str) -> None:
    assert signed_in(getattr(cast, who)).post(URL, {"text": "Berit"}).status_code == 404


def test_wrong_method(cast: Cast, signed_in: SignedIn) -> None:
    assert signed_in(cast.coordinator).put(URL).status_code == 405
