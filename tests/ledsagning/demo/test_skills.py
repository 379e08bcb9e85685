"""What the demonstration's companions can, what some want, and the one whose identity is protected."""

from datetime import UTC, datetime, timedelta

import pytest

from hours.assignments import assign, suggest
from hours.bookings import book
from hours.misfits import misfits
from ledsagning.demo.people import COMPANIONS, PEOPLE
from ledsagning.demo.skills import AT_HOURS, COMPANIONS_CAN, PROTECTED, WANTED, WISHES, give_skills
from ledsagning.demo.town import Clock, make_town
from ledsagning.people.models import Escort, NamedStaff, Participant
from tests.cast import TOMORROW_14, make_pool

NOW = datetime(2026, 3, 11, 8, 0, tzinfo=UTC)


def test_everybody_told_of_is_there():
    accounts = {one.account for one in COMPANIONS}
    assert set(COMPANIONS_CAN) == accounts >= {*WISHES, *AT_HOURS}
    assert {person.name for person in PEOPLE} >= {PROTECTED, *WANTED}


@pytest.mark.django_db
def test_who_has_promised_a_protected_person_goes_on_and_nobody_else_is_suggested():
    town = make_town(Clock(NOW, months=1))
    karolina, karin = town.participants[PROTECTED], town.staff["coordinator"]
    pool = make_pool(participant=karolina, by=town.staff["case_officer"])
    visits = [
        book(
            pool,
            key=f"00000000-0000-0000-0000-00000000000{day}",
            starts_at=TOMORROW_14 + timedelta(days=day),
            ends_at=TOMORROW_14 + timedelta(days=day, hours=2),
            by=karin,
            now=NOW,
        )
        for day in range(2)
    ]
    assign(visits[0], town.escorts["oskar"], by=karin, now=NOW)
    give_skills(town.authority.municipality, karin, NOW)
    karolina.refresh_from_db()
    assert (karolina.is_protected, karolina.area) == (True, None)
    assert [str(named.user) for named in NamedStaff.objects.all()] == ["Oskar Gärdsmyg"]
    assert [str(escort) for escort, _ in suggest(visits[1])] == ["Oskar Gärdsmyg"]
    assert misfits([town.authority], NOW) == []
    assert Escort.objects.get(user__username="elsa").minutes_per_week == 25 * 60
    assert Participant.objects.exclude(area=None).count() == len(PEOPLE) - 1
