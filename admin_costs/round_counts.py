"""The participants' survey rounds among the survey answers that the comparison reads (source "round").

Counted once a round is over, and rebuilt at any time from its tallies. A question that fewer than five
answered in the whole round is left out: two rounds of a month are one sum there, and the other round's
figures are on its own page.
"""

from collections import Counter
from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet, Sum

from admin_costs.disclosure import shown
from admin_costs.models import AnswerTally, SurveyAnswers, SurveyRound
from admin_costs.models.figures import FigureSource
from admin_costs.rounds import KEYED_FOR, month_of
from admin_costs.survey_questions import Perspective
from ledsagning.people.models import Municipality

Key = tuple[int, date, int, str]
"""Unit, month, question, answer."""


def over(municipality: Municipality, today: date) -> QuerySet[SurveyRound]:
    """The municipality's participant rounds that take no answers any more."""
    has_ended = Q(closed_at__isnull=False) | Q(closes_on__lt=today - KEYED_FOR)
    rounds = SurveyRound.objects.filter(has_ended, municipality=municipality)
    return rounds.filter(perspective=Perspective.PARTICIPANT)


def count_over(municipality: Municipality, today: date) -> bool:
    """Counts the rounds that have ended since the last time; whether there were any."""
    if not over(municipality, today).filter(is_counted=False).exists():
        return False
    count_anew(municipality, today)
    return True


def count_anew(municipality: Municipality, today: date) -> None:
    """Makes all answers of rounds anew from the tallies."""
    with transaction.atomic():
        # Two that count at once take turns, and so does an answer that comes in.
        Municipality.objects.select_for_update(no_key=True).get(pk=municipality.pk)
        ended = list(over(municipality, today).select_for_update(no_key=True))
        SurveyAnswers.objects.filter(unit__municipality=municipality, source=FigureSource.ROUND).delete()
        counts: Counter[Key] = Counter()
        for survey in ended:
            counts.update(counted(survey))
        SurveyAnswers.objects.bulk_create(
            SurveyAnswers(
                unit_id=unit,
                month=month,
                question_id=question,
                answer=answer,
                source=FigureSource.ROUND,
                count=count,
            )
            for (unit, month, question, answer), count in sorted(counts.items())
        )
        SurveyRound.objects.filter(pk__in=[survey.pk for survey in ended]).update(is_counted=True)


def counted(survey: SurveyRound) -> Counter[Key]:
    """How many gave each answer at each unit, of the questions that enough people answered."""
    tallies = AnswerTally.objects.filter(place__round=survey, count__gt=0).order_by()
    answered = dict(tallies.values_list("asked_question__question").annotate(Sum("count")))
    month = month_of(survey)
    rows = tallies.values_list("place__unit", "asked_question__question", "answer", "count")
    return Counter(
        {
            (unit, month, question, answer): count
            for unit, question, answer, count in rows
            if shown(answered[question])
        }
    )
