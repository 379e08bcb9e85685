"""The statistics of an evaluation: the one door to them. DataFrames and numbers in, results out.

intervals       shares: Wilson's interval of one, Newcombe's of the difference of two
equivalence     is a difference small enough to be none (TOST), also as a ratio
newey_west      the error of a number from a short monthly series
steps           a step in a monthly figure, apart from season and trend: what the page shows
segmented       interrupted time series: counts with an offset, step and slope
differences     difference in differences against units that did not change
"""

from admin_costs.differences import Differences, difference_in_differences
from admin_costs.equivalence import Equivalence, equivalence, ratio_equivalence, t_interval, tost
from admin_costs.intervals import Interval, newcombe, wilson
from admin_costs.newey_west import bartlett_lags, bartlett_weights
from admin_costs.segmented import SegmentedFit, segmented_regression
from admin_costs.steps import MONTHS_PER_YEAR, Estimate, TooShort, month_number, step_change

__all__ = [
    "MONTHS_PER_YEAR",
    "Differences",
    "Equivalence",
    "Estimate",
    "Interval",
    "SegmentedFit",
    "TooShort",
    "bartlett_lags",
    "bartlett_weights",
    "difference_in_differences",
    "equivalence",
    "month_number",
    "newcombe",
    "ratio_equivalence",
    "segmented_regression",
    "step_change",
    "t_interval",
    "tost",
    "wilson",
]
