"""The demonstration tells Laholm's story on whatever day it is made: illustrative, and by honest verdicts.

The whole of it takes a minute to live through; here its plan is counted instead, as admin_costs counts it
(tests/ledsagning/demo/test_town.py lives through a part, and finds the same visits in the passbook).
"""

from collections import Counter, defaultdict
from datetime import UTC, datetime
from random import Random

import pandas as pd
import pytest

from admin_costs.comparison import compare
from admin_costs.costs import cost_ore
from admin_costs.effort import standard_minutes
from admin_costs.frames import answers_frame, months_frame
from admin_costs.imports import import_files
from admin_costs.models import Activity
from admin_costs.rates import price_list
from hours.times import local_date
from ledsagning.demo.effort import logged
from ledsagning.demo.figures import ORE_PER_HOUR, write_files
from ledsagning.demo.plan import Visit, minutes_of
from ledsagning.demo.town import SEED, Clock, planned_steps
from ledsagning.people.models import Municipality
from tests.cast import make_unit


def event_of(step, seen):
    """The event that a step records, as hours does; None when no standard time counts it."""
    about = step.about
    if step.does == "decide":
        return "renewed" if about.person in seen else "decided"
    if step.does == "book":
        return "phone_booked" if about.by_phone else None
    if step.does in ("assign", "ask_first"):
        return "reassigned" if "decline" in about.steps and step.does == "assign" else "assigned"
    if step.does == "report":
        return "reported_otherwise" if about.outcome == "otherwise" else "reported"
    return step.does if step.does == "no_show" else None


def month_of(instant):
    return f"{local_date(instant):%Y-%m}"


def months_after(clock, laholm):
    """What the months after the change would be, in the columns of frames.months_frame."""
    steps, seen, events = planned_steps(clock), set(), defaultdict(Counter)
    visits = defaultdict(list)
    for step in steps:
        events[month_of(step.at)][event_of(step, seen)] += 1
        seen.add(step.about.person)
        if step.does == "report" and isinstance(step.about, Visit):
            visits[month_of(step.about.starts_at)].append(step.about)
    admin = defaultdict(Counter)
    standard = {
        activity.event_kind: (activity.role, standard_minutes(laholm, clock.today)[activity.pk])
        for activity in Activity.objects.exclude(event_kind="")
    }
    for month, counted in events.items():
        for kind in counted.keys() & standard.keys():
            role, minutes = standard[kind]
            admin[month][role] += minutes * counted[kind]
    for day, _slug, role, minutes in logged(clock.change, clock.today, Random(SEED)):
        admin[f"{day:%Y-%m}"][role] += minutes
    prices = price_list(laholm)
    return pd.DataFrame(
        {
            "month": month,
            "persons": len({visit.person for visit in found}),
            "escort_minutes": sum(map(minutes_of, found)),
            "escort_cost_ore": sum(
                cost_ore(minutes_of(visit), ORE_PER_HOUR[visit.companion.provider]) for visit in found
            ),
            "admin_minutes": admin[month].total(),
            "admin_cost_ore": sum(
                prices.cost_ore(minutes, role, clock.change) for role, minutes in admin[month].items()
            ),
            "other_cost_ore": 0,
        }
        for month, found in visits.items()
        if f"{clock.change:%Y-%m}" <= month < f"{clock.today:%Y-%m}"
    )


@pytest.mark.parametrize(
    "now",
    [
        datetime(2026, 11, 22, 9, tzinfo=UTC),
        datetime(2027, 2, 1, 6, tzinfo=UTC),
        datetime(2028, 2, 29, 20, tzinfo=UTC),
        datetime(2026, 6, 30, 12, tzinfo=UTC),
    ],
)
def test_more_hours_less_administration_the_same_cost_and_happier_people(db, tmp_path, now):
    clock, laholm = Clock(now), Municipality.objects.get(code="1381")
    make_unit()
    files = write_files(tmp_path, first=clock.first, change=clock.change, today=clock.today, seed=SEED)
    import_files(laholm, files, now=now)
    before = months_frame(laholm, before=clock.change)
    found = compare(
        pd.concat([before, months_after(clock, laholm)]),
        answers_frame(laholm, before=clock.today.replace(day=1)),
        change=f"{clock.change:%Y-%m}",
    )
    verdicts = {name: claim.verdict for name, claim in found.claims.items()}
    assert verdicts == {"hours": "up", "administration": "down", "total_cost": "same", "satisfaction": "up"}
    assert found.claims["hours"].before == pytest.approx(10.4, abs=0.2)
    assert found.claims["hours"].after == pytest.approx(13.4, abs=0.3)
    assert found.claims["administration"].before == pytest.approx(3.1, abs=0.1)
    assert found.claims["administration"].after == pytest.approx(1.4, abs=0.15)
