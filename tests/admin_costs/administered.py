"""A municipality's administration in the autumn before a change and the autumn after, by hand.

Before (imported): 30 people, 300 h at 300 kr and 60 h of administration a month. After (own): 30 people,
390 h, and what the months of AFTER say. The change is in January 2024.
"""

from datetime import date

from admin_costs.group_figures import forget_months, tell_missing
from admin_costs.models import Activity, MonthlyEffort, MonthlyFigures, SurveyAnswers
from admin_costs.models.effort import EffortSource
from admin_costs.models.figures import FigureSource
from admin_costs.surveys import rating_question
from ledsagning.people.models import Unit

CHANGE = date(2024, 1, 1)
AUTUMN_BEFORE = [date(2023, month, 1) for month in range(7, 13)]
AUTUMN_AFTER = [date(2024, month, 1) for month in range(7, 13)]
PEOPLE = 30

# Activity, role, hours a month, kronor an hour.
BEFORE = (
    ("omprovning", "case_officer", 30, 520),
    ("manadskontroll", "administrator", 20, 410),
    ("telefonbokning", "coordinator", 10, 430),
)
# Activity, role, times a month, minutes each, kronor an hour. Plus one appeal in all.
AFTER = (
    ("telefonbokning", "coordinator", 45, 8, 430),
    ("fragor", "coordinator", 12, 10, 430),
    ("uppfoljning", "case_officer", 2, 60, 520),
    ("ovrigt", "administrator", 4, 15, 410),
)
APPEAL = ("overklagande", "case_officer", 1, 120, 520)


def make_administered(unit: Unit, provider: Unit, *, people: int = PEOPLE) -> None:
    """Both autumns, told of."""
    add_visits(unit, provider, AUTUMN_BEFORE, FigureSource.IMPORT, 300, people)
    add_visits(unit, provider, AUTUMN_AFTER, FigureSource.FACTS, 390, people)
    for month in AUTUMN_BEFORE:
        for slug, role, hours, kronor in BEFORE:
            add_work(unit, month, slug, role, EffortSource.IMPORT, 0, 60 * hours, 100 * hours * kronor)
    for month in AUTUMN_AFTER:
        for done in (*AFTER, *([APPEAL] if month.month == 9 else [])):
            add_done(unit, month, *done)
    best, okay, _bad = rating_question().scale.answers
    for month, satisfied in ((AUTUMN_BEFORE[0], 12), (AUTUMN_AFTER[0], 24)):
        for answer, count in ((best, satisfied), (okay, PEOPLE - satisfied)):
            add_answers(unit, month, answer, count)
    tell_missing(unit.municipality)


def add_visits(
    unit: Unit, provider: Unit, months: list[date], source: FigureSource, hours: int, people: int
) -> None:
    MonthlyFigures.objects.bulk_create(
        MonthlyFigures(
            unit=unit,
            provider=provider,
            month=month,
            age_group="0–64",
            sex="K",
            source=source,
            people=people,
            visits=100,
            minutes=60 * hours,
            cost_ore=hours * 300_00,
        )
        for month in months
    )
    forget_months(unit.municipality, months)


def add_done(unit: Unit, month: date, slug: str, role: str, times: int, each: int, kronor: int) -> None:
    """Work that was counted, at a price an hour."""
    minutes = times * each
    add_work(unit, month, slug, role, EffortSource.EVENT, times, minutes, minutes * kronor * 100 // 60)


def add_work(
    unit: Unit, month: date, slug: str, role: str, source: EffortSource, times: int, minutes: int, ore: int
) -> None:
    MonthlyEffort.objects.create(
        unit=unit,
        month=month,
        activity=Activity.objects.get(slug=slug),
        role=role,
        source=source,
        times=times,
        minutes=minutes,
        cost_ore=ore,
    )


def add_answers(unit: Unit, month: date, answer: str, count: int) -> None:
    SurveyAnswers.objects.create(
        unit=unit,
        month=month,
        question=rating_question(),
        answer=answer,
        source=FigureSource.FACTS,
        count=count,
    )
