"""The conclusion in words: the finding first, and nothing that was not found."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.utils import translation

from admin_costs.comparison import CLAIMS, Sides
from admin_costs.conclusions import claim_sentences, conclusion, headline
from admin_costs.methods import SecondLook
from tests.admin_costs.comparisons import claim, comparison


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


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


def test_a_verdict_says_what_is_left_at_the_second_look() -> None:
    look = SecondLook("trend", 2.5, 0.2, 30)
    found = replace(claim("hours", "up", (9.94, 12.59), (2.27, 3.04)), look=look)
    assert (
        claim_sentences(found)
        .replace("\N{NO-BREAK SPACE}", " ")
        .endswith(
            "With the trend that was already under way taken out, the difference is probably "
            "+2.1 to +2.9 hours (95 per cent interval)."
        )
    )


def test_what_the_second_look_does_not_bear_out_is_said() -> None:
    look = SecondLook("trend", 0.5, 1, 30)
    found = replace(claim("hours", "undecided", (9.9, 12.6), (2.3, 3.0), reason="otherwise"), look=look)
    said = claim_sentences(found)
    assert said.startswith("Whether the companion hours changed cannot be decided: 9.9")
    assert said.endswith("So the figures do not show that it is the change that did it.")


def test_which_method_and_why_stands_in_the_conclusion() -> None:
    look = SecondLook("plain", 2.5, 0.2, 30, allowance=0.25)
    found = comparison(replace(claim("hours", "up", (9.94, 12.59), (2.27, 3.04)), look=look))
    text = conclusion(found)
    assert "Companion hours: Before and after, with a slow drift allowed for. There are no units" in text
    assert "that takes 36" in text
    assert "a drift of 2.5 per cent a year" in text
    assert text.endswith("something else at the same time looks the same.")
    assert "Before and after, with a slow drift" not in conclusion(comparison())  # no look, no method


@pytest.mark.parametrize(
    ("counted", "says"),
    [
        (Sides(0, 0), "there are no months with figures"),
        (Sides(24, 0), "there is no month yet after the change"),
        (Sides(0, 24), "there is no month before the change"),
        (Sides(24, 24), "figures are missing on one side"),
    ],
)
def test_what_is_missing_is_said(counted: Sides, says: str) -> None:
    assert says in claim_sentences(replace(claim("hours", reason="missing"), counted=counted))
    assert "no question was answered" in claim_sentences(claim("satisfaction", reason="missing"))


def test_no_cost_without_quality() -> None:
    """When nobody knows how satisfied people are, the headline says so too."""
    unknown = claim("satisfaction", reason="missing")
    assert headline(comparison(unknown)).endswith("How satisfied people are is not known.")
    assert "not known" not in headline(comparison())
    assert "not known" not in headline(comparison(unknown, claim("total_cost", reason="missing")))


def test_gaps_and_units_that_could_not_be_used_are_said() -> None:
    look = SecondLook("trend", 2.5, 0.2, 30)
    hours = replace(claim("hours", "up", (9.94, 12.59), (2.27, 3.04)), look=look)
    gap = replace(hours, series=(("2023-11", 9.0), ("2024-01", 12.0), ("2024-02", 13.0)))
    assert "1 month in between has no figures" in conclusion(comparison(gap))
    assert "in between" not in conclusion(comparison(hours))
    assert "in between" not in conclusion(comparison(gap, hidden_months=("2023-12",)))
    assert "could not be used" in conclusion(comparison(hours, comparison_units=2))
    used = replace(hours, look=replace(look, method="controlled_trend", units=2))
    assert "could not be used" not in conclusion(comparison(used, comparison_units=2))


def test_in_whose_prices_costs_are_and_where_the_index_ends() -> None:
    text = conclusion(comparison(prices_of="2025-06", months_without_index=("2025-07", "2025-08")))
    assert "Costs are in the prices of June 2025, by a price index." in text
    assert "The price index lacks July 2025 to August 2025." in text
    assert "price index" not in conclusion(comparison())
