"""Time studies: begin one, take part, answer, and read the group's shares."""

from random import SystemRandom
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from admin_costs.effort import activities_of
from admin_costs.models import Activity, StudyMoment, TimeStudy
from admin_costs.share_charts import share_chart, share_rows
from admin_costs.time_forms import HoursWorkedForm, StudyForm
from admin_costs.time_studies import (
    BEGIN,
    TAKE_PART,
    AlreadyStudied,
    NoDaysLeft,
    answer,
    begin_study,
    end_study,
    is_over,
    open_moments,
    result_of,
    stop_taking_part,
    studies_seen_by,
    take_part,
    takes_part,
)
from ledsagning.people.access import today, units_of, units_or_404
from ledsagning.people.models.accounts import RoleKind


def study_or_404(request: HttpRequest, study_id: UUID, *kinds: RoleKind) -> TimeStudy:
    """A study of a unit where the account holds one of the roles today."""
    units_or_404(request, *kinds)
    return get_object_or_404(studies_seen_by(request.user, *kinds), public_id=study_id)


@login_required
@require_safe
def time_studies(request: HttpRequest) -> HttpResponse:
    """What is asked just now, the study that goes on, and those that are over."""
    units_or_404(request, *RoleKind)
    user, now = request.user, timezone.now()
    seen = list(studies_seen_by(user, *RoleKind))
    going = [study for study in seen if not is_over(study, now)]
    open_moment = open_moments(user, now).select_related("study__unit__municipality").first()
    context = {
        "going": [going_row(request, study) for study in going],
        "over": [study for study in seen if is_over(study, now)],
        "open_moment": open_moment,
        "activities": activities_of(open_moment.study.unit.municipality) if open_moment else [],
        "may_begin": units_of(user, *BEGIN).exists() and not going,
        "asked_here": True,
    }
    return render(request, "admin_costs/time_studies.html", context)


def going_row(request: HttpRequest, study: TimeStudy) -> dict[str, object]:
    """A study that goes on or is to come, and what the account may do about it."""
    mine = studies_seen_by(request.user, *TAKE_PART).filter(pk=study.pk)
    return {
        "study": study,
        "may_take_part": mine.exists(),
        "takes_part": takes_part(study, request.user, timezone.now()),
        "may_end": studies_seen_by(request.user, *BEGIN).filter(pk=study.pk).exists(),
        "has_begun": study.first_day <= today(),
    }


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def start_study(request: HttpRequest) -> HttpResponse:
    """A study of two weeks, for those who will agree to it."""
    units = units_or_404(request, *BEGIN)
    form = StudyForm(request.POST or None, units=units)
    if form.is_valid():
        try:
            begin_study(**form.study(), by=request.user, now=timezone.now())
        except AlreadyStudied:
            form.add_error("first_day", _("There is a study in the municipality then. Begin after it."))
        else:
            messages.success(request, _("The study is announced. Tell your colleagues: each one chooses."))
            return redirect("time_studies")
    return render(request, "admin_costs/start_study.html", {"form": form})


@login_required
@require_POST
def join_study(request: HttpRequest, study_id: UUID) -> HttpResponse:
    """Says yes to being asked."""
    study = study_or_404(request, study_id, *TAKE_PART)
    try:
        take_part(study, request.user, now=timezone.now(), chance=SystemRandom())
    except NoDaysLeft:
        messages.info(request, _("The study has no days left to ask on."))
    else:
        messages.success(request, _("Thank you. You are asked now and then, at the top of the page."))
    return redirect("time_studies")


@login_required
@require_POST
def leave_study(request: HttpRequest, study_id: UUID) -> HttpResponse:
    """No more questions."""
    stop_taking_part(study_or_404(request, study_id, *TAKE_PART), request.user, now=timezone.now())
    messages.success(request, _("You are not asked any more."))
    return redirect("time_studies")


@login_required
@require_POST
def stop_study(request: HttpRequest, study_id: UUID) -> HttpResponse:
    """Ends a study before its last day."""
    study = study_or_404(request, study_id, *BEGIN)
    end_study(study, now=timezone.now())
    messages.success(request, _("The study is over. Nobody is asked any more."))
    return redirect("time_study", study.public_id)


@login_required
@require_safe
def time_study(request: HttpRequest, study_id: UUID) -> HttpResponse:
    """The shares of the group's time, when the study is over."""
    study = study_or_404(request, study_id, *RoleKind)
    now = timezone.now()
    form = HoursWorkedForm(request.GET or None)
    worked = form.cleaned_data["timmar"] if form.is_valid() else None
    result = result_of(study, now)
    names = dict(Activity.objects.values_list("pk", "name"))
    context = {
        "study": study,
        "is_over": is_over(study, now),
        "result": result,
        "form": form,
        "worked": worked,
        "rows": share_rows(result.shares, names, worked) if result else [],
        "chart": share_chart(result, names, "shares") if result else "",
    }
    return render(request, "admin_costs/time_study.html", context)


@login_required
@require_POST
def answer_moment(request: HttpRequest, moment_id: int) -> HttpResponse:
    """Takes one press as the answer, and leads back to where one was."""
    units_or_404(request, *RoleKind)
    now = timezone.now()
    mine = StudyMoment.objects.filter(user=request.user, at__lte=now).select_related("study__unit")
    moment = get_object_or_404(mine, pk=moment_id)
    if "activity" not in request.POST:
        return redirect("time_studies")
    told = answered(answer(moment, activity=chosen(request, moment), now=now))
    if request.htmx:
        return render(request, "admin_costs/_answered.html", {"told": told})
    messages.info(request, told)
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return redirect(back if safe else "time_studies")


def chosen(request: HttpRequest, moment: StudyMoment) -> Activity | None:
    """The activity pressed; None is something else. What is neither is not there."""
    value = request.POST["activity"]
    if not value:
        return None
    if not value.isascii() or not value.isdigit() or len(value) > 12:
        raise Http404
    return get_object_or_404(activities_of(moment.study.unit.municipality), pk=int(value))


def answered(stored: bool) -> str:
    """What came of the press."""
    if stored:
        return _("Thank you, your answer is stored.")
    return _("That question has passed or is answered already. Nothing was changed.")
