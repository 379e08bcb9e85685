"""What may be told of a survey round: shares with n of N and Wilson's interval, after the rule of disclosure.

Pure. The parts of a round are its units; its whole is all of them. Of each question by itself, as people may
skip one: units with fewer than five answers are hidden, and with them so much that nobody can subtract
(`disclosure.hidden_parts`). Of ways of answering (page, paper, phone) likewise.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from admin_costs.disclosure import Group, hidden_parts, shown
from admin_costs.intervals import Interval, wilson

Key = TypeVar("Key", bound=Hashable)
Counts = Mapping[str, int]
"""How many gave each answer."""


class Share(NamedTuple):
    """An answer's share of those who answered the question."""

    answer: str
    people: int
    share: float
    interval: Interval


@dataclass(frozen=True, slots=True)
class Told:
    """What may be told of a question: `answered` of `asked` people, and each answer's share, best first.

    Hidden: `answered` None, and no shares.
    """

    asked: int
    answered: int | None
    shares: tuple[Share, ...] = ()

    @property
    def is_hidden(self) -> bool:
        return self.answered is None

    @property
    def best(self) -> Share | None:
        """The share of the answer that counts as satisfied."""
        return self.shares[0] if self.shares else None


def told(counts: Counts, answers: Sequence[str], asked: int) -> Told:
    """Return the shares of the answers, in this order; hidden under five."""
    answered = sum(counts.get(answer, 0) for answer in answers)
    if not shown(answered):
        return Told(asked, None)
    found = [(answer, counts.get(answer, 0)) for answer in answers]
    shares = (Share(answer, n, n / answered, wilson(n, answered)) for answer, n in found)
    return Told(asked, answered, tuple(shares))


def told_parts(
    parts: Mapping[Key, Counts], answers: Sequence[str], asked: Mapping[Key, int]
) -> dict[Key, Told]:
    """Return what may be told of each unit, when the whole round is told beside it."""
    sums = {key: sum(counts.get(answer, 0) for answer in answers) for key, counts in parts.items()}
    hidden = hidden_parts({key: Group(n, n) for key, n in sums.items()})
    return {
        key: Told(asked[key], None) if key in hidden else told(counts, answers, asked[key])
        for key, counts in parts.items()
    }


def together(parts: Mapping[Key, Counts]) -> dict[str, int]:
    """Return how many gave each answer in all parts."""
    found: dict[str, int] = {}
    for counts in parts.values():
        for answer, count in counts.items():
            found[answer] = found.get(answer, 0) + count
    return found


def told_counts(counts: Mapping[Key, int]) -> dict[Key, int | None]:
    """Return how many there are of each kind, when all of them together are told; None is hidden."""
    hidden = hidden_parts({key: Group(n, n) for key, n in counts.items()})
    return {key: None if key in hidden else n for key, n in counts.items()}
