"""Whose turn it is: the steps of a message's row, so that workers, killed at any moment, send it once.

WAITING → (claimed: not due again for a while) → SENDING → SENT, or FAILED, or WAITING again.

A claim is a lease: it is committed at once, and a worker that dies lets it lapse. `attempts` is its fence: a
worker that has slept too long finds another number there and may not begin. SENDING is committed when only
the last step is left. Nobody begins a row that is SENDING, so nothing is sent twice; until then everything
may be done again, so nothing is lost. That is at least once up to the last step and at most once in it:
exactly once needs the peer to know the message again, and neither SMTP nor 46elks does.
"""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from hours.escort_news import deed_of
from hours.models.outbox import Message, MessageState
from hours.outbox import FOR_A_HUMAN, is_so, latest
from hours.transactions import action

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)
# Two hours in all: then a coordinator has to know while there is still time to call.
MOST_ATTEMPTS = 8
WHOLE = (
    "participant__unit__municipality",
    "user",
    "escort__user",
    "unit__municipality",
    "booking__escort__user",
)
UNCERTAIN = "uncertain"


def claimed(now: datetime, lease: timedelta) -> Message | None:
    """The next message to send, for this worker alone until the lease is over; None when nothing is due.

    An idle worker only reads: it takes no lock that a booking would wait for (SQLite has but one).
    """
    due = Message.objects.filter(state=MessageState.WAITING, due_at__lte=now, expires_at__gt=now)
    return claim(due.order_by("due_at", "pk"), now + lease) if due.exists() else None


@action
def claim(due: QuerySet[Message], until: datetime) -> Message | None:
    """Takes the first that no other worker has locked just now."""
    message = due.select_for_update(of=("self",), skip_locked=True).first()
    if message is None:
        return None
    message.attempts, message.due_at = message.attempts + 1, until
    message.save(update_fields=["attempts", "due_at"])
    return Message.objects.select_related(*WHOLE).get(pk=message.pk)


def mine(message: Message) -> QuerySet[Message]:
    """The row, as long as no other worker has claimed it since."""
    return Message.objects.filter(pk=message.pk, attempts=message.attempts)


@action
def begin(message: Message, *, now: datetime) -> bool:
    """Marks that the last step begins. False: another has it, its moment is past, or it is no longer so."""
    if message.escort_id is not None:
        # Two workers with a message each of one deed would each find that nobody has told of it yet.
        list(deed_of(message).select_for_update(of=("self",)).order_by("pk").values_list("pk"))
    held = mine(message).filter(state=MessageState.WAITING, expires_at__gt=now)
    row = held.select_for_update(of=("self",)).select_related("booking").first()
    if row is None or not is_news(row):
        return False
    row.state, row.begun_at = MessageState.SENDING, now
    row.save(update_fields=["state", "begun_at"])
    return True


def is_news(message: Message) -> bool:
    """Whether it still holds, and nothing later has been written about the visit to the same recipient."""
    return is_so(message) and latest(Message.objects.filter(pk=message.pk)).exists()


def ended(message: Message, state: MessageState, *, now: datetime, error: str = "") -> None:
    """Writes how it ended. A late answer also puts right what another worker took for uncertain."""
    row = mine(message).exclude(state__in=(MessageState.SENT, MessageState.TOLD))
    row.update(state=state, error=error, ended_at=now)


def put_back(message: Message, *, now: datetime, error: str) -> bool:
    """Lets it wait, longer each time. False when there is no time left, or too many attempts are made.

    Only for what has surely not been sent.
    """
    wait = min(FIRST_WAIT * 2 ** (message.attempts - 1), LONGEST_WAIT)
    if message.attempts >= MOST_ATTEMPTS or now + wait >= message.expires_at:
        ended(message, MessageState.FAILED, now=now, error=error)
        return False
    held = mine(message).filter(state__in=(MessageState.WAITING, MessageState.SENDING))
    held.update(state=MessageState.WAITING, begun_at=None, due_at=now + wait, error=error)
    return True


def has_begun(message: Message) -> bool:
    """Whether the last step has been marked: then only an answer from the peer lets it wait again."""
    return not mine(message).filter(state=MessageState.WAITING).exists()


def abandoned(now: datetime, lease: timedelta) -> QuerySet[Message]:
    """Messages whose last step a worker has begun and never told the end of. Never begun again."""
    begun = Message.objects.filter(state=MessageState.SENDING, begun_at__lte=now - lease)
    return begun.select_related(*WHOLE).order_by("begun_at", "pk")


def drop_expired(now: datetime) -> int:
    """Lets go of what nobody has use of any more. Returns how many."""
    over = Message.objects.filter(state__in=(MessageState.WAITING, *FOR_A_HUMAN), expires_at__lte=now)
    return over.update(state=MessageState.DROPPED, ended_at=now) if over.exists() else 0
