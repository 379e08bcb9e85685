"""Answers to a booking's questions, kept until they are sent: signed out, or on another device (R11).

A draft is its user's own, about one person. Its key is also the booking's: however often it is sent, it is
one booking (R34). After DAYS_KEPT days untouched `tidy_bookings` removes it; it is nobody's record.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from hours.models import BookingDraft
from ledsagning.people.models import Participant, User

# Of those with answers, and of those without: pressing "book" often takes nothing begun away.
DRAFTS_KEPT = 10
DAYS_KEPT = timedelta(days=30)
DAY, TIME, PLACE, COMPANION = STEPS = ("dag", "tid", "plats", "ledsagare")
# Beside the steps: what was written in one line, and what of it was not understood.
LINE = "rad"

Answers = dict[str, dict[str, str]]


@dataclass(frozen=True)
class Draft:
    """What has been answered: by step and field, as typed. `changes` is the id of a booking."""

    key: UUID
    person: Participant
    answers: Answers
    changes: UUID | None = None

    @property
    def seen(self) -> str:
        """A mark of these very answers. Check-your-answers sends it back: what is booked was shown."""
        return hashlib.sha256(json.dumps(self.answers, sort_keys=True).encode()).hexdigest()

    @property
    def quick(self) -> bool:
        """Whether it began with answers: one line, the same again, a favourite. Then one press books."""
        return LINE in self.answers


def begin(
    user: User, person: Participant, *, answers: Answers | None = None, changes: UUID | None = None
) -> UUID:
    """The key of a draft with these answers: the one there is, untouched since, or a new one.

    So a favourite that is opened twice is one draft. With no answers yet each window has its own.
    """
    mine = BookingDraft.objects.filter(user=user)
    if answers:
        for draft in mine.filter(participant=person, changes=changes, sent_at=None):
            if draft.answers == answers:
                return draft.key
    new = BookingDraft.objects.create(
        user=user, participant=person, answers=answers or {}, changes=changes, changed_at=timezone.now()
    )
    for alike in (mine.filter(answers={}), mine.exclude(answers={})):
        latest = alike.order_by("-changed_at", "-pk").values_list("pk", flat=True)
        alike.exclude(pk__in=list(latest[:DRAFTS_KEPT])).delete()
    return new.key


def find(user: User, person: Participant, key: UUID) -> Draft | None:
    """The draft with this key, if it is the user's and about this person."""
    held = BookingDraft.objects.filter(user=user, participant=person, key=key).first()
    return as_draft(held, person) if held else None


def as_draft(held: BookingDraft, person: Participant) -> Draft:
    return Draft(key=held.key, person=person, answers=held.answers, changes=held.changes)


def keep(user: User, draft: Draft, step: str, answer: dict[str, str]) -> Draft:
    """Stores the answer to one question and returns the draft with it. Two windows lose neither's answer."""
    with transaction.atomic():
        held = BookingDraft.objects.select_for_update().filter(user=user, key=draft.key).first()
        if held is None:  # thrown away in another window: the next page says so
            return draft
        held.answers = held.answers | {step: answer}
        held.changed_at = timezone.now()
        held.save(update_fields=["answers", "changed_at"])
    return as_draft(held, draft.person)


def mark_sent(user: User, draft: Draft, *, now: datetime) -> None:
    """From now on it is no longer offered as begun."""
    BookingDraft.objects.filter(user=user, key=draft.key, sent_at=None).update(sent_at=now)


def begun(user: User, person: Participant) -> list[Draft]:
    """What the user has begun for this person and not sent, latest first."""
    mine = BookingDraft.objects.filter(user=user, participant=person, sent_at=None)
    return [as_draft(held, person) for held in mine.order_by("-changed_at", "-pk") if held.answers]


def throw_away(user: User, person: Participant, key: UUID) -> None:
    """Removes a draft; nothing happens when there is none."""
    BookingDraft.objects.filter(user=user, participant=person, key=key).delete()


def tidy(now: datetime) -> int:
    """Removes drafts that nobody has touched for DAYS_KEPT. Returns how many."""
    removed, _ = BookingDraft.objects.filter(changed_at__lt=now - DAYS_KEPT).delete()
    return removed
