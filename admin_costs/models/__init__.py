"""Activities and standard times, rates, effort, surveys, monthly figures, imports and registered changes."""

from admin_costs.models.activities import Activity, StandardTime
from admin_costs.models.changes import Change
from admin_costs.models.effort import EffortEntry
from admin_costs.models.figures import MonthlyEffort, MonthlyFigures, MonthlyStamp
from admin_costs.models.imports import Import
from admin_costs.models.rates import Rate
from admin_costs.models.surveys import Question, Scale, SurveyAnswers

__all__ = [
    "Activity",
    "Change",
    "EffortEntry",
    "Import",
    "MonthlyEffort",
    "MonthlyFigures",
    "MonthlyStamp",
    "Question",
    "Rate",
    "Scale",
    "StandardTime",
    "SurveyAnswers",
]
