"""What is told of groups follows the monthly figures, on both databases."""

from datetime import date

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from admin_costs.group_figures import forget_months, tell_missing
from admin_costs.group_rules import Hidden, Level
from admin_costs.imports import import_files
from admin_costs.models import GroupFigures, MonthlyFigures
from admin_costs.monthly import refresh
from ledsagning.people.models import Municipality
from tests.admin_costs.figure_files import EFFORT_HEADER, EFFORT_ROW, HOURS_HEADER, HOURS_ROW, write
from tests.cast import NOW

MARCH, JANUARY_2023 = date(2026, 3, 1), date(2023, 1, 1)


@pytest.fixture
def laholm(db) -> Municipality:
    return Municipality.objects.get(code="1381")


def told(municipality: Municipality, level: Level = Level.MUNICIPALITY) -> list[tuple]:
    rows = GroupFigures.objects.filter(municipality=municipality, level=level).order_by("month", "unit")
    return list(rows.values_list("month", "hidden", "people", "minutes", "admin_minutes"))


def test_one_person_alone_is_told_of_in_no_way(cast, laholm):
    cast.done()
    refresh(laholm)
    for level in Level:
        assert told(laholm, level) == [(MARCH, Hidden.ALL, None, None, None)]


def test_an_imported_month_is_told_of_at_once(laholm, tmp_path):
    paths = [
        write(tmp_path / "t.csv", HOURS_HEADER, HOURS_ROW),
        write(tmp_path / "a.csv", EFFORT_HEADER, EFFORT_ROW),
    ]
    import_files(laholm, paths, now=NOW)
    assert told(laholm) == [(JANUARY_2023, Hidden.NOTHING, 14, 7914, 636)]
    assert told(laholm, Level.PROVIDER) == [(JANUARY_2023, Hidden.NOTHING, 14, 7914, None)]


def test_an_import_again_tells_anew(laholm, tmp_path):
    import_files(laholm, [write(tmp_path / "t.csv", HOURS_HEADER, HOURS_ROW)], now=NOW)
    few = HOURS_ROW.replace(";14;", ";4;")
    import_files(laholm, [write(tmp_path / "t2.csv", HOURS_HEADER, few)], now=NOW)
    assert told(laholm) == [(JANUARY_2023, Hidden.ALL, None, None, None)]


def test_own_visits_go_before_a_file(cast, laholm, tmp_path):
    row = HOURS_ROW.replace("2023-01", "2026-03")
    import_files(laholm, [write(tmp_path / "t.csv", HOURS_HEADER, row)], now=NOW)
    assert told(laholm)[0][2] == 14
    cast.done()
    refresh(laholm)
    assert told(laholm) == [(MARCH, Hidden.ALL, None, None, None)]


def test_what_was_not_told_is_told_by_the_next_who_asks(cast, laholm):
    cast.done()
    refresh(laholm)
    forget_months(laholm, [MARCH])
    assert told(laholm) == []
    assert (tell_missing(laholm), tell_missing(laholm)) == (1, 0)
    with CaptureQueriesContext(connection) as queries:
        tell_missing(laholm)
    assert len(queries) == 1


def test_a_month_made_anew_is_told_anew(cast, laholm):
    """The negative control of forgetting: figures changed past the door are not followed, events are."""
    cast.done()
    refresh(laholm)
    MonthlyFigures.objects.update(people=9, largest_minutes=60, second_minutes=60)
    refresh(laholm)
    assert told(laholm) == [(MARCH, Hidden.ALL, None, None, None)]
    forget_months(laholm, [MARCH])
    refresh(laholm)
    assert [row[:3] for row in told(laholm)] == [(MARCH, Hidden.NOTHING, 9)]


def test_the_database_refuses_four_people(laholm):
    with pytest.raises(IntegrityError):
        GroupFigures.objects.create(
            municipality=laholm,
            level=Level.MUNICIPALITY,
            month=MARCH,
            people=4,
            visits=4,
            minutes=4,
            cost_ore=4,
        )
