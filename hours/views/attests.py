"""Attesting what was not as booked. No reason is asked of anybody, and no balance is shown (P2, P3)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from hours import attests
from hours.errors import Refused
from hours.messages import sentence
from hours.pay_forms import AttestForm
from hours.pay_tables import AttestTable
from hours.tables import show_page
from ledsagning.people.access import log_listed, units_or_404
from ledsagning.people.models import Unit
from ledsagning.people.models.accounts import RoleKind


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def attest_list(request: HttpRequest) -> HttpResponse:
    """What waits for somebody; one press attests one, or all that are ticked."""
    units = units_or_404(request, RoleKind.COORDINATOR)
    if request.method != "POST":
        return list_page(request, units)
    form = AttestForm(request.POST)
    if not form.is_valid():
        return list_page(request, units, list(form.non_field_errors()))
    done, problems = attested(request, units, form)
    if done:
        words = ngettext("%(count)s report is attested.", "%(count)s reports are attested.", done)
        messages.success(request, words % {"count": done})
    return list_page(request, units, problems) if problems else redirect("attest_list")


def attested(request: HttpRequest, units: QuerySet[Unit], form: AttestForm) -> tuple[int, list[str]]:
    """How many were attested, and why others were not. What somebody else did meanwhile is as wanted."""
    done, problems = 0, set()
    for visit in attests.waiting(units).filter(public_id__in=form.seen):
        seen = form.seen[visit.public_id]
        try:
            done += attests.attest(visit, seen_reported_at=seen, by=request.user, now=timezone.now())
        except Refused as refused:
            problems |= {sentence(problem) for problem in refused.problems}
    return done, sorted(problems)


def list_page(request: HttpRequest, units: QuerySet[Unit], problems: list[str] | None = None) -> HttpResponse:
    """The list as it stands now. Status 409 when there are problems."""
    table = AttestTable(attests.waiting(units))
    show_page(request, table)
    shown = [row.record.pool.participant for row in table.paginated_rows]
    log_listed(request, shown, RoleKind.COORDINATOR)
    context = {"table": table, "problems": problems, "any": bool(shown)}
    return render(request, "hours/pay/attest.html", context, status=409 if problems else 200)
