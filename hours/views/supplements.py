"""What is paid extra: the assumptions, and the municipality's own rows."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hours import supplements as rows
from hours.errors import Refused
from hours.messages import add_problems
from hours.models import Supplement
from hours.pay_forms import EndSupplementForm, SupplementForm
from hours.pay_tables import SupplementTable
from ledsagning.people.access import municipality_or_404
from ledsagning.people.models.accounts import RoleKind

KEEPERS = (RoleKind.COORDINATOR, RoleKind.ADMINISTRATOR)
READ_OR_SEND = ["GET", "HEAD", "POST"]


@login_required
@require_safe
def supplements(request: HttpRequest) -> HttpResponse:
    """The municipality's own rows, and the assumptions that hold before them."""
    municipality = municipality_or_404(request, *KEEPERS)
    own = rows.own_supplements(municipality)
    templates = Supplement.objects.filter(municipality=None)
    context = {
        "own": SupplementTable(own, caption=_("Your own"), prefix="own-") if own else None,
        "templates": SupplementTable(
            templates, caption=_("Assumptions"), prefix="assumed-", exclude=("action",)
        ),
        "locked": rows.locked_through(municipality),
        "is_coordinator": request.user.roles.filter(kind=RoleKind.COORDINATOR).exists(),
    }
    return render(request, "hours/pay/supplements.html", context)


@login_required
@require_http_methods(READ_OR_SEND)
def add_supplement(request: HttpRequest) -> HttpResponse:
    """A row of the municipality's own, from a day that is not locked."""
    municipality = municipality_or_404(request, *KEEPERS)
    form = SupplementForm(request.POST or None)
    if form.is_valid():
        try:
            rows.add_supplement(municipality, **form.cleaned_data)
        except Refused as refused:
            add_problems(form, refused)
        else:
            messages.success(request, _("The supplement is added."))
            return redirect("supplements")
    return render(request, "hours/pay/add_supplement.html", {"form": form})


@login_required
@require_http_methods(READ_OR_SEND)
def end_supplement(request: HttpRequest, supplement_id: int) -> HttpResponse:
    """Lets a row hold no longer than a day. What has been paid stands."""
    municipality = municipality_or_404(request, *KEEPERS)
    supplement = get_object_or_404(rows.own_supplements(municipality), pk=supplement_id)
    form = EndSupplementForm(request.POST or None)
    if form.is_valid():
        try:
            rows.end_supplement(supplement, **form.cleaned_data)
        except Refused as refused:
            add_problems(form, refused)
        else:
            messages.success(request, _("The supplement has a last day."))
            return redirect("supplements")
    return render(request, "hours/pay/end_supplement.html", {"form": form, "supplement": supplement})
