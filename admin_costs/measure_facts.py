"""Facts behind measures that no other page reads so: survey rounds by year, and visits by age group."""

from collections import Counter, defaultdict
from collections.abc import Collection
from datetime import date

from admin_costs.disclosure import shown
from admin_costs.group_figures import of_months, sums_of
from admin_costs.group_rules import Part, Visits, put_together
from admin_costs.models import MonthlyFigures, SurveyAnswers
from admin_costs.models.figures import FigureSource
from admin_costs.surveys import RATING_QUESTION
from ledsagning.people.models import Municipality

Sums = dict[str, float]


def survey_sums(municipality: Municipality, first: date, end: date) -> dict[int, Sums]:
    """Of each year's survey rounds the questions that five or more answered; the press after a visit is none.

    Where a unit has answers of the system's own to a question in a month, a file's to the same do not count.
    """
    rows = SurveyAnswers.objects.filter(unit__municipality=municipality, month__gte=first, month__lt=end)
    rows = rows.exclude(question__text=RATING_QUESTION).select_related("question__scale")
    own = {answer_key(row) for row in rows if row.source != FigureSource.IMPORT}
    asked: dict[tuple[date, int], Counter[bool]] = defaultdict(Counter)
    for row in rows:
        if row.source != FigureSource.IMPORT or answer_key(row) not in own:
            asked[row.month, row.question_id][row.is_best] += row.count
    found: dict[int, Sums] = {}
    for (month, _question), answers in asked.items():
        if shown(answers.total()):
            sums = found.setdefault(month.year, {"survey_best": 0, "survey_answers": 0})
            sums["survey_best"] += answers[True]
            sums["survey_answers"] += answers.total()
    return found


def answer_key(row: SurveyAnswers) -> tuple[int, date, int]:
    """Whose answers, in which round, to what."""
    return row.unit_id, row.month, row.question_id


def visits_by_age(
    municipality: Municipality, months: Collection[date]
) -> tuple[dict[date, dict[Part, dict[str, Visits]]], dict[int, str]]:
    """Sums by month, part and age group, each unit's month from one source; and the providers' names."""
    rows = of_months(MonthlyFigures.objects.select_related("provider"), municipality, months)
    own = {(row.unit_id, row.month) for row in rows if row.source == FigureSource.FACTS}
    sexes: dict[tuple[date, Part, str], list[Visits]] = defaultdict(list)
    for row in rows:
        if (row.source == FigureSource.FACTS) == ((row.unit_id, row.month) in own):
            sexes[row.month, (row.unit_id, row.provider_id), row.age_group].append(sums_of(row))
    found: dict[date, dict[Part, dict[str, Visits]]] = defaultdict(lambda: defaultdict(dict))
    for (month, part, age), visits in sexes.items():
        found[month][part][age] = put_together(visits)
    return found, {row.provider_id: row.provider.name for row in rows}
