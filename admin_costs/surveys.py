"""Survey questions and answers, and the rating after a visit as one question among them."""

from collections.abc import Iterable
from datetime import date

from admin_costs.models import Question, Scale, SurveyAnswers
from admin_costs.models.figures import FigureSource
from hours.queries import month_opinions

RATING_QUESTION = "Vad tyckte du om besöket?"
RATING_SCALE = "bra-okej-daligt"
BEST_SCORE = 3


def fitting_scale(answers: Iterable[str]) -> Scale | None:
    """The shortest scale that has all the answers; none when they could be of scales with different bests."""
    given = {answer.casefold() for answer in answers}
    fitting = [
        scale for scale in Scale.objects.all() if given <= {known.casefold() for known in scale.answers}
    ]
    if not fitting or len({scale.best for scale in fitting}) > 1:
        return None
    return min(fitting, key=lambda scale: len(scale.answers))


def with_room_for(question: Question, answers: Iterable[str]) -> Question:
    """The question, moved to the shortest scale with the same best answer when its own lacks an answer.

    All answers stored, in every municipality, keep their place. Where no scale holds them all the question
    stays as it is, and so does the rating, whose answers are told by their order.
    """
    given = {answer.casefold() for answer in answers}
    if question.text == RATING_QUESTION or given <= {known.casefold() for known in question.scale.answers}:
        return question
    stored = set(SurveyAnswers.objects.filter(question=question).values_list("answer", flat=True))
    wider = [
        scale
        for scale in Scale.objects.all()
        if scale.best == question.scale.best
        and stored <= set(scale.answers)
        and given <= {known.casefold() for known in scale.answers}
    ]
    if wider:
        question.scale = min(wider, key=lambda scale: len(scale.answers))
        question.save(update_fields=["scale"])
    return question


def rating_question() -> Question:
    """The question that the press after a visit answers."""
    scale = Scale.objects.get(slug=RATING_SCALE)
    return Question.objects.get_or_create(text=RATING_QUESTION, defaults={"scale": scale})[0]


def rating_answers(unit_id: int, month: date, question: Question) -> list[SurveyAnswers]:
    """The month's opinions of visits as answers, not saved: one answer a person."""
    return [
        SurveyAnswers(
            unit_id=unit_id,
            month=month,
            question=question,
            answer=question.scale.answers[BEST_SCORE - score],
            source=FigureSource.FACTS,
            count=people,
        )
        for score, people in sorted(month_opinions(unit_id, month).items(), reverse=True)
    ]
