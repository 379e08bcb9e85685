"""System checks of the site: what it refuses to start with."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Q

from ledsagning.accessibility_record import WrongRecord
from ledsagning.statement import in_use, the_record

THIS_MACHINE = {"localhost", "127.0.0.1", "[::1]", "testserver"}
DEMO_DATABASE = "demo.sqlite3"


@register(Tags.security)
def demo_is_only_a_demo(app_configs: Sequence[AppConfig] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """ledsagning.E001: stepping in without a password only on this machine, over demo.sqlite3."""
    if not settings.DEMO:
        return []
    database = settings.DATABASES["default"]
    reasons = []
    if "sqlite3" not in database["ENGINE"] or Path(str(database["NAME"])).name != DEMO_DATABASE:
        reasons.append(f"the database is not an SQLite file named {DEMO_DATABASE}")
    if strangers := sorted(set(settings.ALLOWED_HOSTS) - THIS_MACHINE):
        reasons.append(f"other machines may reach it as {', '.join(strangers)}")
    return [
        Error(
            f"LEDSAGNING_DEMO lets anybody step in as anybody, and {reason}.",
            hint="Unset LEDSAGNING_DEMO. `make demo` sets up a demonstration of its own.",
            id="ledsagning.E001",
        )
        for reason in reasons
    ]


@register(Tags.database)
def sqlite_is_durable(
    app_configs: Sequence[AppConfig] | None = None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """ledsagning.E002: SQLite runs WAL, synchronous=FULL and IMMEDIATE transactions (R33)."""
    return [message for name in databases or () for message in wrong_sqlite(connections[name])]


def is_in_memory(connection: BaseDatabaseWrapper) -> bool:
    """Whether nothing is on disk: such a database has no journal to write ahead."""
    name = str(connection.settings_dict["NAME"])
    return name == ":memory:" or "mode=memory" in name


def wrong_sqlite(connection: BaseDatabaseWrapper) -> list[CheckMessage]:
    """Asks the open connection itself: what a settings file says and what holds can differ."""
    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        journal = cursor.execute("PRAGMA journal_mode").fetchone()[0]
        synchronous = cursor.execute("PRAGMA synchronous").fetchone()[0]
    found = {
        "journal_mode=WAL": journal == "wal" or is_in_memory(connection),
        "synchronous=FULL": synchronous == 2,  # SQLite's number for FULL
        "transaction_mode=IMMEDIATE": getattr(connection, "transaction_mode", None) == "IMMEDIATE",
    }
    return [
        Error(
            f"The SQLite database {connection.alias!r} does not run with {setting}.",
            hint="Leave DATABASES to ledsagning/settings.py: a crash could otherwise lose a booking.",
            id="ledsagning.E002",
        )
        for setting, holds in found.items()
        if not holds
    ]


@register(Tags.compatibility)
def the_statement_is_whole(
    app_configs: Sequence[AppConfig] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """ledsagning.E003: the accessibility statement is made of docs/accessibility.md, no field empty (R13)."""
    try:
        the_record()
    except (WrongRecord, OSError) as wrong:
        return [
            Error(
                f"The accessibility statement cannot be made: {wrong}.",
                hint="Mend docs/accessibility.md, and deploy the folder docs/ with the program.",
                id="ledsagning.E003",
            )
        ]
    return []


@register(Tags.database, deploy=True)
def everybody_can_be_reached(
    app_configs: Sequence[AppConfig] | None = None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """ledsagning.E004: a municipality that is served has a phone number and an e-mail address (R13).

    The accessibility statement has to say where to turn. Run by `check --deploy --database default`.
    """
    unreachable = in_use().filter(Q(phone="") | Q(email="")) if "default" in (databases or ()) else []
    return [
        Error(
            f"{municipality} has no phone number or no e-mail address for the accessibility statement.",
            hint="Write both in the settings of the municipality.",
            id="ledsagning.E004",
        )
        for municipality in unreachable
    ]
