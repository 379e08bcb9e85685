"""compare: the published JSON, the text, and what it says when it cannot."""

import json
import time
from datetime import date
from io import BytesIO, StringIO, TextIOWrapper

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from admin_costs.changes import register_change
from admin_costs.imports import import_files
from admin_costs.models import PriceIndex
from admin_costs.prices import store_index
from ledsagning.people.models import Municipality
from tests.admin_costs.figure_files import four_years, months
from tests.cast import NOW


@pytest.fixture
def laholm(db, tmp_path):
    municipality = Municipality.objects.get(code="1381")
    import_files(municipality, four_years(tmp_path), now=NOW)
    return municipality


def run(*arguments: str) -> str:
    out = StringIO()
    with translation.override("en"):
        call_command("compare", "--municipality", "1381", *arguments, stdout=out)
    return out.getvalue()


def compared(*arguments: str) -> dict:
    return json.loads(run("--format", "json", *arguments))


def test_the_json_is_as_published(laholm):
    began = time.monotonic()
    found = compared("--change", "2024-01")
    assert time.monotonic() - began < 10
    assert list(found) == [
        "change_date",
        "bedding_in_months",
        "margin",
        "person_months",
        "claims",
        "conclusion",
    ]
    assert (found["change_date"], found["bedding_in_months"], found["margin"]) == ("2024-01", 0, 0.05)
    assert found["person_months"] == {"before": 720, "after": 720}
    assert {name: claim["verdict"] for name, claim in found["claims"].items()} == {
        "hours": "up",
        "administration": "down",
        "total_cost": "same",
        "satisfaction": "up",
    }
    for claim in found["claims"].values():
        assert list(claim) == [
            "before",
            "after",
            "difference",
            "percent",
            "interval",
            "level",
            "verdict",
        ]


def test_the_conclusion_of_the_json_is_swedish_whoever_asks(laholm):
    assert "personmånader" in compared("--change", "2024-01")["conclusion"]


def test_margin_and_bedding_in_may_be_given(laholm):
    found = compared("--change", "2024-01", "--margin", "0,02", "--bedding-in", "3")
    assert (found["margin"], found["bedding_in_months"]) == (0.02, 3)
    assert found["person_months"] == {"before": 720, "after": 630}


@pytest.mark.parametrize(
    ("written", "margin"), [("0.025", 0.025), ("0,025", 0.025), ("0.1255", 0.1255), ("1", 1.0), ("0", 0.0)]
)
def test_a_margin_may_have_any_number_of_decimals(db, written, margin):
    assert compared("--change", "2024-01", "--margin", written)["margin"] == margin


def written_in(encoding: str, *arguments: str) -> str:
    out = TextIOWrapper(BytesIO(), encoding=encoding)
    with translation.override("sv"):
        call_command("compare", "--municipality", "1381", "--change", "2024-01", *arguments, stdout=out)
    out.flush()
    return out.buffer.getvalue().decode(encoding)  # type: ignore[attr-defined]


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp437", "utf-8"])
def test_the_json_is_the_same_whatever_the_terminal_can_write(laholm, encoding):
    assert json.loads(written_in(encoding, "--format", "json")) == compared("--change", "2024-01")


def test_the_json_is_readable_where_the_terminal_can_write_it(laholm):
    assert "personmånader" in written_in("utf-8", "--format", "json")
    assert "personm\\u00e5nader" in written_in("ascii", "--format", "json")


def test_the_text_is_told_even_where_the_terminal_lacks_letters(laholm):
    assert "personmånader" in written_in("utf-8")
    assert "personm?nader" in written_in("ascii")
    assert len(written_in("ascii").splitlines()) == 6


def test_the_registered_change_is_used_when_none_is_given(laholm):
    register_change(
        laholm,
        change_month=date(2024, 2, 1),
        bedding_in_months=2,
        margin_permille=25,
        by=None,
        now=NOW,
    )
    found = compared()
    assert (found["change_date"], found["bedding_in_months"], found["margin"]) == ("2024-02", 2, 0.025)
    assert compared("--margin", "0")["margin"] == 0
    own = compared("--change", "2024-01")
    assert (own["bedding_in_months"], own["margin"]) == (0, 0.05)


def test_the_text_has_the_conclusion_and_a_line_for_each_claim(laholm):
    lines = run("--change", "2024-01").splitlines()
    assert lines[0].startswith("More companion hours and less administration, at the same total cost.")
    assert [line.split(":")[0] for line in lines[2:]] == [
        "Companion hours",
        "Administration",
        "Total cost",
        "Satisfaction",
    ]


def test_no_figures_are_no_error(db):
    assert {claim["verdict"] for claim in compared("--change", "2024-01")["claims"].values()} == {"undecided"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "No change is registered for Laholm. Write --change YYYY-MM, or register it."),
        (["--change", "2024-13"], "“2024-13” is not a month: write year and month as 2024-01"),
        (["--change", "2999-01"], "“2999-01” has not begun yet."),
        (
            ["--change", "2024-01", "--margin", "5"],
            "--margin “5” is not a number from 0 to 1.",
        ),
        (
            ["--change", "2024-01", "--margin", "-0.1"],
            "--margin “-0.1” is not a number from 0 to 1.",
        ),
        (
            ["--change", "2024-01", "--bedding-in", "x"],
            "--bedding-in “x” is not a number from 0 to 24.",
        ),
        (["--change", "2024-01", "--bedding-in", "3.7"], "--bedding-in “3.7” is not a whole number."),
        (["--change", "2024-01", "--margin", "nan"], "--margin “nan” is not a number from 0 to 1."),
        (["--change", "2024-01", "--margin", "Infinity"], "--margin “Infinity” is not a number from 0 to 1."),
    ],
)
def test_what_cannot_be_compared_is_told(db, arguments, said):
    with pytest.raises(CommandError) as refused:
        run(*["=".join(pair) for pair in zip(arguments[::2], arguments[1::2], strict=True)])
    assert str(refused.value) == said


def test_an_unknown_municipality_is_named(db):
    with (
        translation.override("en"),
        pytest.raises(CommandError, match="no municipality with the code “0000”"),
    ):
        call_command("compare", municipality="0000")


def index_file(folder, months: list[str], rise_in_2024: float) -> str:
    path = folder / "index.csv"
    rows = [f"{month};{100 if month < '2024' else 100 * rise_in_2024:g}" for month in months]
    path.write_text("\n".join(rows).replace(".", ","))
    return str(path)


def test_costs_in_equal_prices(laholm, tmp_path):
    """Prices rose by 10 % in 2024: the same kronor are then less, and the hours are untouched."""
    index = index_file(tmp_path, months(2022, 4), 1.1)
    found, plain = compared("--change", "2024-01", "--price-index", index), compared("--change", "2024-01")
    assert found["claims"]["total_cost"]["verdict"] == "down"
    assert found["claims"]["total_cost"]["before"] == pytest.approx(
        1.1 * plain["claims"]["total_cost"]["before"]
    )
    assert found["claims"]["hours"] == plain["claims"]["hours"]


def test_an_index_that_ends_is_said(laholm, tmp_path):
    """It ends before the change: no cost after it can be compared, and none is made up."""
    found = compared("--change", "2024-01", "--price-index", index_file(tmp_path, months(2022, 2), 1))
    assert (found["claims"]["total_cost"]["after"], found["claims"]["total_cost"]["verdict"]) == (
        None,
        "undecided",
    )
    assert "Prisindexet saknar januari 2024 till december 2025." in found["conclusion"]
    assert found["claims"]["hours"]["verdict"] == "up"


def test_the_registered_index_is_used_unless_a_file_or_another_change_is_given(laholm, tmp_path):
    store_index("PKV", {month: 100.0 if month < "2024" else 110.0 for month in months(2022, 4)}, now=NOW)
    register_change(
        laholm, change_month=date(2024, 1, 1), price_index=PriceIndex.objects.get(), by=None, now=NOW
    )
    plain = compared("--change", "2024-01")["claims"]["total_cost"]["before"]
    registered, flat = compared(), compared("--price-index", index_file(tmp_path, months(2022, 4), 1))
    assert registered["claims"]["total_cost"]["before"] == pytest.approx(1.1 * plain)
    assert "enligt prisindexet PKV" in registered["conclusion"]
    assert flat["claims"]["total_cost"]["before"] == pytest.approx(plain)
    assert "PKV" not in flat["conclusion"]


def test_an_index_that_is_of_no_use_is_an_error(laholm, tmp_path):
    for file in (index_file(tmp_path, months(2010, 1), 1), str(tmp_path / "none.csv")):
        with pytest.raises(CommandError):
            run("--change", "2024-01", "--price-index", file)
