"""An escort's own assignments: yes or no, what comes, and the report. No balance and no location, ever."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hours import assignments, second_thoughts, visits
from hours.access import escorted_booking_or_404
from hours.errors import Code, Problem, Refused
from hours.escort_day import day_of, parts_of
from hours.messages import sentence
from hours.models import Booking
from hours.policy import State
from hours.report_forms import seen_at_of, seen_of
from ledsagning.people.access import ESCORT, escort_or_404, log_listed, log_read
from ledsagning.people.models import Escort

READ_OR_SEND = ["GET", "HEAD", "POST"]


@login_required
@require_safe
def escort_list(request: HttpRequest) -> HttpResponse:
    """Everything of one's own: asked and offered, today, next, to report, coming, reported."""
    return list_page(request, escort_or_404(request))


def list_page(request: HttpRequest, escort: Escort, problems: tuple[Problem, ...] = ()) -> HttpResponse:
    """The list as it stands now. Status 409 when there are problems: nothing was done."""
    now = timezone.now()
    day = day_of(escort, now)
    log_listed(request, day.people, ESCORT)
    sentences = [sentence(problem) for problem in problems if problem.blocks]
    context = parts_of(day) | {"problems": sentences, "now": now}
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
@require_POST
def take_back_no(request: HttpRequest, booking_id: UUID) -> HttpResponse:
    """A no of the last minutes becomes a yes, as long as the visit has gone no further."""
    escort, visit = asked_booking_or_404(request, booking_id)
    try:
        second_thoughts.take_back_no(visit, escort=escort, by=request.user, now=timezone.now())
    except Refused as refused:
        return list_page(request, escort, refused.problems)
    messages.success(request, _("Thank you! The person now sees that you are coming."))
    return redirect("escort_list")


@login_required
@require_http_methods(READ_OR_SEND)
def no_show_visit(request: HttpRequest, booking_id: UUID) -> HttpResponse:
    """The person was not there, after one question; also after a report that was a mistake."""
    visit = escorted_booking_or_404(request, booking_id)
    problems: list[str] = []
    if request.method == "POST":
        seen_at = seen_at_of(request.POST.get("seen", ""))
        try:
            visits.no_show(visit, by=request.user, now=timezone.now(), seen_at=seen_at)
        except Refused as refused:
            visit.refresh_from_db()
            problems = [sentence(problem) for problem in refused.problems]
        else:
            messages.success(request, _("It is noted that nobody came. The hours go back to the person."))
            return redirect("escort_list")
    context = {
        "visit": visit,
        "problems": problems,
        "seen": seen_of(visit),
        "is_reported": visit.state == State.DONE,
        "locked": sentence(Problem(Code.PERIOD_LOCKED)) if visit.paid_in_id else "",
    }
    return render(request, "hours/escort/no_show.html", context, status=409 if problems else 200)
