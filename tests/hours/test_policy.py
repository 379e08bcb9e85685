"""The constants of the promise, and their twins in other files."""

from pathlib import Path

import pytest

from hours.models.bookings import StateLabel
from hours.policy import EFFECTS, OPEN_STATES, REPORTED_STATES, Kind, ShortPool, State
from ledsagning.people.models import places

SQL = Path(__file__).parents[2] / "hours" / "sql"


def test_R46_no_kind_of_line_is_about_time_passing():
    assert {kind.value for kind in Kind} == {"grant", "top_up", "reserve", "release", "use", "refund"}


def test_a_municipality_can_choose_exactly_the_policies_there_are():
    assert {choice.value for choice in places.ShortPool} == {policy.value for policy in ShortPool}


def test_every_state_has_words():
    assert [choice.value for choice in StateLabel] == [state.value for state in State]


def test_a_state_is_open_or_reported_or_cancelled():
    assert {*OPEN_STATES, *REPORTED_STATES, State.CANCELLED} == set(State)
    assert not set(OPEN_STATES) & set(REPORTED_STATES)


@pytest.mark.parametrize("vendor", ["sqlite", "postgresql"])
def test_the_database_knows_every_kind(vendor):
    text = (SQL / f"{vendor}_install.sql").read_text(encoding="utf-8")
    assert all(f"'{kind}'" in text for kind in EFFECTS)
