"""System checks: the program does not start without the guards it promises."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from hours import guards


@register(Tags.database)
def guards_are_installed(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """hours.E001: a trigger or constraint of the passbook is missing in the database."""
    gone = {name: guards.missing(connections[name]) for name in databases or ()}
    return [
        Error(
            f"The database {name!r} lacks the guards {', '.join(names)}.",
            hint="Run `manage.py migrate --skip-checks`, which installs them.",
            id="hours.E001",
        )
        for name, names in gone.items()
        if names
    ]
