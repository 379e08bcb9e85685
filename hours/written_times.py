"""Times of day and lengths as people write them: "14.30", "kl 14", "halv tre", "2,5 timmar" (R7). Pure."""

import re
from datetime import time
from fractions import Fraction

from hours.written import NUMBERS, NotRead, plain

HALF_DAY = 12 * 60
#: Spoken times have no half of the day: "halv tre" is 14.30, and from seven it is the morning.
FIRST_SPOKEN_MINUTE = 7 * 60

FIGURES = re.compile(r"([0-9]{1,2})(?:[.:, ]?([0-9]{2}))?")
MINUTES = NUMBERS | {"half": 30}
QUARTERS = ("kvart", "quarter")
SPOKEN = re.compile(
    r"(?:(?P<minutes>[a-z]+|[0-9]{1,2})(?: minuter| minutes)? (?P<side>i|over|to|past) )?"
    r"(?P<half>halv )?(?P<hour>[a-z]+|[0-9]{1,2})(?: o'?clock)?"
)
PART_OF_DAY = re.compile(
    r"(?P<clock>.+?) ?(?:(?:pa|in the|at) )?"
    r"(?P<part>morgonen|formiddagen|natten|eftermiddagen|kvallen|morning|night|afternoon|evening|am|pm|[ap]\.m\.)"
)
NAMED = {"midnatt": 0, "midnight": 0, "mitt pa dagen": HALF_DAY, "noon": HALF_DAY}
AFTERNOON = {"eftermiddagen", "kvallen", "afternoon", "evening", "pm", "p.m."}
NIGHT = {"natten", "night"}

HOURS_UNIT = r"(?:timmar|timme|timma|tim|t|hours|hour|hrs|h)\.?"
HOURS = r"(?P<hours>[0-9]{1,3}(?:[.,:][0-9]{1,2})?|[a-z]+)(?P<half> och en halv| and a half)?"
LENGTH = re.compile(rf"{HOURS}(?: ?{HOURS_UNIT})?")
LENGTH_IN_MINUTES = re.compile(
    rf"(?:{HOURS} ?{HOURS_UNIT} ?(?:och |and )?)?(?P<minutes>[0-9]{{1,4}}) ?(?:minuter|minutes|min|m)\.?"
)


def read_time(text: str, *, after: time | None = None) -> time:
    """A time of day. Figures are the 24-hour clock; 24.00 is midnight.

    Spoken times ("halv tre", "kvart över två") may be of either half of the day. A part of the day that is
    said decides ("halv åtta på kvällen"), else the first one after `after`, else daytime, 07.00 to 18.59.
    Raises NotRead.
    """
    words = re.sub(r"^(?:kl(?:ockan)?\.?|at) ?", "", plain(text)).rstrip(".")
    if words in NAMED:
        return clock(NAMED[words])
    if said := PART_OF_DAY.fullmatch(words):
        minutes, _ = minutes_of(said["clock"])
        return clock(in_part_of_day(minutes, said["part"]))
    minutes, spoken = minutes_of(words)
    return clock(likely_half(minutes % HALF_DAY, after) if spoken else minutes)


def likely_half(minutes: int, after: time | None) -> int:
    """Minutes after midnight of the half of the day that is likely meant. `minutes` is below HALF_DAY."""
    if after is None:
        return minutes + HALF_DAY if minutes < FIRST_SPOKEN_MINUTE else minutes
    since = minutes - after.hour * 60 - after.minute
    return minutes if (since - 1) % (2 * HALF_DAY) < HALF_DAY else minutes + HALF_DAY


def clock(minutes: int) -> time:
    """Minutes after midnight as a time; a whole day is midnight."""
    return time(*divmod(minutes % (2 * HALF_DAY), 60))


def minutes_of(words: str) -> tuple[int, bool]:
    """Minutes after midnight, and whether it was spoken so that morning and evening look the same."""
    if figures := FIGURES.fullmatch(words):
        hour, minute = int(figures[1]), int(figures[2] or 0)
        if minute > 59 or hour * 60 + minute > 24 * 60:
            raise NotRead
        return hour * 60 + minute, False
    said = SPOKEN.fullmatch(words)
    if not said:
        raise NotRead
    if said["hour"] in QUARTERS:  # fifteen minutes, not the fifteenth hour
        raise NotRead
    hour = number(said["hour"], at_most=23)
    aside = number(said["minutes"], at_most=59) if said["minutes"] else 0
    minutes = hour * 60 - (30 if said["half"] else 0)
    minutes += -aside if said["side"] in ("i", "to") else aside
    return minutes, hour <= 12


def number(word: str, at_most: int) -> int:
    """A small number in figures or words, or NotRead."""
    found = int(word) if word.isdigit() else MINUTES.get(word)
    if found is None or found > at_most:
        raise NotRead
    return found


def in_part_of_day(minutes: int, part: str) -> int:
    """Minutes after midnight, where the part of the day says which half is meant."""
    if minutes > HALF_DAY + 59:
        return minutes
    minutes %= HALF_DAY
    late_night = part in NIGHT and minutes >= FIRST_SPOKEN_MINUTE
    return minutes + HALF_DAY if part in AFTERNOON or late_night else minutes


def read_length(text: str) -> int:
    """Minutes of "3", "3 tim", "2,5", "två och en halv timme", "1.30", "2 timmar 15 minuter", "90 min".

    Raises NotRead.
    """
    words = plain(text)
    if words in ("en halvtimme", "en halv timme", "halvtimme", "half an hour"):
        return 30
    if said := LENGTH.fullmatch(words):
        minutes = 0
    elif said := LENGTH_IN_MINUTES.fullmatch(words):
        minutes = int(said["minutes"])
    else:
        raise NotRead
    hours = hours_in_minutes(said["hours"]) if said["hours"] else 0
    return hours + (30 if said["half"] else 0) + minutes


def hours_in_minutes(word: str) -> int:
    """ "2,5" and "2.50" are decimals; "2.30", "2.45" and "2:15" are hours and minutes, as on a clock."""
    parts = re.fullmatch(r"([0-9]+|[a-z]+)([.,:]?)([0-9]*)", word)
    if parts is None:
        raise NotRead
    whole, sign, rest = parts.groups()
    if whole in (*QUARTERS, "half"):  # parts of an hour, not that many
        raise NotRead
    hours = number(whole, at_most=999)
    if not sign:
        return hours * 60
    on_a_clock = sign == ":" or (sign == "." and rest in ("00", "15", "30", "45"))
    if on_a_clock:
        return hours * 60 + number(rest, at_most=59)
    return hours * 60 + round(Fraction(int(rest or 0), 10 ** len(rest)) * 60)
