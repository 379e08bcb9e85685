"""The same visit once more: the next time its day is free, everything filled in, one press books it."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from hours.bookings import cancel
from hours.models import Booking
from hours.wishes import wish
from tests.cast import NOW, TOMORROW_14, make_participant, make_pool
from tests.hours.views.flow import Flow, text_of

DAY = timedelta(days=1)


@pytest.fixture
def again(cast, signed_in):
    """Books a visit's like as Berit: the flow, at check-your-answers."""
    client = signed_in(cast.participant.user)

    def begin(booking):
        flow = Flow.__new__(Flow)
        flow.client, flow.person = client, cast.participant
        response = client.get(start_url(cast), {"same": booking.public_id})
        flow.key = uuid.UUID(response.url.split("/")[-3])
        assert response.url == flow.check_url
        return flow

    return begin


def start_url(cast):
    return reverse("book_start", args=[cast.participant.public_id])


def test_same_time_length_place_and_wish_the_next_such_day(again, cast):
    wish(cast.participant, cast.escort, never=False)
    flow = again(cast.booking(note="Jag har käpp.", wished_escort=cast.escort))
    flow.send()
    first, second = Booking.objects.order_by("starts_at")
    assert second.starts_at - first.starts_at == 7 * DAY
    assert (second.span.minutes, second.meeting_place) == (180, "Simhallen")
    assert second.wished_escort == cast.escort
    assert second.note == ""


def test_somebody_known_is_wished_for_again(again, cast):
    cast.done(starts_at=NOW - 3 * DAY, now=NOW - 5 * DAY)
    again(cast.booking(wishes_known=True)).send()
    assert Booking.objects.latest("starts_at").wishes_known


def test_later_today_is_the_next_time_of_a_visit_a_week_ago(again, cast):
    booking = cast.done(starts_at=datetime(2026, 3, 4, 13, tzinfo=UTC), now=NOW - 10 * DAY)
    assert again(booking).check().context["asked"].span.starts_at == datetime(2026, 3, 11, 13, tzinfo=UTC)


def test_earlier_today_is_next_week(again, cast):
    booking = cast.done(starts_at=datetime(2026, 3, 4, 7, tzinfo=UTC), now=NOW - 10 * DAY)
    assert again(booking).check().context["asked"].span.starts_at == datetime(2026, 3, 18, 7, tzinfo=UTC)


def test_a_day_with_a_visit_already_is_passed_over(again, cast):
    booking = cast.booking()
    next_week = cast.booking(starts_at=TOMORROW_14 + 7 * DAY)
    assert again(booking).check().context["asked"].span.starts_at == TOMORROW_14 + 14 * DAY
    cancel(next_week, by=cast.participant.user, now=NOW)
    assert again(booking).check().context["asked"].span.starts_at == TOMORROW_14 + 7 * DAY


def test_the_clock_stays_when_summer_time_has_begun(again, cast):
    booking = cast.booking(starts_at=datetime(2026, 3, 26, 13, tzinfo=UTC))  # 14.00
    starts_at = again(booking).check().context["asked"].span.starts_at
    assert starts_at == datetime(2026, 4, 2, 12, tzinfo=UTC)  # 14.00


def test_a_cancelled_visit_can_be_booked_again_too(again, cast):
    booking = cancel(cast.booking(), by=cast.participant.user, now=NOW)
    again(booking).send()
    assert Booking.objects.filter(state="requested").count() == 1


def test_opened_twice_it_is_one_draft_and_one_booking(again, cast):
    booking = cast.booking()
    first, second = again(booking), again(booking)
    assert first.key == second.key
    first.send()
    assert Booking.objects.count() == 2


def test_its_link_stands_on_the_visit_and_at_home(signed_in, cast):
    client = signed_in(cast.participant.user)
    booking = cast.done(starts_at=NOW - 3 * DAY, now=NOW - 5 * DAY)
    link = f'href="{start_url(cast)}?same={booking.public_id}"'
    assert link in client.get(reverse("visit", args=[cast.participant.public_id, booking.public_id])).text
    home = client.get(reverse("participant_home", args=[cast.participant.public_id]))
    assert link in home.text
    assert "The same again: Sunday 8 March, 09:00–12:00, Simhallen" in text_of(home)


@pytest.mark.parametrize("chosen", ["nonsense", str(uuid.UUID(int=1)), "\0"])
def test_a_visit_that_is_not_there_is_404(signed_in, cast, chosen):
    client = signed_in(cast.participant.user)
    assert client.get(start_url(cast), {"same": chosen}).status_code == 404
    assert client.get(start_url(cast), {"favourite": chosen}).status_code == 404


def test_another_persons_visit_is_404(signed_in, cast):
    booking = cast.booking()
    olle = make_participant(unit=cast.unit, username="olle")
    make_pool(participant=olle, by=cast.case_officer)
    client = signed_in(olle.user)
    url = reverse("book_start", args=[olle.public_id])
    assert client.get(url, {"same": booking.public_id}).status_code == 404
    assert client.get(start_url(cast), {"same": booking.public_id}).status_code == 404
