"""The pages where somebody's record is read, in words for the person whose record it is (R23)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ledsagning.people.access import CALENDAR, ESCORT, REPRESENTATIVE, SELF
from ledsagning.people.models import AccessLog, User
from ledsagning.people.models.accounts import RoleKind

# By the name of the view, as ledsagning.people.access writes it. A view that logs and stands not here fails
# tests/hours/test_page_words.py.
PAGES: dict[str, Promise] = {
    "participant_home": gettext_lazy("Your hours"),
    "book_start": gettext_lazy("Book a visit"),
    "book_line": gettext_lazy("Book a visit"),
    "book_remove": gettext_lazy("Book a visit"),
    "book_step": gettext_lazy("Book a visit"),
    "book_check": gettext_lazy("Book a visit"),
    "own_visits": gettext_lazy("Your visits"),
    "visit": gettext_lazy("A visit"),
    "cancel_visit": gettext_lazy("Cancel a visit"),
    "rate_visit": gettext_lazy("How was the visit?"),
    "escort_wishes": gettext_lazy("Wishes about companions"),
    "own_calendar": gettext_lazy("The visits in your own calendar"),
    "calendar_feed": gettext_lazy("The visits in your own calendar"),
    "own_representatives": gettext_lazy("Who may act for you"),
    "favourites": gettext_lazy("Your favourites"),
    "new_favourite": gettext_lazy("Your favourites"),
    "favourite": gettext_lazy("Your favourites"),
    "contact": gettext_lazy("Messages"),
    "series_often": gettext_lazy("Visits that come back"),
    "series_until": gettext_lazy("Visits that come back"),
    "series_days_off": gettext_lazy("Visits that come back"),
    "series_check": gettext_lazy("Visits that come back"),
    "series_change": gettext_lazy("Visits that come back"),
    "series_change_check": gettext_lazy("Visits that come back"),
    "series_change_step": gettext_lazy("Visits that come back"),
    "series_cancel": gettext_lazy("Visits that come back"),
    "series_cancel_check": gettext_lazy("Visits that come back"),
    "series_list": gettext_lazy("Visits that come back"),
    "series_page": gettext_lazy("Visits that come back"),
    "series_last_day": gettext_lazy("Visits that come back"),
    "series_off": gettext_lazy("Visits that come back"),
    "series_end": gettext_lazy("Visits that come back"),
    "remark": gettext_lazy("Write to the unit"),
    "remark_sent": gettext_lazy("Write to the unit"),
    "history": gettext_lazy("How your hours are used"),
    "access_log": gettext_lazy("Who has looked"),
    "coordinator_list": gettext_lazy("The list of visits"),
    "escort_day": gettext_lazy("The companions' day"),
    "escort_week": gettext_lazy("The companions' week"),
    "assign_visit": gettext_lazy("A visit"),
    "confirm_top_up": gettext_lazy("Add hours to a visit"),
    "report_for_escort": gettext_lazy("Report a visit"),
    "cancel_for_caller": gettext_lazy("Cancel a visit"),
    "phone_search": gettext_lazy("Search for a caller"),
    "phone_book": gettext_lazy("Book by phone"),
    "about_person": gettext_lazy("What you want of those who come"),
    "name_staff": gettext_lazy("Who may come to you"),
    "misfits": gettext_lazy("Visits that no longer fit"),
    "messages_by_hand": gettext_lazy("Messages to tell"),
    "message_letter": gettext_lazy("Messages to tell"),
    "message_told": gettext_lazy("Messages to tell"),
    "attest_list": gettext_lazy("Reports to attest"),
    "remark_list": gettext_lazy("What people have written"),
    "read_remark": gettext_lazy("What people have written"),
    "offer_visit": gettext_lazy("A visit"),
    "absence_page": gettext_lazy("A companion's absence"),
    "offer_absence": gettext_lazy("A companion's absence"),
    "own_absence": gettext_lazy("A companion's absence"),
    "accept_offer": gettext_lazy("Say yes to a visit"),
    "decline_offer": gettext_lazy("Decline a visit"),
    "proposal": gettext_lazy("Proposals of who takes which visit"),
    "escort_list": gettext_lazy("The companion's visits"),
    "accept_visit": gettext_lazy("Say yes to a visit"),
    "decline_visit": gettext_lazy("Decline a visit"),
    "take_back_no": gettext_lazy("Say yes to a visit"),
    "answer_link": gettext_lazy("Say yes or no to a visit"),
    "escort_feed": gettext_lazy("The companion's calendar"),
    "report_visit": gettext_lazy("Report a visit"),
    "receipt": gettext_lazy("A receipt of a visit"),
    "receipt_removed": gettext_lazy("A receipt of a visit"),
    "no_show_visit": gettext_lazy("Report that you did not meet"),
    "decision_list": gettext_lazy("The list of decisions"),
    "new_participant": gettext_lazy("A new person"),
    "person_decisions": gettext_lazy("Your decisions"),
    "add_representative": gettext_lazy("Your representatives"),
}
CAPACITIES: dict[str, str | Promise] = {
    REPRESENTATIVE: gettext_lazy("Representative"),
    ESCORT: gettext_lazy("Companion"),
    CALENDAR: gettext_lazy("The calendar"),
    **dict(RoleKind.choices),
}


@dataclass(frozen=True, slots=True)
class Look:
    """One line of the log in words. `sent` tells that something was sent from the page, not only read."""

    at: datetime
    who: str
    capacity: str
    page: str
    sent: bool


def page_words(page: str) -> str:
    """A page of the log, such as "GET visit", in words. One that is no more is told as another page."""
    return str(PAGES.get(page.rpartition(" ")[2]) or _("Another page"))


def looks(reads: Iterable[AccessLog], reader: User) -> list[Look]:
    """The lines of a log for somebody who reads it. What the reader did is told as "you"."""
    return [
        Look(
            at=read.at,
            who=_("You") if read.user_id == reader.pk else str(read.user),
            capacity=str(capacity_words(read, reader)),
            page=page_words(read.page),
            sent=read.page.startswith("POST "),
        )
        for read in reads
    ]


def capacity_words(read: AccessLog, reader: User) -> str | Promise:
    """As what somebody looked: the person, a representative, a companion, or the role of staff."""
    if read.capacity == SELF:
        return "" if read.user_id == reader.pk else _("The person")
    return CAPACITIES.get(read.capacity, _("Staff"))
