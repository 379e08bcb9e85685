"""The scale of a question told from its answers."""

import pytest

from admin_costs.models import Question
from admin_costs.surveys import RATING_QUESTION, fitting_scale, rating_question


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


def test_the_rating_question_is_there_and_is_made_again_when_renamed(db):
    question = rating_question()
    assert str(question.scale) == "Bra / Okej / Dåligt"
    Question.objects.filter(pk=question.pk).update(text="Hur var det?")
    assert rating_question().text == RATING_QUESTION
