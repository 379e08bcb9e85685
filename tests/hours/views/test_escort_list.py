"""An escort's own list: what is asked, what comes, what to report; no balance, and nobody else's visits."""

from datetime import timedelta

import pytest
from django.test import Client

from ledsagning.people.models import AccessLog
from tests.cast import NOW, TOMORROW_14, Cast, make_escort
from tests.hours.views.conftest import Clock, SignedIn

URL = "/uppdrag/"


def headings(html: str) -> list[str]:
    return [part.split("</h2>")[0].split(">")[-1] for part in html.split("<h2 ")[1:]]


def test_empty(cast: Cast, signed_in: SignedIn) -> None:
    assert "Nothing now." in signed_in(cast.escort.user).get(URL).content.decode()


def test_every_part(cast: Cast, signed_in: SignedIn, at: Clock) -> None:
    day = timedelta(days=1)
    cast.done(starts_at=TOMORROW_14)
    cast.accepted(starts_at=TOMORROW_14 + day)
    cast.accepted(starts_at=TOMORROW_14 + 2 * day)
    cast.accepted(starts_at=TOMORROW_14 + 3 * day)
    cast.assigned(starts_at=TOMORROW_14 + 4 * day)
    client = signed_in(cast.escort.user)
    at(TOMORROW_14 + 2 * day - timedelta(hours=1))
    html = client.get(URL).content.decode()
    assert headings(html) == ["Can you come?", "To report", "Today", "Coming", "Reported lately"]
    assert html.count("Simhallen") == 5
    assert AccessLog.objects.get().capacity == "escort"
    # A visit that has begun can be reported, for it may end early.
    assert html.count("/rapport/") == 2
    at(TOMORROW_14 + 2 * day)
    assert client.get(URL).content.decode().count("/rapport/") == 3


def test_old_reports_go(cast: Cast, signed_in: SignedIn, at: Clock) -> None:
    cast.done()
    client = signed_in(cast.escort.user)
    at(TOMORROW_14 + timedelta(days=40))
    assert "Simhallen" not in client.get(URL).content.decode()


def test_facts_and_no_figure(cast: Cast, signed_in: SignedIn) -> None:
    cast.participant.phone = "070-174 06 05"
    cast.participant.save()
    cast.assigned(note="Röd jacka")
    html = signed_in(cast.escort.user).get(URL).content.decode()
    for fact in ("Berit", "070-174 06 05", "Simhallen", "Röd jacka", "Thursday 12 March, 14:00–17:00"):
        assert fact in html
    for figure in ("240", "237"):
        assert figure not in html


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
