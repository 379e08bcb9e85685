"""Rating: one press, once, with a sentence for those who want."""

from datetime import timedelta

import pytest
from django.urls import reverse

from hours.models import Rating
from tests.cast import NOW, TOMORROW_14
from tests.hours.views.flow import text_of, title_of

WEEK = timedelta(days=7)


@pytest.fixture
def done(cast):
    return cast.done(starts_at=TOMORROW_14 - WEEK, now=NOW - WEEK)


@pytest.fixture
def berit(cast, signed_in):
    return signed_in(cast.participant.user)


def url_of(booking):
    return reverse("rate_visit", args=[booking.pool.participant.public_id, booking.public_id])


@pytest.mark.parametrize("score", [1, 2, 3])
def test_one_press_is_enough(berit, done, score):
    response = berit.post(url_of(done), {"score": score}, follow=True)
    rating = Rating.objects.get()
    assert (rating.booking, rating.score, rating.comment) == (done, score, "")
    assert "Thank you for your answer!" in text_of(response)


def test_a_sentence_may_be_added(berit, done):
    berit.post(url_of(done), {"score": 3, "comment": "Elsa är snäll."})
    assert Rating.objects.get().comment == "Elsa är snäll."


def test_the_page_has_three_buttons(berit, done):
    response = berit.get(url_of(done))
    assert response.text.count('name="score"') == 3
    assert "Thursday 5 March, 14:00–17:00, Elsa" in text_of(response)


def test_it_is_asked_once(berit, done):
    berit.post(url_of(done), {"score": 3})
    response = berit.post(url_of(done), {"score": 1}, follow=True)
    assert Rating.objects.get().score == 3
    assert "You have already answered." in text_of(response)


def test_a_visit_that_is_not_done_is_not_rated(berit, cast):
    berit.post(url_of(cast.booking()), {"score": 3})
    assert not Rating.objects.exists()


@pytest.mark.parametrize("score", ["", "4", "0", "bra", "9" * 40])
def test_another_score_is_refused_and_the_sentence_kept(berit, done, score):
    response = berit.post(url_of(done), {"score": score, "comment": "Elsa är snäll."})
    assert title_of(response).startswith("Error:")
    assert "Press one of the three buttons." in text_of(response)
    assert "Elsa är snäll." in response.text
    assert not Rating.objects.exists()


def test_a_stranger_gets_404(signed_in, cast, done):
    assert signed_in(cast.stranger).post(url_of(done), {"score": 1}).status_code == 404
    assert signed_in(cast.escort.user).post(url_of(done), {"score": 3}).status_code == 404
    assert not Rating.objects.exists()


def test_other_methods_are_refused(berit, done):
    assert berit.put(url_of(done)).status_code == 405
