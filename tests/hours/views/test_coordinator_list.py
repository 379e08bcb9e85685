"""The coordinator's list: most urgent first, own units only, no figure of anybody's hours."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from hours.assignments import decline
from ledsagning.people.models import AccessLog
from tests.cast import TOMORROW_14, Cast, make_participant, make_pool, make_staff, make_unit
from tests.hours.views.conftest import Clock, SignedIn

URL = "/samordna/"


def states(html: str) -> list[str]:
    """The words of the state column, from the top."""
    body = html[html.index("<tbody") : html.index("</tbody>")]
    return [part.split("</svg>")[1].split("</span>")[0] for part in body.split('<span class="status ')[1:]]


def test_most_urgent_first(cast: Cast, signed_in: SignedIn, at: Clock) -> None:
    day = timedelta(days=1)
    cast.accepted(starts_at=TOMORROW_14 - day)
    cast.accepted(starts_at=TOMORROW_14 + 5 * day)
    cast.assigned(starts_at=TOMORROW_14)
    declined = cast.assigned(starts_at=TOMORROW_14 + 2 * day)
    decline(declined, escort=cast.escort, by=cast.escort.user, now=TOMORROW_14)
    cast.booking(starts_at=TOMORROW_14 + 3 * day)
    waiting = cast.accepted(starts_at=TOMORROW_14 + 4 * day)
    type(waiting).objects.filter(pk=waiting.pk).update(awaits_top_up=True)
    at(TOMORROW_14 - timedelta(hours=5))
    client = signed_in(cast.coordinator)
    assert states(client.get(URL).content.decode()) == [
        "Declined, needs somebody else",
        "Needs a companion",
        "Asked, has not answered",
        "Hours to confirm",
        "Passed, not reported",
    ]
    assert states(client.get(URL, {"part": "upcoming"}).content.decode()) == [
        "Asked, has not answered",
        "Declined, needs somebody else",
        "Needs a companion",
        "Hours to confirm",
        "Companion coming",
    ]
    assert states(client.get(URL, {"part": "passed"}).content.decode()) == ["Passed, not reported"]


def test_no_hours_left_are_shown(cast: Cast, signed_in: SignedIn) -> None:
    nils = make_participant(unit=cast.unit, username=None)
    make_pool(participant=nils, by=cast.case_officer, hours_per_month=31)
    cast.booking()
    html = signed_in(cast.coordinator).get(URL).content.decode()
    assert "Berit" in html
    for figure in ("237", "240", "372"):
        assert figure not in html


def test_reads_are_logged(cast: Cast, signed_in: SignedIn) -> None:
    cast.booking()
    cast.booking(starts_at=TOMORROW_14 + timedelta(days=1))
    signed_in(cast.coordinator).get(URL)
    read = AccessLog.objects.get()
    assert (read.user, read.participant, read.capacity, read.page) == (
        cast.coordinator,
        cast.participant,
        "coordinator",
        "GET coordinator_list",
    )


def test_other_units_are_not_there(cast: Cast, signed_in: SignedIn) -> None:
    cast.booking()
    other = make_staff(unit=make_unit(code="1380", name="Halmstad"), kind="coordinator", username="kurt")
    html = signed_in(other).get(URL).content.decode()
    assert "Berit" not in html
    assert "No visits here now." in html


def test_htmx_gets_the_table_alone(cast: Cast, signed_in: SignedIn) -> None:
    cast.booking()
    client = signed_in(cast.coordinator)
    fragment = client.get(URL, headers={"hx-request": "true"}).content.decode()
    assert "<html" not in fragment
    assert "Berit" in fragment
    restored = client.get(URL, headers={"hx-request": "true", "hx-history-restore-request": "true"})
    assert "<html" in restored.content.decode()


def test_pages_have_links(cast: Cast, signed_in: SignedIn) -> None:
    for hour in range(26):
        cast.booking(starts_at=TOMORROW_14 + timedelta(days=hour), hours=1)
    client = signed_in(cast.coordinator)
    first = client.get(URL, {"part": "upcoming"}).content.decode()
    assert first.count('scope="row"') == 25
    assert 'href="?part=upcoming&amp;page=2"' in first
    second = client.get(URL, {"part": "upcoming", "page": "2"}).content.decode()
    assert second.count('scope="row"') == 1


@pytest.mark.parametrize("query", [{"part": "nonsense"}, {"page": "minus one"}, {"sort": "available"}])
def test_bad_input_is_the_first_page(cast: Cast, signed_in: SignedIn, query: dict[str, str]) -> None:
    cast.booking()
    response = signed_in(cast.coordinator).get(URL, query)
    assert response.status_code == 200
    assert "Berit" in response.content.decode()


@pytest.mark.parametrize("who", ["stranger", "case_officer", "manager", "administrator"])
def test_strangers_get_404(cast: Cast, signed_in: SignedIn, who: str) -> None:
    assert signed_in(getattr(cast, who)).get(URL).status_code == 404


def test_signed_out(db: None, client: Client) -> None:
    assert client.get(URL).headers["Location"] == f"{reverse('sign_in')}?next={URL}"


def test_wrong_method(cast: Cast, signed_in: SignedIn) -> None:
    assert signed_in(cast.coordinator).post(URL, {"key": uuid.uuid4()}).status_code == 405
