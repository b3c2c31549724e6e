"""A logo as it travels in every workbook: as sharp as fits in the little room that it has.

Whoever gets a logo gets it far too large, with what a drawing program noted beside it: colour
profiles, dates, a history. Only the picture stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PIL.Image import Image

# A workbook stays below 60 kB with it.
MOST_BYTES: Final = 1_100
# How many dots high a logo is tried, the sharpest first, and with how many colours.
_HEIGHTS: Final = (90, 80, 72, 66, 60, 54, 48, 44, 40, 36, 32, 24, 16, 8)
_COLOURS: Final = (32, 16, 8)
_FORMATS: Final = ("PNG", "JPEG")
# No logo has more dots: a few bytes can say "a gigabyte of white".
_MOST_DOTS: Final = 50_000_000


class NoPictureError(ValueError):
    """This is no picture that can be read."""


@lru_cache(maxsize=4)  # the same in every workbook
def small(raw: bytes, width: int, height: int) -> bytes:
    """The picture in this PNG or JPG as a PNG of at most `MOST_BYTES`, to be shown in this room.

    `width` and `height` are in pixels. A picture that is smaller does not become larger. Raises
    `NoPictureError`.
    """
    picture = _opened(raw)
    tried: Iterator[bytes] = (
        made
        for high in (height, *(high for high in _HEIGHTS if high < height))
        for made in _drawn(picture, round(width * high / height), high)
    )
    return next(made for made in tried if len(made) <= MOST_BYTES)


@lru_cache(maxsize=4)  # the settings of a round are read again and again
def check_picture(raw: bytes) -> None:
    """Raises `NoPictureError` when this is no PNG or JPG that can be read."""
    _opened(raw)


def _opened(raw: bytes) -> Image:
    # Only here: few rounds have a logo.
    from PIL import Image, ImageOps

    try:
        with Image.open(BytesIO(raw), formats=_FORMATS) as found:
            if found.width * found.height > _MOST_DOTS:
                raise NoPictureError
            return ImageOps.exif_transpose(found).convert("RGBA")
    # A damaged picture fails in any of these ways.
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as error:
        raise NoPictureError from error


def _drawn(picture: Image, width: int, height: int) -> Iterator[bytes]:
    """The picture in so much room, with ever fewer colours."""
    from PIL import Image

    shrunk = picture.copy()
    shrunk.thumbnail((max(width, 1), height), Image.Resampling.LANCZOS)
    for colours in _COLOURS:
        # The one way that keeps what is transparent.
        drawn = shrunk.quantize(colours, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        made = BytesIO()
        drawn.save(made, "PNG", optimize=True)
        yield made.getvalue()
