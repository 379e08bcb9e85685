"""Costs in the prices of one month, and an index that ends."""

import pandas as pd
import pytest

from admin_costs.price_levels import IndexEnds, in_prices_of, levelled

INDEX = pd.Series({"2023-12": 100.0, "2024-01": 104.0, "2024-02": 105.0})


def test_costs_are_those_of_another_months_prices():
    costs = pd.Series({"2023-12": 1000.0, "2024-01": 1040.0, "2024-02": 1050.0})
    assert in_prices_of("2023-12", costs, INDEX).tolist() == pytest.approx([1000, 1000, 1000])
    assert in_prices_of("2024-01", costs, INDEX).tolist() == pytest.approx([1040, 1040, 1040])


def test_only_the_ratios_of_an_index_matter():
    costs = pd.Series({"2023-12": 1000.0, "2024-02": 1000.0})
    known = in_prices_of("2024-02", costs, INDEX)
    assert in_prices_of("2024-02", costs, INDEX * 7).tolist() == pytest.approx(known.tolist())
    assert known["2023-12"] == pytest.approx(1050)


def test_an_index_that_ends_is_said_and_never_prolonged():
    costs = pd.Series({"2024-02": 1.0, "2024-03": 1.0, "2024-04": 1.0, "2024-05": float("nan")})
    with pytest.raises(IndexEnds, match="lacks 2 months: 2024-03 to 2024-04") as raised:
        in_prices_of("2024-02", costs, INDEX)
    assert raised.value.months == ["2024-03", "2024-04"]
    with pytest.raises(IndexEnds, match="2025-01"):
        in_prices_of("2025-01", costs[:1], INDEX)
    blank = INDEX.copy()
    blank["2024-02"] = float("nan")
    with pytest.raises(IndexEnds):
        in_prices_of("2023-12", costs[:1], blank)


def test_a_cost_that_is_not_known_needs_no_index():
    costs = pd.Series({"2024-01": 1040.0, "2024-09": float("nan")})
    found = in_prices_of("2023-12", costs, INDEX)
    assert found["2024-01"] == pytest.approx(1000)
    assert found.isna().tolist() == [False, True]


@pytest.mark.parametrize(
    ("index", "says"),
    [({"2024-01": 0.0}, "above zero"), ({"2024-01": -1.0}, "above zero"), ({"jan": 1.0}, "month")],
)
def test_an_index_that_is_none_is_refused(index, says):
    with pytest.raises(ValueError, match=says):
        in_prices_of("2024-01", pd.Series({"2024-01": 1.0}), pd.Series(index))


# A whole frame

COSTS = pd.DataFrame(
    {"persons": [30, 30, 30], "cost": [1000.0, 1040.0, 1050.0]}, index=["2023-12", "2024-01", "2024-02"]
)


def test_a_frame_is_in_the_prices_of_its_last_month_that_has_an_index():
    found = levelled(COSTS, ["cost"], {"2023-12": 100, "2024-01": 104, "2024-02": 105, "2024-03": 110})
    assert (found.month, found.lacking) == ("2024-02", ())
    assert found.frame["cost"].tolist() == pytest.approx([1050, 1050, 1050])
    assert found.frame["persons"].tolist() == [30, 30, 30]


def test_costs_past_the_end_of_the_index_are_not_compared():
    found = levelled(COSTS, ["cost"], {"2023-12": 100, "2024-01": 104})
    assert (found.month, found.lacking) == ("2024-01", ("2024-02",))
    assert found.frame["cost"].tolist()[:2] == pytest.approx([1040, 1040])
    assert found.frame["cost"].isna().tolist() == [False, False, True]


def test_an_index_of_other_years_is_refused_and_no_costs_need_none():
    with pytest.raises(IndexEnds, match="3 months"):
        levelled(COSTS, ["cost"], {"2019-01": 100})
    assert levelled(COSTS[:0], ["cost"], {}).lacking == ()


def test_rows_of_several_units_share_a_month():
    units = pd.concat([COSTS.assign(unit=1), COSTS.assign(unit=2)])
    found = levelled(units, ["cost"], {"2023-12": 100, "2024-01": 104, "2024-02": 105}, "2023-12")
    assert found.frame["cost"].tolist() == pytest.approx([1000] * 6)
    assert found.frame["unit"].tolist() == [1, 1, 1, 2, 2, 2]
