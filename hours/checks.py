"""System checks: the program does not start without the guards it promises."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Tags, register

from hours import guards
from ledsagning.people.missing_guards import errors_of


@register(Tags.database)
def guards_are_installed(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """hours.E001: a trigger or constraint of the passbook is missing in the database."""
    return errors_of(guards.missing, databases, code="hours.E001")
