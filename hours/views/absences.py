"""A coordinator's pages about absence: who is away, which visits it touches, and whom to ask instead."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hours import absences
from hours.access import coordinated_booking_or_404, served_absence_or_404, served_escorts
from hours.errors import Code, Problem, Refused
from hours.escort_forms import AbsenceForm, EscortAbsenceForm, OfferForm
from hours.fitting import escorts_for
from hours.messages import add_problems, sentence
from hours.models import Absence, Booking
from hours.offering import asking_each, best_each
from hours.offers import offer
from hours.times import local_date
from hours.views.coordinator import READ_OR_SEND, visit_page, words
from ledsagning.people.access import log_listed, units_or_404
from ledsagning.people.models import Escort, User
from ledsagning.people.models.accounts import RoleKind

ABSENCES_SHOWN = 100
VISITS_A_PAGE = 8


@login_required
@require_http_methods(READ_OR_SEND)
def absence_list(request: HttpRequest) -> HttpResponse:
    """Who is away now and soon; one press registers an escort who calls."""
    units = units_or_404(request, RoleKind.COORDINATOR)
    now = timezone.now()
    escorts = served_escorts(units, local_date(now))
    form = EscortAbsenceForm(request.POST or None, today=local_date(now), escorts=escorts)
    if form.is_valid() and (
        absence := registered(form, form.cleaned_data["escort"], by=request.user, now=now)
    ):
        messages.success(request, _("%(escort)s is registered as away.") % {"escort": absence.escort})
        return redirect("absence_page", absence.public_id)
    to_come = absences.with_visits_held(absences.absences_to_come(escorts, now), units, now)
    context = {"form": form, "absences": to_come[:ABSENCES_SHOWN], "escorts": escorts}
    return render(request, "hours/coordinator/absences.html", context)


def registered(form: AbsenceForm, escort: Escort, *, by: User, now: datetime) -> Absence | None:
    """The absence, or None with the problem on the form."""
    try:
        return absences.register_absence(escort, form.span.starts_at, form.span.ends_at, by=by, now=now)
    except Refused as refused:
        add_problems(form, refused)
        return None


@login_required
@require_safe
def absence_page(request: HttpRequest, absence_id: UUID) -> HttpResponse:
    """The visits that an absence touches, each with the best replacements."""
    _units, absence = served_absence_or_404(request, absence_id)
    return show_absence(request, absence)


def show_absence(request: HttpRequest, absence: Absence, problems: tuple[str, ...] = ()) -> HttpResponse:
    """The absence as it stands now. Status 409 when there are problems: nothing was done."""
    units, now = units_or_404(request, RoleKind.COORDINATOR), timezone.now()
    visits = absences.affected(absence, now).filter(unit__in=units)
    page = Paginator(visits, VISITS_A_PAGE).get_page(request.GET.get("page"))
    log_listed(request, [visit.pool.participant for visit in page], RoleKind.COORDINATOR)
    lines = asking_each(list(page), now, instead_of=absence.escort)
    context = {
        "absence": absence,
        "page": page,
        "lines": lines,
        "held": visits.filter(still_held=True).count(),
        "can_ask": any(choice.is_ticked for line in lines for choice in line.choices),
        "problems": problems,
    }
    return render(request, "hours/coordinator/absence.html", context, status=409 if problems else 200)


@login_required
@require_POST
def absence_over(request: HttpRequest, absence_id: UUID) -> HttpResponse:
    """The escort can come after all. What was handed on stays so."""
    _units, absence = served_absence_or_404(request, absence_id)
    absences.take_back(absence, now=timezone.now())
    messages.success(request, _("%(escort)s is not away any longer.") % {"escort": absence.escort})
    return redirect("absence_list")


@login_required
@require_POST
def offer_visit(request: HttpRequest, booking_id: UUID) -> HttpResponse:
    """Asks everybody whose box is ticked. With `absence` the visit is first taken from who is away."""
    visit = coordinated_booking_or_404(request, booking_id)
    absence = absence_named(request)
    form = OfferForm(request.POST, escorts=escorts_for(visit))
    if not form.is_valid():
        page = not_offered(request, visit, absence, (Problem(Code.NOBODY_TICKED),))
        page.status_code = 200  # an answer that is missing, and nothing that somebody else has done
        return page
    escorts = list(form.cleaned_data["escorts"])
    instead_of = absence.escort if absence else None
    try:
        offer(visit, escorts, by=request.user, now=timezone.now(), take_from=instead_of)
    except Refused as refused:
        return not_offered(request, visit, absence, refused.problems)
    messages.success(request, asked_words(len(escorts), visit))
    if absence:
        return redirect("absence_page", absence.public_id)
    return redirect("assign_visit", visit.public_id)


def not_offered(
    request: HttpRequest, visit: Booking, absence: Absence | None, problems: tuple[Problem, ...]
) -> HttpResponse:
    """The page that the form stood on, with what is wrong."""
    if absence:
        return show_absence(request, absence, tuple(f"{words(visit)}: {sentence(one)}" for one in problems))
    return visit_page(request, visit, problems)


def absence_named(request: HttpRequest) -> Absence | None:
    """The absence whose page the form stands on; 404 when it is not one of the coordinator's."""
    named = request.POST.get("absence")
    if not named:
        return None
    try:
        return served_absence_or_404(request, UUID(named))[1]
    except ValueError:
        raise Http404 from None


def asked_words(count: int, visit: Booking) -> str:
    """ "3 are asked: Berit, torsdag 12 mars, kl. 14–17. The first yes has the visit."""
    return ngettext(
        "%(count)s is asked: %(visit)s. The first yes has the visit.",
        "%(count)s are asked: %(visit)s. The first yes has the visit.",
        count,
    ) % {"count": count, "visit": words(visit)}


@login_required
@require_POST
def offer_absence(request: HttpRequest, absence_id: UUID) -> HttpResponse:
    """Asks the three best for every visit that the absence touches and nobody is asked for yet."""
    units, absence = served_absence_or_404(request, absence_id)
    now = timezone.now()
    visits = list(absences.affected(absence, now).filter(unit__in=units))
    log_listed(request, [visit.pool.participant for visit in visits], RoleKind.COORDINATOR)
    asked, without = 0, 0
    for visit, escorts in best_each(visits, now, instead_of=absence.escort):
        if escorts and offered(visit, escorts, absence.escort, by=request.user, now=now):
            asked += 1
        else:
            without += 1
    tell_how_it_went(request, asked, without)
    return redirect("absence_page", absence.public_id)


def offered(visit: Booking, escorts: list[Escort], absent: Escort, *, by: User, now: datetime) -> bool:
    """Whether the offer was made; one of many that somebody has changed meanwhile stays as it is now."""
    try:
        offer(visit, escorts, by=by, now=now, take_from=absent)
    except Refused:
        return False
    return True


def tell_how_it_went(request: HttpRequest, asked: int, without: int) -> None:
    if asked:
        words_asked = ngettext(
            "%(count)s visit is offered. The first yes has it.",
            "%(count)s visits are offered. The first yes has each.",
            asked,
        )
        messages.success(request, words_asked % {"count": asked})
    if without:
        words_without = ngettext(
            "For %(count)s visit nobody could be asked. Look at it below.",
            "For %(count)s visits nobody could be asked. Look at them below.",
            without,
        )
        messages.warning(request, words_without % {"count": without})
