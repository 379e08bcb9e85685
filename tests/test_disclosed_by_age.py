"""R48 for the tables of measures: unit, provider, age group, month and year, as the auditor solves them.

The place has parts of which one age group is small, small parts, and whole ones. Everything that the files
tell of hours is read from the file as equations, and the program's auditor looks for hidden age groups.
"""

import csv
from collections.abc import Collection, Iterator
from datetime import date
from io import StringIO

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from admin_costs import measure_figures
from admin_costs.disclosure_audit import exposed
from admin_costs.group_figures import tell_missing
from admin_costs.measure_figures import MunicipalityFigures
from admin_costs.models import MonthlyFigures
from admin_costs.models.figures import FigureSource
from ledsagning.people.models import Municipality, User
from tests.cast import NOW, make_staff, make_unit
from tests.kept import kept

MONTHS = [date(2025, month, 1) for month in (10, 11, 12)]
YOUNG, OLD = "0–64", "65+"
# (unit, provider): people of each age group, in each of the months.
PEOPLE = {
    ("Norr", "Egen regi"): {YOUNG: (14, 14, 13), OLD: (10, 9, 10)},
    ("Norr", "Följ med"): {YOUNG: (9, 8, 9), OLD: (2, 3, 6)},
    ("Söder", "Egen regi"): {YOUNG: (6, 7, 6), OLD: (7, 7, 4)},
    ("Söder", "Liten"): {YOUNG: (2, 2, 2), OLD: (1, 1, 1)},
    ("Söder", "Femman"): {YOUNG: (5, 5, 5)},
}
Cell = tuple[str, str, str, date]
COUNTS: dict[Cell, int] = {
    (*part, age, month): count
    for part, ages in PEOPLE.items()
    for age, counts in ages.items()
    for month, count in zip(MONTHS, counts, strict=True)
}


def minutes_each(people: int) -> list[int]:
    return [600 + 20 * number + people for number in range(people)]


MINUTES = {cell: sum(minutes_each(people)) for cell, people in COUNTS.items()}


def make_place() -> User:
    names = {name for part in PEOPLE for name in part}
    units = {name: make_unit(name=name, kind="provider") for name in names - {"Norr", "Söder"}}
    units |= {name: make_unit(name=name) for name in ("Norr", "Söder")}
    rows = []
    for (unit, provider, age, month), count in COUNTS.items():
        each = minutes_each(count)
        largest, second = sorted([*each, 0, 0], reverse=True)[:2]
        rows.append(
            MonthlyFigures(
                unit=units[unit],
                provider=units[provider],
                month=month,
                age_group=age,
                sex="K",
                source=FigureSource.FACTS,
                people=count,
                visits=count,
                minutes=sum(each),
                cost_ore=0,
                largest_minutes=largest,
                second_minutes=second,
                squared_minutes=sum(minutes**2 for minutes in each),
            )
        )
    MonthlyFigures.objects.bulk_create(rows)
    tell_missing(units["Norr"].municipality)
    return make_staff(unit=units["Norr"], kind="manager", username="mallory")


@pytest.fixture(scope="module")
def kept_place(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[User]:
    with kept(django_db_blocker, make_place, now=NOW) as manager:
        yield manager


@pytest.fixture
def mallory(kept_place: User, db: None, client: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    client.force_login(kept_place)
    return client


def told(client: Client) -> Iterator[tuple[str, str, str, float, float]]:
    """Division, group, period, minutes and people of each shown figure of hours."""
    file = client.get("/jamfor/matt/fil.csv").content.decode("utf-8-sig")
    for row in list(csv.reader(StringIO(file), delimiter=";"))[1:]:
        if row[0] == "timmar" and row[6] not in ("..", ""):
            yield row[3], row[4], row[5], float(row[7]), float(row[8])


def cells_of(division: str, group: str, period: str, total: float) -> frozenset[Cell]:
    """The cells that a told sum is of: those of its group that make the sum, without what is hidden.

    She knows the rule, so she knows which; here it is found by trying which parts and months make the sum.
    """
    name, _comma, age = group.partition(", ")
    wide = [
        cell
        for cell in MINUTES
        if f"{cell[3]:%Y-%m}".startswith(period)
        and (division != "Per enhet" or cell[0] == name)
        and (not division.startswith("Per utförare") or cell[1] == name)
        and (not age or cell[2] == age)
    ]
    blocks = sorted({(cell[0], cell[1], cell[3]) for cell in wide})
    for chosen in range(2 ** len(blocks) - 1, 0, -1):
        kept_blocks = {block for place, block in enumerate(blocks) if chosen >> place & 1}
        cells = frozenset(cell for cell in wide if (cell[0], cell[1], cell[3]) in kept_blocks)
        if sum(MINUTES[cell] for cell in cells) == total:
            return cells
    raise AssertionError(f"no parts make {total} of {division} {group} {period}")


def secrets() -> list[frozenset[Cell]]:
    """Every age group of a part and month that has fewer than five people."""
    return [frozenset([cell]) for cell, count in COUNTS.items() if count < 5]


def found_by_auditor(client: Client) -> set[Cell]:
    sums: Collection[frozenset[Cell]] = {
        cells_of(division, group, period, total) for division, group, period, total, _by in told(client)
    }
    return {cell for each in exposed(MINUTES, sums, secrets()) for cell in each.cells}


def test_the_place_is_worth_attacking(mallory):
    assert len(secrets()) == 9
    by_age = {group for division, group, *_rest in told(mallory) if "åldersgrupp" in division}
    assert by_age == {"Egen regi, 0–64", "Egen regi, 65+", "Följ med, 0–64", "Följ med, 65+"}


def test_R48_no_small_age_group_can_be_worked_out(mallory):
    assert found_by_auditor(mallory) == set()


def test_R48_the_old_are_told_of_in_months_when_none_of_their_groups_is_hidden(mallory):
    """In each month some of their groups is small, so their hours per inhabitant are of no month."""
    laholm = Municipality.objects.get(pk="1381")
    figures = MunicipalityFigures(laholm, NOW.date())
    assert figures.of_the_old == {}
    MonthlyFigures.objects.filter(provider__name__in=("Följ med", "Liten")).delete()
    MonthlyFigures.objects.filter(month=MONTHS[2]).delete()
    (october, november) = MunicipalityFigures(laholm, NOW.date()).of_the_old.items()
    assert [month for month, _sums in sorted((october, november))] == MONTHS[:2]


def test_R48_no_told_figure_is_of_fewer_than_five(mallory):
    assert min(by for *_rest, by in told(mallory)) >= 5


def test_R48_without_hiding_beside_the_small_she_finds_them(mallory, monkeypatch):
    """The negative control: small age groups alone are left out, and are their part less the rest."""

    def careless(parts):
        return {
            (*part, age): each
            for part, ages in parts.items()
            for age, each in ages.items()
            if each.group.is_safe
        }

    monkeypatch.setattr(measure_figures, "told_ages", careless)
    assert found_by_auditor(mallory)
