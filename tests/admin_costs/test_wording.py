from collections.abc import Iterator

import pytest
from django.utils import translation

from admin_costs.wording import (
    claim_difference,
    claim_name,
    claim_unit,
    claim_value,
    counted_text,
    interval_text,
    method_text,
    month_text,
    number,
    verdict_text,
)
from tests.admin_costs.comparisons import claim


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def test_numbers_are_written_as_the_language_writes_them() -> None:
    assert number(-1234.56, 1) == "−1,234.6"
    with translation.override("sv"):
        assert number(-1234.56, 1) == "−1\N{NO-BREAK SPACE}234,6"
        assert number(0.5, 1, signed=True) == "+0,5"


def test_nothing_is_neither_plus_nor_minus() -> None:
    assert number(-0.04, 1) == "0.0"
    assert number(0.0, 1, signed=True) == "0.0"


def test_a_month_in_words() -> None:
    assert month_text("2024-01") == "January 2024"
    with translation.override("sv"):
        assert month_text("2024-01") == "januari 2024"


def test_values_have_their_unit_and_two_dots_stand_for_hidden() -> None:
    assert claim_name("hours") == "Companion hours"
    assert claim_unit("total_cost") == "kr per person and month"
    assert claim_value("satisfaction", 0.523) == "52\N{NO-BREAK SPACE}%"
    assert claim_value("total_cost", None) == ".."
    assert claim_difference("satisfaction", 0.247) == "+25\N{NO-BREAK SPACE}percentage points"
    assert claim_difference("hours", None) == ".."
    assert interval_text(claim("hours")) == ".."
    assert counted_text(claim("hours")) == "24 months before, 24 after"
    assert counted_text(claim("satisfaction")) == "24 survey replies before, 24 after"


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        ("up", "The total cost is higher"),
        ("down", "The total cost is lower"),
        ("same", "The total cost is the same, within the margin"),
        ("undecided", "Whether the total cost is the same cannot be decided"),
    ],
)
def test_every_verdict_has_words(verdict: str, words: str) -> None:
    assert verdict_text(claim("total_cost", verdict)) == words  # type: ignore[arg-type]
    for name in ("hours", "administration", "satisfaction"):
        assert verdict_text(claim(name, verdict))  # type: ignore[arg-type]


def test_the_method_stands_in_whole_paragraphs() -> None:
    paragraphs = method_text()
    assert len(paragraphs) == 8
    assert all(paragraph.endswith(".") for paragraph in paragraphs)
    assert "Newey–West" in " ".join(paragraphs)
    assert "TOST" in " ".join(paragraphs)
