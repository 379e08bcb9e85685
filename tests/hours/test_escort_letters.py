"""What each message to an escort says, in each language and by each channel, word for word."""

import re

import pytest

from hours.answer_links import asked_or_404
from hours.escort_letters import SUBJECTS, words_of
from hours.letters import SUBJECTS as OTHERS
from hours.models import Booking, Message, MessageKind, Offer
from hours.sms import GSM, GSM_TWICE, segments
from hours.staffing import name_staff
from ledsagning.people.models import Municipality, Participant
from tests.cast import NOW, TOMORROW_14
from tests.hours.test_escort_outbox import HOUR, about, changed
from tests.hours.test_letters import lix

SITE = "https://ledsagning.example.se"
LINK, LIST = f"{SITE}/svar/TOKEN/", f"{SITE}/uppdrag/"

# kind, language: subject, news, text message
SAID = {
    ("asked", "sv"): (
        "Kan du komma torsdag 12 mars?",
        "Kan du komma till ett besök?",
        "Kan du komma till ett besök? Torsdag 12 mars, kl. 14-17 (3 tim). Plats: Simhallen. "
        f"Svara ja eller nej: {LINK}",
    ),
    ("asked", "en"): (
        "Can you come on Thursday 12 March?",
        "Can you come to a visit?",
        "Can you come to a visit? Thursday 12 March, 14:00-17:00 (3 h). Place: Simhallen. "
        f"Answer yes or no: {LINK}",
    ),
    ("offered", "sv"): (
        "Ett besök att ta torsdag 12 mars",
        "Kan du ta ett besök? Flera har fått frågan. Den som först säger ja får det.",
        "Kan du ta ett besök? Flera har fått frågan. Den som först säger ja får det. Torsdag 12 mars, "
        f"kl. 14-17 (3 tim). Plats: Simhallen. Svara ja eller nej: {LINK}",
    ),
    ("offer_taken", "sv"): (
        "Besöket torsdag 12 mars är taget",
        "Någon annan hann före och tar besöket. Du behöver inte göra något.",
        "Någon annan hann före och tar besöket. Du behöver inte göra något. Torsdag 12 mars, kl. 14-17. "
        f"Dina besök: {LIST}",
    ),
    ("offer_ended", "sv"): (
        "Besöket torsdag 12 mars erbjuds inte längre",
        "Besöket erbjuds inte längre. Du behöver inte göra något.",
        "Besöket erbjuds inte längre. Du behöver inte göra något. Torsdag 12 mars, kl. 14-17. "
        f"Dina besök: {LIST}",
    ),
    ("visit_changed", "sv"): (
        "Besöket torsdag 12 mars är ändrat",
        "Besöket har fått en annan plats. Det är fortfarande du som kommer.",
        "Besöket har fått en annan plats. Det är fortfarande du som kommer. Torsdag 12 mars, kl. 14-17 "
        f"(3 tim). Plats: Torget. Dina besök: {LIST}",
    ),
    ("moved", "sv"): (
        "Besöket torsdag 12 mars är ändrat",
        "Besöket har fått en annan tid. Du behöver inte komma den här tiden.",
        "Besöket har fått en annan tid. Du behöver inte komma den här tiden. Torsdag 12 mars, kl. 14. "
        f"Dina besök: {LIST}",
    ),
    ("visit_off", "sv"): (
        "Besöket torsdag 12 mars är avbokat",
        "Besöket är avbokat. Du behöver inte komma.",
        f"Besöket är avbokat. Du behöver inte komma. Torsdag 12 mars, kl. 14-17. Dina besök: {LIST}",
    ),
    ("visit_given_away", "sv"): (
        "Du behöver inte komma torsdag 12 mars",
        "Besöket går till någon annan. Du behöver inte komma.",
        "Besöket går till någon annan. Du behöver inte komma. Torsdag 12 mars, kl. 14-17. "
        f"Dina besök: {LIST}",
    ),
    ("visit_off", "en"): (
        "The visit on Thursday 12 March is cancelled",
        "The visit is cancelled. You need not come.",
        f"The visit is cancelled. You need not come. Thursday 12 March, 14:00-17:00. Your visits: {LIST}",
    ),
}  # fmt: skip
KINDS = sorted({kind for kind, _ in SAID})

EMAIL = """Hej!

Kan du komma till ett besök?

Dag: Torsdag 12 mars
Tid: kl.\N{NO-BREAK SPACE}14–17
Längd: Tre timmar
Mötesplats: Simhallen

Svara ja eller nej här. Du behöver inte säga varför:
https://ledsagning.example.se/svar/TOKEN/

Eller ring oss: 0430-00 00 00.

Hälsningar
Ledsagning Laholm
"""


@pytest.fixture
def told(cast, settings):
    settings.SITE_URL = SITE
    Municipality.objects.filter(pk="1381").update(phone="0430-00 00 00")
    return cast


def message(cast, kind: str, language: str = "sv", *, place: str = "Simhallen", **more: object) -> Message:
    """A message about Berit's visit as it stands when this is told."""
    if kind == "asked":
        booking = cast.assigned(note="Röd jacka")
    elif kind in ("visit_changed", "moved"):
        booking = changed(cast, cast.accepted(), meeting_place="Torget")
    else:
        booking = cast.booking()
    if kind == "offered":
        Offer.objects.create(booking=booking, escort=cast.escort, by=cast.coordinator, at=NOW)
    if kind == "moved":
        booking = changed(cast, booking, starts_at=TOMORROW_14 - HOUR)
        more |= {"about_starts_at": TOMORROW_14}
    if place != "Simhallen":
        Booking.objects.filter(pk=booking.pk).update(meeting_place=place)
    stored = "visit_changed" if kind == "moved" else kind
    made = about(Booking.objects.get(pk=booking.pk), cast.escort, stored, language=language, **more)
    return Message.objects.select_related("participant", "unit__municipality", "escort__user").get(pk=made.pk)


def without_token(text: str) -> str:
    return re.sub(r"/svar/[^/]+/", "/svar/TOKEN/", text)


@pytest.mark.parametrize(("kind", "language"), SAID)
def test_the_words_of_each_kind(told, kind, language):
    words = words_of(message(told, kind, language), NOW)
    assert (words.subject, words.news, without_token(words.sms)) == SAID[kind, language]
    assert segments(words.sms) <= 2
    assert set(words.sms) <= GSM | GSM_TWICE


def test_an_email_holds_everything(told):
    assert without_token(words_of(message(told, "asked"), NOW).text) == EMAIL


def test_the_link_answers_the_very_question(told):
    made = message(told, "asked")
    token = re.search(r"/svar/([^/]+)/", words_of(made, NOW).sms)[1]
    assert asked_or_404(token) == made.booking.assignments.get()


@pytest.mark.parametrize("channel", ["letter", "phone"])
def test_what_a_human_tells_has_no_secret_in_it(told, channel):
    words = words_of(message(told, "asked", channel=channel), NOW)
    assert "/svar/" not in f"{words.text} {words.sms} {words.url}"
    assert words.url == LIST


def test_what_is_off_is_told_at_the_time_the_escort_knew(told):
    words = words_of(message(told, "moved"), NOW)
    assert words.facts == (("Dag", "Torsdag 12 mars"), ("Tid", "kl.\N{NO-BREAK SPACE}14"))


@pytest.mark.parametrize("kind", KINDS)
def test_never_whose_visit_it_is_nor_the_note_nor_hours_left(told, kind):
    """P2: the pool has 240 hours less three; neither is in any message."""
    words = words_of(message(told, kind), NOW)
    everything = f"{words.subject} {words.text} {words.sms} {words.facts} {words.about}"
    assert not re.search(r"Berit|Gunn|Röd jacka|\b2[34]\d\b|kvar\b", re.sub(r"/svar/\S+", "", everything))


@pytest.mark.parametrize("kind", KINDS)
def test_R25_of_a_protected_person_nothing_but_to_sign_in(told, kind):
    Participant.objects.update(is_protected=True)
    name_staff(told.participant, told.escort.user, by=told.coordinator, now=NOW)
    words = words_of(message(told, kind), NOW)
    everything = f"{words.subject} {words.text} {words.sms} {words.facts} {words.phone} {words.signed}"
    for hidden in ("Simhallen", "Torget", "0430-", "Laholm", "mars", "kl.", "/svar/"):
        assert hidden not in everything
    assert words.sms == f"Det finns nytt om ett besök. Logga in för att se resten: {SITE}/"
    assert "Logga in för att se resten:" in words.text


def test_R25_negative_control_of_others_they_stand_there(told):
    words = words_of(message(told, "asked"), NOW)
    for shown in ("Simhallen", "0430-", "Laholm", "mars", "/svar/"):
        assert shown in words.text


@pytest.mark.parametrize("place", ["Vid den stora fontänen på torget – " * 5, "š" * 200, "😀" * 100])
@pytest.mark.parametrize("kind", ["asked", "offered", "visit_changed"])
def test_at_most_three_segments_whatever_the_place(told, kind, place):
    text = words_of(message(told, kind, place=place), NOW).sms
    assert segments(text) <= 3
    assert "12 mars" in text
    assert "kl. 14-17" in text


def test_many_questions_at_once_are_one_message_that_says_so(told):
    """Negative control: one asked at another instant is another message."""
    first = message(told, "asked")
    for number, made_at in ((1, NOW), (2, NOW), (3, NOW + HOUR)):
        booking = told.assigned(starts_at=TOMORROW_14 + number * 24 * HOUR)
        about(booking, told.escort, "asked", made_at=made_at)
    words = words_of(first, NOW)
    assert words.news == "Kan du komma till ett besök? Det finns 2 frågor till. Logga in och svara på dem."
    assert segments(words.sms) <= 2
    assert words.sms.endswith("/")


@pytest.mark.parametrize("kind", KINDS)
def test_R15_plain_swedish(told, kind):
    words = words_of(message(told, kind), NOW)
    assert lix(words.text.replace("Ledsagning Laholm", "").replace("Simhallen", "")) <= 30


def test_every_kind_has_words_of_one_of_the_two():
    assert set(SUBJECTS) | set(OTHERS) == set(MessageKind)
    assert not set(SUBJECTS) & set(OTHERS)


def test_others_messages_are_as_they_were(told):
    Participant.objects.update(channel="email", email="berit@example.se")
    told.pool.refresh_from_db()
    told.booking()
    made = Message.objects.select_related("participant", "unit__municipality").get()
    assert words_of(made, NOW).subject == "Besöket torsdag 12 mars är bokat"
