"""The comparison of a municipality, from its monthly figures to the conclusion in words."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

from admin_costs.comparison import Claim, Comparison, Sides, compare
from admin_costs.conclusions import conclusion
from admin_costs.frames import answers_frame, elsewhere_frame, months_frame
from admin_costs.models import Change
from admin_costs.price_levels import IndexEnds
from admin_costs.prices import index_by_month
from ledsagning.people.models import Municipality


def compare_months(
    municipality: Municipality,
    *,
    change_month: date,
    bedding_in_months: int,
    margin: float,
    today: date,
    comparison_units: Collection[int] = (),
    comparison_municipalities: Collection[str] = (),
    price_index: Mapping[str, float] | None = None,
    index_name: str = "",
) -> Comparison:
    """Compares by whole months: the one that is not over yet is left out. Says its conclusion in words.

    `comparison_units` are primary keys of the municipality's units where nothing changed: the comparison is
    then of the others. `comparison_municipalities` are codes of municipalities where nothing changed. Raises
    IndexEnds when the price index has none of the months.
    """
    this_month = today.replace(day=1)
    found = compare(
        months_frame(municipality, before=this_month, without=comparison_units),
        answers_frame(municipality, before=this_month, without=comparison_units),
        change=f"{change_month:%Y-%m}",
        bedding_in_months=bedding_in_months,
        margin=margin,
        others=elsewhere_frame(municipality, comparison_units, comparison_municipalities, before=this_month),
        price_index=price_index,
    )
    names = Municipality.objects.filter(pk__in=comparison_municipalities).order_by("name")
    found = replace(
        found,
        comparison_units=len(comparison_units) + len(comparison_municipalities),
        municipalities=tuple(map(str, names)),
        price_index=index_name if found.prices_of else "",
    )
    return found.concluded(conclusion(found))


def compare_by(change: Change, *, today: date) -> Comparison:
    """The comparison by a registered change."""
    settings = settings_of(change)
    try:
        return compare_months(change.municipality, **settings, today=today)
    except IndexEnds as error:
        found = compare_months(change.municipality, **settings | {"price_index": None}, today=today)
        return without_cost(found, error.months)


def settings_of(change: Change) -> dict[str, Any]:
    """What is registered, as `compare_months` takes it."""
    index = change.price_index
    return {
        "change_month": change.change_month,
        "bedding_in_months": change.bedding_in_months,
        "margin": change.margin,
        "comparison_units": change.comparison_units,
        "comparison_municipalities": change.comparison_municipalities,
        "price_index": index_by_month(index) if index else None,
        "index_name": index.name if index else "",
    }


def without_cost(found: Comparison, months: Collection[str]) -> Comparison:
    """The same where the registered index has none of the months: in other prices cost is not compared."""
    cost = Claim("total_cost", Sides(0, 0), (), reason="prices")
    claims = MappingProxyType({**found.claims, "total_cost": cost})
    found = replace(found, claims=claims, months_without_index=tuple(months))
    return found.concluded(conclusion(found))
