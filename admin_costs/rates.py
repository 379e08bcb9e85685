"""What an hour costs: the most particular rate that holds in a month."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from admin_costs.costs import NoRate, cost_ore, rate_at
from admin_costs.models import Rate
from admin_costs.models.activities import StaffRole
from ledsagning.people.models import Municipality, Unit, User

Place = tuple[str | None, int | None]
"""Municipality code and provider unit id; (None, None) is the template."""


@dataclass(frozen=True)
class PriceList:
    """Every rate of a municipality, read once. Öre an hour with on-costs, by place and role and first day."""

    municipality_code: str
    rates: dict[tuple[Place, str], dict[date, int]]

    def ore_per_hour(self, role: str, month: date, unit_id: int | None = None) -> int:
        """The price in a month: the unit's own, or the municipality's, or the template's.

        Raises NoRate when none of them has begun.
        """
        for place in ((self.municipality_code, unit_id), (self.municipality_code, None), (None, None)):
            try:
                return rate_at(self.rates.get((place, role), {}).items(), month)
            except NoRate:
                continue
        raise NoRate(f"no rate of {role} is valid in {month:%Y-%m}")

    def cost_ore(self, minutes: int, role: str, month: date, unit_id: int | None = None) -> int:
        """What minutes of a month cost."""
        return cost_ore(minutes, self.ore_per_hour(role, month, unit_id))


def rates_of(municipality: Municipality) -> QuerySet[Rate]:
    """The municipality's rates and the templates, oldest first."""
    return Rate.objects.filter(Q(municipality=municipality) | Q(municipality=None)).order_by(
        "valid_from", "pk"
    )


def price_list(municipality: Municipality) -> PriceList:
    """The rates as they stand. Of two from the same day the later written holds."""
    rates: dict[tuple[Place, str], dict[date, int]] = {}
    for rate in rates_of(municipality):
        place = (rate.municipality_id, rate.unit_id)
        rates.setdefault((place, rate.role), {})[rate.valid_from] = rate.full_ore_per_hour
    return PriceList(municipality.code, rates)


def set_rate(
    municipality: Municipality,
    *,
    role: StaffRole | str,
    valid_from: date,
    ore_per_hour: int,
    on_cost_basis_points: int = 0,
    unit: Unit | None = None,
    by: User | None,
    now: datetime,
) -> Rate:
    """Adds a rate from a month on. Months that it touches are made anew at the next refresh."""
    return Rate.objects.create(
        municipality=municipality,
        unit=unit,
        role=role,
        valid_from=valid_from.replace(day=1),
        ore_per_hour=ore_per_hour,
        on_cost_basis_points=on_cost_basis_points,
        by=by,
        at=now,
    )
