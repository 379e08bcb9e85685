"""The case officer's people: who has which decision until when, and nothing of what is used or left (P2)."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from hours.models import Decision
from hours.tables import PAGE
from ledsagning.people.models import AccessLog
from tests.cast import Cast, make_participant, make_staff, make_unit
from tests.hours.views.conftest import SignedIn
from tests.hours.views.flow import bare

URL = "/beslut/"


def test_people_with_their_decisions(cast: Cast, signed_in: SignedIn) -> None:
    cast.booking()
    make_participant(unit=cast.unit, username=None)
    html = signed_in(cast.case_officer).get(URL).content.decode()
    assert html.index("Berit") < html.index("Nils")
    for piece in ("2026-12-31", "LSS 9 § 3", "No decision yet"):
        assert piece in html
    for figure in ("240", "237", "14400", "14220"):
        assert figure not in bare(html)
    assert AccessLog.objects.filter(capacity="case_officer", page="GET decision_list").count() == 2


@pytest.mark.parametrize(
    ("ends_on", "says"),
    [
        (date(2026, 3, 10), "Ended"),
        (date(2026, 3, 11), "Ends soon"),
        (date(2026, 5, 10), "Ends soon"),
        (date(2026, 5, 11), "2026-05-11"),
        (None, "Until further notice"),
    ],
)
def test_the_last_day(cast: Cast, signed_in: SignedIn, ends_on: date | None, says: str) -> None:
    Decision.objects.update(ends_on=ends_on)
    html = signed_in(cast.case_officer).get(URL).content.decode()
    assert says in html
    assert ("Ends soon" in html) == (says == "Ends soon")


def test_searches_by_post(cast: Cast, signed_in: SignedIn) -> None:
    make_participant(unit=cast.unit, username=None)
    client = signed_in(cast.case_officer)
    html = client.post(URL, {"text": "ber"}).content.decode()
    assert "Berit" in html
    assert "Nils" not in html
    assert "Show everybody" in html
    assert "Nobody found." in client.post(URL, {"text": "nobody"}).content.decode()


def test_bad_input_is_kept(cast: Cast, signed_in: SignedIn) -> None:
    html = signed_in(cast.case_officer).post(URL, {"text": "x"}).content.decode()
    assert "<title>Error: Decisions" in html
    assert 'value="x"' in html


def test_htmx_gets_the_table_alone(cast: Cast, signed_in: SignedIn) -> None:
    html = signed_in(cast.case_officer).get(URL, headers={"hx-request": "true"}).content.decode()
    assert "<html" not in html
    assert "Berit" in html


def test_other_units_are_not_there(cast: Cast, signed_in: SignedIn) -> None:
    other = make_staff(unit=make_unit(code="1380", name="Halmstad"), kind="case_officer", username="hugo")
    client = signed_in(other)
    assert "Berit" not in client.get(URL).content.decode()
    link = reverse("person_decisions", args=[cast.participant.public_id])
    assert link not in client.post(URL, {"text": "Berit"}).content.decode()


@pytest.mark.parametrize("who", ["stranger", "coordinator", "manager", "administrator"])
def test_strangers_get_404(cast: Cast, signed_in: SignedIn, who: str) -> None:
    assert signed_in(getattr(cast, who)).get(URL).status_code == 404


def test_signed_out(db: None, client: Client) -> None:
    assert client.get(URL).status_code == 302


def test_wrong_method(cast: Cast, signed_in: SignedIn) -> None:
    assert signed_in(cast.case_officer).put(URL).status_code == 405


@pytest.mark.parametrize("query", ["per_page=-1", "per_page=100000", "page=99", "page=x"])
def test_how_much_a_page_holds_is_not_the_askers_to_say(cast: Cast, signed_in: SignedIn, query: str) -> None:
    for number in range(PAGE + 5):
        make_participant(unit=cast.unit, username=None, name=f"Person {number:02}")
    response = signed_in(cast.case_officer).get(f"{URL}?{query}")
    assert response.status_code == 200
    assert 1 <= response.content.decode().count('role="rowheader"') <= PAGE
