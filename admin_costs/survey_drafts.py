"""What somebody has answered so far, as a text that their own browser keeps until it is sent. Pure.

The server keeps no draft: it would lie beside the letter's code. In the text each question has a number from
0 (the best answer), "-" where it was skipped, or "" where nothing has been said: "self.0.-.2".
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

SKIPPED, UNSAID = "-", ""
WHOS = ("self", "helped")


@dataclass(frozen=True, slots=True)
class Draft:
    """Who answers ("" before it has been said), and the answer to each question."""

    who: str
    answers: tuple[str, ...]

    @property
    def has_answers(self) -> bool:
        """Whether any question has been answered."""
        return any(each not in (SKIPPED, UNSAID) for each in self.answers)

    def by(self, who: str) -> "Draft":
        """The same, answered by somebody."""
        return replace(self, who=who)

    def with_answer(self, place: int, answer: str) -> "Draft":
        """The same with another answer to the question at a place (from 0)."""
        return replace(self, answers=(*self.answers[:place], answer, *self.answers[place + 1 :]))


def to_text(draft: Draft) -> str:
    """Return the draft as text."""
    return ".".join((draft.who, *draft.answers))


def from_text(text: str, scales: Sequence[Sequence[str]]) -> Draft:
    """Return the draft of a text for questions with these answers; what cannot be is unsaid."""
    who, *given = text.split(".")
    if len(given) != len(scales) or who not in WHOS:
        return Draft("", (UNSAID,) * len(scales))
    return Draft(who, tuple(possible(each, answers) for each, answers in zip(given, scales, strict=True)))


def possible(given: str, answers: Sequence[str]) -> str:
    """The answer as it stands, when it can be one to a question with these answers."""
    return given if given in (SKIPPED, *map(str, range(len(answers)))) else UNSAID


def words(draft: Draft, scales: Sequence[Sequence[str]]) -> list[str]:
    """Return the answer to each question in its words; "" where there is none."""
    return [
        answers[int(given)] if given not in (SKIPPED, UNSAID) else ""
        for given, answers in zip(draft.answers, scales, strict=True)
    ]
