"""What an escort can and works: agreed hours a week as people write them, languages and skills."""

import pytest
from django.urls import reverse

from ledsagning.people.models import Escort, Skill
from tests.cast import Cast, make_escort, make_staff, make_unit
from tests.hours.views.conftest import SignedIn


def url_of(escort: Escort) -> str:
    return reverse("about_escort", args=[escort.pk])


@pytest.mark.parametrize(
    ("typed", "minutes", "shown"),
    [
        ("25", 1500, "25"),
        ("25,5", 1530, "25,5"),
        ("25.5", 1530, "25,5"),
        ("25 h", 1500, "25"),
        ("168", 10080, "168"),
        ("", None, ""),
    ],
)
def test_hours_and_skills_are_stored(
    cast: Cast, signed_in: SignedIn, typed: str, minutes: int | None, shown: str
) -> None:
    cast.escort.minutes_per_week = 60
    cast.escort.wishes = "Gärna kvällar"
    cast.escort.save()
    sign = Skill.objects.create(municipality=cast.unit.municipality, kind="language", name="Teckenspråk")
    client = signed_in(cast.coordinator)
    sent = {"minutes_per_week": typed, "skills": [sign.pk]}
    html = client.post(url_of(cast.escort), sent, follow=True).content.decode()
    assert "Saved for Elsa." in html
    assert "Gärna kvällar" in html
    assert not shown or f'value="{shown}"' in html
    cast.escort.refresh_from_db()
    assert (cast.escort.minutes_per_week, [*cast.escort.skills.all()]) == (minutes, [sign])


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("många", "Write the hours in figures, such as 20 or 12,5."),
        ("-3", "Write the hours in figures, such as 20 or 12,5."),
        ("169", "A week has 168 hours at most. Check the figure."),
    ],
)
def test_what_cannot_be_read_is_said_and_kept(cast: Cast, signed_in: SignedIn, typed: str, says: str) -> None:
    html = signed_in(cast.coordinator).post(url_of(cast.escort), {"minutes_per_week": typed}).content.decode()
    assert "<title>Error: About Elsa" in html
    assert says in html
    assert f'value="{typed}"' in html
    cast.escort.refresh_from_db()
    assert cast.escort.minutes_per_week is None


def test_strangers_get_404(cast: Cast, signed_in: SignedIn) -> None:
    other = make_staff(unit=make_unit(code="1380", name="Halmstad"), kind="coordinator", username="kurt")
    for user in (cast.stranger, other, cast.manager, cast.participant.user, cast.escort.user):
        assert signed_in(user).get(url_of(cast.escort)).status_code == 404
        assert signed_in(user).post(url_of(cast.escort), {"minutes_per_week": "1"}).status_code == 404
    elsewhere = make_escort(unit=other.roles.get().unit, username="sven")
    client = signed_in(cast.coordinator)
    assert client.get(url_of(elsewhere)).status_code == 404
    assert client.get(f"/samordna/ledsagare/{'9' * 40}/").status_code == 404
    assert client.put(url_of(cast.escort)).status_code == 405
