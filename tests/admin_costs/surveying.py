"""Survey rounds for the tests: opened with the real questions, answered through the real letters."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from admin_costs.models import SurveyRound
from admin_costs.models.survey_rounds import Answerer, BallotMode
from admin_costs.rounds import Ballot, end_round, letter_of, make_letters, open_round, take_ballot
from admin_costs.survey_questions import QUESTIONS, Perspective
from ledsagning.people.models import Unit, User
from tests.cast import NOW

TODAY = NOW.date()


def make_round(
    by: User,
    asked: Mapping[Unit, int],
    *,
    perspective: Perspective = Perspective.PARTICIPANT,
    opens_on: date = TODAY - timedelta(days=10),
    closes_on: date = TODAY + timedelta(days=10),
    name: str = "Vad tycker du?",
    questions: Sequence[tuple[str, str]] | None = None,
) -> SurveyRound:
    """A round that is open at NOW, with all the known questions of its perspective."""
    known = [(each.text, each.scale) for each in QUESTIONS[perspective]]
    return open_round(
        next(iter(asked)).municipality,
        key=uuid.uuid4(),
        name=name,
        perspective=perspective,
        questions=known if questions is None else questions,
        asked=asked,
        opens_on=opens_on,
        closes_on=closes_on,
        by=by,
        now=NOW,
    )


def codes_of(survey: SurveyRound, unit: Unit | None = None, *, day: date | None = None) -> list[str]:
    """Codes of new letters of a unit, or of the only one."""
    place = survey.places.get(unit=unit) if unit else survey.places.get()
    return make_letters(place, key=uuid.uuid4(), today=day or survey.opens_on)


def ballot(
    survey: SurveyRound,
    answers: Sequence[int | None],
    *,
    mode: BallotMode = BallotMode.LINK,
    who: Answerer = Answerer.SELF,
) -> Ballot:
    """The answers by their places, from 0; None was skipped."""
    asked = survey.asked_questions.all()
    given = {each.pk: each.answers[n] for each, n in zip(asked, answers, strict=False) if n is not None}
    return Ballot(mode, who, given)


def answer(
    survey: SurveyRound, all_answers: Sequence[Sequence[int | None]], unit: Unit | None = None, **how: object
) -> None:
    """Each of these people answers with a letter of the unit."""
    codes = codes_of(survey, unit)
    for code, answers in zip(codes, all_answers, strict=False):
        take_ballot(letter_of(code), ballot(survey, answers, **how), today=survey.opens_on)


def end(survey: SurveyRound) -> SurveyRound:
    """Closed at NOW."""
    end_round(survey, now=NOW)
    survey.refresh_from_db()
    return survey
