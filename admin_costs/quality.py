"""What people think, to stand beside every cost: the share of best answers of the latest year, n of N."""

from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from admin_costs.disclosure import MINIMUM_GROUP
from admin_costs.frames import answers_frame
from admin_costs.wording import number
from ledsagning.people.models import Municipality


class Quality(NamedTuple):
    """Best answers, of all answers, from the first to the last round ("YYYY-MM")."""

    best: int
    answers: int
    first: str
    last: str


def latest_quality(municipality: Municipality, *, before: date) -> Quality | None:
    """The answers of the year up to the latest round earlier than `before`; None when nobody has answered.

    A question of a round with fewer than 5 answers is left out, from the sum too.
    """
    frame = answers_frame(municipality, before=before)
    frame = frame[frame["answers"] >= MINIMUM_GROUP]
    if frame.empty:
        return None
    last = str(frame["round"].max())
    year, month = last.split("-")
    frame = frame[frame["round"] > f"{int(year) - 1}-{month}"]
    return Quality(int(frame["best"].sum()), int(frame["answers"].sum()), str(frame["round"].min()), last)


def quality_sentence(quality: Quality | None) -> str:
    """The same in words; that nobody has been asked is said too."""
    if quality is None:
        return _(
            "Nobody has been asked yet, so nothing is known of what people think. No cost is good by itself."
        )
    return _(
        "%(share)s per cent gave the best answer in the latest year with answers: %(best)s of %(answers)s."
    ) % {
        "share": number(100 * quality.best / quality.answers),
        "best": number(quality.best),
        "answers": number(quality.answers),
    }
