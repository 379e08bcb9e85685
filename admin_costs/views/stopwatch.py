"""The stopwatch, for all staff: start it, stop it, throw it away."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from admin_costs.effort import MonthIsImported
from admin_costs.models import EffortEntry, Stopwatch
from admin_costs.stopwatch import ForgottenStopwatch, minutes_gone, running, start, stop, switch, throw_away
from admin_costs.time_forms import StartForm, StopForm
from admin_costs.views.effort import role_at, said
from ledsagning.people.access import units_or_404
from ledsagning.people.models import Unit
from ledsagning.people.models.accounts import RoleKind


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def start_stopwatch(request: HttpRequest) -> HttpResponse:
    """Starts it, for an activity that is chosen or to be said when it is stopped. Looked at: leads back."""
    units = units_or_404(request, *RoleKind)
    if request.method != "POST":
        return redirect("effort_log")
    form = StartForm(request.POST, units=units)
    form.is_valid()  # what is not chosen is said when it is stopped
    start(
        request.user,
        unit=form.cleaned_data.get("unit") or units[0],
        activity=form.cleaned_data.get("activity"),
        now=timezone.now(),
    )
    messages.success(request, _("The stopwatch is going. You can leave this page."))
    return redirect("effort_log")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def stop_stopwatch(request: HttpRequest) -> HttpResponse:
    """What was done while it went. Then it is logged, and maybe a new one started."""
    units = units_or_404(request, *RoleKind)
    watch = running(request.user)
    if watch is None:
        messages.info(request, _("No stopwatch is going."))
        return redirect("effort_log")
    unit = unit_of(watch, units)
    form = StopForm(request.POST or None, watch=watch, unit=unit)
    if form.is_valid() and stopped(request, form, unit):
        return redirect("effort_log")
    context = {"form": form, "watch": watch, "minutes": minutes_gone(watch.started_at, timezone.now())}
    return render(request, "admin_costs/stopwatch.html", context)


def unit_of(watch: Stopwatch, units: QuerySet[Unit]) -> Unit:
    """Where it was started; if one works there no longer, where one works now."""
    return watch.unit if watch.unit in units else units[0]


def stopped(request: HttpRequest, form: StopForm, unit: Unit) -> bool:
    """Stops it and says what was logged; False with the reason on the form."""
    entry = form.cleaned_data
    act = switch if "again" in request.POST and "minutes" not in entry else stop
    role = role_at(request.user, {"unit": unit, "activity": entry["activity"]})
    try:
        done = act(request.user, entry.pop("watch"), unit=unit, role=role, now=timezone.now(), **entry)
    except MonthIsImported:
        form.add_error(None, _("The figures of that month came in a file, so nothing can be added to it."))
        return False
    except ForgottenStopwatch:  # it became so between the form and the press: the next form asks how long
        return False
    tell(request, done)
    return True


def tell(request: HttpRequest, entry: EffortEntry | None) -> None:
    """What came of a press on stop."""
    if entry:
        messages.success(request, said(entry))
    else:
        messages.info(request, _("That stopwatch has been stopped already."))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def drop_stopwatch(request: HttpRequest) -> HttpResponse:
    """Stops it and logs nothing. Looked at: leads back."""
    units_or_404(request, *RoleKind)
    watch = running(request.user) if request.method == "POST" else None
    if watch and request.POST.get("watch") == str(watch.pk) and throw_away(request.user, watch.pk):
        messages.success(request, _("The stopwatch is stopped. Nothing was logged."))
    return redirect("effort_log")
