"""hours.E001 is proved beside the guards, in test_guards.py. Here: who asks it, and when."""

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection

from hours import guards
from hours.checks import guards_are_installed


def test_no_database_is_asked_unless_named(django_db_blocker):
    assert guards_are_installed(None) == []
    assert guards_are_installed(None, databases=[]) == []


@pytest.fixture
def no_guards(transactional_db):
    guards.remove(connection)
    yield
    guards.install(connection)


def test_R29_check_stops_a_program_without_guards(no_guards):
    assert [found.id for found in run_checks(databases=["default"])] == ["hours.E001"]
    with pytest.raises(SystemCheckError, match="lacks the guards"):
        call_command("check", databases=["default"])


def test_R29_check_lets_a_program_with_guards_start(transactional_db):
    call_command("check", databases=["default"])
