"""The states of a participant's pages: each makes its world in a cast and returns the page, in Swedish.

A state is a function here, so that whoever looks at every page of a person (its Swedish, say) sees the same.
"""

import uuid
from collections.abc import Callable
from datetime import timedelta

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from hours import bookings, visits
from hours.assignments import decline
from hours.models import Booking, EscortWish
from hours.policy import Kind
from hours.pools import append
from hours.remarks import mark_read, send
from ledsagning.people.models import Municipality
from tests.cast import NOW, TOMORROW_14, Cast, make_participant, make_pool
from tests.hours.views.flow import Flow

DAY, WEEK = timedelta(days=1), timedelta(days=7)

State = Callable[[Cast, Client], HttpResponse]
STATES: dict[str, State] = {}


def state(make: State) -> State:
    STATES[make.__name__] = make
    return make


def swedish(user: object = None) -> Client:
    client = Client(headers={"accept-language": "sv"})
    if user:
        client.force_login(user)
    return client


def home(cast: Cast, client: Client) -> HttpResponse:
    return client.get(reverse("participant_home", args=[cast.participant.public_id]))


def page_of(name: str, booking: Booking, client: Client, query: str = "") -> HttpResponse:
    ids = [booking.pool.participant.public_id, booking.public_id]
    return client.get(reverse(name, args=ids) + query)


def past(cast: Cast, **more: object) -> Booking:
    return cast.done(starts_at=TOMORROW_14 - WEEK, now=NOW - WEEK, **more)


def emptied(cast: Cast, policy: str) -> None:
    append(cast.pool, Kind.RESERVE, 14400, by=cast.case_officer, at=NOW)
    Municipality.objects.filter(pk="1381").update(short_pool=policy)


@state
def home_with_visits_of_every_kind(cast: Cast, client: Client) -> HttpResponse:
    past(cast)
    cast.booking(starts_at=TOMORROW_14 - 2 * WEEK, now=NOW - 3 * WEEK)
    cast.accepted()
    cast.assigned(starts_at=TOMORROW_14 + DAY)
    for day in range(2, 6):
        cast.booking(starts_at=TOMORROW_14 + day * DAY)
    return home(cast, client)


@state
def home_empty_and_topped_up(cast: Cast, client: Client) -> HttpResponse:
    emptied(cast, "top_up")
    return home(cast, client)


@state
def home_empty_and_asking(cast: Cast, client: Client) -> HttpResponse:
    emptied(cast, "ask")
    cast.booking()
    return home(cast, client)


@state
def home_empty_and_refused(cast: Cast, client: Client) -> HttpResponse:
    emptied(cast, "refuse")
    return home(cast, client)


@state
def home_without_a_ceiling(cast: Cast, client: Client) -> HttpResponse:
    free = make_participant(unit=cast.unit, username="fri")
    make_pool(participant=free, by=cast.case_officer, uncapped=True)
    return swedish(free.user).get(reverse("participant_home", args=[free.public_id]))


@state
def home_of_another(cast: Cast, client: Client) -> HttpResponse:
    past(cast)
    return home(cast, swedish(cast.representative.user))


@state
def visit_just_booked(cast: Cast, client: Client) -> HttpResponse:
    return page_of("visit", cast.booking(), client, "?klar=bokad")


@state
def visit_just_changed(cast: Cast, client: Client) -> HttpResponse:
    return page_of("visit", cast.assigned(), client, "?klar=andrad")


@state
def visit_with_a_companion(cast: Cast, client: Client) -> HttpResponse:
    return page_of("visit", cast.accepted(wished_escort=cast.escort, note="Röd jacka."), client)


@state
def visit_declined(cast: Cast, client: Client) -> HttpResponse:
    visit = decline(cast.assigned(), escort=cast.escort, by=cast.escort.user, now=NOW)
    return page_of("visit", visit, client)


@state
def visit_cancelled(cast: Cast, client: Client) -> HttpResponse:
    visit = bookings.cancel(cast.booking(), by=cast.participant.user, now=NOW)
    return page_of("visit", visit, client)


@state
def visit_unfilled(cast: Cast, client: Client) -> HttpResponse:
    visit = cast.booking(starts_at=TOMORROW_14 - WEEK, now=NOW - WEEK)
    assert bookings.release_unfilled(visit, now=NOW)
    return page_of("visit", visit, client)


@state
def visit_done(cast: Cast, client: Client) -> HttpResponse:
    return page_of("visit", past(cast), client)


@state
def visit_missed(cast: Cast, client: Client) -> HttpResponse:
    visit = cast.accepted(starts_at=TOMORROW_14 - WEEK, now=NOW - WEEK)
    return page_of("visit", visits.no_show(visit, by=cast.escort.user, now=NOW), client)


@state
def visit_that_awaits_hours(cast: Cast, client: Client) -> HttpResponse:
    emptied(cast, "ask")
    return page_of("visit", cast.booking(), client)


@state
def visit_booked_by_phone(cast: Cast, client: Client) -> HttpResponse:
    visit = cast.booking(by_phone=True)
    Booking.objects.filter(pk=visit.pk).update(booked_by=cast.coordinator)
    return page_of("visit", visit, client)


@state
def cancelling(cast: Cast, client: Client) -> HttpResponse:
    return page_of("cancel_visit", cast.accepted(), client)


@state
def cancelled(cast: Cast, client: Client) -> HttpResponse:
    visit = cast.booking()
    url = reverse("cancel_visit", args=[cast.participant.public_id, visit.public_id])
    return client.post(url, follow=True)


@state
def rating(cast: Cast, client: Client) -> HttpResponse:
    return page_of("rate_visit", past(cast), client)


def rated(cast: Cast, client: Client, **data: object) -> HttpResponse:
    url = reverse("rate_visit", args=[cast.participant.public_id, past(cast).public_id])
    return client.post(url, data, follow=True)


@state
def rated_well(cast: Cast, client: Client) -> HttpResponse:
    return rated(cast, client, score=3)


@state
def rated_and_sent(cast: Cast, client: Client) -> HttpResponse:
    return rated(cast, client, score=1, pictured=["late"], to_unit="on")


@state
def rated_and_nothing_to_send(cast: Cast, client: Client) -> HttpResponse:
    return rated(cast, client, score=1, to_unit="on")


@state
def rating_let_be(cast: Cast, client: Client) -> HttpResponse:
    return rated(cast, client, let_be=1)


@state
def rating_with_errors(cast: Cast, client: Client) -> HttpResponse:
    return rated(cast, client, score=7, pictured=["arg"], comment="x" * 1001)


@state
def rating_again(cast: Cast, client: Client) -> HttpResponse:
    visit = past(cast)
    visits.rate(visit, score=3, by=cast.participant.user, now=NOW)
    ids = [cast.participant.public_id, visit.public_id]
    return client.get(reverse("rate_visit", args=ids), follow=True)


def remark_url(cast: Cast) -> str:
    return reverse("remark", args=[cast.participant.public_id])


@state
def remark_with_errors(cast: Cast, client: Client) -> HttpResponse:
    return client.post(remark_url(cast), {"key": uuid.uuid4(), "text": ""})


@state
def remark_too_long(cast: Cast, client: Client) -> HttpResponse:
    return client.post(remark_url(cast), {"key": uuid.uuid4(), "text": "x" * 2001})


@state
def remark_sent_twice_with_other_words(cast: Cast, client: Client) -> HttpResponse:
    key = uuid.uuid4()
    client.post(remark_url(cast), {"key": key, "text": "Tack."})
    return client.post(remark_url(cast), {"key": key, "text": "Nej."})


@state
def remark_sent_and_unread(cast: Cast, client: Client) -> HttpResponse:
    return client.post(remark_url(cast), {"key": uuid.uuid4(), "text": "Tack."}, follow=True)


@state
def complaint_about_a_visit_read(cast: Cast, client: Client) -> HttpResponse:
    given = {"key": uuid.uuid4(), "text": "Nej.", "is_complaint": True, "booking": past(cast)}
    remark = send(cast.participant, by=cast.representative.user, now=NOW, **given)
    mark_read(remark, by=cast.manager, now=NOW)
    return client.get(reverse("remark_sent", args=[cast.participant.public_id, remark.public_id]))


@state
def remark_about_a_visit(cast: Cast, client: Client) -> HttpResponse:
    return client.get(f"{remark_url(cast)}?visit={past(cast).public_id}")


@state
def history_of_two_years(cast: Cast, client: Client) -> HttpResponse:
    past(cast)
    cast.done(starts_at=TOMORROW_14 - 20 * WEEK, now=NOW - 20 * WEEK)
    return client.get(reverse("history", args=[cast.participant.public_id]))


@state
def log_of_others(cast: Cast, client: Client) -> HttpResponse:
    swedish(cast.case_officer).get(reverse("person_decisions", args=[cast.participant.public_id]))
    swedish(cast.coordinator).post(reverse("phone_book", args=[cast.participant.public_id]))
    home(cast, swedish(cast.representative.user))
    return client.get(reverse("access_log", args=[cast.participant.public_id]) + "?who=others")


@state
def wishes_of_both_kinds(cast: Cast, client: Client) -> HttpResponse:
    EscortWish.objects.create(participant=cast.participant, escort=cast.escort, never=True)
    return client.get(reverse("escort_wishes", args=[cast.participant.public_id]))


@state
def wishes_with_errors(cast: Cast, client: Client) -> HttpResponse:
    return client.post(reverse("escort_wishes", args=[cast.participant.public_id]), {"escort": "7"})


@state
def booking_checked(cast: Cast, client: Client) -> HttpResponse:
    flow = Flow(client, cast.participant)
    flow.answer_all()
    return flow.check()


@state
def booking_at_the_same_time_with_too_few_hours(cast: Cast, client: Client) -> HttpResponse:
    cast.booking()
    append(cast.pool, Kind.RESERVE, 14200, by=cast.case_officer, at=NOW)
    Municipality.objects.filter(pk="1381").update(short_pool="ask")
    flow = Flow(client, cast.participant)
    flow.answer_all()
    return flow.check()


@state
def booking_refused_for_want_of_hours(cast: Cast, client: Client) -> HttpResponse:
    emptied(cast, "refuse")
    flow = Flow(client, cast.participant)
    flow.answer_all()
    return client.get(flow.check_url, follow=True)
