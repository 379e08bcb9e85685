"""An escort's own hours of a month: promised, done and reported, day by day, and the sum."""

from datetime import UTC, date, datetime, timedelta

import pytest

from hours.assignments import accept, assign
from hours.own_month import Hours, month_of
from hours.visits import no_show, report
from ledsagning.people.models import AccessLog
from tests.cast import NOW, TOMORROW_14, make_escort
from tests.hours.views.flow import text_of

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
URL = "/uppdrag/manad/"


@pytest.fixture
def march(cast):
    """By hand: done 10 March 14–17, reported an hour longer; nobody came 12 March (3 h); over but not
    reported 13 March 9–11 and 13–14.30; promised 30 March 3 h; and asked, which is no promise.
    """
    done = cast.accepted(starts_at=TOMORROW_14 - 2 * DAY, now=NOW - 9 * DAY)
    span = {"starts_at": done.starts_at, "ends_at": done.ends_at + HOUR}
    report(done, by=cast.escort.user, now=NOW, **span)
    missed = cast.accepted()
    no_show(missed, by=cast.escort.user, now=missed.ends_at)
    cast.accepted(starts_at=datetime(2026, 3, 13, 8, 0, tzinfo=UTC), hours=2)
    cast.accepted(starts_at=datetime(2026, 3, 13, 12, 0, tzinfo=UTC), hours=1.5)
    cast.accepted(starts_at=datetime(2026, 3, 30, 12, 0, tzinfo=UTC))
    cast.assigned(starts_at=TOMORROW_14 + 9 * DAY)
    return cast


def test_against_a_month_counted_by_hand(march):
    month = month_of(march.escort, date(2026, 3, 1), now=datetime(2026, 3, 17, 8, 0, tzinfo=UTC))
    assert month.days == (
        (date(2026, 3, 10), Hours(visits=1, promised=180, done=180, reported=240)),
        (date(2026, 3, 12), Hours(visits=1, promised=180, done=180, reported=0)),
        (date(2026, 3, 13), Hours(visits=2, promised=210, done=210, reported=0)),
        (date(2026, 3, 30), Hours(visits=1, promised=180, done=0, reported=0)),
    )
    assert month.total == Hours(visits=5, promised=750, done=570, reported=240)


def test_R36_months_and_nights_on_swedish_clocks(cast):
    """23.30 on 31 March UTC is 01.30 on 1 April; the night of 25 October 01.30–03.30 is three hours."""
    cast.accepted(starts_at=datetime(2026, 3, 31, 23, 30, tzinfo=UTC), hours=1)
    cast.accepted(starts_at=datetime(2026, 10, 24, 23, 30, tzinfo=UTC), hours=3)
    assert month_of(cast.escort, date(2026, 3, 1), now=NOW).days == ()
    assert month_of(cast.escort, date(2026, 4, 1), now=NOW).days[0][0] == date(2026, 4, 1)
    assert month_of(cast.escort, date(2026, 10, 1), now=NOW).total.promised == 180


def test_the_page_in_words_and_figures_and_nobodys_name(march, signed_in, at):
    client = signed_in(march.escort.user)
    at(datetime(2026, 3, 17, 8, 0, tzinfo=UTC))
    page = client.get(URL)
    said = text_of(page)
    assert "Your hours in March 2026 You have promised 5 visits, 12.5 h. Of them 9.5 h is done." in said
    assert "You have reported 4 h." in said
    assert "Fri 13/3 3.5 h 3.5 h 0 h" in said
    assert "Berit" not in page.text
    assert "?manad=2026-02" in page.text
    assert "?manad=2026-04" in page.text
    assert not AccessLog.objects.exists()


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("2026-05", "May 2026"),
        ("2026-13", "March 2026"),
        ("x", "March 2026"),
        ("", "March 2026"),
        ("2026-3-1", "March 2026"),
        ("0001-01", "March 2026"),
        ("9999-12", "March 2026"),
    ],
)
def test_another_month_and_bad_input(cast, signed_in, asked, shown):
    page = signed_in(cast.escort.user).get(URL, {"manad": asked})
    assert f"Your hours in {shown}" in text_of(page)
    assert "You have no visits this month." in page.text


def test_others_visits_are_not_in_it(cast, signed_in):
    tor = make_escort(unit=cast.provider, username="tor")
    accept(assign(cast.booking(), tor, by=cast.coordinator, now=NOW), escort=tor, by=tor.user, now=NOW)
    assert "You have no visits" in signed_in(cast.escort.user).get(URL).text
    assert "1 visit, 3 h" in text_of(signed_in(tor.user).get(URL))


def test_strangers_get_404_and_wrong_method(cast, signed_in):
    for user in (cast.stranger, cast.coordinator, cast.participant.user):
        assert signed_in(user).get(URL).status_code == 404
    assert signed_in(cast.escort.user).post(URL).status_code == 405
