"""The administration of a municipality by step and half-year, from the monthly figures.

Each unit's months are from one source, as everywhere (admin_costs.frames says which). Months that may not be
told of are left out altogether, and half-years that are not over.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from admin_costs.group_rules import Hidden
from admin_costs.models import GroupFigures, MonthlyEffort, MonthlyFigures
from admin_costs.models.effort import EffortSource
from admin_costs.models.figures import FigureSource
from admin_costs.process_costs import Half, HalfYear, Step, Told, Work, added, half_year_of, told_of
from ledsagning.people.models import Municipality


@dataclass(frozen=True)
class Done:
    """A half-year: the months that may be told of with their people, and what may be told of their work."""

    half: HalfYear
    people: dict[date, int]
    told: Told

    @property
    def months(self) -> list[date]:
        return sorted(self.people)

    @property
    def each(self) -> Half:
        """The same, to be counted a person and month."""
        return Half(self.told, sum(self.people.values()))


def halves_of(municipality: Municipality, *, before: date) -> dict[HalfYear, Done]:
    """Every half-year over by `before` (a first of month) that has administration that may be told of."""
    people = told_months(municipality)
    work: dict[HalfYear, dict[Step, list[Work]]] = defaultdict(lambda: defaultdict(list))
    for month, step, done in counted_work(municipality, people):
        half = half_year_of(month)
        if half.end <= before:
            work[half][step].append(done)
    found = {}
    for half, steps in sorted(work.items()):
        told = told_of({step: added(done) for step, done in steps.items()})
        if told.total:
            mine = {month: each for month, each in people.items() if half_year_of(month) == half}
            found[half] = Done(half, mine, told)
    return found


def told_months(municipality: Municipality) -> dict[date, int]:
    """The people of each month that may be told of, where every unit with visits recorded administration."""
    whole = GroupFigures.objects.filter(municipality=municipality, unit=None).exclude(hidden=Hidden.ALL)
    recorded = whole.exclude(people=None).exclude(admin_minutes=None).order_by("month")
    return {month: people for month, people in recorded.values_list("month", "people") if people}


def counted_work(municipality: Municipality, people: dict[date, int]) -> list[tuple[date, Step, Work]]:
    """(month, step, work) of these months, each unit's from the source that counts. Imports have no times."""
    rows = MonthlyEffort.objects.filter(unit__municipality=municipality, month__in=people, minutes__gt=0)
    rows = rows.order_by("month", "pk")
    visits = MonthlyFigures.objects.filter(unit__municipality=municipality, source=FigureSource.FACTS)
    own = set(visits.order_by().values_list("unit", "month").distinct())
    imported = {(row.unit_id, row.month) for row in rows if row.source == EffortSource.IMPORT}
    found = []
    for row in rows:
        key, is_import = (row.unit_id, row.month), row.source == EffortSource.IMPORT
        if is_import != (key in own or key not in imported):
            times = None if is_import else row.times
            work = Work(times, people[row.month], row.minutes, row.cost_ore)
            found.append((row.month, (row.role, row.activity_id), work))
    return found
