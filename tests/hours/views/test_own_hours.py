"""When one can work, a line a weekday, written as people write; by the escort or a coordinator."""

from datetime import time

import pytest
from django.urls import reverse

from hours.availability import week_of
from hours.models import Availability
from tests.cast import Cast, make_escort, make_staff, make_unit
from tests.hours.views.conftest import SignedIn

URL = "/uppdrag/tider/"


@pytest.fixture(params=["own_hours", "escort_hours"])
def whose(request, cast: Cast, signed_in: SignedIn):
    """The escort's own page, and the coordinator's for the escort: browser and address."""
    if request.param == "own_hours":
        return signed_in(cast.escort.user), URL
    return signed_in(cast.coordinator), reverse("escort_hours", args=[cast.escort.pk])


def test_a_week(cast: Cast, whose) -> None:
    client, url = whose
    assert "Saved now: any time." in client.get(url).content.decode()
    typed = {"day0": "8–12 och 13–16", "day1": "nej", "day4": "22-06", "wishes": "Gärna kvällar"}
    html = client.post(url, typed, follow=True).content.decode()
    assert "The times are saved." in html
    assert "Monday 8–12, 13–16; Friday 22–6." in html
    assert 'name="day0" value="8–12, 13–16"' in html
    assert "Gärna kvällar" in html
    assert week_of(cast.escort) == {
        0: [(time(8), time(12)), (time(13), time(16))],
        4: [(time(22), time(6))],
    }


def test_what_cannot_be_read_is_kept_and_nothing_is_saved(whose) -> None:
    client, url = whose
    html = client.post(url, {"day0": "8–16", "day2": "<kväll>", "wishes": "x"}).content.decode()
    assert "<title>Error: " in html
    assert html.count("We do not understand “&lt;kväll&gt;”. Write for example 8–16 or 8–12 och 13–16.") == 2
    assert 'href="#id_day2"' in html
    assert 'name="day0" value="8–16"' in html
    assert 'name="day2" value="&lt;kväll&gt;"' in html
    assert not Availability.objects.exists()


def test_strangers_get_404(cast: Cast, signed_in: SignedIn) -> None:
    far = make_staff(unit=make_unit(code="0180", name="Sthlm"), kind="coordinator", username="k3")
    gun = make_escort(unit=cast.provider, username="gun")
    for user in (cast.stranger, cast.participant.user, cast.manager, far, gun.user):
        assert signed_in(user).get(reverse("escort_hours", args=[cast.escort.pk])).status_code == 404
    for user in (cast.stranger, cast.participant.user, cast.coordinator):
        assert signed_in(user).get(URL).status_code == 404
