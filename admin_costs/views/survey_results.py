"""What survey rounds say: one round, the three perspectives side by side, and the ratings as a curve."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from admin_costs.disclosure import shown
from admin_costs.models import SurveyRound
from admin_costs.models.survey_rounds import Answerer, BallotMode
from admin_costs.monthly import refresh
from admin_costs.round_results import (
    QuestionResult,
    RoundResult,
    latest_results,
    ratings_by_month,
    result_of,
    themes_beside,
)
from admin_costs.rounds import Standing, received, rounds_of, standing
from admin_costs.survey_charts import curve_chart, round_chart, themes_chart
from admin_costs.survey_exports import results_csv
from admin_costs.survey_questions import Perspective
from admin_costs.survey_shares import Told
from admin_costs.survey_words import (
    PERSPECTIVES,
    STANDINGS,
    THEMES,
    answered_words,
    hidden_words,
    interval_words,
    per_cent,
    received_words,
    spread_words,
)
from admin_costs.views.survey_rounds import KEEP, round_or_404
from ledsagning.people.access import municipality_or_404, today
from ledsagning.spreadsheets import CSV


@login_required
@require_safe
def survey_round(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """One round: how many have answered, and when it is over what they said."""
    survey = round_or_404(request, round_id, *KEEP)
    now = standing(survey, today())
    result = result_of(survey, today())
    context = {
        "survey": survey,
        "perspective": PERSPECTIVES[Perspective(survey.perspective)],
        "standing": now,
        "standing_words": STANDINGS[now],
        "places": place_rows(survey),
        "may_send": now in (Standing.COMING, Standing.OPEN),
        "may_key": now in (Standing.OPEN, Standing.KEYING),
        "result": result,
        "hidden_words": hidden_words(),
        **(result_context(result) if result else {}),
    }
    return render(request, "admin_costs/surveys/round.html", context)


def place_rows(survey: SurveyRound) -> list[dict[str, Any]]:
    """Each unit, with how many have answered of how many; all together where somewhere fewer than five have.

    The sum of all is told, and a unit left out could be had by taking the others from it.
    """
    answered = received(survey.places.all())
    places = survey.places.select_related("unit").order_by("unit__name")
    each = [(place.unit.name, answered.get(place.pk, 0), place.asked) for place in places]
    if not all(shown(count) for _name, count, _asked in each):
        names, counts, asked = zip(*each, strict=True)
        each = [(", ".join(names), sum(counts), sum(asked))]
    return [{"name": name, "received": received_words(count, asked)} for name, count, asked in each]


def result_context(result: RoundResult) -> dict[str, Any]:
    """The shares in words, for the table; and drawn."""
    kinds = [(mode.label, result.by_mode[mode]) for mode in BallotMode]
    return {
        "kinds": kinds + [(who.label, result.by_who[who]) for who in Answerer],
        "rows": [question_row(each.text, each.told) for each in result.questions],
        "unit_rows": [
            {"unit": unit} | question_row(each.text, told)
            for each in result.questions
            for unit, told in each.by_unit.items()
        ],
        "chart": round_chart(result, "round"),
    }


def question_row(text: str, told: Told) -> dict[str, Any]:
    """A question's shares as words."""
    return {
        "text": text,
        "answered": answered_words(told),
        "best": told.best,
        "share": per_cent(told.best.share) if told.best else "",
        "interval": interval_words(told.best.interval) if told.best else "",
        "spread": spread_words(told.shares),
    }


@login_required
@require_safe
def survey_results(request: HttpRequest) -> HttpResponse:
    """The latest round of each perspective beside the others, and the ratings after visits as a curve."""
    municipality = municipality_or_404(request, *KEEP)
    refresh(municipality)
    results = latest_results(municipality, today())
    themes = themes_beside(results)
    months = ratings_by_month(municipality, today().replace(day=1))
    context = {
        "rounds": [
            (PERSPECTIVES[perspective], result, received_words(result.answered, result.asked))
            for perspective, result in results.items()
        ],
        "missing": [words for perspective, words in PERSPECTIVES.items() if perspective not in results],
        "themes": [(THEMES[theme], theme_rows(questions)) for theme, questions in themes],
        "themes_chart": themes_chart(themes, "themes"),
        "month_rows": [
            {
                "month": each.month,
                "answered": each.answered,
                "share": per_cent(each.share) if each.share is not None else "",
                "interval": interval_words(each.interval) if each.interval else "",
            }
            for each in reversed(months)
        ],
        "curve": curve_chart(months, "curve"),
        "hidden_words": hidden_words(),
    }
    return render(request, "admin_costs/surveys/results.html", context)


def theme_rows(questions: dict[Perspective, QuestionResult]) -> list[dict[str, Any]]:
    """A theme's question in each perspective."""
    return [
        {"perspective": PERSPECTIVES[perspective]} | question_row(each.text, each.told)
        for perspective, each in questions.items()
    ]


@login_required
@require_safe
def survey_results_csv(request: HttpRequest) -> HttpResponse:
    """Every round that is over, and every month's ratings."""
    municipality = municipality_or_404(request, *KEEP)
    refresh(municipality)
    found = [result_of(survey, today()) for survey in rounds_of(municipality)]
    months = ratings_by_month(municipality, today().replace(day=1))
    content = results_csv([result for result in found if result], months)
    name = f"enkater-{timezone.localdate():%Y-%m-%d}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=CSV, headers=headers)
