"""Letting a booked visit come back: how often, until when, which days off, then check-your-answers.

One question a page, no JavaScript. The answers travel in the address; nothing is stored before it is sent.
"""

import uuid
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from hours.access import own_booking_or_404
from hours.errors import Problem, Refused
from hours.messages import sentence
from hours.models import Booking
from hours.policy import Frequency, State
from hours.questions import in_words
from hours.rules import change_problems
from hours.series import clock_of, foreseen, start_series
from hours.series_answers import OFF, OFTEN, UNTIL, Answers, Asked, asked_for
from hours.series_forms import (
    FURTHER_NOTICE,
    DaysOffForm,
    KeyForm,
    OftenForm,
    UntilForm,
    ends_to_press,
    suggested,
)
from hours.series_page import listed, remarks_on, stopped
from hours.series_rules import Occurrence, Pattern, days, horizon, occurrence
from hours.templatetags.series_words import every
from hours.times import local_date
from ledsagning.people.models import Participant

ask = require_http_methods(["GET", "HEAD", "POST"])
PAGES = {OFTEN: "series_often", UNTIL: "series_until", OFF: "series_days_off", None: "series_check"}


def page_url(person: Participant, booking: Booking, question: str | None, answers: Answers) -> str:
    """The page of a question, or check-your-answers, with the answers so far."""
    return f"{reverse(PAGES[question], args=[person.public_id, booking.public_id])}?{answers.query}"


def next_page(person: Participant, booking: Booking, answers: Answers) -> HttpResponse:
    """To the first open question, or to check-your-answers: nothing is asked twice (R9; WCAG 3.3.7)."""
    asked = asked_for(booking, answers, timezone.localdate())
    return redirect(page_url(person, booking, asked.open_question, asked.answers))


def not_possible(request: HttpRequest, person: Participant, booking: Booking) -> HttpResponse | None:
    """Where to go instead, when the visit cannot become the first of a series."""
    if booking.series:
        return redirect("series_page", person.public_id, booking.series.public_id)
    if problems := change_problems(State(booking.state), booking.span, timezone.now()):
        messages.warning(request, sentence(problems[0]))
        return redirect("visit", person.public_id, booking.public_id)
    return None


def sent_by(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


@login_required
@ask
def series_often(request: HttpRequest, public_id: UUID, booking_id: UUID) -> HttpResponse:
    """How often?"""
    person, booking = own_booking_or_404(request, public_id, booking_id)
    if elsewhere := not_possible(request, person, booking):
        return elsewhere
    answers = Answers.of(request.GET)
    form = OftenForm(
        sent_by(request), day=local_date(booking.starts_at), initial={"often": answers.often or None}
    )
    if form.is_valid():
        often = form.cleaned_data["often"]
        return next_page(person, booking, Answers(often, answers.until, answers.off))
    return question(request, person, booking, form, OFTEN)


@login_required
@ask
def series_until(request: HttpRequest, public_id: UUID, booking_id: UUID) -> HttpResponse:
    """Until when, or until further notice?"""
    person, booking = own_booking_or_404(request, public_id, booking_id)
    if elsewhere := not_possible(request, person, booking):
        return elsewhere
    answers, today = Answers.of(request.GET), timezone.localdate()
    asked = asked_for(booking, answers, today)
    if asked.pattern is None:
        return next_page(person, booking, answers)
    form = UntilForm(
        sent_by(request), today=today, pattern=asked.pattern, initial={"day": until_words(answers.until)}
    )
    if form.is_valid():
        return next_page(person, booking, Answers(answers.often, until_kept(form), answers.off))
    ready = ends_to_press(local_date(booking.starts_at))
    return question(request, person, booking, form, UNTIL, ready=ready, name="day")


def until_kept(form: UntilForm) -> str:
    """By its date, for "tomorrow" grows old."""
    day = form.cleaned_data["day"]
    return day.isoformat() if day else FURTHER_NOTICE


def until_words(kept: str) -> str:
    """What was answered, as the question can read it again."""
    try:
        return in_words(date.fromisoformat(kept))
    except ValueError:
        return kept


@login_required
@ask
def series_days_off(request: HttpRequest, public_id: UUID, booking_id: UUID) -> HttpResponse:
    """Holidays on the way: suggested, none chosen beforehand."""
    person, booking = own_booking_or_404(request, public_id, booking_id)
    if elsewhere := not_possible(request, person, booking):
        return elsewhere
    answers, today = Answers.of(request.GET), timezone.localdate()
    asked = asked_for(booking, answers, today)
    if asked.open_question in (OFTEN, UNTIL) or asked.pattern is None:
        return next_page(person, booking, answers)
    holidays = suggested(without_days_off(asked.pattern), today)
    form = DaysOffForm(sent_by(request), holidays=holidays, initial={"off": list(answers.off or ())})
    if form.is_valid():
        off = tuple(day.isoformat() for day in form.cleaned_data["off"])
        return next_page(person, booking, Answers(answers.often, answers.until, off))
    return question(request, person, booking, form, OFF)


def without_days_off(pattern: Pattern) -> Pattern:
    return Pattern(pattern.frequency, pattern.first_day, pattern.last_day, pattern.week)


def question(
    request: HttpRequest, person: Participant, booking: Booking, form: Any, asking: str, **more: Any
) -> HttpResponse:
    """One question. Back leads to the question before, or to the check when all are answered."""
    answers = Answers.of(request.GET)
    asked = asked_for(booking, answers, timezone.localdate())
    before = {UNTIL: OFTEN, OFF: UNTIL}.get(asking)
    if asked.open_question is None:
        back = page_url(person, booking, None, answers)
    elif before:
        back = page_url(person, booking, before, answers)
    else:
        back = reverse("visit", args=[person.public_id, booking.public_id])
    context = {"person": person, "booking": booking, "form": form, "back_url": back, **more}
    return render(request, "hours/participant/series_question.html", context)


@login_required
@ask
def series_check(request: HttpRequest, public_id: UUID, booking_id: UUID) -> HttpResponse:
    """Check-your-answers; sending books every day up to the horizon, and leads to the series' page."""
    person, booking = own_booking_or_404(request, public_id, booking_id)
    form = KeyForm(sent_by(request))
    # Sent again, the visit is in its series already: start_series then gives that series back.
    if not form.is_valid() and (elsewhere := not_possible(request, person, booking)):
        return elsewhere
    asked = asked_for(booking, Answers.of(request.GET), timezone.localdate())
    if asked.open_question:
        return next_page(person, booking, asked.answers)
    if not form.is_valid():
        return check_page(request, person, booking, asked, [])
    try:
        started = send(booking, asked.pattern, key=form.cleaned_data["key"], by=request.user)
    except Refused as refused:
        booking.refresh_from_db()
        return not_possible(request, person, booking) or check_page(
            request, person, booking, asked, refused.problems
        )
    url = reverse("series_page", args=[person.public_id, started.series.public_id])
    return redirect(f"{url}?klar=ny")


def send(booking: Booking, pattern: Pattern, *, key: UUID, by: Any) -> Any:
    """Starts the series as answered. Raises Refused. Sent twice is sent once."""
    return start_series(
        booking,
        key=key,
        frequency=Frequency(pattern.frequency),
        week=pattern.week,
        last_day=pattern.last_day,
        days_off=pattern.days_off,
        by=by,
        now=timezone.now(),
    )


def visits_asked(booking: Booking, pattern: Pattern) -> list[Occurrence]:
    """The first visit as it is booked, and those that would be booked now, with all to be said of them."""
    now = timezone.now()
    first = Occurrence(pattern.first_day, booking.span)
    through = horizon(local_date(now))
    later = days(pattern, through, after=pattern.first_day)
    wanted = [occurrence(day, clock_of(booking), booking.span.minutes) for day in later]
    return [first, *foreseen(booking.pool, wanted, now=now)]


def check_page(
    request: HttpRequest, person: Participant, booking: Booking, asked: Asked, problems: list[Problem]
) -> HttpResponse:
    """The days in words, how many, how many hours, and what is worth knowing."""
    pattern = asked.pattern
    visits = visits_asked(booking, pattern)
    left_out = stopped(visits)
    goes_on = pattern.last_day is None or pattern.last_day > horizon(timezone.localdate())
    context = {
        "person": person,
        "booking": booking,
        "pattern": pattern,
        "every": every(pattern.frequency, pattern.first_day, pattern.week),
        "days_off": sorted(pattern.days_off),
        "asks_days_off": bool(suggested(without_days_off(pattern), timezone.localdate())),
        "goes_on": goes_on,
        "remarks": remarks_on(visits),
        "left_out": [visit.day for visit in left_out],
        "problems": [sentence(problem) for problem in problems if problem.blocks],
        "key": uuid.uuid4(),
        "urls": {name: page_url(person, booking, name, asked.answers) for name in (OFTEN, UNTIL, OFF)},
        **listed([visit for visit in visits if visit not in left_out]),
    }
    return render(request, "hours/participant/series_check.html", context)
