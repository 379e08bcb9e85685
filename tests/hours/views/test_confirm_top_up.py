"""Confirming the hours a visit lacks, under `ask`: one press, no figure, no reason."""

from django.urls import reverse

from hours.models import Booking, LedgerEntry
from hours.policy import Kind
from tests.cast import Cast, make_participant, make_pool
from tests.hours.views.conftest import SignedIn


def waiting_visit(cast: Cast) -> Booking:
    """A three-hour visit of somebody with two hours in all, in a municipality that asks."""
    municipality = cast.unit.municipality
    municipality.short_pool = "ask"
    municipality.save()
    cast.participant = make_participant(unit=cast.unit, username="nils")
    cast.pool = make_pool(participant=cast.participant, by=cast.case_officer, hours_per_month=1)
    cast.booking(hours=11)
    return cast.booking(hours=3)


def url_of(visit: Booking) -> str:
    return reverse("confirm_top_up", args=[visit.public_id])


def test_one_press_adds_the_hours(cast: Cast, signed_in: SignedIn) -> None:
    visit = waiting_visit(cast)
    assert visit.awaits_top_up
    client = signed_in(cast.coordinator)
    assert "Confirm the hours" in client.get(reverse("assign_visit", args=[visit.public_id])).content.decode()
    html = client.post(url_of(visit), follow=True).content.decode()
    assert "The hours are there: Nils, Thursday 12 March, 14:00–17:00." in html
    visit.refresh_from_db()
    assert (visit.awaits_top_up, visit.minutes_reserved) == (False, 180)
    assert LedgerEntry.objects.get(pool=cast.pool, kind=Kind.TOP_UP).minutes == 120


def test_twice_is_once(cast: Cast, signed_in: SignedIn) -> None:
    visit = waiting_visit(cast)
    client = signed_in(cast.coordinator)
    client.post(url_of(visit))
    html = client.post(url_of(visit), follow=True).content.decode()
    assert "There is nothing left to confirm for this visit." in html
    assert LedgerEntry.objects.filter(pool=cast.pool, kind=Kind.TOP_UP).count() == 1


def test_strangers_get_404(cast: Cast, signed_in: SignedIn) -> None:
    visit = waiting_visit(cast)
    for user in (cast.stranger, cast.case_officer, cast.participant.user, cast.escort.user):
        assert signed_in(user).post(url_of(visit)).status_code == 404
    visit.refresh_from_db()
    assert visit.awaits_top_up


def test_wrong_method(cast: Cast, signed_in: SignedIn) -> None:
    assert signed_in(cast.coordinator).get(url_of(cast.booking())).status_code == 405


def test_bad_input_is_a_visit_that_is_not_there(cast: Cast, signed_in: SignedIn) -> None:
    missing = reverse("confirm_top_up", args=[cast.participant.public_id])
    assert signed_in(cast.coordinator).post(missing).status_code == 404
