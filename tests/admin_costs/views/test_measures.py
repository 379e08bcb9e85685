"""Measures: the list, a page each, the files, and what is hidden in all of them."""

import csv
from collections.abc import Iterator
from datetime import date
from io import BytesIO, StringIO

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook
from pytest_django import DjangoDbBlocker

from admin_costs import measures
from admin_costs.changes import register_change
from admin_costs.measure_kinds import COLUMNS
from admin_costs.measures import all_measures
from admin_costs.year_figures import set_year_figure
from ledsagning.people.models import Municipality, Unit
from tests.admin_costs.test_measures import ANOTHER
from tests.admin_costs.views.test_groups import MONTHS, make_year
from tests.cast import NOW, Cast, make_staff, make_unit
from tests.kept import kept

LIST, CSV, XLSX = "/jamfor/matt/", "/jamfor/matt/fil.csv", "/jamfor/matt/fil.xlsx"
PAGES = (LIST, "/jamfor/matt/timmar/", CSV, XLSX)


@pytest.fixture(scope="module")
def kept_year(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Cast]:
    """Laholm's 2025 as the comparison of groups has it: 20, 6, 3 and 2 people with four providers."""
    with kept(django_db_blocker, make_year, now=NOW) as cast:
        yield cast


@pytest.fixture
def maria(kept_year: Cast, db: None, client: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Laholm's manager, in March 2026."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    client.force_login(kept_year.manager)
    return client


def text(answer) -> str:
    return answer.content.decode().replace("\u00a0", " ")


def plain(words: str) -> str:
    return words.replace("\u00a0", " ")


def page(client: Client, slug: str):
    answer = client.get(f"/jamfor/matt/{slug}/")
    assert answer.status_code == 200
    return answer.context


def typed(year: int, **figures: float) -> None:
    laholm = Municipality.objects.get(pk="1381")
    for kind, value in figures.items():
        set_year_figure(laholm, year=year, kind=kind, value=value, source="SCB", by=None, now=NOW)


def listed(client: Client) -> dict[str, object]:
    return {row.measure.slug: row for _theme, rows in client.get(LIST).context["themes"] for row in rows}


def table(client: Client) -> list[dict[str, str]]:
    answer = client.get(CSV)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


def test_the_list_has_every_measure_with_its_why(maria):
    assert list(listed(maria)) != []
    assert set(listed(maria)) == {measure.slug for measure in all_measures()}
    assert "Hours of administration" not in text(maria.get(LIST))
    assert "Timmar av administration är timmar då ingen fick ledsagning." in text(maria.get(LIST))


def test_the_latest_year_that_is_over(maria):
    """(20 × 10 + 6 × 20 + 3 × 11.67 + 2 × 15) ÷ 31 people: 22,960 minutes a month."""
    row = listed(maria)["timmar"]
    assert (plain(row.value), row.period, row.change) == ("12,3 timmar", "2025", "")


def test_no_cost_without_satisfaction_beside_it(maria):
    """Of every measure that is a cost: in the list, on its page, by unit, and in the file."""
    costs = [measure.slug for measure in all_measures() if measure.is_cost]
    assert costs == ["kpb", "kostnad"]
    for slug in costs:
        assert plain(listed(maria)[slug].satisfaction) == "75 %"
        assert [plain(row.satisfaction) for row in page(maria, slug)["years"]] == ["75 %"]
        assert page(maria, slug)["months"] == []
        assert plain(page(maria, slug)["page"].lead).endswith("Nöjdhet samma år: 75 %.")
    rows = [row for row in table(maria) if row["Mått"] in costs and row["Siffra"] not in ("", "..")]
    assert rows
    assert {plain(row["Nöjdhet, procent"]) for row in rows} <= {"75 %", "inte känd"}


def test_a_unit_that_is_told_of_in_part_has_no_cost(maria):
    """Its administration is of all its people, and two of its providers are hidden."""
    (row,) = [row for row in table(maria) if row["Mått"] == "kostnad" and row["Indelning"]]
    assert (row["Grupp"], row["Siffra"]) == ("Ledsagning Laholm", "..")


def test_kpb_from_rates_and_from_the_accounts(maria):
    """By rates: (22,960 min × 5 kr + 15,000 kr) × 12 months ÷ 31. From the accounts: 1,550,000 ÷ 31."""
    assert plain(page(maria, "kpb")["years"][0].value) == "50 245 kr"
    typed(2025, gross_cost_kr=1_600_000, internal_revenue_kr=40_000, sales_kr=10_000)
    (row,) = page(maria, "kpb")["years"]
    assert (plain(row.value), row.note) == ("50 000 kr", "Enligt bokslutet.")


def test_what_a_person_costs(maria):
    """1,550,000 kr for 4,592 hours is 337.54 kr an hour: ten hours a month are 40,505 kr a year."""
    typed(2025, gross_cost_kr=1_550_000, internal_revenue_kr=0, sales_kr=0)
    costs = {hours: plain(cost) for hours, cost in page(maria, "kpb")["person_costs"]}
    assert costs["10"] == "40 505 kr"
    assert page(maria, "kostnad")["person_costs"] == []


def test_per_inhabitant_says_what_is_missing_until_it_is_typed(maria):
    assert "Inte inskrivet: invånare den 31 december." in text(maria.get("/jamfor/matt/timmar-per-invanare/"))
    typed(2025, inhabitants=25_000)
    (row,) = page(maria, "timmar-per-invanare")["years"]
    assert plain(row.value) == "183,7 timmar"  # 4,592 hours ÷ 25
    assert row.period == "2025"


def test_small_providers_and_age_groups_are_hidden(maria):
    """Liten has three people and Mindre two; all four have one age group."""
    divisions = {each.name: dict(each.rows) for each in page(maria, "timmar")["divisions"]}
    shown = {name: [plain(cell) for cell in cells] for name, cells in divisions["Per utförare"].items()}
    assert shown == {
        "Egen regi": ["10,0 timmar"],
        "Följ med": ["20,0 timmar"],
        "Liten": [".."],
        "Mindre": [".."],
    }
    by_age = divisions["Per utförare och åldersgrupp"]
    assert [plain(cell) for cell in by_age["Egen regi, 0–64"]] == ["10,0 timmar"]
    assert by_age["Liten, 0–64"] == [".."]


def test_market_share_is_not_told_while_a_provider_is_hidden(maria):
    assert page(maria, "marknadsandel")["years"][0].value == ".."
    assert page(maria, "marknadsandel")["divisions"] == []


def test_a_measure_without_anything_is_a_sentence(maria):
    found = text(maria.get("/jamfor/matt/individuell-plan/"))
    assert "Det finns inget av det här som får visas än." in found
    assert "Behöver skrivas in: Personer med individuell plan den 31 december." in found
    assert '<svg class="chart"' not in found
    for measure in all_measures():
        assert "nan" not in text(maria.get(f"/jamfor/matt/{measure.slug}/")).lower().split()


def test_a_chart_with_the_change_and_a_table_beside_it(maria, kept_year):
    register_change(kept_year.unit.municipality, change_month=MONTHS[5], by=None, now=NOW)
    answer = maria.get("/jamfor/matt/timmar/")
    assert '<svg class="chart"' in text(answer)
    assert "Förändring: juni 2025" in text(answer)
    assert len(answer.context["months"]) == 12


def test_before_and_after_of_a_measure_that_is_looked_at_so(maria, kept_year):
    assert "Ingen förändring är registrerad än." in text(maria.get("/jamfor/matt/manadsslut/"))
    register_change(kept_year.unit.municipality, change_month=MONTHS[5], by=None, now=NOW)
    assert [side.value for side in page(maria, "manadsslut")["sides"]] == ["-", "-"]


def test_the_goal_and_the_baseline_are_drawn_and_said(maria):
    typed(2023, appeals_won=1, appeals_decided=10)
    typed(2024, appeals_won=4, appeals_decided=10)
    found = text(maria.get("/jamfor/matt/andrade-beslut/"))
    assert "20: Sverige 2011: ett av fem" in found
    assert "2024: 40 %, +30,0 procentenheter från året före." in found


def test_fewer_than_five_appeals_say_nothing(maria):
    typed(2024, appeals_won=1, appeals_decided=4)
    assert listed(maria)["andrade-beslut"].value == ".."
    (row,) = page(maria, "andrade-beslut")["years"]
    assert (row.value, row.note) == ("..", "Dold: den gäller färre än fem, eller nästan bara en enda.")


def test_adding_a_file_is_enough_for_page_list_and_files(maria, tmp_path, monkeypatch):
    monkeypatch.setattr(measures, "__path__", [*measures.__path__, str(tmp_path)])
    assert maria.get("/jamfor/matt/besokslangd/").status_code == 404
    (tmp_path / "length_of_a_visit_page.py").write_text(
        ANOTHER.format(slug="besokslangd", denominator="visits"), "utf-8"
    )
    assert "Length of a visit" in text(maria.get(LIST))
    (row,) = page(maria, "besokslangd")["years"]
    assert plain(row.value) == "4,1 timmar"  # 22,960 minutes for 93 visits
    (figure,) = [row for row in table(maria) if row["Mått"] == "besokslangd" and row["Period"] == "2025"]
    assert (figure["Täljare"], figure["Nämnare"]) == ("275520", "1116")


def test_the_csv_says_what_the_pages_say(maria):
    rows = [row for row in table(maria) if row["Mått"] == "timmar" and row["Period"] == "2025"]
    told = {(row["Indelning"], row["Grupp"]): row for row in rows}
    whole = told["", ""]
    assert (whole["Täljare"], whole["Nämnare"], whole["Månader"]) == ("275520", "372", "12")
    assert whole["Siffra"] == "12,3441"
    assert told["Per utförare", "Egen regi"]["Siffra"] == "10"
    hidden = told["Per utförare", "Liten"]
    assert [hidden[name] for name in ("Siffra", "Täljare", "Nämnare")] == [".."] * 3


def test_the_workbook_says_what_everything_in_it_is(maria):
    book = load_workbook(BytesIO(maria.get(XLSX).content))
    assert book.sheetnames == ["Siffror", "Mått", "Kolumner"]
    documented = [cell.value for cell in book["Kolumner"]["A"]]
    assert [cell.value for cell in book["Siffror"][1]] == documented[1:14]
    assert set(COLUMNS) <= set(documented)
    assert [cell.value for cell in book["Mått"]["A"]][1:] == [measure.slug for measure in all_measures()]


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_R42_a_name_that_could_run_as_a_formula_is_made_harmless(maria, start):
    Unit.objects.filter(name="Följ med").update(name=start + "HYPERLINK(1)")
    assert f";'{start}HYPERLINK(1);" in maria.get(CSV).content.decode("utf-8-sig")
    sheet = load_workbook(BytesIO(maria.get(XLSX).content))["Siffror"]
    cells = [cell for cell in sheet["E"] if "HYPERLINK" in str(cell.value)]
    assert cells
    assert {(cell.data_type, cell.value[0]) for cell in cells} == {("s", "'")}


def test_what_is_not_a_measure_is_not_there(maria):
    assert maria.get("/jamfor/matt/allt/").status_code == 404


@pytest.mark.parametrize("address", PAGES)
def test_others_find_nothing(kept_year, db, client, address):
    cast = kept_year
    for user in (
        *(cast.participant.user, cast.escort.user),
        *(cast.coordinator, cast.case_officer, cast.administrator),
    ):
        client.force_login(user)
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", PAGES)
def test_reading_is_not_posted(maria, address):
    assert maria.post(address).status_code == 405


def test_a_new_municipality_sees_that_there_is_nothing_yet(kept_year, db, client):
    client.force_login(make_staff(unit=make_unit(code="0180"), kind="manager", username="ny"))
    assert {row.value for row in listed(client).values()} == {"-"}
    assert client.get(CSV).status_code == 200
    assert client.get(XLSX).status_code == 200


def test_the_list_asks_the_database_few_questions(maria, django_assert_max_num_queries):
    maria.get(LIST)
    with django_assert_max_num_queries(45):
        maria.get(LIST)


def test_years_that_are_over_and_months_are_of_the_same_sums(maria):
    (year,) = [
        row
        for row in table(maria)
        if row["Mått"] == "timmar" and not row["Indelning"] and row["Period"] == "2025"
    ]
    months = [row for row in table(maria) if row["Mått"] == "timmar" and row["Period"].startswith("2025-")]
    assert sum(int(row["Täljare"]) for row in months) == int(year["Täljare"])
    assert {date.fromisoformat(row["Period"] + "-01") for row in months} == set(MONTHS)
