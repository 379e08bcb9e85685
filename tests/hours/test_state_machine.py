"""R30: whatever people do, in whatever order, the passbook is whole after every step.

Hypothesis makes up lives of two people and two escorts: hours granted, visits booked, changed, cancelled,
assigned, declined, reported, corrected, missed, while time passes. What is refused must leave no trace.
"""

import uuid
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from itertools import combinations

import pytest
from django.db import transaction
from django.db.models import F, Sum
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from hours import assignments, bookings, pools, visits
from hours.errors import Refused
from hours.ledger import Balance, first_wrong_line
from hours.models import Booking, Event, LedgerEntry
from hours.policy import OPEN_STATES, Kind, ShortPool, State
from hours.times import local_date
from ledsagning.people.models import Escort, Municipality, Participant
from tests.cast import NOW, make_cast, make_escort, make_participant

HALF_HOUR, MINUTE = timedelta(minutes=30), timedelta(minutes=1)
# Three days in half hours, so that visits of one escort do meet.
WHEN = st.integers(-2, 150)
LENGTH = st.sampled_from([30, 60, 60, 90, 180, 180, 240, 1, 1440, 0, 1441])
POLICY = st.sampled_from(list(ShortPool))
# What people do, the common things more often: Hypothesis would leave out most rules of a life at random,
# and a life without bookings proves little.
DEEDS = (
    *["book", "assign"] * 4,
    *["report_as_booked", "correct", "answer"] * 3,
    *["change", "cancel", "report", "confirm"] * 2,
    *["grant", "no_show", "nobody_was_found", "same_key_again", "time_passes", "choose_policy"],
)

Draw = Callable[[st.SearchStrategy], object]


class Lives(RuleBasedStateMachine):
    """Two people share a municipality, two escorts and the clock. Each example is rolled back."""

    deeds = DEEDS

    def __init__(self) -> None:
        super().__init__()
        self.life = transaction.atomic()
        self.life.__enter__()
        self.now = NOW
        self.pools = [pools.open_pool(person) for person in Participant.objects.order_by("pk")]
        self.escorts = list(Escort.objects.order_by("pk"))
        self.by = self.escorts[0].user

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.life.__exit__(None, None, None)

    @initialize(policy=POLICY, minutes=st.sampled_from([1200, 100, 1]))
    def begin(self, policy: ShortPool, minutes: int) -> None:
        Municipality.objects.filter(pk="1381").update(short_pool=policy)
        self.decide(self.pools[0], minutes_per_month=minutes, months=1, uncapped=False)
        self.decide(self.pools[1], minutes_per_month=30, months=None, uncapped=False)

    @rule(data=st.data())
    def live(self, data: st.DataObject) -> None:
        deed = data.draw(st.sampled_from(self.deeds), label="deed")
        getattr(self, deed)(data.draw)

    def attempt(self, action: Callable[..., object], *args: object, **kwargs: object) -> None:
        """Does it, or is refused with nothing written."""
        before = self.written()
        try:
            action(*args, by=self.by, now=self.now, **kwargs)
        except Refused:
            assert before == self.written()

    def written(self) -> tuple[object, ...]:
        return LedgerEntry.objects.count(), Event.objects.count(), list(Booking.objects.values())

    def booking(self, draw: Draw, *states: State) -> Booking | None:
        """One that suits; now and then any, which should be refused. Where none is, one is made."""
        is_fit = draw(st.sampled_from([True] * 7 + [False]))
        fitting = Booking.objects.filter(state__in=states) if is_fit else Booking.objects.all()
        found = list(fitting.order_by("-pk")[:4])
        if found:
            return draw(st.sampled_from(found))
        (self.assign if State.REQUESTED not in states else self.book)(draw)
        return None

    def span(self, draw: Draw) -> dict[str, object]:
        starts_at = self.now + draw(WHEN) * HALF_HOUR
        return {"starts_at": starts_at, "ends_at": starts_at + draw(LENGTH) * MINUTE}

    def near(self, draw: Draw, booking: Booking) -> dict[str, object]:
        starts_at = booking.starts_at + draw(st.integers(-30, 30)) * MINUTE
        return {"starts_at": starts_at, "ends_at": starts_at + draw(LENGTH) * MINUTE}

    def catch_up_with(self, booking: Booking) -> None:
        """Time passes until the visit is over, if it is near."""
        if timedelta(0) < booking.ends_at - self.now < timedelta(days=4):
            self.now = booking.ends_at

    # What people do.

    def choose_policy(self, draw: Draw) -> None:
        Municipality.objects.filter(pk="1381").update(short_pool=draw(POLICY))

    def grant(self, draw: Draw) -> None:
        self.decide(
            draw(st.sampled_from(self.pools)),
            minutes_per_month=draw(st.sampled_from([60, 1200, 1, 0])),
            months=draw(st.sampled_from([1, None, 3, -1])),
            uncapped=draw(st.integers(0, 4)) == 4,
        )

    def decide(self, pool: pools.Pool, *, months: int | None, **terms: object) -> None:
        today = local_date(self.now)
        ends_on = None if months is None else today + timedelta(days=30 * months - 1)
        dates = {"decided_on": today, "starts_on": today, "ends_on": ends_on}
        self.attempt(pools.register_decision, pool.participant, legal_basis="lss", **dates, **terms)

    def book(self, draw: Draw) -> None:
        pool = draw(st.sampled_from(self.pools))
        self.attempt(bookings.book, pool, key=uuid.uuid4(), **self.span(draw))

    def same_key_again(self, draw: Draw) -> None:
        if made := self.booking(draw, *State):
            times = {"starts_at": made.starts_at, "ends_at": made.ends_at}
            self.attempt(bookings.book, made.pool, key=made.key, **times)

    def change(self, draw: Draw) -> None:
        if booking := self.booking(draw, *OPEN_STATES):
            asked = {"meeting_place": "Torget", "note": "", "wished_escort": None}
            self.attempt(bookings.change, booking, **self.span(draw), **asked)

    def cancel(self, draw: Draw) -> None:
        if booking := self.booking(draw, *OPEN_STATES):
            self.attempt(bookings.cancel, booking)

    def confirm(self, draw: Draw) -> None:
        awaiting = Booking.objects.filter(awaits_top_up=True).last()
        if booking := awaiting or self.booking(draw, *State):
            self.attempt(bookings.confirm_top_up, booking)

    def assign(self, draw: Draw) -> None:
        if booking := self.booking(draw, State.REQUESTED):
            escort = draw(st.sampled_from(self.escorts))
            self.attempt(assignments.assign, booking, escort, seen_escort_id=booking.escort_id)

    def answer(self, draw: Draw) -> None:
        if booking := self.booking(draw, State.ASSIGNED):
            action = draw(st.sampled_from([assignments.accept, assignments.decline]))
            escort = booking.escort or draw(st.sampled_from(self.escorts))
            self.attempt(action, booking, escort=escort)

    def report(self, draw: Draw) -> None:
        if booking := self.booking(draw, State.ASSIGNED):
            self.catch_up_with(booking)
            self.attempt(visits.report, booking, **self.near(draw, booking))

    def report_as_booked(self, draw: Draw) -> None:
        if booking := self.booking(draw, State.ASSIGNED, State.NO_SHOW):
            self.catch_up_with(booking)
            self.attempt(visits.report, booking, starts_at=booking.starts_at, ends_at=booking.ends_at)

    def correct(self, draw: Draw) -> None:
        if booking := self.booking(draw, State.DONE):
            self.attempt(visits.correct, booking, **self.near(draw, booking))

    def no_show(self, draw: Draw) -> None:
        if booking := self.booking(draw, State.ASSIGNED, State.DONE):
            self.catch_up_with(booking)
            self.attempt(visits.no_show, booking, seen_at=booking.reported_at)

    def nobody_was_found(self, draw: Draw) -> None:
        if booking := self.booking(draw, State.REQUESTED):
            self.catch_up_with(booking)
            bookings.release_unfilled(booking, now=self.now)

    def time_passes(self, draw: Draw) -> None:
        """R46: nothing is taken because of it. What an anniversary gives may be written down, no more."""
        before = [pools.balance(pool) for pool in self.pools]
        self.now += timedelta(hours=draw(st.sampled_from([1, 5, 24, 24 * 40, 24 * 400])))
        assert [pools.balance(pool) for pool in self.pools] == before
        for pool, was in zip(self.pools, before, strict=True):
            pools.grant_due(pool, by=None, now=self.now)
            after = pools.balance(pool)
            assert after.available >= was.available
            assert (after.reserved, after.used) == (was.reserved, was.used)

    # What holds after every step.

    @invariant()
    def R29_every_line_follows_from_the_line_before(self) -> None:
        for pool in self.pools:
            assert first_wrong_line(pools.lines(pool)) is None

    @invariant()
    def R30_the_balances_are_what_came_in_and_what_is_booked_and_used(self) -> None:
        for pool in self.pools:
            brought_in = LedgerEntry.objects.filter(pool=pool, kind__in=(Kind.GRANT, Kind.TOP_UP))
            came_in = brought_in.aggregate(minutes=Sum("minutes", default=0))["minutes"]
            held = Booking.objects.filter(pool=pool).aggregate(
                reserved=Sum("minutes_reserved", default=0), used=Sum("minutes_used", default=0)
            )
            expected = Balance(came_in - held["reserved"] - held["used"], held["reserved"], held["used"])
            assert pools.balance(pool) == expected

    @invariant()
    def R30_open_visits_hold_their_minutes_and_closed_ones_none(self) -> None:
        for booking in Booking.objects.all():
            holds = booking.state in OPEN_STATES and not booking.awaits_top_up
            assert booking.minutes_reserved == (booking.span.minutes if holds else 0)
            assert (booking.minutes_used > 0) == (booking.state == State.DONE)

    @invariant()
    def R31_no_escort_is_in_two_places(self) -> None:
        promised = Booking.objects.filter(state=State.ASSIGNED)
        for one, other in combinations(promised, 2):
            assert one.escort_id != other.escort_id or not one.span.overlaps(other.span)


class Forgetful(Lives):
    """The negative control: somebody writes minutes on a booking without a line in the passbook."""

    deeds = (*DEEDS, "forget_the_passbook")

    def forget_the_passbook(self, draw: Draw) -> None:
        Booking.objects.filter(state=State.REQUESTED).update(minutes_reserved=F("minutes_reserved") + 1)


# The same lives on every machine; a failure is one for everybody.
THOROUGH = settings(max_examples=30, stateful_step_count=40, deadline=None, derandomize=True)


@pytest.fixture
def people(db):
    cast = make_cast()
    make_escort(unit=cast.provider, username="tor")
    make_participant(unit=cast.unit, username="olle")


def test_R30_R46_the_passbook_is_whole_whatever_people_do(people):
    seen: Counter[str] = Counter()

    class Watched(Lives):
        def teardown(self) -> None:
            seen.update(Event.objects.values_list("kind", flat=True))
            super().teardown()

    run_state_machine_as_test(Watched, settings=THOROUGH)
    # Lives in which everything is refused prove nothing.
    assert set(seen) >= {"booked", "changed", "cancelled", "assigned", "declined", "reported", "corrected"}


def test_R30_the_machine_sees_a_passbook_that_is_not_whole(people):
    quick = settings(THOROUGH, phases=[Phase.generate], print_blob=False)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(Forgetful, settings=quick)
