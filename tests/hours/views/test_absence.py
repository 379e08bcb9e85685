"""A coordinator registers who is away, sees which visits that touches, and asks others for them."""

from datetime import timedelta

import pytest
from django.urls import reverse

from hours.absences import register_absence, whole_days
from hours.models import Absence, Booking, Offer
from hours.offers import accept_offer, decline_offer
from hours.times import local_date
from ledsagning.people.models import AccessLog
from tests.cast import NOW, TOMORROW_14, Cast, make_escort, make_staff, make_unit
from tests.hours.views.conftest import SignedIn

HOUR = timedelta(hours=1)
# Of the page of an absence, whatever it touches: who asks, the visits, all that matching has to know of them.
QUERIES = 25


def away(cast: Cast) -> Absence:
    """Elsa is away on Thursday 12 March."""
    span = whole_days(local_date(TOMORROW_14), local_date(TOMORROW_14))
    return register_absence(cast.escort, span.starts_at, span.ends_at, by=cast.coordinator, now=NOW)


def page_of(absence: Absence, name: str = "absence_page") -> str:
    return reverse(name, args=[absence.public_id])


def escorts(cast: Cast, *names: str) -> None:
    for name in names:
        make_escort(unit=cast.provider, username=name)


class TestRegistering:
    def test_one_press_when_the_name_is_chosen(self, cast: Cast, signed_in: SignedIn) -> None:
        visit = cast.accepted(starts_at=NOW + 8 * HOUR)
        client = signed_in(cast.coordinator)
        html = client.get(reverse("absence_list")).content.decode()
        assert 'name="day" value="today"' in html
        press = {"escort": cast.escort.pk, "day": "today"}
        html = client.post(reverse("absence_list"), press, follow=True).content.decode()
        assert "Elsa is registered as away." in html
        assert "Elsa is away" in html
        assert "Wednesday 11 March" in html
        assert "1 visit is still promised by who is away." in html
        visit.refresh_from_db()
        assert visit.escort == cast.escort
        client.post(reverse("absence_list"), press)
        assert Absence.objects.count() == 1

    def test_who_is_away_and_what_is_to_hand_on(
        self, cast: Cast, signed_in: SignedIn, django_assert_max_num_queries
    ) -> None:
        cast.accepted()
        away(cast)
        client = signed_in(cast.coordinator)
        with django_assert_max_num_queries(14):
            html = client.get(reverse("absence_list")).content.decode()
        assert "Thursday 12 March" in html
        assert "<td>1</td>" in html

    def test_bad_input(self, cast: Cast, signed_in: SignedIn) -> None:
        far = make_escort(unit=make_unit(code="0180", name="Sthlm"), username="far")
        client = signed_in(cast.coordinator)
        for typed in (
            {"escort": far.pk, "day": "today"},
            {"day": "today"},
            {"escort": cast.escort.pk, "day": "?"},
        ):
            html = client.post(reverse("absence_list"), typed).content.decode()
            assert "<title>Error: Absence" in html
        assert not Absence.objects.exists()

    def test_strangers_get_404(self, cast: Cast, signed_in: SignedIn) -> None:
        for user in (cast.stranger, cast.escort.user, cast.manager, cast.participant.user):
            assert signed_in(user).get(reverse("absence_list")).status_code == 404


class TestThePage:
    def test_each_visit_with_the_three_best(self, cast: Cast, signed_in: SignedIn) -> None:
        escorts(cast, "gun", "ivar", "lo", "mia")
        cast.accepted()
        html = signed_in(cast.coordinator).get(page_of(away(cast))).content.decode()
        assert html.count(" checked>") == 3
        assert html.count('type="checkbox"') == 4
        assert "Still with who is away" in html
        assert AccessLog.objects.get().page == "GET absence_page"

    def test_nobody_who_is_away_too_is_suggested(self, cast: Cast, signed_in: SignedIn) -> None:
        escorts(cast, "gun")
        visit = cast.accepted()
        gun = make_escort(unit=cast.provider, username="ivar")
        register_absence(gun, visit.starts_at, visit.ends_at, by=cast.coordinator, now=NOW)
        html = signed_in(cast.coordinator).get(page_of(away(cast))).content.decode()
        assert html.count('type="checkbox"') == 1

    def test_all_at_once(self, cast: Cast, signed_in: SignedIn) -> None:
        escorts(cast, "gun", "ivar", "lo", "mia")
        for hours in (0, 4):
            cast.accepted(starts_at=TOMORROW_14 + hours * HOUR)
        absence = away(cast)
        client = signed_in(cast.coordinator)
        html = client.post(page_of(absence, "offer_absence"), follow=True).content.decode()
        assert "2 visits are offered. The first yes has each." in html
        assert html.count("Has not answered yet") == 6
        assert "Ask the three best" not in html
        assert Booking.objects.filter(escort=None).count() == 2
        client.post(page_of(absence, "offer_absence"))
        assert Offer.objects.count() == 6

    def test_the_answers_stand_there(self, cast: Cast, signed_in: SignedIn) -> None:
        escorts(cast, "gun", "ivar")
        visit = cast.accepted()
        absence = away(cast)
        client = signed_in(cast.coordinator)
        client.post(page_of(absence, "offer_absence"))
        gun, ivar = visit.offers.order_by("escort")
        decline_offer(ivar, by=ivar.escort.user, now=NOW)
        html = client.get(page_of(absence)).content.decode()
        assert "Has declined" in html
        assert "Offered. The first yes has it." in html
        accept_offer(gun, by=gun.escort.user, now=NOW)
        html = client.get(page_of(absence)).content.decode()
        assert "Gun comes" in html
        assert 'type="checkbox"' not in html

    def test_a_visit_that_nobody_can_take(self, cast: Cast, signed_in: SignedIn) -> None:
        visit = cast.accepted()
        absence = away(cast)
        html = (
            signed_in(cast.coordinator).post(page_of(absence, "offer_absence"), follow=True).content.decode()
        )
        assert "For 1 visit nobody could be asked." in html
        assert "Nobody else is free at that time." in html
        visit.refresh_from_db()
        assert visit.escort == cast.escort

    @pytest.mark.parametrize("visits", [1, 4, 10])
    def test_queries_do_not_grow_with_the_absence(
        self, cast: Cast, signed_in: SignedIn, django_assert_num_queries, visits: int
    ) -> None:
        escorts(cast, "gun", "ivar")
        for hours in range(visits):
            cast.accepted(starts_at=TOMORROW_14 + (hours - 6) * HOUR, hours=1)
        absence = away(cast)
        client = signed_in(cast.coordinator)
        with django_assert_num_queries(QUERIES):
            html = client.get(page_of(absence)).content.decode()
        assert html.count("Still with who is away") == min(visits, 8)
        assert html.count(" checked>") == 2 * min(visits, 8)
        assert ("Page 1 of 2" in html) is (visits > 8)

    def test_a_coordinator_of_another_unit_sees_none_of_the_visits(
        self, cast: Cast, signed_in: SignedIn
    ) -> None:
        cast.accepted()
        other = make_staff(unit=make_unit(name="Annan enhet"), kind="coordinator", username="k2")
        client, absence = signed_in(other), away(cast)
        assert "Berit" not in client.get(page_of(absence)).content.decode()
        client.post(page_of(absence, "offer_absence"))
        assert not Offer.objects.exists()

    def test_not_away_after_all(self, cast: Cast, signed_in: SignedIn) -> None:
        absence = away(cast)
        client = signed_in(cast.coordinator)
        html = client.post(page_of(absence, "absence_over"), follow=True).content.decode()
        assert "Elsa is not away any longer." in html
        assert "Nobody is away." in html
        assert client.get(page_of(absence, "absence_over")).status_code == 405

    def test_strangers_get_404(self, cast: Cast, signed_in: SignedIn) -> None:
        absence = away(cast)
        far = make_staff(unit=make_unit(code="0180", name="Sthlm"), kind="coordinator", username="k3")
        for user in (cast.stranger, cast.escort.user, cast.manager, far):
            assert signed_in(user).get(page_of(absence)).status_code == 404
            for name in ("offer_absence", "absence_over"):
                assert signed_in(user).post(page_of(absence, name)).status_code == 404
