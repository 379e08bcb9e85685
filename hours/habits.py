"""What a person usually does: how long, where, with whom. For the person's own pages only (P2)."""

from datetime import date
from statistics import median

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from hours.models import Booking, EscortWish, Pool
from hours.policy import State
from ledsagning.people.models import Escort, Participant

USUAL_MINUTES = 180
VISITS_READ = 20


def usual_minutes(pool: Pool) -> int:
    """The median length in minutes of the latest visits; three hours for somebody who has had none."""
    done = Booking.objects.filter(pool=pool, state=State.DONE, minutes_used__gt=0)
    lengths = list(done.order_by("-starts_at").values_list("minutes_used", flat=True)[:VISITS_READ])
    return round(median(lengths)) if lengths else USUAL_MINUTES


def last_places(pool: Pool, most: int = 3) -> list[str]:
    """The places latest booked, each once, latest first."""
    booked = Booking.objects.filter(pool=pool).exclude(meeting_place="").order_by("-booked_at")
    places = booked.values_list("meeting_place", flat=True)[:VISITS_READ]
    return list(dict.fromkeys(places))[:most]


def employed(person: Participant, day: date) -> QuerySet[Escort]:
    """Escorts of the person's municipality who work on a day."""
    working = Escort.objects.valid_on(day).filter(user__is_active=True)
    return working.filter(unit__municipality=person.unit.municipality_id).select_related("user")


def known_escorts(person: Participant, day: date, also: int | None = None) -> list[Escort]:
    """Escorts the person has met or wished for and who work that day, most visits first; no avoided one.

    `also` is the id of one more, wished for in the booking that is being changed.
    """
    wishes = EscortWish.objects.filter(participant=person, escort=OuterRef("pk"))
    met = Q(bookings__pool__participant=person, bookings__state=State.DONE)
    known = (
        employed(person, day)
        .annotate(visits=Coalesce(Count("bookings", filter=met, distinct=True), 0))
        .filter(Q(visits__gt=0) | Q(pk=also) | Exists(wishes.filter(never=False)))
        .exclude(Exists(wishes.filter(never=True)))
    )
    return list(known.order_by("-visits", "user__name"))
