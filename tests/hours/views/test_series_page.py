"""One series: what is to come, and what can be done with it. And what its visits say of it."""

import uuid

from hours.bookings import change
from hours.series import end_series, take_days_off
from tests.cast import NOW, make_participant, make_pool
from tests.hours.views.flow import text_of, title_of
from tests.hours.views.series_flow import THURSDAYS, make_series, of_series, of_visit, visit_of


def test_what_it_says(signed_in, cast):
    page = signed_in(cast.participant.user).get(of_series("series_page", make_series(cast)))
    words = text_of(page).replace("\xa0", " ")
    assert title_of(page).startswith("Every Thursday")
    for said in (
        "Time 14:00–17:00, three hours",
        "Until Until further notice",
        "Days off None",
        "12 visits to come",
        "Together they are thirty-six hours (36 h). We book more as time goes.",
        "Thursday 12 March , 14:00–17:00: We are looking for a companion",
        "Show 7 more",
    ):
        assert said in words, said


def test_each_visit_is_a_link_to_itself(signed_in, cast):
    page = signed_in(cast.participant.user).get(of_series("series_page", make_series(cast)))
    for day in THURSDAYS:
        assert of_visit("visit", visit_of(day)) in page.text


def test_days_off_to_come_are_named(signed_in, cast):
    series = make_series(cast)
    take_days_off(series, [THURSDAYS[9]], by=cast.participant.user, now=NOW)
    words = text_of(signed_in(cast.participant.user).get(of_series("series_page", series)))
    assert "Days off Thursday 14 May" in words


def test_an_ended_one_says_so_and_offers_nothing(signed_in, cast):
    series = make_series(cast)
    end_series(series, by=cast.participant.user, now=NOW)
    page = signed_in(cast.participant.user).get(of_series("series_page", series))
    assert "The series has ended. It does not come back." in text_of(page)
    assert of_series("series_end", series) not in page.text


def test_a_visit_says_that_it_belongs_to_one(signed_in, cast):
    series = make_series(cast)
    page = signed_in(cast.participant.user).get(of_visit("visit", visit_of(THURSDAYS[2])))
    assert "This visit comes back: Every Thursday" in text_of(page)
    assert of_series("series_page", series) in page.text


def test_another_visit_asks_whether_it_shall(signed_in, cast):
    booking = cast.booking()
    page = signed_in(cast.participant.user).get(of_visit("visit", booking) + "?klar=bokad")
    assert "Shall it come back?" in text_of(page)
    assert of_visit("series_often", booking) in page.text


def test_a_visit_that_has_been_asks_nothing(signed_in, cast, at):
    booking = cast.done()
    client = signed_in(cast.participant.user)
    at(booking.ends_at)
    assert "Shall it come back?" not in text_of(client.get(of_visit("visit", booking)))


def test_a_visit_past_midnight_says_only_when_it_begins(signed_in, cast):
    first = cast.booking(starts_at=NOW.replace(hour=21), hours=6)
    series = make_series(cast)
    series.starts, series.minutes = first.starts_at.time(), 360
    series.save()
    assert "Time 21:00, six hours" in text_of(
        signed_in(cast.participant.user).get(of_series("series_page", series))
    )


def test_R18_anothers_series_under_ones_own_address(signed_in, cast):
    series = make_series(cast)
    olle = make_participant(unit=cast.unit, username="olle")
    make_pool(participant=olle, by=cast.case_officer)
    url = of_series("series_page", series).replace(str(cast.participant.public_id), str(olle.public_id))
    assert signed_in(olle.user).get(url).status_code == 404


def test_a_missing_one_is_404(signed_in, cast):
    url = of_series("series_page", make_series(cast))
    client = signed_in(cast.participant.user)
    assert client.get(url.replace(url.split("/")[-2], str(uuid.uuid4()))).status_code == 404


def test_a_stranger_gets_404(signed_in, cast):
    assert signed_in(cast.stranger).get(of_series("series_page", make_series(cast))).status_code == 404


def test_other_methods_are_refused(signed_in, cast):
    client = signed_in(cast.participant.user)
    assert client.post(of_series("series_page", make_series(cast))).status_code == 405


def test_a_moved_visit_is_listed_on_its_new_day(signed_in, cast):
    series, visit = make_series(cast), visit_of(THURSDAYS[1])
    asked = {"meeting_place": "", "note": "", "wished_escort": None, "by": cast.participant.user, "now": NOW}
    day = NOW.replace(day=18)
    change(visit, starts_at=day, ends_at=day.replace(hour=9), **asked)
    page = signed_in(cast.participant.user).get(of_series("series_page", series))
    assert "Wednesday 18 March , 09:00–10:00" in text_of(page)
    # All are changed from what is usual, not from the one that was moved.
    assert of_visit("series_change_check", visit_of(THURSDAYS[0]), "alla") in page.text


def test_all_are_changed_from_one_that_is_as_its_series(signed_in, cast):
    series, visit = make_series(cast), visit_of(THURSDAYS[0])
    asked = {"meeting_place": "", "note": "", "wished_escort": None, "by": cast.participant.user, "now": NOW}
    change(visit, starts_at=visit.starts_at, ends_at=visit.ends_at, **asked)
    page = signed_in(cast.participant.user).get(of_series("series_page", series))
    assert of_visit("series_change_check", visit_of(THURSDAYS[1]), "alla") in page.text


def test_a_visit_of_an_ended_series_says_nothing_of_it(signed_in, cast):
    series, visit = make_series(cast), visit_of(THURSDAYS[1])
    end_series(series, by=cast.participant.user, now=NOW)
    assert "comes back" not in text_of(signed_in(cast.participant.user).get(of_visit("visit", visit)))
