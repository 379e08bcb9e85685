"""Your booking, or 404; and who has looked is written down (R18, R23)."""

import contextlib
import uuid
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.http import Http404
from django.utils import timezone

from hours.access import (
    REPORTED_SHOWN,
    coordinated_booking_or_404,
    escorted_booking_or_404,
    own_booking_or_404,
)
from hours.assignments import assign
from hours.bookings import cancel
from hours.models import PayPeriod
from ledsagning.people.models import AccessLog
from tests.cast import NOW, make_escort, make_participant, make_staff, make_unit


@pytest.fixture
def ask(rf):
    """A request from an account."""

    def request(user):
        made = rf.get("/")
        made.user = user
        return made

    return request


def lock(cast) -> PayPeriod:
    return PayPeriod.objects.create(
        provider=cast.provider, month=date(2026, 3, 1), locked_at=NOW, locked_by=cast.coordinator
    )


def logged() -> list[tuple[str, str, str, str]]:
    return list(AccessLog.objects.values_list("user__name", "participant__name", "capacity", "page"))


class TestOwn:
    def test_the_persons_own_booking(self, cast, ask):
        booking = cast.booking()
        request = ask(cast.participant.user)
        found = own_booking_or_404(request, cast.participant.public_id, booking.public_id)
        assert found == (cast.participant, booking)
        assert request.acting_for is None
        assert logged() == [("Berit", "Berit", "self", "GET /")]

    def test_R19_a_representative_sees_it_as_acting_for_the_person(self, cast, ask):
        booking = cast.booking()
        request = ask(cast.representative.user)
        own_booking_or_404(request, cast.participant.public_id, booking.public_id)
        assert request.acting_for == cast.participant
        assert logged() == [("Gunn", "Berit", "representative", "GET /")]

    def test_R18_a_stranger_and_every_role_get_404(self, cast, ask):
        booking = cast.booking()
        others = (cast.stranger, cast.coordinator, cast.case_officer, cast.manager, cast.escort.user)
        for user in others:
            with pytest.raises(Http404):
                own_booking_or_404(ask(user), cast.participant.public_id, booking.public_id)
        assert logged() == []

    def test_R18_anothers_booking_under_ones_own_address_is_404(self, cast, ask):
        other = make_participant(unit=cast.unit, username="olle")
        for booking_id in (cast.booking().public_id, uuid.uuid4()):
            with pytest.raises(Http404):
                own_booking_or_404(ask(other.user), other.public_id, booking_id)


class TestCoordinated:
    def test_a_coordinator_of_the_unit(self, cast, ask):
        booking = cast.booking()
        assert coordinated_booking_or_404(ask(cast.coordinator), booking.public_id) == booking
        assert logged() == [("Karin", "Berit", "coordinator", "GET /")]

    def test_R18_everybody_else_gets_404(self, cast, ask):
        booking = cast.booking()
        elsewhere = make_staff(unit=make_unit(code="0180"), kind="coordinator", username="kalle")
        others = (cast.participant.user, cast.case_officer, cast.manager, cast.escort.user, elsewhere)
        for user in others:
            with pytest.raises(Http404):
                coordinated_booking_or_404(ask(user), booking.public_id)
        assert logged() == []

    def test_R18_a_booking_that_is_not_there(self, cast, ask):
        with pytest.raises(Http404):
            coordinated_booking_or_404(ask(cast.coordinator), uuid.uuid4())

    def test_R19_a_role_that_has_ended(self, cast, ask):
        cast.coordinator.roles.update(valid_to=date(2021, 1, 1))
        with pytest.raises(Http404):
            coordinated_booking_or_404(ask(cast.coordinator), cast.booking().public_id)

    def test_a_person_who_has_been_erased_leaves_nothing_to_log(self, cast, ask):
        booking = cast.booking()
        cast.pool.participant = None
        cast.pool.save()
        assert coordinated_booking_or_404(ask(cast.coordinator), booking.public_id) == booking
        assert logged() == []


class TestEscorted:
    @pytest.mark.parametrize("state", ["assigned", "accepted", "done"])
    def test_the_escort_who_holds_or_held_it(self, cast, ask, state, monkeypatch):
        booking = getattr(cast, state)()
        monkeypatch.setattr(timezone, "now", lambda: booking.ends_at + REPORTED_SHOWN)
        assert escorted_booking_or_404(ask(cast.escort.user), booking.public_id) == booking
        assert logged() == [("Elsa", "Berit", "escort", "GET /")]

    def test_R19_a_visit_carried_out_long_ago_is_not_the_escorts_to_see(self, cast, ask, monkeypatch):
        booking = cast.done()
        booking.paid_in = lock(cast)
        booking.save()
        monkeypatch.setattr(timezone, "now", lambda: booking.ends_at + REPORTED_SHOWN + timedelta(minutes=1))
        with pytest.raises(Http404):
            escorted_booking_or_404(ask(cast.escort.user), booking.public_id)

    @pytest.mark.parametrize(("day", "is_there"), [(date(2026, 4, 30), True), (date(2026, 5, 1), False)])
    def test_what_is_not_paid_is_seen_through_the_month_after(self, cast, ask, monkeypatch, day, is_there):
        booking = cast.done(starts_at=NOW - timedelta(days=9), now=NOW - timedelta(days=10))
        monkeypatch.setattr(timezone, "now", lambda: datetime.combine(day, time(12), UTC))
        with contextlib.nullcontext() if is_there else pytest.raises(Http404):
            escorted_booking_or_404(ask(cast.escort.user), booking.public_id)

    def test_R18_not_another_escort(self, cast, ask):
        other = make_escort(unit=cast.provider, username="tor")
        with pytest.raises(Http404):
            escorted_booking_or_404(ask(other.user), cast.assigned().public_id)

    def test_R19_not_after_it_was_given_to_another(self, cast, ask):
        booking = cast.assigned()
        tor = make_escort(unit=cast.provider, username="tor")
        assign(booking, tor, by=cast.coordinator, now=NOW, seen_escort_id=cast.escort.pk)
        with pytest.raises(Http404):
            escorted_booking_or_404(ask(cast.escort.user), booking.public_id)

    def test_not_after_it_was_cancelled(self, cast, ask):
        booking = cancel(cast.assigned(), by=cast.coordinator, now=NOW)
        with pytest.raises(Http404):
            escorted_booking_or_404(ask(cast.escort.user), booking.public_id)

    def test_R19_not_after_the_employment(self, cast, ask):
        booking = cast.assigned()
        cast.escort.valid_to = date(2021, 1, 1)
        cast.escort.save()
        with pytest.raises(Http404):
            escorted_booking_or_404(ask(cast.escort.user), booking.public_id)

    def test_a_person_who_has_been_erased_leaves_nothing_to_log(self, cast, ask):
        booking = cast.assigned()
        cast.pool.participant = None
        cast.pool.save()
        assert escorted_booking_or_404(ask(cast.escort.user), booking.public_id) == booking
        assert logged() == []
