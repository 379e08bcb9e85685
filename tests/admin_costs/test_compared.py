"""From a group's sums to its point, by arithmetic."""

import pytest

from admin_costs.compared import GROUP_MEASURES, Sums, added, by_year, funnel_of, point_of, variance_of
from admin_costs.funnels import Kind
from admin_costs.group_rules import Level

HOURS, COST, ADMINISTRATION, SATISFACTION = GROUP_MEASURES


@pytest.mark.parametrize(
    ("measure", "numerator", "denominator", "value"),
    [
        (HOURS, 60_000, 100, 10),  # 1,000 hours of 100 person-months
        (COST, 12_000_000, 24_000, 300),  # 120,000 kr for 400 hours
        (ADMINISTRATION, 6_000, 100, 1),
        (SATISFACTION, 81, 263, 81 / 263),
    ],
)
def test_figures_in_their_units(measure, numerator: float, denominator: float, value: float) -> None:
    found = point_of(Sums("a", "A", numerator, denominator, months=10), measure)
    assert found.value == pytest.approx(value)
    assert found.size == pytest.approx(denominator / 10 * (1 / 60 if measure is COST else 1))


def test_a_person_who_comes_every_month_is_one_person() -> None:
    """Ten people in twelve months are 120 person-months, and know as much as ten people."""
    assert point_of(Sums("a", "A", 72_000, 120, months=12), HOURS).size == 10


def test_how_people_differ() -> None:
    """Of 300 and 900, and of 300, 600 and 900 minutes: squares 180,000 each, degrees 1 and 2."""
    groups = [
        Sums("a", "A", squares_within=180_000, degrees=1),
        Sums("b", "B", squares_within=180_000, degrees=2),
    ]
    assert variance_of(groups, HOURS) == pytest.approx(120_000 / 3600)
    assert variance_of([Sums("a", "A")], HOURS) is None


def test_groups_without_a_figure_are_in_no_funnel() -> None:
    groups = [Sums("a", "A", 60_000, 100, 10, squares_within=9, degrees=3), Sums("b", "B", hidden=10)]
    assert [point.key for point in funnel_of(groups, HOURS).points] == ["a"]
    assert funnel_of(groups[1:], HOURS) is None


def test_years_are_months_added_up() -> None:
    months = [
        (2024, Sums("", "", 60, 6, 1)),
        (2025, Sums("", "", 30, 3, 1, hidden=1)),
        (2025, Sums("", "", 10, 2, 1)),
    ]
    assert by_year(months, "a", "A") == [
        (2024, Sums("a", "A", 60, 6, 1)),
        (2025, Sums("a", "A", 40, 5, 2, hidden=1)),
    ]
    assert added([], "a", "A") == Sums("a", "A")


def test_measures_are_known_by_their_slugs() -> None:
    assert [measure.slug for measure in GROUP_MEASURES] == ["timmar", "kostnad", "administration", "nojdhet"]
    assert [measure.slug for measure in GROUP_MEASURES if Level.PROVIDER in measure.levels] == ["timmar"]
    assert [measure.slug for measure in GROUP_MEASURES if measure.is_cost] == ["kostnad"]
    assert {measure.kind for measure in GROUP_MEASURES} == {Kind.MEAN, Kind.SPREAD, Kind.PROPORTION}
