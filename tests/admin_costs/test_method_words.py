"""The words of the second look: every method has its own, and a row a claim."""

from collections.abc import Iterator
from dataclasses import replace
from typing import get_args

import pytest
from django.utils import translation

from admin_costs.method_words import METHODS, look_rows, placebo_text, why_picked
from admin_costs.methods import Method, SecondLook
from admin_costs.placebo import Placebo
from tests.admin_costs.comparisons import claim, comparison


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.mark.parametrize("method", get_args(Method))
def test_every_method_says_why_and_what_it_cannot_know(method: Method) -> None:
    look = SecondLook(method, 2.5, 0.2, 30, units=3)
    (said, satisfaction) = why_picked(
        comparison(replace(claim("hours", "up", (9.94, 12.59), (2.27, 3.04)), look=look))
    )
    assert said.startswith(f"Companion hours: {METHODS[method].name}. There are ")
    assert "cannot" in said
    assert "%(" not in said
    assert satisfaction.startswith("Satisfaction: ")


def test_claims_by_the_same_method_are_said_together() -> None:
    look = SecondLook("trend", 2.5, 0.2, 30)
    both = [replace(each, look=look) for name, each in comparison().claims.items() if name != "satisfaction"]
    said = why_picked(comparison(*both))
    assert said[0].startswith("Companion hours, Administration, Total cost: Beside a trend.")
    assert len(said) == 2


def test_a_row_tells_by_which_interval_it_was_judged() -> None:
    look = SecondLook("trend", 10.0, 20.0, 30)
    same = replace(
        claim("total_cost", "same", (4512.1, 4435.9), (-168.6, 16.1), level=0.90),
        look=look,
        placebo=Placebo(5, 1),
    )
    (row,) = look_rows(comparison(same))
    assert (row.name, row.method, row.placebo) == ("Total cost", "Beside a trend", "1 of 5")
    assert row.interval.replace("\N{NO-BREAK SPACE}", " ") == "−7 to +27 kr (60 per cent interval)"
    assert row.verdict == "Bears out the verdict"


@pytest.mark.parametrize(
    ("reason", "says"), [("otherwise", "Does not bear out"), ("unsure", "the first look is unsure")]
)
def test_a_row_tells_when_it_does_not_bear_out(reason: str, says: str) -> None:
    look = SecondLook("trend", 0.5, 1, 30)
    undecided = claim("hours", "undecided", (9.9, 12.6), (2.3, 3.0), reason=reason)  # type: ignore[arg-type]
    (row,) = look_rows(comparison(replace(undecided, look=look)))
    assert says in row.verdict


def test_no_placebo_dates_are_said() -> None:
    assert placebo_text(None) == placebo_text(Placebo(0, 0)) == "Too few months before"
