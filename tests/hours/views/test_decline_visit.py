"""Saying no, in one press and without a reason; the visit needs somebody else."""

from django.urls import reverse

from hours.models import Booking, Event, EventKind
from hours.policy import State
from hours.pools import balance
from tests.cast import Cast, make_escort
from tests.hours.views.conftest import SignedIn


def url_of(visit: Booking) -> str:
    return reverse("decline_visit", args=[visit.public_id])


def test_no(cast: Cast, signed_in: SignedIn) -> None:
    visit = cast.assigned()
    html = signed_in(cast.escort.user).post(url_of(visit), follow=True).content.decode()
    assert "You have declined. The coordinator asks somebody else." in html
    assert "Simhallen" not in html
    visit.refresh_from_db()
    assert (visit.state, visit.escort) == (State.REQUESTED, None)
    assert balance(cast.pool).reserved == 180


def test_twice_says_so_and_changes_nothing(cast: Cast, signed_in: SignedIn) -> None:
    visit = cast.accepted()
    client = signed_in(cast.escort.user)
    client.post(url_of(visit))
    response = client.post(url_of(visit))
    assert response.status_code == 409
    assert "This visit is not yours any longer." in response.content.decode()
    assert Event.objects.filter(kind=EventKind.DECLINED).count() == 1


def test_strangers_get_404(cast: Cast, signed_in: SignedIn) -> None:
    visit = cast.accepted()
    gun = make_escort(unit=cast.provider, username="gun")
    for user in (cast.stranger, gun.user, cast.coordinator, cast.participant.user):
        assert signed_in(user).post(url_of(visit)).status_code == 404
    visit.refresh_from_db()
    assert visit.escort == cast.escort


def test_wrong_method(cast: Cast, signed_in: SignedIn) -> None:
    assert signed_in(cast.escort.user).get(url_of(cast.assigned())).status_code == 405


def test_bad_input_is_a_visit_that_is_not_there(cast: Cast, signed_in: SignedIn) -> None:
    missing = reverse("decline_visit", args=[cast.participant.public_id])
    assert signed_in(cast.escort.user).post(missing).status_code == 404
