"""Who is told of what, once each, in the transaction of the thing itself."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from hours.assignments import accept, assign, decline
from hours.bookings import cancel, change, release_unfilled
from hours.models import Booking, Event, Message, MessageKind, MessageState
from hours.outbox import (
    Recipient,
    for_a_human,
    is_so,
    latest,
    queue_reminders,
    recipient_of,
    recipients,
    tell,
    told_by_hand,
)
from hours.wishes import spare
from ledsagning.people.models import Participant, Representative, Role, Unit, User
from tests.cast import LONG_AGO, NOW, TOMORROW_14, make_escort, make_user

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


@pytest.fixture
def told(cast):
    """Berit by e-mail and Gunn by SMS."""
    Participant.objects.update(channel="email", email="berit@example.se", language="en")
    User.objects.filter(username="gunn").update(channel="sms", phone="070-174 06 05")
    cast.participant.refresh_from_db()
    cast.pool.refresh_from_db()
    return cast


def kinds(**where: object) -> list[str]:
    return list(Message.objects.filter(**where).order_by("pk").values_list("kind", flat=True))


def moved(cast, booking: Booking, **new: object) -> Booking:
    told = {"starts_at": booking.starts_at, "ends_at": booking.ends_at, "meeting_place": "Simhallen"}
    told["by"] = cast.participant.user
    return change(booking, now=NOW, **{**told, "note": "", "wished_escort": None, **new})


class TestWho:
    def test_the_participant_and_a_representative_each_by_their_own_choice(self, told):
        booking = told.booking()
        rows = Message.objects.values_list("user__username", "channel", "language", "kind", "state")
        assert list(rows.order_by("pk")) == [
            (None, "email", "en", "booked", "waiting"),
            ("gunn", "sms", "sv", "booked", "waiting"),
        ]
        event = Event.objects.get(kind="booked")
        message = Message.objects.first()
        assert message.key == f"booked:{event.pk}:person"
        assert (message.booking, message.unit) == (booking, told.unit)
        assert (message.made_at, message.due_at, message.expires_at) == (NOW, NOW, TOMORROW_14)
        assert (message.about_starts_at, message.about_escort_id) == (TOMORROW_14, 0)

    def test_nobody_who_wants_nothing(self, cast):
        cast.booking()
        assert not Message.objects.exists()

    @pytest.mark.parametrize(
        "change_of_mandate",
        [
            {"is_told": False},
            {"valid_to": date(2026, 3, 10)},
            {"valid_from": date(2026, 3, 12)},
        ],
    )
    def test_R19_a_mandate_must_hold_today_and_want_to_know(self, told, change_of_mandate):
        Representative.objects.update(**change_of_mandate)
        told.booking()
        assert list(Message.objects.values_list("user", flat=True)) == [None]

    def test_R19_a_mandate_that_ends_before_it_is_sent_has_ended(self, told):
        told.booking()
        message = Message.objects.get(user__username="gunn")
        assert recipient_of(message, NOW.date()) == Recipient(told.participant, message.user)
        Representative.objects.update(valid_to=date(2026, 3, 10))
        assert recipient_of(message, NOW.date()) is None

    def test_an_account_that_is_closed_is_not_told(self, told):
        User.objects.filter(username="gunn").update(is_active=False)
        assert len(recipients(told.participant, NOW.date())) == 1

    def test_staff_of_the_place_represent_nobody_there(self, told):
        Role.objects.create(
            user=told.representative.user, unit=told.unit, kind="case_officer", valid_from=LONG_AGO
        )
        assert len(recipients(told.participant, NOW.date())) == 1

    def test_nobody_twice_two_mandates_one_account(self, told):
        again = {"participant": told.participant, "user": told.representative.user}
        Representative.objects.create(**again, kind="consent", valid_from=LONG_AGO)
        Representative.objects.create(
            participant=told.participant, user=told.participant.user, kind="consent", valid_from=LONG_AGO
        )
        assert [found.key for found in recipients(told.participant, NOW.date())] == [
            "person",
            f"user{told.representative.user.pk}",
        ]

    def test_nobody_twice_two_accounts_one_address(self, told):
        User.objects.filter(username="gunn").update(channel="email", email="Berit@Example.se ")
        assert [found.key for found in recipients(told.participant, NOW.date())] == ["person"]

    def test_two_without_an_address_are_still_two(self, told):
        Participant.objects.update(channel="sms", phone="")
        User.objects.filter(username="gunn").update(phone="")
        told.participant.refresh_from_db()
        assert len(recipients(told.participant, NOW.date())) == 2

    def test_a_person_who_is_erased_is_told_nothing(self, told):
        booking = told.booking()
        Message.objects.all().delete()
        booking.pool.participant = None
        tell(MessageKind.BOOKED, booking, event=Event.objects.get(kind="booked"))
        assert not Message.objects.exists()


class TestWhat:
    def test_what_is_rolled_back_is_told_to_nobody(self, told):
        with transaction.atomic():
            told.booking()
            assert Message.objects.count() == 2
            transaction.set_rollback(True)
        assert not Message.objects.exists()

    def test_the_same_event_twice_is_one_row_each(self, told):
        booking = told.booking()
        tell(MessageKind.BOOKED, booking, event=Event.objects.get(kind="booked"))
        assert Message.objects.count() == 2

    def test_many_at_once_are_told_by_nobody(self, told):
        booking = told.booking(tell=False)
        moved(told, booking, starts_at=TOMORROW_14 + HOUR, ends_at=TOMORROW_14 + 2 * HOUR, tell=False)
        cancel(booking, by=told.participant.user, now=NOW, tell=False)
        assert not Message.objects.exists()

    def test_an_escort_who_is_asked_is_not_told_of_until_the_yes(self, told):
        told.assigned()
        assert kinds(user=None) == ["booked"]

    def test_who_comes_then_another_then_nobody(self, told):
        booking = told.accepted()
        tor = make_escort(unit=told.provider, username="tor")
        assert kinds(user=None) == ["booked", "escort_comes"]
        assert Message.objects.filter(kind="escort_comes").first().about_escort_id == told.escort.pk
        assign(booking, tor, by=told.coordinator, now=NOW, seen_escort_id=told.escort.pk)
        assert kinds(user=None)[2:] == ["escort_lost"]
        accept(booking, escort=tor, by=tor.user, now=NOW)
        assert kinds(user=None)[3:] == ["escort_changed"]
        decline(booking, escort=tor, by=tor.user, now=NOW)
        assert kinds(user=None)[4:] == ["escort_lost"]

    def test_no_from_somebody_who_never_said_yes_is_no_news(self, told):
        decline(told.assigned(), escort=told.escort, by=told.escort.user, now=NOW)
        assert kinds(user=None) == ["booked"]

    def test_the_same_escort_again_is_not_another(self, told):
        booking = told.accepted()
        decline(booking, escort=told.escort, by=told.escort.user, now=NOW)
        assign(booking, told.escort, by=told.coordinator, now=NOW)
        accept(booking, escort=told.escort, by=told.escort.user, now=NOW)
        assert kinds(user=None) == ["booked", "escort_comes", "escort_lost", "escort_comes"]

    def test_never_this_one(self, told):
        told.accepted()
        spare(told.participant, told.escort, by=told.participant.user, now=NOW)
        assert kinds(user=None) == ["booked", "escort_comes", "escort_lost"]

    def test_never_this_one_who_had_not_answered_is_no_news(self, told):
        told.assigned()
        spare(told.participant, told.escort, by=told.participant.user, now=NOW)
        assert kinds(user=None) == ["booked"]

    @pytest.mark.parametrize(
        "new", [{"meeting_place": "Torget"}, {"ends_at": TOMORROW_14 + HOUR}], ids=["place", "time"]
    )
    def test_a_change_is_told(self, told, new):
        moved(told, told.booking(), **new)
        assert kinds(user=None) == ["booked", "changed"]

    @pytest.mark.parametrize("new", [{"note": "Ring på"}, {"wishes_known": True}])
    def test_a_change_of_what_no_message_says_is_not(self, told, new):
        moved(told, told.booking(), **new)
        assert kinds(user=None) == ["booked"]

    def test_a_wish_that_takes_the_escort_away_is_told(self, told):
        tor = make_escort(unit=told.provider, username="tor")
        moved(told, told.accepted(), wished_escort=tor)
        assert kinds(user=None) == ["booked", "escort_comes", "changed"]

    def test_cancelled_once(self, told):
        booking = told.booking()
        cancel(booking, by=told.participant.user, now=NOW)
        cancel(booking, by=told.participant.user, now=NOW)
        assert kinds(user=None) == ["booked", "cancelled"]

    def test_nobody_was_found(self, told):
        booking = told.booking()
        release_unfilled(booking, now=booking.ends_at + HOUR)
        message = Message.objects.get(kind="unfilled", user=None)
        assert message.expires_at == booking.ends_at + 2 * DAY

    def test_that_nobody_comes_is_worth_knowing_until_the_end(self, told):
        booking = told.accepted()
        decline(booking, escort=told.escort, by=told.escort.user, now=NOW)
        assert Message.objects.filter(kind="escort_lost").first().expires_at == booking.ends_at


class TestByHand:
    @pytest.mark.parametrize("channel", ["letter", "phone"])
    def test_letters_and_calls_wait_for_a_human(self, told, channel):
        Participant.objects.update(channel=channel)
        told.pool.refresh_from_db()
        told.accepted()
        assert Message.objects.get(kind="escort_comes", user=None).state == MessageState.BY_HAND

    def test_no_call_about_what_one_did_oneself_or_said_on_the_phone(self, told):
        Participant.objects.update(channel="phone")
        told.pool.refresh_from_db()
        booking = told.booking()
        assert kinds(user=None) == []
        moved(told, booking, ends_at=TOMORROW_14 + HOUR, by=told.coordinator)
        assert kinds(user=None) == []

    def test_a_call_about_what_a_representative_did(self, told):
        Participant.objects.update(channel="phone")
        told.pool.refresh_from_db()
        cancel(told.booking(), by=told.representative.user, now=NOW)
        assert kinds(user=None) == ["cancelled"]

    def test_no_letter_for_a_reminder(self, told):
        Participant.objects.update(channel="letter")
        told.pool.refresh_from_db()
        told.booking(now=NOW - DAY)
        queue_reminders(NOW)
        assert kinds(user=None) == ["booked"]

    def test_the_list_holds_what_is_still_so_and_the_latest_only(self, told):
        Participant.objects.update(channel="letter")
        told.pool.refresh_from_db()
        booking = told.accepted()
        listed = list(for_a_human(Unit.objects.all(), NOW))
        assert [message.kind for message in listed] == ["escort_comes"]
        cancel(booking, by=told.participant.user, now=NOW)
        assert [message.kind for message in for_a_human(Unit.objects.all(), NOW)] == ["cancelled"]
        assert list(for_a_human(Unit.objects.all(), TOMORROW_14)) == []
        assert list(for_a_human(Unit.objects.filter(pk=told.provider.pk), NOW)) == []

    def test_what_failed_is_on_the_list(self, told):
        told.booking()
        Message.objects.filter(user=None).update(state="failed", error="smtp 550")
        assert [message.error for message in for_a_human(Unit.objects.all(), NOW)] == ["smtp 550"]

    def test_told_once_and_counted_once(self, told):
        Participant.objects.update(channel="letter")
        told.pool.refresh_from_db()
        told.booking()
        message = Message.objects.get(user=None)
        assert told_by_hand(message, by=told.coordinator, now=NOW) is True
        assert told_by_hand(message, by=told.coordinator, now=NOW) is False
        event = Event.objects.get(kind="told_by_hand")
        assert (event.by, event.unit, event.booking) == (told.coordinator, told.unit, message.booking)
        message.refresh_from_db()
        assert (message.state, message.ended_at) == ("told", NOW)

    def test_what_waits_for_the_worker_is_not_told_by_hand(self, told):
        told.booking()
        assert told_by_hand(Message.objects.first(), by=told.coordinator, now=NOW) is False
        assert not Event.objects.filter(kind="told_by_hand").exists()


class TestStillSo:
    def test_what_is_said_of_a_visit_must_hold(self, told):
        booking = told.accepted()
        booked, comes = Message.objects.filter(user=None).order_by("pk")
        assert [is_so(booked), is_so(comes)] == [False, True]
        decline(booking, escort=told.escort, by=told.escort.user, now=NOW)
        comes, lost = (Message.objects.get(kind=kind, user=None) for kind in ("escort_comes", "escort_lost"))
        assert [is_so(comes), is_so(lost)] == [False, True]
        moved(told, booking, starts_at=TOMORROW_14 + HOUR)
        assert not is_so(Message.objects.get(pk=lost.pk))
        cancel(booking, by=told.participant.user, now=NOW)
        changed, cancelled = (Message.objects.get(kind=kind, user=None) for kind in ("changed", "cancelled"))
        assert [is_so(changed), is_so(cancelled)] == [False, True]

    def test_later_news_to_the_same_recipient_take_the_place_of_earlier(self, told):
        booking = told.booking()
        moved(told, booking, meeting_place="Torget")
        Message.objects.filter(kind="changed", user__username="gunn").delete()
        left = latest(Message.objects.order_by("pk")).values_list("kind", "user__username")
        assert list(left) == [("booked", "gunn"), ("changed", None)]

    def test_a_reminder_and_news_stand_beside_each_other(self, told):
        told.booking(now=NOW - DAY)
        queue_reminders(NOW)
        assert latest(Message.objects.all()).count() == 4


class TestReminders:
    def test_tomorrows_visits_at_three_in_the_afternoon_once(self, told):
        told.booking(now=NOW - DAY)
        told.booking(starts_at=TOMORROW_14 + DAY, now=NOW - DAY)
        told.booking(starts_at=NOW + HOUR, now=NOW - DAY)
        assert queue_reminders(NOW) == 2
        assert queue_reminders(NOW + HOUR) == 0
        reminder = Message.objects.get(kind="reminder", user=None)
        assert reminder.due_at == NOW + 6 * HOUR  # 15:00 in Sweden
        assert reminder.expires_at == TOMORROW_14

    def test_tomorrow_begins_and_ends_at_midnight_in_sweden(self, told):
        for starts_at in (TOMORROW_14 - 14 * HOUR, TOMORROW_14 + 9.5 * HOUR, TOMORROW_14 + 10 * HOUR):
            told.booking(starts_at=starts_at, hours=0.5, now=NOW - DAY)
        assert queue_reminders(NOW) == 4

    def test_what_was_booked_after_that_has_had_its_receipt(self, told):
        told.booking(now=NOW + 7 * HOUR)
        assert queue_reminders(NOW + 8 * HOUR) == 0

    def test_moved_to_another_day_it_is_reminded_of_again(self, told):
        booking = told.booking(now=NOW - DAY)
        queue_reminders(NOW)
        later = TOMORROW_14 + DAY
        moved(told, booking, starts_at=later, ends_at=later + HOUR)
        assert not is_so(Message.objects.get(kind="reminder", user=None))
        assert queue_reminders(NOW + DAY) == 2

    def test_a_reminder_holds_when_somebody_says_yes_meanwhile(self, told):
        booking = told.booking(now=NOW - DAY)
        queue_reminders(NOW)
        assign(booking, told.escort, by=told.coordinator, now=NOW)
        accept(booking, escort=told.escort, by=told.escort.user, now=NOW)
        assert is_so(Message.objects.get(kind="reminder", user=None))

    def test_the_night_when_the_clock_is_turned_back_too(self, told):
        """R36: 2026-10-25 begins at 22 UTC the day before and is 25 hours long."""
        told.booking(starts_at=NOW.replace(month=10, day=25, hour=22), hours=0.9, now=NOW)
        assert queue_reminders(NOW.replace(month=10, day=24, hour=9)) == 2

    def test_cancelled_visits_are_not_reminded_of(self, told):
        cancel(told.booking(now=NOW - DAY), by=told.participant.user, now=NOW)
        assert queue_reminders(NOW) == 0


def test_an_account_with_no_mandate_gets_nothing(told):
    User.objects.filter(pk=make_user(username="per").pk).update(channel="email", email="per@example.se")
    told.booking()
    assert not Message.objects.filter(user__username="per").exists()
