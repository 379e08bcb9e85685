"""What the demonstration's manager has typed in, year by year."""

from datetime import date

from admin_costs.models import MonthlyFigures, YearFigure
from admin_costs.models.figures import FigureSource
from admin_costs.year_figures import typed_years
from ledsagning.demo.measured import write_years
from tests.cast import NOW, Cast

CHANGE, TODAY = date(2024, 3, 1), date(2026, 3, 11)


def write(cast: Cast) -> dict:
    write_years(cast.unit.municipality, CHANGE, TODAY, by=cast.manager, now=NOW)
    return typed_years(cast.unit.municipality)


def test_every_year_that_is_over_from_two_before_the_change(cast):
    found = write(cast)
    assert sorted(found) == [2022, 2023, 2024, 2025]
    assert [found[year]["people_with_plan"] for year in sorted(found)] == [3, 3, 7, 12]
    assert all(each["appeals_won"] <= each["appeals_decided"] for each in found.values())
    assert all(each["inhabitants_65"] < each["inhabitants"] for each in found.values())


def test_the_accounts_are_of_years_with_figures_and_a_little_more_than_they(cast):
    MonthlyFigures.objects.create(
        unit=cast.unit,
        provider=cast.provider,
        month=date(2025, 1, 1),
        source=FigureSource.IMPORT,
        people=30,
        visits=300,
        minutes=50_000,
        cost_ore=1_000_000_00,
    )
    found = write(cast)
    assert found[2025]["gross_cost_kr"] == 1_060_000
    assert "gross_cost_kr" not in found[2024]


def test_again_writes_nothing_new(cast):
    write(cast)
    before = YearFigure.objects.count()
    write(cast)
    assert YearFigure.objects.count() == before
