"""Faces for the demonstration's companions: drawn, friendly, and of nobody.

Each account has a face of its own, the same every time: skin, hair, clothes and a ground of warm colours.
"""

import zlib
from collections.abc import Iterable
from random import Random

from PIL import Image, ImageDraw

from hours.photos import PHOTO_SIDE, as_jpeg
from ledsagning.people.models import Escort, EscortPhoto

# Drawn four times as large and made small, so that the lines are smooth.
SCALE = 4
SIDE = PHOTO_SIDE * SCALE
GROUNDS = ("#dfe9dc", "#f3e3cf", "#dce6ef", "#f1dcd6", "#e7e0ef", "#e9e7c9")
SKINS = ("#f6d5b8", "#e9b98f", "#c98d5e", "#9a6340", "#6d432b")
HAIRS = ("#2a211c", "#5b3a24", "#8d5a2b", "#c79a54", "#7b7672", "#a34a26")
CLOTHES = ("#10493d", "#2f4f7a", "#8a3d2f", "#5a3f6b", "#3f6b4f", "#7a5a1e")
INK = "#2a211c"
CUTS = ("short", "long", "bun", "curly")
# Chance would give these another cut than their names make one expect.
CUT_OF = {"goran": "short", "oskar": "curly", "cecilia": "long", "tove": "bun"}
CURLS = ((20, 26), (18, 38), (23, 15), (34, 8), (46, 6), (57, 10), (64, 18), (65, 38), (66, 28))

Box = tuple[float, float, float, float]


def box(left: float, top: float, right: float, bottom: float) -> Box:
    """A rectangle in hundredths of the picture's side."""
    hundredth = SIDE / 100
    return left * hundredth, top * hundredth, right * hundredth, bottom * hundredth


def drawn_face(account: str) -> bytes:
    """A face as JPEG, PHOTO_SIDE pixels a side."""
    chance = Random(zlib.crc32(account.encode()))
    picture = Image.new("RGB", (SIDE, SIDE), chance.choice(GROUNDS))
    draw = ImageDraw.Draw(picture)
    skin, hair = chance.choice(SKINS), chance.choice(HAIRS)
    cut = CUT_OF.get(account, chance.choice(CUTS))
    draw_hair_behind(draw, hair, cut)
    draw_body(draw, skin, chance.choice(CLOTHES))
    draw.ellipse(box(29, 20, 71, 72), fill=skin)
    draw_hair_before(draw, hair, cut)
    draw_features(draw, hair, glasses=chance.random() < 0.35)
    return as_jpeg(picture.resize((PHOTO_SIDE, PHOTO_SIDE), Image.Resampling.LANCZOS))


def draw_body(draw: ImageDraw.ImageDraw, skin: str, clothes: str) -> None:
    draw.ellipse(box(12, 78, 88, 140), fill=clothes)
    draw.rectangle(box(42, 62, 58, 82), fill=skin)
    draw.ellipse(box(42, 74, 58, 88), fill=skin)
    for left in (26, 69):  # ears
        draw.ellipse(box(left, 42, left + 6, 53), fill=skin)


def draw_hair_behind(draw: ImageDraw.ImageDraw, hair: str, cut: str) -> None:
    if cut == "long":
        draw.rounded_rectangle(box(22, 26, 78, 84), radius=SIDE * 0.22, fill=hair)
    elif cut == "bun":
        draw.ellipse(box(40, 4, 60, 24), fill=hair)
    elif cut == "curly":
        for left, top in CURLS:
            draw.ellipse(box(left, top, left + 17, top + 17), fill=hair)


def draw_hair_before(draw: ImageDraw.ImageDraw, hair: str, cut: str) -> None:
    """The hair above the forehead."""
    draw.chord(box(27, 14, 73, 64), 180, 360, fill=hair)
    if cut == "short":
        for left in (27, 69):  # down to the ears
            draw.rounded_rectangle(box(left, 34, left + 4, 46), radius=SIDE // 60, fill=hair)
    if cut == "curly":
        for left in (29, 38, 48, 58):
            draw.ellipse(box(left, 22, left + 14, 36), fill=hair)


def draw_features(draw: ImageDraw.ImageDraw, hair: str, *, glasses: bool) -> None:
    """Eyes, brows, a nose and a smile."""
    thick = SIDE // 90
    for middle in (41, 59):
        draw.ellipse(box(middle - 2.2, 45, middle + 2.2, 50), fill=INK)
        draw.arc(box(middle - 5, 39, middle + 5, 47), 205, 335, fill=hair, width=thick)
        if glasses:
            draw.ellipse(box(middle - 7.5, 40.5, middle + 7.5, 55), outline=INK, width=thick)
    if glasses:
        draw.line(box(48.5, 47, 51.5, 47), fill=INK, width=thick)
    draw.arc(box(47, 48, 53, 57), 20, 150, fill=INK, width=thick)
    draw.chord(box(41, 53, 59, 66), 15, 165, fill="#8a2f2a")
    draw.chord(box(43, 53.5, 57, 62), 22, 158, fill="#fffdf8")


def put_in_photos(escorts: Iterable[Escort]) -> None:
    """A drawn face for each, as if they had put it there themselves."""
    EscortPhoto.objects.bulk_create(
        EscortPhoto(escort=escort, jpeg=drawn_face(escort.user.username)) for escort in escorts
    )
