"""check_ledger finds a wrong line that somebody got past the guards, and nothing else."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from hours import guards
from hours.models import LedgerEntry
from tests.cast import Cast


def check() -> str:
    out = StringIO()
    call_command("check_ledger", stdout=out)
    return out.getvalue()


def falsify(cast: Cast, line: int, **values: int) -> None:
    """Changes a line behind the guards' back."""
    connection.check_constraints()  # PostgreSQL alters no table that has checks to come
    guards.remove(connection)
    LedgerEntry.objects.filter(pool=cast.pool, number=line).update(**values)
    connection.check_constraints()
    guards.install(connection)


def test_a_true_passbook(cast: Cast) -> None:
    cast.done()
    assert check() == "1 pools, 3 lines: every balance follows\n"


def test_no_pools(db: None) -> None:
    assert check() == "0 pools, 0 lines: every balance follows\n"


def test_a_false_balance_is_named(cast: Cast) -> None:
    cast.done()
    falsify(cast, 2, available=14_221)
    with pytest.raises(CommandError) as refused:
        check()
    assert str(refused.value) == (
        f"pool {cast.pool.pk}, line 2: "
        "expected Balance(available=14220, reserved=180, used=0), "
        "found Balance(available=14221, reserved=180, used=0)"
    )


def test_a_false_number_is_named(cast: Cast) -> None:
    cast.done()
    falsify(cast, 3, number=7)
    with pytest.raises(CommandError, match=f"pool {cast.pool.pk}, line 7: expected number 3, found number 7"):
        check()


def test_progress_is_told(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ledsagning.management.commands.check_ledger.PROGRESS_EVERY", 1)
    assert check().startswith("1 of 1 pools\n")
