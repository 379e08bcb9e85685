"""The auditor on what is stored: silent when the rule is kept, and loud when it is not."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from admin_costs import group_audit
from admin_costs.group_audit import exposed_months, exposed_parts
from admin_costs.group_rules import Level, Month, Visits
from admin_costs.imports import import_files
from admin_costs.models import GroupFigures
from ledsagning.people.models import Municipality
from tests.admin_costs.figure_files import HOURS_HEADER, write
from tests.cast import NOW

JANUARY = date(2023, 1, 1)
PEOPLE = {"Egen regi": 14, "Följ med": 6, "Liten": 3}


@pytest.fixture
def laholm(db, tmp_path) -> Municipality:
    """Three of 23 people go with Liten, so Följ med's six are hidden too."""
    rows = [f"2023-01;Enheten;{name};0–64;K;{people};40;{10 * people};100" for name, people in PEOPLE.items()]
    laholm = Municipality.objects.get(pk="1381")
    import_files(laholm, [write(tmp_path / "t.csv", HOURS_HEADER, *rows)], now=NOW)
    return laholm


def test_nothing_can_be_worked_out(laholm):
    told = GroupFigures.objects.filter(level=Level.PROVIDER).values_list("unit__name", "people")
    assert dict(told) == {"Egen regi": 14, "Följ med": None, "Liten": None}
    assert list(exposed_months(laholm)) == []
    call_command("check_disclosure", municipality="1381", stdout=(out := StringIO()))
    assert out.getvalue()


def test_a_row_that_tells_too_much_is_found(laholm):
    GroupFigures.objects.filter(unit__name="Följ med").update(
        hidden="", people=6, visits=40, minutes=3600, cost_ore=10_000
    )
    (found,) = exposed_months(laholm)
    assert found[0] == JANUARY
    with pytest.raises(CommandError):
        call_command("check_disclosure", municipality="1381", stderr=(told := StringIO()))
    assert told.getvalue().startswith("2023-01: ")


def test_a_rule_that_hides_too_little_is_found(monkeypatch):
    """The negative control: the small part alone is hidden, and is the whole less the rest."""
    visits = {
        (1, 11): Visits(14, 40, 8400, 1),
        (1, 12): Visits(6, 40, 3600, 1),
        (1, 13): Visits(3, 40, 1800, 1),
    }
    month = Month(visits, {}, {})
    assert exposed_parts(month) == []
    monkeypatch.setattr(group_audit, "hidden_parts", lambda groups: frozenset({(1, 13)}))
    assert exposed_parts(month) == [{(1, 13)}]


def test_two_small_parts_that_are_known_together_are_found(monkeypatch):
    visits = {(1, 11): Visits(14, 40, 8400, 1), (1, 12): Visits(2, 4, 1000, 1), (1, 13): Visits(1, 4, 900, 1)}
    monkeypatch.setattr(group_audit, "hidden_parts", lambda groups: frozenset({(1, 12), (1, 13)}))
    assert exposed_parts(Month(visits, {}, {})) == [{(1, 12), (1, 13)}]
