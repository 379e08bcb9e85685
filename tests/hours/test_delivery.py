"""The worker's steps against real peers: sent, tried again, given up, dropped, and never late."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hours import delivery
from hours.assignments import accept, assign
from hours.bookings import cancel, change
from hours.delivery import step
from hours.models import Message, MessageState
from hours.outbox import for_a_human, queue_reminders
from ledsagning.people.models import Municipality, Participant, Representative, Unit, User
from tests.cast import NOW, TOMORROW_14
from tests.hours.peers import free_port

MINUTE = timedelta(minutes=1)


def work() -> int:
    """Until nothing is due; how many steps."""
    steps = 0
    while step():
        steps += 1
    return steps


def now_is(message: Message) -> tuple[str, str]:
    message.refresh_from_db()
    return message.state, message.error


def listed() -> list[str]:
    return [message.error for message in for_a_human(Unit.objects.all(), timezone.now())]


class TestSent:
    def test_each_by_their_channel(self, cast, post):
        Municipality.objects.filter(pk="1381").update(email="fragor@example.se", sms_sender="LaholmKomm")
        cast.booking()
        assert work() == 2
        (mail,), (sms,) = post.smtp.mails, post.sms.taken
        message = Message.objects.get(channel="email")
        assert mail["To"] == "berit@example.se"
        assert mail["From"] == "Ledsagning <ledsagning@example.se>"
        assert mail["Reply-To"] == "fragor@example.se"
        assert mail["Message-ID"] == f"<{message.public_id}@example.se>"
        assert mail["Auto-Submitted"] == "auto-generated"
        assert (sms["to"], sms["from"]) == ("+46701740605", "LaholmKomm")
        assert now_is(message) == (MessageState.SENT, "")
        assert (message.attempts, message.ended_at) == (1, NOW)
        assert work() == 0

    def test_R25_a_protected_person_has_a_neutral_sender(self, cast, post):
        Municipality.objects.filter(pk="1381").update(email="fragor@laholm.example.se", sms_sender="Laholm")
        Participant.objects.update(is_protected=True)
        cast.booking()
        work()
        assert post.smtp.mails[0]["Reply-To"] is None
        assert post.sms.taken[0]["from"] == "Ledsagning"

    def test_nothing_before_it_is_due(self, cast, post, clock):
        cast.booking(now=NOW - timedelta(days=1), tell=False)
        queue_reminders(NOW)
        assert work() == 0
        clock.now = NOW + timedelta(hours=6)
        assert work() == 2

    def test_the_demonstration_shows_it_and_sends_nothing(self, by_email, post, settings, capsys):
        settings.MESSAGES_TO_CONSOLE = True
        work()
        assert "E-mail to berit@example.se: Besöket torsdag 12 mars är bokat" in capsys.readouterr().out
        assert (post.smtp.mails, now_is(by_email)) == ([], (MessageState.SENT, ""))

    def test_the_demonstration_shows_text_messages_too(self, by_sms, post, settings, capsys):
        settings.MESSAGES_TO_CONSOLE = True
        work()
        assert "SMS to +46701740605 from Ledsagning:" in capsys.readouterr().out
        assert post.sms.taken == []


class TestTriedAgain:
    @pytest.mark.parametrize("answer", ["451 Later", "421 Busy"])
    def test_with_growing_waits_and_then_it_comes_once(self, by_email, post, clock, answer):
        post.smtp.rcpt = answer
        waits = []
        for _ in range(3):
            assert work() == 1
            assert now_is(by_email) == (MessageState.WAITING, f"smtp {answer[:3]}")
            waits.append((by_email.due_at - clock.now) / MINUTE)
            clock.now = by_email.due_at
        assert waits == [1, 2, 4]
        post.smtp.rcpt = "250 OK"
        work()
        assert (now_is(by_email), len(post.smtp.mails)) == ((MessageState.SENT, ""), 1)

    def test_at_most_eight_times_in_two_hours_then_a_human_is_told(self, by_email, clock, settings):
        settings.EMAIL_PORT = free_port()
        while now_is(by_email)[0] == MessageState.WAITING:
            clock.now = by_email.due_at
            assert step()
        assert now_is(by_email) == (MessageState.FAILED, "smtp not reached")
        assert by_email.attempts == 8
        assert clock.now - NOW == timedelta(minutes=1 + 2 + 4 + 8 + 16 + 32 + 60)
        assert listed() == ["smtp not reached"]

    def test_a_human_is_told_at_once_when_there_is_no_time_to_try_again(self, by_email, post, clock):
        post.smtp.rcpt = "451 Later"
        clock.now = TOMORROW_14 - MINUTE / 2
        step()
        assert now_is(by_email) == (MessageState.FAILED, "smtp 451")
        assert listed() == ["smtp 451"]

    def test_a_content_that_is_refused_for_now(self, by_email, post, clock):
        post.smtp.data = "452 Full"
        step()
        assert now_is(by_email) == (MessageState.WAITING, "smtp 452")
        assert by_email.begun_at is None

    @pytest.mark.parametrize("status", [429, 503, 401, 402])
    def test_an_sms_service_that_says_later(self, by_sms, post, clock, status):
        post.sms.status = status
        step()
        assert now_is(by_sms) == (MessageState.WAITING, f"sms {status}")
        post.sms.status, clock.now = 200, by_sms.due_at
        step()
        assert now_is(by_sms) == (MessageState.SENT, "")
        assert len(post.sms.taken) == 1


class TestUndeliverable:
    """What cannot be delivered shows on the coordinator's list."""

    @pytest.mark.parametrize("step_refused", ["rcpt", "data"])
    def test_refused_for_good(self, by_email, post, step_refused):
        setattr(post.smtp, step_refused, "550 No such user")
        step()
        assert now_is(by_email) == (MessageState.FAILED, "smtp 550")
        assert listed() == ["smtp 550"]
        assert work() == 0

    @pytest.mark.parametrize("status", [400, 403, 404])
    def test_an_sms_that_is_refused_for_good(self, by_sms, post, status):
        post.sms.status = status
        step()
        assert now_is(by_sms) == (MessageState.FAILED, f"sms {status}")
        assert listed() == [f"sms {status}"]

    @pytest.mark.parametrize("number", ["0430-150 00", "ring mig", "112"])
    def test_a_number_that_takes_none(self, by_sms, number):
        User.objects.filter(username="gunn").update(phone=number)
        step()
        assert now_is(by_sms) == (MessageState.FAILED, "not a mobile number")

    def test_no_address(self, by_email):
        Participant.objects.update(email="")
        step()
        assert now_is(by_email) == (MessageState.FAILED, "no address")

    @pytest.mark.parametrize(("setting", "which"), [("EMAIL_HOST", "smtp"), ("SMS_USER", "sms")])
    def test_what_is_not_set_up_is_told_by_hand(self, cast, post, settings, setting, which):
        setattr(settings, setting, "")
        cast.booking()
        work()
        assert listed() == [f"{which} not set up"]

    def test_silence_is_uncertain_and_never_tried_again(self, by_email, post, clock, monkeypatch):
        monkeypatch.setattr("hours.mail.SECONDS_TO_ANSWER", 0.3)
        post.smtp.slow["data"] = 1
        step()
        assert now_is(by_email) == (MessageState.FAILED, "uncertain smtp no answer")
        assert listed() == ["uncertain smtp no answer"]
        clock.now += timedelta(hours=5)
        assert work() == 0
        assert len(post.smtp.mails) == 1

    @pytest.mark.parametrize(("status", "state"), [(500, MessageState.SENT), (502, MessageState.FAILED)])
    def test_an_error_of_the_sms_service_is_looked_up_in_its_history(
        self, by_sms, post, clock, status, state
    ):
        """This peer takes the message and then answers 500; with 502 it has not taken it."""
        clock.now = timezone.now()
        Message.objects.update(expires_at=NOW + timedelta(days=2000))
        post.sms.status = status
        step()
        assert now_is(by_sms)[0] == state
        assert work() == 0
        assert len(post.sms.taken) == (1 if status == 500 else 0)

    def test_an_error_of_our_own_stops_no_other_message(self, cast, post, monkeypatch, caplog):
        cast.booking()
        broken = Message.objects.get(channel="email")

        def breaks(message, recipient, words):
            raise ZeroDivisionError("Berit")

        monkeypatch.setattr(delivery, "email", breaks)
        work()
        assert now_is(broken) == (MessageState.WAITING, "error ZeroDivisionError")
        assert len(post.sms.taken) == 1
        assert "ZeroDivisionError" in caplog.text
        assert "Berit" not in caplog.text

    def test_an_error_of_our_own_after_the_last_step_sends_nothing_again(self, by_email, post, monkeypatch):
        """The database goes away when the answer is to be written: the row stays SENDING."""

        def away(*args, **options):
            raise ZeroDivisionError

        monkeypatch.setattr(delivery, "ended", away)
        step()
        assert now_is(by_email) == (MessageState.SENDING, "")
        assert len(post.smtp.mails) == 1


class TestNeverLate:
    @pytest.mark.parametrize("late", [timedelta(0), MINUTE, timedelta(days=300)])
    def test_nothing_is_sent_after_its_moment(self, cast, post, clock, late):
        cast.booking()
        clock.now = TOMORROW_14 + late
        assert work() == 0
        assert set(Message.objects.values_list("state", flat=True)) == {MessageState.DROPPED}
        assert (post.smtp.mails, post.sms.taken) == ([], [])

    def test_a_moment_before_it_is(self, cast, post, clock):
        cast.booking()
        clock.now = TOMORROW_14 - timedelta(seconds=1)
        assert work() == 2

    def test_nor_when_its_moment_passes_while_the_server_is_slow(self, by_email, post, clock, monkeypatch):
        """Time passes between MAIL and the content: what is checked last counts."""
        real = delivery.send_email

        def slow(mail, *, begin):
            def later():
                clock.now = TOMORROW_14
                begin()

            real(mail, begin=later)

        monkeypatch.setattr(delivery, "send_email", slow)
        step()
        assert (now_is(by_email)[0], post.smtp.mails) == (MessageState.DROPPED, [])

    def test_what_is_cancelled_meanwhile_is_told_as_cancelled_only(self, cast, post):
        booking = cast.booking()
        cancel(booking, by=cast.participant.user, now=NOW)
        work()
        (mail,) = post.smtp.mails
        assert "avbokat" in mail.get_payload(decode=True).decode()

    def test_of_two_changes_in_a_row_the_last_is_told(self, cast, post):
        booking = cast.booking(tell=False)
        told = {"starts_at": booking.starts_at, "ends_at": booking.ends_at, "by": cast.participant.user}
        for place in ("Torget", "Stationen"):
            change(booking, **told, now=NOW, meeting_place=place, note="", wished_escort=None)
        work()
        assert len(post.smtp.mails) == 1
        assert "Stationen" in post.smtp.mails[0].get_payload(decode=True).decode()

    def test_an_escort_who_was_changed_again_is_not_told_of(self, cast, post):
        booking = cast.accepted(tell=False)
        assign(booking, cast.escort, by=cast.coordinator, now=NOW)
        Message.objects.filter(kind="escort_comes").update(about_escort_id=999)
        work()
        assert post.smtp.mails == []
        assert set(Message.objects.values_list("state", flat=True)) == {MessageState.DROPPED}

    def test_a_reminder_tells_who_comes_when_it_is_sent(self, cast, post, clock):
        booking = cast.booking(now=NOW - timedelta(days=1), tell=False)
        queue_reminders(NOW)
        assign(booking, cast.escort, by=cast.coordinator, now=NOW)
        accept(booking, escort=cast.escort, by=cast.escort.user, now=NOW)
        Message.objects.exclude(kind="reminder").delete()
        clock.now = NOW + timedelta(hours=6)
        work()
        said = post.smtp.mails[0].get_payload(decode=True).decode()
        assert "i morgon, torsdag 12 mars. Elsa kommer." in said


class TestChosenSince:
    def test_no_messages(self, by_email, post):
        Participant.objects.update(channel="none")
        work()
        assert (now_is(by_email)[0], post.smtp.mails) == (MessageState.DROPPED, [])

    def test_another_address(self, by_email, post):
        Participant.objects.update(email="ny@example.se")
        work()
        assert post.smtp.mails[0]["To"] == "ny@example.se"

    def test_another_channel(self, by_email, post):
        Participant.objects.update(channel="sms", phone="070-174 06 07")
        work()
        by_email.refresh_from_db()
        assert (post.smtp.mails, post.sms.taken[0]["to"], by_email.channel) == ([], "+46701740607", "sms")

    def test_a_letter(self, by_email, post):
        Participant.objects.update(channel="letter")
        work()
        assert now_is(by_email)[0] == MessageState.BY_HAND
        assert len(listed()) == 1

    def test_R19_a_mandate_that_has_ended(self, by_sms, post):
        Representative.objects.update(valid_to=(NOW - timedelta(days=1)).date())
        work()
        assert (now_is(by_sms)[0], post.sms.taken) == (MessageState.DROPPED, [])
