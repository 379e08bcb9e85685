"""The basis for what providers invoice: for the authority's coordinators."""

from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from admin_costs.invoices import InvoiceLine, invoice_csv, invoice_lines, total_ore
from admin_costs.reading import Unreadable, read_month
from ledsagning.people.access import units_or_404
from ledsagning.people.models.accounts import RoleKind
from ledsagning.spreadsheets import CSV

DECEMBER = 12
LAST_YEAR = 2099


def asked_month(request: HttpRequest) -> date:
    """The month that `?manad=` names, such as 2026-03; without it the last whole month."""
    asked = request.GET.get("manad")
    if not asked:
        return neighbour(timezone.localdate().replace(day=1), -1)
    try:
        month = read_month(asked)
    except Unreadable:
        raise Http404 from None
    if month.year > LAST_YEAR:
        raise Http404
    return month


def neighbour(month: date, step: int) -> date:
    """The month before (-1) or after (1)."""
    year, number = divmod(month.year * DECEMBER + month.month - 1 + step, DECEMBER)
    return date(year, number + 1, 1)


def lines_or_404(request: HttpRequest, month: date) -> list[InvoiceLine]:
    units = units_or_404(request, RoleKind.COORDINATOR)
    return invoice_lines(units, units[0].municipality, month)


@login_required
@require_safe
def invoices(request: HttpRequest) -> HttpResponse:
    """Hours × price by provider; the municipality's own apart, and apart what is not attested."""
    units_or_404(request, RoleKind.COORDINATOR)
    month = asked_month(request)
    lines = lines_or_404(request, month)
    context = {
        "month": month,
        "before": neighbour(month, -1),
        "after": neighbour(month, 1),
        "invoiced": [line for line in lines if line.is_invoiced],
        "own": [line for line in lines if not line.is_invoiced],
        "total_ore": total_ore(lines),
    }
    return render(request, "admin_costs/invoices.html", context)


@login_required
@require_safe
def invoices_csv(request: HttpRequest) -> HttpResponse:
    """The same as a file."""
    units_or_404(request, RoleKind.COORDINATOR)
    month = asked_month(request)
    headers = {"Content-Disposition": f'attachment; filename="fakturaunderlag-{month:%Y-%m}.csv"'}
    return HttpResponse(invoice_csv(lines_or_404(request, month), month), content_type=CSV, headers=headers)
