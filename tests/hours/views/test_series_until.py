"""Until when? A day written any way, or until further notice."""

import pytest

from tests.hours.views.flow import text_of, title_of
from tests.hours.views.series_flow import of_visit


@pytest.fixture
def booking(cast):
    return cast.booking()


@pytest.fixture
def url(booking):
    return of_visit("series_until", booking) + "?hur=weekly"


@pytest.mark.parametrize("typed", ["tills vidare", "Tills  vidare.", "until further notice", "t.v.", "TV"])
def test_until_further_notice(signed_in, cast, booking, url, typed):
    response = signed_in(cast.participant.user).post(url, {"day": typed})
    assert response.url == of_visit("series_days_off", booking) + "?hur=weekly&till=tills+vidare"


@pytest.mark.parametrize(
    ("typed", "day"),
    [("30/4", "2026-04-30"), ("torsdag 30 april 2026", "2026-04-30"), ("om 3 veckor", "2026-04-01")],
)
def test_R7_a_day_however_written_is_kept_by_its_date(signed_in, cast, booking, url, typed, day):
    response = signed_in(cast.participant.user).post(url, {"day": typed})
    assert response.url.startswith(of_visit("series_check", booking) + f"?hur=weekly&till={day}")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Write the last day, or write: until further notice."),
        ("blåbärsdagen", "We do not understand “blåbärsdagen”."),
        ("31 februari", "There is no such day"),
        ("10/3/2026", "has already been"),
        ("18/3", "By Wednesday 18 March the visit does not come back. Write a later day."),
        ("1/1/2032", "That is more than 5 years ahead."),
        ("x" * 61, "60"),
    ],
)
def test_R8_what_cannot_be_is_said_beside_the_field_and_kept(signed_in, cast, url, typed, said):
    response = signed_in(cast.participant.user).post(url, {"day": typed})
    assert title_of(response).startswith("Error:")
    assert text_of(response).count(said) >= 2
    assert f'value="{typed}"' in response.text or not typed


def test_ready_answers_to_press(signed_in, cast, url):
    words = text_of(signed_in(cast.participant.user).get(url))
    assert "Until further notice For one month, until Sunday 12 April" in words


def test_R9_from_the_check_it_holds_what_was_answered(signed_in, cast, booking):
    url = of_visit("series_until", booking) + "?hur=weekly&till=2026-04-30&ledig="
    assert 'value="Thursday 30 April 2026"' in signed_in(cast.participant.user).get(url).text


def test_without_an_answer_before_it_leads_back(signed_in, cast, booking):
    response = signed_in(cast.participant.user).get(of_visit("series_until", booking))
    assert response.url == of_visit("series_often", booking) + "?"


def test_a_stranger_gets_404(signed_in, cast, url):
    assert signed_in(cast.stranger).post(url, {"day": "tills vidare"}).status_code == 404


def test_other_methods_are_refused(signed_in, cast, url):
    assert signed_in(cast.participant.user).delete(url).status_code == 405
