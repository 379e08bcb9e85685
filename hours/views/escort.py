"""An escort's own assignments: yes or no, what comes, and the report. No balance and no location, ever."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hours import assignments, visits
from hours.access import escorted_booking_or_404, lately_carried_out
from hours.errors import Problem, Refused
from hours.messages import add_problems, sentence
from hours.models import Booking
from hours.policy import REPORTED_STATES, State
from hours.staff_forms import ReportForm
from hours.times import local_date
from ledsagning.people.access import ESCORT, escort_or_404, log_listed, log_read
from ledsagning.people.models import Escort

READ_OR_SEND = ["GET", "HEAD", "POST"]


def assignments_of(escort: Escort, now: datetime) -> QuerySet[Booking]:
    """What the escort holds, and has reported lately."""
    mine = Booking.objects.filter(Q(state=State.ASSIGNED) | lately_carried_out(now), escort=escort)
    return mine.select_related("pool__participant", "unit").order_by("starts_at", "pk")


def part_of(visit: Booking, now: datetime) -> str:
    """Which part of the list a visit stands in."""
    if visit.state != State.ASSIGNED:
        return "reported"
    if visit.ends_at <= now:
        return "to_report"
    if visit.accepted_at is None:
        return "asked"
    return "today" if local_date(visit.starts_at) <= local_date(now) else "coming"


@login_required
@require_safe
def escort_list(request: HttpRequest) -> HttpResponse:
    """Everything of one's own: asked, today, to report, coming, reported."""
    return list_page(request, escort_or_404(request))


def list_page(request: HttpRequest, escort: Escort, problems: tuple[Problem, ...] = ()) -> HttpResponse:
    """The list as it stands now. Status 409 when there are problems: nothing was done."""
    now = timezone.now()
    parts: dict[str, list[Booking]] = {
        part: [] for part in ("asked", "today", "to_report", "coming", "reported")
    }
    for visit in assignments_of(escort, now):
        parts[part_of(visit, now)].append(visit)
    parts["reported"].reverse()
    log_listed(request, [visit.pool.participant for part in parts.values() for visit in part], ESCORT)
    sentences = [sentence(problem) for problem in problems if problem.blocks]
    context = parts | {"problems": sentences, "empty": not any(parts.values()), "now": now}
    return render(request, "hours/escort/list.html", context, status=409 if problems else 200)


def asked_booking_or_404(request: HttpRequest, booking_id: UUID) -> tuple[Escort, Booking]:
    """A visit that this escort has been asked for, also when somebody else holds it now."""
    escort = escort_or_404(request)
    asked = Booking.objects.filter(public_id=booking_id, assignments__escort=escort).distinct()
    visit = asked.select_related("pool__participant", "unit").first()
    if visit is None:
        raise Http404
    if visit.pool.participant and visit.escort_id == escort.pk:
        log_read(request, visit.pool.participant, ESCORT)
    return escort, visit


@login_required
@require_POST
def accept_visit(request: HttpRequest, booking_id: UUID) -> HttpResponse:
    """Yes, in one press."""
    escort, visit = asked_booking_or_404(request, booking_id)
    try:
        assignments.accept(visit, escort=escort, by=request.user, now=timezone.now())
    except Refused as refused:
        return list_page(request, escort, refused.problems)
    messages.success(request, _("Thank you! The person now sees that you are coming."))
    return redirect("escort_list")


@login_required
@require_POST
def decline_visit(request: HttpRequest, booking_id: UUID) -> HttpResponse:
    """No, in one press and without a reason."""
    escort, visit = asked_booking_or_404(request, booking_id)
    try:
        assignments.decline(visit, escort=escort, by=request.user, now=timezone.now())
    except Refused as refused:
        return list_page(request, escort, refused.problems)
    messages.success(request, _("You have declined. The coordinator asks somebody else."))
    return redirect("escort_list")


@login_required
@require_http_methods(READ_OR_SEND)
def report_visit(request: HttpRequest, booking_id: UUID) -> HttpResponse:
    """What happened, prefilled with what was booked; sent again it corrects the report."""
    visit = escorted_booking_or_404(request, booking_id)
    form = ReportForm(request.POST or None, visit=visit)
    if form.is_valid() and reported(request, visit, form):
        messages.success(request, _("Thank you! The visit is reported."))
        return redirect("escort_list")
    context = {"form": form, "visit": visit, "corrects": visit.state in REPORTED_STATES}
    return render(request, "hours/escort/report.html", context)


def reported(request: HttpRequest, visit: Booking, form: ReportForm) -> bool:
    """Whether the report, or its correction, was written; else the problems stand on the form."""
    write = visits.correct if visit.state == State.DONE and is_other(visit, form) else visits.report
    try:
        write(
            visit,
            starts_at=form.span.starts_at,
            ends_at=form.span.ends_at,
            expenses_ore=form.cleaned_data["expenses"],
            by=request.user,
            now=timezone.now(),
        )
    except Refused as refused:
        add_problems(form, refused)
        return False
    return True


def is_other(visit: Booking, form: ReportForm) -> bool:
    """Whether the form says something else than the report that is there."""
    there = (visit.actual_starts_at, visit.actual_ends_at, visit.expenses_ore)
    return there != (form.span.starts_at, form.span.ends_at, form.cleaned_data["expenses"])


@login_required
@require_http_methods(READ_OR_SEND)
def no_show_visit(request: HttpRequest, booking_id: UUID) -> HttpResponse:
    """The person was not there, after one question. Every minute goes back."""
    visit = escorted_booking_or_404(request, booking_id)
    problems: list[str] = []
    if request.method == "POST":
        try:
            visits.no_show(visit, by=request.user, now=timezone.now())
        except Refused as refused:
            problems = [sentence(problem) for problem in refused.problems]
        else:
            messages.success(request, _("It is noted that nobody came. The hours go back to the person."))
            return redirect("escort_list")
    context = {"visit": visit, "problems": problems}
    return render(request, "hours/escort/no_show.html", context, status=409 if problems else 200)
