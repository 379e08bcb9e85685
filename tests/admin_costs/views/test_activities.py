"""Activities, standard times and rates, kept by managers and administrators."""

from datetime import date

import pytest
from django.urls import reverse

from admin_costs.effort import standard_minutes
from admin_costs.models import Activity, Rate, StandardTime
from admin_costs.rates import price_list, set_rate
from ledsagning.people.models import Municipality
from tests.cast import NOW, make_unit


@pytest.fixture
def laholm(cast):
    return Municipality.objects.get(code="1381")


@pytest.fixture
def follow_up(db):
    return Activity.objects.get(slug="uppfoljning")


@pytest.fixture
def keeper(client, cast):
    client.force_login(cast.administrator)
    return client


def test_templates_are_marked_as_assumptions_until_replaced(keeper, follow_up):
    def assumptions() -> dict[str, bool]:
        rows = keeper.get("/aktiviteter/").context["activities"]
        return {row.activity.slug: row.is_assumption for row in rows}

    assert all(assumptions().values())
    written = {"minutes": "45", "valid_from": "2024-01"}
    keeper.post(reverse("change_standard_time", args=[follow_up.pk]), written)
    assert [slug for slug, is_assumption in assumptions().items() if not is_assumption] == ["uppfoljning"]


def test_another_standard_time(keeper, cast, laholm, follow_up):
    address = reverse("change_standard_time", args=[follow_up.pk])
    assert keeper.post(address, {"minutes": "1 h 15", "valid_from": "2025-02"}).url == "/aktiviteter/"
    assert standard_minutes(laholm, date(2025, 1, 1))[follow_up.pk] == 60
    assert standard_minutes(laholm, date(2025, 2, 1))[follow_up.pk] == 75
    assert StandardTime.objects.get(municipality=laholm).by == cast.administrator
    assert "Adam" in keeper.get(address).content.decode()


def test_a_time_equation(keeper, laholm, follow_up):
    """45 minutes, 20 more in 40 per cent and 60 more in 12.5: 60.5, half a minute upwards."""
    address = reverse("change_standard_time", args=[follow_up.pk])
    more = "med företrädare; 20; 40\nmed <tolk>; 1 h; 12,5"
    keeper.post(address, {"minutes": "45", "valid_from": "2025-02", "more": more})
    time = StandardTime.objects.get(municipality=laholm)
    assert (time.minutes, time.base_minutes) == (61, 45)
    assert time.more == [
        {"name": "med företrädare", "minutes": 20, "permille": 400},
        {"name": "med <tolk>", "minutes": 60, "permille": 125},
    ]
    assert standard_minutes(laholm, date(2025, 2, 1))[follow_up.pk] == 61
    page = keeper.get(address).content.decode()
    assert "45 min, 20 min till i 40 procent (med företrädare)" in page
    assert "60 min till i 12,5 procent (med &lt;tolk&gt;)" in page


def test_without_an_equation_the_time_is_what_is_written(keeper, laholm, follow_up):
    address = reverse("change_standard_time", args=[follow_up.pk])
    keeper.post(address, {"minutes": "45", "valid_from": "2025-02", "more": " \n"})
    time = StandardTime.objects.get(municipality=laholm)
    assert (time.minutes, time.base_minutes, time.more) == (45, None, None)


@pytest.mark.parametrize(
    "more", ["med företrädare", "a; 20; 0", "a; länge; 40", "a; 20; 40\na; 1; 1", "a;b\x00;c"]
)
def test_a_line_that_is_none_is_said_and_kept(keeper, laholm, follow_up, more):
    address = reverse("change_standard_time", args=[follow_up.pk])
    form = keeper.post(address, {"minutes": "45", "valid_from": "2025-02", "more": more}).context["form"]
    assert list(form.errors) == ["more"]
    assert form["more"].value() == more
    assert not StandardTime.objects.filter(municipality=laholm).exists()


def test_a_new_activity(keeper, laholm):
    written = {"name": "Ärende i nämnd", "process": "old", "role": "manager", "minutes": "30"}
    assert keeper.post("/aktiviteter/ny/", written).url == "/aktiviteter/"
    activity = Activity.objects.get(municipality=laholm)
    assert (activity.name, activity.process, activity.role) == ("Ärende i nämnd", "old", "manager")
    assert standard_minutes(laholm, date(2020, 1, 1))[activity.pk] == 30
    again = keeper.post("/aktiviteter/ny/", written | {"name": "ärende i NÄMND"})
    assert list(again.context["form"].errors) == ["name"]


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"name": "a\x07b"}, {"role": "escort"}, {"process": "x"}, {"minutes": "länge"}]
)
def test_what_is_wrong_with_an_activity(keeper, laholm, wrong):
    written = {"name": "Nytt", "process": "old", "role": "manager", "minutes": "30"} | wrong
    assert list(keeper.post("/aktiviteter/ny/", written).context["form"].errors) == list(wrong)
    assert not Activity.objects.filter(municipality=laholm).exists()


def test_a_new_rate_of_a_role(keeper, cast, laholm):
    written = {
        "who": "manager",
        "ore_per_hour": "400,50",
        "on_cost_basis_points": "31,42",
        "valid_from": "2025-02",
    }
    assert keeper.post("/aktiviteter/timpris/", written).url == "/aktiviteter/"
    rate = Rate.objects.get(municipality=laholm)
    assert (rate.ore_per_hour, rate.on_cost_basis_points, rate.unit, rate.by) == (
        400_50,
        3142,
        None,
        cast.administrator,
    )
    assert price_list(laholm).ore_per_hour("manager", date(2025, 2, 1)) == 526_34


def test_a_new_rate_of_a_provider(keeper, cast, laholm):
    written = {"who": f"unit-{cast.provider.pk}", "ore_per_hour": "305", "valid_from": "2025-02"}
    keeper.post("/aktiviteter/timpris/", written)
    prices = price_list(laholm)
    assert prices.ore_per_hour("escort", date(2025, 2, 1), cast.provider.pk) == 305_00
    assert prices.ore_per_hour("escort", date(2025, 2, 1)) == 310_00


@pytest.mark.parametrize(
    "wrong",
    [
        {"who": "kock"},
        {"ore_per_hour": "-1"},
        {"ore_per_hour": "10001"},
        {"on_cost_basis_points": "200,01"},
        {"on_cost_basis_points": "31,4211"},
        {"valid_from": "snart"},
    ],
)
def test_what_is_wrong_with_a_rate(keeper, laholm, wrong):
    written = {"who": "manager", "ore_per_hour": "400", "valid_from": "2025-02"} | wrong
    answer = keeper.post("/aktiviteter/timpris/", written)
    assert list(answer.context["form"].errors) == list(wrong)
    assert not Rate.objects.filter(municipality=laholm).exists()


def test_another_municipalitys_provider_has_no_rate_here(keeper, laholm):
    other = make_unit(code="1380", name="Halmstad AB", kind="provider")
    written = {"who": f"unit-{other.pk}", "ore_per_hour": "305", "valid_from": "2025-02"}
    assert list(keeper.post("/aktiviteter/timpris/", written).context["form"].errors) == ["who"]


def test_the_rate_that_holds_now_is_told(keeper, laholm):
    for month, ore in ((date(2024, 1, 1), 100_00), (date(2025, 1, 1), 200_00), (date(2999, 1, 1), 300_00)):
        set_rate(laholm, role="manager", valid_from=month, ore_per_hour=ore, by=None, now=NOW)
    rows = [row for row in keeper.get("/aktiviteter/").context["rates"] if row.rate.role == "manager"]
    assert {row.rate.ore_per_hour: row.holds for row in rows} == {
        300_00: False,
        200_00: True,
        100_00: False,
        640_00: False,
    }


def test_others_find_nothing(client, cast, follow_up):
    pages = (
        "/aktiviteter/",
        "/aktiviteter/ny/",
        "/aktiviteter/timpris/",
        reverse("change_standard_time", args=[follow_up.pk]),
    )
    for user in (cast.stranger, cast.participant.user, cast.escort.user, cast.coordinator, cast.case_officer):
        client.force_login(user)
        assert [client.get(page).status_code for page in pages] == [404] * 4
    client.force_login(cast.manager)
    assert [client.get(page).status_code for page in pages] == [200] * 4
    client.logout()
    assert [client.get(page).status_code for page in pages] == [302] * 4


def test_another_municipalitys_activity_is_not_there(keeper):
    other = Activity.objects.create(
        municipality=Municipality.objects.get(code="1380"), slug="x", name="X", role="manager"
    )
    assert keeper.get(reverse("change_standard_time", args=[other.pk])).status_code == 404
    assert keeper.get(reverse("change_standard_time", args=[999_999])).status_code == 404
