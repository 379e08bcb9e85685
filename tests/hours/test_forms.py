"""The forms without a page: what the times of a visit mean. The words on the page: tests/hours/views/."""

from datetime import UTC, date, datetime

import pytest
from django.utils.translation import override

from hours.forms import CompanionForm, DayForm, TimeForm
from hours.rules import Span

SATURDAY = date(2026, 3, 14)
AUTUMN_NIGHT = date(2026, 10, 25)
SPRING_NIGHT = date(2026, 3, 29)


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "typed", "span"),
    [
        (SATURDAY, {"starts": "14", "ends": "17"}, Span(utc(2026, 3, 14, 13), utc(2026, 3, 14, 16))),
        (
            SATURDAY,
            {"starts": "halv tre", "length": "1,5"},
            Span(utc(2026, 3, 14, 13, 30), utc(2026, 3, 14, 15)),
        ),
        # Both are said, and agree.
        (
            SATURDAY,
            {"starts": "14", "ends": "17", "length": "3"},
            Span(utc(2026, 3, 14, 13), utc(2026, 3, 14, 16)),
        ),
        # Past midnight, and just at it.
        (SATURDAY, {"starts": "22", "ends": "1"}, Span(utc(2026, 3, 14, 21), utc(2026, 3, 15, 0))),
        (SATURDAY, {"starts": "22", "ends": "24"}, Span(utc(2026, 3, 14, 21), utc(2026, 3, 14, 23))),
        (SATURDAY, {"starts": "14", "length": "24"}, Span(utc(2026, 3, 14, 13), utc(2026, 3, 15, 13))),
        # New Year and the leap day.
        (
            date(2026, 12, 31),
            {"starts": "23", "ends": "1"},
            Span(utc(2026, 12, 31, 22), utc(2027, 1, 1, 0)),
        ),
        (date(2028, 2, 28), {"starts": "23", "ends": "1"}, Span(utc(2028, 2, 28, 22), utc(2028, 2, 29, 0))),
        # Both nights when the clock is changed (R36): true hours, counted in UTC.
        (
            AUTUMN_NIGHT,
            {"starts": "1.30", "ends": "3.30"},
            Span(utc(2026, 10, 24, 23, 30), utc(2026, 10, 25, 2, 30)),
        ),
        (
            AUTUMN_NIGHT,
            {"starts": "2.30", "starts_which": "first", "ends": "2.30"},
            Span(utc(2026, 10, 25, 0, 30), utc(2026, 10, 25, 1, 30)),
        ),
        (
            SPRING_NIGHT,
            {"starts": "1.30", "ends": "3.30"},
            Span(utc(2026, 3, 29, 0, 30), utc(2026, 3, 29, 1, 30)),
        ),
    ],
)
def test_the_times_mean_these_instants(day, typed, span):
    form = TimeForm(typed, day=day)
    assert form.is_valid(), form.errors
    assert form.span == span


@pytest.mark.parametrize("which", ["", "third", "first' OR 1=1"])
def test_a_doubled_time_needs_one_of_the_two_answers(which):
    form = TimeForm({"starts": "2.30", "starts_which": which, "length": "1"}, day=AUTUMN_NIGHT)
    assert form.errors.keys() == {"starts_which"}


def test_an_end_that_the_clock_skips_is_told_of():
    form = TimeForm({"starts": "23", "ends": "2.30"}, day=date(2026, 3, 28))
    assert form.errors.keys() == {"ends"}


@pytest.mark.parametrize("typed", [{"starts": "1.30", "ends": "2.30"}, {"starts": "1.45", "ends": "2.00"}])
def test_R36_an_end_that_this_night_skips_is_told_of_and_not_moved_a_day(typed):
    form = TimeForm(typed, day=SPRING_NIGHT)
    assert form.errors.keys() == {"ends"}


def test_R36_the_same_time_after_the_doubled_hour_is_not_a_day_and_a_night():
    form = TimeForm({"starts": "2.30", "starts_which": "second", "ends": "2.30"}, day=AUTUMN_NIGHT)
    assert form.errors.keys() == {"ends"}


def test_an_end_before_the_start_is_a_slip_unless_the_hours_are_written_too():
    assert TimeForm({"starts": "14.30", "ends": "13"}, day=SATURDAY).errors.keys() == {"ends"}
    form = TimeForm({"starts": "14.30", "ends": "13", "length": "22,5"}, day=SATURDAY)
    assert form.is_valid()
    assert form.span.minutes == 1350
    evening = TimeForm({"starts": "20", "ends": "8"}, day=SATURDAY)
    assert evening.is_valid()
    assert evening.span.minutes == 720


def test_every_field_that_is_wrong_is_told_of_at_once():
    form = TimeForm({"starts": "sen", "ends": "x" * 61}, day=SATURDAY)
    assert form.errors.keys() == {"starts", "ends"}


def test_a_day_is_asked_for_in_one_text_field():
    assert list(DayForm(today=SATURDAY).fields) == ["day"]


def test_anyone_is_a_choice_and_the_first_one(cast):
    form = CompanionForm(escorts=[cast.escort])
    with override("en"):
        assert [str(label) for _, label in form.fields["escort"].choices] == [
            "Anyone",
            "Somebody I know",
            "Elsa",
        ]
    assert CompanionForm({"escort": ""}, escorts=[cast.escort]).is_valid()


def test_nobody_is_asked_to_choose_among_nobody(db):
    assert list(CompanionForm(escorts=[]).fields) == ["note"]
