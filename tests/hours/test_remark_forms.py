"""What is said by pictures and words becomes one text."""

import uuid
from pathlib import Path

import pytest
from django.utils.translation import override

from hours.models.bookings import Score
from hours.remark_forms import PICTURED, SCORES, RateForm, RemarkForm

ICONS = (Path(__file__).resolve().parents[2] / "ledsagning/static/icons.svg").read_text("utf-8")


def test_a_score_is_a_number_and_the_rest_may_be_left():
    form = RateForm({"score": "3"})
    assert form.is_valid()
    assert form.cleaned_data == {
        "score": 3,
        "pictured": [],
        "comment": "",
        "to_unit": False,
        "is_complaint": False,
    }
    assert form.said == ""


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("sv", "Ledsagaren kom i tid. Jag kände mig trygg. Tack!"),
        ("en", "The companion came on time. I felt safe. Tack!"),
    ],
)
def test_pictures_are_said_before_words(language, said):
    with override(language):
        form = RateForm({"score": "3", "pictured": ["on_time", "safe"], "comment": " Tack! "})
        assert form.is_valid()
        assert form.said == said


def test_a_picture_that_is_not_there_is_refused():
    form = RateForm({"score": "3", "pictured": ["angry"]})
    assert list(form.errors) == ["pictured"]


def test_each_answer_and_picture_has_a_symbol_of_its_own():
    assert [score for score, _, _ in SCORES] == [Score.GOOD, Score.OKAY, Score.BAD]
    names = [face for _, _, face in SCORES] + [f"said-{name}" for name in PICTURED]
    drawings = [ICONS.split(f'id="{name}"')[1].split("</symbol>")[0] for name in names]
    assert len(set(drawings)) == len(names) == 9


@pytest.mark.parametrize(
    ("text", "sound"), [("Hej", True), ("x" * 2000, True), ("x" * 2001, False), ("", False), ("\x00", False)]
)
def test_a_remark_has_a_text_of_some_length(text, sound):
    assert RemarkForm({"key": uuid.uuid4(), "text": text}).is_valid() is sound


def test_a_remark_without_its_key_is_refused():
    assert list(RemarkForm({"text": "Hej"}).errors) == ["key"]
