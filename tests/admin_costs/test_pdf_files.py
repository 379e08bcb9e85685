"""Charts on paper: with their own colours, and all of their words. The report: views/test_report_pdf.py."""

import re
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

from admin_costs import svg
from admin_costs.charts import claim_chart, cost_margin_chart
from admin_costs.comparison import CLAIMS
from admin_costs.pdf_files import charts_on_paper, on_paper
from tests.admin_costs.comparisons import comparison

STYLE = Path(__file__).resolve().parents[2] / "templates/admin_costs/paper/chart.css"
COVERED_BY_OTHERS = {"chart", "chart-label"}  # svg and text


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def drawn(source: str) -> str:
    return b64decode(source.removeprefix("data:image/svg+xml;base64,")).decode()


def test_a_chart_keeps_its_title_and_all_of_its_description() -> None:
    picture = on_paper(cost_margin_chart(comparison(), "chart-margin"))
    assert picture is not None
    assert picture.words.replace("\u00a0", " ") == (
        "Difference in total cost, kr per person and month. "
        "The difference is −76 kr, probably −169 to +16 kr (90 per cent interval). ±226 kr is the same."
    )
    assert drawn(picture.source).startswith('<svg class="chart" role="img"')
    assert drawn(picture.source).count("<style>") == 1


def test_words_with_marks_stand_as_they_are_read() -> None:
    chart = svg.picture(9, "Mer & <mindre>", "Hej.", "a", [])
    assert on_paper(chart).words == "Mer & <mindre>. Hej."


def test_nothing_to_draw_is_no_picture() -> None:
    assert on_paper(svg.NOTHING) is None
    assert charts_on_paper([("Hours", svg.NOTHING)]) == [("Hours", None)]


def test_every_mark_has_a_colour_on_paper() -> None:
    """Without a rule a mark is black, and filled."""
    found = comparison()
    charts = [*(claim_chart(found, name, name) for name in CLAIMS), cost_margin_chart(found, "margin")]
    used = {
        name for chart in charts for names in re.findall('class="([^"]+)"', chart) for name in names.split()
    }
    ruled = set(re.findall(r"\.([\w-]+)", STYLE.read_text("utf-8")))
    assert len(used) > 8
    assert used - COVERED_BY_OTHERS - ruled == set()
