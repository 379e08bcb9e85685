"""Time studies: who is asked and when, what can be answered, and what is told of the group."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random

import pytest
from django.utils import timezone

from admin_costs.models import Activity, StudyMoment, TimeStudy
from admin_costs.time_studies import (
    AlreadyStudied,
    NoDaysLeft,
    answer,
    begin_study,
    end_study,
    is_over,
    may_take_part,
    open_moments,
    result_of,
    stop_taking_part,
    studies_seen_by,
    take_part,
    takes_part,
)
from ledsagning.people.models import Role
from ledsagning.people.models.accounts import RoleKind
from tests.cast import LONG_AGO, NOW, make_staff, make_unit

MONDAY = date(2026, 3, 16)
AFTER = datetime(2026, 3, 30, 8, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def begin(cast, first_day=MONDAY, whole=False, unit=None) -> TimeStudy:
    return begin_study(
        unit or cast.unit,
        covers_municipality=whole,
        first_day=first_day,
        moments_a_day=6,
        starts=time(8),
        ends=time(17),
        by=cast.manager,
        now=NOW,
    )


@pytest.fixture
def study(cast):
    return begin(cast)


@pytest.fixture
def questions(db):
    return Activity.objects.get(slug="fragor")


def join(study, user, now=NOW):
    take_part(study, user, now=now, chance=Random(user.pk))


def moment(study, user, at=NOW) -> StudyMoment:
    return StudyMoment.objects.create(study=study, user=user, at=at)


def test_a_study_is_two_weeks(study):
    assert (study.first_day, study.last_day) == (date(2026, 3, 16), date(2026, 3, 29))
    assert not is_over(study, datetime(2026, 3, 29, 21, 59, tzinfo=UTC))
    # Midnight in Sweden, an hour earlier by UTC in summer time, which begins that day.
    assert is_over(study, datetime(2026, 3, 29, 22, 0, tzinfo=UTC))


def test_two_at_once_in_a_municipality_are_refused(cast, study):
    """Two groups at once could be subtracted from each other."""
    with pytest.raises(AlreadyStudied):
        begin(cast, first_day=date(2026, 3, 29), whole=True, unit=make_unit(name="Enhet två"))
    assert begin(cast, first_day=date(2026, 3, 30))
    assert begin(cast, unit=make_unit(code="1380", name="Ledsagning Halmstad"))


def test_after_one_that_was_ended_another_may_begin(cast, study):
    end_study(study, now=NOW)
    assert begin(cast)


def test_who_takes_part_is_asked_at_moments_of_work_days_only(cast, study):
    join(study, cast.coordinator)
    moments = [timezone.localtime(each.at) for each in study.moments.order_by("at")]
    assert {each.date() for each in moments} == {MONDAY + timedelta(days=n) for n in range(12) if n % 7 < 5}
    assert all(time(8) <= each.time() < time(17) for each in moments)
    assert {each.user for each in study.moments.all()} == {cast.coordinator}
    assert 50 <= len(moments) <= 70


def test_taking_part_twice_is_once(cast, study):
    join(study, cast.coordinator)
    drawn = set(study.moments.values_list("at", flat=True))
    take_part(study, cast.coordinator, now=NOW, chance=Random(99))
    assert set(study.moments.values_list("at", flat=True)) == drawn


def test_who_comes_late_is_asked_from_tomorrow(cast, study):
    join(study, cast.coordinator, now=datetime(2026, 3, 18, 9, tzinfo=UTC))
    assert timezone.localtime(study.moments.order_by("at").first().at).date() == date(2026, 3, 19)


@pytest.mark.parametrize("now", [datetime(2026, 3, 27, 9, tzinfo=UTC), AFTER])
def test_when_no_day_is_left_it_is_said(cast, study, now):
    """On the last Friday, and when it is over."""
    with pytest.raises(NoDaysLeft):
        join(study, cast.coordinator, now=now)


def test_one_may_stop_at_any_moment_and_what_was_answered_stays(cast, study, questions):
    join(study, cast.coordinator)
    join(study, cast.case_officer)
    first, second, *_ = study.moments.filter(user=cast.coordinator).order_by("at")
    answer(first, activity=questions, now=first.at)
    assert takes_part(study, cast.coordinator, second.at - MINUTE)
    stop_taking_part(study, cast.coordinator, now=second.at + MINUTE)
    assert list(study.moments.filter(user=cast.coordinator)) == [first]
    assert not takes_part(study, cast.coordinator, second.at)
    assert takes_part(study, cast.case_officer, second.at)


def test_a_question_can_be_answered_once_within_half_an_hour(cast, study, questions):
    asked = moment(study, cast.coordinator)
    assert not answer(asked, activity=questions, now=NOW - MINUTE)
    assert not answer(asked, activity=questions, now=NOW + 30 * MINUTE)
    assert answer(asked, activity=questions, now=NOW + 29 * MINUTE)
    assert not answer(asked, activity=None, now=NOW + 29 * MINUTE)
    asked.refresh_from_db()
    assert (asked.activity, asked.is_other) == (questions, False)


def test_something_else_is_an_answer(cast, study):
    asked = moment(study, cast.coordinator)
    assert answer(asked, activity=None, now=NOW)
    asked.refresh_from_db()
    assert (asked.activity, asked.is_other, asked.answered_at) == (None, True, NOW)


def test_of_two_open_questions_the_first_passes_first(cast, study):
    second = moment(study, cast.coordinator, NOW - 5 * MINUTE)
    first = moment(study, cast.coordinator, NOW - 20 * MINUTE)
    moment(study, cast.coordinator, NOW - 30 * MINUTE)
    moment(study, cast.coordinator, NOW + MINUTE)
    moment(study, cast.case_officer, NOW)
    assert list(open_moments(cast.coordinator, NOW)) == [first, second]


def test_an_ended_study_asks_nobody_and_ended_twice_is_once(cast, study):
    join(study, cast.coordinator)
    end_study(study, now=NOW)
    end_study(TimeStudy.objects.get(), now=NOW + MINUTE)
    assert TimeStudy.objects.get().ended_at == NOW
    assert not study.moments.exists()


def test_what_is_over_by_itself_is_not_ended_early(study):
    end_study(study, now=AFTER)
    assert TimeStudy.objects.get().ended_at is None


def test_staff_of_the_unit_see_it_and_of_all_units_when_it_covers_them(cast, study):
    elsewhere = make_staff(unit=make_unit(name="Enhet två"), kind="coordinator", username="eva")
    far = make_staff(unit=make_unit(code="1380", name="Halmstad"), kind="coordinator", username="frida")
    assert list(studies_seen_by(cast.coordinator, *RoleKind)) == [study]
    assert not studies_seen_by(cast.coordinator, RoleKind.MANAGER)
    assert not studies_seen_by(elsewhere, *RoleKind)
    TimeStudy.objects.update(covers_municipality=True)
    assert list(studies_seen_by(elsewhere, *RoleKind)) == [study]
    assert not studies_seen_by(far, *RoleKind)


def test_how_many_may_take_part_counts_people_not_roles(cast):
    """Karin, Hanna and Adam: the manager begins a study and is not asked."""
    today = NOW.date()
    assert may_take_part(cast.unit, covers_municipality=False, today=today) == 3
    Role.objects.create(user=cast.coordinator, unit=cast.unit, kind="case_officer", valid_from=LONG_AGO)
    make_staff(unit=make_unit(name="Enhet två"), kind="coordinator", username="eva")
    assert may_take_part(cast.unit, covers_municipality=False, today=today) == 3
    assert may_take_part(cast.unit, covers_municipality=True, today=today) == 4


def people_answer(cast, study, people: int, activity: Activity) -> None:
    """Each answers twice, and lets one question pass."""
    for number in range(people):
        user = make_staff(unit=cast.unit, kind="coordinator", username=f"s{number}")
        for step, given in enumerate((activity, None, "nothing")):
            asked = moment(study, user, NOW + step * 40 * MINUTE)
            if given != "nothing":
                answer(asked, activity=given, now=asked.at)


def test_the_result_is_the_groups_shares(cast, study, questions):
    people_answer(cast, study, 5, questions)
    result = result_of(study, AFTER)
    assert (result.asked, result.answered, result.people) == (15, 10, 5)
    assert [(share.activity, share.answers) for share in result.shares] == [(questions.pk, 5), (None, 5)]


def test_P7_four_people_are_told_of_in_no_way(cast, study, questions):
    people_answer(cast, study, 4, questions)
    assert result_of(study, AFTER) is None


def test_P7_nothing_is_told_while_it_goes_on(cast, study, questions):
    """Two looks with one answer between them would tell what that answer was."""
    people_answer(cast, study, 9, questions)
    assert result_of(study, NOW + timedelta(days=10)) is None
    end_study(study, now=NOW + timedelta(days=10))
    study.refresh_from_db()
    assert result_of(study, NOW + timedelta(days=10)).answered == 18
