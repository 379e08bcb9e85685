"""The quick log: own entries, all staff roles, strangers nowhere."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from admin_costs.effort import log_effort
from admin_costs.imports import import_files
from admin_costs.models import Activity, EffortEntry
from ledsagning.people.models import Role
from tests.admin_costs.figure_files import EFFORT_HEADER, EFFORT_ROW, write
from tests.cast import LONG_AGO, NOW, make_staff, make_unit


@pytest.fixture
def follow_up(db):
    return Activity.objects.get(slug="uppfoljning")


def form(cast, activity, **other):
    return {"activity": activity.pk, "minutes": "1 h 20", "day": "i dag", "unit": cast.unit.pk} | other


@pytest.mark.parametrize("role", ["coordinator", "case_officer", "manager", "administrator"])
def test_all_staff_log(client, cast, follow_up, role):
    user = getattr(cast, role)
    client.force_login(user)
    answer = client.post("/tid/", form(cast, follow_up), follow=True)
    entry = EffortEntry.objects.get()
    assert (entry.unit, entry.activity, entry.minutes, entry.by) == (cast.unit, follow_up, 80, user)
    assert (entry.day, entry.role, entry.source) == (timezone.localdate(), role, "quick_log")
    assert answer.redirect_chain == [("/tid/", 302)]
    assert "Uppföljning" in answer.content.decode()


def test_the_role_that_usually_does_it_goes_first_when_one_has_it(client, cast, follow_up):
    Role.objects.create(user=cast.coordinator, unit=cast.unit, kind="case_officer", valid_from=LONG_AGO)
    Role.objects.create(user=cast.coordinator, unit=cast.unit, kind="administrator", valid_from=LONG_AGO)
    client.force_login(cast.coordinator)
    client.post("/tid/", form(cast, follow_up))
    assert EffortEntry.objects.get().role == "case_officer"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"minutes": "en stund"}, "minutes"),
        ({"minutes": "0"}, "minutes"),
        ({"minutes": "1500"}, "minutes"),
        ({"minutes": "\0"}, "minutes"),
        ({"day": "31/2"}, "day"),
        ({"day": "2999-01-01"}, "day"),
        ({"day": "2001-01-01"}, "day"),
        ({"activity": ""}, "activity"),
        ({"activity": "999999"}, "activity"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(client, cast, follow_up, wrong, field):
    client.force_login(cast.manager)
    answer = client.post("/tid/", form(cast, follow_up) | wrong)
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert 'value="1 h 20"' in answer.content.decode() or field == "minutes"
    assert not EffortEntry.objects.exists()


def test_what_the_system_counts_by_itself_cannot_be_logged(client, cast):
    client.force_login(cast.manager)
    answer = client.post("/tid/", form(cast, Activity.objects.get(slug="telefonbokning")))
    assert list(answer.context["form"].errors) == ["activity"]


def test_an_imported_month_takes_no_log(client, cast, follow_up, tmp_path):
    day = timezone.localdate() - timedelta(days=90)
    row = EFFORT_ROW.replace("2023-01", f"{day:%Y-%m}")
    import_files(cast.unit.municipality, [write(tmp_path / "a.csv", EFFORT_HEADER, row)], now=timezone.now())
    client.force_login(cast.manager)
    answer = client.post("/tid/", form(cast, follow_up, day=f"{day:%Y-%m-%d}"))
    assert list(answer.context["form"].errors) == ["day"]


def test_another_units_time_cannot_be_logged(client, cast, follow_up):
    other = make_unit(code="1380", name="Ledsagning Halmstad")
    client.force_login(cast.manager)
    answer = client.post("/tid/", form(cast, follow_up, unit=other.pk))
    assert list(answer.context["form"].errors) == ["unit"]


@pytest.fixture
def entry(cast, follow_up):
    return log_effort(
        unit=cast.unit,
        day=date(2026, 3, 11),
        activity=follow_up,
        role="manager",
        minutes=5,
        by=cast.manager,
        now=NOW,
    )


def test_undoing_ones_own(client, cast, entry):
    client.force_login(cast.manager)
    assert client.post(reverse("undo_logged", args=[entry.pk])).url == "/tid/"
    entry.refresh_from_db()
    assert entry.undone_at is not None


def test_somebody_elses_entry_is_not_there(client, cast, entry):
    client.force_login(cast.coordinator)
    assert client.post(reverse("undo_logged", args=[entry.pk])).status_code == 404
    assert client.post(reverse("undo_logged", args=[999_999])).status_code == 404
    entry.refresh_from_db()
    assert entry.undone_at is None


def test_undoing_is_posted(client, cast, entry):
    client.force_login(cast.manager)
    assert client.get(reverse("undo_logged", args=[entry.pk])).status_code == 405


def test_strangers_and_the_person_find_nothing(client, cast, entry):
    for user in (cast.stranger, cast.participant.user, cast.escort.user):
        client.force_login(user)
        assert client.get("/tid/").status_code == 404
        assert client.post("/tid/", {}).status_code == 404
        assert client.post(reverse("undo_logged", args=[entry.pk])).status_code == 404


def test_the_unknown_are_asked_to_sign_in(client, db):
    assert client.get("/tid/").url == "/logga-in/?next=/tid/"


def test_other_methods(client, cast):
    client.force_login(cast.manager)
    assert client.put("/tid/").status_code == 405


def test_staff_of_two_units_choose(client, cast, follow_up):
    second = make_unit(name="Enhet två")
    user = make_staff(unit=cast.unit, kind="manager", username="mona")
    Role.objects.create(user=user, unit=second, kind="coordinator", valid_from=LONG_AGO)
    client.force_login(user)
    client.post("/tid/", form(cast, follow_up, unit=second.pk))
    entry = EffortEntry.objects.get()
    assert (entry.unit, entry.role) == (second, "coordinator")


def test_the_usual_is_logged_with_one_press(client, cast):
    """What the page's button sends: nothing is left to write."""
    client.force_login(cast.coordinator)
    page = client.get("/tid/")
    button = page.context["usual"][0]
    assert (button.activity.slug, button.minutes) == ("fragor", 10)
    sent = {"day": page.context["day"], "unit": page.context["unit"].pk}
    client.post("/tid/", {"activity": button.activity.pk, "minutes": button.minutes, **sent})
    entry = EffortEntry.objects.get()
    assert (entry.activity, entry.minutes, entry.day) == (button.activity, 10, timezone.localdate())


def test_who_has_nothing_usual_is_offered_nothing(client, cast):
    client.force_login(cast.manager)
    assert "Logga med ett tryck" not in client.get("/tid/").text
