"""The demonstration's time study: over, of more than five people, and told as shares."""

from admin_costs.time_studies import is_over, result_of
from ledsagning.demo.time_study import finished_study
from ledsagning.demo.town import Clock, Town
from tests.cast import NOW


def test_it_is_over_and_has_a_result(cast):
    """Twelve people, from 2 February 2026, the Monday five weeks before this one."""
    staff = {
        kind: getattr(cast, kind) for kind in ("coordinator", "case_officer", "manager", "administrator")
    }
    study = finished_study(Town(cast.unit, {}, {}, staff), Clock(NOW))
    assert is_over(study, NOW)
    assert f"{study.first_day} {study.last_day}" == "2026-02-02 2026-02-15"
    result = result_of(study, NOW)
    assert result.people == 12
    assert result.answered < result.asked
    assert len(result.shares) > 5
    assert sum(share.answers for share in result.shares) == result.answered
