"""From figures to a verdict in words, and the registered change."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from admin_costs.changes import current_change, register_change, registered_changes
from admin_costs.imports import import_files
from admin_costs.outcomes import compare_by, compare_months
from ledsagning.people.models import Municipality
from tests.admin_costs.figure_files import four_years
from tests.cast import NOW, make_user

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
