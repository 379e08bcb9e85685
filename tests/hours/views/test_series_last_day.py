"""Another last day of a series, or none."""

import pytest

from tests.hours.views.flow import text_of, title_of
from tests.hours.views.series_flow import THURSDAYS, make_series, of_series, open_days


@pytest.fixture
def series(cast):
    return make_series(cast)


def test_it_holds_what_is_so_and_says_what_happens(signed_in, cast, series):
    page = signed_in(cast.participant.user).get(of_series("series_last_day", series))
    assert 'value="until further notice"' in page.text
    assert "Visits after the last day are cancelled. The hours are yours again." in text_of(page)


def test_a_day_cancels_what_is_later_and_none_books_it_again(signed_in, cast, series):
    client, url = signed_in(cast.participant.user), of_series("series_last_day", series)
    response = client.post(url, {"day": "26/3"}, follow=True)
    assert "Saved. Here are the visits as they stand now." in text_of(response)
    assert open_days() == THURSDAYS[:3]
    client.post(url, {"day": "tills vidare"})
    assert open_days() == THURSDAYS


def test_twice_is_once(signed_in, cast, series):
    client, url = signed_in(cast.participant.user), of_series("series_last_day", series)
    for _ in range(2):
        client.post(url, {"day": "26/3"})
    assert open_days() == THURSDAYS[:3]


@pytest.mark.parametrize("typed", ["", "blåbär", "1/1", "13/3"])
def test_R8_a_day_that_cannot_be_is_refused(signed_in, cast, series, typed):
    response = signed_in(cast.participant.user).post(of_series("series_last_day", series), {"day": typed})
    if typed != "1/1":  # next year's: a good answer
        assert title_of(response).startswith("Error:")
    assert open_days() == THURSDAYS


def test_an_ended_series_says_so(signed_in, cast, series):
    client = signed_in(cast.participant.user)
    client.post(of_series("series_end", series))
    response = client.post(of_series("series_last_day", series), {"day": "26/3"})
    assert "The series has ended. Nothing was changed." in text_of(response)


def test_a_stranger_gets_404(signed_in, cast, series):
    response = signed_in(cast.stranger).post(of_series("series_last_day", series), {"day": "26/3"})
    assert (response.status_code, open_days()) == (404, THURSDAYS)


def test_other_methods_are_refused(signed_in, cast, series):
    assert signed_in(cast.participant.user).put(of_series("series_last_day", series)).status_code == 405
