"""Days, times and lengths as people write them, in Swedish and English (R7; W3C COGA; GOV.UK). Pure.

Everything is compared without case and accents, so "Lördag", "lordag" and "LÖRDAG" are one word.
What cannot be read raises NotRead, which says why.
"""

import re
import unicodedata
from datetime import date, timedelta
from enum import StrEnum


class Why(StrEnum):
    """Why something written was not read."""

    NOT_UNDERSTOOD = "not_understood"
    NO_SUCH_DAY = "no_such_day"
    OTHER_WEEKDAY = "other_weekday"


class NotRead(ValueError):
    """Something written that says no day, time or length."""

    def __init__(self, why: Why = Why.NOT_UNDERSTOOD) -> None:
        self.why = why
        super().__init__(why)


NUMBERS = {
    word: number
    for number, words in enumerate(
        [
            "noll zero",
            "ett en one a an",
            "tva two",
            "tre three",
            "fyra four",
            "fem five",
            "sex six",
            "sju seven",
            "atta eight",
            "nio nine",
            "tio ten",
            "elva eleven",
            "tolv twelve",
        ]
    )
    for word in words.split()
} | {"femton": 15, "fifteen": 15, "tjugo": 20, "twenty": 20, "tjugofem": 25, "kvart": 15, "quarter": 15}

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
RELATIVE = {
    word: days
    for days, words in enumerate(
        (
            "idag dag today",
            "imorgon morgon imorron morron imorn tomorrow",
            "iovermorgon overmorgon",
        )
    )
    for word in words.split()
}
FILLERS = {
    *("i", "pa", "om", "den", "det", "nu", "e", "de", "a", "kommande"),
    *("in", "on", "of", "the", "this", "coming", "st", "nd", "rd", "th"),
}
UNITS = {"dag": 1, "dagar": 1, "day": 1, "days": 1, "vecka": 7, "veckor": 7, "week": 7, "weeks": 7}


def plain(text: str) -> str:
    """Lower case, no accents, single spaces: "  På  Lördag" is "pa lordag"."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(letter for letter in letters if not unicodedata.combining(letter)).split())


def number_of(word: str) -> int | None:
    """A small number in figures or words."""
    return int(word) if word.isdigit() else NUMBERS.get(word)


def place_in(word: str, rows: list[str]) -> int | None:
    """Which row has a word that begins so, counted from 0: three letters or more, and one row only."""
    found = {i for i, row in enumerate(rows) for name in row.split() if name.startswith(word)}
    return found.pop() if len(word) >= 3 and len(found) == 1 else None


def read_day(text: str, today: date) -> date:
    """The day that is meant: "27/3", "27 mars", "imorgon", "på lördag", "om en vecka", "2026-03-27".

    Without a year it is the next such day, today included; a weekday alone is the next one, today not
    included. Raises NotRead.
    """
    text = plain(text)
    if not re.fullmatch(r"[a-z0-9 /.,:-]+", text):
        raise NotRead
    found = re.findall(r"[a-z]+|[0-9]+", text)
    words = [word for word in found if word not in FILLERS] or found
    for reader in (relative_day, day_in_some_days, next_weekday):
        if (day := reader(words, today)) is not None:
            return day
    return written_day(words, today)


def relative_day(words: list[str], today: date) -> date | None:
    """Today, tomorrow, the day after."""
    days = RELATIVE.get("".join(words))
    return None if days is None else today + timedelta(days=days)


def day_in_some_days(words: list[str], today: date) -> date | None:
    """ "Om tre dagar", "om en vecka", "in a week"."""
    if not words or words[-1] not in UNITS or len(words) > 2:
        return None
    count = number_of(words[0]) if len(words) == 2 else 1
    if count is None or count > 999:
        raise NotRead
    return today + timedelta(days=count * UNITS[words[-1]])


def next_weekday(words: list[str], today: date) -> date | None:
    """ "På lördag" is the first Saturday after today; "nästa lördag" is the one of next week."""
    next_week = bool({"nasta", "next"} & set(words))
    rest = [word for word in words if word not in ("nasta", "next", "vecka", "week")]
    weekday = place_in(rest[0], WEEKDAYS) if len(rest) == 1 else None
    if weekday is None:
        return None
    if next_week:
        return today + timedelta(days=7 - today.weekday() + weekday)
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def written_day(words: list[str], today: date) -> date:
    """Day, month and perhaps year, in figures or with the month's name, perhaps after a weekday."""
    weekday = place_in(words[0], WEEKDAYS)
    parts = date_parts(words if weekday is None else words[1:])
    day = next_such_day(*parts[:2], today) if parts[2] is None else real_day(parts[2], parts[1], parts[0])
    if weekday is not None and day.weekday() != weekday:
        raise NotRead(Why.OTHER_WEEKDAY)
    return day


def date_parts(words: list[str]) -> tuple[int, int | None, int | None]:
    """Day, month and year as written; None for what is left out."""
    if len(words) == 1 and re.fullmatch(r"[0-9]{8}", words[0]):
        words = [words[0][:4], words[0][4:6], words[0][6:]]
    named = [(i, month) for i, word in enumerate(words) if (month := place_in(word, MONTHS)) is not None]
    if named:
        position, month = named[0]
        words = [word for i, word in enumerate(words) if i != position]
        if not words:  # "mars" alone is no day
            raise NotRead
        words.insert(1, str(month + 1))
    if not 1 <= len(words) <= 3 or not all(word.isdigit() and len(word) <= 4 for word in words):
        raise NotRead
    if len(words[0]) == 4 and len(words) == 3 and not named:
        words.reverse()
    numbers = [int(word) for word in words]
    year = None
    if len(words) == 3:
        year = numbers[2] + (2000 if len(words[2]) == 2 else 0)
    return numbers[0], numbers[1] if len(numbers) > 1 else None, year


def real_day(year: int, month: int | None, day: int) -> date:
    """The day, or NotRead when the calendar has none such."""
    try:
        return date(year, month or 0, day)
    except ValueError:
        raise NotRead(Why.NO_SUCH_DAY) from None


def next_such_day(day: int, month: int | None, today: date) -> date:
    """The first day from today on with this number, in this month when one is named."""
    start = today.replace(day=1)
    for ahead in range(12 * 8 + 1):  # 29 February is at most eight years away
        year, index = divmod(start.year * 12 + start.month - 1 + ahead, 12)
        if month not in (None, index + 1):
            continue
        try:
            found = date(year, index + 1, day)
        except ValueError:
            continue
        if found >= today:
            return found
    raise NotRead(Why.NO_SUCH_DAY)
