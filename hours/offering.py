"""Whom to ask for a visit, as boxes to tick: the best are ticked already."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from hours.absences import absence_at
from hours.matching import Suggestion
from hours.messages import reason_words
from hours.models import Absence, Booking, Offer, OfferAnswer
from hours.offers import offers_of
from hours.planning_facts import suggest_each
from hours.policy import OPEN_STATES, State
from ledsagning.people.models import Escort

# How many are ticked, and asked by "the three best".
BEST = 3
# How many stand there to choose from. The rest are on the visit's own page, to be asked one by one.
MOST_SHOWN = 6

Ranked = Sequence[tuple[Escort, Suggestion]]


@dataclass(frozen=True)
class Choice:
    """An escort who could come, why, and whether the box is ticked."""

    escort: Escort
    reasons: list[str]
    is_ticked: bool


@dataclass(frozen=True)
class Asking:
    """A visit, whom it is offered to with their answers, and whom to ask (more)."""

    visit: Booking
    offers: list[Offer] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    can_offer: bool = False
    # Of the escort who holds the visit, when it is that which makes somebody else needed.
    absence: Absence | None = None

    @property
    def is_waiting(self) -> bool:
        return any(offer.answer == OfferAnswer.WAITING for offer in self.offers)


def can_be_offered(visit: Booking, now: datetime, *, instead_of: Escort | None = None) -> bool:
    """Whether a visit is to come and nobody holds it, or only the escort who is to be replaced."""
    holder = instead_of.pk if instead_of else None
    return visit.state in OPEN_STATES and visit.starts_at > now and visit.escort_id in (None, holder)


def replacements(ranked: Ranked, *, instead_of: Escort | None = None) -> Ranked:
    """Without whom the visit is taken from: who is away that day may have come back, or come at another time.

    Nobody else who is away is among those who can come.
    """
    return [(escort, found) for escort, found in ranked if escort != instead_of]


def best_for(visit: Booking, ranked: Ranked, made: Iterable[Offer]) -> list[Escort]:
    """The first three who have not been offered it; nobody while an answer is waited for."""
    answers = {offer.escort_id: offer.answer for offer in made if offer.answer != OfferAnswer.ENDED}
    if visit.state == State.REQUESTED and OfferAnswer.WAITING in answers.values():
        return []
    return [escort for escort, _ in ranked if escort.pk not in answers][:BEST]


def asking(
    visit: Booking, ranked: Ranked, made: list[Offer], *, can_offer: bool, absence: Absence | None = None
) -> Asking:
    """What the page shows of a visit. `ranked` are those who can come, best first."""
    if not can_offer:
        return Asking(visit, made, absence=absence)
    waiting = {offer.escort_id for offer in made if offer.answer == OfferAnswer.WAITING}
    best = best_for(visit, ranked, made)
    choices = [
        Choice(escort, reason_words(found), escort in best)
        for escort, found in ranked
        if escort.pk not in waiting
    ]
    return Asking(visit, made, choices[:MOST_SHOWN], can_offer=True, absence=absence)


def asking_one(visit: Booking, ranked: Ranked, now: datetime) -> Asking:
    """For a visit's own page, which has ranked already who can come."""
    absence = absence_at(visit.escort, visit.span) if visit.escort else None
    instead_of = visit.escort if absence else None
    can_offer = can_be_offered(visit, now, instead_of=instead_of)
    found = replacements(ranked, instead_of=instead_of) if can_offer else []
    return asking(visit, found, list(offers_of([visit])), can_offer=can_offer, absence=absence)


def asking_each(visits: Sequence[Booking], now: datetime, *, instead_of: Escort) -> list[Asking]:
    """The same for many visits that an absent escort holds or held, in as many queries as for one."""
    made, ranked = offers_by_visit(visits), ranked_each(visits, now, instead_of=instead_of)
    return [
        asking(visit, ranked.get(visit.pk, []), made[visit.pk], can_offer=visit.pk in ranked)
        for visit in visits
    ]


def offers_by_visit(visits: Sequence[Booking]) -> dict[int, list[Offer]]:
    """Every offer of these visits, by the visit's key."""
    made: dict[int, list[Offer]] = defaultdict(list)
    for offer in offers_of(visits):
        made[offer.booking_id].append(offer)
    return made


def ranked_each(visits: Sequence[Booking], now: datetime, *, instead_of: Escort) -> dict[int, Ranked]:
    """Who can come instead of the escort to each visit that can be offered, best first, by its key."""
    open_now = [visit for visit in visits if can_be_offered(visit, now, instead_of=instead_of)]
    found = suggest_each(open_now)
    return {key: replacements(ranked, instead_of=instead_of) for key, ranked in found.items()}


def best_each(
    visits: Sequence[Booking], now: datetime, *, instead_of: Escort
) -> list[tuple[Booking, list[Escort]]]:
    """Whom to ask for each visit that can be offered and that no answer is waited for."""
    made, ranked = offers_by_visit(visits), ranked_each(visits, now, instead_of=instead_of)
    return [
        (visit, best_for(visit, ranked[visit.pk], made[visit.pk]))
        for visit in visits
        if visit.pk in ranked and all(each.answer != OfferAnswer.WAITING for each in made[visit.pk])
    ]
