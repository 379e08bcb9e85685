"""Booking over the nights when the clock is changed (R36), over HTTP."""

from datetime import UTC, datetime

from tests.hours.views.flow import text_of


def test_the_doubled_hour_asks_which(flow):
    flow.answer("dag", day="2026-10-25")
    response = flow.answer("tid", starts="2.30", length="2")
    assert response.context["form"].errors.keys() == {"starts_which"}
    assert "02.30" in text_of(response)
    for which, start in (("first", 0), ("second", 1)):
        flow.answer("tid", starts="2.30", length="2", starts_which=which)
        flow.answer("plats")
        flow.answer("ledsagare")
        span = flow.check().context["asked"].span
        assert span.starts_at == datetime(2026, 10, 25, start, 30, tzinfo=UTC)
        assert span.minutes == 120


def test_the_end_in_the_doubled_hour_asks_which(flow):
    flow.answer("dag", day="2026-10-25")
    form = flow.answer("tid", starts="1.30", ends="2.30").context["form"]
    assert form.errors.keys() == {"ends_which"}
    assert list(form.fields) == ["starts", "ends", "ends_which", "length"]


def test_over_the_doubled_hour_true_hours_are_counted_and_said(flow):
    flow.answer_all(day="2026-10-25", starts="1.30", ends="3.30")
    response = flow.check()
    assert response.context["asked"].span.minutes == 180
    assert "tre timmar" in text_of(response)


def test_the_missing_hour_is_said_not_to_be(flow):
    flow.answer("dag", day="2026-03-29")
    response = flow.answer("tid", starts="2.30", ends="4")
    assert response.context["form"].errors.keys() == {"starts"}
    assert "02.30" in response.context["form"].errors["starts"][0]
    assert flow.answer("tid", starts="1.30", ends="3.30").url == flow.url("plats")


def test_a_new_day_that_lacks_the_hour_asks_for_the_time_again(flow):
    flow.answer_all(day="2026-03-28", starts="2.30", ends="4")
    assert flow.answer("dag", day="2026-03-29").url == flow.url("tid")
    assert flow.client.get(flow.url("tid")).context["form"].errors.keys() == {"starts"}
