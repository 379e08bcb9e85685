"""The search for a better proposal, killed (kill -9): what stands is whole, and nothing hangs."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hours.models.proposals import Proposal, ProposalState
from hours.planning_greedy import first_answer
from hours.proposals import SILENT, accept_visits, open_visits, read_task
from tests.cast import Cast, make_cast
from tests.hours import improver
from tests.hours.peers import kill, wait_for

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def answers(proposal: Proposal) -> dict[int, int | None]:
    """The escort's key by the visit's."""
    return dict(proposal.visits.order_by().values_list("booking", "escort"))


def page(cast: Cast, proposal: Proposal, **headers: str):
    client = Client(headers={"accept-language": "en"} | headers)
    client.force_login(cast.coordinator)
    return client.get(reverse("proposal", args=[proposal.public_id]))


@pytest.fixture
def greedy(cast: Cast) -> Proposal:
    return improver.proposed(cast, timezone.now())


def test_killed_before_it_has_found_anything_the_greedy_proposal_stands(cast: Cast, greedy: Proposal) -> None:
    first = answers(greedy)
    worker = improver.start(greedy, seconds=120)
    kill(worker)
    assert answers(greedy) == first
    now = timezone.now()
    visits = open_visits(cast.unit, greedy.first_day, greedy.last_day, now)
    assert first_answer(read_task(visits)).chosen == {key: who for key, who in first.items() if who}


def test_killed_in_the_middle_the_last_better_one_stands_and_is_taken_up_again(
    cast: Cast, greedy: Proposal, monkeypatch: pytest.MonkeyPatch
) -> None:
    score, begun = greedy.score, greedy.heartbeat_at
    worker = improver.start(greedy, seconds=120)
    wait_for(lambda: Proposal.objects.filter(pk=greedy.pk, heartbeat_at__gt=begun).exists(), worker)
    kill(worker)
    greedy.refresh_from_db()
    assert greedy.state == ProposalState.RUNNING
    assert 0 < greedy.progress_permille < 1000
    assert greedy.bound >= greedy.score >= score
    stands = answers(greedy)

    # Until it has been silent for a while, nobody can tell it from one at work.
    assert "Looking for something better" in page(cast, greedy).text
    real_now = timezone.now
    monkeypatch.setattr(timezone, "now", lambda: real_now() + SILENT + timedelta(seconds=1))
    assert "The search stopped before its time was over." in page(cast, greedy).text
    assert page(cast, greedy, **{"HX-Request": "true"})["HX-Refresh"] == "true"
    assert answers(greedy) == stands
    monkeypatch.setattr(timezone, "now", real_now)

    again = improver.start(greedy, seconds=1)
    printed, _ = again.communicate(timeout=120)
    assert again.returncode == 0, printed
    before = greedy.score
    greedy.refresh_from_db()
    assert greedy.state == ProposalState.READY
    assert greedy.score >= before


def test_what_a_killed_search_leaves_can_be_accepted_whole(cast: Cast, greedy: Proposal) -> None:
    """Each yes goes through the guards: an answer written by half would be refused."""
    begun = greedy.heartbeat_at
    worker = improver.start(greedy, seconds=120)
    wait_for(lambda: Proposal.objects.filter(pk=greedy.pk, heartbeat_at__gt=begun).exists(), worker)
    kill(worker)
    accepted = accept_visits(greedy, None, by=cast.coordinator, now=timezone.now())
    assert accepted.left_out == []
    assert len(accepted.asked) == greedy.visits.exclude(escort=None).count() > 0
    greedy.refresh_from_db()
    assert greedy.state == ProposalState.READY
