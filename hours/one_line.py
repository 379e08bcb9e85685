"""A whole booking in one line: "på lördag 14–17, simhallen med Elsa" (R7). Pure.

What is found is handed on as it was typed, to be read again by each question's own form: so every slip has
the same words there as when it is typed alone. Nothing is dropped: what is left over is the place, and the
page that shows the line back says so.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from hours.written import read_day
from hours.written_times import FIGURES, PART_OF_DAY, read_length, read_time, split_times
from hours.written_words import FILLERS, MONTHS, WEEKDAYS, NotRead, Why, place_in, plain

TOKEN = re.compile(r"[0-9]+,[0-9][^\s,;]*|[^\s,;]+|[,;]")
SIGNS = {",", ";", "-", "–", "—"}
LONGEST = 10  # words in one day, time or name

WITH = {"med", "with", "m"}
OPENINGS = {"boka", "bokar", "book", "hej", "please", "tack"}
CLOCK = r"[0-9]{1,2}(?:[.:]?[0-9]{2})?"
A_CLOCK = re.compile(rf"[0-9]{{1,2}}[.:][0-9]{{2}}|{CLOCK}[-–—]{CLOCK}")
# Is meant as a time, and is quoted back when there is no such: "25-27", "kl 25", "14.75", "om två timmar".
LIKE_A_TIME = re.compile(
    rf"{A_CLOCK.pattern}|kl\.? ?{CLOCK}|(?:om|in) [a-z0-9,½]+ ?(?:timm[a-z]+|tim|h|hours?)"
)
ONE_OR_TWO_FIGURES = re.compile(r"[0-9]{1,2}")
BEFORE_A_DAY_NUMBER = {"den", "the", "v", "v.", "vecka", "week", "w"}
TIME_WORD = re.compile(
    r"\b(?:kl|klockan|at|vid|fran|from|halv|kvart|half|quarter|over|past|o'clock|noon|midday|midnatt|midnight)\b"
    r"|^kl\.?[0-9]|[0-9][.:][0-9]{2}|^[0-9]{3,4}$"
)
LENGTH_UNIT = re.compile(
    r"(?:timm?[a-z]*|tim|t|h|hours?|hrs?|min[a-z]*|halvtimme|dygn|½)\.?$|[0-9](?:h|t|tim|min)$"
)
END_LEAD = re.compile(r"^(?:till|til|tills|until|to|fram till) ")

Run = list[str]


@dataclass(frozen=True, slots=True)
class Line:
    """What one line says, each part as typed and empty when it was not found.

    `escort_id` is a companion among those known; `unknown` is a name after "med" that is none of them.
    """

    day: str = ""
    starts: str = ""
    ends: str = ""
    length: str = ""
    place: str = ""
    escort_id: int | None = None
    unknown: str = ""

    @property
    def says_when(self) -> bool:
        return bool(self.day or self.starts)


def read_line(text: str, today: date, companions: Mapping[int, str]) -> Line:
    """The parts of a line. `companions` are the names of those the person knows, by id. Never raises."""
    runs: list[Run] = [without_opening(TOKEN.findall(text))]
    runs, day = take(runs, lambda words: says_day(words, today))
    runs, from_now = take(runs, is_from_now)
    runs, length = take(runs, says_length)
    runs, starts, ends = (runs, from_now, "") if from_now else take_times(runs)
    runs, name, escort_id = take_companion(runs, companions)
    return Line(
        day=day,
        starts=starts,
        ends=ends,
        length=length,
        place=", ".join(filter(None, map(words_of, runs))),
        escort_id=escort_id,
        unknown=name if escort_id is None else "",
    )


def take_times(runs: list[Run]) -> tuple[list[Run], str, str]:
    """Start and end, together or apart; a start that no clock shows is handed on, to be quoted back."""
    runs, span = take(runs, says_span)
    if both := split_times(span) if span else None:
        return runs, *both
    runs, starts = take(runs, says_time)
    for reader in (take_bare_figure, lambda rest: take(rest, is_like_a_time)):
        runs, starts = (runs, starts) if starts else reader(runs)
    runs, ends = take(runs, says_end) if starts else (runs, "")
    return runs, starts, END_LEAD.sub("", ends)


def without_opening(words: Run) -> Run:
    """ "Boka …" says nothing that the button does not."""
    while words and plain(words[0]) in OPENINGS | {",", "!"}:
        words = words[1:]
    return words


def take(runs: list[Run], accepts: Callable[[Run], bool]) -> tuple[list[Run], str]:
    """The longest part of a run that is accepted, leftmost first, and the runs without it."""
    for length in range(LONGEST, 0, -1):
        for number, run in enumerate(runs):
            for start in range(len(run) - length + 1):
                words = run[start : start + length]
                if words[0] not in SIGNS and words[-1] not in SIGNS and accepts(words):
                    rest = [run[:start], run[start + length :]]
                    return [*runs[:number], *rest, *runs[number + 1 :]], words_of(words)
    return runs, ""


def words_of(run: Run) -> str:
    """Words as they were typed, without the signs that stood between them and what was taken."""
    while run and run[0] in SIGNS:
        run = run[1:]
    while run and run[-1] in SIGNS:
        run = run[:-1]
    return re.sub(r" ([,;])", r"\1", " ".join(run))


def says_day(words: Run, today: date) -> bool:
    """Whether these words are a day, or would be if the calendar had it.

    A number at the end counts as the day's only where it must: in "lördag 14 till 17" it is a time.
    """
    said = [plain(word) for word in words]
    if said[-1] in FILLERS or (said[-1].isdigit() and not is_day_number(said)):
        return False
    if any(map(A_CLOCK.fullmatch, said)):
        return False
    text = " ".join(said)
    sure = names_day(said) or re.search(r"[0-9][-/][0-9]", text)
    try:
        read_day(text, today)
    except NotRead as unread:
        return unread.why != Why.NOT_UNDERSTOOD and bool(sure)
    return not (len(said) == 1 and said[0].isdigit())


def is_day_number(said: Run) -> bool:
    """Whether the figure that ends these words is of the day: "den 14", "v 14", "March 14", "mars 2026"."""
    if not ONE_OR_TWO_FIGURES.fullmatch(said[-1]):
        return len(said[-1]) == 4 and len(said) > 1 and names_day(said[:-1])
    if len(said) < 2 or any(word.isdigit() for word in said[:-1]):
        return False
    return said[-2] in BEFORE_A_DAY_NUMBER or place_in(said[-2], MONTHS) is not None


def names_day(said: Run) -> bool:
    """Whether a month or a day of the week is named."""
    return any(place_in(word, rows) is not None for word in said for rows in (MONTHS, WEEKDAYS))


def says_length(words: Run) -> bool:
    """A length has its unit with it: "3 timmar", "i två timmar". "Om två timmar" is not one."""
    return bool(LENGTH_UNIT.search(plain(words[-1]))) and can_read(read_length, " ".join(words))


def says_span(words: Run) -> bool:
    """Start and end in one."""
    text = " ".join(words)
    return split_times(text) is not None and not re.search(r"[0-9]-[0-9]+-[0-9]", text)


def says_time(words: Run) -> bool:
    """A time that can be nothing else: "kl 9", "14.30", "halv tre", "2 pm"."""
    text = plain(" ".join(words))
    marked = TIME_WORD.search(text) or PART_OF_DAY.fullmatch(text)
    return bool(marked) and can_read(read_time, text)


def is_from_now(words: Run) -> bool:
    """ "Om två timmar" is a start, not a length; no form reads it, so it is quoted back."""
    text = plain(" ".join(words))
    return text.startswith(("om ", "in ")) and is_like_a_time(words)


def is_like_a_time(words: Run) -> bool:
    return bool(LIKE_A_TIME.fullmatch(plain(" ".join(words))))


def says_end(words: Run) -> bool:
    """ "Till 17", left over when the start stood apart."""
    text = plain(" ".join(words))
    return bool(END_LEAD.match(text)) and can_read(read_time, END_LEAD.sub("", text))


def take_bare_figure(runs: list[Run]) -> tuple[list[Run], str]:
    """A figure alone is the start where a part begins: "lördag 14, simhallen", not "spår 2"."""
    for number, run in enumerate(runs):
        rest = [word for word in run if word not in SIGNS]
        if rest and FIGURES.fullmatch(rest[0]) and can_read(read_time, rest[0]):
            return [*runs[:number], rest[1:], *runs[number + 1 :]], rest[0]
    return runs, ""


def take_companion(runs: list[Run], companions: Mapping[int, str]) -> tuple[list[Run], str, int | None]:
    """Who is named after "med": the runs without it, the name as typed, and whose it is among those known."""
    for number, run in enumerate(runs):
        at = next((i for i, word in enumerate(run[:-1]) if plain(word) in WITH), None)
        if at is None:
            continue
        for length in range(min(4, len(run) - at - 1), 0, -1):
            name = " ".join(run[at + 1 : at + 1 + length])
            if (escort_id := who_is(name, companions)) is not None:
                rest = [run[:at], run[at + 1 + length :]]
                return [*runs[:number], *rest, *runs[number + 1 :]], name, escort_id
        end = next((i for i in range(at + 1, len(run)) if run[i] in SIGNS), len(run))
        name = " ".join(run[at + 1 : end])
        return [*runs[:number], run[:at], run[end:], *runs[number + 1 :]], name, None
    return runs, "", None


def who_is(name: str, companions: Mapping[int, str]) -> int | None:
    """The one companion with this name or first name; None when there is none, or more than one."""
    said = plain(name)
    found = [key for key, full in companions.items() if said in (plain(full), plain(full).split(" ")[0])]
    return found[0] if len(found) == 1 else None


def can_read(reader: Callable[[str], object], text: str) -> bool:
    try:
        reader(text)
    except NotRead:
        return False
    return True
