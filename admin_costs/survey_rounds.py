"""Survey answers before and after: rounds, and shares that another mix of questions leaves as they are.

Cells are rows of round (index), question, best, answers, expected (the best answers that the question's share
on that side would give) and side ("before", "after" or none).
"""

from math import nan

import pandas as pd

SIDES = 2
SAME_MIX = 1.02
"""A design effect under this: the two sides asked the same questions about as often."""


def rounds_of(cells: pd.DataFrame) -> pd.DataFrame:
    """Return people, share, expected share and side of each round."""
    grouped = cells.groupby("round")
    sums = grouped[["best", "answers", "expected"]].sum()
    return pd.DataFrame(
        {
            "people": sums["answers"] / grouped["question"].nunique(),
            "share": sums["best"] / sums["answers"],
            "expected": sums["expected"] / sums["answers"],
            "side": grouped["side"].first(),
        }
    )


def standardised(cells: pd.DataFrame) -> tuple["pd.Series[float]", "pd.Series[float]"]:
    """Return by side the share of best answers, and Kish's design effect of its weights.

    Each question weighs as its answers on both sides together, unless both sides have nearly the same mix:
    then the share is the plain one, which anybody can count over again.
    """
    sums = cells.groupby(["question", "side"])[["best", "answers"]].sum()
    best, answers = sums["best"].unstack("side"), sums["answers"].unstack("side")
    mass = answers.sum(axis=1)
    shares = (best / answers).mul(mass, axis=0).sum() / mass.sum()
    squares = (1 / answers).mul((mass / mass.sum()) ** 2, axis=0).sum()
    effects = squares * answers.sum()
    if effects.max() < SAME_MIX:
        return best.sum() / answers.sum(), effects
    return shares, effects


def overdispersion(rounds: pd.DataFrame) -> float:
    """Return Pearson's χ² of the rounds around the share their questions have on that side, by degree of
    freedom; never under 1."""
    judged = rounds[rounds["side"].notna()]
    chance = judged["expected"] * (1 - judged["expected"])
    squares = judged["people"] * (judged["share"] - judged["expected"]) ** 2 / chance.where(chance > 0, nan)
    degrees = len(judged) - SIDES
    return max(1.0, float(squares.sum()) / degrees) if degrees else 1.0
