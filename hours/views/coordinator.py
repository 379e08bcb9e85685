"""A coordinator's pages: who is needed where, who can come, and booking for those who call."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hours import assignments, bookings
from hours.access import coordinated_booking_or_404
from hours.errors import Problem, Refused
from hours.messages import add_problems, notices, reason_words, sentence
from hours.models import Booking, Pool
from hours.people_search import found_people
from hours.policy import OPEN_STATES, State
from hours.pools import means
from hours.staff_forms import AssignForm, PhoneBookingForm, ReportForm, SearchForm
from hours.tables import VisitTable, show_page, visit_tags
from hours.views.escort import reported
from hours.worklist import Part, open_visits_of, visits_of, with_needs
from ledsagning.people.access import log_listed, served_participant_or_404, units_or_404
from ledsagning.people.models import Escort, Participant
from ledsagning.people.models.accounts import RoleKind
from ledsagning.templatetags.people_words import day_words, time_span

READ_OR_SEND = ["GET", "HEAD", "POST"]


@login_required
@require_safe
def coordinator_list(request: HttpRequest) -> HttpResponse:
    """One part of the visits, a page at a time: the whole page, or for htmx the table alone."""
    units = units_or_404(request, RoleKind.COORDINATOR)
    asked = request.GET.get("part", "")
    part = Part(asked) if asked in set(Part) else Part.NEEDS
    table = VisitTable(visits_of(units, part, timezone.now()))
    show_page(request, table)
    shown = [row.record.pool.participant for row in table.paginated_rows]
    log_listed(request, shown, RoleKind.COORDINATOR)
    parts = [
        (Part.NEEDS, _("Needs you")),
        (Part.UPCOMING, _("All upcoming")),
        (Part.PASSED, _("Passed")),
    ]
    table.caption = dict(parts)[part]
    only_table = request.htmx and not request.htmx.history_restore_request
    template = "hours/coordinator/_visits.html" if only_table else "hours/coordinator/list.html"
    return render(request, template, {"table": table, "parts": parts, "part": part})


@login_required
@require_http_methods(READ_OR_SEND)
def assign_visit(request: HttpRequest, booking_id: UUID) -> HttpResponse:
    """The visit, and who can take it with the reasons; one press asks somebody."""
    visit = coordinated_booking_or_404(request, booking_id)
    if request.method != "POST":
        return visit_page(request, visit)
    form = AssignForm(request.POST, visit=visit)
    if not form.is_valid():
        raise Http404
    escort, seen = form.cleaned_data["escort"], form.cleaned_data["seen_escort_id"]
    try:
        assignments.assign(visit, escort, by=request.user, now=timezone.now(), seen_escort_id=seen)
    except Refused as refused:
        # A second click finds done what the first one did.
        if not Booking.objects.filter(pk=visit.pk, escort=escort, state=State.ASSIGNED).exists():
            return visit_page(request, visit, refused.problems)
    messages.success(
        request, _("%(escort)s has been asked: %(visit)s.") % {"escort": escort, "visit": words(visit)}
    )
    return redirect("coordinator_list")


def words(visit: Booking) -> str:
    """A visit's person, day and time, as in "Berit, torsdag 12 mars, kl. 14–17"."""
    when = f"{day_words(visit.starts_at)}, {time_span(visit.starts_at, visit.ends_at)}"
    return f"{visit.pool.participant}, {when}" if visit.pool.participant else when


def visit_page(request: HttpRequest, visit: Booking, problems: tuple[Problem, ...] = ()) -> HttpResponse:
    """The visit as it stands now. Status 409 when there are problems: nothing was done."""
    now = timezone.now()
    visit = (
        with_needs(Booking.objects.filter(pk=visit.pk), now)
        .select_related("pool__participant", "unit", "escort__user", "wished_escort__user")
        .get()
    )
    is_open = visit.state in OPEN_STATES
    suggested = assignments.suggest(visit) if is_open else []
    context = {
        "visit": visit,
        "tags": visit_tags(visit),
        "is_open": is_open,
        "can_report": visit.state == State.ASSIGNED and visit.ends_at <= now,
        "can_cancel": visit.state == State.REQUESTED or (is_open and visit.starts_at > now),
        "suggested": [(escort, reason_words(found)) for escort, found in suggested],
        "problems": [sentence(problem) for problem in problems if problem.blocks],
    }
    return render(request, "hours/coordinator/visit.html", context, status=409 if problems else 200)


@login_required
@require_POST
def confirm_top_up(request: HttpRequest, booking_id: UUID) -> HttpResponse:
    """Adds the hours a visit lacks. No figure is shown and no reason is asked (P2, P3)."""
    visit = coordinated_booking_or_404(request, booking_id)
    try:
        bookings.confirm_top_up(visit, by=request.user, now=timezone.now())
    except Refused as refused:
        # Somebody was quicker, or clicked twice: what was wanted is so.
        messages.info(request, sentence(refused.problems[0]))
    else:
        messages.success(request, _("The hours are there: %(visit)s.") % {"visit": words(visit)})
    return redirect("assign_visit", visit.public_id)


@login_required
@require_http_methods(READ_OR_SEND)
def cancel_for_caller(request: HttpRequest, booking_id: UUID) -> HttpResponse:
    """Cancels for somebody who calls, after one question. Nobody is asked why (P3)."""
    visit = coordinated_booking_or_404(request, booking_id)
    if request.method != "POST":
        return render(request, "hours/coordinator/cancel.html", {"visit": visit})
    try:
        bookings.cancel(visit, by=request.user, now=timezone.now())
    except Refused as refused:
        return visit_page(request, visit, refused.problems)
    messages.success(request, _("Cancelled: %(visit)s.") % {"visit": words(visit)})
    return redirect("coordinator_list")


@login_required
@require_http_methods(READ_OR_SEND)
def phone_search(request: HttpRequest) -> HttpResponse:
    """Who is calling? By name or case number, within one's own units (R26)."""
    units = units_or_404(request, RoleKind.COORDINATOR)
    form = SearchForm(request.POST or None)
    people = found_people(units, form.cleaned_data["text"]) if form.is_valid() else None
    log_listed(request, people or [], RoleKind.COORDINATOR)
    return render(request, "hours/coordinator/phone_search.html", {"form": form, "people": people})


def employed_escorts(person: Participant) -> QuerySet[Escort]:
    """Whom the person can wish for."""
    escorts = Escort.objects.valid_on(timezone.localdate()).filter(user__is_active=True)
    return escorts.filter(unit__municipality=person.unit.municipality_id).select_related("user")


@login_required
@require_http_methods(READ_OR_SEND)
def phone_book(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Books for the person on the phone: here alone a coordinator sees that person's hours (P2), logged."""
    person = served_participant_or_404(request, public_id, RoleKind.COORDINATOR)
    pool = Pool.objects.filter(participant=person).select_related("unit__municipality").first()
    form = PhoneBookingForm(
        request.POST or None, today=timezone.localdate(), escorts=employed_escorts(person)
    )
    if pool and form.is_valid() and (visit := booked_by_phone(request, pool, form)):
        messages.success(request, _("Booked: %(visit)s.") % {"visit": words(visit)})
        return redirect("assign_visit", visit.public_id)
    context = {
        "person": person,
        "form": form,
        "pool": pool,
        "minutes_available": means(pool, day=timezone.localdate(), now=timezone.now()).minutes_available
        if pool
        else 0,
        "visits": open_visits_of(pool, timezone.now()) if pool else [],
    }
    return render(request, "hours/coordinator/phone_book.html", context)


def booked_by_phone(request: HttpRequest, pool: Pool, form: PhoneBookingForm) -> Booking | None:
    """The visit, booked once however many times it is sent; or None with the problems on the form."""
    now = timezone.now()
    already = Booking.objects.filter(key=form.cleaned_data["key"]).exists()
    worth_knowing = [] if already else notices(bookings.problems_of(pool, form.span, now=now))
    try:
        visit = bookings.book(pool, by=request.user, now=now, by_phone=True, **form.visit())
    except Refused as refused:
        add_problems(form, refused)
        return None
    for notice in worth_knowing:
        messages.info(request, notice)
    return visit


@login_required
@require_http_methods(READ_OR_SEND)
def report_for_escort(request: HttpRequest, booking_id: UUID) -> HttpResponse:
    """Reports a visit for an escort who is away or has left, or the person's hours would stay set aside."""
    visit = coordinated_booking_or_404(request, booking_id)
    if visit.state != State.ASSIGNED:
        raise Http404
    form = ReportForm(request.POST or None, visit=visit)
    if form.is_valid() and reported(request, visit, form):
        messages.success(request, _("Thank you! The visit is reported."))
        return redirect("coordinator_list")
    context = {"form": form, "visit": visit, "list_url": reverse("coordinator_list")}
    return render(request, "hours/escort/report.html", context)
