"""The passbook: the only place that writes its lines.

A caller holds the pool's lock (`locked_pool`) from before it reads the balance until its transaction
ends, so that every line follows from the line before.
"""

from datetime import date, datetime, timedelta
from itertools import pairwise

from django.db.models import Sum

from hours.errors import refuse_if_blocked
from hours.events import record
from hours.ledger import Balance, Line
from hours.models import Decision, EventKind, LedgerEntry, Pool
from hours.policy import Kind, ShortPool
from hours.rules import Means, decision_problems, months_granted
from hours.times import local_date
from hours.transactions import action
from ledsagning.people.models import Participant, User


def locked_pool(pool_id: int) -> Pool:
    """The pool, locked until the transaction ends (SQLite's IMMEDIATE transaction is the lock there)."""
    return Pool.objects.select_for_update(of=("self",)).select_related("unit__municipality").get(pk=pool_id)


def last_line(pool: Pool) -> LedgerEntry | None:
    """The last line: one indexed row. It is the balance."""
    return LedgerEntry.objects.filter(pool=pool).order_by("-number").first()


def balance(pool: Pool) -> Balance:
    """Minutes available, reserved and used. For the person and those who act for the person (P2)."""
    line = last_line(pool)
    return Balance(line.available, line.reserved, line.used) if line else Balance()


def append(
    pool: Pool,
    kind: Kind,
    minutes: int,
    *,
    by: User | None,
    at: datetime,
    booking_id: int | None = None,
    decision: Decision | None = None,
    key: str | None = None,
) -> LedgerEntry:
    """Writes one line. The caller holds the pool's lock. Raises hours.ledger.Overdrawn under zero."""
    before = last_line(pool)
    number = before.number if before else 0
    held = Balance(before.available, before.reserved, before.used) if before else Balance()
    after = held.after(kind, minutes)
    return LedgerEntry.objects.create(
        pool=pool,
        number=number + 1,
        kind=kind,
        minutes=minutes,
        available=after.available,
        reserved=after.reserved,
        used=after.used,
        booking_id=booking_id,
        decision=decision,
        at=at,
        by=by,
        key=key,
    )


def lines(pool: Pool) -> list[Line]:
    """Every line in order, as the pure replay reads them."""
    return [
        Line(line.number, Kind(line.kind), line.minutes, Balance(line.available, line.reserved, line.used))
        for line in LedgerEntry.objects.filter(pool=pool).order_by("number")
    ]


def current_decision(pool: Pool, day: date) -> Decision | None:
    """The decision with the latest start that has begun by `day`, else the first one to come."""
    decisions = list(pool.decisions.all())
    begun = [decision for decision in decisions if decision.starts_on <= day]
    return begun[-1] if begun else (decisions[0] if decisions else None)


def is_uncapped(pool: Pool, day: date) -> bool:
    """Whether a decision in force on the day has no ceiling; on a day between decisions, the current one."""
    in_force = [
        decision
        for decision in pool.decisions.all()
        if decision.starts_on <= day and (decision.ends_on is None or decision.ends_on >= day)
    ]
    current = current_decision(pool, day)
    return any(decision.uncapped for decision in in_force or ([current] if current else []))


def means(pool: Pool, *, day: date, now: datetime, minutes_held: int = 0) -> Means:
    """What a booking may draw on, with what decisions have given and the passbook has yet to write down.

    `day` is that of the visit; `minutes_held` are those the booking itself has reserved.
    """
    given = sum(minutes for _, _, minutes in due(pool, now=now))
    decisions = pool.decisions.all()
    ends = [each.ends_on for each in decisions if each.ends_on]
    return Means(
        minutes_available=balance(pool).available + given + minutes_held,
        short_pool=ShortPool(pool.unit.municipality.short_pool),
        uncapped=is_uncapped(pool, day),
        decision_ends_on=max(ends) if ends and len(ends) == len(decisions) else None,
    )


def fill(pool: Pool, minutes: int, *, uncapped: bool, by: User, at: datetime, booking_id: int) -> None:
    """Brings in what is missing for `minutes` (P5): what decisions have given and the passbook lacks, then a
    grant when the decision has no ceiling, else a top-up.
    """
    missing = minutes - balance(pool).available
    if missing > 0 and grant_due(pool, by=None, now=at):
        missing = minutes - balance(pool).available
    if missing > 0:
        kind = Kind.GRANT if uncapped else Kind.TOP_UP
        append(pool, kind, missing, by=by, at=at, booking_id=booking_id)


def due(pool: Pool, *, now: datetime) -> list[tuple[Decision, int, int]]:
    """What decisions have given by now and the passbook lacks: (decision, months given, minutes lacking).

    Until further notice means a year's hours at a time.
    """
    grants = LedgerEntry.objects.filter(pool=pool, kind=Kind.GRANT).exclude(decision=None).order_by()
    written = dict(grants.values_list("decision").annotate(Sum("minutes")))
    lacking = []
    for decision in pool.decisions.all():
        months = months_granted(decision.starts_on, decision.ends_on, local_date(now))
        minutes = months * decision.minutes_per_month - written.get(decision.pk, 0)
        lacking.append((decision, months, minutes))
    return [found for found in lacking if found[2] > 0]


def grant_due(pool: Pool, *, by: User | None, now: datetime) -> int:
    """Writes the grants that are due. Returns how many. The line's key makes a second run write nothing."""
    lacking = due(pool, now=now)
    for decision, months, minutes in lacking:
        key = f"grant:{decision.pk}:{months}"
        append(pool, Kind.GRANT, minutes, by=by, at=now, decision=decision, key=key)
    return len(lacking)


def open_pool(participant: Participant) -> Pool:
    """The participant's one pool, made at the first decision."""
    pool, _ = Pool.objects.get_or_create(
        participant=participant,
        defaults={
            "unit": participant.unit,
            "birth_year": participant.birth_date.year,
            "sex": participant.sex,
        },
    )
    return pool


def end_those_followed(pool: Pool, legal_basis: str) -> None:
    """Ends each decision until further notice the day before the next with the same legal basis begins.

    One that begins the same day takes the place of the earlier registered; nothing given is taken back.
    """
    in_order = pool.decisions.filter(legal_basis=legal_basis).order_by("starts_on", "pk")
    for decision, following in pairwise(list(in_order)):
        if decision.ends_on is None:
            decision.ends_on = following.starts_on - timedelta(days=1)
            decision.save(update_fields=["ends_on"])


@action
def register_decision(
    participant: Participant,
    *,
    legal_basis: str,
    minutes_per_month: int,
    starts_on: date,
    ends_on: date | None,
    uncapped: bool,
    decided_on: date,
    by: User,
    now: datetime,
) -> Decision:
    """Registers a decision and grants the whole period's hours at once. Raises Refused.

    What is left from before goes along (P1): nothing is taken away when a decision ends or follows another.
    One until further notice ends the day before another with the same legal basis: its years are that one's.
    """
    refuse_if_blocked(
        decision_problems(
            starts_on=starts_on, ends_on=ends_on, minutes_per_month=minutes_per_month, uncapped=uncapped
        )
    )
    pool = locked_pool(open_pool(participant).pk)
    renewed = pool.decisions.exists()
    decision = Decision.objects.create(
        participant=participant,
        pool=pool,
        legal_basis=legal_basis,
        minutes_per_month=0 if uncapped else minutes_per_month,
        uncapped=uncapped,
        decided_on=decided_on,
        starts_on=starts_on,
        ends_on=ends_on,
        by=by,
    )
    end_those_followed(pool, legal_basis)
    grant_due(pool, by=by, now=now)
    decision.refresh_from_db()
    record(EventKind.RENEWED if renewed else EventKind.DECIDED, unit=pool.unit, by=by, at=now)
    return decision
