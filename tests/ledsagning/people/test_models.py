"""Accounts, roles, mandates and employments: who somebody is on a day."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from ledsagning.people.models import AccessLog, Escort, Participant, Representative, Role, Unit, User
from tests.cast import LONG_AGO, make_escort, make_participant, make_staff, make_unit, make_user

DAY = date(2026, 3, 11)


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "holds"),
    [
        (LONG_AGO, None, True),
        (DAY, None, True),
        (DAY, DAY, True),
        (LONG_AGO, DAY, True),
        (LONG_AGO, date(2026, 3, 10), False),
        (date(2026, 3, 12), None, False),
    ],
)
@pytest.mark.parametrize("model", [Role, Escort, Representative])
def test_R19_both_days_are_included_and_an_open_end_lasts(cast, model, valid_from, valid_to, holds):
    model.objects.update(valid_from=valid_from, valid_to=valid_to)
    assert model.objects.valid_on(DAY).exists() is holds


class TestUser:
    def test_has_one_name(self, db):
        user = make_user(username="berit", name="Berit Ekström")
        assert (str(user), user.get_full_name(), user.get_short_name()) == ("Berit Ekström",) * 3

    def test_without_a_name_is_called_by_the_username(self, db):
        assert str(User(username="berit")) == "berit"

    def test_is_invented_only_when_the_demonstration_says_so(self, db):
        assert make_user(username="berit").is_demo is False
        assert User._meta.get_field("is_demo").editable is False


class TestParticipant:
    def test_R12_needs_no_account(self, db):
        unit = make_unit()
        make_participant(unit=unit, username=None, name="Nils")
        make_participant(unit=unit, username=None, name="Olle")
        assert [str(person) for person in Participant.objects.all()] == ["Nils", "Olle"]

    def test_R21_stands_in_addresses_by_a_random_number(self, cast):
        assert cast.participant.public_id.version == 4

    def test_an_account_is_at_most_one_person(self, cast):
        with pytest.raises(IntegrityError), transaction.atomic():
            Participant.objects.create(
                unit=cast.unit, user=cast.participant.user, name="Dubbel", birth_date=DAY, sex="K"
            )

    def test_R25_no_field_can_express_a_fictitious_identity(self):
        names = {field.name for field in Participant._meta.get_fields()}
        assert not any(word in name for name in names for word in ("fing", "fict", "secret", "former"))

    def test_an_account_that_is_somebody_cannot_be_deleted(self, cast):
        for user in (cast.participant.user, cast.representative.user, cast.escort.user):
            with pytest.raises(ProtectedError):
                user.delete()


class TestNames:
    def test_in_words(self, db):
        unit = make_unit()
        staff = make_staff(unit=unit, kind="manager", username="maria")
        person = make_participant(unit=unit)
        mandate = Representative(participant=person, user=staff, kind="guardian", valid_from=DAY)
        assert str(unit) == "Ledsagning Laholm"
        assert str(staff.roles.get()).startswith("Maria: ")
        assert str(mandate).startswith("Maria (")
        assert str(make_escort(unit=unit)) == "Elsa"
        entry = AccessLog.objects.create(user=staff, participant=person, capacity="self", page="GET visit")
        assert str(entry).endswith("Maria GET visit")

    def test_a_unit_is_named_once_in_a_municipality(self, db):
        make_unit()
        make_unit(code="0180")
        with pytest.raises(IntegrityError), transaction.atomic():
            make_unit()
        assert Unit.objects.count() == 2
