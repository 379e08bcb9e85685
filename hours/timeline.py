"""Where things lie on a drawn timeline: days as columns, and things at the same time beside each other. Pure.

A day goes from midnight to midnight on Swedish clocks: 23 or 25 hours when the clock is changed. Things
lie where their instants do in the day, not where the clock showed them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

from hours.rules import Span
from hours.times import instants, minutes_between


class Kind(StrEnum):
    """What takes an escort's time, or waits for somebody's."""

    PROMISED = "promised"
    ASKED = "asked"
    DONE = "done"
    LOST = "lost"  # promised, or asked for, by somebody who is away then
    ABSENT = "absent"
    BUSY = "busy"  # a visit of a unit that is not the reader's: that it is there, not whose
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Block:
    """One thing in time. `key` tells whoever draws it what it is."""

    kind: Kind
    span: Span
    key: int = 0


@dataclass(frozen=True, slots=True)
class Day:
    """A column."""

    date: date
    span: Span

    @property
    def minutes(self) -> int:
        """1440, or 60 fewer or more when the clock is changed."""
        return self.span.minutes

    def minute_of(self, hour: int) -> int:
        """The minute of the day when clocks show a full hour that there is, the first of two."""
        return minutes_between(self.span.starts_at, instants(self.date, time(hour))[0])


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of a block that lies in one day: from and to in minutes of that day, and its lane."""

    block: Block
    day: int
    starts: int
    ends: int
    lane: int = 0


def days_from(first: date, count: int) -> list[Day]:
    """So many days, one after the other."""
    midnights = [instants(first + timedelta(days=apart), time(0))[0] for apart in range(count + 1)]
    return [
        Day(first + timedelta(days=apart), Span(midnights[apart], midnights[apart + 1]))
        for apart in range(count)
    ]


def monday_of(day: date) -> date:
    """The first day of a day's week (ISO 8601)."""
    return day - timedelta(days=day.weekday())


def minutes_within(span: Span, frame: Span) -> int:
    """How much of a span lies in another."""
    starts_at, ends_at = max(span.starts_at, frame.starts_at), min(span.ends_at, frame.ends_at)
    return max(0, minutes_between(starts_at, ends_at))


def cut(block: Block, days: Sequence[Day]) -> list[Piece]:
    """A block's piece in each day that it touches."""
    return [
        Piece(
            block,
            number,
            max(0, minutes_between(day.span.starts_at, block.span.starts_at)),
            min(day.minutes, minutes_between(day.span.starts_at, block.span.ends_at)),
        )
        for number, day in enumerate(days)
        if block.span.overlaps(day.span)
    ]


def laid_out(blocks: Iterable[Block], days: Sequence[Day]) -> list[Piece]:
    """Every piece in the first lane that is free: no two of a lane overlap. In the order of day and start."""
    pieces = [piece for block in blocks for piece in cut(block, days)]
    free_from: dict[int, list[int]] = {}
    found = []
    for piece in sorted(pieces, key=lambda each: (each.day, each.starts, each.ends, each.block.key)):
        lanes = free_from.setdefault(piece.day, [])
        lane = next((n for n, end in enumerate(lanes) if end <= piece.starts), len(lanes))
        lanes[lane : lane + 1] = [piece.ends]
        found.append(Piece(piece.block, piece.day, piece.starts, piece.ends, lane))
    return found


def lanes_of(pieces: Iterable[Piece]) -> int:
    """How many lanes a row needs; an empty one needs one."""
    return max((piece.lane for piece in pieces), default=0) + 1
