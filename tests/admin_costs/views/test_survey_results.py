"""What survey rounds say, as pages and as a file."""

import csv
import re
from datetime import date
from io import StringIO

import pytest
from django.utils import timezone

from admin_costs.models import GroupFigures
from admin_costs.survey_questions import Perspective
from tests.admin_costs.surveying import answer, end, make_round
from tests.cast import NOW, make_unit


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def maria(client, cast):
    client.force_login(cast.manager)
    return client


def rate(laholm, month: int, best: int | None, answers: int | None) -> None:
    GroupFigures.objects.create(
        municipality=laholm,
        level="municipality",
        month=date(2026, month, 1),
        best_answers=best,
        answers=answers,
        answers_hidden=answers is None,
    )


def table(client) -> list[list[str]]:
    content = client.get("/enkater/resultat/fil.csv").content.decode("utf-8-sig")
    return list(csv.reader(StringIO(content), delimiter=";"))


def test_a_round_says_n_of_n_with_intervals(maria, cast):
    survey = make_round(cast.manager, {cast.unit: 20})
    answer(survey, [[0, 0]] * 6 + [[1]] * 2)
    page = maria.get(f"/enkater/{end(survey).public_id}/").text
    assert "8 av 20" in page
    assert "Ja 75\xa0%, Ibland 25\xa0%, Nej 0\xa0%" in page or "Ja 75 %, Ibland 25 %, Nej 0 %" in page
    assert "41–93" in page
    assert 'id="round-title">Andel som gav det bästa svaret' in page
    assert "dolt, av 20" in page


def test_nothing_of_four_is_on_any_page_or_in_any_file(maria, cast):
    survey = make_round(cast.manager, {cast.unit: 20})
    answer(survey, [[2, 0]] * 4)
    page = maria.get(f"/enkater/{end(survey).public_id}/").text
    assert "Nej 100" not in page
    assert "Har svarat: färre än 5 av 20." in page
    assert page.count("dolt, av 20") == 9
    assert "chart-point" not in page
    assert "chart-point" not in maria.get("/enkater/resultat/").text
    rows = [row for row in table(maria)[1:] if row[0]]
    assert len(rows) == 9
    assert all(row[5:] == ["", "..", "..", "20", "..", "..", ".."] for row in rows)


def test_units_are_told_so_that_none_can_be_worked_out(maria, cast):
    other = make_unit(name="Annan")
    survey = make_round(cast.manager, {cast.unit: 9, other: 4}, questions=[("Trivs du?", "ja-nej")])
    answer(survey, [[0]] * 8, cast.unit)
    answer(survey, [[1]] * 3, other)
    page = maria.get(f"/enkater/{end(survey).public_id}/").text
    assert "11 av 13" in page
    assert "dolt, av 9" in page
    assert "dolt, av 4" in page
    units = {row[3]: row[6] for row in table(maria)[1:] if row[5] in ("", "Ja")}
    assert units == {"Alla enheter": "8", "Ledsagning Laholm": "..", "Annan": ".."}


@pytest.mark.parametrize(
    ("few", "told"),
    [
        (4, {"Annan, Ledsagning Laholm": "Har svarat: 12 av 18."}),
        (5, {"Ledsagning Laholm": "Har svarat: 8 av 9.", "Annan": "Har svarat: 5 av 9."}),
    ],
)
def test_P7_where_few_have_answered_units_are_told_together(maria, cast, few, told):
    """Even of a survey that goes on; at five each stands by itself."""
    other = make_unit(name="Annan")
    survey = make_round(cast.manager, {cast.unit: 9, other: 9}, questions=[("Trivs du?", "ja-nej")])
    answer(survey, [[0]] * 8, cast.unit)
    answer(survey, [[1]] * few, other)
    rows = re.findall(
        r"<dt>(.*?)</dt><dd>(Har svarat.*?)</dd>", maria.get(f"/enkater/{survey.public_id}/").text
    )
    assert dict(rows) == told


def test_three_perspectives_side_by_side(maria, cast):
    for perspective in Perspective:
        survey = make_round(cast.manager, {cast.unit: 9}, perspective=perspective, name=f"Om {perspective}")
        answer(survey, [[0] * 9] * 6)
        end(survey)
    page = maria.get("/enkater/resultat/").text
    assert page.count("chart-point") == 15
    for text in ("Får du den hjälp du vill ha?", "Hinner du ge den hjälp som personen vill ha?"):
        assert text in page
    assert "ingen avslutad enkät" not in page


def test_without_rounds_it_says_so(maria, cast):
    page = maria.get("/enkater/resultat/").text
    assert "Brukare: ingen avslutad enkät." in page
    assert "Ingen månad har fem personers omdömen än." in page
    assert "fil.csv" not in page
    assert len(table(maria)) == 1


def test_ratings_are_drawn_month_by_month(maria, cast):
    for month, best, answers in ((1, 6, 8), (2, None, None)):
        rate(cast.unit.municipality, month, best, answers)
    page = maria.get("/enkater/resultat/").text
    assert 'id="curve-title">Omdömen efter besök, månad för månad' in page
    assert "januari 2026" in page
    rows = [row for row in table(maria) if row[4] == "Vad tyckte du om besöket?"]
    assert [row[2] for row in rows] == ["2026-01", "2026-02"]
    assert rows[0][5:10] == ["Bra", "6", "8", "", "0,75"]
    assert rows[1][6:8] == ["..", ".."]


def test_R42_a_name_that_is_a_formula_is_made_harmless(maria, cast):
    survey = make_round(cast.manager, {cast.unit: 9}, name="=1+1", questions=[("@SUM(A1)", "ja-nej")])
    answer(survey, [[0]] * 5)
    end(survey)
    row = table(maria)[1]
    assert row[0] == "'=1+1"
    assert row[4] == "'@SUM(A1)"


def test_the_file_is_named_by_the_day_and_is_for_reading_only(maria, cast):
    answer_given = maria.get("/enkater/resultat/fil.csv")
    assert answer_given["Content-Disposition"] == 'attachment; filename="enkater-2026-03-11.csv"'
    for page in ("/enkater/resultat/", "/enkater/resultat/fil.csv"):
        assert maria.post(page).status_code == 405


@pytest.mark.parametrize("role", ["coordinator", "case_officer"])
def test_results_are_for_those_who_lead(client, cast, role):
    survey = end(make_round(cast.manager, {cast.unit: 9}))
    client.force_login(getattr(cast, role))
    for page in ("resultat/", "resultat/fil.csv", f"{survey.public_id}/"):
        assert client.get(f"/enkater/{page}").status_code == 404
