"""Two processes drawn side by side."""

from collections.abc import Iterator
from fractions import Fraction
from xml.etree import ElementTree

import pytest
from django.utils import translation

from admin_costs.flow_charts import Flow, FlowStep, flow_chart
from admin_costs.process_costs import NOTHING, PersonMonth

NAMESPACE = "{http://www.w3.org/2000/svg}"


def each(minutes: float, kronor: float) -> PersonMonth:
    return PersonMonth(Fraction(minutes), Fraction(100 * kronor))


STEPS = (
    FlowStep("Monthly control <b>", each(40, 272), NOTHING),
    FlowStep("By phone", each(10, 70), each(20, 140)),
    FlowStep("Appeals", each(5, 40), None),
    FlowStep("A step whose name is so very long that no box would hold it", NOTHING, each(3, 20)),
)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def drawn(steps: tuple[FlowStep, ...] = STEPS) -> ElementTree.Element:
    flow = Flow("Step by step", ("Before", "After"), steps, ("Before", "After"), "not recorded")
    return ElementTree.fromstring(flow_chart(flow, "flow"))


def texts(svg: ElementTree.Element) -> list[str]:
    return [text.text or "" for text in svg.iter(NAMESPACE + "text")]


def boxes(svg: ElementTree.Element, name: str) -> list[tuple[float, float, float]]:
    """x, y and width of each."""
    return [
        tuple(float(mark.get(part, "0")) for part in ("x", "y", "width"))
        for mark in svg.iter(NAMESPACE + "rect")
        if mark.get("class") == name
    ]


def test_the_picture_says_in_words_what_it_shows() -> None:
    svg = drawn()
    title, description = svg[0], svg[1]
    assert (svg.get("role"), svg.get("aria-labelledby")) == ("img", "flow-title flow-desc")
    assert title.text == "Step by step"
    assert description.text == (
        "Before: 3 steps, 55.0 min, 382 kr. After: 3 steps, 23.0 min, 160 kr. "
        "No longer done: Monthly control <b>. Every step is in the table."
    )


def test_every_step_has_its_minutes_and_kronor() -> None:
    words = texts(drawn())
    assert words[:3] == ["Before", "Monthly control <b>", "40.0 min, 272 kr"]
    assert "20.0 min, 140 kr" in words
    assert words.count("not recorded") == 2
    assert "among other steps" in words


def test_the_same_step_is_on_the_same_height() -> None:
    drawn_boxes = boxes(drawn(), "chart-box")
    left = [y for x, y, _width in drawn_boxes if x < 320]
    right = [y for x, y, _width in drawn_boxes if x > 320]
    assert len(left) == len(right) == 3
    assert left[1:] == right[:2]


def test_a_bar_is_as_long_as_the_minutes() -> None:
    widths = {round(width) for _x, _y, width in boxes(drawn(), "chart-bar") if width}
    longest = max(widths)
    assert {round(longest * share) for share in (1, 0.25, 0.125, 0.5, 0.075)} == widths


def test_a_name_that_is_too_long_ends_in_dots() -> None:
    (name,) = [word for word in texts(drawn()) if word.startswith("A step")]
    assert name.endswith("…")
    assert len(name) <= 38


def test_an_arrow_goes_past_what_is_not_there() -> None:
    lines = [mark for mark in drawn().iter(NAMESPACE + "line") if mark.get("class") == "chart-axis"]
    assert len(lines) == 2 + 2


def test_nothing_to_draw_is_an_empty_picture() -> None:
    assert boxes(drawn(()), "chart-box") == []
