"""The passbook's arithmetic: every line carries the balance after it (design section 3)."""

from collections.abc import Iterable
from dataclasses import dataclass

from hours.policy import EFFECTS, Kind


class Overdrawn(ValueError):
    """A line would take a balance under zero."""


@dataclass(frozen=True, slots=True)
class Balance:
    """Minutes of a pool: free to book, booked, and used."""

    available: int = 0
    reserved: int = 0
    used: int = 0

    def after(self, kind: Kind, minutes: int) -> "Balance":
        """The balance after a line. Raises ValueError on minutes under 1, Overdrawn under zero."""
        if minutes < 1:
            raise ValueError(f"a passbook line moves at least one minute, not {minutes}")
        available, reserved, used = EFFECTS[kind]
        moved = Balance(
            self.available + available * minutes,
            self.reserved + reserved * minutes,
            self.used + used * minutes,
        )
        if min(moved.available, moved.reserved, moved.used) < 0:
            raise Overdrawn(f"{kind} of {minutes} minutes from {self}")
        return moved


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it stands in the passbook."""

    number: int
    kind: Kind
    minutes: int
    balance: Balance


@dataclass(frozen=True, slots=True)
class WrongLine:
    """The first line that does not follow from those before it."""

    number: int
    expected: str
    found: str


def first_wrong_line(lines: Iterable[Line]) -> WrongLine | None:
    """Replays a pool's lines in order; None when every number and balance follows."""
    before = Balance()
    for number, line in enumerate(lines, start=1):
        if line.number != number:
            return WrongLine(line.number, f"number {number}", f"number {line.number}")
        try:
            expected = before.after(line.kind, line.minutes)
        except ValueError as error:
            return WrongLine(line.number, "a line that can be", str(error))
        if line.balance != expected:
            return WrongLine(line.number, str(expected), str(line.balance))
        before = expected
    return None
