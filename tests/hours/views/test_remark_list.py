"""What people have written, for coordinators and managers of the unit; and saying that it is read."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from hours.models import Remark
from hours.remarks import mark_read, send
from ledsagning.people.models import AccessLog
from tests.cast import NOW, Cast, make_participant, make_staff, make_unit
from tests.hours.views.flow import text_of

URL = "/samordna/synpunkter/"


@pytest.fixture
def remark(cast: Cast) -> Remark:
    return wrote(cast, "Elsa kom sent.", is_complaint=True, booking=cast.accepted())


def wrote(cast: Cast, text: str, **more: object) -> Remark:
    asked = {"is_complaint": False, "by": cast.participant.user, "now": NOW} | more
    return send(cast.participant, key=uuid.uuid4(), text=text, **asked)


def read_url(remark: Remark) -> str:
    return reverse("read_remark", args=[remark.public_id])


@pytest.mark.parametrize("role", ["coordinator", "manager"])
def test_both_read_who_wrote_what_about_which_visit(cast, signed_in, remark, role):
    assert reverse("remark_list") == URL
    said = text_of(signed_in(getattr(cast, role)).get(URL))
    assert "1 is not read yet." in said
    for words in ("Berit", "Complaint", "Elsa kom sent.", "About the visit Thursday 12 March, 14:00–17:00"):
        assert words in said


def test_a_coordinator_comes_to_the_visit_and_a_manager_does_not(cast, signed_in, remark):
    link = reverse("assign_visit", args=[remark.booking.public_id])
    assert link in signed_in(cast.coordinator).get(URL).text
    assert link not in signed_in(cast.manager).get(URL).text


def test_the_unread_are_first_and_the_read_say_by_whom(cast, signed_in):
    mark_read(wrote(cast, "Först."), by=cast.manager, now=NOW)
    wrote(cast, "Sedan.", now=NOW + timedelta(hours=1))
    said = text_of(signed_in(cast.coordinator).get(URL))
    assert said.index("Sedan.") < said.index("Först.")
    assert "Read Wednesday 11 March by Maria" in said


def test_nothing_and_everything_read(cast, signed_in):
    client = signed_in(cast.coordinator)
    assert "Everything is read. " in text_of(client.get(URL))
    assert "Nobody has written yet." in text_of(client.get(URL))


def test_twenty_a_page(cast, signed_in):
    for number in range(21):
        wrote(cast, f"Nummer {number}.", now=NOW + timedelta(minutes=number))
    client = signed_in(cast.coordinator)
    assert "Nummer 20." not in text_of(client.get(URL))
    assert "Nummer 20." in text_of(client.get(f"{URL}?page=2"))
    assert "Nummer 0." in text_of(client.get(f"{URL}?page=kaka"))


@pytest.mark.parametrize("role", ["coordinator", "manager"])
def test_R23_each_person_shown_is_logged_once_with_the_role(cast, signed_in, remark, role):
    wrote(cast, "Mer.")
    signed_in(getattr(cast, role)).get(URL)
    read = AccessLog.objects.get()
    assert (read.participant, read.capacity, read.page) == (cast.participant, role, "GET remark_list")


@pytest.mark.parametrize("role", ["coordinator", "manager"])
def test_read_says_who_and_tells_that_the_person_sees_it(cast, signed_in, remark, role):
    user = getattr(cast, role)
    response = signed_in(user).post(read_url(remark), follow=True)
    assert response.redirect_chain == [(URL, 302)]
    assert "Berit now sees that you have read it." in text_of(response)
    remark.refresh_from_db()
    assert (remark.read_by, remark.read_at) == (user, NOW)
    assert AccessLog.objects.filter(page="POST read_remark", capacity=role).count() == 1


def test_read_twice_keeps_the_first(cast, signed_in, remark):
    signed_in(cast.coordinator).post(read_url(remark))
    signed_in(cast.manager).post(read_url(remark))
    remark.refresh_from_db()
    assert remark.read_by == cast.coordinator


def test_another_units_staff_see_and_press_nothing(cast, signed_in, remark):
    other = make_unit(name="Annan enhet")
    for kind in ("coordinator", "manager"):
        client = signed_in(make_staff(unit=other, kind=kind, username=f"annan {kind}"))
        assert "Berit" not in text_of(client.get(URL))
        assert client.post(read_url(remark)).status_code == 404
    remark.refresh_from_db()
    assert remark.read_at is None


def test_strangers_get_404(cast, signed_in, remark):
    others = (cast.stranger, cast.escort.user, cast.participant.user, cast.case_officer, cast.administrator)
    for user in others:
        client = signed_in(user)
        assert client.get(URL).status_code == 404
        assert client.post(read_url(remark)).status_code == 404


def test_wrong_methods_and_a_remark_that_is_not_there(cast, signed_in, remark):
    client = signed_in(cast.coordinator)
    assert client.post(URL).status_code == 405
    assert client.get(read_url(remark)).status_code == 405
    assert client.post(reverse("read_remark", args=[uuid.UUID(int=7)])).status_code == 404


def test_a_coordinator_of_one_unit_who_manages_another_reads_each_as_what_they_are(cast, signed_in, remark):
    other = make_unit(name="Annan enhet")
    olle = make_participant(unit=other, username="olle")
    send(olle, key=uuid.uuid4(), text="Hej.", is_complaint=False, by=olle.user, now=NOW)
    cast.coordinator.roles.create(unit=other, kind="manager", valid_from="2020-01-01")
    signed_in(cast.coordinator).get(URL)
    roles = dict(AccessLog.objects.values_list("participant__name", "capacity"))
    assert roles == {"Berit": "coordinator", "Olle": "manager"}
