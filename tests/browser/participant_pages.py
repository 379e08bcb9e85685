"""Every page a participant meets, to be walked by the tests of R14, of page weight and of a slow line.

Add a page here when it is added to the site: test_reflow.py names the address that is missing.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import time, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page

from admin_costs.survey_codes import spaced
from admin_costs.views.survey_answers import COOKIE
from hours.feeds import turn_on
from hours.models import Favourite
from hours.remarks import send
from hours.series import start_series
from hours.wishes import wish
from ledsagning.people.models import Municipality, User
from tests.admin_costs.surveying import codes_of, make_round
from tests.cast import NOW, TOMORROW_14, Cast, make_cast, make_escort
from tests.hours.views.flow import Flow

PARTICIPANT, REPRESENTATIVE, NOBODY = "participant", "representative", ""
SURVEYED = "who has answered a survey's questions"
BUTTON = "main .button"
HOSTS = ("localhost", "127.0.0.1")


@dataclass(frozen=True)
class Stop:
    """One page in one state. `press` is pressed first, where the state is what comes of it."""

    name: str
    url: str
    of: str  # the address's name in the URLconf
    user: str = PARTICIPANT
    press: str = ""
    main_button: str = BUTTON  # what one comes for


@dataclass(frozen=True)
class Walk:
    """The stops, and how to come to one."""

    stops: list[Stop]
    clients: dict[str, Client]

    def go(self, page: Page, stop: Stop, **how: str) -> None:
        """Opens the stop as who it is for, on the page's own server; fails when another page comes."""
        page.context.clear_cookies()
        for cookie in self.clients[stop.user].cookies.values() if stop.user else ():
            named = {"name": cookie.key, "value": cookie.value, "path": "/"}
            page.context.add_cookies([{**named, "domain": host} for host in HOSTS])
        page.goto(stop.url, **how)
        assert page.url.endswith(stop.url), f"{stop.name}: came to {page.url}"
        if stop.press:
            # Past the script that looks for a connection before it sends (ledsagning/static/js/booking.js).
            with page.expect_navigation():
                page.locator(stop.press).first.click()


def signed_in(user: User) -> Client:
    client = Client(headers={"accept-language": "sv"})
    client.force_login(user)
    return client


def a_full_life(cast: Cast) -> None:
    """Visits of every kind, long words, wishes, and a phone to call."""
    Municipality.objects.filter(pk=cast.unit.municipality.pk).update(phone="0430-150 00")
    tor = make_escort(unit=cast.provider, username="tor")
    wish(cast.participant, cast.escort, never=False)
    wish(cast.participant, tor, never=True)
    cast.done(starts_at=NOW - timedelta(days=2), now=NOW - timedelta(days=4))
    cast.booking(starts_at=TOMORROW_14 + timedelta(days=2), wished_escort=tor)
    cast.assigned(starts_at=TOMORROW_14 + timedelta(days=5))
    for week in range(1, 3):
        cast.booking(starts_at=TOMORROW_14 + timedelta(weeks=week), hours=2.5)


def make_walk(cast: Cast) -> Walk:
    """Berit's pages, each in the states that look different. It is NOW."""
    a_full_life(cast)
    clients = {
        PARTICIPANT: signed_in(cast.participant.user),
        REPRESENTATIVE: signed_in(cast.representative.user),
        SURVEYED: Client(),
    }
    clients[SURVEYED].cookies[COOKIE] = "self.0.1.-.0.1.2.0.0.1"
    stops = [
        *public_stops(),
        *own_stops(cast),
        *booking_stops(cast, clients[PARTICIPANT]),
        *series_stops(cast),
        *knowing_stops(cast),
        *survey_stops(cast),
    ]
    return Walk(stops=stops, clients=clients)


def public_stops() -> Iterator[Stop]:
    yield Stop("sign in", reverse("sign_in"), "sign_in", user=NOBODY)
    yield Stop("sign in, refused", reverse("sign_in"), "sign_in", user=NOBODY, press="main form .button")
    for name in ("accessibility", "how_it_works", "rights", "privacy"):
        yield Stop(name, reverse(name), name, main_button="main h1")


def own_stops(cast: Cast) -> Iterator[Stop]:
    """What is left, and each visit. Without drafts."""
    person = [cast.participant.public_id]
    comes = [*person, cast.accepted().public_id]
    was = [*person, cast.done(starts_at=NOW - timedelta(days=7), now=NOW - timedelta(days=9)).public_id]
    home = reverse("participant_home", args=person)
    yield Stop("home", home, "participant_home")
    yield Stop("home, for another", home, "participant_home", user=REPRESENTATIVE)
    yield Stop("all visits", reverse("own_visits", args=person), "own_visits", main_button="main h1")
    yield Stop("visit", reverse("visit", args=comes), "visit")
    yield Stop("receipt", reverse("visit", args=comes) + "?klar=bokad", "visit")
    yield Stop("visit that is done", reverse("visit", args=was), "visit")
    yield Stop("cancel", reverse("cancel_visit", args=comes), "cancel_visit")
    yield Stop("rate", reverse("rate_visit", args=was), "rate_visit")
    yield Stop("wishes", reverse("escort_wishes", args=person), "escort_wishes")
    yield Stop(
        "wishes, refused", reverse("escort_wishes", args=person), "escort_wishes", press="p.actions .button"
    )


def booking_stops(cast: Cast, client: Client) -> Iterator[Stop]:
    """The questions and the check of one booking, all answered."""
    flow = Flow(client, cast.participant)
    flow.answer_all()
    for step in ("dag", "tid", "plats", "ledsagare"):
        yield Stop(f"question: {step}", flow.url(step), "book_step")
    empty = Flow(client, cast.participant)
    yield Stop("question: dag, refused", empty.url("dag"), "book_step", press=".button-big")
    yield Stop("check", flow.check_url, "book_check")
    person = [cast.participant.public_id]
    line = reverse("book_line", args=person)
    yield Stop("one line", line, "book_line")
    yield Stop("one line, refused", line, "book_line", press=".one-line .button, .button-big")
    gym = Favourite.objects.create(
        participant=cast.participant, name="Gymmet", weekday=1, starts=time(10), minutes=120
    )
    yield Stop("favourites", reverse("favourites", args=person), "favourites")
    yield Stop("new favourite", reverse("new_favourite", args=person), "new_favourite")
    yield Stop("favourite", reverse("favourite", args=[*person, gym.public_id]), "favourite")


def series_stops(cast: Cast) -> Iterator[Stop]:
    """A visit that may come back, and one that does."""
    alone = [cast.participant.public_id, cast.booking(starts_at=TOMORROW_14 + timedelta(days=3)).public_id]
    often, both = "?hur=weekly", "?hur=weekly&till=2026-12-31"
    yield Stop("how often", reverse("series_often", args=alone), "series_often")
    yield Stop("until when", reverse("series_until", args=alone) + often, "series_until")
    yield Stop("days off", reverse("series_days_off", args=alone) + both, "series_days_off")
    yield Stop("series, check", reverse("series_check", args=alone) + both + "&ledig=", "series_check")
    visit = cast.booking(starts_at=TOMORROW_14 + timedelta(days=4))
    asked = {"key": uuid4(), "frequency": "weekly", "by": cast.participant.user, "now": NOW}
    series = start_series(visit, **asked).series
    of_visit, of_series = ([cast.participant.public_id, each.public_id] for each in (visit, series))
    for name in ("series_change", "series_cancel"):
        yield Stop(name, reverse(name, args=of_visit), name)
    for name in ("series_change_check", "series_cancel_check"):
        yield Stop(name, reverse(name, args=[*of_visit, "alla"]), name)
    step = reverse("series_change_step", args=[*of_visit, "alla", "tid"])
    yield Stop("series_change_step", step, "series_change_step")
    yield Stop("series", reverse("series_list", args=of_visit[:1]), "series_list")
    for name in ("series_page", "series_last_day", "series_off", "series_end"):
        yield Stop(name, reverse(name, args=of_series), name)


def knowing_stops(cast: Cast) -> Iterator[Stop]:
    """How one is told, what one has said, what has been, and who has looked."""
    person = cast.participant
    turn_on(person, person.user, now=NOW)
    said = send(person, text="Tack för i går.", key=uuid4(), by=person.user, now=NOW, is_complaint=False)
    for name in ("contact", "remark", "own_calendar"):
        yield Stop(name, reverse(name, args=[person.public_id]), name)
    for name in ("history", "access_log", "own_representatives"):
        yield Stop(name, reverse(name, args=[person.public_id]), name, main_button="main h1")
    receipt = reverse("remark_sent", args=[person.public_id, said.public_id])
    yield Stop("remark, receipt", receipt, "remark_sent", main_button="main h1")
    yield Stop("whose hours", reverse("acting_for"), "acting_for", user=REPRESENTATIVE, main_button="main a")
    own = reverse("own_contact")
    yield Stop("messages to oneself", own, "own_contact", user=REPRESENTATIVE)


def survey_stops(cast: Cast) -> Iterator[Stop]:
    """A survey by the code of a letter."""
    code = spaced(codes_of(make_round(cast.manager, {cast.unit: 5}))[0])
    yield Stop("survey, code", reverse("survey_code"), "survey_code", NOBODY)
    yield Stop("survey, code refused", reverse("survey_code"), "survey_code", NOBODY, press=".button-big")
    for name in ("survey_start", "survey_other", "survey_check"):
        yield Stop(name, reverse(name, args=[code]), name, SURVEYED)
    for number in (1, 5, 9):
        yield Stop(
            f"survey, {number}", reverse("survey_question", args=[code, number]), "survey_question", SURVEYED
        )
    yield Stop("survey, thanks", reverse("survey_thanks"), "survey_thanks", NOBODY, main_button="main h1")


@pytest.fixture
def walk(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Walk:
    """Everything in place at NOW, for pages and for the server."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    return make_walk(make_cast())


Check = Callable[[Page], list[str]]


def every_stop(walk: Walk, page: Page, check: Check, *, only: Callable[[Stop], bool] | None = None) -> None:
    """Fails with what the check finds on any of the pages, all at once."""
    found = []
    for stop in walk.stops:
        if only is None or only(stop):
            walk.go(page, stop)
            found += [f"{stop.name}: {fault}" for fault in check(page)]
    assert not found, "\n".join(found)
