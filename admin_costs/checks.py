"""System checks: the program does not start without the guards it promises."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Tags, register

from admin_costs import guards
from ledsagning.people.missing_guards import errors_of


@register(Tags.database)
def changes_are_guarded(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """admin_costs.E001: a trigger that keeps registered changes as they are is missing."""
    return errors_of(guards.missing, databases, code="admin_costs.E001")
