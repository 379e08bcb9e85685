"""What is made of a file that somebody says is a photo of them."""

import io
import struct
import zlib

import pytest
from PIL import Image, ImageDraw, ImageFile

from hours.photos import (
    LARGEST_BYTES,
    MOST_PIXELS,
    PHOTO_SIDE,
    NotTaken,
    Why,
    receipt_photo,
    square_photo,
)

PLACE = "56.5120,13.0430"


def file_of(picture: Image.Image, kind: str = "JPEG", **more: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **more)
    return out.getvalue()


def made(content: bytes) -> Image.Image:
    """The photo that is kept, opened again."""
    return Image.open(io.BytesIO(kept(content)))


def kept(content: bytes) -> bytes:
    return square_photo(io.BytesIO(content), len(content))


def refused(content: bytes, size_bytes: int | None = None) -> Why:
    with pytest.raises(NotTaken) as caught:
        square_photo(io.BytesIO(content), len(content) if size_bytes is None else size_bytes)
    return caught.value.why


def halves(width: int, height: int) -> Image.Image:
    """Red above, blue below."""
    picture = Image.new("RGB", (width, height), "red")
    ImageDraw.Draw(picture).rectangle((0, height // 2, width, height), fill="blue")
    return picture


def colour_at(photo: Image.Image, x: int, y: int) -> str:
    red, green, blue = photo.getpixel((x, y))
    if min(red, green, blue) > 230:
        return "white"
    return "red" if red > blue else "blue"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("size", [(120, 120), (640, 480), (480, 1200)])
def test_a_small_upright_square(kind, size):
    photo = made(file_of(halves(*size), kind))
    assert (photo.format, photo.size, photo.mode) == ("JPEG", (PHOTO_SIDE, PHOTO_SIDE), "RGB")
    assert colour_at(photo, 120, 20) == "red"
    assert colour_at(photo, 120, 220) == "blue"


def test_nothing_else_of_the_file_is_kept():
    exif = Image.Exif()
    exif[0x010E] = PLACE  # what the picture shows
    exif[0x0110] = "Telefon 15"  # what took it
    exif.get_ifd(0x8825)[1] = "N"  # where
    content = file_of(halves(400, 400), exif=exif, comment=PLACE.encode(), icc_profile=b"profile" * 30)
    assert PLACE.encode() in content  # the control: it was there
    photo, result = made(content), kept(content)
    assert dict(photo.getexif()) == {}
    assert set(photo.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    for left in (PLACE.encode(), b"Telefon", b"Exif", b"profile"):
        assert left not in result
    assert len(result) < 20_000


@pytest.mark.parametrize(
    ("turned", "above"), [(1, "red"), (3, "blue"), (6, "left"), (8, "right"), (2, "red"), (4, "blue")]
)
def test_it_is_turned_as_the_camera_was(turned, above):
    exif = Image.Exif()
    exif[0x0112] = turned
    photo = made(file_of(halves(400, 400), exif=exif))
    if above in ("red", "blue"):
        assert colour_at(photo, 120, 20) == above
    else:  # what was above is now to one side
        left, right = colour_at(photo, 20, 120), colour_at(photo, 220, 120)
        assert (left, right) == (("blue", "red") if above == "left" else ("red", "blue"))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_kind_of_colours(mode):
    assert made(file_of(halves(200, 200).convert("L").convert(mode), "PNG")).mode == "RGB"


def test_cmyk_from_a_print_shop():
    assert made(file_of(halves(200, 200).convert("CMYK"))).mode == "RGB"


def test_what_is_transparent_becomes_white():
    picture = Image.new("RGBA", (200, 200), (0, 0, 0, 0))
    assert colour_at(made(file_of(picture, "PNG")), 120, 120) == "white"


def test_too_large():
    content = file_of(halves(200, 200))
    assert refused(content, LARGEST_BYTES + 1) == Why.TOO_LARGE
    assert square_photo(io.BytesIO(content), LARGEST_BYTES)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hej",
        b"%PDF-1.7\n",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<script>alert(1)</script>",
        b"\xff\xd8\xff",
        b"\x89PNG\r\n\x1a\n",
        b"RIFF\x00\x00\x00\x00WEBP",
        file_of(halves(200, 200), "GIF"),
        file_of(halves(200, 200), "BMP"),
        file_of(halves(200, 200), "TIFF"),
    ],
)
def test_not_a_picture_of_a_kind_that_is_taken(content):
    assert refused(content) == Why.NOT_A_PICTURE


def vast_png(width: int, height: int) -> bytes:
    """A file of a hundred bytes that says it holds a vast picture."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(b"\0" * 100)), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize("size", [(5_001, 5_000), (10_000, 9_000), (60_000, 60_000), (100_000, 120)])
def test_R43_a_pixel_bomb_is_refused_before_it_is_unpacked(size):
    """The sizes pass Pillow's own limits of warning and of error too."""
    if size[0] * size[1] > MOST_PIXELS:
        assert refused(vast_png(*size)) == Why.TOO_MANY_PIXELS
    else:
        assert refused(vast_png(*size)) == Why.BROKEN


def test_too_small():
    assert refused(file_of(halves(119, 400))) == Why.TOO_SMALL


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_cut_off_on_the_way(kind):
    noise = Image.effect_noise((400, 400), 90).convert("RGB")
    content = file_of(noise, kind)
    assert refused(content[: len(content) // 2]) in (Why.BROKEN, Why.NOT_A_PICTURE)


def test_a_wrong_checksum():
    content = bytearray(file_of(halves(200, 200), "PNG"))
    content[60] ^= 255
    assert refused(bytes(content)) in (Why.BROKEN, Why.NOT_A_PICTURE)


def test_a_text_that_unpacks_to_much_is_no_harm():
    from PIL.PngImagePlugin import PngInfo  # here: only this test writes such a text

    info = PngInfo()
    info.add_text("x", "a" * 20_000_000, zip=True)
    assert refused(file_of(halves(200, 200), "PNG", pnginfo=info)) in (Why.BROKEN, Why.NOT_A_PICTURE)


def receipt(content: bytes) -> bytes:
    return receipt_photo(io.BytesIO(content), len(content))


@pytest.mark.parametrize(
    ("size", "kept_size"), [((300, 900), (300, 900)), ((3200, 1600), (1600, 800)), ((900, 2400), (600, 1600))]
)
def test_a_receipt_keeps_its_shape_and_is_never_made_larger(size, kept_size):
    made_of = Image.open(io.BytesIO(receipt(file_of(halves(*size)))))
    assert (made_of.format, made_of.size, made_of.mode) == ("JPEG", kept_size, "RGB")
    assert colour_at(made_of, kept_size[0] // 2, 20) == "red"


def test_a_receipt_is_turned_and_tells_nothing_beside_the_picture():
    exif = Image.Exif()
    exif[0x0112] = 3
    exif[0x010E] = PLACE
    content = file_of(halves(300, 600), exif=exif, comment=PLACE.encode())
    assert PLACE.encode() in content
    result = receipt(content)
    assert PLACE.encode() not in result
    assert b"Exif" not in result
    assert colour_at(Image.open(io.BytesIO(result)), 150, 20) == "blue"
    assert receipt(content) == result  # by which a receipt that is sent again is known


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"%PDF-1.7 kvitto", Why.NOT_A_PICTURE),
        (b"\0\0\0\x18ftypheic\0\0\0\0", Why.NOT_A_PICTURE),
        (file_of(halves(100, 900)), Why.TOO_SMALL),
        (file_of(halves(400, 400))[:900], Why.BROKEN),
    ],
)
def test_a_receipt_is_refused_as_a_photo_is(content, why):
    with pytest.raises(NotTaken) as caught:
        receipt(content)
    assert caught.value.why == why


def test_broken_is_told_whatever_another_library_has_asked_of_pillow(monkeypatch):
    """WeasyPrint asks it, once for all, to fill in with grey what is not there."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    cut_off = file_of(halves(400, 400))[:900]
    with Image.open(io.BytesIO(cut_off)) as lenient:
        lenient.load()  # the control: nothing is said of it
    with pytest.raises(NotTaken) as caught:
        receipt(cut_off)
    assert caught.value.why == Why.BROKEN
    assert refused(cut_off) == Why.BROKEN
