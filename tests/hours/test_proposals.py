"""Proposals: what is read, kept and accepted, and what has changed meanwhile."""

import uuid
from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hours.assignments import assign
from hours.bookings import book, cancel
from hours.errors import Code
from hours.matching import Obstacle
from hours.models import Absence, Booking, EscortWish, Event, EventKind
from hours.models.proposals import Proposal, ProposalState
from hours.planning import KNOWN, SOMEBODY, WISHED_FOR, Answer, Why
from hours.planning_facts import escorts_between, read_facts
from hours.policy import State
from hours.proposals import (
    SILENT,
    accept_visits,
    has_stopped,
    improve_proposal,
    open_visits,
    propose,
    save_better,
    seconds_for,
    try_again,
)
from tests.cast import NOW, TOMORROW_14, Cast, make_escort, make_participant, make_pool

TOMORROW = date(2026, 3, 12)


def proposed(cast: Cast, *, last_day: date = TOMORROW, seconds: int = 1) -> Proposal:
    return propose(
        cast.unit, first_day=TOMORROW, last_day=last_day, seconds=seconds, by=cast.coordinator, now=NOW
    )


def answers(proposal: Proposal) -> list[tuple[str, str]]:
    return [(str(row.escort or ""), row.obstacle) for row in proposal.visits.all()]


@pytest.mark.parametrize(("visits", "seconds"), [(1, 20), (160, 20), (1000, 125), (20_000, 600)])
def test_more_visits_get_more_time_within_limits(visits: int, seconds: int) -> None:
    assert seconds_for(visits) == seconds


def test_each_open_visit_of_the_days_gets_an_answer_at_once(cast: Cast) -> None:
    cast.booking()
    cast.booking(starts_at=TOMORROW_14 + timedelta(days=1))  # the day after the last
    cast.booking(starts_at=NOW + timedelta(hours=2))  # the day before the first
    proposal = proposed(cast)
    assert answers(proposal) == [("Elsa", "")]
    assert (proposal.state, proposal.progress_permille) == (ProposalState.RUNNING, 0)


def test_without_open_visits_there_is_nothing_to_work_out(cast: Cast) -> None:
    cast.assigned()
    proposal = proposed(cast)
    assert (answers(proposal), proposal.state) == ([], ProposalState.READY)


def test_what_is_promised_stays_and_a_second_visit_at_the_time_gets_nobody(cast: Cast) -> None:
    held = cast.assigned()
    other = make_pool(participant=make_participant(unit=cast.unit, username="olle"), by=cast.case_officer)
    book(
        other, key=uuid.uuid4(), starts_at=TOMORROW_14, ends_at=TOMORROW_14 + timedelta(hours=2),
        by=cast.coordinator, now=NOW,
    )  # fmt: skip
    assert answers(proposed(cast)) == [("", Obstacle.BUSY)]
    held.refresh_from_db()
    assert held.escort == cast.escort


def test_the_one_who_is_wished_for_and_known_is_proposed(cast: Cast) -> None:
    erik = make_escort(unit=cast.provider, username="erik")
    EscortWish.objects.create(participant=cast.participant, escort=erik)
    cast.booking()
    assert answers(proposed(cast)) == [("Erik", "")]


def test_one_the_person_never_wants_to_meet_is_not_proposed(cast: Cast) -> None:
    EscortWish.objects.create(participant=cast.participant, escort=cast.escort, never=True)
    cast.booking()
    assert answers(proposed(cast)) == [("", Obstacle.UNWANTED)]


def test_only_named_staff_are_proposed_for_a_protected_identity(cast: Cast) -> None:
    cast.booking()
    cast.participant.is_protected = True
    cast.participant.save()
    assert answers(proposed(cast)) == [("", Obstacle.PROTECTED)]
    cast.participant.named_staff.create(user=cast.escort.user, by=cast.coordinator, at=NOW)
    assert answers(proposed(cast)) == [("Elsa", "")]


def test_an_absence_and_agreed_hours_are_kept(cast: Cast) -> None:
    cast.booking()
    away = Absence.objects.create(
        escort=cast.escort, starts_at=NOW, ends_at=NOW + timedelta(days=3), by=cast.coordinator, at=NOW
    )
    assert answers(proposed(cast)) == [("", Obstacle.ABSENT)]
    away.delete()
    cast.escort.minutes_per_week = 2 * 60
    cast.escort.save()
    assert answers(proposed(cast)) == [("", Obstacle.WEEKLY_HOURS)]


def test_points_are_those_of_wishes_and_continuity(cast: Cast) -> None:
    cast.done(starts_at=NOW - timedelta(days=2), now=NOW - timedelta(days=3))
    EscortWish.objects.create(participant=cast.participant, escort=cast.escort)
    cast.booking()
    visits = open_visits(cast.unit, TOMORROW, TOMORROW, NOW)
    task = read_facts(visits, escorts_between(visits)).task()
    assert task.visits[0].fitting == {cast.escort.pk: WISHED_FOR + KNOWN}
    assert proposed(cast).score >= SOMEBODY + WISHED_FOR + KNOWN


def test_the_facts_are_read_in_as_many_queries_for_many_as_for_one(cast: Cast) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            visits = open_visits(cast.unit, TOMORROW, TOMORROW + timedelta(days=9), NOW)
            read_facts(visits, escorts_between(visits)).task()
        return len(captured)

    cast.booking()
    few = queries()
    for number in range(1, 6):
        make_escort(unit=cast.provider, username=f"e{number}")
        cast.booking(starts_at=TOMORROW_14 + timedelta(days=number))
    assert queries() == few <= 12


def test_bettering_ends_ready_with_a_bound_and_never_below_greedy(cast: Cast) -> None:
    for number in range(4):
        cast.booking(starts_at=TOMORROW_14 + timedelta(days=number))
    proposal = proposed(cast, last_day=TOMORROW + timedelta(days=5))
    before = proposal.score
    told: list[int] = []
    improve_proposal(proposal, clock=lambda: NOW, told=lambda permille, found: told.append(permille))
    proposal.refresh_from_db()
    assert (proposal.state, told[-1]) == (ProposalState.READY, 1000)
    assert before <= proposal.score <= proposal.bound


def test_a_better_answer_replaces_only_what_is_different(cast: Cast) -> None:
    visit = cast.booking()
    erik = make_escort(unit=cast.provider, username="erik")
    proposal = proposed(cast)
    worse = Answer({visit.pk: erik.pk}, {}, proposal.score - 1, proposal.score + 9)
    assert save_better(proposal, worse, permille=300, now=NOW)
    assert answers(proposal) == [("Elsa", "")]
    better = Answer({visit.pk: erik.pk}, {}, proposal.score + 1, proposal.score + 9)
    assert save_better(proposal, better, permille=400, now=NOW)
    assert answers(proposal) == [("Erik", "")]


def test_accepting_asks_the_escort_once_and_counts_as_from_a_proposal(cast: Cast) -> None:
    visit = cast.booking()
    proposal = proposed(cast)
    first = accept_visits(proposal, [visit.pk], by=cast.coordinator, now=NOW)
    again = accept_visits(proposal, None, by=cast.coordinator, now=NOW)
    assert (len(first.asked), len(again.asked), again.left_out) == (1, 0, [])
    visit.refresh_from_db()
    assert (visit.state, visit.escort) == (State.ASSIGNED, cast.escort)
    kinds = Event.objects.filter(booking=visit).values_list("kind", flat=True)
    assert list(kinds).count(EventKind.AUTO_ASSIGNED) == 1
    assert EventKind.ASSIGNED not in kinds


def test_accepting_a_part_leaves_the_rest(cast: Cast) -> None:
    first, second = cast.booking(), cast.booking(starts_at=TOMORROW_14 + timedelta(days=1))
    proposal = proposed(cast, last_day=TOMORROW + timedelta(days=1))
    accept_visits(proposal, [second.pk], by=cast.coordinator, now=NOW)
    states = [Booking.objects.get(pk=visit.pk).state for visit in (first, second)]
    assert states == [State.REQUESTED, State.ASSIGNED]


def test_accepting_stops_the_search(cast: Cast) -> None:
    visit = cast.booking()
    proposal = proposed(cast)
    accept_visits(proposal, [], by=cast.coordinator, now=NOW)
    better = Answer({}, {visit.pk: Why.NEEDED_MORE}, proposal.score + 1, proposal.score + 9)
    assert not save_better(proposal, better, permille=500, now=NOW)
    assert answers(proposal) == [("Elsa", "")]


@pytest.mark.parametrize(
    ("meanwhile", "code"),
    [
        ("taken", Code.ASSIGNED_MEANWHILE),
        ("busy", Code.ESCORT_BUSY),
        ("cancelled", Code.NOT_OPEN),
        ("away", Code.ESCORT_ABSENT),
    ],
)
def test_what_has_changed_meanwhile_is_left_out_and_told(cast: Cast, meanwhile: str, code: Code) -> None:
    visit = cast.booking()
    free = cast.booking(starts_at=TOMORROW_14 + timedelta(days=1))
    proposal = proposed(cast, last_day=TOMORROW + timedelta(days=1))
    change(cast, visit, meanwhile)
    outcome = accept_visits(proposal, None, by=cast.coordinator, now=NOW)
    assert [row.booking for row in outcome.asked] == [free]
    ((row, problems),) = outcome.left_out
    assert row.booking == visit
    assert code in {problem.code for problem in problems}


def change(cast: Cast, visit: Booking, meanwhile: str) -> None:
    if meanwhile == "taken":
        erik = make_escort(unit=cast.provider, username="erik")
        assign(visit, erik, by=cast.coordinator, now=NOW)
    elif meanwhile == "cancelled":
        cancel(visit, by=cast.participant.user, now=NOW)
    elif meanwhile == "away":
        span = {"starts_at": NOW, "ends_at": TOMORROW_14 + timedelta(hours=1)}
        Absence.objects.create(escort=cast.escort, **span, by=cast.coordinator, at=NOW)
    else:
        olle = make_participant(unit=cast.unit, username="olle")
        pool = make_pool(participant=olle, by=cast.case_officer)
        ends_at = TOMORROW_14 + timedelta(hours=1)
        other = book(
            pool, key=uuid.uuid4(), starts_at=TOMORROW_14, ends_at=ends_at, by=cast.coordinator, now=NOW
        )
        assign(other, cast.escort, by=cast.coordinator, now=NOW)


def test_one_that_is_silent_has_stopped_and_is_taken_up_again_once(cast: Cast) -> None:
    cast.booking()
    proposal = proposed(cast)
    assert not has_stopped(proposal, NOW + SILENT)
    assert not try_again(proposal, now=NOW + SILENT)
    later = NOW + SILENT + timedelta(seconds=1)
    assert has_stopped(proposal, later)
    assert try_again(proposal, now=later)
    assert not try_again(proposal, now=later)
    assert answers(proposal) == [("Elsa", "")]


def test_the_command_betters_a_proposal_and_tells_a_line(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    cast.booking(starts_at=TOMORROW_14)
    proposal = proposed(cast)
    call_command("improve_proposal", proposal.pk, "--seconds", "0.2")
    assert "Elsa" not in capsys.readouterr().out
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.READY


def test_the_command_says_when_there_is_no_such_proposal(db: None) -> None:
    with pytest.raises(CommandError, match="There is no proposal 404"):
        call_command("improve_proposal", 404)
