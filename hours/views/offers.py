"""An escort's answer to an offer, in one press. A coordinator makes them: hours/views/absences.py."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hours import offers
from hours.access import own_offer_or_404
from hours.errors import Refused
from hours.views.escort import list_page


@login_required
@require_POST
def accept_offer(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    """Yes, in one press: the visit is the escort's, or somebody else was first."""
    escort, offer = own_offer_or_404(request, offer_id)
    try:
        offers.accept_offer(offer, by=request.user, now=timezone.now())
    except Refused as refused:
        return list_page(request, escort, refused.problems)
    messages.success(request, _("Thank you! The visit is yours, and the person sees that you are coming."))
    return redirect("escort_list")


@login_required
@require_POST
def decline_offer(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    """No, in one press and without a reason."""
    _escort, offer = own_offer_or_404(request, offer_id)
    offers.decline_offer(offer, by=request.user, now=timezone.now())
    messages.success(request, _("You have said no. Thank you for answering."))
    return redirect("escort_list")
