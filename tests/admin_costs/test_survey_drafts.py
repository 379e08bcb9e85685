"""What a browser keeps until it is sent: read back as written, and nothing that cannot be."""

import pytest

from admin_costs.survey_drafts import Draft, from_text, to_text, words

SCALES = (("Ja", "Ibland", "Nej"), ("Ja", "Nej"), ("Alla", "Några", "Ingen"))


@pytest.mark.parametrize("text", ["self.0.1.2", "helped.-..0", "self..."])
def test_it_is_read_as_it_was_written(text):
    assert to_text(from_text(text, SCALES)) == text


@pytest.mark.parametrize("text", ["", "self", "self.0.1", "self.0.1.2.0", "staff.0.1.2", "x" * 5000, "....."])
def test_another_survey_or_nonsense_is_nothing(text):
    assert from_text(text, SCALES) == Draft("", ("", "", ""))


@pytest.mark.parametrize(("text", "kept"), [("self.3.2.-1", "self..."), ("self.٣.0.x", "self..0.")])
def test_an_answer_that_cannot_be_is_unsaid(text, kept):
    assert to_text(from_text(text, SCALES)) == kept


def test_answers_are_given_one_by_one():
    draft = from_text("", SCALES).by("self").with_answer(0, "2").with_answer(2, "-")
    assert draft == Draft("self", ("2", "", "-"))
    assert draft.has_answers
    assert words(draft, SCALES) == ["Nej", "", ""]
    assert not draft.with_answer(0, "-").has_answers
