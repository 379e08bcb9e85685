"""A begun booking waits: after hours away, signed out, on another device; at home it says so (R11)."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from hours.models import Booking, BookingDraft
from tests.cast import NOW, make_participant, make_pool
from tests.hours.views.flow import text_of

DAY = timedelta(days=1)


def home_of(flow):
    return flow.client.get(
        reverse("participant_home", args=[flow.person.public_id]), headers={"accept-language": "en"}
    )


def remove_url(flow):
    return reverse("book_remove", args=[flow.person.public_id, flow.key])


@pytest.mark.parametrize("away", [timedelta(hours=20), 6 * DAY])
def test_R11_a_draft_survives_hours_and_days_away(flow, at, away):
    flow.answer("dag", day="24 mars")
    flow.answer("tid", starts="14", ends="17")
    at(NOW + away)
    assert flow.client.get(flow.url("plats")).status_code == 200
    flow.answer("plats", place="Simhallen")
    assert flow.answer("ledsagare").url == flow.check_url
    flow.send()
    assert Booking.objects.get().meeting_place == "Simhallen"


def test_R11_a_draft_survives_signing_out_and_in_on_another_device(flow, cast, at):
    flow.answer("dag", day="24 mars")
    flow.client.logout()
    at(NOW + 9 * DAY)
    flow.client = Client()
    assert flow.client.get(flow.url("tid")).url.startswith(reverse("sign_in"))
    flow.client.force_login(cast.participant.user)
    assert flow.answer("tid", starts="14", ends="17").url == flow.url("plats")


def test_R11_home_says_what_is_begun_and_leads_on(flow):
    assert "You have begun to book" not in text_of(home_of(flow))
    flow.answer("dag", day="24 mars")
    home = home_of(flow)
    assert "You have begun to book Go on: tisdag 24 mars 2026" in text_of(home)
    assert f'<a href="{flow.url("tid")}">' in home.text


def test_R11_what_is_booked_is_no_longer_begun(flow):
    flow.answer_all()
    assert "You have begun to book" in text_of(home_of(flow))
    flow.send()
    assert "You have begun to book" not in text_of(home_of(flow))


def test_a_begun_change_says_that_it_is_one(flow, cast):
    booking = cast.booking()
    flow.client.get(reverse("book_start", args=[flow.person.public_id]), {"change": booking.public_id})
    assert "Go on: a change, torsdag 12 mars 2026, Simhallen" in text_of(home_of(flow))


def test_what_is_begun_can_be_taken_away(flow):
    flow.answer("dag", day="24 mars")
    response = flow.client.post(remove_url(flow))
    assert response.url == reverse("participant_home", args=[flow.person.public_id])
    assert "You have begun to book" not in text_of(home_of(flow))
    assert flow.client.get(flow.url("tid")).url == response.url
    assert flow.client.post(remove_url(flow)).url == response.url


def test_taking_away_is_no_get_and_no_strangers(flow, cast):
    flow.answer("dag", day="24 mars")
    assert flow.client.get(remove_url(flow)).status_code == 405
    for user in (cast.stranger, cast.coordinator):
        flow.client.force_login(user)
        assert flow.client.post(remove_url(flow)).status_code == 404
    flow.client.force_login(cast.representative.user)
    flow.client.post(remove_url(flow))
    assert BookingDraft.objects.count() == 1


def test_each_account_sees_its_own(flow, cast):
    flow.answer("dag", day="24 mars")
    flow.client.force_login(cast.representative.user)
    assert "You have begun to book" not in text_of(home_of(flow))
    assert flow.client.get(flow.url("tid")).url == reverse("participant_home", args=[flow.person.public_id])


def test_a_draft_key_under_another_persons_address_is_not_found(flow, cast):
    flow.answer("dag", day="24 mars")
    olle = make_participant(unit=cast.unit, username="olle")
    make_pool(participant=olle, by=cast.case_officer)
    flow.client.force_login(olle.user)
    assert flow.client.get(flow.url("tid")).status_code == 404
    own = reverse("book_step", args=[olle.public_id, flow.key, "tid"])
    assert flow.client.get(own).url == reverse("participant_home", args=[olle.public_id])
    assert flow.client.get(reverse("book_check", args=[olle.public_id, uuid.uuid4()])).status_code == 302
