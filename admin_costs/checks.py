"""System checks: the program does not start without the guards it promises."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Info, Tags, register

from admin_costs import guards
from admin_costs.pdf_files import can_make_pdf
from ledsagning.people.missing_guards import errors_of


@register(Tags.database)
def changes_are_guarded(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """admin_costs.E001: a trigger that keeps registered changes as they are is missing."""
    return errors_of(guards.missing, databases, code="admin_costs.E001")


@register(deploy=True)
def reports_can_be_pdf(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """admin_costs.I001: everything works but the report as PDF, and the page says so to who asks for it."""
    if can_make_pdf():
        return []
    packages = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    return [
        Info(
            "The report cannot be given as PDF: Pango is missing.",
            hint=f"On Debian and Ubuntu: apt-get install {packages}",
            id="admin_costs.I001",
        )
    ]
