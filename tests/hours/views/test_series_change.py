"""Changing a visit of a series: which visits, what, then check-your-answers with what is kept."""

import re
import uuid
from datetime import date

import pytest

from hours.bookings import change
from hours.models import Booking, Series
from hours.policy import Kind
from hours.pools import append, balance
from hours.times import STOCKHOLM
from ledsagning.people.models import Municipality
from tests.cast import NOW, TOMORROW_14
from tests.hours.views.flow import text_of, title_of
from tests.hours.views.series_flow import (
    THURSDAYS,
    key_on,
    make_series,
    of_series,
    of_visit,
    visit_of,
)


@pytest.fixture
def series(cast):
    return make_series(cast)


@pytest.fixture
def visit(series):
    return visit_of(THURSDAYS[4])


@pytest.fixture
def client(signed_in, cast):
    return signed_in(cast.participant.user)


def clocks() -> list[str]:
    visits = Booking.objects.order_by("series_day")
    return [f"{visit.starts_at.astimezone(STOCKHOLM):%H.%M}" for visit in visits]


def answer(client, visit, which, question, **data):
    return client.post(of_visit("series_change_step", visit, which, question), data)


def test_the_button_of_the_visit_leads_to_the_question(client, cast, visit):
    start = f"/p/{cast.participant.public_id}/boka/?change={visit.public_id}"
    assert client.get(start).url == of_visit("series_change", visit)


def test_only_this_one_goes_on_as_a_change_of_one_visit(client, visit):
    response = client.post(of_visit("series_change", visit), {"which": "denna"})
    assert client.get(response.url).url.endswith("/kolla/")


@pytest.mark.parametrize("which", ["senare", "alla"])
def test_the_others_lead_to_a_check_with_everything_answered(client, visit, which):
    url = client.post(of_visit("series_change", visit), {"which": which}).url
    assert url == of_visit("series_change_check", visit, which)
    words = text_of(client.get(url)).replace("\xa0", " ")
    for said in (
        "Time From 14:00",
        "Length Three hours (3 h)",
        "Meeting place Simhallen",
        "Wished companion Anyone",
    ):
        assert said in words
    assert f"{12 if which == 'alla' else 8} visits are changed" in words


def test_R9_one_thing_is_changed_and_nothing_asked_again(client, visit):
    response = answer(client, visit, "alla", "tid", starts="halv fem", length="2")
    assert response.url == of_visit("series_change_check", visit, "alla")
    assert answer(client, visit, "alla", "plats", place="Biblioteket").status_code == 302
    assert answer(client, visit, "alla", "ledsagare", note="Kom till baksidan.").status_code == 302
    words = text_of(client.get(response.url))
    for said in ("From 16:30", "Two hours", "Biblioteket", "Kom till baksidan."):
        assert said in words
    assert clocks() == ["14.00"] * 12


def test_all_to_come(client, cast, series, visit):
    answer(client, visit, "alla", "tid", starts="16.30", length="2")
    url = of_visit("series_change_check", visit, "alla")
    response = client.post(url, {"key": key_on(client.get(url))})
    assert response.url == of_series("series_page", series) + "?klar=andrad"
    assert "The visits are changed" in text_of(client.get(response.url))
    assert clocks() == ["16.30"] * 12
    assert balance(cast.pool).reserved == 12 * 120


def test_this_and_later(client, series, visit):
    answer(client, visit, "senare", "tid", starts="16.30", length="2")
    url = of_visit("series_change_check", visit, "senare")
    key = {"key": key_on(client.get(url))}
    response = client.post(url, key)
    later = Series.objects.exclude(pk=series.pk).get()
    assert response.url == of_series("series_page", later) + "?klar=andrad"
    assert clocks() == ["14.00"] * 4 + ["16.30"] * 8


def test_another_day_of_the_week(client, visit):
    page = client.get(of_visit("series_change_step", visit, "senare", "veckodag"))
    assert "Monday Tuesday Wednesday Thursday Friday Saturday Sunday" in text_of(page)
    assert re.search(r'value="3"[^>]* checked', page.text)
    assert answer(client, visit, "senare", "veckodag", weekday="1").status_code == 302
    url = of_visit("series_change_check", visit, "senare")
    page = client.get(url)
    assert "How often Every Tuesday" in text_of(page)
    assert "8 visits are changed Tuesday 7 April Tuesday 14 April" in text_of(page)
    client.post(url, {"key": key_on(page)})
    assert visit_of(THURSDAYS[3]).state == visit_of(date(2026, 4, 7)).state == "requested"


@pytest.mark.parametrize("weekday", ["", "7", "tisdag"])
def test_R8_no_day_of_the_week_is_refused(client, visit, weekday):
    response = answer(client, visit, "alla", "veckodag", weekday=weekday)
    assert text_of(response).count("Choose a day of the week.") == 2


def test_R34_sent_twice_is_once(client, visit):
    answer(client, visit, "senare", "tid", starts="16.30", length="2")
    url = of_visit("series_change_check", visit, "senare")
    key = {"key": key_on(client.get(url))}
    client.post(url, key)
    assert client.post(url, key).status_code == 200  # the answers are sent and gone: here is how it stands
    assert Series.objects.count() == 2
    assert clocks() == ["14.00"] * 4 + ["16.30"] * 8


def test_a_visit_changed_on_its_own_is_named_and_kept(client, cast, visit):
    moved = visit_of(THURSDAYS[6])
    asked = {"meeting_place": "", "note": "", "wished_escort": None, "by": cast.participant.user, "now": NOW}
    day = moved.starts_at.replace(day=24)
    change(moved, starts_at=day, ends_at=day.replace(hour=14), **asked)
    url = of_visit("series_change_check", visit, "alla")
    page = client.get(url)
    assert "They stay as they are: Friday 24 April." in text_of(page)
    assert "11 visits are changed" in text_of(page)
    answer(client, visit, "alla", "tid", starts="9", length="1")
    client.post(url, {"key": key_on(page)})
    moved.refresh_from_db()
    assert moved.starts_at == day


def test_companions_who_have_to_be_asked_anew_are_told_of(client, cast, series):
    from_the_first = visit_of(THURSDAYS[0])
    Booking.objects.filter(pk=from_the_first.pk).update(escort=cast.escort, state="assigned")
    url = of_visit("series_change_check", from_the_first, "alla")
    said = "At another time we have to ask your companions anew."
    assert said not in text_of(client.get(url))
    answer(client, from_the_first, "alla", "tid", starts="9", length="1")
    assert said in text_of(client.get(url))


def test_P5_what_stops_it_is_said_of_each_day_and_nothing_is_changed(client, cast, visit):
    Municipality.objects.filter(pk="1381").update(short_pool="refuse")
    append(cast.pool, Kind.RESERVE, balance(cast.pool).available - 120, by=cast.coordinator, at=NOW)
    answer(client, visit, "alla", "tid", starts="14", length="4")
    url = of_visit("series_change_check", visit, "alla")
    response = client.post(url, {"key": key_on(client.get(url))})
    assert title_of(response).startswith("Error:")
    assert "Thursday 26 March: You have" in text_of(response)
    assert set(Booking.objects.values_list("minutes_reserved", flat=True)) == {180}


@pytest.mark.parametrize("key", ["", "x", str(uuid.uuid4())])
def test_without_its_key_nothing_is_changed(client, visit, key):
    answer(client, visit, "alla", "tid", starts="16.30", length="2")
    response = client.post(of_visit("series_change_check", visit, "alla"), {"key": key})
    assert "The answers were changed in another window." in text_of(response)
    assert clocks() == ["14.00"] * 12


def test_begun_anew_it_begins_with_the_visit(client, visit):
    answer(client, visit, "alla", "tid", starts="16.30", length="2")
    client.post(of_visit("series_change", visit), {"which": "alla"})
    assert "From 14:00" in text_of(client.get(of_visit("series_change_check", visit, "alla")))


def test_only_the_latest_few_are_kept(client, series):
    for day in THURSDAYS[:7]:
        client.get(of_visit("series_change_check", visit_of(day), "alla"))
    assert len(client.session["series_changes"]) == 5


@pytest.mark.parametrize(
    ("question", "data", "said"),
    [
        ("tid", {"starts": "blåbär", "length": "2"}, "We do not understand “blåbär”."),
        ("tid", {"starts": "14", "ends": ""}, "Write when it ends or how long it is."),
        ("plats", {"place": "x" * 201}, "200"),
        ("ledsagare", {"note": "x" * 1001}, "1000"),
    ],
)
def test_R8_a_wrong_answer_is_refused_and_kept(client, visit, question, data, said):
    response = answer(client, visit, "alla", question, **data)
    assert title_of(response).startswith("Error:")
    assert said in text_of(response)


@pytest.mark.parametrize("which", ["", "några"])
def test_R8_no_choice_of_visits_is_refused(client, visit, which):
    response = client.post(of_visit("series_change", visit), {"which": which})
    assert text_of(response).count("Choose which visits.") == 2


def test_what_there_is_no_page_for(client, cast, visit):
    assert client.get(of_visit("series_change_check", visit, "denna")).status_code == 404
    assert client.get(of_visit("series_change_step", visit, "alla", "dag")).status_code == 404
    assert client.get(of_visit("series_change", cast.booking())).status_code == 404


def test_one_that_has_begun_says_so(client, cast, series, at):
    first = visit_of(THURSDAYS[0])
    at(TOMORROW_14)
    for url in (
        of_visit("series_change", first),
        of_visit("series_change_check", first, "alla"),
        of_visit("series_change_step", first, "alla", "tid"),
    ):
        assert "The visit has already begun" in text_of(client.get(url, follow=True))


PAGES = [("series_change", ()), ("series_change_check", ("alla",)), ("series_change_step", ("alla", "plats"))]


@pytest.mark.parametrize(("name", "more"), PAGES)
def test_a_stranger_gets_404_and_nothing_happens(signed_in, cast, visit, name, more):
    data = {"which": "alla", "place": "Hos mig", "key": uuid.uuid4()}
    assert signed_in(cast.stranger).post(of_visit(name, visit, *more), data).status_code == 404


@pytest.mark.parametrize(("name", "more"), PAGES)
def test_other_methods_are_refused(client, visit, name, more):
    assert client.put(of_visit(name, visit, *more)).status_code == 405
