"""Registering the capacity of a role."""

from datetime import date

import pytest

from admin_costs.models import StaffCapacity

PAGE = "/jamfor/administration/kapacitet/"
WRITTEN = {
    "role": "coordinator",
    "amount": "0,5",
    "unit": "posts",
    "practical_permille": "80",
    "cost_ore": "29 000",
    "valid_from": "2025-02",
}


@pytest.fixture
def maria(client, cast):
    client.force_login(cast.manager)
    return client


def test_half_a_post(maria, cast):
    assert maria.post(PAGE, WRITTEN).url == "/jamfor/administration/"
    row = StaffCapacity.objects.get()
    assert (row.municipality_id, row.role, row.valid_from) == ("1381", "coordinator", date(2025, 2, 1))
    # 40 h × 52 weeks ÷ 12 months, half of it, four fifths of which can be worked.
    assert (row.paid_minutes, row.practical_minutes, row.cost_ore) == (5_200, 4_160, 29_000_00)
    assert row.by == cast.manager


def test_paid_hours(maria):
    maria.post(PAGE, WRITTEN | {"amount": "86,5", "unit": "hours", "practical_permille": "82,5"})
    row = StaffCapacity.objects.get()
    assert (row.paid_minutes, row.practical_minutes) == (5_190, 4_281)


def test_nobody_any_more(maria):
    maria.post(PAGE, WRITTEN | {"amount": "0", "cost_ore": "0"})
    assert StaffCapacity.objects.get().paid_minutes == 0


def test_what_was_registered_stays_to_be_seen(maria):
    for month, cost in (("2025-02", "29000"), ("2025-03", "14500")):
        maria.post(PAGE, WRITTEN | {"valid_from": month, "cost_ore": cost})
    rows = maria.get(PAGE).context["rows"]
    assert [(row.kronor, row.holds, row.posts) for row in rows] == [
        ("14\u00a0500", True, "0,50"),
        ("29\u00a0000", False, "0,50"),
    ]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"role": "escort"}, "role"),
        ({"amount": ""}, "amount"),
        ({"amount": "-1"}, "amount"),
        ({"amount": "201"}, "amount"),
        ({"amount": "en halv"}, "amount"),
        ({"unit": "dagar"}, "unit"),
        ({"practical_permille": "0"}, "practical_permille"),
        ({"practical_permille": "101"}, "practical_permille"),
        ({"cost_ore": "0"}, "cost_ore"),
        ({"cost_ore": "mycket"}, "cost_ore"),
        ({"cost_ore": "900000"}, "cost_ore"),
        ({"amount": "0"}, "cost_ore"),
        ({"valid_from": "snart"}, "valid_from"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_stored(maria, wrong, field):
    written = WRITTEN | wrong
    form = maria.post(PAGE, written).context["form"]
    assert list(form.errors) == [field]
    assert {name: form[name].value() for name in written} == written
    assert not StaffCapacity.objects.exists()


def test_others_find_nothing(client, cast):
    for user in (cast.participant.user, cast.escort.user, cast.coordinator, cast.administrator):
        client.force_login(user)
        assert client.get(PAGE).status_code == 404
        assert client.post(PAGE, WRITTEN).status_code == 404
    assert not StaffCapacity.objects.exists()


def test_other_methods_are_refused(maria):
    assert maria.delete(PAGE).status_code == 405
