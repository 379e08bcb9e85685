"""A measure's picture: its figures, where the line breaks, the goal, and the change."""

import re
from datetime import date

import pytest
from django.utils import translation

from admin_costs.measure_charts import measure_chart, runs
from admin_costs.measure_kinds import Mark
from admin_costs.measure_rules import Figure
from tests.admin_costs.test_measure_kinds import measure

YEARS = [Figure(2023, 5.0), Figure(2024, 10.0), Figure(2026, 20.0)]


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def drawn(figures, change=None, **more) -> str:
    return measure_chart(
        measure(**more), figures, change=change, title="Hours", description="All.", ids_prefix="m"
    )


def places(chart: str) -> list[tuple[str, str]]:
    return re.findall(r'<circle class="[^"]*" cx="([^"]*)" cy="([^"]*)"', chart)


def test_years_lie_where_their_figures_are():
    """From 0 at 240 up to 20 at 44, and from 2023 at 76 to 2026 at 600."""
    assert places(drawn(YEARS)) == [("76", "191"), ("250.7", "142"), ("600", "44")]


def test_the_line_breaks_where_a_year_is_missing():
    assert runs([(2023, 1.0), (2024, 2.0), (2026, 3.0)]) == [[(2023, 1.0), (2024, 2.0)], [(2026, 3.0)]]
    assert drawn(YEARS).count("<polyline") == 1


def test_goal_and_baseline_have_a_line_each_and_are_explained_below():
    chart = drawn(YEARS, marks=(Mark(10, "Baseline"), Mark(50, "Goal")))
    assert chart.count('"chart-target"') == 4
    assert "10: Baseline" in chart
    assert "50: Goal" in chart
    assert 'viewBox="0 0 640 328"' in chart


def test_the_change_stands_between_its_months():
    months = [Figure(date(2025, month, 1), float(month)) for month in range(1, 7)]
    assert "Change: March 2025" in drawn(months, date(2025, 3, 1))
    assert "Change" not in drawn(months, date(2024, 3, 1))
    assert "Change" not in drawn(YEARS, date(2024, 3, 1))


def test_all_zero_is_drawn_at_the_bottom():
    assert places(drawn([Figure(2024, 0.0), Figure(2025, 0.0)])) == [("76", "240"), ("600", "240")]


@pytest.mark.parametrize("figures", [[], [Figure(2024, 5.0)], [Figure(2024, 5.0), Figure(2025)]])
def test_one_figure_is_no_picture(figures):
    assert drawn(figures) == ""


def test_it_has_a_name_and_a_description():
    chart = drawn(YEARS)
    assert '<title id="m-title">Hours</title><desc id="m-desc">All.</desc>' in chart
    assert "style=" not in chart
