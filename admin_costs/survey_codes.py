"""The code of a letter: what opens the survey once, on the page, on paper or by phone. Pure.

Twelve letters and figures of 28 that are not taken for each other are 57 bits: at a thousand guesses a
second, with a thousand letters out, the first hit takes five thousand years.
"""

from collections.abc import Callable, Sequence

ALPHABET = "ABCDEFGHJKLMNPQRTUVWXY346789"
LENGTH = 12
GROUP = 4


def new_code(choose: Callable[[Sequence[str]], str]) -> str:
    """Return a new code. `choose` picks one of a sequence: `secrets.choice`, or a test's own."""
    return "".join(choose(ALPHABET) for _ in range(LENGTH))


def clean_code(text: str) -> str:
    """Return the code as it is kept, however it was written; "" when it can be none."""
    found = "".join(each for each in text.upper() if each.isalnum())
    return found if len(found) == LENGTH and set(found) <= set(ALPHABET) else ""


def spaced(code: str) -> str:
    """Return the code in groups, as it is read: "ABCD-EFGH-JKLM"."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))
