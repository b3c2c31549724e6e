"""A workbook stays small, also in the worst case: it goes along with a mail.

60 kB, and 70 with the previous meting. What people answer themselves comes on top of that.
"""

from __future__ import annotations

import random
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageDraw
from PIL.PngImagePlugin import PngInfo

from nhnorm_xlsx import settings
from nhnorm_xlsx.form.model import Correction
from nhnorm_xlsx.form.plan import plan_form
from nhnorm_xlsx.form.writer import form_bytes
from nhnorm_xlsx.logo import MOST_BYTES, NoPictureError, check_picture, small
from nhnorm_xlsx.settings import Contact, RoundPeople
from tests import forms
from tests.test_paper import LONG, PEOPLE

_DICE = random.Random(7)
_WORDS = sorted(
    {word for norm in forms.NORM.norms for word in norm.explanation.split() if word.isalpha()}
)


def words(key: str) -> str:
    """As long a text as a setting may be, that packs no better than what people write."""
    most, text = settings._ON_START[key], ""
    while len(text) < most:
        text += f"{_DICE.choice(_WORDS)} "
    return text[:most].strip()


def contact() -> Contact:
    mail = f"{words('mail').replace(' ', '.')[:-8]}@riec.nl"
    return Contact(words("organisatie"), words("functie"), mail, "072 123 45 67 / 06 12345678901")


def picture(width: int, height: int, kind: str = "PNG", **more: Any) -> bytes:
    """A picture of which no dot says anything about another: nothing makes it smaller."""
    made = BytesIO()
    dots = Image.frombytes("RGB", (width, height), _DICE.randbytes(3 * width * height))
    dots.save(made, kind, **more)
    return made.getvalue()


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> RoundPeople:
    """All that the settings can say, as long as it may be, and a logo without any pattern."""
    logo = tmp_path_factory.mktemp("logo") / "logo.png"
    logo.write_bytes(picture(600, 400))
    return RoundPeople(contact(), contact(), contact(), words("terug_naar"), logo)


def size(people: RoundPeople | None = None, **more: Any) -> int:
    """Of the workbook of an organisation with a very long name."""
    organisation = replace(more.pop("organisation", forms.HEILOO), name=LONG)
    more["people"] = people or RoundPeople()
    plan = plan_form(forms.NORM, organisation, "2026", forms.DEADLINE, "0123456789ab", **more)
    return len(form_bytes(plan))


def corrections() -> list[Correction]:
    """Something else to put right in every norm."""
    return [
        Correction(
            f"De status '{_DICE.choice(_WORDS)}' is niet te lezen. Kies een status uit de lijst.",
            urgent=bool(at % 5),
            norm=norm.number,
            field=("status", "streefdatum", "actie")[at % 3],
            place=f"blad '{norm.number[0]}', cel G{at + 5}",
        )
        for at, norm in enumerate(forms.NORM.norms)
    ]


PREVIOUS = forms.previous_answers(1)


@pytest.mark.parametrize("organisation", [forms.HEILOO, forms.PROVINCIE], ids=lambda one: one.code)
def test_an_empty_form_stays_below_60_kb_with_all_that_the_settings_can_say(
    everything: RoundPeople, organisation: Any
) -> None:
    assert size(organisation=organisation) < 59_000
    assert size(replace(PEOPLE, logo=everything.logo), organisation=organisation) < 60_000
    assert size(replace(everything, logo=None), organisation=organisation) < 60_000


def test_with_all_of_that_at_its_longest_and_a_logo_of_noise_it_is_hardly_more(
    everything: RoundPeople,
) -> None:
    assert size(everything) < 60_500


def test_with_the_previous_meting_it_stays_below_70_kb(everything: RoundPeople) -> None:
    assert size(previous=PREVIOUS) < 65_000
    assert size(everything, previous=PREVIOUS) < 70_000


def test_with_something_to_put_right_in_every_norm_it_stays_below_70_kb(
    everything: RoundPeople,
) -> None:
    assert size(corrections=corrections()) < 66_000
    assert size(everything, corrections=corrections()) < 70_000
    assert size(corrections=corrections(), previous=PREVIOUS) < 70_000


def test_with_all_of_that_at_once_it_stays_below_75_kb(everything: RoundPeople) -> None:
    assert size(everything, corrections=corrections(), previous=PREVIOUS) < 75_000


# --- the logo ---------------------------------------------------------------------------


def drawn(width: int, height: int) -> Image.Image:
    """A logo as there are: a circle and a bar in two colours, on nothing."""
    made = Image.new("RGBA", (width, height))
    pencil = ImageDraw.Draw(made)
    pencil.ellipse((0, 0, height - 1, height - 1), fill=(0, 60, 120, 255))
    pencil.rectangle((height, height // 3, width - 1, height // 2), fill=(200, 30, 30, 255))
    return made


def saved(picture: Image.Image, kind: str = "PNG", **more: Any) -> bytes:
    made = BytesIO()
    picture.save(made, kind, **more)
    return made.getvalue()


def seen(raw: bytes) -> Image.Image:
    return Image.open(BytesIO(raw)).convert("RGBA")


def test_a_large_logo_keeps_its_shape_and_colours_and_what_is_see_through() -> None:
    made = seen(small(saved(drawn(3000, 900)), 300, 90))
    assert made.size == (300, 90)
    for at, wanted in (((45, 45), (0, 60, 120)), ((200, 38), (200, 30, 30))):
        dot = made.crop((*at, at[0] + 1, at[1] + 1)).convert("RGB")
        difference = ImageChops.difference(dot, Image.new("RGB", (1, 1), wanted))
        assert max(difference.tobytes()) < 12
    assert made.getchannel("A").getpixel((299, 5)) == 0


@pytest.mark.parametrize("dots", [(1, 1), (5, 4000), (4000, 5), (2000, 2000), (90, 90)])
@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_any_picture_fits_in_its_room_and_its_bytes(dots: tuple[int, int], kind: str) -> None:
    made = small(picture(*dots, kind), 230, 90)
    width, height = seen(made).size
    assert len(made) <= MOST_BYTES
    assert width <= 230
    assert height <= 90


def test_a_small_logo_does_not_become_larger() -> None:
    assert seen(small(saved(drawn(60, 20)), 300, 90)).size == (60, 20)


def test_what_a_program_noted_beside_a_logo_does_not_travel_along() -> None:
    noted = PngInfo()
    noted.add_text("Author", "Tekenaar")
    raw = saved(drawn(300, 90), pnginfo=noted)
    assert b"Tekenaar" in raw
    assert b"Tekenaar" not in small(raw, 300, 90)
    exif = Image.Exif()
    exif[0x010E] = "Tekenaar"
    jpg = saved(drawn(300, 90).convert("RGB"), "JPEG", exif=exif)
    assert b"Tekenaar" in jpg
    assert b"Tekenaar" not in small(jpg, 300, 90)


def test_a_jpg_that_a_camera_laid_on_its_side_stands_up() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    raw = saved(drawn(300, 90).convert("RGB"), "JPEG", exif=exif)
    assert seen(small(raw, 300, 300)).size == (90, 300)


def test_a_jpg_for_the_press_is_read_too() -> None:
    assert seen(small(saved(drawn(300, 90).convert("CMYK"), "JPEG"), 300, 90)).size == (300, 90)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"GIF89a",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff",
        saved(drawn(300, 90))[:200],
        saved(drawn(90, 30).convert("RGB"), "JPEG")[:60],
        saved(Image.new("1", (30_000, 30_000))),
    ],
    ids=["empty", "gif", "begin", "begin of jpg", "half", "half of jpg", "far too many dots"],
)
def test_what_is_no_picture_that_can_be_read_is_said(raw: bytes) -> None:
    with pytest.raises(NoPictureError):
        small(raw, 300, 90)
    with pytest.raises(NoPictureError):
        check_picture(raw)
