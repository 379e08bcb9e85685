"""So was this computed, of a group: its figure, how sure it is, and where it lies, with the months behind it.

The rows are what may be told of the group (`group_rules`), and the figure is their sum. The squares that tell
how people differ are not among them: together with the sums they would be an equation more about five people.
"""

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from admin_costs.compared import Sums, point_of
from admin_costs.disclosure import HIDDEN, MISSING
from admin_costs.explained import Column, Section, Step, Table
from admin_costs.funnels import ALARM, WARNING, Funnel, Kind, Point, normal
from admin_costs.group_rules import Hidden
from admin_costs.group_tables import Compared, months_of, satisfaction_of
from admin_costs.group_words import MEASURES, PLACES, interval_words, measure_value
from admin_costs.groups_read import ToldMonth
from admin_costs.wording import month_text, number


class QuotientWords(NamedTuple):
    """What the two sums of a measure are counted in, and how the figure comes of them."""

    numerator: Promise
    denominator: Promise
    figure: Promise
    divided_by: int = 1
    decimals: int = 0


PER_PERSON = gettext_lazy(
    "%(numerator)s minutes in %(months)s months, divided by 60 and by %(denominator)s person-months: "
    "%(value)s."
)
QUOTIENTS = {
    "timmar": QuotientWords(gettext_lazy("Companion time, minutes"), gettext_lazy("People"), PER_PERSON),
    "administration": QuotientWords(
        gettext_lazy("Administration, minutes"), gettext_lazy("People"), PER_PERSON
    ),
    "kostnad": QuotientWords(
        gettext_lazy("Total cost, kr"),
        gettext_lazy("Companion time, minutes"),
        gettext_lazy(
            "%(numerator)s kr in %(months)s months, divided by %(denominator)s minutes, times 60: %(value)s."
        ),
        100,
        2,
    ),
    "nojdhet": QuotientWords(
        gettext_lazy("Best answers"),
        gettext_lazy("Answers"),
        gettext_lazy("%(numerator)s best answers of %(denominator)s in %(months)s months: %(value)s."),
    ),
}
WHY_HIDDEN = {
    Hidden.NOTHING: gettext_lazy("Nothing hidden"),
    Hidden.SOME: gettext_lazy("Small parts hidden"),
    Hidden.ALL: gettext_lazy("Hidden: few people, or so that nobody can be worked out"),
}


def group_section(found: Compared, group: Sums, months: Iterable[ToldMonth]) -> Section:
    """A group's figure in the months that are asked for."""
    slug = found.asked.measure.slug
    quotient = QUOTIENTS[slug]
    table = Table(
        _("%(name)s: the months it is counted from") % {"name": group.name},
        [
            Column(_("Month"), is_number=False),
            Column(str(quotient.numerator)),
            Column(str(quotient.denominator)),
            Column(_("Figure")),
            Column(_("What is hidden"), is_number=False),
        ],
        [month_cells(found, month) for month in months],
    )
    return Section("figuren", group.name, steps_of(found, group), table)


def month_cells(found: Compared, month: ToldMonth) -> list[str]:
    """A month's row: two dots where hidden, a dash where nothing is known."""
    slug = found.asked.measure.slug
    words = QUOTIENTS[slug]
    cells = [HIDDEN if month.hidden else MISSING] * 3
    if month.numerator is not None and month.denominator:
        value = found.asked.measure.factor * month.numerator / month.denominator
        cells = [
            number(month.numerator / words.divided_by, words.decimals),
            number(month.denominator),
            measure_value(slug, value),
        ]
    return [month_text(f"{month.month:%Y-%m}"), *cells, str(WHY_HIDDEN[Hidden(month.hidden)])]


def steps_of(found: Compared, group: Sums) -> list[Step]:
    """How each number of the group's row came about."""
    measure, funnel = found.asked.measure, found.funnel
    months = Step(_("Months"), _("%(months)s, of the months asked for.") % {"months": months_of(group)})
    if funnel is None or not group.months or not group.denominator:
        hidden = _("Nothing of this group may be shown in these months, or nobody has reported it.")
        return [Step(_("Figure"), hidden), months]
    words, point = MEASURES[measure.slug], point_of(group, measure)
    size = _("%(all)s in %(months)s months: %(size)s in a month.") % {
        "all": number(measure.size_factor * group.denominator),
        "months": number(group.months),
        "size": number(point.size),
    }
    steps = [
        Step(_("Figure"), figure_text(measure.slug, group, point.value)),
        Step(_("Probably"), interval_text(measure.slug, funnel, point)),
        Step(str(words.size), size),
        months,
        Step(_("All groups together"), together_text(found, funnel)),
        Step(_("Beside all groups"), place_text(measure.slug, funnel, point)),
    ]
    if measure.is_cost:
        steps.insert(2, Step(_("Satisfaction"), satisfaction_of(group)))
    return steps


def figure_text(slug: str, group: Sums, value: float) -> str:
    """The quotient with its sums."""
    words = QUOTIENTS[slug]
    return str(words.figure) % {
        "numerator": number(group.numerator / words.divided_by, words.decimals),
        "denominator": number(group.denominator),
        "months": number(group.months),
        "value": measure_value(slug, value),
    }


def interval_text(slug: str, funnel: Funnel, point: Point) -> str:
    """How sure the figure is, by the method of its kind."""
    if funnel.variance is None:
        return _("Nobody knows how much chance alone makes these groups differ.")
    facts = {
        "interval": interval_words(slug, funnel.interval(point)),
        "value": measure_value(slug, point.value),
        "size": number(point.size, 1),
        "phi": number(funnel.phi, 2),
    }
    if funnel.kind == Kind.PROPORTION:
        return _("Wilson's interval of %(value)s of %(size)s divided by %(phi)s: %(interval)s.") % facts
    reach = normal(WARNING) * (funnel.phi * funnel.variance / point.size) ** 0.5
    return _(
        "%(value)s, and %(reach)s to each side: 1.96 times %(spread)s, the spread of one, times the square "
        "root of %(phi)s divided by %(size)s. Probably %(interval)s."
    ) % {
        **facts,
        "reach": measure_value(slug, reach),
        "spread": measure_value(slug, funnel.variance**0.5),
    }


def together_text(found: Compared, funnel: Funnel) -> str:
    """The line across the funnel: all groups' sums divided."""
    groups = [group for group in found.groups if group.months and group.denominator]
    slug = found.asked.measure.slug
    words = QUOTIENTS[slug]
    return _("%(above)s: %(numerator)s. %(below)s: %(denominator)s. Divided: %(value)s.") % {
        "above": words.numerator,
        "below": words.denominator,
        "numerator": number(sum(group.numerator for group in groups) / words.divided_by, words.decimals),
        "denominator": number(sum(group.denominator for group in groups)),
        "value": measure_value(slug, funnel.target),
    }


def place_text(slug: str, funnel: Funnel, point: Point) -> str:
    """The limits for a group of its size, and where it lies."""
    place = str(PLACES[funnel.places[point.key]])
    inner, outer = (funnel.limits(point.size, level) for level in (WARNING, ALARM))
    if inner is None or outer is None:
        return f"{place}."
    return _(
        "%(place)s: by chance 95 in 100 such groups lie within %(inner)s, and 998 in 1,000 within %(outer)s."
    ) % {
        "place": place,
        "inner": interval_words(slug, inner),
        "outer": interval_words(slug, outer),
    }


def years_section(found: Compared, group: Sums) -> Section | None:
    """The group's years and all groups' years; None where there are none."""
    own, together = found.year_sums(group)
    slug = found.asked.measure.slug
    words = QUOTIENTS[slug]
    level = dict(together)
    rows = [
        [str(year), *year_cells(found, sums), *year_cells(found, level[year])]
        for year, sums in own
        if sums.denominator
    ]
    if not rows:
        return None
    columns = [
        Column(_("Year"), is_number=False),
        Column(str(words.numerator)),
        Column(str(words.denominator)),
        Column(_("Figure")),
        Column(_("All groups: %(what)s") % {"what": words.numerator}),
        Column(_("All groups: %(what)s") % {"what": words.denominator}),
        Column(_("All groups")),
    ]
    table = Table(_("%(name)s: the sums of each year") % {"name": group.name}, columns, rows)
    how = _(
        "As the figure, of the months of each year. To see a year's months, choose it on the page before."
    )
    return Section("aren", _("%(name)s year by year") % {"name": group.name}, [Step(_("Figure"), how)], table)


def year_cells(found: Compared, sums: Sums) -> list[str]:
    measure = found.asked.measure
    words = QUOTIENTS[measure.slug]
    return [
        number(sums.numerator / words.divided_by, words.decimals),
        number(sums.denominator),
        measure_value(measure.slug, point_of(sums, measure).value),
    ]
