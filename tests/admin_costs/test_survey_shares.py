"""Shares of answers: n of N with Wilson's interval, nothing under five, nothing to subtract (P7)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admin_costs.survey_shares import together, told, told_counts, told_parts

ANSWERS = ("Ja", "Ibland", "Nej")


def test_shares_with_n_of_n_and_wilsons_interval():
    """Wilson, 81 of 263: 0.2553–0.3662 (Newcombe 1998, domain section 5)."""
    found = told({"Ja": 81, "Nej": 182}, ANSWERS, 300)
    assert (found.answered, found.asked) == (263, 300)
    assert [(share.answer, share.people) for share in found.shares] == [
        ("Ja", 81),
        ("Ibland", 0),
        ("Nej", 182),
    ]
    assert found.best.share == 81 / 263
    assert found.best.interval == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert sum(share.share for share in found.shares) == pytest.approx(1)


@pytest.mark.parametrize(("answered", "is_hidden"), [(0, True), (4, True), (5, False)])
def test_fewer_than_five_answers_are_hidden_whole(answered, is_hidden):
    found = told({"Ja": answered}, ANSWERS, 40)
    assert found.is_hidden is is_hidden
    assert (found.best is None) is is_hidden
    assert found.asked == 40


def test_the_rest_of_a_hidden_unit_is_hidden_too():
    """Eleven in all, three of them at the second unit: eleven less eight would be the three."""
    parts = {"a": {"Ja": 8}, "b": {"Ja": 2, "Nej": 1}, "c": {}}
    found = told_parts(parts, ANSWERS, {"a": 9, "b": 4, "c": 2})
    assert found["a"].is_hidden
    assert found["b"].is_hidden
    assert told(together(parts), ANSWERS, 15).answered == 11


def test_without_the_second_step_the_hidden_unit_could_be_worked_out():
    """The negative control: only the small unit hidden, and a subtraction tells of it."""
    parts = {"a": {"Ja": 8}, "b": {"Ja": 2, "Nej": 1}}
    alone = {key: told(counts, ANSWERS, 9) for key, counts in parts.items()}
    whole = told(together(parts), ANSWERS, 13)
    assert alone["b"].is_hidden
    left = {
        share.answer: share.people - other.people
        for share, other in zip(whole.shares, alone["a"].shares, strict=True)
    }
    assert left == {"Ja": 2, "Ibland": 0, "Nej": 1}


def test_large_units_are_told():
    found = told_parts({"a": {"Ja": 8}, "b": {"Nej": 6}}, ANSWERS, {"a": 9, "b": 9})
    assert (found["a"].answered, found["b"].answered) == (8, 6)


@pytest.mark.parametrize(
    ("counts", "found"),
    [
        ({"link": 9, "paper": 12, "phone": 6}, {"link": 9, "paper": 12, "phone": 6}),
        ({"link": 9, "paper": 12, "phone": 2}, {"link": None, "paper": 12, "phone": None}),
        ({"link": 9, "paper": 12, "phone": 0}, {"link": 9, "paper": 12, "phone": 0}),
        ({"link": 2, "paper": 1, "phone": 0}, {"link": None, "paper": None, "phone": 0}),
    ],
)
def test_ways_of_answering_are_told_by_the_same_rule(counts, found):
    assert told_counts(counts) == found


@given(st.lists(st.integers(0, 12), min_size=1, max_size=6))
def test_R48_all_that_is_hidden_is_five_or_more_together(numbers):
    """The whole less all that is shown is all that is hidden: of nobody, or of five at least."""
    parts = {number: {"Ja": people} for number, people in enumerate(numbers)}
    whole = told(together(parts), ANSWERS, 99)
    shown = [
        each for each in told_parts(parts, ANSWERS, dict.fromkeys(parts, 99)).values() if not each.is_hidden
    ]
    assert all(each.answered >= 5 or not each.answered for each in shown)
    if not whole.is_hidden:
        left = whole.answered - sum(each.answered for each in shown)
        assert left == 0 or left >= 5
    else:
        assert not shown
