"""Passbooks as they stand in a test: one line a movement, with the balance after it.

grant   14400   14400    0    0        kind, minutes, available, reserved, used
"""

from hours import pools
from hours.ledger import Balance, Line, first_wrong_line
from hours.models import Pool
from hours.policy import Kind


def passbook(text: str) -> list[Line]:
    """Reads a passbook; lines are numbered from 1."""
    rows = [line.split() for line in text.strip().splitlines()]
    return [
        Line(number, Kind(kind), int(minutes), Balance(*map(int, balances)))
        for number, (kind, minutes, *balances) in enumerate(rows, start=1)
    ]


def written(lines: list[Line]) -> str:
    """The same the other way, so that a failing test shows two passbooks beside each other."""
    return "\n".join(
        f"{line.kind:<8}{line.minutes:>6}{line.balance.available:>8}{line.balance.reserved:>6}{line.balance.used:>6}"
        for line in lines
    )


def assert_passbook(pool: Pool, text: str) -> None:
    """The pool holds exactly these lines, and each follows from the line before."""
    lines = pools.lines(pool)
    assert written(lines) == written(passbook(text))
    assert first_wrong_line(lines) is None
