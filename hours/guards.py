"""What the database itself refuses (R29, R31): installed after every migrate, and checked at every start.

Django's SQLite schema editor rebuilds a table when a field changes, and the table's triggers are gone
without a word; therefore installing is idempotent and happens after each migrate, and hours/checks.py
refuses to start when a guard is missing.
"""

from pathlib import Path
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

SQL = Path(__file__).parent / "sql"
TABLES = ("hours_ledgerentry", "hours_booking", "hours_disposalpermit")
GUARDS = {
    "sqlite": (
        "ledger_insert_follows",
        "ledger_no_update",
        "ledger_no_delete",
        "escort_once_at_a_time_insert",
        "escort_once_at_a_time_update",
        "escort_told_once_at_a_time_insert",
        "escort_told_once_at_a_time_update",
    ),
    "postgresql": (
        "ledger_insert_follows",
        "ledger_no_update",
        "ledger_no_delete",
        "ledger_no_truncate",
        "escort_once_at_a_time",
        "escort_told_once_at_a_time",
    ),
}


def tables_exist(connection: BaseDatabaseWrapper) -> bool:
    """Whether `hours` has been migrated here."""
    return set(TABLES) <= set(connection.introspection.table_names())


def installed(connection: BaseDatabaseWrapper) -> set[str]:
    """Names of the triggers and constraints that are there and not switched off."""
    queries = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE tgrelid IN "
        "(to_regclass('hours_ledgerentry'), to_regclass('hours_booking')) AND tgenabled <> 'D' "
        "UNION SELECT conname FROM pg_constraint WHERE conrelid = to_regclass('hours_booking')",
    }
    with connection.cursor() as cursor:
        cursor.execute(queries[connection.vendor])
        return {name for (name,) in cursor.fetchall()}


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Guards that should be there and are not. Empty before `hours` is migrated."""
    if not tables_exist(connection):
        return []
    there = installed(connection)
    return [name for name in GUARDS[connection.vendor] if name not in there]


def run_file(connection: BaseDatabaseWrapper, name: str) -> None:
    """Runs one file of statements, separated by lines of two dashes and a percent sign."""
    text = (SQL / f"{connection.vendor}_{name}.sql").read_text(encoding="utf-8")
    with connection.cursor() as cursor:
        for statement in text.split("\n--%\n"):
            cursor.execute(statement)


def install(connection: BaseDatabaseWrapper) -> None:
    """Installs every guard; those that are there are replaced."""
    if tables_exist(connection):
        run_file(connection, "install")


def remove(connection: BaseDatabaseWrapper) -> None:
    """Takes the guards away: for migrations, and for tests, which show what breaks without them."""
    run_file(connection, "remove")


def remove_before_migrate(using: str, plan: list[Any], **kwargs: Any) -> None:
    """Receiver of pre_migrate. SQLite refuses to rebuild a table that another table's trigger reads."""
    if plan and connections[using].vendor == "sqlite":
        remove(connections[using])


def install_after_migrate(using: str, **kwargs: Any) -> None:
    """Receiver of post_migrate."""
    install(connections[using])
