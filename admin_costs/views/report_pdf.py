"""The manager's report as a tagged PDF, to be filed, sent and read aloud."""

from itertools import groupby

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from admin_costs.changes import current_change
from admin_costs.comparison import Comparison
from admin_costs.pdf_files import MOST_MONTHS, PDF, CannotMakePdf, charts_on_paper, on_paper, tagged_pdf
from admin_costs.tables import MonthRow
from admin_costs.views.comparison import beside_the_first, comparison_or_404, download, shown
from admin_costs.wording import method_text
from ledsagning.people.access import municipality_or_404
from ledsagning.people.models import Municipality
from ledsagning.people.models.accounts import RoleKind


@login_required
@require_safe
def report_pdf(request: HttpRequest) -> HttpResponse:
    """The comparison as PDF/UA; a sentence for the administrator where the machine cannot make one."""
    municipality = municipality_or_404(request, RoleKind.MANAGER)
    found = comparison_or_404(request)
    html = render_to_string("admin_costs/paper/report.html", printed(municipality, found), request)
    try:
        return download(tagged_pdf(html), PDF, "pdf")
    except CannotMakePdf:
        messages.error(
            request,
            _(
                "The PDF could not be made: the server lacks Pango. Ask whoever runs it to install "
                "libpango-1.0-0, libpangoft2-1.0-0 and libharfbuzz-subset0. "
                "The Excel and CSV files have the same figures."
            ),
        )
        return redirect("comparison")


def printed(municipality: Municipality, found: Comparison) -> dict[str, object]:
    """What the paper holds: what the page does, with pictures for drawings, and of its months the latest."""
    context = shown(found)
    months = context["months"]
    return (
        context
        | beside_the_first(municipality, found)
        | {
            "municipality": municipality,
            "change": current_change(municipality),
            "today": timezone.localdate(),
            "method": method_text(),
            "charts": charts_on_paper(context["charts"]),
            "margin_chart": on_paper(context["margin_chart"]),
            "years": by_year(months[:MOST_MONTHS]),
            "months_not_printed": max(0, len(months) - MOST_MONTHS),
        }
    )


def by_year(months: list[MonthRow]) -> list[tuple[str, list[MonthRow]]]:
    """Each year's months, for a table each: one that a page breaks is two to who listens, the second without
    its caption."""
    found = groupby(months, key=lambda row: row.month.rpartition(" ")[2])  # "December 2025" in any language
    return [(year, list(rows)) for year, rows in found]
