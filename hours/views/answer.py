"""Yes or no to a visit from the link in a message, in one press and without signing in.

Looking never answers: mail scanners open every link. The link is a secret that is used up, so nothing of it
may leave by a cache, a search engine, the Referer of another page, or a line of a log (ledsagning/logs.py).
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from hours import answer_links
from hours.answer_links import Asked, Standing
from hours.errors import Refused
from hours.messages import sentence
from ledsagning.people.access import ESCORT, log_read

ANSWERS = {"yes": True, "no": False}
# Who has said yes may want to see when and where it was.
SHOWN = (Standing.OPEN, Standing.SAID_YES)


@require_http_methods(["GET", "HEAD", "POST"])
def answer_link(request: HttpRequest, token: str) -> HttpResponse:
    """The question with two buttons; or how it is with it, and what to do."""
    asked = answer_links.asked_or_404(token)
    yes = ANSWERS.get(request.POST.get("answer", ""))
    if request.method == "POST" and yes is not None:
        try:
            answer_links.answer(asked, yes=yes, now=timezone.now())
        except Refused as refused:
            problems = [sentence(problem) for problem in refused.problems if problem.blocks]
            return guarded(question_page(request, answer_links.asked_or_404(token), problems))
    if request.method == "POST":
        return guarded(redirect(request.path))
    return guarded(question_page(request, asked, []))


def question_page(request: HttpRequest, asked: Asked, problems: list[str]) -> HttpResponse:
    """How it is now. The status is 200 also when it says no: the server logs the paths of errors."""
    standing = answer_links.standing(asked, timezone.now())
    person, is_shown = asked.booking.pool.participant, standing in SHOWN
    if is_shown and person and not person.is_protected:
        log_read(request, person, ESCORT, user=asked.escort.user)
    context = {
        "standing": standing,
        "visit": asked.booking if is_shown else None,
        "is_protected": person is None or person.is_protected,
        "phone": asked.booking.unit.municipality.phone,
        "problems": problems,
    }
    return render(request, "hours/escort/answer.html", context)


def guarded(response: HttpResponse) -> HttpResponse:
    """Kept by nobody, found by nobody. `strict-origin` lets the form be sent, but tells no page's path."""
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "strict-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
