"""Promised visits that no longer fit: the visit, the escort, what is in the way, and where to ask anew."""

from django.urls import reverse

from ledsagning.people.models import AccessLog, Skill
from tests.cast import Cast, make_staff, make_unit
from tests.hours.views.conftest import SignedIn

URL = "/samordna/passar-inte/"


def test_what_no_longer_fits_stands_with_its_words_and_a_way_on(cast: Cast, signed_in: SignedIn) -> None:
    visit, client = cast.accepted(), signed_in(cast.coordinator)
    assert "Everything that is promised still fits." in client.get(URL).content.decode()
    assert not AccessLog.objects.exists()
    cast.escort.minutes_per_week = 60
    cast.escort.save()
    arabic = Skill.objects.create(municipality=cast.unit.municipality, kind="language", name="Arabiska")
    cast.participant.skills_wanted.add(arabic)
    html = client.get(URL).content.decode()
    assert "would work more that week than is agreed, does not speak arabiska" in html
    assert "Thursday 12 March, 14:00–17:00" in html
    assert reverse("assign_visit", args=[visit.public_id]) in html
    assert AccessLog.objects.get().participant == cast.participant


def test_strangers_get_404(cast: Cast, signed_in: SignedIn) -> None:
    other = make_staff(unit=make_unit(code="1380", name="Halmstad"), kind="coordinator", username="kurt")
    cast.accepted()
    cast.escort.minutes_per_week = 60
    cast.escort.save()
    assert "Berit" not in signed_in(other).get(URL).content.decode()
    for user in (cast.stranger, cast.case_officer, cast.participant.user, cast.escort.user):
        assert signed_in(user).get(URL).status_code == 404
    assert signed_in(cast.coordinator).post(URL).status_code == 405
