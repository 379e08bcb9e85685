"""The worker's steps: take a message, send it, write how it ended (see hours/claims.py for why it is once).

Up to the last step everything may be tried again: connecting, TLS, signing in, MAIL, RCPT and DATA, or the
connection to the SMS service. The row is marked SENDING, committed, between the server's 354 and the first
byte of content, or just before the POST. A worker killed after that leaves the row SENDING, and it is never
sent again by itself: 46elks is asked whether it has the message; what nobody can tell goes to the
coordinator's list as uncertain, so that a human calls. That costs a call; a second message would cost trust.
"""

import logging
import sys
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone

from hours.claims import (
    UNCERTAIN,
    abandoned,
    begin,
    claimed,
    drop_expired,
    ended,
    has_begun,
    is_news,
    put_back,
)
from hours.escort_letters import words_of
from hours.letters import Letter
from hours.mail import send_email
from hours.models.outbox import Message, MessageState
from hours.outbox import BY_A_HUMAN, Recipient, recipient_of
from hours.peers import NoLongerSo, NotEver, NotNow, Undelivered, Unknown
from hours.sms import Sms, e164, send_sms, takes_sms, was_taken
from hours.times import local_date
from ledsagning.people.models import Channel

# Longer than any step takes before a time limit ends it.
LEASE = timedelta(minutes=3)
NEUTRAL_SENDER = "Ledsagning"

log = logging.getLogger(__name__)


def step(lease: timedelta = LEASE) -> Message | None:
    """Tidies up, and sends the next message that is due. Returns it as it is then; None: nothing is due."""
    now = timezone.now()
    drop_expired(now)
    for left in abandoned(now, lease):
        settle(left)
    message = claimed(now, lease)
    if message:
        try:
            deliver(message)
        except Exception as met:
            # One message that cannot be sent must not stop the others. No text of the error: it may name.
            log.error("message %s: %s", message.public_id, type(met).__name__)
            if not has_begun(message):
                put_back(message, now=timezone.now(), error=f"error {type(met).__name__}"[:100])
        message.refresh_from_db(fields=["state", "error"])
    return message


def deliver(message: Message) -> None:
    """Sends one claimed message, or says why not."""
    now = timezone.now()
    recipient = recipient_of(message, local_date(now))
    if recipient is None or recipient.channel == Channel.NONE or not is_news(message):
        ended(message, MessageState.DROPPED, now=now)
    elif recipient.channel in BY_A_HUMAN:
        # Chosen since it was written.
        Message.objects.filter(pk=message.pk).update(channel=recipient.channel)
        ended(message, MessageState.BY_HAND, now=now)
    else:
        message.channel = recipient.channel
        Message.objects.filter(pk=message.pk).update(channel=recipient.channel)
        attempt(message, recipient)


def attempt(message: Message, recipient: Recipient) -> None:
    """One attempt, and how it ended."""

    def begin_now() -> None:
        if not begin(message, now=timezone.now()):
            raise NoLongerSo

    try:
        send(message, recipient, begin_now)
    except NoLongerSo:
        # Another worker may have it: only the row that is still ours and waiting is dropped.
        drop_if_waiting(message)
    except NotNow as met:
        put_back(message, now=timezone.now(), error=met.code)
    except NotEver as met:
        ended(message, MessageState.FAILED, now=timezone.now(), error=met.code)
    except Unknown as met:
        settle(message, error=f"{UNCERTAIN} {met.code}")
    else:
        ended(message, MessageState.SENT, now=timezone.now())


def drop_if_waiting(message: Message) -> None:
    mine = Message.objects.filter(pk=message.pk, attempts=message.attempts, state=MessageState.WAITING)
    mine.update(state=MessageState.DROPPED, ended_at=timezone.now())


def send(message: Message, recipient: Recipient, begin_now: Callable[[], None]) -> None:
    """By the recipient's channel. Raises Undelivered."""
    if not recipient.address.strip():
        raise NotEver("no address")
    words = words_of(message, timezone.now())
    if recipient.channel == Channel.EMAIL:
        mail = email(message, recipient, words)
        if not settings.MESSAGES_TO_CONSOLE:
            return send_email(mail, begin=begin_now)
        shown = f"E-mail to {mail.to[0]}: {mail.subject}\n\n{words.text}"
    else:
        text = sms(message, recipient, words)
        if not settings.MESSAGES_TO_CONSOLE:
            return send_sms(text, begin=begin_now)
        shown = f"SMS to {text.to} from {text.sender}:\n\n{text.text}\n"
    begin_now()
    show(shown)


def show(text: str) -> None:
    """The demonstration's sender: its people are invented, so their messages may be read on the screen."""
    sys.stdout.write(f"{'-' * 60}\n{text}\n")
    sys.stdout.flush()


def email(message: Message, recipient: Recipient, words: Letter) -> EmailMessage:
    """The e-mail. Its Message-ID is the message's own, so that a reader's program knows it again."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip(">") or "localhost"
    answers_to = [] if words.is_protected else [message.unit.municipality.email]
    return EmailMessage(
        subject=words.subject,
        body=words.text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[recipient.address.strip()],
        reply_to=[address for address in answers_to if address],
        headers={"Message-ID": f"<{message.public_id}@{domain}>", "Auto-Submitted": "auto-generated"},
    )


def sms(message: Message, recipient: Recipient, words: Letter) -> Sms:
    """The text message. Raises NotEver for a number that cannot take one."""
    number = e164(recipient.address)
    if number is None or not takes_sms(number):
        raise NotEver("not a mobile number")
    own = "" if words.is_protected else message.unit.municipality.sms_sender
    return Sms(number, own or NEUTRAL_SENDER, words.sms)


def settle(message: Message, error: str = UNCERTAIN) -> None:
    """Decides about a message whose last step began and was never answered: gone, or uncertain."""
    now = timezone.now()
    taken = has_been_taken(message, now)
    if taken:
        ended(message, MessageState.SENT, now=now)
    else:
        ended(message, MessageState.FAILED, now=now, error=error[:100])


def has_been_taken(message: Message, now: datetime) -> bool:
    """Whether the SMS service says that it has it. Mail servers have nobody to ask."""
    recipient = recipient_of(message, local_date(now))
    if message.channel != Channel.SMS or recipient is None or message.booking is None:
        return False
    begun_at = Message.objects.values_list("begun_at", flat=True).get(pk=message.pk)
    try:
        looked_for = sms(message, recipient, words_of(message, now))
    except Undelivered:
        return False
    return bool(begun_at and was_taken(looked_for, begun_at))
