"""What is said when a database lacks a guard that the program promises; each app asks for its own."""

from collections.abc import Callable, Sequence

from django.core.checks import CheckMessage, Error
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper


def errors_of(
    missing: Callable[[BaseDatabaseWrapper], list[str]], databases: Sequence[str] | None, *, code: str
) -> list[CheckMessage]:
    """One error a database that lacks any of the guards that `missing` looks for, with the check's code."""
    gone = {name: missing(connections[name]) for name in databases or ()}
    return [
        Error(
            f"The database {name!r} lacks the guards {', '.join(names)}.",
            hint="Run `manage.py migrate --skip-checks`, which installs them.",
            id=code,
        )
        for name, names in gone.items()
        if names
    ]
