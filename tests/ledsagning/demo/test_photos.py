"""The demonstration's companions have drawn faces: small, each its own, the same every time."""

import io

from PIL import Image

from hours.photos import PHOTO_SIDE
from ledsagning.demo.people import COMPANIONS
from ledsagning.demo.photos import drawn_face, put_in_photos
from ledsagning.people.models import EscortPhoto


def test_everybody_has_a_face_of_their_own_the_same_every_time():
    faces = {one.account: drawn_face(one.account) for one in COMPANIONS}
    assert len(set(faces.values())) == len(COMPANIONS)
    assert drawn_face("elsa") == faces["elsa"]
    for face in faces.values():
        picture = Image.open(io.BytesIO(face))
        assert (picture.format, picture.size) == ("JPEG", (PHOTO_SIDE, PHOTO_SIDE))
        assert len(face) < 12_000


def test_they_are_put_in_as_if_the_companions_had(cast):
    put_in_photos([cast.escort])
    photo = EscortPhoto.objects.get(escort=cast.escort)
    assert bytes(photo.jpeg) == drawn_face("elsa")
    assert photo.changed_at is not None
