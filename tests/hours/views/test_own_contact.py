"""One's own addresses, and which visits one is told of as a representative."""

import pytest
from django.http import HttpResponse
from django.urls import reverse

from hours.models import Message
from hours.outbox import recipient_of
from ledsagning.people.models import Escort, Participant, User
from tests.cast import LONG_AGO, NOW, make_participant
from tests.hours.views.flow import text_of, title_of

URL = "/mina-uppgifter/"


def data(cast, **more):
    told = {f"told_{cast.representative.pk}": "on"}
    return {"channel": "sms", "email": "", "phone": "070-174 06 05", "language": "en", **told, **more}


@pytest.fixture
def gunn(cast, signed_in):
    return signed_in(cast.representative.user)


def test_a_representative_chooses(gunn, cast):
    assert reverse("own_contact") == URL
    page = gunn.get(URL)
    assert "Messages about the visits of Berit" in text_of(page)
    assert "Letter" not in text_of(page)
    assert "Saved." in text_of(gunn.post(URL, data(cast), follow=True))
    user = User.objects.get(username="gunn")
    assert (user.channel, user.phone, user.language, user.name) == ("sms", "070-174 06 05", "en", "Gunn")
    assert user.check_password("gunngunn")
    cast.booking()
    assert list(Message.objects.values_list("user__username", "channel")) == [("gunn", "sms")]


def test_not_about_this_person(gunn, cast):
    wanted = data(cast)
    del wanted[f"told_{cast.representative.pk}"]
    gunn.post(URL, wanted)
    cast.representative.refresh_from_db()
    assert cast.representative.is_told is False
    cast.booking()
    assert not Message.objects.exists()


def test_a_mandate_that_has_ended_or_is_anothers_is_not_there(gunn, cast):
    olle = make_participant(unit=cast.unit, username="olle")
    mandate = olle.representatives.create(user=cast.stranger, kind="god_man", valid_from=LONG_AGO)
    cast.representative.valid_to = LONG_AGO
    cast.representative.save()
    assert "Messages about the visits" not in text_of(gunn.get(URL))
    gunn.post(URL, {**data(cast), f"told_{mandate.pk}": ""})
    mandate.refresh_from_db()
    assert mandate.is_told is True


def test_a_participant_is_led_to_the_persons_page(signed_in, cast):
    page = signed_in(cast.participant.user).get(URL)
    assert reverse("contact", args=[cast.participant.public_id]) in page.text
    signed_in(cast.participant.user).post(URL, data(cast))
    assert Participant.objects.get(pk=cast.participant.pk).channel == "none"


def test_somebody_who_acts_for_nobody_is_told_so(signed_in, cast):
    assert "You act for nobody today." in text_of(signed_in(cast.stranger).get(URL))


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        ({"channel": "letter"}, "channel"),
        ({"channel": "email"}, "email"),
        ({"phone": ""}, "phone"),
        ({"phone": "08-123 45 67"}, "phone"),
        ({"language": "xx"}, "language"),
    ],
)
def test_bad_input_is_refused_with_words(gunn, cast, bad, field):
    response = gunn.post(URL, data(cast, **bad))
    assert title_of(response).startswith("Error:")
    assert list(response.context["form"].errors) == [field]
    assert User.objects.get(username="gunn").channel == "none"


def test_nobody_without_an_account(client):
    assert client.get(URL).status_code == 302
    assert client.post(URL).url.startswith(reverse("sign_in"))


def test_other_methods_are_refused(gunn):
    assert gunn.delete(URL).status_code == 405


@pytest.fixture
def elsa(cast, signed_in):
    return signed_in(cast.escort.user)


def chosen(client, **choice) -> HttpResponse:
    return client.post(URL, {"email": "", "phone": "", "language": "sv", **choice})


@pytest.mark.parametrize(
    ("choice", "state", "address"),
    [
        ({"channel": "letter"}, "by_hand", ""),
        ({"channel": "phone", "phone": "0430-150 00"}, "by_hand", "0430-150 00"),
        ({"channel": "email", "email": "elsa@example.se"}, "waiting", "elsa@example.se"),
        ({"channel": "sms", "phone": "070-174 06 06"}, "waiting", "070-174 06 06"),
    ],
)
def test_an_escort_is_asked_as_chosen(cast, elsa, choice, state, address):
    assert chosen(elsa, **choice).url == URL
    cast.escort.refresh_from_db()
    cast.assigned()
    message = Message.objects.get(kind="asked")
    assert (message.channel, message.state) == (choice["channel"], state)
    assert recipient_of(message, NOW.date()).address == address


def test_an_escort_who_wants_nothing_looks_here(cast, elsa):
    chosen(elsa, channel="none")
    cast.escort.refresh_from_db()
    cast.assigned()
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("choice", "says"),
    [
        ({"channel": "phone"}, "Write the number that we can call."),
        ({"channel": "sms"}, "Write the mobile number that the messages go to."),
        ({"channel": "email"}, "Write the e-mail address that the messages go to."),
        ({"channel": "duva"}, "Select a valid choice."),
    ],
)
def test_what_an_escorts_choice_needs(cast, elsa, choice, says):
    assert says in text_of(chosen(elsa, **choice))
    assert User.objects.get(username="elsa").channel == "none"


def test_the_number_at_work_does_when_none_is_written(cast, elsa):
    Escort.objects.update(phone="070-174 06 77")
    assert "Left empty, your number at work is used: 070-174 06 77" in elsa.get(URL).text
    for channel in ("sms", "phone"):
        assert chosen(elsa, channel=channel).status_code == 302
    Escort.objects.update(phone="0430-150 00")
    assert "That number cannot take text messages." in text_of(chosen(elsa, channel="sms"))


def test_who_also_acts_for_somebody_has_no_letters(cast, elsa):
    make_participant(unit=cast.unit, username="olle").representatives.create(
        user=cast.escort.user, kind="consent", valid_from=LONG_AGO
    )
    page = text_of(elsa.get(URL))
    assert "A phone call" in page
    assert "Letter" not in page
    assert text_of(chosen(elsa, channel="letter")).count("Select a valid choice.")


def test_an_escort_chooses_how_to_be_asked(cast, signed_in):
    page = signed_in(cast.escort.user).get(URL)
    assert "About the visits you are asked for. A letter goes to the address" in page.text
    assert "You act for nobody today." not in page.text
    assert "You act for nobody today." in signed_in(cast.stranger).get(URL).text
