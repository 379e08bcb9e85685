"""R23: the person sees who opened the record, when, as what, and which page, in plain words."""

from datetime import timedelta

import pytest
from django.urls import reverse

from ledsagning.people.models import AccessLog
from tests.cast import NOW, Cast, make_participant
from tests.hours.views.flow import text_of


def url_of(cast: Cast) -> str:
    return reverse("access_log", args=[cast.participant.public_id])


def looked(cast: Cast, user: object, capacity: str, page: str, at: object = NOW) -> AccessLog:
    line = AccessLog.objects.create(user=user, participant=cast.participant, capacity=capacity, page=page)
    AccessLog.objects.filter(pk=line.pk).update(at=at)
    return line


@pytest.fixture
def berit(cast, signed_in):
    return signed_in(cast.participant.user)


@pytest.mark.parametrize(
    ("who", "capacity", "page", "told"),
    [
        ("coordinator", "coordinator", "GET phone_book", "Karin , coordinator Looked at: Book by phone"),
        (
            "case_officer",
            "case_officer",
            "GET person_decisions",
            "Hanna , case officer Looked at: Your",
        ),
        ("manager", "manager", "POST read_remark", "Maria , manager Sent something from: What people have"),
        ("coordinator", "coordinator", "GET gone_for_good", "Karin , coordinator Looked at: Another page"),
        ("coordinator", "something", "GET visit", "Karin , staff Looked at: A visit"),
    ],
)
def test_R23_who_as_what_and_which_page_in_words(cast, berit, who, capacity, page, told):
    looked(cast, getattr(cast, who), capacity, page)
    assert told in text_of(berit.get(url_of(cast)))


def test_R23_when(cast, berit):
    looked(cast, cast.coordinator, "coordinator", "GET visit", NOW - timedelta(days=1, hours=2, minutes=3))
    assert "Looked at: A visit Tuesday 10 March, 06:57" in text_of(berit.get(url_of(cast)))


def test_R23_acting_for_whom_is_said(cast, berit, signed_in):
    looked(cast, cast.representative.user, "representative", "GET visit")
    looked(cast, cast.escort.user, "escort", "GET escort_list")
    said = text_of(berit.get(url_of(cast)))
    assert "Gunn , representative Looked at: A visit" in said
    assert "Elsa , companion Looked at: The companion's visits" in said


def test_R23_a_calendar_that_looks_is_no_member_of_staff(cast, berit):
    looked(cast, cast.representative.user, "calendar", "GET calendar_feed")
    said = text_of(berit.get(url_of(cast)))
    assert "Gunn , the calendar Looked at: The visits in your own calendar" in said


def test_R23_ones_own_look_is_in_it_and_the_latest_is_first(cast, berit):
    looked(cast, cast.coordinator, "coordinator", "GET visit", NOW - timedelta(days=1))
    said = text_of(berit.get(url_of(cast)))
    assert said.index("You Looked at: Who has looked") < said.index("Karin")


def test_the_person_is_told_apart_when_a_representative_reads(cast, berit, signed_in):
    berit.get(url_of(cast))
    said = text_of(signed_in(cast.representative.user).get(url_of(cast)))
    assert "Berit , the person Looked at: Who has looked" in said
    assert "You , representative Looked at: Who has looked" in said


def test_only_others(cast, berit):
    url = url_of(cast) + "?who=others"
    assert "Nobody else has looked." in text_of(berit.get(url))
    looked(cast, cast.coordinator, "coordinator", "GET visit")
    said = text_of(berit.get(url))
    assert "Karin" in said
    assert "Looked at: Who has looked" not in said
    assert 'href="?who=others" aria-current="page"' in berit.get(url).text


def test_twenty_five_a_page_and_any_page_asked_for_is_answered(cast, berit):
    for number in range(30):
        looked(cast, cast.coordinator, "coordinator", "GET visit", NOW - timedelta(days=1, minutes=number))
    url = url_of(cast) + "?who=others"
    assert text_of(berit.get(url)).count("Karin") == 25
    assert "Page 1 of 2" in text_of(berit.get(url))
    assert "who=others" in berit.get(url).text.split('rel="next"')[0].rsplit("<a ", 1)[1]
    assert text_of(berit.get(f"{url}&page=2")).count("Karin") == 5
    for page in ("kaka", "0", "-1", "9" * 400):
        assert berit.get(f"{url}&page={page}").status_code == 200


def test_R18_another_persons_lines_are_not_there(cast, berit):
    olle = make_participant(unit=cast.unit, username="olle")
    AccessLog.objects.create(user=cast.manager, participant=olle, capacity="manager", page="GET remark_list")
    assert "Maria" not in text_of(berit.get(url_of(cast)))


def test_strangers_and_staff_get_404(cast, signed_in):
    for user in (cast.stranger, cast.escort.user, cast.coordinator, cast.manager, cast.administrator):
        assert signed_in(user).get(url_of(cast)).status_code == 404


def test_posting_is_refused(cast, berit):
    assert berit.post(url_of(cast)).status_code == 405
