"""Monthly figures of a municipality as DataFrames: the one file that touches both the ORM and pandas.

Where a month of a unit has both visits of the system's own and an imported file, its own count and the file's
do not (`months_of_both` tells which); where it has no visits, an imported file is all there is to know of its
administration, whatever else the system saw. Nothing is ever added up from both.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from math import nan
from typing import NamedTuple

import pandas as pd
from django.db.models import Exists, OuterRef, Sum

from admin_costs.disclosure import shown
from admin_costs.group_rules import Hidden, Level
from admin_costs.models import GroupFigures, MonthlyEffort, MonthlyFigures, SurveyAnswers
from admin_costs.models.effort import EffortSource
from admin_costs.models.figures import FigureSource
from ledsagning.people.models import Municipality, Unit

MONTH_COLUMNS = [
    "month",
    "persons",
    "escort_minutes",
    "escort_cost_ore",
    "admin_minutes",
    "admin_cost_ore",
    "other_cost_ore",
    "may_tell",
]
ANSWER_COLUMNS = ["round", "question", "best", "answers"]
OWN, IMPORTED = True, False
UnitMonth = tuple[int, date]
Figures = tuple[float, ...]
Sources = dict[UnitMonth, dict[bool, Figures]]


class UnitFigures(NamedTuple):
    """Figures by unit and month, each from one source: of visits, and of administration."""

    visits: dict[UnitMonth, Figures]
    effort: dict[UnitMonth, Figures]

    def of(self, units: Collection[int]) -> "UnitFigures":
        """The same of some units only."""
        return UnitFigures(
            *({key: sums for key, sums in figures.items() if key[0] in units} for figures in self)
        )

    @property
    def units(self) -> set[int]:
        return {unit for figures in self for unit, _month in figures}


def months_frame(municipality: Municipality, *, before: date, without: Collection[int] = ()) -> pd.DataFrame:
    """One row a month earlier than `before` (a first of month): the columns that `comparison.compare` takes.

    NaN is a figure that a unit with visits has not recorded; may_tell is False in a month of few people, or
    of nearly only one. Participants' expenses stay out of the cost: files from before the system do not have
    them, and only like is compared with like. `without` are primary keys of units that are left out; a month
    that may not be told of one of them may not be told here either, for the rest is the whole less them.
    """
    figures, untold = unit_figures(municipality, before)
    untold |= {month for _unit, month in untold_of(municipality, without)}
    return pd_months(month_rows(figures.of(figures.units - set(without)), untold), MONTH_COLUMNS)


def others_frame(municipality: Municipality, units: Collection[int], *, before: date) -> pd.DataFrame:
    """One row a unit and month: unit (primary key) and the columns of `months_frame`, of some units."""
    figures, untold_months = unit_figures(municipality, before)
    untold = untold_of(municipality, units)
    rows = [
        (unit, *row)
        for unit in sorted(units)
        for row in month_rows(
            figures.of({unit}), untold_months | {month for each, month in untold if each == unit}
        )
    ]
    return pd_months(rows, ["unit", *MONTH_COLUMNS])


def elsewhere_frame(
    municipality: Municipality, units: Collection[int], codes: Collection[str], *, before: date
) -> pd.DataFrame | None:
    """The months where nothing changed, of units and of municipalities by code; None when none is named."""
    frames = []
    if units:
        frames.append(others_frame(municipality, units, before=before))
    if codes:
        frames.append(municipalities_frame(codes, before=before))
    return pd.concat(frames, ignore_index=True) if frames else None


def municipalities_frame(codes: Collection[str], *, before: date) -> pd.DataFrame:
    """The same of whole municipalities, from what may be told of them; unit is the code as a negative number,
    which no unit has. A month that is hidden is not there: nothing here can be worked out from it.
    """
    told = GroupFigures.objects.filter(
        level=Level.MUNICIPALITY, unit=None, municipality__in=codes, month__lt=before, people__gt=0
    ).order_by("municipality", "month")
    rows = [
        (
            -int(row.municipality_id),
            f"{row.month:%Y-%m}",
            *(row.people, row.minutes, row.cost_ore),
            *(nan if sums is None else sums for sums in (row.admin_minutes, row.admin_cost_ore)),
            *(0.0, True),
        )
        for row in told
    ]
    return pd_months(rows, ["unit", *MONTH_COLUMNS])


def pd_months(rows: list[tuple], columns: list[str]) -> pd.DataFrame:
    """Rows as a frame whose columns have their types even when there are none."""
    types = {"unit": "int64", "month": "str", "may_tell": "bool"}
    return pd.DataFrame(rows, columns=columns).astype({name: types.get(name, "float64") for name in columns})


def month_rows(figures: UnitFigures, untold: Collection[date]) -> list[tuple]:
    """The sums of units by month, in the order of MONTH_COLUMNS."""
    return [
        (f"{month:%Y-%m}", *sums, *admin_sums(month, figures), 0.0, month not in untold)
        for month, sums in sorted(by_month(figures.visits).items())
        if sums[0] > 0
    ]


def unit_figures(municipality: Municipality, before: date) -> tuple[UnitFigures, set[date]]:
    """Every unit's figures, and the months that the rule of disclosure hides whole."""
    visits, untold = visit_sums(municipality, before)
    own = {key for key, sources in visits.items() if OWN in sources}
    found = {key: sources[OWN if key in own else IMPORTED] for key, sources in visits.items()}
    effort = {
        key: sources[OWN if key in own or IMPORTED not in sources else IMPORTED]
        for key, sources in effort_sums(municipality, before).items()
        if key not in own or OWN in sources
    }
    return UnitFigures(found, effort), untold


def untold_of(municipality: Municipality, units: Collection[int]) -> set[UnitMonth]:
    """Months of these units that the rule of disclosure hides, in whole or in part."""
    if not units:
        return set()
    told = GroupFigures.objects.filter(municipality=municipality, level=Level.UNIT, unit__in=units)
    return set(told.exclude(hidden=Hidden.NOTHING).order_by().values_list("unit", "month"))


def admin_sums(month: date, figures: UnitFigures) -> Figures:
    """All units' admin_minutes and admin_cost_ore of a month; NaN when one with visits recorded nothing."""
    if any(when == month and (unit, when) not in figures.effort for unit, when in figures.visits):
        return (nan, nan)
    effort = {key: sums for key, sums in figures.effort.items() if key[1] == month}
    return by_month(effort).get(month, (0.0, 0.0))


def by_month(sums: Mapping[UnitMonth, Figures]) -> dict[date, Figures]:
    """All units' figures added, by month."""
    found: dict[date, Figures] = {}
    for (_unit, month), figures in sums.items():
        before = found.get(month, (0.0,) * len(figures))
        found[month] = tuple(a + b for a, b in zip(before, figures, strict=True))
    return found


def visit_sums(municipality: Municipality, before: date) -> tuple[Sources, set[date]]:
    """persons, escort_minutes and escort_cost_ore by unit and month, and by where they come from.

    And the months that the rule of disclosure hides whole (admin_costs.group_rules).
    """
    hidden = GroupFigures.objects.filter(
        municipality=municipality, unit=None, month=OuterRef("month"), hidden=Hidden.ALL
    )
    rows = (
        MonthlyFigures.objects.filter(unit__municipality=municipality, month__lt=before)
        .order_by()
        .annotate(untold=Exists(hidden))
        .values_list("unit", "month", "source", "untold")
        .annotate(Sum("people"), Sum("minutes"), Sum("cost_ore"))
    )
    found: Sources = defaultdict(dict)
    untold = set()
    for unit, month, source, is_untold, *sums in rows:
        found[unit, month][source == FigureSource.FACTS] = tuple(map(float, sums))
        if is_untold:
            untold.add(month)
    return found, untold


def effort_sums(municipality: Municipality, before: date) -> Sources:
    """admin_minutes and admin_cost_ore by unit and month, and by where they come from."""
    rows = (
        MonthlyEffort.objects.filter(unit__municipality=municipality, month__lt=before)
        .order_by()
        .values_list("unit", "month", "source")
        .annotate(Sum("minutes"), Sum("cost_ore"))
    )
    found: Sources = defaultdict(dict)
    for unit, month, source, minutes, cost_ore in rows:
        sources, own = found[unit, month], source != EffortSource.IMPORT
        earlier = sources.get(own, (0.0, 0.0))
        sources[own] = (earlier[0] + float(minutes), earlier[1] + float(cost_ore))
    return found


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


def answers_frame(municipality: Municipality, *, before: date, without: Collection[int] = ()) -> pd.DataFrame:
    """Best answers and answers by round and question, for `comparison.compare`.

    Where a unit has answers of the system's own to a question in a month, a file's to the same do not count.
    `without` are primary keys of units that are left out, and then the questions of rounds that so few of any
    unit answered that their answers could be worked out: the whole less each of the others in turn.
    """
    rows = (
        SurveyAnswers.objects.filter(unit__municipality=municipality, month__lt=before)
        .select_related("question__scale")
        .order_by("month")
    )
    own = {answer_key(row) for row in rows if row.source != FigureSource.IMPORT}
    counted = [row for row in rows if row.source != FigureSource.IMPORT or answer_key(row) not in own]
    few = few_answers(counted) if without else set()
    frame = pd.DataFrame(
        [
            (f"{row.month:%Y-%m}", row.question.text, row.count * row.is_best, row.count)
            for row in counted
            if row.unit_id not in without and (row.month, row.question_id) not in few
        ],
        columns=ANSWER_COLUMNS,
    ).astype({"round": "str", "question": "str", "best": "int64", "answers": "int64"})
    return frame.groupby(["round", "question"], as_index=False).sum()


def few_answers(counted: list[SurveyAnswers]) -> set[tuple[date, int]]:
    """Rounds and questions that 1 to 4 people of a unit answered."""
    answered: Counter[tuple[int, date, int]] = Counter()
    for row in counted:
        answered[answer_key(row)] += row.count
    return {(month, question) for (_unit, month, question), count in answered.items() if not shown(count)}


def answer_key(row: SurveyAnswers) -> tuple[int, date, int]:
    """Whose answers, in which round, to what."""
    return row.unit_id, row.month, row.question_id


def units_with_figures(municipality: Municipality, *, before: date) -> list[Unit]:
    """Units that have figures of visits or administration in any month, by name."""
    kinds = (MonthlyFigures, MonthlyEffort)
    pks: set[int] = set()
    for figures in kinds:
        rows = figures.objects.filter(unit__municipality=municipality, month__lt=before)
        pks |= set(rows.order_by().values_list("unit", flat=True).distinct())
    return list(Unit.objects.filter(pk__in=pks).order_by("name"))
