"""What providers under the system of choice (LOV 2008:962) may invoice for a month: attested hours × price.

A no-show is not priced here: whether it is paid for stands in each agreement. No person is told of.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from admin_costs.costs import NoRate, cost_ore
from admin_costs.models.activities import StaffRole
from admin_costs.rates import PriceList, price_list
from hours.queries import ProviderHours, provider_hours
from ledsagning.people.models import Municipality, Unit
from ledsagning.people.models.places import UnitKind
from ledsagning.spreadsheets import Cell, csv_file

# The words are the file's, whatever the language of the page.
HEADINGS = (
    "Period",
    "Utförare",
    "Besök",
    "Timmar",
    "Pris per timme",
    "Ersättning",
    "Utlägg",
    "Att fakturera",
    "Ej attesterade besök",
    "Ej attesterade timmar",
    "Uteblivna besök",
)
HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    """A provider's month. Without a price nothing can be said of the amount."""

    provider: Unit
    hours: ProviderHours
    ore_per_hour: int | None
    has_own_price: bool

    @property
    def is_invoiced(self) -> bool:
        """The municipality's own provider sends no invoice."""
        return self.provider.kind == UnitKind.PROVIDER

    @property
    def amount_ore(self) -> int:
        """Price times attested hours, rounded once for the whole month."""
        return cost_ore(self.hours.minutes, self.ore_per_hour or 0)

    @property
    def total_ore(self) -> int:
        return self.amount_ore + self.hours.expenses_ore


def invoice_lines(units: Iterable[Unit], municipality: Municipality, month: date) -> list[InvoiceLine]:
    """Every provider that carried out visits of these units in the month, by name."""
    prices = price_list(municipality)
    found = {line.provider_id: line for line in provider_hours([unit.pk for unit in units], month)}
    providers = Unit.objects.filter(pk__in=found).order_by("name", "pk")
    return [line_of(provider, found[provider.pk], prices, month) for provider in providers]


def line_of(provider: Unit, hours: ProviderHours, prices: PriceList, month: date) -> InvoiceLine:
    """A provider's line with the price that holds in the month."""
    own = prices.rates.get(((prices.municipality_code, provider.pk), StaffRole.ESCORT), {})
    try:
        price = prices.ore_per_hour(StaffRole.ESCORT, month, provider.pk)
    except NoRate:
        price = None
    return InvoiceLine(provider, hours, price, has_own_price=any(begins <= month for begins in own))


def total_ore(lines: Iterable[InvoiceLine]) -> int:
    """What may be invoiced in all."""
    return sum(line.total_ore for line in lines if line.is_invoiced)


def invoice_csv(lines: Iterable[InvoiceLine], month: date) -> bytes:
    """Those who send invoices, as CSV with decimal commas."""
    return csv_file([list(HEADINGS), *invoice_rows(lines, month)])


def invoice_rows(lines: Iterable[InvoiceLine], month: date) -> Iterator[list[Cell]]:
    """A row for each, kronor and hours with two decimals."""
    for line in lines:
        if line.is_invoiced:
            yield [
                f"{month:%Y-%m}",
                line.provider.name,
                line.hours.visits,
                hundredths(line.hours.minutes, 60),
                hundredths(line.ore_per_hour, 100) if line.ore_per_hour is not None else None,
                hundredths(line.amount_ore, 100),
                hundredths(line.hours.expenses_ore, 100),
                hundredths(line.total_ore, 100),
                line.hours.visits_waiting,
                hundredths(line.hours.minutes_waiting, 60),
                line.hours.no_shows,
            ]


def hundredths(number: int, of: int) -> Decimal:
    """A part with two decimals."""
    return (Decimal(number) / of).quantize(HUNDREDTH)
