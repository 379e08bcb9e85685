"""Days as people write them, in Swedish and English (R7; W3C COGA; GOV.UK). Pure.

Everything is compared without case and accents, so "Lördag", "lordag" and "LÖRDAG" are one word, and a slip
of one letter in a long word is forgiven where it can mean one thing only ("lörda", "setpember").
What cannot be read raises NotRead, which says why.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from hours.times import add_months
from hours.written_holidays import holiday_named
from hours.written_words import (
    FILLERS,
    LAST,
    MONTHS,
    NEXT,
    ORDINALS,
    PARTS_OF_DAY,
    RELATIVE,
    UNITS,
    WEEKDAYS,
    NotRead,
    Why,
    number_of,
    place_in,
    plain,
)

__all__ = ["NotRead", "Why", "plain", "read_day"]

WEEK = re.compile(r"\b(?:vecka|v|week|w)[. ]{0,2}([0-9]{1,2})\b")
ISO_WEEK = re.compile(r"([0-9]{4})-?w([0-9]{2})-?([1-7])")


def read_day(text: str, today: date) -> date:
    """The day that is meant: "27/3", "27 mars", "imorgon", "på lördag", "om en vecka", "tis v 14".

    Without a year it is the next such day, today included; a weekday alone is the next one, today not
    included. Days that have been are read too ("igår", "i lördags"). Raises NotRead.
    """
    text = plain(text)
    if not re.fullmatch(r"[a-z0-9 /.,:'’-]+", text):
        raise NotRead
    if (day := day_of_week_number(text, today)) is not None:
        return day
    found = re.findall(r"[a-z]+|[0-9]+", text)
    if not found:
        raise NotRead
    if (days := RELATIVE.get("".join(found))) is not None:
        return today + timedelta(days=days)
    words = without_part_of_day([word for word in found if word not in FILLERS] or found)
    for reader in (holiday_named, relative_day, day_in_some_time, next_weekday):
        if (day := reader(words, today)) is not None:
            return day
    return written_day(words, today)


def without_part_of_day(words: list[str]) -> list[str]:
    """ "Lördag kväll" is that Saturday; the time is another question."""
    return words[:-1] if len(words) > 1 and words[-1] in PARTS_OF_DAY else words


def relative_day(words: list[str], today: date) -> date | None:
    """Today, tomorrow, the day after, yesterday."""
    days = RELATIVE.get("".join(words))
    return None if days is None else today + timedelta(days=days)


def day_in_some_time(words: list[str], today: date) -> date | None:
    """ "Om tre dagar", "in two weeks", "om en månad"; "lördag om en vecka" is a week after the next one."""
    words = [word for word in words if word not in ("now", "nu", "fran", "from", "idag", "today")]
    unit = next((i for i, word in enumerate(words) if word in UNITS), None)
    if unit is None or {*NEXT, *LAST} & set(words):
        return None
    counted = words[max(unit - 1, 0) : unit]
    count = number_of(counted[0]) if counted else 1
    rest = words[: max(unit - 1, 0)] + words[unit + 1 :]
    if count is None and counted and place_in(counted[0], WEEKDAYS) is not None:  # "Saturday week"
        count, rest = 1, [*counted, *rest]
    if count is None or count > 999:
        raise NotRead
    weekday = place_in(rest[0], WEEKDAYS) if len(rest) == 1 else None
    start = RELATIVE.get("".join(rest)) if rest else 0
    if weekday is not None:
        start = (weekday - today.weekday() - 1) % 7 + 1
    if start is None or (weekday is not None and UNITS[words[unit]] != (7, 0)):
        raise NotRead
    days, months = UNITS[words[unit]]
    return add_months(today + timedelta(days=start + count * days), count * months)


def next_weekday(words: list[str], today: date) -> date | None:
    """ "På lördag" is the first Saturday after today; "nästa lördag" is the one of next week."""
    rest = [word for word in words if word not in (*NEXT, *LAST, "vecka", "week")]
    name = rest[0] if len(rest) == 1 else ""
    weekday = place_in(name.removesuffix("s") if is_past(name) else name, WEEKDAYS)
    if weekday is None:
        return None
    if LAST & set(words) or is_past(name):
        return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)
    if NEXT & set(words):
        return today + timedelta(days=7 - today.weekday() + weekday)
    if "vecka" in words or "week" in words:
        raise NotRead
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def is_past(word: str) -> bool:
    """ "I lördags" is the Saturday that was."""
    return word.endswith("dags")


def day_of_week_number(text: str, today: date) -> date | None:
    """ "Tisdag vecka 14", "tis v 14 2027", "2026-W14-2": the day of a week that has a number (ISO 8601)."""
    if iso := ISO_WEEK.fullmatch(text):
        return of_week(int(iso[1]), int(iso[2]), int(iso[3]) - 1)
    numbered = WEEK.search(text)
    if not numbered:
        return None
    rest = re.findall(r"[a-z]+|[0-9]+", text[: numbered.start()] + " " + text[numbered.end() :])
    words = [word for word in rest if word not in FILLERS]
    weekday = place_in(words[0], WEEKDAYS) if words else None
    years = words[1:]
    if weekday is None or len(years) > 1 or not all(re.fullmatch("[0-9]{4}", year) for year in years):
        raise NotRead
    if years:
        return of_week(int(years[0]), int(numbered[1]), weekday)
    return next_of_week(int(numbered[1]), weekday, today)


def of_week(year: int, week: int, weekday: int) -> date:
    """The day of a numbered week, Monday as 0."""
    try:
        return date.fromisocalendar(year, week, weekday + 1)
    except ValueError:
        raise NotRead(Why.NO_SUCH_DAY) from None


def next_of_week(week: int, weekday: int, today: date) -> date:
    """The first such day from today on; week 53 may be some years away."""
    for year in range(today.year, today.year + 8):
        try:
            found = date.fromisocalendar(year, week, weekday + 1)
        except ValueError:
            continue
        if found >= today:
            return found
    raise NotRead(Why.NO_SUCH_DAY)


def written_day(words: list[str], today: date) -> date:
    """Day, month and perhaps year, in figures or words, or a holiday; perhaps after a weekday."""
    weekday = place_in(words[0], WEEKDAYS)
    rest = words if weekday is None else words[1:]
    day = holiday_named(rest, today)
    if day is None:
        parts = date_parts(rest)
        day = next_such_day(*parts[:2], today) if parts[2] is None else real_day(parts[2], parts[1], parts[0])
    if weekday is not None and day.weekday() != weekday:
        raise NotRead(Why.OTHER_WEEKDAY, day)
    return day


def date_parts(words: Sequence[str]) -> tuple[int, int | None, int | None]:
    """Day, month and year as written; None for what is left out."""
    words = [str(ORDINALS.get(word, word)) for word in words]
    if len(words) == 1 and re.fullmatch(r"[0-9]{8}|[0-9]{6}", words[0]):  # 20260327, 260327
        words = [f"20{words[0][:-4]}"[-4:], words[0][-4:-2], words[0][-2:]]
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
