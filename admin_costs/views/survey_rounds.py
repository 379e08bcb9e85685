"""Survey rounds for staff: the list, opening one, its letters, writing in paper, closing."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from admin_costs.models import RoundPlace, SurveyRound
from admin_costs.models.survey_rounds import BallotMode
from admin_costs.round_counts import count_over
from admin_costs.rounds import (
    CodeUnknown,
    CodeUsed,
    LettersMade,
    NotOpen,
    Standing,
    end_round,
    make_letters,
    open_round,
    received,
    rounds_of,
    standing,
    take_ballot,
)
from admin_costs.survey_codes import spaced
from admin_costs.survey_forms import KeyForm, LettersForm, RoundForm
from admin_costs.survey_questions import Perspective, symbols_of
from admin_costs.survey_words import ASKS, PERSPECTIVES, STANDINGS, received_words
from ledsagning.people.access import municipality_or_404, today, units_of
from ledsagning.people.models.accounts import RoleKind

KEEP = (RoleKind.MANAGER, RoleKind.ADMINISTRATOR)
KEY = (RoleKind.COORDINATOR, *KEEP)
"""Who may write in what stands on a paper or in an interviewer's notes."""
SPECIMEN_CODE = "ABCD-EFGH-JKLM"

ask = require_http_methods(["GET", "HEAD", "POST"])


def round_or_404(request: HttpRequest, round_id: UUID, *kinds: RoleKind) -> SurveyRound:
    """A round of the municipality where the account holds one of the roles today."""
    return get_object_or_404(rounds_of(municipality_or_404(request, *kinds)), public_id=round_id)


def round_row(survey: SurveyRound, answered: dict[int, int]) -> dict[str, Any]:
    """A round in the list: how it is, and how many have answered of how many."""
    now = standing(survey, today())
    return {
        "survey": survey,
        "perspective": PERSPECTIVES[Perspective(survey.perspective)],
        "standing": now,
        "standing_words": STANDINGS[now],
        "received": received_words(
            sum(answered.get(place.pk, 0) for place in survey.places.all()), survey.asked
        ),
        "may_key": now in (Standing.OPEN, Standing.KEYING),
    }


@login_required
@require_safe
def survey_rounds(request: HttpRequest) -> HttpResponse:
    """Every round of the municipality, and the ways to begin one."""
    municipality = municipality_or_404(request, *KEY)
    rounds = rounds_of(municipality).prefetch_related("places")
    answered = received(RoundPlace.objects.filter(round__municipality=municipality))
    context = {
        "rounds": [round_row(survey, answered) for survey in rounds],
        "keeps": units_of(request.user, *KEEP).exists(),
        "asks": [(perspective.value, words) for perspective, words in ASKS.items()],
    }
    return render(request, "admin_costs/surveys/list.html", context)


@login_required
@ask
def new_round(request: HttpRequest, perspective: str) -> HttpResponse:
    """Opens a round of one perspective."""
    municipality = municipality_or_404(request, *KEEP)
    if perspective not in list(Perspective):
        raise Http404
    wanted = Perspective(perspective)
    data = request.POST if request.method == "POST" else None
    form = RoundForm(data, perspective=wanted, units=municipality.units.order_by("name"))
    if form.is_valid():
        survey = open_round(
            municipality, perspective=wanted, by=request.user, now=timezone.now(), **form.survey()
        )
        messages.success(request, _("The survey is made. Make the letters when you are ready to print."))
        return redirect("survey_round", survey.public_id)
    context = {"form": form, "asks": ASKS[wanted], "perspective": wanted.value}
    return render(request, "admin_costs/surveys/new.html", context)


@login_required
@ask
def round_letters(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """The letters of a unit, made by the press and shown once; before it, what a letter looks like."""
    survey = round_or_404(request, round_id, *KEEP)
    if standing(survey, today()) not in (Standing.COMING, Standing.OPEN):
        messages.info(request, _("No more letters can be made: the last day has been."))
        return redirect("survey_round", survey.public_id)
    form = LettersForm(
        request.POST if request.method == "POST" else None, places=survey.places.select_related("unit")
    )
    if form.is_valid():
        return made_letters(request, survey, form)
    context = letter_context(request, survey) | {"form": form, "codes": [SPECIMEN_CODE]}
    return render(request, "admin_costs/surveys/letters.html", context)


def made_letters(request: HttpRequest, survey: SurveyRound, form: LettersForm) -> HttpResponse:
    """The letters themselves. A reload makes none, for those that are printed would stop working."""
    place = form.cleaned_data["place"]
    try:
        codes = make_letters(place, key=form.cleaned_data["key"], today=today())
    except LettersMade:
        messages.warning(request, _("The letters were made and shown once. New ones make the old ones void."))
        return redirect("round_letters", survey.public_id)
    except NotOpen:
        return redirect("survey_round", survey.public_id)
    context = letter_context(request, survey)
    context |= {"codes": [spaced(code) for code in codes], "place": place}
    response = render(request, "admin_costs/surveys/printed_letters.html", context)
    response["Cache-Control"] = "no-store"
    return response


def letter_context(request: HttpRequest, survey: SurveyRound) -> dict[str, Any]:
    """What a letter says, whatever its code."""
    questions = survey.asked_questions.select_related("question")
    return {
        "survey": survey,
        "is_of_participants": survey.perspective == Perspective.PARTICIPANT,
        "address": request.build_absolute_uri(reverse("survey_code")),
        "phone": survey.municipality.phone,
        "questions": [
            (asked, list(zip(asked.answers, symbols_of(asked.answers), strict=True))) for asked in questions
        ],
    }


@login_required
@ask
def key_ballot(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """One paper, or one interview, written in; then the next one, with the way of answering kept."""
    survey = round_or_404(request, round_id, *KEY)
    now = standing(survey, today())
    if now not in (Standing.OPEN, Standing.KEYING):
        messages.info(request, _("Nothing can be written in: %(standing)s.") % {"standing": STANDINGS[now]})
        return redirect("survey_rounds")
    questions = list(survey.asked_questions.select_related("question"))
    mode = request.GET.get("satt", BallotMode.PAPER)
    data = request.POST if request.method == "POST" else None
    form = KeyForm(data, questions=questions, initial={"mode": mode})
    if form.is_valid() and keyed(request, form):
        return redirect(f"{request.path}?satt={form.cleaned_data['mode']}")
    answered = sum(received(survey.places.all()).values())
    context = {"form": form, "survey": survey, "received": received_words(answered, survey.asked)}
    return render(request, "admin_costs/surveys/key.html", context)


def keyed(request: HttpRequest, form: KeyForm) -> bool:
    """Counts what was written in; what stops it is said at the code. Whether it was counted."""
    try:
        take_ballot(form.cleaned_data["code"], form.ballot(), today=today())
    except (CodeUsed, CodeUnknown):
        form.add_error(
            "code", _("That code is used: the paper is written in already, or was answered on the page.")
        )
        return False
    except NotOpen:
        form.add_error("code", _("The survey was closed just now. Nothing was written in."))
        return False
    messages.success(request, _("Written in. Mark the paper, and take the next one."))
    return True


@login_required
@require_POST
def close_round(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Closes a round for good, and counts its answers."""
    survey = round_or_404(request, round_id, *KEEP)
    end_round(survey, now=timezone.now())
    count_over(survey.municipality, today())
    messages.success(request, _("The survey is closed. Here is what it says."))
    return redirect("survey_round", survey.public_id)
