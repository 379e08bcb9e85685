"""The door to the statistics: everything that is promised is behind it, with the promised names."""

import inspect
from dataclasses import fields

import pytest

from admin_costs import evaluation

SIGNATURES = {
    "segmented_regression": "frame * outcome time change family offset harmonics period slope hac_lags",
    "equivalence": "mean1 sd1 n1 mean2 sd2 n2 low high",
    "newcombe": "x1 n1 x2 n2 level",
    "wilson": "x n level",
}


@pytest.mark.parametrize(("name", "told"), SIGNATURES.items())
def test_public_functions_take_what_is_promised(name, told):
    parameters = inspect.signature(getattr(evaluation, name)).parameters.values()
    starred = ["*" for each in parameters if each.kind is each.KEYWORD_ONLY][:1]
    positional = [each.name for each in parameters if each.kind is not each.KEYWORD_ONLY]
    by_name = [each.name for each in parameters if each.kind is each.KEYWORD_ONLY]
    assert [*positional, *starred, *by_name] == told.split()


def test_a_fit_tells_what_is_promised():
    promised = (
        "step step_se step_interval rate_ratio rate_ratio_interval level trend slope_change slope_change_se "
        "post_trend dispersion"
    )
    assert set(promised.split()) <= {field.name for field in fields(evaluation.SegmentedFit)}


def test_everything_in_all_is_there():
    assert all(getattr(evaluation, name) is not None for name in evaluation.__all__)
