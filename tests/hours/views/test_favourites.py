"""Favourites: saved from a visit or from scratch, listed, booked, changed and taken away."""

import uuid
from datetime import UTC, datetime, time, timedelta

import pytest
from django.urls import reverse

from hours.models import Booking, Favourite
from hours.wishes import wish
from tests.cast import NOW, make_participant, make_pool
from tests.hours.views.flow import text_of, title_of

GYM = {"name": "Gymmet", "weekday": "1", "starts": "10", "length": "2", "place": "Gymmet", "escort": ""}


@pytest.fixture
def client_of_berit(cast, signed_in):
    return signed_in(cast.participant.user)


def url_of(cast, name="favourites", *more):
    return reverse(name, args=[cast.participant.public_id, *more])


def favourite(cast, **more):
    fields = {"name": "Gymmet", "weekday": 1, "starts": time(10), "minutes": 120, "meeting_place": "Gymmet"}
    return Favourite.objects.create(participant=cast.participant, **fields | more)


def start(client, cast, found):
    return client.get(
        reverse("book_start", args=[cast.participant.public_id]), {"favourite": found.public_id}
    )


def test_one_is_saved_from_scratch_and_listed(client_of_berit, cast):
    assert client_of_berit.post(url_of(cast, "new_favourite"), GYM).url == url_of(cast)
    found = Favourite.objects.get()
    assert (found.name, found.weekday, found.starts, found.minutes) == ("Gymmet", 1, time(10), 120)
    said = text_of(client_of_berit.get(url_of(cast)))
    assert "“Gymmet” is saved." in said
    assert "Gymmet Tuesdays 10:00–12:00 (two hours), Gymmet" in said


def test_start_and_end_can_be_written_in_one(client_of_berit, cast):
    client_of_berit.post(url_of(cast, "new_favourite"), GYM | {"starts": "22-1", "length": "", "weekday": ""})
    found = Favourite.objects.get()
    assert (found.weekday, found.starts, found.minutes) == (None, time(22), 180)
    assert "Any day 22:00–01:00 (three hours)" in text_of(client_of_berit.get(url_of(cast)))


def test_one_is_saved_from_a_visit_as_it_was(client_of_berit, cast):
    wish(cast.participant, cast.escort, never=False)
    url = url_of(cast, "new_favourite") + f"?from={cast.booking(wished_escort=cast.escort).public_id}"
    form = client_of_berit.get(url).context["form"]
    assert form.initial == {
        "name": "Simhallen, Thursdays",
        "weekday": 3,
        "starts": "14.00",
        "length": "3\N{NO-BREAK SPACE}h",
        "place": "Simhallen",
        "escort": str(cast.escort.pk),
    }
    client_of_berit.post(url, form.initial)
    found = Favourite.objects.get()
    assert (found.weekday, found.starts, found.minutes) == (3, time(14), 180)
    assert (found.meeting_place, found.wished_escort) == ("Simhallen", cast.escort)


def test_booking_it_leads_to_check_your_answers_for_its_next_day(client_of_berit, cast):
    response = start(client_of_berit, cast, favourite(cast))
    page = client_of_berit.get(response.url)
    span = page.context["asked"].span
    assert (span.starts_at, span.minutes) == (datetime(2026, 3, 17, 9, tzinfo=UTC), 120)
    client_of_berit.post(response.url, {"seen": page.context["draft"].seen})
    assert Booking.objects.get().meeting_place == "Gymmet"


def test_booked_already_it_is_the_week_after(client_of_berit, cast):
    cast.booking(starts_at=datetime(2026, 3, 17, 10, tzinfo=UTC), hours=1)
    page = client_of_berit.get(start(client_of_berit, cast, favourite(cast)).url)
    assert page.context["asked"].span.starts_at == datetime(2026, 3, 24, 9, tzinfo=UTC)


def test_on_its_own_day_it_is_today_until_its_time_has_come(client_of_berit, cast, at):
    found = favourite(cast, weekday=2)
    page = client_of_berit.get(start(client_of_berit, cast, found).url)
    assert page.context["asked"].span.starts_at == datetime(2026, 3, 11, 9, tzinfo=UTC)
    at(NOW + timedelta(hours=2))
    page = client_of_berit.get(start(client_of_berit, cast, found).url)
    assert page.context["asked"].span.starts_at == datetime(2026, 3, 18, 9, tzinfo=UTC)


def test_without_a_day_of_the_week_the_day_is_asked(client_of_berit, cast):
    response = start(client_of_berit, cast, favourite(cast, weekday=None))
    assert response.url.endswith("/dag/")
    assert client_of_berit.post(response.url, {"day": "lördag"}).url.endswith("/kolla/")


def test_it_is_renamed_and_changed(client_of_berit, cast):
    found = favourite(cast, weekday=None)
    url = url_of(cast, "favourite", found.public_id)
    assert client_of_berit.get(url).context["form"].initial["length"] == "2\N{NO-BREAK SPACE}h"
    client_of_berit.post(url, GYM | {"name": "Träning", "escort": ""})
    found.refresh_from_db()
    assert (found.name, found.weekday) == ("Träning", 1)
    assert Favourite.objects.count() == 1


def test_it_is_taken_away_and_what_is_booked_stays(client_of_berit, cast):
    cast.booking()
    found = favourite(cast)
    response = client_of_berit.post(url_of(cast, "favourite", found.public_id), {"remove": "1"})
    assert response.url == url_of(cast)
    assert not Favourite.objects.exists()
    assert Booking.objects.get().state == "requested"


@pytest.mark.parametrize(
    ("field", "typed", "beside", "quoted"),
    [
        ("name", "", "name", ""),
        ("name", "x" * 61, "name", ""),
        ("starts", "", "starts", ""),
        ("starts", "sen", "starts", "“sen”"),
        ("length", "", "length", ""),
        ("length", "länge", "length", "“länge”"),
        ("length", "0", "length", ""),
        ("length", "25", "length", "24 hours at most"),
        ("weekday", "7", "weekday", ""),
        ("weekday", "tisdag", "weekday", ""),
        ("escort", "999999", "escort", ""),
        ("place", "x" * 201, "place", ""),
        ("place", "\0", "place", ""),
    ],
)
def test_what_cannot_be_saved_is_said_at_its_field(client_of_berit, cast, field, typed, beside, quoted):
    response = client_of_berit.post(url_of(cast, "new_favourite"), GYM | {field: typed})
    assert title_of(response).startswith("Error:")
    assert response.context["form"].errors.keys() == {beside}
    assert quoted in str(response.context["form"].errors[beside])
    assert not Favourite.objects.exists()


def test_a_name_is_one_favourites_only_and_the_same_twice_is_one(client_of_berit, cast):
    for _ in range(2):
        assert client_of_berit.post(url_of(cast, "new_favourite"), GYM).status_code == 302
    response = client_of_berit.post(url_of(cast, "new_favourite"), GYM | {"name": "gymmet", "length": "3"})
    assert "another favourite with that name" in str(response.context["form"].errors["name"])
    assert Favourite.objects.count() == 1


def test_they_stand_at_home(client_of_berit, cast):
    favourite(cast)
    home = client_of_berit.get(reverse("participant_home", args=[cast.participant.public_id]))
    assert "Gymmet: Tuesdays 10:00–12:00" in text_of(home)


@pytest.mark.parametrize("name", ["favourites", "new_favourite", "favourite"])
def test_strangers_get_404_and_another_persons_favourite_is_not_there(signed_in, cast, name):
    found = favourite(cast)
    more = [found.public_id] if name == "favourite" else []
    for user in (cast.stranger, cast.coordinator, cast.escort.user):
        assert signed_in(user).get(url_of(cast, name, *more)).status_code == 404
        assert signed_in(user).post(url_of(cast, name, *more), GYM).status_code in (404, 405)
    olle = make_participant(unit=cast.unit, username="olle")
    make_pool(participant=olle, by=cast.case_officer)
    client = signed_in(olle.user)
    assert (
        client.post(reverse("favourite", args=[olle.public_id, found.public_id]), {"remove": "1"}).status_code
        == 404
    )
    begin = reverse("book_start", args=[olle.public_id])
    assert client.get(begin, {"favourite": found.public_id}).status_code == 404
    assert (
        client.get(reverse("new_favourite", args=[olle.public_id]), {"from": uuid.uuid4()}).status_code == 404
    )
    assert Favourite.objects.count() == 1


def test_other_methods_are_refused(client_of_berit, cast):
    assert client_of_berit.post(url_of(cast)).status_code == 405
    assert client_of_berit.put(url_of(cast, "new_favourite")).status_code == 405
    assert client_of_berit.delete(url_of(cast, "favourite", favourite(cast).public_id)).status_code == 405


def test_a_representative_keeps_them_too(signed_in, cast):
    signed_in(cast.representative.user).post(url_of(cast, "new_favourite"), GYM)
    assert Favourite.objects.get().participant == cast.participant
