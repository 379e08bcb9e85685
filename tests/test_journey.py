"""The main job end to end in a real browser: decision, booking, companion, report, rating, comparison.

Everybody signs in through the sign-in page and everything is done on the pages, with JavaScript and without
it; the last years' figures come in by the command. Axe looks at every page on the way, also when a form is
refused (R1, R8); the booking is checked before it is sent (R9).
"""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Page, expect

from admin_costs.models import EffortEntry
from hours.models import Booking, Rating
from hours.pools import balance, lines
from tests.admin_costs.figure_files import four_years
from tests.cast import NOW, make_escort, make_staff, make_unit

PASSWORD = "tre-gula-solrosor"
AFTER_THE_VISIT = datetime(2026, 3, 12, 17, 0, tzinfo=UTC)  # the visit is on Thursday 12 March at 14–17
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]


class Walk:
    """One browser, walked by one person at a time. After each step a heading is waited for, and axe looks."""

    def __init__(self, page: Page, look: Callable[[Page], None]) -> None:
        self.page, self.look = page, look

    def arrive(self, heading: str) -> None:
        expect(self.page.locator("h1")).to_have_text(heading)
        self.look(self.page)

    def press(self, words: str, then: str) -> None:
        """Presses the first button of the page with these words."""
        # The page that comes may have the same heading: of a question that was refused, for one.
        with self.page.expect_navigation():
            self.page.locator("main").get_by_role("button", name=words).first.click()
        self.arrive(then)

    def follow(self, words: str, then: str) -> None:
        self.page.get_by_role("link", name=words).first.click()
        self.arrive(then)

    def write(self, **answers: str) -> None:
        for name, text in answers.items():
            self.page.locator(f"#id_{name}").fill(text)

    def choose(self, label: str) -> None:
        self.page.get_by_label(label, exact=True).check()

    def sees(self, *texts: str) -> None:
        for text in texts:
            expect(self.page.locator("main")).to_contain_text(text)

    def is_refused(self, words: str, field: str, kept: str) -> None:
        """R8: the title says so, the summary has the focus and the field's words, what was typed is there."""
        summary = self.page.locator("#error-summary")
        expect(summary).to_contain_text(words)
        expect(summary).to_be_focused()
        assert self.page.title().startswith("Fel:")
        expect(self.page.locator(f"#id_{field}")).to_have_value(kept)
        expect(self.page.locator(f"#id_{field}_error")).to_contain_text(words)
        self.look(self.page)

    def sign_in(self, username: str, then: str, password: str = "") -> None:
        self.page.context.clear_cookies()
        self.page.goto("/logga-in/")
        self.arrive("Logga in")
        self.write(username=username, password=password or username * 2)
        self.press("Logga in", then)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Call with an instant: from then on it is that time, also for the live server, a thread here."""
    return lambda instant: monkeypatch.setattr(timezone, "now", lambda: instant)


@pytest.fixture(params=["page", "page_without_js"])
def walk(request: pytest.FixtureRequest, axe: Callable[[Page], None]) -> Walk:
    """With JavaScript and axe; then without JavaScript, where axe cannot run."""
    has_script = request.param == "page"
    return Walk(request.getfixturevalue(request.param), axe if has_script else lambda page: None)


def test_grant_book_assign_accept_report_rate_and_compare(
    walk: Walk, at: Callable[[datetime], None], tmp_path: Path
) -> None:
    at(NOW)
    unit, provider = make_unit(), make_unit(name="Egen regi", kind="in_house")
    for kind in ("case_officer", "coordinator", "manager"):
        make_staff(unit=unit, kind=kind)
    make_escort(unit=provider)

    the_case_officer_registers_a_person_and_a_decision(walk)
    the_person_books(walk)
    the_coordinator_asks_a_companion(walk)
    the_companion_says_yes(walk)
    the_person_sees_who_comes(walk)
    at(AFTER_THE_VISIT)
    the_companion_reports(walk)
    the_person_rates(walk)
    the_coordinator_logs_time(walk)
    call_command("import_figures", *map(str, four_years(tmp_path)), municipality="1381", verbosity=0)
    the_manager_compares(walk)
    the_passbook_is_true()


def the_case_officer_registers_a_person_and_a_decision(walk: Walk) -> None:
    walk.sign_in("case_officer", then="Beslut")
    walk.follow("Ny person", then="Ny person")
    walk.write(name="Berit Blåklint", birth_date="1970-05-17", case_number="2026-1")
    walk.write(username="berit", password=PASSWORD)
    walk.choose("Kvinna")
    walk.press("Registrera personen", then="Berit Blåklint")
    walk.choose("LSS 9 § 3")
    walk.write(
        hours_per_month="tjugo?", decided_on="2026-03-10", starts_on="2026-01-01", ends_on="2026-12-31"
    )
    walk.press("Registrera beslutet", then="Berit Blåklint")
    walk.is_refused("timmarna", field="hours_per_month", kept="tjugo?")
    walk.write(hours_per_month="20")
    walk.press("Registrera beslutet", then="Berit Blåklint")
    walk.sees("2026-12-31", "20 tim")


def the_person_books(walk: Walk) -> None:
    walk.sign_in("berit", password=PASSWORD, then="Dina timmar")
    walk.sees("240 tim", "Tvåhundrafyrtio timmar")
    walk.follow("Boka", then="Vilken dag?")
    walk.write(day="blåbärsdagen")
    walk.press("Fortsätt", then="Vilken dag?")
    walk.is_refused("blåbärsdagen", field="day", kept="blåbärsdagen")
    walk.write(day="12/3")
    walk.press("Fortsätt", then="Vilken tid?")
    walk.write(starts="kl 14", ends="17.00")
    walk.press("Fortsätt", then="Var ska ni träffas?")
    walk.write(place="Simhallen")
    walk.press("Fortsätt", then="Vill du säga något till ledsagaren?")
    walk.press("Fortsätt", then="Stämmer det här?")
    # R9: weekday, date, start, end and hours; each "Ändra" says what it changes.
    walk.sees("Torsdag 12 mars", "14–17", "Tre timmar", "Simhallen")
    for what in ("dagen", "tiden", "längden", "mötesplatsen", "ledsagaren"):
        expect(walk.page.get_by_role("link", name=f"Ändra {what}", exact=True)).to_be_visible()
    walk.press("Boka", then="Besöket är bokat")


def the_coordinator_asks_a_companion(walk: Walk) -> None:
    walk.sign_in("coordinator", then="Besök")
    walk.sees("Berit Blåklint", "Simhallen")
    walk.follow("Välj ledsagare", then="Berit Blåklint, torsdag 12 mars")
    walk.sees("Elsa", "har inte träffats förut")
    walk.press("Fråga", then="Besök")


def the_companion_says_yes(walk: Walk) -> None:
    walk.sign_in("elsa", then="Mina uppdrag")
    walk.sees("Kan du komma?", "Berit Blåklint")
    walk.press("Ja, jag kan", then="Mina uppdrag")
    expect(walk.page.get_by_role("heading", name="Kan du komma?")).to_have_count(0)


def the_person_sees_who_comes(walk: Walk) -> None:
    walk.sign_in("berit", password=PASSWORD, then="Dina timmar")
    walk.sees("237 tim", "Elsa kommer")


def the_companion_reports(walk: Walk) -> None:
    walk.sign_in("elsa", then="Mina uppdrag")
    walk.follow("Andra tider eller utlägg", then="Rapportera besöket")
    walk.write(ends="snart")
    walk.press("Skicka rapporten", then="Rapportera besöket")
    walk.is_refused("snart", field="ends", kept="snart")
    walk.write(ends="17.30", expenses="120")
    walk.press("Skicka rapporten", then="Mina uppdrag")


def the_person_rates(walk: Walk) -> None:
    walk.sign_in("berit", password=PASSWORD, then="Dina timmar")
    walk.sees("236,5 tim")
    walk.press("Bra", then="Dina timmar")
    expect(walk.page.get_by_role("button", name="Bra")).to_have_count(0)


def the_coordinator_logs_time(walk: Walk) -> None:
    walk.sign_in("coordinator", then="Besök")
    walk.follow("Logga tid", then="Logga tid")
    walk.page.get_by_label("Vad gjorde du?").select_option(label="Frågor från brukare och företrädare")
    walk.write(minutes="15")
    walk.press("Logga", then="Logga tid")


def the_manager_compares(walk: Walk) -> None:
    walk.sign_in("manager", then="Före och efter")
    walk.follow("Registrera förändringen", then="Förändringen")
    walk.write(change_month="januari", bedding_in_months="0", margin_permille="5")
    walk.press("Registrera", then="Förändringen")
    walk.is_refused("januari", field="change_month", kept="januari")
    walk.write(change_month="2024-01")
    walk.press("Registrera", then="Före och efter")
    walk.sees(
        "Brukarna tar ut fler ledsagartimmar",
        "Administrationen tar mindre tid",
        "Den totala kostnaden är densamma, inom marginalen",
        "Fler ger det bästa svaret",
    )


def the_passbook_is_true() -> None:
    """What the pages said is what stands: 240 h granted, 3 h set aside, 3.5 h used in the end."""
    booking = Booking.objects.get()
    kinds = [(line.kind, line.minutes) for line in lines(booking.pool)]
    assert kinds == [("grant", 240 * 60), ("reserve", 180), ("reserve", 30), ("use", 210)]
    assert (balance(booking.pool).available, balance(booking.pool).used) == (236 * 60 + 30, 210)
    assert (booking.state, booking.expenses_ore) == ("done", 120_00)
    assert Rating.objects.get().score == 3
    assert EffortEntry.objects.get().minutes == 15
    call_command("check_ledger", verbosity=0)
