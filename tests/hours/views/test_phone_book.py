"""Booking for the person on the phone: one page, one booking, and the one place where their hours show."""

import re
import uuid
from datetime import date, timedelta

import pytest
from django.urls import reverse

from admin_costs.effort import set_standard_time
from admin_costs.models import Activity, MonthlyEffort
from admin_costs.models.effort import EffortSource
from admin_costs.monthly import refresh
from hours.bookings import cancel
from hours.models import Booking, Event, EventKind
from hours.wishes import wish
from ledsagning.people.models import AccessLog, Participant
from tests.cast import NOW, TOMORROW_14, Cast, make_escort, make_participant, make_pool, make_staff, make_unit
from tests.hours.views.conftest import SignedIn
from tests.hours.views.flow import text_of

CALL = {"day": "imorgon", "starts": "14", "ends": "17", "place": "Simhallen", "note": "Röd jacka"}


def url_of(person: Participant) -> str:
    return reverse("phone_book", args=[person.public_id])


def test_books_once(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.coordinator)
    call = CALL | {"key": uuid.uuid4(), "escort": cast.escort.pk}
    response = client.post(url_of(cast.participant), call, follow=True)
    visit = Booking.objects.get()
    assert response.redirect_chain == [(reverse("assign_visit", args=[visit.public_id]), 302)]
    assert "Booked by phone: Berit, Thursday 12 March, 14:00–17:00." in response.content.decode()
    assert (visit.starts_at, visit.ends_at) == (TOMORROW_14, TOMORROW_14 + timedelta(hours=3))
    assert (visit.meeting_place, visit.note, visit.wished_escort) == ("Simhallen", "Röd jacka", cast.escort)
    assert (visit.by_phone, visit.booked_by, visit.minutes_reserved) == (True, cast.coordinator, 180)
    again = client.post(url_of(cast.participant), call)
    assert again.headers["Location"] == reverse("assign_visit", args=[visit.public_id])
    assert Event.objects.filter(kind=EventKind.PHONE_BOOKED).count() == 1


def test_length_instead_of_an_end(cast: Cast, signed_in: SignedIn) -> None:
    call = {"key": uuid.uuid4(), "day": "12/3", "starts": "halv tre", "length": "2,5"}
    signed_in(cast.coordinator).post(url_of(cast.participant), call)
    assert Booking.objects.get().minutes_reserved == 150


def test_the_hours_show_here_and_the_look_is_logged(cast: Cast, signed_in: SignedIn) -> None:
    cast.booking()
    html = signed_in(cast.coordinator).get(url_of(cast.participant)).content.decode()
    assert "<strong>237\N{NO-BREAK SPACE}h</strong>" in html
    assert "Thursday 12 March, 14:00–17:00" in html
    read = AccessLog.objects.get()
    assert (read.user, read.participant, read.page) == (cast.coordinator, cast.participant, "GET phone_book")


def test_worth_knowing_is_said_after_booking(cast: Cast, signed_in: SignedIn) -> None:
    cast.booking()
    call = CALL | {"key": uuid.uuid4()}
    html = signed_in(cast.coordinator).post(url_of(cast.participant), call, follow=True).content.decode()
    assert "You have another visit at the same time." in html


def test_the_doubled_hour_is_asked_about(cast: Cast, signed_in: SignedIn) -> None:
    call = {"key": uuid.uuid4(), "day": "25/10", "starts": "02.30", "ends": "03.30"}
    client = signed_in(cast.coordinator)
    html = client.post(url_of(cast.participant), call).content.decode()
    assert "02.30 comes twice that night. Choose before or after" in html
    assert not Booking.objects.exists()
    client.post(url_of(cast.participant), call | {"starts_which": "first"})
    assert Booking.objects.get().minutes_reserved == 120


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"day": "31 februari"}, "There is no such day as “31 februari”."),
        ({"day": ""}, "Write which day."),
        ({"starts": "sen kväll"}, "We do not understand “sen kväll”."),
        ({"ends": ""}, "Write when it ends or how long it is."),
        ({"length": "2"}, "The end and the number of hours do not agree."),
        ({"starts": "7", "day": "idag"}, "That time has already passed."),
        ({"escort": "999999"}, "Select a valid choice."),
        ({"escort": "nonsense"}, "Select a valid choice."),
        ({"place": "x" * 201}, "at most 200 characters"),
    ],
)
def test_bad_input_is_kept(cast: Cast, signed_in: SignedIn, wrong: dict[str, str], says: str) -> None:
    call = CALL | {"key": uuid.uuid4()} | wrong
    html = signed_in(cast.coordinator).post(url_of(cast.participant), call).content.decode()
    assert "<title>Error: " in html
    assert says in html
    for name in ("note", "day", "starts"):
        assert str(call[name]) in html
    assert f'value="{call["key"]}"' in html
    assert not Booking.objects.exists()


def test_a_short_pool_under_refuse(cast: Cast, signed_in: SignedIn) -> None:
    cast.unit.municipality.short_pool = "refuse"
    cast.unit.municipality.save()
    nils = make_participant(unit=cast.unit, username=None)
    make_pool(participant=nils, by=cast.case_officer, hours_per_month=1)
    call = CALL | {"key": uuid.uuid4(), "starts": "1", "ends": "17"}
    html = signed_in(cast.coordinator).post(url_of(nils), call).content.decode()
    assert "You have 12\N{NO-BREAK SPACE}h left and the visit needs 16\N{NO-BREAK SPACE}h." in html


def test_no_decision_yet(cast: Cast, signed_in: SignedIn) -> None:
    nils = make_participant(unit=cast.unit, username=None)
    client = signed_in(cast.coordinator)
    assert "There is no decision about companion hours yet." in client.get(url_of(nils)).content.decode()
    assert client.post(url_of(nils), CALL | {"key": uuid.uuid4()}).status_code == 200
    assert not Booking.objects.exists()


def test_a_sent_key_with_other_times(cast: Cast, signed_in: SignedIn) -> None:
    client, call = signed_in(cast.coordinator), CALL | {"key": uuid.uuid4()}
    client.post(url_of(cast.participant), call)
    html = client.post(url_of(cast.participant), call | {"ends": "18"}).content.decode()
    assert "This booking has already been sent, with other times." in html


class TestWhoIsWishedFor:
    @pytest.mark.parametrize(
        ("sent", "known", "named"), [("", False, None), ("known", True, None), ("elsa", False, "Elsa")]
    )
    def test_anyone_somebody_known_or_a_named_one(self, cast, signed_in, sent, known, named):
        call = CALL | {"key": uuid.uuid4(), "escort": cast.escort.pk if sent == "elsa" else sent}
        signed_in(cast.coordinator).post(url_of(cast.participant), call)
        visit = Booking.objects.get()
        assert (visit.wishes_known, visit.wished_escort and str(visit.wished_escort)) == (known, named)

    def test_those_the_person_knows_stand_first(self, cast, signed_in, at):
        make_escort(unit=cast.provider, username="anna")
        client = signed_in(cast.coordinator)
        cast.done()
        at(NOW + timedelta(days=2))
        html = client.get(url_of(cast.participant)).content.decode()
        choices = re.findall(r'<optgroup label="([^"]+)">|<option value="\w*"[^>]*>([^<]+)</option>', html)
        assert ["".join(found) for found in choices] == [
            "Anyone",
            "Somebody the person knows",
            "Knows the person",
            "Elsa",
            "Others",
            "Anna",
        ]

    def test_nobody_the_person_never_wants_to_meet(self, cast, signed_in):
        wish(cast.participant, cast.escort, never=True)
        client = signed_in(cast.coordinator)
        assert ">Elsa<" not in client.get(url_of(cast.participant)).content.decode()
        call = CALL | {"key": uuid.uuid4(), "escort": cast.escort.pk}
        assert "Select a valid choice." in client.post(url_of(cast.participant), call).content.decode()


class TestSameAsLastTime:
    @pytest.fixture
    def earlier(self, cast, signed_in, at):
        """A visit two days ago, with a note and a wish, and the coordinator's browser."""
        visit = cast.done(note="Röd jacka", wished_escort=cast.escort)
        client = signed_in(cast.coordinator)
        at(NOW + timedelta(days=3))
        return client, visit

    def test_a_link_fills_the_form_with_all_but_the_day(self, cast, earlier):
        client, visit = earlier
        html = client.get(url_of(cast.participant)).content.decode()
        link = f"?like={visit.public_id}"
        assert f'<a href="{link}">Same as last time' in html
        html = client.get(url_of(cast.participant) + link).content.decode()
        for name, value in (("starts", "14.00"), ("ends", "17.00"), ("place", "Simhallen")):
            assert re.search(f'name="{name}" value="{value}"', html), name
        assert "Röd jacka</textarea>" in html
        assert f'<option value="{cast.escort.pk}" selected>Elsa</option>' in html
        assert not re.search('name="day" value', html)

    def test_somebody_known_and_a_whole_day(self, cast, signed_in):
        visit = cast.booking(hours=24, wishes_known=True)
        html = signed_in(cast.coordinator).get(f"{url_of(cast.participant)}?like={visit.public_id}").text
        assert '<option value="known" selected>' in html
        assert re.search('name="length" value="24"', html)
        assert not re.search('name="ends" value', html)

    def test_and_books_another(self, cast, earlier):
        client, visit = earlier
        call = CALL | {"key": uuid.uuid4(), "day": "21/3"}
        client.post(f"{url_of(cast.participant)}?like={visit.public_id}", call)
        assert Booking.objects.count() == 2

    @pytest.mark.parametrize("like", ["hej", "00000000-0000-0000-0000-000000000007", "%00"])
    def test_no_such_visit_is_404(self, cast, signed_in, like):
        assert signed_in(cast.coordinator).get(f"{url_of(cast.participant)}?like={like}").status_code == 404

    def test_anothers_visit_is_404(self, cast, signed_in):
        visit = cast.booking()
        nils = make_participant(unit=cast.unit, username=None)
        client = signed_in(cast.coordinator)
        assert client.get(f"{url_of(nils)}?like={visit.public_id}").status_code == 404
        make_pool(participant=nils, by=cast.case_officer)
        assert client.get(f"{url_of(nils)}?like={visit.public_id}").status_code == 404

    def test_what_was_cancelled_is_not_offered(self, cast, signed_in, at):
        cancel(cast.booking(), by=cast.coordinator, now=NOW)
        client = signed_in(cast.coordinator)
        at(NOW + timedelta(days=3))
        assert "like=" not in client.get(url_of(cast.participant)).content.decode()


def test_home_and_the_last_places_are_offered(cast: Cast, signed_in: SignedIn) -> None:
    cast.participant.home_address = "Storgatan 1 & 2"
    cast.participant.save()
    cast.booking()
    html = signed_in(cast.coordinator).get(url_of(cast.participant)).content.decode()
    assert 'list="places"' in html
    assert re.findall(r'<option value="([^"]+)"></option>', html) == ["Storgatan 1 &amp; 2", "Simhallen"]


@pytest.mark.parametrize(
    ("channel", "says"),
    [
        ("none", "No messages, I look here."),
        ("email", "E-mail : berit@example.org"),
        ("sms", "Text message (SMS) : 070-174 06 05"),
        ("phone", "A phone call : 070-174 06 05"),
        ("letter", "Letter."),
    ],
)
def test_how_the_person_is_told_things(cast: Cast, signed_in: SignedIn, channel: str, says: str) -> None:
    told = {"channel": channel, "phone": "070-174 06 05", "email": "berit@example.org", "language": "en"}
    Participant.objects.filter(pk=cast.participant.pk).update(**told)
    client = signed_in(cast.coordinator)
    said = text_of(client.get(url_of(cast.participant)))
    assert says.replace(" : ", ": ") in said
    assert "Language: English." in said
    Participant.objects.update(is_protected=True)
    said = text_of(client.get(url_of(cast.participant)))
    assert "070-174 06 05" not in said
    assert "berit@example.org" not in said


def test_P6_one_phone_booking_is_one_standard_time_and_the_page_says_so(
    cast: Cast, signed_in: SignedIn
) -> None:
    municipality, march = cast.unit.municipality, date(2026, 3, 1)
    phone = Activity.objects.get(event_kind="phone_booked")
    set_standard_time(municipality, phone, minutes=7, valid_from=march, by=cast.manager, now=NOW)
    client, call = signed_in(cast.coordinator), CALL | {"key": uuid.uuid4()}
    said = text_of(client.get(url_of(cast.participant)))
    assert "The booking counts as 7 minutes of administration." in said
    client.post(url_of(cast.participant), call)
    client.post(url_of(cast.participant), call)  # a double click is one booking
    refresh(municipality)
    counted = MonthlyEffort.objects.get(unit=cast.unit, month=march, activity=phone)
    assert (counted.times, counted.minutes, counted.source) == (1, 7, EffortSource.EVENT)
    cast.booking(starts_at=TOMORROW_14 + timedelta(days=1))  # by the person: no phone, no minutes
    refresh(municipality)
    assert MonthlyEffort.objects.get(unit=cast.unit, month=march, activity=phone).minutes == 7


def test_the_cursor_stands_in_the_first_question(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.coordinator)
    html = client.get(url_of(cast.participant)).content.decode()
    assert re.search(r'<input[^>]*name="day"[^>]*autofocus', html)
    refused = client.post(url_of(cast.participant), {"key": uuid.uuid4()}).content.decode()
    assert not re.search(r'<input[^>]*name="day"[^>]*autofocus', refused)  # but in what is wrong (R8)


def test_strangers_get_404(cast: Cast, signed_in: SignedIn) -> None:
    other = make_staff(unit=make_unit(code="1380", name="Halmstad"), kind="coordinator", username="kurt")
    for user in (cast.stranger, other, cast.case_officer, cast.manager, cast.participant.user):
        assert signed_in(user).get(url_of(cast.participant)).status_code == 404
        assert signed_in(user).post(url_of(cast.participant), CALL).status_code == 404


def test_wrong_method(cast: Cast, signed_in: SignedIn) -> None:
    assert signed_in(cast.coordinator).put(url_of(cast.participant)).status_code == 405


def test_somebody_the_person_knows_is_a_wish_too(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.coordinator)
    call = CALL | {"key": uuid.uuid4(), "escort": "known"}
    html = client.post(url_of(cast.participant), call, follow=True).content.decode()
    assert Booking.objects.get().wishes_known
    assert "Somebody the person knows" in html
