"""The small table that says where each gemeente roughly lies."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from nhnorm_xlsx.cli import main, nhnorm
from nhnorm_xlsx.errors import FaultySourceError
from nhnorm_xlsx.organisations import load_organisations
from nhnorm_xlsx.tiles import load_tiles
from tests import datasets as make


def given(folder: Path, *lines: str) -> Path:
    path = folder / "tegels.csv"
    path.write_text("\n".join(["code;rij;kolom", *lines]), encoding="utf-8")
    return path


def test_every_gemeente_of_the_list_has_a_tile_of_its_own() -> None:
    tiles = load_tiles()
    assert set(tiles) == {item.code for item in load_organisations() if item.is_gemeente}
    assert len(set(tiles.values())) == len(tiles)


def test_north_is_above_and_west_is_left() -> None:
    tiles = load_tiles()
    code = {item.name: item.code for item in load_organisations()}

    def row(name: str) -> int:
        return tiles[code[name]][0]

    def column(name: str) -> int:
        return tiles[code[name]][1]

    assert row("Texel") < row("Schagen") < row("Alkmaar") < row("Haarlem") < row("Hilversum")
    assert column("Zandvoort") < column("Haarlemmermeer") < column("Amsterdam") < column("Huizen")
    assert column("Bergen") < column("Hoorn") < column("Enkhuizen")


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    path = given(tmp_path, "GM1;1;1", "GM2;1;1", "GM1;2;2", "GM3;nul;2", "GM4;1;61")
    with pytest.raises(FaultySourceError) as caught:
        load_tiles(path)
    said = str(caught.value)
    assert "op deze plek ligt al GM1" in said
    assert "code 'GM1' staat er al" in said
    assert said.count("een getal van 1 tot en met 60") == 2


def test_a_round_may_have_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    people = [item for item in load_organisations() if item.name in {"Heiloo", "Bergen"}]
    rows = [
        make.answer("2026", item.code, "1.1", "voldoet", organisatie=item.name) for item in people
    ]
    make.on_disk(make.assemble(rows), load_organisations(), tmp_path / "output" / "dataset")
    command = ["vergelijk", "--niveau", "riec", "--riec", "Noord-Holland", "--html"]
    given(tmp_path / "output", *(f"{item.code};4;{at + 7}" for at, item in enumerate(people)))
    done = CliRunner().invoke(nhnorm, command)
    assert done.exit_code == 0, done.output
    (page,) = (tmp_path / "output" / "vergelijking").glob("*.html")
    html = page.read_text(encoding="utf-8")
    first, beside = html.split('<ul id="zonder-plek">')
    assert (first.count('class="tegel"'), beside.count('class="tegel stil"')) == (2, 30)
    given(tmp_path / "output", "GM0399;x;1")
    with pytest.raises(SystemExit) as stopped:
        main(command)
    assert stopped.value.code == 2
    said = capsys.readouterr().err
    assert "tegels.csv" in said
    assert "regel 2: 'rij' en 'kolom'" in said
