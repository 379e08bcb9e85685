"""Comparing groups: the page, its files, and what is hidden on both."""

import csv
from collections.abc import Iterator
from datetime import date
from io import BytesIO, StringIO

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook
from pytest_django import DjangoDbBlocker

from admin_costs.group_figures import tell_missing
from admin_costs.models import Activity, MonthlyEffort, MonthlyFigures, SurveyAnswers
from admin_costs.models.effort import EffortSource
from admin_costs.models.figures import FigureSource
from admin_costs.surveys import rating_question
from ledsagning.people.models import Municipality, Unit
from tests.cast import NOW, Cast, make_cast, make_unit
from tests.kept import kept

PAGES = ("/jamfor/enheter/", "/jamfor/enheter/fil.csv", "/jamfor/enheter/fil.xlsx")
MONTHS = [date(2025, month, 1) for month in range(1, 13)]


def figures(unit: Unit, provider: Unit, month: date, people: int, minutes_each: int) -> MonthlyFigures:
    """So many people, half of whom have a fifth more than `minutes_each`, and half a fifth less."""
    each = [minutes_each * (12 if number % 2 else 8) // 10 for number in range(people)]
    largest, second = sorted([*each, 0, 0], reverse=True)[:2]
    return MonthlyFigures(
        unit=unit,
        provider=provider,
        month=month,
        age_group="0–64",
        sex="K",
        source=FigureSource.IMPORT,
        people=people,
        visits=3 * people,
        minutes=sum(each),
        cost_ore=500 * sum(each),
        largest_minutes=largest,
        second_minutes=second,
        squared_minutes=sum(minutes**2 for minutes in each),
    )


def make_year() -> Cast:
    """Laholm in 2025: 20 people with its own provider at 10 h, 6 with Följ med at 20 h, 3 with Liten and 2
    with Mindre. Eleven municipalities more, and one with four people."""
    cast = make_cast()
    providers = [
        cast.provider,
        *(make_unit(name=name, kind="provider") for name in ("Följ med", "Liten", "Mindre")),
    ]
    rows = [
        figures(cast.unit, provider, month, people, minutes)
        for month in MONTHS
        for provider, people, minutes in zip(providers, (20, 6, 3, 2), (600, 1200, 700, 900), strict=True)
    ]
    others = Municipality.objects.exclude(pk="1381").order_by("pk")[:12]
    for number, municipality in enumerate(others):
        unit = make_unit(code=municipality.pk, name="Enheten")
        people = 4 if number == 11 else 10 + number
        rows += [figures(unit, unit, month, people, 600 + 10 * number) for month in MONTHS]
    MonthlyFigures.objects.bulk_create(rows)
    activity = Activity.objects.first()
    MonthlyEffort.objects.bulk_create(
        MonthlyEffort(
            unit=cast.unit,
            month=month,
            activity=activity,
            role="manager",
            source=EffortSource.IMPORT,
            minutes=1860,
            cost_ore=1_500_000,
        )
        for month in MONTHS
    )
    best, okay, _bad = rating_question().scale.answers
    SurveyAnswers.objects.bulk_create(
        SurveyAnswers(
            unit=cast.unit,
            month=MONTHS[0],
            question=rating_question(),
            answer=answer,
            source=FigureSource.FACTS,
            count=count,
        )
        for answer, count in ((best, 15), (okay, 5))
    )
    for municipality in (cast.unit.municipality, *others):
        tell_missing(municipality)
    return cast


@pytest.fixture(scope="module")
def kept_year(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Cast]:
    with kept(django_db_blocker, make_year, now=NOW) as cast:
        yield cast


@pytest.fixture
def maria(kept_year: Cast, db: None, client: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Laholm's manager, in March 2026."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    client.force_login(kept_year.manager)
    return client


def rows(client: Client, query: str) -> dict[str, object]:
    return {row.name: row for row in client.get(f"/jamfor/enheter/?{query}").context["rows"]}


def text(answer) -> str:
    return answer.content.decode().replace("\u00a0", " ")


def test_providers_beside_each_other(maria):
    found = rows(maria, "matt=timmar&niva=provider&tid=2025")
    shown = {name: (row.value.replace("\u00a0", " "), row.months) for name, row in found.items()}
    assert shown == {
        "Egen regi": ("10,0 timmar", "12"),
        "Följ med": ("20,0 timmar", "12"),
        "Liten": ("..", "0 (12 dolda, helt eller delvis)"),
        "Mindre": ("..", "0 (12 dolda, helt eller delvis)"),
    }
    assert found["Egen regi"].size == "20"
    assert found["Följ med"].icon == "up"


def test_in_the_order_of_names_and_never_of_figures(maria):
    for level in ("provider", "municipality"):
        names = list(rows(maria, f"matt=timmar&niva={level}&tid=2025"))
        assert len(names) > 3
        assert names == sorted(names, key=str.casefold)


def test_municipalities_with_ones_own_marked(maria):
    found = rows(maria, "matt=timmar&niva=municipality&tid=2025")
    assert len(found) == 13
    assert [name for name, row in found.items() if row.is_own] == ["Laholm"]
    assert sum(row.value == ".." for row in found.values()) == 1
    assert "chart-own" in text(maria.get("/jamfor/enheter/?niva=municipality&tid=2025"))


def test_the_unit_is_told_in_part_where_it_has_a_small_provider(maria):
    """Liten's three and Mindre's two are hidden: five together, so the unit is told of without them."""
    unit = rows(maria, "matt=timmar&niva=unit&tid=2025")["Ledsagning Laholm"]
    assert unit.value.replace("\u00a0", " ") == "12,3 timmar"  # (20 × 10 + 6 × 20) ÷ 26
    assert unit.months == "12 (12 dolda, helt eller delvis)"


def test_no_cost_without_satisfaction_beside_it(maria):
    found = rows(maria, "matt=kostnad&niva=municipality&tid=2025")["Laholm"]
    assert found.satisfaction.replace("\u00a0", " ") == "75 % (15 av 20)"
    # 5 kr a minute is 300 kr an hour, and 15,000 kr of administration on 22,960 minutes a month is 39.20.
    assert found.value.replace("\u00a0", " ") == "339 kr"
    page = text(maria.get("/jamfor/enheter/?matt=kostnad&niva=municipality&tid=2025"))
    assert page.count("Nöjdhet") >= 2


def test_what_providers_do_not_have_is_said(maria):
    answer = maria.get("/jamfor/enheter/?matt=administration&niva=provider")
    assert "<table" not in text(answer)
    assert "vem som än gav besöken" in text(answer)
    assert maria.get("/jamfor/enheter/fil.csv?matt=administration&niva=provider").status_code == 404


def test_a_groups_years(maria):
    answer = maria.get("/jamfor/enheter/?niva=provider&tid=2025")
    assert [(row.year, row.value.replace("\u00a0", " ")) for row in answer.context["years"]] == [
        (2025, "10,0 timmar")
    ]
    provider = Unit.objects.get(name="Följ med")
    other = maria.get(f"/jamfor/enheter/?niva=provider&tid=2025&grupp={provider.pk}")
    assert other.context["compared"].own.name == "Följ med"
    assert [row.value.replace("\u00a0", " ") for row in other.context["years"]] == ["20,0 timmar"]
    hidden = Unit.objects.get(name="Liten")
    assert (
        maria.get(f"/jamfor/enheter/?niva=provider&grupp={hidden.pk}&tid=2025").context["compared"].own.name
        == "Egen regi"
    )


def test_the_latest_twelve_months_are_the_default(maria):
    """March 2026: from March 2025, ten months of which have figures."""
    assert rows(maria, "")["Egen regi"].months == "10"


def test_a_period_without_figures_is_a_sentence(maria):
    answer = maria.get("/jamfor/enheter/?tid=2019")
    assert "Det finns inget av det här som får visas än." in text(answer)
    assert '<svg class="chart"' not in text(answer)


@pytest.mark.parametrize("query", ["matt=allt", "niva=person", "tid=förr", "tid=1066", "tid=20250"])
def test_what_is_not_offered_is_not_there(maria, query):
    for page in PAGES:
        assert maria.get(f"{page}?{query}").status_code == 404


def test_the_csv_says_what_the_page_says(maria):
    answer = maria.get("/jamfor/enheter/fil.csv?niva=provider&tid=2025")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    found = list(csv.reader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    by_name = {row[0]: row[1:] for row in found if row}
    assert by_name["Egen regi"][0] == "10"
    assert by_name["Egen regi"][3:5] == ["240", "20"]
    assert by_name["Liten"][:5] == [".."] * 5
    assert by_name["Månader"] == ["2025-01 – 2025-12"]
    # 10,0 ± 1,96 × s ÷ √20, s² from everybody's difference from the month's mean of the provider.
    within = 12 * (20 * 2.0**2 + 6 * 4.0**2) / (12 * (19 + 5))
    assert float(by_name["Egen regi"][1].replace(",", ".")) == pytest.approx(
        10 - 1.96 * (within / 20) ** 0.5, abs=1e-3
    )


def test_the_workbook(maria):
    answer = maria.get("/jamfor/enheter/fil.xlsx?niva=provider&tid=2025")
    book = load_workbook(BytesIO(answer.content))
    assert book.sheetnames == ["Läs först", "Grupper", "Rader", "Val"]
    sheet = book["Grupper"]
    assert [cell.value for cell in sheet["A"]][1:] == ["Egen regi", "Följ med", "Liten", "Mindre"]
    assert sheet["B2"].value == pytest.approx(10)
    assert (sheet["B2"].number_format, sheet["E2"].number_format) == ("#,##0.00", "#,##0")
    rows = list(book["Rader"].iter_rows(min_row=2, values_only=True))
    assert sum(row[2] for row in rows if row[0] == "Egen regi") == 144_000
    assert {row[2] for row in rows if row[0] == "Liten"} == {".."}


def test_the_workbook_says_what_each_column_is(maria):
    """In the words of the sheets themselves, and nothing is left undescribed."""
    answer = maria.get("/jamfor/enheter/fil.xlsx?niva=municipality&tid=2025&matt=kostnad")
    book = load_workbook(BytesIO(answer.content))
    described = [row[:2] for row in book["Läs först"].iter_rows(min_row=2, values_only=True) if row[1]]
    there = [(name, cell.value) for name in book.sheetnames[1:] for cell in book[name][1]]
    assert described == there
    assert all(book[name].freeze_panes == "A2" for name in book.sheetnames)
    assert all(row[3] for row in book["Läs först"].iter_rows(min_row=2, values_only=True))


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_R42_a_name_that_could_run_as_a_formula_is_made_harmless(maria, start):
    Unit.objects.filter(name="Följ med").update(name=start + "HYPERLINK(1)")
    query = "niva=provider&tid=2025"
    file = maria.get(f"/jamfor/enheter/fil.csv?{query}").content.decode("utf-8-sig")
    assert f"\r\n'{start}HYPERLINK(1);20;" in file
    book = load_workbook(BytesIO(maria.get(f"/jamfor/enheter/fil.xlsx?{query}").content))
    for name in ("Grupper", "Rader"):
        cells = [cell for cell in book[name]["A"] if "HYPERLINK" in str(cell.value)]
        assert {(cell.data_type, cell.value[0]) for cell in cells} == {("s", "'")}
    page = maria.get(f"/jamfor/enheter/?{query}")
    assert f"{start}HYPERLINK(1)" in text(page)


@pytest.mark.parametrize("page", PAGES)
def test_others_find_nothing(kept_year, db, client, page):
    cast = kept_year
    for user in (
        cast.participant.user,
        cast.escort.user,
        cast.coordinator,
        cast.case_officer,
        cast.administrator,
    ):
        client.force_login(user)
        assert client.get(page).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_reading_is_not_posted(maria, page):
    assert maria.post(page).status_code == 405


def test_a_nation_is_paged(maria, monkeypatch):
    monkeypatch.setattr("admin_costs.views.groups.GROUPS_A_PAGE", 5)
    query = "niva=municipality&tid=2025"
    found = [list(rows(maria, f"{query}&page={page}")) for page in (1, 2, 3)]
    assert [len(page) for page in found] == [5, 5, 3]
    every = [name for page in found for name in page]
    assert every == sorted(every, key=str.casefold)
    assert "page=2" in text(maria.get(f"/jamfor/enheter/?{query}"))
    assert maria.get(f"/jamfor/enheter/fil.csv?{query}").content.count(b"\r\n") > 13
