"""What administration costs: capacity, steps, the old process beside the new, and what was freed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from admin_costs import administration_tables as tables
from admin_costs import capacity, changes
from admin_costs.administration import Administration, half_asked
from admin_costs.administration_exports import administration_csv
from admin_costs.administration_forms import AdministrationForm, CapacityForm
from admin_costs.flow_charts import flow_chart
from admin_costs.monthly import refresh
from admin_costs.outcomes import compare_by
from admin_costs.quality import Quality, latest_quality, quality_sentence
from admin_costs.tables import ClaimRow, claim_row
from admin_costs.work_done import Done
from ledsagning.people.access import municipality_or_404
from ledsagning.people.models import Municipality
from ledsagning.people.models.accounts import RoleKind
from ledsagning.spreadsheets import CSV


def asked_for(request: HttpRequest) -> tuple[Municipality, Administration, Done | None]:
    """The manager's municipality, its administration, and the half-year that the address asks for."""
    municipality = municipality_or_404(request, RoleKind.MANAGER)
    refresh(municipality)
    today, change = timezone.localdate(), changes.current_change(municipality)
    found = Administration(municipality, change, today)
    text = request.GET.get("tid", "")
    half = half_asked(found.halves, text)
    if text and half is None:
        raise Http404
    return municipality, found, found.halves[half] if half else None


def quality_of(municipality: Municipality) -> Quality | None:
    """What people think, up to the month that is not over."""
    return latest_quality(municipality, before=timezone.localdate().replace(day=1))


@login_required
@require_safe
def administration(request: HttpRequest) -> HttpResponse:
    """A half-year's steps and capacity, and before and after where there is both."""
    municipality, found, done = asked_for(request)
    form = AdministrationForm(request.GET, halves=found.halves, asked=done.half if done else None)
    context: dict[str, object] = {
        "form": form,
        "done": done,
        "quality": quality_sentence(quality_of(municipality)),
        "change": found.change,
    }
    context |= shown_flow(found)
    if done:
        context |= shown_half(found, done, form.months_a_decision)
    if found.sides and found.change:
        # Before and after is told here too, so the change counts as opened.
        changes.open_comparison(found.change, by=request.user, now=timezone.now())
        context |= {"satisfaction": satisfaction(found), "freed": freed_words(found)}
    return render(request, "admin_costs/administration.html", context)


def shown_half(found: Administration, done: Done, months_a_decision: int) -> dict[str, object]:
    """A half-year as the page shows it."""
    renewals = found.renewals(done, months_a_decision)
    return {
        "lead": tables.lead_sentence(found, done),
        "half_name": tables.half_words(done.half),
        "steps": tables.step_rows(found, done),
        "total": tables.total_row(found, done),
        "roles": tables.role_rows(found, done),
        "over": tables.over_sentences(found, done),
        "renewals": tables.renewal_sentences(renewals, months_a_decision) if renewals else [],
    }


def shown_flow(found: Administration) -> dict[str, object]:
    """Both processes, drawn and as a table."""
    flow, _steps = tables.flow_of(found)
    return {
        "flow": flow,
        "flow_chart": flow_chart(flow, "flow"),
        "flow_rows": tables.flow_rows(flow),
        "flow_total": tables.flow_total(found),
    }


def satisfaction(found: Administration) -> ClaimRow | None:
    """Satisfaction before and after, as the comparison counts it."""
    if found.change is None:
        return None
    claims = compare_by(found.change, today=found.today).claims
    return claim_row("satisfaction", claims["satisfaction"])


def freed_words(found: Administration) -> list[str]:
    """What was freed, in sentences."""
    gain = found.freed()
    return tables.freed_sentences(gain) if gain else []


@login_required
@require_safe
def administration_file_csv(request: HttpRequest) -> HttpResponse:
    """The page's tables for a spreadsheet; where there is nothing to tell, the page, which says why."""
    municipality, found, done = asked_for(request)
    if done is None:
        return redirect("administration")
    if found.sides and found.change:
        changes.open_comparison(found.change, by=request.user, now=timezone.now())
    name = f"administration-{timezone.localdate():%Y-%m-%d}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    content = administration_csv(found, done, quality_of(municipality))
    return HttpResponse(content, content_type=CSV, headers=headers)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def staff_capacity(request: HttpRequest) -> HttpResponse:
    """Registers a role's capacity; what was registered before is listed."""
    municipality = municipality_or_404(request, RoleKind.MANAGER)
    form = CapacityForm(request.POST or None)
    if form.is_valid():
        capacity.set_capacity(municipality, **form.capacity(), by=request.user, now=timezone.now())
        messages.success(request, _("The capacity is registered."))
        return redirect("administration")
    rows = tables.history_rows(capacity.capacities_of(municipality), timezone.localdate())
    return render(request, "admin_costs/staff_capacity.html", {"form": form, "rows": rows})
