"""A whole booking in one line: shown back for a yes, or the one question that is missing (R6, R7, R9)."""

import html
import re
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from hours.models import Booking, BookingDraft
from hours.wishes import wish
from tests.cast import NOW, make_escort, make_participant
from tests.hours.views.flow import Flow, text_of, title_of


@pytest.fixture
def write(cast, signed_in):
    """Writes a line as Berit; the flow that it began, and where it led."""
    client = signed_in(cast.participant.user)

    def send(line):
        response = client.post(url_of(cast), {"line": line})
        flow = Flow.__new__(Flow)
        flow.client, flow.person = client, cast.participant
        if response.status_code == 302:
            flow.key = uuid.UUID(response.url.split("/")[-3])
        flow.response = response
        return flow

    return send


def url_of(cast):
    return reverse("book_line", args=[cast.participant.public_id])


def error_of(response, field):
    summary = re.search(r'id="error-summary".*?</ul>', response.text, re.S)[0]
    return html.unescape(re.search(rf'<a href="[^"]*#id_{field}">(.*?)</a>', summary)[1])


def test_R9_a_line_is_shown_back_whole_and_booked_by_one_yes(write):
    flow = write("på lördag 14–17, simhallen")
    assert flow.response.url == flow.check_url
    said = text_of(flow.check())
    assert "Saturday 14 March" in said
    assert "14:00–17:00" in said
    assert "Three hours" in said
    assert "We took “simhallen” as the place where you meet." in said
    flow.send()
    booking = Booking.objects.get()
    assert (booking.starts_at, booking.span.minutes) == (datetime(2026, 3, 14, 13, tzinfo=UTC), 180)
    assert (booking.meeting_place, booking.wished_escort, booking.wishes_known) == ("simhallen", None, False)


def test_R9_the_yes_is_next_at_hand_and_told_with_what_is_booked(write):
    page = write("på lördag 14–17, simhallen").check().text
    button = re.search(r"<button[^>]*button-big[^>]*>", page)[0]
    assert 'aria-describedby="in-short" autofocus' in button
    assert re.search(r'id="in-short">Saturday 14 March, 14:00–17:00, three hours, simhallen\.<', page)


def test_R9_in_small_steps_the_page_is_read_from_its_beginning(flow):
    flow.answer_all()
    assert "autofocus" not in flow.check().text


def test_home_is_the_persons_address_when_it_is_known(write, cast):
    assert write("imorgon kl 9 3 timmar hemma").check().context["asked"].place == "hemma"
    cast.participant.home_address = "Storgatan 1"
    cast.participant.save()
    assert write("imorgon kl 9 3 timmar hemma").check().context["asked"].place == "Storgatan 1"


def test_a_companion_whom_the_person_knows_is_wished_for(write, cast):
    wish(cast.participant, cast.escort, never=False)
    asked = write("tisdag 14.30 i två timmar vid biblioteket med Elsa").check().context["asked"]
    assert (asked.escort, asked.place, asked.span.minutes) == (cast.escort, "vid biblioteket", 120)


def test_a_name_that_nobody_known_has_is_asked_about(write, cast):
    wish(cast.participant, cast.escort, never=False)
    flow = write("imorgon 9-12 med Sven, gymmet")
    assert flow.response.url == flow.url("ledsagare")
    assert "You have not met anybody called “Sven”." in text_of(flow.client.get(flow.url("ledsagare")))
    assert flow.answer("ledsagare").url == flow.check_url


def test_R7_only_the_missing_day_is_asked_and_the_line_quoted(write):
    flow = write("14-17, simhallen")
    assert flow.response.url == flow.url("dag")
    said = text_of(flow.client.get(flow.url("dag")))
    assert (
        "You wrote “14-17, simhallen”. We find no day in it. Write for example 27 March or tomorrow." in said
    )
    assert flow.answer("dag", day="lördag").url == flow.check_url
    asked = flow.check().context["asked"]
    assert (asked.place, asked.span.minutes) == ("simhallen", 180)


def test_R7_only_the_missing_time_is_asked(write):
    flow = write("på lördag, simhallen")
    assert flow.response.url == flow.url("tid")
    assert "We find no time in it." in text_of(flow.client.get(flow.url("tid")))
    assert flow.answer("tid", starts="14-17").url == flow.check_url


def test_R7_without_an_end_only_the_end_is_missing(write):
    flow = write("på lördag kl 14, simhallen")
    page = flow.client.get(flow.response.url)
    assert error_of(page, "ends").startswith("Write when it ends or how long it is.")
    assert 'value="kl 14"' in page.text


def test_a_line_with_neither_day_nor_time_is_quoted_back_with_two_examples(write):
    response = write("hjälp mig").response
    assert title_of(response).startswith("Error:")
    assert error_of(response, "line") == (
        "We do not understand “hjälp mig”. Write a day and a time. For example: tomorrow at 9, 3 hours. "
        "Or: on Saturday 14–17, the library."
    )
    assert 'value="hjälp mig"' in response.text
    assert not BookingDraft.objects.exists()


@pytest.mark.parametrize(
    ("line", "step", "field", "said"),
    [
        (
            "tisdag 12 mars 2026 14-17",
            "dag",
            "day",
            "“tisdag 12 mars 2026” does not fit: 12 March 2026 is a Thursday. "
            "Write for example 12 March 2026 or tomorrow.",
        ),
        (
            "30 februari 14-17",
            "dag",
            "day",
            "There is no such day as “30 februari”. Write for example 27 March or tomorrow.",
        ),
        ("igår 14-17", "dag", "day", "“igår” has already been. Write a later day."),
        ("1 maj 2036 14-17", "dag", "day", "That is more than 5 years ahead. Is the year right?"),
        ("lördag 17-14", "tid", "ends", "The end must be later than the start. Check both times."),
        (
            "lördag 25-27",
            "tid",
            "starts",
            "We do not understand “25-27”. Write for example 14.30 or half past two.",
        ),
        (
            "om två timmar hemma imorgon",
            "tid",
            "starts",
            "We do not understand “om två timmar”. Write for example 14.30 or half past two.",
        ),
        (
            "29 mars 2.30-4",
            "tid",
            "starts",
            "There is no 02.30 that night: the clock goes from 2.00 to 3.00. Write for example 1.45 or 3.15.",
        ),
        (
            "25 oktober 2.30-4",
            "tid",
            "starts_which",
            "02.30 comes twice that night. Choose before or after the clock is turned back.",
        ),
    ],
)
def test_R7_each_slip_in_a_line_has_its_own_sentence_at_its_question(write, line, step, field, said):
    flow = write(line)
    assert flow.response.url == flow.url(step)
    response = flow.client.get(flow.url(step))
    assert title_of(response).startswith("Error:")
    if field == "starts_which":
        assert said in text_of(response)
    else:
        assert error_of(response, field) == said


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("idag 8-17", "That time has already passed. Choose a later time."),
        ("lördag kl 9 25 timmar", "One booking can be 24 hours at most. Book the rest as one more visit."),
    ],
)
def test_what_the_rules_refuse_is_said_on_the_page_that_shows_the_line_back(write, line, said):
    flow = write(line)
    response = flow.check()
    assert title_of(response).startswith("Error:")
    assert said in text_of(response)
    assert 'name="seen"' not in response.text
    assert f'href="{flow.url("tid")}#id_' in response.text


def test_a_start_at_night_is_told(write):
    assert "The visit starts at night, at 02.00." in text_of(write("på lördag 2-5").check())
    assert "at night" not in text_of(write("på lördag 2-5 pm").check())


def test_the_day_of_a_line_stays_the_day_it_was_written(write, at):
    flow = write("imorgon 9-12")
    at(NOW + timedelta(hours=20))
    assert "Thursday 12 March" in text_of(flow.check())


@pytest.mark.parametrize("line", ["", " ", "\0", "x" * 201])
def test_what_is_no_line(write, line):
    response = write(line).response
    assert response.status_code == 200
    assert error_of(response, "line")


def test_its_own_page_asks_for_the_line(signed_in, cast):
    response = signed_in(cast.participant.user).get(url_of(cast))
    assert "Write it all in one line" in text_of(response)


def test_without_a_decision_there_is_nothing_to_book(signed_in, cast):
    person = make_participant(unit=cast.unit, username="nils")
    response = signed_in(person.user).post(
        reverse("book_line", args=[person.public_id]), {"line": "imorgon 9-12"}
    )
    assert response.url == reverse("participant_home", args=[person.public_id])


def test_strangers_get_404_and_other_methods_are_refused(signed_in, cast):
    for user in (cast.stranger, cast.coordinator, make_escort(unit=cast.unit, username="per").user):
        assert signed_in(user).post(url_of(cast), {"line": "imorgon 9-12"}).status_code == 404
    assert signed_in(cast.participant.user).put(url_of(cast)).status_code == 405


def test_R9_a_change_from_the_page_returns_there_without_asking_again(write):
    flow = write("på lördag 14–17, simhallen")
    assert flow.answer("plats", place="Biblioteket").url == flow.check_url
    said = text_of(flow.check())
    assert "Biblioteket" in said
    assert "We took" not in said
