"""Quotients of columns, and changes in per cent, by arithmetic."""

import pytest

from admin_costs.funnels import Kind
from admin_costs.measure_kinds import Grouped, Measure, Quotient, Theme, change_per_cent

KPB = Quotient(("gross_cost_kr", "-internal_revenue_kr", "-sales_kr"), "people", 12)
WORDS = ("order", "theme", "name", "unit", "short", "why", "numerator", "denominator", "source", "caution")


def measure(**more) -> Measure:
    texts = dict.fromkeys(WORDS, "words") | {"order": 1, "theme": Theme.HOURS}
    return Measure("slug", **texts, **{"ways": (Quotient(("minutes",), "people", 1 / 60),)} | more)


def test_columns_are_added_and_taken_away():
    sums = {"gross_cost_kr": 1_000_000, "internal_revenue_kr": 100_000, "sales_kr": 50_000, "people": 120}
    assert KPB.columns == ("gross_cost_kr", "internal_revenue_kr", "sales_kr", "people")
    assert (KPB.above(sums), KPB.below(sums)) == (850_000, 120)
    assert KPB.value(sums) == 85_000  # ten people a month


@pytest.mark.parametrize("sums", [{}, {"minutes": 60}, {"minutes": 60, "people": 0}, {"people": 5}])
def test_without_a_column_or_anybody_there_is_no_figure(sums):
    assert Quotient(("minutes",), "people").value(sums) is None


def test_without_a_denominator_the_numerator_is_the_figure():
    assert Quotient(("days_to_decision",)).value({"days_to_decision": 31.5}) == 31.5


def test_monthly_when_all_its_columns_are():
    assert Quotient(("minutes",), "people").is_monthly()
    assert not Quotient(("minutes",), "inhabitants").is_monthly()


def test_boden():
    """Boden's home help, all in: from 134 to 101 hours per inhabitant of 80 or more is −24.6 % (domain 3)."""
    assert change_per_cent(134, 101) == pytest.approx(-24.6, abs=0.05)


@pytest.mark.parametrize(("before", "after"), [(None, 5), (5, None), (0, 5)])
def test_no_change_from_nothing(before, after):
    assert change_per_cent(before, after) is None


def test_a_quotient_that_may_be_told_alone_is_rounded():
    assert measure(factor=100, decimals=0, quotient_alone=True).in_unit(0.71449) == 71
    assert measure(factor=100, decimals=0).in_unit(0.71449) == pytest.approx(71.449)


def test_of_groups_only_when_it_is_grouped():
    assert measure().of_groups() is None
    found = measure(grouped=Grouped(Kind.MEAN)).of_groups()
    assert (found.slug, found.columns, found.kind) == ("slug", ("minutes", "people"), Kind.MEAN)
