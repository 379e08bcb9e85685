"""Figures of a year, typed in by the manager: kept, followed by later ones, and refused in words."""

from decimal import Decimal

import pytest
from django.utils import timezone

from admin_costs.models import YearFigure
from admin_costs.year_figures import typed_years
from ledsagning.people.models import Municipality
from tests.cast import NOW

ADDRESS = "/jamfor/matt/uppgifter/"
WRITTEN = {"kind": "inhabitants", "year": "2025", "value": "25 147", "source": "SCB"}


@pytest.fixture
def maria(cast, client, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    client.force_login(cast.manager)
    return client


@pytest.fixture
def laholm(cast):
    return Municipality.objects.get(pk="1381")


def test_written_down_with_its_source_and_by_whom(maria, cast, laholm):
    assert maria.post(ADDRESS, WRITTEN).url == ADDRESS
    row = YearFigure.objects.get()
    assert (row.municipality, row.year, row.kind, row.value) == (laholm, 2025, "inhabitants", 25_147)
    assert (row.source, row.by, row.at) == ("SCB", cast.manager, NOW)
    assert "SCB" in maria.get(ADDRESS).content.decode()


def test_the_later_holds_and_the_earlier_stays(maria, laholm):
    maria.post(ADDRESS, WRITTEN)
    maria.post(ADDRESS, WRITTEN | {"value": "25 200"})
    assert typed_years(laholm) == {2025: {"inhabitants": 25_200.0}}
    assert [row.value for row in maria.get(ADDRESS).context["written"]] == [25_200, 25_147]


def test_the_same_twice_is_one(maria):
    maria.post(ADDRESS, WRITTEN)
    maria.post(ADDRESS, WRITTEN)
    assert YearFigure.objects.count() == 1


def test_back_to_the_measure_one_came_from_with_what_it_needs_first(maria):
    page = f"{ADDRESS}?matt=individuell-plan"
    assert maria.get(page).context["form"].fields["kind"].choices[0][0] == "people_with_plan"
    written = WRITTEN | {"kind": "people_with_plan", "value": "12"}
    assert maria.post(page, written).url == "/jamfor/matt/individuell-plan/"


def test_days_and_kronor_may_have_decimals(maria):
    maria.post(ADDRESS, WRITTEN | {"kind": "days_to_decision", "value": "31,5"})
    assert YearFigure.objects.get().value == Decimal("31.5")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"year": ""}, "year"),
        ({"year": "i fjol"}, "year"),
        ({"year": "25"}, "year"),
        ({"year": "1066"}, "year"),
        ({"year": "2027"}, "year"),
        ({"value": ""}, "value"),
        ({"value": "-1"}, "value"),
        ({"value": "många"}, "value"),
        ({"value": "12,5"}, "value"),
        ({"value": "9" * 20}, "value"),
        ({"kind": "days_to_decision", "value": "20 250"}, "value"),
        ({"kind": "moons"}, "kind"),
        ({"source": ""}, "source"),
        ({"source": "a\x07b"}, "source"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(maria, wrong, field):
    answer = maria.post(ADDRESS, WRITTEN | wrong)
    assert list(answer.context["form"].errors) == [field]
    assert answer.content.decode().count("<title>Fel:") == 1
    assert not YearFigure.objects.exists()


def test_others_find_nothing(cast, client):
    for user in (cast.participant.user, cast.coordinator, cast.case_officer, cast.administrator):
        client.force_login(user)
        assert client.get(ADDRESS).status_code == 404
        assert client.post(ADDRESS, WRITTEN).status_code == 404
    assert not YearFigure.objects.exists()


def test_not_deleted_by_the_web(maria):
    assert maria.delete(ADDRESS).status_code == 405
