"""Asking several at once, from the visit's page or from that of an absence."""

from django.urls import reverse

from hours.absences import register_absence
from hours.assignments import assign
from hours.models import Booking, Event, EventKind
from hours.offers import decline_offer, offer
from tests.cast import NOW, Cast, make_escort, make_staff, make_unit
from tests.hours.views.conftest import SignedIn


def url_of(visit: Booking) -> str:
    return reverse("offer_visit", args=[visit.public_id])


def asked(visit: Booking) -> list[str]:
    return sorted(visit.offers.values_list("escort__user__username", flat=True))


def test_those_who_are_ticked_are_asked(cast: Cast, signed_in: SignedIn) -> None:
    gun, _lo = (make_escort(unit=cast.provider, username=name) for name in ("gun", "lo"))
    visit = cast.booking()
    client = signed_in(cast.coordinator)
    html = client.get(reverse("assign_visit", args=[visit.public_id])).content.decode()
    assert html.count(" checked>") == 3
    press = {"escorts": [cast.escort.pk, gun.pk]}
    html = client.post(url_of(visit), press, follow=True).content.decode()
    assert "2 are asked: Berit, Thursday 12 March, 14:00–17:00. The first yes has the visit." in html
    assert html.count("Has not answered yet") == 2
    assert "Ask more people" in html
    assert " checked>" not in html
    assert client.post(url_of(visit), press).status_code == 302
    assert asked(visit) == ["elsa", "gun"]
    assert Event.objects.filter(kind=EventKind.OFFERED).count() == 1


def test_answers_are_shown(cast: Cast, signed_in: SignedIn) -> None:
    visit = cast.booking()
    (made,) = offer(visit, [cast.escort], by=cast.coordinator, now=NOW)
    decline_offer(made, by=cast.escort.user, now=NOW)
    html = signed_in(cast.coordinator).get(reverse("assign_visit", args=[visit.public_id])).content.decode()
    assert "Has declined" in html


def test_nobody_is_ticked(cast: Cast, signed_in: SignedIn) -> None:
    visit = cast.booking()
    response = signed_in(cast.coordinator).post(url_of(visit), {})
    html = response.content.decode()
    assert response.status_code == 200
    assert "<title>Error: Berit, Thursday 12 March" in html
    assert "Nobody is ticked. Tick those you want to ask." in html


def test_somebody_was_quicker(cast: Cast, signed_in: SignedIn) -> None:
    gun = make_escort(unit=cast.provider, username="gun")
    visit = cast.assigned()
    response = signed_in(cast.coordinator).post(url_of(visit), {"escorts": [gun.pk]})
    assert response.status_code == 409
    assert "Somebody else changed this visit while you looked at it." in response.content.decode()
    assert asked(visit) == []


def test_from_an_absence_it_is_taken_from_who_is_away(cast: Cast, signed_in: SignedIn) -> None:
    gun = make_escort(unit=cast.provider, username="gun")
    visit = cast.accepted()
    absence = register_absence(cast.escort, visit.starts_at, visit.ends_at, by=cast.coordinator, now=NOW)
    press = {"escorts": [gun.pk], "absence": str(absence.public_id)}
    client = signed_in(cast.coordinator)
    response = client.post(url_of(visit), press)
    assert response.url == reverse("absence_page", args=[absence.public_id])
    visit.refresh_from_db()
    assert visit.escort is None
    assert asked(visit) == ["gun"]
    refused = client.post(url_of(visit), {"absence": str(absence.public_id)})
    assert "<title>Error: Elsa is away" in refused.content.decode()
    assert "Berit, Thursday 12 March, 14:00–17:00: Nobody is ticked." in refused.content.decode()


def test_the_visits_own_page_says_that_its_escort_is_away(cast: Cast, signed_in: SignedIn) -> None:
    make_escort(unit=cast.provider, username="gun")
    visit = cast.accepted()
    page = reverse("assign_visit", args=[visit.public_id])
    client = signed_in(cast.coordinator)
    assert "Offer to several" not in client.get(page).content.decode()
    absence = register_absence(cast.escort, visit.starts_at, visit.ends_at, by=cast.coordinator, now=NOW)
    html = client.get(page).content.decode()
    assert "Elsa is away then." in html
    assert f'name="absence" value="{absence.public_id}"' in html
    assert html.count('type="checkbox"') == 1


def test_strangers_get_404(cast: Cast, signed_in: SignedIn) -> None:
    visit = cast.booking()
    other = make_staff(unit=make_unit(name="Annan enhet"), kind="coordinator", username="k2")
    for user in (cast.stranger, cast.escort.user, cast.participant.user, cast.manager, other):
        assert signed_in(user).post(url_of(visit), {"escorts": [cast.escort.pk]}).status_code == 404
    assert asked(visit) == []


def test_wrong_method(cast: Cast, signed_in: SignedIn) -> None:
    assert signed_in(cast.coordinator).get(url_of(cast.booking())).status_code == 405


def test_bad_input(cast: Cast, signed_in: SignedIn) -> None:
    visit = cast.booking()
    far = make_escort(unit=make_unit(code="0180", name="Sthlm"), username="far")
    client = signed_in(cast.coordinator)
    for escort in (far.pk, "elsa"):
        html = client.post(url_of(visit), {"escorts": [escort]}).content.decode()
        assert "Nobody is ticked." in html
    ticked = {"escorts": [cast.escort.pk]}
    for absence in ("nej", str(cast.participant.public_id)):
        assert client.post(url_of(visit), ticked | {"absence": absence}).status_code == 404
    assert asked(visit) == []


def test_one_more_person_who_was_asked_in_the_ordinary_way(cast: Cast, signed_in: SignedIn) -> None:
    """Asking one ends the offers, and the page says so."""
    visit = cast.booking()
    offer(visit, [cast.escort], by=cast.coordinator, now=NOW)
    assign(visit, make_escort(unit=cast.provider, username="gun"), by=cast.coordinator, now=NOW)
    html = signed_in(cast.coordinator).get(reverse("assign_visit", args=[visit.public_id])).content.decode()
    assert "No longer offered" in html
    assert "Offer to several" not in html
