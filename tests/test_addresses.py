"""Every address × everybody: who may open it does, all others meet the 404 of nothing there (R17, R18)."""

import re
from collections.abc import Iterator

import pytest
from django.urls import include, path, reverse
from django.utils import timezone

from tests.addresses import (
    World,
    addresses,
    browser,
    make_world,
    may_open,
    missing,
    own_address_of,
    site_addresses,
    superuser,
)
from tests.cast import NOW, make_cast
from tests.kept import kept
from tests.matrix import MATRIX, PUBLIC

PAGES = [address for address in site_addresses() if address.name not in PUBLIC]
WITH_IDS = [address for address in PAGES if address.parameters]
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')


def make() -> World:
    cast = make_cast()
    return make_world(cast, cast.accepted()).signed_in()


@pytest.fixture(scope="module")
def kept_world(django_db_setup, django_db_blocker) -> Iterator[World]:
    with kept(django_db_blocker, make, now=NOW) as world:
        yield world


@pytest.fixture
def world(kept_world, db, monkeypatch) -> World:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    return kept_world


def answer(client, method: str, url: str) -> tuple[int, bytes]:
    """Status and content, without what differs from answer to answer or repeats the address."""
    response = getattr(client, method)(url)
    content = TOKEN.sub(b"", response.content.replace(url.encode(), b""))
    return response.status_code, content


def test_R17_every_address_is_listed():
    listed, there = set(MATRIX) | PUBLIC, {address.name for address in site_addresses()}
    assert there - listed == set(), "say in tests/matrix.py who may open it"
    assert listed - there == set(), "it is not there any longer"


def test_R17_a_new_address_is_found_wherever_it_stands():
    new = [
        path("ny/<int:number>/", lambda request: None, name="new"),
        path("utan/namn/", lambda request: None),
    ]
    found = list(addresses([path("under/", include((new, "below")))]))
    assert [(address.name, set(address.parameters)) for address in found] == [
        ("below:new", {"number"}),
        ("below:utan/namn/", set()),
    ]


def test_every_parameter_can_be_filled_in(world):
    assert {name for address in PAGES for name in address.parameters} <= set(world.values)


@pytest.mark.parametrize("address", PAGES, ids=lambda address: address.name)
def test_R17_who_may_open_it_does(world, address):
    for who in MATRIX[address.name]:
        client = world.browser(who)
        for url in world.urls(address):
            response = client.get(url)
            if response.status_code == 405:
                response = client.post(url)
            assert response.status_code in (200, 302), f"{who}: {url}"
            assert "/logga-in/" not in response.get("Location", "")


@pytest.mark.parametrize("address", PAGES, ids=lambda address: address.name)
def test_R17_nobody_opens_it_without_signing_in(world, address):
    for url in world.urls(address):
        for method in ("get", "post"):
            response = getattr(browser(None), method)(url)
            allowed = (302, 405) if method == "get" else (302,)
            assert response.status_code in allowed
            if response.status_code == 302:
                assert response["Location"].startswith(reverse("sign_in"))


@pytest.fixture(scope="module")
def not_found(kept_world) -> dict[str, bytes]:
    """What each account was told at an address that nobody has thought of, once somebody has asked."""
    return {}


def nowhere(world: World, who: str, not_found: dict[str, bytes]) -> bytes:
    if who not in not_found:
        status, not_found[who] = answer(world.browser(who), "get", "/finns/inte/")
        assert status == 404
    return not_found[who]


@pytest.mark.parametrize("address", WITH_IDS, ids=lambda address: address.name)
def test_R18_for_everybody_else_it_is_as_if_it_were_not_there(world, not_found, address):
    (nothing, *_) = world.urls(address, **missing(address))
    shut_out = [who for who in world.accounts | world.others if not may_open(who, address)]
    # 405 says only which methods the address has, to everybody alike.
    refused = {method: answer(world.browser(shut_out[0]), method, nothing) for method in ("get", "post")}
    assert {status for status, _ in refused.values()} in ({404}, {404, 405}), nothing
    for who in shut_out:
        page = nowhere(world, who, not_found)
        for url in world.urls(address):
            for method, (status, content) in refused.items():
                expected = page if status == 404 else content
                assert answer(world.browser(who), method, url) == (status, expected), f"{who}: {method} {url}"


@pytest.mark.parametrize(
    "address",
    [address for address in WITH_IDS if {"public_id", "booking_id"} <= address.parameters],
    ids=lambda address: address.name,
)
def test_R18_anothers_visit_under_ones_own_address(world, address):
    olle = world.others["another participant"]
    for url in world.urls(address, **own_address_of(olle)):
        assert world.browser("another participant").get(url).status_code == 404


@pytest.mark.parametrize(
    "address", [page for page in PAGES if not page.parameters], ids=lambda address: address.name
)
def test_R18_a_role_one_does_not_have_has_no_pages(world, address):
    """Staff elsewhere have these pages, about their own place; accounts without the role get 404."""
    kinds = MATRIX[address.name]
    for who in sorted({*world.accounts, *world.others} - kinds):
        if who.split(" of ")[0].removeprefix("another ") in kinds:
            continue
        client = world.browser(who)
        assert client.get(reverse(address.name)).status_code == 404, who
        assert client.post(reverse(address.name)).status_code in (404, 405), who


def test_R18_the_admin_is_for_those_who_set_the_place_up(world):
    """Nobody of the cast is one, whatever the address: all are sent to sign in as somebody else."""
    admin = [address for address in addresses() if address.name.startswith("admin:")]
    assert len(admin) > 10
    for who in world.accounts | world.others:
        response = world.browser(who).get(reverse("admin:index"))
        assert response.status_code == 302, who
        for model in ("user", "unit", "role", "escort", "municipality"):
            assert world.browser(who).get(f"/installningar/people/{model}/").status_code == 302, who
    assert browser(superuser()).get(reverse("admin:index")).status_code == 200
