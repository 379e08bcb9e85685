"""What it buys to read monthly figures instead of the visits themselves: ratios measured in this run."""

from collections.abc import Callable
from datetime import timedelta
from time import perf_counter

import pytest

from admin_costs.frames import months_frame
from admin_costs.monthly import current_versions, rebuild, refresh
from hours.queries import month_visits
from hours.times import add_months
from tests.cast import NOW, Cast

VISITS = 120
REPEATS = 5


def seconds(run: Callable[[], object]) -> float:
    """The best of some runs: what else the machine does only makes a run slower."""
    taken = []
    for _ in range(REPEATS):
        begun = perf_counter()
        run()
        taken.append(perf_counter() - begun)
    return min(taken)


@pytest.fixture
def lived(cast: Cast) -> Cast:
    """A year and a half in which Berit went out a lot."""
    for number in range(VISITS):
        starts_at = NOW + timedelta(days=4 * number, hours=2)
        cast.done(starts_at=starts_at, hours=1, now=starts_at - timedelta(days=1))
    return cast


def test_a_report_reads_monthly_figures_not_visits(lived: Cast) -> None:
    laholm, today = lived.unit.municipality, add_months(NOW.date(), 24)
    rebuild(laholm)
    months = [month for _, month in current_versions(laholm)]
    from_figures = seconds(lambda: months_frame(laholm, before=today))
    from_visits = seconds(lambda: [month_visits(lived.unit.pk, month) for month in months])
    nothing_new = seconds(lambda: refresh(laholm))
    everything = seconds(lambda: rebuild(laholm))
    print(f"\n{VISITS} visits in {len(set(months))} months")
    print(f"  the report's months from visits, over from monthly figures: {from_visits / from_figures:.1f}")
    print(f"  making every month anew, over finding nothing to make anew:  {everything / nothing_new:.1f}")
