"""The demonstration's surveys: three that are over and tell something, and one that goes on."""

import pytest
from django.utils import timezone

from admin_costs.models import SurveyAnswers, SurveyRound
from admin_costs.models.figures import FigureSource
from admin_costs.round_results import latest_results, result_of, themes_beside
from admin_costs.rounds import Standing, standing
from admin_costs.survey_questions import Perspective, Theme
from ledsagning.demo.people import AUTHORITY, IN_HOUSE, PROVIDER
from ledsagning.demo.surveys import ask_all
from ledsagning.demo.town import Clock, Town
from tests.cast import NOW, make_unit


@pytest.fixture
def town(cast, monkeypatch) -> Town:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    for name, kind in ((AUTHORITY, "authority"), (IN_HOUSE, "in_house"), (PROVIDER, "provider")):
        if not cast.unit.municipality.units.filter(name=name).exists():
            make_unit(name=name, kind=kind)
    return Town(cast.unit, {}, {}, {"manager": cast.manager})


def test_all_three_perspectives_are_told_and_one_round_goes_on(town):
    ask_all(town, Clock(NOW))
    today, laholm = NOW.date(), town.authority.municipality
    assert sorted(standing(survey, today) for survey in SurveyRound.objects.all()) == sorted(
        [Standing.OPEN, *[Standing.OVER] * 3]
    )
    results = latest_results(laholm, today)
    assert set(results) == set(Perspective)
    for _theme, questions in themes_beside(results):
        assert len(questions) == 3
        assert not any(question.told.is_hidden for question in questions.values())
    assert len(themes_beside(results)) == len(Theme)


def test_the_small_provider_is_hidden_and_with_it_the_other(town):
    ask_all(town, Clock(NOW))
    theirs = SurveyRound.objects.get(perspective=Perspective.PROVIDER)
    by_unit = result_of(theirs, NOW.date()).questions[1].by_unit
    assert {unit.name: told.is_hidden for unit, told in by_unit.items()} == {IN_HOUSE: True, PROVIDER: True}


def test_participants_answers_stand_among_the_survey_answers(town):
    ask_all(town, Clock(NOW))
    counted = SurveyAnswers.objects.filter(source=FigureSource.ROUND)
    assert {f"{row.month:%Y-%m}" for row in counted} == {"2026-02"}
    assert counted.values("question").distinct().count() == 9
