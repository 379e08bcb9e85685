"""Yes or no from a link in a message, without signing in: signed with the site's key, and stored nowhere.

The link names one question, an assignment or an offer, and is used up with it: what can be answered stands in
the row, so a link works once and two links to one question are one. It lasts until the visit begins, and
LASTS at most from when the question was put. Of a protected identity nothing is shown or answered by a link.
"""

import re
from datetime import datetime, timedelta
from enum import StrEnum

from django.core.signing import BadSignature, Signer
from django.http import Http404

from hours.assignments import accept, decline, locked
from hours.escort_news import escorts_told
from hours.models import Assignment, Offer, OfferAnswer
from hours.models.bookings import Answer
from hours.offers import accept_offer, decline_offer
from hours.policy import State
from hours.times import local_date
from hours.transactions import action

SALT = "hours.answer_links"
LASTS = timedelta(days=14)
NAMED = re.compile(r"([ao])(\d{1,18})")

Asked = Assignment | Offer
WHOLE = ("booking__pool__participant", "booking__unit__municipality", "escort__user")


class Standing(StrEnum):
    """How it is with a question. Only an OPEN one can be answered here."""

    OPEN = "open"
    SAID_YES = "said_yes"
    SAID_NO = "said_no"
    CANCELLED = "cancelled"
    # The visit has another time, or the question was taken back.
    CHANGED = "changed"
    TAKEN = "taken"
    BEGUN = "begun"
    EXPIRED = "expired"
    PROTECTED = "protected"
    NOT_EMPLOYED = "not_employed"


def signer() -> Signer:
    return Signer(sep=".", salt=SALT)


def token_of(asked: Asked) -> str:
    """The secret part of the link: "a12.<signature>" for an assignment, "o12.<signature>" for an offer."""
    return signer().sign(f"{'o' if isinstance(asked, Offer) else 'a'}{asked.pk}")


def asked_or_404(token: str) -> Asked:
    """The question that a link signed here names. A forged link is that of a page that is not there."""
    try:
        named = NAMED.fullmatch(signer().unsign(token))
    except BadSignature:
        raise Http404 from None
    if named is None:
        raise Http404
    kind = Offer if named[1] == "o" else Assignment
    asked = kind.objects.filter(pk=int(named[2])).select_related(*WHOLE).first()
    if asked is None:
        raise Http404
    return asked


def standing(asked: Asked, now: datetime) -> Standing:
    """How it is with a question, as read now."""
    booking, answer = asked.booking, asked.answer
    person = booking.pool.participant
    if not escorts_told(local_date(now)).filter(pk=asked.escort_id).exists():
        return Standing.NOT_EMPLOYED
    if booking.state == State.CANCELLED:
        return Standing.CANCELLED
    if answer == Answer.DECLINED:
        return Standing.SAID_NO
    if answer != Answer.WAITING:
        return ended(asked)
    if booking.starts_at <= now:
        return Standing.BEGUN
    if asked.at + LASTS <= now:
        return Standing.EXPIRED
    return Standing.PROTECTED if person is None or person.is_protected else Standing.OPEN


def ended(asked: Asked) -> Standing:
    """How it is with a question that waits no longer, and was not answered with no."""
    holds = asked.booking.escort_id == asked.escort_id
    if asked.answer == Answer.ACCEPTED and holds:
        return Standing.SAID_YES
    somebody_elses = asked.booking.escort_id is not None and not holds
    return Standing.TAKEN if somebody_elses or asked.answer == OfferAnswer.TAKEN else Standing.CHANGED


@action
def answer_assignment(asked: Assignment, *, yes: bool, now: datetime) -> None:
    """The escort's answer, unless the question has been answered or has gone: then nothing is done.

    The question is read anew under the visit's lock, or a link to an old question would answer a new one.
    """
    locked(asked.booking)
    asked = Assignment.objects.select_related(*WHOLE).get(pk=asked.pk)
    if standing(asked, now) == Standing.OPEN:
        (accept if yes else decline)(asked.booking, escort=asked.escort, by=asked.escort.user, now=now)


def answer(asked: Asked, *, yes: bool, now: datetime) -> None:
    """Yes or no to a question; one that is closed stays as it is. Raises Refused with what stops it."""
    if isinstance(asked, Assignment):
        return answer_assignment(asked, yes=yes, now=now)
    # Offers are read anew under the visit's lock there, and refuse what has gone.
    if standing(asked, now) == Standing.OPEN:
        (accept_offer if yes else decline_offer)(asked, by=asked.escort.user, now=now)
    return None
