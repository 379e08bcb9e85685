"""You get the object, or 404 as if it did not exist (R18); what you read is written down (R23)."""

import uuid
from datetime import date

import pytest
from django.http import Http404
from django.urls import resolve, reverse

from ledsagning.people import access
from ledsagning.people.models import AccessLog, Representative, Role
from ledsagning.people.models.accounts import RoleKind
from tests.cast import LONG_AGO, make_participant, make_staff, make_unit

ENDED = date(2021, 1, 1)


@pytest.fixture
def ask(rf):
    def request(user, method: str = "get"):
        made = getattr(rf, method)("/")
        made.user = user
        return made

    return request


def logged() -> list[tuple[str, str, str, str]]:
    lines = AccessLog.objects.order_by("pk")
    return list(lines.values_list("user__name", "participant__name", "capacity", "page"))


class TestParticipant:
    def test_the_person(self, cast, ask):
        request = ask(cast.participant.user)
        assert access.participant_or_404(request, cast.participant.public_id) == cast.participant
        assert request.acting_for is None
        assert logged() == [("Berit", "Berit", "self", "GET /")]

    def test_R19_the_representative_is_another_identity_and_the_log_shows_both(self, cast, ask):
        request = ask(cast.representative.user, "post")
        assert access.participant_or_404(request, cast.participant.public_id) == cast.participant
        assert request.acting_for == cast.participant
        assert logged() == [("Gunn", "Berit", "representative", "POST /")]

    @pytest.mark.parametrize("dates", [{"valid_to": ENDED}, {"valid_from": date(2099, 1, 1)}])
    def test_R19_a_mandate_that_does_not_hold_today(self, cast, ask, dates):
        Representative.objects.update(**dates)
        with pytest.raises(Http404):
            access.participant_or_404(ask(cast.representative.user), cast.participant.public_id)

    def test_R18_everybody_else_and_a_missing_person(self, cast, ask):
        missing = uuid.uuid4()
        others = ("stranger", "coordinator", "case_officer", "manager", "administrator")
        for who in others:
            with pytest.raises(Http404):
                access.participant_or_404(ask(getattr(cast, who)), cast.participant.public_id)
        with pytest.raises(Http404):
            access.participant_or_404(ask(cast.participant.user), missing)
        assert logged() == []

    def test_a_representative_of_several(self, cast, ask):
        olle = make_participant(unit=cast.unit, username=None, name="Olle")
        user = cast.representative.user
        Representative.objects.create(participant=olle, user=user, kind="god_man", valid_from=LONG_AGO)
        assert set(access.people_acted_for(user)) == {cast.participant, olle}

    def test_two_mandates_for_one_person_are_one_person(self, cast):
        user = cast.representative.user
        Representative.objects.create(
            participant=cast.participant, user=user, kind="consent", valid_from=LONG_AGO
        )
        assert list(access.people_acted_for(user)) == [cast.participant]


class TestUnits:
    def test_where_the_account_holds_the_role(self, cast, ask):
        assert list(access.units_or_404(ask(cast.coordinator), RoleKind.COORDINATOR)) == [cast.unit]
        assert access.municipality_or_404(ask(cast.manager), RoleKind.MANAGER).name == "Laholm"

    def test_any_of_several_roles(self, cast, ask):
        kinds = (RoleKind.MANAGER, RoleKind.ADMINISTRATOR)
        assert list(access.units_or_404(ask(cast.administrator), *kinds)) == [cast.unit]

    def test_two_roles_at_one_unit_are_one_unit(self, cast):
        Role.objects.create(user=cast.manager, unit=cast.unit, kind="administrator", valid_from=LONG_AGO)
        assert list(access.units_of(cast.manager, *RoleKind)) == [cast.unit]

    @pytest.mark.parametrize("kind", [RoleKind.CASE_OFFICER, RoleKind.MANAGER, RoleKind.ADMINISTRATOR])
    def test_R18_another_role_is_404(self, cast, ask, kind):
        with pytest.raises(Http404):
            access.units_or_404(ask(cast.coordinator), kind)
        with pytest.raises(Http404):
            access.municipality_or_404(ask(cast.coordinator), kind)

    def test_R19_a_role_that_has_ended_is_404(self, cast, ask):
        Role.objects.update(valid_to=ENDED)
        with pytest.raises(Http404):
            access.units_or_404(ask(cast.coordinator), RoleKind.COORDINATOR)


class TestEscort:
    def test_while_employed(self, cast, ask):
        assert access.escort_or_404(ask(cast.escort.user)) == cast.escort

    def test_R19_not_after(self, cast, ask):
        cast.escort.valid_to = ENDED
        cast.escort.save()
        with pytest.raises(Http404):
            access.escort_or_404(ask(cast.escort.user))

    def test_R18_nobody_else(self, cast, ask):
        with pytest.raises(Http404):
            access.escort_or_404(ask(cast.coordinator))


class TestServed:
    def test_somebody_of_the_unit(self, cast, ask):
        found = access.served_participant_or_404(
            ask(cast.case_officer), cast.participant.public_id, RoleKind.CASE_OFFICER
        )
        assert found == cast.participant
        assert logged() == [("Hanna", "Berit", "case_officer", "GET /")]

    def test_R18_not_somebody_of_another_unit_or_municipality(self, cast, ask):
        for unit in (make_unit(name="Annan enhet"), make_unit(code="0180")):
            staff = make_staff(unit=unit, kind="case_officer", username=f"handl{unit.pk}")
            with pytest.raises(Http404):
                access.served_participant_or_404(
                    ask(staff), cast.participant.public_id, RoleKind.CASE_OFFICER
                )
        assert logged() == []

    def test_R18_not_in_another_role(self, cast, ask):
        with pytest.raises(Http404):
            access.served_participant_or_404(
                ask(cast.manager), cast.participant.public_id, RoleKind.CASE_OFFICER
            )


class TestLog:
    def test_R23_the_page_is_told_by_its_name_and_holds_no_person(self, cast, ask):
        request = ask(cast.participant.user)
        request.resolver_match = resolve(reverse("participant_home", args=[cast.participant.public_id]))
        access.log_read(request, cast.participant, access.SELF)
        assert logged() == [("Berit", "Berit", "self", "GET participant_home")]

    def test_R23_a_list_writes_a_line_for_each_person_once(self, cast, ask):
        olle = make_participant(unit=cast.unit, username=None, name="Olle")
        people = [cast.participant, olle, None, cast.participant]
        access.log_listed(ask(cast.coordinator), people, RoleKind.COORDINATOR)
        assert [line[1] for line in logged()] == ["Berit", "Olle"]
