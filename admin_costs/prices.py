"""Stored price indexes: imported as a whole, and read by month."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import Max, Min, QuerySet

from admin_costs.models import PriceIndex, PriceLevel


class IndexStored(NamedTuple):
    """What an import brought: months new, changed, as before, and gone; the first and the last."""

    new: int
    changed: int
    unchanged: int
    gone: int
    first: str
    last: str


def store_index(name: str, values: Mapping[str, float], *, now: datetime) -> IndexStored:
    """Puts an index ("YYYY-MM" to number, not empty) in the place of what had its name."""
    with transaction.atomic():
        index, _is_new = PriceIndex.objects.select_for_update().get_or_create(
            name=name, defaults={"imported_at": now}
        )
        before = index_by_month(index)
        if before != values:
            index.levels.all().delete()
            PriceLevel.objects.bulk_create(
                PriceLevel(index=index, month=date.fromisoformat(f"{month}-01"), value=value)
                for month, value in values.items()
            )
        index.imported_at = now
        index.save(update_fields=["imported_at"])
    both = before.keys() & values.keys()
    same = sum(before[month] == values[month] for month in both)
    counts = (len(values) - len(both), len(both) - same, same, len(before) - len(both))
    return IndexStored(*counts, min(values), max(values))


def index_by_month(index: PriceIndex) -> dict[str, float]:
    """The index as `comparison.compare` takes it."""
    return {f"{month:%Y-%m}": value for month, value in index.levels.values_list("month", "value")}


def stored_indexes() -> QuerySet[PriceIndex]:
    """Every index that has months, with the `first` and the `last` of them."""
    return PriceIndex.objects.annotate(first=Min("levels__month"), last=Max("levels__month")).exclude(
        first=None
    )
