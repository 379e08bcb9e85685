"""How a person wants messages: each channel with what it needs, in the person's own words."""

import pytest
from django.urls import reverse

from hours.models import Message
from ledsagning.people.models import AccessLog, Participant
from tests.hours.views.flow import text_of, title_of

GOOD = {"channel": "email", "email": "berit@example.se", "phone": "", "home_address": "", "language": "sv"}


@pytest.fixture
def url(cast):
    return reverse("contact", args=[cast.participant.public_id])


@pytest.fixture
def berit(cast, signed_in):
    return signed_in(cast.participant.user)


@pytest.mark.parametrize(
    "chosen",
    [
        {"channel": "none"},
        {"channel": "email", "email": "berit@example.se"},
        {"channel": "sms", "phone": "070-174 06 05"},
        {"channel": "phone", "phone": "0430-150 00"},
        {"channel": "letter", "home_address": "Storgatan 1, 312 30 Laholm"},
        {"channel": "none", "language": "en"},
    ],
)
def test_each_choice_is_saved(berit, url, cast, chosen):
    data = {**dict.fromkeys(GOOD, ""), "language": "sv", **chosen}
    response = berit.post(url, data, follow=True)
    assert response.redirect_chain == [(reverse("participant_home", args=[cast.participant.public_id]), 302)]
    assert "Saved." in text_of(response)
    person = Participant.objects.get(pk=cast.participant.pk)
    assert {name: getattr(person, name) for name in data} == data
    assert person.name == "Berit"


def test_the_page_shows_what_was_chosen(berit, url):
    berit.post(url, {**GOOD, "language": "en"})
    page = berit.get(url)
    assert 'value="email" id="id_channel_1" checked' in " ".join(page.text.replace("required ", "").split())
    assert 'value="berit@example.se"' in page.text


def test_the_next_booking_is_told_so(berit, url, cast):
    berit.post(url, {**GOOD, "language": "en"})
    cast.pool.refresh_from_db()
    cast.booking()
    assert list(Message.objects.values_list("channel", "language")) == [("email", "en")]


@pytest.mark.parametrize(
    ("data", "field", "words"),
    [
        ({"channel": "email", "email": ""}, "email", "Write the e-mail address that the messages go to."),
        ({"email": "berit@"}, "email", "That is no e-mail address. Write it like this: name@example.se"),
        ({"channel": "sms"}, "phone", "Write the mobile number that the messages go to."),
        (
            {"channel": "sms", "phone": "0430-150 00"},
            "phone",
            "That number cannot take text messages. Write a mobile number.",
        ),
        ({"channel": "phone"}, "phone", "Write the number that we can call."),
        (
            {"channel": "phone", "phone": "hemma"},
            "phone",
            "That is no telephone number. Write it like this: 070-123 45 67",
        ),
        ({"channel": "letter"}, "home_address", "Write the address that the letters go to."),
        ({"channel": ""}, "channel", "Choose how you want messages."),
        (
            {"channel": "pigeon"},
            "channel",
            "Select a valid choice. pigeon is not one of the available choices.",
        ),
        ({"language": ""}, "language", "Choose a language."),
    ],
)
def test_R8_what_is_missing_is_said_and_nothing_is_saved(berit, url, cast, data, field, words):
    response = berit.post(url, {**GOOD, **data})
    assert title_of(response).startswith("Error:")
    assert response.context["form"].errors == {field: [words]}
    person = Participant.objects.get(pk=cast.participant.pk)
    assert (person.channel, person.email, person.phone) == ("none", "", "")


def test_R25_a_protected_person_writes_no_address(berit, url, cast):
    Participant.objects.update(is_protected=True)
    assert "home_address" not in berit.get(url).text
    berit.post(url, {**GOOD, "channel": "letter", "home_address": "Storgatan 1"})
    person = Participant.objects.get(pk=cast.participant.pk)
    assert (person.channel, person.home_address) == ("letter", "")


def test_a_representative_chooses_for_the_person_and_it_is_logged(cast, signed_in, url):
    gunn = signed_in(cast.representative.user)
    page = gunn.get(url)
    assert "You act for Berit" in text_of(page)
    assert reverse("own_contact") in page.text
    gunn.post(url, GOOD)
    assert Participant.objects.get(pk=cast.participant.pk).channel == "email"
    assert AccessLog.objects.filter(capacity="representative", page="POST contact").count() == 1


def test_the_home_page_leads_there(berit, url, cast):
    assert url in berit.get(reverse("participant_home", args=[cast.participant.public_id])).text


def test_a_stranger_gets_404(signed_in, cast, url):
    for user in (cast.stranger, cast.coordinator, cast.case_officer, cast.escort.user):
        assert signed_in(user).get(url).status_code == 404
        assert signed_in(user).post(url, GOOD).status_code == 404
    assert Participant.objects.get(pk=cast.participant.pk).channel == "none"


def test_other_methods_are_refused(berit, url):
    assert berit.put(url).status_code == 405
