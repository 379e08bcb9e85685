"""A no is taken back for some minutes, as long as the visit has gone no further."""

from datetime import timedelta

import pytest
from django.urls import reverse

from hours.assignments import assign, decline
from hours.bookings import cancel, change
from hours.models import Booking, Event
from hours.offers import offer
from hours.policy import State
from hours.second_thoughts import WITHIN
from tests.cast import NOW, TOMORROW_14, make_escort
from tests.hours.views.flow import text_of

MINUTE = timedelta(minutes=1)


@pytest.fixture
def visit(cast) -> Booking:
    """Elsa had said yes, and has just said no."""
    return decline(cast.accepted(), escort=cast.escort, by=cast.escort.user, now=NOW)


@pytest.fixture
def tor(cast):
    return make_escort(unit=cast.provider, username="tor")


def url_of(visit: Booking) -> str:
    return reverse("take_back_no", args=[visit.public_id])


def test_one_press_and_the_visit_is_the_escorts_again(cast, signed_in, visit):
    client = signed_in(cast.escort.user)
    page = client.get("/uppdrag/")
    assert "You just said no Thursday 12 March, 14:00–17:00 Berit Undo: I can come" in text_of(page)
    page = client.post(url_of(visit), follow=True)
    assert "Thank you! The person now sees that you are coming." in text_of(page)
    assert "Undo" not in page.text
    visit.refresh_from_db()
    assert (visit.state, visit.escort, visit.accepted_at) == (State.ASSIGNED, cast.escort, NOW)
    assert list(visit.assignments.values_list("answer", flat=True)) == ["declined", "accepted"]
    assert Event.objects.order_by("-pk").first().kind == "accepted"


def test_twice_is_once(cast, signed_in, visit):
    client = signed_in(cast.escort.user)
    for _ in range(2):
        assert client.post(url_of(visit)).status_code == 302
    assert visit.assignments.filter(answer="accepted").count() == 1


def further(cast, visit: Booking, tor, what: str) -> None:
    """Something that happens to a visit after the no."""
    match what:
        case "given":
            assign(visit, tor, by=cast.coordinator, now=NOW)
        case "another's no":
            assign(visit, tor, by=cast.coordinator, now=NOW)
            decline(visit, escort=tor, by=tor.user, now=NOW)
        case "offered":
            offer(visit, [tor], by=cast.coordinator, now=NOW)
        case "cancelled":
            cancel(visit, by=cast.participant.user, now=NOW)
        case "moved":
            span = {"starts_at": visit.starts_at - 60 * MINUTE, "ends_at": visit.ends_at}
            place = {"meeting_place": "Simhallen", "note": "", "wished_escort": None}
            change(visit, by=cast.participant.user, now=NOW, **span, **place)
        case "promised elsewhere":
            cast.accepted(starts_at=TOMORROW_14 + 60 * MINUTE)


@pytest.mark.parametrize(
    "what", ["given", "another's no", "offered", "cancelled", "moved", "promised elsewhere"]
)
def test_not_when_the_visit_has_gone_further(cast, signed_in, visit, tor, what):
    further(cast, visit, tor, what)
    there = Booking.objects.values("state", "escort").get(pk=visit.pk)
    response = signed_in(cast.escort.user).post(url_of(visit))
    assert response.status_code == 409
    assert "This visit is not yours any longer." in text_of(response)
    assert Booking.objects.values("state", "escort").get(pk=visit.pk) == there


@pytest.mark.parametrize(("after", "status"), [(WITHIN - MINUTE, 302), (WITHIN, 409)])
def test_for_some_minutes(cast, signed_in, visit, at, after, status):
    client = signed_in(cast.escort.user)
    at(NOW + after)
    assert ("Undo: I can come" in client.get("/uppdrag/").text) is (status == 302)
    assert client.post(url_of(visit)).status_code == status


def test_strangers_get_404(cast, signed_in, visit, tor):
    for user in (cast.stranger, tor.user, cast.coordinator, cast.participant.user):
        assert signed_in(user).post(url_of(visit)).status_code == 404


def test_wrong_method(cast, signed_in, visit):
    assert signed_in(cast.escort.user).get(url_of(visit)).status_code == 405
