"""Every problem and every reason has words, and they reach the right field."""

from datetime import date, time, timedelta

import pytest
from django import forms
from django.utils import translation

from hours.errors import Code, Problem, Refused
from hours.matching import Candidate, Obstacle, Reason, Suggestion, rank
from hours.messages import SENTENCES, add_problems, notices, obstacle_words, reason_words, sentence
from hours.rules import Span
from tests.cast import NOW, TOMORROW_14

VALUES = {
    "years": 5,
    "minutes": 180,
    "minutes_available": 100,
    "ends_on": date(2026, 12, 31),
    "escort": "Elsa",
    "day": date(2026, 3, 29),
    "clock": time(2, 30),
    "span": Span(TOMORROW_14, TOMORROW_14 + timedelta(hours=3)),
    "ends_at": TOMORROW_14,
    "at": NOW,
    "most": 10,
    "count": 2,
}


class TimesForm(forms.Form):
    starts = forms.CharField()
    end_time = forms.CharField()


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def test_every_code_has_a_sentence():
    assert set(SENTENCES) == set(Code)


@pytest.mark.parametrize("code", list(Code))
@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_sentence_can_be_said_in_whole(code, language):
    with translation.override(language):
        said = sentence(Problem(code, values=VALUES))
    assert said[0].isupper()
    assert said[-1] in ".!?"
    assert "%" not in said
    assert code not in said


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (Code.POOL_TOO_SMALL, "You have 1\xa0h 40\xa0min left and the visit needs 3\xa0h."),
        (Code.AFTER_DECISION, "Your decision ends on 31 December 2026. Your hours stay yours."),
        (Code.ESCORT_BUSY, "Elsa has another visit at that time."),
        (Code.ESCORT_UNWANTED, "The person has asked not to meet Elsa."),
        (Code.REPORT_OVERLAPS, "The times run into another visit that is reported: Thursday 12 March"),
        (Code.VISIT_CANCELLED, "The person cancelled the visit on Wednesday 11 March"),
        (Code.TOO_FAR_AHEAD, "That is more than 5 years ahead."),
    ],
)
def test_a_sentence_says_what_it_is_about(code, said):
    assert sentence(Problem(code, values=VALUES)).startswith(said)


def test_P3_no_sentence_asks_why():
    for code in Code:
        said = sentence(Problem(code, values=VALUES)).lower()
        assert not any(word in said for word in ("why", "reason", "because", "purpose"))


def test_problems_stand_at_their_fields():
    form = TimesForm({"starts": "14", "end_time": "13"})
    problems = [
        Problem(Code.STARTS_IN_PAST, at="starts"),
        Problem(Code.ENDS_BEFORE_START, at="ends"),
        Problem(Code.NOT_OPEN),
        Problem(Code.KEY_REUSED, at="elsewhere"),
        Problem(Code.OVERLAPS_OWN, blocks=False, at="starts"),
    ]
    add_problems(form, Refused(problems), {"ends": "end_time"})
    assert {name: len(found) for name, found in form.errors.items()} == {
        "starts": 1,
        "end_time": 1,
        "__all__": 2,
    }
    assert form.errors["end_time"] == ["The end must be later than the start. Check both times."]


def test_notices_are_what_stops_nothing():
    problems = [Problem(Code.STARTS_IN_PAST), Problem(Code.OVERLAPS_OWN, blocks=False)]
    assert notices(problems) == ["You have another visit at the same time. You may book this one anyway."]


@pytest.mark.parametrize(
    ("together", "gap", "agreed", "words"),
    [
        (
            4,
            20,
            1500,
            [
                "wished for by the person",
                "4 visits together",
                "new to each other",
                "new to each other, and the person wants somebody they know",
                "speaks arabiska",
                "does not speak teckenspråk, TSS",
                "can: guide dog",
                "cannot: swimming",
                "has a visit 20 minutes away",
                "free around that time",
                "1.5\xa0h of 25\xa0h promised that week",
                "has declined this visit",
            ],
        ),
        (
            1,
            None,
            None,
            [
                "wished for by the person",
                "1 visit together",
                "new to each other",
                "new to each other, and the person wants somebody they know",
                "speaks arabiska",
                "does not speak teckenspråk, TSS",
                "can: guide dog",
                "cannot: swimming",
                "has a visit None minutes away",
                "free around that time",
                "1.5\xa0h promised that week",
                "has declined this visit",
            ],
        ),
    ],
)
def test_every_reason_has_words(together, gap, agreed, words):
    known = Candidate(
        1,
        visits_together=together,
        minutes_per_week=agreed,
        languages=("Arabiska",),
        languages_missing=("Teckenspråk", "TSS"),
        skills=("guide dog",),
        skills_missing=("swimming",),
    )
    found = Suggestion(known, rank(known, gap, 90), tuple(Reason), gap, 90)
    assert reason_words(found) == words


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_obstacle_has_words_of_its_own(language):
    with translation.override(language):
        words = [obstacle_words(obstacle) for obstacle in Obstacle]
    assert len(set(words)) == len(Obstacle)
    assert not set(words) & set(Obstacle)
