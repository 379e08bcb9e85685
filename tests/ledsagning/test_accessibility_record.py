"""docs/accessibility.md: each criterion judged, each failure in the statement, no hole (R2, R3, R13)."""

from datetime import date
from pathlib import Path

import pytest

from ledsagning.accessibility_record import (
    Kind,
    Record,
    Result,
    WrongRecord,
    read_record,
    tables,
)

TEXT = (Path(__file__).resolve().parents[2] / "docs/accessibility.md").read_text("utf-8")
# Source: W3C, Web Content Accessibility Guidelines 2.2, all criteria at levels A and AA (4.1.1 is obsolete).
WCAG_22 = {
    "A": """
1.1.1 1.2.1 1.2.2 1.2.3 1.3.1 1.3.2 1.3.3 1.4.1 1.4.2 2.1.1 2.1.2 2.1.4 2.2.1 2.2.2 2.3.1 2.4.1 2.4.2
2.4.3 2.4.4 2.5.1 2.5.2 2.5.3 2.5.4 3.1.1 3.2.1 3.2.2 3.2.6 3.3.1 3.3.2 3.3.7 4.1.2
""",
    "AA": """
1.2.4 1.2.5 1.3.4 1.3.5 1.4.3 1.4.4 1.4.5 1.4.10 1.4.11 1.4.12 1.4.13 2.4.5 2.4.6 2.4.7 2.4.11 2.5.7
2.5.8 3.1.2 3.2.3 3.2.4 3.3.3 3.3.4 3.3.8 4.1.3
""",
}


@pytest.fixture
def record() -> Record:
    return read_record(TEXT)


def not_in_the_statement(record: Record) -> set[str]:
    """Criteria that fail, and that no deficiency names."""
    failed = {each.number for each in record.criteria if each.result == Result.FAIL}
    named = {number for each in record.statement.deficiencies for number in each.criteria}
    return failed - named


def test_R3_every_criterion_of_WCAG_22_is_judged_once(record):
    wanted = {(number, level) for level, numbers in WCAG_22.items() for number in numbers.split()}
    assert len(wanted) == 55
    levels = [(each.number, each.level) for each in record.criteria]
    assert len(levels) == len(set(levels))
    assert set(levels) == wanted


def test_R3_each_has_steps_what_to_expect_and_a_day(record):
    for each in record.criteria:
        assert all((each.name, each.by, each.steps, each.expected)), each.number
        assert date(2026, 11, 1) <= each.judged_on <= record.statement.assessed_on, each.number


def test_R3_a_criterion_that_axe_cannot_see_is_done_by_hand(record):
    unseen = {"2.4.11", "2.5.7", "3.2.6", "3.3.7", "3.3.8"}
    assert all("hand" in each.by for each in record.criteria if each.number in unseen)


def test_R3_every_failure_stands_in_the_statement(record):
    assert not_in_the_statement(record) == set()


def test_R3_a_failure_that_the_statement_hides_is_found():
    hidden = TEXT.replace("| not conforming | 3.1.2 |", "| not conforming | – |")
    assert not_in_the_statement(read_record(hidden)) == {"3.1.2"}


def test_R13_with_a_failure_it_is_not_wholly_compatible(record):
    failed = any(each.result == Result.FAIL for each in record.criteria)
    assert record.statement.conformance["sv"] == ("delvis förenlig" if failed else "helt förenlig")


def test_R13_nobody_who_uses_a_screen_reader_has_tried_it_and_it_says_so(record):
    not_tested = [each.what["sv"] for each in record.statement.of_kind(Kind.NOT_TESTED)]
    assert any("skärmläsare" in words for words in not_tested)


def test_R2_each_judgement_says_who_and_when(record):
    assert record.unsure
    for each in record.unsure:
        assert all((each.rule, each.selector, each.where, each.judgement, each.by))
        assert each.judged_on >= date(2026, 11, 1)


def test_a_table_is_read_with_its_lines_and_bars():
    found = tables("# One\n\n| A | B |\n|---|:-:|\n| 1 | 2 \\| 3 |\n\n## Two\n| C |\n|---|\n")
    assert found == {"One": [{"A": "1", "B": "2 | 3", "line": "5"}], "Two": []}


@pytest.mark.parametrize(
    ("there", "instead", "wrong"),
    [
        ("| 1.1.1 |", "|  |", "'Number' is empty"),
        ("| pass | 2026-11-25 |", "| pass | i går |", "'Date' cannot be 'i går'"),
        ("| pass | 2026-11-25 |", "| nearly | 2026-11-25 |", "'Result' cannot be 'nearly'"),
        ("| not covered |", "| not mended |", "'Kind' cannot be 'not mended'"),
        ("| partly compatible |", "|  |", "'en' is empty"),
        ("| delvis förenlig |", "|  |", "'sv' is empty"),
        ("| assessed on |", "| assessed |", "no field 'assessed on'"),
        ("| published on | 2026-11-25 |", "| published on | 2026-13-25 |", "'en' cannot be '2026-13-25'"),
        ("| Rule | Selector |", "| Rule | Which |", "no column 'Selector'"),
        ("## Deficiencies", "## What is missing", "no table under 'Deficiencies'"),
        ("| color-contrast |", "| color-contrast | more |", "7 cells under 6 columns"),
    ],
)
def test_R13_a_hole_is_refused_with_its_place(there, instead, wrong):
    assert there in TEXT
    with pytest.raises(WrongRecord, match=wrong):
        read_record(TEXT.replace(there, instead, 1))
