"""Rows of the staff's tables, in words: claims, months, activities with their standard times, rates."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from admin_costs.comparison import Claim, Comparison
from admin_costs.disclosure import HIDDEN
from admin_costs.effort import activities_of, standard_times_of
from admin_costs.models import Activity, Rate, StandardTime
from admin_costs.rates import rates_of
from admin_costs.wording import (
    claim_difference,
    claim_name,
    claim_unit,
    claim_value,
    counted_text,
    interval_text,
    month_text,
    number,
    verdict_text,
)
from ledsagning.people.models import Municipality

MINUS_PERCENT_FREE = ("satisfaction",)  # a percent of a percentage is read wrongly


class ClaimRow(NamedTuple):
    """A claim as the table has it, in words."""

    name: str
    unit: str
    before: str
    after: str
    difference: str
    percent: str
    interval: str
    counted: str
    verdict: str
    icon: str
    key: str


def claim_rows(comparison: Comparison) -> list[ClaimRow]:
    """The four claims in their order."""
    return [claim_row(name, claim) for name, claim in comparison.claims.items()]


def claim_row(name: str, claim: Claim) -> ClaimRow:
    """One claim. Its icon always stands beside its verdict in words."""
    has_percent = claim.percent is not None and name not in MINUS_PERCENT_FREE
    return ClaimRow(
        name=claim_name(name),
        unit=claim_unit(name),
        before=claim_value(name, claim.before),
        after=claim_value(name, claim.after),
        difference=claim_difference(name, claim.difference),
        percent=_("%(percent)s %%") % {"percent": number(claim.percent, signed=True)} if has_percent else "",
        interval=interval_text(claim),
        counted=counted_text(claim),
        verdict=verdict_text(claim),
        icon=claim.verdict,
        key=name,
    )


class MonthRow(NamedTuple):
    """A month and a value for each claim: two dots where it is about fewer than five people."""

    month: str
    values: list[str]


def month_rows(comparison: Comparison) -> list[MonthRow]:
    """Every month that any claim has a figure of, latest first."""
    series = {name: dict(comparison.series(name)) for name in comparison.claims}
    hidden = set(comparison.hidden_months)
    months = sorted(hidden.union(*series.values()), reverse=True)
    return [
        MonthRow(month_text(month), [month_value(name, series[name], month, hidden) for name in series])
        for month in months
    ]


def month_value(name: str, values: dict[str, float], month: str, hidden: set[str]) -> str:
    """A value in words, two dots where hidden, and nothing where there is no figure."""
    if month in values:
        return claim_value(name, values[month])
    return HIDDEN if month in hidden and name != "satisfaction" else ""


class ActivityRow(NamedTuple):
    """An activity with the standard time that holds today, and whose it is."""

    activity: Activity
    time: StandardTime | None
    is_assumption: bool


def activity_rows(municipality: Municipality, today: date) -> Iterator[ActivityRow]:
    """The activities by name."""
    own: dict[int, StandardTime] = {}
    template: dict[int, StandardTime] = {}
    for time in standard_times_of(municipality).filter(valid_from__lte=today):
        (template if time.municipality_id is None else own)[time.activity_id] = time
    for activity in activities_of(municipality):
        time = own.get(activity.pk) or template.get(activity.pk)
        yield ActivityRow(activity, time, is_assumption=activity.pk not in own)


class RateRow(NamedTuple):
    """A rate, its price with on-costs, and whether a later one has taken its place."""

    rate: Rate
    is_assumption: bool
    holds: bool


def rate_rows(municipality: Municipality, today: date) -> list[RateRow]:
    """The municipality's rates and the templates it has not replaced, by role; the latest first."""
    rates = list(rates_of(municipality).select_related("unit"))
    holding: dict[tuple[str, int | None], int] = {}
    for rate in sorted(rates, key=lambda rate: rate.municipality_id is not None):
        if rate.valid_from <= today:
            holding[rate.role, rate.unit_id] = rate.pk
    rows = [
        RateRow(rate, rate.municipality_id is None, holding.get((rate.role, rate.unit_id)) == rate.pk)
        for rate in reversed(rates)
    ]
    return sorted(rows, key=lambda row: (row.rate.role, row.rate.unit.name if row.rate.unit else ""))
