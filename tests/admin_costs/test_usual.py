"""What is offered to log in one press."""

from datetime import date, timedelta

import pytest

from admin_costs.effort import log_effort, undo_effort
from admin_costs.models import Activity
from admin_costs.usual import MOST_BUTTONS, usual
from tests.cast import NOW

TODAY = date(2026, 3, 11)


def log(cast, slug, *minutes, days_ago=1, by=None):
    for each in minutes:
        entry = log_effort(
            unit=cast.unit,
            day=TODAY - timedelta(days=days_ago),
            activity=Activity.objects.get(slug=slug),
            role="coordinator",
            minutes=each,
            by=by or cast.coordinator,
            now=NOW,
        )
    return entry


def offered(cast, *kinds):
    found = usual(cast.coordinator, cast.unit.municipality, kinds or ("coordinator",), TODAY)
    return [(each.activity.slug, each.minutes) for each in found]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("coordinator", [("fragor", 10), ("manadsrapport", 20), ("avtal", 60)]),
        ("case_officer", [("bestallning", 30), ("uppfoljning", 60)]),
        ("manager", []),
    ],
)
def test_nothing_logged_yet_the_roles_short_work_by_standard_time(cast, kind, expected):
    assert offered(cast, kind) == expected


def test_the_most_used_first_with_the_minutes_logged_most_often(cast):
    log(cast, "individuell-plan", 90, 90)
    log(cast, "fragor", 5, 15, 15)
    assert offered(cast)[:3] == [("fragor", 15), ("individuell-plan", 90), ("manadsrapport", 20)]


def test_of_equally_many_the_fewest_minutes(cast):
    log(cast, "fragor", 30, 10)
    assert offered(cast)[0] == ("fragor", 10)


def test_the_undone_the_old_and_other_peoples_do_not_count(cast):
    undo_effort(log(cast, "fragor", 44), now=NOW)
    log(cast, "ovrigt", 7, days_ago=150)
    log(cast, "kvittokontroll", 3, by=cast.manager)
    assert offered(cast) == [("fragor", 10), ("manadsrapport", 20), ("avtal", 60)]


def test_what_is_counted_by_itself_now_is_not_offered(cast):
    """Logged by hand before the system began to count it."""
    log(cast, "fragor", 5)
    Activity.objects.filter(slug="fragor").update(event_kind="cancelled")
    assert "fragor" not in dict(offered(cast))


def test_only_so_many(cast):
    for slug in ("fragor", "ovrigt", "avtal", "uppstart", "uppfoljning", "overklagande"):
        log(cast, slug, 5)
    assert len(offered(cast)) == MOST_BUTTONS
