"""The report of a visit, as a page and as answered to a telephone that had no line (static/js/reports.js)."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hours import visits
from hours.access import (
    escorted_booking_or_404,
    receipt_or_404,
    receipts_booking_or_404,
    taken_away,
)
from hours.errors import Code, Problem, Refused
from hours.messages import add_problems, sentence
from hours.models import Booking, SentReport
from hours.policy import REPORTED_STATES, State
from hours.receipts import add_receipts, remove_receipt
from hours.report_forms import ReportForm
from hours.reported import cancelled_at
from ledsagning.people.access import ESCORT
from ledsagning.people.tags import account_tag

READ_OR_SEND = ["GET", "HEAD", "POST"]
# The page then says how the report stands now, and sent again it corrects that one.
LOOK_ANEW = {Code.REPORT_KEY_REUSED, Code.ALREADY_REPORTED, Code.REPORT_CHANGED, Code.NO_SHOW_MEANWHILE}


@login_required
@require_http_methods(READ_OR_SEND)
def report_visit(request: HttpRequest, booking_id: UUID) -> HttpResponse:
    """What happened, prefilled with what was booked; sent again it corrects the report."""
    if is_of_another(request):
        return JsonResponse({"said": "signed-out"}, status=409)
    if gone := taken_away(request, booking_id):
        return gone_page(request, gone)
    visit = escorted_booking_or_404(request, booking_id)
    can_be_missed = visit.state != State.NO_SHOW and visit.starts_at <= timezone.now()
    no_show_url = reverse("no_show_visit", args=[visit.public_id]) if can_be_missed else ""
    return report_page(request, visit, list_url=reverse("escort_list"), no_show_url=no_show_url)


def is_of_another(request: HttpRequest) -> bool:
    """Whether a waiting report comes from the telephone of another account than the one signed in."""
    return is_from_script(request) and request.headers["X-Report"] != account_tag(request.user)


def is_from_script(request: HttpRequest) -> bool:
    return "X-Report" in request.headers


def report_page(
    request: HttpRequest, visit: Booking, *, list_url: str, no_show_url: str = "", audience: str = ""
) -> HttpResponse:
    """The form, or what became of it. Receipts are kept also when the report is refused.

    `no_show_url` is where it is said that nobody came, when that can be said. An escort's page is made for a
    telephone, as all of the escort's own; for staff at a desk the `audience` is "staff".
    """
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ReportForm(*sent, visit=visit)
    if form.is_bound:
        form.is_valid()
        keep_receipts(request, visit, form)
        if form.is_valid() and reported(request, visit, form):
            return JsonResponse({"next": list_url}) if is_from_script(request) else redirect(list_url)
        if is_from_script(request):
            at_fields = [error for field in form for error in field.errors]
            return refusal([*form.non_field_errors(), *at_fields])
    context = {
        "form": form,
        "visit": visit,
        "corrects": visit.state in REPORTED_STATES,
        "list_url": list_url,
        "receipts": visit.receipts.defer("jpeg"),
        "locked": sentence(Problem(Code.PERIOD_LOCKED)) if visit.paid_in_id else "",
        "nobody_came": visit.state == State.NO_SHOW,
        "no_show_url": no_show_url,
        "audience": audience,
    }
    return render(request, "hours/escort/report.html", context)


def refusal(sentences: list[str]) -> JsonResponse:
    """The same words as on the page, for the list of what waits in the telephone."""
    return JsonResponse({"said": "refused", "problems": list(dict.fromkeys(sentences))}, status=409)


def keep_receipts(request: HttpRequest, visit: Booking, form: ReportForm) -> None:
    """No browser keeps a chosen file in a refused form: what can be read is kept here, and that is said."""
    if not form.pictures:
        return
    try:
        add_receipts(visit, form.pictures, by=request.user, now=timezone.now())
    except Refused as refused:
        add_problems(form, refused)
        return
    if not is_from_script(request):
        kept = len(form.pictures)
        words = ngettext("The receipt is saved.", "%(kept)s receipts are saved.", kept)
        messages.success(request, words % {"kept": kept})


def reported(request: HttpRequest, visit: Booking, form: ReportForm) -> bool:
    """Whether the report, or its correction, was received; else the problems stand on the form."""
    key, seen_at = form.cleaned_data["key"], form.seen_at
    corrects = visit.state == State.DONE and is_other(visit, form) and bool(seen_at or not key)
    write = visits.correct if corrects else visits.report
    again = is_from_script(request) and SentReport.objects.filter(key=key).exists()
    try:
        now_there = write(
            visit,
            starts_at=form.span.starts_at,
            ends_at=form.span.ends_at,
            expenses_ore=form.cleaned_data["expenses"],
            by=request.user,
            now=timezone.now(),
            key=key,
            seen_at=seen_at,
        )
    except Refused as refused:
        visit.refresh_from_db()
        add_problems(form, refused)
        if {problem.code for problem in refused.problems} & LOOK_ANEW:
            form.look_anew(visit)
        return False
    if is_other(now_there, form):
        words = _("This report had come before, and has been corrected since. The correction holds.")
        messages.info(request, words)
    elif not again:  # the thanks of an answer that was lost still wait to be shown
        thank(request, now_there)
    return True


def is_other(visit: Booking, form: ReportForm) -> bool:
    """Whether the form says something else than the report that is there."""
    there = (visit.actual_starts_at, visit.actual_ends_at, visit.expenses_ore)
    return there != (form.span.starts_at, form.span.ends_at, form.cleaned_data["expenses"])


def thank(request: HttpRequest, visit: Booking) -> None:
    """Says that it is received, and to the escort where it is corrected."""
    thanks = _("Thank you! The visit is reported.")
    if visit.escort and visit.escort.user_id == request.user.pk:
        link = (reverse("report_visit", args=[visit.public_id]), _("Correct the report"))
        thanks = format_html('{} <a href="{}">{}</a>', thanks, *link)
    messages.success(request, thanks)


def gone_page(request: HttpRequest, visit: Booking) -> HttpResponse:
    """The visit is no longer the escort's: what happened, what to do, and what was typed."""
    if visit.state == State.CANCELLED:
        problem = Problem(Code.VISIT_CANCELLED, values={"at": cancelled_at(visit)})
    else:
        problem = Problem(Code.NOT_YOURS)
    if is_from_script(request):
        return refusal([sentence(problem)])
    context = {"visit": visit, "problems": [sentence(problem)], "typed": request.POST}
    return render(request, "hours/escort/report_gone.html", context, status=409)


@login_required
@require_safe
def receipt(request: HttpRequest, receipt_id: UUID) -> HttpResponse:
    """The picture alone, for the escort whose visit it is and the unit's coordinators."""
    found = receipt_or_404(request, receipt_id)
    response = HttpResponse(bytes(found.jpeg), content_type="image/jpeg")
    response["Cache-Control"] = "private, no-store"
    response["Content-Disposition"] = "inline"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


@login_required
@require_POST
def receipt_removed(request: HttpRequest, booking_id: UUID, receipt_id: UUID) -> HttpResponse:
    """Takes a receipt away, and leads back to the visit."""
    visit, role = receipts_booking_or_404(request, booking_id)
    try:
        remove_receipt(visit, receipt_id)
    except Refused as refused:
        messages.error(request, " ".join(sentence(problem) for problem in refused.problems))
    else:
        messages.success(request, _("The receipt is taken away."))
    address = "report_visit" if role == ESCORT else "assign_visit"
    return redirect(address, visit.public_id)
