"""The measures: one small file each. Adding a measure is adding a file here (docs/measures.md).

A file says `MEASURE = Measure(...)`. Nothing else has to be told of it: pages, files and the comparison of
groups take what they find here.
"""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from admin_costs.measure_kinds import COLUMNS, Measure


class BadMeasure(ValueError):
    """A file of a measure that cannot be counted, with what is wrong with it."""


def all_measures() -> tuple[Measure, ...]:
    """Return every measure of the folder, in their own order, then by slug. Raises BadMeasure."""
    found = sorted(found_in_folder(), key=lambda measure: (measure.order, measure.slug))
    slugs = [measure.slug for measure in found]
    for slug in slugs:
        if slugs.count(slug) > 1:
            raise BadMeasure(f"two measures are called {slug}")
    return tuple(found)


def found_in_folder() -> Iterator[Measure]:
    """The measures as they lie in the folder."""
    for module in iter_modules(__path__, __name__ + "."):
        measure = getattr(import_module(module.name), "MEASURE", None)
        if not isinstance(measure, Measure):
            raise BadMeasure(f"{module.name} has no MEASURE")
        if unknown := sorted(measure.columns - COLUMNS.keys()):
            raise BadMeasure(f"{module.name} asks for columns that there are not: {', '.join(unknown)}")
        if not measure.ways:
            raise BadMeasure(f"{module.name} says no way to count it")
        yield measure


def measure_of(slug: str) -> Measure | None:
    """Return the measure that is called so."""
    return next((measure for measure in all_measures() if measure.slug == slug), None)
