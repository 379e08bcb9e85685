"""Writing to the unit: once, about a visit or about anything, with a receipt."""

import re
import uuid

import pytest
from django.urls import reverse

from hours.models import Booking, Remark
from hours.remarks import mark_read
from ledsagning.people.models import AccessLog
from tests.cast import NOW, Cast, make_participant, make_pool
from tests.hours.views.flow import text_of, title_of


def url_of(cast: Cast) -> str:
    return reverse("remark", args=[cast.participant.public_id])


def receipt_of(cast: Cast, remark: Remark) -> str:
    return reverse("remark_sent", args=[cast.participant.public_id, remark.public_id])


@pytest.fixture
def berit(cast, signed_in):
    return signed_in(cast.participant.user)


def words(**more):
    return {"key": uuid.uuid4(), "text": "Elsa kom sent."} | more


def test_a_remark_has_a_receipt_that_says_who_reads_it_and_what_happens(cast, berit):
    response = berit.post(url_of(cast), words(), follow=True)
    remark = Remark.objects.get()
    assert response.redirect_chain == [(receipt_of(cast, remark), 302)]
    said = text_of(response)
    assert "Your remark is sent" in said
    assert "Not read yet" in said
    assert "Elsa kom sent." in said
    assert "Coordinators and managers of Ledsagning Laholm" in said
    assert "You see here who has read it, and when." in said
    assert (remark.text, remark.is_complaint, remark.booking) == ("Elsa kom sent.", False, None)


def test_a_complaint_is_looked_into(cast, berit):
    response = berit.post(url_of(cast), words(is_complaint="on"), follow=True)
    assert "The unit must look into what happened." in text_of(response)
    assert Remark.objects.get().is_complaint


def test_about_a_visit(cast, berit):
    visit = cast.booking()
    url = f"{url_of(cast)}?visit={visit.public_id}"
    assert "It is about the visit on Thursday 12 March." in text_of(berit.get(url))
    response = berit.post(url, words(), follow=True)
    assert "About the visit Thursday 12 March" in text_of(response)
    assert Remark.objects.get().booking == visit


def test_the_visits_page_leads_here(cast, berit):
    visit = cast.booking()
    page = berit.get(reverse("visit", args=[cast.participant.public_id, visit.public_id]))
    assert f'href="{url_of(cast)}?visit={visit.public_id}"' in page.text


def test_R34_the_same_press_twice_is_one(cast, berit):
    pressed = words()
    first, second = (berit.post(url_of(cast), pressed) for _ in range(2))
    assert first.url == second.url
    assert Remark.objects.count() == 1


def test_R34_the_same_key_with_other_words_says_so_and_keeps_them(cast, berit):
    key = uuid.uuid4()
    berit.post(url_of(cast), words(key=key))
    response = berit.post(url_of(cast), words(key=key, text="Elsa kom i tid."))
    assert "You have already sent this with other words." in text_of(response)
    assert "Elsa kom i tid." in response.text
    assert Remark.objects.get().text == "Elsa kom sent."


def test_each_page_has_a_key_of_its_own(cast, berit):
    keys = {re.search(r'name="key" value="([\w-]+)"', berit.get(url_of(cast)).text)[1] for _ in range(2)}
    assert len(keys) == 2


def test_the_person_sees_that_it_is_read_by_whom_and_when(cast, berit):
    berit.post(url_of(cast), words())
    assert "Elsa kom sent. Not read yet" in text_of(berit.get(url_of(cast)))
    mark_read(Remark.objects.get(), by=cast.manager, now=NOW)
    for url in (url_of(cast), receipt_of(cast, Remark.objects.get())):
        assert "Read Wednesday 11 March by Maria" in text_of(berit.get(url))


def test_a_representative_writes_for_the_person_and_the_receipt_says_so(cast, signed_in):
    gunn = signed_in(cast.representative.user)
    response = gunn.post(url_of(cast), words(), follow=True)
    remark = Remark.objects.get()
    assert (remark.participant, remark.by) == (cast.participant, cast.representative.user)
    assert "by Gunn" in text_of(response)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", "Write what you want to say. One word is enough."),
        ("   ", "Write what you want to say. One word is enough."),
        ("x" * 2001, "That is too long."),
        ("noll\x00", "Null characters are not allowed."),
    ],
)
def test_bad_words_are_refused_with_what_to_do(cast, berit, text, error):
    response = berit.post(url_of(cast), words(text=text))
    assert title_of(response).startswith("Error:")
    assert error in text_of(response)
    assert not Remark.objects.exists()


def test_a_key_that_is_none_is_refused(cast, berit):
    assert title_of(berit.post(url_of(cast), words(key="kaka"))).startswith("Error:")
    assert not Remark.objects.exists()


@pytest.mark.parametrize("visit", ["kaka", str(uuid.UUID(int=7)), "1"])
def test_a_visit_that_is_not_there_gives_404(cast, berit, visit):
    assert berit.get(f"{url_of(cast)}?visit={visit}").status_code == 404
    assert berit.post(f"{url_of(cast)}?visit={visit}", words()).status_code == 404


def test_R18_anothers_visit_gives_404(cast, berit):
    olle = make_participant(unit=cast.unit, username="olle")
    pool = make_pool(participant=olle, by=cast.case_officer)
    visit = cast.booking()
    Booking.objects.filter(pk=visit.pk).update(pool=pool)
    assert berit.post(f"{url_of(cast)}?visit={visit.public_id}", words()).status_code == 404
    assert not Remark.objects.exists()


def test_R18_strangers_and_staff_get_404(cast, berit, signed_in):
    berit.post(url_of(cast), words())
    receipt = receipt_of(cast, Remark.objects.get())
    for user in (cast.stranger, cast.escort.user, cast.coordinator, cast.manager, cast.case_officer):
        client = signed_in(user)
        assert client.post(url_of(cast), words()).status_code == 404
        assert client.get(receipt).status_code == 404
    assert Remark.objects.count() == 1


def test_R18_anothers_remark_under_ones_own_address(cast, berit, signed_in):
    berit.post(url_of(cast), words())
    olle = make_participant(unit=cast.unit, username="olle")
    url = reverse("remark_sent", args=[olle.public_id, Remark.objects.get().public_id])
    assert signed_in(olle.user).get(url).status_code == 404


def test_wrong_methods(cast, berit):
    berit.post(url_of(cast), words())
    assert berit.put(url_of(cast)).status_code == 405
    assert berit.post(receipt_of(cast, Remark.objects.get())).status_code == 405


def test_R23_reading_it_is_logged(cast, berit):
    berit.get(url_of(cast))
    assert AccessLog.objects.get().page == "GET remark"
