"""The frames that the comparison is made from: nothing added up from two sources, nothing invented."""

from datetime import date, timedelta

import pytest

from admin_costs.effort import log_effort
from admin_costs.frames import answers_frame, months_frame, months_of_both
from admin_costs.imports import import_files
from admin_costs.models import Activity, MonthlyEffort
from admin_costs.monthly import refresh
from hours.visits import rate
from ledsagning.people.models import Municipality
from tests.admin_costs.figure_files import (
    EFFORT_HEADER,
    EFFORT_ROW,
    HOURS_HEADER,
    HOURS_ROW,
    SURVEY_HEADER,
    SURVEY_ROW,
    four_years,
    write,
)
from tests.cast import NOW

BEFORE = date(2027, 1, 1)


@pytest.fixture
def laholm(db):
    return Municipality.objects.get(code="1381")


def months(municipality, before=BEFORE) -> list[dict]:
    return months_frame(municipality, before=before).to_dict("records")


def import_month(municipality, folder, month: str, *, effort: bool = True) -> None:
    paths = [write(folder / "t.csv", HOURS_HEADER, HOURS_ROW.replace("2023-01", month))]
    if effort:
        paths.append(write(folder / "a.csv", EFFORT_HEADER, EFFORT_ROW.replace("2023-01", month)))
    import_files(municipality, paths, now=NOW)


IMPORTED = {
    "persons": 14,
    "escort_minutes": 7914,
    "escort_cost_ore": 3_969_100,
    "admin_minutes": 636,
    "admin_cost_ore": 455_200,
    "other_cost_ore": 0,
    "may_tell": True,
}
OWN = {
    "persons": 1,
    "escort_minutes": 180,
    "escort_cost_ore": 930_00,
    "admin_minutes": 492,
    "admin_cost_ore": 4246_00,
    "other_cost_ore": 0,
    "may_tell": False,  # of Berit alone
}


def test_no_figures_at_all(laholm):
    assert months(laholm) == []
    assert answers_frame(laholm, before=BEFORE).empty


def test_an_imported_month(laholm, tmp_path):
    import_month(laholm, tmp_path, "2023-01")
    assert months(laholm) == [{"month": "2023-01", **IMPORTED}]


def test_a_month_of_the_systems_own(cast, laholm):
    cast.done()
    refresh(laholm)
    assert months(laholm) == [{"month": "2026-03", **OWN}]


def test_the_month_that_is_not_over_is_left_out(cast, laholm):
    cast.done()
    refresh(laholm)
    assert months(laholm, before=date(2026, 3, 1)) == []


def test_own_visits_go_before_a_file_imported_earlier(cast, laholm, tmp_path):
    import_month(laholm, tmp_path, "2026-03")
    assert months(laholm) == [{"month": "2026-03", **IMPORTED}]
    cast.done()
    refresh(laholm)
    assert months(laholm) == [{"month": "2026-03", **OWN}]
    assert months_of_both(laholm) == [date(2026, 3, 1)]


def test_what_the_system_saw_in_an_imported_month_without_own_visits_is_not_added(cast, laholm, tmp_path):
    """The cast's decision was registered in March 2026: 8 h by standard time, not beside the file's."""
    import_month(laholm, tmp_path, "2026-03")
    refresh(laholm)
    assert MonthlyEffort.objects.filter(source="event").exists()
    assert months(laholm) == [{"month": "2026-03", **IMPORTED}]
    assert months_of_both(laholm) == []


def test_imported_hours_with_the_administration_that_the_system_saw(cast, laholm, tmp_path):
    import_month(laholm, tmp_path, "2026-03", effort=False)
    refresh(laholm)
    (month,) = months(laholm)
    assert (month["persons"], month["admin_minutes"], month["admin_cost_ore"]) == (14, 480, 4160_00)


def test_a_month_whose_administration_nobody_recorded_is_missing_not_zero(laholm, tmp_path):
    import_month(laholm, tmp_path, "2023-01", effort=False)
    frame = months_frame(laholm, before=BEFORE)
    assert frame[["admin_minutes", "admin_cost_ore"]].isna().all(axis=None)
    assert frame["persons"].tolist() == [14]


def test_administration_of_a_unit_without_visits_counts_where_others_have_visits(cast, laholm, tmp_path):
    rows = [EFFORT_ROW, EFFORT_ROW.replace("Ledsagning Laholm", "Andra enheten")]
    import_files(laholm, [write(tmp_path / "a.csv", EFFORT_HEADER, *rows)], now=NOW)
    assert months(laholm) == []
    import_files(laholm, [write(tmp_path / "t.csv", HOURS_HEADER, HOURS_ROW)], now=NOW)
    (month,) = months(laholm)
    assert (month["persons"], month["admin_minutes"]) == (14, 2 * 636)


def test_one_unit_without_recorded_administration_makes_the_months_missing(laholm, tmp_path):
    import_month(laholm, tmp_path, "2023-01")
    row = HOURS_ROW.replace("Ledsagning Laholm", "Andra enheten")
    import_files(laholm, [write(tmp_path / "b.csv", HOURS_HEADER, row)], now=NOW)
    frame = months_frame(laholm, before=BEFORE)
    assert frame["persons"].tolist() == [28]
    assert frame["admin_minutes"].isna().all()


def test_another_municipalitys_figures_are_not_here(laholm, tmp_path):
    import_files(laholm, four_years(tmp_path), now=NOW)
    assert months(Municipality.objects.get(name="Halmstad")) == []


def test_months_stand_in_order(laholm, tmp_path):
    import_files(laholm, four_years(tmp_path), now=NOW)
    found = [month["month"] for month in months(laholm)]
    assert (found[0], found[-1], found) == ("2022-01", "2025-12", sorted(found))


def test_answers(laholm, tmp_path):
    rows = [SURVEY_ROW, SURVEY_ROW.replace(";Ja;17", ";Ibland;13"), SURVEY_ROW.replace(";Ja;17", ";Nej;4")]
    import_files(laholm, [write(tmp_path / "e.csv", SURVEY_HEADER, *rows)], now=NOW)
    assert answers_frame(laholm, before=BEFORE).to_dict("records") == [
        {"round": "2023-01", "question": "Får du den hjälp du vill ha?", "best": 17, "answers": 34}
    ]


def test_ratings_are_answers_to_a_question_of_their_own(cast, laholm):
    rate(cast.done(), score=3, by=cast.participant.user, now=NOW + timedelta(days=5))
    refresh(laholm)
    assert answers_frame(laholm, before=BEFORE).to_dict("records") == [
        {"round": "2026-03", "question": "Vad tyckte du om besöket?", "best": 1, "answers": 1}
    ]


def test_own_ratings_go_before_a_file_with_the_same_question(cast, laholm, tmp_path):
    rating = SURVEY_ROW.replace("2023-01", "2026-03").replace(
        "Får du den hjälp du vill ha?;Ja", "Vad tyckte du om besöket?;Dåligt"
    )
    rows = [rating, rating.replace("2026-03", "2026-02")]
    import_files(laholm, [write(tmp_path / "e.csv", SURVEY_HEADER, *rows)], now=NOW)
    rate(cast.done(), score=3, by=cast.participant.user, now=NOW + timedelta(days=5))
    refresh(laholm)
    assert answers_frame(laholm, before=BEFORE).to_dict("records") == [
        {"round": "2026-02", "question": "Vad tyckte du om besöket?", "best": 0, "answers": 17},
        {"round": "2026-03", "question": "Vad tyckte du om besöket?", "best": 1, "answers": 1},
    ]


def test_the_comparison_asks_little_of_the_database(cast, laholm, tmp_path, django_assert_max_num_queries):
    import_files(laholm, four_years(tmp_path), now=NOW)
    log_effort(
        unit=cast.unit,
        day=date(2026, 2, 1),
        activity=Activity.objects.get(slug="uppfoljning"),
        role="manager",
        minutes=5,
        by=None,
        now=NOW,
    )
    refresh(laholm)
    with django_assert_max_num_queries(3):
        months_frame(laholm, before=BEFORE)
        answers_frame(laholm, before=BEFORE)
