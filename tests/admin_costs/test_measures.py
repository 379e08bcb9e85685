"""The files of measures: each is whole, and adding a measure is adding a file."""

from pathlib import Path

import pytest

from admin_costs import measures
from admin_costs.measure_kinds import COLUMNS
from admin_costs.measures import BadMeasure, all_measures, measure_of
from admin_costs.models import YearKind

ANOTHER = '''"""How long a visit is."""

from admin_costs.measure_kinds import Measure, Quotient, Theme
from admin_costs.measure_kinds import said as _

MEASURE = Measure(
    slug="{slug}",
    order=99,
    theme=Theme.HOURS,
    name=_("Length of a visit"),
    unit=_("hours per visit"),
    short=_("hours"),
    why=_("Short visits leave no time to get anywhere."),
    numerator=_("Hours"),
    denominator=_("Visits"),
    source=_("Reported visits."),
    caution=_("Some errands are short."),
    ways=(Quotient(("minutes",), "{denominator}", 1 / 60),),
)
'''


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose files are files of the package."""
    monkeypatch.setattr(measures, "__path__", [*measures.__path__, str(tmp_path)])
    return tmp_path


def drop(folder: Path, name: str, *, slug: str = "besokslangd", denominator: str = "visits") -> None:
    (folder / f"{name}.py").write_text(ANOTHER.format(slug=slug, denominator=denominator), "utf-8")


@pytest.mark.parametrize("measure", all_measures(), ids=lambda measure: measure.slug)
def test_each_says_all_that_a_reader_needs(measure):
    for words in (measure.name, measure.unit, measure.short, measure.why, measure.numerator):
        assert words.strip()
    for words in (measure.denominator, measure.source, measure.caution):
        assert len(words) > 5
    assert measure.ways
    assert measure.columns <= COLUMNS.keys()


def test_those_that_were_promised():
    """Issue 5, part 4."""
    assert {measure.slug for measure in all_measures()} == {
        *(
            "timmar",
            "timmar-per-invanare",
            "timmar-per-invanare-65",
            "marknadsandel",
            "beviljat-och-anvant",
            "manadsslut",
        ),
        *(
            "periodslut",
            "kpb",
            "kostnad",
            "administration",
            "nojdhet",
            "nojdhet-enkat",
            "kontinuitet",
            "klagomal",
        ),
        *("dagar-till-beslut", "dagar-till-forsta-besok", "utan-ledsagare"),
        *("individuell-plan", "overklaganden", "andrade-beslut"),
    }


def test_what_is_typed_in_are_columns():
    assert set(YearKind.values) <= COLUMNS.keys()


def test_every_column_is_of_some_measure():
    assert {name for measure in all_measures() for name in measure.columns} == COLUMNS.keys() - {"visits"}


def test_plans_have_the_baseline_and_the_goal():
    assert [mark.value for mark in measure_of("individuell-plan").marks] == [10, 50]


def test_adding_a_measure_is_adding_a_file(folder):
    drop(folder, "length_of_a_visit")
    assert measure_of("besokslangd").ways[0].value({"minutes": 360, "visits": 2}) == 3
    assert all_measures()[-1].slug == "besokslangd"


def test_a_file_that_asks_for_unknown_columns_is_refused_by_name(folder):
    drop(folder, "of_nothing", denominator="moons")
    with pytest.raises(BadMeasure, match="of_nothing asks for columns that there are not: moons"):
        all_measures()


def test_two_of_the_same_name_are_refused(folder):
    drop(folder, "again", slug="timmar")
    with pytest.raises(BadMeasure, match="two measures are called timmar"):
        all_measures()


def test_a_file_without_a_measure_is_refused(folder):
    (folder / "empty.py").write_text("", "utf-8")
    with pytest.raises(BadMeasure, match="has no MEASURE"):
        all_measures()
