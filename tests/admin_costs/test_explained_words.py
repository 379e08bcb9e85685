"""The sentences in the states that the page of a whole comparison does not show at once."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.utils import translation

from admin_costs.comparison import CLAIMS
from admin_costs.counted import CountedAnswers, CountedMonth
from admin_costs.explained import sections
from admin_costs.explained_ground import Ground, gaps, ground_steps
from admin_costs.explained_words import level_text, people_text, share_text, verdict_words
from tests.admin_costs.comparisons import claim, comparison
from tests.cast import NOW


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("verdict", "reason", "said"),
    [
        ("up", "", "People use more companion hours: the 95 per cent interval does not hold zero."),
        (
            "same",
            "",
            "People use as many companion hours as before: "
            "the whole 90 per cent interval lies within ±0.5 hours.",
        ),
        (
            "undecided",
            "unsure",
            "Whether the companion hours changed cannot be decided: the 95 per cent interval holds zero, "
            "and the 90 per cent one is not within ±0.5 hours.",
        ),
        (
            "undecided",
            "otherwise",
            "Whether the companion hours changed cannot be decided: "
            "the second look does not bear out the first.",
        ),
    ],
)
def test_what_made_the_verdict(verdict, reason, said) -> None:
    found = claim("hours", verdict, (10.0, 10.2), (-0.1, 0.5), reason=reason)
    margin = " The margin, ±0.5 hours, is 5 per cent of the level before, 10.0 hours."
    assert plain(verdict_words(found, 0.05)) == said + margin


def test_the_margin_of_shares_is_in_percentage_points() -> None:
    found = claim("satisfaction", "same", (0.6, 0.6), (-0.01, 0.01))
    assert plain(verdict_words(found, 0.05)).endswith(
        "The margin, ±3 percentage points, is 5 per cent of the level before, 60 %."
    )


def test_a_level_is_a_sum_divided() -> None:
    months = tuple(
        CountedMonth(f"2023-0{number}", "before", 10, {"hours": 6000.0, "administration": None})
        for number in (1, 2)
    )
    found = comparison(months=months)
    assert plain(level_text("hours", found, "before")) == (
        "12,000 minutes in 2 months, divided by 60 and by 20 person-months: 10.0 hours."
    )
    assert level_text("administration", found, "before") == ""


def test_shares_of_another_mix_of_questions_say_so() -> None:
    answers = (
        CountedAnswers("2023-01", "A?", "before", 10, 20),
        CountedAnswers("2023-01", "B?", "before", 9, 10),
    )
    found = comparison(claim("satisfaction", "up", (0.7, 0.8), (0.05, 0.15)), answers=answers)
    assert plain(share_text(found, "before")) == (
        "19 best answers of 30 would be 63 %, but the two sides asked the questions differently often. So "
        "each question's share is weighed by its answers on both sides together: 70 %."
    )


def test_people_who_count_as_fewer() -> None:
    found = replace(claim("satisfaction", "up", (0.5, 0.8), (0.1, 0.4)), weighed_people=(12.4, 24.0))
    assert people_text(found).endswith(
        "In the interval they count as 12 and 24, since another mix of questions, and rounds that differ "
        "more than chance, make them worth fewer."
    )
    alike = replace(found, weighed_people=(24.0, 24.0))
    assert people_text(alike).endswith("so that several answers of one person are one.")


def test_a_claim_without_figures_is_a_sentence() -> None:
    nothing = [claim(name, reason="missing") for name in CLAIMS]
    for section in sections(comparison(*nothing)):
        assert [step.name for step in section.steps] == ["Verdict"]
        assert section.table.rows == []


def test_months_that_nobody_reported_and_prices_are_told() -> None:
    months = tuple(CountedMonth(month, "before", 9, {}) for month in ("2023-01", "2023-04"))
    found = comparison(months=months, hidden_months=("2023-02",), prices_of="2024-01")
    assert gaps(found) == ["2023-03"]
    ground = Ground(["Syd"], ["Nord"], [NOW.date()], NOW.date().replace(day=1))
    said = {step.name: step.how for step in ground_steps(found, ground)}
    assert said["Left out: no figures"] == "March 2023"
    assert said["Left out: few people"].startswith("February 2023: fewer than five people")
    assert said["Compared with"] == "Nord"
    assert said["Prices"] == "Costs are in the prices of January 2024."
    assert said["A file left out beside visits"].startswith("March 2026: a unit has visits")


def test_without_months_there_are_no_gaps() -> None:
    assert gaps(comparison()) == []
