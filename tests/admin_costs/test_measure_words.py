"""Measures in words: changes, what a year lacks, and that nothing is drawn as zero that is not known."""

from datetime import date

import pytest
from django.utils import translation

from admin_costs.measure_rules import Figure
from admin_costs.measure_words import (
    change_words,
    figure_words,
    lead,
    nothing_yet,
    period_words,
    value_words,
    what_is_lacking,
)
from admin_costs.measures import measure_of
from tests.admin_costs.test_measure_kinds import measure

BEFORE, AFTER = Figure(2008, 134.0), Figure(2009, 101.0)
SPACE = "\N{NO-BREAK SPACE}"


@pytest.fixture(autouse=True)
def swedish():
    with translation.override("sv"):
        yield


def test_bodens_change_in_words():
    """134 to 101 hours per inhabitant of 80 or more (domain section 3)."""
    assert change_words(measure(), AFTER, BEFORE) == "−24,6 %"


def test_shares_change_by_percentage_points():
    share = measure(factor=100)
    assert change_words(share, Figure(2009, 0.25), Figure(2008, 0.2)) == f"+5,0{SPACE}procentenheter"


@pytest.mark.parametrize(
    ("figure", "before"),
    [
        (AFTER, None),
        (Figure(2010, 101.0), BEFORE),  # not the year before
        (Figure(2009), BEFORE),
        (AFTER, Figure(2008)),
        (Figure(2009, 101.0, months=10), BEFORE),
        (AFTER, Figure(2008, 0.0)),
        (Figure(date(2009, 1, 1), 5.0), BEFORE),
    ],
)
def test_what_cannot_be_compared_has_no_change(figure, before):
    assert change_words(measure(), figure, before) == ""


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        (Figure(2025, 1.0, months=12), "2025"),
        (Figure(2025, 1.0), "2025"),
        (Figure(2025, 1.0, months=1), "2025, 1 månad"),
        (Figure(2025, 1.0, months=10), "2025, 10 månader"),
        (Figure(date(2025, 3, 1), 1.0, months=1), "mars 2025"),
    ],
)
def test_periods(figure, words):
    assert period_words(figure) == words


def test_hidden_missing_and_zero_are_three_things():
    hours = measure_of("timmar")
    assert figure_words(hours, Figure(2025, is_hidden=True)) == ".."
    assert figure_words(hours, Figure(2025)) == "-"
    assert figure_words(hours, None) == "-"
    assert value_words(hours, 0.0) == f"0,0{SPACE}timmar"


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        (Figure(2025, 1.0), ""),
        (Figure(2025, is_hidden=True), "Dold: den gäller färre än fem, eller nästan bara en enda."),
        (Figure(2025, months=10, lacks_months=True), "Bara 10 av årets tolv månader kan visas."),
        (
            Figure(2025, missing=("inhabitants", "minutes")),
            "Inte inskrivet: invånare den 31 december.",
        ),
        (Figure(2025, missing=("minutes",)), "Det finns inga siffror om: besöksminuter."),
    ],
)
def test_what_a_year_lacks(figure, words):
    assert what_is_lacking(figure) == words


def test_the_lead_is_a_sentence_with_or_without_figures():
    hours = measure_of("timmar")
    assert lead(hours, AFTER, BEFORE) == f"2009: 101,0{SPACE}timmar, −24,6 % från året före."
    assert lead(hours, BEFORE, None) == f"2008: 134,0{SPACE}timmar."
    assert lead(hours, None, None).startswith("Det finns inget av det här som får visas än.")


def test_nothing_yet_says_what_to_do():
    assert nothing_yet(measure_of("dagar-till-beslut")) == (
        "Behöver skrivas in: Dagar från ansökan till beslut, i medeltal."
    )
    assert nothing_yet(measure_of("timmar")) == "Inga siffror än."
