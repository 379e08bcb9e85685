"""Many yeses at once, each with a connection of its own: one has the visit, the others are told in words.

As in tests/hours/test_races.py every race has its negative control, which goes wrong each time (R31).
"""

import random
import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection

from hours import guards
from hours.absences import register_absence
from hours.assignments import assign, decline
from hours.bookings import cancel, change
from hours.errors import Code
from hours.fitting import by_hard_rules
from hours.ledger import first_wrong_line
from hours.matching import is_possible
from hours.models import Booking, Event, EventKind, Message, MessageKind, Offer
from hours.offers import accept_offer, decline_offer, offer
from hours.policy import State
from hours.pools import lines
from hours.visits import report
from ledsagning.people.models import Escort, User
from tests.cast import NOW, TOMORROW_14, make_escort
from tests.hours.test_races import WRITERS, leaks, race, refusals

HOUR = timedelta(hours=1)
pytestmark = pytest.mark.django_db(transaction=True)


def yes(made: Offer) -> Callable[[], Booking]:
    return lambda: accept_offer(made, by=made.escort.user, now=NOW)


def answers(**where) -> list[str]:
    return sorted(Offer.objects.filter(**where).values_list("answer", flat=True))


class TestOneVisit:
    @pytest.fixture
    def offers(self, cast) -> list[Offer]:
        """One visit, offered to sixteen who are told by e-mail."""
        for number in range(WRITERS):
            make_escort(unit=cast.provider, username=f"escort{number}")
        User.objects.exclude(escort=None).update(channel="email")
        escorts = Escort.objects.filter(user__username__startswith="escort")
        return offer(cast.booking(), list(escorts), by=cast.coordinator, now=NOW)

    def test_R31_sixteen_say_yes_and_one_has_it(self, offers):
        met = race(yes(made) for made in offers)
        assert leaks(met) == []
        assert refusals(met) == [Code.OFFER_TAKEN] * 15
        assert answers() == ["accepted"] + ["taken"] * 15
        assert Event.objects.filter(kind=EventKind.ACCEPTED).count() == 1
        assert Message.objects.filter(kind=MessageKind.OFFER_TAKEN).count() == 15
        (visit,) = Booking.objects.all()
        assert visit.assignments.get().escort == visit.escort

    def test_R31_without_the_lock_all_sixteen_are_told_that_it_is_theirs(self, offers):
        """The negative control: all read before anyone writes, as without the booking's lock."""
        all_have_read = threading.Barrier(WRITERS)

        def write(made: Offer) -> int:
            visit = Booking.objects.get(pk=made.booking_id)
            assert visit.escort_id is None  # the rule says yes to everyone
            all_have_read.wait(timeout=30)
            Booking.objects.filter(pk=visit.pk).update(state=State.ASSIGNED, escort=made.escort)
            return Offer.objects.filter(pk=made.pk).update(answer="accepted")

        assert race(lambda made=made: write(made) for made in offers) == [1] * WRITERS
        assert answers() == ["accepted"] * 16

    def test_R34_the_same_yes_sixteen_times_is_one(self, offers):
        met = race([yes(offers[0])] * WRITERS)
        assert leaks(met) == refusals(met) == []
        assert Event.objects.filter(kind=EventKind.ACCEPTED).count() == 1
        assert Offer.objects.filter(answer="accepted").count() == 1

    def test_R34_the_same_offer_sixteen_times_is_one(self, cast):
        visit = cast.booking()
        met = race([lambda: offer(visit, [cast.escort], by=cast.coordinator, now=NOW)] * WRITERS)
        assert leaks(met) == refusals(met) == []
        assert Offer.objects.count() == Event.objects.filter(kind=EventKind.OFFERED).count() == 1


class TestOneEscort:
    @pytest.fixture
    def offers(self, cast) -> list[Offer]:
        """Sixteen visits at the same time, all offered to Elsa."""
        visits = [cast.booking(hours=1) for _ in range(WRITERS)]
        return [offer(visit, [cast.escort], by=cast.coordinator, now=NOW)[0] for visit in visits]

    def promised(self) -> int:
        return Booking.objects.filter(state=State.ASSIGNED).count()

    def test_R31_an_escort_says_yes_to_sixteen_visits_at_the_same_time(self, offers):
        met = race(yes(made) for made in offers)
        assert leaks(met) == []
        assert refusals(met) == [Code.OFFER_OVERLAPS] * 15
        assert self.promised() == 1
        assert answers() == ["accepted"] + ["waiting"] * 15

    def unlocked(self, cast, offers) -> list[object]:
        """Reads, decides, and writes when all have read: what a yes would be without the escort's lock."""
        all_have_read = threading.Barrier(WRITERS)

        def write(made: Offer) -> int:
            visit = Booking.objects.get(pk=made.booking_id)
            # The rule says yes to everyone.
            assert is_possible(*by_hard_rules(visit, [cast.escort]), visit.span)
            all_have_read.wait(timeout=30)
            return Booking.objects.filter(pk=visit.pk).update(state=State.ASSIGNED, escort=cast.escort)

        return race(lambda made=made: write(made) for made in offers)

    def test_R31_without_the_lock_the_guards_let_one_through(self, cast, offers):
        met = self.unlocked(cast, offers)
        assert len(leaks(met)) == 15
        assert any(isinstance(found, IntegrityError) for found in met)
        assert self.promised() == 1

    def test_R31_without_lock_and_guards_the_escort_is_in_sixteen_places(self, cast, offers):
        guards.remove(connection)
        assert self.unlocked(cast, offers) == [1] * WRITERS
        assert self.promised() == 16


class TestEverythingAtOnce:
    """R32: a yes takes the escort and then the booking, cancelling the pool and then the booking, and an
    absence the escort alone; none waits in a ring, or who does is tried again.
    """

    def deeds(self, cast, visit: Booking, made: list[Offer], chance: random.Random):
        by, coordinator, later = cast.participant.user, cast.coordinator, visit.starts_at + 5 * HOUR
        asked = {"meeting_place": "Torget", "note": "", "wished_escort": None}
        elsa, gun = (each.escort for each in made)
        return [
            *(yes(each) for each in made),
            *(lambda each=each: decline_offer(each, by=each.escort.user, now=NOW) for each in made),
            lambda: offer(visit, [elsa, gun], by=coordinator, now=NOW),
            lambda: offer(visit, [gun], by=coordinator, now=NOW, take_from=elsa),
            lambda: assign(visit, chance.choice([elsa, gun]), by=coordinator, now=NOW),
            lambda: decline(visit, escort=elsa, by=elsa.user, now=NOW),
            lambda: cancel(visit, by=by, now=NOW),
            lambda: change(visit, starts_at=later, ends_at=later + HOUR, by=by, now=NOW, **asked),
            lambda: register_absence(gun, visit.starts_at, visit.ends_at, by=coordinator, now=NOW),
            lambda: report(
                visit,
                starts_at=visit.starts_at,
                ends_at=visit.ends_at,
                by=elsa.user,
                now=visit.ends_at,
            ),
        ]

    @pytest.mark.parametrize("seed", range(2))
    def test_R32_nothing_leaks_and_everything_agrees(self, cast, seed):
        chance = random.Random(seed)
        gun = make_escort(unit=cast.provider, username="gun")
        deeds = []
        for hour in range(5):
            visit = cast.booking(starts_at=TOMORROW_14 + hour * HOUR, hours=1)
            made = offer(visit, [cast.escort, gun], by=cast.coordinator, now=NOW)
            deeds += self.deeds(cast, visit, made, chance)
        for _ in range(3):
            assert leaks(race(chance.sample(deeds, WRITERS))) == []
        assert first_wrong_line(lines(cast.pool)) is None
        for visit in Booking.objects.all():
            accepted = Offer.objects.filter(booking=visit, answer="waiting")
            # Whoever holds a visit holds it alone, and what nobody can have any longer is offered to nobody.
            assert visit.state == State.REQUESTED or not accepted.exists()
            assert visit.assignments.filter(answer__in=("waiting", "accepted")).count() == bool(visit.escort)
