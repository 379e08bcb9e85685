"""Proposals: who could take which open visit of a period, worked out, kept, and accepted in whole or in part.

Only visits without an escort are proposed for. Nothing is held for anybody until a coordinator accepts;
each yes then goes through the guards of hours.assignments, so that what has changed meanwhile is found.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from hours.assignments import assign
from hours.errors import Problem, Refused
from hours.models import Booking, EventKind
from hours.models.proposals import Proposal, ProposalState, ProposedVisit
from hours.planning import Answer, Task
from hours.planning_facts import escorts_between, read_facts
from hours.planning_greedy import first_answer
from hours.policy import State
from hours.times import instants
from hours.transactions import action
from ledsagning.people.models import Unit, User

LONGEST_PERIOD = timedelta(days=31)
# One that has not been heard of for this long is stopped: somebody has ended it, or the machine.
SILENT = timedelta(seconds=30)
SAVE_EVERY = 2.0  # seconds
# Allowed for bettering an answer: what a thousand visits of a scarce week take; ten minutes at most.
LEAST_SECONDS, MOST_SECONDS, VISITS_A_SECOND = 20, 600, 8
# Each yes is a transaction with all its guards; more than this would keep somebody waiting.
MOST_AT_ONCE = 200


def open_visits(unit: Unit, first_day: date, last_day: date, now: datetime) -> list[Booking]:
    """Visits of the unit on these days, both included, that nobody has and that have not begun."""
    begins, ends = (instants(day, time(0))[0] for day in (first_day, last_day + timedelta(days=1)))
    wanted = Booking.objects.filter(unit=unit, state=State.REQUESTED, starts_at__gt=now)
    within = wanted.filter(starts_at__gte=begins, starts_at__lt=ends)
    return list(within.select_related("unit", "pool__participant").order_by("starts_at", "pk"))


def read_task(visits: list[Booking]) -> Task:
    """The visits and everybody who could take them, as plain data."""
    if not visits:
        return Task([], [])
    return read_facts(visits, escorts_between(visits)).task()


def propose(
    unit: Unit, *, first_day: date, last_day: date, seconds: int | None = None, by: User, now: datetime
) -> Proposal:
    """A proposal with the greedy answer, which is there at once. Bettering it is `improve_proposal`.

    Without `seconds` the time allowed follows from how many visits there are.
    """
    visits = open_visits(unit, first_day, last_day, now)
    found = first_answer(read_task(visits))
    proposal = Proposal(
        unit=unit,
        first_day=first_day,
        last_day=last_day,
        seconds_allowed=seconds or seconds_for(len(visits)),
        by=by,
        at=now,
        state=ProposalState.RUNNING if visits else ProposalState.READY,
        score=found.points,
        heartbeat_at=now,
        ended_at=None if visits else now,
    )
    return save_first(proposal, visits, found)


def seconds_for(visits: int) -> int:
    """Time to better an answer. It ends earlier when it is close to the best, or when it is accepted."""
    return min(MOST_SECONDS, max(LEAST_SECONDS, visits // VISITS_A_SECOND))


@action
def save_first(proposal: Proposal, visits: list[Booking], found: Answer) -> Proposal:
    proposal.save()
    ProposedVisit.objects.bulk_create(
        ProposedVisit(
            proposal=proposal,
            booking=visit,
            escort_id=found.chosen.get(visit.pk),
            obstacle=found.why_nobody.get(visit.pk, ""),
        )
        for visit in visits
    )
    return proposal


@action
def save_better(proposal: Proposal, found: Answer, *, permille: int, now: datetime) -> bool:
    """Keeps an answer that is at least as good, and that somebody still works on it.

    False when the proposal is no longer being worked out: somebody has accepted what there was.
    """
    held = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if held.state != ProposalState.RUNNING:
        return False
    held.progress_permille, held.heartbeat_at = permille, now
    held.bound = max(found.bound or 0, held.score)
    if permille >= 1000:
        held.state, held.ended_at = ProposalState.READY, now
    if found.points > held.score:
        held.score = found.points
        write_changes(held, found)
    held.save()
    return True


def write_changes(proposal: Proposal, found: Answer) -> None:
    """Writes only what has become different."""
    changed = []
    for row in proposal.visits.order_by():
        escort_id, why = found.chosen.get(row.booking_id), found.why_nobody.get(row.booking_id, "")
        if (row.escort_id, row.obstacle) != (escort_id, why):
            row.escort_id, row.obstacle = escort_id, why
            changed.append(row)
    ProposedVisit.objects.bulk_update(changed, ["escort", "obstacle"], batch_size=200)


class Stopped(Exception):
    """Somebody has accepted what there was: nothing more is to be worked out."""


def improve_proposal(
    proposal: Proposal,
    *,
    clock: Callable[[], datetime],
    seconds: float | None = None,
    told: Callable[[int, Answer], None] = lambda permille, found: None,
) -> None:
    """Betters the proposal until its time is over, saving as it goes. `told` hears of it."""
    # SciPy and the search take a while to load, and no page needs them: only this does.
    from hours.planning_search import Progress, improve

    keys = list(proposal.visits.order_by().values_list("booking", flat=True))
    visits = Booking.objects.filter(pk__in=keys, state=State.REQUESTED, starts_at__gt=clock())
    task = read_task(list(visits.select_related("unit", "pool__participant").order_by("starts_at", "pk")))

    def save(progress: Progress) -> None:
        told(progress.permille, progress.answer)
        if not save_better(proposal, progress.answer, permille=progress.permille, now=clock()):
            raise Stopped

    try:
        improve(task, seconds=seconds or proposal.seconds_allowed, on_progress=save, tell_every=SAVE_EVERY)
    except Stopped:
        return


def has_stopped(proposal: Proposal, now: datetime) -> bool:
    """Whether it should be worked out, and nobody does: the process was ended."""
    heard_of = proposal.heartbeat_at or proposal.at
    return proposal.state == ProposalState.RUNNING and now - heard_of > SILENT


@action
def try_again(proposal: Proposal, *, now: datetime) -> bool:
    """Takes up one that has stopped, with the answer it had. False when it is at work, or done."""
    held = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if not has_stopped(held, now) and held.state != ProposalState.FAILED:
        return False
    held.state, held.heartbeat_at, held.progress_permille, held.ended_at = ProposalState.RUNNING, now, 0, None
    held.save()
    return True


@action
def fail(proposal: Proposal, *, now: datetime) -> None:
    """Says that working it out went wrong; what was found stays."""
    running = Proposal.objects.filter(pk=proposal.pk, state=ProposalState.RUNNING)
    running.update(state=ProposalState.FAILED, ended_at=now)


@dataclass(slots=True)
class Accepted:
    """Whom an acceptance asked, what it left out and why, and how many visits it did not come to."""

    asked: list[ProposedVisit] = field(default_factory=list)
    left_out: list[tuple[ProposedVisit, list[Problem]]] = field(default_factory=list)
    not_yet: int = 0


def accept_visits(
    proposal: Proposal, booking_ids: Iterable[int] | None, *, by: User, now: datetime
) -> Accepted:
    """Asks the proposed escorts for these visits, or for all of them (None); once, however often it is sent.

    Working out stops. Every visit is asked for by itself under today's rules: one that somebody has taken,
    moved or cancelled, or whose escort has become busy, is left out and told.
    """
    stop(proposal, now=now)
    rows = proposal.visits.filter(asked_at=None).exclude(escort=None)
    rows = rows.select_related("booking__unit", "booking__pool__participant", "escort__user", "escort__unit")
    if booking_ids is not None:
        rows = rows.filter(booking__in=list(booking_ids))
    wanted = list(rows.order_by("booking__starts_at", "pk"))
    accepted = Accepted(not_yet=max(0, len(wanted) - MOST_AT_ONCE))
    for row in wanted[:MOST_AT_ONCE]:
        try:
            ask(row, by=by, now=now)
        except Refused as refused:
            accepted.left_out.append((row, list(refused.problems)))
        else:
            accepted.asked.append(row)
    return accepted


@action
def ask(row: ProposedVisit, *, by: User, now: datetime) -> None:
    """Asks one escort, and notes that it is done."""
    if row.escort is None:
        return
    assign(row.booking, row.escort, by=by, now=now, kind=EventKind.AUTO_ASSIGNED)
    row.asked_at = now
    row.save(update_fields=["asked_at"])


@action
def stop(proposal: Proposal, *, now: datetime) -> None:
    running = Proposal.objects.filter(pk=proposal.pk, state=ProposalState.RUNNING)
    running.update(state=ProposalState.READY, ended_at=now)
