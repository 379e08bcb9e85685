"""Reads what people and spreadsheets write: months, days, minutes, hours and kronor, in several ways.

Pure: every function takes text and returns a value or raises Unreadable with a code. The words for the codes
are in admin_costs.reasons.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from unicodedata import normalize

# No-break, narrow no-break, thin and figure spaces group thousands in Swedish spreadsheets.
SPACES = str.maketrans(
    dict.fromkeys("\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}\N{FIGURE SPACE}\t", " ")
)
HYPHENS = str.maketrans(dict.fromkeys("\N{MINUS SIGN}\N{EN DASH}\N{NON-BREAKING HYPHEN}", "-"))
NUMBER = re.compile(r"(?P<whole>[0-9]{1,3}(?: [0-9]{3})+|[0-9]+)(?:(?P<mark>[.,])(?P<part>[0-9]+))?")
MONTH = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})")
MINUTES = re.compile(r"(?P<minutes>[0-9]{1,4}) ?(?:m|min|minut|minuter|minutes?)?\.?")
HOURS = re.compile(r"(?P<hours>[0-9]{1,2}(?:[.,][0-9]{1,2})?) ?(?:h|t|tim|timm[ae]r?|hours?)\.?")
HOURS_AND_MINUTES = re.compile(
    r"(?P<hours>[0-9]{1,2}) ?(?:h|t|tim|timm[ae]r?|hours?|:)\.? ?(?:och |and )?"
    r"(?P<minutes>[0-9]{1,2}) ?(?:m|min|minut|minuter|minutes?)?\.?"
)
ISO_DAY = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})")
SHORT_DAY = re.compile(r"(?P<day>[0-9]{1,2})[/.](?P<month>[0-9]{1,2})(?:[/. -](?P<year>[0-9]{4}))?")
NAMED_MINUTES = (
    dict.fromkeys(("en kvart", "kvart", "1 kvart", "a quarter", "a quarter of an hour"), 15)
    | dict.fromkeys(("en halvtimme", "halvtimme", "en halv timme", "half an hour"), 30)
    | dict.fromkeys(("tre kvart", "trekvart", "three quarters of an hour"), 45)
    | dict.fromkeys(("en timme", "en timma", "an hour", "one hour"), 60)
    | dict.fromkeys(("en och en halv timme", "halvannan timme", "an hour and a half"), 90)
)
NAMED_DAYS = {"i dag": 0, "idag": 0, "today": 0, "i går": 1, "igår": 1, "yesterday": 1}
LARGEST = Decimal(10) ** 11
FIRST_YEAR = 1990


class Code(StrEnum):
    """Why a text could not be read."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    CONTROL_CHARACTER = "control_character"
    NOT_A_MONTH = "not_a_month"
    NOT_A_DAY = "not_a_day"
    NOT_A_NUMBER = "not_a_number"
    NOT_WHOLE = "not_whole"
    AMBIGUOUS = "ambiguous"
    NEGATIVE = "negative"
    TOO_LARGE = "too_large"
    NOT_MINUTES = "not_minutes"
    NOT_KNOWN = "not_known"


class Unreadable(ValueError):
    """A text that does not say what was asked for; `allowed` is what may stand there, when that is a list."""

    def __init__(self, code: Code, allowed: Iterable[str] = ()) -> None:
        self.code = code
        self.allowed = tuple(allowed)
        super().__init__(code)


def plain(text: str) -> str:
    """The text composed (å as one character), with ordinary spaces, and none around it."""
    return normalize("NFC", text).translate(SPACES).strip()


def read_name(text: str, longest: int = 100) -> str:
    """A name as written, in any script."""
    name = re.sub(" +", " ", plain(text))
    if not name:
        raise Unreadable(Code.EMPTY)
    if len(name) > longest:
        raise Unreadable(Code.TOO_LONG)
    if not name.isprintable():
        raise Unreadable(Code.CONTROL_CHARACTER)
    return name


def reader_of(values: Mapping[str, str]) -> Callable[[str], str]:
    """A reader of one of some words, whatever the capitals and the dash; gives the word's value."""
    known = {word.casefold().translate(HYPHENS): value for word, value in values.items()}

    def read(text: str) -> str:
        written = plain(text).casefold().translate(HYPHENS)
        if written not in known:
            raise Unreadable(Code.NOT_KNOWN, values)
        return known[written]

    return read


def read_month(text: str) -> date:
    """ "2024-01" → the first day of that month."""
    found = MONTH.fullmatch(plain(text).translate(HYPHENS))
    if not found or not 1 <= int(found["month"]) <= 12 or int(found["year"]) < FIRST_YEAR:
        raise Unreadable(Code.NOT_A_MONTH)
    return date(int(found["year"]), int(found["month"]), 1)


def read_number(text: str) -> Decimal:
    """A number that is not negative: "1 234,5", "1234.5". "1.234" and "1,234" may be two: refused."""
    written = plain(text).translate(HYPHENS)
    if not written:
        raise Unreadable(Code.EMPTY)
    found = NUMBER.fullmatch(written.removeprefix("-").strip())
    if not found:
        raise Unreadable(Code.NOT_A_NUMBER)
    if found["mark"] and len(found["part"]) == 3:
        raise Unreadable(Code.AMBIGUOUS)
    number = Decimal(f"{found['whole'].replace(' ', '')}.{found['part'] or 0}")
    if written.startswith("-") and number:
        raise Unreadable(Code.NEGATIVE)
    if number >= LARGEST:
        raise Unreadable(Code.TOO_LARGE)
    return number


def read_count(text: str) -> int:
    """A whole number of people, visits or answers."""
    number = read_number(text)
    if number != number.to_integral_value():
        raise Unreadable(Code.NOT_WHOLE)
    if number >= 2**31:
        raise Unreadable(Code.TOO_LARGE)
    return int(number)


def read_hours(text: str) -> int:
    """Hours with decimals → whole minutes, half a minute rounded up."""
    return int((read_number(text) * 60).quantize(Decimal(1), ROUND_HALF_UP))


def read_kronor(text: str) -> int:
    """Kronor → whole öre, half an öre rounded up."""
    return int((read_number(text) * 100).quantize(Decimal(1), ROUND_HALF_UP))


def read_permille(text: str) -> int:
    """Per cent → per mille: "5" → 50, "2,5" → 25."""
    return read_per_cent(text, 10)


def read_basis_points(text: str) -> int:
    """Per cent → basis points (hundredths of a per cent): "31,42" → 3142."""
    return read_per_cent(text, 100)


def read_per_cent(text: str, parts: int) -> int:
    """Per cent → whole parts of a per cent, exactly."""
    number = read_number(text.replace("%", "")) * parts
    if number != number.to_integral_value():
        raise Unreadable(Code.NOT_WHOLE)
    return int(number)


def read_minutes(text: str) -> int:
    """How long something took: "80", "80 min", "1 h 20", "1:20", "1,5 tim", "en kvart" → minutes above 0."""
    written = re.sub(" +", " ", plain(text).casefold()).removesuffix(".")
    if written in NAMED_MINUTES:
        return NAMED_MINUTES[written]
    if found := MINUTES.fullmatch(written):
        minutes = int(found["minutes"])
    elif found := HOURS_AND_MINUTES.fullmatch(written):
        minutes = int(found["hours"]) * 60 + int(found["minutes"])
    elif found := HOURS.fullmatch(written):
        minutes = read_hours(found["hours"])
    else:
        raise Unreadable(Code.NOT_MINUTES)
    if minutes < 1:
        raise Unreadable(Code.NOT_MINUTES)
    return minutes


def read_day(text: str, today: date) -> date:
    """ "2026-03-11", "11/3", "i dag", "i går" → the day; without a year the nearest that has been."""
    written = plain(text).casefold().translate(HYPHENS)
    if written in NAMED_DAYS:
        return today - timedelta(days=NAMED_DAYS[written])
    found = ISO_DAY.fullmatch(written) or SHORT_DAY.fullmatch(written)
    if not found:
        raise Unreadable(Code.NOT_A_DAY)
    try:
        day = date(int(found["year"] or today.year), int(found["month"]), int(found["day"]))
        if not found["year"] and day > today:
            day = day.replace(year=today.year - 1)
    except ValueError as error:
        raise Unreadable(Code.NOT_A_DAY) from error
    return day
