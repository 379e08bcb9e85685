"""What is said of freed minutes and renewals, for every way it can come out."""

from collections.abc import Iterator
from fractions import Fraction

import pytest
from django.utils import translation

from admin_costs.administration import Renewals
from admin_costs.administration_tables import freed_sentences, half_words, renewal_sentences
from admin_costs.process_costs import Freed, HalfYear


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def test_half_years_in_words() -> None:
    assert [half_words(HalfYear(2025, half)) for half in (1, 2)] == [
        "first half of 2025",
        "second half of 2025",
    ]


@pytest.mark.parametrize(
    ("cash_kronor", "said"),
    [
        (None, "is not known: register staffing"),
        (0, "None of it is money saved"),
        (-500, "None of it is money saved"),
        (40_000, "Of that, 40,000 kr is money saved"),
        (50_000, "Of that, 50,000 kr is money saved"),
        (60_000, "60,000 kr less than before, which is more than the freed time is worth"),
    ],
)
def test_freed_minutes_are_money_only_where_staffing_fell(cash_kronor: int | None, said: str) -> None:
    cash_ore = None if cash_kronor is None else 100 * cash_kronor
    freed, cash = freed_sentences(Freed(6_000, 50_000_00, cash_ore))
    assert freed.startswith("100.0 hours were freed")
    assert "50,000 kr" in freed
    assert said in cash


@pytest.mark.parametrize("minutes", [0, -60])
def test_no_minutes_freed_is_said_and_nothing_of_money(minutes: int) -> None:
    (sentence,) = freed_sentences(Freed(minutes, -100, 5_000_00))
    assert sentence.startswith("No time was freed")


def test_more_renewals_than_expected_avoid_none() -> None:
    *_, avoided = renewal_sentences(Renewals(Fraction(5), 9, 240, 2_080_00), 12)
    assert avoided.startswith("0 renewals avoided")


def test_renewals_that_are_not_told_are_at_the_most() -> None:
    _asked, made, avoided = renewal_sentences(Renewals(Fraction(31, 2), None, 240, 2_080_00), 12)
    assert made.endswith("at the most:")
    assert avoided == "16 renewals avoided: 64.0 hours and 33,280 kr, at 4.0 hours each."
