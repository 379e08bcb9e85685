"""Whom one acts for: the choice, what every page says, and that a mandate that ends has ended."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from hours.feeds import address_of, turn_on
from hours.models import Booking
from ledsagning.people.models import AccessLog, EscortPhoto, Representative
from tests.cast import LONG_AGO, NOW, TOMORROW_14, Cast, make_participant, make_pool, make_user
from tests.hours.views.flow import Flow, text_of, title_of

URL = "/foretrader/"
DAY = timedelta(days=1)
LAST_DAY = date(2026, 3, 11)


@pytest.fixture
def gunn(cast, signed_in) -> Client:
    return signed_in(cast.representative.user)


def mandate(cast: Cast, person, **more: object) -> Representative:
    values = {"kind": "consent", "valid_from": LONG_AGO} | more
    return Representative.objects.create(participant=person, user=cast.representative.user, **values)


@pytest.fixture
def olle(cast):
    person = make_participant(unit=cast.unit, username="olle")
    make_pool(participant=person, by=cast.case_officer)
    return person


def home_of(person) -> str:
    return reverse("participant_home", args=[person.public_id])


def test_several_people_by_name_with_kind_and_last_day(cast, gunn, olle):
    mandate(cast, olle, valid_to=date(2026, 6, 30))
    response = gunn.get(URL)
    said = text_of(response)
    assert "Berit Limited guardian (god man), until further notice." in said
    assert "Olle Somebody the person has chosen, up to and including Tuesday 30 June." in said
    assert said.index("Berit Limited") < said.index("Olle Somebody")
    for person in (cast.participant, olle):
        assert f'href="{home_of(person)}"' in response.text


def test_ones_own_hours_stand_first(cast, signed_in, olle):
    Representative.objects.create(
        participant=cast.participant, user=olle.user, kind="consent", valid_from=LONG_AGO
    )
    response = signed_in(olle.user).get(URL)
    links = re.findall(r'<h2><a href="([^"]+)"', response.text)
    assert links == [home_of(olle), home_of(cast.participant)]
    assert "My hours Your own visits." in text_of(response)


def test_two_mandates_for_one_person_are_one_choice_with_the_longest(cast, gunn):
    mandate(cast, cast.participant, valid_to=date(2026, 6, 30))
    said = text_of(gunn.get(URL))
    assert "Limited guardian (god man), until further notice." in said
    assert "Somebody the person has chosen" not in said


@pytest.mark.parametrize(("several", "leads_to"), [(True, URL), (False, None)])
def test_the_start_page_leads_there_when_there_is_a_choice(cast, gunn, olle, several, leads_to):
    if several:
        mandate(cast, olle)
    assert gunn.get("/").url == (leads_to or home_of(cast.participant))


def test_every_page_says_for_whom_in_title_and_banner_with_a_way_to_change(cast, gunn, olle):
    visit = cast.booking()
    pages = [
        home_of(cast.participant),
        reverse("visit", args=[cast.participant.public_id, visit.public_id]),
        reverse("cancel_visit", args=[cast.participant.public_id, visit.public_id]),
        reverse("escort_wishes", args=[cast.participant.public_id]),
        reverse("own_calendar", args=[cast.participant.public_id]),
        reverse("own_representatives", args=[cast.participant.public_id]),
    ]
    pages += [Flow(gunn, cast.participant).url("dag")]
    for url in pages:
        response = gunn.get(url)
        assert "You act for Berit" in title_of(response), url
        assert "You act for Berit" in text_of(response), url
        assert f'href="{URL}"' not in response.text, url
    mandate(cast, olle)
    for url in pages:
        assert f'<a href="{URL}">Change person</a>' in gunn.get(url).text, url


def test_the_persons_own_pages_say_nothing_of_it(cast, signed_in):
    response = signed_in(cast.participant.user).get(home_of(cast.participant))
    assert "act for Berit" not in response.text
    assert "You act for" not in title_of(response)


def test_R19_the_log_shows_both_and_so_does_the_booking(cast, gunn):
    flow = Flow(gunn, cast.participant)
    flow.answer_all()
    flow.send()
    assert Booking.objects.get().booked_by == cast.representative.user
    rows = set(AccessLog.objects.values_list("user__name", "participant__name", "capacity"))
    assert rows == {("Gunn", "Berit", "representative")}
    assert AccessLog.objects.filter(page="POST book_check").exists()


def test_two_representatives_of_one_person(cast, gunn, signed_in):
    rune = make_user(username="rune")
    Representative.objects.create(
        participant=cast.participant, user=rune, kind="consent", valid_from=LONG_AGO
    )
    for client in (gunn, signed_in(rune)):
        assert client.get(home_of(cast.participant)).status_code == 200
    Representative.objects.filter(user=rune).update(valid_to=date(2026, 3, 10))
    assert gunn.get(home_of(cast.participant)).status_code == 200
    assert signed_in(rune).get(home_of(cast.participant)).status_code == 404


class TestR19AMandateThatEndsHasEnded:
    """The last day works; the next day's first request meets the 404 of nothing there."""

    @pytest.fixture(autouse=True)
    def ends_today(self, cast):
        Representative.objects.update(valid_to=LAST_DAY)

    @pytest.fixture
    def pages(self, cast, gunn) -> list[str]:
        """Every page of Berit's that Gunn has, a draft that she has begun among them."""
        visit = cast.accepted(starts_at=TOMORROW_14 + DAY)
        EscortPhoto.objects.create(escort=cast.escort, jpeg=b"a picture")
        flow = Flow(gunn, cast.participant)
        flow.answer_all()
        person = [cast.participant.public_id]
        feed = turn_on(cast.participant, cast.representative.user, now=NOW)
        return [
            home_of(cast.participant),
            *(flow.url(step) for step in ("dag", "tid", "plats", "ledsagare")),
            flow.check_url,
            reverse("visit", args=[*person, visit.public_id]),
            reverse("cancel_visit", args=[*person, visit.public_id]),
            reverse("escort_wishes", args=person),
            reverse("own_calendar", args=person),
            reverse("own_representatives", args=person),
            reverse("calendar_feed", args=[address_of(feed)]),
            reverse("escort_photo", args=[cast.escort.pk]),
            URL,
        ]

    def test_R19_the_last_day_works_and_the_next_does_not(self, gunn, pages, at):
        assert {url: gunn.get(url).status_code for url in pages} == dict.fromkeys(pages, 200)
        at(NOW + DAY)
        assert {url: gunn.get(url).status_code for url in pages} == dict.fromkeys(pages, 404)

    def test_R19_at_midnight_in_sweden(self, cast, gunn, at):
        midnight = NOW.replace(hour=23, minute=0)  # UTC, in winter
        at(midnight - timedelta(seconds=1))
        assert gunn.get(home_of(cast.participant)).status_code == 200
        at(midnight)
        assert gunn.get(home_of(cast.participant)).status_code == 404

    def test_R19_in_the_middle_of_a_booking(self, cast, gunn, at):
        flow = Flow(gunn, cast.participant)
        flow.answer_all()
        page = flow.check()
        at(NOW + DAY)
        assert flow.send(page).status_code == 404
        assert flow.answer("dag", day="27/3").status_code == 404
        assert not Booking.objects.exists()

    def test_R19_in_the_middle_of_a_cancellation(self, cast, gunn, at):
        visit = cast.booking(starts_at=TOMORROW_14 + DAY)
        url = reverse("cancel_visit", args=[cast.participant.public_id, visit.public_id])
        assert gunn.get(url).status_code == 200
        at(NOW + DAY)
        assert gunn.post(url).status_code == 404
        assert Booking.objects.get().state == "requested"

    def test_R19_the_menu_and_the_start_page_know_it_too(self, cast, gunn, at):
        assert home_of(cast.participant) in gunn.get("/").url
        at(NOW + DAY)
        said = text_of(gunn.get("/"))
        assert "Berit" not in said

    def test_R19_the_other_mandate_goes_on(self, cast, gunn, olle, at):
        mandate(cast, olle)
        at(NOW + DAY)
        assert "Berit" not in gunn.get(URL).text
        assert gunn.get(home_of(olle)).status_code == 200


def test_strangers_get_404(cast, signed_in):
    for user in (cast.stranger, cast.coordinator, cast.case_officer, cast.escort.user):
        assert signed_in(user).get(URL).status_code == 404


def test_wrong_method(gunn):
    assert gunn.post(URL).status_code == 405
