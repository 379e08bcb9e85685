"""From rows of a file to monthly figures: units, activities, questions and answers are found by name.

A unit or provider not known yet is made (inside the caller's transaction) and remembered for the report.
Everything else that is not known is a problem of its row.
"""

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from admin_costs.effort import activities_of
from admin_costs.import_files import FigureFile, Problem, Row
from admin_costs.models import (
    Activity,
    EffortEntry,
    MonthlyEffort,
    MonthlyFigures,
    Question,
    Scale,
    SurveyAnswers,
)
from admin_costs.models.effort import EffortSource
from admin_costs.models.figures import FigureSource
from admin_costs.surveys import fitting_scale, with_room_for
from ledsagning.people.models import Municipality, Unit
from ledsagning.people.models.places import UnitKind

IN_HOUSE = "Egen regi"


class NotKnown(Exception):
    """A value of a row that cannot be used, with the column's name and why."""

    def __init__(self, column: str, text: str) -> None:
        self.column = column
        self.text = text
        super().__init__(text)


@dataclass
class Register:
    """What the rows of a municipality may name, and what they named first."""

    municipality: Municipality
    this_month: date
    units: dict[str, Unit]
    activities: dict[str, Activity]
    questions: dict[str, Question]
    scales: dict[str, Scale | None]
    with_visits: set[tuple[int, date]]
    with_log: set[tuple[int, date]]
    with_answers: set[tuple[int, date, int]]
    new_units: list[Unit] = field(default_factory=list)
    new_questions: list[Question] = field(default_factory=list)

    def unit(self, column: str, name: str, kind: UnitKind, allowed: Collection[str]) -> Unit:
        """The unit of that name, made when nobody has heard of it."""
        unit = self.units.get(name.casefold())
        if unit is None:
            unit = Unit.objects.create(municipality=self.municipality, name=name, kind=kind)
            self.units[name.casefold()] = unit
            self.new_units.append(unit)
        if unit.kind not in allowed:
            raise NotKnown(column, _("is another kind of unit: %(kind)s") % {"kind": unit.get_kind_display()})
        return unit

    def authority(self, row: Row) -> Unit:
        """The unit whose people the row is about."""
        return self.unit("unit", row.values["unit"], UnitKind.AUTHORITY, {UnitKind.AUTHORITY})

    def provider(self, row: Row) -> Unit:
        """The unit that gave the visits."""
        name = row.values["provider"]
        kind = UnitKind.IN_HOUSE if name.casefold() == IN_HOUSE.casefold() else UnitKind.PROVIDER
        return self.unit("provider", name, kind, {UnitKind.IN_HOUSE, UnitKind.PROVIDER})

    def month(self, row: Row) -> date:
        """The row's month, which has begun."""
        month: date = row.values["month"]
        if month > self.this_month:
            raise NotKnown("month", _("has not begun yet"))
        return month

    def activity(self, row: Row) -> Activity:
        """The activity of that name, a template or the municipality's own."""
        activity = self.activities.get(row.values["activity"].casefold())
        if activity is None:
            raise NotKnown(
                "activity", _("is no activity here: correct the name, or add it under “Activities and rates”")
            )
        return activity

    def question(self, row: Row) -> Question:
        """The question in those words, made when its answers tell its scale."""
        text = row.values["question"]
        question = self.questions.get(text.casefold())
        if question is not None:
            return question
        scale = self.scales.get(text.casefold())
        if scale is None:
            known = "; ".join(str(scale) for scale in Scale.objects.all())
            raise NotKnown(
                "answer",
                _("leaves the scale of the question unknown. Known scales: %(scales)s") % {"scales": known},
            )
        question = self.questions[text.casefold()] = Question.objects.create(text=text, scale=scale)
        self.new_questions.append(question)
        return question


def open_register(municipality: Municipality, files: list[FigureFile], today: date) -> Register:
    """What is there before an import, with scales that have room for its answers where there are such."""
    units = Unit.objects.filter(municipality=municipality)
    visits = MonthlyFigures.objects.filter(unit__in=units, source=FigureSource.FACTS)
    logged = EffortEntry.objects.filter(unit__in=units, undone_at=None)
    answered = SurveyAnswers.objects.filter(unit__in=units).exclude(source=FigureSource.IMPORT)
    answers: dict[str, set[str]] = defaultdict(set)
    for file in files:
        for row in file.rows:
            if file.kind.name == "survey":
                answers[row.values["question"].casefold()].add(row.values["answer"].casefold())
    return Register(
        municipality=municipality,
        this_month=today.replace(day=1),
        units={unit.name.casefold(): unit for unit in units},
        activities={activity.name.casefold(): activity for activity in activities_of(municipality)},
        questions={
            question.text.casefold(): with_room_for(question, answers.get(question.text.casefold(), ()))
            for question in Question.objects.select_related("scale")
        },
        scales={question: fitting_scale(given) for question, given in answers.items()},
        with_visits=set(visits.values_list("unit", "month")),
        with_log=set(logged.values_list("unit", "month")),
        with_answers=set(answered.values_list("unit", "month", "question")),
    )


def hours_row(register: Register, row: Row) -> MonthlyFigures:
    """A row of visits. A month with visits of the system's own is not imported: it would be counted twice."""
    unit, month, values = register.authority(row), register.month(row), row.values
    if (unit.pk, month) in register.with_visits:
        raise NotKnown("month", _("has visits in this system already, so it cannot be imported"))
    return MonthlyFigures(
        unit=unit,
        provider=register.provider(row),
        month=month,
        age_group=values["age_group"],
        sex=values["sex"],
        source=FigureSource.IMPORT,
        people=values["people"],
        visits=values["visits"],
        minutes=values["minutes"],
        cost_ore=values["cost_ore"],
    )


def effort_row(register: Register, row: Row) -> MonthlyEffort:
    """A row of administration, which the month must not have of the system's own."""
    unit, month, values = register.authority(row), register.month(row), row.values
    if (unit.pk, month) in register.with_visits:
        raise NotKnown("month", _("has visits in this system already, so it cannot be imported"))
    if (unit.pk, month) in register.with_log:
        raise NotKnown("month", _("has time logged in this system already, so it cannot be imported"))
    return MonthlyEffort(
        unit=unit,
        month=month,
        activity=register.activity(row),
        role=values["role"],
        source=EffortSource.IMPORT,
        minutes=values["minutes"],
        cost_ore=values["cost_ore"],
    )


def survey_row(register: Register, row: Row) -> SurveyAnswers:
    """A row of answers on the question's scale, which the month must not have of the system's own."""
    unit, month, question = register.authority(row), register.month(row), register.question(row)
    if (unit.pk, month, question.pk) in register.with_answers:
        raise NotKnown(
            "question", _("has answers of that month in this system already, so it cannot be imported")
        )
    known = {answer.casefold(): answer for answer in question.scale.answers}
    answer = known.get(row.values["answer"].casefold())
    if answer is None:
        allowed = {"allowed": ", ".join(question.scale.answers)}
        raise NotKnown("answer", _("is not known: write one of %(allowed)s") % allowed)
    return SurveyAnswers(
        unit=unit,
        month=month,
        question=question,
        answer=answer,
        source=FigureSource.IMPORT,
        count=row.values["count"],
    )


MAKERS: dict[str, Callable[[Register, Row], Model]] = {
    "hours": hours_row,
    "administration": effort_row,
    "survey": survey_row,
}


def made(register: Register, file: FigureFile, row: Row) -> Model | Problem:
    """The row as a monthly figure, not saved; or what is wrong with it."""
    try:
        return MAKERS[file.kind.name](register, row)
    except NotKnown as error:
        value: Any = row.values[error.column]
        shown = f"{value:%Y-%m}" if isinstance(value, date) else value
        return file.problem(row, error.column, f"“{shown}” {error.text}")
