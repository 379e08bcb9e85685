"""Wishes about companions: gladly, never, and taken away. No reason is asked (P3)."""

import pytest
from django.urls import reverse

from hours.models import EscortWish
from hours.wishes import wish
from tests.cast import make_escort, make_participant, make_unit
from tests.hours.views.flow import text_of, title_of


@pytest.fixture
def berit(cast, signed_in):
    return signed_in(cast.participant.user)


@pytest.fixture
def url(cast):
    return reverse("escort_wishes", args=[cast.participant.public_id])


@pytest.mark.parametrize(("kind", "never"), [("gladly", False), ("never", True)])
def test_a_wish_is_saved_and_shown(berit, url, cast, kind, never):
    response = berit.post(url, {"escort": cast.escort.pk, "wish": kind}, follow=True)
    assert EscortWish.objects.get().never is never
    assert "Your wish about Elsa is saved." in text_of(response)
    assert "Elsa Take away" in text_of(response)


def test_never_takes_the_visits_to_come_from_that_companion(berit, url, cast):
    booking = cast.accepted()
    response = berit.post(url, {"escort": cast.escort.pk, "wish": "never"}, follow=True)
    assert "We look for somebody else for your visits with Elsa." in text_of(response)
    booking.refresh_from_db()
    assert booking.escort is None


def test_a_new_wish_about_somebody_takes_the_place_of_the_old(berit, url, cast):
    berit.post(url, {"escort": cast.escort.pk, "wish": "gladly"})
    berit.post(url, {"escort": cast.escort.pk, "wish": "never"})
    assert EscortWish.objects.get().never is True


def test_a_wish_is_taken_away(berit, url, cast):
    made = wish(cast.participant, cast.escort, never=True)
    response = berit.post(url, {"remove": made.pk}, follow=True)
    assert not EscortWish.objects.exists()
    assert "Nobody so far." in text_of(response)


@pytest.mark.parametrize("wish_id", ["x", "-1", "9" * 40, "٣", "\0"])
def test_taking_away_what_is_not_there_changes_nothing(berit, url, cast, wish_id):
    wish(cast.participant, cast.escort, never=True)
    assert berit.post(url, {"remove": wish_id}).status_code == 302
    assert EscortWish.objects.count() == 1


def test_another_persons_wish_cannot_be_taken_away(berit, url, cast):
    other = make_participant(unit=cast.unit, username=None)
    theirs = wish(other, cast.escort, never=True)
    berit.post(url, {"remove": theirs.pk})
    assert EscortWish.objects.get() == theirs


def test_only_companions_of_the_municipality_can_be_chosen(berit, url, cast):
    elsewhere = make_escort(unit=make_unit(code="1380", name="Egen regi", kind="in_house"), username="per")
    response = berit.post(url, {"escort": elsewhere.pk, "wish": "gladly"})
    assert response.context["form"].errors.keys() == {"escort"}
    assert not EscortWish.objects.exists()


@pytest.mark.parametrize("data", [{}, {"escort": "x", "wish": "x"}, {"escort": "9" * 40, "wish": "\0"}])
def test_bad_input_is_refused_with_words(berit, url, data):
    response = berit.post(url, data)
    assert title_of(response).startswith("Error:")
    assert response.context["form"].errors.keys() == {"escort", "wish"}


def test_a_stranger_gets_404(signed_in, cast, url):
    for user in (cast.stranger, cast.coordinator, cast.escort.user):
        response = signed_in(user).post(url, {"escort": cast.escort.pk, "wish": "never"})
        assert response.status_code == 404
    assert not EscortWish.objects.exists()


def test_other_methods_are_refused(berit, url):
    assert berit.put(url).status_code == 405
