"""One visit's page: the receipt, how it stands, and what can be done with it."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from hours.assignments import accept, assign, decline
from hours.bookings import cancel
from hours.visits import no_show, report
from ledsagning.people.models import AccessLog, EscortPhoto
from tests.cast import NOW, TOMORROW_14, make_escort
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


def test_nobody_is_named_before_somebody_has_said_yes(read, cast):
    for booking in (cast.booking(), cast.assigned(starts_at=TOMORROW_14 + timedelta(days=1))):
        said = read(booking)
        assert "We are looking for a companion" in said
        assert "Elsa" not in said
    assert "We have asked somebody and wait for an answer." in said


def test_then_who_with_photo_and_how_to_reach_them(read, cast, signed_in):
    booking = cast.accepted()
    cast.escort.phone = "070-174 06 35"
    cast.escort.save()
    said = read(booking)
    assert "Elsa is coming" in said
    assert "Your companion: Elsa Call Elsa, 070-174 06 35" in said
    client = signed_in(cast.participant.user)
    page = client.get(url_of(booking)).text
    assert 'href="tel:070-1740635"' in page
    assert "<img" not in page
    EscortPhoto.objects.create(escort=cast.escort, jpeg=b"a picture")
    page = client.get(url_of(booking)).text
    assert page.count("<img") == 1
    assert f'src="/ledsagare/{cast.escort.pk}/foto/" width="120" height="120" alt="Photo of Elsa"' in page


def test_without_a_number_the_coordinators_can_reach_them(read, cast):
    cast.unit.municipality.phone = "0430-174 06"
    cast.unit.municipality.save()
    assert "Call us to reach your companion, 0430-174 06" in read(cast.accepted())


@pytest.mark.parametrize("kind", ["accepted", "done"])
def test_they_can_be_reached_until_the_day_after(read, cast, at, kind):
    cast.escort.phone = "070-174 06 35"
    cast.escort.save()
    EscortPhoto.objects.create(escort=cast.escort, jpeg=b"a picture")
    booking = getattr(cast, kind)()
    at(datetime.fromisoformat("2026-03-13T23:59+01:00"))
    assert "070-174 06 35" in read(booking)
    at(datetime.fromisoformat("2026-03-14T00:00+01:00"))
    said = read(booking)
    assert "070-174 06 35" not in said
    assert "Companion Elsa" in said


def test_a_companion_who_does_not_come_after_all(read, cast):
    booking = cast.accepted()
    assert "any longer" not in read(booking)
    decline(booking, escort=cast.escort, by=cast.escort.user, now=NOW)
    gone = "Elsa is not coming any longer."
    assert f"{gone} We are looking for somebody else." in read(booking)
    tor = make_escort(unit=cast.provider, username="tor")
    assign(booking, tor, by=cast.coordinator, now=NOW)
    assert f"{gone} We are looking for somebody else." in read(booking)
    accept(booking, escort=tor, by=tor.user, now=NOW)
    assert f"{gone} Tor is coming instead." in read(booking)


def test_a_companion_who_says_yes_again_is_coming(read, cast):
    booking = cast.accepted()
    decline(booking, escort=cast.escort, by=cast.escort.user, now=NOW)
    assign(booking, cast.escort, by=cast.coordinator, now=NOW)
    accept(booking, escort=cast.escort, by=cast.escort.user, now=NOW)
    assert "any longer" not in read(booking)


def test_of_a_visit_that_is_over_nothing_is_said_of_who_did_not_come(read, cast, at):
    booking = cast.accepted()
    cancel(booking, by=cast.participant.user, now=NOW)
    said = read(booking)
    assert "any longer" not in said
    assert "Elsa" not in said


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
