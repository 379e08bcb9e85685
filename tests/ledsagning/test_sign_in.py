"""Signing in asks for no feat of memory (R12), and a refusal says so at its field (R8)."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.hours.views.flow import title_of

ENGLISH = {"headers": {"accept-language": "en"}}
CAPTCHA = re.compile(r"captcha|turnstile|puzzle|robot|onpaste|oncopy|autocomplete=\"off\"", re.IGNORECASE)


@pytest.fixture
def sign_in(cast):
    return lambda **typed: Client(**ENGLISH).post(reverse("sign_in"), typed)


def control(page: str, name: str) -> str:
    return re.search(rf'<input[^>]*name="{name}"[^>]*>', page)[0]


def test_R12_a_password_manager_knows_the_fields(db):
    page = Client(**ENGLISH).get(reverse("sign_in")).text
    assert 'autocomplete="username"' in control(page, "username")
    assert 'autocomplete="current-password"' in control(page, "password")
    assert 'type="password"' in control(page, "password")


def test_R12_there_is_no_puzzle_and_nothing_in_the_way_of_pasting(db):
    page = Client(**ENGLISH).get(reverse("sign_in")).text
    main = page[page.index("<main") : page.index("</main>")]
    assert CAPTCHA.findall(main) == []
    assert re.findall(r"<input[^>]*>|<button[^>]*>|<script", main)[-1].startswith("<button")
    assert len(re.findall(r'<input(?![^>]*type="hidden")', main)) == 2


@pytest.mark.parametrize("fault", ['<div class="g-recaptcha">', '<input onpaste="no">', 'autocomplete="off"'])
def test_R12_a_puzzle_is_found(fault):
    assert CAPTCHA.search(fault)


def test_R12_there_is_another_way_for_those_who_cannot(db):
    assert "You can always book by phone instead." in Client(**ENGLISH).get(reverse("sign_in")).text


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        (
            {"username": "berit", "password": "wrong"},
            "username",
            "The user name or the password is wrong. Mind small and capital letters.",
        ),
        ({"username": "", "password": "beritberit"}, "username", "Write your user name."),
        ({"username": "berit", "password": ""}, "password", "Write your password."),
    ],
)
def test_R8_a_refusal_says_so_in_the_title_the_summary_and_at_the_field(sign_in, typed, field, words):
    response = sign_in(**typed)
    assert title_of(response).startswith("Error: ")
    assert f'<a href="#id_{field}">{words}</a>' in response.text
    assert re.search(rf'id="id_{field}_error"><p><span>Error:</span> {re.escape(words)}', response.text)
    assert f'value="{typed["username"]}"' in control(response.text, "username") or not typed["username"]
    assert "beritberit" not in response.text


def test_it_does_not_tell_whether_there_is_such_an_account(sign_in, cast):
    cast.stranger.is_active = False
    cast.stranger.save()
    names = ("berit", "nobody-here", "stina")
    found = [
        sign_in(username=name, password="wrong").text.split("<main")[1].replace(name, "") for name in names
    ]
    assert len({re.sub(r'value="\w{64}"', "", page) for page in found}) == 1


def test_the_right_words_open_the_door(sign_in):
    assert sign_in(username="berit", password="beritberit").url == reverse("start")
