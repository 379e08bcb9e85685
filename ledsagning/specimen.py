"""What a specimen of /stil/ is, and the invented people in it. Nothing here is stored."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from hours.models import Booking, Pool
from hours.policy import State
from ledsagning.people.models import Escort, Participant, User

LONG = "Ledsagarservicesamordningsenheten i Knäreds kyrkobokföringsdistrikt, ingången mot järnvägsstationen"
PERSON = Participant(name="Vera Exempel")
LO = Escort(pk=0, user=User(name="Lo Exempel"), phone="070-174 06 99")


@dataclass(frozen=True)
class Specimen:
    """A component: its template, and what it is given in each state."""

    title: str
    template: str
    states: dict[str, dict[str, Any]]


def a_visit(state: State = State.ASSIGNED, *, days: int = 1, **more: Any) -> Booking:
    """A visit of somebody invented, nowhere stored: 14–17, so many days from now."""
    starts = timezone.localtime().replace(hour=14, minute=0, second=0, microsecond=0) + timedelta(days=days)
    given: dict[str, Any] = {
        "escort": None if state is State.REQUESTED else LO,
        "meeting_place": "Simhallen, entrén",
        "starts_at": starts,
        "ends_at": starts + timedelta(hours=3),
    }
    return Booking(pk=0, pool=Pool(participant=PERSON), state=state, **given | more)
