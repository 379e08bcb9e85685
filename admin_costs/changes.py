"""The registered change, and the comparison by it."""

from datetime import date, datetime

from django.db.models import QuerySet

from admin_costs.comparison import Comparison, compare
from admin_costs.frames import answers_frame, months_frame
from admin_costs.models import Change
from admin_costs.wording import conclusion
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


def compare_months(
    municipality: Municipality,
    *,
    change_month: date,
    bedding_in_months: int,
    margin: float,
    today: date,
) -> Comparison:
    """Compares by whole months: the one that is not over yet is left out. Says its conclusion in words."""
    this_month = today.replace(day=1)
    found = compare(
        months_frame(municipality, before=this_month),
        answers_frame(municipality, before=this_month),
        change=f"{change_month:%Y-%m}",
        bedding_in_months=bedding_in_months,
        margin=margin,
    )
    return found.concluded(conclusion(found))


def compare_by(change: Change, *, today: date) -> Comparison:
    """The comparison by a registered change."""
    return compare_months(
        change.municipality,
        change_month=change.change_month,
        bedding_in_months=change.bedding_in_months,
        margin=change.margin,
        today=today,
    )
