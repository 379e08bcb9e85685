"""An escort's own list: what is asked, what comes, what to report; no balance, and nobody else's visits."""

import re
from datetime import date, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from hours.models import Booking, PayPeriod
from ledsagning.people.models import AccessLog
from tests.cast import NOW, TOMORROW_14, Cast, make_escort
from tests.hours.views.conftest import Clock, SignedIn
from tests.hours.views.flow import bare

URL = "/uppdrag/"


def headings(html: str) -> list[str]:
    return [part.split("</h2>")[0].split(">")[-1] for part in html.split("<h2 ")[1:]]


def reports(html: str) -> int:
    """How many links to a report there are."""
    return len(re.findall('href="[^"]*/rapport/"', html))


def test_empty(cast: Cast, signed_in: SignedIn) -> None:
    assert "Nothing now." in signed_in(cast.escort.user).get(URL).content.decode()


def test_every_part(cast: Cast, signed_in: SignedIn, at: Clock) -> None:
    day = timedelta(days=1)
    cast.done(starts_at=TOMORROW_14)
    cast.accepted(starts_at=TOMORROW_14 + day)
    cast.accepted(starts_at=TOMORROW_14 + 2 * day)
    cast.accepted(starts_at=TOMORROW_14 + 3 * day)
    cast.accepted(starts_at=TOMORROW_14 + 5 * day)
    cast.assigned(starts_at=TOMORROW_14 + 4 * day)
    client = signed_in(cast.escort.user)
    at(TOMORROW_14 + 2 * day - timedelta(hours=1))
    html = client.get(URL).content.decode()
    parts = ["Can you come?", "Today", "Next", "To report", "Coming", "Reported lately"]
    assert headings(html) == parts
    assert html.count("Simhallen") == 6
    assert AccessLog.objects.get().capacity == "escort"
    # A visit that has begun can be reported, for it may end early.
    assert reports(html) == 2
    at(TOMORROW_14 + 2 * day)
    assert reports(client.get(URL).content.decode()) == 3


def test_no_visit_today_says_so(cast: Cast, signed_in: SignedIn) -> None:
    cast.accepted()
    html = signed_in(cast.escort.user).get(URL).content.decode()
    assert headings(html) == ["Today", "Next"]
    assert "No visit today." in html


@pytest.mark.parametrize(("days", "is_there"), [(40, True), (55, False)])
def test_old_reports_go_with_the_month_after(
    cast: Cast, signed_in: SignedIn, at: Clock, days: int, is_there: bool
) -> None:
    cast.done()
    client = signed_in(cast.escort.user)
    Session.objects.update(expire_date=TOMORROW_14 + timedelta(days=60))
    at(TOMORROW_14 + timedelta(days=days))
    assert ("Simhallen" in client.get(URL).content.decode()) is is_there


def test_facts_and_no_figure(cast: Cast, signed_in: SignedIn) -> None:
    cast.participant.phone = "070-174 06 05"
    cast.participant.save()
    cast.assigned(note="Röd jacka")
    html = signed_in(cast.escort.user).get(URL).content.decode()
    for fact in ("Berit", "070-174 06 05", "Simhallen", "Röd jacka", "Thursday 12 March, 14:00–17:00"):
        assert fact in html
    for figure in ("240", "237"):
        assert figure not in bare(html)


def test_nobody_elses_visits(cast: Cast, signed_in: SignedIn) -> None:
    cast.accepted()
    gun = make_escort(unit=cast.provider, username="gun")
    assert "Berit" not in signed_in(gun.user).get(URL).content.decode()


def test_who_has_left_gets_404(cast: Cast, signed_in: SignedIn) -> None:
    cast.escort.valid_to = (NOW - timedelta(days=1)).date()
    cast.escort.save()
    assert signed_in(cast.escort.user).get(URL).status_code == 404


@pytest.mark.parametrize("who", ["stranger", "coordinator", "case_officer", "manager"])
def test_strangers_get_404(cast: Cast, signed_in: SignedIn, who: str) -> None:
    assert signed_in(getattr(cast, who)).get(URL).status_code == 404


def test_signed_out(db: None, client: Client) -> None:
    assert client.get(URL).status_code == 302


def test_wrong_method(cast: Cast, signed_in: SignedIn) -> None:
    assert signed_in(cast.escort.user).post(URL).status_code == 405


def test_what_is_paid_stands_there_and_is_not_led_to_be_corrected(
    cast: Cast, signed_in: SignedIn, at: Clock
) -> None:
    visit = cast.done()
    client = signed_in(cast.escort.user)
    at(visit.ends_at + timedelta(days=1))
    correct = reverse("report_visit", args=[visit.public_id])
    assert correct in client.get(URL).text
    month = {"month": date(2026, 3, 1), "locked_at": NOW, "locked_by": cast.coordinator}
    Booking.objects.update(paid_in=PayPeriod.objects.create(provider=cast.provider, **month))
    html = client.get(URL).text
    assert "Sent to payroll." in html
    assert correct not in html
