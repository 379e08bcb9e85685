"""One visit's page: the receipt, how it stands, and what can be done with it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from hours.bookings import cancel
from hours.visits import no_show, report
from ledsagning.people.models import AccessLog
from tests.cast import NOW, TOMORROW_14
from tests.hours.views.flow import text_of

AFTER = TOMORROW_14 + timedelta(hours=4)
CHANGE, CANCEL, RATE = "Change the visit", "Cancel the visit", "Say how it was"


@pytest.fixture
def read(cast, signed_in):
    """Reads a visit's page as Berit, in English: what is said, header and footer included."""
    client = signed_in(cast.participant.user)

    def read_page(booking, **query):
        return text_of(client.get(url_of(booking), query))

    return read_page


def url_of(booking):
    return reverse("visit", args=[booking.pool.participant.public_id, booking.public_id])


def test_the_receipt_says_that_it_is_booked_and_how_it_stands(read, cast):
    said = read(cast.booking(note="Jag har käpp."), klar="bokad")
    assert "The visit is booked We are looking for a companion" in said
    assert "Day Thursday 12 March Time 14:00–17:00 Length Three hours" in said
    assert "Meeting place Simhallen" in said
    assert "To the companion Jag har käpp." in said


def test_a_changed_visit_says_so(read, cast):
    assert "The visit is changed" in read(cast.booking(), klar="andrad")


@pytest.mark.parametrize("kind", ["booking", "assigned", "accepted"])
def test_an_open_visit_can_be_changed_and_cancelled(read, cast, kind):
    said = read(getattr(cast, kind)())
    assert CHANGE in said
    assert CANCEL in said
    assert RATE not in said


def test_a_visit_that_has_begun_cannot(read, cast, at):
    booking = cast.accepted()
    at(TOMORROW_14)
    said = read(booking)
    assert CHANGE not in said
    assert CANCEL not in said


def test_a_done_visit_says_when_the_companion_was_there_and_can_be_rated(read, cast, at):
    booking = cast.accepted()
    at(AFTER)
    report(
        booking,
        starts_at=TOMORROW_14,
        ends_at=TOMORROW_14 + timedelta(hours=2),
        by=cast.escort.user,
        now=AFTER,
    )
    said = read(booking)
    assert "The companion was there 14:00–16:00, two hours" in said
    assert RATE in said
    assert CHANGE not in said


def test_a_no_show_gives_the_hours_back_and_says_so(read, cast, at):
    booking = cast.accepted()
    at(AFTER)
    no_show(booking, by=cast.escort.user, now=AFTER)
    assert "You did not meet The hours are yours again." in read(booking)


def test_a_cancelled_visit_says_so(read, cast):
    booking = cast.booking()
    cancel(booking, by=cast.participant.user, now=NOW)
    assert "Cancelled The hours are yours again." in read(booking)


def test_a_visit_booked_by_phone_says_by_whom(read, cast):
    booking = cast.booking(by_phone=True)
    booking.booked_by = cast.coordinator
    booking.save()
    assert "Booked by Karin, by phone" in read(booking)


def test_a_visit_that_waits_for_hours_says_so(read, cast):
    booking = cast.booking()
    booking.awaits_top_up = True
    booking.save()
    assert "A coordinator will add the hours that are missing." in read(booking)


def test_the_read_is_logged(read, cast):
    read(cast.booking())
    row = AccessLog.objects.latest("pk")
    assert (row.user, row.participant, row.capacity, row.page) == (
        cast.participant.user,
        cast.participant,
        "self",
        "GET visit",
    )


def test_strangers_get_404_and_so_do_other_ids(signed_in, cast):
    url = url_of(cast.booking())
    assert signed_in(cast.stranger).get(url).status_code == 404
    mine = signed_in(cast.participant.user)
    missing = reverse("visit", args=[cast.participant.public_id, cast.participant.public_id])
    assert mine.get(missing).status_code == 404
    assert mine.post(url).status_code == 405
