"""Every component in every state, for /stil/: the real templates and forms, with invented people in them.

A new partial is added to `specimens`: its template, and by state what it is given. Nothing here is stored.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from admin_costs import svg
from hours.decision_forms import DecisionForm
from hours.forms import CompanionForm, DayForm, PlaceForm, WishForm
from hours.models import Booking, EscortWish
from hours.models.bookings import StateLabel
from hours.policy import State
from hours.remark_forms import SCORES
from ledsagning import (
    specimens_booking,
    specimens_effort,
    specimens_escort,
    specimens_matching,
    specimens_offers,
    specimens_pay,
    specimens_planning,
)
from ledsagning.people.models import Escort
from ledsagning.specimen import LO, LONG, PERSON, Specimen, a_visit


class DateForm(forms.Form):
    """Day, month and year as text."""

    day = forms.CharField(label=gettext_lazy("Day"), widget=forms.TextInput(attrs={"class": "input-2"}))
    month = forms.CharField(label=gettext_lazy("Month"), widget=forms.TextInput(attrs={"class": "input-2"}))
    year = forms.CharField(label=gettext_lazy("Year"), widget=forms.TextInput(attrs={"class": "input-4"}))


def specimens() -> list[Specimen]:
    """All there is to show, the frame first."""
    apart = (
        specimens_booking,
        specimens_effort,
        specimens_escort,
        specimens_matching,
        specimens_offers,
        specimens_pay,
        specimens_planning,
    )
    own = [specimen for each in apart for specimen in each.specimens()]
    return [*frame(), *controls(), *form_parts(), *told(), *visits(), *lists(), *own]


def frame() -> Iterator[Specimen]:
    yield Specimen(_("Whom one acts for"), "_acting.html", {_("Filled"): {"acting_for": PERSON}})
    yield Specimen(_("Account"), "_account.html", {_("Filled"): {"user": LO.user}})
    yield Specimen(_("Languages"), "_languages.html", {_("Filled"): {}})
    yield Specimen(_("Links at the foot"), "_footer_links.html", {_("Filled"): {}})
    yield Specimen(
        _("The way back"),
        "_back_link.html",
        {_("Default"): {"url": "#"}, _("Long text"): {"url": "#", "label": LONG}},
    )
    yield Specimen(_("Headings and text"), "stil/text.html", {_("Default"): {"long": LONG}})


def controls() -> Iterator[Specimen]:
    yield Specimen(_("Buttons"), "stil/buttons.html", {_("Default"): {"long": LONG}})
    yield Specimen(
        _("Answers with a symbol"),
        "hours/participant/_scores.html",
        {_("Default"): {"scores": SCORES}},
    )
    ready = [(day, day.capitalize()) for day in ("i dag", "i morgon", "på lördag")]
    yield Specimen(
        _("Answers to press"),
        "hours/participant/_ready_answers.html",
        {_("Filled"): {"ready": ready, "name": "day"}, _("Long text"): {"ready": [(LONG, LONG)]}},
    )
    yield Specimen(_("More to read"), "stil/details.html", {_("Default"): {"long": LONG}})


def day_form(typed: str | None = None) -> DayForm:
    return DayForm(None if typed is None else {"day": typed}, today=timezone.localdate())


def form_parts() -> Iterator[Specimen]:
    note = CompanionForm({"note": LONG}, escorts=[])["note"]
    wish, unwished = (WishForm(data, escorts=Escort.objects.none()) for data in ({"wish": "gladly"}, {}))
    yield Specimen(
        _("Field"),
        "_field.html",
        {
            _("Empty"): {"field": day_form()["day"]},
            _("Filled"): {"field": day_form("i morgon")["day"]},
            _("Error"): {"field": day_form("blåbärsdagen")["day"]},
            _("Need not be answered"): {"field": PlaceForm()["place"]},
            _("Disabled"): {"field": disabled(PlaceForm({"place": LONG}), "place")},
            _("Several lines"): {"field": note},
            _("List"): {"field": WishForm(escorts=Escort.objects.none())["escort"]},
            _("Choices"): {"field": wish["wish"]},
            _("Choices, error"): {"field": unwished["wish"]},
            _("Choices, disabled"): {"field": disabled(WishForm(escorts=Escort.objects.none()), "wish")},
            _("Box"): {"field": DecisionForm()["uncapped"]},
            _("Box, ticked"): {"field": DecisionForm({"uncapped": "on"})["uncapped"]},
            _("As the question of a page"): {"field": day_form()["day"], "heading": True},
        },
    )
    yield Specimen(
        _("Day, month, year"),
        "_date_fields.html",
        {_("Empty"): dates(DateForm()), _("Error"): dates(DateForm({"day": "27", "month": "3"}))},
    )
    yield Specimen(
        _("What is wrong"),
        "_error_summary.html",
        {_("Error"): {"form": day_form("blåbärsdagen")}, _("Long text"): {"problems": [LONG, LONG]}},
    )


def dates(form: DateForm) -> dict[str, Any]:
    parts = {name: form[name] for name in ("day", "month", "year")}
    return {**parts, "legend": _("Which day?"), "hint": _("For example 27 3 2026")}


def disabled(form: forms.Form, name: str) -> forms.BoundField:
    form.fields[name].disabled = True
    return form[name]


def told() -> Iterator[Specimen]:
    levels = {constants.SUCCESS: "Besöket är bokat.", constants.INFO: LONG, constants.WARNING: LONG}
    said = [Message(level, words) for level, words in levels.items()]
    states = {_("Default"): {"messages": said[:1]}, _("Long text"): {"messages": said[1:]}}
    yield Specimen(_("Messages"), "_messages.html", states)
    yield Specimen(
        _("How a visit stands"),
        "_status.html",
        {state.label: {"status": state.value, "label": state.label} for state in StateLabel},
    )
    yield Specimen(
        _("Hours left"),
        "hours/participant/_balance.html",
        {
            _("Filled"): {"minutes_available": 10_935, "minutes_reserved": 510, "visits_left": 52},
            _("Empty"): {"minutes_available": 0, "short_pool": "top_up"},
            _("Without a ceiling"): {"uncapped": True},
        },
    )


def visits() -> Iterator[Specimen]:
    coming = a_visit(accepted_at=timezone.now())
    found = {
        _("A companion is coming"): coming,
        _("A companion has been asked"): a_visit(),
        _("No companion yet"): a_visit(State.REQUESTED, days=4, awaits_top_up=True),
        _("Done"): a_visit(State.DONE, days=-2),
        _("Long text"): a_visit(State.REQUESTED, days=400, meeting_place=LONG),
    }
    yield Specimen(
        _("Visit"),
        "hours/participant/_visit.html",
        {name: {"person": PERSON, "booking": visit} for name, visit in found.items()},
    )
    week = [day(1, coming, a_visit()), day(2), day(3, found[_("Long text")])]
    yield Specimen(
        _("The week on paper"),
        "hours/participant/_week.html",
        {_("Filled"): {"days": week, "person": PERSON}},
    )
    yield Specimen(
        _("How was it?"),
        "hours/participant/_rate.html",
        {_("Default"): {"to_rate": a_visit(State.DONE, days=-1), "person": PERSON, "scores": SCORES}},
    )
    answers = {"long": LONG, "booking": coming}
    yield Specimen(_("Check your answers"), "stil/summary.html", {_("Filled"): answers})


def day(ahead: int, *found: Booking) -> dict[str, Any]:
    return {"day": timezone.localdate() + timedelta(days=ahead), "visits": found}


def lists() -> Iterator[Specimen]:
    wishes = [EscortWish(pk=1, participant=PERSON, escort=LO)]
    yield Specimen(
        _("Wishes"),
        "hours/participant/_wish_list.html",
        {
            _("Filled"): {"heading": _("Gladly"), "heading_id": "gladly", "wishes": wishes},
            _("Empty"): {"heading": _("Never"), "heading_id": "never"},
        },
    )
    yield Specimen(_("Links onward"), "hours/participant/_more.html", {_("Filled"): {"person": PERSON}})
    yield Specimen(_("Rows, words set apart, tables"), "stil/lists.html", {_("Filled"): {"long": LONG}})
    pages = Paginator(range(100), 10)
    yield Specimen(
        _("Pages of a list"),
        "_pagination.html",
        {_("First"): {"page": pages.page(1)}, _("In the middle"): {"page": pages.page(5)}},
    )
    chart = {"name": _("Hours a month"), "chart": a_chart(), "id": "chart"}
    yield Specimen(_("Chart"), "_chart_frame.html", {_("Filled"): chart})


def a_chart() -> SafeString:
    """Half a year of hours, invented."""
    hours = [14, 18, 9, 21, 16, 12]
    points = [(80.0 + 100 * number, 200.0 - 8 * each) for number, each in enumerate(hours)]
    months = [svg.tick_below(str(number), x, 200) for number, (x, _height) in enumerate(points, start=1)]
    marks = [svg.line("chart-axis", 60, 200, 620, 200), svg.curve("chart-line", points), *months]
    return svg.picture(240, _("Hours a month"), ", ".join(map(str, hours)), "stil", marks)
