"""The parts of the pages where companions are proposed for a whole period, for /stil/."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from hours.models.proposals import Proposal
from hours.proposal_words import score_words
from ledsagning.specimen import Specimen


def specimens() -> Iterator[Specimen]:
    proposal = Proposal(
        public_id=UUID(int=4), first_day=date(2026, 3, 16), last_day=date(2026, 3, 22), progress_permille=420
    )
    told = {"proposal": proposal, "percent": 42}
    yield Specimen(
        _("How far a proposal has come"),
        "hours/coordinator/_proposal_progress.html",
        {
            _("Empty"): told | {"score": score_words(0, 0)},
            _("Filled"): told | {"score": score_words(987, 1000), "is_running": True},
            _("Stopped"): told | {"score": score_words(1, 2), "has_stopped": True},
        },
    )
