"""Answers to a booking's questions, kept in the session until it is sent (R11: a week).

A draft lives under a key that is also the booking's: however often it is sent, it is one booking (R34).
"""

import hashlib
import json
import uuid
from dataclasses import dataclass
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase

from ledsagning.people.models import Participant

SESSION_KEY = "drafts"
DRAFTS_KEPT = 10
DAY, TIME, PLACE, COMPANION = STEPS = ("dag", "tid", "plats", "ledsagare")

Answers = dict[str, dict[str, str]]


@dataclass(frozen=True)
class Draft:
    """What has been answered: by step and field, as typed. `changes` is the id of a booking."""

    key: UUID
    person: Participant
    answers: Answers
    changes: str | None = None

    @property
    def seen(self) -> str:
        """A mark of these very answers. Check-your-answers sends it back: what is booked was shown."""
        return hashlib.sha256(json.dumps(self.answers, sort_keys=True).encode()).hexdigest()


def begin(
    session: SessionBase,
    person: Participant,
    *,
    answers: Answers | None = None,
    changes: UUID | None = None,
) -> UUID:
    """Starts a draft and returns its key. The session keeps the latest DRAFTS_KEPT."""
    key = uuid.uuid4()
    kept = list(session.get(SESSION_KEY, {}).items())[-(DRAFTS_KEPT - 1) :]
    begun = {
        "person": str(person.public_id),
        "changes": str(changes) if changes else None,
        "answers": answers or {},
    }
    session[SESSION_KEY] = dict([*kept, (str(key), begun)])
    return key


def find(session: SessionBase, person: Participant, key: UUID) -> Draft | None:
    """The draft with this key, if it is about this person."""
    held = session.get(SESSION_KEY, {}).get(str(key))
    if held is None or held["person"] != str(person.public_id):
        return None
    return Draft(key=key, person=person, answers=held["answers"], changes=held["changes"])


def keep(session: SessionBase, draft: Draft, step: str, answer: dict[str, str]) -> Draft:
    """Stores the answer to one question and returns the draft with it."""
    answers = draft.answers | {step: answer}
    session[SESSION_KEY][str(draft.key)]["answers"] = answers
    session.modified = True
    return Draft(key=draft.key, person=draft.person, answers=answers, changes=draft.changes)
