"""The scale of a question told from its answers."""

import pytest

from admin_costs.models import Question
from admin_costs.surveys import RATING_QUESTION, fitting_scale, rating_question, with_room_for


@pytest.mark.parametrize(
    ("answers", "scale"),
    [
        (["Ja", "Ibland", "Nej"], "Ja / Ibland / Nej"),
        (["nej", "JA"], "Ja / Nej"),
        (["Några"], "Alla / Några / Ingen"),
        (["Ofta", "Ibland"], "Aldrig / Ibland / Ofta"),
        (["Ibland"], "None"),
        (["Ja", "Ofta"], "None"),
        (["Kanske"], "None"),
    ],
)
def test_the_scale_is_told_only_when_its_best_answer_is_certain(db, answers, scale):
    assert str(fitting_scale(answers)) == scale


@pytest.mark.parametrize(
    ("first", "answers", "scale"),
    [
        (["Ja", "Nej"], ["ibland"], "Ja / Ibland / Nej"),
        (["Ja", "Nej"], ["NEJ"], "Ja / Nej"),
        (["Ja", "Nej"], ["Ofta"], "Ja / Nej"),
        (["Ja", "Nej"], ["Ibland", "Ofta"], "Ja / Nej"),
        (["Ja", "Ibland", "Nej"], ["Ja"], "Ja / Ibland / Nej"),
        (["Alla"], ["Nej"], "Alla / Några / Ingen"),
    ],
)
def test_a_scale_is_widened_only_with_the_same_best_answer(db, first, answers, scale):
    question = Question.objects.create(text="Trivs du?", scale=fitting_scale(first))
    with_room_for(question, answers)
    assert str(Question.objects.get(pk=question.pk).scale) == scale


def test_the_rating_question_is_there_and_is_made_again_when_renamed(db):
    question = rating_question()
    assert str(question.scale) == "Bra / Okej / Dåligt"
    Question.objects.filter(pk=question.pk).update(text="Hur var det?")
    assert rating_question().text == RATING_QUESTION
