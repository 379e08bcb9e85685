"""What people have written to the unit, for its coordinators and managers. It tells nobody's hours (P2)."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hours.access import READERS, role_at, unit_remark_or_404
from hours.remarks import mark_read, remarks_of
from ledsagning.people.access import log_read, units_or_404

A_PAGE = 20


@login_required
@require_safe
def remark_list(request: HttpRequest) -> HttpResponse:
    """The unread first. Each person whose words are shown is logged as read about (R23)."""
    units = units_or_404(request, *READERS)
    found = remarks_of(units)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    roles = {unit.pk: role_at(request.user, unit) for unit in units}
    shown = {remark.participant_id: remark for remark in page}
    for remark in shown.values():
        log_read(request, remark.participant, roles[remark.unit_id])
    context = {
        "page": page,
        "unread": found.filter(read_at=None).count(),
        "coordinated": {pk for pk, role in roles.items() if role == READERS[0]},
    }
    return render(request, "hours/remarks/list.html", context)


@login_required
@require_POST
def read_remark(request: HttpRequest, remark_id: UUID) -> HttpResponse:
    """Says that it has been read: the person sees who and when."""
    remark = unit_remark_or_404(request, remark_id)
    mark_read(remark, by=request.user, now=timezone.now())
    messages.success(
        request, _("%(person)s now sees that you have read it.") % {"person": remark.participant}
    )
    return redirect("remark_list")
