"""Django's admin sets up places, accounts and roles; people, pools and visits are not there (P2)."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from hours.policy import ShortPool
from ledsagning.people.models import Area, Escort, Municipality, Role, Skill, Unit, User
from tests.cast import LONG_AGO, Cast
from tests.telling import TAGS

URL = "/installningar/"
SET_UP = {Area, Escort, Municipality, Role, Skill, Unit, User}


@pytest.fixture
def root(cast: Cast) -> Client:
    """The browser of an account that may set everything up."""
    client = Client()
    client.force_login(User.objects.create_superuser("root", password="root" * 4, name="Root"))
    return client


def test_only_what_is_set_up_is_there() -> None:
    """Negative control: a participant registered here would be found."""
    own = {
        model for model in apps.get_models() if model._meta.app_label in ("people", "hours", "admin_costs")
    }
    registered = set(admin.site._registry)
    assert registered & own == SET_UP
    assert {model.__name__ for model in registered - own} <= {"Group"}


@pytest.mark.parametrize("model", sorted(SET_UP, key=lambda each: each.__name__))
def test_pages_open_and_nothing_is_deleted(root: Client, cast: Cast, model: type) -> None:
    Skill.objects.create(municipality=cast.unit.municipality, kind="language", name="Arabiska")
    Area.objects.create(municipality=cast.unit.municipality, name="Våxtorp")
    name = model._meta.model_name
    assert root.get(reverse(f"admin:people_{name}_changelist"), {"q": "a"}).status_code == 200
    pk = cast.unit.municipality_id if model is Municipality else model.objects.values_list("pk", flat=True)[0]
    page = root.get(reverse(f"admin:people_{name}_change", args=[pk]))
    assert page.status_code == 200
    assert "237" not in TAGS.sub(" ", page.text)
    assert root.post(reverse(f"admin:people_{name}_delete", args=[pk]), {"post": "yes"}).status_code == 403
    expected = 403 if model is Municipality else 200
    assert root.get(reverse(f"admin:people_{name}_add")).status_code == expected


def test_a_municipality_chooses(root: Client, cast: Cast) -> None:
    url = reverse("admin:people_municipality_change", args=["1381"])
    root.post(url, {"short_pool": "refuse", "phone": "0430-150 00", "name": "Not Laholm"})
    laholm = Municipality.objects.get(code="1381")
    assert (laholm.name, laholm.short_pool, laholm.phone) == ("Laholm", ShortPool.REFUSE, "0430-150 00")


def test_an_account_with_a_role(root: Client, cast: Cast) -> None:
    password = "en lång historia"
    account = {"username": "kaj", "name": "Kaj", "usable_password": "true", "password1": password}
    roles = {
        "roles-TOTAL_FORMS": "1",
        "roles-INITIAL_FORMS": "0",
        "roles-0-unit": cast.unit.pk,
        "roles-0-kind": "manager",
        "roles-0-valid_from": LONG_AGO,
    }
    root.post(reverse("admin:people_user_add"), account | {"password2": password} | roles)
    kaj = User.objects.get(username="kaj")
    assert kaj.check_password(password)
    kaj_url = reverse("admin:people_user_change", args=[kaj.pk])
    if not kaj.roles.exists():  # Django asks for the rest on the next page
        root.post(kaj_url, account | {"is_active": "on"} | roles)
    assert kaj.roles.get().kind == "manager"


@pytest.mark.parametrize("who", ["stranger", "coordinator", "case_officer", "manager", "administrator"])
def test_everybody_else_is_asked_to_sign_in(cast: Cast, client: Client, who: str) -> None:
    client.force_login(getattr(cast, who))
    assert client.get(URL).status_code == 302
