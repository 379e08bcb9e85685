"""Escorts' photos: the escort puts one in or takes it away, and whoever is to meet them sees it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hours.access import photo_or_404
from hours.staff_forms import PhotoForm
from ledsagning.people.access import escort_or_404
from ledsagning.people.models import EscortPhoto


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def own_photo(request: HttpRequest) -> HttpResponse:
    """The escort's own photo. It is there by the escort's own choice, and goes by it."""
    escort = escort_or_404(request)
    if "remove" in request.POST:
        EscortPhoto.objects.filter(escort=escort).delete()
        messages.success(request, _("Your photo is taken away. Nobody sees it any longer."))
        return redirect("own_photo")
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = PhotoForm(*sent)
    if form.is_valid():
        EscortPhoto.objects.update_or_create(escort=escort, defaults={"jpeg": form.cleaned_data["picture"]})
        messages.success(request, _("Your photo is saved. Look at it: is it easy to see that it is you?"))
        return redirect("own_photo")
    has_photo = EscortPhoto.objects.filter(escort=escort).exists()
    return render(
        request, "hours/escort/photo.html", {"form": form, "escort": escort, "has_photo": has_photo}
    )


@login_required
@require_safe
def escort_photo(request: HttpRequest, escort_id: int) -> HttpResponse:
    """The picture alone. Asked anew each time, so that a right to see it that has ended has ended."""
    photo = photo_or_404(request.user, escort_id)
    etag = f'"{photo.escort_id}-{photo.changed_at.timestamp()}"'
    response = HttpResponse(bytes(photo.jpeg), content_type="image/jpeg")
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    response["Content-Disposition"] = "inline"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return get_conditional_response(request, etag=etag, response=response)
