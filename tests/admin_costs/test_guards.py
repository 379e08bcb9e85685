"""What the database refuses: a registered change, and when its figures were opened, stay as they are.

Each refusal has its negative control: without the guards the same statement goes through.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from admin_costs import guards
from admin_costs.changes import open_comparison, register_change
from admin_costs.checks import changes_are_guarded
from admin_costs.models import Change, ChangeOpening
from ledsagning.people.models import Municipality
from tests.cast import NOW, make_user


@pytest.fixture
def change(db) -> Change:
    """A registered change, opened by Maria."""
    laholm = Municipality.objects.get(code="1381")
    change = register_change(laholm, change_month=date(2024, 1, 1), by=None, now=NOW)
    open_comparison(change, by=make_user(username="maria"), now=NOW)
    return change


@contextmanager
def without_guards() -> Iterator[None]:
    connection.check_constraints()  # PostgreSQL alters no table while checks of it are put off
    guards.remove(connection)
    try:
        yield
    finally:
        connection.check_constraints()
        guards.install(connection)


def run(sql: str) -> int:
    """One statement in a savepoint of its own."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.rowcount


STATEMENTS = [
    "UPDATE admin_costs_change SET margin_permille = 500",
    "UPDATE admin_costs_change SET comparison_units = '[1]'",
    "UPDATE admin_costs_change SET comparison_municipalities = '[\"1380\"]'",
    "UPDATE admin_costs_change SET price_index_id = NULL",
    "UPDATE admin_costs_changeopening SET by_id = NULL",
    "DELETE FROM admin_costs_changeopening",
]


@pytest.mark.parametrize("statement", STATEMENTS)
def test_what_is_registered_stays(change, statement):
    with pytest.raises((IntegrityError, DatabaseError), match="never changed"):
        run(statement)
    with without_guards():
        assert run(statement) == 1


def test_a_change_is_not_deleted(change):
    with without_guards():
        ChangeOpening.objects.all().delete()
    with pytest.raises((IntegrityError, DatabaseError), match="never changed"):
        run("DELETE FROM admin_costs_change")
    with without_guards():
        assert run("DELETE FROM admin_costs_change") == 1


def test_the_orm_cannot_either(change):
    change.margin_permille = 500
    for attempt in (change.save, ChangeOpening.objects.all().delete):
        with pytest.raises((IntegrityError, DatabaseError), match="never changed"), transaction.atomic():
            attempt()
    assert Change.objects.get().margin_permille == 50


@pytest.mark.sqlite
def test_a_row_is_not_replaced(change):
    columns = (
        "id, municipality_id, change_month, bedding_in_months, margin_permille, claims, comparison_units, "
        "comparison_municipalities, at"
    )
    forged = (
        f"INSERT OR REPLACE INTO admin_costs_change ({columns}) "
        f"SELECT {columns.replace('margin_permille', '500')} FROM admin_costs_change"
    )
    with pytest.raises(IntegrityError, match="never changed"):
        run(forged)
    with without_guards():
        assert run(forged) == 1


def test_only_the_first_opening_is_written(change):
    later = open_comparison(change, by=None, now=NOW + timedelta(days=1))
    assert (later.by.username, later.at) == ("maria", NOW)


def test_the_program_does_not_start_without_them(change):
    assert changes_are_guarded(None, databases=["default"]) == []
    assert changes_are_guarded(None) == []
    with without_guards():
        (error,) = changes_are_guarded(None, databases=["default"])
    assert error.id == "admin_costs.E001"
    assert "admin_costs_change_no_update" in error.msg
    assert guards.missing(connection) == []
