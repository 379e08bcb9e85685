"""As booked is attested by itself; the rest by somebody, who is counted."""

from datetime import timedelta

import pytest

from hours import attests
from hours.attests import attest, waiting
from hours.errors import Code, Refused
from hours.models import Event, EventKind, PayPeriod
from hours.visits import correct, no_show, report
from ledsagning.people.models import Unit
from tests.cast import NOW, TOMORROW_14

HOUR = timedelta(hours=1)
AFTER = TOMORROW_14 + 4 * HOUR


def reported(cast, *, hours: float = 3, expenses_ore: int = 0):
    """Berit's three hours, reported as so many."""
    visit = cast.accepted()
    return report(
        visit,
        starts_at=visit.starts_at,
        ends_at=visit.starts_at + hours * HOUR,
        by=cast.escort.user,
        now=AFTER,
        expenses_ore=expenses_ore,
    )


def corrected(cast, visit, *, hours: float, expenses_ore: int = 0):
    return correct(
        visit,
        starts_at=visit.starts_at,
        ends_at=visit.starts_at + hours * HOUR,
        by=cast.escort.user,
        now=AFTER + HOUR,
        expenses_ore=expenses_ore,
    )


def listed(cast) -> list[int]:
    return [visit.pk for visit in waiting(Unit.objects.filter(pk=cast.unit.pk))]


def test_as_booked_is_attested_by_nobody_and_counted_for_nobody(cast):
    visit = reported(cast)
    assert (visit.attested_at, visit.attested_by, visit.provider) == (AFTER, None, cast.provider)
    assert listed(cast) == []
    assert not Event.objects.filter(kind=EventKind.ATTESTED).exists()


@pytest.mark.parametrize("other", [{"hours": 2.5}, {"hours": 3.5}, {"expenses_ore": 100}])
def test_anything_else_waits_for_somebody(cast, other):
    visit = reported(cast, **other)
    assert visit.attested_at is None
    assert listed(cast) == [visit.pk]


def test_a_visit_nobody_came_to_waits_and_says_whose_employee_was_there(cast):
    visit = no_show(cast.accepted(), by=cast.escort.user, now=AFTER)
    assert (visit.attested_at, visit.provider) == (None, cast.provider)
    assert listed(cast) == [visit.pk]
    assert visit.told == visit.span  # what is paid when it is attested


def test_a_correction_clears_the_attest_unless_it_is_as_booked_again(cast):
    visit = corrected(cast, reported(cast), hours=2)
    assert (visit.attested_at, listed(cast)) == (None, [visit.pk])
    visit = corrected(cast, visit, hours=3)
    assert (visit.attested_at, visit.attested_by, listed(cast)) == (AFTER + HOUR, None, [])


def test_a_correction_clears_what_somebody_attested(cast):
    visit = reported(cast, hours=2)
    attest(visit, seen_reported_at=AFTER, by=cast.coordinator, now=AFTER)
    assert corrected(cast, visit, hours=2.5).attested_by is None
    assert listed(cast) == [visit.pk]


def test_attesting_is_counted_once(cast):
    visit = reported(cast, hours=2)
    assert attest(visit, seen_reported_at=AFTER, by=cast.coordinator, now=AFTER + HOUR) is True
    assert attest(visit, seen_reported_at=AFTER, by=cast.coordinator, now=AFTER + 2 * HOUR) is False
    visit.refresh_from_db()
    assert (visit.attested_at, visit.attested_by) == (AFTER + HOUR, cast.coordinator)
    (event,) = Event.objects.filter(kind=EventKind.ATTESTED)
    assert (event.unit, event.by, event.booking) == (cast.unit, cast.coordinator, visit)


def test_nobody_attests_what_they_have_not_seen(cast):
    visit = corrected(cast, reported(cast, hours=2), hours=4)
    with pytest.raises(Refused) as refused:
        attest(visit, seen_reported_at=AFTER, by=cast.coordinator, now=AFTER + HOUR)
    assert [problem.code for problem in refused.value.problems] == [Code.CHANGED_SINCE_SEEN]
    assert listed(cast) == [visit.pk]


def test_what_is_not_reported_is_not_attested(cast):
    with pytest.raises(Refused):
        attest(cast.accepted(), seen_reported_at=NOW, by=cast.coordinator, now=NOW)


def test_another_units_reports_are_not_listed(cast):
    reported(cast, hours=2)
    assert list(waiting(Unit.objects.exclude(pk=cast.unit.pk))) == []


def test_what_is_paid_is_neither_corrected_nor_told_anew(cast):
    missed = no_show(cast.accepted(), by=cast.escort.user, now=AFTER)
    period = PayPeriod.objects.create(
        provider=cast.provider, month="2026-03-01", locked_at=NOW, locked_by=cast.coordinator
    )
    missed.paid_in = period
    missed.save()
    before = missed.pool.lines.count()
    with pytest.raises(Refused) as refused:
        report(missed, starts_at=missed.starts_at, ends_at=missed.ends_at, by=cast.escort.user, now=AFTER)
    assert [problem.code for problem in refused.value.problems] == [Code.PERIOD_LOCKED]
    assert missed.pool.lines.count() == before  # the passbook has no line of it either


def test_a_query_or_two_more_for_a_hundred_reports(cast, django_assert_num_queries):
    reported(cast, hours=2)
    with django_assert_num_queries(2):
        [(visit.pool.participant, list(visit.receipts.all())) for visit in waiting(Unit.objects.all())]
    assert attests.waiting(Unit.objects.all()).count() == 1
