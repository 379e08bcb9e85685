"""What the frame of every page knows: the menu, the municipality, whom one acts for."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import translation

from ledsagning import context
from ledsagning.people.models import Municipality, Representative, Role
from tests.cast import LONG_AGO, make_participant, make_unit, make_user


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def ask(rf):
    def request(user, path: str = "/"):
        made = rf.get(path)
        made.user = user
        return made

    return request


def labels(request) -> list[str]:
    return [str(item["label"]) for item in context.navigation(request)]


class TestNavigation:
    @pytest.mark.parametrize(
        ("who", "expected"),
        [
            ("coordinator", ["Visits", "Book by phone", "Absence", "Pay", "Remarks", "Surveys", "Log time"]),
            ("case_officer", ["Decisions", "Log time"]),
            ("manager", ["Before and after", "Remarks", "Surveys", "Log time", "Activities and rates"]),
            ("administrator", ["Surveys", "Log time", "Activities and rates", "What is paid extra"]),
            ("stranger", []),
        ],
    )
    def test_each_role_its_own_doors(self, cast, ask, who, expected):
        assert labels(ask(getattr(cast, who))) == expected

    def test_the_persons_own_hours_and_the_escorts_assignments(self, cast, ask):
        assert labels(ask(cast.participant.user)) == ["My hours"]
        assert labels(ask(cast.representative.user)) == ["Berit"]
        assert labels(ask(cast.escort.user)) == ["My assignments"]

    def test_somebody_with_hours_of_their_own_who_represents_another(self, cast, ask):
        olle = make_participant(unit=cast.unit, username="olle")
        Representative.objects.create(
            participant=cast.participant, user=olle.user, kind="consent", valid_from=LONG_AGO
        )
        assert labels(ask(olle.user)) == ["Berit", "My hours"]

    def test_who_acts_for_many_has_one_door_to_all_of_them(self, cast, ask):
        for username in ("anna", "bo", "cia"):
            person = make_participant(unit=cast.unit, username=username)
            Representative.objects.create(
                participant=person, user=cast.representative.user, kind="god_man", valid_from=LONG_AGO
            )
        assert labels(ask(cast.representative.user)) == ["I act for"]
        cast.participant.user, own = None, cast.representative.user
        cast.participant.save()
        make_participant(unit=cast.unit, username=None)
        Representative.objects.filter(participant__name="Cia").update(valid_to=date(2021, 1, 1))
        assert labels(ask(own)) == ["Anna", "Berit", "Bo"]

    def test_R19_what_has_ended_is_gone(self, cast, ask):
        ended = date(2021, 1, 1)
        Representative.objects.update(valid_to=ended)
        Role.objects.update(valid_to=ended)
        cast.escort.valid_to = ended
        cast.escort.save()
        for user in (cast.representative.user, cast.coordinator, cast.manager, cast.escort.user):
            assert labels(ask(user)) == []

    def test_an_account_for_set_up_finds_the_settings(self, cast, ask):
        cast.administrator.is_staff = True
        expected = ["Surveys", "Log time", "Activities and rates", "What is paid extra", "Settings"]
        assert labels(ask(cast.administrator)) == expected

    def test_those_who_set_the_place_up_find_the_settings(self, cast, ask):
        cast.administrator.is_staff = True
        expected = ["Surveys", "Log time", "Activities and rates", "What is paid extra", "Settings"]
        assert labels(ask(cast.administrator)) == expected

    def test_the_page_shown_is_marked(self, cast, ask):
        items = context.navigation(ask(cast.coordinator, reverse("phone_search")))
        assert [str(item["label"]) for item in items if item["current"]] == ["Book by phone"]


class TestMunicipality:
    @pytest.mark.parametrize("who", ["coordinator", "manager", "administrator", "case_officer"])
    def test_of_staff(self, cast, ask, who):
        assert context.municipality_of(ask(getattr(cast, who))).name == "Laholm"

    def test_of_the_person_the_representative_and_the_escort(self, cast, ask):
        for user in (cast.participant.user, cast.representative.user, cast.escort.user):
            assert context.municipality_of(ask(user)).code == "1381"

    def test_of_the_person_on_the_page_rather_than_of_the_reader(self, cast, ask):
        asked = ask(cast.representative.user)
        asked.person = make_participant(unit=make_unit(code="0180"), username="sven")
        assert context.municipality_of(asked).name == "Stockholm"

    def test_of_somebody_from_elsewhere(self, cast, ask):
        person = make_participant(unit=make_unit(code="0180"), username="sven")
        assert context.municipality_of(ask(person.user)) == Municipality.objects.get(name="Stockholm")

    def test_of_nobody_in_particular(self, cast, ask):
        assert context.municipality_of(ask(make_user(username="ny"))) is None


def called(frame: dict[str, object]) -> dict[str, object]:
    """The frame as a template that uses all of it sees it."""
    return {name: value() if callable(value) else value for name, value in frame.items()}


class TestPage:
    def test_an_anonymous_page_has_an_empty_frame(self, ask):
        assert context.page(ask(AnonymousUser())) == {
            "demo": False,
            "navigation": [],
            "report_tag": "",
            "municipality": None,
            "acting_for": None,
            "can_change_person": False,
            "signed_out_at": None,
            "head": None,
        }

    def test_a_page_without_an_account_at_all(self, rf):
        assert context.page(rf.get("/"))["navigation"] == []

    def test_whom_one_acts_for(self, cast, ask):
        request = ask(cast.representative.user)
        request.acting_for = cast.participant
        frame = called(context.page(request))
        assert frame["acting_for"] == cast.participant
        assert frame["can_change_person"] is False

    def test_who_acts_for_several_can_change_person(self, cast, ask):
        olle = make_participant(unit=cast.unit, username="olle")
        Representative.objects.create(
            participant=olle, user=cast.representative.user, kind="consent", valid_from=LONG_AGO
        )
        request = ask(cast.representative.user)
        request.acting_for = cast.participant
        assert called(context.page(request))["can_change_person"] is True

    def test_a_part_of_a_page_asks_nothing_and_the_page_asks_once(self, cast, ask, django_assert_num_queries):
        request = ask(cast.coordinator)
        with django_assert_num_queries(0):
            frame = context.page(request)
        assert [str(item["label"]) for item in frame["navigation"]()][:2] == ["Visits", "Book by phone"]
        assert frame["municipality"]().name == "Laholm"
        with django_assert_num_queries(0):
            assert frame["navigation"]() is frame["navigation"]()
            assert frame["municipality"]() is frame["municipality"]()
