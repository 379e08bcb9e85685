"""The coordinator's list: most urgent first, own units only, no figure of anybody's hours."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from hours.assignments import assign, decline
from hours.models import Message
from ledsagning.people.models import AccessLog, Area, Participant, Role
from tests.addresses import message_to_tell
from tests.cast import NOW, TOMORROW_14, Cast, make_participant, make_pool, make_staff, make_unit
from tests.hours.many_visits import copies
from tests.hours.views.conftest import Clock, SignedIn
from tests.hours.views.flow import bare

URL = "/samordna/"


def states(html: str) -> list[str]:
    """The words of the state column, from the top."""
    body = html[html.index("<tbody") : html.index("</tbody>")]
    return [part.split("</svg>")[1].split("</span>")[0] for part in body.split('<span class="status ')[1:]]


def test_most_urgent_first(cast: Cast, signed_in: SignedIn, at: Clock) -> None:
    day = timedelta(days=1)
    cast.accepted(starts_at=TOMORROW_14 - day)
    cast.accepted(starts_at=TOMORROW_14 + 5 * day)
    cast.assigned(starts_at=TOMORROW_14)
    declined = cast.assigned(starts_at=TOMORROW_14 + 2 * day)
    decline(declined, escort=cast.escort, by=cast.escort.user, now=TOMORROW_14)
    cast.booking(starts_at=TOMORROW_14 + 3 * day)
    waiting = cast.accepted(starts_at=TOMORROW_14 + 4 * day)
    type(waiting).objects.filter(pk=waiting.pk).update(awaits_top_up=True)
    at(TOMORROW_14 - timedelta(hours=5))
    client = signed_in(cast.coordinator)
    assert states(client.get(URL).content.decode()) == [
        "Asked, has not answered",
        "Declined, needs somebody else",
        "Needs a companion",
        "Hours to confirm",
        "Passed, not reported",
    ]
    assert states(client.get(URL, {"part": "upcoming"}).content.decode()) == [
        "Asked, has not answered",
        "Declined, needs somebody else",
        "Needs a companion",
        "Hours to confirm",
        "Companion coming",
    ]
    assert states(client.get(URL, {"part": "passed"}).content.decode()) == ["Passed, not reported"]


def test_no_hours_left_are_shown(cast: Cast, signed_in: SignedIn) -> None:
    nils = make_participant(unit=cast.unit, username=None)
    make_pool(participant=nils, by=cast.case_officer, hours_per_month=31)
    cast.booking()
    html = signed_in(cast.coordinator).get(URL).content.decode()
    assert "Berit" in html
    for figure in ("237", "240", "372"):
        assert figure not in bare(html)


def test_reads_are_logged(cast: Cast, signed_in: SignedIn) -> None:
    cast.booking()
    cast.booking(starts_at=TOMORROW_14 + timedelta(days=1))
    signed_in(cast.coordinator).get(URL)
    read = AccessLog.objects.get()
    assert (read.user, read.participant, read.capacity, read.page) == (
        cast.coordinator,
        cast.participant,
        "coordinator",
        "GET coordinator_list",
    )


def test_other_units_are_not_there(cast: Cast, signed_in: SignedIn) -> None:
    cast.booking()
    other = make_staff(unit=make_unit(code="1380", name="Halmstad"), kind="coordinator", username="kurt")
    html = signed_in(other).get(URL).content.decode()
    assert "Berit" not in html
    assert "No visits here now." in html


def test_htmx_gets_the_table_alone(cast: Cast, signed_in: SignedIn) -> None:
    cast.booking()
    client = signed_in(cast.coordinator)
    fragment = client.get(URL, headers={"hx-request": "true"}).content.decode()
    assert "<html" not in fragment
    assert "Berit" in fragment
    restored = client.get(URL, headers={"hx-request": "true", "hx-history-restore-request": "true"})
    assert "<html" in restored.content.decode()


def test_pages_have_links(cast: Cast, signed_in: SignedIn) -> None:
    for hour in range(51):
        cast.booking(starts_at=TOMORROW_14 + timedelta(days=hour), hours=1)
    client = signed_in(cast.coordinator)
    first = client.get(URL, {"part": "upcoming"}).content.decode()
    assert first.count('scope="row"') == 50
    assert 'href="?part=upcoming&amp;page=2"' in first
    second = client.get(URL, {"part": "upcoming", "page": "2"}).content.decode()
    assert second.count('scope="row"') == 1


def shown_by(html: str) -> str:
    """What the page says it shows, when it asks again."""
    return html.split('"X-Shown": "')[1].split('"')[0]


def test_nothing_new_is_answered_without_a_body_and_reads_nothing(cast: Cast, signed_in: SignedIn) -> None:
    visit = cast.booking()
    client = signed_in(cast.coordinator)
    shown = shown_by(client.get(URL).content.decode())
    asks = {"hx-request": "true", "x-shown": shown}
    for _ in range(2):
        again = client.get(URL, headers=asks)
        assert (again.status_code, again.content) == (204, b"")
    assert AccessLog.objects.count() == 1  # the page itself
    # With other filters it is another question.
    assert client.get(URL, {"day": "12/3"}, headers=asks).status_code == 204  # which shows the same
    assert client.get(URL, {"day": "13/3"}, headers=asks).status_code == 200
    assign(visit, cast.escort, by=cast.coordinator, now=NOW)
    news = client.get(URL, headers=asks)
    assert news.status_code == 200
    assert "Asked, has not answered" in news.content.decode()
    assert shown_by(news.content.decode()) != shown
    assert AccessLog.objects.count() == 2


def test_time_that_passes_is_news(cast: Cast, signed_in: SignedIn, at: Clock) -> None:
    cast.accepted()
    client = signed_in(cast.coordinator)
    query = {"part": "upcoming"}
    asks = {"hx-request": "true", "x-shown": shown_by(client.get(URL, query).content.decode())}
    at(TOMORROW_14)
    assert client.get(URL, query, headers=asks).status_code == 204
    at(TOMORROW_14 + timedelta(hours=3))
    assert client.get(URL, query, headers=asks).status_code == 200


def test_filters_by_day_as_people_write_it_and_by_area(cast: Cast, signed_in: SignedIn) -> None:
    area = Area.objects.create(municipality=cast.unit.municipality, name="Våxtorp")
    Area.objects.create(municipality_id="1380", name="Getinge")
    cast.booking()
    client = signed_in(cast.coordinator)
    page = client.get(URL, {"day": "i morgon", "part": "upcoming"}).content.decode()
    assert "Berit" in page
    assert 'value="i morgon"' in page
    assert 'href="?day=i+morgon&amp;part=passed"' in page  # another part of the same choice
    assert "Våxtorp" in page
    assert "Getinge" not in page
    assert "All units" not in page  # there is but one
    assert "Berit" not in client.get(URL, {"day": "13 mars"}).content.decode()
    assert "Berit" not in client.get(URL, {"area": area.pk}).content.decode()
    Participant.objects.update(area=area)
    assert "Berit" in client.get(URL, {"area": area.pk}).content.decode()


def test_filters_by_unit_where_there_are_several(cast: Cast, signed_in: SignedIn) -> None:
    other = make_unit(name="Annan enhet")
    Role.objects.create(user=cast.coordinator, unit=other, kind="coordinator", valid_from=NOW.date())
    cast.booking()
    client = signed_in(cast.coordinator)
    assert "All units" in client.get(URL).content.decode()
    assert "Berit" in client.get(URL, {"unit": cast.unit.pk}).content.decode()
    assert "Berit" not in client.get(URL, {"unit": other.pk}).content.decode()
    assert "Berit" in client.get(URL, {"unit": cast.provider.pk}).content.decode()  # not hers


def test_an_unread_day_is_told_and_filters_nothing(cast: Cast, signed_in: SignedIn) -> None:
    cast.booking()
    client = signed_in(cast.coordinator)
    page = client.get(URL, {"day": "<blåbärsdagen>"}).content.decode()
    assert "<title>Error: Visits" in page
    assert page.count("We do not understand “&lt;blåbärsdagen&gt;”") == 2  # on top, and at the field
    assert "Berit" in page
    by_htmx = client.get(URL, {"day": "<blåbärsdagen>"}, headers={"hx-request": "true"})
    assert by_htmx.headers["HX-Redirect"].startswith(f"{URL}?day=")


def test_messages_that_could_not_be_delivered_are_told(cast: Cast, signed_in: SignedIn) -> None:
    Message.objects.filter(pk=message_to_tell(cast.accepted()).pk).update(state="failed")
    page = signed_in(cast.coordinator).get(URL).content.decode()
    assert "1 message could not be delivered." in page
    assert "1 message to tell by phone or letter" in page


def test_at_most_twelve_queries_however_many_visits(
    cast: Cast, signed_in: SignedIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    Area.objects.create(municipality=cast.unit.municipality, name="Våxtorp")
    copies(cast.booking(), 120)
    client = signed_in(cast.coordinator)
    with django_assert_max_num_queries(12):
        page = client.get(URL).content.decode()
    assert page.count('scope="row"') == 50
    shown = {"x-shown": shown_by(page), "hx-request": "true"}
    with django_assert_max_num_queries(8):
        assert client.get(URL, headers=shown).status_code == 204


@pytest.mark.parametrize(
    "query",
    [
        {"part": "nonsense"},
        {"page": "minus one"},
        {"sort": "available"},
        {"unit": "9" * 40, "area": "Våxtorp"},
    ],
)
def test_bad_input_is_the_first_page(cast: Cast, signed_in: SignedIn, query: dict[str, str]) -> None:
    cast.booking()
    response = signed_in(cast.coordinator).get(URL, query)
    assert response.status_code == 200
    assert "Berit" in response.content.decode()


@pytest.mark.parametrize("who", ["stranger", "case_officer", "manager", "administrator"])
def test_strangers_get_404(cast: Cast, signed_in: SignedIn, who: str) -> None:
    assert signed_in(getattr(cast, who)).get(URL).status_code == 404


def test_signed_out(db: None, client: Client) -> None:
    assert client.get(URL).headers["Location"] == f"{reverse('sign_in')}?next={URL}"


def test_wrong_method(cast: Cast, signed_in: SignedIn) -> None:
    assert signed_in(cast.coordinator).post(URL, {"key": uuid.uuid4()}).status_code == 405
