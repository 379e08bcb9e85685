"""A smaller Laholm, lived through the real functions: the passbook is true, and every state is to be met."""

from collections import Counter
from datetime import UTC, datetime

import pytest
from django.core.management import call_command

from admin_costs.changes import current_change
from admin_costs.frames import months_frame, months_of_both
from hours.assignments import suggest
from hours.models import Booking, LedgerEntry
from hours.policy import Kind, State
from hours.worklist import Need, visits_of
from ledsagning.demo.coming import LAST, NEXT
from ledsagning.demo.doors import DOORS, doors
from ledsagning.demo.people import BERIT, PEOPLE
from ledsagning.demo.plan import minutes_of
from ledsagning.demo.town import Clock, before_and_after, live, make_town, planned, planned_steps
from ledsagning.people.models import Municipality, Participant, Representative, User
from tests.kept import kept

NOW = datetime(2026, 3, 11, 8, 0, tzinfo=UTC)
NAMED = {name for name, *_ in (*LAST, *NEXT)}
FEW = tuple(person for person in PEOPLE if person.name in NAMED)


CLOCK = Clock(NOW, months=3)


def make():
    made = make_town(CLOCK)
    steps = planned_steps(CLOCK, FEW)
    assert sum(live(made, steps)) == len(steps)
    before_and_after(made, CLOCK)
    return made


@pytest.fixture(scope="module")
def kept_town(django_db_setup, django_db_blocker):
    with kept(django_db_blocker, make, now=NOW) as town:
        yield town


@pytest.fixture
def town(kept_town, db):
    """Five people through three months, and the figures of the three before."""
    return kept_town


def test_the_passbook_is_true_and_the_figures_are_those_of_the_visits(town, capsys):
    call_command("check_ledger")
    laholm = town.authority.municipality
    months = months_frame(laholm, before=CLOCK.today.replace(day=1)).set_index("month")
    assert list(months.index) == ["2025-09", "2025-10", "2025-11", "2025-12", "2026-01", "2026-02"]
    assert months_of_both(laholm) == []
    assert list(months["persons"]) == [34] * 3 + [5] * 3
    january = [
        minutes_of(visit)
        for visit in planned(CLOCK, FEW)
        if visit.starts_at.year == 2026 and visit.starts_at.month == 1
    ]
    assert months.loc["2026-01", "escort_minutes"] == sum(january)
    assert current_change(laholm).month == "2025-12"


def test_every_companion_can_be_seen_and_reached_and_a_guardian_acts_for_two(town):
    for escort in town.escorts.values():
        assert escort.photo.jpeg
        assert escort.phone.startswith("070-174 06")
    assert Representative.objects.filter(user__username="gunn").count() == 2


def test_visits_to_come_are_there_in_every_state(town):
    needs = Counter(visits_of([town.authority], "needs", NOW).values_list("need", flat=True))
    assert {Need.SOMEBODY, Need.SOMEBODY_ELSE, Need.ANSWER, Need.REPORT} <= set(needs)
    berit = Booking.objects.filter(pool__participant__name=BERIT, starts_at__gt=NOW)
    assert [(b.state, bool(b.accepted_at)) for b in berit] == [
        (State.ASSIGNED, True),
        (State.REQUESTED, False),
        (State.ASSIGNED, False),
    ]
    assert suggest(berit[1])


def test_yesterdays_visit_waits_to_be_rated_and_another_to_be_reported(town):
    yesterday = Booking.objects.filter(starts_at__lt=NOW, escort__user__username="elsa").order_by("starts_at")
    done, open_one = list(yesterday)[-2:]
    assert (done.state, hasattr(done, "rating")) == (State.DONE, False)
    assert (open_one.state, open_one.accepted_at is None) == (State.ASSIGNED, False)


def test_some_hours_came_by_top_up_or_without_a_ceiling_and_none_expired(town):
    assert set(LedgerEntry.objects.values_list("kind", flat=True)) <= set(Kind)
    assert LedgerEntry.objects.filter(kind=Kind.USE).count() > 40


def test_only_the_doors_can_be_stepped_through_and_nobody_has_a_password(town):
    assert [door.user.username for door in doors()] == list(DOORS)
    assert User.objects.filter(is_demo=True).count() == len(DOORS)
    assert not any(user.has_usable_password() for user in User.objects.all())
    assert User.objects.filter(participant=None, escort=None, mandates=None, roles=None).count() == 0


def test_some_have_no_account_and_three_have_a_god_man(town):
    assert Participant.objects.filter(user=None).count() == 5
    assert Representative.objects.count() == 3
    assert Municipality.objects.get(code="1381").units.count() == 3
