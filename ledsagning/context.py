"""What every page's frame needs: where you are, what you may open, whom you act for."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ledsagning.people.access import people_acted_for, today, units_of
from ledsagning.people.models import Escort, Municipality
from ledsagning.people.models.accounts import RoleKind

# Which role opens which door, in the order of the menu.
DOORS = (
    ("coordinator_list", gettext_lazy("Visits"), {RoleKind.COORDINATOR}),
    ("phone_search", gettext_lazy("Book by phone"), {RoleKind.COORDINATOR}),
    ("decision_list", gettext_lazy("Decisions"), {RoleKind.CASE_OFFICER}),
    ("comparison", gettext_lazy("Before and after"), {RoleKind.MANAGER}),
    ("effort_log", gettext_lazy("Log time"), set(RoleKind)),
    ("activities", gettext_lazy("Activities and rates"), {RoleKind.MANAGER, RoleKind.ADMINISTRATOR}),
)


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """The menu: label, url, and whether it is the page shown."""
    user = request.user
    kinds = set(user.roles.valid_on(today()).values_list("kind", flat=True))
    items = [
        {
            "label": _("My hours") if person.user_id == user.pk else person.name,
            "url": reverse("participant_home", args=[person.public_id]),
        }
        for person in people_acted_for(user)
    ]
    if Escort.objects.valid_on(today()).filter(user=user).exists():
        items.append({"label": _("My assignments"), "url": reverse("escort_list")})
    items += [{"label": label, "url": reverse(name)} for name, label, allowed in DOORS if allowed & kinds]
    if user.is_staff:
        items.append({"label": _("Settings"), "url": reverse("admin:index")})
    return [item | {"current": item["url"] == request.path} for item in items]


def municipality_of(request: HttpRequest) -> Municipality | None:
    """The municipality of the page's person, or of the account's unit."""
    if shown := getattr(request, "person", None):
        return shown.unit.municipality
    user = request.user
    unit = units_of(user, *RoleKind).first()
    if unit is None and (
        escort := Escort.objects.filter(user=user).select_related("unit__municipality").first()
    ):
        unit = escort.unit
    if unit is None and (person := people_acted_for(user).select_related("unit__municipality").first()):
        unit = person.unit
    return unit.municipality if unit else None


def page(request: HttpRequest) -> dict[str, Any]:
    """Template variables of the frame. Anonymous pages get an empty menu."""
    signed_in = getattr(request, "user", None) is not None and request.user.is_authenticated
    return {
        "demo": settings.DEMO,
        "navigation": navigation(request) if signed_in else [],
        "municipality": municipality_of(request) if signed_in else None,
        "acting_for": getattr(request, "acting_for", None),
    }
