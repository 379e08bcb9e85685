"""Asking an escort, and the escort's answer."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest

from hours.assignments import accept, assign, decline, suggest
from hours.bookings import cancel
from hours.errors import Code, Refused
from hours.fitting import escorts_for
from hours.matching import Reason
from hours.models import Absence, Assignment, Availability, Booking, EscortWish
from hours.policy import State
from hours.visits import report
from ledsagning.people.models import Escort, NamedStaff, Participant
from tests.cast import LONG_AGO, NOW, TOMORROW_14, Cast, make_escort, make_unit
from tests.hours.asking import codes

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def kinds(booking: Booking) -> list[str]:
    return list(booking.events.exclude(kind="booked").order_by("pk").values_list("kind", flat=True))


def answers(booking: Booking) -> list[tuple[str, str]]:
    return [(str(asked.escort), asked.answer) for asked in booking.assignments.order_by("pk")]


def away(cast: Cast) -> Callable[[], object]:
    """Away over the last minute of tomorrow's visit."""
    end = TOMORROW_14 + 3 * HOUR
    absence = Absence.objects.create(
        escort=cast.escort, starts_at=end - HOUR / 60, ends_at=end + DAY, by=cast.coordinator, at=NOW
    )
    return absence.delete


def mornings_only(cast: Cast) -> Callable[[], object]:
    row = Availability.objects.create(escort=cast.escort, weekday=3, starts=time(8), ends=time(16, 59))
    return row.delete


def promised(cast: Cast, *starts: datetime) -> Callable[[], object]:
    """Visits of an hour that Elsa holds, put there past the rules."""
    visits = [cast.booking(starts_at=start, hours=1, now=min(start, NOW)) for start in starts]
    held = Booking.objects.filter(pk__in=[visit.pk for visit in visits])
    held.update(state=State.ASSIGNED, escort=cast.escort)
    return lambda: held.update(state=State.REQUESTED, escort=None)


def an_early_morning(cast: Cast) -> Callable[[], object]:
    """From 03.59 until tomorrow's visit ends at 17 is a minute more than thirteen hours."""
    return promised(cast, TOMORROW_14 - 10 * HOUR - HOUR / 60)


def seven_days(cast: Cast) -> Callable[[], object]:
    """Monday 9 to Monday 16 March, all but tomorrow."""
    return promised(cast, *(TOMORROW_14 + day * DAY for day in (-3, -2, -1, 1, 2, 3, 4)))


def few_hours(cast: Cast) -> Callable[[], object]:
    """A minute too few for tomorrow's visit."""
    elsa = Escort.objects.filter(pk=cast.escort.pk)
    elsa.update(minutes_per_week=179)
    return lambda: elsa.update(minutes_per_week=180)


def protected(cast: Cast) -> Callable[[], object]:
    berit = Participant.objects.filter(pk=cast.participant.pk)
    berit.update(is_protected=True)
    # Somebody else is named for her.
    NamedStaff.objects.create(participant=cast.participant, user=cast.coordinator, by=cast.manager, at=NOW)
    return lambda: NamedStaff.objects.create(
        participant=cast.participant, user=cast.escort.user, by=cast.manager, at=NOW
    )


# What makes each rule refuse tomorrow's visit. Each gives what undoes it.
HINDERED: dict[Code, Callable[[Cast], Callable[[], object]]] = {
    Code.ESCORT_ABSENT: away,
    Code.ESCORT_OUTSIDE_HOURS: mornings_only,
    Code.ESCORT_WEEK_FULL: few_hours,
    Code.ESCORT_NOT_NAMED: protected,
}


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

    @pytest.mark.parametrize("hinder", [an_early_morning, seven_days])
    def test_arbetstidslagen_rest_and_without_the_other_work_the_same_visit_is_given(self, cast, hinder):
        booking, undo = cast.booking(), hinder(cast)
        with pytest.raises(Refused) as refused:
            assign(booking, cast.escort, by=cast.coordinator, now=NOW)
        assert codes(refused) == [Code.ESCORT_RESTS]
        undo()
        assert assign(booking, cast.escort, by=cast.coordinator, now=NOW).escort == cast.escort

    @pytest.mark.parametrize("rule", list(HINDERED))
    def test_each_hard_rule_refuses_and_without_it_the_same_visit_is_given(self, cast, rule):
        booking, undo = cast.booking(), HINDERED[rule](cast)
        with pytest.raises(Refused) as refused:
            assign(booking, cast.escort, by=cast.coordinator, now=NOW)
        assert codes(refused) == [rule]
        assert refused.value.problems[0].values == {"escort": "Elsa"}
        assert not Assignment.objects.filter(booking=booking).exists()
        undo()
        assert assign(booking, cast.escort, by=cast.coordinator, now=NOW).escort == cast.escort

    def test_every_obstacle_is_told_at_once_and_two_rules_of_rest_as_one(self, cast):
        for hinder in (away, mornings_only, seven_days, an_early_morning, few_hours, protected):
            hinder(cast)
        with pytest.raises(Refused) as refused:
            assign(cast.booking(), cast.escort, by=cast.coordinator, now=NOW)
        assert codes(refused) == [
            Code.ESCORT_NOT_NAMED,
            Code.ESCORT_ABSENT,
            Code.ESCORT_OUTSIDE_HOURS,
            Code.ESCORT_RESTS,
            Code.ESCORT_WEEK_FULL,
        ]

    def test_an_absence_taken_back_hinders_nobody(self, cast):
        away(cast)
        Absence.objects.update(taken_back_at=NOW)
        assert cast.assigned().escort == cast.escort

    def test_R31_absence_is_read_under_the_escorts_lock_and_not_from_the_row_in_hand(self, cast):
        """The escort in hand is as old as the page: the agreed hours have been lowered since."""
        few_hours(cast)
        old = Escort.objects.get(pk=cast.escort.pk)
        old.minutes_per_week = None
        with pytest.raises(Refused) as refused:
            assign(cast.booking(), old, by=cast.coordinator, now=NOW)
        assert codes(refused) == [Code.ESCORT_WEEK_FULL]

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
            ("Elsa", (Reason.KNOWN, Reason.DAY_FREE, Reason.PROMISED_THAT_WEEK)),
            ("Tor", (Reason.NEW, Reason.DAY_FREE, Reason.DECLINED_BEFORE)),
        ]

    def test_the_wish_of_this_very_booking(self, cast, tor):
        found = suggest(cast.booking(wished_escort=tor))
        assert [str(escort) for escort, _ in found] == ["Tor", "Elsa"]

    def test_a_visit_close_in_time_counts_only_when_promised(self, cast):
        cast.assigned(starts_at=TOMORROW_14 + 4 * HOUR)
        ((_, near),) = suggest(cast.booking())
        assert near.minutes_from_neighbour == 60
        assert near.reasons == (Reason.NEW, Reason.CLOSE_IN_TIME, Reason.PROMISED_THAT_WEEK)
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
