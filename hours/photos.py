"""Escorts' photos and receipts: what is taken in, and the small picture that is kept of it.

A picture from anybody's phone may be huge, broken, turned on its side, and tell where it was taken. What is
kept is drawn anew: upright, small, a face square, and without anything that the file said beside the picture.
"""

import contextlib
import io
from collections.abc import Iterator
from enum import StrEnum
from typing import IO

from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

PHOTO_SIDE = 240
RECEIPT_SIDE = 1600
LARGEST_BYTES = 5 * 1024 * 1024
MOST_PIXELS = 25_000_000
SMALLEST_SIDE = 120
FORMATS = ("JPEG", "PNG", "WEBP")
QUALITY = 82
WHITE = (255, 255, 255)


class Why(StrEnum):
    """Why a file is not taken. hours/staff_forms.py and hours/report_forms.py have a sentence for each."""

    TOO_LARGE = "too_large"
    NOT_A_PICTURE = "not_a_picture"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_SMALL = "too_small"
    BROKEN = "broken"


class NotTaken(Exception):
    """A file that is not made a photo of."""

    def __init__(self, why: Why) -> None:
        self.why = why
        super().__init__(why)


def square_photo(file: IO[bytes], size_bytes: int) -> bytes:
    """A JPEG of PHOTO_SIDE × PHOTO_SIDE pixels, upright and without metadata. Raises NotTaken."""
    picture = checked(file, size_bytes)
    with broken_is_told():
        picture.draft("RGB", (4 * PHOTO_SIDE, 4 * PHOTO_SIDE))  # a JPEG is unpacked smaller, in less memory
        upright = ImageOps.exif_transpose(picture)
        square = ImageOps.fit(on_white(upright), (PHOTO_SIDE, PHOTO_SIDE), Image.Resampling.LANCZOS)
    return as_jpeg(square)


def receipt_photo(file: IO[bytes], size_bytes: int) -> bytes:
    """A JPEG whose longest side is at most RECEIPT_SIDE, upright and without metadata. Raises NotTaken.

    The same file gives the same bytes: a receipt sent again is known by them (R34).
    """
    picture = checked(file, size_bytes)
    with broken_is_told():
        picture.draft("RGB", (2 * RECEIPT_SIDE, 2 * RECEIPT_SIDE))
        receipt = on_white(ImageOps.exif_transpose(picture))
        receipt.thumbnail((RECEIPT_SIDE, RECEIPT_SIDE), Image.Resampling.LANCZOS)
    return as_jpeg(receipt)


def checked(file: IO[bytes], size_bytes: int) -> Image.Image:
    """The picture, when nothing speaks against unpacking it. Raises NotTaken.

    Size, format and pixels are asked before anything is unpacked: a small file can hold a vast picture.
    """
    if size_bytes > LARGEST_BYTES:
        raise NotTaken(Why.TOO_LARGE)
    picture = opened(file)
    width, height = picture.size
    if width * height > MOST_PIXELS:
        raise NotTaken(Why.TOO_MANY_PIXELS)
    if min(width, height) < SMALLEST_SIDE:
        raise NotTaken(Why.TOO_SMALL)
    return picture


@contextlib.contextmanager
def broken_is_told() -> Iterator[None]:
    """Whatever goes wrong when a picture is unpacked says that it is broken."""
    # For the whole process Pillow has one answer to a picture that ends too soon, and WeasyPrint, where
    # somebody has asked for a PDF, has told it to fill in with grey.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError) as broken:
        raise NotTaken(Why.BROKEN) from broken


def opened(file: IO[bytes]) -> Image.Image:
    """The picture, its first bytes read only."""
    try:
        return Image.open(file, formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise NotTaken(Why.TOO_MANY_PIXELS) from bomb
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as other:
        raise NotTaken(Why.NOT_A_PICTURE) from other


def on_white(picture: Image.Image) -> Image.Image:
    """In plain colours, what was transparent now white."""
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        layers = picture.convert("RGBA")
        ground = Image.new("RGBA", layers.size, (*WHITE, 255))
        return Image.alpha_composite(ground, layers).convert("RGB")
    return picture.convert("RGB")


def as_jpeg(picture: Image.Image) -> bytes:
    """Drawn on an empty picture, so that no comment, profile or place comes along."""
    empty = Image.new("RGB", picture.size, WHITE)
    empty.paste(picture)
    out = io.BytesIO()
    empty.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()
