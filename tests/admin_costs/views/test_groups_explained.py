"""So was this computed, of groups: the shown months add up to the figure, and hidden ones are marks."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from io import StringIO

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from ledsagning.people.models import Unit
from tests.admin_costs.views.test_groups import make_year
from tests.cast import NOW, Cast
from tests.kept import kept

PAGE, FILE = "/jamfor/enheter/sa-raknades-det/", "/jamfor/enheter/sa-raknades-det/rader.csv"


@pytest.fixture(scope="module")
def kept_year(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Cast]:
    with kept(django_db_blocker, make_year, now=NOW) as cast:
        yield cast


@pytest.fixture
def maria(kept_year: Cast, db: None, client: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    client.force_login(kept_year.manager)
    return client


def text(answer) -> str:
    return answer.content.decode().replace("\u00a0", " ")


def sums(client: Client, query: str) -> dict[str, tuple[float, float]]:
    """Numerator and denominator of each group, added from the rows of the file."""
    content = client.get(f"{FILE}?{query}").content.decode("utf-8-sig")
    found: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for row in list(csv.reader(StringIO(content), delimiter=";"))[1:]:
        for place in (0, 1):
            if row[2 + place] not in ("..", ""):
                found[row[0]][place] += float(row[2 + place].replace(",", "."))
    return {name: (above, below) for name, (above, below) in found.items()}


@pytest.mark.parametrize(
    ("query", "factor", "decimals", "unit"),
    [
        ("matt=timmar&niva=provider&tid=2025", 1 / 60, 1, "timmar"),
        ("matt=timmar&niva=unit&tid=2025", 1 / 60, 1, "timmar"),
        ("matt=kostnad&niva=municipality&tid=2025", 60, 0, "kr"),
        ("matt=administration&niva=municipality&tid=2025", 1 / 60, 2, "timmar"),
        ("matt=nojdhet&niva=municipality&tid=2025", 100, 0, "%"),
    ],
)
def test_the_rows_give_the_figures_of_the_page(maria, query, factor, decimals, unit):
    shown = {
        row.name: row.value.replace("\u00a0", " ")
        for row in maria.get(f"/jamfor/enheter/?{query}").context["rows"]
        if row.value not in ("..", "-")
    }
    counted = {
        name: f"{factor * above / below:.{decimals}f} {unit}".replace(".", ",")
        for name, (above, below) in sums(maria, query).items()
        if below and name in shown
    }
    assert shown
    assert counted == shown


def test_the_page_puts_the_numbers_in(maria):
    page = maria.get(f"{PAGE}?matt=timmar&niva=provider&tid=2025")
    steps = {step.name: step.how.replace("\u00a0", " ") for step in page.context["sections"][0].steps}
    assert page.context["group"].name == "Egen regi"
    assert steps["Siffra"] == (
        "144 000 minuter på 12 månader, delat med 60 och med 240 personmånader: 10,0 timmar."
    )
    assert steps["Personer i månaden"] == "240 på 12 månader: 20 på en månad."
    # (20 × 10 + 6 × 20) × 12 hours, of 26 people.
    assert steps["Alla grupper tillsammans"] == (
        "Ledsagartid, minuter: 230 400. Personer: 312. Delat: 12,3 timmar."
    )


def test_the_interval_comes_of_the_numbers_that_are_said(maria):
    steps = maria.get(f"{PAGE}?matt=timmar&niva=provider&tid=2025").context["sections"][0].steps
    said = next(step.how for step in steps if step.name == "Troligen").replace("\u00a0", " ")
    variance = 12 * (20 * 2.0**2 + 6 * 4.0**2) / (12 * (19 + 5))  # as tests/admin_costs/views/test_groups.py
    reach, spread = 1.96 * (variance / 20) ** 0.5, variance**0.5
    assert f"10,0 timmar, och {reach:.1f} timmar".replace(".", ",") in said
    assert f"{spread:.1f} timmar, spridningen för en".replace(".", ",") in said
    assert f"Troligen {10 - reach:.1f}–{10 + reach:.1f}".replace(".", ",") in said


def test_no_cost_without_satisfaction_beside_it(maria):
    steps = maria.get(f"{PAGE}?matt=kostnad&niva=municipality&tid=2025").context["sections"][0].steps
    assert {step.name: step.how.replace("\u00a0", " ") for step in steps}["Nöjdhet"] == "75 % (15 av 20)"


def test_the_years(maria):
    years = maria.get(f"{PAGE}?matt=timmar&niva=provider&tid=2025").context["sections"][1]
    (row,) = years.table.rows
    assert [cell.replace("\u00a0", " ") for cell in row] == [
        *("2025", "144 000", "240", "10,0 timmar"),
        *("230 400", "312", "12,3 timmar"),
    ]


def test_R48_hidden_months_are_marks(maria):
    """Liten's three people and Mindre's two: no sum, whoever is asked for, and in the file neither."""
    liten = Unit.objects.get(name="Liten")
    page = maria.get(f"{PAGE}?niva=provider&tid=2025&grupp={liten.pk}")
    (section,) = page.context["sections"]
    assert section.name == "Liten"
    assert {tuple(row[1:4]) for row in section.table.rows} == {("..", "..", "..")}
    assert set(sums(maria, "matt=timmar&niva=provider&tid=2025")) == {"Egen regi", "Följ med"}
    unit = maria.get(f"{PAGE}?matt=timmar&niva=unit&tid=2025").context["sections"][0]
    assert {row[4] for row in unit.table.rows} == {"Små delar dolda"}
    assert {row[2] for row in unit.table.rows} == {"26"}


def test_R48_how_people_differ_is_in_no_row(maria):
    """Σ minutes² of five people beside their Σ minutes would be an equation more about them."""
    file = maria.get(f"{FILE}?matt=timmar&niva=provider&tid=2025").content.decode("utf-8-sig")
    assert file.splitlines()[0] == "Grupp;Månad;Ledsagartid, minuter;Personer;Vad som är dolt"


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_R42_a_name_that_could_run_as_a_formula_is_made_harmless(maria, start):
    Unit.objects.filter(name="Följ med").update(name=start + "HYPERLINK(1)")
    file = maria.get(f"{FILE}?niva=provider&tid=2025").content.decode("utf-8-sig")
    assert f"\r\n'{start}HYPERLINK(1);2025-01;" in file


def test_every_figure_of_the_page_leads_here(maria):
    page = text(maria.get("/jamfor/enheter/?matt=timmar&niva=provider&tid=2025"))
    for unit in Unit.objects.filter(name__in=("Egen regi", "Följ med", "Liten")):
        assert f'href="{PAGE}?matt=timmar&amp;niva=provider&amp;tid=2025&amp;grupp={unit.pk}"' in page


def test_a_period_without_figures_is_a_sentence(maria):
    assert "Det finns inga rader som får visas." in text(maria.get(f"{PAGE}?tid=2019"))


@pytest.mark.parametrize("page", [PAGE, FILE])
@pytest.mark.parametrize(
    "query", ["matt=allt", "niva=person", "tid=förr", "matt=administration&niva=provider"]
)
def test_what_is_not_offered_is_not_there(maria, page, query):
    assert maria.get(f"{page}?{query}").status_code == 404


@pytest.mark.parametrize("page", [PAGE, FILE])
def test_others_find_nothing(kept_year, db, client, page):
    cast = kept_year
    keepers = (cast.coordinator, cast.case_officer, cast.administrator)
    for user in (cast.participant.user, cast.escort.user, *keepers):
        client.force_login(user)
        assert client.get(page).status_code == 404


@pytest.mark.parametrize("page", [PAGE, FILE])
def test_reading_is_not_posted(maria, page):
    assert maria.post(page).status_code == 405
