"""What the database itself refuses: a registered change, and when it was opened, never change nor go away.

Installed after every migrate and checked at every start, as the passbook's guards are (hours.guards):
Django's SQLite schema editor rebuilds a table when a field changes, and its triggers are gone without a word.
"""

from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

TABLES = ("admin_costs_change", "admin_costs_changeopening")
# SQLite's INSERT OR REPLACE removes the row it collides with, and fires no trigger for that.
SQLITE_EVENTS = {
    "no_update": "BEFORE UPDATE ON {table}",
    "no_delete": "BEFORE DELETE ON {table}",
    "no_replace": "BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)",
}
POSTGRES_EVENTS = {
    "no_update": "BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW",
    "no_truncate": "BEFORE TRUNCATE ON {table} FOR EACH STATEMENT",
}
POSTGRES_REFUSAL = """
CREATE OR REPLACE FUNCTION admin_costs_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'change: a registered change is never changed'
        USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


def events(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """What is refused on each table, by the end of the guard's name."""
    return SQLITE_EVENTS if connection.vendor == "sqlite" else POSTGRES_EVENTS


def names(connection: BaseDatabaseWrapper) -> list[str]:
    """The guards that should be there."""
    return [f"{table}_{ending}" for table in TABLES for ending in events(connection)]


def tables_exist(connection: BaseDatabaseWrapper) -> bool:
    """Whether both tables are there."""
    return set(TABLES) <= set(connection.introspection.table_names())


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Guards that should be there and are not, or are switched off. None before the tables are there."""
    if not tables_exist(connection):
        return []
    queries = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'",
    }
    with connection.cursor() as cursor:
        cursor.execute(queries[connection.vendor])
        there = {name for (name,) in cursor.fetchall()}
    return [name for name in names(connection) if name not in there]


def install(connection: BaseDatabaseWrapper) -> None:
    """Installs every guard; those that are there are replaced."""
    if not tables_exist(connection):
        return
    remove(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRES_REFUSAL)
        for table in TABLES:
            for ending, event in events(connection).items():
                cursor.execute(statement(connection, table, ending, event))


def statement(connection: BaseDatabaseWrapper, table: str, ending: str, event: str) -> str:
    """The SQL of one guard. All of its parts are constants of this file."""
    refusal = (
        "BEGIN SELECT RAISE(ABORT, 'change: a registered change is never changed'); END"
        if connection.vendor == "sqlite"
        else "EXECUTE FUNCTION admin_costs_never_changes()"
    )
    return f"CREATE TRIGGER {table}_{ending} {event.format(table=table)} {refusal}"


def remove(connection: BaseDatabaseWrapper) -> None:
    """Takes the guards away: for migrations, and for tests, which show what breaks without them."""
    with connection.cursor() as cursor:
        for table in TABLES:
            for ending in events(connection):
                on_table = "" if connection.vendor == "sqlite" else f" ON {table}"
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_{ending}{on_table}")


def remove_before_migrate(using: str, plan: list[Any], **kwargs: Any) -> None:
    """Receiver of pre_migrate: a migration may move what nobody else may touch."""
    if plan and tables_exist(connections[using]):
        remove(connections[using])


def install_after_migrate(using: str, **kwargs: Any) -> None:
    """Receiver of post_migrate."""
    install(connections[using])
