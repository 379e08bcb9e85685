"""So was this computed: a group's figure with the months behind it, and every group's months as a file."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from admin_costs.compared import Sums
from admin_costs.group_explained import group_section, years_section
from admin_costs.group_exports import months_csv
from admin_costs.group_tables import Compared
from admin_costs.group_words import MEASURES
from admin_costs.views.groups import known_or_404
from ledsagning.spreadsheets import CSV


@login_required
@require_safe
def groups_explained(request: HttpRequest) -> HttpResponse:
    """The numbers of one group, in words and rows."""
    found = known_or_404(request)
    group = asked_group(found)
    sections = []
    if group:
        years = years_section(found, group)
        sections = [group_section(found, group, found.months_behind(group)), *([years] if years else [])]
    context = {
        "asked": found.asked,
        "group": group,
        "sections": sections,
        "words": MEASURES[found.asked.measure.slug],
    }
    return render(request, "admin_costs/groups_explained.html", context)


def asked_group(found: Compared) -> Sums | None:
    """The group that the address names, also when its figure is hidden; else whose years are shown."""
    named = [group for group in found.groups if str(group.key) == found.asked.group]
    return next(iter(named), found.own)


@login_required
@require_safe
def rows_csv(request: HttpRequest) -> HttpResponse:
    """The months of all groups, for a spreadsheet."""
    found = known_or_404(request)
    name = f"jamforelse-rader-{timezone.localdate():%Y-%m-%d}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(months_csv(found, found.months_behind()), content_type=CSV, headers=headers)
