"""A chart is small, to scale, and never draws outside its paper."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from bot.platforms.pictures import DARK, LIGHT, THICKNESS, WIDTH, Ink, png
from handlers.conversation.reply import Bar, Picture

SALES = Picture(
    "Pro seats",
    (
        Bar("August", 45, "45 seats"),
        Bar("September", 32, "32 seats"),
        Bar("Returned", -10, "−10 seats"),
        Bar("October", 0, "none"),
    ),
    "45 in August, 32 in September",
)


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content)).convert("RGB")


def lengths(picture: Picture, colour: str) -> list[int]:
    """How long each bar of a colour is, in pixels, from the top."""
    image = opened(png(picture))
    wanted = tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))
    counts = [
        sum(image.getpixel((x, y)) == wanted for x in range(WIDTH)) for y in range(image.height)
    ]
    middles = [y for y in range(1, image.height) if counts[y] > THICKNESS and not counts[y - 1]]
    return [counts[y + THICKNESS // 2] for y in middles]


def test_bars_are_to_scale() -> None:
    august, september = lengths(SALES, LIGHT.bar)
    assert september / august == pytest.approx(32 / 45, abs=0.02)
    (returned,) = lengths(SALES, LIGHT.less)
    assert returned / august == pytest.approx(10 / 45, abs=0.02)


def test_where_there_are_many_bars_a_name_is_nearest_to_its_own() -> None:
    """Twelve months: below each bar there is more room than above it."""
    months = Picture("months", tuple(Bar("Jan", 1, "1") for _ in range(12)), "months")
    image = opened(png(months))
    blank = [_is_blank(image, y) for y in range(image.height)]
    tops = [y for y in range(1, image.height) if blank[y - 1] and not blank[y]]
    ends = [y for y in range(1, image.height) if not blank[y - 1] and blank[y]]
    gaps = [top - end for end, top in zip(ends, tops[1:], strict=False)]
    assert all(above < below for above, below in zip(gaps[::2], gaps[1::2], strict=False))


def _is_blank(image: Image.Image, y: int) -> bool:
    paper = image.getpixel((0, 0))
    return all(image.getpixel((x, y)) == paper for x in range(image.width))


@pytest.mark.parametrize("dark", [False, True])
def test_it_is_small_enough_to_travel_in_a_message(dark: bool) -> None:
    content = png(SALES, dark)
    assert len(content) < 20_000
    assert opened(content).getpixel((0, 0)) == ((0x29,) * 3 if dark else (0xFF,) * 3)


@pytest.mark.parametrize(
    "picture",
    [
        Picture("nothing", (), "nothing"),
        Picture("all zero", (Bar("a", 0, "0"), Bar("b", 0, "0")), "zero"),
        Picture("long", (Bar("PT " + "Sangat Panjang " * 20, 1, "Rp 1.000.000"),), "long"),
        Picture("longer", (Bar("a", 1, "9" * 500),), "longer"),
        Picture("letters", (Bar("分 ≥ 5 📈", 1, "→"),), "letters"),
        Picture("no letters", (Bar("\x00\n\u202e\uffff\U000f0000", 1, "\ud7fb\t"),), "none"),
        Picture("endless", (Bar("x " * 50_000, 1, "1"),), "endless"),
        Picture("many", tuple(Bar(f"Partner #{n}", n, str(n)) for n in range(60)), "many"),
    ],
    ids=lambda picture: picture.title,
)
def test_whatever_is_asked_a_picture_comes(picture: Picture) -> None:
    image = opened(png(picture))
    assert image.width == WIDTH
    assert image.height >= 78


@pytest.mark.parametrize("ink", [LIGHT, DARK], ids=["light", "dark"])
def test_every_word_can_be_read(ink: Ink) -> None:
    for colour in (ink.word, ink.figure):
        assert contrast(colour, ink.paper) >= 4.5
    for colour in (ink.bar, ink.less):
        assert contrast(colour, ink.ground) >= 3


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
