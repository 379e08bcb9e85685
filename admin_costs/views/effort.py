"""The quick log of administration, for all staff."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from admin_costs.effort import (
    MonthIsImported,
    activities_of,
    log_effort,
    own_entries,
    undo_effort,
)
from admin_costs.forms import EffortForm
from admin_costs.models import EffortEntry
from admin_costs.usual import usual
from ledsagning.people.access import today, units_or_404
from ledsagning.people.models import User
from ledsagning.people.models.accounts import RoleKind
from ledsagning.templatetags.people_words import hours_number

DAYS_SHOWN = 7


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def effort_log(request: HttpRequest) -> HttpResponse:
    """Log what was done; below it, what one has logged lately."""
    units = units_or_404(request, *RoleKind)
    form = EffortForm(request.POST or None, units=units)
    if form.is_valid() and (entry := logged(request.user, form)):
        messages.success(request, said(entry))
        return redirect("effort_log")
    context = {
        "form": form,
        "entries": own_entries(request.user, today() - timedelta(days=DAYS_SHOWN)),
        "usual": usual(request.user, units[0].municipality, kinds_held(request.user), today()),
        "unit": units[0],
        "day": f"{today():%Y-%m-%d}",
        "counted": activities_of(units[0].municipality).exclude(event_kind=""),
    }
    return render(request, "admin_costs/effort_log.html", context)


def logged(user: User, form: EffortForm) -> EffortEntry | None:
    """The entry, or nothing with the reason on the form."""
    entry = form.cleaned_data
    try:
        return log_effort(**entry, role=role_at(user, entry), by=user, now=timezone.now())
    except MonthIsImported:
        form.add_error("day", _("The figures of that month came in a file, so nothing can be added to it."))
        return None


def kinds_held(user: User) -> set[str]:
    """The roles the account has today, anywhere."""
    return set(user.roles.valid_on(today()).values_list("kind", flat=True))


def role_at(user: User, entry: dict) -> str:
    """In which role it was done: the one who usually does it when one has it, else the first one has."""
    kinds = user.roles.valid_on(today()).filter(unit=entry["unit"]).values_list("kind", flat=True)
    held = sorted(kinds)
    return entry["activity"].role if entry["activity"].role in held else held[0]


def said(entry: EffortEntry) -> str:
    """What was logged, for the receipt."""
    words = {"activity": entry.activity.name, "minutes": hours_number(entry.minutes)}
    return _("Logged: %(activity)s, %(minutes)s") % words


@login_required
@require_POST
def undo_logged(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Takes away an entry of one's own."""
    units_or_404(request, *RoleKind)
    entry = get_object_or_404(EffortEntry, pk=entry_id, by=request.user)
    undo_effort(entry, now=timezone.now())
    messages.success(request, _("Taken away: %(activity)s") % {"activity": entry.activity.name})
    return redirect("effort_log")
