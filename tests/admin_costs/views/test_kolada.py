"""Kolada's figures on the manager's page: beside others, with their marks, their date, and a quality."""

from datetime import timedelta

import pytest
from django.utils import timezone

from admin_costs.kolada import note_trouble, store
from admin_costs.kolada_kpis import BY_ID, KPIS, About
from admin_costs.kolada_rows import Figure, Wrong
from tests.cast import NOW, make_cast

PAGE = "/jamfor/kolada/"


def text(answer) -> str:
    return answer.content.decode().replace("\u00a0", " ")


def figures(kpi: str, **of: tuple) -> list[Figure]:
    """Figures of 2021 on by name, such as k1381=(6.4, "..")."""
    return [
        Figure(
            kpi,
            name[1:],
            2021 + place,
            "T",
            *((None, 1, value) if isinstance(value, str) else (value, 1, "")),
        )
        for name, values in of.items()
        for place, value in enumerate(values)
    ]


@pytest.fixture
def maria(db, client, monkeypatch):
    """Laholm's manager in March 2026."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    client.force_login(make_cast().manager)
    return client


@pytest.fixture
def fetched(maria):
    """People per 10,000 and their cost of three municipalities, and days to a decision of two."""
    store("N28812", figures("N28812", k1381=(6.4, 6.1), k1380=(7.0, ".."), k0180=(2.0,)), title="", now=NOW)
    store("N28157", figures("N28157", k1381=(1234, 1300)), title="Nettokostnad", now=NOW)
    store("U28417", figures("U28417", k1381=(48, "-"), k1380=(".", 52)), title="", now=NOW)
    return maria


def rows(answer, place: int = 0) -> list[tuple]:
    return [(row.year, row.cells, *row.mean) for row in answer.context["pair"][place].rows]


def test_before_anything_is_fetched_it_says_how(maria):
    page = text(maria.get(PAGE))
    assert "Inget har hämtats från Kolada än." in page
    assert "manage.py fetch_kolada" in page
    assert "<table" not in page


def test_the_own_municipality_its_neighbours_and_the_mean(fetched):
    answer = fetched.get(PAGE)
    assert [each.name for each in answer.context["shown"].municipalities] == [
        *("Laholm", "Hylte", "Halmstad", "Falkenberg", "Varberg", "Kungsbacka")
    ]
    assert rows(answer) == [
        (2021, ["6,4", "-", "7,0", "-", "-", "-"], "5,1", "av 3 kommuner"),
        (2022, ["6,1", "-", "..", "-", "-", "-"], "6,1", "av 1 kommun"),
    ]
    assert rows(answer, 1)[0] == (2021, ["48", "-", ".", "-", "-", "-"], "48", "av 1 kommun")
    page = text(answer)
    assert page.count('<svg class="chart"') == 2
    assert "Hämtat från Kolada 11 mars 2026" in page


def test_who_stands_beside_is_ones_own_choice(fetched):
    answer = fetched.get(PAGE, {"kommuner": "stockholm, 1380, Laholm"})
    assert [each.name for each in answer.context["shown"].municipalities] == [
        "Laholm",
        "Stockholm",
        "Halmstad",
    ]
    assert rows(answer)[0][1] == ["6,4", "2,0", "7,0"]
    assert 'value="stockholm, 1380, Laholm"' in text(answer)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"kommuner": "Halmstad, Ankeborg"}, "”Ankeborg” är ingen kommun i Sverige."),
        ({"kommuner": "Ale, Alvesta, Aneby, Arboga, Arjeplog, Arvika"}, "Skriv högst fem kommuner."),
        ({"kommuner": "x" * 201}, ""),
        ({"matt": "N00945"}, ""),
        ({"kon": "X"}, ""),
    ],
)
def test_what_cannot_be_shown_is_said_and_kept(fetched, query, said):
    answer = fetched.get(PAGE, query | {"kvalitet": "U28414"})
    page = text(answer)
    assert answer.status_code == 200
    assert "<title>Fel:" in page
    assert said in page
    assert answer.context["pair"][1].kpi.id == "U28414"  # what was right is shown


@pytest.mark.parametrize("kpi", [kpi.id for kpi in KPIS if kpi.about == About.COST])
def test_no_cost_without_a_quality_beside_it(fetched, kpi):
    answer = fetched.get(PAGE, {"matt": kpi})
    assert [each.kpi.about for each in answer.context["pair"]] == [About.COST, About.QUALITY]
    assert [section.name for section in answer.context["sections"]] == ["Kvalitet", "Personer", "Kostnad"]


def test_no_query_shows_a_cost_alone(fetched):
    """A quality cannot be asked for in the place of the cost, nor a cost in the place of the quality."""
    answer = fetched.get(PAGE, {"matt": "U28417", "kvalitet": "N28157"})
    assert [each.kpi.about for each in answer.context["pair"]] == [About.PEOPLE, About.QUALITY]


def test_the_latest_year_that_ones_own_has(fetched):
    found = {row.kpi.id: row for section in fetched.get(PAGE).context["sections"] for row in section.rows}
    assert found.keys() == BY_ID.keys()
    assert (found["U28417"].year, found["U28417"].cells[0]) == (2021, "48")  # 2022 is missing
    assert (found["N28157"].year, found["N28157"].cells[0]) == (2022, "1\u00a0300")
    assert (found["U26490"].year, found["U26490"].cells[0], found["U26490"].mean.value) == (None, "-", "-")


def test_trouble_is_told_with_the_date_of_what_stands(fetched):
    note_trouble("N28812", Wrong.UNREACHABLE, now=NOW + timedelta(days=31))
    note_trouble("N28157", Wrong.UNREACHABLE, now=NOW + timedelta(days=31))
    page = text(fetched.get(PAGE))
    assert "N28157, N28812 kunde inte hämtas 11 april 2026: Kolada kan inte nås." in page
    assert "De siffror som visas är från 11 mars 2026." in page


def test_when_kolada_is_gone_it_is_told_once(maria):
    for minute, kpi in enumerate(BY_ID):  # each at its own moment of the same day
        store(kpi, figures(kpi, k1381=(6.4,)), title="", now=NOW + timedelta(minutes=minute))
        note_trouble(kpi, Wrong.SLOW, now=NOW + timedelta(days=31, minutes=minute))
    page = text(maria.get(PAGE))
    assert page.count("Inget nyckeltal kunde hämtas 11 april 2026: Kolada svarade inte i tid.") == 1
    assert page.count("De siffror som visas är från 11 mars 2026.") == 1


def test_figures_of_several_days_are_told_so(fetched):
    days = figures("N28806", k1381=(16,))
    store("N28806", days, title="", now=NOW + timedelta(days=31))
    assert "Hämtat från Kolada 11 mars 2026 till 11 april 2026" in text(fetched.get(PAGE))


def test_what_is_made_up_is_never_kolada_s(maria):
    store("N28812", figures("N28812", k1381=(6.4,)), title="", now=NOW, is_illustrative=True)
    page = text(maria.get(PAGE))
    assert "påhittade" in page
    assert "Hämtat från Kolada" not in page
    assert "Källa: Kolada" not in page


def test_it_says_what_kolada_does_not_have_and_what_red_means(fetched):
    page = text(fetched.get(PAGE))
    for words in ("ledsagartimmar", "färre än fem", "ovägt", "rött"):
        assert words in page


def test_women_and_men_are_asked_for_apart(fetched):
    answer = fetched.get(PAGE, {"kon": "K"})
    assert rows(answer) == []
    assert "Det finns inga siffror om det här för de här kommunerna." in text(answer)


def test_nothing_is_asked_of_kolada_by_a_page(fetched, settings):
    """Negative control: whoever asked there would meet no server."""
    settings.KOLADA_URL = "http://127.0.0.1:9/v3"
    assert fetched.get(PAGE).status_code == 200


def test_others_get_404_and_nothing_is_written(fetched, client):
    assert fetched.post(PAGE).status_code == 405
    cast_manager = fetched.get(PAGE).wsgi_request.user
    client.logout()
    assert client.get(PAGE).status_code == 302
    cast_manager.roles.all().delete()
    client.force_login(cast_manager)
    assert client.get(PAGE).status_code == 404
