"""A coordinator's pages about a person and an escort: what to match by. No hours stand here (P2)."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hours import staffing
from hours.access import coordinated_escort_or_404
from hours.habits import employed
from hours.messages import misfit_words
from hours.misfits import misfits
from hours.people_forms import AboutForm, AgreedForm, NameForm
from ledsagning.people.access import log_listed, served_participant_or_404, units_or_404
from ledsagning.people.models import NamedStaff, Participant
from ledsagning.people.models.accounts import RoleKind

READ_OR_SEND = ["GET", "HEAD", "POST"]
MISFITS_SHOWN = 100


@login_required
@require_http_methods(READ_OR_SEND)
def about_person(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The area, the languages and skills wanted, and who is named for a protected identity."""
    person = served_participant_or_404(request, public_id, RoleKind.COORDINATOR)
    form = AboutForm(request.POST if request.method == "POST" else None, instance=person)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved for %(person)s.") % {"person": person})
        return redirect("about_person", person.public_id)
    return person_page(request, person, form)


def person_page(
    request: HttpRequest, person: Participant, form: AboutForm, name_form: NameForm | None = None
) -> HttpResponse:
    """Both forms; `form` is the one that was sent, whose problems the page says at its top."""
    named = list(person.named_staff.select_related("user").order_by("user__name", "pk"))
    context = {
        "person": person,
        "form": name_form or form,
        "about_form": form,
        "named": named,
        "name_form": name_form or named_form(None, person),
        "has_choices": person.unit.municipality.skills.exists() or "area" in form.fields,
    }
    return render(request, "hours/coordinator/about_person.html", context)


def named_form(data: object, person: Participant) -> NameForm:
    """Who can be named: the municipality's escorts of today who are not named yet."""
    escorts = employed(person, timezone.localdate()).order_by("user__name", "pk")
    return NameForm(data, escorts=staffing.nameable(person, escorts))


@login_required
@require_http_methods(READ_OR_SEND)
def name_staff(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Names somebody for a person with protected identity, or takes somebody away (`away`)."""
    person = served_participant_or_404(request, public_id, RoleKind.COORDINATOR)
    if request.method != "POST":
        return redirect("about_person", person.public_id)
    if not person.is_protected:
        messages.info(
            request, _("%(person)s can meet anybody: nobody needs to be named.") % {"person": person}
        )
        return redirect("about_person", person.public_id)
    if "away" in request.POST:
        return taken_away(request, person)
    form = named_form(request.POST, person)
    if not form.is_valid():
        return person_page(request, person, AboutForm(instance=person), form)
    user = form.cleaned_data["escort"].user
    staffing.name_staff(person, user, by=request.user, now=timezone.now())
    messages.success(request, _("%(who)s may now meet %(person)s.") % {"who": user, "person": person})
    return redirect("about_person", person.public_id)


def taken_away(request: HttpRequest, person: Participant) -> HttpResponse:
    """Somebody is not named any more. Visits already promised stay until somebody changes them."""
    number = request.POST["away"]
    is_id = number.isascii() and number.isdigit() and len(number) < 19
    named = NamedStaff.objects.filter(participant=person, pk=number).first() if is_id else None
    if named is None:
        raise Http404
    user = named.user
    named.delete()
    words = {"who": user, "person": person}
    messages.success(
        request,
        _("%(who)s is no longer named for %(person)s. Promised visits stand under “No longer fits”.") % words,
    )
    return redirect("about_person", person.public_id)


@login_required
@require_http_methods(READ_OR_SEND)
def about_escort(request: HttpRequest, escort_id: int) -> HttpResponse:
    """What an escort can, and how many hours a week are agreed. The wishes are the escort's own words."""
    escort = coordinated_escort_or_404(request, escort_id)
    form = AgreedForm(request.POST if request.method == "POST" else None, escort=escort)
    if form.is_valid():
        staffing.agree(escort, **form.cleaned_data)
        messages.success(request, _("Saved for %(person)s.") % {"person": escort})
        return redirect("about_escort", escort.pk)
    return render(request, "hours/coordinator/about_escort.html", {"escort": escort, "form": form})


@login_required
@require_safe
def misfit_list(request: HttpRequest) -> HttpResponse:
    """Promised visits that no longer fit, the soonest first, each with what is in the way."""
    units = units_or_404(request, RoleKind.COORDINATOR)
    found = misfits(units, timezone.now())
    shown = found[:MISFITS_SHOWN]
    log_listed(request, [one.visit.pool.participant for one in shown], RoleKind.COORDINATOR)
    lines = [(one.visit, misfit_words(one)) for one in shown]
    context = {"lines": lines, "count": len(found)}
    return render(request, "hours/coordinator/misfits.html", context)
