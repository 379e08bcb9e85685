"""The parts of the pages where coordinators see who fits, for /stil/."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from hours.matching import Obstacle
from hours.messages import obstacle_words
from ledsagning.specimen import LO, Specimen


def specimens() -> Iterator[Specimen]:
    every = [obstacle_words(obstacle) for obstacle in Obstacle]
    yield Specimen(
        _("Who cannot come"),
        "hours/coordinator/_hindered.html",
        {
            _("Empty"): {"hindered": []},
            _("Filled"): {"hindered": [(LO, every[:1])]},
            _("Long text"): {"hindered": [(LO, every), (LO, every[3:5])]},
        },
    )
