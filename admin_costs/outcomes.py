"""The comparison of a municipality, from its monthly figures to the conclusion in words."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date

from admin_costs.comparison import Comparison, compare
from admin_costs.conclusions import conclusion
from admin_costs.frames import answers_frame, months_frame, others_frame
from admin_costs.models import Change
from ledsagning.people.models import Municipality


def compare_months(
    municipality: Municipality,
    *,
    change_month: date,
    bedding_in_months: int,
    margin: float,
    today: date,
    comparison_units: Collection[int] = (),
    price_index: Mapping[str, float] | None = None,
) -> Comparison:
    """Compares by whole months: the one that is not over yet is left out. Says its conclusion in words.

    `comparison_units` are primary keys of the municipality's units where nothing changed: the comparison is
    then of the others.
    """
    this_month = today.replace(day=1)
    others = others_frame(municipality, comparison_units, before=this_month) if comparison_units else None
    found = compare(
        months_frame(municipality, before=this_month, without=comparison_units),
        answers_frame(municipality, before=this_month, without=comparison_units),
        change=f"{change_month:%Y-%m}",
        bedding_in_months=bedding_in_months,
        margin=margin,
        others=others,
        price_index=price_index,
    )
    found = replace(found, comparison_units=len(comparison_units))
    return found.concluded(conclusion(found))


def compare_by(change: Change, *, today: date) -> Comparison:
    """The comparison by a registered change."""
    return compare_months(
        change.municipality,
        change_month=change.change_month,
        bedding_in_months=change.bedding_in_months,
        margin=change.margin,
        today=today,
        comparison_units=change.comparison_units,
    )
