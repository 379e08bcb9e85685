"""fetch_kolada against a real server in Kolada's shape: what is stored, what stands when it fails."""

import socket
from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone, translation

from admin_costs.kolada_kpis import BY_ID
from admin_costs.models import KoladaFigure, KoladaSnapshot
from tests.admin_costs.kolada_peer import KoladaPeer, kolada_peer, row
from tests.cast import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def peer(settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[KoladaPeer]:
    """March 2026: figures of two municipalities, and of a year that is too far back."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    with kolada_peer() as peer:
        settings.KOLADA_URL = peer.url
        peer.titles = {"N28806": "Personer med insats enligt LSS"}
        peer.rows = [
            row(kpi, code, year, 16.0)
            for kpi in BY_ID
            for code in ("1381", "1380", "0001")
            for year in (2014, 2021, 2025)
        ]
        yield peer


def run(*kpis: str) -> tuple[str, str]:
    """What the command said, and complained of."""
    out, complaints = StringIO(), StringIO()
    with translation.override("en"):
        try:
            call_command("fetch_kolada", *kpis, stdout=out, stderr=complaints)
        except CommandError as error:
            complaints.write(str(error))
    return out.getvalue(), complaints.getvalue()


def test_everything_is_fetched_and_stored(peer):
    said, complaints = run()
    assert complaints == ""
    assert "N28806: 4 new figures, 0 changed, 0 as before, 0 gone" in said
    assert said.count("4 new figures") == len(BY_ID) == 17
    assert set(KoladaFigure.objects.values_list("municipality", "year")) == {
        ("1380", 2021),
        ("1380", 2025),
        ("1381", 2021),
        ("1381", 2025),
    }
    assert KoladaSnapshot.objects.get(pk="N28806").title == "Personer med insats enligt LSS"
    assert not KoladaSnapshot.objects.filter(is_illustrative=True).exists()
    # 290 municipalities are twelve segments, one of them on two pages; their years 2015 to 2026 are one.
    assert sum("/data/kpi/N28806/" in path for path in peer.asked) == 13
    assert peer.asked[1].endswith("/year/" + ",".join(map(str, range(2015, 2027))))


def test_a_second_run_changes_nothing(peer):
    run("N28806")
    assert run("N28806") == ("N28806: 0 new figures, 0 changed, 4 as before, 0 gone\n", "")


def test_one_that_fails_keeps_what_was_stored_with_its_date(peer):
    run("N28806", "N28812")
    peer.fault = {"N28806": "500"}
    peer.rows = [each for each in peer.rows if each["period"] == 2025]
    said, complaints = run("N28806", "N28812")
    assert "N28812: 0 new figures, 0 changed, 2 as before, 2 gone" in said
    assert "N28806: Kolada answered with an error (500). The figures of 11 March 2026 stand." in complaints
    assert "1 of 2 key figures could not be fetched; what was stored before stands." in complaints
    assert KoladaFigure.objects.filter(snapshot="N28806").count() == 4


def test_a_key_figure_is_stored_whole_or_not_at_all(peer):
    """The last of twelve segments goes wrong: what the first eleven brought is not stored."""
    peer.rows.append(row("N28806", "2584", 2025, float("nan")))
    _said, complaints = run("N28806")
    assert "a figure of the answer is no number (NaN). Nothing is stored of it yet." in complaints
    assert not KoladaFigure.objects.exists()


def test_an_empty_answer_takes_nothing_away(peer):
    run("N28806")
    peer.rows = []
    assert "Kolada has no figures of it" in run("N28806")[1]
    assert KoladaFigure.objects.count() == 4


def test_when_nobody_is_there_it_does_not_go_on_asking(peer, settings):
    run("N28806")
    with socket.socket() as taken:  # bound and not listening
        taken.bind(("127.0.0.1", 0))
        settings.KOLADA_URL = f"http://127.0.0.1:{taken.getsockname()[1]}/v3"
        _said, complaints = run()
    assert "N28806: Kolada cannot be reached. The figures of 11 March 2026 stand." in complaints
    assert "17 of 17 key figures could not be fetched" in complaints
    assert KoladaSnapshot.objects.filter(trouble="unreachable").count() == 17
    assert KoladaFigure.objects.count() == 4


def test_without_titles_the_figures_come_all_the_same(peer):
    peer.titles = {"N28806": None}
    said, complaints = run("N28806")
    assert "Titles: a row of the answer cannot be read" in complaints
    assert "4 new figures" in said


def test_a_key_figure_that_is_not_shown_here(peer):
    assert "N00945 is not shown here. These are: N28812" in run("N00945")[1]
    assert peer.asked == []
