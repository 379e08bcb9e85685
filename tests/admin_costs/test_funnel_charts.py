"""The funnel and the years as pictures: what is drawn, told by shape as well as by colour."""

import re
from collections.abc import Iterator
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from django.utils import translation

from admin_costs.funnel_charts import funnel_chart, years_chart
from admin_costs.funnels import Kind, Place, Point, funnel


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def drawn(
    values: dict[str, float], *, own: object = None, variance: float | None = 4, size: float = 25
) -> str:
    """A funnel of groups as large as each other: around 5 the limits are at ±0.784 and ±1.236."""
    points = [Point(name, value * size, size, size + n) for n, (name, value) in enumerate(values.items())]
    found = funnel(points, Kind.MEAN, variance=variance)
    return funnel_chart(
        found,
        own=own,
        names={name: name for name in values},
        title="Hours",
        size_name="People",
        factor=1,
        description="All are in the table.",
        ids_prefix="f",
    )


def shapes(picture: str) -> list[str]:
    return re.findall(r'class="(chart-group[^"]*|chart-own)"', picture)


MANY = {f"g{number}": 5.0 for number in range(20)}


def test_a_group_is_hollow_filled_or_a_diamond() -> None:
    picture = drawn({**MANY, "out": 6.0, "far": 7.0})
    assert shapes(picture).count("chart-group") == 20
    assert shapes(picture).count("chart-group chart-group-out") == 1
    assert shapes(picture).count("chart-group chart-group-far") == 1
    assert picture.count("<polygon") == 1
    assert ">far<" in picture
    assert ">out<" not in picture  # only what is hardly chance is named


def test_the_own_group_has_a_ring_and_its_name_and_lies_on_top() -> None:
    picture = drawn(MANY, own="g3")
    assert shapes(picture)[-2:] == ["chart-group", "chart-own"]
    assert ">g3<" in picture
    assert ">g4<" not in picture


def test_few_groups_are_all_named() -> None:
    picture = drawn({"Egen regi": 4.9, "Följ med": 5.4}, size=25)
    assert ">Egen regi<" in picture
    assert ">Följ med<" in picture


def test_a_name_that_would_hide_another_is_left_out() -> None:
    picture = drawn({"Egen regi": 5.0, "Följeslagarna": 5.0})
    assert (">Egen regi<" in picture) + (">Följeslagarna<" in picture) == 1


def test_limits_are_drawn_and_named_at_their_ends() -> None:
    picture = drawn(MANY)
    assert picture.count('class="chart-limit"') == 2
    assert picture.count('class="chart-limit chart-limit-far"') == 2
    for words in ("All", "95 %", "99.8 %"):
        assert f">{words}<" in picture
    ends = [float(y) for y in re.findall(r'y="([\d.]+)" text-anchor="start">(?:All|95|99)', picture)]
    assert all(low - high >= 16 for low, high in pairwise(ends))


def test_without_limits_there_is_a_line_and_the_groups() -> None:
    picture = drawn({"a": 1.0, "b": 2.0}, variance=None)
    assert "chart-limit" not in picture
    assert shapes(picture) == ["chart-group"] * 2


@pytest.mark.parametrize("values", [{"a": 0.0}, {"a": 0.0, "b": 0.0}, {"a": 5000.0, "b": 0.001}])
def test_nothing_is_drawn_outside_the_picture(values: dict[str, float]) -> None:
    picture = drawn(values)
    root = ElementTree.fromstring(picture)
    for mark in root.iter("{http://www.w3.org/2000/svg}circle"):
        assert 0 <= float(mark.get("cx")) <= 640
        assert 0 <= float(mark.get("cy")) <= 386


def test_the_picture_has_a_title_a_description_and_no_style() -> None:
    picture = drawn(MANY)
    assert 'role="img" aria-labelledby="f-title f-desc"' in picture
    assert '<title id="f-title">Hours</title>' in picture
    assert "style=" not in picture


def test_a_name_is_text() -> None:
    picture = drawn({"<b>": 5.0, "c": 5.5})
    assert "&lt;b&gt;" in picture
    assert "<b>" not in picture


def test_years_with_intervals_and_the_level_of_all() -> None:
    picture = years_chart(
        [(2024, 10.0, (9.0, 11.0)), (2025, 12.0, None)],
        [(2023, 9.0), (2024, 10.0), (2025, 11.0)],
        factor=1,
        title="Years",
        description="In the table.",
        ids_prefix="y",
    )
    assert picture.count("chart-interval") == 3  # a line and its two ends
    assert picture.count("<circle") == 2
    assert [each for each in (">2023<", ">2024<", ">2025<") if each in picture] == [">2024<", ">2025<"]
    assert picture.count('class="chart-target"') == 1


def test_a_place_that_is_not_known_is_neither_in_nor_out() -> None:
    assert not Place.UNKNOWN.is_outside
