"""Who takes which visit of a whole period: the problem as plain data, its points, and the answer.

A visit that gets somebody is worth far more than anything else; wishes and the rest only choose between
answers. Promised visits are facts here: nothing is taken from anybody. The search is hours.planning_search.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from hours.matching import Candidate, Obstacle
from hours.rules import Span

# What it is worth that a visit gets somebody. More than the most that somebody's fitness can add.
SOMEBODY = 1000
MOST_FITTING = 200
# In the order of hours.matching.Rank; together MOST_FITTING.
WISHED_FOR, KNOWN, LANGUAGES, SKILLS, EVENNESS, LITTLE_WAITING = 90, 50, 20, 20, 10, 10
A_MISSING_ONE = 10  # of the languages or skills that the person wants


class Why(StrEnum):
    """Why a visit got nobody, beside the obstacles of hours.matching."""

    NEEDED_MORE = "needed_more"
    NOBODY_EMPLOYED = "nobody_employed"


@dataclass(frozen=True, slots=True)
class OpenVisit:
    """A visit that somebody is wanted for. `fitting` holds points by escort, 0 where none stand.

    `never` are the escorts whom the person asked not to meet, or who are not named for a protected person.
    """

    key: int
    span: Span
    fitting: Mapping[int, int] = field(default_factory=dict)
    never: Mapping[int, Obstacle] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Worker:
    """An escort. `work` is promised or carried out, at least within working_time.round_visit of the visits.

    `free` is when the escort works by the week pattern, None at any time; `employed` is the time of the
    employment within the period. `fitting` are points for every visit (evenness).
    """

    key: int
    employed: Span
    work: Sequence[Span] = ()
    absences: Sequence[Span] = ()
    free: Sequence[Span] | None = None
    minutes_per_week: int | None = None
    fitting: int = 0


@dataclass(frozen=True, slots=True)
class Task:
    """All visits of a period, and everybody who could take them."""

    visits: Sequence[OpenVisit]
    workers: Sequence[Worker]


@dataclass(frozen=True, slots=True)
class Answer:
    """Escorts by visit, and why the other visits got nobody.

    `points` of this answer; no answer can have more than `bound` (None: not known yet).
    """

    chosen: Mapping[int, int]
    why_nobody: Mapping[int, Obstacle | Why]
    points: int
    bound: int | None = None

    @property
    def gap_percent(self) -> float:
        """How far, at most, the answer is from the best there can be."""
        return 100 * (self.bound - self.points) / self.bound if self.bound else 0.0


def wish_points(candidate: Candidate) -> int:
    """What speaks for the escort and this person. An escort who declined the visit has nothing for it."""
    if candidate.declined_before:
        return 0
    points = WISHED_FOR * candidate.wished_for + KNOWN * (candidate.visits_together > 0)
    if candidate.languages or candidate.languages_missing:
        points += max(0, LANGUAGES - A_MISSING_ONE * len(candidate.languages_missing))
    if candidate.skills or candidate.skills_missing:
        points += max(0, SKILLS - A_MISSING_ONE * len(candidate.skills_missing))
    return points
