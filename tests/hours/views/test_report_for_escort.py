"""The coordinator reports for a companion who is away or has left: no hours stay set aside for ever."""

from datetime import date, timedelta

from django.urls import reverse

from hours.models import Booking
from hours.policy import State
from hours.pools import balance
from tests.cast import TOMORROW_14, Cast, make_staff, make_unit
from tests.hours.views.conftest import Clock, SignedIn

EVENING = TOMORROW_14 + timedelta(hours=6)
AS_BOOKED = {"day": "2026-03-12", "starts": "14.00", "ends": "17.00", "expenses": "0"}


def url_of(visit: Booking) -> str:
    return reverse("report_for_escort", args=[visit.public_id])


def test_a_visit_whose_companion_has_left_is_reported(cast: Cast, signed_in: SignedIn, at: Clock) -> None:
    visit = cast.accepted()
    cast.escort.valid_to = date(2026, 3, 12)
    cast.escort.save()
    client = signed_in(cast.coordinator)
    at(EVENING + timedelta(days=1))
    assert url_of(visit) in client.get(reverse("assign_visit", args=[visit.public_id])).content.decode()
    assert "Report the visit" in client.get(url_of(visit)).content.decode()
    html = client.post(url_of(visit), AS_BOOKED, follow=True).content.decode()
    assert "The visit is reported." in html
    visit.refresh_from_db()
    assert (visit.state, visit.minutes_used, balance(cast.pool).reserved) == (State.DONE, 180, 0)
    assert client.get(url_of(visit)).status_code == 404


def test_times_that_cannot_be_are_refused_and_kept(cast: Cast, signed_in: SignedIn, at: Clock) -> None:
    visit = cast.accepted()
    client = signed_in(cast.coordinator)
    at(EVENING)
    html = client.post(url_of(visit), AS_BOOKED | {"ends": "sent"}).content.decode()
    assert "sent" in html
    assert "<title>Error:" in html
    slip = client.post(url_of(visit), AS_BOOKED | {"ends": "13.00"}).content.decode()
    assert "The end must be later than the start. Check both times." in slip
    visit.refresh_from_db()
    assert visit.state == State.ASSIGNED


def test_strangers_get_404(cast: Cast, signed_in: SignedIn) -> None:
    visit = cast.accepted()
    elsewhere = make_staff(unit=make_unit(code="1380"), kind="coordinator", username="kurt")
    for user in (cast.stranger, cast.escort.user, cast.case_officer, cast.participant.user, elsewhere):
        assert signed_in(user).get(url_of(visit)).status_code == 404
        assert signed_in(user).post(url_of(visit), AS_BOOKED).status_code == 404


def test_wrong_method(cast: Cast, signed_in: SignedIn) -> None:
    assert signed_in(cast.coordinator).delete(url_of(cast.accepted())).status_code == 405
