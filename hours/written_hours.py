"""When somebody can work on a weekday, as people write it: "8–16", "22–06", "8–12 och 13–16". Pure.

Read with hours.written_times, so that each time may be written in any way a visit's may. Spans are of Swedish
clocks; one that ends at or before its start goes on into the next day, and 00–00 is the whole day.
"""

import re
from collections.abc import Sequence
from datetime import time

from hours.written_times import read_time, read_times
from hours.written_words import NotRead, plain

Hours = tuple[time, time]

DAY_MINUTES = 24 * 60
MIDNIGHT = time(0)
WHOLE_DAY = (MIDNIGHT, MIDNIGHT)
# Into the next day and longer than this is a slip of the pen: "9-5" is not twenty hours.
LONGEST_NIGHT = 15 * 60
# More than this is no week pattern, and would only take time to read.
MOST = 6

NEVER = {"-", "–", "nej", "no", "inte", "kan inte", "ej", "ledig", "off", "aldrig", "never", "cannot"}
ALWAYS = {
    *("hela dagen", "hela dygnet", "dygnet runt", "alltid", "nar som helst", "ja", "all day", "any time"),
    *("always", "anytime", "yes", "the whole day", "24 h", "24h"),
}
FROM_ON = re.compile(r"(?:(?:fran|efter|from|after)(?: kl(?:ockan)?\.?)? (?P<clock>.+?)(?: och framat)?)")
UNTIL = re.compile(r"(?:(?:till|fram till|fore|innan|until|before|to)(?: kl(?:ockan)?\.?)? (?P<clock>.+))")
# What stands between two spans; tried in this order, so that a space parts only what no word does.
BETWEEN = (re.compile(r" *[;,/+&] *| +(?:och|samt|and) +"), re.compile(r" +"))


def read_hours(text: str) -> list[Hours]:
    """The spans of a day in order, those that touch made one; [] for a day off. Raises NotRead."""
    words = plain(text).rstrip(".")
    if not words or words in NEVER:
        return []
    found = read_spans(words, MOST)
    if found is None:
        raise NotRead
    return joined(found)


def read_spans(words: str, most: int) -> list[Hours] | None:
    """One span, or one and those after it; None when it cannot be read so."""
    if (one := read_span(words)) is not None:
        return [one]
    if most <= 1:
        return None
    for between in BETWEEN:
        for sign in between.finditer(words):
            first = read_span(words[: sign.start()])
            rest = read_spans(words[sign.end() :], most - 1) if first else None
            if first and rest:
                return [first, *rest]
    return None


def read_span(words: str) -> Hours | None:
    """ "8-16", "hela dagen", "efter 16", "till 12"; None when it is something else."""
    if words in ALWAYS:
        return WHOLE_DAY
    try:
        starts, ends = read_times(words)
        return None if is_slip(minutes(starts), minutes(ends)) else (starts, ends)
    except NotRead:
        pass
    try:
        if said := FROM_ON.fullmatch(words):
            return read_time(said["clock"]), MIDNIGHT
        if said := UNTIL.fullmatch(words):
            return MIDNIGHT, read_time(said["clock"])
    except NotRead:
        pass
    return None


def is_slip(starts: int, ends: int) -> bool:
    """Whether a span of minutes after midnight goes so far into the next day that it is not meant."""
    return 0 < ends < starts and DAY_MINUTES - starts + ends > LONGEST_NIGHT


def minutes(clock: time) -> int:
    """Minutes after midnight."""
    return clock.hour * 60 + clock.minute


def joined(spans: Sequence[Hours]) -> list[Hours]:
    """In order, and what overlaps or touches as one."""
    lengths = sorted(
        (minutes(starts), minutes(starts) + ((minutes(ends) - minutes(starts) - 1) % DAY_MINUTES) + 1)
        for starts, ends in spans
    )
    found: list[tuple[int, int]] = []
    for starts, ends in lengths:
        if found and starts <= found[-1][1]:
            found[-1] = (found[-1][0], max(ends, found[-1][1]))
        else:
            found.append((starts, ends))
    return [as_clocks(starts, min(ends, starts + DAY_MINUTES)) for starts, ends in found]


def as_clocks(starts: int, ends: int) -> Hours:
    """Minutes after midnight as clocks, the end perhaps of the next day."""
    return time(*divmod(starts, 60)), time(*divmod(ends % DAY_MINUTES, 60))


def written(spans: Sequence[Hours]) -> str:
    """The spans as one would write them, so that `read_hours` reads them back: "8–12, 13–16.30"."""
    return ", ".join(f"{clock_words(starts)}–{clock_words(ends)}" for starts, ends in spans)


def clock_words(clock: time) -> str:
    """ "8", "16.30", "00"."""
    if clock == MIDNIGHT:
        return "00"
    return f"{clock.hour}.{clock:%M}" if clock.minute else str(clock.hour)
