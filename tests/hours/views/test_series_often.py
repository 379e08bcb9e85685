"""How often shall it come back? Said with the weekday of the visit."""

import re
from datetime import UTC, datetime

import pytest

from hours.bookings import cancel
from hours.models import Series
from tests.cast import NOW, TOMORROW_14
from tests.hours.views.flow import text_of, title_of
from tests.hours.views.series_flow import THURSDAYS, make_series, of_series, of_visit, visit_of


def test_the_choices_name_the_weekday(signed_in, cast):
    page = signed_in(cast.participant.user).get(of_visit("series_often", cast.booking()))
    assert page.status_code == 200
    for words in ("Every Thursday", "Every second Thursday", "The second Thursday of every month"):
        assert words in text_of(page)
    assert "last Thursday" not in text_of(page)
    assert "checked" not in page.text


def test_a_fourth_that_is_the_last_is_asked_which(signed_in, cast):
    booking = cast.booking(starts_at=datetime(2026, 3, 26, 13, tzinfo=UTC))
    words = text_of(signed_in(cast.participant.user).get(of_visit("series_often", booking)))
    assert "The fourth Thursday of every month" in words
    assert "The last Thursday of every month" in words


@pytest.mark.parametrize("value", ["weekly", "biweekly", "monthly-2"])
def test_an_answer_leads_to_the_next_question(signed_in, cast, value):
    booking = cast.booking()
    response = signed_in(cast.participant.user).post(of_visit("series_often", booking), {"often": value})
    assert response.url == of_visit("series_until", booking) + f"?hur={value}"
    assert not Series.objects.exists()


@pytest.mark.parametrize("value", ["", "daily", "monthly-3", "weekly' OR 1=1"])
def test_R8_no_answer_and_a_wrong_one_are_refused(signed_in, cast, value):
    response = signed_in(cast.participant.user).post(
        of_visit("series_often", cast.booking()), {"often": value}
    )
    assert title_of(response).startswith("Error:")
    assert text_of(response).count("Choose how often.") == 2


def test_R9_changed_from_the_check_nothing_else_is_asked_again(signed_in, cast):
    booking = cast.booking()
    url = of_visit("series_often", booking) + "?hur=weekly&till=2026-04-30&ledig="
    client = signed_in(cast.participant.user)
    assert re.search(r'value="weekly"[^>]* checked', client.get(url).text)
    response = client.post(url, {"often": "biweekly"})
    assert response.url == of_visit("series_check", booking) + "?hur=biweekly&till=2026-04-30&ledig="


def test_a_visit_of_a_series_leads_there(signed_in, cast):
    series = make_series(cast)
    response = signed_in(cast.participant.user).get(of_visit("series_often", visit_of(THURSDAYS[1])))
    assert response.url == of_series("series_page", series)


def test_a_cancelled_or_begun_visit_says_why_not(signed_in, cast, at):
    client = signed_in(cast.participant.user)
    gone = cancel(cast.booking(), by=cast.participant.user, now=NOW)
    begun = cast.booking()
    assert "already finished or cancelled" in text_of(client.get(of_visit("series_often", gone), follow=True))
    at(TOMORROW_14)
    assert "already begun" in text_of(client.get(of_visit("series_often", begun), follow=True))


def test_a_representative_may(signed_in, cast):
    client = signed_in(cast.representative.user)
    assert client.get(of_visit("series_often", cast.booking())).status_code == 200


def test_a_stranger_gets_404(signed_in, cast):
    url = of_visit("series_often", cast.booking())
    client = signed_in(cast.stranger)
    assert (client.get(url).status_code, client.post(url, {"often": "weekly"}).status_code) == (404, 404)


def test_other_methods_are_refused(signed_in, cast):
    assert signed_in(cast.participant.user).put(of_visit("series_often", cast.booking())).status_code == 405
