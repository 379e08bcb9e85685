"""Activities with their standard times, and rates: what the manager and the administrator keep right."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from admin_costs import effort, rates
from admin_costs.forms import ActivityForm, RateForm, StandardTimeForm
from admin_costs.tables import activity_rows, rate_rows
from ledsagning.people.access import municipality_or_404, today
from ledsagning.people.models.accounts import RoleKind

KEEPERS = (RoleKind.MANAGER, RoleKind.ADMINISTRATOR)
READ_OR_SEND = ["GET", "HEAD", "POST"]


@login_required
@require_safe
def activities(request: HttpRequest) -> HttpResponse:
    """All activities and rates."""
    municipality = municipality_or_404(request, *KEEPERS)
    context = {
        "activities": list(activity_rows(municipality, today())),
        "rates": rate_rows(municipality, today()),
    }
    return render(request, "admin_costs/activities.html", context)


@login_required
@require_http_methods(READ_OR_SEND)
def add_activity(request: HttpRequest) -> HttpResponse:
    """An activity of the municipality's own, with a standard time that always held."""
    municipality = municipality_or_404(request, *KEEPERS)
    form = ActivityForm(request.POST or None, municipality=municipality)
    if form.is_valid():
        effort.add_activity(municipality, **form.cleaned_data, by=request.user, now=timezone.now())
        messages.success(request, _("The activity is added."))
        return redirect("activities")
    return render(request, "admin_costs/add_activity.html", {"form": form})


@login_required
@require_http_methods(READ_OR_SEND)
def change_standard_time(request: HttpRequest, activity_id: int) -> HttpResponse:
    """Another standard time from a month on; what held before is listed."""
    municipality = municipality_or_404(request, *KEEPERS)
    activity = get_object_or_404(effort.activities_of(municipality), pk=activity_id)
    form = StandardTimeForm(request.POST or None)
    if form.is_valid():
        effort.set_standard_time(
            municipality, activity, **form.cleaned_data, by=request.user, now=timezone.now()
        )
        messages.success(request, _("The standard time is changed."))
        return redirect("activities")
    times = effort.standard_times_of(municipality).filter(activity=activity).select_related("by")
    context = {"form": form, "activity": activity, "times": times.reverse()}
    return render(request, "admin_costs/standard_time.html", context)


@login_required
@require_http_methods(READ_OR_SEND)
def add_rate(request: HttpRequest) -> HttpResponse:
    """A price of an hour from a month on."""
    municipality = municipality_or_404(request, *KEEPERS)
    form = RateForm(request.POST or None, municipality=municipality)
    if form.is_valid():
        rates.set_rate(municipality, **form.rate(), by=request.user, now=timezone.now())
        messages.success(request, _("The rate is added."))
        return redirect("activities")
    return render(request, "admin_costs/add_rate.html", {"form": form})
