"""Verdicts from two looks, each an interval by its level of confidence."""

import pytest

from admin_costs.verdicts import Look, judged


def around(middle: float, half: float) -> Look:
    """An interval whose half width at 95 % is `half`, and half of that at 60 %."""
    width = {0.95: half, 0.90: 0.8 * half, 0.60: 0.5 * half}
    return lambda level: (middle - width[level], middle + width[level])


def verdict(first: Look, second: Look | None = None, *, bound: float = 5, asks_same_first: bool = True):
    found = judged(first, second, bound=bound, asks_same_first=asks_same_first)
    return found.verdict, found.level, found.reason


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        (around(0, 4), ("same", 0.90, "")),
        (around(3, 2), ("same", 0.90, "")),  # small, sure, and within the margin
        (around(9, 4), ("up", 0.95, "")),
        (around(-9, 4), ("down", 0.95, "")),
        (around(0, 7), ("undecided", 0.95, "unsure")),  # not significant is not the same
        (around(4, 4.5), ("undecided", 0.95, "unsure")),
    ],
)
def test_the_first_look(first, expected):
    assert verdict(first) == expected


def test_claims_of_change_ask_for_a_change_first():
    assert verdict(around(3, 2), asks_same_first=False) == ("up", 0.95, "")
    assert verdict(around(0, 4), asks_same_first=False) == ("same", 0.90, "")


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (around(9, 4), around(8, 7), "up"),
        (around(9, 4), around(3, 7), "undecided"),
        (around(9, 4), around(-9, 4), "undecided"),
        (around(-9, 4), around(-9, 8), "down"),
        (around(0, 4), around(1, 7), "same"),  # 60 %: ±3.5, within the margin
        (around(0, 4), around(3, 7), "undecided"),
        (around(0, 4), around(9, 4), "undecided"),
    ],
)
def test_a_verdict_stands_only_when_the_second_look_agrees(first, second, expected):
    found = judged(first, second, bound=5, asks_same_first=True)
    assert found.verdict == expected
    assert found.reason == ("otherwise" if expected == "undecided" else "")
    assert found.interval == first(found.level)


def test_a_margin_of_nothing_is_never_the_same():
    assert verdict(around(0, 0), bound=0) == ("undecided", 0.95, "unsure")
