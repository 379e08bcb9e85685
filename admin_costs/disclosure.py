"""When a figure about a group may be shown (promise P7, requirement R48)."""

MINIMUM_GROUP = 5
"""The smallest group whose figures are shown: people, or answers. Kolada's rule, SKR's user survey."""

HIDDEN = ".."
"""Kolada's mark for a figure that exists and is not shown."""


def shown(n: int) -> bool:
    """Say whether a figure about `n` people, or `n` answers, may be shown."""
    return n >= MINIMUM_GROUP
