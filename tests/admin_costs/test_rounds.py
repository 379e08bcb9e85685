"""Survey rounds: what is opened, a letter that is answered once, and when no answer is taken."""

import uuid
from contextlib import suppress
from datetime import timedelta

import pytest

from admin_costs.models import AnswerTally, BallotTally, Letter, Question, SurveyRound
from admin_costs.models.survey_rounds import Answerer, BallotMode
from admin_costs.rounds import (
    CodeUnknown,
    CodeUsed,
    LettersMade,
    NotOpen,
    Standing,
    count_answers,
    end_round,
    hash_of,
    letter_of,
    make_letters,
    month_of,
    open_round,
    received,
    rounds_of,
    standing,
    take_ballot,
)
from admin_costs.survey_codes import spaced
from admin_costs.survey_questions import Perspective
from tests.admin_costs.surveying import TODAY, answer, ballot, codes_of, make_round
from tests.cast import NOW, make_unit
from tests.hours.test_races import race

DAY = timedelta(days=1)


@pytest.fixture
def survey(cast) -> SurveyRound:
    return make_round(cast.manager, {cast.unit: 6})


def counted(survey) -> dict[str, int]:
    """The answers to the first question that somebody gave."""
    first = survey.asked_questions.first()
    rows = AnswerTally.objects.filter(asked_question=first, count__gt=0)
    return dict(rows.values_list("answer", "count"))


def test_a_round_has_its_questions_in_order_and_every_count_at_zero(cast, survey):
    texts = [asked.question.text for asked in survey.asked_questions.all()]
    assert texts[0] == "Får du den hjälp du vill ha?"
    assert len(texts) == 9
    assert survey.asked_questions.first().answers == ["Ja", "Ibland", "Nej"]
    assert AnswerTally.objects.filter(place__round=survey, count=0).count() == 8 * 3 + 2
    assert BallotTally.objects.filter(place__round=survey, count=0).count() == 3 * 2
    assert rounds_of(cast.unit.municipality).get().asked == 6


def test_R34_the_same_key_is_the_same_round(cast, survey):
    again = open_round(
        cast.unit.municipality,
        key=survey.public_id,
        name="En annan",
        perspective=Perspective.PARTICIPANT,
        questions=[],
        asked={cast.unit: 1},
        opens_on=TODAY,
        closes_on=TODAY,
        by=cast.manager,
        now=NOW,
    )
    assert again == survey
    assert SurveyRound.objects.count() == 1


def test_own_words_are_a_new_question(cast):
    survey = make_round(cast.manager, {cast.unit: 6}, questions=[FEAR])
    assert survey.asked_questions.get().question == Question.objects.get(text=FEAR[0])
    with pytest.raises(ValueError, match="Aldrig"):
        make_round(cast.manager, {cast.unit: 6}, questions=[(FEAR[0], "ja-nej")])
    assert SurveyRound.objects.count() == 1


FEAR = ("Är du rädd för något?", "aldrig-ibland-ofta")


def test_an_answer_is_counted_and_the_letter_used_up(cast, survey):
    codes = codes_of(survey)
    given = ballot(survey, [0, 2, None, 1], mode=BallotMode.PAPER, who=Answerer.HELPED)
    take_ballot(letter_of(codes[0]), given, today=TODAY)
    assert counted(survey) == {"Ja": 1}
    assert AnswerTally.objects.filter(count=1).count() == 3
    assert BallotTally.objects.get(count=1).mode == "paper"
    assert BallotTally.objects.get(count=1).who == "helped"
    assert Letter.objects.filter(is_used=True).get().pk == hash_of(codes[0])
    assert received(survey.places.all()) == {survey.places.get().pk: 1}


def test_a_skipped_question_is_answered_by_nobody(cast, survey):
    answer(survey, [[None, 0]])
    assert counted(survey) == {}
    assert AnswerTally.objects.get(count=1).answer == "Ja"


def test_a_letter_is_answered_once_by_whatever_way(cast, survey):
    code = codes_of(survey)[0]
    take_ballot(letter_of(code), ballot(survey, [0]), today=TODAY)
    for mode in BallotMode:
        with pytest.raises(CodeUsed):
            take_ballot(letter_of(code), ballot(survey, [1], mode=mode), today=TODAY)
    assert counted(survey) == {"Ja": 1}


@pytest.mark.parametrize("written", ["", "ABCD-EFGH-JKLM", "x" * 500, "\x00"])
def test_a_code_that_no_letter_has(cast, survey, written):
    codes_of(survey)
    with pytest.raises(CodeUnknown):
        letter_of(written)


def test_a_code_is_read_however_it_is_written_and_stored_nowhere(cast, survey):
    codes = codes_of(survey)
    assert letter_of(spaced(codes[2]).lower()).pk == hash_of(codes[2])
    stored = list(Letter.objects.values_list("code_hash", flat=True))
    assert sorted(stored) == sorted(map(hash_of, codes))
    assert not set(stored) & set(codes)


def test_the_hash_needs_the_sites_key(cast, survey, settings):
    code = codes_of(survey)[0]
    before = hash_of(code)
    settings.SECRET_KEY = "another" * 9
    assert hash_of(code) != before


def test_as_many_letters_as_are_asked_and_new_ones_void_the_old(cast, survey):
    first = codes_of(survey)
    assert len(set(first)) == 6
    take_ballot(letter_of(first[0]), ballot(survey, [0]), today=TODAY)
    second = codes_of(survey)
    assert len(second) == 5
    assert Letter.objects.count() == 6
    with pytest.raises(CodeUnknown):
        letter_of(first[1])
    with pytest.raises(CodeUsed):
        take_ballot(letter_of(first[0]), ballot(survey, [0]), today=TODAY)


def test_R34_a_reload_does_not_void_what_is_printed(cast, survey):
    key = uuid.uuid4()
    codes = make_letters(survey.places.get(), key=key, today=TODAY)
    with pytest.raises(LettersMade):
        make_letters(survey.places.get(), key=key, today=TODAY)
    assert letter_of(codes[0])


@pytest.mark.parametrize(
    ("day", "now", "taken"),
    [
        (-11, Standing.COMING, []),
        (-10, Standing.OPEN, ["link", "paper", "phone"]),
        (10, Standing.OPEN, ["link", "paper", "phone"]),
        (11, Standing.KEYING, ["paper", "phone"]),
        (40, Standing.KEYING, ["paper", "phone"]),
        (41, Standing.OVER, []),
    ],
)
def test_when_answers_are_taken(cast, survey, day, now, taken):
    codes = codes_of(survey)
    today = TODAY + day * DAY
    assert standing(survey, today) == now
    found = []
    for code, mode in zip(codes, BallotMode, strict=False):
        with suppress(NotOpen):
            take_ballot(letter_of(code), ballot(survey, [0], mode=mode), today=today)
            found.append(mode.value)
    assert found == taken
    assert sum(counted(survey).values()) == len(taken)
    assert Letter.objects.filter(is_used=True).count() == len(taken)


def test_a_closed_round_takes_nothing_and_makes_no_letters(cast, survey):
    code = codes_of(survey)[0]
    end_round(survey, now=NOW)
    end_round(survey, now=NOW + DAY)
    survey.refresh_from_db()
    assert survey.closed_at == NOW
    with pytest.raises(NotOpen):
        take_ballot(letter_of(code), ballot(survey, [0], mode=BallotMode.PAPER), today=TODAY)
    with pytest.raises(NotOpen):
        codes_of(survey)
    assert counted(survey) == {}


def test_its_month_is_that_of_its_last_day_or_of_its_closing(cast, survey):
    assert f"{month_of(survey):%Y-%m}" == "2026-03"
    later = make_round(cast.manager, {cast.unit: 6}, closes_on=TODAY + 60 * DAY)
    assert f"{month_of(later):%Y-%m}" == "2026-05"
    end_round(later, now=NOW)
    later.refresh_from_db()
    assert f"{month_of(later):%Y-%m}" == "2026-03"


def test_letters_of_one_unit_answer_for_that_unit(cast):
    other = make_unit(name="Annan")
    survey = make_round(cast.manager, {cast.unit: 6, other: 5})
    answer(survey, [[0], [1]], other)
    places = {place.unit: place.pk for place in survey.places.all()}
    assert received(survey.places.all()) == {places[cast.unit]: 0, places[other]: 2}


def test_a_letter_read_before_it_was_used_is_asked_for_again(cast, survey):
    """And the negative control: by what was read before, it would be counted twice."""
    code = codes_of(survey)[0]
    first, second = letter_of(code), letter_of(code)
    take_ballot(first, ballot(survey, [0]), today=TODAY)
    with pytest.raises(CodeUsed):
        take_ballot(second, ballot(survey, [0]), today=TODAY)
    assert counted(survey) == {"Ja": 1}
    assert not second.is_used
    count_answers(second.place, ballot(survey, [0]))
    assert counted(survey) == {"Ja": 2}


@pytest.mark.django_db(transaction=True)
def test_R31_one_letter_sent_by_eight_at_once_is_counted_once(cast):
    survey = make_round(cast.manager, {cast.unit: 6})
    code = codes_of(survey)[0]
    met = race([lambda: take_ballot(letter_of(code), ballot(survey, [0]), today=TODAY)] * 8)
    assert sum(isinstance(each, CodeUsed) for each in met) == 7
    assert [each for each in met if not isinstance(each, CodeUsed)] == [None]
    assert counted(survey) == {"Ja": 1}


@pytest.mark.django_db(transaction=True)
def test_R31_six_letters_at_once_are_all_counted(cast):
    survey = make_round(cast.manager, {cast.unit: 6})
    runs = [
        lambda code=code: take_ballot(letter_of(code), ballot(survey, [0]), today=TODAY)
        for code in codes_of(survey)
    ]
    assert race(runs) == [None] * 6
    assert counted(survey) == {"Ja": 6}
    assert Letter.objects.filter(is_used=True).count() == 6
