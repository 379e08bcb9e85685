"""How the hours have been used, and who has opened the record: the person's own pages alone (P2, R23)."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from hours.history import in_all, years_of
from hours.history_charts import in_words, month_name, year_chart
from hours.models import Pool
from hours.page_words import looks
from ledsagning.people.access import participant_or_404
from ledsagning.people.models import AccessLog

LOOKS_A_PAGE = 25


@login_required
@require_safe
def history(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One year in words, as a drawing and as a table (?year=…, else the latest); and the promise."""
    person = participant_or_404(request, public_id)
    pool = Pool.objects.filter(participant=person).select_related("unit__municipality").first()
    context: dict[str, object] = {"person": person, "pool": pool}
    if pool:
        now = timezone.now()
        years = years_of(pool, now)
        asked = request.GET.get("year")
        year = next((each for each in years if str(each.number) == asked), years[0])
        context |= {
            "years": [each.number for each in years],
            "year": year,
            "months": [(month_name(month), month) for month in year.months],
            "words": in_words(year),
            "chart": year_chart(year),
            "in_all": in_all(pool, now),
        }
    return render(request, "hours/participant/history.html", context)


@login_required
@require_safe
def access_log(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Who opened the record, when, as what and which page, the latest first. This look is in it too."""
    person = participant_or_404(request, public_id)
    only_others = request.GET.get("who") == "others"
    reads = AccessLog.objects.filter(participant=person).select_related("user").order_by("-at", "-pk")
    if only_others:
        reads = reads.exclude(user=request.user)
    page = Paginator(reads, LOOKS_A_PAGE).get_page(request.GET.get("page"))
    context = {"person": person, "page": page, "looks": looks(page, request.user), "only_others": only_others}
    return render(request, "hours/participant/access_log.html", context)
