"""Answering by the code of a letter: plain, without signing in, once, and kept by the browser alone."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from admin_costs.models import AnswerTally, BallotTally, Letter
from admin_costs.rounds import letter_of, take_ballot
from admin_costs.survey_codes import spaced
from admin_costs.survey_questions import Perspective
from ledsagning.logs import SECRET
from ledsagning.people.models import Municipality
from tests.admin_costs.surveying import TODAY, ballot, codes_of, end, make_round
from tests.cast import NOW
from tests.test_plain_swedish import assert_plain

WHO = "Vem svarar?"
FIRST = "Får du den hjälp du vill ha?"


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def survey(cast):
    Municipality.objects.filter(pk="1381").update(phone="0430-150 00")
    return make_round(cast.manager, {cast.unit: 6})


@pytest.fixture
def code(survey) -> str:
    return spaced(codes_of(survey)[0])


@pytest.fixture
def visitor() -> Client:
    return Client(headers={"accept-language": "sv"})


@pytest.fixture
def begun(visitor, code) -> Client:
    """Somebody who has said that they answer themselves."""
    visitor.post(f"/enkat/{code}/", {"who": "self"})
    return visitor


def answer_all(visitor: Client, code: str) -> None:
    for number in range(1, 10):
        visitor.post(f"/enkat/{code}/{number}/", {"answer": "0"} if number != 2 else {"skip": "1"})


def test_from_the_code_to_thanks_without_signing_in(visitor, code, survey):
    page = visitor.post("/enkat/", {"code": code.lower().replace("-", " ")})
    assert page["Location"] == f"/enkat/{code}/"
    assert visitor.post(f"/enkat/{code}/", {"who": "helped"})["Location"] == f"/enkat/{code}/1/"
    assert visitor.post(f"/enkat/{code}/1/", {"answer": "2"})["Location"] == f"/enkat/{code}/2/"
    assert visitor.post(f"/enkat/{code}/2/", {"skip": "1"})["Location"] == f"/enkat/{code}/3/"
    for number in range(3, 10):
        page = visitor.post(f"/enkat/{code}/{number}/", {"answer": "0"})
    assert page["Location"] == f"/enkat/{code}/skicka/"
    assert not Letter.objects.filter(is_used=True).exists()
    page = visitor.post(f"/enkat/{code}/skicka/", follow=True)
    assert page.redirect_chain == [("/enkat/tack/", 302)]
    assert "Ingen kan se att de är dina." in page.text
    tallied = AnswerTally.objects.filter(count=1, asked_question=survey.asked_questions.first())
    assert tallied.get().answer == "Nej"
    assert AnswerTally.objects.filter(count=1).count() == 8
    assert (BallotTally.objects.get(count=1).mode, BallotTally.objects.get(count=1).who) == ("link", "helped")


def test_the_server_keeps_nothing_until_it_is_sent(begun, code):
    answer_all(begun, code)
    assert not Session.objects.exists()
    assert not AnswerTally.objects.filter(count__gt=0).exists()
    kept = begun.cookies["enkat"]
    assert kept.value == "self.0.-.0.0.0.0.0.0.0"
    assert (kept["path"], kept["httponly"], kept["samesite"]) == (f"/enkat/{code}/", True, "Strict")


def test_what_was_answered_is_gone_from_the_browser_when_sent(begun, code):
    answer_all(begun, code)
    begun.post(f"/enkat/{code}/skicka/")
    assert begun.cookies["enkat"].value == ""
    assert begun.cookies["enkat"]["path"] == f"/enkat/{code}/"


def test_going_back_shows_what_was_answered(begun, code):
    begun.post(f"/enkat/{code}/1/", {"answer": "1"})
    page = begun.get(f"/enkat/{code}/1/").text
    assert re.search(r'<input type="radio" name="answer" value="1"[^>]* checked', page)
    assert page.count(" checked") == 1
    assert begun.get(f"/enkat/{code}/").text.count(" checked") == 1


def test_a_change_comes_back_to_the_check(begun, code):
    answer_all(begun, code)
    check = begun.get(f"/enkat/{code}/skicka/").text
    assert f'href="/enkat/{code}/2/?andra=1"' in check
    assert "Inget svar" in check
    page = begun.post(f"/enkat/{code}/2/?andra=1", {"answer": "1"})
    assert page["Location"] == f"/enkat/{code}/skicka/"
    assert "Inget svar" not in begun.get(f"/enkat/{code}/skicka/").text


@pytest.mark.parametrize("who", ["relative", "staff"])
def test_nobody_answers_for_the_person(visitor, code, who):
    page = visitor.post(f"/enkat/{code}/", {"who": who}, follow=True)
    assert page.redirect_chain == [(f"/enkat/{code}/nagon-annan/", 302)]
    assert "Låt någon oberoende ringa och fråga." in page.text
    assert "0430-150 00" in page.text
    assert "enkat" not in visitor.cookies
    assert visitor.get(f"/enkat/{code}/1/")["Location"] == f"/enkat/{code}/"
    assert WHO in visitor.get(f"/enkat/{code}/").text


def test_who_answers_has_to_be_said(visitor, code):
    for given in ({}, {"who": ""}, {"who": "nobody"}):
        page = visitor.post(f"/enkat/{code}/", given).text
        assert "<title>Fel:" in page, given
        assert "Välj vem som svarar." in page, given


def test_a_question_is_answered_or_skipped(begun, code):
    for given in ({}, {"answer": ""}, {"answer": "3"}, {"answer": "Ja"}, {"answer": "\x00"}):
        page = begun.post(f"/enkat/{code}/1/", given)
        assert page.status_code == 200, given
        assert "<title>Fel:" in page.text, given
        assert "Välj ett svar, eller hoppa över frågan." in page.text, given
        assert begun.cookies["enkat"].value == "self.........", given


def test_nothing_answered_is_not_sent(begun, code):
    page = begun.post(f"/enkat/{code}/skicka/").text
    assert "<title>Fel:" in page
    assert "Du har inte svarat på någon fråga." in page
    assert not Letter.objects.filter(is_used=True).exists()


def test_a_cookie_that_is_not_ours_is_nothing(visitor, code):
    for kept in ("", "staff.0.0.0.0.0.0.0.0.0", "self.0", "x" * 3000):
        visitor.cookies["enkat"] = kept
        assert visitor.post(f"/enkat/{code}/skicka/")["Location"] == f"/enkat/{code}/", kept
    assert not Letter.objects.filter(is_used=True).exists()


def test_a_question_that_is_not_there(begun, code):
    for number in (0, 10, 999999):
        assert begun.get(f"/enkat/{code}/{number}/").status_code == 404, number


def test_sent_twice_is_counted_once(begun, code):
    answer_all(begun, code)
    begun.post(f"/enkat/{code}/skicka/")
    begun.cookies["enkat"] = "self.2.2.2.2.2.2.2.1.1"
    page = begun.post(f"/enkat/{code}/skicka/")
    assert "Svaren är redan skickade." in page.text
    assert AnswerTally.objects.filter(count=1).count() == 8


def test_used_while_the_page_was_open(begun, code, survey):
    answer_all(begun, code)
    letter = letter_of(code)
    take_ballot(letter, ballot(survey, [1], mode="paper"), today=TODAY)
    assert "Svaren är redan skickade." in begun.post(f"/enkat/{code}/skicka/", follow=True).text
    assert AnswerTally.objects.filter(count=1).count() == 1


PARTS = ("", "1/", "skicka/", "nagon-annan/")


def said_everywhere(visitor: Client, code: str, words: str) -> bool:
    return all(words in visitor.get(f"/enkat/{code}/{part}").text for part in PARTS)


def test_a_used_code_a_closed_and_a_coming_round_say_how_it_is(visitor, code, survey):
    type(survey).objects.update(opens_on=TODAY + timedelta(days=1))
    assert said_everywhere(visitor, code, "Du kan svara från torsdag 12 mars.")
    type(survey).objects.update(opens_on=TODAY)
    take_ballot(letter_of(code), ballot(survey, [0]), today=TODAY)
    assert said_everywhere(visitor, code, "Svaren är redan skickade.")
    end(survey)
    other = spaced(codes_of(make_round(survey.by, {survey.places.get().unit: 3}, closes_on=TODAY))[0])
    end(letter_of(other).place.round)
    assert said_everywhere(visitor, other, "Här går det inte längre att svara.")


def test_a_wrong_code_is_not_there(visitor, code):
    for wrong in ("ABCD-EFGH-JKLM", "x", "tack-inte", "0" * 300):
        for part in PARTS:
            assert visitor.get(f"/enkat/{wrong}/{part}").status_code == 404, (wrong, part)
            assert visitor.post(f"/enkat/{wrong}/{part}").status_code in (404, 405), (wrong, part)


WRITTEN_WRONG = {
    "": "Skriv koden som står i brevet.",
    "ABCD-EFGH-JKLM": "Den koden finns inte.",
    "<b>hej</b>": "Den koden finns inte.",
    "x" * 61: "Den koden finns inte.",
    "a\x00b": "Null",
}


def test_a_code_written_wrong_is_said_and_stays(visitor, survey):
    for written, said in WRITTEN_WRONG.items():
        page = visitor.post("/enkat/", {"code": written})
        assert page.status_code == 200, written
        assert "<title>Fel:" in page.text, written
        assert said in page.text, written
        assert page.context["form"]["code"].value() == written


def test_wrong_methods(visitor, code):
    for page in ("/enkat/", f"/enkat/{code}/", f"/enkat/{code}/1/", f"/enkat/{code}/skicka/"):
        assert visitor.delete(page).status_code == 405
    assert visitor.post("/enkat/tack/").status_code == 405
    assert visitor.post(f"/enkat/{code}/nagon-annan/").status_code == 405


def test_those_who_work_with_it_are_not_asked_who_answers(visitor, cast):
    theirs = make_round(cast.manager, {cast.unit: 6}, perspective=Perspective.COMMISSIONER)
    code = spaced(codes_of(theirs)[0])
    page = visitor.get(f"/enkat/{code}/").text
    assert WHO not in page
    assert "hur ledsagningen fungerar" in page
    assert visitor.post(f"/enkat/{code}/")["Location"] == f"/enkat/{code}/1/"


def test_nothing_of_the_code_leaves(visitor, code):
    for part in ("", "1/", "nagon-annan/"):
        answer = visitor.get(f"/enkat/{code}/{part}")
        assert answer["Cache-Control"] == "no-store"
        assert answer["Referrer-Policy"] == "strict-origin"
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert SECRET.sub(r"\1…", f"Not Found: /enkat/{code}/1/") == "Not Found: /enkat/…/1/"
    assert SECRET.sub(r"\1…", "/enkater/ny/") == "/enkater/ny/"


def test_each_answer_is_drawn_with_its_word(begun, code):
    page = begun.get(f"/enkat/{code}/1/").text
    assert page.count('<svg class="icon"', page.index('id="id_answer"')) == 3
    assert f'<h1 lang="sv">{FIRST}</h1>' in page


def test_R15_every_page_is_plain_swedish(visitor, code, survey):
    assert_plain(visitor.get("/enkat/").text)
    assert_plain(visitor.post("/enkat/", {"code": "fel"}).text)
    assert_plain(visitor.get(f"/enkat/{code}/").text)
    assert_plain(visitor.post(f"/enkat/{code}/").text)
    assert_plain(visitor.get(f"/enkat/{code}/nagon-annan/").text)
    visitor.post(f"/enkat/{code}/", {"who": "self"})
    for number in range(1, 10):
        assert_plain(visitor.get(f"/enkat/{code}/{number}/").text)
        assert_plain(visitor.post(f"/enkat/{code}/{number}/").text)
    assert_plain(visitor.post(f"/enkat/{code}/skicka/").text)
    answer_all(visitor, code)
    assert_plain(visitor.get(f"/enkat/{code}/skicka/").text)
    assert_plain(visitor.post(f"/enkat/{code}/skicka/", follow=True).text)
    assert_plain(visitor.get(f"/enkat/{code}/").text)


@pytest.mark.parametrize("perspective", [Perspective.COMMISSIONER, Perspective.PROVIDER])
def test_R15_the_other_perspectives_too(visitor, cast, perspective):
    code = spaced(codes_of(make_round(cast.manager, {cast.unit: 6}, perspective=perspective))[0])
    assert_plain(visitor.get(f"/enkat/{code}/").text)
    visitor.post(f"/enkat/{code}/")
    for number in range(1, 6):
        assert_plain(visitor.get(f"/enkat/{code}/{number}/").text)


def test_R15_closed_and_coming(visitor, code, survey):
    type(survey).objects.update(opens_on=TODAY + timedelta(days=1))
    assert_plain(visitor.get(f"/enkat/{code}/").text)
    end(survey)
    assert_plain(visitor.get(f"/enkat/{code}/").text)
