"""The words days, times and lengths are written with, in Swedish and English; what counts as alike. Pure."""

import re
import unicodedata
from datetime import date
from enum import StrEnum


class Why(StrEnum):
    """Why something written was not read."""

    NOT_UNDERSTOOD = "not_understood"
    NO_SUCH_DAY = "no_such_day"
    OTHER_WEEKDAY = "other_weekday"


class NotRead(ValueError):
    """Something written that says no day, time or length.

    `day` is the date that was written when only its day of the week is another (OTHER_WEEKDAY).
    """

    def __init__(self, why: Why = Why.NOT_UNDERSTOOD, day: date | None = None) -> None:
        self.why, self.day = why, day
        super().__init__(why)


def numbered(*rows: str, start: int = 0) -> dict[str, int]:
    """Each row's words, with the row's number."""
    return {word: number for number, row in enumerate(rows, start) for word in row.split()}


ONES = numbered(
    "noll zero", "ett en one a an", "tva two", "tre three", "fyra four", "fem five", "sex six", "sju seven",
    "atta eight", "nio nine", "tio ten", "elva eleven", "tolv twelve", "tretton thirteen",
    "fjorton fourteen", "femton fifteen", "sexton sixteen", "sjutton seventeen", "arton eighteen",
    "nitton nineteen",
)  # fmt: skip
TENS = {"tjugo": 20, "twenty": 20, "trettio": 30, "thirty": 30, "fyrtio": 40, "forty": 40} | {
    "femtio": 50,
    "fifty": 50,
}
NUMBERS = (
    ONES
    | TENS
    | {ten + one: TENS[ten] + ONES[one] for ten in TENS for one in ONES if 0 < ONES[one] < 10}
    | {"kvart": 15, "quarter": 15}
)
FIRST_ORDINALS = numbered(
    "forsta first", "andra second", "tredje third", "fjarde fourth", "femte fifth", "sjatte sixth",
    "sjunde seventh", "attonde eighth", "nionde ninth", "tionde tenth", "elfte eleventh", "tolfte twelfth",
    "trettonde thirteenth", "fjortonde fourteenth", "femtonde fifteenth", "sextonde sixteenth",
    "sjuttonde seventeenth", "artonde eighteenth", "nittonde nineteenth", "tjugonde twentieth",
    start=1,
)  # fmt: skip
ORDINALS = (
    FIRST_ORDINALS
    | {ten + word: 20 + n for ten in ("tjugo", "twenty") for word, n in FIRST_ORDINALS.items() if n < 10}
    | {"trettionde": 30, "thirtieth": 30, "trettioforsta": 31, "thirtyfirst": 31}
)

MONTHS = [
    "januari january",
    "februari february",
    "mars march",
    "april",
    "maj may",
    "juni june",
    "juli july",
    "augusti august",
    "september",
    "oktober october",
    "november",
    "december",
]
WEEKDAYS = [
    "mandag monday",
    "tisdag tuesday",
    "onsdag wednesday",
    "torsdag thursday",
    "fredag friday",
    "lordag saturday",
    "sondag sunday",
]
RELATIVE = numbered(
    "iforrgar",
    "igar yesterday",
    "idag dag today ikvall ieftermiddag iformiddag tonight thisevening thisafternoon thismorning",
    "imorgon morgon imorron morron imorn imorrn morrn tomorrow tomorow tommorow tommorrow tomorrrow "
    "imorgonbitti imorrnbitti imorronbitti morgonbitti imorgonkvall",
    "iovermorgon overmorgon iovermorron dagenefterimorgon dayaftertomorrow thedayaftertomorrow "
    "aftertomorrow efterimorgon",
    start=-2,
)
PARTS_OF_DAY = {
    *("bitti", "morgon", "morron", "formiddag", "eftermiddag", "kvall", "fm", "em"),
    *("morgonen", "formiddagen", "eftermiddagen", "kvallen"),
    *("morning", "afternoon", "evening", "night"),
}
NEXT = {"nasta", "next", "nastkommande"}
LAST = {"forra", "last", "senaste"}
FILLERS = {
    *("i", "pa", "om", "den", "det", "nu", "e", "de", "a", "sta", "dje", "kommande", "redan"),
    *("in", "on", "of", "the", "this", "coming", "st", "nd", "rd", "th"),
}
# How many days and how many months.
UNITS = (
    dict.fromkeys(("dag", "dagar", "dar", "day", "days"), (1, 0))
    | dict.fromkeys(("vecka", "veckor", "week", "weeks"), (7, 0))
    | dict.fromkeys(("fortnight",), (14, 0))
    | dict.fromkeys(("manad", "manader", "month", "months"), (0, 1))
    | dict.fromkeys(("ar", "year", "years"), (0, 12))
)
# "Twenty-first", "forty five": one number in two words.
TWO_WORDS = re.compile(r"(?<=ty)[ -](?=(?:one|two|three|four|five|six|seven|eight|nine|f|second|third)\w*\b)")
SHORTEST_FORGIVEN = 5


def plain(text: str) -> str:
    """Lower case, no accents, single spaces: "  På  Lördag" is "pa lordag"."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    words = " ".join("".join(letter for letter in letters if not unicodedata.combining(letter)).split())
    return TWO_WORDS.sub("", words)


def number_of(word: str) -> int | None:
    """A small number in figures or words."""
    return int(word) if word.isdigit() else NUMBERS.get(word)


def place_in(word: str, rows: list[str]) -> int | None:
    """Which row has a word that begins so, counted from 0: three letters or more, and one row only.

    "Lördagen" counts as "lördag". Failing that, a word with one slip of the pen.
    """
    names = [(i, name) for i, row in enumerate(rows) for name in row.split()]
    bare = word.removesuffix("en") if word.endswith("dagen") else word
    found = {i for i, name in names if len(bare) >= 3 and name.startswith(bare)}
    if not found and len(word) >= SHORTEST_FORGIVEN:
        found = {i for i, name in names if len(name) >= SHORTEST_FORGIVEN and one_slip(bare, name)}
    return found.pop() if len(found) == 1 else None


def one_slip(written: str, name: str) -> bool:
    """Whether one letter was left out, added, changed, or swapped with its neighbour."""
    same = next((i for i, (a, b) in enumerate(zip(written, name, strict=False)) if a != b), None)
    if same is None:
        return abs(len(written) - len(name)) == 1
    a, b = written[same:], name[same:]
    swapped = a[:2] == b[1::-1] and a[2:] == b[2:]
    return swapped or a[1:] == b or a == b[1:] or a[1:] == b[1:]
