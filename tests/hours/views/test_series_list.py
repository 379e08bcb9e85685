"""All series of a person, each with its next visit."""

from datetime import date

from django.urls import reverse

from hours.series import end_series
from tests.cast import NOW
from tests.hours.views.flow import text_of
from tests.hours.views.series_flow import make_series, of_series, of_visit, visit_of


def url_of(cast):
    return reverse("series_list", args=[cast.participant.public_id])


def test_each_with_when_where_and_the_next_time(signed_in, cast):
    series = make_series(cast)
    page = signed_in(cast.participant.user).get(url_of(cast))
    words = text_of(page)
    assert "Every Thursday 14:00–17:00 (three hours), Simhallen, until further notice." in words
    assert "Next time: Thursday 12 March . We are looking for a companion." in words
    for name in ("series_page", "series_end"):
        assert of_series(name, series) in page.text
    assert of_visit("series_change_check", visit_of(date(2026, 3, 12)), "alla") in page.text


def test_one_that_has_ended_or_passed_is_not_listed(signed_in, cast, at):
    end_series(make_series(cast), by=cast.participant.user, now=NOW)
    make_series(cast, last_day=date(2026, 3, 19))
    client = signed_in(cast.participant.user)
    at(NOW.replace(month=5))
    client.force_login(cast.participant.user)  # a session lasts a week
    assert "You have no visits that come back." in text_of(client.get(url_of(cast)))


def test_one_without_a_booked_visit_is(signed_in, cast):
    make_series(cast).bookings.update(state="cancelled")
    assert "Nothing is booked right now." in text_of(signed_in(cast.participant.user).get(url_of(cast)))


def test_the_way_there_from_the_home_page(signed_in, cast):
    home = reverse("participant_home", args=[cast.participant.public_id])
    assert url_of(cast) in signed_in(cast.participant.user).get(home).text


def test_a_person_without_a_pool_has_a_page_too(signed_in, cast):
    cast.pool.decisions.all()
    assert signed_in(cast.representative.user).get(url_of(cast)).status_code == 200


def test_a_stranger_gets_404(signed_in, cast):
    assert signed_in(cast.stranger).get(url_of(cast)).status_code == 404


def test_other_methods_are_refused(signed_in, cast):
    assert signed_in(cast.participant.user).post(url_of(cast)).status_code == 405
