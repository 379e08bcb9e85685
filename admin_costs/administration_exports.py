"""What administration costs as a file: what the page shows, in numbers. Two dots are hidden."""

from django.utils.translation import gettext as _

from admin_costs.administration import Administration
from admin_costs.administration_tables import flow_of, half_words, role_words, total_cost_ore
from admin_costs.disclosure import HIDDEN
from admin_costs.process_costs import PersonMonth, Work, cost_of
from admin_costs.quality import Quality
from admin_costs.work_done import Done
from ledsagning.spreadsheets import Cell, csv_file

Row = list[Cell]


def administration_csv(found: Administration, done: Done, quality: Quality | None) -> bytes:
    """UTF-8 with BOM, semicolons, decimal commas: steps, capacity, before and after, and quality beside."""
    about: list[Row] = [
        [_("Half-year"), half_words(done.half)],
        [_("Months"), len(done.months)],
        [_("Person-months"), done.each.person_months],
        [_("Best answers, the latest year"), quality.best if quality else None],
        [_("Answers"), quality.answers if quality else None],
    ]
    return csv_file(
        [*steps(found, done), [], *capacities(found, done), [], *before_and_after(found), [], *about]
    )


def steps(found: Administration, done: Done) -> list[Row]:
    """A heading, a row for each step that is told, and what is told together."""
    uses = {role.role: role.use for role in found.roles(done)}

    def row(name: str, role: str | None, work: Work) -> Row:
        use = uses.get(role) if role else None
        cost_ore = cost_of(work, use.capacity if use else None)
        return [name, role_words(role) if role else "", work.times, work.minutes, cost_ore / 100]

    told = [
        row(found.activities[activity].name, role, work) for (role, activity), work in done.told.steps.items()
    ]
    together = [row(_("Steps of few, together"), role, work) for role, work in done.told.together.items()]
    others = [row(_("Roles of few, together"), None, done.told.others)] if done.told.others else []
    total = done.told.total.minutes if done.told.total else None
    return [
        [_("Step"), _("Role"), _("How many times"), _("Minutes"), _("Kronor")],
        *told,
        *together,
        *others,
        [_("In all"), "", None, total, total_cost_ore(found, done) / 100],
    ]


def capacities(found: Administration, done: Done) -> list[Row]:
    """A heading and a row for each role: capacity, what was used of it and what was not."""
    heading: Row = [
        _("Role"),
        _("Paid minutes"),
        _("Minutes that can be worked"),
        _("Cost, kr"),
        _("Minutes used"),
        _("Minutes unused"),
        _("Unused, kr"),
    ]
    rows: list[Row] = []
    for role in found.roles(done):
        name, use = role_words(role.role), role.use
        if use is None:
            rows.append([name, None, None, None, role.work.minutes, None, None])
            continue
        paid = sum(row.paid_minutes for row in role.held)
        there = use.capacity
        figures = [use.minutes_used, use.minutes_unused, use.unused_ore / 100]
        rows.append([name, paid, there.practical_minutes, there.cost_ore / 100, *figures])
    return [heading, *rows]


def before_and_after(found: Administration) -> list[Row]:
    """A heading and a row for each step of the flow."""
    flow, _steps = flow_of(found)
    before, after = flow.heads
    heading: Row = [
        flow.title,
        *(f"{head}, {unit}" for head in (before, after) for unit in (_("minutes"), _("kronor"))),
    ]
    return [heading, *([step.name, *figures(step.before), *figures(step.after)] for step in flow.steps)]


def figures(side: PersonMonth | None) -> Row:
    """Minutes and kronor; two dots where they may not be told."""
    return [HIDDEN, HIDDEN] if side is None else [float(side.minutes), float(side.cost_ore) / 100]
