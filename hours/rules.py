"""What a booking, a change, a report and a decision must satisfy. Every rule returns all its problems."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from hours.errors import Code, Problem
from hours.policy import (
    LONGEST_VISIT_MINUTES,
    MONTHS_A_GRANT,
    OPEN_STATES,
    REPORTED_STATES,
    YEARS_AHEAD,
    ShortPool,
    State,
)
from hours.times import add_months, local_date, minutes_between


@dataclass(frozen=True, slots=True)
class Span:
    """From one aware instant to another, the end not included. Kept in UTC, whatever zone it was given in.

    Python compares two times of the same zone by their clocks, and so takes 02:15 winter time for earlier
    than 02:30 summer time in autumn's doubled hour.
    """

    starts_at: datetime
    ends_at: datetime

    def __post_init__(self) -> None:
        object.__setattr__(self, "starts_at", self.starts_at.astimezone(UTC))
        object.__setattr__(self, "ends_at", self.ends_at.astimezone(UTC))

    @property
    def minutes(self) -> int:
        return minutes_between(self.starts_at, self.ends_at)

    def overlaps(self, other: "Span") -> bool:
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


@dataclass(frozen=True, slots=True)
class Means:
    """What a booking may draw on. `minutes_available` counts what the booking itself had reserved."""

    minutes_available: int
    short_pool: ShortPool
    uncapped: bool = False
    decision_ends_on: date | None = None

    def missing(self, minutes: int) -> int:
        """Minutes that have to come from outside for a visit this long."""
        return max(0, minutes - self.minutes_available)


def span_problems(span: Span) -> list[Problem]:
    """An end at least a minute after the start, and within a day and a night."""
    if span.minutes < 1:
        return [Problem(Code.ENDS_BEFORE_START, at="ends")]
    if span.minutes > LONGEST_VISIT_MINUTES:
        return [Problem(Code.TOO_LONG, at="ends", values={"minutes": span.minutes})]
    return []


def time_problems(span: Span, now: datetime) -> list[Problem]:
    """No notice period (P4): from this minute on, whenever the person wants."""
    problems = span_problems(span)
    if span.starts_at < now.replace(second=0, microsecond=0):
        problems.append(Problem(Code.STARTS_IN_PAST, at="starts"))
    if local_date(span.starts_at) > add_months(local_date(now), 12 * YEARS_AHEAD):
        problems.append(Problem(Code.TOO_FAR_AHEAD, at="starts", values={"years": YEARS_AHEAD}))
    return problems


def pool_problems(span: Span, means: Means) -> list[Problem]:
    """A short pool never stops a life (P5) unless the municipality chose `refuse`."""
    if means.uncapped or means.missing(span.minutes) == 0 or means.short_pool == ShortPool.TOP_UP:
        return []
    if means.short_pool == ShortPool.ASK:
        return [Problem(Code.NEEDS_CONFIRMATION, blocks=False)]
    available = {"minutes": span.minutes, "minutes_available": means.minutes_available}
    return [Problem(Code.POOL_TOO_SMALL, at="ends", values=available)]


def booking_problems(
    span: Span, *, now: datetime, means: Means, others: Sequence[Span] = ()
) -> list[Problem]:
    """Everything worth saying about a booking before it is made. Never asks why (P3).

    A visit after the decision's last day is told of and not stopped: hours do not expire (P1),
    while a time-limited decision does end (HFD 2016 ref. 7), so a new one may be needed.
    """
    problems = time_problems(span, now)
    if span.minutes > 0:
        problems += pool_problems(span, means)
    if any(span.overlaps(other) for other in others):
        problems.append(Problem(Code.OVERLAPS_OWN, blocks=False, at="starts"))
    if means.decision_ends_on and local_date(span.starts_at) > means.decision_ends_on:
        problems.append(
            Problem(Code.AFTER_DECISION, blocks=False, values={"ends_on": means.decision_ends_on})
        )
    return problems


def open_problems(state: State) -> list[Problem]:
    """Only a booking that is requested or assigned can be changed, cancelled or assigned."""
    return [] if state in OPEN_STATES else [Problem(Code.NOT_OPEN, values={"state": state})]


def change_problems(state: State, current: Span, now: datetime) -> list[Problem]:
    """A visit that has begun is reported by the escort, not rebooked."""
    started = [Problem(Code.ALREADY_STARTED)] if state in OPEN_STATES and current.starts_at <= now else []
    return open_problems(state) + started


def cancel_problems(state: State, current: Span, now: datetime) -> list[Problem]:
    """Cancelling needs no notice and no reason (P3, P4). An unfilled booking can be cancelled at any time."""
    if state == State.REQUESTED:
        return []
    return change_problems(state, current, now)


def told_problems(actual: Span, now: datetime, others: Sequence[Span]) -> list[Problem]:
    """What an escort tells has ended, and the escort was not elsewhere then (`others`: reported visits)."""
    problems = span_problems(actual)
    if actual.ends_at > now:
        problems.append(Problem(Code.NOT_ENDED, at="ends", values={"ends_at": actual.ends_at}))
    overlapped = [other for other in others if actual.overlaps(other)]
    if overlapped:
        problems.append(Problem(Code.REPORT_OVERLAPS, at="starts", values={"span": overlapped[0]}))
    return problems


def report_problems(
    state: State, actual: Span, now: datetime, *, others: Sequence[Span] = ()
) -> list[Problem]:
    """A report tells of a visit that has ended. A no-show that was a mistake is reported all the same."""
    problems = told_problems(actual, now, others)
    if state not in (State.ASSIGNED, State.NO_SHOW):
        problems.append(Problem(Code.NOT_OPEN, values={"state": state}))
    return problems


def correction_problems(
    state: State, actual: Span, now: datetime, *, others: Sequence[Span] = (), locked: bool = False
) -> list[Problem]:
    """A report can be corrected up or down; the passbook gets new lines, the old ones stay.

    `locked`: it has been paid, and the payroll program would not hear of the correction.
    """
    problems = [] if state == State.DONE else [Problem(Code.NOT_REPORTED)]
    if locked:
        problems.append(Problem(Code.PERIOD_LOCKED))
    return problems + told_problems(actual, now, others)


def no_show_problems(
    state: State, booked: Span, now: datetime, *, seen: bool = True, locked: bool = False
) -> list[Problem]:
    """Nobody is missing before the visit was to begin. A report that was a mistake becomes a no-show.

    `seen`: the report that stands is the one that is taken back; nobody takes back what they have not seen.
    `locked`: it has been paid, and the payroll program would not hear of it.
    """
    problems = []
    if state not in (State.ASSIGNED, State.DONE):
        problems.append(Problem(Code.NOT_OPEN, values={"state": state}))
    if state == State.DONE and locked:
        problems.append(Problem(Code.PERIOD_LOCKED))
    elif state == State.DONE and not seen:
        problems.append(Problem(Code.REPORTED_MEANWHILE, values={"span": booked}))
    if booked.starts_at > now:
        problems.append(Problem(Code.NOT_ENDED))
    return problems


def rating_problems(state: State, *, rated: bool) -> list[Problem]:
    """Rated once, after the visit."""
    problems = [] if state in REPORTED_STATES else [Problem(Code.NOT_REPORTED)]
    if rated:
        problems.append(Problem(Code.ALREADY_RATED))
    return problems


def decision_problems(
    *, starts_on: date, ends_on: date | None, minutes_per_month: int, uncapped: bool
) -> list[Problem]:
    """A decision has hours or is uncapped, and ends after it starts."""
    problems = []
    if ends_on and ends_on < starts_on:
        problems.append(Problem(Code.DECISION_ENDS_BEFORE_START, at="ends_on"))
    if not uncapped and minutes_per_month < 1:
        problems.append(Problem(Code.DECISION_WITHOUT_HOURS, at="hours_per_month"))
    return problems


def months_granted(starts_on: date, ends_on: date | None, today: date) -> int:
    """Months whose hours a decision has given so far: all at once when it ends, a year at a time when not.

    A decision of 20 h a month for a year is 240 h on its first day. A month begun counts whole, so a
    person never gets less than the decision says. Until further notice: the years begun by `today`.
    """
    if today < starts_on and ends_on is None:
        return MONTHS_A_GRANT
    if ends_on is None:
        years = (today.year - starts_on.year) - ((today.month, today.day) < (starts_on.month, starts_on.day))
        return MONTHS_A_GRANT * (years + 1)
    months = 0
    while add_months(starts_on, months) <= ends_on:
        months += 1
    return months
