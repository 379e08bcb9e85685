"""Cancelling for somebody who calls: one question, no reason, every minute back."""

from django.urls import reverse

from hours.models import Booking
from hours.policy import State
from hours.pools import balance
from tests.cast import TOMORROW_14, Cast
from tests.hours.views.conftest import Clock, SignedIn


def url_of(visit: Booking) -> str:
    return reverse("cancel_for_caller", args=[visit.public_id])


def test_asks_and_cancels(cast: Cast, signed_in: SignedIn) -> None:
    visit = cast.accepted()
    client = signed_in(cast.coordinator)
    assert "Cancel this visit?" in client.get(url_of(visit)).content.decode()
    html = client.post(url_of(visit), follow=True).content.decode()
    assert "Cancelled: Berit, Thursday 12 March, 14:00–17:00." in html
    visit.refresh_from_db()
    assert (visit.state, visit.escort) == (State.CANCELLED, None)
    assert balance(cast.pool).available == 14_400
    assert client.post(url_of(visit)).status_code == 302


def test_a_visit_that_has_begun_stays(cast: Cast, signed_in: SignedIn, at: Clock) -> None:
    visit = cast.accepted()
    client = signed_in(cast.coordinator)
    at(TOMORROW_14)
    response = client.post(url_of(visit))
    assert response.status_code == 409
    assert "The visit has already begun" in response.content.decode()
    visit.refresh_from_db()
    assert visit.state == State.ASSIGNED


def test_strangers_get_404(cast: Cast, signed_in: SignedIn) -> None:
    visit = cast.booking()
    for user in (cast.stranger, cast.case_officer, cast.participant.user, cast.escort.user):
        assert signed_in(user).get(url_of(visit)).status_code == 404
        assert signed_in(user).post(url_of(visit)).status_code == 404


def test_wrong_method(cast: Cast, signed_in: SignedIn) -> None:
    assert signed_in(cast.coordinator).delete(url_of(cast.booking())).status_code == 405


def test_bad_input_is_a_visit_that_is_not_there(cast: Cast, signed_in: SignedIn) -> None:
    missing = reverse("cancel_for_caller", args=[cast.participant.public_id])
    assert signed_in(cast.coordinator).post(missing).status_code == 404
