"""How things are today, for the what-if page: the latest months that may be told of, before any change."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from admin_costs.effort import activities_of
from admin_costs.group_rules import Hidden
from admin_costs.models import GroupFigures
from admin_costs.models.activities import Process
from admin_costs.process_costs import HalfYear
from admin_costs.work_done import Done, halves_of
from hours.queries import EventKind
from ledsagning.people.models import Municipality

MONTHS = 12
FEWEST_MONTHS = 6
"""A season at the least: with fewer the figures are shown, and said to be too few."""


@dataclass(frozen=True)
class Baseline:
    """Sums over `months` months with hours and administration, the last of which is `last`.

    `control_share` is the part of the administration that is control of hours and renewals, or None.
    """

    months: int
    last: date
    person_months: int
    escort_minutes: int
    escort_ore: int
    admin_minutes: int
    admin_ore: int
    control_share: Fraction | None

    @property
    def is_short(self) -> bool:
        return self.months < FEWEST_MONTHS

    @property
    def people(self) -> int:
        """People a month, on average."""
        return round(self.person_months / self.months)

    @property
    def escort_hours(self) -> Fraction:
        """Escort hours a person and month."""
        return Fraction(self.escort_minutes, 60 * self.person_months)

    @property
    def admin_hours(self) -> Fraction:
        """Hours of administration a person and month."""
        return Fraction(self.admin_minutes, 60 * self.person_months)

    @property
    def escort_ore_per_hour(self) -> Fraction | None:
        """What an escort hour costs; None where none was given or none cost anything."""
        return price_of(self.escort_ore, self.escort_minutes)

    @property
    def admin_ore_per_hour(self) -> Fraction | None:
        """What an hour of administration costs, all roles together; None likewise."""
        return price_of(self.admin_ore, self.admin_minutes)


def price_of(ore: int, minutes: int) -> Fraction | None:
    """Öre an hour, when both are known."""
    return Fraction(60 * ore, minutes) if ore and minutes else None


def baseline_of(municipality: Municipality, *, before: date) -> Baseline | None:
    """The year up to the latest month earlier than `before` (a first of month); None without such a month."""
    told = GroupFigures.objects.filter(municipality=municipality, unit=None, month__lt=before)
    told = told.exclude(hidden=Hidden.ALL).exclude(people=None).exclude(admin_minutes=None)
    rows = list(told.order_by("-month")[:MONTHS])
    # A year at the most: an old month beyond a gap says little of today.
    rows = [row for row in rows if months_between(row.month, rows[0].month) < MONTHS]
    if not rows:
        return None
    return Baseline(
        months=len(rows),
        last=rows[0].month,
        person_months=sum(row.people or 0 for row in rows),
        escort_minutes=sum(row.minutes or 0 for row in rows),
        escort_ore=sum(row.cost_ore or 0 for row in rows),
        admin_minutes=sum(row.admin_minutes or 0 for row in rows),
        admin_ore=sum(row.admin_cost_ore or 0 for row in rows),
        control_share=control_share(municipality, before=before),
    )


def months_between(earlier: date, later: date) -> int:
    return 12 * (later.year - earlier.year) + later.month - earlier.month


def control_share(municipality: Municipality, *, before: date) -> Fraction | None:
    """The told part of the latest half-year's administration that belongs to the old way of working only, or
    renews decisions; None where no half-year or no such step is told of."""
    halves: dict[HalfYear, Done] = halves_of(municipality, before=before)
    if not halves:
        return None
    told = halves[max(halves)].told
    control = {
        activity.pk
        for activity in activities_of(municipality)
        if activity.process == Process.OLD or activity.event_kind == EventKind.RENEWED
    }
    minutes = sum(work.minutes for (_role, activity), work in told.steps.items() if activity in control)
    return Fraction(minutes, told.total.minutes) if minutes and told.total else None
