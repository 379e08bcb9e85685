"""Before and after a change: four claims, each with an interval and a verdict that may be "undecided".

The claims were registered before the data was looked at (domain section 5): hours, administration, total
cost, satisfaction. The first three are figures of a person-month and are judged by
`evaluation.step_change`; the last is a share of survey answers and is judged by `evaluation.newcombe`.

Verdicts. Total cost is `same` when an equivalence test holds (TOST: the 90 % interval of the difference
lies within ± margin × the level before); otherwise `up` or `down` when the 95 % interval excludes 0,
otherwise `undecided`. "Not significant" is never `same`. The other three claims ask first whether something
changed: `up` or `down` when the 95 % interval excludes 0, then `same` by the same equivalence test,
otherwise `undecided`.

Disclosure (P7). Months with fewer than 5 people, and the questions of a survey round with fewer than 5
answers, are left out before anything else, from sums and means too: a month hidden in the chart alone could
be worked out from the mean, and a question that counts in one window only, from comparing two windows.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import nan
from types import MappingProxyType
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from admin_costs.disclosure import MINIMUM_GROUP
from admin_costs.evaluation import Interval, TooShort, month_number, newcombe, step_change

Verdict = Literal["up", "down", "same", "undecided"]
Reason = Literal["", "missing", "short", "unsure"]

CLAIMS = ("hours", "administration", "total_cost", "satisfaction")
SAME_MIX = 1.02
"""A design effect under this: the two sides asked the same questions about as often."""
ANSWER_COLUMNS = ["round", "question", "best", "answers"]


class Measure(NamedTuple):
    """How a monthly claim is counted: the sum of `columns`, in `per_unit`s, for each person-month."""

    columns: tuple[str, ...]
    per_unit: int
    never_zero: tuple[str, ...]
    """Columns that hold nothing but zeros for a whole side only because nobody recorded them."""


MEASURES = MappingProxyType(
    {
        "hours": Measure(("escort_minutes",), 60, ("escort_minutes",)),
        "administration": Measure(("admin_minutes",), 60, ("admin_minutes",)),
        "total_cost": Measure(
            ("escort_cost_ore", "admin_cost_ore", "other_cost_ore"),
            100,
            ("escort_cost_ore", "admin_cost_ore"),
        ),
    }
)
MONTH_COLUMNS = ["month", "persons", "escort_minutes", "admin_minutes", *MEASURES["total_cost"].columns]


class Sides(NamedTuple):
    """A count before and after the change."""

    before: int
    after: int


class Window(NamedTuple):
    """When the change came, as month numbers: `start` and the first month that counts as after."""

    start: int
    settled: int

    def side(self, month: str) -> str | None:
        """Return "before", "after", or None in the bedding-in window."""
        number = month_number(month)
        if number < self.start:
            return "before"
        return "after" if number >= self.settled else None


@dataclass(frozen=True)
class Claim:
    """One claim's answer, in hours or kr a person-month or as a share; None where nothing can be shown.

    `interval` is for the difference, at `level`. `counted` is the months, or the people answering, on each
    side. `reason` says why a verdict is undecided. `series` is (month, value), without months of fewer than
    5 people.
    """

    name: str
    counted: Sides
    series: tuple[tuple[str, float], ...]
    before: float | None = None
    after: float | None = None
    interval: Interval | None = None
    level: float | None = None
    verdict: Verdict = "undecided"
    reason: Reason = "missing"

    @property
    def difference(self) -> float | None:
        """After less before, or None when a side is missing."""
        return None if self.before is None or self.after is None else self.after - self.before

    @property
    def percent(self) -> float | None:
        """The difference in percent of the level before, or None when there is none."""
        return None if self.difference is None or not self.before else 100 * self.difference / self.before

    def to_json(self) -> dict[str, object]:
        """Return the claim as the published JSON has it."""
        return {
            "before": self.before,
            "after": self.after,
            "difference": self.difference,
            "percent": self.percent,
            "interval": None if self.interval is None else list(self.interval),
            "level": self.level,
            "verdict": self.verdict,
        }


@dataclass(frozen=True)
class Comparison:
    """Before and after a change in one place, with the four claims in the order of CLAIMS."""

    change_date: str
    bedding_in_months: int
    margin: float
    person_months: Sides
    claims: MappingProxyType[str, Claim]
    hidden_months: tuple[str, ...] = ()
    """Months that have figures, but of fewer than 5 people."""
    conclusion: str = ""

    def series(self, claim: str) -> list[tuple[str, float]]:
        """Return (month, value) of a claim, by month; for satisfaction (round, share)."""
        return list(self.claims[claim].series)

    def concluded(self, text: str) -> "Comparison":
        """Return the same comparison with its conclusion in words (`wording.conclusion`)."""
        return replace(self, conclusion=text)

    def to_json(self) -> dict[str, object]:
        """Return the comparison as plain dicts, lists, numbers and text; never NaN."""
        return {
            "change_date": self.change_date,
            "bedding_in_months": self.bedding_in_months,
            "margin": self.margin,
            "person_months": self.person_months._asdict(),
            "claims": {name: claim.to_json() for name, claim in self.claims.items()},
            "conclusion": self.conclusion,
        }


def compare(
    months: pd.DataFrame,
    answers: pd.DataFrame,
    *,
    change: str,
    bedding_in_months: int = 0,
    margin: float = 0.05,
) -> Comparison:
    """Compare before and after `change` ("YYYY-MM"); the months of the bedding-in window are in neither.

    `months` has one row a month: month ("YYYY-MM"), persons, escort_minutes, admin_minutes, escort_cost_ore,
    admin_cost_ore, other_cost_ore; a figure nobody recorded is NaN, and a month nobody recorded is absent.
    `answers` has round ("YYYY-MM"), question, best (best answers), answers. `margin` is a share of the level
    before. Raises ValueError for a month not written so, a month given twice, or a negative margin or window.
    """
    if margin < 0 or bedding_in_months < 0:
        raise ValueError("margin and bedding-in window must not be negative")
    start = month_number(change)
    window = Window(start, start + bedding_in_months)
    every = _by_month(months, window)
    frame = every[every["persons"] >= MINIMUM_GROUP]
    persons = frame.groupby("side")["persons"].sum()
    claims = {name: _monthly_claim(name, frame, change, bedding_in_months, margin) for name in MEASURES}
    claims["satisfaction"] = _satisfaction(answers, window, margin)
    return Comparison(
        change_date=change,
        bedding_in_months=bedding_in_months,
        margin=margin,
        person_months=Sides(int(persons.get("before", 0)), int(persons.get("after", 0))),
        claims=MappingProxyType(claims),
        hidden_months=tuple(str(month) for month in every.index.difference(frame.index)),
    )


def _by_month(months: pd.DataFrame, window: Window) -> pd.DataFrame:
    """Return the figures in order, indexed by month, with the side of each month."""
    frame = months.reindex(columns=MONTH_COLUMNS)
    if frame["month"].duplicated().any():
        raise ValueError("a month is given twice")
    frame = frame.set_index("month").astype("float64").sort_index()
    frame["side"] = _sides(frame.index, window)
    return frame


def _monthly_claim(
    name: str, frame: pd.DataFrame, change: str, bedding_in_months: int, margin: float
) -> Claim:
    measure = MEASURES[name]
    sums = frame[list(measure.columns)].sum(axis=1, skipna=False)
    values = (sums / measure.per_unit / frame["persons"]).dropna()
    side = frame["side"].reindex(values.index)
    parts = {which: values[side == which] for which in Sides._fields}
    counted = Sides(len(parts["before"]), len(parts["after"]))
    recorded = frame.groupby("side")[list(measure.never_zero)].sum().gt(0).all(axis=1)
    means = {
        which: float(np.average(part, weights=frame.loc[part.index, "persons"]))
        for which, part in parts.items()
        if len(part) and recorded[which]
    }
    series = tuple((str(month), float(value)) for month, value in values.items())
    claim = Claim(name, counted, series, means.get("before"), means.get("after"))
    if len(means) < 2:
        return claim
    try:
        estimate = step_change(
            values, change=change, bedding_in_months=bedding_in_months, weights=frame["persons"]
        )
    except TooShort:
        return replace(claim, reason="short")
    claim = replace(claim, before=estimate.before, after=estimate.after)
    return _judged(claim, lambda level: estimate.at(level).interval, margin)


def _satisfaction(answers: pd.DataFrame, window: Window, margin: float) -> Claim:
    """Judge the share of best answers to the questions that were asked both before and after.

    Where the mix of questions differs, each weighs the same on both sides (direct standardisation), so that
    asking an easy question more often is no rise. Several answers of one person count as one (n is answers ÷
    questions); that n is divided by what the weighing costs (Kish's design effect) and, where
    rounds on the same side differ by more than chance, by that overdispersion, as in a quasi-binomial model.
    """
    cells = _shared_answers(answers, window)
    rounds = _rounds(cells)
    counted = Sides(*(round(rounds.loc[rounds["side"] == side, "people"].sum()) for side in Sides._fields))
    series = tuple((str(month), float(share)) for month, share in rounds["share"].items())
    claim = Claim("satisfaction", counted, series)
    if cells.empty:
        return claim
    shares, design_effects = _standardised(cells)
    people = rounds.groupby("side")["people"].sum() / design_effects / _overdispersion(rounds)
    before, after = (float(shares[side]) for side in Sides._fields)
    n_before, n_after = (float(people[side]) for side in Sides._fields)
    claim = replace(claim, before=before, after=after)
    return _judged(
        claim, lambda level: newcombe(after * n_after, n_after, before * n_before, n_before, level), margin
    )


def _shared_answers(answers: pd.DataFrame, window: Window) -> pd.DataFrame:
    """Return best, answers, expected and side by round and question: at least 5 answers, asked on both sides.

    `expected` is how many best answers the question's share on that side would give.
    """
    frame = answers.reindex(columns=ANSWER_COLUMNS)
    frame = frame[frame["answers"] >= MINIMUM_GROUP].set_index("round")
    frame["side"] = _sides(frame.index, window)
    sides = frame.dropna(subset=["side"]).groupby("question")["side"].nunique()
    shared = frame[frame["question"].isin(sides[sides == 2].index)].astype(
        {"best": "float64", "answers": "float64"}
    )
    totals = shared.groupby(["side", "question"])[["best", "answers"]].transform("sum")
    return shared.assign(expected=shared["answers"] * totals["best"] / totals["answers"])


def _rounds(cells: pd.DataFrame) -> pd.DataFrame:
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


def _standardised(cells: pd.DataFrame) -> tuple["pd.Series[float]", "pd.Series[float]"]:
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


def _sides(months: "pd.Index[str]", window: Window) -> "pd.Series[str]":
    return pd.Series([window.side(month) for month in months], index=months, dtype="object")


def _overdispersion(rounds: pd.DataFrame) -> float:
    """Return Pearson's χ² of the rounds around the share their questions have on that side, by degree of
    freedom; never under 1."""
    judged = rounds[rounds["side"].notna()]
    chance = judged["expected"] * (1 - judged["expected"])
    squares = judged["people"] * (judged["share"] - judged["expected"]) ** 2 / chance.where(chance > 0, nan)
    degrees = len(judged) - len(Sides._fields)
    return max(1.0, float(squares.sum()) / degrees) if degrees else 1.0


def _judged(claim: Claim, interval: Callable[[float], Interval], margin: float) -> Claim:
    """Return the claim with its verdict and the interval that carries it: 90 % for `same`, otherwise 95 %."""
    low, high = interval(0.95)
    bound = margin * abs(claim.before or 0)
    narrow = interval(0.90)
    differs = low > 0 or high < 0
    same = -bound < narrow[0] and narrow[1] < bound
    if same and (claim.name == "total_cost" or not differs):
        return replace(claim, interval=narrow, level=0.90, verdict="same", reason="")
    if differs:
        verdict: Verdict = "up" if low > 0 else "down"
        return replace(claim, interval=(low, high), level=0.95, verdict=verdict, reason="")
    return replace(claim, interval=(low, high), level=0.95, reason="unsure")
