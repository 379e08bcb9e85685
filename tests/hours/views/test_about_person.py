"""What to match a person by: area, languages and skills, and who is named for a protected identity."""

import pytest
from django.urls import reverse

from hours.assignments import suggest
from hours.models import Booking
from ledsagning.people.models import AccessLog, Area, NamedStaff, Participant, Skill
from tests.cast import Cast, make_escort, make_participant, make_staff, make_unit
from tests.hours.views.conftest import SignedIn
from tests.hours.views.flow import bare


@pytest.fixture
def arabic(cast: Cast) -> Skill:
    return Skill.objects.create(municipality=cast.unit.municipality, kind="language", name="Arabiska")


@pytest.fixture
def vaxtorp(cast: Cast) -> Area:
    return Area.objects.create(municipality=cast.unit.municipality, name="Våxtorp")


@pytest.fixture
def protected(cast: Cast) -> Participant:
    cast.participant.is_protected = True
    cast.participant.save()
    return cast.participant


def url_of(person: Participant, name: str = "about_person") -> str:
    return reverse(name, args=[person.public_id])


def test_area_languages_and_skills_are_stored(
    cast: Cast, signed_in: SignedIn, arabic: Skill, vaxtorp: Area
) -> None:
    client = signed_in(cast.coordinator)
    sent = {"area": vaxtorp.pk, "skills_wanted": [arabic.pk]}
    html = client.post(url_of(cast.participant), sent, follow=True).content.decode()
    assert "Saved for Berit." in html
    cast.participant.refresh_from_db()
    assert (cast.participant.area, [*cast.participant.skills_wanted.all()]) == (vaxtorp, [arabic])
    assert "checked" in html
    assert AccessLog.objects.filter(page="POST about_person", participant=cast.participant).count() == 1
    client.post(url_of(cast.participant), {"area": ""})
    cast.participant.refresh_from_db()
    assert (cast.participant.area, cast.participant.skills_wanted.count()) == (None, 0)


def test_P2_no_hours_stand_there(cast: Cast, signed_in: SignedIn, arabic: Skill) -> None:
    cast.booking()
    html = signed_in(cast.coordinator).get(url_of(cast.participant)).content.decode()
    assert not any(number in bare(html) for number in ("237", "240"))


def test_only_what_the_municipality_has_can_be_chosen(cast: Cast, signed_in: SignedIn) -> None:
    elsewhere = make_unit(code="0180", name="Sthlm").municipality
    finnish = Skill.objects.create(municipality=elsewhere, kind="language", name="Finska")
    sodermalm = Area.objects.create(municipality=elsewhere, name="Södermalm")
    client = signed_in(cast.coordinator)
    sent = {"area": sodermalm.pk, "skills_wanted": [finnish.pk]}
    html = client.post(url_of(cast.participant), sent).content.decode()
    assert "<title>Error: About Berit" in html
    cast.participant.refresh_from_db()
    assert (cast.participant.area, cast.participant.skills_wanted.count()) == (None, 0)


def test_R25_a_protected_identity_has_no_area(
    cast: Cast, signed_in: SignedIn, protected: Participant, arabic: Skill, vaxtorp: Area
) -> None:
    client = signed_in(cast.coordinator)
    assert 'name="area"' not in client.get(url_of(protected)).content.decode()
    # A page that was open since before the identity was protected.
    sent = {"area": vaxtorp.pk, "skills_wanted": [arabic.pk]}
    html = client.post(url_of(protected), sent).content.decode()
    assert "This person has protected identity, and no area is kept. Nothing was saved." in html
    protected.refresh_from_db()
    assert (protected.area, protected.skills_wanted.count()) == (None, 0)
    client.post(url_of(protected), {"skills_wanted": [arabic.pk]})
    assert [*protected.skills_wanted.all()] == [arabic]


def test_R25_who_is_named_can_come_and_nobody_else(
    cast: Cast, signed_in: SignedIn, protected: Participant
) -> None:
    visit, client = cast.booking(), signed_in(cast.coordinator)
    make_escort(unit=cast.provider, username="tor")
    assert suggest(visit) == []
    press, url = (
        {"escort": cast.escort.pk, "seen_escort_id": ""},
        reverse("assign_visit", args=[visit.public_id]),
    )
    refused = client.post(url, press)
    assert refused.status_code == 409
    said = "Elsa is not among those named for this person. Choose one of them, or name Elsa."
    assert said in refused.content.decode()
    named = client.post(url_of(protected, "name_staff"), {"escort": cast.escort.pk}, follow=True)
    assert "Elsa may now meet Berit." in named.content.decode()
    assert NamedStaff.objects.get().by == cast.coordinator
    assert [str(escort) for escort, _ in suggest(visit)] == ["Elsa"]
    assert client.post(url, press).status_code == 302
    away = {"away": NamedStaff.objects.get().pk}
    html = client.post(url_of(protected, "name_staff"), away, follow=True).content.decode()
    assert "Elsa is no longer named for Berit." in html
    assert not NamedStaff.objects.exists()
    # What was promised stays promised, and is listed.
    assert Booking.objects.get().escort == cast.escort
    assert "is not named for this person" in client.get(reverse("misfits")).content.decode()


@pytest.mark.parametrize("escort", ["", "999999", "x"])
def test_naming_nobody_is_refused_with_a_sentence(
    cast: Cast, signed_in: SignedIn, protected: Participant, escort: str
) -> None:
    html = signed_in(cast.coordinator).post(url_of(protected, "name_staff"), {"escort": escort}).content
    assert "<title>Error: About Berit" in html.decode()
    assert "Choose a companion" in html.decode()
    assert not NamedStaff.objects.exists()


def test_an_escort_of_another_municipality_cannot_be_named(
    cast: Cast, signed_in: SignedIn, protected: Participant
) -> None:
    elsewhere = make_escort(unit=make_unit(code="0180", kind="in_house"), username="sven")
    signed_in(cast.coordinator).post(url_of(protected, "name_staff"), {"escort": elsewhere.pk})
    assert not NamedStaff.objects.exists()


def test_nobody_is_named_where_anybody_may_come(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.coordinator)
    response = client.post(url_of(cast.participant, "name_staff"), {"escort": cast.escort.pk}, follow=True)
    assert "Berit can meet anybody: nobody needs to be named." in response.content.decode()
    assert not NamedStaff.objects.exists()
    assert client.get(url_of(cast.participant, "name_staff")).url == url_of(cast.participant)


@pytest.mark.parametrize("away", ["", "x", "²", "999999", "9" * 40])
def test_taking_away_somebody_who_is_not_named(
    cast: Cast, signed_in: SignedIn, protected: Participant, away: str
) -> None:
    url = url_of(protected, "name_staff")
    assert signed_in(cast.coordinator).post(url, {"away": away}).status_code == 404


def test_taking_away_another_persons_named_staff(
    cast: Cast, signed_in: SignedIn, protected: Participant
) -> None:
    nils = make_participant(unit=cast.unit, username=None)
    named = NamedStaff.objects.create(
        participant=nils, user=cast.escort.user, by=cast.coordinator, at="2026-03-01T08:00Z"
    )
    url = url_of(protected, "name_staff")
    assert signed_in(cast.coordinator).post(url, {"away": named.pk}).status_code == 404
    assert NamedStaff.objects.count() == 1


@pytest.mark.parametrize("name", ["about_person", "name_staff"])
def test_strangers_get_404(cast: Cast, signed_in: SignedIn, name: str) -> None:
    other = make_staff(unit=make_unit(code="1380", name="Halmstad"), kind="coordinator", username="kurt")
    url = url_of(cast.participant, name)
    for user in (cast.stranger, other, cast.case_officer, cast.participant.user, cast.escort.user):
        assert signed_in(user).get(url).status_code == 404
        assert signed_in(user).post(url).status_code == 404
    assert signed_in(cast.coordinator).put(url).status_code == 405
