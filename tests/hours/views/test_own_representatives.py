"""The person sees who may act for them, as what, and until when."""

from datetime import date, timedelta

from django.urls import reverse

from ledsagning.people.models import Representative, Role, User
from tests.cast import LONG_AGO, NOW, make_participant, make_user
from tests.hours.views.flow import text_of


def url_of(person):
    return reverse("own_representatives", args=[person.public_id])


def page(cast, signed_in) -> str:
    return text_of(signed_in(cast.participant.user).get(url_of(cast.participant)))


def test_name_kind_and_until_when(cast, signed_in):
    Representative.objects.create(
        participant=cast.participant,
        user=make_user(username="rune"),
        kind="consent",
        valid_from=LONG_AGO,
        valid_to=date(2026, 3, 11),
    )
    said = page(cast, signed_in)
    assert "Gunn : Limited guardian (god man), until further notice." in said
    assert "Rune : Somebody the person has chosen, up to and including Wednesday 11 March." in said


def test_only_those_who_may_today(cast, signed_in, at):
    Representative.objects.update(valid_to=date(2026, 3, 11))
    client = signed_in(cast.participant.user)
    assert "Gunn" in text_of(client.get(url_of(cast.participant)))
    at(NOW + timedelta(days=1))
    said = text_of(client.get(url_of(cast.participant)))
    assert "Gunn" not in said
    assert "Nobody but you." in said


def test_not_those_whose_mandate_cannot_be_used(cast, signed_in):
    """Staff of the municipality represent nobody there by that account (P2), nor does a closed account."""
    Role.objects.create(user=cast.representative.user, unit=cast.unit, kind="manager", valid_from=LONG_AGO)
    assert "Gunn" not in page(cast, signed_in)
    Role.objects.update(valid_to=date(2026, 3, 10))
    assert "Gunn" in page(cast, signed_in)
    User.objects.filter(pk=cast.representative.user_id).update(is_active=False)
    assert "Gunn" not in page(cast, signed_in)


def test_it_is_reached_from_home_and_the_representative_sees_it_too(cast, signed_in):
    home = signed_in(cast.participant.user).get(
        reverse("participant_home", args=[cast.participant.public_id])
    )
    assert f'href="{url_of(cast.participant)}"' in home.text
    said = text_of(signed_in(cast.representative.user).get(url_of(cast.participant)))
    assert "Who may act for Berit" in said


def test_strangers_get_404_and_so_does_a_wrong_method(cast, signed_in):
    olle = make_participant(unit=cast.unit, username="olle")
    for user in (cast.stranger, olle.user, cast.coordinator, cast.case_officer):
        assert signed_in(user).get(url_of(cast.participant)).status_code == 404
    assert signed_in(cast.participant.user).post(url_of(cast.participant)).status_code == 405
