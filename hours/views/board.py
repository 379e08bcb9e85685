"""The board: what needs a human now, most urgent first. It keeps itself up to date while it is looked at."""

from zlib import crc32

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseClientRedirect

from hours.board_forms import BoardFilters, part_asked_for, part_names
from hours.outbox_counts import messages_waiting
from hours.tables import VisitTable, show_page
from hours.worklist import visits_of
from ledsagning.people.access import log_listed, units_or_404
from ledsagning.people.models.accounts import RoleKind

VISITS_A_PAGE = 50
NOTHING_NEW = 204
# Where a page that keeps itself up to date says what it shows (templates/hours/coordinator/_live.html).
SHOWN = "X-Shown"


@login_required
@require_safe
def coordinator_list(request: HttpRequest) -> HttpResponse:
    """One part of the visits, a page at a time: the whole page, or for htmx the table alone.

    Asked again by a page that shows what there is, it answers without a body, and nobody has read anything.
    """
    units, now = list(units_or_404(request, RoleKind.COORDINATOR)), timezone.now()
    form, part = BoardFilters(request.GET, units=units, today=timezone.localdate()), part_asked_for(request)
    table = VisitTable(visits_of(units, part, now, form.filters()))
    show_page(request, table, VISITS_A_PAGE)
    waiting = messages_waiting(units, now)
    table.caption, table.body = part_names()[part], table.render_rows()
    table.version = version_of(table.body, table.page.number, table.paginator.num_pages, waiting)
    polled = request.headers.get(SHOWN)
    if polled == table.version:
        return HttpResponse(status=NOTHING_NEW)
    if request.htmx and form.errors:  # what is wrong belongs in the title and on top: the whole page says it
        return HttpResponseClientRedirect(request.get_full_path())
    log_listed(request, [row.record.pool.participant for row in table.paginated_rows], RoleKind.COORDINATOR)
    context = {
        "table": table,
        "form": form,
        "parts": part_names(),
        "part": part,
        "waiting": waiting,
        "polled": polled,
    }
    template = "hours/coordinator/_visits.html" if is_table_alone(request) else "hours/coordinator/list.html"
    return render(request, template, context)


def version_of(*shown: object) -> str:
    """A short mark of what is shown: another as soon as anything of it is."""
    return f"{crc32(repr(shown).encode()):08x}"


def is_table_alone(request: HttpRequest) -> bool:
    """Whether htmx asks, and not to put back a page that one has come back to."""
    return bool(request.htmx) and not request.htmx.history_restore_request
