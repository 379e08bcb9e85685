from collections.abc import Iterator

import pytest
from django.utils import translation

from admin_costs.comparison import CLAIMS
from admin_costs.wording import (
    claim_difference,
    claim_name,
    claim_sentences,
    claim_unit,
    claim_value,
    conclusion,
    counted_text,
    headline,
    interval_text,
    method_text,
    month_text,
    number,
    verdict_text,
)
from tests.admin_costs.comparisons import claim, comparison


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


def test_a_claim_says_what_was_found_and_how_sure_it_is() -> None:
    found = claim("hours", "up", (9.94, 12.59), (2.27, 3.04))
    assert claim_sentences(found).replace("\N{NO-BREAK SPACE}", " ") == (
        "People use more companion hours: 9.9 hours before the change and 12.6 hours after. "
        "That is +27 per cent. The difference is probably +2.3 to +3.0 hours (95 per cent interval)."
    )


def test_satisfaction_speaks_of_percentage_points_only() -> None:
    found = claim_sentences(comparison().claims["satisfaction"])
    assert "percentage points" in found
    assert "That is" not in found


def test_an_undecided_claim_says_why() -> None:
    assert "about fewer than five people" in claim_sentences(claim("hours", reason="missing"))
    assert "too few months" in claim_sentences(claim("hours", reason="short"))
    unsure = claim_sentences(claim("total_cost", "undecided", (100, 101), (-9, 11), reason="unsure"))
    assert "cannot be decided" in unsure
    assert "−9 to +11" in unsure


def test_the_conclusion_leads_with_the_finding_and_ends_with_what_it_cannot_show() -> None:
    text = conclusion(comparison())
    assert text.startswith("More companion hours and less administration, at the same total cost.")
    assert "1,432 person-months before January 2024 and 1,438 after" in text
    assert "at most 5 per cent" in text
    assert "Freed time is not freed money unless staffing falls." in text
    assert text.endswith("looks the same.")


def test_the_conclusion_claims_no_more_than_was_found() -> None:
    undecided = claim("total_cost", "undecided", (4512, 4436), (-300, 150), reason="unsure")
    more = claim("administration", "up", (1, 2), (0.5, 1.5))
    text = conclusion(comparison(undecided, more, margin=0.025))
    assert "at the same total cost" not in text
    assert "Freed time" not in text
    assert "at most 2.5 per cent" in text


def test_the_method_stands_in_whole_paragraphs() -> None:
    paragraphs = method_text()
    assert len(paragraphs) == 7
    assert all(paragraph.endswith(".") for paragraph in paragraphs)
    assert "Newey–West" in " ".join(paragraphs)
    assert "TOST" in " ".join(paragraphs)


def test_the_headline_says_what_is_decided_and_nothing_more() -> None:
    assert headline(comparison()) == "More companion hours and less administration, at the same total cost."
    dearer = claim("total_cost", "up", (4512, 5000), (300, 676))
    unsure = claim("satisfaction", "undecided", (0.5, 0.6), (-0.1, 0.3), reason="unsure")
    assert headline(comparison(dearer, unsure)) == (
        "People use more companion hours. Administration takes less time. The total cost is higher."
    )
    assert headline(comparison(*[claim(name) for name in CLAIMS])) == (
        "What the change gave cannot be decided yet."
    )
