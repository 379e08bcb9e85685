"""Importing figures: all or nothing, twice is once, and never beside facts of the system's own (R40)."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from admin_costs.effort import add_activity, log_effort, undo_effort
from admin_costs.import_files import ImportRefused
from admin_costs.imports import import_files
from admin_costs.models import (
    Activity,
    Import,
    MonthlyEffort,
    MonthlyFigures,
    Question,
    SurveyAnswers,
)
from hours.visits import rate
from ledsagning.people.models import Municipality, Unit
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
from tests.cast import NOW, make_unit


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def laholm(db):
    return Municipality.objects.get(code="1381")


def refusal(municipality, *paths) -> list[str]:
    with pytest.raises(ImportRefused) as refused:
        import_files(municipality, paths, now=NOW)
    return [str(problem) for problem in refused.value.problems]


def hours_file(folder, *rows, name="timmar.csv"):
    return write(folder / name, HOURS_HEADER, *rows)


def effort_file(folder, *rows, name="administration.csv"):
    return write(folder / name, EFFORT_HEADER, *rows)


def survey_file(folder, *rows, name="enkat.csv"):
    return write(folder / name, SURVEY_HEADER, *rows)


def test_each_kind_lands_in_its_figures(laholm, tmp_path):
    report = import_files(
        laholm,
        [
            hours_file(tmp_path, HOURS_ROW),
            effort_file(tmp_path, EFFORT_ROW),
            survey_file(tmp_path, SURVEY_ROW),
        ],
        now=NOW,
    )
    assert [(file.name, file.new) for file in report.files] == [
        ("timmar.csv", 1),
        ("administration.csv", 1),
        ("enkat.csv", 1),
    ]
    figures = MonthlyFigures.objects.get()
    assert (figures.unit.name, figures.provider.name, figures.month) == (
        "Ledsagning Laholm",
        "Egen regi",
        date(2023, 1, 1),
    )
    assert (figures.people, figures.visits, figures.minutes, figures.cost_ore) == (14, 49, 7914, 3_969_100)
    effort = MonthlyEffort.objects.get()
    assert (effort.activity.slug, effort.role, effort.minutes, effort.cost_ore, effort.source) == (
        "telefonbokning",
        "coordinator",
        636,
        455_200,
        "import",
    )
    answers = SurveyAnswers.objects.get()
    assert (answers.question.text, answers.answer, answers.count) == (
        "Får du den hjälp du vill ha?",
        "Ja",
        17,
    )


def test_units_not_known_yet_are_made_and_named(laholm, tmp_path):
    rows = [HOURS_ROW, HOURS_ROW.replace("Egen regi", "Följeslagarna AB")]
    report = import_files(laholm, [hours_file(tmp_path, *rows)], now=NOW)
    assert [(unit.name, unit.kind) for unit in report.new_units] == [
        ("Ledsagning Laholm", "authority"),
        ("Egen regi", "in_house"),
        ("Följeslagarna AB", "provider"),
    ]


def test_known_units_are_found_whatever_the_capitals(laholm, tmp_path):
    unit = make_unit(name="LEDSAGNING laholm")
    report = import_files(laholm, [effort_file(tmp_path, EFFORT_ROW)], now=NOW)
    assert report.new_units == []
    assert MonthlyEffort.objects.get().unit == unit


def test_twice_is_once(laholm, tmp_path):
    paths = four_years(tmp_path)
    first = import_files(laholm, paths, now=NOW)
    second = import_files(laholm, paths, now=NOW + timedelta(days=1))
    assert [(file.new, file.changed, file.unchanged, file.removed) for file in first.files] == [
        (48, 0, 0, 0),
        (48, 0, 0, 0),
        (8, 0, 0, 0),
    ]
    assert [(file.new, file.changed, file.unchanged, file.removed) for file in second.files] == [
        (0, 0, 48, 0),
        (0, 0, 48, 0),
        (0, 0, 8, 0),
    ]
    assert [file.imported_before for file in first.files] == [None] * 3
    assert [file.imported_before for file in second.files] == [NOW] * 3
    counts = [model.objects.count() for model in (MonthlyFigures, MonthlyEffort, SurveyAnswers, Import)]
    assert counts == [48, 48, 8, 3]


def test_a_corrected_file_gives_new_values_and_removes_what_it_lacks(laholm, tmp_path):
    man = HOURS_ROW.replace(";K;", ";M;")
    import_files(laholm, [hours_file(tmp_path, HOURS_ROW, man)], now=NOW)
    corrected = hours_file(tmp_path, HOURS_ROW.replace("131,9", "130"), name="ny.csv")
    (file,) = import_files(laholm, [corrected], now=NOW).files
    assert (file.new, file.changed, file.unchanged, file.removed) == (0, 1, 0, 1)
    assert list(MonthlyFigures.objects.values_list("sex", "minutes")) == [("K", 7800)]


def test_a_corrected_name_counts_once(laholm, tmp_path):
    import_files(laholm, [hours_file(tmp_path, HOURS_ROW), effort_file(tmp_path, EFFORT_ROW)], now=NOW)
    renamed = hours_file(tmp_path, HOURS_ROW.replace("Egen regi", "Följeslagarna AB"))
    (file,) = import_files(laholm, [renamed], now=NOW).files
    assert (file.new, file.changed, file.unchanged, file.removed) == (1, 0, 0, 1)
    assert list(MonthlyFigures.objects.values_list("provider__name", "minutes")) == [
        ("Följeslagarna AB", 7914)
    ]
    (file,) = import_files(
        laholm, [effort_file(tmp_path, EFFORT_ROW.replace("Samordnare", "Handläggare"))], now=NOW
    ).files
    assert (file.new, file.changed, file.unchanged, file.removed) == (1, 0, 0, 1)
    assert list(MonthlyEffort.objects.values_list("role", "minutes")) == [("case_officer", 636)]


def test_other_months_and_units_are_left_alone(laholm, tmp_path):
    february = HOURS_ROW.replace("2023-01", "2023-02")
    other = HOURS_ROW.replace("Ledsagning Laholm", "Andra enheten")
    import_files(laholm, [hours_file(tmp_path, HOURS_ROW, february, other)], now=NOW)
    renamed = hours_file(tmp_path, HOURS_ROW.replace("Egen regi", "Följeslagarna AB"))
    (file,) = import_files(laholm, [renamed], now=NOW).files
    assert file.removed == 1
    assert sorted(MonthlyFigures.objects.values_list("unit__name", "month__month", "provider__name")) == [
        ("Andra enheten", 1, "Egen regi"),
        ("Ledsagning Laholm", 1, "Följeslagarna AB"),
        ("Ledsagning Laholm", 2, "Egen regi"),
    ]


def test_a_month_in_several_files_of_one_import(laholm, tmp_path):
    """The files are taken together: none removes what another brought, and what none has is removed once."""
    man, old = HOURS_ROW.replace(";K;", ";M;"), HOURS_ROW.replace("0–64", "65+")
    import_files(laholm, [hours_file(tmp_path, old)], now=NOW)
    paths = [hours_file(tmp_path, HOURS_ROW, name="a.csv"), hours_file(tmp_path, man, name="b.csv")]
    first, second = import_files(laholm, paths, now=NOW).files
    assert [(file.new, file.removed) for file in (first, second)] == [(1, 1), (1, 0)]
    assert sorted(MonthlyFigures.objects.values_list("sex", "age_group")) == [("K", "0–64"), ("M", "0–64")]
    again = import_files(laholm, paths, now=NOW).files
    assert [(file.new, file.changed, file.unchanged, file.removed) for file in again] == [(0, 0, 1, 0)] * 2


def test_two_files_of_one_name_in_two_folders(laholm, tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    paths = [hours_file(tmp_path / "a", HOURS_ROW), hours_file(tmp_path / "b", HOURS_ROW.replace("14", "15"))]
    assert refusal(laholm, *paths) == [
        "timmar.csv, row 2: is about the same as row 2 of another file called timmar.csv"
    ]


def test_a_copy_under_another_name_is_skipped(laholm, tmp_path):
    paths = [hours_file(tmp_path, HOURS_ROW), hours_file(tmp_path, HOURS_ROW, name="kopia.csv")]
    report = import_files(laholm, paths, now=NOW)
    assert [(file.name, file.new) for file in report.files] == [("timmar.csv", 1)]
    assert report.copies == [("kopia.csv", "timmar.csv")]
    assert MonthlyFigures.objects.count() == 1


def test_one_bad_row_and_nothing_is_imported(laholm, tmp_path):
    bad = effort_file(tmp_path, EFFORT_ROW, EFFORT_ROW.replace("Bokning per telefon", "Kaffe"))
    found = refusal(laholm, hours_file(tmp_path, HOURS_ROW), bad)
    assert found == [
        "administration.csv, row 3, column Aktivitet: “Kaffe” is no activity here: "
        "correct the name, or add it under “Activities and rates”"
    ]
    assert not MonthlyFigures.objects.exists()
    assert not Import.objects.exists()
    assert not Unit.objects.exists()


def test_problems_of_every_file_are_told_at_once(laholm, tmp_path):
    found = refusal(
        laholm,
        hours_file(tmp_path, HOURS_ROW.replace("2023-01", "2023-99")),
        effort_file(tmp_path, EFFORT_ROW.replace("Samordnare", "Kock")),
        tmp_path / "borta.csv",
    )
    assert [problem.split(":")[0] for problem in found] == [
        "administration.csv, row 2, column Roll",
        "borta.csv",
        "timmar.csv, row 2, column Månad",
    ]


def test_a_row_said_twice_is_told(laholm, tmp_path):
    again = EFFORT_ROW.replace("Bokning", "BOKNING")
    path = effort_file(tmp_path, EFFORT_ROW, again)
    other = effort_file(tmp_path, EFFORT_ROW, name="andra.csv")
    assert refusal(laholm, path, other) == [
        "administration.csv, row 3: is about the same as row 2 of administration.csv",
        "andra.csv, row 2: is about the same as row 2 of administration.csv",
    ]


def test_a_month_that_has_not_begun(laholm, tmp_path):
    path = effort_file(
        tmp_path, EFFORT_ROW.replace("2023-01", "2026-04"), EFFORT_ROW.replace("2023-01", "2026-03")
    )
    assert refusal(laholm, path) == ["administration.csv, row 2, column Månad: “2026-04” has not begun yet"]


def test_a_unit_of_another_kind(laholm, tmp_path):
    make_unit(name="Egen regi", kind="in_house")
    path = hours_file(tmp_path, HOURS_ROW.replace("Ledsagning Laholm", "Egen regi"))
    assert refusal(laholm, path) == [
        "timmar.csv, row 2, column Enhet: “Egen regi” is another kind of unit: In-house provider"
    ]


def test_an_own_activity_may_be_named(laholm, tmp_path):
    add_activity(laholm, name="Kaffe", process="both", role="manager", minutes=5, by=None, now=NOW)
    import_files(laholm, [effort_file(tmp_path, EFFORT_ROW.replace("Bokning per telefon", "kaffe"))], now=NOW)
    assert MonthlyEffort.objects.get().activity.name == "Kaffe"


def test_another_municipalitys_activity_is_not_known(laholm, tmp_path):
    halmstad = Municipality.objects.get(name="Halmstad")
    add_activity(halmstad, name="Kaffe", process="both", role="manager", minutes=5, by=None, now=NOW)
    path = effort_file(tmp_path, EFFORT_ROW.replace("Bokning per telefon", "Kaffe"))
    assert len(refusal(laholm, path)) == 1


def test_an_unknown_answer(laholm, tmp_path):
    assert refusal(laholm, survey_file(tmp_path, SURVEY_ROW.replace(";Ja;", ";Kanske;"))) == [
        "enkat.csv, row 2, column Svar: “Kanske” is not known: write one of Ja, Ibland, Nej"
    ]


def test_a_new_question_gets_the_scale_of_its_answers(laholm, tmp_path):
    row = SURVEY_ROW.replace("Får du den hjälp du vill ha?", "Trivs du?")
    rows = [row.replace(";Ja;", f";{answer};") for answer in ("ja", "Ibland", "Nej")]
    report = import_files(laholm, [survey_file(tmp_path, *rows)], now=NOW)
    assert [(question.text, str(question.scale)) for question in report.new_questions] == [
        ("Trivs du?", "Ja / Ibland / Nej")
    ]
    assert sorted(SurveyAnswers.objects.values_list("answer", flat=True)) == ["Ibland", "Ja", "Nej"]


def test_a_question_first_seen_without_its_middle_answer(laholm, tmp_path):
    row = SURVEY_ROW.replace("Får du den hjälp du vill ha?", "Trivs du?")
    import_files(laholm, [survey_file(tmp_path, row, row.replace(";Ja;", ";Nej;"))], now=NOW)
    assert str(Question.objects.get(text="Trivs du?").scale) == "Ja / Nej"
    later = row.replace("2023-01", "2023-11").replace(";Ja;17", ";ibland;3")
    import_files(laholm, [survey_file(tmp_path, later)], now=NOW)
    assert str(Question.objects.get(text="Trivs du?").scale) == "Ja / Ibland / Nej"
    assert sorted((row.answer, row.count, row.is_best) for row in SurveyAnswers.objects.all()) == [
        ("Ibland", 3, False),
        ("Ja", 17, True),
        ("Nej", 17, False),
    ]


def test_a_refused_import_leaves_the_scale(laholm, tmp_path):
    row = SURVEY_ROW.replace("Får du den hjälp du vill ha?", "Trivs du?")
    import_files(laholm, [survey_file(tmp_path, row, row.replace(";Ja;", ";Nej;"))], now=NOW)
    ofta = survey_file(tmp_path, row.replace(";Ja;", ";Ofta;"))
    assert refusal(laholm, ofta) == [
        "enkat.csv, row 2, column Svar: “Ofta” is not known: write one of Ja, Nej"
    ]
    bad = survey_file(tmp_path, row.replace(";Ja;", ";Ibland;"), row.replace("2023-01", "2027-01"))
    assert len(refusal(laholm, bad)) == 1
    assert str(Question.objects.get(text="Trivs du?").scale) == "Ja / Nej"


@pytest.mark.parametrize("answer", ["Ibland", "Gärna"])
def test_a_new_question_whose_scale_cannot_be_told(laholm, tmp_path, answer):
    """ "Ibland" stands in two scales, with different best answers."""
    row = SURVEY_ROW.replace("Får du den hjälp du vill ha?", "Trivs du?").replace(";Ja;", f";{answer};")
    (problem,) = refusal(laholm, survey_file(tmp_path, row))
    assert problem.startswith(f"enkat.csv, row 2, column Svar: “{answer}” leaves the scale")
    assert not Question.objects.filter(text="Trivs du?").exists()


@pytest.mark.parametrize(("make", "row"), [(hours_file, HOURS_ROW), (effort_file, EFFORT_ROW)])
def test_a_month_with_own_visits_is_not_imported(cast, laholm, tmp_path, make, row):
    cast.done()
    assert refusal(laholm, make(tmp_path, row.replace("2023-01", "2026-03"))) == [
        f"{make(tmp_path, row).name}, row 2, column Månad: "
        "“2026-03” has visits in this system already, so it cannot be imported"
    ]
    import_files(laholm, [make(tmp_path, row.replace("2023-01", "2026-02"))], now=NOW)


def test_a_month_with_logged_time_takes_no_administration(cast, laholm, tmp_path):
    activity = Activity.objects.get(slug="uppfoljning")
    entry = log_effort(
        unit=cast.unit,
        day=date(2026, 2, 3),
        activity=activity,
        role="manager",
        minutes=5,
        by=cast.manager,
        now=NOW,
    )
    path = effort_file(tmp_path, EFFORT_ROW.replace("2023-01", "2026-02"))
    assert refusal(laholm, path) == [
        "administration.csv, row 2, column Månad: "
        "“2026-02” has time logged in this system already, so it cannot be imported"
    ]
    undo_effort(entry, now=NOW)
    import_files(laholm, [path], now=NOW)


def test_a_month_with_own_ratings_takes_no_answers_to_the_same_question(cast, laholm, tmp_path):
    rate(cast.done(), score=3, by=cast.participant.user, now=NOW + timedelta(days=5))
    march = SURVEY_ROW.replace("2023-01", "2026-03")
    rating = march.replace("Får du den hjälp du vill ha?;Ja", "Vad tyckte du om besöket?;Bra")
    assert refusal(laholm, survey_file(tmp_path, march, rating)) == [
        "enkat.csv, row 3, column Fråga: “Vad tyckte du om besöket?” has answers of that month in this "
        "system already, so it cannot be imported"
    ]
    import_files(laholm, [survey_file(tmp_path, march, rating.replace("2026-03", "2026-02"))], now=NOW)
    assert SurveyAnswers.objects.filter(source="import").count() == 2


def test_progress_is_told_by_file(laholm, tmp_path):
    told = []
    import_files(laholm, four_years(tmp_path), now=NOW, progress=lambda name, rows: told.append((name, rows)))
    assert told == [("timmar.csv", 48), ("administration.csv", 48), ("enkat.csv", 8)]
