"""Survey rounds: opened, sent out as letters, answered once a letter, and closed.

**Nobody can tell who answered what**, and here is why. A letter's code is given to nobody in particular: the
program prints as many as are asked, and knows of no person. An answer is added to counts, and is no row of
its own. It says in the same transaction that the letter is used, but every letter of the unit is written
anew with it and so is every count, so that not even what the database keeps about its rows (PostgreSQL's
xmin, the order on disk) joins one with the other. No time is stored. Results are read when the round is
over: one that grew would tell who had answered since.

What that does not hide: from who copies the whole database between two answers, the answers in between.
"""

import secrets
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django.db.models import Case, F, QuerySet, Sum, Value, When
from django.utils import timezone
from django.utils.crypto import salted_hmac

from admin_costs.models import (
    AnswerTally,
    BallotTally,
    Letter,
    Question,
    RoundPlace,
    RoundQuestion,
    Scale,
    SurveyRound,
)
from admin_costs.models.survey_rounds import Answerer, BallotMode
from admin_costs.survey_codes import clean_code, new_code
from admin_costs.survey_questions import Perspective
from ledsagning.people.models import Municipality, Unit, User

SALT = "admin_costs.rounds"
KEYED_FOR = timedelta(days=30)
"""So long after the last day what came on paper or by phone can be written in, unless it is closed before."""


class Standing(StrEnum):
    """How it is with a round. KEYING: the page is closed, and paper is still written in."""

    COMING = "coming"
    OPEN = "open"
    KEYING = "keying"
    OVER = "over"


class CodeUnknown(Exception):
    """No letter has that code."""


class CodeUsed(Exception):
    """Somebody has answered with that code, on the page, on paper or by phone."""


class NotOpen(Exception):
    """The round does not take that answer now. `standing` says how it is."""

    def __init__(self, standing: Standing) -> None:
        super().__init__(standing)
        self.standing = standing


class LettersMade(Exception):
    """The same sending of the form has made the letters already: they are not made anew by a reload."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """What somebody answered: by how, by whose hand, and the answer to each asked question (by its id).

    A question that was skipped is not in `answers`.
    """

    mode: BallotMode
    who: Answerer
    answers: Mapping[int, str]


def standing(survey: SurveyRound, today: date) -> Standing:
    """How it is with a round on a day."""
    if survey.closed_at is not None or today > survey.closes_on + KEYED_FOR:
        return Standing.OVER
    if today < survey.opens_on:
        return Standing.COMING
    return Standing.OPEN if today <= survey.closes_on else Standing.KEYING


def takes(survey: SurveyRound, mode: BallotMode, today: date) -> bool:
    """Whether an answer that comes this way is taken."""
    now = standing(survey, today)
    return now == Standing.OPEN or (now == Standing.KEYING and mode != BallotMode.LINK)


def rounds_of(municipality: Municipality) -> QuerySet[SurveyRound]:
    """The municipality's rounds, latest first, with how many were `asked` in all."""
    found = SurveyRound.objects.filter(municipality=municipality).select_related("municipality")
    return found.annotate(asked=Sum("places__asked")).order_by("-closes_on", "-pk")


def received(places: QuerySet[RoundPlace]) -> dict[int, int]:
    """How many have answered, by place."""
    counts = BallotTally.objects.filter(place__in=places).order_by()
    return dict(counts.values_list("place").annotate(Sum("count")))


def open_round(
    municipality: Municipality,
    *,
    key: UUID,
    name: str,
    perspective: Perspective,
    questions: Sequence[tuple[str, str]],
    asked: Mapping[Unit, int],
    opens_on: date,
    closes_on: date,
    by: User,
    now: datetime,
) -> SurveyRound:
    """A round with these questions (text, scale's slug) to so many people at each unit.

    The same key again is the same round (R34). Raises ValueError when a question has other answers already.
    """
    with transaction.atomic():
        # Two presses at once take turns. "No key": bookings need not wait.
        Municipality.objects.select_for_update(no_key=True).get(pk=municipality.pk)
        if there := SurveyRound.objects.filter(public_id=key, municipality=municipality).first():
            return there
        survey = SurveyRound.objects.create(
            public_id=key,
            municipality=municipality,
            name=name,
            perspective=perspective,
            opens_on=opens_on,
            closes_on=closes_on,
            by=by,
            at=now,
        )
        kept = [asked_question(survey, *each, position) for position, each in enumerate(questions, start=1)]
        for unit, people in asked.items():
            add_place(survey, unit, people, kept)
    return survey


def asked_question(survey: SurveyRound, text: str, scale: str, position: int) -> RoundQuestion:
    """A question of the round; new words are a new question."""
    wanted = Scale.objects.get(slug=scale)
    question = Question.objects.get_or_create(text=text, defaults={"scale": wanted})[0]
    if question.scale.answers[0] != wanted.best:
        raise ValueError(f"{text} is asked with {question.scale}")
    return survey.asked_questions.create(question=question, position=position, answers=wanted.answers)


def add_place(survey: SurveyRound, unit: Unit, asked: int, questions: Collection[RoundQuestion]) -> None:
    """A unit with every count at 0: which rows there are then tells nothing."""
    place = survey.places.create(unit=unit, asked=asked)
    AnswerTally.objects.bulk_create(
        AnswerTally(place=place, asked_question=each, answer=answer)
        for each in questions
        for answer in each.answers
    )
    BallotTally.objects.bulk_create(
        BallotTally(place=place, mode=mode, who=who) for mode in BallotMode for who in Answerer
    )


def hash_of(code: str) -> str:
    """What is stored of a code. Without the site's key nobody can try codes against it."""
    return salted_hmac(SALT, code, algorithm="sha256").hexdigest()


def make_letters(
    place: RoundPlace, *, key: UUID, today: date, choose: Callable[[Sequence[str]], str] = secrets.choice
) -> list[str]:
    """New codes for all at a unit who have not answered; letters made before stop working.

    The codes are given back once, and stored nowhere. Raises LettersMade, NotOpen.
    """
    with transaction.atomic():
        survey = locked(place.round_id)
        if (now := standing(survey, today)) not in (Standing.COMING, Standing.OPEN):
            raise NotOpen(now)
        place = RoundPlace.objects.get(pk=place.pk)
        if place.letters_key == key:
            raise LettersMade
        place.letters.filter(is_used=False).delete()
        codes = [new_code(choose) for _ in range(place.asked - place.letters.count())]
        # Not in the order in which they are printed and handed out.
        hashes = sorted(map(hash_of, codes))
        Letter.objects.bulk_create((Letter(code_hash=each, place=place) for each in hashes), batch_size=500)
        RoundPlace.objects.filter(pk=place.pk).update(letters_key=key)
    return codes


def locked(round_id: int) -> SurveyRound:
    """The round as it is now, kept so until the transaction ends: answers and closing take turns."""
    return SurveyRound.objects.select_for_update(no_key=True).get(pk=round_id)


def letter_of(code: str) -> Letter:
    """The letter with a code, however it was written. Raises CodeUnknown."""
    found = clean_code(code)
    letter = (
        Letter.objects.filter(code_hash=hash_of(found))
        .select_related("place__round__municipality", "place__unit")
        .first()
        if found
        else None
    )
    if letter is None:
        raise CodeUnknown
    return letter


def take_ballot(letter: Letter, ballot: Ballot, *, today: date) -> None:
    """Counts an answer, and uses the letter up. Raises CodeUsed, NotOpen, CodeUnknown.

    Every letter and every count of the unit is written, changed or not (the top of this file says why).
    """
    with transaction.atomic():
        survey, place = locked(letter.place.round_id), letter.place
        if not takes(survey, ballot.mode, today) or survey.is_counted:
            raise NotOpen(standing(survey, today))
        state = Letter.objects.filter(pk=letter.pk).values_list("is_used", flat=True).first()
        if state is None:
            raise CodeUnknown
        if state:
            raise CodeUsed
        place.letters.update(is_used=Case(When(pk=letter.pk, then=Value(True)), default=F("is_used")))
        count_answers(place, ballot)


def count_answers(place: RoundPlace, ballot: Ballot) -> None:
    """Adds one to what was answered, and nothing to all the rest."""
    tallies = place.answer_tallies.order_by()
    chosen = [tally.pk for tally in tallies if ballot.answers.get(tally.asked_question_id) == tally.answer]
    tallies.update(count=F("count") + Case(When(pk__in=chosen, then=1), default=0))
    this_way = When(mode=ballot.mode, who=ballot.who, then=1)
    place.ballot_tallies.order_by().update(count=F("count") + Case(this_way, default=0))


def end_round(survey: SurveyRound, *, now: datetime) -> None:
    """Closes a round for good. Closed twice is closed once."""
    with transaction.atomic():
        survey = locked(survey.pk)
        if survey.closed_at is None:
            survey.closed_at = now
            survey.save(update_fields=["closed_at"])


def month_of(survey: SurveyRound) -> date:
    """The month that a round's answers belong to: that of its last day, or of its closing before that."""
    last = survey.closes_on
    if survey.closed_at is not None:
        last = min(last, timezone.localtime(survey.closed_at).date())
    return last.replace(day=1)
