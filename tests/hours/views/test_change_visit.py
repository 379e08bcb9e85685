"""Changing a visit: everything is answered already, so it begins at check-your-answers (R9)."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from hours.bookings import cancel
from hours.models import Booking, Event, EventKind
from tests.cast import NOW, TOMORROW_14, make_escort
from tests.hours.views.flow import Flow, text_of


@pytest.fixture
def change(cast, signed_in):
    """Begins to change a booking as Berit."""
    client = signed_in(cast.participant.user)

    def begin(booking):
        flow = Flow.__new__(Flow)
        flow.client, flow.person = client, cast.participant
        response = client.get(start_url(cast), {"change": booking.public_id})
        flow.key = uuid.UUID(response.url.split("/")[-3])
        assert response.url == flow.check_url
        return flow

    return begin


def start_url(cast):
    return reverse("book_start", args=[cast.participant.public_id])


def test_it_begins_with_the_answers_of_the_booking(change, cast):
    booking = cast.booking(note="Jag har käpp.", wished_escort=cast.escort)
    asked = change(booking).check().context["asked"]
    assert (asked.span, asked.place, asked.note, asked.escort) == (
        booking.span,
        "Simhallen",
        "Jag har käpp.",
        cast.escort,
    )


def test_one_answer_changes_and_the_rest_stays(change, cast):
    booking = cast.booking(note="Jag har käpp.")
    flow = change(booking)
    assert flow.answer("tid", starts="10", length="2").url == flow.check_url
    response = flow.send()
    assert response.url == reverse("visit", args=[flow.person.public_id, booking.public_id]) + "?klar=andrad"
    booking.refresh_from_db()
    assert booking.starts_at == datetime(2026, 3, 12, 9, tzinfo=UTC)
    assert (booking.span.minutes, booking.meeting_place, booking.note) == (120, "Simhallen", "Jag har käpp.")
    assert Booking.objects.count() == 1


def test_it_says_that_an_escort_is_asked_anew_at_another_time(change, cast):
    flow = change(cast.accepted())
    assert flow.check().context["notices"] == []
    flow.answer("tid", starts="10", length="2")
    assert "Elsa has not promised to come then." in text_of(flow.check())


def test_sent_twice_is_changed_once(change, cast):
    flow = change(cast.booking())
    flow.answer("plats", place="Biblioteket")
    page = flow.check()
    assert flow.send(page).url == flow.send(page).url
    assert Event.objects.filter(kind=EventKind.CHANGED).count() == 1


@pytest.mark.parametrize(
    ("start", "hours"),
    [
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), 2),  # 2.30 summer time, the first of two
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), 2),  # 2.30 winter time
        (datetime(2026, 10, 24, 23, 30, tzinfo=UTC), 1),  # ends at the first 2.30
        (datetime(2026, 10, 24, 23, 30, tzinfo=UTC), 2),  # ends at the second
        (datetime(2026, 3, 12, 22, 0, tzinfo=UTC), 4),  # past midnight
        (TOMORROW_14, 24),  # a day and a night
    ],
)
def test_unchanged_times_stay_the_same_instants(change, cast, start, hours):
    booking = cast.booking(starts_at=start, hours=hours)
    assert change(booking).check().context["asked"].span == booking.span


def test_a_wished_escort_whom_the_person_has_not_met_stays(change, cast):
    other = make_escort(unit=cast.provider, username="per")
    assert change(cast.booking(wished_escort=other)).check().context["asked"].escort == other


def test_what_was_finished_meanwhile_is_not_changed(change, cast):
    booking = cast.booking()
    flow = change(booking)
    flow.answer("plats", place="Biblioteket")
    page = flow.check()
    cancel(booking, by=cast.participant.user, now=NOW)
    response = flow.send(page)
    assert "already finished or cancelled" in text_of(response)
    booking.refresh_from_db()
    assert booking.meeting_place == "Simhallen"


@pytest.mark.parametrize("closed", [True, False])
def test_a_visit_that_cannot_be_changed_leads_to_its_page(signed_in, cast, at, closed):
    client = signed_in(cast.participant.user)
    booking = cast.booking()
    if closed:
        cancel(booking, by=cast.participant.user, now=NOW)
    else:
        at(TOMORROW_14 + timedelta(minutes=1))
    response = client.get(start_url(cast), {"change": booking.public_id})
    assert response.url == reverse("visit", args=[cast.participant.public_id, booking.public_id])


@pytest.mark.parametrize("change_id", ["nonsense", str(uuid.UUID(int=1)), "\0"])
def test_a_booking_that_is_not_there_is_404(signed_in, cast, change_id):
    client = signed_in(cast.participant.user)
    assert client.get(start_url(cast), {"change": change_id}).status_code == 404


def test_a_stranger_gets_404(signed_in, cast):
    booking = cast.booking()
    client = signed_in(cast.stranger)
    assert client.get(start_url(cast), {"change": booking.public_id}).status_code == 404
