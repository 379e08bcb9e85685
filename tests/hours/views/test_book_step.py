"""Answering a booking's questions one at a time, and starting to (R5–R9, R11)."""

import html
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from hours.models import Booking, BookingDraft, EscortWish
from hours.wishes import wish
from tests.cast import NOW, make_escort, make_participant
from tests.hours.views.flow import Flow, text_of, title_of


def test_every_answer_leads_to_the_next_question_and_then_to_check_your_answers(flow):
    assert flow.answer("dag", day="imorgon").url == flow.url("tid")
    assert flow.answer("tid", starts="halv tre", length="3").url == flow.url("plats")
    assert flow.answer("plats", place="Simhallen").url == flow.url("ledsagare")
    assert flow.answer("ledsagare", note="Jag har käpp.").url == flow.check_url


def test_R9_changing_one_answer_returns_without_asking_the_others_again(flow):
    flow.answer_all()
    assert flow.answer("plats", place="Biblioteket").url == flow.check_url
    assert "Biblioteket" in text_of(flow.check())


def test_an_answered_question_shows_what_was_typed(flow):
    flow.answer_all(starts="halv tre")
    assert 'value="halv tre"' in flow.client.get(flow.url("tid")).text
    assert 'value="torsdag 12 mars 2026"' in flow.client.get(flow.url("dag")).text


def test_tomorrow_stays_the_day_it_was_when_it_was_written(flow, at):
    flow.answer_all()
    at(NOW + timedelta(hours=20))
    assert "Torsdag 12 mars" in text_of(flow.check())


def test_a_question_is_not_asked_before_those_it_builds_on(flow):
    assert flow.client.get(flow.url("ledsagare")).url == flow.url("dag")
    assert flow.check().url == flow.url("dag")


def test_R6_ready_answers_are_days_with_their_dates(flow):
    page = flow.client.get(flow.url("dag")).text
    assert re.findall(r'name="day" value="([^"]+)"', page) == ["2026-03-11", "2026-03-12", "2026-03-14"]
    assert flow.answer("dag", day="2026-03-14").url == flow.url("tid")


def test_on_a_friday_the_ready_saturday_is_not_tomorrow_again(flow, at):
    at(datetime(2026, 3, 13, 8, tzinfo=UTC))
    page = flow.client.get(flow.url("dag")).text
    assert re.findall(r'name="day" value="([^"]+)"', page) == ["2026-03-13", "2026-03-14", "2026-03-21"]


def test_ready_places_are_home_and_the_last_ones(flow, cast):
    cast.participant.home_address = "Storgatan 1"
    cast.participant.save()
    cast.booking()
    flow.answer("dag", day="imorgon")
    flow.answer("tid", starts="9", ends="10")
    page = flow.client.get(flow.url("plats")).text
    assert re.findall(r'name="place" value="([^"]+)"', page) == ["Storgatan 1", "Simhallen"]


@pytest.mark.parametrize(
    ("step", "data", "field", "quoted"),
    [
        ("dag", {"day": "blåbärsdagen"}, "day", "blåbärsdagen"),
        ("dag", {"day": "30 februari"}, "day", "30 februari"),
        ("dag", {"day": "10 mars 2026"}, "day", "10 mars 2026"),
        ("dag", {"day": "1 maj 2036"}, "day", ""),
        ("dag", {"day": ""}, "day", ""),
        ("dag", {"day": "\0"}, "day", ""),
        ("tid", {"starts": "sen", "ends": "17"}, "starts", "sen"),
        ("tid", {"starts": "14", "ends": "snart"}, "ends", "snart"),
        ("tid", {"starts": "14", "length": "länge"}, "length", "länge"),
        ("tid", {"starts": "14"}, "ends", ""),
        ("tid", {"ends": "14"}, "starts", ""),
        ("tid", {"starts": "14", "ends": "14"}, "ends", ""),
        ("tid", {"starts": "14", "ends": "17", "length": "2"}, "length", ""),
        ("tid", {"starts": "14", "length": "25"}, "ends", ""),
        ("plats", {"place": "x" * 201}, "place", ""),
        ("ledsagare", {"note": "x" * 1001}, "note", ""),
    ],
)
def test_R8_a_refused_answer_says_so_in_the_title_the_summary_and_at_the_field(
    flow, step, data, field, quoted
):
    for before, answer in (
        ("dag", {"day": "imorgon"}),
        ("tid", {"starts": "14", "ends": "17"}),
        ("plats", {"place": ""}),
    ):
        if before == step:
            break
        flow.answer(before, **answer)
    response = flow.answer(step, **data)
    assert response.status_code == 200
    assert title_of(response).startswith(("Fel:", "Error:"))
    summary = re.search(r'id="error-summary".*?</ul>', response.text, re.S)[0]
    link = re.search(rf'<a href="#id_{field}">(.*?)</a>', summary)[1]
    assert response.text.count(link) >= 2
    assert quoted in html.unescape(link)
    for typed in data.values():
        assert html.escape(typed.replace("\0", "")) in response.text


def test_a_time_that_has_passed_today_is_refused_beside_its_field(flow):
    flow.answer("dag", day="idag")
    response = flow.answer("tid", starts="8", ends="17")
    assert response.context["form"].errors.keys() == {"starts"}


def test_a_known_companion_can_be_wished_for(flow, cast):
    cast.done(starts_at=NOW - timedelta(days=3), now=NOW - timedelta(days=5))
    flow.answer_all(escort=cast.escort.pk)
    assert "Elsa" in text_of(flow.check())
    flow.send()
    assert Booking.objects.latest("booked_at").wished_escort == cast.escort


def test_R6_the_day_is_a_line_of_text_and_never_a_calendar(flow):
    page = flow.client.get(flow.url("dag")).text
    inputs = re.findall(r"<input[^>]+>", page.split("<main")[1])
    assert [re.search(r'type="(\w+)"', field)[1] for field in inputs if 'name="day"' in field] == ["text"]
    assert 'type="date"' not in page
    assert not re.search(r'<table|role="grid"', page)
    for written in ("14 3 2026", "14/3", "den 14 mars", "2026-03-14"):
        assert flow.answer("dag", day=written).status_code == 302


def test_R7_start_and_end_can_be_written_in_the_first_field(flow):
    flow.answer("dag", day="lördag")
    assert flow.answer("tid", starts="14–17").url == flow.url("plats")
    flow.answer("plats")
    flow.answer("ledsagare")
    assert flow.check().context["asked"].span.minutes == 180
    assert 'value="14–17"' in flow.client.get(flow.url("tid")).text


def test_somebody_known_can_be_wished_for_without_a_name(flow, cast):
    cast.done(starts_at=NOW - timedelta(days=3), now=NOW - timedelta(days=5))
    flow.answer_all(escort="known")
    assert "Någon jag känner" in text_of(flow.check())
    flow.send()
    booking = Booking.objects.latest("booked_at")
    assert (booking.wishes_known, booking.wished_escort) == (True, None)


def test_one_who_shall_never_come_is_spared_when_the_booking_is_sent(flow, cast):
    other = make_escort(unit=cast.provider, username="per")
    for escort in (cast.escort, other):
        wish(cast.participant, escort, never=False)
    coming = cast.accepted(starts_at=NOW + timedelta(days=5))
    flow.answer_all(escort=other.pk, never=cast.escort.pk)
    page = flow.check()
    assert "Aldrig mer Elsa" in text_of(page)
    assert not EscortWish.objects.filter(never=True).exists()
    first, second = flow.send(page), flow.send(page)
    assert first.url == second.url
    assert EscortWish.objects.get(never=True).escort == cast.escort
    coming.refresh_from_db()
    assert (coming.state, coming.escort) == ("requested", None)


def test_nobody_is_both_wished_for_and_never_to_come(flow, cast):
    wish(cast.participant, cast.escort, never=False)
    response = flow.answer_all(escort=cast.escort.pk, never=cast.escort.pk)
    assert response.context["form"].errors.keys() == {"never"}
    stranger = make_escort(unit=cast.provider, username="per")
    assert flow.answer("ledsagare", never=stranger.pk).context["form"].errors.keys() == {"never"}


def test_an_unknown_or_avoided_companion_cannot_be_wished_for(flow, cast):
    other = make_escort(unit=cast.provider, username="per")
    wish(cast.participant, cast.escort, never=False)
    assert flow.answer_all(escort=other.pk).context["form"].errors.keys() == {"escort"}
    wish(cast.participant, cast.escort, never=True)
    assert "escort" not in flow.answer("ledsagare").wsgi_request.POST
    flow.answer("ledsagare", escort=cast.escort.pk)
    flow.send()
    assert Booking.objects.get().wished_escort is None


def test_an_account_keeps_the_ten_latest_drafts(flow, cast):
    flow.answer("dag", day="12 mars")
    for day in range(13, 23):
        latest = Flow(flow.client, cast.participant)
        latest.answer("dag", day=f"{day} mars")
    Flow(flow.client, cast.participant)
    assert flow.client.get(flow.url("dag")).status_code == 302
    assert flow.client.get(latest.url("dag")).status_code == 200
    assert BookingDraft.objects.exclude(answers={}).count() == 10


def test_beginning_often_takes_no_begun_booking_away(flow, cast):
    flow.answer("dag", day="12 mars")
    empty = [Flow(flow.client, cast.participant) for _ in range(11)]
    assert len({begun.key for begun in empty}) == 11
    assert flow.client.get(flow.url("tid")).status_code == 200
    assert BookingDraft.objects.count() == 11


@pytest.mark.parametrize("name", ["dag", "tid", "plats", "ledsagare", "kolla", "start"])
def test_a_stranger_gets_404(flow, cast, name):
    url = {"kolla": flow.check_url, "start": reverse("book_start", args=[flow.person.public_id])}.get(
        name, flow.url(name)
    )
    flow.client.force_login(cast.stranger)
    assert flow.client.get(url).status_code == 404
    assert flow.client.post(url).status_code == 404


@pytest.mark.parametrize("name", ["dag", "kolla", "start"])
def test_other_methods_are_refused(flow, name):
    url = {"kolla": flow.check_url, "start": reverse("book_start", args=[flow.person.public_id])}.get(
        name, flow.url(name)
    )
    assert flow.client.put(url).status_code == 405
    assert flow.client.delete(url).status_code == 405


def test_an_unknown_question_is_404(flow):
    assert flow.client.get(flow.url("varfor")).status_code == 404


def test_signed_out_leads_to_sign_in(flow):
    flow.client.logout()
    assert flow.check().url.startswith(reverse("sign_in"))


def test_without_a_decision_there_is_nothing_to_book(client, cast, at):
    at(NOW)
    person = make_participant(unit=cast.unit, username="nils")
    client.force_login(person.user)
    response = client.get(reverse("book_start", args=[person.public_id]))
    assert response.url == reverse("participant_home", args=[person.public_id])
