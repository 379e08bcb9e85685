"""All of one's visits: those to come, a day at a time, and those that have been."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.cast import NOW, TOMORROW_14
from tests.hours.views.flow import text_of

DAY = timedelta(days=1)
PASSED = {"starts_at": NOW - 2 * DAY, "now": NOW - 5 * DAY}


@pytest.fixture
def visits(cast, signed_in):
    """Call to get Berit's page, at NOW."""
    client = signed_in(cast.participant.user)
    address = reverse("own_visits", args=[cast.participant.public_id])
    return lambda **query: client.get(address, query)


def test_the_visits_of_a_day_stand_under_that_day(visits, cast):
    cast.booking(starts_at=TOMORROW_14 + timedelta(hours=4), hours=1)
    cast.accepted()
    cast.booking(starts_at=TOMORROW_14 + DAY)
    said = text_of(visits())
    assert (
        "Thursday 12 March Thursday 12 March 14:00–17:00 Simhallen Elsa is coming Thursday 12 March" in said
    )
    assert said.count("Friday 13 March") == 2
    assert visits().text.count('<ol class="week">') == 1


def test_every_earlier_visit_can_be_found_twenty_a_page(visits, cast):
    for hours in range(21):
        cast.booking(starts_at=NOW - 2 * DAY + timedelta(hours=hours), hours=1, now=NOW - 5 * DAY)
    assert [visits(page=page).text.count("We found no companion") for page in (1, 2)] == [20, 1]


def test_cancelled_visits_are_not_to_come(visits, cast):
    booking = cast.booking()
    booking.state = "cancelled"
    booking.save()
    assert "Nothing is booked." in text_of(visits())


def test_a_page_that_is_not_there_is_the_nearest_one(visits, cast):
    cast.booking(**PASSED)
    assert "Monday 9 March" in text_of(visits(page="x\0"))
    assert "Monday 9 March" in text_of(visits(page="99"))


def test_a_representative_sees_whose_they_are(cast, signed_in):
    client = signed_in(cast.representative.user)
    assert "Visits of Berit" in text_of(client.get(reverse("own_visits", args=[cast.participant.public_id])))


def test_a_stranger_gets_404_and_other_methods_are_refused(cast, signed_in):
    address = reverse("own_visits", args=[cast.participant.public_id])
    assert signed_in(cast.stranger).get(address).status_code == 404
    assert signed_in(cast.participant.user).post(address).status_code == 405
