"""What the pages about series say beside the days: sums, and remarks grouped so that each is said once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hours.errors import Code
from hours.messages import sentence
from hours.models import Booking
from hours.series_rules import Occurrence

SHOWN = 5
# These name the day themselves.
NAMES_ITS_DAY = {Code.HOUR_MISSING, Code.HOUR_DOUBLED}


@dataclass(frozen=True)
class Remark:
    """One sentence, and the days it is about (none when the sentence says it)."""

    words: str
    days: list[date]
    blocks: bool = False


def remarks_on(visits: Iterable[Occurrence]) -> list[Remark]:
    """What there is to say of the visits, each thing once: what stops a visit last."""
    found: dict[str, Remark] = {}
    for visit in visits:
        for problem in visit.problems:
            if problem.code == Code.POOL_TOO_SMALL:
                continue  # told apart: those days are not booked
            words = sentence(problem)
            remark = found.setdefault(words, Remark(words, []))
            if problem.code not in NAMES_ITS_DAY:
                remark.days.append(visit.day)
    return list(found.values())


def stopped(visits: Iterable[Occurrence]) -> list[Occurrence]:
    """Visits that cannot be booked as things stand."""
    return [visit for visit in visits if any(problem.blocks for problem in visit.problems)]


def listed(visits: Sequence[Occurrence] | Sequence[Booking]) -> dict[str, Any]:
    """The first few to show at once, the others to unfold, and the sum of all."""
    return {
        "shown": visits[:SHOWN],
        "folded": visits[SHOWN:],
        "count": len(visits),
        "minutes": sum(visit.span.minutes for visit in visits),
    }
