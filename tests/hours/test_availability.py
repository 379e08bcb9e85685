"""An escort's week, replaced as a whole."""

from datetime import time

from hours.availability import set_week, week_of
from hours.models import Availability

DAYTIME, EVENING = (time(8), time(12)), (time(17), time(22))


def test_a_week_takes_the_place_of_the_one_before(cast):
    set_week(cast.escort, {0: [DAYTIME, EVENING], 4: [EVENING]}, wishes="Gärna kvällar")
    assert week_of(cast.escort) == {0: [DAYTIME, EVENING], 4: [EVENING]}
    set_week(cast.escort, {5: [DAYTIME]}, wishes="")
    assert week_of(cast.escort) == {5: [DAYTIME]}
    cast.escort.refresh_from_db()
    assert cast.escort.wishes == ""


def test_nothing_is_any_time(cast):
    set_week(cast.escort, {0: []}, wishes="Gärna kvällar")
    assert week_of(cast.escort) == {}
    cast.escort.refresh_from_db()
    assert cast.escort.wishes == "Gärna kvällar"


def test_R34_the_same_twice_is_once(cast):
    for _ in range(2):
        set_week(cast.escort, {0: [DAYTIME]}, wishes="")
    assert Availability.objects.count() == 1
