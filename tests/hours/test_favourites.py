"""Favourites as they are stored: one name each, the same twice is one."""

import uuid
from datetime import time

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from hours.favourites import NameTaken, favourites_of, own_favourite_or_404, remove, save
from hours.models import Favourite
from tests.cast import make_participant


def gym(person, **more):
    fields = {"name": "Gymmet", "weekday": 1, "starts": time(10), "minutes": 120}
    return Favourite(participant=person, **fields | more)


def test_the_same_twice_is_one(cast):
    assert save(gym(cast.participant)) == save(gym(cast.participant))


@pytest.mark.parametrize(
    "other", [{"minutes": 60}, {"starts": time(11)}, {"weekday": None}, {"wishes_known": True}]
)
def test_another_with_the_name_is_refused(cast, other):
    save(gym(cast.participant))
    with pytest.raises(NameTaken):
        save(gym(cast.participant, **other))
    assert Favourite.objects.count() == 1


def test_it_can_keep_its_name_and_not_take_anothers(cast):
    first = save(gym(cast.participant))
    second = save(gym(cast.participant, name="Simhallen"))
    first.minutes = 60
    assert save(first).minutes == 60
    second.name = "GYMMET"
    with pytest.raises(NameTaken):
        save(second)


def test_two_people_may_use_the_same_name(cast):
    olle = make_participant(unit=cast.unit, username="olle")
    save(gym(cast.participant))
    save(gym(olle))
    assert [found.participant for found in favourites_of(olle)] == [olle]


def test_the_database_keeps_the_rules_too(cast):
    """The guard's negative control: past `save`, the same name and an eighth day are refused all the same."""
    gym(cast.participant).save()
    for wrong in (gym(cast.participant), gym(cast.participant, name="Annan", weekday=7)):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong.save()


def test_a_name_saved_elsewhere_at_that_moment_is_taken(cast, monkeypatch):
    save(gym(cast.participant))
    # As if the other window's row had come after the look and before the save.
    monkeypatch.setattr(Favourite.objects, "filter", lambda **_: Favourite.objects.none())
    with pytest.raises(NameTaken):
        save(gym(cast.participant, minutes=60))


def test_removed_it_is_gone_and_removing_again_is_nothing(cast):
    found = save(gym(cast.participant))
    remove(found)
    remove(found)
    assert favourites_of(cast.participant) == []


def test_anothers_is_404(cast, rf):
    found = save(gym(make_participant(unit=cast.unit, username="olle")))
    request = rf.get("/")
    request.user, request.resolver_match = cast.participant.user, None
    for favourite_id in (found.public_id, uuid.uuid4()):
        with pytest.raises(Http404):
            own_favourite_or_404(request, cast.participant.public_id, favourite_id)
