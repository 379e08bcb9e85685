"""The promise (design section 1), each part by its number, and R46 and R47."""

import ast
import inspect
import io
import itertools
import logging
import re
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django import forms
from django.apps import apps
from django.contrib import admin
from django.core import mail
from django.core.management import call_command
from django.db.models import Sum
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone, translation

from admin_costs.models import MonthlyEffort
from admin_costs.monthly import refresh
from hours import assignments, bookings, visits
from hours.bookings import book
from hours.errors import Refused
from hours.models import Booking, LedgerEntry
from hours.policy import Kind
from hours.pools import balance, grant_due, register_decision
from ledsagning.people.models import AccessLog, Municipality
from tests.addresses import Address, World, browser, make_world, site_addresses, superuser
from tests.cast import NOW, TOMORROW_14, make_cast, make_participant, make_pool
from tests.kept import kept
from tests.matrix import PUBLIC
from tests.telling import AVAILABLE, GRANTED, RESERVED, TELLING, UNUSED, telling_of, texts_of, told

ROOT = Path(__file__).parents[1]
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


class TestP1HoursNeverExpire:
    """R46: for any passage of time, available minutes change only by a line in the passbook."""

    @pytest.mark.parametrize("years", [0, 1, 5, 50])
    def test_R46_whatever_time_passes_the_hours_are_there(self, cast, monkeypatch, years):
        cast.booking()
        before = balance(cast.pool)
        later = NOW + years * 366 * DAY
        monkeypatch.setattr(timezone, "now", lambda: later)
        assert grant_due(cast.pool, by=None, now=later) == 0
        refresh(cast.unit.municipality)
        browser(cast.participant.user).get(reverse("participant_home", args=[cast.participant.public_id]))
        assert balance(cast.pool) == before

    @pytest.mark.parametrize(
        "command", ["grant_periods", "extend_series", "check_ledger", "tidy_bookings", "rebuild_figures"]
    )
    def test_R46_no_command_takes_hours_because_time_passed(self, cast, monkeypatch, command):
        cast.done()
        before = balance(cast.pool)
        monkeypatch.setattr(timezone, "now", lambda: NOW + 20 * 365 * DAY)
        options = {"municipality": "1381"} if command == "rebuild_figures" else {}
        call_command(command, stdout=io.StringIO(), **options)
        after = balance(cast.pool)
        assert after == before

    def test_R46_a_decision_that_ends_or_is_followed_takes_nothing(self, cast):
        register_decision(
            cast.participant,
            legal_basis="lss",
            minutes_per_month=60,
            starts_on=date(2031, 1, 1),
            ends_on=date(2031, 1, 31),
            uncapped=False,
            decided_on=date(2031, 1, 1),
            by=cast.case_officer,
            now=datetime(2031, 1, 1, tzinfo=UTC),
        )
        assert balance(cast.pool).available == 14400 + 60

    def test_R46_every_change_of_the_hours_is_a_line(self, cast):
        cast.done()
        cast.booking(starts_at=TOMORROW_14 + DAY)
        lines = LedgerEntry.objects.filter(pool=cast.pool).order_by("number")
        shown = [14400]
        for line in lines[1:]:
            step = {Kind.RESERVE: -1, Kind.RELEASE: 1, Kind.REFUND: 1}.get(Kind(line.kind), 0)
            shown.append(shown[-1] + step * line.minutes)
        assert [line.available for line in lines] == shown


def make() -> World:
    """Berit has 7 919 minutes left, 1 283 booked and 5 198 used, which nothing else in the world has."""
    cast = make_cast()
    for number, minutes in enumerate((780, 780, 780, 780, 780, 780, 518)):  # with the rest the law wants
        cast.done(starts_at=TOMORROW_14 + number * 3 * DAY, hours=minutes / 60)
    visit = cast.accepted(starts_at=NOW + 31 * DAY, hours=(RESERVED - 700) / 60, note=NOTE)
    cast.booking(starts_at=NOW + 34 * DAY, hours=700 / 60)
    assert (balance(cast.pool).available, balance(cast.pool).reserved) == (AVAILABLE, RESERVED)
    return make_world(cast, visit).signed_in()


@pytest.fixture(scope="class")
def kept_world(django_db_setup, django_db_blocker) -> Iterator[World]:
    with kept(django_db_blocker, make, now=NOW + 30 * DAY) as world:
        yield world


@pytest.fixture
def world(kept_world, db, monkeypatch) -> World:
    monkeypatch.setattr(timezone, "now", lambda: NOW + 30 * DAY)
    return kept_world


NOTE = "Lapp-om-ledarhunden-Ture"
DECIDING = ("case_officer", "manager", "administrator", "coordinator", "escort")
PAGES = [address for address in site_addresses() if address.name not in ("sign_out", "set_language")]
ASKED_NOTHING = PUBLIC | {"style_guide"}  # take no query: they say the same to everybody
QUERIES = ("?part=upcoming", "?part=passed", "?sort=name", "?sort=-available", "?sort=minutes_available")


class TestP2UnusedHoursStartNothing:
    """R47: a named person's unused hours reach no deciding role."""

    @pytest.mark.parametrize("address", PAGES, ids=lambda address: address.name)
    def test_R47_in_no_answer_to_a_deciding_role(self, world, address):
        for who in DECIDING:
            if (who, address.name) == ("coordinator", "phone_book"):
                continue  # the one place, and it is logged: see below
            client = world.browser(who)
            for url, language in itertools.product(world.urls(address), ("sv", "en")):
                page = client.get(url, headers={"accept-language": language}, follow=True)
                # Whoever may not open a page meets the same 404 whatever is asked of it.
                queries = QUERIES if page.status_code == 200 and address.name not in ASKED_NOTHING else ()
                asked = [client.get(url + each, headers={"accept-language": language}) for each in queries]
                assert [told(each) for each in (page, *asked)] == [[]] * (1 + len(asked)), f"{who}: {url}"
            fragment = client.get(world.urls(address)[0], headers={"hx-request": "true"})
            assert told(fragment) == [], f"{who}: fragment of {address.name}"

    def test_R47_the_search_sees_what_the_person_sees(self, world):
        """The negative control: on the person's own page it is told, in figures and in words."""
        home = Address("participant_home", frozenset({"public_id"}))
        (url,) = world.urls(home)
        for who in ("participant", "representative"):
            for language in ("sv", "en"):
                response = world.browser(who).get(url, headers={"accept-language": language})
                found = told(response)
                assert any(re.search(r"\d", told_so) for told_so in found)
                assert any(re.fullmatch(r"\D+", told_so) for told_so in found)

    @pytest.mark.parametrize(
        "said",
        [
            "7919",
            "7 919",
            "7\xa0919",
            "131,98 tim",
            "131.98",
            "131:59",
            "131 tim 59 min",
            "Hundratrettioen",
            "9202",
        ],
    )
    def test_R47_the_search_knows_every_way_to_say_it(self, said):
        assert TELLING.search(f"<td>{said}</td>")
        assert TELLING.search(f"kvar {said}.")

    def test_R47_the_search_knows_the_bare_hours_in_the_text_and_leaves_ids_in_tags(self):
        assert told(HttpResponse("<td>131</td><td>154 tim</td>")) == ["131", "154"]
        assert told(HttpResponse('<option value="131"><a href="/aktiviteter/132/tid/">')) == []

    @pytest.mark.parametrize("other", ["131e4567-e89b", "a7919b", "240", "21 tim 23 min", "1131", "79190"])
    def test_the_search_leaves_other_numbers_alone(self, other):
        assert not TELLING.search(f"<td>{other}</td>")

    def test_R47_a_coordinator_sees_it_in_the_phone_booking_alone_and_that_look_is_logged(self, world):
        (url,) = world.urls(Address("phone_book", frozenset({"public_id"})))
        before = AccessLog.objects.count()
        assert told(world.browser("coordinator").get(url)) != []
        entry = AccessLog.objects.first()
        assert AccessLog.objects.count() == before + 1
        assert (entry.user, entry.capacity, entry.page) == (
            world.accounts["coordinator"],
            "coordinator",
            "GET phone_book",
        )

    def test_R47_nothing_of_it_is_in_the_admin(self, world):
        assert not [model for model in admin.site._registry if model._meta.app_label == "hours"]
        assert not admin.site.is_registered(apps.get_model("people", "Participant"))
        client = browser(superuser())
        for model, shown in admin.site._registry.items():
            label = f"admin:{model._meta.app_label}_{model._meta.model_name}"
            pages = [reverse(f"{label}_changelist")]
            if found := shown.get_queryset(client.get(pages[0]).wsgi_request).first():
                pages.append(reverse(f"{label}_change", args=[found.pk]))
            assert [told(client.get(url, follow=True)) for url in pages] == [[]] * len(pages)

    def test_R47_nothing_of_it_is_mailed_or_logged(self, world, caplog):
        caplog.set_level(logging.DEBUG, logger="hours")
        caplog.set_level(logging.INFO)
        for who in (*DECIDING, "participant"):
            for address in PAGES:
                world.browser(who).get(world.urls(address)[0])
        assert mail.outbox == []
        assert TELLING.findall(caplog.text) == []

    READERS = frozenset({"balance", "means", "last_line", "lines", "LedgerEntry", "hours_left"})
    MAY_READ = frozenset(
        {
            "hours/pools.py",  # writes it
            "hours/bookings.py",  # what a booking may draw on
            "hours/models/__init__.py",
            "hours/views/participant.py",  # the person's own page
            "hours/history.py",  # the person's own history
            "hours/views/coordinator.py",  # the phone booking
            "ledsagning/management/commands/check_ledger.py",  # replays it, names pools only
        }
    )

    def test_R47_the_balance_is_read_where_it_may_be_and_nowhere_else(self):
        readers = set()
        for app in ("hours", "admin_costs", "ledsagning"):
            for file in (ROOT / app).rglob("*.py"):
                tree = ast.parse(file.read_text(encoding="utf-8"))
                imported = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom))
                from_hours = (node for node in imported if str(node.module).startswith("hours"))
                if self.READERS & {name.name for node in from_hours for name in node.names}:
                    readers.add(file.relative_to(ROOT).as_posix())
        assert {name for name in readers if "/demo" not in name} <= self.MAY_READ

    @pytest.mark.parametrize("who", ["case_officer", "manager", "administrator"])
    def test_P3_the_note_to_the_escort_reaches_no_report_either(self, world, who):
        client = world.browser(who)
        for address in PAGES:
            for url in world.urls(address):
                assert NOTE not in texts_of(client.get(url, follow=True)), url


ASKING = re.compile(
    r"reason|why|purpose|motive|because|orsak|varför|anledning|syfte|skäl|ändamål", re.IGNORECASE
)


def all_forms(parent: type = forms.BaseForm) -> set[type]:
    ours = {form for form in parent.__subclasses__() if form.__module__.startswith(("hours", "ledsagning"))}
    return ours.union(*(all_forms(form) for form in parent.__subclasses__()))


class TestP3NoReasons:
    def test_P3_no_model_has_a_field_for_one(self):
        for label in ("hours", "people"):
            for model in apps.get_app_config(label).get_models():
                for found in model._meta.get_fields():
                    words = (
                        f"{found.name} {getattr(found, 'verbose_name', '')} {getattr(found, 'help_text', '')}"
                    )
                    assert not ASKING.search(words), f"{model.__name__}.{found.name}"

    def test_P3_no_form_has_a_field_for_one(self):
        asked = all_forms()
        assert {"PlaceForm", "PhoneBookingForm", "DecisionForm"} <= {form.__name__ for form in asked}
        for form in asked:
            for name, found in getattr(form, "base_fields", {}).items():
                for language in ("sv", "en"):
                    with translation.override(language):
                        assert not ASKING.search(f"{name} {found.label} {found.help_text}"), form.__name__

    @pytest.mark.parametrize(
        "action",
        [
            bookings.book,
            bookings.change,
            bookings.cancel,
            bookings.confirm_top_up,
            assignments.assign,
            assignments.decline,
            visits.no_show,
        ],
    )
    def test_P3_no_action_takes_one(self, action):
        assert not [name for name in inspect.signature(action).parameters if ASKING.search(name)]

    @pytest.mark.parametrize("word", ["cancel_reason", "Varför?", "Orsak till avbokning", "purpose"])
    def test_P3_the_search_finds_one(self, word):
        assert ASKING.search(word)


class TestP4NoNoticePeriod:
    @pytest.mark.parametrize("ahead", [timedelta(0), MINUTE, DAY, 365 * DAY, 4 * 365 * DAY])
    def test_P4_a_visit_may_begin_now_or_next_year(self, cast, ahead):
        assert cast.booking(starts_at=NOW + ahead).starts_at == NOW + ahead

    def test_P4_and_be_cancelled_or_moved_a_minute_before(self, cast):
        booking = cast.accepted()
        just_before = TOMORROW_14 - MINUTE
        moved = bookings.change(
            booking,
            starts_at=TOMORROW_14 + MINUTE,
            ends_at=TOMORROW_14 + 60 * MINUTE,
            by=cast.participant.user,
            now=just_before,
            meeting_place="",
            note="",
            wished_escort=None,
        )
        assert bookings.cancel(moved, by=cast.participant.user, now=TOMORROW_14).state == "cancelled"


class TestP5AShortPoolNeverStopsALife:
    """A pool of 240 hours; the visit is of the 241st."""

    def used_up(self, cast, policy: str) -> None:
        for day in range(10):
            cast.booking(starts_at=TOMORROW_14 + day * DAY, hours=24)
        Municipality.objects.filter(pk="1381").update(short_pool=policy)

    def test_P5_top_up_is_what_a_municipality_has_from_the_start(self, cast):
        assert cast.unit.municipality.short_pool == "top_up"
        self.used_up(cast, "top_up")
        assert cast.booking(hours=1).minutes_reserved == 60
        top_ups = LedgerEntry.objects.filter(pool=cast.pool, kind=Kind.TOP_UP)
        assert list(top_ups.values_list("minutes", flat=True)) == [60]

    def test_P5_ask_books_and_a_coordinator_confirms(self, cast):
        self.used_up(cast, "ask")
        booking = cast.booking(hours=1)
        assert booking.awaits_top_up
        assert bookings.confirm_top_up(booking, by=cast.coordinator, now=NOW).minutes_reserved == 60

    def test_P5_refuse_is_a_choice_that_says_so(self, cast):
        self.used_up(cast, "refuse")
        with pytest.raises(Refused, match="pool_too_small"):
            cast.booking(hours=1)

    @pytest.mark.parametrize("policy", ["top_up", "ask", "refuse"])
    def test_P5_without_a_ceiling_there_is_nothing_to_run_out_of(self, cast, policy):
        self.used_up(cast, policy)
        olle = make_participant(unit=cast.unit, username="olle")
        pool = make_pool(participant=olle, by=cast.case_officer, uncapped=True)
        booking = book(
            pool,
            key=uuid.uuid4(),
            starts_at=TOMORROW_14,
            ends_at=TOMORROW_14 + DAY,
            by=olle.user,
            now=NOW,
        )
        assert booking.minutes_reserved == 1440


class TestP6ControlIsACost:
    def minutes(self, cast) -> int:
        refresh(cast.unit.municipality)
        counted = MonthlyEffort.objects.filter(unit=cast.unit)
        return counted.aggregate(minutes=Sum("minutes", default=0))["minutes"]

    def test_P6_what_the_system_sees_staff_do_is_counted(self, cast):
        before = self.minutes(cast)
        cast.booking(by_phone=True)
        phoned = self.minutes(cast)
        cast.assigned(starts_at=TOMORROW_14 + DAY)
        assert before < phoned < self.minutes(cast)

    def test_P6_in_kronor_by_the_same_prices(self, cast):
        cast.booking(by_phone=True)
        refresh(cast.unit.municipality)
        assert MonthlyEffort.objects.filter(unit=cast.unit, cost_ore__gt=0).exists()

    def test_P6_effort_is_never_tied_to_a_named_participant(self):
        tied = {"participant", "pool", "booking", "person"}
        for model in apps.get_app_config("admin_costs").get_models():
            assert not tied & {found.name for found in model._meta.get_fields()}, model.__name__


class TestP7OnlyGroupsAreCompared:
    def test_P7_one_person_alone_is_in_no_figure(self, world):
        """Berit alone was served: nothing of hers is in the manager's page or files."""
        used = GRANTED - UNUSED
        hers, client = telling_of(used), world.browser("manager")
        for name in [page.name for page in PAGES if page.name.startswith(("comparison", "groups"))]:
            assert hers.findall(texts_of(client.get(reverse(name)))) == []

    def test_P7_no_page_or_file_names_a_person_to_the_manager(self, world):
        """But for what a person has chosen to write to the unit: that is no figure, and has a name on it."""
        client = world.browser("manager")
        for address in PAGES:
            for url in world.urls(address):
                found = "Berit" in texts_of(client.get(url, follow=True))
                assert found == (address.name == "remark_list"), url


def test_every_visit_in_this_file_is_in_the_passbook(world):
    """The world is true: what it says is booked and used is what the lines say."""
    used = Booking.objects.aggregate(used=Sum("minutes_used"), reserved=Sum("minutes_reserved"))
    assert used == {"used": GRANTED - UNUSED, "reserved": RESERVED}
