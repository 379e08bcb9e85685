"""So was this computed: the comparison's numbers with the rows behind them, as page and file."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from admin_costs.changes import versions
from admin_costs.comparison import Comparison
from admin_costs.explained import sections
from admin_costs.explained_files import rows_csv
from admin_costs.explained_ground import Ground, ground_steps
from admin_costs.frames import months_of_both, units_with_figures
from admin_costs.views.comparison import comparison_or_404
from ledsagning.people.access import municipality_or_404
from ledsagning.people.models import Municipality
from ledsagning.people.models.accounts import RoleKind
from ledsagning.spreadsheets import CSV


@login_required
@require_safe
def explained(request: HttpRequest) -> HttpResponse:
    """Each claim's numbers in words, and the months or answers that they are counted from."""
    municipality = municipality_or_404(request, RoleKind.MANAGER)
    found = comparison_or_404(request)
    context = {"sections": sections(found), "ground": ground_steps(found, ground_of(municipality))}
    return render(request, "admin_costs/explained.html", context)


def ground_of(municipality: Municipality) -> Ground:
    """Which units are in, and which are only compared with, by the version of the change that holds."""
    this_month = timezone.localdate().replace(day=1)
    others = versions(municipality)[-1].comparison_units
    units = units_with_figures(municipality, before=this_month)
    return Ground(
        [unit.name for unit in units if unit not in others],
        [unit.name for unit in others],
        months_of_both(municipality),
        this_month,
    )


@login_required
@require_safe
def explained_csv(request: HttpRequest) -> HttpResponse:
    """The rows for a spreadsheet."""
    return rows_file(comparison_or_404(request))


def rows_file(found: Comparison) -> HttpResponse:
    name = f"ledsagning-rader-{timezone.localdate():%Y-%m-%d}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(rows_csv(found), content_type=CSV, headers=headers)
