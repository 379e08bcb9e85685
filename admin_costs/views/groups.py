"""Comparing units, providers and municipalities: what is more than chance, and what is not."""

from datetime import date

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from admin_costs.compared import GROUP_MEASURES
from admin_costs.group_exports import groups_csv, groups_xlsx
from admin_costs.group_forms import GroupsForm
from admin_costs.group_rules import Level
from admin_costs.group_tables import (
    LATEST,
    Asked,
    Compared,
)
from admin_costs.group_words import MEASURES, how_to_read
from admin_costs.groups_read import told_span
from admin_costs.monthly import refresh
from ledsagning.people.access import municipality_or_404
from ledsagning.people.models.accounts import RoleKind
from ledsagning.spreadsheets import CSV, XLSX

FIRST_YEAR, LAST_YEAR = 1990, 2099
GROUPS_A_PAGE = 50  # the files have all


def asked_of(request: HttpRequest, today: date) -> Asked:
    """What the address asks to have compared; without it, hours of providers in twelve months."""
    slugs = {measure.slug: measure for measure in GROUP_MEASURES}
    measure = slugs.get(request.GET.get("matt") or GROUP_MEASURES[0].slug)
    level = request.GET.get("niva") or Level.PROVIDER.value
    period = request.GET.get("tid") or LATEST
    if measure is None or level not in list(Level):
        raise Http404
    first, end = months_of_period(period, today.replace(day=1))
    return Asked(measure, Level(level), period, first, end, request.GET.get("grupp", ""))


def months_of_period(period: str, this_month: date) -> tuple[date, date]:
    """The first month, and the one after the last. The month that is not over is in none."""
    if period == LATEST:
        return this_month.replace(year=this_month.year - 1), this_month
    if not (period.isascii() and period.isdigit() and FIRST_YEAR <= int(period) <= LAST_YEAR):
        raise Http404
    return date(int(period), 1, 1), min(date(int(period) + 1, 1, 1), this_month)


def compared_or_404(request: HttpRequest) -> Compared:
    """The groups that the manager of a municipality asks to have compared."""
    municipality = municipality_or_404(request, RoleKind.MANAGER)
    asked = asked_of(request, timezone.localdate())
    refresh(municipality)
    return Compared(municipality, asked)


@login_required
@require_safe
def groups(request: HttpRequest) -> HttpResponse:
    """The funnel, the table beside it, and a group's years."""
    found = compared_or_404(request)
    asked = found.asked
    is_known = asked.level in asked.measure.levels
    page = Paginator(found.groups, GROUPS_A_PAGE).get_page(request.GET.get("page"))
    years, years_picture = found.years() if is_known else ([], "")
    context = {
        "compared": found,
        "asked": asked,
        "words": MEASURES[asked.measure.slug],
        "size_name": str(MEASURES[asked.measure.slug].size),
        "is_known": is_known,
        "page": page,
        "rows": found.rows_of(page) if is_known else [],
        "chart": found.chart() if is_known else "",
        "years": years,
        "years_chart": years_picture,
        "reading": how_to_read(found.funnel) if is_known else [],
        "form": GroupsForm(asked, told_span(asked.level, found.municipality)),
    }
    return render(request, "admin_costs/groups.html", context)


@login_required
@require_safe
def groups_file_csv(request: HttpRequest) -> HttpResponse:
    """The table for a spreadsheet."""
    return download(groups_csv(known_or_404(request)), CSV, "csv")


@login_required
@require_safe
def groups_file_xlsx(request: HttpRequest) -> HttpResponse:
    """The table as a workbook."""
    return download(groups_xlsx(known_or_404(request)), XLSX, "xlsx")


def known_or_404(request: HttpRequest) -> Compared:
    """What is asked for, when the measure exists at that level."""
    found = compared_or_404(request)
    if found.asked.level not in found.asked.measure.levels:
        raise Http404
    return found


def download(content: bytes, content_type: str, ending: str) -> HttpResponse:
    """A file with the day in its name."""
    name = f"jamforelse-{timezone.localdate():%Y-%m-%d}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)
