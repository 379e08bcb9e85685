"""Nobody came: one question, and every minute back."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from hours.models import Booking, Event, EventKind, PayPeriod
from hours.policy import State
from hours.pools import balance
from hours.report_forms import seen_of
from hours.visits import correct
from tests.cast import NOW, TOMORROW_14, Cast, make_escort
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


class TestAfterAReport:
    @pytest.fixture
    def visit(self, cast: Cast, signed_in: SignedIn, at: Clock) -> Booking:
        """Reported as booked, and today is the day after."""
        at(TOMORROW_14 + timedelta(days=1))
        return cast.done()

    def test_the_report_leads_here_and_is_taken_back(
        self, cast: Cast, visit: Booking, signed_in: SignedIn
    ) -> None:
        client = signed_in(cast.escort.user)
        assert f'href="{url_of(visit)}"' in client.get(reverse("report_visit", args=[visit.public_id])).text
        html = client.get(url_of(visit)).text
        assert "The visit is reported: Thursday 12 March, 14:00–17:00. That report is taken back." in html
        sent = {"seen": seen_of(visit)}
        assert f'value="{sent["seen"]}"' in html
        assert "It is noted that nobody came." in client.post(url_of(visit), sent, follow=True).text
        visit.refresh_from_db()
        assert (visit.state, balance(cast.pool).available) == (State.NO_SHOW, 14_400)

    def test_and_the_no_show_is_corrected_to_a_visit(
        self, cast: Cast, visit: Booking, signed_in: SignedIn
    ) -> None:
        client = signed_in(cast.escort.user)
        client.post(url_of(visit), {"seen": seen_of(visit)})
        visit.refresh_from_db()
        address = reverse("report_visit", args=[visit.public_id])
        html = client.get(address).text
        assert "It is noted that nobody came. Did you meet after all?" in html
        assert url_of(visit) not in html
        told = {"day": "2026-03-12", "starts": "14", "ends": "16", "expenses": "0", "seen": seen_of(visit)}
        assert client.post(address, told).status_code == 302
        visit.refresh_from_db()
        assert (visit.state, visit.minutes_used, balance(cast.pool).used) == (State.DONE, 120, 120)

    def test_a_correction_meanwhile_is_told_and_the_next_press_holds(
        self, cast: Cast, visit: Booking, signed_in: SignedIn
    ) -> None:
        seen = seen_of(visit)
        times = {"starts_at": TOMORROW_14, "ends_at": TOMORROW_14 + timedelta(hours=2)}
        corrected = correct(visit, by=cast.escort.user, now=TOMORROW_14 + timedelta(hours=9), **times)
        client = signed_in(cast.escort.user)
        response = client.post(url_of(visit), {"seen": seen})
        assert response.status_code == 409
        assert "The visit is reported: Thursday 12 March, 14:00–16:00. That report holds." in response.text
        assert f'value="{seen_of(corrected)}"' in response.text
        assert client.post(url_of(visit), {"seen": seen_of(corrected)}).status_code == 302
        assert balance(cast.pool).used == 0

    def test_a_month_sent_to_payroll_asks_nothing(
        self, cast: Cast, visit: Booking, signed_in: SignedIn
    ) -> None:
        month = {"month": date(2026, 3, 1), "locked_at": NOW, "locked_by": cast.coordinator}
        Booking.objects.update(paid_in=PayPeriod.objects.create(provider=cast.provider, **month))
        client = signed_in(cast.escort.user)
        html = client.get(url_of(visit)).text
        assert "The month has been sent to payroll" in html
        assert "Yes, nobody came" not in html
        response = client.post(url_of(visit), {"seen": seen_of(visit)})
        assert response.status_code == 409
        assert balance(cast.pool).used == 180


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
