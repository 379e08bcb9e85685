"""Asking for a proposal, following it, and accepting it in whole or in part."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from hours.assignments import assign
from hours.models import Booking, EscortWish
from hours.models.proposals import Proposal, ProposalState
from hours.policy import State
from hours.proposals import SILENT, propose
from ledsagning.people.models import AccessLog
from tests.cast import NOW, TOMORROW_14, Cast, make_escort, make_staff, make_unit
from tests.hours.views.conftest import SignedIn

URL = "/samordna/forslag/"
TOMORROW = date(2026, 3, 12)


@pytest.fixture
def asked(cast: Cast) -> Proposal:
    """Berit's visits of tomorrow and the day after, proposed for; Elsa is away from neither."""
    cast.booking()
    cast.booking(starts_at=TOMORROW_14 + timedelta(days=1))
    return propose(
        cast.unit, first_day=TOMORROW, last_day=TOMORROW + timedelta(days=1), by=cast.coordinator, now=NOW
    )


def page(proposal: Proposal) -> str:
    return reverse("proposal", args=[proposal.public_id])


def visits() -> list[Booking]:
    return list(Booking.objects.order_by("starts_at"))


def test_asking_leads_to_a_page_that_has_an_answer_already(cast: Cast, signed_in: SignedIn) -> None:
    cast.booking()
    client = signed_in(cast.coordinator)
    response = client.post(URL, {"first_day": "i morgon", "last_day": "13/3"})
    proposal = Proposal.objects.get()
    assert response.url == page(proposal)
    assert (proposal.first_day, proposal.last_day) == (TOMORROW, TOMORROW + timedelta(days=1))
    html = client.get(response.url).content.decode()
    assert "1 of 1 visit gets a companion" in html
    assert "Looking for something better" in html
    assert "new to each other" in html
    assert page(proposal) in client.get(URL).content.decode()


def test_the_week_to_come_stands_there(cast: Cast, signed_in: SignedIn) -> None:
    html = signed_in(cast.coordinator).get(URL).text
    assert 'value="12/3"' in html
    assert 'value="18/3"' in html


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"first_day": "", "last_day": "13/3"}, "Write the first day."),
        ({"first_day": "blåbär", "last_day": "13/3"}, "We do not understand “blåbär”."),
        ({"first_day": "10/3 2026", "last_day": "13/3"}, "“10/3 2026” has already been."),
        ({"first_day": "14/3", "last_day": "13/3"}, "The last day is before the first one."),
        ({"first_day": "12/3", "last_day": "12/4"}, "That is more than 31 days."),
    ],
)
def test_days_that_cannot_be_are_refused_and_kept(
    cast: Cast, signed_in: SignedIn, typed: dict[str, str], words: str
) -> None:
    html = signed_in(cast.coordinator).post(URL, typed).content.decode()
    assert words in html
    assert 'id="error-summary"' in html
    assert f'value="{typed["last_day"]}"' in html
    assert not Proposal.objects.exists()


def test_thirty_one_days_are_not_too_many(cast: Cast, signed_in: SignedIn) -> None:
    signed_in(cast.coordinator).post(URL, {"first_day": "12/3", "last_day": "11/4"})
    assert Proposal.objects.get().state == ProposalState.READY


def test_a_coordinator_of_two_units_chooses_one_of_them(cast: Cast, signed_in: SignedIn) -> None:
    second = make_unit(name="Andra enheten")
    foreign = make_unit(name="Tredje enheten")
    cast.coordinator.roles.create(unit=second, kind="coordinator", valid_from=date(2020, 1, 1))
    client = signed_in(cast.coordinator)
    days = {"first_day": "12/3", "last_day": "13/3"}
    client.post(URL, days | {"unit": foreign.pk})
    assert not Proposal.objects.exists()
    client.post(URL, days | {"unit": second.pk})
    assert Proposal.objects.get().unit == second


def test_the_ticked_are_asked_and_the_rest_are_not(asked: Proposal, cast: Cast, signed_in: SignedIn) -> None:
    first, second = visits()
    client = signed_in(cast.coordinator)
    response = client.post(page(asked), {"visit": [str(second.public_id)]}, follow=True)
    assert "1 visit: the companion has been asked." in response.content.decode()
    assert [each.state for each in visits()] == [State.REQUESTED, State.ASSIGNED]
    client.post(page(asked), {"visit": [str(second.public_id)]})
    client.post(page(asked), {"all": "1"})
    assert [each.escort for each in visits()] == [cast.escort, cast.escort]
    assert second.assignments.count() == 1
    assert first.assignments.count() == 1


def test_one_taken_meanwhile_is_left_out_in_words_and_the_rest_is_asked(
    asked: Proposal, cast: Cast, signed_in: SignedIn
) -> None:
    first, _ = visits()
    assign(first, make_escort(unit=cast.provider, username="erik"), by=cast.coordinator, now=NOW)
    response = signed_in(cast.coordinator).post(page(asked), {"all": "1"})
    html = response.content.decode()
    assert response.status_code == 409
    assert "Left out: Berit, Thursday 12 March." in html
    assert "1 visit: the companion has been asked." in html
    assert [str(each.escort) for each in visits()] == ["Erik", "Elsa"]


def test_nothing_ticked_is_said(asked: Proposal, cast: Cast, signed_in: SignedIn) -> None:
    response = signed_in(cast.coordinator).post(page(asked), {})
    assert response.status_code == 409
    assert "Nothing was ticked." in response.content.decode()
    assert signed_in(cast.coordinator).post(page(asked), {"visit": ["blåbär"]}).status_code == 404


def test_why_a_visit_got_no_one_stands_with_a_way_on(cast: Cast, signed_in: SignedIn) -> None:
    EscortWish.objects.create(participant=cast.participant, escort=cast.escort, never=True)
    visit = cast.booking()
    proposal = propose(cast.unit, first_day=TOMORROW, last_day=TOMORROW, by=cast.coordinator, now=NOW)
    html = signed_in(cast.coordinator).get(page(proposal)).content.decode()
    assert "The person has asked not to meet those who could come." in html
    assert reverse("assign_visit", args=[visit.public_id]) in html
    assert "0 of 1 visit gets a companion" in html


def test_progress_comes_alone_to_htmx_and_the_page_anew_when_it_is_over(
    asked: Proposal, cast: Cast, signed_in: SignedIn
) -> None:
    client = signed_in(cast.coordinator)
    part = client.get(page(asked), headers={"HX-Request": "true"})
    assert "Berit" not in part.content.decode()
    assert "2 of 2 visits get a companion" in part.content.decode()
    assert "HX-Refresh" not in part
    Proposal.objects.update(state=ProposalState.READY)
    assert client.get(page(asked), headers={"HX-Request": "true"})["HX-Refresh"] == "true"


def test_one_that_has_stopped_says_so_keeps_its_answer_and_is_tried_again(
    asked: Proposal, cast: Cast, signed_in: SignedIn
) -> None:
    client = signed_in(cast.coordinator)
    again = reverse("improve_again", args=[asked.public_id])
    client.post(again)
    assert Proposal.objects.get().heartbeat_at == NOW  # it is at work: nothing is done
    Proposal.objects.update(heartbeat_at=timezone.now() - SILENT - timedelta(seconds=1))
    html = client.get(page(asked)).content.decode()
    assert "The search stopped before its time was over." in html
    assert "Berit" in html
    assert client.post(again).url == page(asked)
    assert "Looking for something better" in client.get(page(asked)).content.decode()


def test_who_is_shown_is_logged(asked: Proposal, cast: Cast, signed_in: SignedIn) -> None:
    signed_in(cast.coordinator).get(page(asked))
    assert AccessLog.objects.get().participant == cast.participant


def test_strangers_get_404_and_other_methods_405(asked: Proposal, cast: Cast, signed_in: SignedIn) -> None:
    other = make_staff(unit=make_unit(code="1380", name="Halmstad"), kind="coordinator", username="kurt")
    again = reverse("improve_again", args=[asked.public_id])
    for user in (other, cast.stranger, cast.case_officer, cast.participant.user, cast.escort.user):
        client = signed_in(user)
        assert client.get(page(asked)).status_code == 404
        assert client.post(page(asked), {"all": "1"}).status_code == 404
        assert client.post(again).status_code == 404
    assert signed_in(cast.stranger).get(URL).status_code == 404
    client = signed_in(cast.coordinator)
    assert (client.put(URL).status_code, client.put(page(asked)).status_code) == (405, 405)
    assert client.get(again).status_code == 405
    assert all(each.state == State.REQUESTED for each in visits())


def test_a_thousand_rows_are_shown_a_page_at_a_time_in_a_few_queries(
    cast: Cast, signed_in: SignedIn, django_assert_max_num_queries: object
) -> None:
    for number in range(12):
        cast.booking(starts_at=NOW + timedelta(days=1, hours=2 * number), hours=1)
    proposal = propose(cast.unit, first_day=TOMORROW, last_day=TOMORROW, by=cast.coordinator, now=NOW)
    client = signed_in(cast.coordinator)
    with django_assert_max_num_queries(34):
        client.get(page(proposal))
