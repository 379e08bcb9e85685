"""The manager's pages: what was before and after the change, as page and as files, and registering it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from admin_costs import changes, exports
from admin_costs.charts import claim_chart, cost_margin_chart
from admin_costs.comparison import CLAIMS, Comparison
from admin_costs.forms import ChangeForm
from admin_costs.frames import months_of_both
from admin_costs.monthly import refresh
from admin_costs.outcomes import compare_by
from admin_costs.tables import claim_rows, month_rows
from admin_costs.wording import claim_name, conclusion_parts, headline, method_text
from ledsagning.people.access import municipality_or_404
from ledsagning.people.models.accounts import RoleKind

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
@require_safe
def comparison(request: HttpRequest) -> HttpResponse:
    """Before and after, in words, numbers and pictures."""
    municipality = municipality_or_404(request, RoleKind.MANAGER)
    change = changes.current_change(municipality)
    context = {"change": change, "history": changes.registered_changes(municipality), "method": method_text()}
    if change:
        refresh(municipality)
        found = compare_by(change, today=timezone.localdate())
        context |= shown(found) | {"both": months_of_both(municipality)}
    return render(request, "admin_costs/comparison.html", context)


def shown(found: Comparison) -> dict[str, object]:
    """The comparison as the page shows it."""
    return {
        "comparison": found,
        "headline": headline(found),
        "sentences": conclusion_parts(found)[1:],
        "claims": claim_rows(found),
        "charts": [(claim_name(name), claim_chart(found, name, f"chart-{name}")) for name in CLAIMS],
        "margin_chart": cost_margin_chart(found, "chart-margin"),
        "names": [claim_name(name) for name in CLAIMS],
        "months": month_rows(found),
    }


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
    """Registers the change, or registers it anew; what stood before stays to be seen."""
    municipality = municipality_or_404(request, RoleKind.MANAGER)
    current = changes.current_change(municipality)
    form = ChangeForm(request.POST or None, current=current)
    if form.is_valid():
        changes.register_change(municipality, **form.cleaned_data, by=request.user, now=timezone.now())
        messages.success(request, _("The change is registered."))
        return redirect("comparison")
    return render(request, "admin_costs/register_change.html", {"form": form, "current": current})
