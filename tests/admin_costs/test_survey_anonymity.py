"""Nobody can tell who answered what: nothing in the database joins a letter with an answer.

Two people answer. Whichever of the two letters gave which answers, all of the database must be the same
afterwards: what is the same in both worlds cannot tell them apart. Over HTTP, so that sessions, cookies and
whatever else a page may leave are there too.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from admin_costs import rounds
from admin_costs.models import AnswerTally, BallotTally, Letter, RoundPlace, SurveyRound
from admin_costs.rounds import hash_of, letter_of, make_letters, take_ballot
from tests.admin_costs.surveying import TODAY, ballot, codes_of, make_round
from tests.cast import NOW

Rows = dict[str, list[tuple[object, ...]]]
FIRST, SECOND = (0, 1), (2, 0)
"""What the two people answer to the first two questions."""


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def whole_database() -> Rows:
    """Every row of every table, with SQLite's own number of the row."""
    place = "rowid, *" if connection.vendor == "sqlite" else "*"
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True, include_views=False):
            cursor.execute(f"SELECT {place} FROM {connection.ops.quote_name(table)}")
            found[table] = sorted(cursor.fetchall(), key=repr)
    return found


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def answer_on_the_page(code: str, answers: tuple[int, int]) -> None:
    """Somebody goes through the pages with a browser of their own, and skips the last questions."""
    browser = Client()
    page = f"/enkat/{code}/"
    browser.post(page, {"who": "self"})
    for number in range(1, 10):
        given = {"answer": answers[number - 1]} if number <= len(answers) else {"skip": 1}
        browser.post(f"{page}{number}/", given)
    assert browser.post(f"{page}skicka/")["Location"] == "/enkat/tack/"
    browser.get("/enkat/tack/")


def world(codes: list[str], in_order: list[tuple[str, tuple[int, int]]]) -> Rows:
    """The database after these have answered."""
    with undone():
        for code, answers in in_order:
            answer_on_the_page(code, answers)
        assert Letter.objects.filter(is_used=True).count() == 2
        assert AnswerTally.objects.filter(count__gt=0).count() == 4
        return whole_database()


@pytest.fixture
def codes(cast) -> list[str]:
    return codes_of(make_round(cast.manager, {cast.unit: 6}))


def test_the_database_is_the_same_whoever_answered_what(codes):
    first, second = codes[:2]
    one = world(codes, [(first, FIRST), (second, SECOND)])
    assert world(codes, [(first, SECOND), (second, FIRST)]) == one
    assert world(codes, [(second, FIRST), (first, SECOND)]) == one


def test_a_link_anywhere_would_be_found(codes, monkeypatch):
    """The negative control: the unit's name for its letters changes with what was answered last."""
    honest = rounds.count_answers

    def telling(place: RoundPlace, given: rounds.Ballot) -> None:
        honest(place, given)
        last = Letter.objects.filter(is_used=True).order_by("pk").values_list("pk", flat=True)[0]
        RoundPlace.objects.filter(pk=place.pk).update(
            letters_key=uuid.UUID(last[:30] + f"{min(given.answers.values()) == 'Ibland':02}")
        )

    first, second = codes[:2]
    monkeypatch.setattr(rounds, "count_answers", telling)
    one = world(codes, [(first, FIRST), (second, SECOND)])
    assert world(codes, [(first, SECOND), (second, FIRST)]) != one


def test_no_row_of_an_answer_or_a_letter_has_a_time_an_order_or_a_person():
    for model in (AnswerTally, BallotTally, Letter, RoundPlace):
        kinds = {field.get_internal_type() for field in model._meta.get_fields()}
        assert not kinds & {"DateTimeField", "DateField", "TimeField"}, model
    known = {
        field.related_model
        for model in (AnswerTally, BallotTally, Letter)
        for field in model._meta.get_fields()
        if field.is_relation
    }
    assert known == {RoundPlace, apps.get_model("admin_costs", "RoundQuestion")}
    assert Letter._meta.pk.name == "code_hash"


def test_letters_lie_in_another_order_than_they_are_printed(cast):
    place = make_round(cast.manager, {cast.unit: 20}).places.get()
    printed = [hash_of(code) for code in make_letters(place, key=uuid.uuid4(), today=TODAY)]
    with connection.cursor() as cursor:
        order = "rowid" if connection.vendor == "sqlite" else "ctid"
        cursor.execute(f"SELECT code_hash FROM admin_costs_letter ORDER BY {order}")
        stored = [code_hash for (code_hash,) in cursor.fetchall()]
    assert stored == sorted(printed)
    assert stored != printed


def versions(table: str) -> set[object]:
    """PostgreSQL's number of the transaction that wrote each row last."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT DISTINCT xmin::text FROM {table}")
        return {number for (number,) in cursor.fetchall()}


def two_answer(survey: SurveyRound) -> None:
    """In a transaction each."""
    for code, answers in zip(codes_of(survey), (FIRST, SECOND), strict=False):
        take_ballot(letter_of(code), ballot(survey, answers), today=TODAY)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_the_databases_own_numbers_join_nothing(cast):
    two_answer(make_round(cast.manager, {cast.unit: 6}))
    tables = ("admin_costs_letter", "admin_costs_answertally", "admin_costs_ballottally")
    (one,) = {frozenset(versions(table)) for table in tables}
    assert len(one) == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_only_what_was_answered_written_the_numbers_would_join_it(cast, monkeypatch):
    """The negative control: the used letter and the counts it raised have a number in common."""

    def plain(place: RoundPlace, given: rounds.Ballot) -> None:
        for asked, answer in given.answers.items():
            place.answer_tallies.filter(asked_question=asked, answer=answer).update(count=1)

    monkeypatch.setattr(rounds, "count_answers", plain)
    two_answer(make_round(cast.manager, {cast.unit: 6}))
    assert len(versions("admin_costs_answertally")) == 3


def test_codes_are_drawn_as_they_are_told_to_be(cast):
    """The tests' own chance; `secrets` is the default."""
    place = make_round(cast.manager, {cast.unit: 2}).places.get()
    letters = cycle("ABCDEFGHJKLMNPQRTUVWX")
    codes = make_letters(place, key=uuid.uuid4(), today=TODAY, choose=lambda alphabet: next(letters))
    assert codes == ["ABCDEFGHJKLM", "NPQRTUVWXABC"]
