import re
from collections.abc import Iterator
from xml.etree import ElementTree

import pytest
from django.utils import translation

from admin_costs.charts import claim_chart, cost_margin_chart, interval_chart, line_chart
from tests.admin_costs.comparisons import claim, comparison

NAMESPACE = "{http://www.w3.org/2000/svg}"
MONTHS = [(f"{2022 + n // 12}-{n % 12 + 1:02d}", 10.0 + n % 3) for n in range(48)]


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def drawn(series: list[tuple[str, float]] = MONTHS, **options: object) -> ElementTree.Element:
    svg = line_chart(
        series,
        **{
            "title": "Companion hours",
            "description": "By month.",
            "unit": "hours",
            "change": "2024-01",
            "before_mean": 10.9,
            "after_mean": 11.1,
            "ids_prefix": "a",
            **options,
        },
    )
    return ElementTree.fromstring(svg)


def texts(svg: ElementTree.Element) -> list[str]:
    return [text.text or "" for text in svg.iter(NAMESPACE + "text")]


def marks(svg: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [mark for mark in svg.iter() if name in mark.get("class", "").split()]


def test_the_picture_has_a_title_and_a_description_by_id() -> None:
    svg = drawn()
    assert (svg.get("role"), svg.get("aria-labelledby")) == ("img", "a-title a-desc")
    assert [(part.get("id"), part.text) for part in svg[:2]] == [
        ("a-title", "Companion hours"),
        ("a-desc", "By month."),
    ]


def test_the_change_and_the_levels_are_said_in_text() -> None:
    words = texts(drawn())
    assert {"Change: January 2024", "Before: 10.9", "After: 11.1"} <= set(words)
    assert {"hours", "Jan 2022", "Jan 2025"} <= set(words)
    assert len(marks(drawn(), "chart-change")) == 1
    assert len(marks(drawn(), "chart-level")) == 2


def test_the_vertical_axis_begins_at_zero_in_round_steps() -> None:
    assert [word for word in texts(drawn()) if word.isdigit()] == ["0", "5", "10", "15"]


def test_coordinates_have_points_and_text_has_commas_in_swedish() -> None:
    with translation.override("sv"):
        svg = drawn()
    assert any(word.endswith("10,9") for word in texts(svg))
    for mark in svg.iter():
        for place in ("x", "y", "x1", "x2", "y1", "y2", "cx", "cy"):
            assert re.fullmatch(r"\d+(\.\d)?", mark.get(place, "0"))


def test_nothing_is_styled_or_scripted_inline() -> None:
    for mark in drawn(title="<script>", unit='"&<b>').iter():
        assert mark.tag.removeprefix(NAMESPACE) in {"svg", "title", "desc", "line", "text", "polyline"}
        assert not [name for name in mark.attrib if name == "style" or name.startswith("on")]


def test_the_line_breaks_where_a_month_is_missing_and_a_lone_month_is_a_dot() -> None:
    assert len(marks(drawn(), "chart-line")) == 2
    gap = [point for point in MONTHS if point[0] not in ("2022-05", "2022-07")]
    assert len(marks(drawn(gap), "chart-line")) == 3
    assert len(marks(drawn(gap), "chart-point")) == 1


def test_a_few_survey_rounds_are_joined_and_dotted() -> None:
    rounds = [("2023-01", 50.0), ("2023-11", 55.0), ("2025-01", 75.0), ("2025-12", 70.0)]
    svg = drawn(rounds)
    assert len(marks(svg, "chart-line")) == 2
    assert len(marks(svg, "chart-point")) == 4


def test_one_side_or_one_month_alone_is_drawn() -> None:
    before = drawn(MONTHS[:20], after_mean=None)
    assert not [word for word in texts(before) if word.startswith("After")]
    assert len(marks(before, "chart-level")) == 1
    assert len(marks(drawn([("2024-01", 0.0)], before_mean=None, after_mean=None), "chart-point")) == 1
    assert line_chart(
        [], title="", description="", unit="", change="2024-01", before_mean=1, after_mean=1, ids_prefix="a"
    ) == ""  # fmt: skip


def test_a_long_series_has_few_month_labels() -> None:
    decades = [(f"{year}-{month:02d}", 1.0) for year in range(1950, 2025) for month in range(1, 13)]
    assert len([word for word in texts(drawn(decades)) if word.startswith("Jan ")]) <= 8


def test_the_bedding_in_window_is_a_zone() -> None:
    assert not marks(drawn(), "chart-zone")
    assert len(marks(drawn(bedding_in_months=3), "chart-zone")) == 1


def test_labels_stay_inside_the_picture() -> None:
    for change in ("2022-01", "2025-12"):
        for text in drawn(change=change).iter(NAMESPACE + "text"):
            x, width = float(text.get("x", "")), len(text.text or "") * 7.6
            left = x - {"start": 0, "middle": width / 2, "end": width}[text.get("text-anchor", "")]
            assert left >= 0
            assert left + width <= 640


def test_an_interval_stands_against_the_margin() -> None:
    svg = ElementTree.fromstring(
        interval_chart(
            -76.2, (-168.6, 16.1), margin=225.6, title="t", description="d", unit="kr", ids_prefix="b"
        )
    )
    assert {"Counts as the same: ±226 kr", "−76 kr", "−300", "0", "300"} <= set(texts(svg))
    (zone,) = marks(svg, "chart-zone")
    low, high = float(zone.get("x", "")), float(zone.get("x", "")) + float(zone.get("width", ""))
    ends = [float(mark.get("x1", "")) for mark in marks(svg, "chart-interval")]
    assert low < min(ends) < max(ends) < high


def test_a_claim_is_drawn_in_its_own_unit_and_words() -> None:
    svg = ElementTree.fromstring(claim_chart(comparison(), "satisfaction", "c"))
    assert svg[0].text == "Satisfaction"
    assert "More people give the best answer." in (svg[1].text or "")
    assert "Before: 52" in " ".join(texts(svg))
    assert "per cent who gave the best answer" in texts(svg)
    hidden = ElementTree.fromstring(claim_chart(comparison(claim("hours")), "hours", "c"))
    assert "Before: .." in (hidden[1].text or "")


def test_the_cost_is_drawn_against_the_margin_only_when_it_has_an_interval() -> None:
    svg = ElementTree.fromstring(cost_margin_chart(comparison(), "m"))
    assert "Counts as the same: ±226 kr" in texts(svg)
    assert "The difference is −76" in (svg[1].text or "")
    assert cost_margin_chart(comparison(claim("total_cost")), "m") == ""
