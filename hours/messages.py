"""The words for what rules and rankings find: to the person who can act, with what to do next.

Participants never see a code. `at` of a problem names the form field the sentence stands beside.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hours.errors import Code, Problem, Refused
from hours.matching import Obstacle, Reason, Suggestion
from hours.misfits import Misfit
from hours.rules import Span
from ledsagning.templatetags.people_words import clock_words, day_words, hours_number, time_span

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
    Code.ESCORT_ABSENT: lambda v: _("%(escort)s is away at that time. Choose somebody else.") % v,
    Code.ESCORT_OUTSIDE_HOURS: lambda v: (
        _("%(escort)s does not work at those hours. Choose somebody else, or agree on it first.") % v
    ),
    Code.ESCORT_RESTS: lambda v: (
        _("%(escort)s would get too little rest: 11 hours a day and 36 a week. Choose somebody else.") % v
    ),
    Code.ESCORT_WEEK_FULL: lambda v: (
        _("%(escort)s would work more that week than is agreed. Choose somebody else.") % v
    ),
    Code.ESCORT_NOT_NAMED: lambda v: (
        _("%(escort)s is not among those named for this person. Choose one of them, or name %(escort)s.") % v
    ),
    Code.ESCORT_UNWANTED: lambda v: (
        _("The person has asked not to meet %(escort)s. Choose somebody else.") % v
    ),
    Code.ASSIGNED_MEANWHILE: lambda v: _(
        "Somebody else changed this visit while you looked at it. Here is how it stands now."
    ),
    Code.NOT_YOURS: lambda v: _(
        "This visit is not yours any longer. It was changed, or given to somebody else."
    ),
    Code.NOT_ENDED: lambda v: not_ended(v.get("ends_at")),
    Code.NOT_REPORTED: lambda v: _("The visit has not been reported yet."),
    Code.ALREADY_RATED: lambda v: _("You have already answered. Thank you!"),
    Code.NOTHING_TO_CONFIRM: lambda v: _("There is nothing left to confirm for this visit."),
    Code.DECISION_ENDS_BEFORE_START: lambda v: _("The last day must be later than the first day."),
    Code.DECISION_WITHOUT_HOURS: lambda v: _("Write how many hours a month, or choose “without a ceiling”."),
    Code.REMARK_ALREADY_SENT: lambda v: _(
        "You have already sent this with other words. It is in the list below. Write anew if you want to add."
    ),
    Code.HOUR_MISSING: lambda v: capfirst(
        _("On %(day)s the clock goes from 2.00 to 3.00. The visit begins when the clock is 3.00.")
        % {"day": day_words(v["day"])}
    ),
    Code.HOUR_DOUBLED: lambda v: capfirst(
        _("On %(day)s the clock shows %(clock)s twice. The visit begins the first time.")
        % {"day": day_words(v["day"]), "clock": f"{v['clock']:%H.%M}"}
    ),
    Code.SERIES_ONLY_ONCE: lambda v: (
        _("By %(day)s the visit does not come back. Write a later day.") % {"day": day_words(v["day"])}
    ),
    Code.DAY_NOT_IN_SERIES: lambda v: (
        _("%(day)s is not one of the days. Choose another day.") % {"day": capfirst(day_words(v["day"]))}
    ),
    Code.ALREADY_IN_SERIES: lambda v: _("This visit comes back already. Here is how it stands."),
    Code.SERIES_ENDED: lambda v: _("The series has ended. Nothing was changed."),
    Code.OFFER_TAKEN: lambda v: _("Somebody else was first. Thank you all the same!"),
    Code.OFFER_CANCELLED: lambda v: _("The visit is cancelled. You need not do anything."),
    Code.OFFER_DECLINED: lambda v: _(
        "You have said no to this visit. Call your coordinator if you can come after all."
    ),
    Code.OFFER_ENDED: lambda v: _(
        "The visit is not offered any longer: it was changed or has begun. "
        "You need not do anything. If you are needed, you are asked again."
    ),
    Code.OFFER_OVERLAPS: lambda v: _(
        "You have another visit at that time. Say no to this one, or call your coordinator."
    ),
    Code.OFFER_IMPOSSIBLE: lambda v: _(
        "You cannot be given this visit as things stand. Call your coordinator."
    ),
    Code.NOBODY_TICKED: lambda v: _("Nobody is ticked. Tick those you want to ask."),
    Code.ABSENCE_PASSED: lambda v: _("That time has already been. Write a later day."),
    Code.PERIOD_LOCKED: lambda v: _(
        "The month has been sent to payroll, so the report cannot be changed here. Call the coordinator."
    ),
    Code.CHANGED_SINCE_SEEN: lambda v: _(
        "The report was changed while you looked at it. Here is how it stands now. Nothing was attested."
    ),
    Code.MONTH_NOT_OVER: lambda v: _("The month is not over yet. Lock it when it is."),
    Code.NOT_ATTESTED: lambda v: (
        ngettext(
            "There is %(count)s report that is not attested. Attest it, or leave it for the next month.",
            "There are %(count)s reports that are not attested. "
            "Attest them, or leave them for the next month.",
            v["count"],
        )
        % v
    ),
    Code.MONTH_IS_LOCKED: lambda v: (
        _("Pay is locked to and including %(day)s. Choose a later day.")
        % {"day": date_format(v["day"], "j F Y")}
    ),
    Code.REPORT_KEY_REUSED: lambda v: _(
        "This page has already sent a report with other times, and that one holds. "
        "Look at what you have written, and send again to correct it."
    ),
    Code.REPORT_OVERLAPS: lambda v: (
        _(
            "The times run into another visit that is reported: %(visit)s. Nobody is in two places. "
            "Change the times here, or correct the other report first."
        )
        % {"visit": span_words(v["span"])}
    ),
    Code.ALREADY_REPORTED: lambda v: (
        _(
            "The visit is already reported: %(visit)s. That report holds. "
            "Look at what you have written, and send again to correct it."
        )
        % {"visit": span_words(v["span"])}
    ),
    Code.REPORT_CHANGED: lambda v: (
        _(
            "Somebody else has changed the report while you wrote. It now says %(visit)s. "
            "Look at what you have written, and send again to correct it."
        )
        % {"visit": span_words(v["span"])}
    ),
    Code.REPORTED_MEANWHILE: lambda v: (
        _("The visit is reported: %(visit)s. That report holds. Did nobody come? Press once more.")
        % {"visit": span_words(v["span"])}
    ),
    Code.NO_SHOW_MEANWHILE: lambda v: _(
        "While you wrote, somebody else noted that nobody came. Did you meet after all? "
        "Look at what you have written, and send again."
    ),
    Code.VISIT_CANCELLED: lambda v: cancelled(v["at"]),
    Code.TOO_MANY_RECEIPTS: lambda v: (
        _("A visit has at most %(most)s receipts. Take one away first, or photograph several at once.") % v
    ),
}


def span_words(span: Span) -> str:
    """A time as people say it: "lördag 14 mars, kl. 14–17"."""
    return f"{day_words(span.starts_at)}, {time_span(span.starts_at, span.ends_at)}"


def not_ended(ends_at: datetime | None) -> str:
    """A report, or a no-show (without a time), of a visit that is still to come or going on."""
    if ends_at is None:
        return _("The visit has not ended yet. Report it afterwards.")
    told = {"day": day_words(ends_at), "clock": clock_words(ends_at)}
    return (
        _(
            "The visit has not ended yet: here it ends on %(day)s, %(clock)s. "
            "Report it afterwards, or write the times when it was."
        )
        % told
    )


def cancelled(at: datetime | None) -> str:
    """To the escort who comes with a report. Nobody says why (P3); of pay the coordinator knows."""
    if at is None:
        return _("The visit was taken away, so it cannot be reported. Ask the coordinator about pay.")
    told = {"day": day_words(at), "clock": clock_words(at)}
    return (
        _(
            "The person cancelled the visit on %(day)s, %(clock)s, so it cannot be reported. "
            "Were you there, or do you have a question about pay? Call the coordinator."
        )
        % told
    )


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


OBSTACLES: dict[Obstacle, str | Promise] = {
    Obstacle.NOT_EMPLOYED: gettext_lazy("does not work that day"),
    Obstacle.UNWANTED: gettext_lazy("the person has asked not to meet them"),
    Obstacle.PROTECTED: gettext_lazy("is not named for this person"),
    Obstacle.BUSY: gettext_lazy("has another visit then"),
    Obstacle.ABSENT: gettext_lazy("is away then"),
    Obstacle.OUTSIDE_HOURS: gettext_lazy("does not work at those hours"),
    Obstacle.DAILY_REST: gettext_lazy("would get less than 11 hours of rest between two days"),
    Obstacle.WEEKLY_REST: gettext_lazy("would get less than 36 hours of rest in a row that week"),
    Obstacle.WEEKLY_HOURS: gettext_lazy("would work more that week than is agreed"),
}


def obstacle_words(obstacle: Obstacle) -> str:
    """What keeps an escort from a visit, to stand after the name."""
    return str(OBSTACLES[obstacle])


def misfit_words(misfit: Misfit) -> list[str]:
    """What no longer fits between a promised visit and the escort who holds it, to stand after the name."""
    words = [obstacle_words(obstacle) for obstacle in misfit.obstacles]
    if misfit.languages_missing:
        words.append(lacks_languages(misfit.languages_missing))
    if misfit.skills_missing:
        words.append(lacks_skills(misfit.skills_missing))
    return words


def running(names: Iterable[str]) -> str:
    """Names of skills in a sentence: "arabiska", "köra bil"; those in capitals stay so ("TSS")."""
    return ", ".join(name if name[1:2].isupper() else name[:1].lower() + name[1:] for name in names)


def lacks_languages(names: Iterable[str]) -> str:
    return _("does not speak %(languages)s") % {"languages": running(names)}


def lacks_skills(names: Iterable[str]) -> str:
    return _("cannot: %(skills)s") % {"skills": running(names)}


def promised_words(suggestion: Suggestion) -> str:
    """How much of the escort's week is promised, beside what is agreed."""
    agreed, promised = suggestion.candidate.minutes_per_week, hours_number(suggestion.minutes_that_week)
    if agreed is None:
        return _("%(promised)s promised that week") % {"promised": promised}
    return _("%(promised)s of %(agreed)s promised that week") % {
        "promised": promised,
        "agreed": hours_number(agreed),
    }


def reason_words(suggestion: Suggestion) -> list[str]:
    """Why an escort stands where they stand in the list."""
    known, gap = suggestion.candidate, suggestion.minutes_from_neighbour
    together = known.visits_together
    words = {
        Reason.WISHED_FOR: _("wished for by the person"),
        Reason.KNOWN: ngettext("%(visits)s visit together", "%(visits)s visits together", together)
        % {"visits": together},
        Reason.NEW: _("new to each other"),
        Reason.NOT_KNOWN_AS_WISHED: _("new to each other, and the person wants somebody they know"),
        Reason.SPEAKS: _("speaks %(languages)s") % {"languages": running(known.languages)},
        Reason.LANGUAGE_MISSING: lacks_languages(known.languages_missing),
        Reason.CAN: _("can: %(skills)s") % {"skills": running(known.skills)},
        Reason.SKILL_MISSING: lacks_skills(known.skills_missing),
        Reason.CLOSE_IN_TIME: _("has a visit %(minutes)s minutes away") % {"minutes": gap},
        Reason.DAY_FREE: _("free around that time"),
        Reason.PROMISED_THAT_WEEK: promised_words(suggestion),
        Reason.DECLINED_BEFORE: _("has declined this visit"),
    }
    return [words[reason] for reason in suggestion.reasons]
