"""What each message says, in each language and by each channel, word for word."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from hours.letters import SUBJECTS, letter
from hours.models import Message, MessageKind
from hours.outbox import expires_at
from hours.policy import State
from hours.sms import GSM, GSM_TWICE, segments
from hours.staffing import name_staff
from ledsagning.people.models import Escort, Municipality, Participant
from tests.cast import NOW

SITE = "https://ledsagning.example.se"
CLOSED = (MessageKind.CANCELLED, MessageKind.UNFILLED)
COMING = (MessageKind.ESCORT_COMES, MessageKind.ESCORT_CHANGED)
# Without those to the escort: tests/hours/test_escort_letters.py.
KINDS = [kind for kind in MessageKind if kind in SUBJECTS and kind != MessageKind.RATE]

# kind, language: subject, news, text message
SAID = {
    ("booked", "sv"): (
        "Besöket torsdag 12 mars är bokat",
        "Besöket är bokat. Vi letar efter en ledsagare. Du får veta när någon har sagt ja.",
        "Besöket är bokat. Vi letar efter en ledsagare. Du får veta när någon har sagt ja. Torsdag 12 mars, "
        "kl. 14-17 (3 tim). Plats: Simhallen. Ändra eller avboka: https://ledsagning.example.se/ eller ring "
        "0430-00 00 00.",
    ),
    ("booked", "en"): (
        "The visit on Thursday 12 March is booked",
        "The visit is booked. We are looking for a companion. You are told when somebody has said yes.",
        "The visit is booked. We are looking for a companion. You are told when somebody has said yes. "
        "Thursday 12 March, 14:00-17:00 (3 h). Place: Simhallen. Change or cancel: "
        "https://ledsagning.example.se/ or call 0430-00 00 00.",
    ),
    ("changed", "sv"): (
        "Besöket torsdag 12 mars är ändrat",
        "Besöket är ändrat. Vi letar efter en ledsagare. Du får veta när någon har sagt ja.",
        "Besöket är ändrat. Vi letar efter en ledsagare. Du får veta när någon har sagt ja. Torsdag 12 mars, "
        "kl. 14-17 (3 tim). Plats: Simhallen. Ändra eller avboka: https://ledsagning.example.se/ eller ring "
        "0430-00 00 00.",
    ),
    ("changed", "en"): (
        "The visit on Thursday 12 March is changed",
        "The visit is changed. We are looking for a companion. You are told when somebody has said yes.",
        "The visit is changed. We are looking for a companion. You are told when somebody has said yes. "
        "Thursday 12 March, 14:00-17:00 (3 h). Place: Simhallen. Change or cancel: "
        "https://ledsagning.example.se/ or call 0430-00 00 00.",
    ),
    ("cancelled", "sv"): (
        "Besöket torsdag 12 mars är avbokat",
        "Besöket är avbokat. Timmarna kan användas till något annat.",
        "Besöket är avbokat. Timmarna kan användas till något annat. Torsdag 12 mars, kl. 14-17 (3 tim). "
        "Ring oss: 0430-00 00 00.",
    ),
    ("cancelled", "en"): (
        "The visit on Thursday 12 March is cancelled",
        "The visit is cancelled. Its hours can be used for something else.",
        "The visit is cancelled. Its hours can be used for something else. Thursday 12 March, 14:00-17:00 "
        "(3 h). Call us: 0430-00 00 00.",
    ),
    ("escort_comes", "sv"): (
        "Vem som kommer till besöket torsdag 12 mars",
        "Besöket har en ledsagare. Elsa kommer.",
        "Besöket har en ledsagare. Elsa kommer. Torsdag 12 mars, kl. 14-17 (3 tim). Ring ledsagaren: "
        "070-174 06 06. Plats: Simhallen. Ändra eller avboka: https://ledsagning.example.se/ eller ring "
        "0430-00 00 00.",
    ),
    ("escort_comes", "en"): (
        "Who comes to the visit on Thursday 12 March",
        "The visit has a companion. Elsa comes.",
        "The visit has a companion. Elsa comes. Thursday 12 March, 14:00-17:00 (3 h). Call the companion: "
        "070-174 06 06. Place: Simhallen. Change or cancel: https://ledsagning.example.se/ or call "
        "0430-00 00 00.",
    ),
    ("escort_changed", "sv"): (
        "En annan ledsagare kommer torsdag 12 mars",
        "En annan ledsagare kommer till besöket. Elsa kommer.",
        "En annan ledsagare kommer till besöket. Elsa kommer. Torsdag 12 mars, kl. 14-17 (3 tim). Ring "
        "ledsagaren: 070-174 06 06. Plats: Simhallen. Ändra eller avboka: https://ledsagning.example.se/ "
        "eller ring 0430-00 00 00.",
    ),
    ("escort_changed", "en"): (
        "Another companion comes on Thursday 12 March",
        "Another companion comes to the visit. Elsa comes.",
        "Another companion comes to the visit. Elsa comes. Thursday 12 March, 14:00-17:00 (3 h). Call the "
        "companion: 070-174 06 06. Place: Simhallen. Change or cancel: https://ledsagning.example.se/ or "
        "call 0430-00 00 00.",
    ),
    ("escort_lost", "sv"): (
        "Ledsagaren kommer inte torsdag 12 mars",
        "Ledsagaren som hade sagt ja kommer inte. Vi letar efter någon annan. "
        "Du får veta när någon har sagt ja.",
        "Ledsagaren som hade sagt ja kommer inte. Vi letar efter någon annan. Du får veta när någon har sagt "
        "ja. Torsdag 12 mars, kl. 14-17 (3 tim). Plats: Simhallen. Ändra eller avboka: "
        "https://ledsagning.example.se/ eller ring 0430-00 00 00.",
    ),
    ("escort_lost", "en"): (
        "The companion does not come on Thursday 12 March",
        "The companion who had said yes does not come. We are looking for somebody else. "
        "You are told when somebody has said yes.",
        "The companion who had said yes does not come. We are looking for somebody else. You are told when "
        "somebody has said yes. Thursday 12 March, 14:00-17:00 (3 h). Place: Simhallen. Change or cancel: "
        "https://ledsagning.example.se/ or call 0430-00 00 00.",
    ),
    ("unfilled", "sv"): (
        "Vi hittade ingen ledsagare till torsdag 12 mars",
        "Vi hittade ingen ledsagare till besöket. Vi är ledsna för det. "
        "Timmarna kan användas till något annat.",
        "Vi hittade ingen ledsagare till besöket. Vi är ledsna för det. Timmarna kan användas till något "
        "annat. Torsdag 12 mars, kl. 14-17 (3 tim). Ring oss: 0430-00 00 00.",
    ),
    ("unfilled", "en"): (
        "We found no companion for Thursday 12 March",
        "We found no companion for the visit. We are sorry. Its hours can be used for something else.",
        "We found no companion for the visit. We are sorry. Its hours can be used for something else. "
        "Thursday 12 March, 14:00-17:00 (3 h). Call us: 0430-00 00 00.",
    ),
    ("reminder", "sv"): (
        "Kom ihåg besöket torsdag 12 mars",
        "Kom ihåg besöket i morgon, torsdag 12 mars. Vi letar efter en ledsagare. "
        "Du får veta när någon har sagt ja.",
        "Kom ihåg besöket i morgon, torsdag 12 mars. Vi letar efter en ledsagare. Du får veta när någon har "
        "sagt ja. Torsdag 12 mars, kl. 14-17 (3 tim). Plats: Simhallen. Ändra eller avboka: "
        "https://ledsagning.example.se/ eller ring 0430-00 00 00.",
    ),
    ("reminder", "en"): (
        "Remember the visit on Thursday 12 March",
        "Remember the visit tomorrow, Thursday 12 March. We are looking for a companion. "
        "You are told when somebody has said yes.",
        "Remember the visit tomorrow, Thursday 12 March. We are looking for a companion. You are told when "
        "somebody has said yes. Thursday 12 March, 14:00-17:00 (3 h). Place: Simhallen. Change or cancel: "
        "https://ledsagning.example.se/ or call 0430-00 00 00.",
    ),
}  # fmt: skip

EMAIL = {
    "sv": """Hej!

Besöket har en ledsagare. Elsa kommer.

Dag: Torsdag 12 mars
Tid: kl.\N{NO-BREAK SPACE}14–17
Längd: Tre timmar
Mötesplats: Simhallen
Ledsagare: Elsa
Telefon till ledsagaren: 070-174 06 06

Här kan du se, ändra eller avboka besöket:
{url}

Eller ring oss: 0430-00 00 00.

Hälsningar
Ledsagning Laholm
""",
    "en": """Hello!

The visit has a companion. Elsa comes.

Day: Thursday 12 March
Time: 14:00–17:00
Length: Three hours
Meeting place: Simhallen
Companion: Elsa
Telephone to the companion: 070-174 06 06

You can see, change or cancel the visit here:
{url}

Or call us: 0430-00 00 00.

Greetings
Ledsagning Laholm
""",
}


@pytest.fixture
def told(cast, settings, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    settings.SITE_URL = SITE
    Municipality.objects.filter(pk="1381").update(phone="0430-00 00 00")
    Escort.objects.update(phone="070-174 06 06")
    return cast


def message(cast, kind: MessageKind, language: str = "sv", *, to_gunn: bool = False) -> Message:
    """A message about Berit's visit as it stands when this is told."""
    booking = cast.accepted() if kind in COMING else cast.booking()
    if kind in CLOSED:
        booking.state = State.CANCELLED
        booking.save()
    made = Message.objects.create(
        key=f"{kind}:{language}:{to_gunn}",
        kind=kind,
        unit=cast.unit,
        participant=cast.participant,
        user=cast.representative.user if to_gunn else None,
        booking=booking,
        language=language,
        channel="email",
        made_at=NOW,
        due_at=NOW,
        expires_at=expires_at(kind, booking),
    )
    return Message.objects.select_related("participant", "unit__municipality", "booking__escort__user").get(
        pk=made.pk
    )


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_the_words_of_each_kind(told, kind, language):
    words = letter(message(told, kind, language), NOW)
    assert (words.subject, words.news, words.sms) == SAID[kind, language]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_an_email_holds_everything(told, language):
    made = message(told, MessageKind.ESCORT_COMES, language)
    url = f"{SITE}/p/{told.participant.public_id}/besok/{made.booking.public_id}/"
    assert letter(made, NOW).text == EMAIL[language].format(url=url)


def test_an_email_about_what_is_off_leads_to_a_new_booking(told):
    words = letter(message(told, MessageKind.CANCELLED), NOW)
    assert words.text == (
        "Hej!\n\nBesöket är avbokat. Timmarna kan användas till något annat.\n\nDag: Torsdag 12 mars\n"
        f"Tid: kl.\N{NO-BREAK SPACE}14–17\n\nHär kan du boka ett nytt besök:\n"
        f"{SITE}/p/{told.participant.public_id}/\n\nEller ring oss: 0430-00 00 00.\n\n"
        "Hälsningar\nLedsagning Laholm\n"
    )


def test_a_representative_is_told_whose_visit_it_is(told):
    words = letter(message(told, MessageKind.BOOKED, to_gunn=True), NOW)
    assert "har sagt ja.\nDet gäller Berit.\n\nDag:" in words.text
    assert "(3 tim). Det gäller Berit. Plats:" in words.sms
    assert "Berit" not in words.subject


@pytest.mark.parametrize("to_gunn", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_R25_of_a_protected_person_no_place_no_number_no_name(told, kind, to_gunn):
    Participant.objects.update(is_protected=True)
    name_staff(told.participant, told.escort.user, by=told.coordinator, now=NOW)
    words = letter(message(told, kind, to_gunn=to_gunn), NOW)
    everything = f"{words.subject} {words.text} {words.sms} {words.facts} {words.phone} {words.signed}"
    for hidden in ("Simhallen", "070-174", "0430-", "Laholm", "Berit"):
        assert hidden not in everything
    assert "Logga in för att se resten:" in words.text
    assert "Logga in för att se resten:" in words.sms


def test_R25_negative_control_of_others_they_stand_there(told):
    words = letter(message(told, MessageKind.ESCORT_COMES, to_gunn=True), NOW)
    for shown in ("Simhallen", "070-174", "0430-", "Laholm", "Berit"):
        assert shown in words.text


@pytest.mark.parametrize("days", [0, 1, 2])
def test_a_reminder_says_the_day_from_the_day_it_is_sent(told, days):
    made = message(told, MessageKind.REMINDER)
    said = letter(made, NOW + timedelta(days=1 - days)).news.split(".")[0]
    day = {0: "i dag, torsdag 12 mars", 1: "i morgon, torsdag 12 mars", 2: "torsdag 12 mars"}[days]
    assert said == f"Kom ihåg besöket {day}"


class TestSms:
    @pytest.mark.parametrize("to_gunn", [False, True])
    @pytest.mark.parametrize(
        "name", ["Elsa", "Wolfeschlegelsteinhausenberger " * 4, "Łukasz Šimůnek", "عبد الله " * 12]
    )
    @pytest.mark.parametrize(
        "place", ["Simhallen", "Vid den stora fontänen på torget – " * 5, "š" * 200, "😀" * 100]
    )
    @pytest.mark.parametrize(
        "kind", [MessageKind.ESCORT_CHANGED, MessageKind.ESCORT_LOST, MessageKind.UNFILLED]
    )
    def test_at_most_three_segments_whatever_the_names(self, told, kind, place, name, to_gunn):
        made = message(told, kind, to_gunn=to_gunn)
        made.booking.meeting_place, made.participant.name = place, name.strip()
        told.escort.user.name = name.strip()
        if made.booking.escort:
            made.booking.escort.user.name = name.strip()
        text = letter(made, NOW).sms
        assert segments(text) <= 3
        assert "12 mars" in text
        assert "kl. 14-17" in text

    def test_the_usual_ones_are_two_and_plain(self, told):
        for (kind, _language), (_subject, _news, text) in SAID.items():
            assert segments(text) <= 2, kind
            assert set(text) <= GSM | GSM_TWICE, kind

    def test_one_line_whatever_was_typed(self, told):
        made = message(told, MessageKind.BOOKED)
        made.booking.meeting_place = "Torget\nvid “fontänen” – här…"
        assert 'Plats: Torget vid "fontänen" - här....' in letter(made, NOW).sms


def lix(text: str) -> float:
    """Björnsson's readability index. Each line of facts is a sentence; addresses of pages are not words."""
    text = re.sub(r"https?://\S+", "", text)
    words = re.findall(r"[^\W\d_]+", text)
    sentences = [part for part in re.split(r"[.!?:\n]+", text) if re.search(r"\w", part)]
    return len(words) / len(sentences) + 100 * sum(len(word) > 6 for word in words) / len(words)


@pytest.mark.parametrize("kind", KINDS)
def test_R15_plain_swedish(told, kind):
    words = letter(message(told, kind), NOW)
    without_names = words.text.replace("Ledsagning Laholm", "").replace("Simhallen", "")
    assert lix(without_names) <= 30


def test_R15_negative_control():
    assert lix("Ledsagningsmyndighetens handläggningsrutiner förutsätter kommunikationsmöjligheter.") > 60


def test_R47_never_hours_left(told):
    """P2: the pool has 240 hours less three; neither is in any message."""
    for kind in KINDS:
        words = letter(message(told, kind), NOW)
        assert not re.search(r"\b2[34]\d\b|kvar|left", f"{words.subject} {words.text} {words.sms}")
        told.pool.bookings.update(state=State.CANCELLED)
