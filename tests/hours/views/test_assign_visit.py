"""Asking an escort: suggestions with reasons, one press, and a plain message when somebody was quicker."""

from datetime import date

import pytest
from django.urls import reverse

from hours.assignments import assign
from hours.models import Booking, EscortWish, Event, EventKind
from hours.policy import State
from ledsagning.people.models import AccessLog
from tests.cast import NOW, Cast, make_escort, make_staff, make_unit
from tests.hours.views.conftest import SignedIn


def url_of(visit: Booking) -> str:
    return reverse("assign_visit", args=[visit.public_id])


def test_suggestions_with_reasons(cast: Cast, signed_in: SignedIn) -> None:
    gun, lo = make_escort(unit=cast.provider, username="gun"), make_escort(unit=cast.provider, username="lo")
    EscortWish.objects.create(participant=cast.participant, escort=lo, never=True)
    visit = cast.booking(wished_escort=gun)
    html = signed_in(cast.coordinator).get(url_of(visit)).content.decode()
    assert html.index('<th scope="row">Gun') < html.index('<th scope="row">Elsa')
    assert "wished for by the person, new to each other, free around that time" in html
    assert '<th scope="row">Lo' not in html
    assert "240" not in html
    assert "237" not in html
    assert AccessLog.objects.get().page == "GET assign_visit"


def test_one_press_asks(cast: Cast, signed_in: SignedIn) -> None:
    visit = cast.booking()
    press = {"escort": cast.escort.pk, "seen_escort_id": ""}
    client = signed_in(cast.coordinator)
    response = client.post(url_of(visit), press, follow=True)
    assert response.redirect_chain == [("/samordna/", 302)]
    assert "Elsa has been asked: Berit, Thursday 12 March, 14:00–17:00." in response.content.decode()
    visit.refresh_from_db()
    assert (visit.state, visit.escort) == (State.ASSIGNED, cast.escort)
    # The second click of a double click finds it done.
    assert client.post(url_of(visit), press).status_code == 302
    assert Event.objects.filter(kind=EventKind.ASSIGNED).count() == 1


def test_somebody_was_quicker(cast: Cast, signed_in: SignedIn) -> None:
    gun = make_escort(unit=cast.provider, username="gun")
    visit = cast.booking()
    assign(visit, gun, by=cast.coordinator, now=NOW)
    response = signed_in(cast.coordinator).post(
        url_of(visit), {"escort": cast.escort.pk, "seen_escort_id": ""}
    )
    html = response.content.decode()
    assert response.status_code == 409
    assert "<title>Error: Berit, Thursday 12 March" in html
    assert 'role="alert"' in html
    assert "Somebody else changed this visit while you looked at it." in html
    assert f'name="seen_escort_id" value="{gun.pk}"' in html
    visit.refresh_from_db()
    assert visit.escort == gun


def test_the_escort_is_busy(cast: Cast, signed_in: SignedIn) -> None:
    cast.accepted()
    other = cast.booking()
    response = signed_in(cast.coordinator).post(
        url_of(other), {"escort": cast.escort.pk, "seen_escort_id": ""}
    )
    assert response.status_code == 409
    assert "Elsa has another visit at that time. Choose somebody else." in response.content.decode()
    assert "Nobody is free at that time." in response.content.decode()


def test_the_escort_has_left(cast: Cast, signed_in: SignedIn) -> None:
    visit = cast.booking()
    cast.escort.valid_to = date(2026, 3, 1)
    cast.escort.save()
    response = signed_in(cast.coordinator).post(url_of(visit), {"escort": cast.escort.pk})
    assert response.status_code == 409
    assert "Elsa does not work that day." in response.content.decode()


def test_another_is_asked_instead(cast: Cast, signed_in: SignedIn) -> None:
    gun = make_escort(unit=cast.provider, username="gun")
    visit = cast.accepted()
    client = signed_in(cast.coordinator)
    assert "Asked now" in client.get(url_of(visit)).content.decode()
    client.post(url_of(visit), {"escort": gun.pk, "seen_escort_id": cast.escort.pk})
    visit.refresh_from_db()
    assert (visit.escort, visit.accepted_at) == (gun, None)


def test_a_finished_visit_asks_nobody(cast: Cast, signed_in: SignedIn) -> None:
    visit = cast.done()
    html = signed_in(cast.coordinator).get(url_of(visit)).content.decode()
    assert "Who can come" not in html
    assert "Cancel the visit" not in html


@pytest.mark.parametrize("escort", ["", "elsa", "999999", "9" * 40, "-1"])
def test_bad_input(cast: Cast, signed_in: SignedIn, escort: str) -> None:
    visit = cast.booking()
    assert signed_in(cast.coordinator).post(url_of(visit), {"escort": escort}).status_code == 404


def test_an_escort_of_another_municipality_is_404(cast: Cast, signed_in: SignedIn) -> None:
    visit = cast.booking()
    far = make_escort(unit=make_unit(code="1380", name="Halmstad", kind="in_house"), username="far")
    assert signed_in(cast.coordinator).post(url_of(visit), {"escort": far.pk}).status_code == 404
    visit.refresh_from_db()
    assert visit.state == State.REQUESTED


def test_strangers_get_404(cast: Cast, signed_in: SignedIn) -> None:
    visit = cast.booking()
    other = make_staff(unit=make_unit(code="1380", name="Halmstad"), kind="coordinator", username="kurt")
    for user in (cast.stranger, other, cast.case_officer, cast.participant.user, cast.escort.user):
        client = signed_in(user)
        assert client.get(url_of(visit)).status_code == 404
        assert client.post(url_of(visit), {"escort": cast.escort.pk}).status_code == 404


def test_wrong_method(cast: Cast, signed_in: SignedIn) -> None:
    assert signed_in(cast.coordinator).put(url_of(cast.booking())).status_code == 405
