"""Keeps what may be told of groups in step with the monthly figures.

A month whose figures are made anew or imported forgets what was told of it, in the same transaction; the
next who asks has it told again. So nothing is ever told of figures that have changed, whenever one stops.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from admin_costs.group_rules import Answers, Effort, Month, Part, Told, Visits, put_together, told_of
from admin_costs.models import GroupFigures, MonthlyEffort, MonthlyFigures, SurveyAnswers
from admin_costs.models.effort import EffortSource
from admin_costs.models.figures import FigureSource
from admin_costs.surveys import rating_question
from ledsagning.people.models import Municipality

UnitMonth = tuple[int, date]


def forget_months(municipality: Municipality, months: Iterable[date]) -> None:
    """Takes away what was told of these months."""
    GroupFigures.objects.filter(municipality=municipality, month__in=set(months)).delete()


def tell_missing(municipality: Municipality) -> int:
    """Tells of the months that have figures and have not been told of; how many they were."""
    if not untold_months(municipality):
        return 0
    with transaction.atomic():
        # Two that tell of the same month at once take turns, and the second finds it told.
        Municipality.objects.select_for_update(no_key=True).get(pk=municipality.pk)
        untold = untold_months(municipality)
        GroupFigures.objects.bulk_create(rows_to_tell(municipality, untold), batch_size=500)
    return len(untold)


def untold_months(municipality: Municipality) -> set[date]:
    """Months with figures of visits that nothing is told of."""
    visits = MonthlyFigures.objects.filter(unit__municipality=municipality).order_by()
    told = GroupFigures.objects.filter(municipality=municipality, unit=None).order_by()
    return set(visits.values_list("month", flat=True).difference(told.values_list("month", flat=True)))


def rows_to_tell(municipality: Municipality, months: Collection[date]) -> Iterator[GroupFigures]:
    """What may be told of each group, not saved."""
    for month, facts in facts_of(municipality, months).items():
        for told in told_of(facts):
            yield row_of(municipality, month, told)


def row_of(municipality: Municipality, month: date, told: Told) -> GroupFigures:
    """A group's month as it is stored."""
    row = GroupFigures(
        municipality=municipality,
        level=told.level,
        unit_id=told.unit,
        month=month,
        hidden=told.hidden,
        answers_hidden=told.answers_hidden,
    )
    if told.visits:
        row.people, row.visits, row.minutes, row.cost_ore = told.visits[:4]
        row.squares = told.visits.squares
    if told.effort:
        row.admin_minutes, row.admin_cost_ore = told.effort
    if told.answers:
        row.best_answers, row.answers = told.answers
    return row


def facts_of(municipality: Municipality, months: Collection[date]) -> dict[date, Month]:
    """The facts of the months, each unit's from one source (admin_costs.frames says which)."""
    visits, own = visits_of(municipality, months)
    effort = effort_of(municipality, months, own)
    answers = answers_of(municipality, months)
    return {month: Month(visits[month], effort[month], answers[month]) for month in sorted(visits)}


def of_months(
    rows: QuerySet[MonthlyFigures] | QuerySet[MonthlyEffort] | QuerySet[SurveyAnswers],
    municipality: Municipality,
    months: Collection[date],
) -> list:
    """The municipality's rows of these months."""
    return list(rows.filter(unit__municipality=municipality, month__in=months).order_by("pk"))


def visits_of(
    municipality: Municipality, months: Collection[date]
) -> tuple[dict[date, dict[Part, Visits]], set[UnitMonth]]:
    """Sums by month and part, and the months of units that have visits of the system's own."""
    rows = of_months(MonthlyFigures.objects.all(), municipality, months)
    own = {(row.unit_id, row.month) for row in rows if row.source == FigureSource.FACTS}
    groups: dict[tuple[date, Part], list[Visits]] = defaultdict(list)
    for row in rows:
        if (row.source == FigureSource.FACTS) == ((row.unit_id, row.month) in own):
            groups[row.month, (row.unit_id, row.provider_id)].append(sums_of(row))
    found: dict[date, dict[Part, Visits]] = defaultdict(dict)
    for (month, part), parts in groups.items():
        # Rows of one part differ in age group and sex, so nobody is in two of them.
        found[month][part] = put_together(parts)
    return found, own


def sums_of(row: MonthlyFigures) -> Visits:
    """A row's sums over its people."""
    return Visits(
        row.people,
        row.visits,
        row.minutes,
        row.cost_ore,
        row.largest_minutes,
        row.second_minutes,
        row.squared_minutes,
    )


def effort_of(
    municipality: Municipality, months: Collection[date], own: set[UnitMonth]
) -> dict[date, dict[int, Effort]]:
    """Administration by month and unit."""
    rows = of_months(MonthlyEffort.objects.all(), municipality, months)
    imported = {(row.unit_id, row.month) for row in rows if row.source == EffortSource.IMPORT}
    found: dict[date, dict[int, Effort]] = defaultdict(dict)
    for row in rows:
        key = (row.unit_id, row.month)
        counts_own = key in own or key not in imported
        if (row.source != EffortSource.IMPORT) == counts_own:
            before = found[row.month].get(row.unit_id, Effort(0, 0))
            found[row.month][row.unit_id] = Effort(
                before.minutes + row.minutes, before.cost_ore + row.cost_ore
            )
    return found


def answers_of(municipality: Municipality, months: Collection[date]) -> dict[date, dict[int, Answers]]:
    """Ratings after visits by month and unit: one question, asked in the same way of everybody."""
    question = rating_question()
    asked = SurveyAnswers.objects.filter(question=question, source=FigureSource.FACTS)
    found: dict[date, dict[int, Answers]] = defaultdict(dict)
    for row in of_months(asked, municipality, months):
        before = found[row.month].get(row.unit_id, Answers(0, 0))
        is_best = row.answer == question.scale.best
        found[row.month][row.unit_id] = Answers(before.best + row.count * is_best, before.of + row.count)
    return found
