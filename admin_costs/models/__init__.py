"""Activities, standard times, rates, price indexes, capacity, effort, surveys and their rounds, figures by
month and by year, imports, registered changes, time measured as it passes, and what Kolada publishes."""

from admin_costs.models.activities import Activity, StandardTime
from admin_costs.models.capacity import StaffCapacity
from admin_costs.models.changes import Change, ChangeOpening
from admin_costs.models.effort import EffortEntry
from admin_costs.models.figures import MonthlyEffort, MonthlyFigures, MonthlyStamp
from admin_costs.models.groups import GroupFigures, GroupLevel
from admin_costs.models.imports import Import
from admin_costs.models.kolada import KoladaFigure, KoladaSnapshot
from admin_costs.models.measured import YearFigure, YearKind
from admin_costs.models.prices import PriceIndex, PriceLevel
from admin_costs.models.rates import Rate
from admin_costs.models.survey_rounds import (
    AnswerTally,
    BallotTally,
    Letter,
    RoundPlace,
    RoundQuestion,
    SurveyRound,
)
from admin_costs.models.surveys import Question, Scale, SurveyAnswers
from admin_costs.models.time_use import Stopwatch, StudyMoment, TimeStudy

__all__ = [
    "Activity",
    "AnswerTally",
    "BallotTally",
    "Change",
    "ChangeOpening",
    "EffortEntry",
    "GroupFigures",
    "GroupLevel",
    "Import",
    "KoladaFigure",
    "KoladaSnapshot",
    "Letter",
    "MonthlyEffort",
    "MonthlyFigures",
    "MonthlyStamp",
    "PriceIndex",
    "PriceLevel",
    "Question",
    "Rate",
    "RoundPlace",
    "RoundQuestion",
    "Scale",
    "StaffCapacity",
    "StandardTime",
    "Stopwatch",
    "StudyMoment",
    "SurveyAnswers",
    "SurveyRound",
    "TimeStudy",
    "YearFigure",
    "YearKind",
]
