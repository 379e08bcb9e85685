"""The person's own pages: what is left, what comes next, and each visit. A representative sees the same."""

from datetime import datetime, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hours.access import BOOKINGS, own_booking_or_404
from hours.bookings import cancel
from hours.drafts import begun
from hours.errors import Refused
from hours.favourites import favourites_of
from hours.forms import LineForm, WishForm
from hours.habits import employed, usual_minutes
from hours.messages import sentence
from hours.models import Booking, EscortWish, Pool
from hours.policy import OPEN_STATES, State
from hours.pools import balance, means
from hours.remark_forms import SCORES
from hours.rules import cancel_problems, change_problems
from hours.suggested import in_short
from hours.views.booking import next_url
from hours.visits import may_be_asked
from hours.wishes import spare, unwish, wish
from ledsagning.people.access import participant_or_404
from ledsagning.people.models import Participant

NEXT_SHOWN = 3
PAST_SHOWN = 5
PAST_A_PAGE = 20
BEGUN_SHOWN = 3
FAVOURITES_SHOWN = 5
# A visit is worth a question while it is remembered; older ones can still be rated on their own page.
ASKED_FOR = timedelta(days=30)

ask = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@require_safe
def participant_home(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Three things: how much is left, what comes next, and one big button. Below them, what has been."""
    person = participant_or_404(request, public_id)
    pool = Pool.objects.filter(participant=person).select_related("unit__municipality").first()
    now = timezone.now()
    context: dict[str, Any] = {"person": person, "pool": pool}
    if pool:
        mine = BOOKINGS.filter(pool=pool)
        context |= {
            **hours_left(pool, now),
            "upcoming": mine.filter(state__in=OPEN_STATES, ends_at__gt=now)[:NEXT_SHOWN],
            "count_coming": mine.filter(state__in=OPEN_STATES, ends_at__gt=now).count(),
            "past": mine.filter(ends_at__lte=now).order_by("-starts_at")[:PAST_SHOWN],
            "to_rate": to_rate(mine, now),
            "scores": SCORES,
            "line": LineForm(),
            "begun": begun_by(request, person),
            "latest": mine.filter(ends_at__lte=now)
            .exclude(state=State.CANCELLED)
            .order_by("-starts_at")
            .first(),
            "favourites": favourites_of(person)[:FAVOURITES_SHOWN],
        }
    return render(request, "hours/participant/home.html", context)


def begun_by(request: HttpRequest, person: Participant) -> list[dict[str, Any]]:
    """What this account has begun to book and not sent: what it says so far, and where to go on (R11)."""
    return [
        {"key": draft.key, "url": next_url(draft), "words": in_short(draft)}
        for draft in begun(request.user, person)[:BEGUN_SHOWN]
    ]


def hours_left(pool: Pool, now: datetime) -> dict[str, Any]:
    """Hours in figures and as visits of the usual length (R10). The person's own page only (P2)."""
    can_draw_on = means(pool, day=timezone.localdate(now), now=now)
    return {
        "minutes_available": can_draw_on.minutes_available,
        "minutes_reserved": balance(pool).reserved,
        "uncapped": can_draw_on.uncapped,
        "short_pool": can_draw_on.short_pool,
        "visits_left": can_draw_on.minutes_available // usual_minutes(pool),
    }


def to_rate(mine: QuerySet[Booking], now: datetime) -> Booking | None:
    """The latest visit that is done, if the question is still open: never an earlier one, never twice."""
    latest = mine.filter(state=State.DONE, ends_at__gt=now - ASKED_FOR).order_by("-starts_at").first()
    return latest if latest and may_be_asked(latest) else None


@login_required
@require_safe
def own_visits(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Every visit to come, a day at a time, made to be put on the fridge; and those that have been."""
    person = participant_or_404(request, public_id)
    now, mine = timezone.now(), BOOKINGS.filter(pool__participant=person)
    coming = mine.filter(state__in=OPEN_STATES, ends_at__gt=now)
    past = mine.filter(ends_at__lte=now).order_by("-starts_at", "-pk")
    context = {
        "person": person,
        "days": [
            {"day": day, "visits": list(visits)}
            for day, visits in groupby(coming, key=lambda each: timezone.localdate(each.starts_at))
        ],
        "page": Paginator(past, PAST_A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "hours/participant/visits.html", context)


@login_required
@require_safe
def visit(request: HttpRequest, public_id: UUID, booking_id: UUID) -> HttpResponse:
    """One visit: the receipt, how it stands, and what can be done with it."""
    person, booking = own_booking_or_404(request, public_id, booking_id)
    state, now = State(booking.state), timezone.now()
    context = {
        "person": person,
        "booking": booking,
        "just": request.GET.get("klar"),
        "can_change": not change_problems(state, booking.span, now),
        "can_cancel": state in OPEN_STATES and not cancel_problems(state, booking.span, now),
        "can_rate": may_be_asked(booking),
        "other_booker": booking.booked_by if booking.booked_by_id != person.user_id else None,
    }
    return render(request, "hours/participant/visit.html", context)


@login_required
@ask
def cancel_visit(request: HttpRequest, public_id: UUID, booking_id: UUID) -> HttpResponse:
    """Asks once whether to cancel, never why (P3)."""
    person, booking = own_booking_or_404(request, public_id, booking_id)
    if request.method != "POST" and booking.series_id and "bara" not in request.GET:
        return redirect("series_cancel", person.public_id, booking.public_id)
    if request.method != "POST":
        return render(request, "hours/participant/cancel.html", {"person": person, "booking": booking})
    try:
        cancel(booking, by=request.user, now=timezone.now())
    except Refused as refused:
        messages.warning(request, sentence(refused.problems[0]))
        return redirect("visit", person.public_id, booking.public_id)
    messages.success(request, _("The visit is cancelled. The hours are yours again."))
    return redirect("participant_home", person.public_id)


@login_required
@ask
def escort_wishes(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Companions the person likes to go with, and those never to be sent."""
    person = participant_or_404(request, public_id)
    if wish_id := request.POST.get("remove"):
        unwish(person, wish_id)
        messages.success(request, _("The wish is taken away."))
        return redirect("escort_wishes", person.public_id)
    sent = request.POST if request.method == "POST" else None
    form = WishForm(sent, escorts=employed(person, timezone.localdate()))
    if form.is_valid():
        escort, never = form.cleaned_data["escort"], form.cleaned_data["wish"] == WishForm.NEVER
        wish(person, escort, never=never)
        if never and spare(person, escort, by=request.user, now=timezone.now()):
            words = _("We look for somebody else for your visits with %(escort)s.")
            messages.info(request, words % {"escort": escort})
        messages.success(request, _("Your wish about %(escort)s is saved.") % {"escort": escort})
        return redirect("escort_wishes", person.public_id)
    return render(request, "hours/participant/wishes.html", {"form": form, **wishes_of(person)})


def wishes_of(person: Participant) -> dict[str, Any]:
    """The wishes there are, for the page."""
    wishes = EscortWish.objects.filter(participant=person).select_related("escort__user")
    wishes = wishes.order_by("escort__user__name")
    return {"person": person, "gladly": wishes.filter(never=False), "never": wishes.filter(never=True)}
