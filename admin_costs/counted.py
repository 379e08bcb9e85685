"""The rows that a comparison is counted from, for who wants to count it over again.

They are what is left when all that may not be told has been taken away (P7): months of five people or more of
whom none makes up nearly all, and the questions of a survey round with five answers or more. Each claim is
told as the sum that it is counted from, and no finer: with a month's cost of companions apart from that of
administration, and the prices of two providers, one could work out the hours of the smaller one.
"""

from collections.abc import Mapping
from math import isnan
from typing import NamedTuple

import pandas as pd


class CountedMonth(NamedTuple):
    """A month: whether it is "before", "after" or "" (bedding-in), its people, and each claim's sum.

    `sums` is minutes, and öre for the cost (with decimals where an index has made prices equal); None where
    a unit has not recorded it.
    """

    month: str
    side: str
    persons: int
    sums: Mapping[str, float | None]


class CountedAnswers(NamedTuple):
    """A question in a survey round: best answers, of how many. `side` as of a month."""

    round: str
    question: str
    side: str
    best: int
    answers: int


def counted_months(frame: pd.DataFrame, columns: Mapping[str, tuple[str, ...]]) -> tuple[CountedMonth, ...]:
    """Return the rows of `frame` (by month: persons, side and the figures), each claim as one sum."""
    claims = {claim: frame[list(parts)].sum(axis=1, skipna=False) for claim, parts in columns.items()}
    rows = zip(frame.index, frame["side"], frame["persons"], *claims.values(), strict=True)
    return tuple(
        CountedMonth(
            str(month),
            side_text(side),
            int(persons),
            {claim: None if isnan(each) else each for claim, each in zip(claims, sums, strict=True)},
        )
        for month, side, persons, *sums in rows
    )


def counted_answers(cells: pd.DataFrame) -> tuple[CountedAnswers, ...]:
    """Return the rows of `cells` (by round: question, side, best, answers), by round and question."""
    found = (
        CountedAnswers(str(month), str(question), side_text(side), int(best), int(answers))
        for month, question, side, best, answers in zip(
            cells.index, cells["question"], cells["side"], cells["best"], cells["answers"], strict=True
        )
    )
    return tuple(sorted(found))


def side_text(side: object) -> str:
    """Return the side, "" for None and NaN."""
    return side if isinstance(side, str) else ""
