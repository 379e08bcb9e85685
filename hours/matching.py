"""Who fits a visit: hard rules exclude, a named policy ranks, and every reason can be said in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import NamedTuple

from hours.rules import Span
from hours.times import local_date, minutes_between
from hours.week_patterns import WeekRow, fits
from hours.working_time import breaks_of_adding, minutes_in, week_of

# Two visits this close are felt as one trip; farther apart the day has other things in it.
NEIGHBOUR = timedelta(hours=4)
# What the week's work is measured against where no hours are agreed (arbetstidslagen 5 §: 40 hours).
FULL_WEEK_MINUTES = 40 * 60


class Obstacle(StrEnum):
    """A hard rule that stands in the way. hours/messages.py has the words; told in this order."""

    NOT_EMPLOYED = "not_employed"
    UNWANTED = "unwanted"
    PROTECTED = "protected"
    BUSY = "busy"
    ABSENT = "absent"
    OUTSIDE_HOURS = "outside_hours"
    DAILY_REST = "daily_rest"
    WEEKLY_REST = "weekly_rest"
    WEEKLY_HOURS = "weekly_hours"


class Reason(StrEnum):
    """Why somebody stands where they stand in the list. hours/messages.py has the words."""

    WISHED_FOR = "wished_for"
    KNOWN = "known"
    NEW = "new"
    NOT_KNOWN_AS_WISHED = "not_known_as_wished"
    SPEAKS = "speaks"
    LANGUAGE_MISSING = "language_missing"
    CAN = "can"
    SKILL_MISSING = "skill_missing"
    CLOSE_IN_TIME = "close_in_time"
    DAY_FREE = "day_free"
    PROMISED_THAT_WEEK = "promised_that_week"
    DECLINED_BEFORE = "declined_before"


class Rank(NamedTuple):
    """The ranking policy, best first: smaller sorts before larger, part by part."""

    declined_before: bool
    not_wished_for: bool
    not_known_as_wished: bool  # the person asked for somebody they know
    languages_missing: int
    skills_missing: int
    visits_together: int  # negated: many visits together come first
    tenths_of_week: int  # evenness: those with much of their week promised come later
    minutes_from_neighbour: int  # little waiting between visits


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is known of an escort for one visit.

    `busy` are the escort's other promised visits and `worked` those carried out, both at least within
    working_time.round_visit. `rows` and `minutes_per_week` are what is agreed; empty and None are no limits.
    `is_named` is false when the person has protected identity and the escort is not among the named staff.
    What is wanted of languages and skills stands by name, as what the escort has and what is missing.
    """

    escort_id: int
    busy: Sequence[Span] = ()
    visits_together: int = 0
    wished_for: bool = False
    avoided: bool = False
    declined_before: bool = False
    is_employed: bool = True
    is_named: bool = True
    worked: Sequence[Span] = ()
    absences: Sequence[Span] = ()
    rows: Sequence[WeekRow] = ()
    minutes_per_week: int | None = None
    wishes_known: bool = False
    languages: tuple[str, ...] = ()
    languages_missing: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    skills_missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An escort who can come, with the reasons for the place in the list."""

    candidate: Candidate
    rank: Rank
    reasons: tuple[Reason, ...]
    minutes_from_neighbour: int | None
    minutes_that_week: int

    @property
    def escort_id(self) -> int:
        return self.candidate.escort_id

    @property
    def visits_together(self) -> int:
        return self.candidate.visits_together


def obstacles(candidate: Candidate, visit: Span) -> list[Obstacle]:
    """Every hard rule that stands between the escort and the visit; none when the escort can come."""
    told = (
        (Obstacle.NOT_EMPLOYED, not candidate.is_employed),
        (Obstacle.UNWANTED, candidate.avoided),
        (Obstacle.PROTECTED, not candidate.is_named),
        (Obstacle.BUSY, any(visit.overlaps(span) for span in candidate.busy)),
        (Obstacle.ABSENT, any(visit.overlaps(span) for span in candidate.absences)),
        (Obstacle.OUTSIDE_HOURS, not fits(visit, candidate.rows)),
    )
    work = [*candidate.busy, *candidate.worked]
    broken = {found.rule.value for found in breaks_of_adding(visit, work, candidate.minutes_per_week)}
    return [rule for rule, stands in told if stands] + [rule for rule in Obstacle if rule.value in broken]


def is_possible(candidate: Candidate, visit: Span) -> bool:
    """Whether no hard rule stands in the way."""
    return not obstacles(candidate, visit)


def minutes_from_neighbour(candidate: Candidate, visit: Span) -> int | None:
    """Minutes to the nearest other visit within NEIGHBOUR; None when there is none so near."""
    gaps = [
        minutes_between(earlier.ends_at, later.starts_at)
        for other in candidate.busy
        for earlier, later in ((other, visit), (visit, other))
        if timedelta(0) <= later.starts_at - earlier.ends_at <= NEIGHBOUR
    ]
    return min(gaps, default=None)


def minutes_that_week(candidate: Candidate, visit: Span) -> int:
    """Minutes already promised or carried out in the calendar week in which the visit begins."""
    week = week_of(local_date(visit.starts_at))
    return minutes_in(week, [*candidate.busy, *candidate.worked])


def rank(candidate: Candidate, gap: int | None, minutes: int) -> Rank:
    """The policy, given minutes from a neighbouring visit (None: none near) and minutes that week."""
    far = NEIGHBOUR // timedelta(minutes=1) + 1
    return Rank(
        declined_before=candidate.declined_before,
        not_wished_for=not candidate.wished_for,
        not_known_as_wished=candidate.wishes_known and not candidate.visits_together,
        languages_missing=len(candidate.languages_missing),
        skills_missing=len(candidate.skills_missing),
        visits_together=-candidate.visits_together,
        tenths_of_week=10 * minutes // (candidate.minutes_per_week or FULL_WEEK_MINUTES),
        minutes_from_neighbour=far if gap is None else gap,
    )


def suggestion(candidate: Candidate, visit: Span) -> Suggestion:
    """One candidate's rank and reasons."""
    gap, minutes = minutes_from_neighbour(candidate, visit), minutes_that_week(candidate, visit)
    known = candidate.visits_together > 0
    told = (
        (Reason.WISHED_FOR, candidate.wished_for),
        (Reason.KNOWN, known),
        (Reason.NEW, not known and not candidate.wishes_known),
        (Reason.NOT_KNOWN_AS_WISHED, not known and candidate.wishes_known),
        (Reason.SPEAKS, candidate.languages),
        (Reason.LANGUAGE_MISSING, candidate.languages_missing),
        (Reason.CAN, candidate.skills),
        (Reason.SKILL_MISSING, candidate.skills_missing),
        (Reason.CLOSE_IN_TIME, gap is not None),
        (Reason.DAY_FREE, gap is None),
        (Reason.PROMISED_THAT_WEEK, minutes > 0),
        (Reason.DECLINED_BEFORE, candidate.declined_before),
    )
    return Suggestion(
        candidate=candidate,
        rank=rank(candidate, gap, minutes),
        reasons=tuple(reason for reason, holds in told if holds),
        minutes_from_neighbour=gap,
        minutes_that_week=minutes,
    )


def suggestions(visit: Span, candidates: Iterable[Candidate]) -> list[Suggestion]:
    """Everyone who can come, best first; equals stand in the order of their id so that lists are stable."""
    possible = [suggestion(candidate, visit) for candidate in candidates if is_possible(candidate, visit)]
    return sorted(possible, key=lambda found: (found.rank, found.escort_id))


def hindered(visit: Span, candidates: Iterable[Candidate]) -> list[tuple[Candidate, list[Obstacle]]]:
    """Everyone who cannot come with every obstacle, those with the fewest first."""
    found = [(candidate, obstacles(candidate, visit)) for candidate in candidates]
    return sorted(
        ((candidate, stands) for candidate, stands in found if stands),
        key=lambda one: (len(one[1]), one[0].escort_id),
    )
