"""The person's own series: all of them, and each with its days, days off and end."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from hours.access import own_series_or_404
from hours.errors import Refused
from hours.messages import add_problems
from hours.models import Booking, Series
from hours.questions import in_words
from hours.series import (
    coming,
    end_series,
    not_booked,
    pattern_of,
    set_last_day,
    take_back,
    take_days_off,
)
from hours.series_changes import is_as_series
from hours.series_forms import MoreDaysOffForm, UntilForm, ends_to_press, suggested
from hours.series_page import listed
from hours.views.series import ask, sent_by
from ledsagning.people.access import participant_or_404
from ledsagning.people.models import Participant
from ledsagning.templatetags.people_words import day_words


@login_required
@require_safe
def series_list(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Every series that goes on, with its next visit."""
    person = participant_or_404(request, public_id)
    now, today = timezone.now(), timezone.localdate()
    going_on = []
    for series in Series.objects.filter(pool__participant=person, ended_at=None):
        visits = list(coming(series, now))
        if visits or (series.last_day or today) >= today:
            going_on.append({"series": series, "next": visits[:1], "usual": usual_of(series, visits)})
    return render(request, "hours/participant/series_list.html", {"person": person, "going_on": going_on})


def usual_of(series: Series, visits: list[Booking]) -> Booking | None:
    """The visit to begin with when all are changed: one that is as its series, if there is any."""
    as_series = (visit for visit in visits if is_as_series(visit, series))
    return next(as_series, visits[0] if visits else None)


@login_required
@require_safe
def series_page(request: HttpRequest, public_id: UUID, series_id: UUID) -> HttpResponse:
    """One series: the receipt, what is to come, and what can be done with it."""
    person, series = own_series_or_404(request, public_id, series_id)
    now = timezone.now()
    visits = list(coming(series, now))
    context = {
        "person": person,
        "series": series,
        "usual": usual_of(series, visits),
        "just": request.GET.get("klar"),
        "days_off": list(series.days_off.filter(day__gte=timezone.localdate()).values_list("day", flat=True)),
        "left_out": [visit.day for visit in not_booked(series, now)],
        **listed(visits),
    }
    return render(request, "hours/participant/series_page.html", context)


def back_to(series: Series, person: Participant) -> HttpResponse:
    return redirect("series_page", person.public_id, series.public_id)


@login_required
@ask
def series_last_day(request: HttpRequest, public_id: UUID, series_id: UUID) -> HttpResponse:
    """Another last day, or none."""
    person, series = own_series_or_404(request, public_id, series_id)
    today = timezone.localdate()
    initial = {"day": in_words(series.last_day) if series.last_day else _("until further notice")}
    form = UntilForm(sent_by(request), today=today, pattern=pattern_of(series), initial=initial)
    if form.is_valid():
        try:
            set_last_day(series, form.cleaned_data["day"], by=request.user, now=timezone.now())
        except Refused as refused:
            add_problems(form, refused, {"until": "day"})
        else:
            messages.success(request, _("Saved. Here are the visits as they stand now."))
            return back_to(series, person)
    context = {"person": person, "form": form, "ready": ends_to_press(today), "name": "day"}
    context["back_url"] = reverse("series_page", args=[person.public_id, series.public_id])
    context["explained"] = _("Visits after the last day are cancelled. The hours are yours again.")
    return render(request, "hours/participant/series_question.html", context)


@login_required
@ask
def series_off(request: HttpRequest, public_id: UUID, series_id: UUID) -> HttpResponse:
    """Days off of a series: holidays to choose, any other day to write, and each to take back."""
    person, series = own_series_or_404(request, public_id, series_id)
    if request.method == "POST" and "tillbaka" in request.POST:
        return taken_back(request, person, series, request.POST["tillbaka"])
    today, pattern = timezone.localdate(), pattern_of(series)
    form = MoreDaysOffForm(sent_by(request), holidays=suggested(pattern, today), pattern=pattern, today=today)
    if form.is_valid():
        try:
            gone = take_days_off(series, form.chosen, by=request.user, now=timezone.now())
        except Refused as refused:
            add_problems(form, refused)
        else:
            messages.success(request, off_words(form.chosen, len(gone)))
            return redirect(request.path)
    days_off = series.days_off.filter(day__gte=today).values_list("day", flat=True)
    context = {"person": person, "series": series, "form": form, "days_off": days_off}
    return render(request, "hours/participant/series_off.html", context)


def off_words(days: list[date], cancelled: int) -> str:
    """What was done, with the days by name."""
    words = ngettext("Day off: %(days)s.", "Days off: %(days)s.", len(days))
    said = words % {"days": ", ".join(day_words(day) for day in sorted(days))}
    if cancelled:
        said += " " + _("What was booked then is cancelled. The hours are yours again.")
    return said


def taken_back(request: HttpRequest, person: Participant, series: Series, day: str) -> HttpResponse:
    """The day is no day off any longer. Something that is none changes nothing."""
    asked = next((off.day for off in series.days_off.all() if off.day.isoformat() == day), None)
    if asked is None:
        return redirect(request.path)
    outcome = take_back(series, asked, by=request.user, now=timezone.now())
    words = {"day": day_words(asked)}
    if any(visit.day == asked for visit in outcome.left_out):
        messages.warning(request, _("The visit comes on %(day)s again, when your hours are enough.") % words)
    else:
        messages.success(request, _("The visit comes on %(day)s again.") % words)
    return redirect(request.path)


@login_required
@ask
def series_end(request: HttpRequest, public_id: UUID, series_id: UUID) -> HttpResponse:
    """Ends a series: asked once, never why (P3)."""
    person, series = own_series_or_404(request, public_id, series_id)
    now = timezone.now()
    if request.method != "POST":
        context = {"person": person, "series": series, **listed(list(coming(series, now)))}
        return render(request, "hours/participant/series_end.html", context)
    if series.ended_at:
        messages.info(request, _("The series has ended. Nothing was changed."))
        return back_to(series, person)
    end_series(series, by=request.user, now=now)
    messages.success(request, _("The series has ended. The hours are yours again."))
    return redirect("participant_home", person.public_id)
