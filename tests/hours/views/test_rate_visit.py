"""Rating: one press, once, with pictures or words for those who want; let be, it is never asked again."""

from datetime import timedelta

import pytest
from django.urls import reverse

from hours.models import Booking, Rating, Remark
from hours.remark_forms import FACES, PICTURED
from ledsagning.templatetags.page_parts import icon
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


def home_of(cast):
    return reverse("participant_home", args=[cast.participant.public_id])


def visit_of(booking):
    return reverse("visit", args=[booking.pool.participant.public_id, booking.public_id])


def everywhere(client, booking, cast):
    """What the person's pages say, after the messages of the last press have been read."""
    client.get(home_of(cast))
    return " ".join(text_of(client.get(url, follow=True)) for url in (home_of(cast), visit_of(booking)))


ASKING = ("How was", "Say how it was")


class TestNeverAskedTwice:
    def test_it_is_asked_on_the_home_page_and_on_the_visits(self, berit, done, cast):
        """The negative control: what is looked for below is there before."""
        said = everywhere(berit, done, cast)
        assert all(words in said for words in ASKING)
        assert berit.get(url_of(done)).status_code == 200

    @pytest.mark.parametrize("pressed", [{"score": 2}, {"let_be": 1}])
    def test_answered_or_let_be_no_page_asks_again(self, berit, done, cast, at, pressed):
        response = berit.post(url_of(done), pressed)
        assert response.url == home_of(cast)
        for later in (timedelta(0), timedelta(days=1), timedelta(days=20)):
            at(NOW + later)
            berit.force_login(cast.participant.user)  # a session does not last twenty days
            said = everywhere(berit, done, cast)
            assert not [words for words in ASKING if words in said]
            assert berit.get(url_of(done)).url == visit_of(done)

    def test_let_be_is_kept_and_said_kindly(self, berit, done):
        response = berit.post(url_of(done), {"let_be": 1}, follow=True)
        assert "That is fine. We do not ask about that visit again." in text_of(response)
        done.refresh_from_db()
        assert (done.rating_let_be_at, Rating.objects.count()) == (NOW, 0)
        assert "You chose not to answer." in text_of(berit.get(url_of(done), follow=True))

    def test_an_earlier_visit_is_not_dragged_up_instead(self, berit, done, cast):
        earlier = cast.done(starts_at=TOMORROW_14 - 2 * WEEK, now=NOW - 2 * WEEK)
        assert earlier.starts_at < done.starts_at
        berit.post(url_of(done), {"let_be": 1})
        berit.get(home_of(cast))
        assert "How was" not in text_of(berit.get(home_of(cast)))

    def test_let_be_twice_keeps_the_first_and_after_an_answer_is_nothing(self, berit, done, cast, at):
        berit.post(url_of(done), {"let_be": 1})
        at(NOW + timedelta(hours=1))
        berit.post(url_of(done), {"let_be": 1})
        done.refresh_from_db()
        assert done.rating_let_be_at == NOW
        other = cast.done(starts_at=TOMORROW_14 - 2 * WEEK, now=NOW - 2 * WEEK)
        berit.post(url_of(other), {"score": 3})
        berit.post(url_of(other), {"let_be": 1})
        other.refresh_from_db()
        assert (other.rating_let_be_at, other.rating.score) == (None, 3)

    def test_a_visit_that_is_to_come_is_neither_asked_about_nor_let_be(self, berit, cast):
        booking = cast.booking()
        assert berit.get(url_of(booking)).url == visit_of(booking)
        response = berit.post(url_of(booking), {"let_be": 1}, follow=True)
        assert "The visit has not been reported yet." in text_of(response)
        assert Booking.objects.get().rating_let_be_at is None


class TestSaidToTheUnit:
    SAID = {"score": 1, "pictured": ["late", "unsafe"], "comment": "Ring mig."}

    def test_words_go_nowhere_unless_that_is_chosen(self, berit, done):
        berit.post(url_of(done), self.SAID)
        assert Rating.objects.get().comment == "The companion came late. I felt unsafe. Ring mig."
        assert not Remark.objects.exists()

    @pytest.mark.parametrize("complaint", [True, False])
    def test_chosen_they_become_a_remark_about_the_visit(self, berit, done, complaint):
        more = {"to_unit": "on"} | ({"is_complaint": "on"} if complaint else {})
        response = berit.post(url_of(done), self.SAID | more, follow=True)
        remark = Remark.objects.get()
        assert remark.text == "The companion came late. I felt unsafe. Ring mig."
        assert (remark.booking, remark.is_complaint) == (done, complaint)
        assert "What you said is sent to the unit." in text_of(response)

    def test_nothing_said_is_nothing_sent_and_the_press_counts(self, berit, done):
        response = berit.post(url_of(done), {"score": 3, "to_unit": "on"}, follow=True)
        assert "nothing was sent to the unit" in text_of(response)
        assert (Rating.objects.count(), Remark.objects.count()) == (1, 0)

    def test_R34_pressed_twice_it_is_sent_once(self, berit, done):
        for _ in range(2):
            berit.post(url_of(done), self.SAID | {"to_unit": "on"})
        assert Remark.objects.count() == 1

    def test_a_picture_that_is_not_there_is_refused(self, berit, done):
        response = berit.post(url_of(done), {"score": 3, "pictured": ["angry"]})
        assert "Choose among the pictures." in text_of(response)
        assert not Rating.objects.exists()

    def test_every_picture_stands_with_its_word(self, berit, done):
        page = berit.get(url_of(done))
        symbols = [icon(f"said-{each}") for each in PICTURED] + [icon(face) for face in FACES.values()]
        assert [page.text.count(symbol) for symbol in symbols] == [1] * 9
        assert "The companion came on time" in text_of(page)


def test_other_methods_are_refused(berit, done):
    assert berit.put(url_of(done)).status_code == 405
