"""What `ronde.toml` says is used by the commands, and what it does not say is told."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from nhnorm_xlsx.cli import main
from nhnorm_xlsx.definition import dump_definitions
from nhnorm_xlsx.organisations import dump_organisations, load_organisations
from nhnorm_xlsx.settings import FILE_NAME
from tests.returned import SMALL

SENDER = "[wie.verstuurt]\norganisatie = 'Provincie'\nmail = 'norm@provincie.nl'\n"
WHEN = ("--meting", "2026", "--deadline", "2099-05-29")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def settings(*lines: str) -> None:
    Path(FILE_NAME).write_text("\n".join(["versie = 1", *lines]), encoding="utf-8")


def own_files() -> None:
    """A small norm, and two who take part."""
    Path("norm.csv").write_text(dump_definitions([SMALL]), encoding="utf-8")
    two = [item for item in load_organisations() if item.name in ("Heiloo", "Alkmaar")]
    Path("wie.csv").write_text(dump_organisations(two), encoding="utf-8")


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    """The exit code, and what stands on the screen, on one line."""
    with pytest.raises(SystemExit) as stopped:
        main(list(words))
    said = capsys.readouterr()
    return int(stopped.value.code or 0), " ".join((said.out + said.err).split())


def on_start(folder: str = "output/werkboeken") -> str:
    (path,) = Path(folder).glob("*Heiloo*.xlsx")
    sheet = openpyxl.load_workbook(path)["Start"]
    return "\n".join(str(cell.value) for row in sheet for cell in row if cell.value)


# --- who asks -----------------------------------------------------------------------------


@pytest.mark.parametrize("more", [None, "", "[wie]\nterug_naar = 'norm@riec.nl'"])
def test_a_form_that_does_not_say_who_asks_is_remarked_once(
    capsys: pytest.CaptureFixture[str], more: str | None
) -> None:
    if more is not None:
        settings(more)
    code, said = run(capsys, "genereer", "Heiloo", "Alkmaar", *WHEN)
    assert code == 0
    assert said.count("zegt niet wie dit vraagt") == 1
    assert "ronde.toml" in said


def test_a_sender_is_where_it_goes_back_to_unless_another_place_is_given(
    capsys: pytest.CaptureFixture[str],
) -> None:
    settings(SENDER)
    assert "Let op" not in run(capsys, "genereer", "Heiloo", *WHEN)[1]
    assert "Terugsturen naar: norm@provincie.nl" in on_start()
    settings("[wie]", "terug_naar = 'Teams'", SENDER)
    run(capsys, "genereer", "Heiloo", *WHEN, "--opnieuw")
    assert "Terugsturen naar: Teams" in on_start()


def test_without_any_place_to_send_it_back_to_that_is_said(
    capsys: pytest.CaptureFixture[str],
) -> None:
    settings("[wie.verstuurt]", "organisatie = 'Provincie'")
    assert "waar het naar terug moet" in run(capsys, "genereer", "Heiloo", *WHEN)[1]


def test_a_receiver_for_another_riec_only_is_said_once_by_name(
    capsys: pytest.CaptureFixture[str],
) -> None:
    settings(SENDER, '[wie.ontvangt."RIEC Amsterdam-Amstelland"]', "functie = 'Adviseur'")
    code, said = run(capsys, "genereer", "Heiloo", "Alkmaar", "Aalsmeer", *WHEN)
    assert code == 0
    assert said.count("zegt niet wie het werkboek ontvangt voor RIEC Noord-Holland;") == 1
    assert "Let op" not in run(capsys, "genereer", "Aalsmeer", *WHEN)[1]


# --- meting, deadline, definitie, organisaties -----------------------------------------------


def test_genereer_takes_everything_from_the_settings_and_an_option_wins(
    capsys: pytest.CaptureFixture[str],
) -> None:
    own_files()
    settings("meting = '2031'", "deadline = 2031-05-29", "definitie = 'norm.csv'",
             "organisaties = 'wie.csv'", SENDER)  # fmt: skip
    code, said = run(capsys, "genereer")
    assert code == 0, said
    assert "2 werkboeken staan" in said
    assert "2031" in on_start()
    assert "29 mei 2031" in on_start()
    assert f"{len(SMALL.norms)} normen" in on_start()
    run(capsys, "genereer", "--meting", "2032", "--deadline", "2032-05-28", "--uit", "later")
    assert "28 mei 2032" in on_start("later")


def test_what_no_option_and_no_settings_say_is_asked(capsys: pytest.CaptureFixture[str]) -> None:
    for words, missing in (((), "--meting"), (("--meting", "2026"), "--deadline")):
        code, said = run(capsys, "genereer", *words)
        assert code == 2
        assert f"Er ontbreekt een optie: '{missing}'" in said
        assert "ronde.toml" in said


@pytest.mark.parametrize("command", [("controleer",), ("importeer", "--uit", "data")])
def test_reading_takes_definition_and_organisations_from_the_settings(
    capsys: pytest.CaptureFixture[str], command: tuple[str, ...]
) -> None:
    own_files()
    settings("definitie = 'norm.csv'", "organisaties = 'wie.csv'", SENDER)
    run(capsys, "genereer", *WHEN)
    code, said = run(capsys, *command, "output/werkboeken")
    assert code == 0, said
    assert "3 van 3 normen" in said or "2 werkboeken zijn nog niet geopend" in said
    # Without the settings that norm is not known.
    Path(FILE_NAME).unlink()
    if command[0] == "controleer":
        assert run(capsys, *command, "output/werkboeken")[0] == 1
    else:  # the dataset has kept them as its own
        assert run(capsys, *command)[0] == 0
        assert Path("data/normen.csv").read_text("utf-8-sig").count("\n") < 20


def test_a_dataset_with_lists_of_its_own_keeps_them_and_that_is_said(
    capsys: pytest.CaptureFixture[str],
) -> None:
    own_files()
    given = ("--definitie", "norm.csv", "--organisaties", "wie.csv")
    run(capsys, "genereer", *WHEN, *given)
    run(capsys, "importeer", "output/werkboeken", "--uit", "data", *given)
    settings("definitie = 'norm.csv'", "organisaties = 'wie.csv'")
    assert "ronde.toml" not in run(capsys, "importeer", "--uit", "data")[1]
    one = [item for item in load_organisations() if item.name == "Heiloo"]
    Path("ander.csv").write_text(dump_organisations(one), encoding="utf-8")
    settings("organisaties = 'ander.csv'")
    code, said = run(capsys, "importeer", "--uit", "data")
    assert code == 0
    assert said.count("ronde.toml noemt bij organisaties ander.csv") == 1
    assert "ronde.toml" not in run(
        capsys, "importeer", "--uit", "data", "--organisaties", "ander.csv"
    )[1]  # fmt: skip
