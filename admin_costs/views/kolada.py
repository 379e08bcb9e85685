"""Kolada's key figures of a municipality and others, from what is stored: Kolada is not asked here."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from admin_costs.kolada_forms import FIGURES, QUALITIES, KoladaForm, neighbours
from admin_costs.kolada_tables import Shown
from ledsagning.people.access import municipality_or_404
from ledsagning.people.models.accounts import RoleKind


@login_required
@require_safe
def kolada(request: HttpRequest) -> HttpResponse:
    """A figure of people or cost by year with a quality beside it, and the latest year of all."""
    own = municipality_or_404(request, RoleKind.MANAGER)
    form = KoladaForm(request.GET, own=own)
    chosen = {"kon": "T", "matt": FIGURES[0], "kvalitet": QUALITIES[0], "kommuner": None}
    form.is_valid()  # what was written right is shown, whatever was written wrong beside it
    chosen |= form.cleaned_data
    beside = neighbours(own) if chosen["kommuner"] is None else chosen["kommuner"]
    shown = Shown([own, *beside], chosen["kon"])
    context = {
        "form": form,
        "shown": shown,
        "pair": [
            shown.over_years(chosen["matt"], "kolada-figure"),
            shown.over_years(chosen["kvalitet"], "kolada-quality"),
        ],
        "sections": shown.sections(),
    }
    return render(request, "admin_costs/kolada.html", context)
