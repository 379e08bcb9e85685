"""Monthly figures of a municipality as DataFrames: the one file that touches both the ORM and pandas.

Where a month of a unit has both visits of the system's own and an imported file, its own count and the file's
do not (`months_of_both` tells which); where it has no visits, an imported file is all there is to know of its
administration, whatever else the system saw. Nothing is ever added up from both.
"""

from datetime import date

import pandas as pd
from django.db.models import Sum

from admin_costs.models import MonthlyEffort, MonthlyFigures, SurveyAnswers
from admin_costs.models.effort import EffortSource
from admin_costs.models.figures import FigureSource
from ledsagning.people.models import Municipality

MONTH_COLUMNS = [
    "month",
    "persons",
    "escort_minutes",
    "escort_cost_ore",
    "admin_minutes",
    "admin_cost_ore",
    "other_cost_ore",
]
ANSWER_COLUMNS = ["round", "question", "best", "answers"]
KEY = ["unit", "month"]


def months_frame(municipality: Municipality, *, before: date) -> pd.DataFrame:
    """One row a month earlier than `before` (a first of month): the columns that `comparison.compare` takes.

    NaN is a figure that a unit with visits has not recorded. Participants' expenses stay out of the cost:
    files from before the system do not have them, and only like is compared with like.
    """
    visits, effort = visit_sums(municipality, before), effort_sums(municipality, before)
    own = set(visits.loc[visits["own"], KEY].itertuples(index=False, name=None))
    visits = chosen(visits, own).drop(columns="own")
    effort = chosen(effort, own).drop(columns="own")
    units = visits.merge(effort, on=KEY, how="outer")
    without_visits = units["persons"].isna()
    figures = ["persons", "escort_minutes", "escort_cost_ore"]
    units.loc[without_visits, figures] = 0
    sums = units.drop(columns="unit").groupby("month").sum(min_count=0).astype("float64")
    missing = units.loc[units["admin_minutes"].isna(), "month"].unique()
    sums.loc[sums.index.isin(missing), ["admin_minutes", "admin_cost_ore"]] = float("nan")
    sums["other_cost_ore"] = 0.0
    return sums[sums["persons"] > 0].sort_index().reset_index()[MONTH_COLUMNS]


def chosen(sums: pd.DataFrame, own: set[tuple[int, str]]) -> pd.DataFrame:
    """One source a unit and month: the system's own where it has visits, else the file, else its own."""
    has_visits = pd.Series([key in own for key in zip(sums["unit"], sums["month"], strict=True)], dtype=bool)
    imported = sums.loc[~sums["own"], KEY].assign(imported=True)
    is_imported = sums[KEY].merge(imported, on=KEY, how="left")["imported"].notna()
    return sums[sums["own"] == (has_visits | ~is_imported)].reset_index(drop=True)


def visit_sums(municipality: Municipality, before: date) -> pd.DataFrame:
    """persons, escort_minutes and escort_cost_ore by unit, month and whether they are the system's own."""
    rows = (
        MonthlyFigures.objects.filter(unit__municipality=municipality, month__lt=before)
        .order_by()
        .values_list("unit", "month", "source")
        .annotate(Sum("people"), Sum("minutes"), Sum("cost_ore"))
    )
    return summed(
        [(unit, month, source == FigureSource.FACTS, *sums) for unit, month, source, *sums in rows],
        ["persons", "escort_minutes", "escort_cost_ore"],
    )


def effort_sums(municipality: Municipality, before: date) -> pd.DataFrame:
    """admin_minutes and admin_cost_ore by unit, month and whether they are the system's own."""
    rows = (
        MonthlyEffort.objects.filter(unit__municipality=municipality, month__lt=before)
        .order_by()
        .values_list("unit", "month", "source")
        .annotate(Sum("minutes"), Sum("cost_ore"))
    )
    return summed(
        [(unit, month, source != EffortSource.IMPORT, *sums) for unit, month, source, *sums in rows],
        ["admin_minutes", "admin_cost_ore"],
    )


def summed(rows: list[tuple], figures: list[str]) -> pd.DataFrame:
    """Rows of (unit, month, own, figures …) with months as text, one row for each unit, month and own."""
    frame = pd.DataFrame(rows, columns=[*KEY, "own", *figures])
    frame["month"] = [f"{month:%Y-%m}" for month in frame["month"]]
    frame = frame.astype({"unit": "int64", "month": "str", "own": "bool"} | dict.fromkeys(figures, "float64"))
    return frame.groupby([*KEY, "own"], as_index=False).sum()


def months_of_both(municipality: Municipality) -> list[date]:
    """Months where a unit has visits of the system's own beside an imported file, which is not counted."""
    units = MonthlyFigures.objects.filter(unit__municipality=municipality).order_by()
    own = units.filter(source=FigureSource.FACTS).values_list("unit", "month")
    effort = MonthlyEffort.objects.filter(
        unit__municipality=municipality, source=EffortSource.IMPORT
    ).order_by()
    imported = units.filter(source=FigureSource.IMPORT).values_list("unit", "month")
    both = set(own) & {*imported, *effort.values_list("unit", "month")}
    return sorted({month for _unit, month in both})


def answers_frame(municipality: Municipality, *, before: date) -> pd.DataFrame:
    """Best answers and answers by round and question, for `comparison.compare`.

    Where a unit has answers of the system's own to a question in a month, a file's to the same do not count.
    """
    rows = (
        SurveyAnswers.objects.filter(unit__municipality=municipality, month__lt=before)
        .select_related("question__scale")
        .order_by("month")
    )
    own = {answer_key(row) for row in rows if row.source == FigureSource.FACTS}
    counted = [row for row in rows if row.source == FigureSource.FACTS or answer_key(row) not in own]
    frame = pd.DataFrame(
        [(f"{row.month:%Y-%m}", row.question.text, row.count * row.is_best, row.count) for row in counted],
        columns=ANSWER_COLUMNS,
    ).astype({"round": "str", "question": "str", "best": "int64", "answers": "int64"})
    return frame.groupby(["round", "question"], as_index=False).sum()


def answer_key(row: SurveyAnswers) -> tuple[int, date, int]:
    """Whose answers, in which round, to what."""
    return row.unit_id, row.month, row.question_id
