"""Times of day and lengths as people write them: "14.30", "kl 14", "halv tre", "2,5 timmar" (R7). Pure."""

import re
from datetime import time
from fractions import Fraction

from hours.written_words import NUMBERS, NotRead, plain

HALF_DAY = 12 * 60
#: Spoken times have no half of the day: "halv tre" is 14.30, and from seven it is the morning.
FIRST_SPOKEN_MINUTE = 7 * 60

FIGURES = re.compile(r"([0-9]{1,2})(?:[.:, ]?([0-9]{2}))? ?h?")
MINUTES = NUMBERS | {"half": 30}
QUARTERS = ("kvart", "quarter")
NO_HOUR = (*QUARTERS, "a", "an", "en")  # "at a café" is not one o'clock
SPOKEN = re.compile(
    r"(?:(?P<minutes>[a-z]+|[0-9]{1,2})(?: minuter| minutes| min)? "
    r"(?P<side>i|over|efter|to|past|before|after) )?"
    r"(?:(?P<half>halv|havl) ?)?(?P<hour>[a-z]+|[0-9]{1,2})(?: o'?clock)?"
)
# "Fjorton och trettio", "two thirty": hour and minutes, as a clock of figures reads aloud.
READ_ALOUD = re.compile(r"(?P<hour>[a-z]+) (?:och )?(?P<minutes>[a-z]+)")
AS_MINUTES = {word: n for word, n in NUMBERS.items() if 10 <= n <= 59 and word not in QUARTERS}
LEAD = re.compile(
    r"^(?:(?:vid|runt|omkring|ungefar|ca\.?|cirka|fran|from|at|around|about)(?: |$))?"
    r"(?:kl(?:ockan?)?\.?|at\b)? ?"
)
TAIL = re.compile(r"(?: ?-? ?tiden|-ish)?\.?$")
PART_OF_DAY = re.compile(
    r"(?P<clock>.+?)(?:(?<=[0-9]) ?| )(?:(?:pa|in the|at|i|this) )?"
    r"(?P<part>morgonen|morgon|morron|bitti|formiddagen|formiddag|fm|f\.m\.?|natten|natt"
    r"|eftermiddagen|eftermiddag|em|e\.m\.?|kvallen|kvall|ikvall"
    r"|morning|night|afternoon|evening|tonight|am|pm|[ap]\.m\.?)"
)
NAMED = {"midnatt": 0, "midnight": 0, "mitt pa dagen": HALF_DAY} | dict.fromkeys(
    ("noon", "midday", "12 noon", "twelve noon"), HALF_DAY
)
AFTERNOON = {
    *("eftermiddagen", "eftermiddag", "em", "e.m", "kvallen", "kvall", "ikvall"),
    *("afternoon", "evening", "tonight", "pm", "p.m"),
}
NIGHT = {"natten", "natt", "night"}
# What stands between two times: "14-17", "14 till 17", "mellan 14 och 17".
BETWEEN = re.compile(r" ?[-\u2013\u2014] ?| (?:till|til|tills|to|until|och|and|fram till) ")
SPAN_LEAD = re.compile(r"^(?:kl(?:ockan)?\.? ?)?(?:fran|mellan|from|between) ")

HOURS_UNIT = r"(?:(?<=[0-9]) ?| )(?:timmars|timmar|timme|timma|timar|timmer|tim|t|hours|hour|hrs|hr|h)\.?"
PART_OF_HOUR = " och en halv| och en kvart| and a half| and a quarter"
HOURS = rf"(?P<hours>[0-9]{{1,3}}(?:[.,:][0-9]{{1,2}})?|[a-z]+)(?P<half>{PART_OF_HOUR})?"
LENGTH = re.compile(rf"{HOURS}(?:{HOURS_UNIT}(?P<more>{PART_OF_HOUR})?)?")
LENGTH_IN_MINUTES = re.compile(
    rf"(?:{HOURS}{HOURS_UNIT} ?(?:och |and )?)?"
    r"(?P<minutes>[0-9]{1,4}|[a-z]{2,}) ?(?:minuter|minutes|minute|minut|min|m)\.?"
)
HOURS_THEN_FIGURES = re.compile(rf"{HOURS}{HOURS_UNIT} ?(?P<minutes>[0-9]{{2}})")
LENGTH_LEAD = re.compile(r"^(?:i|for|ca\.?|cirka|ungefar|about|around) ")
LENGTHS = (
    dict.fromkeys(("en halvtimme", "en halv timme", "halvtimme", "half an hour", "a half hour", "0.5"), 30)
    | dict.fromkeys(("en kvart", "en kvarts timme", "a quarter of an hour"), 15)
    | dict.fromkeys(("tre kvart", "trekvart", "tre kvarts timme", "three quarters of an hour"), 45)
    | dict.fromkeys(("halvannan timme", "halvannan", "an hour and a half", "en och en halv"), 90)
    | dict.fromkeys(("ett dygn",), 24 * 60)
)


def read_time(text: str, *, after: time | None = None) -> time:
    """A time of day. Figures are the 24-hour clock; 24.00 is midnight.

    Spoken times ("halv tre", "kvart över två") may be of either half of the day. A part of the day that is
    said decides ("halv åtta på kvällen"), else the first one after `after`, else daytime, 07.00 to 18.59.
    Raises NotRead.
    """
    words = TAIL.sub("", LEAD.sub("", plain(text)))
    if words in NAMED:
        return clock(NAMED[words])
    if said := PART_OF_DAY.fullmatch(words):
        minutes, _ = minutes_of(said["clock"])
        return clock(in_part_of_day(minutes, said["part"].rstrip(".")))
    minutes, spoken = minutes_of(words)
    return clock(likely_half(minutes % HALF_DAY, after) if spoken else minutes)


def likely_half(minutes: int, after: time | None) -> int:
    """Minutes after midnight of the half of the day that is likely meant. `minutes` is below HALF_DAY."""
    if after is None:
        return minutes + HALF_DAY if minutes < FIRST_SPOKEN_MINUTE else minutes
    since = minutes - after.hour * 60 - after.minute
    return minutes if (since - 1) % (2 * HALF_DAY) < HALF_DAY else minutes + HALF_DAY


def split_times(text: str) -> tuple[str, str] | None:
    """Start and end of "14-17", "halv tre till fem", "mellan 14 och 17", each as `read_time` takes it.

    "2-5 pm" is both in the afternoon and "11-2 pm" is not. None when the text is not two times.
    """
    words = SPAN_LEAD.sub("", plain(text))
    for sign in BETWEEN.finditer(words):
        first, last = words[: sign.start()], words[sign.end() :]
        if sign[0].strip() == "to" and not re.search(r"[0-9]|half|o'?clock|noon|past", first + last):
            continue  # "ten to five" is one time, "10 to 17" is two
        try:
            start = read_time(first)
            read_time(last, after=start)
        except NotRead:
            continue
        return in_same_part(first, last), last
    return None


def in_same_part(first: str, last: str) -> str:
    """The start, with the end's part of the day when it has none of its own and then is the earlier one."""
    said = PART_OF_DAY.fullmatch(last)
    if said is None or PART_OF_DAY.fullmatch(first):
        return first
    try:
        alike = f"{first} {said['part']}"
        return alike if read_time(alike) < read_time(last) else first
    except NotRead:
        return first


def read_times(text: str) -> tuple[time, time]:
    """Start and end of what is written as one: "14-17", "kl 9 till halv elva". Raises NotRead."""
    parts = split_times(text)
    if parts is None:
        raise NotRead
    start = read_time(parts[0])
    return start, read_time(parts[1], after=start)


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
    aloud = READ_ALOUD.fullmatch(words)
    if aloud and aloud["hour"] in NUMBERS and aloud["minutes"] in AS_MINUTES:
        hour = number(aloud["hour"], at_most=23)
        return hour * 60 + AS_MINUTES[aloud["minutes"]], hour <= 12
    said = SPOKEN.fullmatch(words)
    if not said or said["hour"] in NO_HOUR:
        raise NotRead
    hour = number(said["hour"], at_most=23)
    aside = number(said["minutes"], at_most=59) if said["minutes"] else 0
    minutes = hour * 60 - (30 if said["half"] else 0)
    minutes += -aside if said["side"] in ("i", "to", "before") else aside
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
    words = LENGTH_LEAD.sub("", plain(re.sub(r"([0-9])? ?½", lambda half: f"{half[1] or 0},5", text)))
    if words in LENGTHS:
        return LENGTHS[words]
    if said := LENGTH.fullmatch(words):
        part = said["half"] or said["more"]
        minutes = 0 if part is None else 30 if part.endswith(("halv", "half")) else 15
    elif said := LENGTH_IN_MINUTES.fullmatch(words) or HOURS_THEN_FIGURES.fullmatch(words):
        minutes = number(said["minutes"], at_most=9999)
    else:
        raise NotRead
    return (hours_in_minutes(said["hours"]) if said["hours"] else 0) + minutes


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
