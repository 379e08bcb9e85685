"""The stored snapshot of Kolada: written by `manage.py fetch_kolada`, read by the page."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import Avg, Count, Q, QuerySet

from admin_costs.kolada_rows import Figure, NotKolada, Wrong
from admin_costs.models import KoladaFigure, KoladaSnapshot

BATCH = 1000
Cell = tuple[str, int, str]
"""Municipality's code, year, gender."""


class Stored(NamedTuple):
    """What a fetch brought: figures new, changed, as before, and gone."""

    new: int
    changed: int
    unchanged: int
    gone: int


class Mean(NamedTuple):
    """The mean of municipalities, each counted as one however large it is; and how many they are."""

    value: float
    municipalities: int


def store(
    kpi: str, figures: Iterable[Figure], *, title: str, now: datetime, is_illustrative: bool = False
) -> Stored:
    """Puts a key figure's figures in the place of those before: all of them, or none.

    Raises NotKolada when there are none: an empty answer takes nothing away.
    """
    rows = [row_of(figure) for figure in figures]
    if not rows:
        raise NotKolada(Wrong.NOTHING, kpi)
    with transaction.atomic():
        snapshot, _is_new = KoladaSnapshot.objects.select_for_update().get_or_create(kpi=kpi)
        before = {cell_of(row): content_of(row) for row in snapshot.figures.all()}
        after = {cell_of(row): content_of(row) for row in rows}
        if before != after:
            snapshot.figures.all().delete()
            KoladaFigure.objects.bulk_create(rows, batch_size=BATCH)
        snapshot.title = title or snapshot.title
        snapshot.fetched_at = snapshot.tried_at = now
        snapshot.trouble, snapshot.is_illustrative = "", is_illustrative
        snapshot.save()
    both = before.keys() & after.keys()
    same = sum(before[cell] == after[cell] for cell in both)
    return Stored(len(after) - len(both), len(both) - same, same, len(before) - len(both))


def row_of(figure: Figure) -> KoladaFigure:
    """A figure as it is stored."""
    return KoladaFigure(
        snapshot_id=figure.kpi,
        municipality_id=figure.municipality,
        year=figure.year,
        gender=figure.gender,
        value=figure.value,
        count=figure.counted,
        mark=figure.mark,
    )


def cell_of(row: KoladaFigure) -> Cell:
    return row.municipality_id, row.year, row.gender


def content_of(row: KoladaFigure) -> tuple[float | None, int | None, str]:
    return row.value, row.count, row.mark


def note_trouble(kpi: str, wrong: Wrong, *, now: datetime) -> KoladaSnapshot:
    """Writes down that a key figure could not be fetched. Its figures stay."""
    snapshot, _is_new = KoladaSnapshot.objects.update_or_create(
        kpi=kpi, defaults={"tried_at": now, "trouble": wrong}
    )
    return snapshot


def snapshots() -> dict[str, KoladaSnapshot]:
    """Every key figure that has been asked for, by id."""
    return KoladaSnapshot.objects.in_bulk()


def figures_of(codes: Collection[str], gender: str) -> QuerySet[KoladaFigure]:
    """Every figure of some municipalities, in the order of years."""
    return KoladaFigure.objects.filter(municipality__in=codes, gender=gender).order_by("year")


def means_of(wanted: Collection[tuple[str, int]], gender: str) -> dict[tuple[str, int], Mean]:
    """The mean of the municipalities that have a figure, by key figure and year; none where none has."""
    if not wanted:
        return {}
    cells = Q()
    for kpi, year in wanted:
        cells |= Q(snapshot=kpi, year=year)
    rows = (
        KoladaFigure.objects.filter(cells, gender=gender, mark="")
        .order_by()
        .values_list("snapshot", "year")
        .annotate(Avg("value"), Count("pk"))
    )
    return {(kpi, year): Mean(value, count) for kpi, year, value, count in rows}
