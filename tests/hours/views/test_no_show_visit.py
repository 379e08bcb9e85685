"""Nobody came: one question, and every minute back."""

from datetime import timedelta

from django.urls import reverse

from hours.models import Booking, Event, EventKind
from hours.policy import State
from hours.pools import balance
from tests.cast import TOMORROW_14, Cast, make_escort
from tests.hours.views.conftest import Clock, SignedIn


def url_of(visit: Booking) -> str:
    return reverse("no_show_visit", args=[visit.public_id])


def test_asks_and_notes_it(cast: Cast, signed_in: SignedIn, at: Clock) -> None:
    visit = cast.accepted()
    client = signed_in(cast.escort.user)
    at(TOMORROW_14 + timedelta(hours=1))
    assert "Did nobody come?" in client.get(url_of(visit)).content.decode()
    html = client.post(url_of(visit), follow=True).content.decode()
    assert "It is noted that nobody came." in html
    visit.refresh_from_db()
    assert visit.state == State.NO_SHOW
    assert balance(cast.pool).available == 14_400
    assert client.post(url_of(visit)).status_code == 302
    assert Event.objects.filter(kind=EventKind.NO_SHOW).count() == 1


def test_not_before_the_visit(cast: Cast, signed_in: SignedIn) -> None:
    visit = cast.accepted()
    response = signed_in(cast.escort.user).post(url_of(visit))
    assert response.status_code == 409
    assert "<title>Error: Did nobody come?" in response.content.decode()
    assert "The visit has not ended yet." in response.content.decode()


def test_strangers_get_404(cast: Cast, signed_in: SignedIn) -> None:
    visit = cast.accepted()
    gun = make_escort(unit=cast.provider, username="gun")
    for user in (cast.stranger, gun.user, cast.coordinator, cast.participant.user):
        assert signed_in(user).get(url_of(visit)).status_code == 404
        assert signed_in(user).post(url_of(visit)).status_code == 404


def test_wrong_method(cast: Cast, signed_in: SignedIn) -> None:
    assert signed_in(cast.escort.user).put(url_of(cast.accepted())).status_code == 405


def test_bad_input_is_a_visit_that_is_not_there(cast: Cast, signed_in: SignedIn) -> None:
    missing = reverse("no_show_visit", args=[cast.participant.public_id])
    assert signed_in(cast.escort.user).post(missing).status_code == 404
