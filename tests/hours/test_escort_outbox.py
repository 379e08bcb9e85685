"""What escorts are told, when; and that it goes to them alone."""

import uuid
from datetime import date, timedelta

import pytest

from hours.assignments import accept, assign, decline
from hours.bookings import cancel, change
from hours.delivery import step
from hours.models import Booking, Event, Message, MessageKind, Offer
from hours.outbox import for_a_human, is_so, latest, recipient_of
from hours.series import end_series, start_series
from hours.wishes import spare
from ledsagning.people.models import Channel, Escort, Participant, Representative, Unit, User
from tests.cast import LONG_AGO, NOW, TOMORROW_14, make_escort

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


@pytest.fixture
def told(cast):
    """Elsa by SMS, in English; Berit and Gunn want no messages."""
    User.objects.filter(username="elsa").update(channel="sms", phone="070-174 06 06", language="en")
    cast.escort.refresh_from_db()
    return cast


@pytest.fixture
def tor(cast):
    """Another escort, by e-mail."""
    escort = make_escort(unit=cast.provider, username="tor")
    User.objects.filter(username="tor").update(channel="email", email="tor@example.se")
    return Escort.objects.get(pk=escort.pk)


def rows() -> list[tuple[str, str]]:
    """Who is told what, in order."""
    return list(Message.objects.order_by("pk").values_list("escort__user__username", "kind"))


def news() -> list[str]:
    """What would be sent now, in order."""
    return [message.kind for message in latest(Message.objects.order_by("pk")) if is_so(message)]


def changed(cast, booking: Booking, **new: object) -> Booking:
    there = {"starts_at": booking.starts_at, "ends_at": booking.ends_at, "meeting_place": "Simhallen"}
    there |= {"by": cast.participant.user, "note": "", "wished_escort": None}
    return change(booking, now=NOW, **{**there, **new})


class TestWhen:
    def test_asked(self, told):
        booking = told.assigned()
        message, event = Message.objects.get(), Event.objects.get(kind="assigned")
        assert (message.key, message.kind) == (f"asked:{event.pk}:escort{told.escort.pk}", "asked")
        assert (message.escort, message.user, message.participant) == (told.escort, None, told.participant)
        assert (message.channel, message.language, message.state) == ("sms", "en", "waiting")
        assert (message.about_escort_id, message.about_starts_at) == (told.escort.pk, TOMORROW_14)
        assert (message.due_at, message.expires_at) == (NOW, booking.starts_at)

    def test_nobody_who_wants_nothing_or_has_left(self, told):
        User.objects.update(channel=Channel.NONE)
        told.escort.refresh_from_db()
        booking = told.assigned()
        User.objects.update(channel=Channel.SMS, is_active=False)
        cancel(booking, by=told.coordinator, now=NOW)
        assert rows() == []

    def test_given_to_another(self, told, tor):
        booking = told.accepted()
        assign(booking, tor, by=told.coordinator, now=NOW, seen_escort_id=told.escort.pk)
        assert rows() == [("elsa", "asked"), ("tor", "asked"), ("elsa", "visit_given_away")]
        assert news() == ["asked", "visit_given_away"]

    def test_taken_from_whom_the_person_never_wants_to_meet(self, told):
        told.assigned()
        spare(told.participant, told.escort, by=told.participant.user, now=NOW)
        assert news() == ["visit_given_away"]

    @pytest.mark.parametrize("by", ["participant", "coordinator"])
    @pytest.mark.parametrize("held", ["assigned", "accepted"])
    def test_cancelled_the_escort_is_told_at_once(self, told, by, held):
        booking = getattr(told, held)()
        account = told.coordinator if by == "coordinator" else told.participant.user
        cancel(booking, by=account, now=NOW + HOUR)
        assert rows() == [("elsa", "asked"), ("elsa", "visit_off")]
        off = Message.objects.get(kind="visit_off")
        assert (off.due_at, off.expires_at) == (NOW + HOUR, booking.ends_at)
        assert news() == ["visit_off"]

    def test_negative_control_who_declined_is_told_of_nothing_more(self, told):
        booking = told.assigned()
        decline(booking, escort=told.escort, by=told.escort.user, now=NOW)
        cancel(booking, by=told.coordinator, now=NOW)
        assert rows() == [("elsa", "asked")]
        assert news() == []

    @pytest.mark.parametrize("new", [{"starts_at": TOMORROW_14 - HOUR}, {"ends_at": TOMORROW_14 + HOUR}])
    def test_another_time_ends_the_promise_at_the_time_that_was_known(self, told, new):
        booking = changed(told, told.accepted(), **new)
        assert booking.escort is None
        message = Message.objects.get(kind="visit_changed")
        assert (message.about_starts_at, message.about_escort_id) == (TOMORROW_14, 0)
        assert news() == ["visit_changed"]
        changed(told, booking, starts_at=booking.starts_at - 2 * HOUR)
        assert news() == ["visit_changed"], "that one need not come is so however it moves on"

    def test_asked_anew_at_the_new_time_is_told_both(self, told):
        booking = changed(told, told.accepted(), starts_at=TOMORROW_14 - HOUR)
        assign(booking, told.escort, by=told.coordinator, now=NOW)
        assert news() == ["visit_changed", "asked"]

    def test_another_place_for_the_one_who_comes(self, told):
        booking = changed(told, told.accepted(), meeting_place="Biblioteket")
        assert booking.escort == told.escort
        assert news() == ["visit_changed"]
        changed(told, booking, meeting_place="Torget")
        assert news() == ["visit_changed"], "the latest says where"

    def test_another_note_or_wish_of_the_same_is_no_message(self, told):
        changed(told, told.accepted(), note="Röd jacka", wished_escort=told.escort)
        assert rows() == [("elsa", "asked")]

    def test_another_is_wished_for(self, told, tor):
        changed(told, told.accepted(), wished_escort=tor)
        assert news() == ["visit_given_away"]

    def test_one_action_rolled_back_tells_nobody(self, told):
        booking = told.accepted()
        with pytest.raises(Exception, match="not_open"):
            cancel(Booking.objects.get(pk=finished(booking).pk), by=told.coordinator, now=NOW)
        assert rows() == [("elsa", "asked")]


def finished(booking: Booking) -> Booking:
    Booking.objects.filter(pk=booking.pk).update(state="done")
    return booking


class TestStillSo:
    def test_a_question_that_is_answered_is_not_put(self, told):
        booking = told.assigned()
        accept(booking, escort=told.escort, by=told.escort.user, now=NOW)
        assert news() == []

    def test_an_offer_as_long_as_it_waits(self, told):
        booking = told.booking()
        offer = Offer.objects.create(booking=booking, escort=told.escort, by=told.coordinator, at=NOW)
        message = about(booking, told.escort, "offered")
        assert is_so(message)
        for no_longer in ("accepted", "declined", "taken", "ended"):
            Offer.objects.filter(pk=offer.pk).update(answer=no_longer)
            assert not is_so(message)

    def test_that_somebody_else_was_first_until_it_is_offered_anew_or_off(self, told):
        booking = told.booking()
        message = about(booking, told.escort, "offer_taken")
        assert is_so(message)
        Booking.objects.filter(pk=booking.pk).update(state="cancelled")
        assert not is_so(Message.objects.get())


def about(booking: Booking, escort: Escort, kind: str, **more: object) -> Message:
    there = {
        "key": str(uuid.uuid4()),
        "kind": kind,
        "unit": booking.unit,
        "participant": booking.pool.participant,
        "escort": escort,
        "booking": booking,
        "about_escort_id": booking.escort_id or 0,
        "about_starts_at": booking.starts_at,
        "channel": "email",
        "language": "en",
        "made_at": NOW,
        "due_at": NOW,
        "expires_at": booking.ends_at,
    }
    return Message.objects.create(**{**there, **more})


class TestToWhom:
    """The participant and the representative have addresses too, and are never sent an escort's words."""

    @pytest.mark.parametrize("kind", ["asked", "visit_off", "visit_changed"])
    def test_to_the_escort_alone(self, told, post, kind):
        booking = told.accepted() if kind == "visit_changed" else told.assigned()
        if kind == "visit_off":
            cancel(booking, by=told.coordinator, now=NOW)
        if kind == "visit_changed":
            changed(told, booking, meeting_place="Torget")
        Message.objects.exclude(kind=kind).delete()
        while step():
            pass
        assert post.smtp.mails == []
        assert [sms["to"] for sms in post.sms.taken] == ["+46701740606"]
        assert Message.objects.get().state == "sent"

    def test_negative_control_without_the_escort_the_row_would_go_to_the_person(self, told, post):
        told.assigned()
        message = Message.objects.get(kind="asked")
        assert recipient_of(message, NOW.date()).address == "070-174 06 06"
        message.escort = None
        assert recipient_of(message, NOW.date()).address == "berit@example.se"

    def test_the_work_number_when_the_account_has_none(self, told):
        User.objects.filter(username="elsa").update(phone="")
        Escort.objects.update(phone="070-174 06 77")
        told.assigned()
        assert recipient_of(Message.objects.get(), NOW.date()).address == "070-174 06 77"

    @pytest.mark.parametrize("gone", [{"valid_to": date(2026, 3, 10)}, {"user__is_active": False}])
    def test_R19_who_no_longer_works_here_is_not_told(self, told, gone):
        told.assigned()
        message = Message.objects.get()
        assert recipient_of(message, NOW.date())
        if "valid_to" in gone:
            Escort.objects.update(**gone)
        else:
            User.objects.filter(username="elsa").update(is_active=False)
        assert recipient_of(message, NOW.date()) is None
        assert list(for_a_human(Unit.objects.all(), NOW)) == []

    def test_an_account_that_is_both_gets_each_by_itself(self, told):
        """Elsa acts for Berit too: what she is told as representative never takes the place of the other."""
        Representative.objects.create(
            participant=told.participant, user=told.escort.user, kind="consent", valid_from=LONG_AGO
        )
        booking = told.booking()
        assign(booking, told.escort, by=told.coordinator, now=NOW)
        assert rows() == [(None, "booked"), ("elsa", "asked")]
        assert news() == ["asked", "booked"] or news() == ["booked", "asked"]
        cancel(booking, by=told.participant.user, now=NOW)
        assert sorted(news()) == ["cancelled", "visit_off"]

    @pytest.mark.parametrize("channel", [Channel.LETTER, Channel.PHONE])
    def test_a_call_or_a_letter_is_on_the_coordinators_list(self, told, channel):
        User.objects.filter(username="elsa").update(channel=channel)
        told.escort.user.refresh_from_db()
        told.assigned()
        (message,) = for_a_human(Unit.objects.all(), NOW)
        assert (message.kind, message.state) == ("asked", "by_hand")
        recipient = recipient_of(message, NOW.date())
        assert (recipient.reached, recipient.phone) == (told.escort.user, "070-174 06 06")

    def test_of_the_persons_address_nothing_is_on_it(self, told):
        Participant.objects.update(home_address="Ängsvägen 3")
        User.objects.filter(username="elsa").update(channel=Channel.LETTER)
        told.escort.user.refresh_from_db()
        told.assigned()
        assert recipient_of(Message.objects.get(), NOW.date()).address == ""


class TestMany:
    def test_a_series_that_ends_is_one_message_to_each_who_held_visits_of_it(self, told, tor, post):
        Participant.objects.update(channel=Channel.NONE)
        User.objects.filter(username="gunn").update(channel=Channel.NONE)
        told.pool.refresh_from_db()
        series = start_series(
            told.booking(), key=uuid.uuid4(), frequency="weekly", by=told.participant.user, now=NOW
        ).series
        visits = list(Booking.objects.order_by("starts_at")[:5])
        for number, visit in enumerate(visits):
            escort = told.escort if number < 3 else tor
            assign(visit, escort, by=told.coordinator, now=NOW + number * HOUR)
        Message.objects.all().delete()
        end_series(series, by=told.participant.user, now=NOW)
        assert rows() == [("elsa", "visit_off")] * 3 + [("tor", "visit_off")] * 2
        while step():
            pass
        (sms,), (mail,) = post.sms.taken, post.smtp.mails
        assert "It is about 2 more visits too." in sms["message"]
        assert "Det gäller också 1 besök till." in mail.get_payload(decode=True).decode()
        assert sorted(Message.objects.values_list("state", flat=True)) == ["dropped"] * 3 + ["sent"] * 2

    def test_one_that_failed_has_told_of_nothing(self, told):
        made = [told.assigned(starts_at=TOMORROW_14 + number * DAY) for number in range(2)]
        first = Message.objects.get(booking=made[0])
        assert news() == ["asked", "asked"]
        Message.objects.filter(pk=first.pk).update(state="failed")
        assert news() == ["asked", "asked"]
        Message.objects.filter(pk=first.pk).update(state="sent")
        assert list(latest(Message.objects.all())) == [first]

    def test_other_deeds_and_other_escorts_are_apart(self, told, tor):
        told.assigned()
        told.assigned(starts_at=TOMORROW_14 + DAY)
        assign(told.booking(starts_at=TOMORROW_14 + 2 * DAY), tor, by=told.coordinator, now=NOW)
        assign(
            told.booking(starts_at=TOMORROW_14 + 3 * DAY), told.escort, by=told.coordinator, now=NOW + HOUR
        )
        Message.objects.filter(pk=Message.objects.order_by("pk").first().pk).update(state="sent")
        left = latest(Message.objects.exclude(state="sent").order_by("pk"))
        assert [(row.escort.user.username, row.made_at) for row in left] == [
            ("tor", NOW),
            ("elsa", NOW + HOUR),
        ]


def test_every_kind_to_an_escort_has_its_rule(told):
    """A new kind that `still_so` does not know would silently never be sent."""
    booking = told.booking()
    Offer.objects.create(booking=booking, escort=told.escort, by=told.coordinator, at=NOW)
    open_now = {"offered", "offer_taken", "visit_given_away"}
    kinds = (
        "offered",
        "offer_taken",
        "offer_ended",
        "visit_given_away",
        "asked",
        "visit_changed",
        "visit_off",
    )
    for kind in kinds:
        message = about(booking, told.escort, kind)
        expected = kind in open_now or kind == "visit_changed"
        assert is_so(message) is expected, kind
    assert not is_so(about(booking, told.escort, MessageKind.BOOKED))
