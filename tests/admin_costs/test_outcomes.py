"""From figures to a verdict in words, and the registered change."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import translation

from admin_costs.changes import current_change, register_change, registered_changes
from admin_costs.imports import import_files
from admin_costs.outcomes import compare_by, compare_months
from ledsagning.people.models import Municipality
from tests.admin_costs.figure_files import (
    EFFORT_HEADER,
    HOURS_HEADER,
    SURVEY_HEADER,
    four_years,
    months,
    write,
)
from tests.cast import NOW, make_unit, make_user

TODAY = date(2026, 3, 11)


@pytest.fixture
def laholm(db, tmp_path):
    municipality = Municipality.objects.get(code="1381")
    import_files(municipality, four_years(tmp_path), now=NOW)
    return municipality


def test_the_four_claims_of_four_years(laholm):
    """By hand: 300 → 390 h over 30 people, 90 → 36 h, 4 500 → 4 500 kr, 30 of 60 → 48 of 60."""
    change = register_change(laholm, change_month=date(2024, 1, 17), by=None, now=NOW)
    found = compare_by(change, today=TODAY)
    assert {name: claim.verdict for name, claim in found.claims.items()} == {
        "hours": "up",
        "administration": "down",
        "total_cost": "same",
        "satisfaction": "up",
    }
    assert found.person_months == (720, 720)
    levels = {name: (claim.before, claim.after) for name, claim in found.claims.items()}
    assert levels["administration"] == pytest.approx((3, 1.2))
    assert levels["satisfaction"] == pytest.approx((0.5, 0.8))
    assert levels["hours"] == pytest.approx((10.0, 13.0), abs=0.02)
    assert levels["total_cost"] == pytest.approx((4501.7, 4501.7), abs=5)


def test_the_conclusion_is_in_words(laholm):
    with translation.override("en"):
        found = compare_months(
            laholm, change_month=date(2024, 1, 1), bedding_in_months=0, margin=0.05, today=TODAY
        )
    assert found.conclusion.startswith(
        "More companion hours and less administration, at the same total cost."
    )


def test_no_figures_give_undecided(db):
    halmstad = Municipality.objects.get(name="Halmstad")
    found = compare_months(
        halmstad, change_month=date(2024, 1, 1), bedding_in_months=0, margin=0.05, today=TODAY
    )
    assert {claim.verdict for claim in found.claims.values()} == {"undecided"}


def test_a_corrected_change_holds_and_the_first_stays_to_be_seen(laholm):
    maria = make_user(username="maria")
    first = register_change(laholm, change_month=date(2024, 1, 1), claims="Mer tid.", by=maria, now=NOW)
    later = register_change(
        laholm,
        change_month=date(2024, 2, 1),
        bedding_in_months=3,
        margin_permille=25,
        by=maria,
        now=NOW + timedelta(days=1),
    )
    assert current_change(laholm) == later
    assert (later.month, later.margin) == ("2024-02", 0.025)
    assert [(change.pk, change.by, change.at) for change in registered_changes(laholm)] == [
        (first.pk, maria, NOW),
        (later.pk, maria, NOW + timedelta(days=1)),
    ]
    assert current_change(Municipality.objects.get(name="Halmstad")) is None


def test_the_bedding_in_window_counts_on_neither_side(laholm):
    change = register_change(laholm, change_month=date(2024, 1, 1), bedding_in_months=3, by=None, now=NOW)
    assert compare_by(change, today=TODAY).person_months == (720, 630)


# Units where nothing changed


def unit_files(folder: Path, names: list[str], *, hours: int, after: int, persons: int = 10) -> list[Path]:
    """Hours and administration of four years: `hours` a month in each unit, `after` from 2024 on."""
    rows, effort = [], []
    for unit, name in enumerate(names):
        for number, month in enumerate(months(2022, 4)):
            wobble = (0, 3, -2, 1, -3, 2)[(number + unit) % 6] + unit * (month >= "2024")
            escort = (hours if month < "2024" else after) + wobble
            rows.append(f"{month};{name};Egen regi;0–64;K;{persons};100;{escort};{escort * 300}")
            effort.append(f"{month};{name};Utredning och beslut;Handläggare;30;15000")
    return [
        write(folder / "andra-timmar.csv", HOURS_HEADER, *rows),
        write(folder / "andra-adm.csv", EFFORT_HEADER, *effort),
    ]


@pytest.fixture
def others(laholm):
    return [make_unit(name=f"Ledsagning {name}") for name in ("Norr", "Söder", "Väster", "Öster")]


def with_others(laholm, units):
    return compare_months(
        laholm,
        change_month=date(2024, 1, 1),
        bedding_in_months=0,
        margin=0.05,
        today=TODAY,
        comparison_units=[unit.pk for unit in units],
    )


def test_what_happened_in_the_comparison_units_too_is_not_the_changes_doing(laholm, others, tmp_path):
    """Here 10 → 13 h a person and month, there 10 → 13 as well."""
    names = [unit.name for unit in others]
    import_files(laholm, unit_files(tmp_path, names, hours=100, after=130), now=NOW)
    hours = with_others(laholm, others).claims["hours"]
    assert (hours.before, hours.after) == (pytest.approx(10, abs=0.02), pytest.approx(13, abs=0.02))
    assert (hours.look.method, hours.look.units) == ("differences", 4)
    assert (hours.verdict, hours.reason) == ("undecided", "otherwise")


def test_what_happened_here_only_is_told_from_what_happened_there(laholm, others, tmp_path):
    import_files(laholm, unit_files(tmp_path, [others[0].name], hours=100, after=100), now=NOW)
    found = with_others(laholm, others[:1])
    hours = found.claims["hours"]
    assert (hours.look.method, hours.look.units, hours.verdict) == ("controlled_trend", 1, "up")
    assert hours.look.difference == pytest.approx(3, abs=0.1)
    assert found.comparison_units == 1


def test_the_comparison_units_are_not_in_the_place_that_changed(laholm, others, tmp_path):
    import_files(laholm, unit_files(tmp_path, [others[0].name], hours=500, after=500), now=NOW)
    assert with_others(laholm, others[:1]).person_months == (720, 720)
    everybody = compare_months(
        laholm, change_month=date(2024, 1, 1), bedding_in_months=0, margin=0.05, today=TODAY
    )
    assert everybody.person_months == (960, 960)


@pytest.mark.parametrize(("persons", "months_left"), [(4, 0), (5, 24)])
def test_a_small_comparison_unit_cannot_be_worked_out_from_two_versions(
    laholm, others, tmp_path, persons, months_left
):
    """The whole municipality less the rest would be the four people. Five may be told of."""
    files = unit_files(tmp_path, [others[0].name], hours=40, after=40, persons=persons)
    import_files(laholm, files, now=NOW)
    assert with_others(laholm, others[:1]).claims["hours"].counted == (months_left, months_left)


@pytest.mark.parametrize(("yes", "rounds"), [(1, 1), (3, 2)])
def test_few_answers_of_a_comparison_unit_cannot_be_either(laholm, others, tmp_path, yes, rounds):
    """2023-01 was answered by 2 · `yes` people there: with two, nothing is told of that round's question."""
    rows = [
        f"2023-01;{others[0].name};Får du den hjälp du vill ha?;{answer};{yes}" for answer in ("Ja", "Nej")
    ]
    import_files(laholm, [write(tmp_path / "enkat-norr.csv", SURVEY_HEADER, *rows)], now=NOW)
    before = [month for month, _share in with_others(laholm, others[:1]).series("satisfaction")]
    assert len([month for month in before if month < "2024"]) == rounds


def test_few_answers_of_a_unit_that_stays_cannot_be_either(laholm, others, tmp_path):
    """Three in Söder: the whole less Norr, and less the rest, in two more versions, would be them."""
    rows = [
        f"2023-01;{unit.name};Får du den hjälp du vill ha?;Ja;{count}"
        for unit, count in ((others[0], 10), (others[1], 3))
    ]
    import_files(laholm, [write(tmp_path / "enkat-norr.csv", SURVEY_HEADER, *rows)], now=NOW)
    before = [month for month, _share in with_others(laholm, others[:1]).series("satisfaction")]
    assert [month for month in before if month < "2024"] == ["2023-11"]
