"""Decisions and pools (the passbook), bookings with their assignments, series and favourites, messages,
remarks, escorts' availability and absence, offers, proposals and pay, and the log of what happened."""

from hours.models.bookings import Assignment, Booking, EscortWish, Rating
from hours.models.escorts import Absence, Availability, EscortFeed
from hours.models.events import Event, EventKind
from hours.models.offers import Offer, OfferAnswer
from hours.models.outbox import CalendarFeed, Message, MessageKind, MessageState
from hours.models.pay import PayPeriod, Receipt, Supplement
from hours.models.pools import Decision, DisposalPermit, LedgerEntry, Pool
from hours.models.proposals import Proposal, ProposedVisit
from hours.models.remarks import Remark
from hours.models.reports import SentReport
from hours.models.series import BookingDraft, DayOff, Favourite, Series

__all__ = [
    "Absence",
    "Assignment",
    "Availability",
    "Booking",
    "BookingDraft",
    "CalendarFeed",
    "DayOff",
    "Decision",
    "DisposalPermit",
    "EscortFeed",
    "EscortWish",
    "Event",
    "EventKind",
    "Favourite",
    "LedgerEntry",
    "Message",
    "MessageKind",
    "MessageState",
    "Offer",
    "OfferAnswer",
    "PayPeriod",
    "Pool",
    "Proposal",
    "ProposedVisit",
    "Rating",
    "Receipt",
    "Remark",
    "SentReport",
    "Series",
    "Supplement",
]
