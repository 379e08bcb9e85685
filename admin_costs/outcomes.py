"""The comparison of a municipality, from its monthly figures to the conclusion in words."""

from datetime import date

from admin_costs.comparison import Comparison, compare
from admin_costs.frames import answers_frame, months_frame
from admin_costs.models import Change
from admin_costs.wording import conclusion
from ledsagning.people.models import Municipality


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
