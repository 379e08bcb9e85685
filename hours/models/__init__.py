"""Decisions and pools (the passbook), bookings with their assignments, and the log of what happened."""

from hours.models.bookings import Assignment, Booking, EscortWish, Rating
from hours.models.events import Event, EventKind
from hours.models.pools import Decision, DisposalPermit, LedgerEntry, Pool

__all__ = [
    "Assignment",
    "Booking",
    "Decision",
    "DisposalPermit",
    "EscortWish",
    "Event",
    "EventKind",
    "LedgerEntry",
    "Pool",
    "Rating",
]
