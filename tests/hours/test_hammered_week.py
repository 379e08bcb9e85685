"""Sixteen coordinators and forty escorts at one week for a minute: no double booking, no lost report, no 500.

R31, R32, R34 over HTTP on the database of the run. Its own guards have negative controls: what looks for
double bookings and lost reports finds those that are made on purpose.
"""

import re
import time
import uuid
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from django.db import connection
from django.utils import timezone

from hours import guards
from hours.assignments import accept, assign
from hours.bookings import book
from hours.ledger import first_wrong_line
from hours.models import Booking, Pool
from hours.policy import State
from hours.pools import lines
from tests.cast import (
    NOW,
    TOMORROW_14,
    Cast,
    make_cast,
    make_escort,
    make_participant,
    make_pool,
    make_staff,
)
from tests.hours.hammer import Actor, Form, Log, all_at_once, served

pytestmark = pytest.mark.django_db(transaction=True)

SECONDS = 60
COORDINATORS, ESCORTS, PEOPLE, VISITS_EACH, REPORTS_EACH = 16, 40, 20, 7, 3
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ONE = r"/samordna/[0-9a-f-]{36}/"
# What has to have been carried out often, or nothing was hammered: asked, said yes to, reported.
DONE = (
    ("/samordna/…/", "/samordna/…/erbjud/"),
    ("/uppdrag/…/ja/", "/uppdrag/erbjudande/…/ja/"),
    ("/uppdrag/…/rapport/",),
)
ESCORTS_OWN = r"/uppdrag/(?:erbjudande/)?[0-9a-f-]{36}/"

Reports = dict[str, Form]
"""The last report of each visit that the site has said yes to, by the visit's id."""


def monday() -> datetime:
    """Next week's Monday at 08:00 UTC."""
    today = timezone.now().replace(hour=8, minute=0, second=0, microsecond=0)
    return today + DAY * (7 - today.weekday())


def a_week_to_fill(cast: Cast) -> None:
    """Visits of twenty people, many at the same hours."""
    for number in range(PEOPLE):
        person = make_participant(unit=cast.unit, username=f"person{number}")
        pool = make_pool(participant=person, by=cast.case_officer, uncapped=True)
        for day in range(VISITS_EACH):
            starts_at = monday() + day * DAY + number % 5 * HOUR
            book_one(pool, cast, starts_at, now=timezone.now())


def book_one(pool: Pool, cast: Cast, starts_at: datetime, *, now: datetime) -> Booking:
    times = {"starts_at": starts_at, "ends_at": starts_at + 3 * HOUR}
    return book(pool, key=uuid.uuid4(), by=cast.coordinator, now=now, **times)


def a_week_to_report(cast: Cast, escorts: list) -> None:
    """Visits of last week that each escort has carried out."""
    then = timezone.now() - 20 * DAY
    for escort in escorts:
        for number in range(REPORTS_EACH):
            starts_at = monday() - (14 - number) * DAY
            visit = book_one(cast.pool, cast, starts_at, now=then)
            assign(visit, escort, by=cast.coordinator, now=then)
            accept(visit, escort=escort, by=escort.user, now=then)


def coordinate(actor: Actor) -> None:
    """Opens one of the first visits that need somebody, and asks one of the first who can come."""
    _, page = actor.ask("GET", "/samordna/")
    visits = sorted(set(links(page, ONE)))[:6]
    if not visits:
        return
    address = actor.chance.choice(visits)
    _, page = actor.ask("GET", address)
    offers = actor.forms(page, rf"{ONE}erbjud/")
    asked = [form for form in actor.forms(page, ONE) if "escort" in form[1]][:3]
    if offers and actor.chance.random() < 0.3:
        actor.ask("POST", *actor.chance.choice(offers))
    elif asked:
        actor.ask("POST", *actor.chance.choice(asked))


def escort_with(reports: Reports):
    def escort(actor: Actor) -> None:
        """Says yes or no to something, or else reports something, twice as a bad line would."""
        _, page = actor.ask("GET", "/uppdrag/")
        yes, no = (actor.forms(page, ESCORTS_OWN + answer) for answer in ("ja/", "nej/"))
        if yes and actor.chance.random() < 0.7:
            actor.ask("POST", *actor.chance.choice(yes))
        elif no and actor.chance.random() < 0.2:
            actor.ask("POST", *actor.chance.choice(no))
        elif to_report := sorted(set(links(page, ESCORTS_OWN + "rapport/"))):
            report(actor, actor.chance.choice(to_report), reports)

    return escort


def report(actor: Actor, address: str, reports: Reports) -> None:
    """Other times than booked, sent twice."""
    _, page = actor.ask("GET", address)
    for _, fields in actor.forms(page, address)[:1]:
        fields["ends"] = f"{actor.chance.randint(12, 14)}.{actor.chance.randint(0, 59):02}"
        fields.pop("as_booked", None)
        for _ in range(2):
            status, _ = actor.ask("POST", address, fields)
            if status == 302:
                reports[address.split("/")[2]] = (address, fields)


def links(page: str, pattern: str) -> list[str]:
    return re.findall(f'href="({pattern})"', page)


def double_bookings() -> list[tuple[int, int]]:
    """Pairs of visits that the same escort has promised at the same time."""
    held = Booking.objects.filter(state=State.ASSIGNED).order_by("escort", "starts_at", "pk")
    return [(a.pk, b.pk) for a, b in pairwise(held) if a.escort_id == b.escort_id and a.span.overlaps(b.span)]


def lost(reports: Reports) -> list[str]:
    """Visits whose last report that was said yes to is not what stands in the database."""
    found = []
    for public_id, (_, fields) in reports.items():
        visit = Booking.objects.get(public_id=public_id)
        ends = f"{timezone.localtime(visit.actual_ends_at):%H.%M}" if visit.actual_ends_at else ""
        if visit.state != State.DONE or ends != fields["ends"]:
            found.append(public_id)
    return found


def test_R31_R32_R34_a_week_is_hammered(tmp_path):
    cast = make_cast()
    escorts = [make_escort(unit=cast.provider, username=f"ledsagare{each}") for each in range(ESCORTS)]
    staff = [
        make_staff(unit=cast.unit, kind="coordinator", username=f"samordnare{each}")
        for each in range(COORDINATORS)
    ]
    a_week_to_fill(cast)
    a_week_to_report(cast, escorts)
    log, reports = Log(), {}
    with served(str(tmp_path / "gunicorn.log")) as port:
        until = time.monotonic() + SECONDS
        coordinators = [Actor(port, user, log, seed) for seed, user in enumerate(staff)]
        own = [Actor(port, escort.user, log, 100 + seed) for seed, escort in enumerate(escorts)]
        threads = all_at_once(coordinators, coordinate, until)
        threads += all_at_once(own, escort_with(reports), until)
        for thread in threads:
            thread.join()
    assert log.troubles == []
    assert double_bookings() == []
    assert lost(reports) == []
    assert [first_wrong_line(lines(pool)) for pool in Pool.objects.all()] == [None] * Pool.objects.count()
    # It was a hammering: much was asked, promised and reported, and some met a refusal in words.
    done = [sum(log.done("POST", shape) for shape in shapes) for shapes in DONE]
    assert min(done) >= 10, log.statuses
    assert len(reports) >= ESCORTS


def test_the_search_finds_a_double_booking(cast):
    """The negative control: with the guards off, two visits at once are promised, and found."""
    first, second = cast.assigned(), cast.booking()
    guards.remove(connection)
    Booking.objects.filter(pk=second.pk).update(state=State.ASSIGNED, escort=cast.escort)
    assert double_bookings() == [(first.pk, second.pk)]


def test_the_search_finds_a_lost_report(cast):
    """The negative control: a report that was said yes to and is not there, or with other times."""
    visit = cast.done(starts_at=TOMORROW_14 - DAY, now=NOW - 2 * DAY)
    said_yes = {str(visit.public_id): ("", {"ends": "17.00"})}
    assert lost(said_yes) == []
    Booking.objects.filter(pk=visit.pk).update(actual_ends_at=visit.ends_at + HOUR)
    assert lost(said_yes) == [str(visit.public_id)]
    Booking.objects.filter(pk=visit.pk).update(state=State.ASSIGNED, actual_ends_at=None)
    assert lost(said_yes) == [str(visit.public_id)]
