"""Acting for another: whom one acts for, and who may act for a person."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ledsagning.people.access import mandates_held_for, own_person, participant_or_404, valid_mandates


@login_required
@require_safe
def acting_for(request: HttpRequest) -> HttpResponse:
    """Whom do you want to act for? One's own hours first, then everybody one may act for today."""
    own, mandates = own_person(request.user), valid_mandates(request.user)
    if own is None and not mandates:
        raise Http404
    return render(request, "hours/participant/acting_for.html", {"own": own, "mandates": mandates})


@login_required
@require_safe
def own_representatives(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Who may act for the person today, as what, and until when."""
    person = participant_or_404(request, public_id)
    context = {"person": person, "representatives": mandates_held_for(person)}
    return render(request, "hours/participant/representatives.html", context)
