"""A municipality whose groups are small, come and go, for who tries to find one person in it (R48)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from random import Random

from admin_costs.changes import register_change
from admin_costs.disclosure import Group
from admin_costs.group_figures import tell_missing
from admin_costs.models import MonthlyFigures, SurveyAnswers
from admin_costs.models.figures import FigureSource
from admin_costs.surveys import rating_question
from ledsagning.people.models import Municipality, Unit, User
from tests.cast import NOW, make_staff, make_unit

MONTHS = [date(2025, month, 1) for month in range(7, 13)]
UNITS, PROVIDERS = ("Norr", "Söder", "Väster"), ("Egen regi", "Följ med", "Liten")
LAHOLM, FOUR_PEOPLE = "1381", "1380"

Cell = tuple[str, str, date]
Sum = tuple[frozenset[Cell], float]
Hide = Callable[[Mapping[tuple[str, str], Group]], frozenset[tuple[str, str]]]


@dataclass
class Place:
    """Who attacks, and the truth: minutes of each person of each part of each month; answers of each unit."""

    manager: User
    minutes: dict[Cell, list[int]]
    answers: dict[tuple[str, date], tuple[int, int]]

    def parts(self, month: date) -> dict[tuple[str, str], Group]:
        """The month's groups."""
        return {
            (unit, provider): group_of(each)
            for (unit, provider, when), each in self.minutes.items()
            if when == month
        }


def group_of(each: list[int]) -> Group:
    return Group(len(each), sum(each), *sorted([*each, 0, 0], reverse=True)[:2])


def truth() -> dict[Cell, list[int]]:
    """Large parts, and small ones that come and go around five; one of Väster's goes out day and night."""
    chance = Random(48)
    people = {
        ("Norr", "Egen regi"): (12, 14),
        ("Norr", "Följ med"): (4, 6),
        ("Söder", "Egen regi"): (8, 9),
        ("Söder", "Följ med"): (2, 4),
        ("Söder", "Liten"): (1, 3),
        ("Väster", "Egen regi"): (9, 9),
        ("Väster", "Följ med"): (6, 7),
    }
    found = {
        (*part, month): [chance.randrange(120, 1800, 5) for _ in range(chance.randint(*between))]
        for month in MONTHS
        for part, between in people.items()
    }
    for month in MONTHS[3:]:
        found["Väster", "Följ med", month] = [20_000, *(chance.randrange(60, 200, 5) for _ in range(6))]
    return found


def make_place() -> Place:
    laholm = Municipality.objects.get(pk=LAHOLM)
    units = {name: make_unit(name=name) for name in UNITS}
    units |= {name: make_unit(name=name, kind="provider") for name in PROVIDERS}
    minutes = truth()
    answers = {
        (unit, month): (best, of)
        for month in MONTHS
        for unit, best, of in (("Norr", 9, 12), ("Söder", 1, 3), ("Väster", 7, 9))
    }
    MonthlyFigures.objects.bulk_create(
        row(units[unit], units[provider], month, each) for (unit, provider, month), each in minutes.items()
    )
    for (unit, month), (best, of) in answers.items():
        rate(units[unit], month, best, of)
    other = make_unit(code=FOUR_PEOPLE, name="Fyra personer")
    MonthlyFigures.objects.bulk_create(row(other, other, month, [601, 602, 603, 604]) for month in MONTHS)
    tell_missing(laholm)
    tell_missing(other.municipality)
    register_change(laholm, change_month=MONTHS[3], by=None, now=NOW)
    return Place(make_staff(unit=units["Norr"], kind="manager", username="mallory"), minutes, answers)


def row(unit: Unit, provider: Unit, month: date, each: list[int]) -> MonthlyFigures:
    largest, second = sorted([*each, 0, 0], reverse=True)[:2]
    return MonthlyFigures(
        unit=unit,
        provider=provider,
        month=month,
        age_group="0–64",
        sex="K",
        source=FigureSource.FACTS,
        people=len(each),
        visits=len(each),
        minutes=sum(each),
        cost_ore=500 * sum(each),
        largest_minutes=largest,
        second_minutes=second,
        squared_minutes=sum(minutes**2 for minutes in each),
    )


def rate(unit: Unit, month: date, best: int, of: int) -> None:
    scale = rating_question().scale.answers
    for answer, count in ((scale[0], best), (scale[1], of - best)):
        SurveyAnswers.objects.create(
            unit=unit,
            month=month,
            question=rating_question(),
            answer=answer,
            source=FigureSource.FACTS,
            count=count,
        )
