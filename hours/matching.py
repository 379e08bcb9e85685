"""Who fits a visit: hard rules exclude, a named policy ranks, and every reason can be said in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import NamedTuple

from hours.rules import Span
from hours.times import minutes_between

# Two visits this close are felt as one trip; farther apart the day has other things in it.
NEIGHBOUR = timedelta(hours=4)


class Reason(StrEnum):
    """Why somebody stands where they stand in the list. hours/messages.py has the words."""

    WISHED_FOR = "wished_for"
    KNOWN = "known"
    NEW = "new"
    DECLINED_BEFORE = "declined_before"
    CLOSE_IN_TIME = "close_in_time"
    DAY_FREE = "day_free"


class Rank(NamedTuple):
    """The ranking policy, best first: smaller sorts before larger, part by part."""

    declined_before: bool
    not_wished_for: bool
    visits_together: int  # negated: many visits together come first
    minutes_from_neighbour: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is known of an escort. `busy` are the escort's other promised visits."""

    escort_id: int
    busy: Sequence[Span] = ()
    visits_together: int = 0
    wished_for: bool = False
    avoided: bool = False
    declined_before: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An escort who can come, with the reasons for the place in the list."""

    escort_id: int
    rank: Rank
    reasons: tuple[Reason, ...]
    visits_together: int
    minutes_from_neighbour: int | None


def is_possible(candidate: Candidate, visit: Span) -> bool:
    """Hard rules: free at the time, and not somebody the person has asked never to meet."""
    return not candidate.avoided and not any(visit.overlaps(span) for span in candidate.busy)


def minutes_from_neighbour(candidate: Candidate, visit: Span) -> int | None:
    """Minutes to the nearest other visit within NEIGHBOUR; None when there is none so near."""
    gaps = [
        minutes_between(earlier.ends_at, later.starts_at)
        for other in candidate.busy
        for earlier, later in ((other, visit), (visit, other))
        if timedelta(0) <= later.starts_at - earlier.ends_at <= NEIGHBOUR
    ]
    return min(gaps, default=None)


def suggestion(candidate: Candidate, visit: Span) -> Suggestion:
    """One candidate's rank and reasons."""
    gap = minutes_from_neighbour(candidate, visit)
    known = candidate.visits_together > 0
    told = (
        (Reason.WISHED_FOR, candidate.wished_for),
        (Reason.KNOWN, known),
        (Reason.NEW, not known),
        (Reason.CLOSE_IN_TIME, gap is not None),
        (Reason.DAY_FREE, gap is None),
        (Reason.DECLINED_BEFORE, candidate.declined_before),
    )
    far = minutes_between(visit.starts_at, visit.starts_at + NEIGHBOUR) + 1
    return Suggestion(
        escort_id=candidate.escort_id,
        rank=Rank(
            candidate.declined_before,
            not candidate.wished_for,
            -candidate.visits_together,
            far if gap is None else gap,
        ),
        reasons=tuple(reason for reason, holds in told if holds),
        visits_together=candidate.visits_together,
        minutes_from_neighbour=gap,
    )


def suggestions(visit: Span, candidates: Iterable[Candidate]) -> list[Suggestion]:
    """Everyone who can come, best first; equals stand in the order of their id so that lists are stable."""
    possible = [suggestion(candidate, visit) for candidate in candidates if is_possible(candidate, visit)]
    return sorted(possible, key=lambda found: (found.rank, found.escort_id))
