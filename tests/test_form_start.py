"""Start says who asks this, what it is about, how to begin, and how far it is."""

from __future__ import annotations

import struct
import zipfile
import zlib
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from nhnorm_xlsx.cli import main
from nhnorm_xlsx.contract.fields import Value
from nhnorm_xlsx.errors import UsageError
from nhnorm_xlsx.form.model import FormPlan
from nhnorm_xlsx.form.plan import plan_form
from nhnorm_xlsx.intake.judging import judge
from nhnorm_xlsx.intake.opening import read_workbook
from nhnorm_xlsx.settings import Contact, RoundPeople
from nhnorm_xlsx.texts import start as texts
from nhnorm_xlsx.texts.form import CONFIDENTIAL
from tests import forms

SENDS = Contact("RIEC Noord-Holland", "coördinator", "weerbaar@riec.nl", "023 512 34 56")
RECEIVES = Contact("RIEC Noord-Holland", "analist", "analist@riec.nl")
RUNS = Contact("Provincie Noord-Holland", "programmabureau")
PEOPLE = RoundPeople(RUNS, SENDS, RECEIVES, "weerbaar@riec.nl")


def planned(people: RoundPeople = PEOPLE, start: dict[str, Value] | None = None) -> FormPlan:
    return plan_form(
        forms.NORM, forms.HEILOO, "2026", forms.DEADLINE, "test-1", people=people, start=start
    )


def on_start(plan: FormPlan) -> str:
    return "\n".join(plan.sheet("Start").fixed_texts)


def test_start_says_who_sends_it_who_receives_it_and_where_it_goes_back_to() -> None:
    said = on_start(planned())
    for contact in (SENDS, RECEIVES, RUNS):
        for part in (contact.organisation, contact.function, contact.mail, contact.phone):
            assert part in said
    assert "Terugsturen naar: weerbaar@riec.nl" in said
    # And what that means for who sees the answers.
    assert "Wie de ronde uitvoert: Provincie Noord-Holland" in " ".join(said.split())


def test_without_settings_those_lines_are_left_out() -> None:
    said = on_start(planned(RoundPeople()))
    for word in (texts.WHO_ASKS_TITLE, "Verstuurd door", "Terugsturen naar", "ronde uit"):
        assert word not in said


def test_start_says_what_confidential_means_how_long_it_takes_and_how_to_divide_it() -> None:
    said = on_start(planned())
    assert CONFIDENTIAL in said
    assert "Woo" in said
    assert "Bewerken inschakelen" in said
    assert "47 normen. Reken op 3 tot 5 minuten per norm: samen 2½ tot 4 uur." in said
    assert "Stuur alle kopieën terug" in said
    assert "Alle antwoorden van de gemeenten in zijn regio, met naam." in said


@pytest.mark.parametrize(
    ("norms", "said"), [(1, "ongeveer ½ uur"), (12, "½ tot 1 uur"), (300, "15 tot 25 uur")]
)
def test_how_long_it_takes_follows_the_number_of_norms(norms: int, said: str) -> None:
    assert said in texts.how_long(norms)


def test_a_text_never_runs_into_what_stands_beside_it() -> None:
    """Long names and addresses go on on the next line."""
    long = Contact("Regionaal Informatie- en Expertisecentrum " * 3, "f" * 60, "m" * 120)
    plan = planned(RoundPeople(long, long, long, "map " * 40))
    cells = {(cell.row, cell.col): cell for cell in plan.sheet("Start").cells}
    for (row, col), cell in cells.items():
        if col == 1 and isinstance(cell.value, str) and cell.style == "text" and row < 40:
            assert len(cell.value) <= 130 or (row, 5) not in cells, cell.value


def test_who_answers_a_thema_is_asked_on_start_and_kept(tmp_path: Path) -> None:
    plan = planned(start={"beantwoord_door_3": "Adviseur veiligheid"})
    path = forms.written(tmp_path, plan)
    submission = judge(path.name, read_workbook(path), {"2024": forms.NORM},
                       {"GM0399": forms.HEILOO})  # fmt: skip
    assert [(item.key, item.value) for item in submission.start] == [
        ("beantwoord_door_3", "Adviseur veiligheid")
    ]
    assert {item.kind.code for item in submission.findings} <= {"niet_ingevuld"}
    inputs = [cell for cell in plan.sheet("Start").cells if cell.is_input]
    assert len(inputs) == 4 + len(forms.NORM.themas)


def test_genereer_takes_who_asks_from_the_settings_of_the_round(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "logo.png").write_bytes(png(40, 20))
    (tmp_path / "ronde.toml").write_text(
        'versie = 1\nlogo = "logo.png"\n[wie]\nterug_naar = "weerbaar@riec.nl"\n'
        '[wie.verstuurt]\norganisatie = "RIEC Hier"\nfunctie = "coördinator"\n',
        encoding="utf-8",
    )
    with pytest.raises(SystemExit) as ended:
        main(["genereer", "Heiloo", "--meting", "2026", "--deadline", "2099-05-29"])
    assert ended.value.code == 0
    (path,) = (tmp_path / "werkboeken").glob("*.xlsx")
    sheet = openpyxl.load_workbook(path)["Start"]
    said = [str(cell.value) for row in sheet.iter_rows() for cell in row]
    assert "Verstuurd door: RIEC Hier, coördinator" in said
    assert "Terugsturen naar: weerbaar@riec.nl" in said
    assert pictures(path) == ["xl/media/image1.png"]


def pictures(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as package:
        return [name for name in package.namelist() if name.startswith("xl/media/")]


@pytest.mark.parametrize("people", [PEOPLE, RoundPeople()], ids=["named", "nobody"])
def test_no_two_things_stand_in_one_cell(people: RoundPeople) -> None:
    for sheet in planned(people).sheets:
        places = [(cell.row, cell.col) for cell in sheet.cells]
        assert len(places) == len(set(places)), sheet.name


# --- the logo ---------------------------------------------------------------------------


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        checked = kind + data
        return struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))

    rows = b"".join(b"\0" + b"\x12\x35\x5b" * width for _ in range(height))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def test_a_logo_is_shown_and_is_no_finding_when_it_comes_back(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(png(600, 300))
    people = replace(PEOPLE, logo=tmp_path / "logo.png")
    path = forms.written(tmp_path, planned(people))
    submission = judge(path.name, read_workbook(path), {"2024": forms.NORM},
                       {"GM0399": forms.HEILOO})  # fmt: skip
    assert {item.kind.code for item in submission.findings} == {"niet_ingevuld"}
    assert pictures(path) == ["xl/media/image1.png"]


def test_a_logo_that_is_no_picture_is_said(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(b"\x89PNG")
    with pytest.raises(UsageError, match=r"logo\.png is geen afbeelding"):
        forms.written(tmp_path, planned(replace(PEOPLE, logo=tmp_path / "logo.png")))
