"""Time studies over HTTP: begin, say yes, answer at the top of any staff page, read the group's shares."""

from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from admin_costs.models import Activity, Stopwatch, StudyMoment, TimeStudy
from admin_costs.page_head import MOST_ANSWERS, page_head
from tests.cast import NOW, make_staff, make_unit

MINUTE = timedelta(minutes=1)
QUESTION = 'id="asked"'
ASKED = "Vad gjorde du kl.\xa08.55?"


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def questions(db):
    return Activity.objects.get(slug="fragor")


@pytest.fixture
def study(cast) -> TimeStudy:
    """From today, Wednesday 11 March 2026."""
    return TimeStudy.objects.create(
        unit=cast.unit,
        first_day=NOW.date(),
        last_day=NOW.date() + timedelta(days=13),
        starts=time(8),
        ends=time(17),
        by=cast.manager,
        at=NOW,
    )


@pytest.fixture
def asked(cast, study) -> StudyMoment:
    """What Karin is asked: five to nine in Sweden."""
    return StudyMoment.objects.create(study=study, user=cast.coordinator, at=NOW - 5 * MINUTE)


@pytest.fixture
def karin(client, cast):
    client.force_login(cast.coordinator)
    return client


def form(cast, **other):
    written = {"first_day": "16/3", "moments_a_day": "6", "starts": "08.00", "ends": "17"}
    return {"where": str(cast.unit.pk), **written} | other


@pytest.mark.parametrize("role", ["manager", "administrator"])
@pytest.mark.parametrize("whole", [True, False])
def test_a_study_is_begun(client, cast, role, whole):
    client.force_login(getattr(cast, role))
    answer = client.post("/tid/studie/ny/", form(cast, **({"where": "all"} if whole else {})), follow=True)
    assert answer.redirect_chain == [("/tid/studie/", 302)]
    study = TimeStudy.objects.get()
    assert (study.first_day, study.last_day) == (date(2026, 3, 16), date(2026, 3, 29))
    assert (study.unit, study.covers_municipality, study.by) == (cast.unit, whole, getattr(cast, role))
    assert (study.moments_a_day, study.starts, study.ends) == (6, time(8), time(17))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"where": "999999"}, "where"),
        ({"where": ""}, "where"),
        ({"first_day": "snart"}, "first_day"),
        ({"first_day": "i dag"}, "first_day"),
        ({"first_day": "2027-03-01"}, "first_day"),
        ({"moments_a_day": "0"}, "moments_a_day"),
        ({"moments_a_day": "13"}, "moments_a_day"),
        ({"moments_a_day": "några"}, "moments_a_day"),
        ({"starts": "tidigt"}, "starts"),
        ({"ends": "08.30"}, "ends"),
        ({"ends": "07.00"}, "ends"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(client, cast, wrong, field):
    client.force_login(cast.manager)
    answer = client.post("/tid/studie/ny/", form(cast, **wrong))
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert "<title>Fel:" in answer.text
    assert all(f'value="{text}"' in answer.text for text in wrong.values() if text and field != "where")
    assert not TimeStudy.objects.exists()


def test_two_studies_at_once_are_refused(client, cast, study):
    client.force_login(cast.manager)
    answer = client.post("/tid/studie/ny/", form(cast))
    assert list(answer.context["form"].errors) == ["first_day"]
    assert TimeStudy.objects.count() == 1


def test_the_form_says_how_many_may_take_part_before_it_begins(client, cast):
    """Karin, Hanna and Adam are three: too few to be told of, and that is said."""
    client.force_login(cast.manager)
    page = client.get("/tid/studie/ny/").text
    assert "Ledsagning Laholm, personer som får delta: 3" in page
    assert "Inget visas om färre än fem har svarat. Fråga då flera enheter tillsammans." in page


def test_each_one_says_yes_and_may_stop(karin, cast, study):
    assert "Delta</button>" in karin.get("/tid/studie/").text
    for _ in range(2):
        karin.post(f"/tid/studie/{study.public_id}/delta/")
        found = StudyMoment.objects.filter(user=cast.coordinator)
        assert 40 <= found.count() <= 70
    assert "Du deltar." in karin.get("/tid/studie/").text
    karin.post(f"/tid/studie/{study.public_id}/sluta/")
    assert not StudyMoment.objects.exists()


def test_nobody_is_asked_who_has_not_said_yes(karin, study):
    assert QUESTION not in karin.get("/tid/").text


def test_a_manager_is_not_asked_to_take_part(client, cast, study):
    client.force_login(cast.manager)
    assert client.post(f"/tid/studie/{study.public_id}/delta/").status_code == 404
    page = client.get("/tid/studie/").text
    assert "Delta</button>" not in page
    assert "Avsluta studien för alla" in page


def test_the_last_days_study_has_no_days_left(karin, study):
    TimeStudy.objects.update(last_day=NOW.date())
    answer = karin.post(f"/tid/studie/{study.public_id}/delta/", follow=True)
    assert "Studien har inga dagar kvar att fråga på." in answer.text


@pytest.mark.parametrize("here", ["/samordna/", "/tid/", "/samordna/telefon/"])
def test_the_question_stands_on_every_staff_page_and_one_press_answers(karin, cast, asked, questions, here):
    assert ASKED in karin.get(here).text
    press = {"activity": questions.pk, "next": here}
    answer = karin.post(f"/tid/studie/svar/{asked.pk}/", press, follow=True)
    assert answer.redirect_chain == [(here, 302)]
    assert "Tack, ditt svar är sparat." in answer.text
    assert ASKED not in answer.text
    asked.refresh_from_db()
    assert (asked.activity, asked.is_other, asked.answered_at) == (questions, False, NOW)


def test_what_one_has_answered_before_stands_first_and_the_old_way_of_working_last(karin, cast, asked):
    plan = Activity.objects.get(slug="individuell-plan")
    for minute in range(2):
        StudyMoment.objects.create(
            study=asked.study,
            user=cast.coordinator,
            at=NOW - (90 + minute) * MINUTE,
            activity=plan,
            answered_at=NOW,
        )
    offered = page_head(cast.coordinator, NOW).asked.activities
    assert offered[0] == plan
    assert {activity.role for activity in offered[1:]} == {"coordinator"}
    assert len(offered) == MOST_ANSWERS
    assert "avtal" not in {activity.slug for activity in offered}


def test_something_else_is_an_answer_too(karin, asked):
    karin.post(f"/tid/studie/svar/{asked.pk}/", {"activity": ""})
    asked.refresh_from_db()
    assert (asked.activity, asked.is_other) == (None, True)


def test_answered_in_place_when_the_page_can(karin, asked, questions):
    answer = karin.post(
        f"/tid/studie/svar/{asked.pk}/", {"activity": questions.pk}, headers={"HX-Request": "true"}
    )
    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert "Tack, ditt svar är sparat." in answer.text


def test_too_late_is_said_and_counts_as_not_answered(karin, asked, questions):
    StudyMoment.objects.update(at=NOW - 31 * MINUTE)
    assert QUESTION not in karin.get("/tid/").text
    answer = karin.post(f"/tid/studie/svar/{asked.pk}/", {"activity": questions.pk}, follow=True)
    assert "Frågan har gått ut eller är redan besvarad." in answer.text
    asked.refresh_from_db()
    assert asked.answered_at is None


@pytest.mark.parametrize("activity", ["999999", "fragor", "1" * 40, "-1", "²"])
def test_an_answer_that_is_none_of_them_is_not_there(karin, asked, activity):
    assert karin.post(f"/tid/studie/svar/{asked.pk}/", {"activity": activity}).status_code == 404
    assert StudyMoment.objects.get().answered_at is None


def test_nothing_pressed_stores_nothing_and_another_site_is_not_led_to(karin, asked):
    assert karin.post(f"/tid/studie/svar/{asked.pk}/").url == "/tid/studie/"
    away = {"activity": "", "next": "https://example.org/"}
    assert karin.post(f"/tid/studie/svar/{asked.pk}/", away).url == "/tid/studie/"


def test_anothers_question_and_one_that_is_yet_to_come_are_not_there(client, cast, asked):
    client.force_login(cast.case_officer)
    assert client.post(f"/tid/studie/svar/{asked.pk}/", {"activity": ""}).status_code == 404
    StudyMoment.objects.update(at=NOW + MINUTE)
    client.force_login(cast.coordinator)
    assert client.post(f"/tid/studie/svar/{asked.pk}/", {"activity": ""}).status_code == 404
    assert QUESTION not in client.get("/tid/").text


def answered_by(cast, study, people: int, activity: Activity) -> None:
    """A study that was ended, with an answer each and one that nobody gave."""
    users = [make_staff(unit=cast.unit, kind="coordinator", username=f"s{n}") for n in range(people)]
    StudyMoment.objects.bulk_create(
        StudyMoment(study=study, user=user, at=NOW, activity=activity, answered_at=NOW) for user in users
    )
    StudyMoment.objects.create(study=study, user=cast.coordinator, at=NOW - 60 * MINUTE)
    TimeStudy.objects.update(ended_at=NOW)


def test_the_result_in_figures_and_hours(karin, cast, study, questions):
    """5 of 5 answers: Wilson 0.5655–1 (1 / (1 + 1.96² / 5)). Of 560 hours: 317–560."""
    answered_by(cast, study, 5, questions)
    page = karin.get(f"/tid/studie/{study.public_id}/")
    assert "5 av 6 frågor besvarades, av 5 personer." in page.text
    assert page.context["rows"] == [(questions.name, 5, "100 %", "57–100 %", "", "")]
    in_hours = karin.get(f"/tid/studie/{study.public_id}/", {"timmar": "560"}).context["rows"]
    assert in_hours[0].hours == "560"
    assert in_hours[0].hours_interval == "317–560"


def test_hours_that_are_no_hours_are_said(karin, cast, study, questions):
    answered_by(cast, study, 5, questions)
    page = karin.get(f"/tid/studie/{study.public_id}/", {"timmar": "många"})
    assert list(page.context["form"].errors) == ["timmar"]
    assert 'value="många"' in page.text
    assert page.context["rows"]


def test_P7_four_peoples_result_is_shown_to_nobody(client, cast, study, questions):
    answered_by(cast, study, 4, questions)
    for role in ("manager", "administrator", "coordinator"):
        client.force_login(getattr(cast, role))
        page = client.get(f"/tid/studie/{study.public_id}/", {"timmar": "560"})
        assert "Färre än fem personer svarade, så inget visas." in page.text
        assert (page.context["rows"], page.context["result"]) == ([], None)
        assert questions.name not in page.text


def test_P7_while_it_goes_on_nothing_is_told(karin, cast, study, questions):
    answered_by(cast, study, 9, questions)
    TimeStudy.objects.update(ended_at=None)
    page = karin.get(f"/tid/studie/{study.public_id}/")
    assert "Resultatet kommer när studien är slut." in page.text
    assert page.context["result"] is None


def test_the_manager_ends_it_early(client, cast, asked, study):
    client.force_login(cast.coordinator)
    assert client.post(f"/tid/studie/{study.public_id}/avsluta/").status_code == 404
    client.force_login(cast.manager)
    assert client.post(f"/tid/studie/{study.public_id}/avsluta/").url == f"/tid/studie/{study.public_id}/"
    assert TimeStudy.objects.get().ended_at == NOW
    assert not StudyMoment.objects.exists()


def test_another_units_study_is_not_there(client, cast, study):
    for kind in ("manager", "coordinator"):
        unit = make_unit(name=f"Enhet {kind}")
        client.force_login(make_staff(unit=unit, kind=kind, username=f"other{kind}"))
        for end in ("", "delta/", "sluta/", "avsluta/"):
            url = f"/tid/studie/{study.public_id}/{end}"
            assert (client.post(url) if end else client.get(url)).status_code == 404


def test_strangers_find_nothing(client, cast, asked):
    for user in (cast.stranger, cast.participant.user, cast.escort.user):
        client.force_login(user)
        assert client.get("/tid/studie/").status_code == 404
        assert client.post("/tid/studie/ny/", form(cast)).status_code == 404
        assert client.post(f"/tid/studie/svar/{asked.pk}/", {"activity": ""}).status_code == 404


def test_other_methods(karin, study, asked):
    assert karin.post("/tid/studie/").status_code == 405
    assert karin.get(f"/tid/studie/{study.public_id}/delta/").status_code == 405
    assert karin.get(f"/tid/studie/svar/{asked.pk}/").status_code == 405


def queries_of(client, page: str) -> list[str]:
    with CaptureQueriesContext(connection) as found:
        assert client.get(page).status_code == 200
    return [query["sql"] for query in found]


def test_the_head_of_a_page_costs_staff_one_query_and_others_none(client, cast, karin, asked):
    """The frame read the roles twice before, and reads them once now: no page asks more than it did."""

    def about_the_head(found: list[str]) -> list[str]:
        return [sql for sql in found if "stopwatch" in sql or "studymoment" in sql]

    StudyMoment.objects.all().delete()
    assert len(about_the_head(queries_of(karin, "/samordna/telefon/"))) == 1
    Stopwatch.objects.create(user=cast.coordinator, unit=cast.unit, started_at=NOW)
    assert len(about_the_head(queries_of(karin, "/samordna/telefon/"))) == 1
    client.force_login(cast.participant.user)
    assert about_the_head(queries_of(client, f"/p/{cast.participant.public_id}/")) == []


def test_a_staff_page_with_nothing_asked_costs_as_many_queries_as_before(karin):
    """11 before there was anything at its head: the roles, which were read twice, are read once."""
    assert len(queries_of(karin, "/samordna/telefon/")) <= 11
