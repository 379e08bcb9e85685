"""What a manager types in year by year: inhabitants, accounts, plans, appeals. Illustrative, as all of it.

No such figures of the real Laholm were ever published; only the number of inhabitants is near the real one.
"""

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Sum

from admin_costs.models import MonthlyEffort, MonthlyFigures, YearKind
from admin_costs.year_figures import set_year_figure
from ledsagning.people.models import Municipality, User

INHABITANTS, MORE_A_YEAR, OF_65 = 25_900, 90, 0.26
OVERHEAD = 1.06
"""The accounts hold a little more than hours and administration."""

# Before the change, and each year after it began: days to a decision, plans, appeals, decided, won.
BEFORE = (58, 3, 8, 7, 2)
AFTER = ((41, 7, 5, 6, 1), (29, 12, 3, 3, 1), (24, 15, 2, 2, 1))
COUNTED = (
    YearKind.DAYS_TO_DECISION,
    YearKind.PEOPLE_WITH_PLAN,
    YearKind.APPEALS,
    YearKind.APPEALS_DECIDED,
    YearKind.APPEALS_WON,
)


def write_years(laholm: Municipality, change: date, today: date, *, by: User, now: datetime) -> None:
    """The figures of the years that are over, from two before the change on."""
    for year in range(change.year - 2, today.year):
        for kind, value, source in figures_of(laholm, year, change):
            set_year_figure(laholm, year=year, kind=kind, value=value, source=source, by=by, now=now)


def figures_of(laholm: Municipality, year: int, change: date) -> Iterator[tuple[YearKind, int, str]]:
    """What is written of a year, and where it is said to come from."""
    inhabitants = INHABITANTS + MORE_A_YEAR * (year - change.year)
    yield YearKind.INHABITANTS, inhabitants, "SCB"
    yield YearKind.INHABITANTS_65, round(inhabitants * OF_65), "SCB"
    ages = year - change.year
    told = BEFORE if ages < 0 else AFTER[min(ages, len(AFTER) - 1)]
    for kind, value in zip(COUNTED, told, strict=True):
        yield kind, value, "Verksamhetssystemet"
    if cost_ore := sum(cost_of(rows, laholm, year) for rows in (MonthlyFigures, MonthlyEffort)):
        yield YearKind.GROSS_COST, round(OVERHEAD * cost_ore / 100_000) * 1000, "Bokslutet"
        yield YearKind.INTERNAL_REVENUE, 0, "Bokslutet"
        yield YearKind.SALES, 0, "Bokslutet"


def cost_of(rows: type[MonthlyFigures] | type[MonthlyEffort], laholm: Municipality, year: int) -> int:
    """A year's cost by the system's own rates, öre."""
    mine = rows.objects.filter(unit__municipality=laholm, month__year=year)
    return mine.aggregate(cost=Sum("cost_ore"))["cost"] or 0
