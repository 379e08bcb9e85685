"""Before and after a change: four claims, each with an interval and a verdict that may be "undecided".

The claims were registered before the data was looked at (domain section 5): hours, administration, total
cost, satisfaction. The first three are figures of a person-month and are judged by
`evaluation.step_change`; the last is a share of survey answers and is judged by `evaluation.newcombe`.

Each is looked at twice: the level before and the level after, and whether the difference could have come
without the change (`methods`). A verdict stands when both looks agree (`verdicts`).

Disclosure (P7). Months with fewer than 5 people, or where one of them makes up nearly all (`may_tell` says
so), and the questions of a survey round with fewer than 5 answers, are left out before anything else, from
sums and means too: a month hidden in the chart alone could be worked out from the mean, and a question that
counts in one window only, from comparing two windows.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
import pandas as pd

from admin_costs.counted import CountedAnswers, CountedMonth, counted_answers, counted_months
from admin_costs.disclosure import MINIMUM_GROUP
from admin_costs.intervals import Interval, newcombe
from admin_costs.methods import SecondLook, second_look
from admin_costs.placebo import Placebo, placebo_dates
from admin_costs.price_levels import Levelled, levelled
from admin_costs.steps import TooShort, month_number, step_change
from admin_costs.survey_rounds import overdispersion, rounds_of, standardised
from admin_costs.verdicts import Look, Reason, Verdict, judged

CLAIMS = ("hours", "administration", "total_cost", "satisfaction")
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


class Place(NamedTuple):
    """The months of the place that changed, by month, and those of the units it is compared with."""

    months: pd.DataFrame
    others: pd.DataFrame | None
    prices: tuple[Mapping[str, float], str] | None = None
    """A price index, and the month in whose prices costs are."""

    def elsewhere(self, measure: Measure) -> pd.DataFrame | None:
        """The measure of every comparison unit by month, as `methods.second_look` takes it."""
        if self.others is None:
            return None
        rows = self.others[self.others["month"].isin(self.months.index)]
        if self.prices and not rows.empty:
            index, month = self.prices
            costs = MEASURES["total_cost"].columns
            by_month = rows.set_index("month")
            if set(by_month.index) & set(index):
                rows = levelled(by_month, costs, index, month).frame.reset_index()
            else:  # theirs are months that the index lacks: no cost of theirs can be compared
                rows = rows.assign(**dict.fromkeys(costs, float("nan")))
        return rows[["unit", "month", "persons"]].assign(value=values_of(measure, rows))


@dataclass(frozen=True)
class Claim:
    """One claim's answer, in hours or kr a person-month or as a share; None where nothing can be shown.

    `interval` is for the difference, at `level`. `counted` is the months, or the people answering, on each
    side. `reason` says why a verdict is undecided; "otherwise" is that the second look, `look`, does not
    bear out the first. `series` is (month, value), without months of fewer than
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
    look: SecondLook | None = None
    placebo: Placebo | None = None
    weighed_people: tuple[float, float] | None = None
    """How many people the interval of satisfaction is counted with, before and after."""

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
    """Months that have figures, but of fewer than 5 people, or nearly all of one person."""
    conclusion: str = ""
    comparison_units: int = 0
    """How many units were named where nothing changed."""
    municipalities: tuple[str, ...] = ()
    """Names of the municipalities that are among them."""
    prices_of: str = ""
    """The month in whose prices all costs are, when a price index made them equal."""
    price_index: str = ""
    """What that index is called."""
    months_without_index: tuple[str, ...] = ()
    months: tuple[CountedMonth, ...] = ()
    answers: tuple[CountedAnswers, ...] = ()
    """The rows that all of it is counted from (`counted`)."""

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
    others: pd.DataFrame | None = None,
    price_index: Mapping[str, float] | None = None,
) -> Comparison:
    """Compare before and after `change` ("YYYY-MM"); the months of the bedding-in window are in neither.

    `months` has one row a month: month ("YYYY-MM"), persons, escort_minutes, admin_minutes, escort_cost_ore,
    admin_cost_ore, other_cost_ore; a figure nobody recorded is NaN, and a month nobody recorded is absent. It
    may have may_tell (bool; without it all may that have 5 persons: `disclosure`).
    `answers` has round ("YYYY-MM"), question, best (best answers), answers. `margin` is a share of the level
    before. `others` is unit and the columns of `months` for units where nothing changed; they are not part of
    `months`. `price_index` by month makes costs equal, also theirs (`price_levels`). Raises ValueError for a
    month not written so or given twice, a negative margin or window, or an index that lacks every month.
    """
    if margin < 0 or bedding_in_months < 0:
        raise ValueError("margin and bedding-in window must not be negative")
    window = Window(month_number(change), month_number(change) + bedding_in_months)
    prices = _in_equal_prices(_by_month(months, window), price_index)
    frame = prices.frame[_may_be_told(prices.frame, others)]
    place = Place(frame, others, (price_index, prices.month) if price_index else None)
    claims = {name: _monthly_claim(name, place, change, bedding_in_months, margin) for name in MEASURES}
    cells = _shared_answers(answers, window)
    return Comparison(
        change_date=change,
        bedding_in_months=bedding_in_months,
        margin=margin,
        person_months=Sides(*(int(frame["persons"][frame["side"] == side].sum()) for side in Sides._fields)),
        claims=MappingProxyType(claims | {"satisfaction": _satisfaction(cells, margin)}),
        hidden_months=tuple(str(month) for month in prices.frame.index.difference(frame.index)),
        prices_of=prices.month,
        months_without_index=prices.lacking,
        months=counted_months(frame, {name: each.columns for name, each in MEASURES.items()}),
        answers=counted_answers(cells),
    )


def _by_month(months: pd.DataFrame, window: Window) -> pd.DataFrame:
    """Return the figures in order, indexed by month, with the side of each month."""
    frame = months.reindex(columns=MONTH_COLUMNS)
    if frame["month"].duplicated().any():
        raise ValueError("a month is given twice")
    frame = frame.set_index("month").astype("float64").sort_index()
    may_tell = months.set_index("month")["may_tell"] if "may_tell" in months else None
    frame["may_tell"] = True if may_tell is None else may_tell.reindex(frame.index).astype(bool)
    frame["side"] = _sides(frame.index, window)
    return frame


def _in_equal_prices(frame: pd.DataFrame, price_index: Mapping[str, float] | None) -> Levelled:
    """Return the figures with costs made equal, or as they are without an index."""
    if not price_index:
        return Levelled(frame, "", ())
    return levelled(frame, MEASURES["total_cost"].columns, price_index)


def _may_be_told(every: pd.DataFrame, others: pd.DataFrame | None) -> "pd.Series[bool]":
    """Return by month whether it counts (P7)."""
    return (
        every["may_tell"] & (every["persons"] >= MINIMUM_GROUP) & ~every.index.isin(_untold_elsewhere(others))
    )


def _untold_elsewhere(others: pd.DataFrame | None) -> set[str]:
    """Return the months that may not be told of a comparison unit: they could be worked out as the whole
    municipality (which another version of the change shows) less the rest."""
    if others is None:
        return set()
    few = others["persons"].between(1, MINIMUM_GROUP - 1)
    return set(others.loc[few | ~others["may_tell"] if "may_tell" in others else few, "month"])


def values_of(measure: Measure, frame: pd.DataFrame) -> "pd.Series[float]":
    """Return the measure of each row; NaN where a part of it is not recorded."""
    sums = frame[list(measure.columns)].astype("float64").sum(axis=1, skipna=False)
    return sums / measure.per_unit / frame["persons"]


def _monthly_claim(name: str, place: Place, change: str, bedding_in_months: int, margin: float) -> Claim:
    measure, frame = MEASURES[name], place.months
    values = values_of(measure, frame).dropna()
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
    look = second_look(
        values[side.notna()],
        estimate,
        change=change,
        weights=frame["persons"],
        others=place.elsewhere(measure),
    )
    claim = replace(
        claim,
        before=estimate.before,
        after=estimate.after,
        look=look,
        placebo=placebo_dates(values, change=change, weights=frame["persons"]),
    )
    return _judged(claim, lambda level: estimate.at(level).interval, margin)


def _satisfaction(cells: pd.DataFrame, margin: float) -> Claim:
    """Judge the share of best answers to the questions that were asked both before and after.

    Where the mix of questions differs, each weighs the same on both sides (direct standardisation), so that
    asking an easy question more often is no rise. Several answers of one person count as one (n is answers ÷
    questions); that n is divided by what the weighing costs (Kish's design effect) and, where
    rounds on the same side differ by more than chance, by that overdispersion, as in a quasi-binomial model.
    """
    rounds = rounds_of(cells)
    counted = Sides(*(round(rounds.loc[rounds["side"] == side, "people"].sum()) for side in Sides._fields))
    series = tuple((str(month), float(share)) for month, share in rounds["share"].items())
    claim = Claim("satisfaction", counted, series)
    if cells.empty:
        return claim
    shares, design_effects = standardised(cells)
    people = rounds.groupby("side")["people"].sum() / design_effects / overdispersion(rounds)
    before, after = (float(shares[side]) for side in Sides._fields)
    n_before, n_after = (float(people[side]) for side in Sides._fields)
    claim = replace(claim, before=before, after=after, weighed_people=(n_before, n_after))
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


def _sides(months: "pd.Index[str]", window: Window) -> "pd.Series[str]":
    return pd.Series([window.side(month) for month in months], index=months, dtype="object")


def _judged(claim: Claim, interval: Look, margin: float) -> Claim:
    """Return the claim with its verdict and the interval that carries it: 90 % for `same`, otherwise 95 %."""
    found = judged(
        interval,
        claim.look.at if claim.look else None,
        bound=margin * abs(claim.before or 0),
        asks_same_first=claim.name == "total_cost",
    )
    return replace(claim, **found._asdict())
