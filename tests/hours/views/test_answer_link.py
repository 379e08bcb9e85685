"""Yes or no from a message's link: signed, used up by an answer, and never answered by looking."""

import logging
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from hours import answer_links
from hours.answer_links import Standing, standing, token_of
from hours.assignments import accept, assign, decline
from hours.bookings import cancel, change
from hours.models import Assignment, Booking, Offer
from hours.offers import accept_offer, offer
from hours.policy import State
from ledsagning.logs import WithoutSecrets
from ledsagning.people.models import AccessLog, Escort, Participant, User
from tests.cast import NOW, TOMORROW_14, make_escort
from tests.hours.views.flow import text_of

DAY = timedelta(days=1)
EN = {"accept-language": "en"}


@pytest.fixture
def browser(at) -> Client:
    """Whoever reads the mail: not signed in, no cookie, and the form's token is checked as in earnest."""
    at(NOW)
    return Client(headers=EN, enforce_csrf_checks=True)


@pytest.fixture
def asked(cast) -> Assignment:
    return cast.assigned().assignments.get()


@pytest.fixture
def offered(cast) -> Offer:
    visit = cast.booking(starts_at=TOMORROW_14 + 7 * DAY)
    (made,) = offer(visit, [cast.escort], by=cast.coordinator, now=NOW)
    return made


def url_of(question) -> str:
    return reverse("answer_link", args=[token_of(question)])


def press(browser: Client, question, answer: str):
    """Looks, presses a button, and gets the page that it leads to."""
    page = browser.get(url_of(question))
    sent = {"answer": answer, "csrfmiddlewaretoken": page.context["csrf_token"]}
    return browser.post(url_of(question), sent, follow=True)


def holder(question) -> tuple[str, Escort | None]:
    booking = Booking.objects.get(pk=question.booking_id)
    return booking.state, booking.escort


class TestLooking:
    def test_when_and_where_but_not_whose(self, browser, asked):
        page = browser.get(url_of(asked))
        assert (
            "Can you come? Day Thursday 12 March Time 14:00–17:00 Length Three hours Meeting place Simhallen "
            "Yes, I can No, I cannot You need not say why."
        ) in text_of(page)
        assert "Berit" not in page.text
        assert page["Cache-Control"] == "no-store"
        assert page["Referrer-Policy"] == "strict-origin"
        assert page["X-Robots-Tag"] == "noindex, nofollow"

    def test_never_answers_however_often(self, browser, asked, cast):
        for method in (browser.get, browser.head, browser.get):
            assert method(url_of(asked), {"answer": "yes"}).status_code == 200
        assert holder(asked) == (State.ASSIGNED, cast.escort)
        assert Assignment.objects.get().answer == "waiting"

    def test_R23_it_is_logged_as_the_escorts_look(self, browser, asked, cast):
        browser.get(url_of(asked))
        row = AccessLog.objects.get()
        assert (row.user, row.participant, row.capacity, row.page) == (
            cast.escort.user,
            cast.participant,
            "escort",
            "GET answer_link",
        )

    def test_R25_of_a_protected_identity_nothing_is_shown_or_answered(self, browser, asked):
        Participant.objects.update(is_protected=True)
        page = browser.get(url_of(asked))
        assert "Sign in to answer" in page.text
        assert not {"Simhallen", "12 March", "14:00", "Laholm"} & set(text_of(page).replace(",", "").split())
        assert "<form" not in page.text.partition("<main")[2].partition("</main>")[0]
        answer_links.answer(asked, yes=True, now=NOW)
        assert Assignment.objects.get().answer == "waiting"


class TestAnswering:
    def test_yes_in_one_press_without_signing_in(self, browser, asked, cast):
        page = press(browser, asked, "yes")
        assert "You have said yes" in text_of(page)
        assert Booking.objects.get().accepted_at == NOW
        assert page.redirect_chain == [(url_of(asked), 302)]

    def test_no_in_one_press_and_no_reason(self, browser, asked):
        page = press(browser, asked, "no")
        assert "You have said no" in text_of(page)
        assert holder(asked) == (State.REQUESTED, None)
        assert "<textarea" not in page.text

    @pytest.mark.parametrize(("first", "second", "said"), [("yes", "no", "yes"), ("no", "yes", "no")])
    def test_a_link_used_twice_says_what_was_answered_and_changes_nothing(
        self, browser, asked, first, second, said
    ):
        press(browser, asked, first)
        there = holder(asked), Assignment.objects.values_list("answer", flat=True).get()
        page = press(browser, asked, second)
        assert f"You have said {said}" in text_of(page)
        assert (holder(asked), Assignment.objects.values_list("answer", flat=True).get()) == there

    def test_an_offer(self, browser, offered, cast):
        page = press(browser, offered, "yes")
        assert "You have said yes" in text_of(page)
        assert holder(offered) == (State.ASSIGNED, cast.escort)

    def test_a_no_to_an_offer(self, browser, offered):
        assert "You have said no" in text_of(press(browser, offered, "no"))
        assert holder(offered) == (State.REQUESTED, None)

    def test_accepting_an_offer_someone_else_took(self, browser, offered, cast):
        tor = make_escort(unit=cast.provider, username="tor")
        (*_, theirs) = offer(offered.booking, [tor], by=cast.coordinator, now=NOW)
        page = browser.get(url_of(offered))
        accept_offer(theirs, by=tor.user, now=NOW)
        sent = {"answer": "yes", "csrfmiddlewaretoken": page.context["csrf_token"]}
        said = text_of(browser.post(url_of(offered), sent, follow=True))
        assert "Somebody else has the visit You need not do anything. Thank you anyway!" in said
        assert holder(offered) == (State.ASSIGNED, tor)

    def test_an_offer_over_another_visit_says_what_stops_it(self, browser, offered, cast):
        cast.accepted(starts_at=offered.booking.starts_at + timedelta(hours=1))
        page = press(browser, offered, "yes")
        assert "You have another visit at that time." in text_of(page)
        assert page.status_code == 200, "paths of errors are logged"
        assert Offer.objects.get().answer == "waiting"

    @pytest.mark.parametrize("answer", ["", "kanske"])
    def test_an_unknown_answer_does_nothing(self, browser, asked, answer):
        assert "Can you come?" in text_of(press(browser, asked, answer))
        assert Assignment.objects.get().answer == "waiting"

    def test_without_the_forms_token_nothing_is_done(self, browser, asked):
        assert browser.post(url_of(asked), {"answer": "yes"}).status_code == 403
        assert Assignment.objects.get().answer == "waiting"

    def test_an_old_link_does_not_answer_a_new_question(self, browser, asked, cast):
        """Declined and asked anew: the first question's link is used up, the second's is not."""
        decline(asked.booking, escort=cast.escort, by=cast.escort.user, now=NOW)
        assign(Booking.objects.get(), cast.escort, by=cast.coordinator, now=NOW)
        again = Assignment.objects.order_by("-pk").first()
        assert "You have said no" in text_of(press(browser, asked, "yes"))
        assert Booking.objects.get().accepted_at is None
        assert "You have said yes" in text_of(press(browser, again, "yes"))


def changed(booking: Booking, by: User, **new: object) -> None:
    there = {"starts_at": booking.starts_at, "ends_at": booking.ends_at, "meeting_place": "Simhallen"}
    change(booking, by=by, now=NOW, note="", wished_escort=None, **{**there, **new})


class TestTooLate:
    """What has happened is said, and nothing can be answered."""

    def test_the_visit_is_cancelled(self, cast, asked):
        cancel(asked.booking, by=cast.participant.user, now=NOW)
        assert self.found(asked) == Standing.CANCELLED

    def test_the_visit_is_moved(self, cast, asked):
        changed(asked.booking, cast.participant.user, starts_at=TOMORROW_14 - timedelta(hours=1))
        assert self.found(asked) == Standing.CHANGED

    def test_somebody_else_has_it(self, cast, asked):
        tor = make_escort(unit=cast.provider, username="tor")
        assign(asked.booking, tor, by=cast.coordinator, now=NOW, seen_escort_id=cast.escort.pk)
        assert self.found(asked) == Standing.TAKEN

    def test_a_yes_that_the_visit_moved_away_from(self, cast, asked):
        booking = accept(asked.booking, escort=cast.escort, by=cast.escort.user, now=NOW)
        assert self.found(asked) == Standing.SAID_YES
        changed(booking, cast.participant.user, ends_at=booking.ends_at + timedelta(hours=1))
        assert self.found(asked) == Standing.CHANGED

    @pytest.mark.parametrize(
        ("days_ahead", "after", "expected"),
        [
            (1, timedelta(days=1, hours=4, minutes=59), Standing.OPEN),  # 14:00 is five hours from now
            (1, timedelta(days=1, hours=5), Standing.BEGUN),
            (30, timedelta(days=14) - timedelta(seconds=1), Standing.OPEN),
            (30, timedelta(days=14), Standing.EXPIRED),
        ],
    )
    def test_it_lasts_until_the_visit_begins_and_14_days_at_most(self, cast, days_ahead, after, expected):
        question = cast.assigned(starts_at=TOMORROW_14 + (days_ahead - 1) * DAY).assignments.get()
        assert standing(question, NOW + after) == expected

    def test_R19_who_no_longer_works_here(self, browser, cast, asked, at):
        Escort.objects.filter(pk=cast.escort.pk).update(valid_to=date(2026, 3, 11))
        assert standing(asked, NOW) == Standing.OPEN
        at(NOW + DAY / 2)
        Escort.objects.filter(pk=cast.escort.pk).update(valid_to=date(2026, 3, 10))
        page = browser.get(url_of(asked))
        assert "Your account is closed" in text_of(page)
        assert "Simhallen" not in page.text
        answer_links.answer(asked, yes=True, now=NOW)
        assert Assignment.objects.get().answer == "waiting"

    def test_every_standing_has_its_words(self, browser, asked, monkeypatch):
        """No standing falls through to another's sentence."""
        said = {}
        for each in Standing:
            monkeypatch.setattr(answer_links, "standing", lambda asked, now, each=each: each)
            said[each] = text_of(browser.get(url_of(asked)))
        assert len(set(said.values())) == len(Standing)

    def found(self, question) -> Standing:
        question = answer_links.asked_or_404(token_of(question))
        answered = question.answer
        answer_links.answer(question, yes=True, now=NOW)
        answer_links.answer(question, yes=False, now=NOW)
        question.refresh_from_db()
        assert question.answer == answered
        return standing(question, NOW)


class TestForged:
    def test_a_made_up_or_tampered_link_is_404(self, browser, asked, offered):
        token = token_of(asked)
        body, _, signature = token.rpartition(".")
        others = token_of(offered).rpartition(".")[2]
        wrong = signature[:-2] + ("AA" if signature[-2:] != "AA" else "BB")
        tampered = ["a1", "a1.x", "å", f"{body}.{wrong}", f"{body}.{others}", f"{body}0.{signature}"]
        for forged in tampered:
            assert browser.get(f"/svar/{forged}/").status_code == 404, forged
        assert browser.get(f"/svar/{token}/").status_code == 200

    def test_signed_here_but_of_nothing(self, browser, asked):
        for named in (f"a{asked.pk + 1}", f"o{asked.pk}", "x1", "a", f"a{'9' * 30}"):
            assert browser.get(f"/svar/{answer_links.signer().sign(named)}/").status_code == 404

    def test_wrong_method(self, browser, asked):
        assert browser.put(url_of(asked)).status_code in (403, 405)


def test_the_secret_is_in_no_line_of_the_log(browser, asked, caplog):
    """What Django logs of an error has its path: the console's filter leaves the secret out."""
    browser.post(url_of(asked), {"answer": "yes"})
    (record,) = [found for found in caplog.records if "Forbidden" in found.getMessage()]
    assert record.getMessage().endswith("/svar/…/")
    # Negative control: what the filter was given.
    raw = logging.LogRecord("x", 30, "", 0, "Forbidden: %s", (url_of(asked),), None)
    assert token_of(asked) in raw.getMessage()
    assert WithoutSecrets().filter(raw)
    assert raw.getMessage() == "Forbidden: /svar/…/"
