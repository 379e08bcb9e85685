"""What administration costs: the page and its file."""

import csv
from collections.abc import Iterator
from datetime import date
from io import StringIO

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from admin_costs.capacity import set_capacity
from admin_costs.changes import register_change
from admin_costs.models import Activity, ChangeOpening
from ledsagning.people.models import Municipality, Unit
from tests.admin_costs.administered import CHANGE, add_done, make_administered
from tests.cast import NOW, Cast, make_cast, make_staff, make_unit
from tests.kept import kept

PAGE, FILE = "/jamfor/administration/", "/jamfor/administration/fil.csv"


def make() -> Cast:
    cast = make_cast()
    make_administered(cast.unit, cast.provider)
    return cast


@pytest.fixture(scope="module")
def kept_cast(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Cast]:
    with kept(django_db_blocker, make, now=NOW) as cast:
        yield cast


@pytest.fixture
def maria(kept_cast: Cast, db: None, client: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Laholm's manager, in March 2026, two years after both autumns."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    client.force_login(kept_cast.manager)
    return client


@pytest.fixture
def elsewhere(db: None) -> Unit:
    """A unit of another municipality, without any figures."""
    return make_unit(code=Municipality.objects.get(name="Halmstad").pk, name="Ledsagning Halmstad")


@pytest.fixture
def malin(kept_cast: Cast, elsewhere: Unit, client: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Its manager."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    client.force_login(make_staff(unit=elsewhere, kind="manager", username="malin"))
    return client


@pytest.fixture
def changed(kept_cast: Cast) -> None:
    register_change(kept_cast.unit.municipality, change_month=CHANGE, by=kept_cast.manager, now=NOW)


def staff(cast: Cast, role: str, month: date, paid_minutes: int, kronor: int) -> None:
    set_capacity(
        cast.unit.municipality,
        role=role,
        valid_from=month,
        paid_minutes=paid_minutes,
        practical_permille=800,
        cost_ore=kronor * 100,
        by=cast.manager,
        now=NOW,
    )


def text(answer) -> str:
    return answer.content.decode().replace("\u00a0", " ")


def steps(client: Client, query: str = "") -> dict[str, tuple[str, ...]]:
    rows = client.get(PAGE + query).context["steps"]
    return {f"{row.name}, {row.role}": (row.times, row.each, row.hours, row.kronor) for row in rows}


def test_a_half_years_steps(maria):
    """By phone: 270 × 8 minutes at 430 kr. Asked: 72 × 10. The appeal is with the follow-ups."""
    assert steps(maria) == {
        "Övrig administration, Administratör": ("24", "15", "6,0", "2 460".replace(" ", "\u00a0")),
        "Bokning per telefon, Samordnare": ("270", "8", "36,0", "15\u00a0480"),
        "Frågor från brukare och företrädare, Samordnare": ("72", "10", "12,0", "5\u00a0160"),
        "Moment av få, sammanlagt, Handläggare": ("13", "65", "14,0", "7\u00a0280"),
    }


def test_the_lead_and_quality_beside_it(maria):
    """68 hours and 30,380 kr over 180 person-months; 24 of 30 satisfied in July 2024."""
    page = text(maria.get(PAGE))
    assert "Under andra halvåret 2024 tog administrationen 68,0 timmar och kostade 30 380 kr" in page
    assert "80 procent gav det bästa svaret" in page
    assert "24 av 30" in page


def test_an_earlier_half_year_from_a_file(maria):
    found = steps(maria, "?tid=2023-2")
    assert found["Månadskontroll av timmar, Administratör"] == ("-", "-", "120,0", "49\u00a0200")


@pytest.mark.parametrize("half", ["2024-1", "2025-2", "2024-3", "förr", "2024"])
def test_a_half_year_that_is_not_there(maria, half):
    assert maria.get(f"{PAGE}?tid={half}").status_code == 404
    assert maria.get(f"{FILE}?tid={half}").status_code == 404


def test_capacity_and_what_is_unused(kept_cast, maria):
    """A post of 6 × 8,320 minutes that can be worked, at 58,000 kr a month: 418.27 kr an hour."""
    staff(kept_cast, "coordinator", date(2024, 7, 1), 10_400, 58_000)
    row = {row.role: row for row in maria.get(PAGE).context["roles"]}["Samordnare"]
    assert (row.paid, row.practical, row.cost, row.rate) == ("1\u00a0040,0", "832,0", "348\u00a0000", "418")
    assert (row.used, row.share, row.unused, row.unused_kronor) == ("48,0", "6 %", "784,0", "327\u00a0923")
    # Its steps cost what its capacity does, and the others' their hourly prices.
    assert steps(maria)["Bokning per telefon, Samordnare"][-1] == "15\u00a0058"
    assert steps(maria)["Övrig administration, Administratör"][-1] == "2\u00a0460"


def test_capacity_of_only_some_of_the_months_is_no_capacity(kept_cast, maria):
    staff(kept_cast, "coordinator", date(2024, 8, 1), 10_400, 58_000)
    answer = maria.get(PAGE)
    assert {row.practical for row in answer.context["roles"]} == {""}
    assert "inte registrerad för hela halvåret" in text(answer)


def test_standard_times_longer_than_anybody_can_work_are_said(kept_cast, maria):
    """48 hours in a capacity of 6 × 4 hours."""
    assert "mer än kapaciteten" not in text(maria.get(PAGE))
    staff(kept_cast, "coordinator", date(2024, 7, 1), 300, 2_000)
    page = text(maria.get(PAGE))
    assert "Samordnare: minuterna blir 24,0 timmar mer än kapaciteten" in page


def test_without_a_change_both_processes_are_described(maria):
    context = maria.get(PAGE).context
    rows = {row.name: row for row in context["flow_rows"]}
    control, phone = rows["Månadskontroll av timmar"], rows["Bokning per telefon"]
    assert (control.before_minutes, control.before_kronor, control.after_minutes) == ("60,0", "410", "-")
    assert (phone.before_minutes, phone.after_minutes, phone.difference) == ("8,0", "8,0", "0,0")
    assert context["flow_total"] is None
    assert not ChangeOpening.objects.exists()


def test_before_and_after_each_person_and_month(maria, changed):
    context = maria.get(PAGE).context
    rows = {row.name: row for row in context["flow_rows"]}
    control, phone = rows["Månadskontroll av timmar"], rows["Bokning per telefon"]
    assert (control.before_minutes, control.before_kronor) == ("40,0", "273")
    assert (control.after_minutes, control.difference) == ("-", "−40,0")
    assert (phone.before_minutes, phone.after_minutes, phone.difference) == ("20,0", "12,0", "−8,0")
    assert context["flow_total"].before_minutes == "120,0"
    assert context["flow_total"].after_minutes == "22,7"
    assert context["satisfaction"].before == "40\u00a0%"
    assert context["satisfaction"].after == "80\u00a0%"


def test_P7_the_one_appeal_stands_by_itself_nowhere(kept_cast, maria, changed):
    """Nor do the follow-ups beside it, from which it could be subtracted. With five appeals both stand."""

    def named() -> set[str]:
        page, file = text(maria.get(PAGE)), maria.get(FILE).content.decode("utf-8-sig")
        names = ("Överklagande och klagomål", "Uppföljning", "Bokning per telefon")
        return {name for name in names if name in page or name in file}

    assert named() == {"Bokning per telefon"}
    add_done(kept_cast.unit, date(2024, 8, 1), "overklagande", "case_officer", 4, 120, 520)
    assert named() == {"Överklagande och klagomål", "Uppföljning", "Bokning per telefon"}


def test_telling_before_and_after_is_opening_the_comparison(kept_cast, maria, changed):
    maria.get(PAGE)
    assert ChangeOpening.objects.get().by == kept_cast.manager


def test_the_file_opens_it_too(maria, changed):
    maria.get(FILE)
    assert ChangeOpening.objects.exists()


def test_minutes_freed_are_not_money_unless_staffing_falls(kept_cast, maria, changed):
    """(120 − 22.67) minutes for 180 person-months: 292 hours."""
    freed, cash = maria.get(PAGE).context["freed"]
    assert "292,0 timmar" in freed
    assert "registrera bemanningen före" in cash.lower()
    staff(kept_cast, "administrator", date(2023, 1, 1), 5_200, 30_000)
    assert "Inget av det är sparade pengar" in maria.get(PAGE).context["freed"][1]
    staff(kept_cast, "administrator", date(2024, 7, 1), 2_600, 15_000)
    assert "90 000 kr" in maria.get(PAGE).context["freed"][1].replace("\u00a0", " ")


def test_renewals_avoided(maria):
    """180 person-months with decisions of a year: 15 renewals of four hours at 520 kr, and none was made."""
    asked, made, avoided = (part.replace("\u00a0", " ") for part in maria.get(PAGE).context["renewals"])
    assert "15 omprövningar" in asked
    assert made.startswith("0 ")
    assert avoided.startswith("15 ")
    assert "60,0 timmar" in avoided
    assert "31 200 kr" in avoided
    assert "30 omprövningar" in maria.get(f"{PAGE}?manader=6").context["renewals"][0]


def test_renewals_of_few_are_not_told(kept_cast, maria):
    add_done(kept_cast.unit, date(2024, 8, 1), "omprovning", "case_officer", 2, 240, 520)
    made = maria.get(PAGE).context["renewals"][1]
    assert "visas inte" in made


def test_what_cannot_be_read_is_said_and_kept(maria):
    answer = maria.get(f"{PAGE}?manader=länge")
    assert list(answer.context["form"].errors) == ["manader"]
    assert 'value="länge"' in text(answer)
    assert "Fel:" in text(answer)
    assert list(maria.get(f"{PAGE}?manader=0").context["form"].errors) == ["manader"]


def test_no_half_year_is_a_sentence(malin):
    """Nor does she see anything of Laholm's."""
    answer = malin.get(PAGE)
    assert "Inget halvår är slut än" in text(answer)
    assert "NaN" not in text(answer)
    assert "Månadskontroll av timmar" in text(answer)  # both processes, as described
    assert malin.get(FILE).url == PAGE


def test_four_people_are_nowhere(malin, elsewhere):
    make_administered(elsewhere, elsewhere, people=4)
    assert malin.get(PAGE).context["done"] is None
    assert malin.get(FILE).url == PAGE


def table(client: Client) -> dict[str, list[str]]:
    found = csv.reader(StringIO(client.get(FILE).content.decode("utf-8-sig")), delimiter=";")
    return {row[0]: row[1:] for row in found if row}


def test_the_file_says_what_the_page_says(kept_cast, maria, changed):
    staff(kept_cast, "coordinator", date(2024, 7, 1), 10_400, 58_000)
    found = table(maria)
    assert found["Samordnare"] == ["62400", "49920", "348000", "2880", "47040", "327923,08"]
    assert found["Moment av få, sammanlagt"] == ["Handläggare", "13", "840", "7280"]
    assert found["Månadskontroll av timmar"] == ["40", "273,3333", "0", "0"]
    assert (found["Bästa svar, senaste året"], found["Svar"]) == (["24"], ["30"])
    assert maria.get(FILE)["Content-Type"] == "text/csv; charset=utf-8"


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_R42_a_name_that_could_run_as_a_formula_is_made_harmless(maria, start):
    Activity.objects.filter(slug="fragor").update(name=f"{start}HYPERLINK(1)")
    assert f"\r\n'{start}HYPERLINK(1);" in maria.get(FILE).content.decode("utf-8-sig")


@pytest.mark.parametrize("address", [PAGE, FILE])
def test_others_find_nothing(kept_cast, db, client, address):
    cast = kept_cast
    for user in (
        cast.participant.user,
        cast.escort.user,
        cast.coordinator,
        cast.case_officer,
        cast.administrator,
    ):
        client.force_login(user)
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", [PAGE, FILE])
def test_reading_is_not_posted(maria, address):
    assert maria.post(address).status_code == 405
