"""Offers to several escorts at once: the first yes has the visit, and the others are told."""

from datetime import timedelta

import pytest

from hours.assignments import accept, assign, decline
from hours.bookings import cancel, change
from hours.errors import Code, Refused
from hours.models import Event, EventKind, Message, MessageKind, Offer
from hours.offers import accept_offer, decline_offer, offer, offers_to
from hours.policy import State
from hours.wishes import wish
from ledsagning.people.models import Escort, Participant, User
from tests.cast import NOW, make_escort

LATER = NOW + timedelta(minutes=10)


@pytest.fixture
def three(cast):
    """Elsa, Gun and Ivar, who are told by e-mail."""
    others = [make_escort(unit=cast.provider, username=name) for name in ("gun", "ivar")]
    User.objects.exclude(escort=None).update(channel="email", email="nagon@example.se")
    return list(Escort.objects.filter(pk__in=[cast.escort.pk, *(each.pk for each in others)]).order_by("pk"))


@pytest.fixture
def offered(cast, three):
    """A visit of Berit's, offered to the three."""
    visit = cast.booking()
    return visit, offer(visit, three, by=cast.coordinator, now=NOW)


def yes(made, now=LATER):
    return accept_offer(made, by=made.escort.user, now=now)


def no(made, now=LATER):
    return decline_offer(made, by=made.escort.user, now=now)


def answers(visit) -> list[str]:
    return list(visit.offers.order_by("pk").values_list("answer", flat=True))


def told(kind) -> list[str]:
    """Who is told so, each escort by name."""
    return sorted(Message.objects.filter(kind=kind).values_list("escort__user__username", flat=True))


def refused(run) -> list[Code]:
    with pytest.raises(Refused) as found:
        run()
    return [problem.code for problem in found.value.problems if problem.blocks]


class TestOffer:
    def test_it_is_counted_once_and_everybody_is_told(self, cast, offered):
        visit, _made = offered
        assert answers(visit) == ["waiting"] * 3
        assert told(MessageKind.OFFERED) == ["elsa", "gun", "ivar"]
        assert Event.objects.get(kind=EventKind.OFFERED).by == cast.coordinator
        visit.refresh_from_db()
        assert (visit.state, visit.escort) == (State.REQUESTED, None)

    def test_R34_a_double_click_is_one_offer(self, cast, three, offered):
        visit, made = offered
        assert offer(visit, three, by=cast.coordinator, now=LATER) == made
        assert Event.objects.filter(kind=EventKind.OFFERED).count() == 1
        assert Message.objects.filter(kind=MessageKind.OFFERED).count() == 3

    def test_one_more_can_be_asked(self, cast, offered):
        visit, _ = offered
        berta = make_escort(unit=cast.provider, username="berta")
        assert len(offer(visit, [berta], by=cast.coordinator, now=LATER)) == 4

    def test_whoever_said_no_can_be_asked_again(self, cast, three, offered):
        visit, made = offered
        no(made[0])
        offer(visit, three, by=cast.coordinator, now=LATER)
        assert answers(visit) == ["declined", "waiting", "waiting", "waiting"]

    def test_nobody_is_asked_when_one_cannot_come(self, cast, three):
        visit = cast.booking()
        assign(cast.booking(), three[1], by=cast.coordinator, now=NOW)
        wish(cast.participant, three[2], never=True)
        codes = refused(lambda: offer(visit, three, by=cast.coordinator, now=NOW))
        assert codes == [Code.ESCORT_BUSY, Code.ESCORT_UNWANTED]
        assert answers(visit) == told(MessageKind.OFFERED) == []

    def test_a_visit_that_somebody_holds_is_not_offered(self, cast, three):
        visit = cast.assigned()
        codes = refused(lambda: offer(visit, three[1:], by=cast.coordinator, now=NOW))
        assert set(codes) == {Code.ASSIGNED_MEANWHILE}

    @pytest.mark.parametrize(("hours_later", "code"), [(None, Code.NOT_OPEN), (48, Code.ALREADY_STARTED)])
    def test_a_visit_that_is_over_is_not_offered(self, cast, three, hours_later, code):
        visit = cast.booking()
        if hours_later is None:
            cancel(visit, by=cast.participant.user, now=NOW)
        now = NOW + timedelta(hours=hours_later or 0)
        assert refused(lambda: offer(visit, three, by=cast.coordinator, now=now)) == [code]


class TestTakenFromTheAbsent:
    def test_the_person_who_was_told_is_told(self, cast, three):
        Participant.objects.update(channel="email", email="berit@example.se")
        visit = cast.accepted()
        offer(visit, three[1:], by=cast.coordinator, now=NOW, take_from=cast.escort)
        visit.refresh_from_db()
        assert (visit.state, visit.escort, visit.accepted_at) == (State.REQUESTED, None, None)
        assert visit.assignments.get().answer == "ended"
        assert Message.objects.filter(kind=MessageKind.ESCORT_LOST).count() == 1
        assert Event.objects.filter(kind=EventKind.CHANGED).count() == 0

    def test_the_person_who_was_not_told_is_not(self, cast, three):
        visit = cast.assigned()
        offer(visit, three[1:], by=cast.coordinator, now=NOW, take_from=cast.escort)
        assert not Message.objects.filter(kind=MessageKind.ESCORT_LOST).exists()

    def test_it_is_not_taken_from_anybody_else(self, cast, three):
        visit = assign(cast.booking(), three[1], by=cast.coordinator, now=NOW)
        codes = refused(lambda: offer(visit, three[2:], by=cast.coordinator, now=NOW, take_from=cast.escort))
        assert codes == [Code.ASSIGNED_MEANWHILE]

    def test_it_stays_when_a_replacement_cannot_come(self, cast, three):
        visit = cast.accepted()
        assign(cast.booking(), three[1], by=cast.coordinator, now=NOW)
        refused(lambda: offer(visit, three[1:], by=cast.coordinator, now=NOW, take_from=cast.escort))
        visit.refresh_from_db()
        assert visit.escort == cast.escort


class TestYes:
    def test_the_first_has_it_and_the_others_are_told(self, cast, offered):
        visit, made = offered
        booking = yes(made[1])
        assert (booking.state, booking.escort, booking.accepted_at) == (
            State.ASSIGNED,
            made[1].escort,
            LATER,
        )
        assert answers(visit) == ["taken", "accepted", "taken"]
        assert told(MessageKind.OFFER_TAKEN) == ["elsa", "ivar"]
        assert visit.assignments.get().answer == "accepted"
        assert visit.assignments.get().by == cast.coordinator

    def test_the_person_is_told_who_comes(self, cast, offered):
        Participant.objects.update(channel="email", email="berit@example.se")
        yes(offered[1][1])
        assert Message.objects.get(kind=MessageKind.ESCORT_COMES).participant == cast.participant

    def test_whoever_said_no_is_not_told_more(self, offered):
        visit, made = offered
        no(made[0])
        yes(made[1])
        assert answers(visit) == ["declined", "accepted", "taken"]
        assert told(MessageKind.OFFER_TAKEN) == ["ivar"]

    def test_R34_yes_twice_is_once(self, offered):
        _visit, made = offered
        yes(made[1])
        assert yes(made[1]).escort == made[1].escort
        assert Event.objects.filter(kind=EventKind.ACCEPTED).count() == 1
        assert Event.objects.filter(kind__in=(EventKind.ASSIGNED, EventKind.REASSIGNED)).count() == 0

    def test_a_yes_after_somebody_elses(self, offered):
        _visit, made = offered
        yes(made[1])
        assert refused(lambda: yes(made[0])) == [Code.OFFER_TAKEN]

    def test_a_yes_after_the_visit_was_cancelled(self, cast, offered):
        visit, made = offered
        cancel(visit, by=cast.participant.user, now=NOW)
        assert answers(visit) == ["ended"] * 3
        assert refused(lambda: yes(made[0])) == [Code.OFFER_CANCELLED]

    def test_a_yes_after_the_visit_was_moved(self, cast, offered):
        visit, made = offered
        later = visit.starts_at + timedelta(days=1)
        change(
            visit,
            starts_at=later,
            ends_at=later + timedelta(hours=1),
            by=cast.participant.user,
            now=NOW,
            meeting_place=visit.meeting_place,
            note="",
            wished_escort=None,
        )
        assert refused(lambda: yes(made[0])) == [Code.OFFER_ENDED]

    def test_a_yes_after_a_coordinator_asked_somebody(self, cast, offered):
        visit, made = offered
        assign(visit, made[1].escort, by=cast.coordinator, now=NOW)
        assert answers(visit) == ["ended"] * 3
        assert refused(lambda: yes(made[0])) == [Code.OFFER_TAKEN]

    def test_a_yes_by_whom_the_coordinator_asked_meanwhile(self, cast, offered):
        """The visit stands in that escort's list with a question of its own."""
        visit, made = offered
        assign(visit, made[1].escort, by=cast.coordinator, now=NOW)
        accept(visit, escort=made[1].escort, by=made[1].escort.user, now=LATER)
        assert visit.assignments.get().answer == "accepted"

    def test_a_yes_after_a_no(self, offered):
        no(offered[1][0])
        assert refused(lambda: yes(offered[1][0])) == [Code.OFFER_DECLINED]

    def test_a_yes_when_the_visit_has_begun(self, offered):
        visit, made = offered
        assert refused(lambda: yes(made[0], now=visit.starts_at)) == [Code.OFFER_ENDED]

    def test_a_yes_to_a_second_visit_at_the_same_time(self, cast, three, offered):
        other = offer(cast.booking(), three, by=cast.coordinator, now=NOW)
        yes(offered[1][0])
        assert refused(lambda: yes(other[0])) == [Code.OFFER_OVERLAPS]
        assert answers(other[0].booking) == ["waiting"] * 3

    def test_what_the_person_has_asked_about_an_escort_is_not_told_to_the_escort(self, cast, offered):
        wish(cast.participant, cast.escort, never=True)
        assert refused(lambda: yes(offered[1][0])) == [Code.OFFER_IMPOSSIBLE]

    def test_an_accepted_visit_can_be_given_back_and_offered_anew(self, cast, three, offered):
        visit, made = offered
        decline(yes(made[1]), escort=made[1].escort, by=made[1].escort.user, now=LATER)
        assert refused(lambda: yes(made[1])) == [Code.OFFER_ENDED]
        again = offer(visit, three[:1], by=cast.coordinator, now=LATER)
        assert yes(again[0]).escort == cast.escort


class TestNo:
    def test_it_is_said_without_a_reason_and_the_others_still_can(self, offered):
        visit, made = offered
        no(made[0])
        no(made[0])
        assert answers(visit) == ["declined", "waiting", "waiting"]
        assert yes(made[1]).escort == made[1].escort

    def test_a_no_after_somebody_elses_yes_changes_nothing(self, offered):
        visit, made = offered
        yes(made[1])
        no(made[0])
        assert answers(visit) == ["taken", "accepted", "taken"]

    def test_a_no_after_the_own_yes_changes_nothing(self, offered):
        """That is declining the visit, which has a button of its own."""
        _visit, made = offered
        yes(made[1])
        assert no(made[1]).answer == "accepted"


class TestOffersTo:
    def test_what_can_be_taken_now(self, cast, three, offered):
        _visit, made = offered
        sooner = offer(
            cast.booking(starts_at=NOW + timedelta(hours=3), hours=1), three, by=cast.coordinator, now=NOW
        )
        assert list(offers_to(cast.escort, NOW)) == [sooner[0], made[0]]
        assert list(offers_to(cast.escort, NOW + timedelta(hours=3))) == [made[0]]
        yes(made[1])
        assert list(offers_to(cast.escort, LATER)) == [sooner[0]]
        assert Offer.objects.count() == 6
