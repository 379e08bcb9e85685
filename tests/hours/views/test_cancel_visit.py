"""Cancelling: asked once, never why (P3), and the hours come back."""

import pytest
from django.urls import reverse

from hours.policy import State
from hours.pools import balance
from tests.cast import TOMORROW_14
from tests.hours.views.flow import text_of


def url_of(booking):
    return reverse("cancel_visit", args=[booking.pool.participant.public_id, booking.public_id])


@pytest.mark.parametrize("kind", ["booking", "assigned", "accepted"])
def test_one_press_cancels_and_the_hours_come_back(signed_in, cast, kind):
    booking = getattr(cast, kind)()
    response = signed_in(cast.participant.user).post(url_of(booking), follow=True)
    booking.refresh_from_db()
    assert booking.state == State.CANCELLED
    assert balance(cast.pool).available == 240 * 60
    assert "The visit is cancelled. The hours are yours again." in text_of(response)


def test_the_page_asks_once_and_not_why(signed_in, cast):
    booking = cast.booking()
    response = signed_in(cast.participant.user).get(url_of(booking))
    assert "Thursday 12 March, 14:00–17:00." in text_of(response)
    assert "<textarea" not in response.text
    assert 'type="text"' not in response.text
    booking.refresh_from_db()
    assert booking.state == State.REQUESTED


def test_twice_is_the_same_as_once(signed_in, cast):
    booking = cast.booking()
    client = signed_in(cast.participant.user)
    assert client.post(url_of(booking)).url == client.post(url_of(booking)).url
    assert balance(cast.pool).available == 240 * 60


def test_a_visit_that_has_begun_is_not_cancelled(signed_in, cast, at):
    booking = cast.accepted()
    client = signed_in(cast.participant.user)
    at(TOMORROW_14)
    response = client.post(url_of(booking), follow=True)
    booking.refresh_from_db()
    assert booking.state == State.ASSIGNED
    assert "The visit has already begun" in text_of(response)


def test_a_representative_may(signed_in, cast):
    booking = cast.booking()
    signed_in(cast.representative.user).post(url_of(booking))
    booking.refresh_from_db()
    assert booking.state == State.CANCELLED


def test_a_stranger_gets_404_and_nothing_happens(signed_in, cast):
    booking = cast.booking()
    assert signed_in(cast.stranger).post(url_of(booking)).status_code == 404
    booking.refresh_from_db()
    assert booking.state == State.REQUESTED


def test_other_methods_are_refused(signed_in, cast):
    assert signed_in(cast.participant.user).put(url_of(cast.booking())).status_code == 405
