"""The coordinator's list of what a human has to tell: the list, the letter, and "told"."""

import pytest
from django.urls import reverse

from admin_costs.models import MonthlyEffort
from admin_costs.monthly import refresh
from hours.bookings import cancel
from hours.models import Event, Message
from ledsagning.people.models import AccessLog, Municipality, Participant, User
from tests.cast import NOW, TOMORROW_14, make_staff, make_unit
from tests.hours.views.flow import text_of

URL = "/samordna/meddelanden/"


@pytest.fixture
def visit(cast):
    """Berit wants letters; Elsa comes."""
    Municipality.objects.filter(pk="1381").update(phone="0430-00 00 00")
    Participant.objects.update(
        channel="letter", home_address="Ängsvägen 3", phone="070-174 06 19", language="sv"
    )
    cast.pool.refresh_from_db()
    return cast.accepted()


@pytest.fixture
def karin(cast, signed_in):
    return signed_in(cast.coordinator)


def the_message() -> Message:
    return Message.objects.get(kind="escort_comes")


def letter_url() -> str:
    return reverse("message_letter", args=[the_message().public_id])


def told_url() -> str:
    return reverse("message_told", args=[the_message().public_id])


class TestList:
    def test_to_whom_how_and_what_to_say(self, karin, visit):
        assert reverse("messages_by_hand") == URL
        page = karin.get(URL)
        assert (
            "Berit Letter Call 070-174 06 19 Say this Besöket har en ledsagare. Elsa kommer. "
            "Dag: Torsdag 12 mars Tid: kl. 14–17 Längd: Tre timmar Mötesplats: Simhallen Ledsagare: Elsa "
            "Told"
        ) in text_of(page)
        assert '<div lang="sv">' in page.text
        assert page.text.count('<div class="to-tell') == 1  # the booking's own letter is out of date

    def test_R23_each_person_on_it_is_logged_as_read(self, karin, visit, cast):
        karin.get(URL)
        entry = AccessLog.objects.get(page="GET messages_by_hand")
        assert (entry.participant, entry.user, entry.capacity) == (
            cast.participant,
            cast.coordinator,
            "coordinator",
        )

    @pytest.mark.parametrize(
        ("error", "said"),
        [
            ("smtp 550", "Could not be delivered E-mail (smtp 550)"),
            ("uncertain smtp no answer", "Uncertain whether it arrived E-mail (smtp no answer)"),
            ("uncertain", "Uncertain whether it arrived E-mail Call"),
            ("no address", "Could not be delivered E-mail (the address is missing)"),
        ],
    )
    def test_what_could_not_be_delivered_and_why(self, karin, visit, error, said):
        Message.objects.update(state="failed", channel="email", error=error)
        assert said in text_of(karin.get(URL))

    def test_a_representative_and_for_whom(self, karin, visit, cast):
        Message.objects.update(state="failed", channel="sms", user=cast.representative.user)
        User.objects.filter(username="gunn").update(channel="sms", phone="070-174 06 20")
        said = text_of(karin.get(URL))
        assert "Gunn (acts for Berit)" in said
        assert "Call 070-174 06 20" in said
        assert "070-174 06 19" not in said

    def test_R25_a_protected_person_has_neither_number_nor_address_nor_place_there(self, karin, visit):
        Participant.objects.update(is_protected=True)
        for url in (URL, letter_url()):
            html = karin.get(url).text.replace("0430-00 00 00", "")  # of the frame: the municipality's own
            for hidden in ("070-174", "Ängsvägen", "Simhallen"):
                assert hidden not in html
        assert "Follow your routine." in text_of(karin.get(URL))

    def test_nothing_to_tell(self, karin, visit, cast, at):
        at(TOMORROW_14)
        assert "Nothing to tell." in text_of(karin.get(URL))

    def test_a_long_list_says_how_long(self, karin, visit, cast, monkeypatch):
        monkeypatch.setattr("hours.views.contact.SHOWN", 1)
        cast.accepted(starts_at=TOMORROW_14.replace(day=13))
        page = karin.get(URL)
        assert "The first 1 of 2." in text_of(page)
        assert page.text.count('<div class="to-tell') == 1

    def test_the_list_of_visits_counts_them(self, karin, visit, cast):
        start = reverse("coordinator_list")
        page = karin.get(start)
        assert "1 message to tell by phone or letter" in text_of(page)
        assert f'href="{URL}"' in page.text
        Message.objects.all().delete()
        assert "to tell by phone or letter" not in text_of(karin.get(start))


class TestToAnEscort:
    """An escort is told by hand too, by the own number; nothing of the person's address stands there."""

    @pytest.fixture
    def asked(self, cast, settings) -> Message:
        settings.SITE_URL = "https://ledsagning.example.se"
        Participant.objects.update(home_address="Ängsvägen 3", phone="070-174 06 19")
        User.objects.filter(username="elsa").update(channel="letter", phone="070-174 06 06")
        cast.escort.user.refresh_from_db()
        cast.assigned()
        return Message.objects.get(kind="asked")

    def test_the_list(self, karin, asked):
        page = karin.get(URL)
        assert (
            "Elsa (companion) Letter Call 070-174 06 06 Say this Kan du komma till ett besök? Dag: Torsdag "
            "12 mars Tid: kl. 14–17 Längd: Tre timmar Mötesplats: Simhallen Told"
        ) in text_of(page)
        assert "/svar/" not in page.text

    def test_R25_the_escorts_number_is_not_the_protected_persons(self, karin, asked):
        Participant.objects.update(is_protected=True)
        page = text_of(karin.get(URL))
        assert "Elsa (companion) Letter Call 070-174 06 06 Say this Det finns nytt om ett besök." in page
        assert "Simhallen" not in page

    def test_the_letter_has_neither_address_nor_link_of_its_own(self, karin, asked):
        page = karin.get(reverse("message_letter", args=[asked.public_id]))
        assert "Logga in för att se dina besök och svara: https://ledsagning.example.se/" in text_of(page)
        for secret in ("Ängsvägen", "070-174 06 19", "Berit", "/svar/"):
            assert secret not in page.text

    def test_told(self, karin, asked):
        response = karin.post(reverse("message_told", args=[asked.public_id]), follow=True)
        assert "Told: Elsa." in text_of(response)
        asked.refresh_from_db()
        assert asked.state == "told"


class TestLetter:
    def test_the_letter(self, karin, visit, settings):
        settings.SITE_URL = "https://ledsagning.example.se"
        page = karin.get(letter_url())
        assert (
            "Berit Ängsvägen 3 Vem som kommer till besöket torsdag 12 mars Besöket har en ledsagare. Elsa "
            "kommer. Dag Torsdag 12 mars Tid kl. 14–17 Längd Tre timmar Mötesplats Simhallen Ledsagare "
            "Elsa Här kan du se, ändra eller avboka besöket: https://ledsagning.example.se/ Eller ring oss: "
            "0430-00 00 00. Hälsningar Ledsagning Laholm"
        ) in text_of(page)
        assert "070-174 06 19" not in page.text

    def test_R23_reading_it_is_logged(self, karin, visit, cast):
        karin.get(letter_url())
        assert AccessLog.objects.filter(page="GET message_letter", participant=cast.participant).count() == 1

    def test_what_is_no_longer_so_is_not_printed(self, karin, visit, cast):
        url = letter_url()
        cancel(visit, by=cast.participant.user, now=NOW)
        assert karin.get(url).status_code == 404

    def test_R19_nor_to_a_representative_whose_mandate_has_ended(self, karin, visit, cast):
        Message.objects.update(user=cast.representative.user)
        assert karin.get(letter_url()).status_code == 200
        cast.representative.delete()
        assert karin.get(letter_url()).status_code == 404

    def test_other_methods_are_refused(self, karin, visit):
        assert karin.post(letter_url()).status_code == 405


class TestTold:
    def test_one_press(self, karin, visit, cast):
        response = karin.post(told_url(), follow=True)
        assert response.redirect_chain == [(URL, 302)]
        assert "Told: Berit." in text_of(response)
        assert "Nothing to tell." in text_of(response)
        assert the_message().state == "told"

    def test_twice_is_once(self, karin, visit):
        karin.post(told_url())
        assert karin.post(told_url()).status_code == 302
        assert Event.objects.filter(kind="told_by_hand").count() == 1

    def test_P6_it_is_counted_by_its_standard_time(self, karin, visit, cast):
        karin.post(told_url())
        refresh(cast.unit.municipality)
        counted = MonthlyEffort.objects.get(unit=cast.unit, activity__slug="meddelande-for-hand")
        assert counted.minutes == 5

    def test_other_methods_are_refused(self, karin, visit):
        assert karin.get(told_url()).status_code == 405


def test_a_stranger_gets_404(signed_in, cast, visit):
    elsewhere = make_staff(unit=make_unit(name="Annan enhet"), kind="coordinator", username="vera")
    for user in (cast.stranger, cast.case_officer, cast.manager, cast.participant.user, cast.escort.user):
        assert signed_in(user).get(URL).status_code == 404
    for user in (elsewhere, cast.stranger, cast.case_officer, cast.participant.user):
        assert signed_in(user).get(letter_url()).status_code == 404
        assert signed_in(user).post(told_url()).status_code == 404
    assert "Berit" not in signed_in(elsewhere).get(URL).text
    assert the_message().state == "by_hand"


def test_bad_input_is_a_message_that_is_not_there(karin, cast):
    nothing = cast.participant.public_id
    assert karin.get(reverse("message_letter", args=[nothing])).status_code == 404
    assert karin.post(reverse("message_told", args=[nothing])).status_code == 404
