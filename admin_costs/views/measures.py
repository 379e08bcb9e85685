"""Measures: the list, one measure's page, all of them as files, and what is typed in for them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from admin_costs import changes
from admin_costs.measure_exports import measures_csv, measures_xlsx
from admin_costs.measure_figures import MunicipalityFigures
from admin_costs.measure_forms import YearFigureForm
from admin_costs.measure_tables import MeasurePage, list_of
from admin_costs.measure_words import WHAT_IS_GOOD, can_be_typed
from admin_costs.measures import measure_of
from admin_costs.monthly import refresh
from admin_costs.year_figures import set_year_figure, year_figures_of
from ledsagning.people.access import municipality_or_404
from ledsagning.people.models.accounts import RoleKind
from ledsagning.spreadsheets import CSV, XLSX

YEARS_IN_LIST = 2
WRITTEN_SHOWN = 50


def figures_or_404(request: HttpRequest, **more: int) -> MunicipalityFigures:
    """The figures of the manager's municipality, in step with what has happened."""
    municipality = municipality_or_404(request, RoleKind.MANAGER)
    refresh(municipality)
    return MunicipalityFigures(municipality, timezone.localdate(), **more)


@login_required
@require_safe
def measures(request: HttpRequest) -> HttpResponse:
    """Every measure with its latest figure and why it matters."""
    themes = list_of(figures_or_404(request, latest_years=YEARS_IN_LIST))
    return render(request, "admin_costs/measures.html", {"themes": themes})


@login_required
@require_safe
def measure(request: HttpRequest, measure: str) -> HttpResponse:
    """One measure: its years, months and groups, and how to read it."""
    figures = figures_or_404(request)
    found = measure_of(measure)
    if found is None:
        raise Http404
    page = MeasurePage(found, figures, changes.current_change(figures.municipality))
    context = {
        "measure": found,
        "page": page,
        "good": WHAT_IS_GOOD[found.low_is_good],
        "chart": page.chart(),
        "years": page.year_rows(),
        "months": page.month_rows(),
        "divisions": page.divisions(),
        "sides": page.sides(),
        "person_costs": page.person_costs(),
        "typed": can_be_typed(found),
    }
    return render(request, "admin_costs/measure.html", context)


@login_required
@require_safe
def measures_file_csv(request: HttpRequest) -> HttpResponse:
    """All figures of all measures for a spreadsheet."""
    return download(measures_csv(figures_or_404(request)), CSV, "csv")


@login_required
@require_safe
def measures_file_xlsx(request: HttpRequest) -> HttpResponse:
    """The same as a workbook that says what everything in it is."""
    return download(measures_xlsx(figures_or_404(request)), XLSX, "xlsx")


def download(content: bytes, content_type: str, ending: str) -> HttpResponse:
    """A file with the day in its name."""
    name = f"matt-{timezone.localdate():%Y-%m-%d}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def year_figures(request: HttpRequest) -> HttpResponse:
    """What is typed in year by year, and what has been."""
    municipality = municipality_or_404(request, RoleKind.MANAGER)
    wanted = measure_of(request.GET.get("matt", ""))
    form = YearFigureForm(request.POST or None, first=sorted(wanted.columns) if wanted else ())
    if form.is_valid():
        set_year_figure(municipality, **form.cleaned_data, by=request.user, now=timezone.now())
        messages.success(request, _("The figure is written down."))
        return redirect("measure", wanted.slug) if wanted else redirect("year_figures")
    context = {"form": form, "wanted": wanted, "written": year_figures_of(municipality)[:WRITTEN_SHOWN]}
    return render(request, "admin_costs/year_figures.html", context)
