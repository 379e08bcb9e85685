"""Saying yes, in one press."""

from django.urls import reverse

from hours.assignments import assign
from hours.bookings import cancel
from hours.models import Booking, Event, EventKind
from tests.cast import NOW, Cast, make_escort
from tests.hours.views.conftest import SignedIn


def url_of(visit: Booking) -> str:
    return reverse("accept_visit", args=[visit.public_id])


def test_yes(cast: Cast, signed_in: SignedIn) -> None:
    visit = cast.assigned()
    client = signed_in(cast.escort.user)
    html = client.post(url_of(visit), follow=True).content.decode()
    assert "Thank you! The person now sees that you are coming." in html
    visit.refresh_from_db()
    assert visit.accepted_at == NOW
    assert client.post(url_of(visit)).status_code == 302
    assert Event.objects.filter(kind=EventKind.ACCEPTED).count() == 1


def test_a_visit_that_went_to_somebody_else(cast: Cast, signed_in: SignedIn) -> None:
    visit = cast.assigned()
    gun = make_escort(unit=cast.provider, username="gun")
    assign(visit, gun, by=cast.coordinator, now=NOW, seen_escort_id=cast.escort.pk)
    response = signed_in(cast.escort.user).post(url_of(visit))
    html = response.content.decode()
    assert response.status_code == 409
    assert "<title>Error: My assignments" in html
    assert "This visit is not yours any longer." in html
    assert "Simhallen" not in html


def test_a_cancelled_visit(cast: Cast, signed_in: SignedIn) -> None:
    visit = cast.assigned()
    cancel(visit, by=cast.participant.user, now=NOW)
    assert signed_in(cast.escort.user).post(url_of(visit)).status_code == 409


def test_strangers_get_404(cast: Cast, signed_in: SignedIn) -> None:
    visit = cast.assigned()
    gun = make_escort(unit=cast.provider, username="gun")
    for user in (cast.stranger, gun.user, cast.coordinator, cast.participant.user):
        assert signed_in(user).post(url_of(visit)).status_code == 404
    visit.refresh_from_db()
    assert visit.accepted_at is None


def test_wrong_method(cast: Cast, signed_in: SignedIn) -> None:
    assert signed_in(cast.escort.user).get(url_of(cast.assigned())).status_code == 405


def test_bad_input_is_a_visit_that_is_not_there(cast: Cast, signed_in: SignedIn) -> None:
    missing = reverse("accept_visit", args=[cast.participant.public_id])
    assert signed_in(cast.escort.user).post(missing).status_code == 404
