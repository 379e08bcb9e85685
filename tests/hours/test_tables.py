"""The staff's tables: words beside every symbol, the decision that lasts longest, and no column of hours."""

from datetime import date

import pytest

from hours.models import Decision
from hours.pools import register_decision
from hours.tables import LOOKS, PersonTable, VisitTable, newest_decision, visit_tags
from hours.worklist import Need, with_needs
from tests.cast import NOW, TOMORROW_14, Cast, make_participant


def test_every_need_has_a_look() -> None:
    assert set(LOOKS) == set(Need) - {Need.CLOSED}


@pytest.mark.parametrize("table", [VisitTable, PersonTable])
def test_no_column_tells_of_hours(table: type[VisitTable]) -> None:
    for column in table.base_columns.values():
        for word in ("available", "used", "reserved", "minutes"):
            assert word not in str(column.accessor or "")


def test_a_closed_visit_says_its_state(cast: Cast) -> None:
    done = cast.done()
    html = visit_tags(with_needs(type(done).objects.all(), NOW).get())
    assert html.endswith("Klart</span>") or html.endswith("Done</span>")
    assert "status-done" in html


def test_hours_to_confirm_stand_beside_another_need(cast: Cast) -> None:
    visit = cast.booking()
    type(visit).objects.update(awaits_top_up=True)
    html = visit_tags(with_needs(type(visit).objects.all(), NOW).get())
    assert html.count('class="status') == 2


@pytest.mark.parametrize(
    ("ends", "newest"),
    [
        ([date(2026, 12, 31), date(2027, 6, 30)], date(2027, 6, 30)),
        ([None, date(2027, 6, 30)], None),
        ([date(2026, 3, 31), date(2026, 2, 28)], date(2026, 3, 31)),
    ],
)
def test_the_decision_that_lasts_longest(cast: Cast, ends: list[date | None], newest: date | None) -> None:
    nils = make_participant(unit=cast.unit, username=None)
    assert newest_decision(nils) is None
    for basis, ends_on in zip(("lss", "sol"), ends, strict=True):
        register_decision(
            nils,
            legal_basis=basis,
            minutes_per_month=60,
            starts_on=date(2026, 1, 1),
            ends_on=ends_on,
            uncapped=False,
            decided_on=date(2025, 12, 1),
            by=cast.case_officer,
            now=TOMORROW_14,
        )
    found = newest_decision(nils)
    assert isinstance(found, Decision)
    assert found.ends_on == newest
