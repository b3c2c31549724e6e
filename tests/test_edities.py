"""Odd edities and odd mergers: what is a fault, and what nobody may lose."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from nhnorm_xlsx.definition import Definition, Norm, dump_definitions, load_definition
from tests.rounds import flat, run
from tests.three_rounds import fill_in

OLD = load_definition(editie="2024")
ORGANISATIONS = Path(__file__).resolve().parent.parent / "nhnorm_xlsx" / "organisaties.csv"
CODES = {"Blaricum": "GM0376", "Laren": "GM0417", "Hilversum": "GM0402"}


@pytest.fixture(autouse=True)
def _empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def editie(change: Callable[[Norm], Norm], themas: int = 6) -> Definition:
    changed = [
        replace(item, norms=tuple(change(norm) for norm in item.norms))
        for item in OLD.themas[:themas]
    ]
    return replace(OLD, editie="2028", themas=tuple(changed))


def written(definition: Definition) -> str:
    Path("nieuw.csv").write_text(dump_definitions([definition]), encoding="utf-8-sig")
    return "nieuw.csv"


def said_by(*words: str | Path) -> tuple[int, str]:
    code, said = run(*words)
    return code, flat(said)


def replacing(replaces: dict[str, tuple[str, ...]]) -> Callable[[Norm], Norm]:
    def change(norm: Norm) -> Norm:
        if norm.number not in replaces:
            return norm
        return replace(norm, text=f"{norm.text} Anders.", replaces=replaces[norm.number])

    return change


@pytest.mark.parametrize(
    "words",
    [
        ("norm", "controleer", "nieuw.csv"),
        ("norm", "verschil", "2024", "nieuw.csv"),
        ("genereer", "Heiloo", "--definitie", "nieuw.csv", "--meting", "2028", "--deadline",
         "2028-05-01"),
    ],
)  # fmt: skip
def test_going_on_from_a_norm_that_never_was_is_a_fault(words: tuple[str, ...]) -> None:
    written(editie(replacing({"1.1": ("9.9",)})))
    code, said = said_by(*words)
    assert code == 2
    assert "regel 2: 'vervangt' noemt norm 9.9, maar die staat niet in editie 2024" in said
    assert sorted(path.name for path in Path().rglob("*.xlsx")) == []


def test_two_norms_that_take_each_others_place_are_no_circle() -> None:
    code, said = said_by(
        "norm", "controleer", written(editie(replacing({"2.1": ("2.2",), "2.2": ("2.1",)})))
    )
    assert code == 0
    assert "Ander nummer: 2 (2.2 wordt 2.1 en 2.1 wordt 2.2)" in said


def test_split_and_merged_at_once_is_told_as_both() -> None:
    new = written(editie(replacing({"2.1": ("2.1", "2.2"), "2.2": ("2.2",)})))
    code, said = said_by("norm", "verschil", "2024", new, "--uit", "mailen.xlsx")
    assert code == 0
    assert "Gesplitst: 1 (2.1 en 2.2 worden 2.1 en 2.2)" in said
    assert "Samengevoegd: 1 (2.1 en 2.2 worden 2.1 en 2.2)" in said
    assert Path("mailen.xlsx").is_file()


def test_an_editie_with_fewer_themas_drops_the_rest() -> None:
    code, said = said_by("norm", "verschil", "2024", written(editie(lambda norm: norm, 2)))
    assert code == 0
    assert "Vervallen: 31" in said


def test_without_a_file_the_definition_of_the_round_is_checked() -> None:
    assert "Editie 2024 van" in said_by("norm", "controleer")[1]
    written(editie(replacing({"1.1": ("9.9",)})))
    Path("ronde.toml").write_text('versie = 1\ndefinitie = "nieuw.csv"\n', encoding="utf-8")
    code, said = said_by("norm", "controleer")
    assert (code, "noemt norm 9.9" in said) == (2, True)


# --- in two mergers: Blaricum into Laren in 2027, Laren into Hilversum in 2028 ----------------


def organisations() -> str:
    lines = ORGANISATIONS.read_text(encoding="utf-8-sig").splitlines()
    ends = {"GM0376": "2026-12-31;GM0417", "GM0417": "2027-12-31;GM0402"}
    changed = [
        f"{line.removesuffix(';;')};{ends[line[:6]]}" if line[:6] in ends else line
        for line in lines
    ]
    Path("organisaties.csv").write_text("\r\n".join(changed), encoding="utf-8-sig")
    return "organisaties.csv"


def play_meting(meting: str, asked: tuple[str, ...], answering: tuple[str, ...]) -> str:
    before = ("--vorige", "output/dataset") if Path("output/dataset").exists() else ()
    of = ("--organisaties", organisations())
    due = ("--meting", meting, "--deadline", f"{meting}-12-01")
    code, said = said_by("genereer", *asked, *due, *of, *before)
    assert code == 0, said
    for who in answering:
        source = Path("output/werkboeken") / f"NHNorm-{meting}-{CODES[who]}-{who}.xlsx"
        fill_in(source, Path("retour") / meting / source.name, who, meting)
    if answering:
        code, imported = said_by("importeer", f"retour/{meting}", *of)
        assert code == 0, imported
    return said


@pytest.mark.parametrize(
    ("answering", "seen"),
    [(("Hilversum",), "Blaricum en Laren"), (("Hilversum", "Laren"), "Laren")],
)
def test_who_was_in_two_mergers_is_seen_until_it_was_answered_for(
    answering: tuple[str, ...], seen: str
) -> None:
    play_meting("2026", tuple(CODES), tuple(CODES))
    play_meting("2027", ("Laren", "Hilversum"), answering)
    said = play_meting("2028", ("Hilversum",), ())
    assert (
        f"Hilversum ziet naast de eigen antwoorden ook die van {seen}, met die naam" in said
        or f"ook die van {seen}, met die namen" in said
    ), said
