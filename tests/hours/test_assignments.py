"""Asking an escort, and the escort's answer."""

from datetime import date, timedelta

import pytest

from hours.assignments import accept, assign, decline, escorts_for, suggest
from hours.bookings import cancel
from hours.errors import Code, Refused
from hours.matching import Reason
from hours.models import Assignment, Booking, EscortWish
from hours.policy import State
from hours.visits import report
from tests.cast import LONG_AGO, NOW, TOMORROW_14, make_escort, make_unit
from tests.hours.asking import codes

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def kinds(booking: Booking) -> list[str]:
    return list(booking.events.exclude(kind="booked").order_by("pk").values_list("kind", flat=True))


def answers(booking: Booking) -> list[tuple[str, str]]:
    return [(str(asked.escort), asked.answer) for asked in booking.assignments.order_by("pk")]


@pytest.fixture
def tor(cast):
    """A second escort."""
    return make_escort(unit=cast.provider, username="tor")


class TestAssign:
    def test_the_escort_holds_the_visit_and_is_asked(self, cast):
        booking = assign(cast.booking(), cast.escort, by=cast.coordinator, now=NOW)
        booking.refresh_from_db()
        assert (booking.state, booking.escort, booking.accepted_at) == (State.ASSIGNED, cast.escort, None)
        asked = Assignment.objects.get()
        assert (asked.booking, asked.escort, asked.by, asked.at, asked.answer, asked.answered_at) == (
            booking,
            cast.escort,
            cast.coordinator,
            NOW,
            "waiting",
            None,
        )
        assert str(asked) == "Elsa waiting"
        assert kinds(booking) == ["assigned"]

    def test_another_escort_instead(self, cast, tor):
        booking = assign(
            cast.accepted(), tor, by=cast.coordinator, now=NOW + HOUR, seen_escort_id=cast.escort.pk
        )
        assert (booking.escort, booking.accepted_at) == (tor, None)
        assert answers(booking) == [("Elsa", "ended"), ("Tor", "waiting")]
        assert kinds(booking) == ["assigned", "accepted", "reassigned"]

    def test_R34_the_same_escort_twice_is_once(self, cast):
        booking = cast.accepted()
        again = assign(booking, cast.escort, by=cast.coordinator, now=NOW + HOUR)
        assert again.accepted_at == NOW
        assert answers(booking) == [("Elsa", "accepted")]
        assert kinds(booking) == ["assigned", "accepted"]

    def test_somebody_else_was_quicker(self, cast, tor):
        booking = cast.booking()
        assign(booking, cast.escort, by=cast.coordinator, now=NOW)
        with pytest.raises(Refused) as refused:
            assign(booking, tor, by=cast.coordinator, now=NOW, seen_escort_id=None)
        assert codes(refused) == [Code.ASSIGNED_MEANWHILE]
        assert refused.value.problems[0].values == {"escort": "Elsa"}
        assert answers(booking) == [("Elsa", "waiting")]

    @pytest.mark.parametrize("begins", [-2 * HOUR, timedelta(0), 2 * HOUR])
    def test_R31_the_escort_has_promised_another_visit_then(self, cast, begins):
        cast.assigned()
        other = cast.booking(starts_at=TOMORROW_14 + begins)
        with pytest.raises(Refused) as refused:
            assign(other, cast.escort, by=cast.coordinator, now=NOW)
        assert codes(refused) == [Code.ESCORT_BUSY]
        assert refused.value.problems[0].values == {"escort": "Elsa"}

    @pytest.mark.parametrize("begins", [-3 * HOUR, 3 * HOUR])
    def test_a_visit_right_before_or_after_another(self, cast, begins):
        cast.assigned()
        other = assign(
            cast.booking(starts_at=TOMORROW_14 + begins), cast.escort, by=cast.coordinator, now=NOW
        )
        assert other.state == State.ASSIGNED

    def test_a_cancelled_visit_leaves_the_escort_free(self, cast):
        cancel(cast.assigned(), by=cast.coordinator, now=NOW)
        assert cast.assigned().escort == cast.escort

    def test_the_person_has_asked_never_to_meet_the_escort(self, cast):
        EscortWish.objects.create(participant=cast.participant, escort=cast.escort, never=True)
        with pytest.raises(Refused) as refused:
            cast.assigned()
        assert codes(refused) == [Code.ESCORT_UNWANTED]

    @pytest.mark.parametrize(
        ("valid_from", "valid_to"), [(date(2026, 3, 13), None), (LONG_AGO, date(2026, 3, 11))]
    )
    def test_R19_an_escort_who_is_not_employed_that_day(self, cast, valid_from, valid_to):
        cast.escort.valid_from, cast.escort.valid_to = valid_from, valid_to
        cast.escort.save()
        with pytest.raises(Refused) as refused:
            cast.assigned()
        assert codes(refused) == [Code.ESCORT_NOT_AVAILABLE]

    def test_R19_an_escort_whose_account_is_closed(self, cast):
        cast.escort.user.is_active = False
        cast.escort.user.save()
        with pytest.raises(Refused) as refused:
            cast.assigned()
        assert codes(refused) == [Code.ESCORT_NOT_AVAILABLE]

    def test_R18_an_escort_of_another_municipality(self, cast):
        elsewhere = make_escort(unit=make_unit(code="0180", kind="in_house"), username="sven")
        with pytest.raises(Refused) as refused:
            assign(cast.booking(), elsewhere, by=cast.coordinator, now=NOW)
        assert codes(refused) == [Code.ESCORT_NOT_AVAILABLE]

    def test_a_closed_visit(self, cast, tor):
        done = cast.done()
        with pytest.raises(Refused) as refused:
            assign(done, tor, by=cast.coordinator, now=NOW, seen_escort_id=cast.escort.pk)
        assert codes(refused) == [Code.NOT_OPEN]


class TestAccept:
    def test_the_escort_says_yes(self, cast):
        booking = accept(cast.assigned(), escort=cast.escort, by=cast.escort.user, now=NOW + HOUR)
        booking.refresh_from_db()
        assert (booking.state, booking.accepted_at) == (State.ASSIGNED, NOW + HOUR)
        assert answers(booking) == [("Elsa", "accepted")]
        assert booking.assignments.get().answered_at == NOW + HOUR
        assert kinds(booking) == ["assigned", "accepted"]

    def test_R34_twice_is_once(self, cast):
        booking = accept(cast.accepted(), escort=cast.escort, by=cast.escort.user, now=NOW + HOUR)
        assert booking.accepted_at == NOW
        assert kinds(booking) == ["assigned", "accepted"]

    @pytest.mark.parametrize("answer", [accept, decline])
    def test_a_visit_that_another_escort_holds(self, cast, tor, answer):
        with pytest.raises(Refused) as refused:
            answer(cast.assigned(), escort=tor, by=tor.user, now=NOW)
        assert codes(refused) == [Code.NOT_YOURS]

    @pytest.mark.parametrize("answer", [accept, decline])
    def test_a_visit_that_was_cancelled_or_done(self, cast, answer):
        done = cast.done()
        with pytest.raises(Refused) as refused:
            answer(done, escort=cast.escort, by=cast.escort.user, now=NOW)
        assert codes(refused) == [Code.NOT_YOURS]


class TestDecline:
    @pytest.mark.parametrize("before", ["assigned", "accepted"])
    def test_P3_the_visit_needs_somebody_else_and_nobody_asks_why(self, cast, before):
        booking = decline(getattr(cast, before)(), escort=cast.escort, by=cast.escort.user, now=NOW + HOUR)
        booking.refresh_from_db()
        assert (booking.state, booking.escort, booking.accepted_at) == (State.REQUESTED, None, None)
        assert answers(booking) == [("Elsa", "declined")]
        assert kinds(booking)[-1] == "declined"
        assert booking.minutes_reserved == 180

    def test_afterwards_another_can_be_asked_and_the_first_again(self, cast, tor):
        booking = decline(cast.assigned(), escort=cast.escort, by=cast.escort.user, now=NOW)
        booking = assign(booking, tor, by=cast.coordinator, now=NOW)
        booking = assign(booking, cast.escort, by=cast.coordinator, now=NOW, seen_escort_id=tor.pk)
        assert answers(booking) == [("Elsa", "declined"), ("Tor", "ended"), ("Elsa", "waiting")]
        assert kinds(booking) == ["assigned", "declined", "reassigned", "reassigned"]


class TestSuggest:
    def test_who_can_come_best_first_with_reasons(self, cast, tor):
        wished = make_escort(unit=cast.provider, username="vera")
        EscortWish.objects.create(participant=cast.participant, escort=wished)
        unwanted = make_escort(unit=cast.provider, username="ulf")
        EscortWish.objects.create(participant=cast.participant, escort=unwanted, never=True)
        busy = make_escort(unit=cast.provider, username="bo")
        assign(cast.booking(), busy, by=cast.coordinator, now=NOW)
        cast.done(starts_at=TOMORROW_14 - DAY + 2 * HOUR)
        booking = decline(
            assign(cast.booking(), tor, by=cast.coordinator, now=NOW), escort=tor, by=tor.user, now=NOW
        )
        assert [(str(escort), found.reasons) for escort, found in suggest(booking)] == [
            ("Vera", (Reason.WISHED_FOR, Reason.NEW, Reason.DAY_FREE)),
            ("Elsa", (Reason.KNOWN, Reason.DAY_FREE)),
            ("Tor", (Reason.NEW, Reason.DAY_FREE, Reason.DECLINED_BEFORE)),
        ]

    def test_the_wish_of_this_very_booking(self, cast, tor):
        found = suggest(cast.booking(wished_escort=tor))
        assert [str(escort) for escort, _ in found] == ["Tor", "Elsa"]

    def test_a_visit_close_in_time_counts_only_when_promised(self, cast):
        cast.assigned(starts_at=TOMORROW_14 + 4 * HOUR)
        ((_, near),) = suggest(cast.booking())
        assert (near.minutes_from_neighbour, near.reasons) == (60, (Reason.NEW, Reason.CLOSE_IN_TIME))
        ((_, free),) = suggest(cast.booking(starts_at=TOMORROW_14 + 30 * DAY))
        assert free.minutes_from_neighbour is None

    def test_the_visit_itself_does_not_make_its_escort_busy(self, cast):
        assert [str(escort) for escort, _ in suggest(cast.accepted())] == ["Elsa"]

    def test_only_visits_of_this_person_make_somebody_known(self, cast):
        booking = cast.accepted()
        report(
            booking,
            starts_at=booking.starts_at,
            ends_at=booking.ends_at,
            by=cast.escort.user,
            now=booking.ends_at,
        )
        ((_, found),) = suggest(cast.booking(starts_at=TOMORROW_14 + DAY))
        assert found.visits_together == 1

    def test_R18_escorts_of_the_municipality_alone(self, cast, tor):
        make_escort(unit=make_unit(code="0180", kind="in_house"), username="sven")
        assert {str(escort) for escort in escorts_for(cast.booking())} == {"Elsa", "Tor"}

    def test_a_wish_in_words_for_logs(self, cast):
        wish = EscortWish(participant=cast.participant, escort=cast.escort)
        assert str(wish) == "gladly Elsa"
        wish.never = True
        assert str(wish) == "never Elsa"
