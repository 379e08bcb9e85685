"""Changing and cancelling a visit that comes back: first which visits, then what, then check-your-answers.

The answers of a change are kept in the session until it is sent: they hold places and notes, which do not
belong in an address.
"""

import uuid
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hours.access import own_booking_or_404
from hours.drafts import COMPANION, PLACE, TIME
from hours.errors import Problem, Refused
from hours.forms import CompanionForm, PlaceForm, TimeForm
from hours.habits import known_escorts
from hours.messages import sentence
from hours.models import Booking
from hours.policy import State
from hours.questions import answers_of
from hours.rules import change_problems
from hours.series import clock_of, coming, end_series
from hours.series_changes import Wish, change_coming, concerned, moved_days
from hours.series_forms import ALL, LATER, THIS, KeyForm, WeekdayForm, WhichForm
from hours.series_page import SHOWN, listed
from hours.templatetags.series_words import every
from hours.times import STOCKHOLM, local_date
from hours.views.series import ask, sent_by
from ledsagning.people.models import Participant
from ledsagning.templatetags.people_words import day_words

SESSION_KEY = "series_changes"
CHANGES_KEPT = 5
WEEKDAY = "veckodag"
QUESTIONS = (WEEKDAY, TIME, PLACE, COMPANION)


def series_visit_or_404(
    request: HttpRequest, public_id: UUID, booking_id: UUID
) -> tuple[Participant, Booking]:
    """A visit of a series, of the person one is or acts for."""
    person, booking = own_booking_or_404(request, public_id, booking_id)
    if booking.series is None:
        raise Http404
    return person, booking


def too_late(request: HttpRequest, person: Participant, booking: Booking) -> HttpResponse | None:
    """Back to the visit, when it has begun or is not open."""
    if problems := change_problems(State(booking.state), booking.span, timezone.now()):
        messages.warning(request, sentence(problems[0]))
        return redirect("visit", person.public_id, booking.public_id)
    return None


@login_required
@ask
def series_change(request: HttpRequest, public_id: UUID, booking_id: UUID) -> HttpResponse:
    """Which visits shall be changed?"""
    person, booking = series_visit_or_404(request, public_id, booking_id)
    if elsewhere := too_late(request, person, booking):
        return elsewhere
    label = _("Which visits do you want to change?")
    form = WhichForm(sent_by(request), day=local_date(booking.starts_at), label=label)
    if form.is_valid():
        which = form.cleaned_data["which"]
        if which == THIS:
            url = reverse("book_start", args=[person.public_id])
            return redirect(f"{url}?change={booking.public_id}&bara=den")
        forget(request, booking)
        return redirect("series_change_check", person.public_id, booking.public_id, which)
    return which_page(request, person, booking, form)


@login_required
@ask
def series_cancel(request: HttpRequest, public_id: UUID, booking_id: UUID) -> HttpResponse:
    """Which visits shall be cancelled?"""
    person, booking = series_visit_or_404(request, public_id, booking_id)
    if elsewhere := too_late(request, person, booking):
        return elsewhere
    label = _("Which visits do you want to cancel?")
    form = WhichForm(sent_by(request), day=local_date(booking.starts_at), label=label)
    if form.is_valid():
        which = form.cleaned_data["which"]
        if which == THIS:
            url = reverse("cancel_visit", args=[person.public_id, booking.public_id])
            return redirect(f"{url}?bara=den")
        return redirect("series_cancel_check", person.public_id, booking.public_id, which)
    return which_page(request, person, booking, form)


def which_page(request: HttpRequest, person: Participant, booking: Booking, form: WhichForm) -> HttpResponse:
    back_url = reverse("visit", args=[person.public_id, booking.public_id])
    context = {"person": person, "booking": booking, "form": form, "back_url": back_url}
    return render(request, "hours/participant/series_question.html", context)


@login_required
@ask
def series_cancel_check(request: HttpRequest, public_id: UUID, booking_id: UUID, which: str) -> HttpResponse:
    """The days that go, to be looked at once; never why (P3)."""
    person, booking = series_visit_or_404(request, public_id, booking_id)
    from_day = from_day_of(booking, which)
    now = timezone.now()
    if request.method != "POST":
        visits = list(coming(booking.series, now, from_day=from_day))
        if not visits:
            return too_late(request, person, booking) or back_to_series(person, booking)
        context = {"person": person, "booking": booking, "which": which, **listed(visits)}
        return render(request, "hours/participant/series_cancel.html", context)
    gone = len(end_series(booking.series, by=request.user, now=now, from_day=from_day))
    words = ngettext("%(count)s visit is cancelled.", "%(count)s visits are cancelled.", gone)
    messages.success(request, words % {"count": gone} + " " + _("The hours are yours again."))
    return back_to_series(person, booking)


def from_day_of(booking: Booking, which: str) -> Any:
    """The day of the series from which it is about; None for all. 404 for anything else."""
    if which not in (LATER, ALL):
        raise Http404
    # A visit that was cancelled with its series has no day any longer: sent twice, nothing more happens.
    return (booking.series_day or local_date(booking.starts_at)) if which == LATER else None


def back_to_series(person: Participant, booking: Booking) -> HttpResponse:
    return redirect("series_page", person.public_id, booking.series.public_id)


def kept(request: HttpRequest, booking: Booking) -> dict[str, Any]:
    """The answers of this change so far, with its key; at first those of the visit itself."""
    held = request.session.setdefault(SESSION_KEY, {})
    name = str(booking.public_id)
    if name not in held:
        for oldest in list(held)[: max(0, len(held) - CHANGES_KEPT + 1)]:
            del held[oldest]
        weekday = {"weekday": str((booking.series_day or local_date(booking.starts_at)).weekday())}
        held[name] = {"key": str(uuid.uuid4()), "answers": answers_of(booking) | {WEEKDAY: weekday}}
        request.session.modified = True
    return held[name]


def forget(request: HttpRequest, booking: Booking) -> None:
    """Begins anew: what was answered of an earlier change is not this one's."""
    if request.session.get(SESSION_KEY, {}).pop(str(booking.public_id), None):
        request.session.modified = True


def form_of(question: str, data: Any, person: Participant, booking: Booking) -> forms.Form:
    """One question's form: the same as when one visit is booked."""
    day = local_date(booking.starts_at)
    if question == WEEKDAY:
        return WeekdayForm(data)
    if question == TIME:
        return TimeForm(data, day=day)
    if question == PLACE:
        return PlaceForm(data)
    return CompanionForm(data, escorts=known_escorts(person, day, also=booking.wished_escort_id))


@login_required
@ask
def series_change_step(
    request: HttpRequest, public_id: UUID, booking_id: UUID, which: str, question: str
) -> HttpResponse:
    """One thing to change; then back to check-your-answers."""
    person, booking = series_visit_or_404(request, public_id, booking_id)
    from_day_of(booking, which)
    if question not in QUESTIONS:
        raise Http404
    if elsewhere := too_late(request, person, booking):
        return elsewhere
    answers = kept(request, booking)["answers"]
    sent = sent_by(request)
    form = form_of(question, answers[question] if sent is None else sent, person, booking)
    if sent is not None and form.is_valid():
        answers[question] = {name: sent.get(name, "") for name in form.fields}
        request.session.modified = True
        return redirect("series_change_check", person.public_id, booking.public_id, which)
    back_url = reverse("series_change_check", args=[person.public_id, booking.public_id, which])
    page = "series_question" if question == WEEKDAY else f"book_{question}"
    return render(request, f"hours/participant/{page}.html", {"form": form, "back_url": back_url})


def wish_asked(answers: dict[str, Any], person: Participant, booking: Booking) -> tuple[Wish, int] | str:
    """What all answers together ask for, and the weekday; or the question whose answer holds no longer."""
    asked = {name: form_of(name, answers[name], person, booking) for name in QUESTIONS}
    for name, form in asked.items():
        if not form.is_valid():
            return name
    span, companion = asked[TIME].span, asked[COMPANION].cleaned_data
    wish = Wish(
        starts=span.starts_at.astimezone(STOCKHOLM).time().replace(tzinfo=None, fold=0),
        minutes=span.minutes,
        meeting_place=asked[PLACE].cleaned_data["place"],
        note=companion["note"],
        wished_escort=companion.get("escort"),
        wishes_known=companion.get("wishes_known", booking.wishes_known),
    )
    return wish, asked[WEEKDAY].cleaned_data["weekday"]


@login_required
@ask
def series_change_check(request: HttpRequest, public_id: UUID, booking_id: UUID, which: str) -> HttpResponse:
    """What shall be, and of which days. Sending changes all of them, or none and says why not."""
    person, booking = series_visit_or_404(request, public_id, booking_id)
    from_day_of(booking, which)
    if elsewhere := too_late(request, person, booking):
        return elsewhere
    held = kept(request, booking)
    answered = wish_asked(held["answers"], person, booking)
    if isinstance(answered, str):
        return redirect("series_change_step", person.public_id, booking.public_id, which, answered)
    wish, weekday = answered
    if request.method != "POST":
        return change_page(request, person, booking, which, answered, ())
    form = KeyForm(request.POST)
    if not form.is_valid() or str(form.cleaned_data["key"]) != held["key"]:
        messages.warning(
            request, _("The answers were changed in another window. Here is how they stand now.")
        )
        return change_page(request, person, booking, which, answered, ())
    asked = {
        "all_coming": which == ALL,
        "key": form.cleaned_data["key"],
        "by": request.user,
        "weekday": weekday,
    }
    try:
        changed = change_coming(booking, wish, now=timezone.now(), **asked)
    except Refused as refused:
        return change_page(request, person, booking, which, answered, refused.problems)
    forget(request, booking)
    url = reverse("series_page", args=[person.public_id, changed.series.public_id])
    return redirect(f"{url}?klar=andrad")


def change_page(
    request: HttpRequest,
    person: Participant,
    booking: Booking,
    which: str,
    answered: tuple[Wish, int],
    problems: Any,
) -> HttpResponse:
    """What shall be, of which days, what stays as it is, and what stops it."""
    (wish, weekday), series = answered, booking.series
    visits, own = concerned(series, booking, timezone.now(), all_coming=which == ALL)
    is_moved = weekday != (booking.series_day or local_date(booking.starts_at)).weekday()
    on = {visit.pk: local_date(visit.starts_at) for visit in visits}
    on |= moved_days(series, visits, weekday) if is_moved else {}
    days = sorted(on.values())
    context = {
        "person": person,
        "booking": booking,
        "which": which,
        "wish": wish,
        "own": [local_date(visit.starts_at) for visit in own],
        "moves": [visit for visit in visits if visit.escort and (is_moved or moves(visit, wish))],
        "every": every(series.frequency, days[0], series.week_of_month),
        "moves_days_off": is_moved and series.days_off.filter(day__gte=days[0]).exists(),
        "key": kept(request, booking)["key"],
        "problems": [with_day(problem) for problem in problems if problem.blocks],
        "shown": days[:SHOWN],
        "folded": days[SHOWN:],
        "count": len(days),
    }
    return render(request, "hours/participant/series_change_check.html", context)


def moves(visit: Booking, wish: Wish) -> bool:
    """Whether the visit gets another time, so that its companion is asked anew."""
    return (clock_of(visit), visit.span.minutes) != (wish.starts, wish.minutes)


def with_day(problem: Problem) -> str:
    """The sentence with the day it is about before it."""
    day = problem.values.get("day")
    return f"{capfirst(day_words(day))}: {sentence(problem)}" if day else sentence(problem)
