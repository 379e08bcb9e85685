"""The number on the board is the number of messages on the list: counted in one query, listed one by one."""

import itertools
from datetime import date, timedelta

import pytest

from hours.assignments import assign
from hours.bookings import cancel, change
from hours.models import Booking, Message, MessageKind
from hours.offers import accept_offer, offer
from hours.outbox import for_a_human
from hours.outbox_counts import Waiting, messages_waiting
from ledsagning.people.models import Escort, Representative, Unit
from tests.cast import NOW, TOMORROW_14, Cast, make_escort, make_staff, make_user

DAY = timedelta(days=1)


def message(booking: Booking, key: str, **more: object) -> Message:
    given = {
        "kind": "escort_comes",
        "about_escort_id": booking.escort_id or 0,
        "about_starts_at": booking.starts_at,
        "state": "failed",
        "expires_at": booking.starts_at,
        "made_at": NOW,
    }
    return Message.objects.create(
        key=key,
        unit=booking.unit,
        participant=booking.pool.participant,
        booking=booking,
        channel="sms",
        due_at=NOW,
        **given | more,
    )


def test_messages_are_counted_as_they_are_listed(cast: Cast) -> None:
    """One query counts what hours.outbox.for_a_human goes through one by one."""
    units = Unit.objects.filter(pk=cast.unit.pk)
    comes, moved = cast.accepted(), cast.accepted(starts_at=TOMORROW_14 + DAY)
    off, asked = cast.booking(starts_at=TOMORROW_14 + 2 * DAY), cast.assigned(starts_at=TOMORROW_14 + 3 * DAY)
    cancel(off, by=cast.coordinator, now=NOW)
    Message.objects.all().delete()
    gun, former = cast.representative, make_user(username="former")
    staff = make_staff(unit=cast.unit, kind="case_officer", username="hedda")
    for user, valid_to in ((former, date(2026, 3, 1)), (staff, None)):
        Representative.objects.create(
            participant=cast.participant, user=user, kind="consent", valid_from=NOW.date(), valid_to=valid_to
        )
    message(comes, "failed")
    message(comes, "to gun", user=gun.user, state="by_hand")
    message(comes, "mandate ended", user=former)
    message(comes, "staff represents nobody here", user=staff)
    message(moved, "about another time", about_starts_at=TOMORROW_14)
    message(moved, "reminder of an old time", kind="reminder", about_starts_at=TOMORROW_14)
    message(moved, "reminder", kind="reminder", about_escort_id=0, state="by_hand")
    message(off, "of a visit that is off", kind="booked", about_escort_id=0)
    message(off, "cancelled", kind="cancelled", about_escort_id=0)
    message(asked, "named before the yes")
    message(asked, "sent", state="sent", about_escort_id=0)
    message(asked, "told too late", about_escort_id=0, expires_at=NOW)
    shown = {each.key for each in for_a_human(units, NOW)}
    assert shown == {"failed", "to gun", "reminder", "cancelled"}
    assert messages_waiting(units, NOW) == Waiting(count=4, failed=2)
    Representative.objects.filter(user=gun.user).update(is_told=False)
    assert messages_waiting(units, NOW) == Waiting(3, 2)
    assert len(list(for_a_human(units, NOW))) == 3


TO_ESCORTS = (
    MessageKind.ASKED,
    MessageKind.OFFERED,
    MessageKind.OFFER_TAKEN,
    MessageKind.OFFER_ENDED,
    MessageKind.VISIT_CHANGED,
    MessageKind.VISIT_OFF,
    MessageKind.VISIT_GIVEN_AWAY,
)


def visits(cast: Cast, tor: Escort) -> list[Booking]:
    """A visit in each state that an escort can be told of, each on a day of its own."""
    starts = (TOMORROW_14 + number * DAY for number in itertools.count())
    asked, comes, moved, given_away, off, offered, taken = (
        cast.assigned(starts_at=next(starts)),
        cast.accepted(starts_at=next(starts)),
        cast.accepted(starts_at=next(starts)),
        cast.accepted(starts_at=next(starts)),
        cast.assigned(starts_at=next(starts)),
        cast.booking(starts_at=next(starts)),
        cast.booking(starts_at=next(starts)),
    )
    later = {"starts_at": moved.starts_at + DAY / 24, "ends_at": moved.ends_at + DAY / 24}
    as_before = {"meeting_place": "Simhallen", "note": "", "wished_escort": None}
    change(moved, by=cast.coordinator, now=NOW, **later, **as_before)
    assign(given_away, tor, by=cast.coordinator, now=NOW, seen_escort_id=cast.escort.pk)
    cancel(off, by=cast.coordinator, now=NOW)
    offer(offered, [cast.escort, tor], by=cast.coordinator, now=NOW)
    mine, _ = offer(taken, [tor, cast.escort], by=cast.coordinator, now=NOW)
    accept_offer(mine, by=tor.user, now=NOW)
    return [asked, comes, moved, given_away, off, offered, taken]


@pytest.mark.parametrize("kind", TO_ESCORTS)
def test_what_escorts_are_told_is_counted_as_it_is_listed(cast: Cast, kind: MessageKind) -> None:
    """Every kind about a visit in every state, at the told time and at another, known and moved."""
    units = Unit.objects.filter(pk=cast.unit.pk)
    tor = make_escort(unit=cast.provider, username="tor")
    told = [(visit, visit.starts_at) for visit in visits(cast, tor)]
    found = []
    for apart, about in itertools.product((timedelta(0), DAY), (0, cast.escort.pk)):
        Message.objects.all().delete()
        for number, (visit, starts_at) in enumerate(told):
            about_it = {"about_starts_at": starts_at + apart, "about_escort_id": about}
            # Each about a deed of its own: one message tells of all that was done at the same instant.
            made_at, ends_at = NOW + timedelta(seconds=number), visit.ends_at + DAY
            more = {"made_at": made_at, "expires_at": ends_at, "escort": cast.escort}
            message(visit, str(number), kind=kind, **about_it, **more)
        listed = list(for_a_human(units, NOW))
        assert messages_waiting(units, NOW) == Waiting(len(listed), len(listed))
        found.append(len(listed))
    assert 0 < sum(found) < len(told) * len(found)
    Escort.objects.filter(pk=cast.escort.pk).update(valid_to=date(2026, 3, 1))
    assert list(for_a_human(units, NOW)) == []
    assert messages_waiting(units, NOW) == Waiting(0, 0)
