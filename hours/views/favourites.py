"""A person's favourites: listed, saved from a visit or from scratch, renamed, changed, taken away."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hours.access import own_booking_or_404
from hours.favourite_forms import FavouriteForm, like_favourite, like_visit
from hours.favourites import NameTaken, favourites_of, own_favourite_or_404, remove, save
from hours.habits import known_escorts
from hours.models import Favourite
from hours.views.booking import uuid_or_404
from ledsagning.people.access import participant_or_404
from ledsagning.people.models import Participant

ask = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@require_safe
def favourites(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """All of them, each to book with one press."""
    person = participant_or_404(request, public_id)
    context = {"person": person, "favourites": favourites_of(person)}
    return render(request, "hours/participant/favourites.html", context)


@login_required
@ask
def new_favourite(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A new one; `?from=<booking id>` begins with that visit."""
    if chosen := request.GET.get("from"):
        person, booking = own_booking_or_404(request, public_id, uuid_or_404(chosen))
        like, also = like_visit(booking), booking.wished_escort_id
    else:
        person, like, also = participant_or_404(request, public_id), {}, None
    return favourite_page(request, person, Favourite(participant=person), like, also)


@login_required
@ask
def favourite(request: HttpRequest, public_id: UUID, favourite_id: UUID) -> HttpResponse:
    """Renames and changes it, or takes it away."""
    person, found = own_favourite_or_404(request, public_id, favourite_id)
    if request.method == "POST" and "remove" in request.POST:
        remove(found)
        messages.success(request, _("“%(name)s” is taken away.") % {"name": found.name})
        return redirect("favourites", person.public_id)
    return favourite_page(request, person, found, like_favourite(found), found.wished_escort_id)


def favourite_page(
    request: HttpRequest, person: Participant, found: Favourite, like: dict[str, object], also: int | None
) -> HttpResponse:
    """The form, filled in with `like`; saved when it is sent and right."""
    escorts = known_escorts(person, timezone.localdate(), also=also)
    form = FavouriteForm(request.POST if request.method == "POST" else None, initial=like, escorts=escorts)
    if form.is_valid():
        try:
            save(form.fill(found))
        except NameTaken:
            form.add_error("name", _("You have another favourite with that name. Choose another name."))
        else:
            messages.success(request, _("“%(name)s” is saved.") % {"name": form.cleaned_data["name"]})
            return redirect("favourites", person.public_id)
    context = {"person": person, "form": form, "favourite": found if found.pk else None}
    return render(request, "hours/participant/favourite.html", context)
