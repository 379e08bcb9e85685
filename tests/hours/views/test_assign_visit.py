"""Asking an escort: suggestions with reasons, one press, and a plain message when somebody was quicker."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from hours.assignments import assign
from hours.bookings import cancel, change
from hours.models import Booking, EscortWish, Event, EventKind
from hours.policy import State
from ledsagning.people.models import AccessLog, Escort
from tests.cast import NOW, Cast, make_escort, make_staff, make_unit
from tests.hours.views.conftest import SignedIn
from tests.hours.views.flow import bare


def url_of(visit: Booking) -> str:
    return reverse("assign_visit", args=[visit.public_id])


def suggested(html: str, name: str) -> bool:
    """Whether somebody stands among those who can come, and not among those who cannot."""
    return f">{name}<" in html.partition("<details>")[0]


def test_who_cannot_come_stands_below_with_everything_in_the_way(cast: Cast, signed_in: SignedIn) -> None:
    lo = make_escort(unit=cast.provider, username="lo")
    EscortWish.objects.create(participant=cast.participant, escort=lo, never=True)
    cast.accepted()
    Escort.objects.filter(pk=cast.escort.pk).update(minutes_per_week=180, wishes="Gärna kvällar")
    url = url_of(cast.booking())
    html = signed_in(cast.coordinator).get(url).content.decode()
    below = " ".join(bare(html.partition("<details>")[2]).split())
    assert "2 who cannot come" in below
    assert "Lo : the person has asked not to meet them" in below
    assert "Elsa : has another visit then, would work more that week than is agreed" in below
    assert "Gärna kvällar" not in html
    Escort.objects.filter(pk=cast.escort.pk).update(minutes_per_week=None)
    elsewhen = cast.booking(starts_at=NOW + timedelta(days=4))
    assert "Gärna kvällar" in signed_in(cast.coordinator).get(url_of(elsewhen)).content.decode()


def test_as_many_queries_for_many_escorts_as_for_few(
    cast: Cast, signed_in: SignedIn, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        make_escort(unit=cast.provider, username=f"escort{number}")
    client, url = signed_in(cast.coordinator), url_of(cast.booking())
    with django_assert_max_num_queries(27):
        assert client.get(url).status_code == 200


def test_suggestions_with_reasons(cast: Cast, signed_in: SignedIn) -> None:
    gun, lo = make_escort(unit=cast.provider, username="gun"), make_escort(unit=cast.provider, username="lo")
    EscortWish.objects.create(participant=cast.participant, escort=lo, never=True)
    visit = cast.booking(wished_escort=gun)
    html = signed_in(cast.coordinator).get(url_of(visit)).content.decode()
    assert html.index(">Gun<") < html.index(">Elsa<")
    assert suggested(html, "Gun")
    assert "wished for by the person, new to each other, free around that time" in html
    assert not suggested(html, "Lo")
    assert "240" not in bare(html)
    assert "237" not in bare(html)
    assert AccessLog.objects.get().page == "GET assign_visit"


def test_one_press_asks(cast: Cast, signed_in: SignedIn) -> None:
    visit = cast.booking()
    press = {"escort": cast.escort.pk, "seen_escort_id": ""}
    client = signed_in(cast.coordinator)
    response = client.post(url_of(visit), press, follow=True)
    assert response.redirect_chain == [("/samordna/", 302)]
    assert "Elsa has been asked: Berit, Thursday 12 March, 14:00–17:00." in response.content.decode()
    visit.refresh_from_db()
    assert (visit.state, visit.escort) == (State.ASSIGNED, cast.escort)
    # The second click of a double click finds it done.
    assert client.post(url_of(visit), press).status_code == 302
    assert Event.objects.filter(kind=EventKind.ASSIGNED).count() == 1


def test_somebody_was_quicker(cast: Cast, signed_in: SignedIn) -> None:
    gun = make_escort(unit=cast.provider, username="gun")
    visit = cast.booking()
    assign(visit, gun, by=cast.coordinator, now=NOW)
    response = signed_in(cast.coordinator).post(
        url_of(visit), {"escort": cast.escort.pk, "seen_escort_id": ""}
    )
    html = response.content.decode()
    assert response.status_code == 409
    assert "<title>Error: Berit, Thursday 12 March" in html
    assert 'role="alert"' in html
    assert "Somebody else changed this visit while you looked at it." in html
    assert html.count("Karin asked Gun today at 09:00. No answer yet.") == 2  # why, and what has been done
    assert f'name="seen_escort_id" value="{gun.pk}"' in html
    visit.refresh_from_db()
    assert visit.escort == gun


def test_a_visit_moved_meanwhile_is_shown_anew(cast: Cast, signed_in: SignedIn) -> None:
    """Nobody holds it, so whom the coordinator saw there says nothing: the times do."""
    visit = cast.booking()
    client = signed_in(cast.coordinator)
    press = {"escort": cast.escort.pk, "seen_escort_id": "", "seen_times": "20260312T1300-20260312T1600"}
    assert f'name="seen_times" value="{press["seen_times"]}"' in client.get(url_of(visit)).content.decode()
    starts_at, ends_at = visit.starts_at + timedelta(days=1), visit.ends_at + timedelta(days=1)
    stays = {"meeting_place": visit.meeting_place, "note": "", "wished_escort": None}
    change(visit, starts_at=starts_at, ends_at=ends_at, by=cast.participant.user, now=NOW, **stays)
    response = client.post(url_of(visit), press)
    assert response.status_code == 409
    assert "Berit changed the visit today at 09:00." in response.content.decode()
    visit.refresh_from_db()
    assert (visit.state, visit.starts_at) == (State.REQUESTED, starts_at)
    assert client.post(url_of(visit), press | {"seen_times": ""}).status_code == 302


def test_a_visit_cancelled_meanwhile_says_by_whom(cast: Cast, signed_in: SignedIn) -> None:
    visit = cast.booking()
    cancel(visit, by=cast.participant.user, now=NOW)
    response = signed_in(cast.coordinator).post(url_of(visit), {"escort": cast.escort.pk})
    assert response.status_code == 409
    problems = response.content.decode().split('role="alert"')[1].split("</ul>")[0]
    assert "This visit is already finished or cancelled." in problems
    assert "Berit cancelled today at 09:00." in problems


def test_the_best_suggestion_can_be_reached_at_once(cast: Cast, signed_in: SignedIn) -> None:
    """`a` on the board leads to #best: the first who is not asked already."""
    make_escort(unit=cast.provider, username="tor")
    visit = cast.booking()
    client = signed_in(cast.coordinator)
    for asked in (None, cast.escort):
        if asked:
            assign(visit, asked, by=cast.coordinator, now=NOW)
        html = client.get(url_of(visit)).content.decode()
        assert html.count('id="best"') == 1
        name = "Tor" if asked else "Elsa"
        assert f"</span> {name}" in html.split('id="best"')[1][:120].replace('visually-hidden">', "</span>")


def test_the_escort_is_busy(cast: Cast, signed_in: SignedIn) -> None:
    cast.accepted()
    other = cast.booking()
    response = signed_in(cast.coordinator).post(
        url_of(other), {"escort": cast.escort.pk, "seen_escort_id": ""}
    )
    assert response.status_code == 409
    assert "Elsa has another visit at that time. Choose somebody else." in response.content.decode()
    assert "Nobody is free at that time." in response.content.decode()


def test_the_escort_has_left(cast: Cast, signed_in: SignedIn) -> None:
    visit = cast.booking()
    cast.escort.valid_to = date(2026, 3, 1)
    cast.escort.save()
    response = signed_in(cast.coordinator).post(url_of(visit), {"escort": cast.escort.pk})
    assert response.status_code == 409
    assert "Elsa does not work that day." in response.content.decode()


def test_another_is_asked_instead(cast: Cast, signed_in: SignedIn) -> None:
    gun = make_escort(unit=cast.provider, username="gun")
    visit = cast.accepted()
    client = signed_in(cast.coordinator)
    assert "Asked now" in client.get(url_of(visit)).content.decode()
    client.post(url_of(visit), {"escort": gun.pk, "seen_escort_id": cast.escort.pk})
    visit.refresh_from_db()
    assert (visit.escort, visit.accepted_at) == (gun, None)


def test_a_finished_visit_asks_nobody(cast: Cast, signed_in: SignedIn) -> None:
    visit = cast.done()
    html = signed_in(cast.coordinator).get(url_of(visit)).content.decode()
    assert "Who can come" not in html
    assert "Cancel the visit" not in html


@pytest.mark.parametrize("escort", ["", "elsa", "999999", "9" * 40, "-1"])
def test_bad_input(cast: Cast, signed_in: SignedIn, escort: str) -> None:
    visit = cast.booking()
    assert signed_in(cast.coordinator).post(url_of(visit), {"escort": escort}).status_code == 404


def test_an_escort_of_another_municipality_is_404(cast: Cast, signed_in: SignedIn) -> None:
    visit = cast.booking()
    far = make_escort(unit=make_unit(code="1380", name="Halmstad", kind="in_house"), username="far")
    assert signed_in(cast.coordinator).post(url_of(visit), {"escort": far.pk}).status_code == 404
    visit.refresh_from_db()
    assert visit.state == State.REQUESTED


def test_strangers_get_404(cast: Cast, signed_in: SignedIn) -> None:
    visit = cast.booking()
    other = make_staff(unit=make_unit(code="1380", name="Halmstad"), kind="coordinator", username="kurt")
    for user in (cast.stranger, other, cast.case_officer, cast.participant.user, cast.escort.user):
        client = signed_in(user)
        assert client.get(url_of(visit)).status_code == 404
        assert client.post(url_of(visit), {"escort": cast.escort.pk}).status_code == 404


def test_wrong_method(cast: Cast, signed_in: SignedIn) -> None:
    assert signed_in(cast.coordinator).put(url_of(cast.booking())).status_code == 405
