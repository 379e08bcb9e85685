"""The words for what rules and rankings find: to the person who can act, with what to do next.

Participants never see a code. `at` of a problem names the form field the sentence stands beside.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hours.errors import Code, Problem, Refused
from hours.matching import Reason, Suggestion
from ledsagning.templatetags.people_words import hours_number

Words = Callable[[dict[str, Any]], str]

SENTENCES: dict[Code, Words] = {
    Code.STARTS_IN_PAST: lambda v: _("That time has already passed. Choose a later time."),
    Code.ENDS_BEFORE_START: lambda v: _("The end must be later than the start. Check both times."),
    Code.TOO_LONG: lambda v: _("One booking can be 24 hours at most. Book the rest as one more visit."),
    Code.TOO_FAR_AHEAD: lambda v: _("That is more than %(years)s years ahead. Is the year right?") % v,
    Code.OVERLAPS_OWN: lambda v: _("You have another visit at the same time. You may book this one anyway."),
    Code.NO_POOL: lambda v: _("There is no decision about companion hours yet. Call your case officer."),
    Code.POOL_TOO_SMALL: lambda v: (
        _("You have %(left)s left and the visit needs %(needed)s. Choose a shorter time, or call us.")
        % {"left": hours_number(v["minutes_available"]), "needed": hours_number(v["minutes"])}
    ),
    Code.NEEDS_CONFIRMATION: lambda v: _(
        "Your hours do not cover the whole visit. Book anyway: a coordinator adds the hours that are missing."
    ),
    Code.AFTER_DECISION: lambda v: (
        _("Your decision ends on %(day)s. Your hours stay yours. Ask your case officer for a new decision.")
        % {"day": date_format(v["ends_on"], "j F Y")}
    ),
    Code.KEY_REUSED: lambda v: _(
        "This booking has already been sent, with other times. Look at your visits, and start anew if needed."
    ),
    Code.NOT_OPEN: lambda v: _("This visit is already finished or cancelled. Nothing was changed."),
    Code.ALREADY_STARTED: lambda v: _("The visit has already begun, so it cannot be changed here. Call us."),
    Code.ESCORT_BUSY: lambda v: _("%(escort)s has another visit at that time. Choose somebody else.") % v,
    Code.ESCORT_NOT_AVAILABLE: lambda v: _("%(escort)s does not work that day. Choose somebody else.") % v,
    Code.ESCORT_UNWANTED: lambda v: (
        _("The person has asked not to meet %(escort)s. Choose somebody else.") % v
    ),
    Code.ASSIGNED_MEANWHILE: lambda v: _(
        "Somebody else changed this visit while you looked at it. Here is how it stands now."
    ),
    Code.NOT_YOURS: lambda v: _(
        "This visit is not yours any longer. It was changed, or given to somebody else."
    ),
    Code.NOT_ENDED: lambda v: _("The visit has not ended yet. Report it afterwards."),
    Code.NOT_REPORTED: lambda v: _("The visit has not been reported yet."),
    Code.ALREADY_RATED: lambda v: _("You have already answered. Thank you!"),
    Code.NOTHING_TO_CONFIRM: lambda v: _("There is nothing left to confirm for this visit."),
    Code.DECISION_ENDS_BEFORE_START: lambda v: _("The last day must be later than the first day."),
    Code.DECISION_WITHOUT_HOURS: lambda v: _("Write how many hours a month, or choose “without a ceiling”."),
}


def sentence(problem: Problem) -> str:
    """What to say about a problem, in the reader's language."""
    return SENTENCES[problem.code](dict(problem.values))


def add_problems(form: forms.Form, refused: Refused, fields: dict[str, str] | None = None) -> None:
    """Puts every blocking problem on the form: at its field when the form has it, else on the whole.

    `fields` renames a problem's field to the form's, such as {"starts": "start_time"}.
    """
    for problem in refused.problems:
        if problem.blocks:
            name = (fields or {}).get(problem.at or "", problem.at)
            form.add_error(name if name in form.fields else None, sentence(problem))


def notices(problems: Iterable[Problem]) -> list[str]:
    """Sentences for what is worth knowing and stops nothing."""
    return [sentence(problem) for problem in problems if not problem.blocks]


def reason_words(suggestion: Suggestion) -> list[str]:
    """Why an escort stands where they stand in the list."""
    together, gap = suggestion.visits_together, suggestion.minutes_from_neighbour
    words = {
        Reason.WISHED_FOR: _("wished for by the person"),
        Reason.KNOWN: ngettext("%(visits)s visit together", "%(visits)s visits together", together)
        % {"visits": together},
        Reason.NEW: _("new to each other"),
        Reason.CLOSE_IN_TIME: _("has a visit %(minutes)s minutes away") % {"minutes": gap},
        Reason.DAY_FREE: _("free around that time"),
        Reason.DECLINED_BEFORE: _("has declined this visit"),
    }
    return [words[reason] for reason in suggestion.reasons]
