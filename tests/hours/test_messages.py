"""Every problem and every reason has words, and they reach the right field."""

from datetime import date

import pytest
from django import forms
from django.utils import translation

from hours.errors import Code, Problem, Refused
from hours.matching import Rank, Reason, Suggestion
from hours.messages import SENTENCES, add_problems, notices, reason_words, sentence

VALUES = {
    "years": 5,
    "minutes": 180,
    "minutes_available": 100,
    "ends_on": date(2026, 12, 31),
    "escort": "Elsa",
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
    ("together", "gap", "words"),
    [
        (
            4,
            20,
            [
                "wished for by the person",
                "4 visits together",
                "new to each other",
                "has declined this visit",
                "has a visit 20 minutes away",
                "free around that time",
            ],
        ),
        (
            1,
            None,
            [
                "wished for by the person",
                "1 visit together",
                "new to each other",
                "has declined this visit",
                "has a visit None minutes away",
                "free around that time",
            ],
        ),
    ],
)
def test_every_reason_has_words(together, gap, words):
    found = Suggestion(1, Rank(False, True, 0, 0), tuple(Reason), together, gap)
    assert reason_words(found) == words
