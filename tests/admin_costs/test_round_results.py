"""What is told of a round: nothing before it is over, n of N, and nothing of few."""

from datetime import date

import pytest

from admin_costs.models import GroupFigures
from admin_costs.models.survey_rounds import Answerer, BallotMode
from admin_costs.round_results import latest_results, ratings_by_month, result_of, themes_beside
from admin_costs.survey_questions import Perspective, Theme
from tests.admin_costs.surveying import TODAY, answer, end, make_round
from tests.cast import make_unit


@pytest.fixture
def laholm(cast):
    return cast.unit.municipality


def test_nothing_is_told_before_it_is_over(cast):
    survey = make_round(cast.manager, {cast.unit: 8})
    answer(survey, [[0]] * 8)
    assert result_of(survey, TODAY) is None
    assert result_of(end(survey), TODAY) is not None


def test_n_of_n_of_each_question_and_how_the_answers_came(cast):
    survey = make_round(cast.manager, {cast.unit: 20})
    answer(survey, [[0, 0], [1, 0], [0, 0], [2, 0], [0], [0]], mode=BallotMode.PAPER)
    answer(survey, [[0]] * 5, mode=BallotMode.PHONE, who=Answerer.HELPED)
    result = result_of(end(survey), TODAY)
    first, second, *_rest = result.questions
    assert (result.answered, result.asked) == (11, 20)
    assert (first.told.answered, first.told.asked) == (11, 20)
    assert [share.people for share in first.told.shares] == [9, 1, 1]
    assert second.told.is_hidden
    assert result.by_mode == {"link": 0, "paper": 6, "phone": 5}
    assert result.by_who == {"self": 6, "helped": 5}
    assert first.by_unit == {}


def test_few_of_one_unit_hide_the_next(cast):
    other = make_unit(name="Annan")
    survey = make_round(cast.manager, {cast.unit: 9, other: 4})
    answer(survey, [[0]] * 8, cast.unit)
    answer(survey, [[1]] * 3, other)
    first = result_of(end(survey), TODAY).questions[0]
    assert first.told.answered == 11
    assert [told.is_hidden for told in first.by_unit.values()] == [True, True]


def test_the_latest_of_each_perspective_stand_side_by_side(cast, laholm):
    early = make_round(cast.manager, {cast.unit: 8}, closes_on=TODAY, name="Förra")
    late = make_round(cast.manager, {cast.unit: 8}, name="Senaste")
    going = make_round(cast.manager, {cast.unit: 8}, name="Pågår")
    theirs = make_round(cast.manager, {cast.unit: 8}, perspective=Perspective.PROVIDER, name="Ledsagare")
    for survey in (early, late, going, theirs):
        answer(survey, [[0] * 9] * 6)
    for survey in (early, late, theirs):
        end(survey)
    results = latest_results(laholm, TODAY)
    assert [result.survey.name for result in results.values()] == ["Senaste", "Ledsagare"]
    themes = dict(themes_beside(results))
    assert set(themes) == set(Theme)
    assert set(themes[Theme.HELP]) == {Perspective.PARTICIPANT, Perspective.PROVIDER}
    assert themes[Theme.HELP][Perspective.PROVIDER].text == "Hinner du ge den hjälp som personen vill ha?"


def test_ratings_are_a_curve_of_what_may_be_told(cast, laholm):
    for month, best, answers, hidden in ((1, 6, 8, False), (2, None, None, True), (3, None, None, False)):
        GroupFigures.objects.create(
            municipality=laholm,
            level="municipality",
            month=date(2026, month, 1),
            best_answers=best,
            answers=answers,
            answers_hidden=hidden,
        )
    january, february = ratings_by_month(laholm, date(2026, 4, 1))
    assert (january.best, january.answered, january.share) == (6, 8, 0.75)
    assert january.interval == pytest.approx((0.4093, 0.9285), abs=1e-4)
    assert (february.month.month, february.share) == (2, None)
    assert ratings_by_month(laholm, date(2026, 1, 1)) == []
