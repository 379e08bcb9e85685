"""Decisions fill the pool; the passbook's lines are exact. `cast.pool` holds 240 h (14 400 min) for 2026."""

from datetime import UTC, date, datetime

import pytest

from hours import pools
from hours.errors import Code, Refused
from hours.ledger import Balance, Overdrawn
from hours.models import Decision, Event, LedgerEntry, Pool
from hours.policy import Kind, ShortPool
from hours.rules import Means
from tests.cast import NOW, make_participant, make_pool
from tests.hours.passbook import assert_passbook


def decide(cast, person=None, **changes):
    given = {
        "legal_basis": "sol",
        "minutes_per_month": 600,
        "starts_on": date(2027, 1, 1),
        "ends_on": date(2027, 6, 30),
        "uncapped": False,
        "decided_on": date(2026, 3, 1),
        "by": cast.case_officer,
        "now": NOW,
    }
    return pools.register_decision(person or cast.participant, **given | changes)


def other_person(cast):
    return make_participant(unit=cast.unit, username="olle")


class TestRegisterDecision:
    def test_R29_twenty_hours_a_month_for_a_year_are_240_hours_at_once(self, cast):
        assert_passbook(cast.pool, "grant 14400 14400 0 0")
        line = LedgerEntry.objects.get(pool=cast.pool)
        decision = Decision.objects.get(pool=cast.pool)
        assert (line.number, line.decision, line.by, line.at, line.key) == (
            1,
            decision,
            cast.case_officer,
            NOW,
            f"grant:{decision.pk}:12",
        )

    def test_the_pool_copies_what_statistics_need_of_the_person(self, cast):
        pool = Pool.objects.get(participant=cast.participant)
        assert (pool.unit, pool.birth_year, pool.sex) == (cast.unit, 1970, "K")

    def test_a_person_has_one_pool_and_what_is_left_goes_along(self, cast):
        assert decide(cast).pool == cast.pool
        assert_passbook(
            cast.pool,
            """grant 14400 14400 0 0
               grant  3600 18000 0 0""",
        )
        assert Pool.objects.count() == 1

    def test_an_uncapped_decision_grants_nothing_yet(self, cast):
        decision = decide(cast, other_person(cast), uncapped=True)
        assert decision.minutes_per_month == 0
        assert_passbook(decision.pool, "")
        assert pools.balance(decision.pool) == Balance(0, 0, 0)

    def test_until_further_notice_grants_a_year(self, cast):
        decision = decide(cast, other_person(cast), starts_on=date(2026, 3, 1), ends_on=None)
        assert_passbook(decision.pool, "grant 7200 7200 0 0")

    def test_a_decision_from_long_ago_until_further_notice_grants_every_year_begun(self, cast):
        decision = decide(cast, other_person(cast), starts_on=date(2024, 2, 29), ends_on=None)
        assert_passbook(decision.pool, "grant 21600 21600 0 0")

    def test_a_decision_until_further_notice_ends_where_the_next_begins(self, cast):
        """Or both would give their hours every year. What the first has given is not taken back (P1)."""
        person = other_person(cast)
        first = decide(cast, person, starts_on=date(2026, 1, 1), ends_on=None)
        decide(cast, person, starts_on=date(2026, 6, 1), ends_on=None, minutes_per_month=300)
        first.refresh_from_db()
        assert first.ends_on == date(2026, 5, 31)
        assert_passbook(
            first.pool,
            """grant 7200  7200 0 0
               grant 3600 10800 0 0""",
        )
        assert pools.grant_due(first.pool, by=None, now=datetime(2027, 6, 1, tzinfo=UTC)) == 1
        assert pools.balance(first.pool) == Balance(14400, 0, 0)

    def test_the_same_first_day_again_takes_the_place_of_the_earlier(self, cast):
        person = other_person(cast)
        first = decide(cast, person, starts_on=date(2026, 1, 1), ends_on=None)
        decide(cast, person, starts_on=date(2026, 1, 1), ends_on=None, minutes_per_month=1200)
        assert pools.grant_due(first.pool, by=None, now=datetime(2027, 1, 1, tzinfo=UTC)) == 1
        assert pools.balance(first.pool) == Balance(7200 + 14400 + 14400, 0, 0)

    def test_one_registered_late_ends_where_the_later_one_begins(self, cast):
        person = other_person(cast)
        decide(cast, person, starts_on=date(2026, 1, 1), ends_on=None)
        late = decide(cast, person, starts_on=date(2025, 12, 1), ends_on=None)
        assert late.ends_on == date(2025, 12, 31)

    def test_without_a_ceiling_is_what_is_in_force_on_the_day(self, cast):
        person = other_person(cast)
        pool = decide(cast, person, uncapped=True, starts_on=date(2026, 1, 1), ends_on=date(2026, 6, 30)).pool
        decide(cast, person, legal_basis="lss", starts_on=date(2026, 2, 1), ends_on=None)
        assert pools.is_uncapped(pool, date(2026, 6, 30))
        assert not pools.is_uncapped(pool, date(2026, 7, 1))

    def test_a_decision_with_another_legal_basis_goes_on(self, cast):
        person = other_person(cast)
        first = decide(cast, person, starts_on=date(2026, 1, 1), ends_on=None)
        decide(cast, person, legal_basis="lss", starts_on=date(2026, 6, 1), ends_on=None)
        first.refresh_from_db()
        assert first.ends_on is None

    def test_the_event_says_first_or_again(self, cast):
        decide(cast)
        events = Event.objects.filter(booking=None).order_by("pk")
        assert list(events.values_list("kind", "unit", "by", "visit_month")) == [
            ("decided", cast.unit.pk, cast.case_officer.pk, None),
            ("renewed", cast.unit.pk, cast.case_officer.pk, None),
        ]

    @pytest.mark.parametrize(
        ("changes", "codes"),
        [
            ({"ends_on": date(2026, 12, 31)}, [Code.DECISION_ENDS_BEFORE_START]),
            ({"minutes_per_month": 0}, [Code.DECISION_WITHOUT_HOURS]),
        ],
    )
    def test_what_is_refused_leaves_nothing_behind(self, cast, changes, codes):
        before = (Pool.objects.count(), Decision.objects.count(), Event.objects.count())
        with pytest.raises(Refused) as refused:
            decide(cast, other_person(cast), **changes)
        assert [problem.code for problem in refused.value.problems] == codes
        assert (Pool.objects.count(), Decision.objects.count(), Event.objects.count()) == before


class TestGrantDue:
    """A decision until further notice gives a year's hours at each anniversary, once."""

    @pytest.fixture
    def pool(self, cast):
        return decide(cast, other_person(cast), starts_on=date(2026, 3, 1), ends_on=None).pool

    def test_nothing_is_due_before_the_anniversary(self, pool):
        day_before = datetime(2027, 2, 28, 22, 59, tzinfo=UTC)
        assert pools.grant_due(pool, by=None, now=day_before) == 0
        assert_passbook(pool, "grant 7200 7200 0 0")

    def test_R36_due_at_the_swedish_midnight_and_once(self, pool):
        midnight = datetime(2027, 2, 28, 23, 0, tzinfo=UTC)
        assert pools.grant_due(pool, by=None, now=midnight) == 1
        assert pools.grant_due(pool, by=None, now=midnight) == 0
        assert_passbook(
            pool,
            """grant 7200  7200 0 0
               grant 7200 14400 0 0""",
        )

    def test_years_that_nobody_looked_come_in_one_line(self, pool):
        assert pools.grant_due(pool, by=None, now=datetime(2030, 3, 1, tzinfo=UTC)) == 1
        assert_passbook(
            pool,
            """grant  7200  7200 0 0
               grant 28800 36000 0 0""",
        )

    def test_what_top_ups_and_grants_without_a_decision_brought_in_is_not_counted_against_it(
        self, pool, cast
    ):
        pools.append(pool, Kind.TOP_UP, 100, by=cast.coordinator, at=NOW)
        assert pools.grant_due(pool, by=None, now=datetime(2027, 3, 2, tzinfo=UTC)) == 1
        assert pools.balance(pool).available == 14500

    def test_due_is_what_the_passbook_lacks(self, pool):
        decision = pool.decisions.get()
        assert pools.due(pool, now=NOW) == []
        assert pools.due(pool, now=datetime(2028, 3, 1, tzinfo=UTC)) == [(decision, 36, 14400)]


class TestMeans:
    DAY = date(2026, 6, 1)

    def test_what_a_booking_may_draw_on(self, cast):
        assert pools.means(cast.pool, day=self.DAY, now=NOW, minutes_held=60) == Means(
            14460, ShortPool.TOP_UP, uncapped=False, decision_ends_on=date(2026, 12, 31)
        )

    @pytest.mark.parametrize("policy", list(ShortPool))
    def test_P5_the_municipality_chooses_the_policy(self, cast, policy):
        cast.unit.municipality.short_pool = policy
        cast.unit.municipality.save()
        pool = Pool.objects.get(pk=cast.pool.pk)
        assert pools.means(pool, day=self.DAY, now=NOW).short_pool is policy

    def test_what_is_due_counts_before_it_is_written(self, cast):
        pool = decide(cast, other_person(cast), starts_on=date(2026, 3, 1), ends_on=None).pool
        a_year_later = datetime(2027, 3, 2, tzinfo=UTC)
        assert pools.means(pool, day=self.DAY, now=a_year_later).minutes_available == 14400
        assert_passbook(pool, "grant 7200 7200 0 0")

    def test_the_last_of_several_decisions_ends_it(self, cast):
        decide(cast)
        assert pools.means(cast.pool, day=self.DAY, now=NOW).decision_ends_on == date(2027, 6, 30)

    def test_one_until_further_notice_never_ends(self, cast):
        decide(cast, ends_on=None)
        assert pools.means(cast.pool, day=self.DAY, now=NOW).decision_ends_on is None

    def test_without_a_decision(self, cast):
        pool = pools.open_pool(other_person(cast))
        assert pools.means(pool, day=self.DAY, now=NOW) == Means(0, ShortPool.TOP_UP)

    @pytest.mark.parametrize(
        ("day", "uncapped"),
        [
            (date(2025, 1, 1), False),
            (date(2026, 12, 31), False),
            (date(2027, 1, 1), True),
            (date(2029, 1, 1), True),
        ],
    )
    def test_the_decision_of_the_visits_day_says_whether_there_is_a_ceiling(self, cast, day, uncapped):
        decide(cast, uncapped=True)
        assert pools.means(cast.pool, day=day, now=NOW).uncapped is uncapped

    def test_P1_an_uncapped_decision_that_has_ended_still_covers_a_visit(self, cast):
        pool = make_pool(participant=other_person(cast), by=cast.case_officer, uncapped=True)
        assert pools.means(pool, day=date(2027, 5, 1), now=NOW).uncapped is True


class TestLines:
    def test_R29_a_line_that_would_overdraw_is_not_written(self, cast):
        with pytest.raises(Overdrawn):
            pools.append(cast.pool, Kind.RESERVE, 14401, by=cast.participant.user, at=NOW)
        assert_passbook(cast.pool, "grant 14400 14400 0 0")

    def test_R29_the_last_line_is_the_balance(self, cast):
        pools.append(cast.pool, Kind.RESERVE, 400, by=cast.participant.user, at=NOW)
        assert pools.balance(cast.pool) == Balance(14000, 400, 0)
        assert pools.last_line(cast.pool).number == 2

    def test_reading_the_balance_is_one_query(self, cast, django_assert_num_queries):
        with django_assert_num_queries(1):
            pools.balance(cast.pool)

    def test_two_pools_do_not_meet(self, cast):
        other = make_pool(participant=other_person(cast), by=cast.case_officer, hours_per_month=10)
        assert_passbook(cast.pool, "grant 14400 14400 0 0")
        assert_passbook(other, "grant 7200 7200 0 0")

    def test_names_for_logs_and_errors_carry_no_person(self, cast):
        line = pools.last_line(cast.pool)
        assert (str(cast.pool), str(line)) == (f"pool {cast.pool.pk}", f"{cast.pool.pk}/1 grant 14400")
        assert str(cast.pool.decisions.get()) == "LSS 9 § 3 2026-01-01"
