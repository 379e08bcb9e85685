"""What providers may invoice: attested hours × the price of the month, rounded once."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from admin_costs.invoices import invoice_csv, invoice_lines, total_ore
from admin_costs.rates import set_rate
from hours.visits import no_show, report
from tests.cast import NOW, make_escort, make_unit

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
MARCH = date(2026, 3, 1)


@pytest.fixture
def march(cast):
    """A provider under LOV: 3 h as booked, 2 h 20 min not attested, nobody there once. And Elsa's own 3 h."""
    cast.done(starts_at=NOW - DAY, now=NOW - 9 * DAY)
    provider = make_unit(name="Vallmo Omsorg", kind="provider")
    cast.escort = make_escort(unit=provider, username="tor")
    cast.done(starts_at=NOW - 2 * DAY, now=NOW - 9 * DAY)
    visit = cast.accepted(starts_at=NOW - 3 * DAY, now=NOW - 9 * DAY)
    report(
        visit,
        starts_at=visit.starts_at,
        ends_at=visit.starts_at + timedelta(minutes=140),
        by=cast.escort.user,
        now=NOW,
        expenses_ore=5000,
    )
    no_show(cast.accepted(starts_at=NOW - 4 * DAY, now=NOW - 9 * DAY), by=cast.escort.user, now=NOW)
    cast.done(starts_at=NOW - 20 * DAY, now=NOW - 40 * DAY)  # in February
    set_rate(
        cast.unit.municipality,
        role="escort",
        valid_from=date(2026, 1, 1),
        ore_per_hour=42050,
        unit=provider,
        by=cast.manager,
        now=NOW,
    )
    return provider


def test_attested_hours_times_the_price_and_the_rest_apart(cast, march):
    own, line = invoice_lines([cast.unit], cast.unit.municipality, MARCH)
    assert (own.provider, own.is_invoiced, own.hours.minutes) == (cast.provider, False, 180)
    assert (line.provider, line.is_invoiced, line.has_own_price) == (march, True, True)
    hours = line.hours
    assert (hours.visits, hours.minutes, hours.expenses_ore) == (1, 180, 0)
    assert (hours.visits_waiting, hours.minutes_waiting, hours.no_shows) == (1, 140, 1)
    assert line.total_ore == total_ore([own, line]) == 126150  # 3 h × 420.50 kr


def test_the_file_has_only_those_who_invoice(cast, march):
    lines = invoice_lines([cast.unit], cast.unit.municipality, MARCH)
    heading, row, end = invoice_csv(lines, MARCH).decode("utf-8-sig").split("\r\n")
    assert heading.startswith("Period;Utförare;Besök;Timmar;Pris per timme;Ersättning;Utlägg;Att fakturera;")
    assert row == "2026-03;Vallmo Omsorg;1;3,00;420,50;1261,50;0,00;1261,50;1;2,33;1"
    assert end == ""


def test_without_a_price_of_its_own_that_is_said(cast, march):
    before = invoice_lines([cast.unit], cast.unit.municipality, date(2025, 12, 1))
    assert before == []
    make_escort(unit=make_unit(name="Ny", kind="provider"), username="ny")
    cast.escort = make_escort(unit=make_unit(name="Ny utförare", kind="provider"), username="nya")
    cast.done(starts_at=NOW - 5 * DAY, now=NOW - 9 * DAY)
    lines = {line.provider.name: line for line in invoice_lines([cast.unit], cast.unit.municipality, MARCH)}
    assert lines["Ny utförare"].has_own_price is False


class TestPage:
    @pytest.fixture
    def page(self, cast, march, client, monkeypatch):
        monkeypatch.setattr(timezone, "now", lambda: NOW)
        client.force_login(cast.coordinator)
        return client

    def test_the_last_month_or_the_one_asked_for(self, page):
        assert page.get(reverse("invoices")).context["month"] == date(2026, 2, 1)
        response = page.get(reverse("invoices"), {"manad": "2026-03"})
        html = response.content.decode()
        assert "1\xa0261,50\xa0kr" in html
        assert "Egen regi: 3\xa0tim" in html
        assert "Berit" not in html
        file = page.get(reverse("invoices_csv"), {"manad": "2026-03"})
        assert file["Content-Disposition"] == 'attachment; filename="fakturaunderlag-2026-03.csv"'

    @pytest.mark.parametrize("month", ["mars", "2026-13", "9999-12"])
    def test_bad_input_is_a_month_that_is_not_there(self, page, month):
        assert page.get(reverse("invoices"), {"manad": month}).status_code == 404

    def test_strangers(self, page, cast):
        for user in (cast.stranger, cast.manager, cast.escort.user):
            page.force_login(user)
            assert page.get(reverse("invoices")).status_code == 404
            assert page.get(reverse("invoices_csv")).status_code == 404

    def test_wrong_method(self, page):
        assert page.post(reverse("invoices")).status_code == 405
