"""Attacks what is told of a municipality as it stands in the database, and says what can be worked out."""

from collections.abc import Iterator
from datetime import date

from admin_costs.disclosure import hidden_parts, may_tell_whole, overlapping
from admin_costs.disclosure_audit import exposed
from admin_costs.group_figures import facts_of, row_of
from admin_costs.group_rules import Month, Part, told_of
from admin_costs.models import GroupFigures
from ledsagning.people.models import Municipality


def exposed_months(municipality: Municipality) -> Iterator[tuple[date, str]]:
    """Each month in which more is stored than the rule allows, or a part can be worked out, and which."""
    stored = GroupFigures.objects.filter(municipality=municipality)
    months = set(stored.order_by().values_list("month", flat=True))
    for month, facts in facts_of(municipality, months).items():
        allowed = {figures(row_of(municipality, month, told)) for told in told_of(facts)}
        for row in stored.filter(month=month):
            if figures(row) not in allowed:
                yield month, str(row)
        for parts in exposed_parts(facts):
            yield month, ", ".join(f"{unit} × {provider}" for unit, provider in sorted(parts))


def exposed_parts(facts: Month) -> list[frozenset[Part]]:
    """Parts that are not safe, one by one and all together, whose minutes can be worked out.

    Told are the whole and the parts that are shown; every other figure of the month is a sum of these.
    """
    groups = {part: visits.group for part, visits in facts.visits.items()}
    if not may_tell_whole(groups):
        return []
    hidden = hidden_parts(groups)
    told = [frozenset(groups), *(frozenset([part]) for part in groups if part not in hidden)]
    unsafe = frozenset(part for part in hidden if not groups[part].is_safe)
    secret = [frozenset([part]) for part in unsafe]
    if len(unsafe) > 1 and not overlapping(groups[part] for part in unsafe).is_safe:
        secret.append(unsafe)
    found = exposed({part: group.total for part, group in groups.items()}, told, secret)
    return [each.cells for each in found]


def figures(row: GroupFigures) -> tuple[object, ...]:
    """All that a row tells, without its key."""
    return tuple(
        getattr(row, field.attname) for field in GroupFigures._meta.concrete_fields if not field.primary_key
    )
