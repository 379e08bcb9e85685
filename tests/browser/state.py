"""One state of a page, for tests/browser/states.py and staff_states.py."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class State:
    """One page in one state, and how to get there."""

    address: str
    name: str
    who: str
    where: Mapping[str, str] = field(default_factory=dict)
    query: str = ""
    typed: Mapping[str, str] | None = None
    press: str = ""
    language: str = "sv"

    def __str__(self) -> str:
        return f"{self.address} ({self.name}, {self.who or 'signed out'}, {self.language})"


BLUEBERRY = {"day": "blåbärsdagen"}
