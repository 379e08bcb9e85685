"""Specimens of a person's own pages: booking in a line and again, series, who comes, remarks, the promise."""

from collections.abc import Iterator
from datetime import time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from hours.forms import LineForm
from hours.models import Favourite, Remark, Series
from hours.policy import Frequency, State
from hours.remark_forms import RateForm
from hours.series_rules import occurrence
from ledsagning.specimen import LO, LONG, PERSON, Specimen, a_visit

OWN = "hours/participant"


def specimens() -> Iterator[Specimen]:
    yield from booking()
    yield from series()
    yield from knowing()


def booking() -> Iterator[Specimen]:
    wrong = LineForm({"line": ""})
    yield Specimen(
        _("The whole booking in one line"),
        f"{OWN}/_line.html",
        {_("Empty"): {"person": PERSON, "line": LineForm()}, _("Error"): {"person": PERSON, "line": wrong}},
    )
    begun = [{"key": PERSON.public_id, "url": "#", "words": words} for words in ("lördag 14–17", LONG)]
    yield Specimen(_("Begun"), f"{OWN}/_begun.html", {_("Filled"): {"person": PERSON, "begun": begun}})
    yield Specimen(_("No connection"), f"{OWN}/_connection.html", {_("Default"): {}})
    visit = {"person": PERSON, "booking": a_visit(State.DONE, days=-2)}
    yield Specimen(_("Once more"), f"{OWN}/_again.html", {_("Default"): visit})
    gym = Favourite(name=LONG, weekday=1, starts=time(10), minutes=120)
    soon = {"person": PERSON, "latest": a_visit(State.DONE, days=-2), "favourites": [gym]}
    yield Specimen(_("Book again"), f"{OWN}/_soon.html", {_("Filled"): soon})


def every_tuesday() -> Series:
    tuesday = timezone.localdate() - timedelta(days=timezone.localdate().weekday() - 1)
    return Series(frequency=Frequency.WEEKLY, first_day=tuesday, starts=time(10), minutes=120)


def series() -> Iterator[Specimen]:
    own = every_tuesday()
    comes_back = a_visit(accepted_at=timezone.now(), series=own)
    yield Specimen(
        _("Whether a visit comes back"),
        f"{OWN}/_series_of_visit.html",
        {
            _("Filled"): {"person": PERSON, "booking": comes_back},
            _("Default"): {"person": PERSON, "booking": a_visit(), "can_change": True},
        },
    )
    found = [occurrence(own.first_day + timedelta(weeks=week), time(10), 120) for week in range(5)]
    folded: dict[str, Any] = {"shown": found[:3], "folded": found[3:]}
    linked = {"shown": [a_visit(accepted_at=timezone.now())], "linked": True, "person": PERSON}
    yield Specimen(
        _("The days of a series"), f"{OWN}/_series_days.html", {_("Filled"): folded, _("Links"): linked}
    )
    yield Specimen(_("A day of a series"), f"{OWN}/_series_day.html", {_("Default"): {"visit": found[0]}})
    left_out = {"left_out": [each.day for each in found]}
    yield Specimen(_("Days that hours do not cover"), f"{OWN}/_series_left_out.html", {_("Filled"): left_out})


def knowing() -> Iterator[Specimen]:
    yield Specimen(
        _("Who comes"),
        f"{OWN}/_who_comes.html",
        {_("Filled"): {"booking": a_visit(accepted_at=timezone.now())}},
    )
    yield Specimen(_("What was said with pictures"), f"{OWN}/_pictured.html", {_("Default"): pictured()})
    yield Specimen(_("Nothing to send"), f"{OWN}/_unsaid.html", {_("Filled"): {"unsaid": LONG}})
    link = {"person": PERSON, "booking": a_visit(State.DONE, days=-2)}
    yield Specimen(_("Write to the unit"), f"{OWN}/_remark_link.html", {_("Default"): link})
    yield Specimen(
        _("Whether the unit has read"),
        f"{OWN}/_remark_state.html",
        {
            _("Empty"): {"remark": Remark()},
            _("Filled"): {"remark": Remark(read_at=timezone.now(), read_by=LO.user)},
        },
    )
    yield Specimen(
        _("This we promise"),
        f"{OWN}/_promise.html",
        {_("Default"): {}, _("Filled"): {"short_pool": "top_up"}},
    )


def pictured() -> dict[str, Any]:
    return {"field": RateForm(auto_id="said_%s")["pictured"]}
