"""The manager's comparison, its files, and the registered change."""

from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from admin_costs.changes import current_change, register_change, registered_changes
from admin_costs.group_rules import Level
from admin_costs.imports import import_files
from admin_costs.models import ChangeOpening, GroupFigures, PriceIndex
from admin_costs.prices import store_index
from ledsagning.people.models import Municipality
from tests.admin_costs.figure_files import HOURS_HEADER, HOURS_ROW, four_years, months, write
from tests.cast import NOW, make_staff, make_unit

PAGES = ("/jamfor/", "/jamfor/fil.csv", "/jamfor/fil.xlsx", "/jamfor/andring/")
WRITTEN = {
    "change_month": "2024-01",
    "bedding_in_months": "3",
    "margin_permille": "2,5",
    "claims": "Mer tid.",
}


@pytest.fixture
def laholm(cast):
    return Municipality.objects.get(code="1381")


@pytest.fixture
def manager(client, cast) -> Client:
    client.force_login(cast.manager)
    return client


@pytest.fixture
def registered(laholm, tmp_path):
    import_files(laholm, four_years(tmp_path), now=NOW)
    return register_change(laholm, change_month=date(2024, 1, 1), claims="Mer tid.", by=None, now=NOW)


def words(answer) -> str:
    return answer.content.decode().replace("\u00a0", " ")


def test_the_verdicts_come_before_the_numbers(manager, registered):
    answer = manager.get("/jamfor/")
    page = words(answer)
    verdicts = [claim.verdict for claim in answer.context["claims"]]
    assert [page.index(verdict) < page.index("<table") for verdict in verdicts] == [True] * 4
    assert answer.context["comparison"].claims["total_cost"].verdict == "same"
    assert page.count('<svg class="chart"') == 5
    assert "720" in page


def test_the_page_tells_the_month_before_and_after_of_each_claim(manager, registered):
    rows = {claim.name: (claim.before, claim.after) for claim in manager.get("/jamfor/").context["claims"]}
    assert [tuple(text.replace("\u00a0", " ") for text in pair) for pair in rows.values()] == [
        ("10,0 timmar", "13,0 timmar"),
        ("3,00 timmar", "1,20 timmar"),
        ("4 502 kr", "4 502 kr"),
        ("50 %", "80 %"),
    ]


def test_a_small_month_is_hidden_in_the_table(manager, laholm, registered, tmp_path):
    row = HOURS_ROW.replace("2023-01", "2021-12").replace(";14;", ";4;")
    import_files(laholm, [write(tmp_path / "liten.csv", HOURS_HEADER, row)], now=NOW)
    row = manager.get("/jamfor/").context["months"][-1]
    assert row.values == ["..", "..", "..", ""]


def test_without_a_change_there_is_a_sentence_and_a_way_on(manager):
    page = words(manager.get("/jamfor/"))
    assert 'href="/jamfor/andring/"' in page
    assert "<table" not in page
    assert manager.get("/jamfor/fil.csv").status_code == 404
    assert manager.get("/jamfor/fil.xlsx").status_code == 404


def test_own_visits_beside_a_file_are_told(manager, laholm, cast, registered, tmp_path):
    row = HOURS_ROW.replace("2023-01", "2026-03")
    import_files(laholm, [write(tmp_path / "mars.csv", HOURS_HEADER, row)], now=NOW)
    assert manager.get("/jamfor/").context["both"] == []
    cast.done()
    assert manager.get("/jamfor/").context["both"] == [date(2026, 3, 1)]


def test_the_csv(manager, registered):
    answer = manager.get("/jamfor/fil.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].startswith('attachment; filename="ledsagning-')
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[2].split(";")[2:4] == ["3", "1,2"]


def test_the_workbook(manager, registered):
    answer = manager.get("/jamfor/fil.xlsx")
    book = load_workbook(BytesIO(answer.content))
    assert book.sheetnames == ["Läs först", "Resultat", "Fakta", "Månader", "Rader", "Svar", "Metod"]
    assert book["Resultat"]["C3"].value == pytest.approx(3)
    months = list(book["Rader"].iter_rows(min_row=2, values_only=True))
    assert len(months) == 48
    # 300 h at 300 kr and 90 h at 500 kr, of 30 people.
    assert months[0] == ("2022-01", "Före", 30, 18_000, 5_400, 135_000)
    assert book["Svar"]["D2"].value == 15


def test_registering_a_change(manager, cast, laholm):
    assert manager.post("/jamfor/andring/", WRITTEN).url == "/jamfor/"
    change = current_change(laholm)
    assert (change.month, change.bedding_in_months, change.margin_permille) == ("2024-01", 3, 25)
    assert (change.claims, change.by) == ("Mer tid.", cast.manager)


def test_a_correction_is_kept_beside_what_stood(manager, laholm, registered):
    assert 'value="2024-01"' in words(manager.get("/jamfor/andring/"))
    manager.post("/jamfor/andring/", WRITTEN | {"change_month": "2024-03"})
    assert [change.month for change in registered_changes(laholm)] == ["2024-01", "2024-03"]
    page = words(manager.get("/jamfor/"))
    assert "mars 2024" in page
    assert "januari 2024" in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"change_month": ""},
        {"change_month": "2024-13"},
        {"change_month": "2999-01"},
        {"bedding_in_months": "-1"},
        {"bedding_in_months": "25"},
        {"margin_permille": "51"},
        {"margin_permille": "lite"},
        {"claims": "x" * 2001},
        {"claims": "a\0b"},
    ],
)
def test_what_is_wrong_is_said(manager, laholm, wrong):
    answer = manager.post("/jamfor/andring/", WRITTEN | wrong)
    assert list(answer.context["form"].errors) == list(wrong)
    assert current_change(laholm) is None


def test_a_claim_is_shown_as_text(manager, laholm, registered):
    manager.post("/jamfor/andring/", WRITTEN | {"claims": "<b>mer</b>"})
    page = words(manager.get("/jamfor/"))
    assert "&lt;b&gt;mer&lt;/b&gt;" in page
    assert "<b>mer" not in page


@pytest.mark.parametrize("page", PAGES)
def test_others_find_nothing(client, cast, registered, page):
    others = (
        cast.stranger,
        cast.participant.user,
        cast.escort.user,
        cast.coordinator,
        cast.case_officer,
        cast.administrator,
    )
    for user in others:
        client.force_login(user)
        assert client.get(page).status_code == 404
    client.logout()
    assert client.get(page).url == f"/logga-in/?next={page}"


def test_another_municipalitys_manager_sees_ones_own(client, registered):
    client.force_login(
        make_staff(unit=make_unit(code="1380", name="Halmstad"), kind="manager", username="moa")
    )
    assert client.get("/jamfor/").context["change"] is None


@pytest.mark.parametrize("page", PAGES[:3])
def test_reading_is_not_posted(manager, registered, page):
    assert manager.post(page).status_code == 405


# Locked before it is opened


def test_opening_is_written_down_the_first_time(manager, cast, registered):
    assert not hasattr(current_change(registered.municipality), "opening")
    manager.get("/jamfor/fil.csv")
    manager.get("/jamfor/")
    opening = ChangeOpening.objects.get()
    assert (opening.change, opening.by) == (registered, cast.manager)
    assert opening.at > registered.at
    assert str(cast.manager) in words(manager.get("/jamfor/"))


def test_who_registers_anew_after_the_figures_is_told_of(manager, laholm, registered):
    """The first version's verdicts stand beside those that hold: nobody chooses the better one unseen."""
    assert manager.get("/jamfor/").context.get("beside") is None
    manager.post("/jamfor/andring/", WRITTEN | {"change_month": "2023-01", "margin_permille": "0,1"})
    answer = manager.get("/jamfor/")
    first, holds = (version for version in answer.context["versions"])
    assert (first.after_figures_were_seen, holds.after_figures_were_seen) == (False, True)
    by_name = {before.name: (before.icon, after.icon) for before, after in answer.context["beside"]}
    assert by_name["Total kostnad"] == ("same", "undecided")
    assert "Efter att siffror hade öppnats" in words(answer)


def test_who_registers_anew_before_the_figures_is_not(manager, laholm, registered):
    manager.post("/jamfor/andring/", WRITTEN)
    answer = manager.get("/jamfor/")
    assert [version.after_figures_were_seen for version in answer.context["versions"]] == [False, False]
    assert "beside" not in answer.context


def test_counting_first_stores_nothing_and_looks_at_nothing_after(manager, laholm, registered):
    answer = manager.post("/jamfor/andring/", WRITTEN | {"look": "1"})
    assert [change.month for change in registered_changes(laholm)] == ["2024-01"]
    foresight = answer.context["foresight"]
    assert (foresight.people, foresight.months_before, foresight.is_assumed) == (30, 24, False)
    assert not ChangeOpening.objects.exists()
    assert 'value="2024-01"' in words(answer)  # nothing typed is lost


def test_before_a_month_is_written_noise_is_an_assumption(manager):
    foresight = manager.get("/jamfor/andring/").context["foresight"]
    assert (foresight.people, foresight.is_assumed) == (40, True)
    assert [row.months_after for row in foresight.rows] == [6, 12, 24, 36]


# Units where nothing changed


@pytest.fixture
def north(laholm):
    return make_unit(name="Ledsagning Norr")


def test_one_unit_has_nobody_to_be_compared_with(manager):
    assert "comparison_units" not in manager.get("/jamfor/andring/").context["form"].fields


def test_comparison_units_are_registered_and_shown(manager, laholm, cast, north, registered):
    assert manager.post("/jamfor/andring/", WRITTEN | {"comparison_units": [north.pk]}).status_code == 302
    assert current_change(laholm).comparison_units == [north.pk]
    page = words(manager.get("/jamfor/"))
    assert "Ledsagning Norr" in page
    assert "Jämförelseenheterna gick inte att använda" in page  # it has no figures


@pytest.mark.parametrize("chosen", ["all of them", "another municipality's", "a provider"])
def test_units_that_cannot_be_compared_with_are_refused(manager, laholm, cast, north, chosen):
    units = {
        "all of them": [north.pk, cast.unit.pk],
        "another municipality's": [make_unit(code="1380", name="Halmstad").pk],
        "a provider": [cast.provider.pk],
    }[chosen]
    answer = manager.post("/jamfor/andring/", WRITTEN | {"comparison_units": units})
    assert list(answer.context["form"].errors) == ["comparison_units"]
    assert current_change(laholm) is None


def test_the_method_and_why_stand_on_the_page(manager, registered):
    answer = manager.get("/jamfor/")
    assert {look.method for look in answer.context["looks"]} == {"Med en trend borträknad"}
    page = words(answer)
    assert page.index("Kunde det ha kommit utan förändringen?") < page.index("Månad för månad")
    assert page.count("Det finns inga enheter att jämföra med.") == 1


def test_three_months_before_are_said_to_be_too_few(manager, laholm, tmp_path):
    """A table without rows says nothing: a sentence stands there, and what to do."""
    import_files(laholm, four_years(tmp_path), now=NOW)
    register_change(laholm, change_month=date(2022, 4, 1), claims="", by=None, now=NOW)
    answer = manager.get("/jamfor/andring/")
    assert answer.context["foresight"].rows == []
    assert "3 månader före ändringen är för få" in words(answer)
    assert "foresight-caption" not in words(answer)


def test_a_claim_without_figures_says_that_there_is_nothing_to_draw(manager, laholm, tmp_path):
    import_files(laholm, [write(tmp_path / "timmar.csv", HOURS_HEADER, HOURS_ROW)], now=NOW)
    register_change(laholm, change_month=date(2024, 1, 1), claims="", by=None, now=NOW)
    answer = manager.get("/jamfor/")
    drawn = [bool(chart) for _name, chart in answer.context["charts"]]
    assert drawn == [True, False, False, False]
    assert words(answer).count("Det finns inget att rita ännu.") == 3


# Municipalities where nothing changed, and prices


@pytest.fixture
def halmstad(laholm):
    """Something is told of Halmstad."""
    GroupFigures.objects.create(
        municipality_id="1380",
        level=Level.MUNICIPALITY,
        month=date(2023, 1, 1),
        people=20,
        visits=20,
        minutes=600,
        cost_ore=600,
    )


def test_neither_is_asked_for_where_there_is_none(manager):
    fields = manager.get("/jamfor/andring/").context["form"].fields
    assert {"comparison_municipalities", "price_index"}.isdisjoint(fields)


def test_municipalities_and_an_index_are_registered_locked_and_shown(manager, laholm, registered, halmstad):
    store_index("PKV", {f"{year}-01": 100.0 + year - 2022 for year in range(2022, 2026)}, now=NOW)
    index = PriceIndex.objects.get()
    form = words(manager.get("/jamfor/andring/"))
    assert "Det finns: Halmstad." in form
    assert "PKV (2022-01 – 2025-01)" in form
    more = {"comparison_municipalities": " halmstad ,1380", "price_index": index.pk}
    assert manager.post("/jamfor/andring/", WRITTEN | more).status_code == 302
    change = current_change(laholm)
    assert (change.comparison_municipalities, change.price_index) == (["1380"], index)
    page = words(manager.get("/jamfor/"))
    assert "Kostnaderna står i priserna för januari 2025, enligt prisindexet PKV." in page
    assert "De här kommunerna jämförs det med, var och en som en enhet: Halmstad." in page
    assert "Prisindexet saknar" in page  # all months but January
    again = manager.get("/jamfor/andring/").context["form"]
    assert (again["comparison_municipalities"].value(), again["price_index"].value()) == (
        "Halmstad",
        index.pk,
    )


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Ankeborg", "”Ankeborg” är ingen kommun i Sverige."),
        ("Halmstad, Laholm", "Här finns inget att visa om Laholm"),
        ("Hylte", "Här finns inget att visa om Hylte"),
    ],
)
def test_municipalities_that_cannot_be_compared_with_are_refused(manager, laholm, halmstad, written, said):
    answer = manager.post("/jamfor/andring/", WRITTEN | {"comparison_municipalities": written})
    assert said in words(answer)
    assert f'value="{written}"' in words(answer)
    assert current_change(laholm) is None


def test_an_index_that_is_not_there_is_refused(manager, laholm):
    store_index("PKV", {"2024-01": 100.0}, now=NOW)
    answer = manager.post("/jamfor/andring/", WRITTEN | {"price_index": 999_999})
    assert list(answer.context["form"].errors) == ["price_index"]
    assert current_change(laholm) is None


def test_the_method_says_in_which_prices(manager, laholm, registered):
    assert "i siffrornas egna priser" in words(manager.get("/jamfor/")).lower()
    store_index("PKV", dict.fromkeys(months(2022, 4), 100.0), now=NOW)
    manager.post("/jamfor/andring/", WRITTEN | {"price_index": PriceIndex.objects.get().pk})
    page = words(manager.get("/jamfor/"))
    assert "Ett index förlängs aldrig efter sin sista månad." in page
