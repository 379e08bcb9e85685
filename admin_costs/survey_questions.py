"""The questions of survey rounds as data: three perspectives, in the words they are asked with. Pure.

The participants' questions and all scales are those of SKR's user survey, as they are in the database from
the first day (migration 0002). SKR has none for case officers and companions about companion service: those
are our own, on the same scales. Questions of one theme are shown side by side. Adding a question is adding a
line.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple


class Perspective(StrEnum):
    """Whose view a round asks for (as NUSO has it: user, commissioner, provider)."""

    PARTICIPANT = "participant"
    COMMISSIONER = "commissioner"
    PROVIDER = "provider"


class Theme(StrEnum):
    """What questions of several perspectives are about."""

    HELP = "help"
    CHOICE = "choice"
    SAFETY = "safety"
    UNDERSTANDING = "understanding"
    WHOM_TO_ASK = "whom_to_ask"


class Asked(NamedTuple):
    """A question, the slug of its scale, and its theme."""

    text: str
    scale: str
    theme: Theme | None = None


QUESTIONS: Mapping[Perspective, tuple[Asked, ...]] = {
    Perspective.PARTICIPANT: (
        Asked("Får du den hjälp du vill ha?", "ja-ibland-nej", Theme.HELP),
        Asked("Kan du göra det du vill med hjälp av din ledsagare?", "ja-ibland-nej"),
        Asked("Får du bestämma om saker som är viktiga för dig?", "ja-ibland-nej", Theme.CHOICE),
        Asked("Har du varit med och bestämt vilka som är dina ledsagare?", "ja-ibland-nej"),
        Asked("Känner du dig trygg med din ledsagare?", "alla-nagra-ingen", Theme.SAFETY),
        Asked("Pratar personalen med dig så att du förstår?", "alla-nagra-ingen", Theme.UNDERSTANDING),
        Asked("Förstår personalen vad du säger?", "alla-nagra-ingen"),
        Asked("Bryr sig personalen om dig?", "ja-ibland-nej"),
        Asked("Vet du vem du ska prata med om något är dåligt?", "ja-nej", Theme.WHOM_TO_ASK),
    ),
    Perspective.COMMISSIONER: (
        Asked("Får personerna den ledsagning som de har beslut om?", "alla-nagra-ingen", Theme.HELP),
        Asked("Får personerna själva bestämma vad de gör?", "ja-ibland-nej", Theme.CHOICE),
        Asked("Känner du dig trygg med hur ledsagningen sköts?", "ja-ibland-nej", Theme.SAFETY),
        Asked("Får du veta det du behöver av utförarna?", "ja-ibland-nej", Theme.UNDERSTANDING),
        Asked("Vet du vem du ska prata med om något är dåligt?", "ja-nej", Theme.WHOM_TO_ASK),
    ),
    Perspective.PROVIDER: (
        Asked("Hinner du ge den hjälp som personen vill ha?", "ja-ibland-nej", Theme.HELP),
        Asked("Får personen bestämma vad ni gör?", "ja-ibland-nej", Theme.CHOICE),
        Asked("Känner du dig trygg i ditt arbete?", "ja-ibland-nej", Theme.SAFETY),
        Asked("Får du veta det du behöver före besöket?", "ja-ibland-nej", Theme.UNDERSTANDING),
        Asked("Vet du vem du ska prata med om något är dåligt?", "ja-nej", Theme.WHOM_TO_ASK),
    ),
}

SYMBOLS: Mapping[tuple[str, ...], tuple[str, ...]] = {
    ("Ja", "Nej"): ("thumb-up", "thumb-down"),
    ("Ja", "Ibland", "Nej"): ("thumb-up", "thumb-side", "thumb-down"),
    ("Ja", "Delvis", "Nej"): ("thumb-up", "thumb-side", "thumb-down"),
    ("Alla", "Några", "Ingen"): ("people-all", "people-some", "people-none"),
    ("Aldrig", "Ibland", "Ofta"): ("times-never", "times-some", "times-often"),
    ("Bra", "Okej", "Dåligt"): ("face-good", "face-okay", "face-bad"),
}
"""The drawing beside each answer's word (static/icons.svg)."""


def symbols_of(answers: Sequence[str]) -> tuple[str, ...]:
    """Return the drawing of each answer; of an unknown scale "", and the word stands alone."""
    return SYMBOLS.get(tuple(answers), ("",) * len(answers))


def theme_of(perspective: Perspective, text: str) -> Theme | None:
    """Return the theme of a question asked in a perspective; None of own questions."""
    return next((asked.theme for asked in QUESTIONS[perspective] if asked.text == text), None)
