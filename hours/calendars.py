"""A person's or an escort's visits as an iCalendar object (RFC 5545), read by whatever calendar they have.

Third parties' servers fetch it: no hours left (P2), no note, no person's name in the entries, and for a
protected identity neither place nor number (R25). Times are UTC instants, which no calendar can misread
on the nights when the clock is changed.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vText

from hours.models import Booking
from hours.policy import OPEN_STATES, State
from ledsagning.people.models import Participant

PRODUCT = "-//Ledsagning//Ledsagning//SV"
LOOK_AGAIN = timedelta(hours=1)

Address = Callable[[Booking], str]
"""The whole address of a visit's page."""


def calendar_of(
    person: Participant, visits: Iterable[Booking], *, now: datetime, name: str, address: Address
) -> bytes:
    """The calendar in the language that is active. `visits` are those of hours.feeds.visits_of.

    The same visits give the same bytes, whenever it is made.
    """
    entries = (entry(visit, now=now, hidden=person.is_protected, url=address(visit)) for visit in visits)
    return calendar_with(entries, name=name)


def escorts_calendar_of(visits: Iterable[Booking], *, now: datetime, name: str, address: Address) -> bytes:
    """The same of an escort's visits, those of hours.escort_feeds.visits_of. It names nobody."""
    return calendar_with((escorts_entry(visit, now=now, url=address(visit)) for visit in visits), name=name)


def calendar_with(entries: Iterable[Event], *, name: str) -> bytes:
    """The calendar around its entries."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", vText(name))  # as text: escaped, whatever is in it
    calendar.add("refresh-interval", LOOK_AGAIN, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for each in entries:
        calendar.add_component(each)
    return calendar.to_ical()


def entry(visit: Booking, *, now: datetime, hidden: bool, url: str) -> Event:
    """One visit of a person's. `hidden` leaves out place and phone number."""
    said = "\n".join([*who_comes(visit, hidden=hidden), url])
    return dated(visit, now, hidden=hidden, said=said, title=summary(visit, now), url=url)


def escorts_entry(visit: Booking, *, now: datetime, url: str) -> Event:
    """One visit of an escort's. Of a protected identity there is no place."""
    person = visit.pool.participant
    hidden = person is None or person.is_protected
    return dated(visit, now, hidden=hidden, said=url, title=escorts_summary(visit, now), url=url)


def dated(visit: Booking, now: datetime, *, hidden: bool, said: str, title: str, url: str) -> Event:
    """A visit in a calendar: when, where unless `hidden`, and what stands in its square."""
    changed_at = (visit.changed_at or visit.booked_at).astimezone(UTC)  # type: ignore[attr-defined]
    event = Event()
    event.add("uid", str(visit.public_id))
    # Without a METHOD the stamp is when the visit was last revised (RFC 5545, 3.8.7.2).
    event.add("dtstamp", changed_at)
    event.add("last-modified", changed_at)
    event.add("sequence", max(visit.events_seen - 1, 0))  # type: ignore[attr-defined]
    event.add("dtstart", visit.starts_at.astimezone(UTC))
    event.add("dtend", visit.ends_at.astimezone(UTC))
    event.add("status", status(visit, now))
    event.add("summary", title)
    event.add("description", said)
    event.add("url", url)
    event.add("class", "PRIVATE")
    if visit.meeting_place and not hidden:
        event.add("location", visit.meeting_place)
    return event


def is_over_without_meeting(visit: Booking, now: datetime) -> bool:
    """Whether nobody met: cancelled, nobody came, or nobody was found in time."""
    unfilled = visit.state == State.REQUESTED and visit.ends_at <= now
    return unfilled or visit.state in (State.CANCELLED, State.NO_SHOW)


def status(visit: Booking, now: datetime) -> str:
    """TENTATIVE until an escort has said yes."""
    if is_over_without_meeting(visit, now):
        return "CANCELLED"
    return "TENTATIVE" if visit.state in OPEN_STATES and not visit.accepted_at else "CONFIRMED"


def summary(visit: Booking, now: datetime) -> str:
    """What stands in the calendar's square."""
    if visit.state == State.CANCELLED:
        return _("Cancelled: companion visit")
    if visit.state == State.NO_SHOW:
        return _("Companion visit: you did not meet")
    if is_over_without_meeting(visit, now):
        return _("Companion visit: we found no companion")
    if status(visit, now) == "TENTATIVE":
        return _("Companion visit: we are looking for a companion")
    return _("Companion visit with %(escort)s") % {"escort": visit.escort}


def who_comes(visit: Booking, *, hidden: bool) -> list[str]:
    """Who comes and how to reach them, once somebody has said yes to a visit that is not over."""
    if visit.state != State.ASSIGNED or not visit.accepted_at or visit.escort is None:
        return []
    lines = [_("%(escort)s is coming.") % {"escort": visit.escort}]
    if visit.escort.phone and not hidden:
        lines.append(_("Phone: %(phone)s") % {"phone": visit.escort.phone})
    return lines


def escorts_summary(visit: Booking, now: datetime) -> str:
    """What stands in the square of an escort's calendar: no name, and no initials either."""
    if visit.state == State.NO_SHOW:
        return _("Visit: nobody came")
    return _("Visit: can you come?") if status(visit, now) == "TENTATIVE" else _("Companion visit")
