"""The day and the week by companion: drawn, the same as a table, own people by name, cheap to ask again."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from hours.assignments import accept, assign
from hours.models import Absence
from ledsagning.people.models import AccessLog, Escort
from tests.cast import NOW, TOMORROW_14, Cast, make_escort, make_staff, make_unit
from tests.hours.views.conftest import SignedIn

DAY, WEEK = "/samordna/dag/", "/samordna/vecka/"
BOTH = pytest.mark.parametrize("url", [DAY, WEEK])


def row_of(html: str, name: str) -> str:
    """A row of the table, by its heading."""
    (row,) = [row for row in html.split("<tr ")[1:] if f'scope="row">{name}<' in row]
    return row.split("</tr>")[0]


@BOTH
def test_each_row_says_when_whose_and_what(cast: Cast, signed_in: SignedIn, url: str) -> None:
    Escort.objects.update(minutes_per_week=1200)
    cast.booking(starts_at=TOMORROW_14 + timedelta(hours=4), hours=1.5)
    visit = cast.accepted()
    Absence.objects.create(
        escort=make_escort(unit=cast.provider, username="tor"),
        starts_at=TOMORROW_14 - timedelta(hours=14),
        ends_at=TOMORROW_14 + timedelta(hours=10),
        by=cast.coordinator,
        at=NOW,
    )
    html = signed_in(cast.coordinator).get(url, {"dag": "2026-03-12"}).content.decode()
    elsa = row_of(html, "Elsa")
    assert "14:00–17:00" in elsa
    assert f'href="{reverse("assign_visit", args=[visit.public_id])}">Berit<' in elsa
    assert "Has said yes" in elsa
    assert "3 h of 20 h" in elsa.replace("\N{NO-BREAK SPACE}", " ")
    assert "18:00–19:30" in row_of(html, "Nobody yet")
    assert "All day" in row_of(html, "Tor")
    assert "Away" in row_of(html, "Tor")
    assert AccessLog.objects.count() == 1


def test_the_drawing_says_in_words_what_it_shows(cast: Cast, signed_in: SignedIn) -> None:
    cast.accepted()
    cast.booking(starts_at=TOMORROW_14 + timedelta(days=1))
    client = signed_in(cast.coordinator)
    day = client.get(DAY, {"dag": "i morgon"}).content.decode()
    assert '<title id="timeline-title">Companions on Thursday 12 March</title>' in day
    assert "1 companion. 0 visits without a companion. The table has the same, in words.</desc>" in day
    assert day.count('<rect class="timeline-block timeline-promised"') == 2  # what it means, and the visit
    assert 'style="' not in day
    week = client.get(WEEK, {"dag": "i morgon"}).content.decode()
    assert "Companions from Monday 9 March to Sunday 15 March</title>" in week
    assert "1 companion. 1 visit without a companion." in week


@pytest.mark.parametrize(
    ("url", "asked", "earlier", "later", "heading"),
    [
        (DAY, "", "2026-03-10", "2026-03-12", "Companions on Wednesday 11 March"),
        (DAY, "2026-10-25", "2026-10-24", "2026-10-26", "Companions on Sunday 25 October"),
        (WEEK, "", "2026-03-02", "2026-03-16", "Companions from Monday 9 March to Sunday 15 March"),
        (WEEK, "på lördag", "2026-03-02", "2026-03-16", "Companions from Monday 9 March to Sunday 15 March"),
    ],
)
def test_earlier_and_later(
    cast: Cast, signed_in: SignedIn, url: str, asked: str, earlier: str, later: str, heading: str
) -> None:
    html = signed_in(cast.coordinator).get(url, {"dag": asked} if asked else {}).content.decode()
    assert f"<h1>{heading}</h1>" in html
    assert f'rel="prev" href="?dag={earlier}"' in html
    assert f'rel="next" href="?dag={later}"' in html


@BOTH
def test_an_unread_day_is_told_and_today_is_shown(cast: Cast, signed_in: SignedIn, url: str) -> None:
    html = signed_in(cast.coordinator).get(url, {"dag": "<blåbärsdagen>"}).content.decode()
    assert "<title>Error: Companions" in html
    assert html.count("We do not understand “&lt;blåbärsdagen&gt;”") == 2
    assert 'value="&lt;blåbärsdagen&gt;"' in html


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar(cast: Cast, signed_in: SignedIn, day: str) -> None:
    client = signed_in(cast.coordinator)
    for url, query in ((DAY, {"dag": day}), (WEEK, {"dag": day}), ("/samordna/", {"day": day})):
        html = client.get(url, query).content.decode()
        assert f"“{day}” is more than 10 years from now. Is the year right?" in html


@BOTH
def test_nothing_new_is_answered_without_a_body(cast: Cast, signed_in: SignedIn, url: str) -> None:
    visit = cast.assigned()
    query = {"dag": "2026-03-12"}
    client = signed_in(cast.coordinator)
    page = client.get(url, query).content.decode()
    asks = {"hx-request": "true", "x-shown": page.split('"X-Shown": "')[1].split('"')[0]}
    again = client.get(url, query, headers=asks)
    assert (again.status_code, again.content) == (204, b"")
    assert AccessLog.objects.count() == 1
    accept(visit, escort=cast.escort, by=cast.escort.user, now=NOW)
    news = client.get(url, query, headers=asks).content.decode()
    assert "<html" not in news
    assert "Has said yes" in row_of(news, "Elsa")


def test_as_many_queries_for_many_companions_as_for_few(
    cast: Cast, signed_in: SignedIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(12):
        escort = make_escort(unit=cast.provider, username=f"escort{number}")
        assign(cast.booking(), escort, by=cast.coordinator, now=NOW)
    client = signed_in(cast.coordinator)
    with django_assert_max_num_queries(12):
        html = client.get(WEEK).content.decode()
    assert html.count('scope="row"') == 14


@BOTH
def test_strangers_get_404(cast: Cast, signed_in: SignedIn, url: str) -> None:
    cast.accepted()
    for user in (cast.stranger, cast.case_officer, cast.manager, cast.participant.user, cast.escort.user):
        assert signed_in(user).get(url).status_code == 404
    far = make_staff(unit=make_unit(code="1380", name="Halmstad"), kind="coordinator", username="kurt")
    html = signed_in(far).get(url, {"dag": "2026-03-12"}).content.decode()
    assert "Berit" not in html
    assert "Elsa" not in html


@BOTH
def test_signed_out_and_wrong_method(cast: Cast, client: Client, signed_in: SignedIn, url: str) -> None:
    assert client.get(url).headers["Location"] == f"{reverse('sign_in')}?next={url}"
    assert signed_in(cast.coordinator).post(url, {"dag": date(2026, 3, 12)}).status_code == 405
