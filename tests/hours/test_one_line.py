"""A booking in one line: what is taken for what, and that nothing is lost (R7).

Today is Wednesday 11 March 2026.
"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hours.one_line import Line, read_line

TODAY = date(2026, 3, 11)
KNOWN = {1: "Elsa Ek", 2: "Per Alm", 3: "Åsa Berg", 4: "Åsa Lind"}


def line(day="", starts="", ends="", length="", **more):
    return Line(day=day, starts=starts, ends=ends, length=length, **more)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("på lördag 14–17, simhallen", line("på lördag", "14", "17", place="simhallen")),
        ("imorgon kl 9 3 timmar hemma", line("imorgon", "kl 9", length="3 timmar", place="hemma")),
        (
            "tisdag 14.30 i två timmar vid biblioteket med Elsa",
            line("tisdag", "14.30", length="i två timmar", place="vid biblioteket", escort_id=1),
        ),
        ("on Saturday 2-5 pm at the pool", line("on Saturday", "2 pm", "5 pm", place="at the pool")),
        # The parts in another order, with other signs.
        ("simhallen lördag 14-17", line("lördag", "14", "17", place="simhallen")),
        ("14-17 på lördag", line("på lördag", "14", "17")),
        ("med Per, imorgon 9-12", line("imorgon", "9", "12", escort_id=2)),
        ("Boka lördag 14-17", line("lördag", "14", "17")),
        ("i kväll 19-21 bion", line("i kväll", "19", "21", place="bion")),
        ("fredag 2 timmar 14", line("fredag", "14", length="2 timmar")),
        ("lördag 14, simhallen", line("lördag", "14", place="simhallen")),
        ("imorgon halv tre till fem", line("imorgon", "halv tre", "fem")),
        ("lördag kväll kl 7 bio", line("lördag kväll", "kl 7", place="bio")),
        ("tomorrow from 10 to 12", line("tomorrow", "10", "12")),
        (
            "next Friday at 2 pm for two hours, the library",
            line("next Friday", "at 2 pm", length="for two hours", place="the library"),
        ),
        # Figures that belong to the day, and those that do not.
        ("på lördag 14 till 17 simhallen", line("på lördag", "14", "17", place="simhallen")),
        ("lördag den 14 kl 9 till 12", line("lördag den 14", "kl 9", "12")),
        ("12 mars 14-17", line("12 mars", "14", "17")),
        ("12 mars 2026 14-17", line("12 mars 2026", "14", "17")),
        ("2026-03-14 14-17 badet", line("2026-03-14", "14", "17", place="badet")),
        ("Saturday, March 14, 2-5 pm, pool", line("Saturday, March 14", "2 pm", "5 pm", place="pool")),
        ("fredag 13/3 9.30-11", line("fredag 13/3", "9.30", "11")),
        ("tis v 14 9-12", line("tis v 14", "9", "12")),
        ("om 14 dagar kl 10 en timme", line("om 14 dagar", "kl 10", length="en timme")),
        ("julafton 10-14 hos mamma", line("julafton", "10", "14", place="hos mamma")),
        # What is left over is the place, figures and all.
        (
            "lördag 14-17 spår 2 på stationen",
            line("lördag", "14", "17", place="spår 2 på stationen"),
        ),
        ("i morgon 9-10, Storgatan 12, port B", line("i morgon", "9", "10", place="Storgatan 12, port B")),
        ("blåbärsdagen 14-17 simhallen", line("", "14", "17", place="blåbärsdagen, simhallen")),
        ("på lördag simhallen", line("på lördag", place="simhallen")),
        ("hjälp mig", line(place="hjälp mig")),
        ("", line()),
        # Names that are known, or are two people's, or nobody's.
        ("imorgon 9-12 med elsa ek, gymmet", line("imorgon", "9", "12", place="gymmet", escort_id=1)),
        ("imorgon 9-12 med Åsa", line("imorgon", "9", "12", unknown="Åsa")),
        ("imorgon 9-12 med Åsa Lind", line("imorgon", "9", "12", escort_id=4)),
        ("imorgon 9-12 with Sven, the pool", line("imorgon", "9", "12", place="the pool", unknown="Sven")),
        # What no clock or calendar has is kept where it was meant, to be quoted back there.
        ("på lördag 25-27", line("på lördag", "25-27")),
        ("på lördag kl 25", line("på lördag", "kl 25")),
        ("på lördag 14.75", line("på lördag", "14.75")),
        ("om två timmar hemma", line("", "om två timmar", place="hemma")),
        ("lördag kl 9 25 timmar", line("lördag", "kl 9", length="25 timmar")),
        ("tisdag 12 mars 2026 14-17", line("tisdag 12 mars 2026", "14", "17")),
        ("30 februari 14-17", line("30 februari", "14", "17")),
        ("igår 14-17", line("igår", "14", "17")),
        ("lördag 17-14", line("lördag", "17", "14")),
    ],
)
def test_R7_one_line_is_taken_apart(text, said):
    assert read_line(text, TODAY, KNOWN) == said


@given(text=st.text(max_size=80))
def test_any_text_is_some_line(text):
    assert isinstance(read_line(text, TODAY, KNOWN), Line)


@given(
    words=st.lists(
        st.sampled_from(
            ["lördag", "14", "14-17", "kl", "9", "med", "Elsa", "hos", "mamma", "3", "timmar", ",", "den"]
        ),
        max_size=9,
    )
)
def test_no_word_is_lost(words):
    """Each word of the line stands in one of its parts; "med" is what joins them."""
    said = read_line(" ".join(words), TODAY, KNOWN)
    kept = " ".join([said.day, said.starts, said.ends, said.length, said.place, said.unknown])
    for word in set(words) - {",", "med", "14-17", "Elsa"}:
        assert word in kept.replace(",", " ").split(), word
    assert said.escort_id == 1 or "Elsa" not in words or "Elsa" in kept
