"""Answering a survey by the code of a letter: one question a page, without signing in.

What is answered lies in the person's own browser until it is sent, in a cookie for these pages alone: the
server keeps no draft that could be laid beside the code. The code is used up, so nothing of it may leave by
a cache, a search engine, the Referer of another page, or a line of a log (ledsagning/logs.py).
"""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from admin_costs.models import Letter, RoundQuestion
from admin_costs.models.survey_rounds import Answerer, BallotMode
from admin_costs.rounds import (
    Ballot,
    CodeUnknown,
    CodeUsed,
    NotOpen,
    Standing,
    letter_of,
    standing,
    take_ballot,
)
from admin_costs.survey_codes import clean_code, spaced
from admin_costs.survey_drafts import SKIPPED, Draft, from_text, to_text, words
from admin_costs.survey_forms import OTHERS, AnswerForm, CodeForm, WhoForm
from admin_costs.survey_questions import Perspective, symbols_of
from ledsagning.people.access import today

COOKIE = "enkat"
HOURS_KEPT = 20
WHO_SYMBOLS = {"self": "person", "helped": "mark", "relative": "", "staff": ""}

View = Callable[..., HttpResponse]
ask = require_http_methods(["GET", "HEAD", "POST"])


class Answering:
    """A letter that may be answered now: its code, its round, its questions, and what is answered so far."""

    def __init__(self, request: HttpRequest, letter: Letter, code: str) -> None:
        self.letter, self.code, self.survey = letter, code, letter.place.round
        self.questions: list[RoundQuestion] = list(self.survey.asked_questions.select_related("question"))
        self.scales = [asked.answers for asked in self.questions]
        self.draft = from_text(request.COOKIES.get(COOKIE, ""), self.scales)

    @property
    def is_of_participants(self) -> bool:
        return self.survey.perspective == Perspective.PARTICIPANT

    @property
    def context(self) -> dict[str, object]:
        """What every page needs."""
        municipality = self.survey.municipality
        return {"answering": self, "municipality": municipality, "phone": municipality.phone}

    def url(self, name: str, *more: object) -> str:
        return reverse(name, args=[self.code, *more])

    def keep(self, response: HttpResponse, draft: Draft) -> HttpResponse:
        """The response, with the draft for the browser to keep."""
        response.set_cookie(
            COOKIE,
            to_text(draft),
            max_age=HOURS_KEPT * 3600,
            path=self.url("survey_start"),
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Strict",
        )
        return response


def guarded(response: HttpResponse) -> HttpResponse:
    """Kept by nobody, found by nobody. `strict-origin` lets the form be sent, but tells no page's path."""
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "strict-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def of_a_letter(view: View) -> View:
    """The view with what the code opens; 404 when it opens nothing, and a page about why when it may not."""

    @wraps(view)
    def opened(request: HttpRequest, code: str, **more: int) -> HttpResponse:
        try:
            letter = letter_of(code)
        except CodeUnknown:
            raise Http404 from None
        if letter.is_used or standing(letter.place.round, today()) != Standing.OPEN:
            return guarded(closed_page(request, letter))
        answering = Answering(request, letter, spaced(clean_code(code)))
        return guarded(view(request, answering, **more))

    return opened


def closed_page(request: HttpRequest, letter: Letter) -> HttpResponse:
    """That it has been answered, or that it has not begun or is over."""
    survey = letter.place.round
    context = {
        "survey": survey,
        "is_used": letter.is_used,
        "is_coming": standing(survey, today()) == Standing.COMING,
        "municipality": survey.municipality,
        "phone": survey.municipality.phone,
    }
    return render(request, "admin_costs/surveys/closed.html", context)


@ask
def survey_code(request: HttpRequest) -> HttpResponse:
    """The way in for who writes the address by hand: asks for the code."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return guarded(redirect("survey_start", spaced(clean_code(request.POST["code"]))))
    return guarded(render(request, "admin_costs/surveys/code.html", {"form": form}))


@ask
@of_a_letter
def survey_start(request: HttpRequest, answering: Answering) -> HttpResponse:
    """What it is about, that nobody must, and who answers. Relatives and staff may not, for the person."""
    asks_who = answering.is_of_participants
    given = request.POST if asks_who else {"who": Answerer.SELF}
    form = WhoForm(given if request.method == "POST" else None, initial={"who": answering.draft.who})
    if form.is_valid():
        who = form.cleaned_data["who"]
        if who in OTHERS:
            return redirect(answering.url("survey_other"))
        return answering.keep(redirect(answering.url("survey_question", 1)), answering.draft.by(who))
    context = {"form": form, "asks_who": asks_who, "symbols": WHO_SYMBOLS}
    return render(request, "admin_costs/surveys/start.html", answering.context | context)


@require_safe
@of_a_letter
def survey_other(request: HttpRequest, answering: Answering) -> HttpResponse:
    """What to do when somebody else holds the pen."""
    return render(request, "admin_costs/surveys/other.html", answering.context)


@ask
@of_a_letter
def survey_question(request: HttpRequest, answering: Answering, number: int) -> HttpResponse:
    """One question. Answered or skipped, the next one comes; the browser's back shows what was chosen."""
    if not 1 <= number <= len(answering.questions):
        raise Http404
    if not answering.draft.who:
        return redirect(answering.url("survey_start"))
    asked, given = answering.questions[number - 1], answering.draft.answers[number - 1]
    form = AnswerForm(request.POST if request.method == "POST" else None, asked=asked, given=given)
    if "skip" in request.POST or form.is_valid():
        answer = SKIPPED if "skip" in request.POST else form.cleaned_data["answer"]
        draft = answering.draft.with_answer(number - 1, answer)
        return answering.keep(redirect(after(request, answering, number)), draft)
    context = {
        "form": form,
        "number": number,
        "choices": list(zip(form["answer"], symbols_of(asked.answers), strict=True)),
        "back_url": answering.url("survey_question", number - 1)
        if number > 1
        else answering.url("survey_start"),
    }
    return render(request, "admin_costs/surveys/question.html", answering.context | context)


def after(request: HttpRequest, answering: Answering, number: int) -> str:
    """The next question; or the check, after the last one or a change made there."""
    if number == len(answering.questions) or "andra" in request.GET:
        return answering.url("survey_check")
    return answering.url("survey_question", number + 1)


@ask
@of_a_letter
def survey_check(request: HttpRequest, answering: Answering) -> HttpResponse:
    """The answers once more, and the press that sends them and uses the code up."""
    draft = answering.draft
    if not draft.who:
        return redirect(answering.url("survey_start"))
    given = words(draft, answering.scales)
    if request.method == "POST" and draft.has_answers:
        return sent(request, answering, given)
    empty = _("You have not answered any question. Answer one, or close the page.")
    context = {
        "rows": list(zip(answering.questions, given, strict=True)),
        "problems": [empty] if request.method == "POST" else [],
    }
    return render(request, "admin_costs/surveys/check.html", answering.context | context)


def sent(request: HttpRequest, answering: Answering, given: list[str]) -> HttpResponse:
    """Counts the answers. What stops it is said by the page that the code leads to now."""
    answers = {asked.pk: answer for asked, answer in zip(answering.questions, given, strict=True) if answer}
    ballot = Ballot(BallotMode.LINK, Answerer(answering.draft.who), answers)
    try:
        take_ballot(answering.letter, ballot, today=today())
    except (CodeUsed, NotOpen):
        return redirect(answering.url("survey_start"))
    except CodeUnknown:
        raise Http404 from None
    response = redirect("survey_thanks")
    response.delete_cookie(COOKIE, path=answering.url("survey_start"), samesite="Strict")
    return response


@require_safe
def survey_thanks(request: HttpRequest) -> HttpResponse:
    """Thanks. Nothing on the page says who answered, or what."""
    return guarded(render(request, "admin_costs/surveys/thanks.html"))
