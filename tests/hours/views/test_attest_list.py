"""Attesting: booked and reported side by side, one press for one, or for those ticked."""

from datetime import timedelta

import pytest
from django.urls import reverse

from hours.models import Booking, Event, EventKind
from hours.pay_forms import as_seen
from hours.visits import correct, no_show, report
from ledsagning.people.models import AccessLog
from tests.cast import NOW

URL = reverse("attest_list")
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def shorter(cast, days_ago: int) -> Booking:
    """A visit of three hours that took two."""
    visit = cast.accepted(starts_at=NOW - days_ago * DAY, now=NOW - 9 * DAY)
    ends_at = visit.starts_at + 2 * HOUR
    return report(visit, starts_at=visit.starts_at, ends_at=ends_at, by=cast.escort.user, now=visit.ends_at)


def still_waiting() -> int:
    return Booking.objects.filter(attested_at=None, reported_at__isnull=False).count()


def test_booked_and_reported_stand_side_by_side(cast, signed_in):
    shorter(cast, 1)
    cast.done(starts_at=NOW - 2 * DAY, now=NOW - 9 * DAY)
    no_show(cast.accepted(starts_at=NOW - 3 * DAY, now=NOW - 9 * DAY), by=cast.escort.user, now=NOW)
    response = signed_in(cast.coordinator).get(URL)
    html = response.content.decode()
    assert len(response.context["table"].rows) == 2
    assert "Tuesday 10 March, 09:00–12:00" in html
    assert "09:00–11:00 (1\xa0h less)" in html
    assert "Nobody came. Paid as booked." in html
    assert AccessLog.objects.filter(participant=cast.participant, page="GET attest_list").count() == 1


def test_one_press_attests_one_whatever_is_ticked(cast, signed_in):
    one, other = shorter(cast, 1), shorter(cast, 2)
    sent = {"only": as_seen(one), "visits": [as_seen(other)]}
    html = signed_in(cast.coordinator).post(URL, sent, follow=True).content.decode()
    assert "1 report is attested." in html
    one.refresh_from_db()
    assert (one.attested_by, still_waiting()) == (cast.coordinator, 1)


def test_those_ticked_are_attested_and_each_is_counted(cast, signed_in):
    ticked = [as_seen(shorter(cast, days_ago)) for days_ago in (1, 2)]
    shorter(cast, 3)
    client = signed_in(cast.coordinator)
    assert "2 reports are attested." in client.post(URL, {"visits": ticked}, follow=True).content.decode()
    assert client.post(URL, {"visits": ticked}).status_code == 302  # twice is once
    assert (still_waiting(), Event.objects.filter(kind=EventKind.ATTESTED).count()) == (1, 2)


def test_a_report_changed_meanwhile_is_shown_anew_and_the_others_are_attested(cast, signed_in):
    changed, other = shorter(cast, 1), shorter(cast, 2)
    ticked = [as_seen(changed), as_seen(other)]
    ends_at = changed.starts_at + HOUR
    correct(changed, starts_at=changed.starts_at, ends_at=ends_at, by=cast.escort.user, now=NOW)
    response = signed_in(cast.coordinator).post(URL, {"visits": ticked})
    html = response.content.decode()
    assert response.status_code == 409
    assert "<title>Error:" in html
    assert "The report was changed while you looked at it." in html
    assert "1 report is attested." in html
    assert "(2\xa0h less)" in html


@pytest.mark.parametrize("sent", [{}, {"visits": ["x"]}, {"only": "1_2"}, {"visits": ["_"]}])
def test_bad_input(cast, signed_in, sent):
    shorter(cast, 1)
    response = signed_in(cast.coordinator).post(URL, sent)
    assert response.status_code == 409
    assert "Nothing is ticked." in response.content.decode()
    assert still_waiting() == 1


def test_strangers(cast, signed_in):
    visit = shorter(cast, 1)
    for user in (cast.stranger, cast.manager, cast.escort.user, cast.participant.user):
        assert signed_in(user).post(URL, {"only": as_seen(visit)}).status_code == 404
    assert still_waiting() == 1


def test_wrong_method(cast, signed_in):
    assert signed_in(cast.coordinator).put(URL).status_code == 405
