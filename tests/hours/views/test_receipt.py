"""Photos of receipts: kept whatever becomes of the report, seen by who needs to, and taken away again."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from hours.models import Booking, PayPeriod, Receipt
from hours.photos import LARGEST_BYTES
from hours.policy import State
from ledsagning.people.models import AccessLog
from tests.cast import NOW, Cast, make_escort, make_staff, make_unit
from tests.hours.views.conftest import Clock, SignedIn
from tests.hours.views.flow import text_of
from tests.hours.views.test_own_photo import picture
from tests.hours.views.test_report_visit import AS_BOOKED, EVENING, url_of


@pytest.fixture
def client(cast: Cast, signed_in: SignedIn, at: Clock) -> Client:
    """Elsa's, the evening after the visit."""
    at(EVENING)
    return signed_in_at(cast.escort.user, signed_in, at)


def signed_in_at(user, signed_in: SignedIn, at: Clock) -> Client:
    found = signed_in(user)
    at(EVENING)
    return found


def files(*contents: bytes) -> dict[str, object]:
    named = enumerate(contents, start=1)
    return {"receipts": [SimpleUploadedFile(f"kvitto{number}.jpg", content) for number, content in named]}


def receipt_of(cast: Cast) -> Receipt:
    return Receipt.objects.create(booking=cast.done(), jpeg=b"\xff\xd8 bio", by=cast.escort.user, at=NOW)


def removal_of(receipt: Receipt) -> str:
    return reverse("receipt_removed", args=[receipt.booking.public_id, receipt.public_id])


class TestAdded:
    def test_several_with_the_report(self, cast, client):
        visit = cast.accepted()
        client.post(url_of(visit), AS_BOOKED | files(picture("red"), picture("blue")))
        visit.refresh_from_db()
        assert visit.state == State.DONE
        kept = [Image.open(io.BytesIO(bytes(receipt.jpeg))) for receipt in visit.receipts.all()]
        assert [(each.format, each.size) for each in kept] == [("JPEG", (300, 200))] * 2
        page = text_of(client.get(url_of(visit)))
        assert "Receipt 1, saved on Thursday 12 March, 20:00" in page
        assert "Receipt 2, " in page

    @pytest.mark.parametrize(
        ("content", "says"),
        [
            (b"%PDF-1.7", "“kvitto1.jpg” is not a picture that we can open. Choose JPEG, PNG or WebP."),
            (picture(size=(50, 300)), "“kvitto1.jpg” is too small to be read."),
            (picture()[:700], "“kvitto1.jpg” is broken and cannot be opened."),
            (b"x" * (LARGEST_BYTES + 1), "“kvitto1.jpg” is larger than 5 MB."),
            (b"", "“kvitto1.jpg” is not a picture"),
        ],
    )
    def test_what_is_no_picture_is_told_and_what_was_typed_is_kept(self, cast, client, content, says):
        visit = cast.accepted()
        response = client.post(url_of(visit), AS_BOOKED | {"expenses": "95"} | files(content, picture()))
        assert says in text_of(response)
        assert "<title>Error: " in response.text
        assert 'value="95"' in response.text
        visit.refresh_from_db()
        assert visit.state == State.ASSIGNED
        # The one that could be read need not be chosen again.
        assert "The receipt is saved." in text_of(response)
        assert visit.receipts.count() == 1

    def test_it_is_kept_when_the_times_are_refused_and_once_when_sent_again(self, cast, client):
        visit = cast.accepted()
        for _time in range(2):
            response = client.post(url_of(visit), AS_BOOKED | {"ends": "sent"} | files(picture()))
            assert "The receipt is saved." in text_of(response)
        assert visit.receipts.count() == 1
        client.post(url_of(visit), AS_BOOKED)
        visit.refresh_from_db()
        assert (visit.state, visit.receipts.count()) == (State.DONE, 1)

    def test_the_eleventh_is_told_at_its_field(self, cast, client):
        visit = cast.accepted()
        for number in range(10):
            Receipt.objects.create(booking=visit, jpeg=bytes([number]), by=cast.escort.user, at=NOW)
        response = client.post(url_of(visit), AS_BOOKED | files(picture()))
        assert "A visit has at most 10 receipts." in text_of(response)
        assert 'href="#id_receipts"' in response.text
        visit.refresh_from_db()
        assert visit.state == State.ASSIGNED


class TestSeen:
    @pytest.mark.parametrize("who", ["escort", "coordinator"])
    def test_by_the_escort_and_the_coordinator_and_logged(self, cast, signed_in, at, who):
        receipt = receipt_of(cast)
        user = cast.escort.user if who == "escort" else cast.coordinator
        response = signed_in_at(user, signed_in, at).get(reverse("receipt", args=[receipt.public_id]))
        assert response.content == b"\xff\xd8 bio"
        assert response["Content-Type"] == "image/jpeg"
        assert response["Cache-Control"] == "private, no-store"
        assert response["X-Content-Type-Options"] == "nosniff"
        log = AccessLog.objects.get()
        assert (log.user, log.capacity, log.page) == (user, who, "GET receipt")

    def test_not_by_anybody_else(self, cast, signed_in, at):
        receipt = receipt_of(cast)
        tor = make_escort(unit=cast.provider, username="tor")
        elsewhere = make_staff(unit=make_unit(code="1380"), kind="coordinator", username="kurt")
        strangers = (
            cast.stranger,
            tor.user,
            cast.participant.user,
            cast.manager,
            cast.case_officer,
            elsewhere,
        )
        for user in strangers:
            client = signed_in_at(user, signed_in, at)
            assert client.get(reverse("receipt", args=[receipt.public_id])).status_code == 404
            assert client.post(removal_of(receipt)).status_code == 404
        assert Receipt.objects.count() == 1

    def test_the_wrong_method(self, cast, client):
        receipt = receipt_of(cast)
        assert client.post(reverse("receipt", args=[receipt.public_id])).status_code == 405
        assert client.get(removal_of(receipt)).status_code == 405

    def test_signed_out(self, cast):
        assert Client().get(reverse("receipt", args=[receipt_of(cast).public_id])).status_code == 302


class TestTakenAway:
    def test_in_one_press(self, cast, client):
        receipt = receipt_of(cast)
        assert f'action="{removal_of(receipt)}"' in (client.get(url_of(receipt.booking)).text)
        response = client.post(removal_of(receipt), follow=True)
        assert response.redirect_chain == [(url_of(receipt.booking), 302)]
        assert "The receipt is taken away." in text_of(response)
        assert not Receipt.objects.exists()
        again = client.post(removal_of(receipt), follow=True)  # a double click
        assert "The receipt is taken away." in text_of(again)

    def test_not_when_the_month_is_sent_to_payroll(self, cast, client):
        receipt = receipt_of(cast)
        month = PayPeriod.objects.create(
            provider=cast.provider, month=date(2026, 3, 1), locked_at=NOW, locked_by=cast.coordinator
        )
        Booking.objects.update(paid_in=month)
        page = client.get(url_of(receipt.booking)).text
        assert "The month has been sent to payroll" in page
        assert 'name="starts"' not in page
        assert removal_of(receipt) not in page
        assert reverse("receipt", args=[receipt.public_id]) in page
        response = client.post(removal_of(receipt), follow=True)
        assert "The month has been sent to payroll" in text_of(response)
        assert Receipt.objects.exists()
        response = client.post(url_of(receipt.booking), AS_BOOKED | {"ends": "16"})
        assert "<title>Error: " in response.text
        assert 'value="16"' in response.text
