"""A workbook stays small, also in the worst case: it goes along with a mail.

60 kB, and 70 with the previous meting. What people answer themselves comes on top of that.
"""

from __future__ import annotations

import random
import struct
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from nhnorm_xlsx import settings
from nhnorm_xlsx.form.model import Correction
from nhnorm_xlsx.form.plan import plan_form
from nhnorm_xlsx.form.writer import form_bytes
from nhnorm_xlsx.logo import PNG, lean
from nhnorm_xlsx.settings import Contact, RoundPeople
from nhnorm_xlsx.tasks.round_folder import MOST_LOGO_BYTES
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


def picture(width: int, height: int) -> bytes:
    """A PNG of which no dot says anything about another: nothing makes it smaller."""
    rows = b"".join(b"\0" + _DICE.randbytes(3 * width) for _ in range(height))
    head = struct.pack(">LLBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return PNG + b"".join(
        struct.pack(">L", len(said)) + kind + said + struct.pack(">L", zlib.crc32(kind + said))
        for kind, said in chunks
    )


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> RoundPeople:
    """All that the settings can say, as long as it may be, and the largest logo."""
    fits = (picture(width, 16) for width in range(60, 5, -1))
    logo = tmp_path_factory.mktemp("logo") / "logo.png"
    logo.write_bytes(next(one for one in fits if len(lean(one)) <= MOST_LOGO_BYTES))
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
    assert size(organisation=organisation) < 58_000
    assert size(everything, organisation=organisation) < 60_000


def test_with_the_previous_meting_it_stays_below_70_kb(everything: RoundPeople) -> None:
    assert size(previous=PREVIOUS) < 65_000
    assert size(everything, previous=PREVIOUS) < 70_000


def test_with_something_to_put_right_in_every_norm_it_stays_below_70_kb(
    everything: RoundPeople,
) -> None:
    assert size(corrections=corrections()) < 66_000
    assert size(everything, corrections=corrections()) < 70_000
    assert size(PEOPLE, corrections=corrections(), previous=PREVIOUS) < 70_000


def test_with_all_of_that_at_once_it_stays_below_75_kb(everything: RoundPeople) -> None:
    assert size(everything, corrections=corrections(), previous=PREVIOUS) < 75_000


# --- the logo ---------------------------------------------------------------------------


def test_what_a_program_noted_beside_a_logo_does_not_travel_along(tmp_path: Path) -> None:
    plain = picture(8, 8)
    note = b"tEXt" + b"Software\0Tekenprogramma" * 300
    chunk = struct.pack(">L", len(note) - 4) + note + struct.pack(">L", zlib.crc32(note))
    at = plain.index(b"IDAT") - 4
    noted = plain[:at] + chunk + plain[at:] + b"more behind the end"
    assert lean(noted) == lean(plain)
    logo = tmp_path / "logo.png"
    logo.write_bytes(noted)
    assert size(RoundPeople(logo=logo)) < size() + 2_000


def test_a_jpg_loses_its_remarks_and_keeps_its_picture() -> None:
    start, scan = b"\xff\xd8\xff\xe0\0\x04ab", b"\xff\xda\0\x04cd and the dots\xff\xd9"
    colours = b"\xff\xee\0\x04ef"
    assert lean(start + b"\xff\xe1\0\x08exif..."[:10] + colours + scan) == start + colours + scan


@pytest.mark.parametrize(
    "raw",
    [b"", PNG, PNG + b"\0\0\0\x05IHDRabc", b"\xff\xd8\xff", b"\xff\xd8\xff\xe1\0\x00", b"GIF89a"],
)
def test_what_cannot_be_taken_apart_stays_as_it_is(raw: bytes) -> None:
    assert lean(raw) == raw


def test_a_small_file_that_unpacks_to_a_very_large_picture_stays_as_it_is() -> None:
    dots = zlib.compress(bytes(30_000_000), 9)
    chunk = struct.pack(">L", len(dots)) + b"IDAT" + dots + struct.pack(">L", zlib.crc32(dots))
    raw = PNG + chunk + b"\0\0\0\0IEND\xaeB`\x82"
    assert lean(raw) == raw
