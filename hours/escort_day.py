"""What stands on an escort's own page, in the order of a day: questions, today, what is next, the rest."""

from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from hours.access import lately_carried_out
from hours.models import Booking, Offer
from hours.offers import offers_to
from hours.policy import State
from hours.second_thoughts import declined_just_now
from hours.times import local_date
from ledsagning.people.models import Escort, Participant


@dataclass(frozen=True, slots=True)
class Day:
    """Each part is in the order of time, but `reported`: the latest first."""

    asked: list[Booking] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    # A no of the last minutes, which may be taken back.
    declined: list[Booking] = field(default_factory=list)
    today: list[Booking] = field(default_factory=list)
    # One visit at most: the first after today.
    next: list[Booking] = field(default_factory=list)
    to_report: list[Booking] = field(default_factory=list)
    coming: list[Booking] = field(default_factory=list)
    reported: list[Booking] = field(default_factory=list)

    @property
    def people(self) -> list[Participant | None]:
        """Everybody whose name stands there."""
        parts = (self.asked, self.declined, self.today, self.next, self.to_report, self.coming, self.reported)
        shown = [visit for part in parts for visit in part] + [offer.booking for offer in self.offers]
        return [visit.pool.participant for visit in shown]


def assignments_of(escort: Escort, now: datetime) -> QuerySet[Booking]:
    """What the escort holds, and has reported lately."""
    mine = Booking.objects.filter(Q(state=State.ASSIGNED) | lately_carried_out(now), escort=escort)
    return mine.select_related("pool__participant", "unit").order_by("starts_at", "pk")


def part_of(visit: Booking, now: datetime) -> str:
    """Which part of the page a visit stands in."""
    if visit.state != State.ASSIGNED:
        return "reported"
    if visit.ends_at <= now:
        return "to_report"
    if visit.accepted_at is None:
        return "asked"
    return "today" if local_date(visit.starts_at) <= local_date(now) else "coming"


def day_of(escort: Escort, now: datetime) -> Day:
    """The page as it stands now."""
    day = Day(offers=list(offers_to(escort, now)), declined=declined_just_now(escort, now))
    for visit in assignments_of(escort, now):
        getattr(day, part_of(visit, now)).append(visit)
    if day.coming:
        day.next.append(day.coming.pop(0))
    day.reported.reverse()
    return day


def parts_of(day: Day) -> dict[str, Any]:
    """The parts by name, and whether there is anything at all."""
    parts = {each.name: getattr(day, each.name) for each in fields(day)}
    return parts | {"empty": not any(parts.values())}
