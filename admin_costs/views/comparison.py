"""The manager's pages: what was before and after the change, as page and as files, and registering it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from admin_costs import changes, exports
from admin_costs.change_forms import ChangeForm
from admin_costs.charts import claim_chart, cost_margin_chart
from admin_costs.comparison import CLAIMS, Comparison
from admin_costs.conclusions import conclusion_parts, headline
from admin_costs.frames import months_of_both
from admin_costs.method_words import look_rows, why_picked
from admin_costs.models import Change
from admin_costs.monthly import refresh
from admin_costs.outcomes import compare_by
from admin_costs.power_words import Foresight, foresight
from admin_costs.tables import claim_rows, month_rows
from admin_costs.wording import claim_name, method_text
from ledsagning.people.access import municipality_or_404
from ledsagning.people.models import Municipality
from ledsagning.people.models.accounts import RoleKind

DEFAULT_MARGIN_PERMILLE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
@require_safe
def comparison(request: HttpRequest) -> HttpResponse:
    """Before and after, in words, numbers and pictures."""
    municipality = municipality_or_404(request, RoleKind.MANAGER)
    change = changes.current_change(municipality)
    context = {"change": change, "method": method_text()}
    if change:
        changes.open_comparison(change, by=request.user, now=timezone.now())
        refresh(municipality)
        found = compare_by(change, today=timezone.localdate())
        context |= shown(found) | {"both": months_of_both(municipality)}
        context["method"] = method_text(found.prices_of)
        context |= beside_the_first(municipality, found)
    return render(request, "admin_costs/comparison.html", context)


def shown(found: Comparison) -> dict[str, object]:
    """The comparison as the page shows it."""
    why = why_picked(found)
    return {
        "comparison": found,
        "headline": headline(found),
        "sentences": [sentence for sentence in conclusion_parts(found)[1:] if sentence not in why],
        "claims": claim_rows(found),
        "looks": look_rows(found),
        "why": why,
        "charts": [(claim_name(name), claim_chart(found, name, f"chart-{name}")) for name in CLAIMS],
        "margin_chart": cost_margin_chart(found, "chart-margin"),
        "names": [claim_name(name) for name in CLAIMS],
        "months": month_rows(found),
    }


def beside_the_first(municipality: Municipality, found: Comparison) -> dict[str, object]:
    """All versions of the change; and the verdicts by the first beside those that hold, when it was changed
    after somebody had seen figures."""
    versions = changes.versions(municipality)
    context: dict[str, object] = {"versions": versions, "current": versions[-1]}
    if versions[-1].after_figures_were_seen:
        first = compare_by(versions[0].change, today=timezone.localdate())
        context["beside"] = list(zip(claim_rows(first), claim_rows(found), strict=True))
    return context


@login_required
@require_safe
def comparison_csv(request: HttpRequest) -> HttpResponse:
    """The comparison for a spreadsheet."""
    found = comparison_or_404(request)
    return download(exports.comparison_csv(found), "text/csv; charset=utf-8", "csv")


@login_required
@require_safe
def comparison_xlsx(request: HttpRequest) -> HttpResponse:
    """The comparison as a workbook, with its method."""
    return download(exports.comparison_xlsx(comparison_or_404(request)), XLSX, "xlsx")


def comparison_or_404(request: HttpRequest) -> Comparison:
    """The comparison of the manager's municipality, when a change is registered."""
    municipality = municipality_or_404(request, RoleKind.MANAGER)
    change = changes.current_change(municipality)
    if change is None:
        raise Http404
    changes.open_comparison(change, by=request.user, now=timezone.now())
    refresh(municipality)
    return compare_by(change, today=timezone.localdate())


def download(content: bytes, content_type: str, ending: str) -> HttpResponse:
    """A file with the day in its name."""
    name = f"ledsagning-{timezone.localdate():%Y-%m-%d}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def register_change(request: HttpRequest) -> HttpResponse:
    """Registers the change and so locks it, or registers it anew; what stood before stays to be seen.

    The button "look" stores nothing: it tells what could be seen of the change, from the months before it.
    """
    municipality = municipality_or_404(request, RoleKind.MANAGER)
    current = changes.current_change(municipality)
    form = ChangeForm(request.POST or None, current=current, municipality=municipality)
    if form.is_valid() and "look" not in request.POST:
        changes.register_change(municipality, **form.cleaned_data, by=request.user, now=timezone.now())
        messages.success(request, _("The change is registered and locked."))
        return redirect("comparison")
    context = {"form": form, "current": current, "foresight": foreseen(municipality, form, current)}
    return render(request, "admin_costs/register_change.html", context)


def foreseen(municipality: Municipality, form: ChangeForm, current: Change | None) -> Foresight:
    """What can be seen of the change that is written in the form, or of the one that holds."""
    refresh(municipality)
    written = form.cleaned_data if form.is_bound and form.is_valid() else {}
    month = written.get("change_month") or (current.change_month if current else None)
    permille = written.get("margin_permille", current.margin_permille if current else DEFAULT_MARGIN_PERMILLE)
    units = written.get("comparison_units")
    return foresight(
        municipality,
        change_month=month,
        margin=permille / 1000,
        today=timezone.localdate(),
        without=[unit.pk for unit in units]
        if units is not None
        else current.comparison_units
        if current
        else (),
    )
