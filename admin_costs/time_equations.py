"""A standard time as a time equation: a base, and more in such a share of all cases. Pure.

Source: Kaplan & Anderson 2004, as `tdabc`. Nobody counts each time what made a decision longer, so the share
of cases is estimated, and what is counted is the average.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from admin_costs.reading import Unreadable, read_minutes, read_name, read_permille
from admin_costs.tdabc import TimeEquation

MOST_LINES = 10
LONGEST_NAME = 60
PERMILLE = 1000


class More(NamedTuple):
    """What makes an activity longer: so many minutes, in such a share of all cases."""

    name: str
    minutes: int
    permille: int


class NotALine(ValueError):
    """A line that does not say what was asked for: its number from 1, its text, and why when a part is it."""

    def __init__(self, number: int, text: str, why: Unreadable | None = None) -> None:
        self.number, self.text, self.why = number, text, why
        super().__init__(number, text)


def read_more(text: str) -> tuple[More, ...]:
    """Read lines of "name; minutes; per cent": "with a representative; 20; 40". Empty lines are skipped.

    Raises NotALine for a line with other parts, a share of 0 or above all, a name given twice, or an eleventh
    line.
    """
    found: list[More] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            more = _read_line(number, line)
            if len(found) == MOST_LINES or more.name.casefold() in {each.name.casefold() for each in found}:
                raise NotALine(number, line.strip())
            found.append(more)
    return tuple(found)


def _read_line(number: int, line: str) -> More:
    parts = line.split(";")
    if len(parts) != 3:
        raise NotALine(number, line.strip())
    name, minutes, share = parts
    try:
        more = More(read_name(name, LONGEST_NAME), read_minutes(minutes), read_permille(share))
    except Unreadable as error:
        raise NotALine(number, line.strip(), error) from error
    if not 0 < more.permille <= PERMILLE:
        raise NotALine(number, line.strip())
    return more


def average_minutes(base_minutes: int, more: Sequence[More]) -> int:
    """Return the minutes that an activity takes on average, half a minute upwards."""
    equation = TimeEquation(base_minutes, {each.name: each.minutes for each in more})
    exact = equation.average({each.name: Fraction(each.permille, PERMILLE) for each in more})
    return (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)
