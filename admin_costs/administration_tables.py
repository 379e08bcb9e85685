"""What administration costs, as rows and sentences of the manager's page."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from admin_costs.administration import Administration, Renewals, RoleUse
from admin_costs.capacity import holding
from admin_costs.disclosure import HIDDEN, MISSING
from admin_costs.flow_charts import Flow, FlowStep, is_gone
from admin_costs.models import StaffCapacity
from admin_costs.models.activities import StaffRole
from admin_costs.process_costs import NOTHING, Freed, Half, HalfYear, Pair, PersonMonth, Step, Work, cost_of
from admin_costs.tdabc import Use
from admin_costs.wording import number
from admin_costs.work_done import Done


class StepRow(NamedTuple):
    """A step of a half-year in words. `is_together` for what is told of no step by itself."""

    name: str
    role: str
    times: str
    each: str
    hours: str
    kronor: str
    is_together: bool = False


class RoleRow(NamedTuple):
    """A role's capacity and where it went, in words; empty texts without a capacity."""

    role: str
    paid: str
    practical: str
    cost: str
    rate: str
    used: str
    share: str
    unused: str
    unused_kronor: str
    is_over: bool


class FlowRow(NamedTuple):
    """A step before and after in words, and the difference in minutes."""

    name: str
    before_minutes: str
    before_kronor: str
    after_minutes: str
    after_kronor: str
    difference: str


class HistoryRow(NamedTuple):
    """A registered capacity, and whether it is what holds now."""

    row: StaffCapacity
    holds: bool
    posts: str
    percent: str
    kronor: str


POST_MINUTES = 40 * 52 * 60 // 12
"""A full-time post of 40 hours a week, a month: 173 hours and 20 minutes."""


def half_words(half: HalfYear) -> str:
    """ "first half of 2026"."""
    words = _("first half of %(year)s") if half.half == 1 else _("second half of %(year)s")
    return words % {"year": half.year}


def role_words(role: str) -> str:
    return str(StaffRole(role).label)


def hours(minutes: float) -> str:
    return number(minutes / 60, 1)


def kronor(ore: float) -> str:
    return number(ore / 100)


def step_rows(found: Administration, done: Done) -> list[StepRow]:
    """Every step that is told, then what is told together; kronor at the capacity's rate where it has one."""
    uses = {role.role: role.use for role in found.roles(done)}
    rows = [
        step_row(found.activities[activity].name, role, work, uses.get(role))
        for (role, activity), work in sorted(
            done.told.steps.items(), key=lambda item: (item[0][0], item[0][1])
        )
    ]
    for role, work in done.told.together.items():
        rows.append(
            step_row(_("Steps of few, together"), role, work, uses.get(role))._replace(is_together=True)
        )
    if done.told.others:
        rows.append(
            step_row(_("Roles of few, together"), None, done.told.others, None)._replace(is_together=True)
        )
    return rows


def step_row(name: str, role: str | None, work: Work, use: Use | None) -> StepRow:
    """A step. How long it takes each time is what it came to, which need not be the standard time."""
    times = work.times
    return StepRow(
        name,
        role_words(role) if role else _("Several"),
        number(times) if times is not None else MISSING,
        number(work.minutes / times) if times else MISSING,
        hours(work.minutes),
        kronor(cost_of(work, use.capacity if use else None)),
    )


def total_row(found: Administration, done: Done) -> StepRow:
    """All of it, at the same prices as the rows."""
    total = done.told.total or Work(0, 0, 0, 0)
    cost_ore = total_cost_ore(found, done)
    return StepRow(_("In all"), "", "", "", hours(total.minutes), kronor(cost_ore))


def total_cost_ore(found: Administration, done: Done) -> int:
    """What all told work cost, each role at its own rate."""
    others = done.told.others.cost_ore if done.told.others else 0
    return sum(role.cost_ore for role in found.roles(done)) + others


def role_rows(found: Administration, done: Done) -> list[RoleRow]:
    """Every role's capacity over the half-year's months."""
    return [role_row(role) for role in found.roles(done)]


def role_row(role: RoleUse) -> RoleRow:
    """A role. Unused capacity is shown apart, and is never spread over the steps."""
    use = role.use
    if use is None:
        return RoleRow(role_words(role.role), "", "", "", "", hours(role.work.minutes), "", "", "", False)
    return RoleRow(
        role_words(role.role),
        hours(sum(row.paid_minutes for row in role.held)),
        hours(use.capacity.practical_minutes),
        kronor(use.capacity.cost_ore),
        kronor(float(60 * use.capacity.ore_per_minute)),
        hours(use.minutes_used),
        _("%(percent)s %%") % {"percent": number(100 * use.share_used)},
        hours(use.minutes_unused),
        kronor(use.unused_ore),
        use.minutes_unused < 0,
    )


def over_sentences(found: Administration, done: Done) -> list[str]:
    """Where the times add up to more than anybody can work, said plainly."""
    return [
        _(
            "%(role)s: the minutes add up to %(more)s hours more than the capacity. Either the standard "
            "times are too long, or the work took overtime or people who are not registered here."
        )
        % {"role": role_words(role.role), "more": hours(-role.use.minutes_unused)}
        for role in found.roles(done)
        if role.use and role.use.minutes_unused < 0
    ]


def history_rows(rows: Iterable[StaffCapacity], today: date) -> list[HistoryRow]:
    """Everything registered (oldest first), latest first."""
    registered = list(rows)
    held = {row.pk for row in holding(registered, today).values()}
    return [
        HistoryRow(
            row,
            row.pk in held,
            number(row.paid_minutes / POST_MINUTES, 2),
            number(row.practical_permille / 10),
            kronor(row.cost_ore),
        )
        for row in reversed(registered)
    ]


def lead_sentence(found: Administration, done: Done) -> str:
    """What the half-year's administration came to."""
    total, months = done.told.total or Work(0, 0, 0, 0), done.each.person_months
    return _(
        "In the %(half)s administration took %(hours)s hours and cost %(kronor)s kr: "
        "%(hours_each)s hours and %(kronor_each)s kr for each person and month."
    ) % {
        "half": half_words(done.half),
        "hours": hours(total.minutes),
        "kronor": kronor(total_cost_ore(found, done)),
        "hours_each": hours(total.minutes / months),
        "kronor_each": kronor(total_cost_ore(found, done) / months),
    }


def flow_of(found: Administration) -> tuple[Flow, list[Pair]]:
    """The flow to draw: as measured where there is a half-year on each side, otherwise as described."""
    if found.sides:
        steps = found.measured()
        heads = [_("Before: %(half)s"), _("After: %(half)s")]
        before, after = (
            head % {"half": half_words(done.half)} for head, done in zip(heads, found.sides, strict=True)
        )
        title = _("Administration step by step, for each person and month")
        short, absent = (_("Before"), _("After")), _("not recorded")
        rest = rest_step(*(done.each for done in found.sides))
    else:
        steps = found.described()
        before, after, rest = _("Control of hours"), _("Trust"), []
        title = _("One of each step, by standard time")
        short, absent = (before, after), _("not in this way of working")
    drawn = [FlowStep(step_name(found, pair.step, steps), pair.before, pair.after) for pair in steps]
    return Flow(title, (before, after), [*drawn, *rest], short, absent), steps


def rest_step(before: Half, after: Half) -> list[FlowStep]:
    """What is told of no step by itself, on either side."""
    sides = [side.each(side.told.rest) if side.told.rest else NOTHING for side in (before, after)]
    return [FlowStep(_("Other steps, together"), *sides)] if any(side.minutes for side in sides) else []


def step_name(found: Administration, step: Step, steps: list[Pair]) -> str:
    """An activity's name, with the role where two roles do it."""
    name = found.activities[step[1]].name
    alike = sum(pair.step[1] == step[1] for pair in steps)
    return name if alike == 1 else f"{name} ({role_words(step[0])})"


def flow_rows(flow: Flow) -> list[FlowRow]:
    """The flow's figures for the table beside it."""
    return [flow_row(step) for step in flow.steps]


def flow_row(step: FlowStep) -> FlowRow:
    """One step's figures."""
    return FlowRow(
        step.name,
        *side_words(step.before),
        *side_words(step.after),
        difference_words(step.before, step.after),
    )


def side_words(side: PersonMonth | None) -> tuple[str, str]:
    """Minutes and kronor; two dots where they may not be told, a dash where there are none."""
    if side is None:
        return HIDDEN, HIDDEN
    if is_gone(side):
        return MISSING, MISSING
    return number(float(side.minutes), 1), kronor(float(side.cost_ore))


def difference_words(before: PersonMonth | None, after: PersonMonth | None) -> str:
    """Minutes after less before, with their sign."""
    if before is None or after is None:
        return HIDDEN
    return number(float(after.minutes - before.minutes), 1, signed=True)


def flow_total(found: Administration) -> FlowRow | None:
    """All administration on both sides; None where the flow is as described, whose sum means nothing."""
    if not found.sides:
        return None
    before, after = (done.each.whole for done in found.sides)
    return flow_row(FlowStep(_("In all"), before, after))


def freed_sentences(gain: Freed) -> list[str]:
    """Minutes freed, what they would be worth, and what of it is money."""
    if gain.minutes <= 0:
        return [
            _("No time was freed: administration took %(hours)s hours more than before, for as many people.")
            % {"hours": hours(-gain.minutes)}
        ]
    freed = _(
        "%(hours)s hours were freed in the half-year, for as many people as there were. "
        "At their hourly prices they would be worth %(kronor)s kr."
    ) % {"hours": hours(gain.minutes), "kronor": kronor(gain.worth_ore)}
    return [freed, cash_sentence(gain)]


def cash_sentence(gain: Freed) -> str:
    """Minutes freed are not money unless staffing falls."""
    if gain.cash_ore is None:
        return _(
            "How much of it is money is not known: register staffing from before the change and after. "
            "Minutes freed are not money unless staffing falls."
        )
    if gain.cash_ore <= 0:
        return _(
            "None of it is money saved: registered staffing costs as much as before, or more. "
            "The time has gone to something else, which may be just as good."
        )
    if gain.cash_ore > gain.worth_ore:
        return _(
            "Registered staffing costs %(kronor)s kr less than before, which is more than the freed time is "
            "worth: look whether the work has gone to somebody who is not registered."
        ) % {"kronor": kronor(gain.cash_ore)}
    return _(
        "Of that, %(kronor)s kr is money saved: so much less does registered staffing cost than before. "
        "The rest is time for something else."
    ) % {"kronor": kronor(gain.cash_ore)}


def renewal_sentences(renewals: Renewals, months_a_decision: int) -> list[str]:
    """Renewals that were not made, and what one takes."""
    expected = round(renewals.expected)
    asked = _(
        "Had every decision been renewed after %(months)s months, %(expected)s renewals would have been made "
        "in the half-year."
    ) % {"months": months_a_decision, "expected": number(expected)}
    if renewals.made is None:
        made = _("How many were made is not shown: fewer than five, or nobody counted. So at the most:")
    else:
        made = ngettext("%(made)s was made.", "%(made)s were made.", renewals.made) % {
            "made": number(renewals.made)
        }
    avoided = _(
        "%(avoided)s renewals avoided: %(hours)s hours and %(kronor)s kr, at %(each)s hours each."
    ) % {
        "avoided": number(renewals.avoided),
        "hours": hours(renewals.avoided * renewals.minutes),
        "kronor": kronor(renewals.avoided * renewals.cost_ore),
        "each": hours(renewals.minutes),
    }
    return [asked, made, avoided]
