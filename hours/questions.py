"""The questions of a draft booking as forms: which is next, and what the answers together ask for.

A stored answer is asked anew of its form each time. So a day that has passed, an hour that the new day's
clock lacks, or an escort who has left sends the person back to that question, with the words of its form.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format

from hours.bookings import book, change, problems_of
from hours.drafts import COMPANION, DAY, PLACE, STEPS, TIME, Draft, mark_sent
from hours.errors import Problem, Refused
from hours.forms import FIRST, SECOND, CompanionForm, CompanionOrNeverForm, DayForm, PlaceForm, TimeForm
from hours.habits import employed, known_escorts
from hours.messages import add_problems
from hours.models import Booking, Favourite
from hours.rules import Span
from hours.times import STOCKHOLM, instants
from hours.wishes import spare, wish
from ledsagning.people.models import Escort, User


@dataclass(frozen=True)
class Wanted:
    """What all answers together ask for."""

    span: Span
    place: str
    escort: Escort | None
    note: str
    wishes_known: bool = False
    never: Escort | None = None


def in_words(day: date) -> str:
    """A day as the question about days can read it again: "lördag 14 mars 2026"."""
    return date_format(day, "l j F Y")


def form_for(draft: Draft, step: str, data: Mapping[str, Any] | None) -> forms.Form:
    """One step's form with what was answered. The steps after the day need a day that can be read."""
    if step == DAY:
        return DayForm(data, today=timezone.localdate())
    if step == TIME:
        return TimeForm(data, day=day_of(draft))
    if step == PLACE:
        return PlaceForm(data)
    booking = booking_to_change(draft)
    wished_id = booking.wished_escort_id if booking else None
    escorts = known_escorts(draft.person, day_of(draft), also=wished_id)
    return CompanionOrNeverForm(data, escorts=escorts, spared=spared_by(draft))


def spared_by(draft: Draft) -> list[Escort]:
    """Whom the draft's own answer says never to: still a choice there when the wish has been stored."""
    said = draft.answers.get(COMPANION, {}).get("never", "")
    if not (said.isascii() and said.isdigit() and len(said) < 19):
        return []
    return list(employed(draft.person, day_of(draft)).filter(pk=int(said)))


def day_of(draft: Draft) -> date:
    return answered(draft, DAY).cleaned_data["day"]


def answered(draft: Draft, step: str) -> forms.Form:
    """The form of a question that has been answered rightly."""
    form = form_for(draft, step, draft.answers[step])
    if not form.is_valid():
        raise LookupError(step)
    return form


def first_open(draft: Draft) -> str | None:
    """The first question without a right answer; None when all have one."""
    for step in STEPS:
        if step not in draft.answers or not form_for(draft, step, draft.answers[step]).is_valid():
            return step
    return None


def obey_rules(draft: Draft, form: forms.Form) -> None:
    """Says beside the times what would stop the booking, while it is easy to mend."""
    if isinstance(form, TimeForm) and form.is_valid():
        add_problems(form, Refused(rule_problems(draft, form.span)))


def rule_problems(draft: Draft, span: Span) -> list[Problem]:
    """What the rules say of the draft at a time."""
    return problems_of(draft.person.pool, span, now=timezone.now(), booking=booking_to_change(draft))


def booking_to_change(draft: Draft) -> Booking | None:
    """The booking that the draft changes; None for a new one."""
    mine = Booking.objects.filter(pool__participant=draft.person).select_related("escort__user")
    return mine.filter(public_id=draft.changes).first() if draft.changes else None


def to_keep(form: forms.Form, data: Mapping[str, Any]) -> dict[str, str]:
    """What to store of an answer: what was typed, but a day by its date, for "tomorrow" grows old."""
    if isinstance(form, DayForm):
        return {"day": in_words(form.cleaned_data["day"])}
    return {name: data.get(name, "") for name in form.fields}


def wanted(draft: Draft) -> Wanted:
    """The whole request. Call when `first_open` is None."""
    time_form = answered(draft, TIME)
    companion = answered(draft, COMPANION).cleaned_data
    return Wanted(
        span=time_form.span,
        place=answered(draft, PLACE).cleaned_data["place"],
        escort=companion.get("escort"),
        note=companion["note"],
        wishes_known=companion["wishes_known"],
        never=companion["never"],
    )


def send(draft: Draft, asked: Wanted, *, by: User, now: datetime) -> Booking:
    """Books, or changes the booking that the draft is about. Raises Refused. Sent twice is sent once."""
    content = {
        "starts_at": asked.span.starts_at,
        "ends_at": asked.span.ends_at,
        "meeting_place": asked.place,
        "note": asked.note,
        "wished_escort": asked.escort,
        "wishes_known": asked.wishes_known,
    }
    booking = booking_to_change(draft)
    if booking is None:
        booking = book(draft.person.pool, key=draft.key, by=by, now=now, **content)
    elif any(getattr(booking, name) != value for name, value in content.items()):
        booking = change(booking, by=by, now=now, **content)
    if asked.never:
        wish(draft.person, asked.never, never=True)
        spare(draft.person, asked.never, by=by, now=now)
    mark_sent(by, draft, now=now)
    return booking


def answers_of(booking: Booking) -> dict[str, dict[str, str]]:
    """A booking as answers, to be changed one by one."""
    times = {}
    for name, instant in (("starts", booking.starts_at), ("ends", booking.ends_at)):
        local = instant.astimezone(STOCKHOLM)
        times[name] = f"{local:%H.%M}"
        if len(instants(local.date(), local.time())) > 1:
            times[f"{name}_which"] = SECOND if local.fold else FIRST
    if times["ends"] == times["starts"]:  # a day and a night, which two equal times do not say
        times |= {"ends": "", "length": "24"}
    return {
        DAY: {"day": in_words(timezone.localdate(booking.starts_at))},
        TIME: times,
        PLACE: {"place": booking.meeting_place},
        COMPANION: {"escort": wished_answer(booking), "note": booking.note},
    }


def wished_answer(visit: Booking | Favourite) -> str:
    """Whom a visit wishes for, as the question about companions answers it."""
    return CompanionForm.KNOWN if visit.wishes_known else str(visit.wished_escort_id or "")
