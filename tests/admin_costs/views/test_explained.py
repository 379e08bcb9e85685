"""So was this computed: whoever counts the shown rows over again gets the report's numbers, to the digit."""

import csv
from collections.abc import Iterator
from datetime import date
from io import StringIO

import numpy as np
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from admin_costs.changes import register_change
from admin_costs.imports import import_files
from ledsagning.people.models import Municipality
from tests.admin_costs.figure_files import HOURS_HEADER, HOURS_ROW, four_years, write
from tests.cast import NOW, Cast, make_cast, make_staff, make_unit
from tests.kept import kept

PAGE, FILE = "/jamfor/sa-raknades-det/", "/jamfor/sa-raknades-det/rader.csv"
WOBBLE = (0, 13, -12, 31, -23, 2, 40)


def make_registered(folder) -> Cast:
    """Four uneven years and two bedding-in months; 2021-12 of four people, and 2023-05 whose administration
    one unit has not recorded."""
    cast = make_cast()
    laholm = Municipality.objects.get(code="1381")
    import_files(laholm, four_years(folder, WOBBLE), now=NOW)
    few = HOURS_ROW.replace("2023-01", "2021-12").replace(";14;", ";4;")
    other = HOURS_ROW.replace("2023-01", "2023-05").replace("Ledsagning Laholm", "Andra enheten")
    import_files(laholm, [write(folder / "mer.csv", HOURS_HEADER, few, other)], now=NOW)
    register_change(laholm, change_month=date(2024, 1, 1), bedding_in_months=2, by=None, now=NOW)
    return cast


@pytest.fixture(scope="module")
def kept_cast(django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory) -> Iterator[Cast]:
    folder = tmp_path_factory.mktemp("figures")
    with kept(django_db_blocker, lambda: make_registered(folder), now=NOW) as cast:
        yield cast


@pytest.fixture
def maria(kept_cast: Cast, db: None, client: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    client.force_login(kept_cast.manager)
    return client


def rows(client: Client) -> tuple[list[list[str]], list[list[str]]]:
    """The months and the answers of the file, without their headings."""
    answer = client.get(FILE)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    found = list(csv.reader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    between = found.index([])
    return found[1:between], found[between + 2 :]


def text(answer) -> str:
    return answer.content.decode().replace("\u00a0", " ")


def swedish(value: float, decimals: int) -> str:
    return f"{value:,.{decimals}f}".replace(",", " ").replace(".", ",").replace("-", "−")


def levels(months: list[list[str]], column: int, per_unit: float) -> tuple[float, float]:
    """Before and after of the report, from the file's rows: the mean before, and it with the step of a least
    squares fit. Written from the page's own words, with numpy alone."""
    known = [row for row in months if row[1] in ("Före", "Efter") and row[column]]
    people = np.array([float(row[2]) for row in known])
    values = np.array([float(row[column].replace(",", ".")) for row in known]) / per_unit / people
    after = np.array([row[1] == "Efter" for row in known])
    time = np.array([int(row[0][:4]) * 12 + int(row[0][5:]) - 1 for row in known])
    waves = [wave(2 * np.pi * time / period) for period in (12, 6) for wave in (np.cos, np.sin)]
    design = np.column_stack([np.ones(len(known)), after, *waves])
    root = np.sqrt(people)
    step = np.linalg.lstsq(design * root[:, None], values * root, rcond=None)[0][1]
    before = (values * people)[~after].sum() / people[~after].sum()
    return before, before + step


@pytest.mark.parametrize(
    ("claim", "column", "per_unit", "decimals", "unit"),
    [(0, 3, 60, 1, "timmar"), (1, 4, 60, 2, "timmar"), (2, 5, 1, 0, "kr")],
)
def test_the_rows_give_the_numbers_of_the_report(maria, claim, column, per_unit, decimals, unit):
    months, _answers = rows(maria)
    report = maria.get("/jamfor/").context["claims"][claim]
    shown = tuple(each.replace("\u00a0", " ") for each in (report.before, report.after))
    counted = levels(months, column, per_unit)
    assert shown == tuple(f"{swedish(each, decimals)} {unit}" for each in counted)
    change = swedish(counted[1] - counted[0], decimals)
    assert report.difference.replace("\u00a0", " ").lstrip("+") == f"{change} {unit}"


def test_the_rows_give_the_shares_of_the_report(maria):
    _months, answers = rows(maria)
    report = maria.get("/jamfor/").context["claims"][3]
    for side, shown in (("Före", report.before), ("Efter", report.after)):
        there = [row for row in answers if row[1] == side]
        share = sum(int(row[3]) for row in there) / sum(int(row[4]) for row in there)
        assert shown == f"{100 * share:.0f}\u00a0%"
    assert (report.before, report.after) == ("50\u00a0%", "80\u00a0%")


def test_the_rows_give_each_month_of_the_report(maria):
    months, _answers = rows(maria)
    shown = {row.month: row.values for row in maria.get("/jamfor/").context["months"]}
    assert len(shown) == len(months) + 1  # and the month of few people
    january = next(row for row in months if row[0] == "2022-01")
    hours, kr = int(january[3]) / 60 / int(january[2]), float(january[5].replace(",", ".")) / int(january[2])
    assert [each.replace("\u00a0", " ") for each in shown["januari 2022"]][::2] == [
        f"{swedish(hours, 1)} timmar",
        f"{swedish(kr, 0)} kr",
    ]


def test_the_rows_give_the_person_months(maria):
    months, _answers = rows(maria)
    found = maria.get("/jamfor/").context["comparison"].person_months
    for side, name in ((found.before, "Före"), (found.after, "Efter")):
        assert side == sum(int(row[2]) for row in months if row[1] == name)


def test_the_page_says_what_the_file_says(maria):
    page = maria.get(PAGE)
    months, _answers = rows(maria)
    hours = next(section for section in page.context["sections"] if section.key == "hours")
    assert len(hours.table.rows) == len(months)
    total = sum(int(row[3]) for row in months if row[1] == "Före")
    people = sum(int(row[2]) for row in months if row[1] == "Före")
    minutes, level = swedish(total, 0), swedish(total / 60 / people, 1)
    said = f"{minutes} minuter på 24 månader, delat med 60 och med {people} personmånader: {level} timmar."
    assert said in text(page)


def test_what_is_left_out_is_said_with_its_reason(maria):
    ground = {step.name: step.how for step in maria.get(PAGE).context["ground"]}
    assert ground["Utelämnat: få personer"].startswith("december 2021: färre än fem personer")
    assert "Inkörningsmånader, som inte räknas på någon sida: 2" in ground["Förändringen"]
    assert ground["Utelämnat: inte slut än"] == "mars 2026"
    assert ground["Enheter som räknas"] == "Andra enheten, Ledsagning Laholm"
    sides = {row[0]: row[1] for row in maria.get(PAGE).context["sections"][1].table.rows}
    assert sides["maj 2023"] == "Ingendera: inte registrerat"
    assert sides["februari 2024"] == "Ingendera: inkörning"


def test_R48_a_hidden_month_is_in_no_row(maria):
    months, _answers = rows(maria)
    assert "2021-12" not in [row[0] for row in months]
    assert all(int(row[2]) >= 5 for row in months)
    assert all(row[0] != "december 2021" for section in sections(maria) for row in section.table.rows)


def sections(client: Client) -> list:
    return client.get(PAGE).context["sections"]


def test_R48_the_cost_is_told_as_one_sum_only(maria):
    """A month's cost of companions alone would be an equation more: two providers' hours at their prices."""
    months, _answers = rows(maria)
    assert {len(row) for row in months} == {6}
    january = next(row for row in months if row[0] == "2022-01")
    companions = 300 * 300  # of 300 hours at 300 kr
    assert float(january[5].replace(",", ".")) == companions + 90 * 500


def test_every_number_of_the_report_leads_here(maria):
    report = text(maria.get("/jamfor/"))
    page = text(maria.get(PAGE))
    for section in sections(maria):
        assert f'href="{PAGE}#{section.key}"' in report
        assert f'id="{section.key}"' in page


def test_the_first_version_beside_one_that_was_registered_anew(maria, kept_cast):
    """Its numbers stand on the report too, when figures had been seen before."""
    laholm = Municipality.objects.get(code="1381")
    maria.get("/jamfor/")
    register_change(laholm, change_month=date(2024, 1, 1), bedding_in_months=0, by=None, now=NOW)
    assert f'href="{PAGE}?version=1"' in text(maria.get("/jamfor/"))
    first = maria.get(f"{PAGE}?version=1")
    assert "Enligt version 1 av förändringen, januari 2024." in text(first)
    sides = [
        {row[0]: row[1] for row in page.context["sections"][0].table.rows}
        for page in (first, maria.get(PAGE))
    ]
    assert [each["februari 2024"] for each in sides] == ["Ingendera: inkörning", "Efter"]
    files = [maria.get(f"{FILE}{query}").content.decode("utf-8-sig") for query in ("?version=1", "")]
    assert ["2024-02;Ingendera: inkörning" in each for each in files] == [True, False]


@pytest.mark.parametrize("version", ["0", "2", "x", "-1"])
def test_a_version_that_is_not_there(maria, version):
    assert maria.get(f"{PAGE}?version={version}").status_code == 404


def test_too_few_months_is_a_sentence(kept_cast, db, client, tmp_path):
    stockholm = make_unit(code="0180", name="Ledsagning Laholm").municipality
    row = HOURS_ROW.replace("2023-01", "2023-12")
    import_files(stockholm, [write(tmp_path / "t.csv", HOURS_HEADER, row)], now=NOW)
    register_change(stockholm, change_month=date(2024, 1, 1), by=None, now=NOW)
    client.force_login(make_staff(unit=stockholm.units.first(), kind="manager", username="holger"))
    page = client.get(PAGE)
    assert [step.name for step in page.context["sections"][0].steps] == ["Före", "Utslag"]
    assert [step.name for step in page.context["sections"][3].steps] == ["Utslag"]
    assert "nan" not in text(page).casefold().replace("finans", "")
    assert "Det finns inga rader som får visas." in text(page)


def test_without_a_change_there_is_nothing_to_explain(kept_cast, db, client):
    client.force_login(make_staff(unit=make_unit(code="0180"), kind="manager", username="holger"))
    assert [client.get(page).status_code for page in (PAGE, FILE)] == [404, 404]


@pytest.mark.parametrize("page", [PAGE, FILE])
def test_others_find_nothing(kept_cast, db, client, page):
    cast = kept_cast
    keepers = (cast.coordinator, cast.case_officer, cast.administrator)
    for user in (cast.participant.user, cast.escort.user, *keepers):
        client.force_login(user)
        assert client.get(page).status_code == 404


@pytest.mark.parametrize("name", ["explained", "explained_csv"])
def test_reading_is_not_posted(maria, name):
    assert maria.post(reverse(name)).status_code == 405
