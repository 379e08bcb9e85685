"""Swedish holidays and their eves by name, as people write them ("julafton", "Good Friday"). Pure.

Tested against the holidays package for 2024-2030.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta

FIXED = {
    (1, 1): "nyarsdagen nyarsdag newyearsday newyears newyear",
    (1, 5): "trettondagsafton trettondagsaftonen",
    (1, 6): "trettondagen trettondedagjul trettondagjul trettondedagen epiphany",
    (2, 14): "allahjartansdag valentinesday",
    (4, 30): "valborg valborgsmassoafton sistaapril",
    (5, 1): "forstamaj mayday",
    (6, 6): "nationaldagen sverigesnationaldag nationalday",
    (12, 13): "lucia luciadagen",
    (12, 24): "julafton julaftonen christmaseve",
    (12, 25): "juldagen juldag christmasday christmas",
    (12, 26): "annandagjul annandagjulen boxingday",
    (12, 31): "nyarsafton nyarsaftonen newyearseve",
}
# Days from Easter Sunday.
FROM_EASTER = {
    -3: "skartorsdagen skartorsdag maundythursday",
    -2: "langfredagen langfredag goodfriday",
    -1: "paskafton paskaftonen eastereve eastersaturday holysaturday",
    0: "paskdagen paskdag eastersunday easterday easter",
    1: "annandagpask annandagpasken eastermonday",
    39: "kristihimmelsfardsdag kristihimmelsfard kristihimmelsfardsdagen ascensionday",
    48: "pingstafton",
    49: "pingstdagen pingstdag pingst whitsunday pentecost",
}
# The first such weekday (Monday is 0) from a day of the year on.
FIRST_FROM = {
    (6, 19, 4): "midsommarafton midsommaraftonen midsummereve midsummerseve",
    (6, 20, 5): "midsommardagen midsommardag midsummerday midsummersday",
    (10, 31, 5): "allahelgonsdag allhelgona allhelgonadagen allsaintsday",
}


def holiday_named(words: Sequence[str], today: date) -> date | None:
    """The holiday with this name, perhaps with a year after it; without one the next, today included."""
    named = re.fullmatch(r"([a-z]+?)([0-9]{4})?", "".join(words))
    if not named or named[1] not in NAMES:
        return None
    if named[2]:
        return on(named[1], int(named[2])) if named[2] > "1582" else None
    this_year = on(named[1], today.year)
    return this_year if this_year >= today else on(named[1], today.year + 1)


def on(name: str, year: int) -> date:
    """The day of a named holiday in a year."""
    rule = NAMES[name]
    if isinstance(rule, int):
        return easter(year) + timedelta(days=rule)
    start = date(year, *rule[:2])
    return start if len(rule) == 2 else start + timedelta(days=(rule[2] - start.weekday()) % 7)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the computus as published anonymously in Nature, 1876)."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    leaps, odd = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - leaps - correction + 15) % 30
    weekday = (32 + 2 * odd + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


Rule = int | tuple[int, int] | tuple[int, int, int]
NAMES: dict[str, Rule] = {
    name: rule
    for rules in (FIXED, FROM_EASTER, FIRST_FROM)
    for rule, row in rules.items()
    for name in row.split()
}
