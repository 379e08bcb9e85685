"""Ending a series: asked once, never why (P3), and the hours come back."""

import pytest

from hours.pools import balance
from tests.hours.views.flow import text_of
from tests.hours.views.series_flow import THURSDAYS, make_series, of_series, open_days


@pytest.fixture
def series(cast):
    return make_series(cast)


def test_P3_the_page_names_the_days_and_asks_no_reason(signed_in, cast, series):
    page = signed_in(cast.participant.user).get(of_series("series_end", series))
    words = text_of(page)
    assert "12 visits are cancelled: Thursday 12 March, 14:00–17:00" in words
    assert "You need not say why." in words
    assert "<textarea" not in page.text
    assert 'type="text"' not in page.text
    assert open_days() == THURSDAYS


def test_one_press_ends_it(signed_in, cast, series):
    response = signed_in(cast.participant.user).post(of_series("series_end", series), follow=True)
    assert "The series has ended. The hours are yours again." in text_of(response)
    assert (open_days(), balance(cast.pool).available) == ([], 14400)


def test_twice_is_once(signed_in, cast, series):
    client = signed_in(cast.participant.user)
    client.post(of_series("series_end", series))
    response = client.post(of_series("series_end", series), follow=True)
    assert "The series has ended. Nothing was changed." in text_of(response)


def test_a_representative_may(signed_in, cast, series):
    signed_in(cast.representative.user).post(of_series("series_end", series))
    assert open_days() == []


def test_a_stranger_gets_404_and_nothing_happens(signed_in, cast, series):
    assert signed_in(cast.stranger).post(of_series("series_end", series)).status_code == 404
    assert open_days() == THURSDAYS


def test_other_methods_are_refused(signed_in, cast, series):
    assert signed_in(cast.participant.user).put(of_series("series_end", series)).status_code == 405
