"""Holidays on the way: suggested, none chosen beforehand, never imposed."""

import pytest

from tests.hours.views.flow import text_of
from tests.hours.views.series_flow import of_visit


@pytest.fixture
def booking(cast):
    return cast.booking()


@pytest.fixture
def url(booking):
    return of_visit("series_days_off", booking) + "?hur=weekly&till=tills+vidare"


def test_the_holidays_of_a_year_that_fall_on_its_days_none_chosen(signed_in, cast, url):
    page = signed_in(cast.participant.user).get(url)
    words = text_of(page)
    for day in (
        "Thursday 14 May: Ascension Day",
        "Thursday 24 December: Christmas Eve",
        "Thursday 31 December: New Year's Eve",
    ):
        assert day in words
    assert "Midsummer" not in words
    assert "checked" not in page.text


def test_only_until_its_last_day(signed_in, cast, booking):
    url = of_visit("series_days_off", booking) + "?hur=weekly&till=2026-06-30"
    words = text_of(signed_in(cast.participant.user).get(url))
    assert "Ascension Day" in words
    assert "Christmas" not in words


@pytest.mark.parametrize(
    ("chosen", "query"),
    [
        ([], "&ledig="),
        (["2026-05-14"], "&ledig=2026-05-14"),
        (["2026-05-14", "2026-12-24"], "&ledig=2026-05-14&ledig=2026-12-24"),
    ],
)
def test_any_number_or_none(signed_in, cast, booking, url, chosen, query):
    response = signed_in(cast.participant.user).post(url, {"off": chosen})
    assert response.url == of_visit("series_check", booking) + f"?hur=weekly&till=tills+vidare{query}"


@pytest.mark.parametrize("chosen", ["2026-05-15", "i morgon", "2026-03-12"])
def test_R8_another_day_is_refused(signed_in, cast, url, chosen):
    response = signed_in(cast.participant.user).post(url, {"off": [chosen]})
    assert text_of(response).count("Choose among the days in the list.") == 2


def test_a_series_that_meets_no_holiday_is_not_asked(signed_in, cast, booking):
    response = signed_in(cast.participant.user).get(
        of_visit("series_until", booking) + "?hur=weekly&till=2026-04-30"
    )
    assert response.status_code == 200
    response = signed_in(cast.participant.user).post(
        of_visit("series_until", booking) + "?hur=weekly", {"day": "30/4"}
    )
    assert response.url == of_visit("series_check", booking) + "?hur=weekly&till=2026-04-30&ledig="


def test_without_the_answers_before_it_leads_back(signed_in, cast, booking):
    client = signed_in(cast.participant.user)
    url = of_visit("series_days_off", booking)
    assert client.get(url).url == of_visit("series_often", booking) + "?"
    assert client.get(url + "?hur=weekly&till=igår").url.startswith(of_visit("series_until", booking))


def test_a_stranger_gets_404(signed_in, cast, url):
    assert signed_in(cast.stranger).post(url, {"off": []}).status_code == 404


def test_other_methods_are_refused(signed_in, cast, url):
    assert signed_in(cast.participant.user).put(url).status_code == 405
