"""Booking and changing a visit: one question a page, then check-your-answers. No JavaScript needed (R5)."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hours import drafts
from hours.access import own_booking_or_404
from hours.beginnings import answers_again, answers_of_favourite, answers_of_line
from hours.drafts import DAY, PLACE, STEPS, TIME, Answers, Draft
from hours.errors import Code, Problem, Refused
from hours.favourites import own_favourite_or_404
from hours.forms import LineForm
from hours.messages import notices, sentence
from hours.models import Booking
from hours.policy import State
from hours.questions import (
    Wanted,
    answers_of,
    booking_to_change,
    first_open,
    form_for,
    obey_rules,
    rule_problems,
    send,
    to_keep,
    wanted,
)
from hours.rules import change_problems
from hours.suggested import (
    days_to_press,
    places_to_press,
    said_plainly,
    taken_as_place,
    unread_line,
    unsaid,
)
from ledsagning.people.access import participant_or_404
from ledsagning.people.models import Participant

ask = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@ask
def book_start(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Begins a booking. With `?change=`, `?same=` or `?favourite=` and an id: with the answers of that."""
    for name, start in (("change", change_start), ("same", same_start), ("favourite", favourite_start)):
        if chosen := request.GET.get(name):
            return start(request, public_id, uuid_or_404(chosen))
    person = participant_or_404(request, public_id)
    if not hasattr(person, "pool"):
        return no_pool(request, person)
    return redirect(step_url(person, drafts.begin(request.user, person), DAY))


def uuid_or_404(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


def no_pool(request: HttpRequest, person: Participant) -> HttpResponse:
    """Without a decision there is nothing to book with."""
    messages.warning(request, sentence(Problem(Code.NO_POOL)))
    return redirect("participant_home", person.public_id)


def same_start(request: HttpRequest, public_id: UUID, booking_id: UUID) -> HttpResponse:
    """The same visit once more: everything answered, so at check-your-answers."""
    person, booking = own_booking_or_404(request, public_id, booking_id)
    return begin_answered(request, person, answers_again(booking, timezone.now()))


def favourite_start(request: HttpRequest, public_id: UUID, favourite_id: UUID) -> HttpResponse:
    """A favourite: at check-your-answers, or at the day when it has none."""
    person, favourite = own_favourite_or_404(request, public_id, favourite_id)
    if not hasattr(person, "pool"):
        return no_pool(request, person)
    return begin_answered(request, person, answers_of_favourite(favourite, person.pool, timezone.now()))


def begin_answered(request: HttpRequest, person: Participant, answers: Answers) -> HttpResponse:
    """To the first question that these answers leave open, or to check-your-answers."""
    key = drafts.begin(request.user, person, answers=answers)
    return redirect(next_url(Draft(key=key, person=person, answers=answers)))


@login_required
@ask
def book_line(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The whole booking in one line: shown back for a yes, or the one question that it left open."""
    person = participant_or_404(request, public_id)
    if not hasattr(person, "pool"):
        return no_pool(request, person)
    form = LineForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        typed = form.cleaned_data["line"]
        if answers := answers_of_line(typed, person, timezone.localdate()):
            return begin_answered(request, person, answers)
        form.add_error("line", unread_line(typed))
    home = reverse("participant_home", args=[person.public_id])
    return render(request, "hours/participant/book_line.html", {"form": form, "back_url": home})


@login_required
@require_POST
def book_remove(request: HttpRequest, public_id: UUID, key: UUID) -> HttpResponse:
    """Throws a begun booking away. What is booked stays booked."""
    person = participant_or_404(request, public_id)
    drafts.throw_away(request.user, person, key)
    messages.success(request, _("What you had begun is taken away."))
    return redirect("participant_home", person.public_id)


def change_start(request: HttpRequest, public_id: UUID, booking_id: UUID) -> HttpResponse:
    """Begins with everything answered, so at check-your-answers."""
    person, booking = own_booking_or_404(request, public_id, booking_id)
    if problems := change_problems(State(booking.state), booking.span, timezone.now()):
        messages.warning(request, sentence(problems[0]))
        return redirect("visit", person.public_id, booking.public_id)
    if booking.series_id and "bara" not in request.GET:
        return redirect("series_change", person.public_id, booking.public_id)
    key = drafts.begin(request.user, person, answers=answers_of(booking), changes=booking.public_id)
    return redirect("book_check", person.public_id, key)


@login_required
@ask
def book_step(request: HttpRequest, public_id: UUID, key: UUID, step: str) -> HttpResponse:
    """One question. A right answer leads to the next open question, or back to check-your-answers."""
    person = participant_or_404(request, public_id)
    draft = drafts.find(request.user, person, key)
    if step not in STEPS:
        raise Http404
    if draft is None or booked(draft):
        return already_over(request, person, key)
    if is_too_early(step, first_open(draft)):
        return redirect(next_url(draft))
    sent = request.POST if request.method == "POST" else None
    form = form_for(draft, step, draft.answers.get(step) if sent is None else sent)
    if sent is not None and form.is_valid():
        obey_rules(draft, form)
        if form.is_valid():
            return redirect(next_url(drafts.keep(request.user, draft, step, to_keep(form, sent))))
    context = {
        "form": form,
        "back_url": back_url(draft, step),
        "draft": draft,
        "unsaid": unsaid(draft, step),
        **to_press(draft, step),
    }
    return render(request, f"hours/participant/book_{step}.html", context)


@login_required
@ask
def book_check(request: HttpRequest, public_id: UUID, key: UUID) -> HttpResponse:
    """Check-your-answers; sending books or changes, and leads to the receipt."""
    person = participant_or_404(request, public_id)
    draft = drafts.find(request.user, person, key)
    if draft is None or (request.method != "POST" and booked(draft)):
        return already_over(request, person, key)
    if first_open(draft):
        return redirect(next_url(draft))
    asked = wanted(draft)
    if request.method != "POST":
        return check_page(request, draft, asked, rule_problems(draft, asked.span))
    if request.POST.get("seen") != draft.seen:
        return changed_elsewhere(request, draft, asked)
    try:
        booking = send(draft, asked, by=request.user, now=timezone.now())
    except Refused as refused:
        return check_page(request, draft, asked, refused.problems)
    if "again" in request.POST and not draft.changes:
        return redirect("series_often", person.public_id, booking.public_id)
    receipt = reverse("visit", args=[person.public_id, booking.public_id])
    return redirect(f"{receipt}?klar={'andrad' if draft.changes else 'bokad'}")


def check_page(
    request: HttpRequest, draft: Draft, asked: Wanted, problems: list[Problem] | tuple[Problem, ...]
) -> HttpResponse:
    """What will be sent, what is worth knowing, and what stops it, with a link to where it is mended."""
    booking = booking_to_change(draft)
    context = {
        "person": draft.person,
        "draft": draft,
        "asked": asked,
        "booking": booking,
        "notices": notices(problems) + said_plainly(asked.span, booking) + taken_as_place(draft),
        "problems": [linked(draft, problem) for problem in problems if problem.blocks],
    }
    return render(request, "hours/participant/book_check.html", context)


def changed_elsewhere(request: HttpRequest, draft: Draft, asked: Wanted) -> HttpResponse:
    """The answers are not those that were shown: they were changed in another window, or sent before."""
    if booked(draft):
        return check_page(request, draft, asked, [Problem(Code.KEY_REUSED)])
    messages.warning(request, _("The answers were changed in another window. Here is how they stand now."))
    return check_page(request, draft, asked, rule_problems(draft, asked.span))


def linked(draft: Draft, problem: Problem) -> SafeString:
    """A problem as a link to the question that can mend it; to the visits when it is none of them."""
    if problem.at in ("starts", "ends"):
        url = f"{step_url(draft.person, draft.key, TIME)}#id_{problem.at}"
    else:
        url = reverse("participant_home", args=[draft.person.public_id])
    return format_html('<a href="{}">{}</a>', url, sentence(problem))


def booked(draft: Draft) -> bool:
    """Whether the draft has become a booking."""
    return Booking.objects.filter(key=draft.key).exists()


def already_over(request: HttpRequest, person: Participant, key: UUID) -> HttpResponse:
    """To the receipt when the key has made a booking; else home, for the draft is gone."""
    booking = Booking.objects.filter(key=key, pool__participant=person).first()
    if booking:
        messages.info(request, _("This visit is already booked. You can change it or cancel it here."))
        return redirect("visit", person.public_id, booking.public_id)
    messages.warning(request, _("We no longer have what you had begun to fill in. Please start again."))
    return redirect("participant_home", person.public_id)


def step_url(person: Participant, key: UUID, step: str) -> str:
    return reverse("book_step", args=[person.public_id, key, step])


def check_url(draft: Draft) -> str:
    return reverse("book_check", args=[draft.person.public_id, draft.key])


def next_url(draft: Draft) -> str:
    """The first open question, or check-your-answers: nothing is asked twice (R9; WCAG 3.3.7)."""
    step = first_open(draft)
    return step_url(draft.person, draft.key, step) if step else check_url(draft)


def back_url(draft: Draft, step: str) -> str:
    """To check-your-answers when everything is answered, else one question back."""
    if first_open(draft) is None:
        return check_url(draft)
    if step == DAY:
        return reverse("participant_home", args=[draft.person.public_id])
    return step_url(draft.person, draft.key, STEPS[STEPS.index(step) - 1])


def is_too_early(step: str, opened: str | None) -> bool:
    """Whether a question before this one still lacks its answer."""
    return opened is not None and STEPS.index(step) > STEPS.index(opened)


def to_press(draft: Draft, step: str) -> dict[str, list[tuple[str, str]]]:
    """Ready answers, as (value, words), each a button."""
    if step == DAY:
        return {"ready": days_to_press(timezone.localdate())}
    return {"ready": places_to_press(draft.person)} if step == PLACE else {}
