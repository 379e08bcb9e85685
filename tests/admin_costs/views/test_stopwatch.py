"""The stopwatch over HTTP: start, stop, throw away; strangers nowhere."""

from datetime import timedelta

import pytest
from django.utils import timezone

from admin_costs.imports import import_files
from admin_costs.models import Activity, EffortEntry, Stopwatch
from ledsagning.people.models import Role
from tests.admin_costs.figure_files import EFFORT_HEADER, EFFORT_ROW, write
from tests.cast import NOW, make_unit

PAGES = ("/tid/stoppur/", "/tid/stoppur/starta/", "/tid/stoppur/kasta/")


@pytest.fixture
def clock(monkeypatch):
    """Sets the time: minutes after NOW."""

    def at(minutes: int) -> None:
        monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(minutes=minutes))

    at(0)
    return at


@pytest.fixture
def karin(client, cast, clock):
    client.force_login(cast.coordinator)
    return client


@pytest.fixture
def questions(db):
    return Activity.objects.get(slug="fragor")


def start(client, cast, activity=""):
    return client.post("/tid/stoppur/starta/", {"unit": cast.unit.pk, "activity": activity})


def stop(client, **form):
    return client.post("/tid/stoppur/", {"watch": Stopwatch.objects.get().pk, **form}, follow=True)


def test_started_and_stopped_it_is_logged(karin, cast, clock, questions):
    assert start(karin, cast, questions.pk).url == "/tid/"
    clock(14)
    assert "Stoppuret har gått i 14 minuter." in karin.get("/tid/").text
    page = karin.get("/tid/stoppur/")
    assert f'<option value="{questions.pk}" selected' in page.text
    answer = stop(karin, activity=questions.pk)
    assert answer.redirect_chain == [("/tid/", 302)]
    assert "Loggat: Frågor från brukare och företrädare, 14" in answer.text
    entry = EffortEntry.objects.get()
    assert (entry.minutes, entry.source, entry.role) == (14, "stopwatch", "coordinator")
    assert "Stoppuret har gått" not in answer.text


def test_started_without_an_activity_it_is_said_at_the_stop(karin, cast, clock, questions):
    start(karin, cast)
    clock(3)
    answer = stop(karin, activity="")
    assert list(answer.context["form"].errors) == ["activity"]
    assert stop(karin, activity=questions.pk).redirect_chain
    assert EffortEntry.objects.get().minutes == 3


def test_stop_and_begin_the_next(karin, cast, clock, questions):
    start(karin, cast)
    clock(20)
    stop(karin, activity=questions.pk, again="1")
    assert EffortEntry.objects.get().minutes == 20
    assert Stopwatch.objects.get().started_at == NOW + timedelta(minutes=20)


@pytest.mark.parametrize(("written", "minutes"), [("en kvart", 15), ("länge", None), ("", None)])
def test_forgotten_over_night_it_asks_how_long(karin, cast, clock, questions, written, minutes):
    start(karin, cast)
    clock(17 * 60)
    assert "Stoppa, logga" not in karin.get("/tid/stoppur/").text
    answer = stop(karin, activity=questions.pk, minutes=written)
    assert list(EffortEntry.objects.values_list("minutes", flat=True)) == ([minutes] if minutes else [])
    if minutes is None:
        assert list(answer.context["form"].errors) == ["minutes"]
        assert written in answer.text


def test_an_imported_month_takes_no_log_and_the_stopwatch_goes_on(karin, cast, questions, tmp_path):
    start(karin, cast)
    row = EFFORT_ROW.replace("2023-01", f"{NOW:%Y-%m}")
    import_files(cast.unit.municipality, [write(tmp_path / "a.csv", EFFORT_HEADER, row)], now=NOW)
    answer = stop(karin, activity=questions.pk)
    assert "Den månadens siffror kom i en fil" in answer.text
    assert "<title>Fel:" in answer.text
    assert Stopwatch.objects.exists()


def test_a_stopwatch_from_another_page_is_not_stopped_by_this_one(karin, cast, questions):
    start(karin, cast)
    answer = stop(karin, activity=questions.pk, watch=999_999)
    assert "Det stoppuret är redan stoppat." in answer.text
    assert Stopwatch.objects.exists()


def test_none_going_leads_to_the_log(karin):
    answer = karin.get("/tid/stoppur/", follow=True)
    assert answer.redirect_chain == [("/tid/", 302)]
    assert "Inget stoppur går." in answer.text


def test_thrown_away_nothing_is_logged(karin, cast):
    start(karin, cast)
    karin.post("/tid/stoppur/kasta/", {"watch": "annat"})
    assert Stopwatch.objects.exists()
    karin.post("/tid/stoppur/kasta/", {"watch": Stopwatch.objects.get().pk})
    assert not Stopwatch.objects.exists()
    assert not EffortEntry.objects.exists()


def test_only_looking_changes_nothing(karin, cast):
    assert karin.get("/tid/stoppur/starta/").url == "/tid/"
    start(karin, cast)
    assert karin.get("/tid/stoppur/kasta/").url == "/tid/"
    assert Stopwatch.objects.exists()


def test_what_is_no_activity_is_said_at_the_stop(karin, cast):
    start(karin, cast, "999999")
    assert Stopwatch.objects.get().activity is None


def test_who_has_moved_to_another_unit_logs_there(karin, cast, clock, questions):
    start(karin, cast)
    second = make_unit(name="Enhet två")
    Role.objects.filter(user=cast.coordinator).update(unit=second)
    clock(5)
    stop(karin, activity=questions.pk)
    assert EffortEntry.objects.get().unit == second


def test_strangers_find_nothing(client, cast):
    for user in (cast.stranger, cast.participant.user, cast.escort.user):
        client.force_login(user)
        for page in PAGES:
            assert client.get(page).status_code == 404
            assert client.post(page, {"watch": "1"}).status_code == 404


def test_other_methods_and_the_unknown(client, cast):
    assert client.get(PAGES[0]).url == "/logga-in/?next=/tid/stoppur/"
    client.force_login(cast.manager)
    assert {client.put(page).status_code for page in PAGES} == {405}
