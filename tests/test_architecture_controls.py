"""Negative controls of tests/test_architecture.py: each rule finds the breach, and lets the sound twin be."""

from pathlib import PurePosixPath

import pytest

from tests.test_architecture import (
    LONGEST_FILE,
    LONGEST_FUNCTION,
    RULES,
    Rule,
    every_file_has_a_layer,
    frameworks_stay_in_their_layer,
    imports_are_absolute,
    imports_go_down,
    inline_imports_are_explained,
    layers_go_inward,
    names_say_something,
    pure_files_are_told_the_time,
    rooms_are_small,
    the_ledger_is_written_in_its_own_files,
)

LINE = "    pass\n"

BREACHES: list[tuple[Rule, str, str]] = [
    (every_file_has_a_layer, "hours/stray.py", ""),
    (every_file_has_a_layer, "admin_costs/extra/deep.py", ""),
    (imports_go_down, "ledsagning/people/access.py", "from hours.models import Pool"),
    (imports_go_down, "ledsagning/people/access.py", "from ledsagning import settings"),
    (imports_go_down, "ledsagning/templatetags/icons.py", "import hours"),
    (imports_go_down, "hours/pools.py", "from admin_costs.monthly import rebuild"),
    (imports_go_down, "hours/views/escort.py", "def f():\n    from admin_costs import monthly"),
    (imports_go_down, "hours/pools.py", "from ledsagning import urls"),
    (imports_go_down, "admin_costs/monthly.py", "from hours.models import Booking"),
    (imports_go_down, "admin_costs/monthly.py", "from hours import models"),
    (imports_go_down, "admin_costs/monthly.py", "import hours"),
    (layers_go_inward, "hours/rules.py", "from hours.models import Booking"),
    (layers_go_inward, "hours/rules.py", "from hours import messages"),
    (layers_go_inward, "hours/rules.py", "from ledsagning.people.models import User"),
    (layers_go_inward, "hours/models/pools.py", "from hours.views.escort import home"),
    (layers_go_inward, "hours/pools.py", "from hours import forms"),
    (layers_go_inward, "admin_costs/monthly.py", "from admin_costs.comparison import compare"),
    (layers_go_inward, "admin_costs/comparison.py", "from admin_costs.frames import monthly"),
    (layers_go_inward, "admin_costs/comparison.py", "from hours.queries import visits"),
    (layers_go_inward, "admin_costs/frames.py", "from admin_costs.views import manager"),
    (frameworks_stay_in_their_layer, "hours/rules.py", "from django.utils import timezone"),
    (frameworks_stay_in_their_layer, "hours/rules.py", "import pandas"),
    (frameworks_stay_in_their_layer, "hours/views/escort.py", "import pandas as pd"),
    (frameworks_stay_in_their_layer, "admin_costs/costs.py", "from pandas import DataFrame"),
    (frameworks_stay_in_their_layer, "admin_costs/comparison.py", "from django.db import models"),
    (frameworks_stay_in_their_layer, "admin_costs/monthly.py", "import pandas"),
    (
        frameworks_stay_in_their_layer,
        "admin_costs/exports.py",
        "import pandas\nfrom admin_costs.models import MonthlyFigure",
    ),
    (pure_files_are_told_the_time, "hours/times.py", "a = datetime.now(UTC)"),
    (pure_files_are_told_the_time, "hours/times.py", "from datetime import date\na = date.today()"),
    (pure_files_are_told_the_time, "admin_costs/measures.py", "a = pd.Timestamp.now()"),
    (pure_files_are_told_the_time, "hours/matching.py", "import time\na = time.time()"),
    (the_ledger_is_written_in_its_own_files, "hours/visits.py", "LedgerEntry(pool=pool).save()"),
    (the_ledger_is_written_in_its_own_files, "hours/visits.py", "LedgerEntry.objects.create(pool=pool)"),
    (the_ledger_is_written_in_its_own_files, "hours/visits.py", "models.LedgerEntry.objects.bulk_create([])"),
    (the_ledger_is_written_in_its_own_files, "ledsagning/demo/people.py", "pool.lines.create(minutes=60)"),
    (imports_are_absolute, "hours/pools.py", "from .models import Pool"),
    (imports_are_absolute, "tests/hours/test_pools.py", "from . import cast"),
    (inline_imports_are_explained, "hours/pools.py", "def f():\n    import scipy"),
    (inline_imports_are_explained, "hours/pools.py", "class A:\n    def f(self):\n        from a import b"),
    (names_say_something, "hours/utils.py", ""),
    (names_say_something, "tests/common/pools.py", ""),
    (rooms_are_small, "hours/pools.py", "def f():\n" + LINE * LONGEST_FUNCTION),
    (rooms_are_small, "tests/hours/test_pools.py", "a = 1\n" * (LONGEST_FILE + 1)),
]

SOUND: list[tuple[Rule, str, str]] = [
    (every_file_has_a_layer, "hours/migrations/0001_initial.py", ""),
    (
        imports_go_down,
        "admin_costs/monthly.py",
        "from hours import queries\nfrom hours.queries import visits",
    ),
    (imports_go_down, "ledsagning/demo/people.py", "from hours.pools import grant"),
    (imports_go_down, "hours/tables.py", "from ledsagning.templatetags.page_parts import icon"),
    (layers_go_inward, "hours/views/escort.py", "from hours.models import Booking\nfrom hours import rules"),
    (layers_go_inward, "admin_costs/frames.py", "from admin_costs import models, comparison"),
    (frameworks_stay_in_their_layer, "admin_costs/frames.py", "import pandas\nfrom django.db import models"),
    (frameworks_stay_in_their_layer, "admin_costs/exports.py", "import pandas\nfrom django import http"),
    (pure_files_are_told_the_time, "hours/times.py", "a = time(14, 30)\nb = moment.time()"),
    (pure_files_are_told_the_time, "hours/pools.py", "a = timezone.now()"),
    (the_ledger_is_written_in_its_own_files, "hours/pools.py", "LedgerEntry.objects.create(pool=pool)"),
    (the_ledger_is_written_in_its_own_files, "hours/queries.py", "LedgerEntry.objects.filter(pool=pool)"),
    (inline_imports_are_explained, "hours/pools.py", "def f():\n    # takes 2 s\n    import scipy"),
    (inline_imports_are_explained, "hours/pools.py", "def f():\n    import scipy  # takes 2 s"),
    (names_say_something, "tests/hours/test_commonplaces.py", ""),
    (rooms_are_small, "hours/pools.py", "def f():\n" + LINE * (LONGEST_FUNCTION - 1)),
]


@pytest.mark.parametrize(("rule", "path", "source"), BREACHES)
def test_a_breach_is_found(rule: Rule, path: str, source: str) -> None:
    assert rule(PurePosixPath(path), source)


@pytest.mark.parametrize(("rule", "path", "source"), SOUND)
def test_what_is_sound_is_left_alone(rule: Rule, path: str, source: str) -> None:
    assert rule(PurePosixPath(path), source) == []


def test_every_rule_has_a_breach() -> None:
    assert {rule for rule, _, _ in BREACHES} == set(RULES)
