"""Municipalities whose truth is known, made by chance: for how often a verdict is false."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from admin_costs.comparison import CLAIMS, compare
from admin_costs.verdicts import Verdict

FIRST_YEAR = 2022
MARGIN = 0.05
NOISE, CORRELATION = 0.025, 0.3
"""A month differs from its season by 2.5 % of the level, and resembles the month before."""
QUESTIONS = ("Får du den hjälp du vill ha?", "Känner du dig trygg?")


class Truth(NamedTuple):
    """What the change did to hours and administration (1 is nothing), and what went on anyway."""

    hours: float = 1.0
    administration: float = 1.0
    best: float = 0.6
    trend_a_year: float = 0.0
    season: float = 0.05
    before: int = 24
    after: int = 24
    people: int = 40
    right: Mapping[str, tuple[Verdict, ...]] = {}


NOTHING: Mapping[str, tuple[Verdict, ...]] = dict.fromkeys(CLAIMS, ("same", "undecided"))
UNKNOWN: Mapping[str, tuple[Verdict, ...]] = dict.fromkeys(CLAIMS, ("undecided",))
# Before: 10 h at 300 kr and 3 h at 500 kr, 4,500 kr in all.
TRUTHS = {
    "nothing changed": Truth(right=NOTHING),
    "only hours": Truth(
        hours=1.2, right=NOTHING | {"hours": ("up", "undecided"), "total_cost": ("up", "undecided")}
    ),
    "zero-sum": Truth(
        hours=1.25,
        administration=0.5,
        best=0.85,
        right={
            "hours": ("up", "undecided"),
            "administration": ("down", "undecided"),
            "total_cost": ("same", "undecided"),
            "satisfaction": ("up", "undecided"),
        },
    ),
    "dearer": Truth(
        hours=1.4,
        administration=0.8,
        right={
            "hours": ("up", "undecided"),
            "administration": ("down", "undecided"),
            "total_cost": ("up", "undecided"),
            "satisfaction": ("same", "undecided"),
        },
    ),
    "trend only": Truth(trend_a_year=0.05, right=UNKNOWN | {"satisfaction": ("same", "undecided")}),
    "seasonality only": Truth(season=0.2, before=18, after=18, right=NOTHING),
    "too few": Truth(hours=1.5, before=12, after=12, people=4, right=UNKNOWN),
}

# Dearer by more than the margin, and a drift downwards that hides it: the levels before and after are alike.
HIDDEN = {
    f"{round(100 * dearer - 100)} per cent dearer, hidden by a drift": Truth(
        hours=dearer,
        administration=dearer,
        trend_a_year=drift,
        right=NOTHING | {"total_cost": ("up", "undecided")},
    )
    for dearer, drift in ((1.06, -0.029), (1.08, -0.038), (1.10, -0.047))
}


def figures(truth: Truth, chance: np.random.Generator) -> pd.DataFrame:
    """Monthly figures of a municipality of that truth, from January 2022."""
    months = truth.before + truth.after
    at, post = np.arange(months), np.arange(months) >= truth.before
    season = 1 + truth.season * np.cos(2 * np.pi * at / 12) - truth.season * (at % 12 == 6)
    drift = 1 + truth.trend_a_year * at / 12
    people = truth.people + (chance.integers(-2, 3, months) if truth.people > 10 else 0)
    hours = 600 * people * season * drift * wobble(chance, months) * np.where(post, truth.hours, 1)
    admin = 180 * people * drift * wobble(chance, months) * np.where(post, truth.administration, 1)
    return pd.DataFrame(
        {
            "month": [f"{FIRST_YEAR + n // 12}-{n % 12 + 1:02d}" for n in at],
            "persons": people,
            "escort_minutes": hours.round(),
            "escort_cost_ore": (hours * 500).round(),
            "admin_minutes": admin.round(),
            "admin_cost_ore": (admin * 2500 / 3).round(),
            "other_cost_ore": 0,
        }
    )


def wobble(chance: np.random.Generator, months: int) -> np.ndarray:
    """Factors around 1 where each month resembles the last."""
    made = chance.standard_normal(months)
    for month in range(1, months):
        made[month] = CORRELATION * made[month - 1] + np.sqrt(1 - CORRELATION**2) * made[month]
    return 1 + NOISE * made


def answers(truth: Truth, chance: np.random.Generator) -> pd.DataFrame:
    """Two survey rounds on each side: each person answers two questions alike."""
    rows = []
    for at in (truth.before // 3, truth.before - 1, truth.before + 3, truth.before + truth.after - 1):
        share = truth.best if at >= truth.before else 0.6
        best = chance.binomial(truth.people, share)
        month = f"{FIRST_YEAR + at // 12}-{at % 12 + 1:02d}"
        rows += [(month, question, best, truth.people) for question in QUESTIONS]
    return pd.DataFrame(rows, columns=["round", "question", "best", "answers"])


def outcomes(truth: Truth, runs: int, seed: int) -> pd.DataFrame:
    """A row a claim of each of `runs` municipalities: claim, verdict, is_false, at_first_look.

    The last is whether the level before and after alone would have given a false verdict.
    """
    chance = np.random.default_rng(seed)
    change = f"{FIRST_YEAR + truth.before // 12}-{truth.before % 12 + 1:02d}"
    rows = []
    for _run in range(runs):
        found = compare(figures(truth, chance), answers(truth, chance), change=change, margin=MARGIN)
        for name, claim in found.claims.items():
            is_false = claim.verdict not in truth.right[name]
            rows.append((name, claim.verdict, is_false, is_false or claim.reason == "otherwise"))
    return pd.DataFrame(rows, columns=["claim", "verdict", "is_false", "at_first_look"])


def told(name: str, found: pd.DataFrame) -> str:
    """A line for whoever reads the test's output: how often false, and how often decided, by claim."""
    by_claim = found.assign(decided=found["verdict"] != "undecided").groupby("claim")
    shares = 100 * by_claim[["is_false", "decided"]].mean().loc[list(CLAIMS)]
    parts = [f"{claim} {false:.1f} ({decided:.0f})" for claim, false, decided in shares.itertuples()]
    return f"{name}: false verdicts, per cent (decided): {', '.join(parts)}"
