"""The language stays with the person, on every device; who has never chosen has the browser's."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from ledsagning.people.models import Participant, User

ENGLISH = {"accept-language": "en"}
SWEDISH = {"accept-language": "sv"}


def choose(client: Client, language: str, **more: str):
    return client.post(reverse("set_language"), {"language": language, "next": "/tillganglighet/", **more})


def language_of(client: Client) -> str:
    return client.get("/tillganglighet/").text.split('<html lang="')[1][:2]


@pytest.fixture
def berit(cast) -> User:
    return cast.participant.user


def signed_in(user: User, headers: dict[str, str]) -> Client:
    client = Client(headers=headers)
    client.force_login(user)
    return client


def stored(user: User) -> tuple[str, bool]:
    user.refresh_from_db()
    return user.language, user.has_chosen_language


def test_chosen_once_it_is_there_on_another_device(berit):
    response = choose(signed_in(berit, SWEDISH), "en")
    assert (response.status_code, response.url) == (302, "/tillganglighet/")
    assert stored(berit) == ("en", True)
    assert language_of(signed_in(berit, SWEDISH)) == "en"


def test_swedish_is_a_choice_too_though_it_is_the_default(berit):
    choose(signed_in(berit, ENGLISH), "sv")
    assert language_of(signed_in(berit, ENGLISH)) == "sv"


@pytest.mark.parametrize(("headers", "language"), [(ENGLISH, "en"), (SWEDISH, "sv")])
def test_who_has_never_chosen_has_the_browsers(berit, headers, language):
    assert stored(berit) == ("sv", False)
    assert language_of(signed_in(berit, headers)) == language


def test_who_has_never_chosen_keeps_the_cookie_of_before_signing_in(berit):
    client = Client(headers=SWEDISH)
    choose(client, "en")
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"
    client.force_login(berit)
    assert language_of(client) == "en"


def test_another_persons_cookie_on_a_shared_computer_changes_nothing(berit, cast):
    shared = signed_in(cast.coordinator, SWEDISH)
    choose(shared, "en")
    shared.logout()
    choose(shared, "en")
    User.objects.filter(pk=berit.pk).update(language="sv", has_chosen_language=True)
    shared.force_login(berit)
    assert language_of(shared) == "sv"
    assert stored(cast.coordinator) == ("en", True)


def test_the_persons_messages_are_in_it_too(berit, cast):
    choose(signed_in(berit, SWEDISH), "en")
    assert Participant.objects.get(pk=cast.participant.pk).language == "en"


def test_a_representatives_choice_is_their_own(cast):
    choose(signed_in(cast.representative.user, SWEDISH), "en")
    assert Participant.objects.get(pk=cast.participant.pk).language == "sv"
    assert stored(cast.representative.user) == ("en", True)


def test_without_an_account_it_is_a_cookie_alone(db):
    client = Client(headers=SWEDISH)
    choose(client, "en")
    assert language_of(client) == "en"
    assert not User.objects.filter(has_chosen_language=True).exists()


@pytest.mark.parametrize("language", ["", "de", "sv'--", "x" * 300, "en-gb", "\0"])
def test_an_unknown_language_is_not_stored(berit, language):
    assert choose(signed_in(berit, SWEDISH), language).status_code == 302
    assert stored(berit) == ("sv", False)


def test_it_leads_to_no_other_site(berit):
    response = choose(signed_in(berit, SWEDISH), "en", next="https://example.org/")
    assert response.url == "/"


def test_asking_alone_changes_nothing(berit):
    response = signed_in(berit, SWEDISH).get(reverse("set_language"), {"language": "en"})
    assert response.status_code in (302, 405)
    assert stored(berit) == ("sv", False)


def test_the_page_says_its_language_to_caches(berit):
    choose(signed_in(berit, SWEDISH), "en")
    assert signed_in(berit, SWEDISH).get("/tillganglighet/")["Content-Language"] == "en"
