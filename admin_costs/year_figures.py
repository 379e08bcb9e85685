"""Keeps figures of a year that somebody types in, each with its source and who wrote it."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db.models import QuerySet

from admin_costs.models import YearFigure
from ledsagning.people.models import Municipality, User


def set_year_figure(
    municipality: Municipality,
    *,
    year: int,
    kind: str,
    value: Decimal | int,
    source: str,
    by: User | None,
    now: datetime,
) -> YearFigure:
    """Writes a figure down. What stood before stays to be seen; the later holds. The same twice is one."""
    held = year_figures_of(municipality).filter(year=year, kind=kind).order_by("-pk").first()
    if held and (held.value, held.source) == (value, source):
        return held
    return YearFigure.objects.create(
        municipality=municipality, year=year, kind=kind, value=value, source=source, by=by, at=now
    )


def year_figures_of(municipality: Municipality) -> QuerySet[YearFigure]:
    """Everything that has been written down, the latest year first, and of each figure the last written."""
    return YearFigure.objects.filter(municipality=municipality).select_related("by")


def typed_years(municipality: Municipality) -> Mapping[int, Mapping[str, float]]:
    """The figures that hold, by year and column."""
    found: dict[int, dict[str, float]] = {}
    rows = YearFigure.objects.filter(municipality=municipality).order_by("pk")
    for year, kind, value in rows.values_list("year", "kind", "value"):
        found.setdefault(year, {})[kind] = float(value)
    return found
