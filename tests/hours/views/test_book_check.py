"""Check-your-answers and sending: what is shown is what is booked, once (R9, R34)."""

import re
import uuid
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.urls import reverse

from hours.models import Booking
from tests.cast import NOW, TOMORROW_14, make_participant, make_pool
from tests.hours.views.flow import Flow, text_of, title_of


def test_R9_check_your_answers_names_weekday_date_times_and_hours(flow):
    flow.answer_all()
    said = text_of(flow.check())
    assert "Torsdag 12 mars" in said
    assert "kl. 14–17" in said
    assert "Tre timmar" in said
    assert "Simhallen" in said


def test_R9_each_change_link_says_what_it_changes(flow):
    flow.answer_all()
    links = re.findall(r"<dd><a href=\"[^\"]+\">(.*?)</a></dd>", flow.check().text)
    said = [re.sub(r"<[^>]+>", "", link) for link in links]
    assert len(said) == len(set(said)) == 6


def test_the_visit_is_booked_as_answered(flow, cast):
    flow.answer_all(note="Jag har käpp.")
    response = flow.send()
    booking = Booking.objects.get()
    assert response.url == reverse("visit", args=[flow.person.public_id, booking.public_id]) + "?klar=bokad"
    assert (booking.starts_at, booking.ends_at) == (TOMORROW_14, TOMORROW_14 + timedelta(hours=3))
    assert (booking.meeting_place, booking.note) == ("Simhallen", "Jag har käpp.")
    assert (booking.booked_by, booking.key, booking.by_phone) == (cast.participant.user, flow.key, False)
    assert "Torsdag 12 mars" in text_of(flow.client.get(response.url))


def test_place_and_companion_may_be_left_empty(flow):
    flow.answer_all(place="")
    flow.send()
    booking = Booking.objects.get()
    assert (booking.meeting_place, booking.wished_escort) == ("", None)


def test_an_answer_that_grew_old_leads_back_from_check_your_answers(flow, at):
    flow.answer("dag", day="idag")
    flow.answer("tid", starts="14", ends="17")
    flow.answer("plats")
    flow.answer("ledsagare")
    at(NOW + timedelta(hours=8))
    response = flow.check()
    assert title_of(response).startswith(("Fel:", "Error:"))
    assert f'<a href="{flow.url("tid")}#id_starts">' in response.text
    assert 'name="seen"' not in response.text
    at(NOW + timedelta(days=2))
    assert flow.check().url == flow.url("dag")


def test_past_midnight_is_the_next_day_and_said_plainly(flow):
    flow.answer_all(day="lördag", starts="22", ends="1.30")
    assert "söndag 15 mars" in text_of(flow.check())
    flow.send()
    assert Booking.objects.get().span.minutes == 210


def test_another_visit_at_the_same_time_is_told_of_and_stops_nothing(flow, cast):
    cast.booking()
    flow.answer_all()
    assert 'class="notice"' in flow.check().text
    flow.send()
    assert Booking.objects.count() == 2


def test_sent_twice_is_one_booking_and_one_receipt(flow):
    flow.answer_all()
    page = flow.check()
    first, second = flow.send(page), flow.send(page)
    assert first.url == second.url
    assert Booking.objects.count() == 1


def test_back_to_the_questions_after_booking_leads_to_the_receipt(flow):
    flow.answer_all()
    receipt = urlsplit(flow.send().url).path
    assert flow.check().url == receipt
    assert flow.client.get(flow.url("tid")).url == receipt
    assert flow.answer("tid", starts="9", ends="10").url == receipt
    assert Booking.objects.get().starts_at == TOMORROW_14


def test_the_same_key_with_other_answers_is_a_clear_message(flow):
    flow.answer_all()
    page = flow.check()
    flow.answer("plats", place="Biblioteket")
    flow.send()
    response = flow.send(page)
    assert title_of(response).startswith(("Fel:", "Error:"))
    assert reverse("participant_home", args=[flow.person.public_id]) in response.text
    assert Booking.objects.get().meeting_place == "Biblioteket"


def test_answers_changed_in_another_window_are_shown_before_anything_is_booked(flow):
    flow.answer_all()
    page = flow.check()
    flow.answer("plats", place="Biblioteket")
    response = flow.send(page)
    assert "Biblioteket" in text_of(response)
    assert Booking.objects.count() == 0


def test_nothing_is_booked_without_the_mark_of_what_was_shown(flow):
    flow.answer_all()
    assert flow.client.post(flow.check_url).status_code == 200
    assert Booking.objects.count() == 0


def test_a_draft_that_is_gone_leads_home_with_a_message(flow):
    flow.key = uuid.uuid4()
    home = reverse("participant_home", args=[flow.person.public_id])
    assert flow.check().url == home
    assert flow.client.get(flow.url("dag")).url == home


def test_a_draft_about_another_person_is_not_found(flow, cast):
    """A representative of two people cannot mix them up."""
    other = make_participant(unit=cast.unit, username=None)
    make_pool(participant=other, by=cast.case_officer)
    other.representatives.create(user=cast.participant.user, kind="consent", valid_from="2020-01-01")
    flow.answer_all()
    mixed = reverse("book_check", args=[other.public_id, flow.key])
    assert flow.client.get(mixed).url == reverse("participant_home", args=[other.public_id])


def test_a_representative_books_under_the_own_name(client, cast, at):
    at(NOW)
    client.force_login(cast.representative.user)
    flow = Flow(client, cast.participant)
    flow.answer_all()
    assert "Berit" in text_of(flow.check())
    flow.send()
    assert Booking.objects.get().booked_by == cast.representative.user


@pytest.mark.parametrize(
    ("short_pool", "booked", "notice"),
    [("top_up", True, False), ("ask", True, True), ("refuse", False, False)],
)
def test_a_short_pool_does_what_the_municipality_chose(flow, cast, short_pool, booked, notice):
    cast.unit.municipality.short_pool = short_pool
    cast.unit.municipality.save()
    cast.booking(starts_at=TOMORROW_14 + timedelta(days=1), hours=24)
    for day in range(2, 11):
        cast.booking(starts_at=TOMORROW_14 + timedelta(days=day), hours=24 if day < 10 else 23)
    flow.answer("dag", day="imorgon")
    response = flow.answer("tid", starts="14", ends="17")
    if not booked:
        assert response.context["form"].errors.keys() == {"ends"}
        return
    flow.answer("plats")
    flow.answer("ledsagare")
    assert bool(flow.check().context["notices"]) == notice
    flow.send()
    assert Booking.objects.filter(key=flow.key).get().awaits_top_up == notice
