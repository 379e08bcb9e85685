"""Locking a month, its pages and its file."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from hours.models import Booking, PayPeriod
from hours.visits import report
from tests.cast import NOW, make_escort, make_staff, make_unit

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
IN_FEBRUARY = NOW - 20 * DAY  # 19 February, a Thursday, 9–12


def url(name: str, cast, month: str = "2026-02", *more: object) -> str:
    return reverse(name, args=[month, cast.provider.pk, *more])


@pytest.fixture
def february(cast) -> list[Booking]:
    """One as booked, and one that took two hours of three."""
    visit = cast.accepted(starts_at=IN_FEBRUARY + DAY, now=NOW - 30 * DAY)
    ends_at = visit.starts_at + 2 * HOUR
    now = visit.ends_at
    return [
        cast.done(starts_at=IN_FEBRUARY, now=NOW - 30 * DAY),
        report(visit, starts_at=visit.starts_at, ends_at=ends_at, by=cast.escort.user, now=now),
    ]


def test_what_waits_stops_the_lock_with_a_list(cast, signed_in, february):
    response = signed_in(cast.coordinator).post(url("lock_month", cast))
    html = response.content.decode()
    assert response.status_code == 409
    assert "There is 1 report that is not attested. Attest it, or leave it for the next month." in html
    assert "Friday 20 February" in html
    assert not PayPeriod.objects.exists()


def test_left_for_the_next_month_the_rest_is_locked(cast, signed_in, february):
    client = signed_in(cast.coordinator)
    html = client.post(url("lock_month", cast), {"leave": "on"}, follow=True).content.decode()
    assert "The month is locked. Take its file to the payroll program." in html
    assert "Locked 2026-03-11 by Karin." in html
    assert [visit.pk for visit in PayPeriod.objects.get().bookings.all()] == [february[0].pk]
    assert client.post(url("lock_month", cast)).status_code == 302  # twice is once
    assert "It is locked already." in client.get(url("lock_month", cast)).content.decode()
    assert "Locked" in client.get(reverse("pay_months")).content.decode()


def test_a_month_that_is_not_over_is_refused(cast, signed_in, february):
    response = signed_in(cast.coordinator).post(url("lock_month", cast, "2026-03"))
    assert (response.status_code, "The month is not over yet." in response.content.decode()) == (409, True)


def test_the_months_pages_say_what_there_is_and_name_nobody_served(cast, signed_in, february):
    client = signed_in(cast.coordinator)
    months = client.get(reverse("pay_months")).content.decode()
    assert "Pay February 2026" in months
    assert "1 report to attest" in months
    month = client.get(url("pay_month", cast)).content.decode()
    report_of = client.get(url("time_report", cast, "2026-02", cast.escort.pk)).content.decode()
    for html in (months, month, report_of):
        assert "Berit" not in html
    assert "3\xa0h" in month  # what is attested
    assert "Thursday 19 February" in report_of
    assert "09:00–11:00" in report_of
    assert "Waits for attest" in report_of


def test_the_files_say_whether_they_can_change(cast, signed_in, february):
    client = signed_in(cast.coordinator)
    before = client.get(url("payroll_csv", cast))
    assert before["Content-Disposition"] == 'attachment; filename="lon-2026-02-preliminar.csv"'
    assert before.content.startswith(b"\xef\xbb\xbfPeriod;")
    assert before.content.count(b"\r\n") == 2
    client.post(url("lock_month", cast), {"leave": "on"})
    assert client.get(url("payroll_csv", cast)).content == before.content.replace(
        "preliminär".encode(), "låst".encode()
    )
    workbook = client.get(url("payroll_xlsx", cast))
    assert workbook["Content-Disposition"] == 'attachment; filename="lon-2026-02.xlsx"'
    assert workbook.content.startswith(b"PK")


def test_ones_own_report_is_ones_own(cast, signed_in, february):
    address = reverse("own_time_report", args=["2026-02"])
    mine = signed_in(cast.escort.user).get(address).content.decode()
    assert "Thursday 19 February" in mine
    assert "Waits for attest" in mine
    assert "Berit" not in mine
    tor = make_escort(unit=cast.provider, username="tor")
    assert "No visits this month." in signed_in(tor.user).get(address).content.decode()
    assert signed_in(cast.coordinator).get(address).status_code == 404


NAMES = ("pay_month", "lock_month", "payroll_csv", "payroll_xlsx")


def test_strangers(cast, signed_in, february):
    elsewhere = make_staff(unit=make_unit(name="Annan enhet"), kind="coordinator", username="anna")
    for user in (cast.stranger, cast.manager, cast.escort.user, elsewhere):
        client = signed_in(user)
        assert {client.get(url(name, cast)).status_code for name in NAMES} == {404}
        assert client.post(url("lock_month", cast), {"leave": "on"}).status_code == 404
    assert not PayPeriod.objects.exists()


@pytest.mark.parametrize("month", ["2026-13", "2026-00", "1999-12", "februari", "2026-2", "99999"])
def test_bad_input_is_a_month_that_is_not_there(cast, signed_in, february, month):
    client = signed_in(cast.coordinator)
    assert client.get(url("pay_month", cast, month)).status_code == 404
    assert client.get(reverse("pay_months"), {"manad": month}).status_code == 404
    assert signed_in(cast.escort.user).get(reverse("own_time_report", args=[month])).status_code == 404


def test_an_escort_of_another_provider_has_no_report_here(cast, signed_in, february):
    other = make_escort(unit=make_unit(name="Annan utförare", kind="provider"), username="tor")
    client = signed_in(cast.coordinator)
    assert client.get(url("time_report", cast, "2026-02", other.pk)).status_code == 404


def test_wrong_method(cast, signed_in, february):
    client = signed_in(cast.coordinator)
    assert client.post(url("pay_month", cast)).status_code == 405
    assert client.post(url("payroll_csv", cast)).status_code == 405
    assert client.put(url("lock_month", cast)).status_code == 405


def test_many_visits_are_no_more_queries(cast, signed_in, february, django_assert_max_num_queries):
    client = signed_in(cast.coordinator)
    for number in range(5):
        cast.done(starts_at=datetime(2026, 2, 3, 9, tzinfo=NOW.tzinfo) + number * DAY, now=NOW - 40 * DAY)
    with django_assert_max_num_queries(28):
        client.get(url("pay_month", cast))
