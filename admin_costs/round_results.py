"""What may be told of survey rounds that are over, and the ratings after visits month by month."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from admin_costs.intervals import Interval, wilson
from admin_costs.models import AnswerTally, BallotTally, GroupFigures, RoundQuestion, SurveyRound
from admin_costs.rounds import Standing, month_of, rounds_of, standing
from admin_costs.survey_questions import Perspective, Theme, theme_of
from admin_costs.survey_shares import Told, together, told, told_counts, told_parts
from ledsagning.people.models import Municipality, Unit


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """A question's shares in the whole round, and at each of its units (none when there is one unit)."""

    text: str
    theme: Theme | None
    told: Told
    by_unit: dict[Unit, Told]


@dataclass(frozen=True, slots=True)
class RoundResult:
    """A round that is over: how many of how many, by how (None is hidden), and each question."""

    survey: SurveyRound
    month: date
    answered: int
    asked: int
    by_mode: dict[str, int | None]
    by_who: dict[str, int | None]
    questions: list[QuestionResult]


class MonthShare(NamedTuple):
    """The share of best ratings of a month, `best` of `answered`; None where it may not be told."""

    month: date
    best: int | None
    answered: int | None
    share: float | None
    interval: Interval | None


def result_of(survey: SurveyRound, today: date) -> RoundResult | None:
    """What may be told of a round; None until it is over."""
    if standing(survey, today) != Standing.OVER:
        return None
    places = {place.pk: place for place in survey.places.select_related("unit")}
    ballots = BallotTally.objects.filter(place__in=places).order_by("pk")
    by_mode: dict[str, int] = defaultdict(int)
    by_who: dict[str, int] = defaultdict(int)
    for each in ballots:
        by_mode[each.mode] += each.count
        by_who[each.who] += each.count
    asked = {pk: place.asked for pk, place in places.items()}
    units = {pk: place.unit for pk, place in places.items()}
    counts = tallies_of(survey)
    questions = survey.asked_questions.select_related("question")
    return RoundResult(
        survey,
        month_of(survey),
        sum(by_mode.values()),
        sum(asked.values()),
        told_counts(by_mode),
        told_counts(by_who),
        [question_result(each, counts[each.pk], asked, units) for each in questions],
    )


def tallies_of(survey: SurveyRound) -> dict[int, dict[int, dict[str, int]]]:
    """How many gave each answer, by question and place."""
    found: dict[int, dict[int, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for tally in AnswerTally.objects.filter(place__round=survey).order_by("pk"):
        found[tally.asked_question_id][tally.place_id][tally.answer] = tally.count
    return found


def question_result(
    asked_question: RoundQuestion,
    counts: dict[int, dict[str, int]],
    asked: dict[int, int],
    units: dict[int, Unit],
) -> QuestionResult:
    """A question's shares after the rule of disclosure."""
    answers, text = asked_question.answers, asked_question.question.text
    parts = told_parts(counts, answers, asked) if len(counts) > 1 else {}
    return QuestionResult(
        text,
        theme_of(Perspective(asked_question.round.perspective), text),
        told(together(counts), answers, sum(asked.values())),
        {units[place]: each for place, each in parts.items()},
    )


def latest_results(municipality: Municipality, today: date) -> dict[Perspective, RoundResult]:
    """The latest round of each perspective that is over, the participants' first."""
    found: dict[Perspective, RoundResult] = {}
    for survey in rounds_of(municipality):
        perspective = Perspective(survey.perspective)
        if perspective not in found and (result := result_of(survey, today)):
            found[perspective] = result
    return {perspective: found[perspective] for perspective in Perspective if perspective in found}


def themes_beside(
    results: dict[Perspective, RoundResult],
) -> list[tuple[Theme, dict[Perspective, QuestionResult]]]:
    """Each theme that is asked about, with the question of each perspective."""
    found: dict[Theme, dict[Perspective, QuestionResult]] = {}
    for perspective, result in results.items():
        for question in result.questions:
            if question.theme:
                found.setdefault(question.theme, {})[perspective] = question
    return [(theme, found[theme]) for theme in Theme if theme in found]


def ratings_by_month(municipality: Municipality, before: date) -> list[MonthShare]:
    """The press after a visit, month by month: what may be told of the whole municipality (models.groups)."""
    told = GroupFigures.objects.filter(municipality=municipality, unit=None, month__lt=before)
    known = told.exclude(answers=None, answers_hidden=False)
    rows = known.order_by("month").values_list("month", "best_answers", "answers")
    return [month_share(*row) for row in rows]


def month_share(month: date, best: int | None, answers: int | None) -> MonthShare:
    """A month of the curve."""
    if best is None or not answers:
        return MonthShare(month, None, None, None, None)
    return MonthShare(month, best, answers, best / answers, wilson(best, answers))
