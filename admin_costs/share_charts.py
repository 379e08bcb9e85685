"""A time study in pictures and rows: bars with intervals, and the same figures for the table beside them."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from admin_costs.bar_charts import Bar, bar_chart
from admin_costs.sampling import Share
from admin_costs.time_studies import Result
from admin_costs.wording import number


class ShareRow(NamedTuple):
    """A share in words: whole per cent, and hours when the group's hours are known."""

    name: str
    answers: int
    share: str
    interval: str
    hours: str
    hours_interval: str


def name_of(share: Share, names: Mapping[int, str]) -> str:
    """The activity's name, or what stands for all that may not be told apart."""
    return _("Everything else") if share.activity is None else names[share.activity]


def per_cent(share: float) -> str:
    return _("%(number)s %%") % {"number": number(100 * share)}


def interval_words(share: Share) -> str:
    """ "26-37 %": the interval in whole per cent."""
    low, high = (number(100 * end) for end in share.interval)
    return _("%(low)s–%(high)s %%") % {"low": low, "high": high}


def share_rows(
    found: Sequence[Share], names: Mapping[int, str], minutes_worked: int | None
) -> list[ShareRow]:
    """The rows of the table; hours are empty texts when the hours worked are not known."""
    rows = []
    for share in found:
        middle, low, high = (number(minutes / 60) for minutes in share.minutes(minutes_worked or 0))
        hours, between = (middle, f"{low}–{high}") if minutes_worked else ("", "")
        rows.append(
            ShareRow(
                name_of(share, names),
                share.answers,
                per_cent(share.share),
                interval_words(share),
                hours,
                between,
            )
        )
    return rows


def share_chart(result: Result, names: Mapping[int, str], ids_prefix: str) -> SafeString:
    """Draw each share as a bar from zero, with its interval as a line across the end of the bar."""
    bars = [
        Bar(
            name_of(share, names),
            f"{per_cent(share.share)} ({interval_words(share)})",
            share.share,
            share.interval,
        )
        for share in result.shares
    ]
    return bar_chart(bars, title=title(), description=description(result, names), ids_prefix=ids_prefix)


def title() -> str:
    return _("Share of the group's time by activity")


def description(result: Result, names: Mapping[int, str]) -> str:
    """The largest share in words; the table has them all."""
    largest = result.shares[0]
    return _(
        "Largest: %(name)s, %(share)s of the time, probably %(interval)s. All shares are in the table."
    ) % {
        "name": name_of(largest, names),
        "share": per_cent(largest.share),
        "interval": interval_words(largest),
    }
