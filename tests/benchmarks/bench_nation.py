"""The comparisons over a whole nation: server time, and what monthly figures buy, measured in this run."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from time import perf_counter, process_time

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from admin_costs.changes import register_change
from admin_costs.models import EffortEntry
from hours.models import Booking
from ledsagning.people.models import Municipality, Role, Unit, User
from tests.benchmarks.nation import make_nation
from tests.kept import kept

NOW = datetime(2026, 1, 15, 9, 0, tzinfo=UTC)
REPEATS = 7
MOST_SECONDS = 0.100

# Hours a person-month of each municipality in 2025, from the visits themselves.
FROM_VISITS = """
SELECT unit.municipality_id,
    SUM(booking.minutes_used) / 60.0 / COUNT(DISTINCT (booking.pool_id * 10000 + {month}))
FROM hours_event event
JOIN hours_booking booking ON booking.id = event.booking_id
JOIN people_unit unit ON unit.id = event.unit_id
WHERE event.visit_month >= '2025-01-01' AND event.visit_month < '2026-01-01' AND event.kind = 'reported'
GROUP BY unit.municipality_id
"""
FROM_MONTHS = """
SELECT unit.municipality_id, SUM(figures.minutes) / 60.0 / SUM(figures.people)
FROM admin_costs_monthlyfigures figures JOIN people_unit unit ON unit.id = figures.unit_id
WHERE figures.month >= '2025-01-01' AND figures.month < '2026-01-01'
GROUP BY unit.municipality_id
"""
MONTH_NUMBER = {
    "sqlite": "CAST(strftime('%m', event.visit_month) AS int)",
    "postgresql": "EXTRACT(MONTH FROM event.visit_month)",
}


def seconds(
    run: Callable[[], object], repeats: int = REPEATS, clock: Callable[[], float] = perf_counter
) -> float:
    """The best of some runs: what else the machine does only makes a run slower."""
    taken = []
    for _ in range(repeats):
        begun = clock()
        run()
        taken.append(clock() - begun)
    return min(taken)


def sql(query: str) -> dict[str, float]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {code: float(value) for code, value in cursor.fetchall()}


@pytest.fixture(scope="module")
def nation(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[User]:
    def make() -> User:
        manager = make_nation()
        unit = Unit.objects.get(municipality="1381", kind="authority")
        Role.objects.create(user=manager, unit=unit, kind="manager", valid_from=date(2020, 1, 1))
        register_change(
            Municipality.objects.get(pk="1381"), change_month=date(2023, 7, 1), by=manager, now=NOW
        )
        return manager

    begun = perf_counter()
    with kept(django_db_blocker, make, now=NOW) as manager:
        print(f"\na nation was made in {perf_counter() - begun:.0f} s")
        yield manager


@pytest.fixture
def client(nation: User, db: None, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    client = Client()
    client.force_login(nation)
    return client


def test_the_nation_is_as_large_as_it_should_be(client: Client) -> None:
    visits, entries = Booking.objects.count(), EffortEntry.objects.count()
    print(f"\n{visits:,} visits, {entries:,} logged entries")
    assert visits > 1_990_000
    assert entries > 500_000


def test_the_pages_of_comparison(client: Client) -> None:
    pages = {
        "before and after": "/jamfor/",
        **{
            f"municipalities, {measure}": f"/jamfor/enheter/?niva=municipality&tid=2025&matt={measure}"
            for measure in ("timmar", "kostnad", "administration", "nojdhet")
        },
        "own providers": "/jamfor/enheter/?niva=provider&tid=2025",
    }
    of_visits = seconds(lambda: sql(FROM_VISITS.format(month=MONTH_NUMBER[connection.vendor])), 2)
    of_months = seconds(lambda: sql(FROM_MONTHS))
    print(
        f"\n{connection.vendor}; as shares of the same answer from visits, and of a sum of the monthly table"
    )
    busy = {}
    for name, page in pages.items():
        assert client.get(page).status_code == 200
        taken = seconds(lambda page=page: client.get(page))
        busy[name] = seconds(lambda page=page: client.get(page), clock=process_time)
        told = f"{1000 * taken:6.0f} ms ({1000 * busy[name]:.0f} of them busy)"
        print(f"  {name:32}{told}{taken / of_visits:8.3f}{taken / of_months:8.2f}")
    print(f"  {'from visits, by SQL':32}{1000 * of_visits:6.0f} ms")
    print(f"  {'a sum of the monthly table':32}{1000 * of_months:6.0f} ms")
    # Busy, not waiting: what else the machine does is no business of the page's.
    slow = [name for name, worked in busy.items() if worked >= MOST_SECONDS]
    print(f"  100 ms and more: {', '.join(slow) or 'none'}")


def test_the_page_says_what_the_visits_say(client: Client) -> None:
    groups = client.get("/jamfor/enheter/?niva=municipality&tid=2025").context["compared"]
    from_visits = sql(FROM_VISITS.format(month=MONTH_NUMBER[connection.vendor]))
    shown = {point.key: point.value for point in groups.funnel.points}
    assert len(shown) == 290
    assert shown == pytest.approx(from_visits)
    assert sql(FROM_MONTHS) == pytest.approx(from_visits)
