"""Survey rounds among the survey answers: when they are over, once, and the same when made anew."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.utils import timezone

from admin_costs.frames import answers_frame
from admin_costs.import_rows import open_register
from admin_costs.models import Question, SurveyAnswers
from admin_costs.models.figures import FigureSource
from admin_costs.monthly import rebuild, refresh
from admin_costs.round_counts import count_anew, count_over
from admin_costs.survey_questions import Perspective
from tests.admin_costs.surveying import TODAY, answer, end, make_round
from tests.cast import NOW, make_unit

MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)
HELP = "Får du den hjälp du vill ha?"
CHOICE = "Kan du göra det du vill med hjälp av din ledsagare?"


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def laholm(cast):
    return cast.unit.municipality


def rows() -> Counter[tuple[str, str, str]]:
    found = SurveyAnswers.objects.filter(source=FigureSource.ROUND)
    return Counter(
        {(row.unit.name, row.question.text, row.answer): row.count for row in found.select_related()}
    )


def test_nothing_is_counted_before_the_round_is_over(cast, laholm):
    survey = make_round(cast.manager, {cast.unit: 8})
    answer(survey, [[0]] * 5)
    assert not count_over(laholm, TODAY)
    assert not rows()
    end(survey)
    assert count_over(laholm, TODAY)
    assert rows() == {("Ledsagning Laholm", HELP, "Ja"): 5}
    assert SurveyAnswers.objects.get().month == MARCH
    assert not count_over(laholm, TODAY)


def test_a_round_that_nobody_closes_is_counted_when_its_time_is_out(cast, laholm):
    answer(make_round(cast.manager, {cast.unit: 8}), [[0]] * 5)
    assert not count_over(laholm, TODAY + timedelta(days=40))
    assert count_over(laholm, TODAY + timedelta(days=41))


def test_figures_are_refreshed_and_rebuilt_with_it(cast, laholm):
    survey = make_round(cast.manager, {cast.unit: 8})
    answer(survey, [[0], [0], [1], [2], [0]])
    end(survey)
    refresh(laholm)
    before = rows()
    assert before == {(cast.unit.name, HELP, answer): n for answer, n in zip(SCALE, (3, 1, 1), strict=True)}
    SurveyAnswers.objects.all().delete()
    refresh(laholm)
    assert not rows()
    rebuild(laholm)
    assert rows() == before


SCALE = ("Ja", "Ibland", "Nej")


def test_a_question_that_few_answered_is_left_out(cast, laholm):
    survey = make_round(cast.manager, {cast.unit: 8})
    answer(survey, [[0, 0], [0, 0], [0, 0], [0, 0], [0]])
    count_anew(end(survey).municipality, TODAY)
    assert {question for _unit, question, _answer in rows()} == {HELP}


def test_two_rounds_of_a_month_are_added(cast, laholm):
    other = make_unit(name="Annan")
    for unit, people in ((cast.unit, 5), (cast.unit, 6), (other, 7)):
        survey = make_round(cast.manager, {unit: 8})
        answer(survey, [[0]] * people)
        end(survey)
    count_anew(laholm, TODAY)
    assert rows() == {(cast.unit.name, HELP, "Ja"): 11, ("Annan", HELP, "Ja"): 7}


def test_those_who_decide_and_come_along_are_not_participants(cast, laholm):
    for perspective in (Perspective.COMMISSIONER, Perspective.PROVIDER):
        survey = make_round(cast.manager, {cast.unit: 8}, perspective=perspective)
        answer(survey, [[0]] * 6)
        end(survey)
    count_anew(laholm, TODAY)
    assert not rows()


def test_another_municipality_is_left_alone(cast, laholm):
    there = make_unit(code="0180", name="Sthlm")
    survey = make_round(cast.manager, {there: 8})
    answer(survey, [[0]] * 5)
    count_anew(end(survey).municipality, TODAY)
    before = rows()
    count_anew(laholm, TODAY)
    assert rows() == before == {("Sthlm", HELP, "Ja"): 5}


def test_a_file_cannot_bring_what_a_round_has_asked_already(cast, laholm):
    survey = make_round(cast.manager, {cast.unit: 8})
    answer(survey, [[0]] * 5)
    count_anew(end(survey).municipality, TODAY)
    asked = survey.asked_questions.first().question
    assert open_register(laholm, [], TODAY).with_answers == {(cast.unit.pk, MARCH, asked.pk)}


def test_the_comparison_sees_them_and_not_a_file_about_the_same(cast, laholm):
    survey = make_round(cast.manager, {cast.unit: 8})
    answer(survey, [[0], [0], [0], [1], [2]])
    count_anew(end(survey).municipality, TODAY)
    SurveyAnswers.objects.create(
        unit=cast.unit,
        month=MARCH,
        question=Question.objects.get(text=HELP),
        answer="Nej",
        source=FigureSource.IMPORT,
        count=50,
    )
    frame = answers_frame(laholm, before=APRIL)
    assert frame.to_dict("records") == [{"round": "2026-03", "question": HELP, "best": 3, "answers": 5}]
