"""Staff capacity: what working time the municipality pays for, by role, and what it costs."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime

from django.db.models import QuerySet

from admin_costs.models import StaffCapacity
from admin_costs.models.activities import StaffRole
from admin_costs.tdabc import Capacity
from ledsagning.people.models import Municipality, User


def capacities_of(municipality: Municipality) -> QuerySet[StaffCapacity]:
    """Everything registered, oldest first."""
    return StaffCapacity.objects.filter(municipality=municipality).order_by("valid_from", "pk")


def set_capacity(
    municipality: Municipality,
    *,
    role: StaffRole | str,
    valid_from: date,
    paid_minutes: int,
    practical_permille: int,
    cost_ore: int,
    by: User | None,
    now: datetime,
) -> StaffCapacity:
    """Registers a role's capacity from a month on; what was registered before stays."""
    return StaffCapacity.objects.create(
        municipality=municipality,
        role=role,
        valid_from=valid_from.replace(day=1),
        paid_minutes=paid_minutes,
        practical_permille=practical_permille,
        cost_ore=cost_ore,
        by=by,
        at=now,
    )


def holding(rows: Collection[StaffCapacity], month: date) -> dict[str, StaffCapacity]:
    """The row that holds in a month, by role. `rows` are oldest first."""
    return {row.role: row for row in rows if row.valid_from <= month}


def over_months(rows: Collection[StaffCapacity], months: Collection[date]) -> dict[str, list[StaffCapacity]]:
    """What held in each of the months, by role: only roles that were registered in all of them."""
    found: dict[str, list[StaffCapacity]] = defaultdict(list)
    for month in months:
        for role, row in holding(rows, month).items():
            found[role].append(row)
    return {role: held for role, held in found.items() if len(held) == len(months)}


def capacity_over(held: Collection[StaffCapacity]) -> Capacity | None:
    """Some months' capacity as one; None when nobody was paid in them."""
    minutes = sum(row.practical_minutes for row in held)
    return Capacity(cost_over(held), minutes) if minutes else None


def cost_over(held: Collection[StaffCapacity]) -> int:
    """What staffing cost in these months, in öre."""
    return sum(row.cost_ore for row in held)


def staffing_fell_by(
    before: Mapping[str, Collection[StaffCapacity]], after: Mapping[str, Collection[StaffCapacity]]
) -> int | None:
    """How much less the same roles' staffing costs, over as many months as there are after; negative is more.

    None when no role is registered on both sides.
    """
    roles = before.keys() & after.keys()
    if not roles:
        return None
    return sum(
        round(cost_over(before[role]) * len(after[role]) / len(before[role])) - cost_over(after[role])
        for role in roles
    )
