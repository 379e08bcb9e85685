"""The escorts' days: when some can work, one who is ill today, and a visit that several are asked for."""

from datetime import date, datetime, timedelta

from hours.absences import register_absence, whole_days
from hours.assignments import suggest
from hours.availability import set_week
from hours.models import Booking
from hours.offers import offer
from hours.policy import State
from hours.written_hours import read_hours
from ledsagning.people.models import Escort, User

# Account, the hours of Monday to Sunday as they wrote them, and wishes.
WEEKS = (
    ("elsa", ("8–21",) * 7, "Gärna kvällar."),
    ("cecilia", ("8–12 och 13–17",) * 5 + ("", ""), ""),
    ("mats", ("",) * 4 + ("16–23", "10–23", "10–21"), "Bara helger den här terminen."),
)
# Who is away, from and to in days from today.
AWAY = (("filip", 0, 2), ("inger", 9, 15))
# The offered visit is Moa's, that nobody holds.
OFFERED_TO = "Moa Vallmo"


def live_their_days(escorts: dict[str, Escort], coordinator: User, *, today: date, now: datetime) -> None:
    """Week patterns, absences and a waiting offer."""
    for account, week, wishes in WEEKS:
        hours = {day: read_hours(text) for day, text in enumerate(week)}
        set_week(escorts[account], hours, wishes=wishes)
    for account, first, last in AWAY:
        span = whole_days(today + timedelta(days=first), today + timedelta(days=last))
        register_absence(escorts[account], span.starts_at, span.ends_at, by=coordinator, now=now)
    wanted = Booking.objects.filter(
        pool__participant__name=OFFERED_TO, state=State.REQUESTED, starts_at__gt=now
    ).order_by("starts_at")
    if visit := wanted.first():
        best = [escort for escort, _ in suggest(visit) if escort != escorts["elsa"]][:2]
        offer(visit, [escorts["elsa"], *best], by=coordinator, now=now)
