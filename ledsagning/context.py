"""What every page's frame needs: where you are, what you may open, whom you act for."""

from datetime import datetime, timedelta
from functools import cache, partial
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from admin_costs.page_head import PageHead, page_head
from ledsagning.people.access import people_acted_for, today
from ledsagning.people.models import Escort, Municipality, Participant, Role, User
from ledsagning.people.models.accounts import RoleKind
from ledsagning.people.tags import account_tag

# Which role opens which door, in the order of the menu.
DOORS = (
    ("coordinator_list", gettext_lazy("Visits"), {RoleKind.COORDINATOR}),
    ("phone_search", gettext_lazy("Book by phone"), {RoleKind.COORDINATOR}),
    ("absence_list", gettext_lazy("Absence"), {RoleKind.COORDINATOR}),
    ("pay_months", gettext_lazy("Pay"), {RoleKind.COORDINATOR}),
    ("decision_list", gettext_lazy("Decisions"), {RoleKind.CASE_OFFICER}),
    ("comparison", gettext_lazy("Before and after"), {RoleKind.MANAGER}),
    ("remark_list", gettext_lazy("Remarks"), {RoleKind.COORDINATOR, RoleKind.MANAGER}),
    (
        "survey_rounds",
        gettext_lazy("Surveys"),
        {RoleKind.COORDINATOR, RoleKind.MANAGER, RoleKind.ADMINISTRATOR},
    ),
    ("effort_log", gettext_lazy("Log time"), set(RoleKind)),
    ("activities", gettext_lazy("Activities and rates"), {RoleKind.MANAGER, RoleKind.ADMINISTRATOR}),
    ("supplements", gettext_lazy("What is paid extra"), {RoleKind.ADMINISTRATOR}),
)


# So long before one is signed out, every page says so.
TELL_BEFORE = timedelta(hours=24)
# A guardian may act for many. The menu names so many people; when there are more it leads to a page with all.
MOST_NAMED = 3


def people_of(request: HttpRequest) -> list[Participant]:
    """The account's own person and those it acts for. Read once for the whole frame."""
    if not hasattr(request, "people_acted_for"):
        found = people_acted_for(request.user).select_related("unit__municipality")
        request.people_acted_for = list(found)
    return request.people_acted_for


def people_doors(request: HttpRequest) -> list[dict[str, Any]]:
    """One's own hours, and those of the people one acts for."""
    user, people = request.user, people_of(request)
    own = [person for person in people if person.user_id == user.pk]
    named = people if len(people) <= MOST_NAMED else own
    items = [
        {
            "label": _("My hours") if person.user_id == user.pk else person.name,
            "url": reverse("participant_home", args=[person.public_id]),
        }
        for person in named
    ]
    return items if named == people else [*items, {"label": _("I act for"), "url": reverse("acting_for")}]


def roles_held(request: HttpRequest) -> list[Role]:
    """The account's roles today, units in the order of their names. Read once for the whole frame.

    Each says too whether the account is an escort's (`is_escort`): one query less on every page of staff.
    """
    if not hasattr(request, "roles_held"):
        employed = Escort.objects.valid_on(today()).filter(user=OuterRef("user"))
        held = request.user.roles.valid_on(today()).select_related("unit__municipality")
        held = held.annotate(is_escort=Exists(employed))
        request.roles_held = list(held.order_by("unit__municipality", "unit__name", "pk"))
    return request.roles_held


def is_escort(request: HttpRequest) -> bool:
    """Whether the account has assignments of its own today."""
    if held := roles_held(request):
        return held[0].is_escort
    return Escort.objects.valid_on(today()).filter(user=request.user).exists()


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """The menu: label, url, and whether it is the page shown."""
    user = request.user
    kinds = {role.kind for role in roles_held(request)}
    items = people_doors(request)
    if is_escort(request):
        items.append({"label": _("My assignments"), "url": reverse("escort_list")})
    items += [{"label": label, "url": reverse(name)} for name, label, allowed in DOORS if allowed & kinds]
    if user.is_staff:
        items.append({"label": _("Settings"), "url": reverse("admin:index")})
    return [item | {"current": item["url"] == request.path} for item in items]


def municipality_of(request: HttpRequest) -> Municipality | None:
    """The municipality of the page's person, of the units it is about, or of the account's unit."""
    if shown := getattr(request, "person", None):
        return shown.unit.municipality
    if units := getattr(request, "units", None):
        return units[0].municipality
    user = request.user
    unit = next((role.unit for role in roles_held(request)), None)
    if unit is None and (
        escort := Escort.objects.filter(user=user).select_related("unit__municipality").first()
    ):
        unit = escort.unit
    if unit is None and (people := people_of(request)):
        unit = people[0].unit
    return unit.municipality if unit else None


def has_a_choice(user: User) -> bool:
    """Whether the account has more than one person's pages to open, its own among them."""
    return len(people_acted_for(user)[:2]) > 1


def signed_out_at(request: HttpRequest) -> datetime | None:
    """When the account is signed out, if that is so near that it should be told; else None (WCAG 2.2.1)."""
    session = getattr(request, "session", None)  # a page about a broken request may come before it is read
    held = session and Session.objects.filter(session_key=session.session_key).only("expire_date").first()
    soon = timezone.now() + TELL_BEFORE
    return held.expire_date if held and held.expire_date < soon else None


def head_of(request: HttpRequest) -> PageHead | None:
    """What stands over the page for staff: a stopwatch that goes, a question of a time study."""
    return page_head(request.user, timezone.now()) if roles_held(request) else None


def report_tag(request: HttpRequest, navigation: list[dict[str, Any]]) -> str:
    """An escort's tag on reports that wait for a line in the browser; "" for who has no assignments."""
    has_assignments = any(item["url"] == reverse("escort_list") for item in navigation)
    return account_tag(request.user) if has_assignments else ""


def page(request: HttpRequest) -> dict[str, Any]:
    """Template variables of the frame. Anonymous pages get an empty menu.

    What is asked of the database is a function, which a template calls by naming it, and which asks once: a
    page is made of many parts, each is given this, and most show no frame.
    """
    acting_for = getattr(request, "acting_for", None)
    frame: dict[str, Any] = {
        "demo": settings.DEMO,
        "navigation": [],
        "report_tag": "",
        "municipality": None,
        "acting_for": acting_for,
        "can_change_person": False,
        "signed_out_at": None,
        "head": None,
    }
    if getattr(request, "user", None) is None or not request.user.is_authenticated:
        return frame
    menu = cache(partial(navigation, request))
    return frame | {
        "navigation": menu,
        "report_tag": cache(lambda: report_tag(request, menu())),
        "municipality": cache(partial(municipality_of, request)),
        "can_change_person": cache(lambda: bool(acting_for) and has_a_choice(request.user)),
        "signed_out_at": cache(partial(signed_out_at, request)),
        "head": cache(partial(head_of, request)),
    }
