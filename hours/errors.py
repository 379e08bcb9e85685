"""Problems as values: rules return all of them, and each knows whether it stops the action.

The words for people live in hours/messages.py, so that the rules stay free of any language.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Code(StrEnum):
    """Every problem there is. hours/messages.py has a sentence for each."""

    STARTS_IN_PAST = "starts_in_past"
    ENDS_BEFORE_START = "ends_before_start"
    TOO_LONG = "too_long"
    TOO_FAR_AHEAD = "too_far_ahead"
    OVERLAPS_OWN = "overlaps_own"
    NO_POOL = "no_pool"
    POOL_TOO_SMALL = "pool_too_small"
    NEEDS_CONFIRMATION = "needs_confirmation"
    AFTER_DECISION = "after_decision"
    KEY_REUSED = "key_reused"
    NOT_OPEN = "not_open"
    ALREADY_STARTED = "already_started"
    ESCORT_BUSY = "escort_busy"
    ESCORT_UNWANTED = "escort_unwanted"
    ESCORT_NOT_AVAILABLE = "escort_not_available"
    ASSIGNED_MEANWHILE = "assigned_meanwhile"
    NOT_YOURS = "not_yours"
    NOT_ENDED = "not_ended"
    NOT_REPORTED = "not_reported"
    ALREADY_RATED = "already_rated"
    NOTHING_TO_CONFIRM = "nothing_to_confirm"
    DECISION_ENDS_BEFORE_START = "decision_ends_before_start"
    DECISION_WITHOUT_HOURS = "decision_without_hours"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong (blocks) or worth knowing (does not). `at` names the form field it is about."""

    code: Code
    blocks: bool = True
    at: str | None = None
    values: Mapping[str, Any] = field(default_factory=dict)


class Refused(Exception):
    """An action that was not done, with every problem that stopped it. Nothing has been stored."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(", ".join(problem.code for problem in self.problems))


def refuse_if_blocked(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems that only inform. Raises Refused with all of them when any blocks."""
    found = tuple(problems)
    if any(problem.blocks for problem in found):
        raise Refused(found)
    return found
