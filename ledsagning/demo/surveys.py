"""The demonstration's surveys: the three perspectives asked last month and over, and one that goes on.

What they answer is drawn by chance from shares that are made up: illustrative, as all here.
"""

import uuid
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from random import Random

from admin_costs.models import RoundPlace, SurveyRound
from admin_costs.models.survey_rounds import Answerer, BallotMode
from admin_costs.round_counts import count_over
from admin_costs.rounds import Ballot, end_round, letter_of, make_letters, open_round, take_ballot
from admin_costs.survey_questions import QUESTIONS, Perspective
from hours.times import STOCKHOLM, add_months
from ledsagning.demo.people import AUTHORITY, IN_HOUSE, PROVIDER
from ledsagning.demo.town import SEED, Clock, Town
from ledsagning.people.models import Unit

NAMES = {
    Perspective.PARTICIPANT: "Vad tycker du?",
    Perspective.COMMISSIONER: "Hur fungerar ledsagningen?",
    Perspective.PROVIDER: "Hur är det att vara ledsagare?",
}
# How many are asked at each unit, and how many of them answer.
ASKED = {
    Perspective.PARTICIPANT: {AUTHORITY: (34, 27)},
    Perspective.COMMISSIONER: {AUTHORITY: (8, 7)},
    Perspective.PROVIDER: {IN_HOUSE: (9, 7), PROVIDER: (5, 3)},
}
# The share who give the best answer, and of the others who give the middle one.
BEST = {Perspective.PARTICIPANT: 0.8, Perspective.COMMISSIONER: 0.6, Perspective.PROVIDER: 0.7}
MIDDLE, SKIPS, HELPED = 0.7, 0.05, 0.2
WAYS = {BallotMode.LINK: 4, BallotMode.PAPER: 6, BallotMode.PHONE: 2}
DAYS_OPEN, ANSWERED_SO_FAR = 21, 6


def ask_all(town: Town, clock: Clock) -> None:
    """Three rounds that are over, and the participants' next one, which goes on."""
    chance = Random(SEED)
    opened = add_months(clock.today.replace(day=1), -1)
    for perspective in Perspective:
        survey = ask(town, perspective, opened, answered=None, chance=chance)
        closed_on = survey.closes_on + timedelta(days=1)
        end_round(survey, now=datetime.combine(closed_on, time(9), STOCKHOLM))
    ask(
        town,
        Perspective.PARTICIPANT,
        clock.today - timedelta(days=3),
        answered=ANSWERED_SO_FAR,
        chance=chance,
    )
    count_over(town.authority.municipality, clock.today)


def ask(
    town: Town, perspective: Perspective, opens_on: date, *, answered: int | None, chance: Random
) -> SurveyRound:
    """A round with its answers; `answered` at each unit, or as many as ASKED says."""
    units = {unit.name: unit for unit in town.authority.municipality.units.all()}
    asked: Mapping[Unit, tuple[int, int]] = {
        units[name]: people for name, people in ASKED[perspective].items()
    }
    survey = open_round(
        town.authority.municipality,
        key=uuid.UUID(int=chance.getrandbits(128), version=4),
        name=NAMES[perspective],
        perspective=perspective,
        questions=[(each.text, each.scale) for each in QUESTIONS[perspective]],
        asked={unit: people for unit, (people, _answer) in asked.items()},
        opens_on=opens_on,
        closes_on=opens_on + timedelta(days=DAYS_OPEN - 1),
        by=town.staff["manager"],
        now=datetime.combine(opens_on, time(9), STOCKHOLM),
    )
    for place in survey.places.select_related("unit"):
        take_answers(place, answered or asked[place.unit][1], opens_on, chance)
    return survey


def take_answers(place: RoundPlace, answered: int, day: date, chance: Random) -> None:
    """So many of the letters of a unit come back."""
    for code in make_letters(place, key=uuid.uuid4(), today=day, choose=chance.choice)[:answered]:
        take_ballot(letter_of(code), ballot(place.round, chance), today=day)


def ballot(survey: SurveyRound, chance: Random) -> Ballot:
    """What one person answers."""
    perspective = Perspective(survey.perspective)
    by_help = perspective == Perspective.PARTICIPANT and chance.random() < HELPED
    return Ballot(
        chance.choices(list(WAYS), list(WAYS.values()))[0],
        Answerer.HELPED if by_help else Answerer.SELF,
        {
            asked.pk: said(asked.answers, BEST[perspective], chance)
            for asked in survey.asked_questions.all()
            if chance.random() > SKIPS
        },
    )


def said(answers: list[str], best: float, chance: Random) -> str:
    """One of the answers, the first one most often."""
    if chance.random() < best:
        return answers[0]
    return answers[1] if len(answers) == 2 or chance.random() < MIDDLE else answers[2]
