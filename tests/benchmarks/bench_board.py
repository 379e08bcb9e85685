"""The board of 1,000 open visits against the same SQL with the barest rendering, side by side in one run."""

from collections.abc import Callable
from operator import attrgetter
from statistics import median
from time import perf_counter

import pytest
from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import path
from django.utils import timezone
from django.utils.html import format_html_join

from hours.outbox_counts import messages_waiting
from hours.views.board import VISITS_A_PAGE
from hours.worklist import Part, visits_of
from ledsagning.context import page as frame
from ledsagning.people.access import log_listed, units_or_404
from ledsagning.people.models import Area
from ledsagning.people.models.accounts import RoleKind
from ledsagning.urls import urlpatterns as site_patterns
from tests.cast import NOW, Cast
from tests.hours.many_visits import copies

ROW = "<tr>" + "<td>{}</td>" * 6 + "</tr>"
URL = "/samordna/"
VISITS, ROUNDS = 1_000, 25
MOST_QUERIES, MOST_TIMES = 12, 3


@pytest.fixture
def board(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A coordinator's browser, where 1,000 people's visits wait for somebody."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    Area.objects.create(municipality=cast.unit.municipality, name="Våxtorp")
    copies(cast.booking(), VISITS - 1)
    client = Client()
    client.force_login(cast.coordinator)
    return client


@login_required
def bare(request: HttpRequest) -> HttpResponse:
    """The same questions to the database, and the visits' rows: six cells each, escaped, and nothing else."""
    units = list(units_or_404(request, RoleKind.COORDINATOR))
    list(Area.objects.filter(municipality__in={unit.municipality_id for unit in units}))
    visits = visits_of(units, Part.NEEDS, NOW)
    messages_waiting(units, NOW)
    visits.count()
    found = list(visits[:VISITS_A_PAGE])
    log_listed(request, [visit.pool.participant for visit in found], RoleKind.COORDINATOR)
    [value() for value in frame(request).values() if callable(value)]
    fields = attrgetter("starts_at", "pool.participant", "meeting_place", "need", "escort", "public_id")
    lines = (fields(visit) for visit in found)
    return HttpResponse(format_html_join("", ROW, lines))


urlpatterns = [*site_patterns, path("bare/", bare)]


def seconds(run: Callable[[], object]) -> float:
    begun = perf_counter()
    run()
    return perf_counter() - begun


@pytest.mark.urls("tests.benchmarks.bench_board")
def test_the_board_costs_little_more_than_its_sql(board: Client) -> None:
    page = board.get(URL).content.decode()
    assert board.get("/bare/").content.decode().count("<tr>") == page.count('scope="row"') == VISITS_A_PAGE
    queries, bare_queries = queries_of(board, URL), queries_of(board, "/bare/")
    headers = {"x-shown": page.split('"X-Shown": "')[1].split('"')[0], "hx-request": "true"}
    rounds = [
        (
            seconds(lambda: board.get(URL)),
            seconds(lambda: board.get("/bare/")),
            seconds(lambda: board.get(URL, headers=headers)),
        )
        for _ in range(ROUNDS)
    ]
    whole, barest, unchanged = (median(column) for column in zip(*rounds, strict=True))
    print(f"\n{VISITS} open visits, {queries} queries (at most {MOST_QUERIES}; the barest: {bare_queries})")
    print(f"  the page, over the same SQL with the barest rows: {whole / barest:.2f} (at most {MOST_TIMES})")
    print(f"  an answer that nothing is new, over the same:     {unchanged / barest:.2f}")
    assert bare_queries == queries <= MOST_QUERIES
    assert whole <= MOST_TIMES * barest


def queries_of(board: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        board.get(url)
    return len(asked)
