"""Survey rounds for staff over HTTP: open one, print its letters, write in paper, close it."""

import re
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from admin_costs.models import AnswerTally, BallotTally, Letter, Question, SurveyAnswers, SurveyRound
from admin_costs.models.figures import FigureSource
from admin_costs.rounds import letter_of, take_ballot
from admin_costs.survey_codes import spaced
from ledsagning.people.models import Municipality, Participant
from tests.admin_costs.surveying import TODAY, answer, ballot, codes_of, end, make_round
from tests.cast import NOW, make_unit

CODE = re.compile(r"<strong>(\w{4}-\w{4}-\w{4})</strong>")


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def survey(cast) -> SurveyRound:
    return make_round(cast.manager, {cast.unit: 6})


@pytest.fixture
def maria(client, cast):
    client.force_login(cast.manager)
    return client


def form(cast, **other):
    written = {
        "key": str(uuid.uuid4()),
        "name": "Vad tycker du?",
        "questions": ["0", "8"],
        "opens_on": "i dag",
        "closes_on": "31/3",
        f"asked_{cast.unit.pk}": "34",
        "scale_1": "ja-ibland-nej",
        "scale_2": "ja-ibland-nej",
        "scale_3": "ja-ibland-nej",
    }
    return written | other


NEW = "/enkater/ny/participant/"


@pytest.mark.parametrize("role", ["manager", "administrator"])
def test_a_round_is_opened(client, cast, role):
    client.force_login(getattr(cast, role))
    given = form(cast, own_1="Är det roligt?", scale_1="ja-nej", opens_on="2026-03-11")
    page = client.post(NEW, given, follow=True)
    survey = SurveyRound.objects.get()
    assert page.redirect_chain == [(f"/enkater/{survey.public_id}/", 302)]
    assert [asked.question.text for asked in survey.asked_questions.all()] == [
        "Får du den hjälp du vill ha?",
        "Vet du vem du ska prata med om något är dåligt?",
        "Är det roligt?",
    ]
    assert (survey.opens_on, f"{survey.closes_on}") == (TODAY, "2026-03-31")
    assert [(place.unit, place.asked) for place in survey.places.all()] == [(cast.unit, 34)]
    assert survey.by == getattr(cast, role)
    assert "Har svarat: färre än 5 av 34." in page.text


def test_R34_pressed_twice_is_one_round(maria, cast):
    given = form(cast, opens_on="2026-03-11")
    for _ in range(2):
        maria.post(NEW, given)
    assert SurveyRound.objects.count() == 1


WRONG = (
    ({"name": ""}, "name"),
    ({"name": "x" * 101}, "name"),
    ({"questions": []}, "questions"),
    ({"questions": ["99"]}, "questions"),
    ({"opens_on": "snart"}, "opens_on"),
    ({"opens_on": "10/3"}, "opens_on"),
    ({"closes_on": ""}, "closes_on"),
    ({"closes_on": "2026-03-10"}, "closes_on"),
    ({"opens_on": "2026-04-02"}, "closes_on"),
    ({"closes_on": "2026-12-31"}, "closes_on"),
    ({"own_1": "Vad tyckte du om besöket?"}, "own_1"),
    ({"own_1": "Får du den hjälp du vill ha?"}, "own_1"),
    ({"own_1": "Trivs du?", "own_2": "Trivs du?"}, "own_2"),
    ({"own_1": "Känner du dig trygg med personalen?", "scale_1": "ja-nej"}, "scale_1"),
    ({"own_1": "x" * 201}, "own_1"),
    ({"own_1": "Trivs\x00 du?"}, "own_1"),
    ({"scale_1": "egen"}, "scale_1"),
)


def test_what_is_wrong_is_said_and_what_was_typed_stays(maria, cast):
    for wrong, field in WRONG:
        page = maria.post(NEW, form(cast, opens_on="2026-03-11") | wrong)
        assert page.status_code == 200, wrong
        assert list(page.context["form"].errors) == [field], wrong
        assert "<title>Fel:" in page.text, wrong
        assert 'value="34"' in page.text, wrong
    assert not SurveyRound.objects.exists()


def test_somebody_has_to_be_asked(maria, cast):
    for number in ("", "0", "några", "501", "-3"):
        page = maria.post(NEW, form(cast, opens_on="2026-03-11") | {f"asked_{cast.unit.pk}": number})
        (field,) = page.context["form"].errors
        assert field.startswith("asked_"), number
    assert not SurveyRound.objects.exists()


def test_a_perspective_that_is_not_there(maria):
    assert maria.get("/enkater/ny/anhoriga/").status_code == 404


def test_letters_are_made_and_shown_once(maria, cast, survey):
    Municipality.objects.filter(pk="1381").update(phone="0430-150 00")
    url = f"/enkater/{survey.public_id}/brev/"
    assert CODE.findall(maria.get(url).text) == ["ABCD-EFGH-JKLM"]
    given = {"key": str(uuid.uuid4()), "place": survey.places.get().pk}
    page = maria.post(url, given)
    codes = CODE.findall(page.text)
    assert len(set(codes)) == 6
    assert page["Cache-Control"] == "no-store"
    assert all(letter_of(code).place.round == survey for code in codes)
    assert page.text.count("http://testserver/enkat/") == 6
    assert page.text.count('class="paper-answers"') == 6 * (1 + 9)
    again = maria.post(url, given, follow=True)
    assert "visades en gång" in again.text
    assert letter_of(codes[0])


def test_letters_know_nobody(maria, cast, survey):
    """R25: a person with a protected identity is in no list, for nobody is."""
    Participant.objects.update(name="Hemliga Hilma", is_protected=True, case_number="2026-77")
    given = {"key": str(uuid.uuid4()), "place": survey.places.get().pk}
    for page in (
        maria.post(f"/enkater/{survey.public_id}/brev/", given),
        maria.get(f"/enkater/{survey.public_id}/"),
        maria.get("/enkater/"),
    ):
        assert "Hilma" not in page.text
        assert "2026-77" not in page.text


@pytest.mark.parametrize("wrong", [{}, {"place": "x"}, {"place": "999999"}, {"key": "x"}])
def test_no_letters_are_made_of_nonsense(maria, survey, wrong):
    given = {"key": str(uuid.uuid4()), "place": survey.places.get().pk}
    given = given | wrong if wrong else {}
    assert maria.post(f"/enkater/{survey.public_id}/brev/", given).status_code == 200
    assert not Letter.objects.exists()


def test_another_rounds_unit_gets_no_letters(maria, cast, survey):
    other = make_round(cast.manager, {cast.unit: 3})
    given = {"key": str(uuid.uuid4()), "place": other.places.get().pk}
    maria.post(f"/enkater/{survey.public_id}/brev/", given)
    assert not Letter.objects.exists()


def test_no_letters_after_the_last_day(maria, survey):
    SurveyRound.objects.update(closes_on=TODAY - timedelta(days=1))
    page = maria.get(f"/enkater/{survey.public_id}/brev/", follow=True)
    assert "sista dagen har varit" in page.text


def keyed(survey, code, **other):
    first = survey.asked_questions.first()
    return {"code": code, "mode": "paper", "who": "self", f"answer_{first.pk}": "Ibland"} | other


@pytest.mark.parametrize("role", ["coordinator", "manager", "administrator"])
def test_a_paper_is_written_in(client, cast, survey, role):
    client.force_login(getattr(cast, role))
    url = f"/enkater/{survey.public_id}/skriv-in/"
    code = codes_of(survey)[0]
    page = client.post(url, keyed(survey, code, mode="phone", who="helped"), follow=True)
    assert page.redirect_chain == [(f"{url}?satt=phone", 302)]
    assert "Inskrivet." in page.text
    assert "Har svarat: färre än 5 av 6." in page.text
    assert '<option value="phone" selected>' in page.text
    assert AnswerTally.objects.get(count=1).answer == "Ibland"
    tally = BallotTally.objects.get(count=1)
    assert (tally.mode, tally.who) == ("phone", "helped")


def test_the_same_paper_is_not_written_in_twice(maria, survey):
    url, code = f"/enkater/{survey.public_id}/skriv-in/", spaced(codes_of(survey)[0])
    maria.post(url, keyed(survey, code))
    page = maria.post(url, keyed(survey, code))
    assert "<title>Fel:" in page.text
    assert "Den koden är använd" in page.text
    assert f'value="{code}"' in page.text
    assert AnswerTally.objects.get(count__gt=0).count == 1


def test_what_a_relative_answered_is_not_counted_and_the_code_still_works(maria, survey):
    url, code = f"/enkater/{survey.public_id}/skriv-in/", codes_of(survey)[0]
    page = maria.post(url, keyed(survey, code, who="other"))
    assert "Ett sådant svar räknas inte" in page.text
    assert not AnswerTally.objects.filter(count__gt=0).exists()
    assert not letter_of(code).is_used


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"code": ""}, "code"),
        ({"code": "ABCD-EFGH-JKLM"}, "code"),
        ({"mode": "link"}, "mode"),
        ({"who": "nobody"}, "who"),
    ],
)
def test_bad_input_counts_nothing(maria, survey, wrong, field):
    page = maria.post(f"/enkater/{survey.public_id}/skriv-in/", keyed(survey, codes_of(survey)[0]) | wrong)
    assert list(page.context["form"].errors) == [field]
    assert not AnswerTally.objects.filter(count__gt=0).exists()


def test_an_answer_that_cannot_be_and_none_at_all(maria, survey):
    first = survey.asked_questions.first().pk
    for answer_given in ("", "Kanske"):
        given = keyed(survey, codes_of(survey)[0]) | {f"answer_{first}": answer_given}
        page = maria.post(f"/enkater/{survey.public_id}/skriv-in/", given)
        assert list(page.context["form"].errors) == [f"answer_{first}"]


def test_a_code_of_another_survey(maria, cast, survey):
    other = codes_of(make_round(cast.manager, {cast.unit: 3}))[0]
    page = maria.post(f"/enkater/{survey.public_id}/skriv-in/", keyed(survey, other))
    assert "Den koden hör till en annan enkät." in page.text
    assert not letter_of(other).is_used


def test_nothing_is_written_in_when_it_is_closed(maria, survey):
    code = codes_of(survey)[0]
    end(survey)
    page = maria.post(f"/enkater/{survey.public_id}/skriv-in/", keyed(survey, code), follow=True)
    assert page.redirect_chain == [("/enkater/", 302)]
    assert "Inget kan skrivas in: Avslutad." in page.text
    assert not letter_of(code).is_used


def test_closed_it_is_counted_and_shown(maria, survey):
    answer(survey, [[0]] * 5)
    assert "Vad de säger visas när enkäten är slut" in maria.get(f"/enkater/{survey.public_id}/").text
    page = maria.post(f"/enkater/{survey.public_id}/stang/", follow=True)
    assert page.redirect_chain == [(f"/enkater/{survey.public_id}/", 302)]
    assert "Enkäten är stängd." in page.text
    assert "5 av 6" in page.text
    assert SurveyAnswers.objects.get(source=FigureSource.ROUND).count == 5
    assert maria.get(f"/enkater/{survey.public_id}/stang/").status_code == 405


def test_the_list_says_how_many_of_how_many(client, cast, survey):
    answer(survey, [[0]] * 2)
    client.force_login(cast.coordinator)
    page = client.get("/enkater/").text
    assert "färre än 5 av 6" in page
    assert f'href="/enkater/{survey.public_id}/skriv-in/"' in page
    assert f'href="/enkater/{survey.public_id}/"' not in page
    assert "Fråga brukare" not in page


def test_R18_another_municipalitys_round_is_not_there(maria, cast):
    there = make_round(cast.manager, {make_unit(code="0180", name="Sthlm"): 5})
    for part in ("", "brev/", "skriv-in/", "stang/"):
        for method in (maria.get, maria.post):
            assert method(f"/enkater/{there.public_id}/{part}").status_code in (404, 405)
    assert str(there.public_id) not in maria.get("/enkater/").text


def test_an_asked_question_stays_as_it_was_when_its_scale_grows(maria, cast):
    """An import may move a question to a longer scale: the round keeps the answers it was printed with."""
    survey = make_round(cast.manager, {cast.unit: 6}, questions=[("Trivs du här?", "ja-nej")])
    Question.objects.filter(text="Trivs du här?").update(
        scale=Question.objects.get(text="Bryr sig personalen om dig?").scale
    )
    take_ballot(letter_of(codes_of(survey)[0]), ballot(survey, [1]), today=TODAY)
    assert AnswerTally.objects.get(count=1).answer == "Nej"
    assert AnswerTally.objects.count() == 2
