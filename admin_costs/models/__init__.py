"""Activities and standard times, rates, effort, surveys, monthly figures, imports, registered
changes, and time measured as it passes."""

from admin_costs.models.activities import Activity, StandardTime
from admin_costs.models.changes import Change, ChangeOpening
from admin_costs.models.effort import EffortEntry
from admin_costs.models.figures import MonthlyEffort, MonthlyFigures, MonthlyStamp
from admin_costs.models.groups import GroupFigures, GroupLevel
from admin_costs.models.imports import Import
from admin_costs.models.measured import YearFigure, YearKind
from admin_costs.models.rates import Rate
from admin_costs.models.surveys import Question, Scale, SurveyAnswers
from admin_costs.models.time_use import Stopwatch, StudyMoment, TimeStudy

__all__ = [
    "Activity",
    "Change",
    "ChangeOpening",
    "EffortEntry",
    "GroupFigures",
    "GroupLevel",
    "Import",
    "MonthlyEffort",
    "MonthlyFigures",
    "MonthlyStamp",
    "Question",
    "Rate",
    "Scale",
    "StandardTime",
    "Stopwatch",
    "StudyMoment",
    "SurveyAnswers",
    "TimeStudy",
    "YearFigure",
    "YearKind",
]
