"""The registered change that before and after are told apart by."""

from datetime import date, datetime

from django.db.models import QuerySet

from admin_costs.models import Change
from ledsagning.people.models import Municipality, User


def registered_changes(municipality: Municipality) -> QuerySet[Change]:
    """Everything registered, oldest first; the last one holds."""
    return Change.objects.filter(municipality=municipality).select_related("by").order_by("pk")


def current_change(municipality: Municipality) -> Change | None:
    """The change that before and after are told apart by."""
    return registered_changes(municipality).last()


def register_change(
    municipality: Municipality,
    *,
    change_month: date,
    bedding_in_months: int = 0,
    margin_permille: int = 50,
    claims: str = "",
    by: User | None,
    now: datetime,
) -> Change:
    """Registers a change, or registers it anew: what stood before is kept, with when and by whom."""
    return Change.objects.create(
        municipality=municipality,
        change_month=change_month.replace(day=1),
        bedding_in_months=bedding_in_months,
        margin_permille=margin_permille,
        claims=claims,
        by=by,
        at=now,
    )
