"""The constants of the promise (docs: design section 1 and 3). Nothing here expires anything."""

from enum import StrEnum


class Kind(StrEnum):
    """What a passbook line does. There is no kind that takes hours because time passed (P1)."""

    GRANT = "grant"
    TOP_UP = "top_up"
    RESERVE = "reserve"
    RELEASE = "release"
    USE = "use"
    REFUND = "refund"


# What one minute of each kind does to (available, reserved, used).
EFFECTS: dict[Kind, tuple[int, int, int]] = {
    Kind.GRANT: (1, 0, 0),
    Kind.TOP_UP: (1, 0, 0),
    Kind.RESERVE: (-1, 1, 0),
    Kind.RELEASE: (1, -1, 0),
    Kind.USE: (0, -1, 1),
    Kind.REFUND: (1, 0, -1),
}


class ShortPool(StrEnum):
    """What happens when a pool is too small (P5). The values are those of Municipality.short_pool."""

    TOP_UP = "top_up"
    ASK = "ask"
    REFUSE = "refuse"


class State(StrEnum):
    """A booking's life: requested → assigned → done | no_show | cancelled; declined returns to requested."""

    REQUESTED = "requested"
    ASSIGNED = "assigned"
    DONE = "done"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"


class Frequency(StrEnum):
    """How often a series comes back."""

    WEEKLY = "weekly"
    BIWEEKLY = "biweekly"
    MONTHLY = "monthly"  # the same weekday of the month, such as the second Tuesday or the last Friday


OPEN_STATES = (State.REQUESTED, State.ASSIGNED)
REPORTED_STATES = (State.DONE, State.NO_SHOW)

# One visit of more than a day and a night is a slip of the pen; a journey is booked day by day.
LONGEST_VISIT_MINUTES = 24 * 60
# No limit of the promise (P4), only a guard against a mistyped year.
YEARS_AHEAD = 5
MONTHS_A_GRANT = 12
# A series until further notice is booked this far ahead, and goes on being so as time passes.
SERIES_DAYS_AHEAD = 84
