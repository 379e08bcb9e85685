"""What a calendar reads, by a second library (vobject) that did not write it."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
import vobject
from django.utils import translation

from hours.assignments import decline
from hours.bookings import book, cancel, change
from hours.calendars import calendar_of
from hours.feeds import turn_on, visits_of
from hours.models import Event
from hours.times import STOCKHOLM
from hours.visits import no_show
from tests.cast import NOW, TOMORROW_14
from tests.telling import without_ids

DAY = timedelta(days=1)
SV, EN = "sv", "en"


def raw(cast, *, now=NOW, language=EN, name="Besök") -> bytes:
    feed = turn_on(cast.participant, cast.participant.user, now=NOW)
    cast.participant.refresh_from_db()
    with translation.override(language):
        return calendar_of(
            cast.participant,
            visits_of(feed, now),
            now=now,
            name=name,
            address=lambda visit: f"https://example.org/besok/{visit.public_id}/",
        )


def entries(cast, **how) -> list:
    """The events as vobject reads them."""
    calendar = vobject.readOne(raw(cast, **how).decode(), validate=True)
    assert calendar.name == "VCALENDAR"
    return list(getattr(calendar, "vevent_list", []))


def only(cast, **how):
    (entry,) = entries(cast, **how)
    return entry


def test_a_visit_in_a_second_library(cast):
    visit = cast.accepted(hours=2.5)
    entry = only(cast)
    assert entry.uid.value == str(visit.public_id)
    assert entry.dtstart.value == datetime(2026, 3, 12, 13, 0, tzinfo=UTC)
    assert entry.dtend.value == datetime(2026, 3, 12, 15, 30, tzinfo=UTC)
    assert entry.summary.value == "Companion visit with Elsa"
    assert entry.location.value == "Simhallen"
    assert entry.url.value == f"https://example.org/besok/{visit.public_id}/"
    assert entry.description.value == f"Elsa is coming.\n{entry.url.value}"
    assert (entry.status.value, entry.sequence.value) == ("CONFIRMED", "2")
    assert entry.dtstamp.value == entry.last_modified.value == NOW


def test_it_validates_line_by_line(cast):
    """RFC 5545: lines end with CRLF and hold 75 octets at most; what must be there is, once."""
    cast.accepted(note="x")
    body = raw(cast, language=SV, name="Å" * 100)
    lines = body.split(b"\r\n")
    assert lines[-1] == b""
    assert all(len(line) <= 75 for line in lines)
    assert b"\n" not in body.replace(b"\r\n", b"")
    assert lines[:1] + lines[-2:-1] == [b"BEGIN:VCALENDAR", b"END:VCALENDAR"]
    assert {b"VERSION:2.0", b"CALSCALE:GREGORIAN"} <= set(lines)


def test_an_empty_calendar_is_one_too(cast):
    body = raw(cast)
    assert entries(cast) == []
    assert body.startswith(b"BEGIN:VCALENDAR\r\n")
    assert b"VEVENT" not in body


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "clock"),
    [
        # The night when summer time begins: 01.30 winter time to 03.30 summer time is one hour.
        (
            datetime(2026, 3, 29, 0, 30, tzinfo=UTC),
            datetime(2026, 3, 29, 1, 30, tzinfo=UTC),
            ("01:30 +0100", "03:30 +0200"),
        ),
        # And when it ends: 01.30 to 03.30 is three hours.
        (
            datetime(2026, 10, 24, 23, 30, tzinfo=UTC),
            datetime(2026, 10, 25, 2, 30, tzinfo=UTC),
            ("01:30 +0200", "03:30 +0100"),
        ),
        # The doubled half past two, both of them.
        (
            datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
            datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
            ("02:30 +0200", "02:30 +0100"),
        ),
        # The days around, at the same time on Swedish clocks.
        (
            datetime(2026, 3, 28, 13, 0, tzinfo=UTC),
            datetime(2026, 3, 28, 14, 0, tzinfo=UTC),
            ("14:00 +0100", "15:00 +0100"),
        ),
        (
            datetime(2026, 3, 29, 12, 0, tzinfo=UTC),
            datetime(2026, 3, 29, 13, 0, tzinfo=UTC),
            ("14:00 +0200", "15:00 +0200"),
        ),
    ],
)
def test_R36_the_nights_when_the_clock_is_changed(cast, starts_at, ends_at, clock):
    book(cast.pool, key=uuid.uuid4(), starts_at=starts_at, ends_at=ends_at, by=cast.coordinator, now=NOW)
    entry = only(cast)
    shown = [
        instant.value.astimezone(STOCKHOLM).strftime("%H:%M %z") for instant in (entry.dtstart, entry.dtend)
    ]
    assert tuple(shown) == clock
    assert (entry.dtstart.value, entry.dtend.value) == (starts_at, ends_at)


@pytest.mark.parametrize(
    ("kind", "status", "swedish", "english"),
    [
        (
            "booking",
            "TENTATIVE",
            "Ledsagning: vi letar efter en ledsagare",
            "Companion visit: we are looking for a companion",
        ),
        (
            "assigned",
            "TENTATIVE",
            "Ledsagning: vi letar efter en ledsagare",
            "Companion visit: we are looking for a companion",
        ),
        ("accepted", "CONFIRMED", "Ledsagning med Elsa", "Companion visit with Elsa"),
        ("done", "CONFIRMED", "Ledsagning med Elsa", "Companion visit with Elsa"),
    ],
)
def test_tentative_until_somebody_has_said_yes(cast, kind, status, swedish, english):
    getattr(cast, kind)()
    assert (only(cast).status.value, only(cast).summary.value) == (status, english)
    assert only(cast, language=SV).summary.value == swedish


def test_who_has_only_been_asked_is_not_told(cast):
    cast.assigned()
    assert b"Elsa" not in raw(cast)


def test_a_cancelled_visit_stays_as_cancelled(cast):
    visit = cast.accepted()
    cancel(visit, by=cast.participant.user, now=NOW + DAY / 24)
    entry = only(cast)
    assert (entry.uid.value, entry.status.value) == (str(visit.public_id), "CANCELLED")
    assert entry.summary.value == "Cancelled: companion visit"
    assert "Elsa" not in entry.description.value
    assert entry.last_modified.value == NOW + DAY / 24


def test_nobody_met_and_nobody_was_found(cast):
    visit = cast.accepted()
    no_show(visit, by=cast.escort.user, now=visit.ends_at)
    cast.booking(starts_at=TOMORROW_14 + DAY)
    found = entries(cast, now=TOMORROW_14 + 2 * DAY)
    assert [entry.status.value for entry in found] == ["CANCELLED", "CANCELLED"]
    assert [entry.summary.value for entry in found] == [
        "Companion visit: you did not meet",
        "Companion visit: we found no companion",
    ]


def test_a_change_has_the_same_uid_and_a_higher_sequence(cast):
    visit = cast.accepted()
    before = only(cast)
    decline(visit, escort=cast.escort, by=cast.escort.user, now=NOW)
    change(
        visit,
        starts_at=TOMORROW_14 + DAY,
        ends_at=TOMORROW_14 + DAY * 9 / 8,
        by=cast.participant.user,
        now=NOW + DAY / 24,
        meeting_place="Torget",
        note="",
        wished_escort=None,
    )
    after = only(cast)
    assert after.uid.value == before.uid.value
    assert int(after.sequence.value) > int(before.sequence.value)
    assert after.last_modified.value > before.last_modified.value
    assert (after.location.value, after.status.value) == ("Torget", "TENTATIVE")


def test_how_to_reach_the_companion_while_the_visit_is_ahead(cast):
    cast.escort.phone = "070-174 06 35"
    cast.escort.save()
    cast.accepted()
    assert "Phone: 070-174 06 35" in only(cast).description.value


def test_a_done_visit_has_no_number(cast):
    cast.escort.phone = "070-174 06 35"
    cast.escort.save()
    cast.done()
    assert b"070-174" not in raw(cast)


def test_R25_a_protected_identity_has_neither_place_nor_number(cast):
    cast.escort.phone = "070-174 06 35"
    cast.escort.save()
    cast.accepted()
    assert b"Simhallen" in raw(cast)
    assert b"070-174" in raw(cast)
    cast.participant.is_protected = True
    cast.participant.save()
    assert "location" not in only(cast).contents
    assert b"Simhallen" not in raw(cast)
    assert b"070-174" not in raw(cast)


def test_P2_neither_hours_nor_note_nor_name_are_in_it(cast):
    cast.accepted(note="Jag har käpp.")
    body = without_ids(raw(cast, language=SV).decode().replace("\r\n ", ""))
    for secret in ("237", "240", "käpp", "Berit", "timmar", "tim"):
        assert secret not in body


@pytest.mark.parametrize(
    "place", ["Åäö-gården; sal 3, ingång \\B", "Rad 1\nRad 2", "ŧŋ مرحبا " * 12, "😀" * 60]
)
def test_any_letters_long_lines_and_separators_come_through(cast, place):
    visit = cast.booking()
    visit.meeting_place = place[:200]
    visit.save()
    assert only(cast).location.value == place[:200]


def test_a_name_cannot_begin_a_line_of_its_own(cast):
    lines = raw(cast, name="Berit, \r\nX-OWN:1").split(b"\r\n")
    assert b"X-WR-CALNAME:Berit\\, \\nX-OWN:1" in lines


def test_the_same_visits_are_the_same_bytes(cast):
    cast.accepted()
    assert raw(cast) == raw(cast, now=NOW + timedelta(minutes=7))


def test_a_visit_without_events_has_the_day_it_was_booked(cast):
    cast.booking()
    Event.objects.all().delete()
    assert only(cast).last_modified.value == NOW
    assert only(cast).sequence.value == "0"
