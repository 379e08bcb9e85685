"""The questions as data: those of SKR's user survey as they are stored, each answer with its drawing."""

import pytest

from admin_costs.models import Question, Scale
from admin_costs.survey_questions import QUESTIONS, SYMBOLS, Perspective, Theme, symbols_of, theme_of
from admin_costs.surveys import RATING_QUESTION
from ledsagning.templatetags.page_parts import symbols


def test_participants_are_asked_what_skr_asks_with_its_answers(db):
    for asked in QUESTIONS[Perspective.PARTICIPANT]:
        assert Question.objects.get(text=asked.text).scale.slug == asked.scale


@pytest.mark.parametrize("perspective", Perspective)
def test_each_question_stands_once_and_has_a_scale(db, perspective):
    texts = [asked.text for asked in QUESTIONS[perspective]]
    assert len(set(texts)) == len(texts)
    assert RATING_QUESTION not in texts
    assert {asked.scale for asked in QUESTIONS[perspective]} <= set(
        Scale.objects.values_list("slug", flat=True)
    )


@pytest.mark.parametrize("perspective", Perspective)
def test_all_perspectives_are_asked_about_every_theme(perspective):
    assert {asked.theme for asked in QUESTIONS[perspective]} >= set(Theme)


def test_every_scale_is_drawn(db):
    for scale in Scale.objects.all():
        drawn = symbols_of(scale.answers)
        assert len(drawn) == len(scale.answers) == len(set(drawn))
        assert set(drawn) <= symbols().keys()


def test_an_unknown_scale_has_words_alone():
    assert symbols_of(["Kanske", "Aldrig"]) == ("", "")
    assert ("Kanske", "Aldrig") not in SYMBOLS


def test_an_own_question_has_no_theme():
    assert theme_of(Perspective.PARTICIPANT, "Får du den hjälp du vill ha?") == Theme.HELP
    assert theme_of(Perspective.PROVIDER, "Får du den hjälp du vill ha?") is None
