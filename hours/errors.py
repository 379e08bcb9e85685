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
    ESCORT_ABSENT = "escort_absent"
    ESCORT_OUTSIDE_HOURS = "escort_outside_hours"
    ESCORT_RESTS = "escort_rests"
    ESCORT_WEEK_FULL = "escort_week_full"
    ESCORT_NOT_NAMED = "escort_not_named"
    ASSIGNED_MEANWHILE = "assigned_meanwhile"
    NOT_YOURS = "not_yours"
    NOT_ENDED = "not_ended"
    NOT_REPORTED = "not_reported"
    ALREADY_RATED = "already_rated"
    NOTHING_TO_CONFIRM = "nothing_to_confirm"
    DECISION_ENDS_BEFORE_START = "decision_ends_before_start"
    DECISION_WITHOUT_HOURS = "decision_without_hours"
    REMARK_ALREADY_SENT = "remark_already_sent"
    HOUR_MISSING = "hour_missing"
    HOUR_DOUBLED = "hour_doubled"
    SERIES_ONLY_ONCE = "series_only_once"
    DAY_NOT_IN_SERIES = "day_not_in_series"
    ALREADY_IN_SERIES = "already_in_series"
    SERIES_ENDED = "series_ended"
    OFFER_TAKEN = "offer_taken"
    OFFER_CANCELLED = "offer_cancelled"
    OFFER_DECLINED = "offer_declined"
    OFFER_ENDED = "offer_ended"
    OFFER_OVERLAPS = "offer_overlaps"
    OFFER_IMPOSSIBLE = "offer_impossible"
    NOBODY_TICKED = "nobody_ticked"
    ABSENCE_PASSED = "absence_passed"
    PERIOD_LOCKED = "period_locked"
    CHANGED_SINCE_SEEN = "changed_since_seen"
    MONTH_NOT_OVER = "month_not_over"
    NOT_ATTESTED = "not_attested"
    MONTH_IS_LOCKED = "month_is_locked"
    REPORT_KEY_REUSED = "report_key_reused"
    REPORT_OVERLAPS = "report_overlaps"
    ALREADY_REPORTED = "already_reported"
    REPORT_CHANGED = "report_changed"
    REPORTED_MEANWHILE = "reported_meanwhile"
    NO_SHOW_MEANWHILE = "no_show_meanwhile"
    VISIT_CANCELLED = "visit_cancelled"
    TOO_MANY_RECEIPTS = "too_many_receipts"


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
