"""The person's home: what is left, what comes next, one button, and what has been (R10)."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from hours.bookings import release_unfilled
from hours.visits import rate
from tests.cast import NOW, TOMORROW_14, Cast, make_participant, make_pool
from tests.hours.views.flow import text_of

DAY = timedelta(days=1)
EARLIER = {"starts_at": TOMORROW_14 - 6 * DAY, "now": NOW - 7 * DAY}


@pytest.fixture
def home(cast: Cast, signed_in):
    """Reads Berit's home page as Berit, in English."""
    client = signed_in(cast.participant.user)
    return lambda: client.get(reverse("participant_home", args=[cast.participant.public_id]))


def test_R10_hours_left_stand_in_figures_words_and_visits(home):
    said = text_of(home())
    assert "240 h" in said.replace("\N{NO-BREAK SPACE}", " ")
    assert "Two hundred and forty hours" in said
    assert "about 80 visits of the length you usually book" in said
    assert "The hours do not expire." in said


def test_R10_visits_left_follow_the_length_of_the_visits_there_have_been(home, cast):
    cast.done(**EARLIER, hours=5)
    said = text_of(home())
    assert "Two hundred and thirty-five hours" in said
    assert "about 47 visits" in said


def test_R10_booked_hours_are_set_aside_and_said(home, cast):
    cast.booking()
    said = text_of(home())
    assert "Two hundred and thirty-seven hours" in said
    assert "three hours are set aside" in said


@pytest.mark.parametrize(
    ("short_pool", "said"),
    [
        ("top_up", "You can book anyway. The hours that are missing are added at once."),
        ("ask", "You can book anyway. A coordinator adds the hours that are missing."),
    ],
)
def test_an_empty_pool_says_what_the_municipality_chose(home, cast, short_pool, said):
    for day in range(10):
        cast.booking(starts_at=TOMORROW_14 + day * DAY, hours=24)
    cast.unit.municipality.short_pool = short_pool
    cast.unit.municipality.save()
    assert said in text_of(home())


def test_a_decision_without_a_ceiling_counts_no_hours(signed_in, cast):
    person = make_participant(unit=cast.unit, username="nils")
    make_pool(participant=person, by=cast.case_officer, uncapped=True)
    response = signed_in(person.user).get(reverse("participant_home", args=[person.public_id]))
    assert "As many as you need" in text_of(response)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("booking", "We are looking for a companion"),
        ("assigned", "We are looking for a companion"),
        ("accepted", "Elsa is coming"),
    ],
)
def test_the_next_visit_says_honestly_how_it_stands(home, cast, kind, said):
    getattr(cast, kind)()
    assert f"Thursday 12 March 14:00–17:00 (three hours), Simhallen {said}" in text_of(home())


def test_nobody_is_said_to_come_to_a_visit_that_has_been(home, cast):
    cast.accepted(**EARLIER)
    said = text_of(home())
    assert "Friday 6 March : Elsa has not reported the visit yet" in said
    assert "Elsa is coming" not in said


def test_visits_beyond_the_third_stand_on_a_page_of_their_own(home, cast):
    for day in range(4):
        cast.booking(starts_at=TOMORROW_14 + day * DAY)
    response = home()
    assert response.text.count('<div class="visit">') == 3
    assert "See and print all 4 visits to come" in text_of(response)
    assert reverse("own_visits", args=[cast.participant.public_id]) in response.text


def test_there_is_one_big_button(home, cast):
    buttons = re.findall(r'class="[^"]*button-big[^"]*" href="([^"]+)"', home().text)
    assert buttons == [reverse("book_start", args=[cast.participant.public_id])]


def test_the_latest_visit_is_asked_about_until_it_is_rated(home, cast):
    booking = cast.done(**EARLIER)
    response = home()
    assert "How was Friday 6 March with Elsa?" in text_of(response)
    assert re.findall(r'name="score" value="(\d)"', response.text) == ["3", "2", "1"]
    rate(booking, score=3, by=cast.participant.user, now=NOW)
    assert "How was" not in text_of(home())


def test_a_visit_of_long_ago_is_not_asked_about(home, cast):
    cast.done(starts_at=TOMORROW_14 - 40 * DAY, now=NOW - 50 * DAY)
    assert "How was" not in text_of(home())


def test_earlier_visits_say_how_they_ended(home, cast, at):
    cast.done(**EARLIER)
    booking = cast.booking()
    at(NOW + 3 * DAY)
    assert "Thursday 12 March : We found no companion" in text_of(home())
    release_unfilled(booking, now=NOW + 3 * DAY)
    said = text_of(home())
    assert "Thursday 12 March : We found no companion" in said
    assert "Friday 6 March : Done, three hours" in said


def test_without_a_decision_the_page_says_whom_to_call(signed_in, cast):
    person = make_participant(unit=cast.unit, username="nils")
    response = signed_in(person.user).get(reverse("participant_home", args=[person.public_id]))
    said = text_of(response)
    assert "There is no decision about companion hours yet." in said
    assert "Book a visit" not in said


def test_a_representative_is_told_for_whom(signed_in, cast):
    client = signed_in(cast.representative.user)
    said = text_of(client.get(reverse("participant_home", args=[cast.participant.public_id])))
    assert "You act for Berit" in said
    assert "Hours of Berit" in said


def test_a_representative_whose_mandate_has_ended_gets_404(signed_in, cast):
    cast.representative.valid_to = (NOW - DAY).date()
    cast.representative.save()
    client = signed_in(cast.representative.user)
    assert client.get(reverse("participant_home", args=[cast.participant.public_id])).status_code == 404


def test_strangers_and_staff_get_404(signed_in, cast):
    url = reverse("participant_home", args=[cast.participant.public_id])
    for user in (cast.stranger, cast.coordinator, cast.case_officer, cast.manager, cast.escort.user):
        assert signed_in(user).get(url).status_code == 404


def test_posting_is_refused(signed_in, cast):
    url = reverse("participant_home", args=[cast.participant.public_id])
    assert signed_in(cast.participant.user).post(url).status_code == 405
