"""What is paid extra: assumptions, own rows, a last day."""

import pytest
from django.urls import reverse

from hours.models import PayPeriod, Supplement
from tests.addresses import own_supplement
from tests.cast import NOW, make_staff, make_unit

LIST, ADD = reverse("supplements"), reverse("add_supplement")
WRITTEN = {
    "name": "Kväll",
    "payroll_code": "OB1",
    "weekdays": ["4", "0"],
    "starts": "19",
    "ends": "24",
    "order": "10",
    "valid_from": "2026-04-01",
}


def own() -> list[Supplement]:
    return list(Supplement.objects.exclude(municipality=None))


def test_assumptions_are_called_so_and_an_own_row_stands_beside_them(cast, signed_in):
    client = signed_in(cast.administrator)
    html = client.get(LIST).content.decode()
    assert "Assumptions" in html
    assert "Your own" not in html
    html = client.post(ADD, WRITTEN, follow=True).content.decode()
    assert "The supplement is added." in html
    assert "Your own" in html
    assert "19.00–24.00" in html
    (row,) = own()
    assert (row.weekdays, f"{row.ends}", row.on_holidays) == ("04", "00:00:00", False)


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("name", "", "Write what it is called."),
        ("payroll_code", "=1+1", "Write the code with letters and figures only"),
        ("weekdays", [], "Tick a day, or public holidays."),
        ("weekdays", ["7"], "Select a valid choice"),
        ("starts", "sen", "We do not understand “sen”. Write for example 19.00."),
        ("order", "0", "Write a figure from 1 to 999."),
        ("valid_from", "våren", "write the day as year, month and day"),
        ("valid_from", "2226-04-01", "Is the year right?"),
    ],
)
def test_bad_input_is_said_at_its_field_and_kept(cast, signed_in, field, typed, words):
    response = signed_in(cast.administrator).post(ADD, WRITTEN | {field: typed})
    html = response.content.decode()
    assert response.status_code == 200
    assert "<title>Error:" in html
    assert words in html
    assert 'value="OB1"' in html or field == "payroll_code"
    assert own() == []


def test_a_locked_day_is_refused_with_the_day(cast, signed_in):
    PayPeriod.objects.create(
        provider=cast.provider, month="2026-04-01", locked_at=NOW, locked_by=cast.coordinator
    )
    client = signed_in(cast.coordinator)
    html = client.post(ADD, WRITTEN).content.decode()
    assert "Pay is locked to and including 30 April 2026. Choose a later day." in html
    assert "A row can begin after that day." in client.get(LIST).content.decode()
    assert own() == []


def test_a_row_gets_a_last_day_and_is_never_changed(cast, signed_in):
    row = own_supplement(cast)
    client = signed_in(cast.administrator)
    address = reverse("end_supplement", args=[row.pk])
    assert "<title>Error:" in client.post(address, {"last_day": "sen"}).content.decode()
    html = client.post(address, {"last_day": "2030-06-30"}, follow=True).content.decode()
    assert "The supplement has a last day." in html
    assert "2030-01-01 – 2030-06-30" in html


def test_strangers(cast, signed_in):
    row = own_supplement(cast)
    address = reverse("end_supplement", args=[row.pk])
    elsewhere = make_staff(unit=make_unit(code="0180", name="Sthlm"), kind="administrator", username="ada")
    assert signed_in(elsewhere).get(address).status_code == 404
    for user in (cast.stranger, cast.manager, cast.escort.user):
        client = signed_in(user)
        assert {client.get(each).status_code for each in (LIST, ADD, address)} == {404}
        assert client.post(ADD, WRITTEN).status_code == 404
    template = Supplement.objects.filter(municipality=None).first()
    client = signed_in(cast.administrator)
    assert client.get(reverse("end_supplement", args=[template.pk])).status_code == 404
    assert own() == [row]


def test_wrong_method(cast, signed_in):
    client = signed_in(cast.administrator)
    assert client.post(LIST).status_code == 405
    assert client.put(ADD).status_code == 405
