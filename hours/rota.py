"""Who is where in some days: each escort's visits and absences, and the visits that nobody holds.

A visit of a unit that the coordinator does not serve is told as busy time, without the person (R17).
Absences are told without a reason, for none is asked.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from hours.models import Absence, Booking
from hours.policy import REPORTED_STATES, State
from hours.rules import Span
from hours.timeline import Block, Day, Kind, days_from, minutes_within, monday_of
from ledsagning.people.models import Escort, Unit

TAKES_TIME = (State.ASSIGNED, *REPORTED_STATES)
LOSABLE = (Kind.PROMISED, Kind.ASKED)


@dataclass(frozen=True, slots=True)
class Row:
    """An escort, or nobody. Minutes are those promised in the whole week; `agreed` is None where none are."""

    escort: Escort | None
    blocks: list[Block] = field(default_factory=list)
    minutes_promised: int = 0
    minutes_agreed: int | None = None


@dataclass(frozen=True, slots=True)
class Rota:
    """Some days, a row each escort after the row of visits without one; `visits` are the blocks' by key."""

    days: list[Day]
    rows: list[Row]
    visits: dict[int, Booking]


def escorts_in(units: Iterable[Unit], days: Sequence[Day]) -> QuerySet[Escort]:
    """Escorts of the units' municipalities who are employed on any of the days, by name.

    And those who have left and still hold a visit then: it would be out of sight, and nobody would come.
    """
    employed = Q(valid_to=None) | Q(valid_to__gte=days[0].date)
    employed &= Q(valid_from__lte=days[-1].date, user__is_active=True)
    held = Booking.objects.filter(
        escort=OuterRef("pk"),
        state=State.ASSIGNED,
        starts_at__lt=days[-1].span.ends_at,
        ends_at__gt=days[0].span.starts_at,
    )
    places = {unit.municipality_id for unit in units}
    found = Escort.objects.filter(employed | Exists(held), unit__municipality__in=places)
    return found.select_related("user").order_by("user__name", "pk")


def kind_of(visit: Booking) -> Kind:
    if visit.state == State.REQUESTED:
        return Kind.OPEN
    if visit.state in REPORTED_STATES:
        return Kind.DONE
    return Kind.PROMISED if visit.accepted_at else Kind.ASKED


def block_of(visit: Booking, own: set[int]) -> Block:
    """A visit as its reader may see it."""
    if visit.unit_id in own:
        return Block(kind_of(visit), visit.span, visit.pk)
    return Block(Kind.BUSY, visit.span)


def rota(units: Sequence[Unit], days: list[Day]) -> Rota:
    """Three queries, however many escorts there are. The first day's whole week is read, for the sums."""
    week = days_from(monday_of(days[0].date), 7)
    frame = Span(week[0].span.starts_at, week[-1].span.ends_at)
    shown = Span(days[0].span.starts_at, days[-1].span.ends_at)
    own = {unit.pk for unit in units}
    escorts = list(escorts_in(units, week))
    held, nobodys = visits_in(escorts, own, frame)
    away = absences_in(escorts, shown)
    rows = [Row(None, blocks_of(nobodys, own, shown))]
    for escort in escorts:
        visits = held[escort.pk]
        promised = sum(minutes_within(visit.span, frame) for visit in visits if is_promised(visit))
        blocks = [lost(block, away[escort.pk]) for block in blocks_of(visits, own, shown)]
        rows.append(Row(escort, blocks + away[escort.pk], promised, escort.minutes_per_week))
    everything = (*nobodys, *(visit for found in held.values() for visit in found))
    return Rota(days, rows, {visit.pk: visit for visit in everything if visit.unit_id in own})


def blocks_of(visits: Iterable[Booking], own: set[int], shown: Span) -> list[Block]:
    """Those of the visits that lie in the days shown."""
    return [block_of(visit, own) for visit in visits if visit.span.overlaps(shown)]


def lost(block: Block, away: list[Block]) -> Block:
    """The block as it is when its escort is away then: somebody else is needed."""
    if block.kind in LOSABLE and any(block.span.overlaps(absence.span) for absence in away):
        return replace(block, kind=Kind.LOST)
    return block


def is_promised(visit: Booking) -> bool:
    return kind_of(visit) in (Kind.PROMISED, Kind.DONE)


def visits_in(
    escorts: list[Escort], own: set[int], frame: Span
) -> tuple[dict[int, list[Booking]], list[Booking]]:
    """Visits by the id of the escort who holds them, and those of one's own units that nobody holds."""
    held = Q(escort__in=[escort.pk for escort in escorts], state__in=TAKES_TIME)
    nobodys = Q(state=State.REQUESTED, unit__in=own)
    found = Booking.objects.filter(
        held | nobodys,
        starts_at__lt=frame.ends_at,
        ends_at__gt=frame.starts_at,
        starts_at__gt=frame.starts_at - timedelta(days=2),  # no visit is longer: for the index
    )
    by_escort: dict[int, list[Booking]] = defaultdict(list)
    open_ones = []
    for visit in found.select_related("pool__participant").order_by("starts_at", "pk"):
        if visit.state == State.REQUESTED:
            open_ones.append(visit)
        elif visit.escort_id:
            by_escort[visit.escort_id].append(visit)
    return by_escort, open_ones


def absences_in(escorts: list[Escort], shown: Span) -> dict[int, list[Block]]:
    """Absences that hold, by the escort's id."""
    found = Absence.objects.filter(
        escort__in=escorts, taken_back_at=None, starts_at__lt=shown.ends_at, ends_at__gt=shown.starts_at
    )
    by_escort: dict[int, list[Block]] = defaultdict(list)
    for absence in found.order_by("starts_at", "pk"):
        by_escort[absence.escort_id].append(Block(Kind.ABSENT, Span(absence.starts_at, absence.ends_at)))
    return by_escort
