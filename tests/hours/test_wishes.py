"""Wishes about companions reach the coordinator's suggestions."""

from hours.assignments import suggest
from hours.matching import Reason
from hours.models import EscortWish
from hours.wishes import unwish, wish


def test_an_avoided_escort_is_not_suggested_and_a_wished_for_one_says_why(cast):
    booking = cast.booking()
    wish(cast.participant, cast.escort, never=True)
    assert suggest(booking) == []
    made = wish(cast.participant, cast.escort, never=False)
    assert suggest(booking)[0][1].reasons[0] == Reason.WISHED_FOR
    unwish(cast.participant, str(made.pk))
    assert Reason.WISHED_FOR not in suggest(booking)[0][1].reasons
    assert not EscortWish.objects.exists()
