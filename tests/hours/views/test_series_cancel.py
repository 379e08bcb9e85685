"""Cancelling a visit of a series: first which visits; then the days are named once. Never why (P3)."""

import pytest

from hours.models import Series
from tests.cast import NOW, TOMORROW_14
from tests.hours.views.flow import text_of, title_of
from tests.hours.views.series_flow import THURSDAYS, make_series, of_series, of_visit, open_days, visit_of


@pytest.fixture
def series(cast):
    return make_series(cast)


@pytest.fixture
def visit(series):
    return visit_of(THURSDAYS[4])


@pytest.fixture
def client(signed_in, cast):
    return signed_in(cast.participant.user)


def test_the_button_of_the_visit_leads_to_the_question(client, visit):
    assert client.get(of_visit("cancel_visit", visit)).url == of_visit("series_cancel", visit)


def test_a_visit_of_no_series_is_asked_nothing(client, cast):
    assert client.get(of_visit("cancel_visit", cast.booking())).status_code == 200


def test_it_asks_which_and_chooses_none(client, visit):
    page = client.get(of_visit("series_cancel", visit))
    words = text_of(page)
    assert "Which visits do you want to cancel?" in words
    assert "Only the visit on Thursday 9 April That one and all later All that are to come" in words
    assert "checked" not in page.text


def test_only_this_one(client, visit):
    response = client.post(of_visit("series_cancel", visit), {"which": "denna"})
    assert response.url == of_visit("cancel_visit", visit) + "?bara=den"
    client.post(response.url)
    assert open_days() == [day for day in THURSDAYS if day != THURSDAYS[4]]


def test_this_and_later(client, visit, series):
    response = client.post(of_visit("series_cancel", visit), {"which": "senare"})
    page = client.get(response.url)
    assert "8 visits are cancelled: Thursday 9 April, 14:00–17:00" in text_of(page)
    assert open_days() == THURSDAYS
    response = client.post(response.url, follow=True)
    assert "8 visits are cancelled. The hours are yours again." in text_of(response)
    assert open_days() == THURSDAYS[:4]
    assert Series.objects.get().ended_at is None


def test_all_that_are_to_come(client, visit, series):
    url = client.post(of_visit("series_cancel", visit), {"which": "alla"}).url
    assert "The series ends." in text_of(client.get(url))
    assert client.post(url).url == of_series("series_page", series)
    assert open_days() == []
    assert Series.objects.get().ended_at == NOW


def test_twice_is_once(client, visit):
    url = of_visit("series_cancel_check", visit, "senare")
    for _ in range(2):
        assert client.post(url).status_code == 302
    assert open_days() == THURSDAYS[:4]


@pytest.mark.parametrize("which", ["", "några", "this"])
def test_R8_no_choice_is_refused(client, visit, which):
    response = client.post(of_visit("series_cancel", visit), {"which": which})
    assert title_of(response).startswith("Error:")
    assert text_of(response).count("Choose which visits.") == 2


def test_a_choice_that_is_none_has_no_page(client, visit):
    assert client.get(of_visit("series_cancel_check", visit, "denna")).status_code == 404
    assert client.post(of_visit("series_cancel_check", visit, "x")).status_code == 404


def test_a_visit_of_no_series_has_no_such_page(client, cast):
    assert client.get(of_visit("series_cancel", cast.booking())).status_code == 404


def test_one_that_has_begun_says_so(client, cast, series, at):
    at(TOMORROW_14)
    response = client.get(of_visit("series_cancel", visit_of(THURSDAYS[0])), follow=True)
    assert "The visit has already begun" in text_of(response)


@pytest.mark.parametrize(("name", "more"), [("series_cancel", ()), ("series_cancel_check", ("alla",))])
def test_a_stranger_gets_404_and_nothing_happens(signed_in, cast, visit, name, more):
    client = signed_in(cast.stranger)
    assert client.post(of_visit(name, visit, *more), {"which": "alla"}).status_code == 404
    assert open_days() == THURSDAYS


@pytest.mark.parametrize(("name", "more"), [("series_cancel", ()), ("series_cancel_check", ("alla",))])
def test_other_methods_are_refused(client, visit, name, more):
    assert client.put(of_visit(name, visit, *more)).status_code == 405
