"""The client against a real server in Kolada's shape: pages, 25 ids a segment, and servers that misbehave."""

import json
import socket
import time
from collections.abc import Iterator

import pytest

from admin_costs import kolada_client, kolada_rows
from admin_costs.kolada_client import Kolada
from admin_costs.kolada_rows import Figure, NotKolada, Wrong
from tests.admin_costs.kolada_peer import KoladaPeer, kolada_peer, row

CODES = [f"{code:04}" for code in range(114, 174)]  # sixty
YEARS = [2020, 2021, 2022]


@pytest.fixture(scope="module")
def server() -> Iterator[KoladaPeer]:
    with kolada_peer() as peer:
        yield peer


@pytest.fixture
def peer(server: KoladaPeer) -> KoladaPeer:
    """The server as new: one figure a municipality and year."""
    server.rows = [
        row("N28812", code, year, number + (year - 2020) / 10)
        for number, code in enumerate(CODES)
        for year in YEARS
    ]
    server.titles, server.asked, server.fault = {"N28812": "Invånare med ledsagarservice"}, [], {}
    server.a_page, server.next_name = 10, "next_url"
    return server


def fetched(peer: KoladaPeer, kpi: str = "N28812", **limits: float) -> list[Figure]:
    return [figure for part in Kolada(peer.url, **limits).figures(kpi, CODES, YEARS) for figure in part]


def refused(peer: KoladaPeer, **limits: float) -> NotKolada:
    with pytest.raises(NotKolada) as why:
        fetched(peer, **limits)
    return why.value


@pytest.mark.parametrize("name", ["next_url", "next_page"])
def test_every_page_of_every_segment(peer, name):
    peer.next_name = name
    found = fetched(peer)
    assert len(found) == 180
    assert {figure.municipality for figure in found} == set(CODES)
    assert sum(figure.value for figure in found) == pytest.approx(3 * sum(range(60)) + 60 * 0.3)
    # 25, 25 and 10 municipalities of three years, ten rows a page.
    assert len(peer.asked) == 8 + 8 + 3
    assert peer.asked[1].endswith("?page=2")


def test_without_the_limit_of_25_ids_the_server_refuses(peer, monkeypatch):
    """Negative control of the segments."""
    monkeypatch.setattr(kolada_rows, "MOST_IDS", 60)
    assert (refused(peer).wrong, refused(peer).what) == (Wrong.STATUS, "414")


def test_only_what_was_asked_for_is_kept(peer):
    """A server that answers with more than it was asked for."""
    more = [row("N28812", "0114", 2021, 5.0), row("N00001", "0114", 2021), row("N28812", "9999", 2021)]
    peer.fault = {"N28812": json.dumps({"values": [*more, row("N28812", "0114", 1999)]})}
    assert fetched(peer)[0] == Figure("N28812", "0114", 2021, "T", 5.0, 1, "")
    assert len(set(fetched(peer))) == 1


def test_titles(peer):
    assert Kolada(peer.url).titles(["N28812", "N28806"]) == {"N28812": "Invånare med ledsagarservice"}


@pytest.mark.parametrize(
    ("fault", "why", "what"),
    [
        ("500", Wrong.STATUS, "500"),
        ("404", Wrong.STATUS, "404"),
        ("429", Wrong.STATUS, "429"),
        ("302", Wrong.STATUS, "302"),  # no redirect is followed
        ("<html>Underhåll pågår</html>", Wrong.NOT_JSON, "<html>Underhåll pågår</html>"),
        ("cut short", Wrong.CUT_SHORT, ""),
        ("disconnect", Wrong.CUT_SHORT, ""),
        ('{"values": [], "next_url": "http://192.0.2.1/v3"}', Wrong.ELSEWHERE, "http://192.0.2.1/v3"),
        ('{"values": [], "next_url": "file:///etc/passwd"}', Wrong.ELSEWHERE, "file:///etc/passwd"),
        ('{"values": [], "next_url": "http://[::1"}', Wrong.ELSEWHERE, "http://[::1"),
        ('{"values": [], "next_url": "http://x:y/"}', Wrong.ELSEWHERE, "http://x:y/"),
        ('{"values": [], "next_url": "?p=å"}', Wrong.ELSEWHERE, None),
        ('{"values": [], "next_url": "?page=2"}', Wrong.ENDLESS, None),
    ],
)
def test_a_server_that_goes_wrong(peer, fault, why, what):
    peer.fault = {"N28812": fault}
    error = refused(peer)
    assert error.wrong == why
    assert what is None or error.what == what


def test_a_server_that_is_silent_and_one_that_drips(peer):
    for fault, limits in {
        "slow": {"seconds_to_answer": 0.2},
        "drips": {"seconds_to_answer": 0.2, "seconds_in_all": 0.3},
    }.items():
        peer.fault = {"N28812": fault}
        began = time.monotonic()
        assert refused(peer, **limits).wrong == Wrong.SLOW
        assert time.monotonic() - began < 0.9


def test_an_answer_without_end_is_given_up_on(peer, monkeypatch):
    monkeypatch.setattr(kolada_client, "MOST_BYTES", 100)
    assert refused(peer).wrong == Wrong.TOO_LARGE


def test_pages_without_end_are_given_up_on(peer, monkeypatch):
    peer.a_page = 1
    monkeypatch.setattr(kolada_client, "MOST_PAGES", 3)
    assert refused(peer).wrong == Wrong.ENDLESS
    assert len(peer.asked) == 3


@pytest.mark.parametrize(
    "url", ["api.kolada.se/v3", "ftp://api.kolada.se", "http://", "http://x:y", "http://[::1"]
)
def test_a_setting_that_is_no_web_address(url):
    with pytest.raises(NotKolada) as why:
        Kolada(url).titles(["N28812"])
    assert (why.value.wrong, why.value.what) == (Wrong.UNREACHABLE, f"{url}/kpi/N28812")


def test_nobody_there():
    with socket.socket() as taken:  # bound and not listening: nobody can answer there
        taken.bind(("127.0.0.1", 0))
        nobody = Kolada(f"http://127.0.0.1:{taken.getsockname()[1]}/v3")
        with pytest.raises(NotKolada) as why:
            nobody.titles(["N28812"])
    assert why.value.wrong == Wrong.UNREACHABLE
