"""What administration costs, gathered from figures, rates and capacity for the page and its file."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

from admin_costs.capacity import capacities_of, capacity_over, over_months, staffing_fell_by
from admin_costs.effort import activities_of, standard_minutes
from admin_costs.models import Activity, Change, StaffCapacity
from admin_costs.models.activities import Process
from admin_costs.process_costs import (
    NOTHING,
    Freed,
    HalfYear,
    Pair,
    PersonMonth,
    Step,
    Work,
    cost_of,
    freed,
    pairs,
    side_by_side,
    use_of,
)
from admin_costs.rates import PriceList, price_list
from admin_costs.tdabc import Capacity, Use, renewals_avoided
from admin_costs.work_done import Done, halves_of
from hours.queries import EventKind
from ledsagning.people.models import Municipality


@dataclass(frozen=True)
class RoleUse:
    """A role's told work, and where its capacity went; None without a capacity in every month of the half."""

    role: str
    work: Work
    held: Collection[StaffCapacity]
    use: Use | None

    @property
    def cost_ore(self) -> int:
        """At the capacity's rate, or at the hourly price without one."""
        return cost_of(self.work, self.use.capacity if self.use else None)


@dataclass(frozen=True)
class Renewals:
    """Renewals of a half-year: as many as limited decisions would take, and as many as were made.

    `made` None: so few that they are not told, or nobody counted them. Minutes and öre are of one.
    """

    expected: Fraction
    made: int | None
    minutes: int
    cost_ore: int

    @property
    def avoided(self) -> int:
        """At the most, where `made` is not known; never under 0."""
        return max(0, round(self.expected - (self.made or 0)))


class Administration:
    """A municipality's administration by half-years that are over. Reads the database as it is asked."""

    def __init__(self, municipality: Municipality, change: Change | None, today: date) -> None:
        self.municipality, self.change, self.today = municipality, change, today
        self.halves = halves_of(municipality, before=today.replace(day=1))
        self.activities: dict[int, Activity] = {
            activity.pk: activity for activity in activities_of(municipality).order_by("pk")
        }
        self.capacities = list(capacities_of(municipality))

    @cached_property
    def prices(self) -> PriceList:
        return price_list(self.municipality)

    def capacity(self, done: Done) -> Mapping[str, list[StaffCapacity]]:
        """What was registered in every month of the half-year, by role."""
        return over_months(self.capacities, done.months)

    def roles(self, done: Done) -> list[RoleUse]:
        """Every role that is told of, and those that are paid for and did nothing that is seen here."""
        held, told = self.capacity(done), done.told.roles()
        silent = {role for role, _activity in done.told.hidden if role not in told}
        found = []
        for role in sorted((told.keys() | held.keys()) - silent):
            work = told.get(role, Work(0, 0, 0, 0))
            there: Capacity | None = capacity_over(held.get(role, []))
            use = use_of(work, there) if there else None
            found.append(RoleUse(role, work, held.get(role, []), use))
        return found

    @cached_property
    def sides(self) -> tuple[Done, Done] | None:
        """The half-years before and after the change to set side by side."""
        if self.change is None:
            return None
        found = side_by_side(
            self.halves, change=self.change.change_month, bedding_in_months=self.change.bedding_in_months
        )
        return (self.halves[found[0]], self.halves[found[1]]) if found else None

    def measured(self) -> list[Pair]:
        """Every step a person and month, before and after; empty without both sides."""
        if self.sides is None:
            return []
        before, after = self.sides
        return pairs(before.each, after.each, list(self.activities))

    def described(self) -> list[Pair]:
        """Every step once, by standard time and hourly price today: the old process and the new."""
        month = self.today.replace(day=1)
        minutes = standard_minutes(self.municipality, month)
        found = []
        for activity in self.activities.values():
            if taken := minutes.get(activity.pk, 0):
                once = PersonMonth(
                    Fraction(taken), Fraction(self.prices.cost_ore(taken, activity.role, month))
                )
                old = NOTHING if activity.process == Process.NEW else once
                new = NOTHING if activity.process == Process.OLD else once
                found.append(Pair((activity.role, activity.pk), old, new))
        return found

    def freed(self) -> Freed | None:
        """What the half-year after was spared beside the one before."""
        if self.sides is None:
            return None
        before, after = self.sides
        fell = staffing_fell_by(self.capacity(before), self.capacity(after))
        return freed(before.each, after.each, fell)

    def renewals(self, done: Done, months_a_decision: int) -> Renewals | None:
        """Renewals that the half-year was spared, had each decision lasted so long; None without an activity
        that counts them."""
        renewing = [each for each in self.activities.values() if each.event_kind == EventKind.RENEWED]
        if not renewing:
            return None
        (activity,), month = renewing, done.half.first
        minutes = standard_minutes(self.municipality, month).get(activity.pk, 0)
        return Renewals(
            renewals_avoided(done.each.person_months, 1, months_a_decision),
            made_of(activity.pk, done),
            minutes,
            self.prices.cost_ore(minutes, activity.role, month),
        )


def made_of(activity_id: int, done: Done) -> int | None:
    """How many times an activity was done; None where that is not told or not known."""
    steps: list[Step] = [step for step in done.told.steps if step[1] == activity_id]
    times = [done.told.steps[step].times for step in steps]
    if None in times or any(step[1] == activity_id for step in done.told.hidden):
        return None
    return sum(each or 0 for each in times)


def half_asked(halves: Collection[HalfYear], text: str) -> HalfYear | None:
    """The half-year that an address names ("2026-1"), or the latest; None for one that is not there."""
    if not text:
        return max(halves, default=None)
    return next((half for half in halves if f"{half.year}-{half.half}" == text), None)
