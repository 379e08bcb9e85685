"""The demonstration's door: in no configuration but the demonstration, and to no account but its own."""

import pytest
from django.conf import settings as site
from django.http import Http404
from django.urls import NoReverseMatch, reverse

from ledsagning.demo_access import step_in
from ledsagning.people.models import User
from tests.cast import make_user
from tests.ledsagning.programs import run, sqlite_url


@pytest.fixture
def invented(db) -> User:
    user = make_user(username="berit")
    User.objects.filter(pk=user.pk).update(is_demo=True)
    return user


@pytest.fixture
def knock(rf, client):
    """Presses a door, in the view itself: the address is not there in tests."""

    def press(username: str, method: str = "post"):
        request = getattr(rf, method)(f"/demo/{username}/")
        request.session = client.session
        return step_in(request, username), request.session

    return press


@pytest.fixture
def demo(monkeypatch, settings):
    """As if this were the demonstration."""
    settings.DEMO = True
    settings.ALLOWED_HOSTS = ["localhost"]
    monkeypatch.setitem(site.DATABASES["default"], "ENGINE", "django.db.backends.sqlite3")
    monkeypatch.setitem(site.DATABASES["default"], "NAME", "/srv/var/demo.sqlite3")
    return monkeypatch


class TestElsewhere:
    def test_there_is_no_such_address(self, client, invented):
        assert client.post("/demo/berit/").status_code == 404
        assert client.get("/demo/").status_code == 404
        for name, args in (("step_in", ["berit"]), ("demo_doors", [])):
            with pytest.raises(NoReverseMatch):
                reverse(name, args=args)

    def test_the_view_itself_does_not_open(self, knock, invented):
        with pytest.raises(Http404):
            knock("berit")

    @pytest.mark.parametrize("name", ["/srv/var/ledsagning.sqlite3", "/srv/demo.sqlite3/x.sqlite3"])
    def test_nor_with_the_setting_over_another_database(self, demo, knock, invented, name):
        demo.setitem(site.DATABASES["default"], "NAME", name)
        with pytest.raises(Http404):
            knock("berit")

    def test_nor_with_the_setting_over_postgresql(self, demo, knock, invented):
        demo.setitem(site.DATABASES["default"], "ENGINE", "django.db.backends.postgresql")
        with pytest.raises(Http404):
            knock("berit")

    def test_nor_with_the_setting_where_other_machines_may_reach_it(self, demo, knock, settings, invented):
        settings.ALLOWED_HOSTS = ["localhost", "ledsagning.example.se"]
        with pytest.raises(Http404):
            knock("berit")


class TestInTheDemonstration:
    def test_steps_in_as_an_invented_person(self, demo, knock, invented):
        response, session = knock("berit")
        assert (response.status_code, response.url) == (302, "/")
        assert session["_auth_user_id"] == str(invented.pk)

    def test_nobody_else_can_be_stepped_in_as(self, demo, knock, invented):
        make_user(username="anna")
        for username in ("anna", "nobody"):
            with pytest.raises(Http404):
                knock(username)

    def test_a_link_does_not_open_it(self, demo, knock, invented):
        response, session = knock("berit", "get")
        assert response.status_code == 405
        assert "_auth_user_id" not in session


WALK = """
import os; os.environ["DJANGO_SETTINGS_MODULE"] = "ledsagning.settings"
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.test import Client
from ledsagning.people.models import User
User.objects.create_user("berit", name="Berit")
User.objects.filter(username="berit").update(is_demo=True)
User.objects.create_user("anna", name="Anna")
client = Client(headers={"host": "localhost"})
print(client.get("/").status_code, client.post("/demo/anna/").status_code)
print(client.post("/demo/berit/").status_code)
print(client.session["_auth_user_id"] == str(User.objects.get(username="berit").pk))
print(Client(enforce_csrf_checks=True, headers={"host": "localhost"}).post("/demo/berit/").status_code)
"""


def test_the_whole_door_in_a_process_that_is_the_demonstration(tmp_path):
    done = run(WALK, folder=tmp_path, LEDSAGNING_DEMO="1", DATABASE_URL=sqlite_url(tmp_path / "demo.sqlite3"))
    assert done.stdout.split() == ["200", "404", "302", "True", "403"], done.stderr
