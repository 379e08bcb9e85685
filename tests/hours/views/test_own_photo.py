"""The escort's own photo: put in with a yes, changed, and taken away. Each bad file has its own sentence."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from hours.photos import LARGEST_BYTES
from ledsagning.people.models import Escort, EscortPhoto
from tests.cast import make_escort
from tests.hours.views.flow import text_of, title_of

URL = "/uppdrag/foto/"


def picture(colour: str = "red", size: tuple[int, int] = (300, 200), kind: str = "JPEG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, kind)
    return out.getvalue()


def upload(content: bytes | None, **more: str) -> dict[str, object]:
    file = {} if content is None else {"picture": SimpleUploadedFile("jag.jpg", content, "image/jpeg")}
    return {"agrees": "on"} | file | more


@pytest.fixture
def client(cast, signed_in):
    return signed_in(cast.escort.user)


def test_it_is_reached_from_the_assignments(client):
    assert f'href="{URL}"' in client.get(reverse("escort_list")).text


def test_a_photo_is_put_in(cast, client):
    assert "Put in a photo" in client.get(URL).text
    response = client.post(URL, upload(picture()), follow=True)
    assert response.redirect_chain == [(URL, 302)]
    assert "Your photo is saved." in text_of(response)
    photo = Image.open(io.BytesIO(bytes(EscortPhoto.objects.get(escort=cast.escort).jpeg)))
    assert (photo.format, photo.size) == ("JPEG", (240, 240))
    assert f'src="{reverse("escort_photo", args=[cast.escort.pk])}"' in response.text
    assert 'alt="Photo of Elsa"' in response.text


def test_another_takes_its_place(cast, client):
    client.post(URL, upload(picture("red")))
    before = bytes(EscortPhoto.objects.get().jpeg)
    client.post(URL, upload(picture("blue")))
    assert bytes(EscortPhoto.objects.get().jpeg) != before


def test_it_is_taken_away(client):
    client.post(URL, upload(picture()))
    response = client.post(URL, {"remove": "1"}, follow=True)
    assert "Nobody sees it any longer." in text_of(response)
    assert not EscortPhoto.objects.exists()
    assert client.post(URL, {"remove": "1"}).status_code == 302


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        (upload(None), "Choose a picture first."),
        (upload(b""), "The file is empty. Choose another picture."),
        (upload(b"a letter"), "The file is not a picture. Choose a JPEG, PNG or WebP."),
        (upload(picture(kind="GIF")), "The file is not a picture. Choose a JPEG, PNG or WebP."),
        (
            upload(picture() + b"\0" * LARGEST_BYTES),
            "The file is larger than 5 MB. Choose a smaller picture.",
        ),
        (
            upload(picture(size=(80, 80))),
            "The picture is too small. Choose one of at least 120 by 120 pixels.",
        ),
        (
            upload(picture(size=(5_001, 5_000), kind="PNG")),
            "The picture has too many pixels. Choose one of 25 megapixels at most.",
        ),
        (upload(picture(kind="PNG")[:400]), "The picture is broken and cannot be opened. Choose another."),
        (upload(picture(), agrees=""), "Tick the box if you want others to see your photo."),
    ],
)
def test_bad_input(client, sent, says):
    response = client.post(URL, sent)
    assert response.status_code == 200
    assert title_of(response).startswith("Error: ")
    assert text_of(response).count(says) == 2  # in the summary and at the field
    assert not EscortPhoto.objects.exists()


def test_a_bad_file_leaves_the_photo_that_is_there(client):
    client.post(URL, upload(picture()))
    assert "This is what they see" in client.post(URL, upload(b"a letter")).text
    assert EscortPhoto.objects.count() == 1


def test_only_ones_own(cast, client, signed_in):
    client.post(URL, upload(picture()))
    tor = make_escort(unit=cast.provider, username="tor")
    signed_in(tor.user).post(URL, {"remove": "1"})
    assert EscortPhoto.objects.get().escort == cast.escort


def test_strangers_get_404(cast, signed_in):
    for user in (cast.stranger, cast.participant.user, cast.coordinator, cast.manager):
        assert signed_in(user).get(URL).status_code == 404
        assert signed_in(user).post(URL, upload(picture())).status_code == 404


def test_R19_who_has_left_gets_404(cast, client):
    Escort.objects.update(valid_to="2026-03-10")
    assert client.get(URL).status_code == 404
    assert client.post(URL, upload(picture())).status_code == 404


def test_wrong_method(client):
    assert client.put(URL).status_code == 405
