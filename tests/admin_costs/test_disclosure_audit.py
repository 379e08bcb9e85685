"""The auditor: known answers, and the rule of disclosure before an attacker of the test's own."""

from math import inf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from admin_costs.disclosure import Group, hidden_parts, may_tell_whole
from admin_costs.disclosure_audit import exposed, ranges

# Investment of enterprises by activity (I–III) and region (A–C): Willenborg & de Waal 1996, used by
# Fischetti & Salazar (JASA 2000;95:916, figure 1). The 22 of activity II in region C is confidential.
INVESTMENT = {
    **{"IA": 20, "IB": 50, "IC": 10},
    **{"IIA": 8, "IIB": 19, "IIC": 22},
    **{"IIIA": 17, "IIIB": 32, "IIIC": 12},
}
MARGINS = [
    *({f"{row}{column}" for column in "ABC"} for row in ("I", "II", "III")),
    *({f"{row}{column}" for row in ("I", "II", "III")} for column in "ABC"),
]


def told_beside(*hidden: str) -> list[set[str]]:
    """The margins, and each cell that is not hidden."""
    return [*MARGINS, *({cell} for cell in INVESTMENT if cell not in hidden)]


def test_the_table_of_the_literature() -> None:
    """With II A, II C, III A and III C hidden the attacker finds 5–30 for II C (Fischetti & Salazar)."""
    told = told_beside("IIA", "IIC", "IIIA", "IIIC")
    assert ranges(INVESTMENT, told, [{"IIC"}]) == [pytest.approx((5, 30))]
    # By hand: II A + II C = 30, III A + III C = 29, II A + III A = 25, II C + III C = 34.
    others = ranges(INVESTMENT, told, [{"IIA"}, {"IIIA"}, {"IIIC"}])
    assert others == [pytest.approx(end) for end in ((0, 25), (0, 25), (4, 29))]


def test_primary_suppression_alone_is_undone_by_subtraction() -> None:
    """The negative control: 49 − 8 − 19 = 22."""
    found = exposed(INVESTMENT, told_beside("IIC"), [{"IIC"}])
    assert [(each.cells, each.value, each.interval) for each in found] == [
        ({"IIC"}, 22, pytest.approx((22, 22)))
    ]


def test_a_range_is_too_narrow_under_the_figure_itself() -> None:
    told = told_beside("IIA", "IIC", "IIIA", "IIIC")
    assert exposed(INVESTMENT, told, [{"IIC"}]) == []  # 25 wide, 22 itself
    assert [each.value for each in exposed(INVESTMENT, told, [{"IIC"}], least_width=1.2)] == [22]


def test_cells_that_are_hidden_but_known_together() -> None:
    told = told_beside("IIA", "IIC", "IIIA", "IIIC")
    assert [each.value for each in exposed(INVESTMENT, told, [{"IIA", "IIC"}])] == [30]


def test_without_a_sum_nothing_is_known() -> None:
    assert ranges({"a": 3, "b": 0}, [], [{"a"}]) == [(0, inf)]
    assert ranges({"a": 3, "b": 0}, [{"a", "b"}], [{"a"}]) == [pytest.approx((0, 3))]


def test_a_nothing_that_is_known_is_exposed() -> None:
    assert [each.value for each in exposed({"a": 0.0, "b": 3.0}, [{"a", "b"}, {"b"}], [{"a"}])] == [0]


# The rule before an attacker who is not the auditor: units × providers × months, and every sum of them told.

PEOPLE = st.lists(st.integers(30, 3000), max_size=9)
UNITS, PROVIDERS, MONTHS = "UV", "PQR", "12"
CELLS = [unit + provider for unit in UNITS for provider in PROVIDERS]


def group_of(minutes: list[int]) -> Group:
    return Group(len(minutes), sum(minutes), *sorted([*minutes, 0, 0], reverse=True)[:2])


def attacked(known: list[tuple[set[str], float]], cells: list[str], cell: str) -> tuple[float, float]:
    """The least and the most that a cell can be, given the sums of sets of cells."""
    matrix = np.array([[float(each in part) for each in cells] for part, _sum in known])
    aim = np.array([float(each == cell) for each in cells])
    ends = []
    for sign in (1, -1):
        found = linprog(sign * aim, A_eq=matrix, b_eq=[total for _part, total in known], method="highs")
        ends.append(inf if found.status == 3 else sign * found.fun)
    return ends[0], ends[1]


def published(months: dict[str, dict[str, Group]], *, secondary: bool) -> list[tuple[set[str], float]]:
    """Every sum that can be asked for: cells, units, providers and the whole, by month and over months."""
    found: list[tuple[set[str], float]] = []
    shown_cells: set[str] = set()
    for month, parts in months.items():
        hidden = hidden_parts(parts) if secondary else {key for key in parts if not parts[key].is_safe}
        shown_cells |= {month + key for key in parts if key not in hidden}
        if may_tell_whole(parts):
            whole = {month + key for key in parts}
            found.append((whole, sum(group.total for group in parts.values())))
    selections = [
        {f"{month}{unit}{provider}" for month in during for unit in units for provider in providers}
        for during in (*MONTHS, MONTHS)
        for units in (*UNITS, UNITS)
        for providers in (*PROVIDERS, PROVIDERS)
    ]
    for asked in selections:
        there = asked & shown_cells
        found.append((there, sum(months[cell[0]][cell[1:]].total for cell in there)))
    return [(part, total) for part, total in found if part]


worlds = st.fixed_dictionaries(
    {month: st.fixed_dictionaries(dict.fromkeys(CELLS, PEOPLE)) for month in MONTHS}
)


@settings(max_examples=40, deadline=None)
@given(worlds)
def test_R48_no_hidden_cell_is_known_to_within_itself(world: dict[str, dict[str, list[int]]]) -> None:
    months = {month: {key: group_of(each) for key, each in parts.items()} for month, parts in world.items()}
    known = published(months, secondary=True)
    cells = [month + key for month in MONTHS for key in CELLS if not months[month][key].is_empty]
    known = [(part & set(cells), total) for part, total in known if part & set(cells)]
    for month, parts in months.items():
        for key in hidden_parts(parts):
            true = parts[key].total
            low, high = attacked(known, cells, month + key) if known else (0.0, inf)
            assert high - low >= true * 0.999
            assert low <= true <= high + 1e-6


def test_R48_without_hiding_more_the_attacker_finds_it() -> None:
    """The negative control: one provider has three people of one unit, all else is large."""
    large, small = [600] * 9, [700, 800, 900]
    parts = {key: group_of(small if key == "UP" else large) for key in CELLS}
    months = {month: dict(parts) for month in MONTHS}
    cells = [month + key for month in MONTHS for key in CELLS]
    low, high = attacked(published(months, secondary=False), cells, "1UP")
    assert (low, high) == (pytest.approx(2400), pytest.approx(2400))
    low, high = attacked(published(months, secondary=True), cells, "1UP")
    assert (low, high) == (pytest.approx(0), pytest.approx(2400 + 5400))
