"""The curve of ratings: a point a month, broken where a month is hidden."""

import re
from datetime import date

import pytest

from admin_costs.intervals import wilson
from admin_costs.round_results import MonthShare
from admin_costs.survey_charts import BOTTOM, TOP, curve_chart, labelled, month_number


def month(year: int, number: int, best: int | None = 5, answers: int = 10) -> MonthShare:
    day = date(year, number, 1)
    if best is None:
        return MonthShare(day, None, None, None, None)
    return MonthShare(day, best, answers, best / answers, wilson(best, answers))


def test_half_lies_in_the_middle():
    chart = str(curve_chart([month(2026, 1), month(2026, 2)], "c"))
    heights = re.findall(r'<circle class="chart-point chart-after" cx="[\d.]+" cy="([\d.]+)"', chart)
    assert list(map(float, heights)) == [(TOP + BOTTOM) / 2] * 2
    assert chart.count("chart-interval") == 2


@pytest.mark.parametrize(
    ("hidden", "lines"), [((), 1), ((3,), 2), ((2, 4), 0), ((1, 2, 3, 4, 5), 0), ((1,), 1)]
)
def test_the_curve_breaks_where_a_month_is_hidden(hidden, lines):
    months = [month(2026, n, None if n in hidden else 5) for n in range(1, 6)]
    assert str(curve_chart(months, "c")).count("<polyline") == lines


def test_no_months_are_no_picture():
    assert curve_chart([], "c") == ""
    assert curve_chart([month(2026, 1, None)], "c") == ""


def test_one_month_is_a_point():
    assert str(curve_chart([month(2026, 1)], "c")).count("chart-point") == 1


@pytest.mark.parametrize("months", [1, 6, 24, 120])
def test_no_more_months_are_named_than_there_is_room_for(months):
    first = month_number(date(2016, 3, 1))
    assert len(labelled(first, first + months - 1)) <= 7
