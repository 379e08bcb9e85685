"""Numbers, hours and minutes in words, in Swedish and English. Pure."""

# fmt: off
SWEDISH_SMALL = (
    "noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio",
    "tio", "elva", "tolv", "tretton", "fjorton", "femton", "sexton", "sjutton", "arton", "nitton",
)
SWEDISH_TENS = ("tjugo", "trettio", "fyrtio", "femtio", "sextio", "sjuttio", "åttio", "nittio")
ENGLISH_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen",
    "sixteen", "seventeen", "eighteen", "nineteen",
)
ENGLISH_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
# fmt: on

#: From here on figures are easier to take in than words.
LARGEST_IN_WORDS = 9_999


def swedish_number(number: int) -> str:
    """`number` in Swedish words, common gender as before "timmar": 21 is "tjugoen". Figures over 9 999."""
    if number < 20:
        return SWEDISH_SMALL[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return SWEDISH_TENS[tens - 2] + (SWEDISH_SMALL[ones] if ones else "")
    if number < 1000:
        return _swedish_multiple(number, 100, "hundra")
    if number <= LARGEST_IN_WORDS:
        return _swedish_multiple(number, 1000, "tusen")
    return str(number)


def _swedish_multiple(number: int, size: int, word: str) -> str:
    count, rest = divmod(number, size)
    return (SWEDISH_SMALL[count] if count > 1 else "") + word + (swedish_number(rest) if rest else "")


def english_number(number: int) -> str:
    """`number` in British English words: 121 is "one hundred and twenty-one". Figures over 9 999."""
    if number < 20:
        return ENGLISH_SMALL[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return ENGLISH_TENS[tens - 2] + (f"-{ENGLISH_SMALL[ones]}" if ones else "")
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        return f"{ENGLISH_SMALL[hundreds]} hundred" + (f" and {english_number(rest)}" if rest else "")
    if number <= LARGEST_IN_WORDS:
        thousands, rest = divmod(number, 1000)
        link = " and " if 0 < rest < 100 else " "
        return f"{ENGLISH_SMALL[thousands]} thousand" + (link + english_number(rest) if rest else "")
    return str(number)


def swedish_hours(minutes: int) -> str:
    """`minutes` (≥ 0) as a Swede says it: 750 is "tolv och en halv timme", 0 is "inga timmar"."""
    hours, rest = divmod(minutes, 60)
    if minutes == 0:
        return "inga timmar"
    if rest == 30:
        return f"{swedish_number(hours)} och en halv timme" if hours else "en halv timme"
    parts = []
    if hours:
        parts.append(f"{swedish_number(hours)} {'timme' if hours == 1 else 'timmar'}")
    if rest:
        parts.append(f"{swedish_number(rest)} {'minut' if rest == 1 else 'minuter'}")
    return " och ".join(parts)


def english_hours(minutes: int) -> str:
    """`minutes` (≥ 0) as one says it: 750 is "twelve and a half hours", 0 is "no hours"."""
    hours, rest = divmod(minutes, 60)
    if minutes == 0:
        return "no hours"
    if rest == 30:
        return f"{english_number(hours)} and a half hours" if hours else "half an hour"
    parts = []
    if hours:
        parts.append(f"{english_number(hours)} {'hour' if hours == 1 else 'hours'}")
    if rest:
        parts.append(f"{english_number(rest)} {'minute' if rest == 1 else 'minutes'}")
    return " and ".join(parts)
