"""Years from months, ways tried in order, and what may be told of age groups."""

from datetime import date
from itertools import product

import pytest

from admin_costs.disclosure import Group, hidden_parts
from admin_costs.disclosure_audit import exposed
from admin_costs.group_rules import Visits, put_together
from admin_costs.measure_kinds import Quotient
from admin_costs.measure_rules import (
    before_and_after,
    latest,
    may_tell,
    month_figures,
    told_ages,
    year_figures,
)
from admin_costs.measures import measure_of
from tests.admin_costs.test_measure_kinds import measure

HOURS, KPB, PER_INHABITANT = (measure_of(slug) for slug in ("timmar", "kpb", "timmar-per-invanare"))
YEAR = [date(2025, month, 1) for month in range(1, 13)]
MONTHS = {
    month: {"minutes": 6_000, "people": 10, "cost_ore": 3_000_00, "admin_cost_ore": 1_000_00}
    for month in YEAR
}


def values(found) -> dict:
    return {figure.period: figure.value for figure in found}


def test_a_year_is_the_sum_of_its_months():
    (found,) = year_figures(HOURS, MONTHS, {})
    assert (found.period, found.value, found.above, found.below, found.months) == (2025, 10, 72_000, 120, 12)


def test_months_that_lack_a_column_are_not_in_it():
    some = MONTHS | {YEAR[0]: {"people": 10}}
    (found,) = year_figures(HOURS, some, {}, hidden_months={YEAR[0]})
    assert (found.value, found.months, found.hidden) == (10, 11, 1)
    assert len(month_figures(HOURS, some)) == 11


def test_a_year_of_hidden_months_is_hidden():
    (found,) = year_figures(HOURS, {}, {}, hidden_months=set(YEAR))
    assert (found.value, found.is_hidden) == (None, True)


def test_per_inhabitant_needs_the_inhabitants_and_the_whole_year():
    """72,000 minutes are 1,200 hours: of 24,000 inhabitants 50 in a thousand."""
    inhabitants = {2025: {"inhabitants": 24_000.0}}
    assert values(year_figures(PER_INHABITANT, MONTHS, inhabitants)) == {2025: 50}
    (untyped,) = year_figures(PER_INHABITANT, MONTHS, {})
    assert (untyped.value, untyped.missing) == (None, ("inhabitants",))
    (short,) = year_figures(PER_INHABITANT, dict(list(MONTHS.items())[1:]), inhabitants)
    assert (short.value, short.lacks_months, short.months) == (None, True, 11)


def test_the_accounts_come_before_the_systems_own_rates():
    typed = {2025: {"gross_cost_kr": 70_000.0, "internal_revenue_kr": 10_000.0, "sales_kr": 0.0}}
    (accounts,) = year_figures(KPB, MONTHS, typed)
    (own,) = year_figures(KPB, MONTHS, {})
    # 60,000 kr, and 12 × 4,000 kr, for ten people a month.
    assert (accounts.value, own.value) == (6_000, pytest.approx(4_800))
    assert accounts.way.note != own.way.note


def test_fewer_than_five_are_not_counted_by_the_year():
    won = measure_of("andrade-beslut")
    years = {
        2024: {"appeals_won": 1.0, "appeals_decided": 4.0},
        2025: {"appeals_won": 1.0, "appeals_decided": 5.0},
    }
    hidden, shown = year_figures(won, {}, years)
    assert (hidden.value, hidden.is_hidden, shown.value) == (None, True, 0.2)


def test_nobody_is_no_figure_and_never_nan():
    (found,) = year_figures(HOURS, {YEAR[0]: {"minutes": 0, "people": 0}}, {})
    assert (found.value, found.missing) == (None, ("people",))
    assert latest([found]) is None
    assert year_figures(HOURS, {}, {}) == []


def test_before_and_after_a_change():
    """Even shares of 70: 105 and 105 before is 150 %, 70 after is 100 %; a bedding-in month is in neither."""
    hoarding = measure_of("manadsslut")
    told = dict(zip(YEAR, (105, 105, 300, 70), strict=False))
    months = {month: {"last_days_minutes": late, "even_share_minutes": 70} for month, late in told.items()}
    before, after = before_and_after(hoarding, months, YEAR[2], YEAR[3])
    assert (before.value, before.months, after.value, after.months) == (1.5, 2, 1.0, 1)
    assert before_and_after(hoarding, {}, YEAR[2], YEAR[3]) == (None, None)


def test_a_way_that_is_not_monthly_has_no_months():
    assert month_figures(measure(ways=(Quotient(("minutes",), "inhabitants"),)), MONTHS) == []


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ([Group(5, 100, 30, 20)], True),
        ([Group(4, 100, 30, 20)], False),
        ([Group(5, 100, 80, 10)], False),  # nearly all is one's
        ([Group(9, 100, 30, 20), Group(4, 10, 4, 3)], False),
        ([Group(9, 0, 0, 0)], True),
    ],
)
def test_what_may_be_told_of_groups(parts, told):
    assert may_tell(parts) is told


def visits(people: int, each: int = 600) -> Visits:
    return Visits(people, people, people * each, 0, each, each, people * each**2)


AGES = ("0–64", "65+")
# Units 1 and 2, providers 11 to 14: whole parts, parts of which one age group is small, and a small part.
FACTS = {
    (1, 11): {"0–64": visits(14), "65+": visits(10)},
    (1, 12): {"0–64": visits(9), "65+": visits(2)},
    (2, 11): {"0–64": visits(6), "65+": visits(7)},
    (2, 13): {"0–64": visits(2), "65+": visits(1)},
    (2, 14): {"0–64": visits(5)},
}


def everything_told(ages: dict) -> list[frozenset]:
    """Sums that pages tell of a month: the whole, shown parts, age groups by provider, and all of an age."""
    wholes = {part: put_together(found.values()).group for part, found in FACTS.items()}
    hidden = hidden_parts(wholes)
    atoms = [(*part, age) for part, found in FACTS.items() for age in found]
    told = [frozenset(atoms)]
    told += [frozenset(a for a in atoms if a[:2] == part) for part in wholes if part not in hidden]
    for provider, age in product({part[1] for part in FACTS}, AGES):
        told.append(frozenset(a for a in ages if a[1] == provider and a[2] == age))
    return [cells for cells in told if cells]


def unsafe_atoms() -> list[frozenset]:
    return [
        frozenset([(*part, age)])
        for part, found in FACTS.items()
        for age, each in found.items()
        if not each.group.is_safe
    ]


MINUTES = {(*part, age): each.minutes for part, found in FACTS.items() for age, each in found.items()}


def test_age_groups_are_told_where_none_of_the_part_is_small():
    told = told_ages(FACTS)
    assert sorted(told) == [(1, 11, "0–64"), (1, 11, "65+"), (2, 11, "0–64"), (2, 11, "65+")]
    assert told[1, 11, "65+"] == visits(10)


def test_R48_the_auditor_works_nothing_out_of_provider_age_group_and_unit():
    assert len(unsafe_atoms()) == 3
    assert exposed(MINUTES, everything_told(told_ages(FACTS)), unsafe_atoms()) == []


def test_R48_without_hiding_beside_the_small_she_finds_them():
    """The negative control: small age groups alone are hidden, and are the part less the rest."""
    careless = {
        (*part, age): each
        for part, found in FACTS.items()
        for age, each in found.items()
        if each.group.is_safe
    }
    found = {next(iter(each.cells)) for each in exposed(MINUTES, everything_told(careless), unsafe_atoms())}
    assert (1, 12, "65+") in found


def test_nothing_is_told_of_ages_where_the_whole_may_not_be():
    assert told_ages({(1, 11): {"0–64": visits(4)}}) == {}
