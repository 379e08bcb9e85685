"""Survey rounds that are over, and the ratings month by month, as a file. Two dots are hidden."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from admin_costs.disclosure import HIDDEN
from admin_costs.round_results import MonthShare, RoundResult
from admin_costs.survey_questions import Perspective
from admin_costs.survey_shares import Told
from admin_costs.survey_words import PERSPECTIVES
from admin_costs.surveys import RATING_QUESTION
from ledsagning.spreadsheets import Cell, csv_file

Row = list[Cell]
BEST_RATING = "Bra"


def results_csv(results: Iterable[RoundResult], ratings: Iterable[MonthShare]) -> bytes:
    """UTF-8 with BOM, semicolons, decimal commas: a row for each answer of each question and unit."""
    rows = [row for result in results for row in round_rows(result)]
    return csv_file([heading(), *rows, *(row for month in ratings for row in rating_rows(month))])


def heading() -> Row:
    return [
        _("Survey"),
        _("Perspective"),
        _("Month"),
        _("Unit"),
        _("Question"),
        _("Answer"),
        _("Gave this answer"),
        _("Answered the question"),
        _("Were asked"),
        _("Share"),
        _("Interval, low"),
        _("Interval, high"),
    ]


def round_rows(result: RoundResult) -> Iterator[Row]:
    """Each question in the whole round, then at each unit."""
    about: Row = [
        result.survey.name,
        str(PERSPECTIVES[Perspective(result.survey.perspective)]),
        f"{result.month:%Y-%m}",
    ]
    for question in result.questions:
        yield from told_rows([*about, _("All units")], question.text, question.told)
        for unit, told in question.by_unit.items():
            yield from told_rows([*about, unit.name], question.text, told)


def told_rows(about: Row, question: str, told: Told) -> Iterator[Row]:
    """A row for each answer; one with two dots when it is hidden."""
    if told.is_hidden:
        yield [*about, question, None, HIDDEN, HIDDEN, told.asked, HIDDEN, HIDDEN, HIDDEN]
    for answer, count, share, (low, high) in told.shares:
        yield [*about, question, answer, count, told.answered, told.asked, share, low, high]


def rating_rows(month: MonthShare) -> Iterator[Row]:
    """A month of the press after a visit. Nobody is asked to press, so nobody knows how many were asked."""
    about: Row = ["", str(PERSPECTIVES[Perspective.PARTICIPANT]), f"{month.month:%Y-%m}", _("All units")]
    if month.interval is None:
        yield [*about, RATING_QUESTION, None, HIDDEN, HIDDEN, None, HIDDEN, HIDDEN, HIDDEN]
    else:
        people: Row = [month.best, month.answered, None]
        yield [*about, RATING_QUESTION, BEST_RATING, *people, month.share, *month.interval]
