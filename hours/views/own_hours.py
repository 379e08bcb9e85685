"""An escort's own times: the week, absence and wishes. A coordinator may write the week for an escort."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hours.absences import absences_to_come, promised, take_back
from hours.access import own_absence_or_404, served_escort_or_404
from hours.availability import set_week, week_of
from hours.escort_forms import AbsenceForm, HoursForm
from hours.times import local_date
from hours.views.absences import registered
from hours.views.coordinator import READ_OR_SEND
from ledsagning.people.access import ESCORT, escort_or_404, log_listed
from ledsagning.people.models import Escort


def hours_form(request: HttpRequest, escort: Escort) -> HoursForm:
    return HoursForm(request.POST or None, week=week_of(escort), wishes=escort.wishes)


def saved(request: HttpRequest, escort: Escort, form: HoursForm) -> bool:
    """Whether the week was written; else the form says what is wrong."""
    if not form.is_valid():
        return False
    set_week(escort, form.week, wishes=form.cleaned_data["wishes"])
    messages.success(request, _("The times are saved."))
    return True


@login_required
@require_http_methods(READ_OR_SEND)
def own_hours(request: HttpRequest) -> HttpResponse:
    """When one can work, one's absences and wishes."""
    escort = escort_or_404(request)
    form = hours_form(request, escort)
    if saved(request, escort, form):
        return redirect("own_hours")
    context = {
        "form": form,
        "escort": escort,
        "week": week_of(escort),
        "absences": absences_to_come([escort], timezone.now()),
    }
    return render(request, "hours/escort/hours.html", context)


@login_required
@require_http_methods(READ_OR_SEND)
def escort_hours(request: HttpRequest, escort_id: int) -> HttpResponse:
    """The same for an escort who calls a coordinator."""
    escort = served_escort_or_404(request, escort_id)
    form = hours_form(request, escort)
    if saved(request, escort, form):
        return redirect("escort_hours", escort.pk)
    context = {
        "form": form,
        "escort": escort,
        "week": week_of(escort),
        "absences": absences_to_come([escort], timezone.now()),
    }
    return render(request, "hours/coordinator/escort_hours.html", context)


@login_required
@require_http_methods(READ_OR_SEND)
def own_absence(request: HttpRequest) -> HttpResponse:
    """ "I cannot come": over promised visits it is first shown which. Nobody is asked why."""
    escort, now = escort_or_404(request), timezone.now()
    form = AbsenceForm(request.POST or None, today=local_date(now))
    if not form.is_valid():
        return render(request, "hours/escort/absence.html", {"form": form})
    touched = list(promised(escort, form.span, now))
    if touched and "agreed" not in request.POST:
        log_listed(request, [visit.pool.participant for visit in touched], ESCORT)
        context = {"typed": form.typed(), "visits": touched, "form": None}
        return render(request, "hours/escort/absence_over_visits.html", context)
    if registered(form, escort, by=request.user, now=now) is None:
        return render(request, "hours/escort/absence.html", {"form": form})
    if touched:
        messages.success(request, _("You are registered as away. The coordinator finds somebody else."))
    else:
        messages.success(request, _("You are registered as away. Nobody asks you to come then."))
    return redirect("own_hours")


@login_required
@require_POST
def own_absence_over(request: HttpRequest, absence_id: UUID) -> HttpResponse:
    """One can come after all. What was handed on stays so."""
    take_back(own_absence_or_404(request, absence_id), now=timezone.now())
    messages.success(request, _("The absence is taken away. Visits that somebody else has got stay there."))
    return redirect("own_hours")
