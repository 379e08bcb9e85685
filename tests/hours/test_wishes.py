"""Wishes about companions reach the coordinator's suggestions."""

from hours.assignments import suggest
from hours.matching import Reason
from hours.models import EscortWish
from hours.policy import State
from hours.wishes import spare, unwish, wish
from tests.cast import NOW


def test_an_avoided_escort_is_not_suggested_and_a_wished_for_one_says_why(cast):
    booking = cast.booking()
    wish(cast.participant, cast.escort, never=True)
    assert suggest(booking) == []
    made = wish(cast.participant, cast.escort, never=False)
    assert suggest(booking)[0][1].reasons[0] == Reason.WISHED_FOR
    unwish(cast.participant, str(made.pk))
    assert Reason.WISHED_FOR not in suggest(booking)[0][1].reasons
    assert not EscortWish.objects.exists()


def test_visits_to_come_are_taken_from_an_escort_never_to_be_met(cast):
    booking = cast.accepted()
    assert spare(cast.participant, cast.escort, by=cast.participant.user, now=booking.starts_at) == 0
    assert spare(cast.participant, cast.escort, by=cast.participant.user, now=NOW) == 1
    booking.refresh_from_db()
    assert (booking.state, booking.escort) == (State.REQUESTED, None)
    assert list(booking.assignments.values_list("answer", flat=True)) == ["ended"]
