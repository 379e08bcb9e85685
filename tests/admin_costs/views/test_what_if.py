"""What trust would cost here: from the baseline, and from what is written in the address."""

import csv
from collections.abc import Iterator
from fractions import Fraction
from io import StringIO
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from admin_costs.changes import register_change
from admin_costs.models import ChangeOpening, MonthlyFigures, Rate
from ledsagning.people.models import Municipality, Unit
from tests.admin_costs.administered import AUTUMN_BEFORE, CHANGE, make_administered
from tests.cast import NOW, Cast, make_cast, make_staff, make_unit
from tests.kept import kept

PAGE, FILE = "/jamfor/tank-om/", "/jamfor/tank-om/fil.csv"
# A hundred people with 10 escort hours and one of administration; half of it saved, 5 % more hours.
WRITTEN = {
    "brukare": "100",
    "timmar": "10",
    "admin": "1",
    **{f"sparat_{end}": "50" for end in ("lag", "trolig", "hog")},
    **{f"okning_{end}": "5" for end in ("lag", "trolig", "hog")},
    **{f"adminpris_{end}": "500" for end in ("lag", "trolig", "hog")},
    **{f"pris_{end}": "310" for end in ("lag", "trolig", "hog")},
}


def make() -> Cast:
    """Laholm before its change: the autumn of 2023 is the baseline."""
    cast = make_cast()
    make_administered(cast.unit, cast.provider)
    register_change(cast.unit.municipality, change_month=CHANGE, by=cast.manager, now=NOW)
    return cast


@pytest.fixture(scope="module")
def kept_cast(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Cast]:
    with kept(django_db_blocker, make, now=NOW) as cast:
        yield cast


@pytest.fixture
def maria(kept_cast: Cast, db: None, client: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    client.force_login(kept_cast.manager)
    return client


@pytest.fixture
def elsewhere(db: None) -> Unit:
    """A unit of another municipality, without any figures."""
    return make_unit(code=Municipality.objects.get(name="Halmstad").pk, name="Ledsagning Halmstad")


@pytest.fixture
def nowhere(kept_cast: Cast, elsewhere: Unit, client: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Its manager."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    client.force_login(make_staff(unit=elsewhere, kind="manager", username="malin"))
    return client


def asked(client: Client, **instead: str):
    return client.get(f"{PAGE}?{urlencode(WRITTEN | instead)}")


def text(answer) -> str:
    return answer.content.decode().replace("\u00a0", " ")


def test_the_baseline_is_filled_in(maria):
    """300 h and 60 h for 30 people; 300 kr and (30 × 520 + 20 × 410 + 10 × 430) ÷ 60 = 468.33 kr an hour.

    Control and renewals were 50 of the 60 hours: likely is 83 %, low half of it, and high at most 90 %.
    """
    form = maria.get(PAGE).context["form"]
    assert (form["brukare"].value(), form["timmar"].value(), form["admin"].value()) == ("30", "10,00", "2,00")
    ranges = {asked.slug: [field.value() for field in fields] for asked, fields in form.ranges}
    assert ranges == {
        "sparat": ["42", "83", "90"],
        "okning": ["5", "15", "30"],
        "adminpris": ["445", "468", "492"],
        "pris": ["285", "300", "315"],
    }


def test_the_baseline_alone_gives_an_answer(maria):
    answer = maria.get(PAGE)
    likely = answer.context["rows"][2].values[1]
    assert likely == "77,7"  # 60 h × 83 % × 468 kr ÷ 300 kr
    assert "6 månader, till och med december 2023" in text(answer)


def test_a_change_that_has_not_come_is_not(nowhere):
    assert nowhere.get(PAGE).context["is_changed"] is False


def test_what_is_after_the_change_is_not_looked_at(maria):
    assert "redan ändrats" in text(maria.get(PAGE))
    MonthlyFigures.objects.filter(month__gte=CHANGE).update(minutes=1)
    assert maria.get(PAGE).context["form"]["timmar"].value() == "10,00"
    assert not ChangeOpening.objects.exists()


def test_one_saved_hour_pays_1_6(maria):
    """Domain section 3: at 500 and 310 kr."""
    answer = asked(maria, brukare="1", **{f"sparat_{end}": "100" for end in ("lag", "trolig", "hog")})
    assert answer.context["rows"][2].values == ["1,6"] * 3


def test_the_table_of_what_is_written(maria):
    rows = [row.values[1].replace("\u00a0", " ") for row in asked(maria).context["rows"]]
    assert rows == ["50,0", "25 000", "80,6", "8,1", "50,0", "15 500", "−9 500", "−2,6", "31"]


def test_known_inputs_say_that_the_total_is_the_same(maria):
    said = asked(maria).context["said"]
    assert "densamma som i dag, inom 5 procent" in said[1]
    assert "31 procent av dagens administration" in said[2]


def test_wide_ranges_cannot_be_told(maria):
    said = asked(maria, okning_lag="0", okning_hog="60").context["said"]
    assert "går inte att säga" in said[1]


def test_more_than_all_administration(maria):
    said = asked(maria, **{f"okning_{end}": "50" for end in ("lag", "trolig", "hog")}).context["said"]
    assert "inte ens all administration" in said[2]


def test_saved_time_is_not_money_and_quality_is_beside(maria):
    page = text(asked(maria))
    assert "inte pengar förrän bemanningen minskar" in page
    assert "12 av 30" in page


def test_how_long_it_takes_to_know(maria):
    many = asked(maria, brukare="5000", **{f"okning_{end}": "40" for end in ("lag", "trolig", "hog")})
    assert "kan synas efter" in " ".join(many.context["knowing"])
    assert "ett antagande" in many.context["knowing"][-1]  # six months are too few to learn it from
    few = asked(maria, brukare="6", **{f"okning_{end}": "1" for end in ("lag", "trolig", "hog")})
    assert "går inte att skilja från slumpen inom tre år" in " ".join(few.context["knowing"])


def test_fewer_than_five_people_could_never_know(maria):
    (sentence,) = asked(maria, brukare="4").context["knowing"]
    assert "färre än fem" in sentence


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"brukare": "0"}, "brukare"),
        ({"brukare": "4,5"}, "brukare"),
        ({"brukare": ""}, "brukare"),
        ({"timmar": "0"}, "timmar"),
        ({"timmar": "745"}, "timmar"),
        ({"admin": "0"}, "admin"),
        ({"pris_lag": "0"}, "pris_lag"),
        ({"adminpris_lag": "0"}, "adminpris_lag"),
        ({"sparat_lag": "60"}, "sparat_lag"),
        ({"sparat_hog": "101"}, "sparat_hog"),
        ({"okning_hog": "1"}, "okning_lag"),
        ({"okning_trolig": "mycket"}, "okning_trolig"),
    ],
)
def test_what_cannot_be_computed_with_is_a_sentence(maria, wrong, field):
    answer = asked(maria, **wrong)
    form = answer.context["form"]
    assert list(form.errors) == [field]
    assert {name: form[name].value() for name in WRITTEN} == WRITTEN | wrong
    assert "said" not in answer.context
    assert "NaN" not in text(answer)
    address = urlencode(WRITTEN | wrong)
    assert maria.get(f"{FILE}?{address}").url == f"{PAGE}?{address}"


def test_without_figures_the_form_waits(nowhere):
    answer = nowhere.get(PAGE)
    assert "said" not in answer.context
    assert not answer.context["form"].errors
    assert "Importera" in text(answer)
    assert "310" in answer.context["form"]["pris_trolig"].value()  # the template's price
    assert "Ingen har fått frågan än" in text(answer)


def test_without_figures_one_may_write_them(nowhere):
    answer = asked(nowhere)
    assert answer.context["rows"][2].values[1] == "80,6"
    assert nowhere.get(FILE).url.startswith(PAGE)


def test_without_a_price_there_is_no_price(nowhere):
    Rate.objects.all().delete()
    form = nowhere.get(PAGE).context["form"]
    assert (form["pris_trolig"].value(), form["adminpris_trolig"].value()) == (None, None)


def test_too_few_months_are_said_to_be_too_few(nowhere, elsewhere):
    make_administered(elsewhere, elsewhere)
    register_change(elsewhere.municipality, change_month=AUTUMN_BEFORE[3], by=None, now=NOW)
    answer = nowhere.get(PAGE)
    assert "bara 3 månader" in text(answer)
    (sentence,) = answer.context["knowing"]
    assert "för få" in sentence


def test_the_file(maria):
    answer = maria.get(f"{FILE}?{urlencode(WRITTEN)}")
    found = list(csv.reader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert found[3][2:] == [f"{float(Fraction(25_000, 310)):.4f}".replace(".", ",")] * 3
    assert any("12 av 30" in cell for row in found for cell in row)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"


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
