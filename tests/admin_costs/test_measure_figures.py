"""Columns of measures from the database, and which of them may not be told."""

from datetime import UTC, date, datetime

import pytest

from admin_costs import measure_figures
from admin_costs.measure_figures import MunicipalityFigures, told_sums
from admin_costs.measure_kinds import COLUMNS
from admin_costs.measure_rules import latest
from admin_costs.measures import measure_of
from admin_costs.models import Question, Scale, SurveyAnswers
from admin_costs.models.figures import FigureSource
from admin_costs.monthly import refresh
from admin_costs.surveys import rating_question
from hours.queries import Part, Tally
from ledsagning.people.models import Municipality
from tests.cast import Cast, make_participant, make_pool

APRIL_2026, JANUARY_2027 = date(2026, 4, 15), date(2027, 1, 15)
MARCH = date(2026, 3, 1)


def figures(today: date = APRIL_2026) -> MunicipalityFigures:
    laholm = Municipality.objects.get(pk="1381")
    refresh(laholm)
    return MunicipalityFigures(laholm, today)


def visits_of(cast: Cast, people: int) -> None:
    """So many people with 20 h a month, each of whom had three hours on 12 March, one after the other."""
    pools = [cast.pool]
    for number in range(people - 1):
        person = make_participant(unit=cast.unit, username=f"person{number}")
        pools.append(make_pool(participant=person, by=cast.case_officer))
    for day, pool in enumerate(pools):
        cast.pool, cast.participant = pool, pool.participant
        cast.done(starts_at=date_at(12 + day))


def date_at(day: int) -> datetime:
    return datetime(2026, 3, day, 13, 0, tzinfo=UTC)


@pytest.fixture
def five(cast: Cast) -> Cast:
    visits_of(cast, 5)
    return cast


def test_hours_granted_and_used_of_five(five):
    """15 of 100 hours."""
    (month,) = figures().months(measure_of("beviljat-och-anvant"))
    assert (month.period, month.value) == (MARCH, 0.15)


def test_P7_of_four_nothing_is_told(cast):
    visits_of(cast, 4)
    found = figures()
    for slug in ("beviljat-och-anvant", "manadsslut", "utan-ledsagare", "timmar"):
        assert found.months(measure_of(slug)) == []
        assert [year.is_hidden for year in found.years(measure_of(slug))] == [True]


def test_a_year_is_counted_when_it_is_over(five):
    assert figures(APRIL_2026).years(measure_of("kontinuitet")) == []
    # The year began in March, so it was not whole in the system.
    assert figures(JANUARY_2027).years(measure_of("kontinuitet")) == []


def test_a_whole_year(five, monkeypatch):
    monkeypatch.setattr(measure_figures, "whole_years", lambda code, today: [2026])
    found = figures(JANUARY_2027)
    assert latest(found.years(measure_of("kontinuitet"))).value == 1
    assert latest(found.years(measure_of("klagomal"))).value == 0


def test_R48_a_year_is_not_told_beside_all_its_months_but_one(five, monkeypatch):
    """One person came in April, so April is hidden: the year less March would be hers."""
    five.done(starts_at=datetime(2026, 4, 2, 13, 0, tzinfo=UTC))
    monkeypatch.setattr(measure_figures, "whole_years", lambda code, today: [2026])
    (year,) = figures(JANUARY_2027).years(measure_of("kontinuitet"))
    assert (year.value, year.is_hidden) == (None, True)


def test_R48_when_it_is_told_all_the_same_she_subtracts(five, monkeypatch):
    """The negative control."""
    five.done(starts_at=datetime(2026, 4, 2, 13, 0, tzinfo=UTC))
    monkeypatch.setattr(measure_figures, "whole_years", lambda code, today: [2026])
    monkeypatch.setattr(measure_figures, "SUMS_OF_MONTHS", frozenset())
    found = figures(JANUARY_2027)
    (year,) = found.years(measure_of("kontinuitet"))
    assert year.below - sum(sums["visits"] for sums in found.told.values()) == 1


def test_of_four_people_a_year_says_that_it_is_hidden(cast, monkeypatch):
    visits_of(cast, 4)
    monkeypatch.setattr(measure_figures, "whole_years", lambda code, today: [2026])
    for slug in ("kontinuitet", "klagomal"):
        (year,) = figures(JANUARY_2027).years(measure_of(slug))
        assert (year.value, year.is_hidden) == (None, True)


def test_only_what_all_groups_allow_is_told():
    large, small, one_is_nearly_all = Part(9, 90, 20, 10), Part(4, 40, 20, 10), Part(9, 90, 80, 9)
    tallies = [
        Tally({"decisions": 9}, (large,)),
        Tally({"complaints": 4}, (large, small)),
        Tally({"first_visits": 9}, (one_is_nearly_all,)),
    ]
    assert told_sums(tallies) == {"decisions": 9}


def test_only_the_columns_asked_for_are_read(five, django_assert_num_queries):
    found = figures()
    with django_assert_num_queries(2):  # what is told of the whole, and what is typed in
        found.years(measure_of("timmar"))
    with django_assert_num_queries(1):  # when the first visit was: no year is over
        found.years(measure_of("kontinuitet"))


def test_every_column_has_a_source():
    sources = (
        *(measure_figures.TOLD, measure_figures.OF_PROVIDERS, measure_figures.OF_VISITS),
        *(measure_figures.OF_YEARS, measure_figures.OF_SURVEYS, measure_figures.OF_THE_OLD),
    )
    counted = {name for source in sources for name in source}
    typed = COLUMNS.keys() - counted
    assert counted <= COLUMNS.keys()
    assert typed == {
        *(
            "inhabitants",
            "inhabitants_65",
            "gross_cost_kr",
            "internal_revenue_kr",
            "sales_kr",
            "days_to_decision",
        ),
        *("people_with_plan", "appeals", "appeals_decided", "appeals_won"),
    }


def answers(cast: Cast, month: date, counts: tuple[int, ...], source: str = FigureSource.IMPORT) -> None:
    scale = Scale.objects.first()
    question = Question.objects.get_or_create(text="Får du hjälp?", defaults={"scale": scale})[0]
    for answer, count in zip(question.scale.answers, counts, strict=False):
        SurveyAnswers.objects.create(
            unit=cast.unit, month=month, question=question, answer=answer, source=source, count=count
        )


def test_survey_rounds_by_year(cast):
    """Rounds of ten and of four: those of four are left out. The press after a visit is no survey."""
    answers(cast, date(2025, 3, 1), (7, 3))
    answers(cast, date(2025, 9, 1), (1, 3))
    question = rating_question()
    SurveyAnswers.objects.create(
        unit=cast.unit,
        month=date(2025, 3, 1),
        question=question,
        answer=question.scale.best,
        source=FigureSource.FACTS,
        count=90,
    )
    (year,) = figures().years(measure_of("nojdhet-enkat"))
    assert (year.value, year.below) == (0.7, 10)


def test_the_systems_own_answers_come_before_a_files(cast):
    answers(cast, date(2025, 3, 1), (7, 3))
    answers(cast, date(2025, 3, 1), (2, 8), FigureSource.FACTS)
    (year,) = figures().years(measure_of("nojdhet-enkat"))
    assert (year.value, year.below) == (0.2, 10)
