"""A day and a week by escort: drawn, and the same as a table."""

from datetime import timedelta

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from hours import timeline_svg, timeline_table
from hours.board_forms import DayChoice
from hours.rota import rota
from hours.timeline import days_from, monday_of
from hours.views.board import NOTHING_NEW, SHOWN, is_table_alone, version_of
from ledsagning.people.access import log_listed, units_or_404
from ledsagning.people.models.accounts import RoleKind

DAY, WEEK = 1, 7


@login_required
@require_safe
def escort_day(request: HttpRequest) -> HttpResponse:
    """A day: `?dag=2026-03-12`, or any way of writing it."""
    return timeline_page(request, DAY)


@login_required
@require_safe
def escort_week(request: HttpRequest) -> HttpResponse:
    """The week of a day, from Monday."""
    return timeline_page(request, WEEK)


def timeline_page(request: HttpRequest, count: int) -> HttpResponse:
    """So many days. As the board, it answers without a body when what is shown is what there is."""
    units = list(units_or_404(request, RoleKind.COORDINATOR))
    today = timezone.localdate()
    form = DayChoice(request.GET, today=today)
    asked_for = form.day()
    first = asked_for if count == DAY else monday_of(asked_for)
    found = rota(units, days_from(first, count))
    rows = timeline_table.rows(found)
    version = version_of(rows)
    if request.headers.get(SHOWN) == version:
        return HttpResponse(status=NOTHING_NEW)
    shown = {block.key for row in found.rows for block in row.blocks}
    people = [visit.pool.participant for key, visit in found.visits.items() if key in shown]
    log_listed(request, people, RoleKind.COORDINATOR)
    context = {
        "form": form,
        "rows": rows,
        "version": version,
        "chart": timeline_svg.drawn(found),
        "name": timeline_svg.title(found),
        "headings": [timeline_table.heading(day) for day in found.days],
        "is_week": count == WEEK,
        "first": first,
        "asked_for": asked_for,
        "earlier": first - timedelta(days=count),
        "later": first + timedelta(days=count),
    }
    template = "_timeline.html" if is_table_alone(request) else "timeline.html"
    return render(request, f"hours/coordinator/{template}", context)
