"""So was this computed: the comparison's numbers with the rows behind them, as page and file."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from admin_costs.changes import Version, open_comparison, versions
from admin_costs.comparison import Comparison
from admin_costs.explained import sections
from admin_costs.explained_files import rows_csv
from admin_costs.explained_ground import Ground, ground_steps
from admin_costs.frames import months_of_both, units_with_figures
from admin_costs.monthly import refresh
from admin_costs.outcomes import compare_by
from ledsagning.people.access import municipality_or_404
from ledsagning.people.models.accounts import RoleKind
from ledsagning.spreadsheets import CSV


@login_required
@require_safe
def explained(request: HttpRequest) -> HttpResponse:
    """Each claim's numbers in words, and the months or answers that they are counted from."""
    version = version_or_404(request)
    found = compared(version, request)
    context = {
        "version": version,
        "is_asked": "version" in request.GET,
        "sections": sections(found),
        "ground": ground_steps(found, ground_of(version)),
    }
    return render(request, "admin_costs/explained.html", context)


@login_required
@require_safe
def explained_csv(request: HttpRequest) -> HttpResponse:
    """The rows for a spreadsheet."""
    content = rows_csv(compared(version_or_404(request), request))
    name = f"ledsagning-rader-{timezone.localdate():%Y-%m-%d}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=CSV, headers=headers)


def version_or_404(request: HttpRequest) -> Version:
    """The version of the change that the address names, or the one that holds."""
    every = versions(municipality_or_404(request, RoleKind.MANAGER))
    number = request.GET.get("version", str(len(every)))
    for version in every:
        if str(version.number) == number:
            return version
    raise Http404


def compared(version: Version, request: HttpRequest) -> Comparison:
    """The comparison by a version; that it has been opened is written down, as on its own page."""
    open_comparison(version.change, by=request.user, now=timezone.now())
    refresh(version.change.municipality)
    return compare_by(version.change, today=timezone.localdate())


def ground_of(version: Version) -> Ground:
    """Which units are in, and which are only compared with."""
    municipality = version.change.municipality
    this_month = timezone.localdate().replace(day=1)
    units = units_with_figures(municipality, before=this_month)
    return Ground(
        [unit.name for unit in units if unit not in version.compared_with],
        [unit.name for unit in version.compared_with],
        months_of_both(municipality),
        this_month,
    )
