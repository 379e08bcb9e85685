"""A registered change in equal prices, and compared with other municipalities by what may be told of them."""

from datetime import date

import pytest
from django.utils import translation

from admin_costs.changes import possible_comparison_municipalities, register_change, versions
from admin_costs.frames import elsewhere_frame, municipalities_frame
from admin_costs.group_rules import Hidden, Level
from admin_costs.imports import import_files
from admin_costs.models import GroupFigures, PriceIndex
from admin_costs.outcomes import compare_by
from admin_costs.prices import store_index
from ledsagning.people.models import Municipality
from tests.admin_costs.figure_files import four_years, months
from tests.cast import NOW, make_unit

TODAY = date(2026, 3, 11)
CHANGED = date(2024, 1, 1)
BEFORE = date(2026, 3, 1)
OTHERS = ("1380", "1315", "1382", "1383")  # Halmstad, Hylte, Falkenberg, Varberg


@pytest.fixture
def laholm(db, tmp_path):
    municipality = Municipality.objects.get(code="1381")
    import_files(municipality, four_years(tmp_path), now=NOW)
    return municipality


def told(code: str, *, hours: int, after: int, people: int = 50, **of: object) -> None:
    """Four years of a municipality: `hours` a person and month, `after` from 2024 on, as an exchange file
    would bring them."""
    wobble = int(code)
    GroupFigures.objects.bulk_create(
        GroupFigures(
            municipality_id=code,
            level=Level.MUNICIPALITY,
            month=date.fromisoformat(f"{month}-01"),
            people=people,
            visits=people,
            minutes=60 * people * (hours if month < "2024" else after) + 30 * ((number * wobble) % 7 - 3),
            cost_ore=300_00 * people * (hours if month < "2024" else after),
            admin_minutes=60 * people,
            admin_cost_ore=500_00 * people,
        )
        for number, month in enumerate(months(2022, 4))
    )
    GroupFigures.objects.filter(municipality=code).update(**of)


def compared(laholm, codes: tuple[str, ...] = (), index: PriceIndex | None = None):
    change = register_change(
        laholm,
        change_month=CHANGED,
        comparison_municipalities=Municipality.objects.filter(pk__in=codes),
        price_index=index,
        by=None,
        now=NOW,
    )
    with translation.override("en"):
        return compare_by(change, today=TODAY)


def index_of(first_year: int, years: int, rise_in_2024: float) -> PriceIndex:
    levels = {month: 100.0 * (rise_in_2024 if month >= "2024" else 1) for month in months(first_year, years)}
    store_index("PKV", levels, now=NOW)
    return PriceIndex.objects.get(name="PKV")


# Other municipalities


def test_what_happened_in_four_municipalities_too_is_not_the_changes_doing(laholm):
    """Here 10 → 13 h a person and month, there 10 → 13 as well."""
    for code in OTHERS:
        told(code, hours=10, after=13)
    found = compared(laholm, OTHERS)
    hours = found.claims["hours"]
    assert (hours.look.method, hours.look.units) == ("differences", 4)
    assert (hours.verdict, hours.reason) == ("undecided", "otherwise")
    assert found.comparison_units == 4
    assert (
        "These municipalities are compared with, each as one unit: Falkenberg, Halmstad, Hylte, Varberg."
        in found.conclusion
    )


def test_what_happened_here_only_is_told_from_what_happened_there(laholm):
    told("1380", hours=10, after=10)
    hours = compared(laholm, ("1380",)).claims["hours"]
    assert (hours.look.method, hours.look.units, hours.verdict) == ("controlled_trend", 1, "up")
    assert hours.look.difference == pytest.approx(3, abs=0.1)


def test_units_and_municipalities_stand_side_by_side(laholm):
    """A municipality's code is no unit's primary key."""
    north = make_unit(name="Ledsagning Norr")
    told("1380", hours=10, after=10)
    frame = elsewhere_frame(laholm, [north.pk], ["1380"], before=BEFORE)
    assert set(frame["unit"]) == {-1380}  # the unit has no figures
    assert elsewhere_frame(laholm, [], [], before=BEFORE) is None


def test_a_hidden_month_is_not_there_and_missing_effort_is_missing(laholm):
    nothing = dict.fromkeys(("people", "visits", "minutes", "cost_ore", "admin_minutes", "admin_cost_ore"))
    told("1380", hours=10, after=10)
    january, february = GroupFigures.objects.filter(municipality="1380").order_by("month")[:2]
    GroupFigures.objects.filter(pk=january.pk).update(hidden=Hidden.ALL, **nothing)
    GroupFigures.objects.filter(pk=february.pk).update(admin_minutes=None, admin_cost_ore=None)
    frame = municipalities_frame(["1380"], before=date(2022, 4, 1)).set_index("month")
    assert list(frame.index) == ["2022-02", "2022-03"]
    assert list(frame["admin_minutes"].isna()) == [True, False]
    assert (frame.loc["2022-03", "persons"], frame.loc["2022-03", "admin_cost_ore"]) == (50, 2_500_000)


def test_only_whole_municipalities_are_read(laholm):
    """A unit's own rows of the same months would count its people twice."""
    told("1380", hours=10, after=10)
    before = len(municipalities_frame(["1380"], before=BEFORE))
    GroupFigures.objects.create(
        municipality_id="1380",
        level=Level.UNIT,
        unit=make_unit(code="1380", name="Halmstad"),
        month=date(2022, 1, 1),
        people=9,
        visits=9,
        minutes=9,
        cost_ore=9,
    )
    assert len(municipalities_frame(["1380"], before=BEFORE)) == before == 48


def test_whom_one_may_choose_among(laholm):
    assert list(possible_comparison_municipalities(laholm)) == []
    told("1380", hours=10, after=10)
    assert [each.name for each in possible_comparison_municipalities(laholm)] == ["Halmstad"]


def test_the_versions_name_units_and_municipalities(laholm):
    north = make_unit(name="Ledsagning Norr")
    register_change(
        laholm,
        change_month=CHANGED,
        comparison_units=[north],
        comparison_municipalities=[Municipality.objects.get(pk="1380")],
        by=None,
        now=NOW,
    )
    assert [str(each) for each in versions(laholm)[0].compared_with] == ["Ledsagning Norr", "Halmstad"]


# Prices


def test_the_registered_index_makes_costs_equal(laholm):
    """Prices rose by 10 % in 2024, so the same kronor are less; hours are untouched."""
    plain, found = compared(laholm), compared(laholm, index=index_of(2022, 4, 1.1))
    assert (plain.prices_of, found.prices_of) == ("", "2025-12")
    cost, before = found.claims["total_cost"], plain.claims["total_cost"].before
    assert (cost.before, cost.verdict) == (pytest.approx(1.1 * before), "down")
    assert found.claims["hours"] == plain.claims["hours"]
    assert "Costs are in the prices of December 2025, by the price index PKV." in found.conclusion


def test_the_others_are_in_the_same_prices(laholm):
    """There 3,500 kr became 3,800, which is 3,850 and 3,800 in the prices after: 50 less, as 300 more was."""
    told("1380", hours=10, after=11)
    plain = compared(laholm, ("1380",)).claims["total_cost"]
    cost = compared(laholm, ("1380",), index_of(2022, 4, 1.1)).claims["total_cost"]
    assert (plain.look.units, cost.look.units) == (1, 1)
    assert plain.look.difference == pytest.approx(plain.difference - 300, abs=10)
    assert cost.look.difference == pytest.approx(cost.difference + 50, abs=10)


def test_an_index_that_ends_is_said_and_never_prolonged(laholm):
    found = compared(laholm, index=index_of(2022, 3, 1))
    assert found.months_without_index == tuple(months(2025, 1))
    assert found.prices_of == "2024-12"
    assert "The price index lacks January 2025 to December 2025." in found.conclusion
    assert [month for month, _value in found.claims["total_cost"].series] == months(2022, 3)


def test_an_index_of_none_of_the_months_leaves_cost_undecided_and_the_rest_as_it_is(laholm):
    found, plain = compared(laholm, index=index_of(2010, 1, 1)), compared(laholm)
    cost = found.claims["total_cost"]
    assert (cost.verdict, cost.before, cost.series) == ("undecided", None, ())
    assert "the price index has none of the months with figures. Have it imported anew." in found.conclusion
    assert found.prices_of == ""
    assert found.claims["hours"] == plain.claims["hours"]


def test_others_whose_months_the_index_lacks_are_not_compared_in_cost(laholm):
    told("1380", hours=10, after=10)
    GroupFigures.objects.filter(municipality="1380", month__lt=date(2025, 1, 1)).delete()
    found = compared(laholm, ("1380",), index_of(2022, 3, 1))
    assert found.claims["total_cost"].look.units == 0
