"""A companion's photo is seen by whom they are to meet, and by nobody before a yes or long after."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse

from hours.assignments import accept, assign, decline
from hours.bookings import cancel
from ledsagning.people.models import EscortPhoto, Representative
from tests.cast import NOW, TOMORROW_14, make_escort, make_participant, make_staff, make_unit

DAY = timedelta(days=1)


@pytest.fixture
def photo(cast):
    return EscortPhoto.objects.create(escort=cast.escort, jpeg=b"\xff\xd8 a picture")


@pytest.fixture
def status(cast, photo, signed_in, at):
    """The status that an account meets, now or at an instant."""

    def ask(user, when: datetime = NOW) -> int:
        client = signed_in(user)
        at(when)
        return client.get(url_of(cast.escort)).status_code

    return ask


def url_of(escort):
    return reverse("escort_photo", args=[escort.pk])


def test_the_picture(cast, photo, signed_in):
    cast.accepted()
    response = signed_in(cast.participant.user).get(url_of(cast.escort))
    assert response.content == b"\xff\xd8 a picture"
    assert response["Content-Type"] == "image/jpeg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-cache"


def test_what_is_unchanged_is_not_sent_again(cast, photo, signed_in):
    cast.accepted()
    client = signed_in(cast.participant.user)
    etag = {"if-none-match": client.get(url_of(cast.escort))["ETag"]}
    assert client.get(url_of(cast.escort), headers=etag).status_code == 304
    photo.jpeg = b"\xff\xd8 another"
    photo.save()
    changed = EscortPhoto.objects.get()
    EscortPhoto.objects.update(changed_at=changed.changed_at + DAY)
    assert client.get(url_of(cast.escort), headers=etag).content == b"\xff\xd8 another"


def test_not_before_the_companion_has_said_yes(cast, status):
    visit = cast.booking()
    assert status(cast.participant.user) == 404
    visit = assign(visit, cast.escort, by=cast.coordinator, now=NOW)
    assert status(cast.participant.user) == 404
    accept(visit, escort=cast.escort, by=cast.escort.user, now=NOW)
    assert status(cast.participant.user) == 200


def test_not_after_the_companion_has_said_no_or_the_visit_is_cancelled(cast, status):
    visit = cast.accepted()
    decline(visit, escort=cast.escort, by=cast.escort.user, now=NOW)
    assert status(cast.participant.user) == 404
    other = cast.accepted(starts_at=TOMORROW_14 + DAY)
    assert status(cast.participant.user) == 200
    cancel(other, by=cast.participant.user, now=NOW)
    assert status(cast.participant.user) == 404


@pytest.mark.parametrize("kind", ["accepted", "done"])
def test_until_the_day_after_the_visit(cast, status, kind):
    getattr(cast, kind)()  # on the 12th
    late_on_the_13th = datetime.fromisoformat("2026-03-13T23:59+01:00")
    assert status(cast.participant.user, late_on_the_13th) == 200
    assert status(cast.participant.user, late_on_the_13th + timedelta(minutes=1)) == 404


def test_the_representative_as_long_as_the_mandate_lasts(cast, status):
    cast.accepted(starts_at=TOMORROW_14 + 5 * DAY)
    Representative.objects.update(valid_to=date(2026, 3, 11))
    assert status(cast.representative.user) == 200
    assert status(cast.representative.user, NOW + DAY) == 404


def test_the_companion_and_the_coordinators_of_the_municipality(cast, status):
    assert status(cast.escort.user) == 200
    assert status(cast.coordinator) == 200
    neighbour = make_staff(unit=make_unit(name="Annan enhet"), kind="coordinator", username="kaj")
    assert status(neighbour) == 200


def test_nobody_else(cast, status):
    cast.accepted()
    olle = make_participant(unit=cast.unit, username="olle")
    tor = make_escort(unit=cast.provider, username="tor")
    elsewhere = make_staff(unit=make_unit(code="1380"), kind="coordinator", username="kurt")
    for user in (cast.stranger, cast.case_officer, cast.manager, olle.user, tor.user, elsewhere):
        assert status(user) == 404


def test_no_photo_and_no_such_companion(cast, signed_in):
    cast.accepted()
    client = signed_in(cast.participant.user)
    assert client.get(url_of(cast.escort)).status_code == 404
    assert client.get("/ledsagare/999999/foto/").status_code == 404
    assert client.get("/ledsagare/99999999999999999999999/foto/").status_code == 404


def test_wrong_method(cast, photo, signed_in):
    assert signed_in(cast.escort.user).post(url_of(cast.escort)).status_code == 405
