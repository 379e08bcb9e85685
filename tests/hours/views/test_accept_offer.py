"""An escort's yes and no to an offer, in one press."""

import pytest
from django.urls import reverse

from hours.bookings import cancel
from hours.models import Event, EventKind, Offer
from hours.offers import accept_offer, offer
from tests.cast import NOW, Cast, make_escort
from tests.hours.views.conftest import SignedIn


@pytest.fixture
def offers(cast: Cast) -> list[Offer]:
    """A visit of Berit's, offered to Elsa and Gun."""
    gun = make_escort(unit=cast.provider, username="gun")
    return offer(cast.booking(note="Kod 1234"), [cast.escort, gun], by=cast.coordinator, now=NOW)


def url_of(made: Offer, answer: str = "accept_offer") -> str:
    return reverse(answer, args=[made.public_id])


def test_it_stands_in_the_list_without_more_than_is_needed(cast: Cast, offers, signed_in: SignedIn) -> None:
    html = signed_in(cast.escort.user).get(reverse("escort_list")).content.decode()
    assert "Visits you may take" in html
    assert "Simhallen" in html
    assert "Kod 1234" not in html


def test_yes(cast: Cast, offers, signed_in: SignedIn) -> None:
    client = signed_in(cast.escort.user)
    html = client.post(url_of(offers[0]), follow=True).content.decode()
    assert "Thank you! The visit is yours, and the person sees that you are coming." in html
    assert "Visits you may take" not in html
    assert client.post(url_of(offers[0])).status_code == 302
    assert Event.objects.filter(kind=EventKind.ACCEPTED).count() == 1


def test_somebody_else_was_first(cast: Cast, offers, signed_in: SignedIn) -> None:
    accept_offer(offers[1], by=offers[1].escort.user, now=NOW)
    response = signed_in(cast.escort.user).post(url_of(offers[0]))
    html = response.content.decode()
    assert response.status_code == 409
    assert "<title>Error: My assignments" in html
    assert "Somebody else was first. Thank you all the same!" in html
    assert "Simhallen" not in html


def test_the_visit_is_cancelled(cast: Cast, offers, signed_in: SignedIn) -> None:
    cancel(offers[0].booking, by=cast.participant.user, now=NOW)
    response = signed_in(cast.escort.user).post(url_of(offers[0]))
    assert response.status_code == 409
    assert "The visit is cancelled. You need not do anything." in response.content.decode()


def test_no(cast: Cast, offers, signed_in: SignedIn) -> None:
    client = signed_in(cast.escort.user)
    html = client.post(url_of(offers[0], "decline_offer"), follow=True).content.decode()
    assert "You have said no. Thank you for answering." in html
    assert "Simhallen" not in html
    assert client.post(url_of(offers[0], "decline_offer")).status_code == 302


@pytest.mark.parametrize("answer", ["accept_offer", "decline_offer"])
def test_strangers_get_404(cast: Cast, offers, signed_in: SignedIn, answer: str) -> None:
    for user in (cast.stranger, offers[1].escort.user, cast.coordinator, cast.participant.user):
        assert signed_in(user).post(url_of(offers[0], answer)).status_code == 404
    assert set(Offer.objects.values_list("answer", flat=True)) == {"waiting"}


@pytest.mark.parametrize("answer", ["accept_offer", "decline_offer"])
def test_wrong_method_and_an_offer_that_is_not_there(cast, offers, signed_in: SignedIn, answer: str) -> None:
    client = signed_in(cast.escort.user)
    assert client.get(url_of(offers[0], answer)).status_code == 405
    assert client.post(reverse(answer, args=[cast.participant.public_id])).status_code == 404
