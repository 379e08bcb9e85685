"""A coordinator's pages: who can come to a visit, and booking for those who call."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hours import assignments, bookings
from hours.access import coordinated_booking_or_404
from hours.errors import Code, Problem, Refused
from hours.fitting import Fitting, fitting
from hours.habits import employed, known_escorts, last_places
from hours.messages import add_problems, notices, obstacle_words, reason_words, sentence
from hours.models import Booking, EscortWish, Pool
from hours.offering import asking_one
from hours.people_search import found_people
from hours.policy import OPEN_STATES, State
from hours.pools import means
from hours.staff_forms import AssignForm, PhoneBookingForm, SearchForm, same_again, times_seen
from hours.tables import visit_tags
from hours.trace import latest_words, trace
from hours.views.reports import report_page
from hours.worklist import open_visits_of, with_needs
from ledsagning.people.access import log_listed, served_participant_or_404, units_or_404
from ledsagning.people.models import Participant
from ledsagning.people.models.accounts import RoleKind
from ledsagning.templatetags.people_words import day_words, time_span

READ_OR_SEND = ["GET", "HEAD", "POST"]
EARLIER_SHOWN = 4
PLACES_OFFERED = 8
# What is refused because somebody else was quicker.
MEANWHILE = {Code.ASSIGNED_MEANWHILE, Code.NOT_OPEN, Code.NOTHING_TO_CONFIRM}


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
    if form.is_moved():
        return visit_page(request, visit, (Problem(Code.ASSIGNED_MEANWHILE),))
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
    found = fitting(visit) if is_open else Fitting([], [])
    context = {
        "visit": visit,
        "tags": visit_tags(visit),
        "is_open": is_open,
        "can_report": visit.state == State.ASSIGNED and visit.ends_at <= now,
        "can_cancel": visit.state == State.REQUESTED or (is_open and visit.starts_at > now),
        "suggested": [(escort, reason_words(suggestion)) for escort, suggestion in found.suggested],
        "hindered": [(escort, map(obstacle_words, stands)) for escort, stands in found.hindered],
        "seen_times": times_seen(visit),
        "trace": trace(visit),
        "problems": told(visit, problems),
        "asking": asking_one(visit, found.suggested, now),
    }
    return render(request, "hours/coordinator/visit.html", context, status=409 if problems else 200)


def told(visit: Booking, problems: tuple[Problem, ...]) -> list[str]:
    """What stopped it; when that was somebody else, also who did what meanwhile."""
    words = [sentence(problem) for problem in problems if problem.blocks]
    by_somebody = any(problem.code in MEANWHILE for problem in problems)
    return [*words, latest_words(visit)] if by_somebody else words


@login_required
@require_POST
def confirm_top_up(request: HttpRequest, booking_id: UUID) -> HttpResponse:
    """Adds the hours a visit lacks. No figure is shown and no reason is asked (P2, P3)."""
    visit = coordinated_booking_or_404(request, booking_id)
    try:
        bookings.confirm_top_up(visit, by=request.user, now=timezone.now())
    except Refused as refused:
        # Somebody was quicker, or clicked twice: what was wanted is so.
        messages.info(request, " ".join(told(visit, refused.problems)))
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


def phone_form(request: HttpRequest, person: Participant, like: Booking | None) -> PhoneBookingForm:
    """The form with whom the person can wish for; nobody they never want to meet."""
    today = timezone.localdate()
    known = known_escorts(person, today)
    never = EscortWish.objects.filter(participant=person, never=True)
    others = employed(person, today).exclude(pk__in=[escort.pk for escort in known])
    others = others.exclude(pk__in=never.values("escort")).order_by("user__name", "pk")
    form = PhoneBookingForm(
        request.POST or None,
        today=today,
        known=known,
        others=list(others),
        initial=same_again(like) if like else None,
    )
    if not form.is_bound:
        form.fields["day"].widget.attrs["autofocus"] = True
    return form


def earlier_visit_or_404(pool: Pool | None, booking_id: str) -> Booking:
    """The visit that `?like=` names, when it is this person's."""
    try:
        public_id = UUID(booking_id)
    except ValueError:
        raise Http404 from None
    visit = Booking.objects.filter(pool=pool, public_id=public_id).first() if pool else None
    if visit is None:
        raise Http404
    return visit


@login_required
@require_http_methods(READ_OR_SEND)
def phone_book(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Books for the person on the phone: here alone a coordinator sees that person's hours (P2), logged.

    `?like=<booking id>` begins with the answers of an earlier visit, all but the day.
    """
    person = served_participant_or_404(request, public_id, RoleKind.COORDINATOR)
    pool = Pool.objects.filter(participant=person).select_related("unit__municipality").first()
    like = request.GET.get("like")
    form = phone_form(request, person, earlier_visit_or_404(pool, like) if like else None)
    if pool and form.is_valid() and (visit := booked_by_phone(request, pool, form)):
        messages.success(request, _("Booked by phone: %(visit)s.") % {"visit": words(visit)})
        return redirect("assign_visit", visit.public_id)
    context = {"person": person, "form": form, "pool": pool}
    if pool:
        context |= on_the_phone(pool, person)
    return render(request, "hours/coordinator/phone_book.html", context)


def on_the_phone(pool: Pool, person: Participant) -> dict[str, Any]:
    """What is good to see while the person is on the phone: hours, visits, and places to choose from."""
    now = timezone.now()
    passed = Booking.objects.filter(pool=pool, ends_at__lte=now).exclude(state=State.CANCELLED)
    home = [person.home_address] if person.home_address else []
    return {
        "minutes_available": means(pool, day=timezone.localdate(), now=now).minutes_available,
        "visits": open_visits_of(pool, now),
        "earlier": passed.select_related("escort__user").order_by("-starts_at")[:EARLIER_SHOWN],
        "places": list(dict.fromkeys([*home, *last_places(pool, most=PLACES_OFFERED)])),
    }


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
    """Reports a visit for an escort who is away or has left, or the person's hours would stay set aside.

    When the escort was quicker, that is said with what was typed.
    """
    visit = coordinated_booking_or_404(request, booking_id)
    told_by_two = request.method == "POST" and visit.state == State.DONE
    if visit.state != State.ASSIGNED and not told_by_two:
        raise Http404
    return report_page(request, visit, list_url=reverse("coordinator_list"), audience="staff")
