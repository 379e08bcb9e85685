"""Booking for the person on the phone: one page, one booking, and the one place where their hours show."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from hours.models import Booking, Event, EventKind
from ledsagning.people.models import AccessLog, Participant
from tests.cast import TOMORROW_14, Cast, make_participant, make_pool, make_staff, make_unit
from tests.hours.views.conftest import SignedIn

CALL = {"day": "imorgon", "starts": "14", "ends": "17", "place": "Simhallen", "note": "Röd jacka"}


def url_of(person: Participant) -> str:
    return reverse("phone_book", args=[person.public_id])


def test_books_once(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.coordinator)
    call = CALL | {"key": uuid.uuid4(), "escort": cast.escort.pk}
    response = client.post(url_of(cast.participant), call, follow=True)
    visit = Booking.objects.get()
    assert response.redirect_chain == [(reverse("assign_visit", args=[visit.public_id]), 302)]
    assert "Booked: Berit, Thursday 12 March, 14:00–17:00." in response.content.decode()
    assert (visit.starts_at, visit.ends_at) == (TOMORROW_14, TOMORROW_14 + timedelta(hours=3))
    assert (visit.meeting_place, visit.note, visit.wished_escort) == ("Simhallen", "Röd jacka", cast.escort)
    assert (visit.by_phone, visit.booked_by, visit.minutes_reserved) == (True, cast.coordinator, 180)
    again = client.post(url_of(cast.participant), call)
    assert again.headers["Location"] == reverse("assign_visit", args=[visit.public_id])
    assert Event.objects.filter(kind=EventKind.PHONE_BOOKED).count() == 1


def test_length_instead_of_an_end(cast: Cast, signed_in: SignedIn) -> None:
    call = {"key": uuid.uuid4(), "day": "12/3", "starts": "halv tre", "length": "2,5"}
    signed_in(cast.coordinator).post(url_of(cast.participant), call)
    assert Booking.objects.get().minutes_reserved == 150


def test_the_hours_show_here_and_the_look_is_logged(cast: Cast, signed_in: SignedIn) -> None:
    cast.booking()
    html = signed_in(cast.coordinator).get(url_of(cast.participant)).content.decode()
    assert "<strong>237\N{NO-BREAK SPACE}h</strong>" in html
    assert "Thursday 12 March, 14:00–17:00" in html
    read = AccessLog.objects.get()
    assert (read.user, read.participant, read.page) == (cast.coordinator, cast.participant, "GET phone_book")


def test_worth_knowing_is_said_after_booking(cast: Cast, signed_in: SignedIn) -> None:
    cast.booking()
    call = CALL | {"key": uuid.uuid4()}
    html = signed_in(cast.coordinator).post(url_of(cast.participant), call, follow=True).content.decode()
    assert "You have another visit at the same time." in html


def test_the_doubled_hour_is_asked_about(cast: Cast, signed_in: SignedIn) -> None:
    call = {"key": uuid.uuid4(), "day": "25/10", "starts": "02.30", "ends": "03.30"}
    client = signed_in(cast.coordinator)
    html = client.post(url_of(cast.participant), call).content.decode()
    assert "02.30 comes twice that night. Choose before or after" in html
    assert not Booking.objects.exists()
    client.post(url_of(cast.participant), call | {"starts_which": "first"})
    assert Booking.objects.get().minutes_reserved == 120


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"day": "31 februari"}, "There is no such day as “31 februari”."),
        ({"day": ""}, "Write which day."),
        ({"starts": "sen kväll"}, "We do not understand “sen kväll”."),
        ({"ends": ""}, "Write when it ends or how long it is."),
        ({"length": "2"}, "The end and the number of hours do not agree."),
        ({"starts": "7", "day": "idag"}, "That time has already passed."),
        ({"escort": "999999"}, "Select a valid choice."),
        ({"place": "x" * 201}, "at most 200 characters"),
    ],
)
def test_bad_input_is_kept(cast: Cast, signed_in: SignedIn, wrong: dict[str, str], says: str) -> None:
    call = CALL | {"key": uuid.uuid4()} | wrong
    html = signed_in(cast.coordinator).post(url_of(cast.participant), call).content.decode()
    assert "<title>Error: " in html
    assert says in html
    for name in ("note", "day", "starts"):
        assert str(call[name]) in html
    assert f'value="{call["key"]}"' in html
    assert not Booking.objects.exists()


def test_a_short_pool_under_refuse(cast: Cast, signed_in: SignedIn) -> None:
    cast.unit.municipality.short_pool = "refuse"
    cast.unit.municipality.save()
    nils = make_participant(unit=cast.unit, username=None)
    make_pool(participant=nils, by=cast.case_officer, hours_per_month=1)
    call = CALL | {"key": uuid.uuid4(), "starts": "1", "ends": "17"}
    html = signed_in(cast.coordinator).post(url_of(nils), call).content.decode()
    assert "You have 12\N{NO-BREAK SPACE}h left and the visit needs 16\N{NO-BREAK SPACE}h." in html


def test_no_decision_yet(cast: Cast, signed_in: SignedIn) -> None:
    nils = make_participant(unit=cast.unit, username=None)
    client = signed_in(cast.coordinator)
    assert "There is no decision about companion hours yet." in client.get(url_of(nils)).content.decode()
    assert client.post(url_of(nils), CALL | {"key": uuid.uuid4()}).status_code == 200
    assert not Booking.objects.exists()


def test_a_sent_key_with_other_times(cast: Cast, signed_in: SignedIn) -> None:
    client, call = signed_in(cast.coordinator), CALL | {"key": uuid.uuid4()}
    client.post(url_of(cast.participant), call)
    html = client.post(url_of(cast.participant), call | {"ends": "18"}).content.decode()
    assert "This booking has already been sent, with other times." in html


def test_strangers_get_404(cast: Cast, signed_in: SignedIn) -> None:
    other = make_staff(unit=make_unit(code="1380", name="Halmstad"), kind="coordinator", username="kurt")
    for user in (cast.stranger, other, cast.case_officer, cast.manager, cast.participant.user):
        assert signed_in(user).get(url_of(cast.participant)).status_code == 404
        assert signed_in(user).post(url_of(cast.participant), CALL).status_code == 404


def test_wrong_method(cast: Cast, signed_in: SignedIn) -> None:
    assert signed_in(cast.coordinator).put(url_of(cast.participant)).status_code == 405
