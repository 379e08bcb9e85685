"""“Så används dina timmar”: the person's own, in words, as a drawing and as a table, with the promise."""

import html
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from ledsagning.people.models import AccessLog, Municipality
from tests.cast import NOW, TOMORROW_14, Cast, make_participant, make_pool
from tests.hours.views.flow import text_of

WEEK = timedelta(days=7)


def url_of(cast: Cast) -> str:
    return reverse("history", args=[cast.participant.public_id])


@pytest.fixture
def berit(cast, signed_in):
    return signed_in(cast.participant.user)


@pytest.fixture
def lived(cast):
    """Three hours in March 2026, and two in May 2025."""
    cast.done(starts_at=TOMORROW_14 - WEEK, now=NOW - 2 * WEEK)
    starts_at = datetime(2025, 5, 5, 12, tzinfo=UTC)
    cast.done(starts_at=starts_at, hours=2, now=starts_at - WEEK)


def rows_of(response):
    """The table's rows as lists of text."""
    rows = re.findall(r"<tr>(.*?)</tr>", response.text, re.DOTALL)
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]
    return [[html.unescape(cell).replace("\xa0", " ") for cell in row] for row in cells]


def test_the_year_stands_in_words_drawing_and_table(cast, berit, lived):
    response = berit.get(url_of(cast))
    said = "In 2026 you used three hours. The most was in March: three hours."
    assert f'<p class="lead">{said}</p>' in response.text
    assert f'<desc id="hours-desc">{said}</desc>' in response.text
    assert rows_of(response) == [
        ["Month", "Visits", "Hours"],
        ["January", "0", "0 h"],
        ["February", "0", "0 h"],
        ["March", "1", "3 h"],
        ["The whole year", "1", "3 h"],
    ]


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("?year=2025", 2025),
        ("", 2026),
        ("?year=2026", 2026),
        ("?year=1999", 2026),
        ("?year=kaka", 2026),
        ("?year=", 2026),
        ("?year=" + "9" * 500, 2026),
    ],
)
def test_a_year_is_chosen_and_another_is_the_latest(cast, berit, lived, asked, shown):
    response = berit.get(url_of(cast) + asked)
    assert f"Month by month, {shown}" in text_of(response)
    assert f'href="?year={shown}" aria-current="page"' in response.text


def test_all_the_years_in_words(cast, berit, lived):
    cast.booking(hours=1)
    said = text_of(berit.get(url_of(cast))).replace("\xa0", " ")
    assert "You have got Two hundred and forty hours (240 h)" in said
    assert "You have used Five hours (5 h)" in said
    assert "You have booked One hour (1 h)" in said
    assert "You have left Two hundred and thirty-four hours (234 h)" in said


def test_nothing_used_yet_has_no_empty_drawing(cast, berit):
    response = berit.get(url_of(cast))
    assert "No hours were used in 2026." in text_of(response)
    assert "<table" not in response.text
    assert "hours-chart" not in response.text


PROMISES = {
    "P1": "Your hours never run out because time passes.",
    "P2": "Nobody asks why you have hours left. Those who decide do not see how many they are.",
    "P3": "You never have to say why you book, change or cancel.",
    "P4": "You can book for today or for next year. We say honestly if we have found a companion.",
    "P5": "If your hours are too few, you can book anyway. What is missing is added at once.",
}


@pytest.mark.parametrize("number", PROMISES)
def test_P1_to_P5_stand_as_promises(cast, berit, number):
    said = text_of(berit.get(url_of(cast)))
    assert PROMISES[number] in said[said.index("This we promise") :]


@pytest.mark.parametrize(
    ("short_pool", "promised"),
    [
        ("top_up", "What is missing is added at once."),
        ("ask", "A coordinator adds what is missing."),
        ("refuse", "we say so at once. You can choose a shorter time or call us."),
    ],
)
def test_P5_is_what_the_municipality_has_chosen(cast, berit, short_pool, promised):
    Municipality.objects.filter(pk="1381").update(short_pool=short_pool)
    assert promised in text_of(berit.get(url_of(cast)))


def test_P5_without_a_ceiling(cast, signed_in):
    olle = make_participant(unit=cast.unit, username="olle")
    make_pool(participant=olle, by=cast.case_officer, uncapped=True)
    said = text_of(signed_in(olle.user).get(reverse("history", args=[olle.public_id])))
    assert "Your hours have no ceiling." in said
    assert "You may use As many as you need" in said
    assert "You have left" not in said


def test_without_a_decision_the_promise_stands_alone(cast, signed_in):
    olle = make_participant(unit=cast.unit, username="olle")
    said = text_of(signed_in(olle.user).get(reverse("history", args=[olle.public_id])))
    assert "There is no decision about companion hours yet." in said
    assert "This we promise" in said


def test_a_representative_sees_the_same(cast, signed_in, lived):
    response = signed_in(cast.representative.user).get(url_of(cast))
    assert "In 2026 you used three hours." in text_of(response)
    assert "You act for Berit" in text_of(response)


def test_P2_staff_and_strangers_get_404(cast, signed_in):
    for user in (
        cast.stranger,
        cast.escort.user,
        cast.coordinator,
        cast.case_officer,
        cast.manager,
        cast.administrator,
    ):
        assert signed_in(user).get(url_of(cast)).status_code == 404


def test_posting_is_refused_and_the_look_is_logged(cast, berit):
    assert berit.post(url_of(cast)).status_code == 405
    berit.get(url_of(cast))
    assert AccessLog.objects.get().page == "GET history"
