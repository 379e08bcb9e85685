"""What everybody may read: how it works, what one's rights are, and what is kept about a person."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def how_it_works(request: HttpRequest) -> HttpResponse:
    """Så fungerar det."""
    return render(request, "hours/participant/how_it_works.html")


@require_safe
def rights(request: HttpRequest) -> HttpResponse:
    """Dina rättigheter: LSS 8, 10, 21, 27 §§, who sees what, and whom to turn to."""
    return render(request, "hours/participant/rights.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Personuppgifter (GDPR 13 and 14)."""
    return render(request, "hours/participant/privacy.html")
