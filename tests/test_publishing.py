"""What leaves the circle: fixed once, handed over, and the same for every reader."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from openxml_audit import OpenXmlValidator

from nhnorm_xlsx import policy
from nhnorm_xlsx.cli import nhnorm
from nhnorm_xlsx.contract.handover import CHECK
from nhnorm_xlsx.dataset import events
from nhnorm_xlsx.errors import NhnormError, StorageError
from nhnorm_xlsx.organisations import Organisation
from nhnorm_xlsx.tasks.publishing import keep_stand, prepare_stand
from nhnorm_xlsx.tasks.stands import shown_before
from nhnorm_xlsx.texts import gate as rulings
from nhnorm_xlsx.texts.publishing import DATA_SHEET
from tests import datasets as make
from tests import libreoffice

NORMEN = ("1.1", "1.2", "2.1")


def riec(name: str, count: int) -> list[Organisation]:
    return [make.gemeente(f"{name}{number:02}", f"RIEC {name}") for number in range(count)]


A, B, C = riec("A", 16), riec("B", 14), riec("C", 7)
PEOPLE = (*A, *B, *C, make.PROVINCIE)


def answered(
    folder: Path,
    who: Sequence[Organisation],
    *,
    otherwise: Sequence[Organisation] = (),
    people: Sequence[Organisation] = PEOPLE,
) -> Path:
    """A dataset in which these answered; those in `otherwise` give another answer."""
    rows = []
    for item in who:
        place = PEOPLE.index(item)
        for at, norm in enumerate(NORMEN):
            status = ("voldoet", "deels", "niet", "voldoet")[(place + at) % 4]
            if item in otherwise:
                status = "voldoet" if status != "voldoet" else "niet"
            rows.append(make.answer("2026", item.code, norm, status, soort=item.kind))
    return make.on_disk(make.assemble(rows), people, folder)


def run(*arguments: object, given: str | None = None) -> Result:
    return CliRunner().invoke(nhnorm, [str(part) for part in arguments], input=given)


def done(*arguments: object) -> str:
    result = run(*arguments)
    assert result.exit_code == 0, (result.output, result.exception)
    return result.output


def refused(*arguments: object) -> str:
    result = run(*arguments)
    assert isinstance(result.exception, NhnormError), (result.output, result.exception)
    return str(result.exception)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def fixed(here: Path) -> Path:
    """A dataset in which all answered, with a stand."""
    folder = answered(here / "output" / "dataset", PEOPLE)
    done("vaststellen", "--ja")
    return folder


def report(*arguments: object, to: str = "uit") -> bytes:
    done("vergelijk", "--niveau", "provincie", "--uit", to, *arguments)
    (path,) = Path(to).glob("*provincie*.xlsx")
    return path.read_bytes()


def handed_over(*riecs: str, folder: str = "door") -> list[Path]:
    for name in riecs:
        done("doorgeven", "--riec", name, "--uit", folder)
    return sorted(Path(folder).glob("*.xlsx"))


def van(paths: Sequence[Path]) -> list[object]:
    return [part for path in paths for part in ("--van", path)]


def kept_of(folder: Path) -> list[str]:
    """The kinds of the events about stands that a dataset holds."""
    about = (events.GEPUBLICEERD, events.VASTGESTELD)
    return sorted(event.kind for event in events.read(folder).all if event.kind in about)


def copy_stands(source: Path, target: Path) -> None:
    for kind in (events.GEPUBLICEERD, events.VASTGESTELD):
        for path in (source / events.FOLDER).glob(f"{kind}-*.json"):
            shutil.copy(path, target / events.FOLDER / path.name)


# --- vaststellen ------------------------------------------------------------------------


def test_it_shows_first_what_it_fixes_and_asks(here: Path) -> None:
    folder = answered(here / "output" / "dataset", [*A, *B[1:], *C])
    asked = run("vaststellen", given="nee\n")
    assert "2026-stand-1" in asked.output
    assert "RIEC B: 13 van de 14 gemeenten hebben geantwoord." in asked.output
    assert "Nog geen antwoord van B00." in asked.output
    assert "Er is niets vastgesteld." in asked.output
    assert kept_of(folder) == []
    agreed = run("vaststellen", given="ja\n")
    assert "2026-stand-1 is vastgesteld." in agreed.output
    assert kept_of(folder) == [events.GEPUBLICEERD, events.VASTGESTELD]


def test_what_is_published_says_nothing_of_one_organisation(fixed: Path) -> None:
    (event,) = events.read(fixed).of(events.GEPUBLICEERD)
    assert not any(item.code in str(event.facts) for item in PEOPLE)


def test_without_a_stand_nothing_is_made(here: Path) -> None:
    answered(here / "output" / "dataset", PEOPLE)
    for command in (
        ("vergelijk", "--niveau", "provincie"),
        ("terugkoppeling",),
        ("doorgeven", "--riec", "A"),
    ):
        assert "nog geen stand vastgesteld" in refused(*command)
    assert not list(here.rglob("NHNorm-*.xlsx"))


def test_a_second_stand_of_the_same_answers_is_none(fixed: Path) -> None:
    said = done("vaststellen", "--ja")
    assert "2026-stand-1 blijft gelden" in said
    assert len(events.read(fixed).of(events.VASTGESTELD)) == 1


def test_what_changed_while_it_was_asked_is_not_fixed(here: Path) -> None:
    folder = answered(here / "output" / "dataset", PEOPLE)
    first, second = (prepare_stand(folder, None, make.TODAY) for _ in range(2))
    events.record(folder, events.SOORT, {"verzonnen": False})  # somebody imports
    with pytest.raises(StorageError, match="Ondertussen"):
        keep_stand(first)
    answered(folder, PEOPLE)
    keep_stand(prepare_stand(folder, None, make.TODAY))
    with pytest.raises(StorageError, match="Ondertussen"):
        keep_stand(second)
    assert kept_of(folder) == [events.GEPUBLICEERD, events.VASTGESTELD]


# --- concept ----------------------------------------------------------------------------


def test_a_concept_is_marked_on_every_page_and_counts_as_nothing(here: Path) -> None:
    folder = answered(here / "output" / "dataset", PEOPLE)
    done("vergelijk", "--niveau", "provincie", "--concept")
    done("terugkoppeling", "A00", "--concept")
    assert "mailt" not in done("doorgeven", "--riec", "A", "--concept")
    made = sorted(here.rglob("NHNorm-*concept*.xlsx"))
    assert len(made) == 3
    for path in made:
        for sheet in openpyxl.load_workbook(path):
            header = sheet.oddHeader
            assert header is not None
            assert "CONCEPT" in str(header.center.text), (path.name, sheet.title)
            values = [cell.value for row in sheet.iter_rows(max_row=6) for cell in row]
            assert any("CONCEPT" in str(value) for value in values), (path.name, sheet.title)
    assert kept_of(folder) == []
    (given,) = [path for path in made if "doorgeven" in path.name]
    assert "concept" in refused("vergelijk", "--niveau", "provincie", "--van", given)


def test_what_is_fixed_is_marked_nowhere(fixed: Path) -> None:
    assert b"CONCEPT" not in report()


# --- the same way, for a file and a dataset ---------------------------------------------


def test_the_report_is_the_same_from_a_dataset_and_from_what_was_handed_over(fixed: Path) -> None:
    files = handed_over("A", "B", "C")
    assert len(files) == 3
    assert report(*van(files), to="een") == report(to="twee")
    assert report(*van(files[::-1]), to="drie") == report(to="twee")


def test_what_is_handed_over_says_what_is_in_it_and_what_to_check(fixed: Path) -> None:
    said = done("doorgeven", "--riec", "RIEC A")
    place = "NHNorm-doorgeven-2026-stand-1-RIEC A.xlsx"
    path = Path("output") / "doorgeven" / place
    assert str(path) in said
    assert OpenXmlValidator().validate(str(path)).is_valid
    book = openpyxl.load_workbook(path)
    texts = [str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row]
    assert any("16 van de 16 gemeenten" in text for text in texts)
    assert any("Kijk dit na" in text for text in texts)
    whole = " ".join(str(c.value) for s in book for row in s.iter_rows() for c in row)
    assert not re.search(r"\bA\d\d\b", whole)
    assert [sheet.sheet_state for sheet in book] == ["visible"] * 2


@pytest.mark.libreoffice
def test_a_handover_that_another_program_saved_is_still_read(fixed: Path) -> None:
    files = handed_over("A", "B", "C")
    again = libreoffice.convert(files, Path("opnieuw"), "xlsx")
    assert report(*van(again), to="een") == report(to="twee")


def test_three_datasets_of_a_riec_each_give_the_same_report_as_one_of_all(
    fixed: Path, here: Path
) -> None:
    whole = report(to="samen")
    for number, members in enumerate((A, B, C)):
        folder = here / f"d{number}"
        answered(folder, members)
        done("vaststellen", "--ja", "--dataset", folder)
        name = members[0].riec
        done("doorgeven", "--riec", name, "--dataset", folder, "--uit", here / "los")
    files = sorted((here / "los").glob("*.xlsx"))
    apart = openpyxl.load_workbook(_saved(report(*van(files), to="apart"), here / "a.xlsx"))
    one = openpyxl.load_workbook(_saved(whole, here / "b.xlsx"))
    for sheet in one:
        mine = [[cell.value for cell in row] for row in apart[sheet.title].iter_rows()]
        assert mine == [[cell.value for cell in row] for row in sheet.iter_rows()], sheet.title


def _saved(content: bytes, path: Path) -> Path:
    path.write_bytes(content)
    return path


# --- files from outside -----------------------------------------------------------------


def test_a_file_that_was_changed_is_refused(fixed: Path) -> None:
    (path,) = handed_over("A")
    book = openpyxl.load_workbook(path)
    sheet = book[DATA_SHEET]
    rows = [row for row in sheet.iter_rows() if row[3].value == "1.1"]
    rows[0][-1].value = int(str(rows[0][-1].value)) + 1
    book.save(path)
    assert "gewijzigd of beschadigd" in refused("vergelijk", "--niveau", "provincie", "--van", path)


def test_everything_that_is_wrong_with_the_files_is_said_at_once(fixed: Path, here: Path) -> None:
    (good,) = handed_over("A")
    (here / "notitie.txt").write_text("tekst", encoding="utf-8")
    openpyxl.Workbook().save(here / "leeg.xlsx")
    said = refused(
        "vergelijk", "--niveau", "provincie", *van([good, here / "notitie.txt", here / "leeg.xlsx"])
    )
    assert "notitie.txt" in said
    assert "leeg.xlsx is geen bestand" in said
    assert not list(here.rglob("*provincie*.xlsx"))


def test_numbers_that_cannot_be_are_refused_even_with_a_good_check(fixed: Path) -> None:
    from nhnorm_xlsx.contract.handover import checksum
    from nhnorm_xlsx.errors import UsageError
    from nhnorm_xlsx.intake.opening import read_workbook
    from nhnorm_xlsx.tasks import handing_over
    from nhnorm_xlsx.tasks.handing_over import COLUMNS
    from nhnorm_xlsx.tasks.handing_over import handed_over as parsed

    (path,) = handed_over("A")
    raw = read_workbook(path)
    (sheet,) = (item for item in raw.sheets if item.name == DATA_SHEET)
    facts, rows = handing_over._taken(sheet)
    assert parsed("goed", raw).handovers[0].answered == 16
    rows[0][COLUMNS.index("geteld")] = "17"
    facts[CHECK] = checksum(facts, rows)
    with pytest.raises(ValueError, match="RIEC A"):
        handing_over._published(facts, rows)
    with pytest.raises(UsageError, match="geen bestand"):
        parsed("fout", type(raw)(sheets=()))


def test_two_files_of_one_riec_do_not_go_together(fixed: Path, here: Path) -> None:
    files = handed_over("A", "B", "C")
    other = answered(here / "later", PEOPLE, otherwise=A[:9])
    copy_stands(fixed, other)
    done("vaststellen", "--ja", "--dataset", other)
    done("doorgeven", "--riec", "A", "--dataset", other, "--uit", "nieuw")
    (again,) = Path("nieuw").glob("*.xlsx")
    assert "stand-2" in again.name
    said = refused("vergelijk", "--niveau", "provincie", *van([*files, again]))
    assert "in meer dan één bestand" in said
    assert f"RIEC A: {files[0].name} en {again.name}" in said
    assert "twee standen" in refused("terugkoppeling", "A00", "--van", again)


def test_what_was_handed_over_may_come_in_a_zip_or_from_a_folder(fixed: Path, here: Path) -> None:
    files = handed_over("A", "B", "C")
    with zipfile.ZipFile(here / "alles.zip", "w") as packed:
        for path in files:
            packed.write(path, path.name)
    whole = report(to="twee")
    assert report("--van", here / "alles.zip", to="een") == whole
    assert report("--van", "door", to="drie") == whole


# --- shown once -------------------------------------------------------------------------


def later(fixed: Path, who: Sequence[Organisation], otherwise: Sequence[Organisation]) -> str:
    """The same dataset, imported anew with other answers, and fixed again if possible."""
    answered(fixed, who, otherwise=otherwise)
    return done("vaststellen", "--ja")


def test_one_late_answer_changes_nothing_that_others_see(here: Path) -> None:
    folder = answered(here / "output" / "dataset", PEOPLE[:-1])
    done("vaststellen", "--ja")
    before = report(to="eerst")
    said = later(folder, PEOPLE[:-1], otherwise=A[:1])
    assert "minder dan 7" in said
    assert "2026-stand-1 blijft gelden" in said
    assert report(to="daarna") == before


def test_who_answers_after_the_stand_gets_its_own_answers_beside_the_old_figures(
    here: Path,
) -> None:
    folder = answered(here / "output" / "dataset", [*A[1:], *B, *C])
    done("vaststellen", "--ja")
    done("terugkoppeling", "A01", "--uit", "eerst")
    answered(folder, [*A[1:], *B, *C, A[0]])
    done("terugkoppeling", "A00", "A01", "--uit", "daarna")
    assert (
        Path("eerst/NHNorm-terugkoppeling-2026-A01-A01.xlsx").read_bytes()
        == Path("daarna/NHNorm-terugkoppeling-2026-A01-A01.xlsx").read_bytes()
    )
    said = {
        name: summary(Path("daarna") / f"NHNorm-terugkoppeling-2026-{name}-{name}.xlsx")
        for name in ("A00", "A01")
    }
    assert "Uw eigen antwoorden zijn daarin meegeteld" in said["A01"]
    assert "Uw eigen antwoorden zijn daarin meegeteld" not in said["A00"]
    assert "Wat u na deze stand antwoordde of veranderde, zit niet in die cijfers" in said["A00"]
    assert "na deze stand" not in said["A01"]


@pytest.mark.parametrize("differ", [policy.DIFFERENT - 1, policy.DIFFERENT])
def test_from_seven_that_differ_on_a_new_stand_is_possible(here: Path, differ: int) -> None:
    folder = answered(here / "output" / "dataset", PEOPLE[:-1])
    done("vaststellen", "--ja")
    said = later(folder, PEOPLE[:-1], otherwise=A[:differ])
    assert ("2026-stand-2 is vastgesteld" in said) == (differ >= policy.DIFFERENT)
    files = handed_over("A", "B", "C")
    assert ["stand-2" in path.name for path in files] == [differ >= policy.DIFFERENT] * 3
    assert report(*van(files), to="een") == report(to="twee")


def test_a_copy_knows_what_was_published(fixed: Path, here: Path) -> None:
    copy = here / "kopie"
    shutil.copytree(fixed, copy)
    assert "blijft gelden" in done("vaststellen", "--ja", "--dataset", copy)
    assert report("--dataset", copy, to="kopie-uit") == report(to="uit")


def test_two_copies_that_each_fixed_a_stand_ask_which_was_shown(here: Path) -> None:
    folder = answered(here / "output" / "dataset", PEOPLE)
    other = answered(here / "ander", PEOPLE, otherwise=A[:3])
    done("vaststellen", "--ja")
    done("vaststellen", "--ja", "--dataset", other)
    copy_stands(other, folder)
    assert "twee verschillende standen" in refused("terugkoppeling")
    assert "twee verschillende standen" in refused("vaststellen", "--ja")


@pytest.mark.parametrize("kept", [0, 1])
def test_the_one_that_is_kept_is_compared_with_its_own_answers(here: Path, kept: int) -> None:
    """Not with those of the copy that was set apart: then one late answer would be told."""
    folder = answered(here / "output" / "dataset", PEOPLE)
    other = answered(here / "ander", PEOPLE, otherwise=A[:9])
    shown = []
    for place in (folder, other):
        done("vaststellen", "--ja", "--dataset", place)
        shown += [path.name for path in (place / events.FOLDER).glob(f"{events.GEPUBLICEERD}-*")]
    copy_stands(other, folder)
    said = refused("vaststellen", "--ja")
    assert all(name in said for name in shown)
    (folder / events.FOLDER / shown[1 - kept]).unlink()
    answered(folder, PEOPLE, otherwise=A[:9] if kept else ())
    said = done("vaststellen", "--ja")
    assert "RIEC A: 16 van de 16 gemeenten hebben geantwoord. Er is niets veranderd" in said


def test_before_a_first_stand_it_is_asked_whether_a_colleague_fixed_one(here: Path) -> None:
    folder = answered(here / "output" / "dataset", PEOPLE)
    asked = run("vaststellen", given="nee\n")
    assert "collega" in asked.output
    done("vaststellen", "--ja")
    answered(folder, PEOPLE, otherwise=A)
    assert "collega" not in done("vaststellen", "--ja")


def test_other_figures_with_the_same_name_as_those_that_were_used_are_refused(
    fixed: Path, here: Path
) -> None:
    files = handed_over("A", "B", "C")
    report(*van(files), to="rapport")
    done("terugkoppeling", "A01", *van(files))
    other = answered(here / "ander", PEOPLE, otherwise=B[:9])
    done("vaststellen", "--ja", "--dataset", other)
    for name in ("A", "B", "C"):
        done("doorgeven", "--riec", name, "--dataset", other, "--uit", "ander-door")
    others = sorted(Path("ander-door").glob("*.xlsx"))
    said = refused(
        "vergelijk", "--niveau", "provincie", *van([files[0], *others[1:]]), "--uit", "rapport"
    )
    assert "RIEC B" in said
    assert "RIEC C" not in said
    assert "2026-stand-1" in said
    report(*van(files), to="rapport")
    own = answered(here / "eigen", A)
    done("vaststellen", "--ja", "--dataset", own)
    done("terugkoppeling", "A01", "--dataset", own, *van(files[1:]))
    assert "RIEC B" in refused("terugkoppeling", "A01", "--dataset", own, *van(others[1:]))


# --- small RIECs, counted together -------------------------------------------------------

SMALL = {name: riec(name, count) for name, count in (("D", 7), ("E", 8), ("F", 9))}


EVERYONE = tuple(item for members in SMALL.values() for item in members)


def small_stand(
    here: Path,
    name: str,
    otherwise: Sequence[Organisation] = (),
    *,
    who: Sequence[Organisation] | None = None,
    people: Sequence[Organisation] = EVERYONE,
) -> Path:
    """What a small RIEC hands over from a dataset of its own; again where it has one."""
    members = SMALL[name] if who is None else who
    rows = [
        make.answer(
            "2026",
            item.code,
            norm,
            "niet" if item in otherwise else "voldoet",
            soort=item.kind,
        )
        for item in members
        for norm in NORMEN
    ]
    dataset = make.on_disk(make.assemble(rows), people, here / f"dataset-{name}")
    done("vaststellen", "--ja", "--dataset", dataset)
    out = here / f"door-{name}-{len(otherwise)}"
    done("doorgeven", "--riec", name, "--dataset", dataset, "--uit", out)
    (path,) = out.glob("*.xlsx")
    return path


def told(folder: str) -> str:
    (path,) = Path(folder).glob("*provincie*.xlsx")
    return summary(path)


def test_what_is_told_of_all_gemeenten_is_made_from_all_riecs(here: Path) -> None:
    """Two products from other sets would tell what the RIEC between them answered."""
    files = [small_stand(here, name) for name in SMALL]
    provincie = ("vergelijk", "--niveau", "provincie")
    for part, missing in ((files[:2], "RIEC F"), (files[1:], "RIEC D"), (files[:1], "RIEC E")):
        said = refused(*provincie, *van(part), "--uit", "rapport")
        assert missing in said
        assert "doorgeven" in said
    assert not Path("rapport").exists()
    own = here / "dataset-F"
    said = refused("terugkoppeling", "F00", "--dataset", own, *van(files[:1]))
    assert "RIEC E" in said
    done("terugkoppeling", "F00", "--dataset", own, *van(files[:2]), "--uit", "terug")
    report(*van(files), to="rapport")
    assert shown_before(Path("rapport"), "2026") == (("RIEC D", "RIEC E", "RIEC F"),)
    assert shown_before(own, "2026") == shown_before(Path("rapport"), "2026")


def test_files_that_know_other_riecs_do_not_go_together(here: Path) -> None:
    files = [small_stand(here, "D"), small_stand(here, "E", people=SMALL["E"])]
    said = refused("vergelijk", "--niveau", "provincie", *van(files))
    assert "RIEC E.xlsx kent RIEC E" in said


@pytest.mark.parametrize("number", [0, 1, 4])
def test_a_riec_of_which_few_answered_hands_over_too(here: Path, number: int) -> None:
    files = [small_stand(here, "D"), small_stand(here, "E")]
    who = SMALL["F"][:number] or [make.PROVINCIE]
    files.append(small_stand(here, "F", who=who, people=(*EVERYONE, make.PROVINCIE)))
    report(*van(files), to="rapport")
    assert "RIEC F telt nergens in mee" in told("rapport")
    done("terugkoppeling", "D00", "--dataset", here / "dataset-D", *van(files), "--uit", "terug")
    (path,) = Path("terug").glob("*.xlsx")
    assert "Alle gemeenten zijn hier die van RIEC D en RIEC E die" in summary(path)
    assert "RIEC F telt nergens in mee" in summary(path)


def test_a_concept_is_not_put_beside_what_others_fixed(fixed: Path) -> None:
    files = handed_over("A", "B", "C")
    for command in (("vergelijk", "--niveau", "provincie"), ("terugkoppeling", "A00")):
        said = refused(*command, *van(files), "--concept")
        assert "--concept" in said
        assert "2027" not in said


def test_files_of_another_meting_are_called_that(fixed: Path) -> None:
    files = handed_over("A", "B", "C")
    said = refused("vergelijk", "--niveau", "provincie", *van(files), "--meting", "2027")
    assert "RIEC A.xlsx is van meting 2026, niet van meting 2027" in said
    report(*van(files), "--meting", "2026")
    done("terugkoppeling", "A00", *van(files), "--meting", "2026")


def test_a_small_riec_is_not_renewed(here: Path) -> None:
    small_stand(here, "D")
    assert "stand-1" in small_stand(here, "D", otherwise=SMALL["D"]).name


def test_a_damaged_event_is_no_reason_to_forget(fixed: Path) -> None:
    for kind in (events.GEPUBLICEERD, events.VASTGESTELD):
        (path,) = (fixed / events.FOLDER).glob(f"{kind}-*.json")
        whole = path.read_bytes()
        path.write_bytes(whole[:-10])
        assert "is beschadigd" in refused("vergelijk", "--niveau", "provincie")
        assert "is beschadigd" in refused("vaststellen", "--ja")
        path.write_bytes(whole)
    assert report()


def test_without_the_answers_of_a_stand_its_figures_stay(fixed: Path) -> None:
    (path,) = (fixed / events.FOLDER).glob(f"{events.VASTGESTELD}-*.json")
    path.unlink()
    answered(fixed, PEOPLE, otherwise=PEOPLE)
    said = done("vaststellen", "--ja")
    assert "De antwoorden van die stand zijn er niet meer" in said
    assert "2026-stand-1 blijft gelden" in said


# --- within a RIEC, and beside others ---------------------------------------------------


def summary(path: Path) -> str:
    sheet = openpyxl.load_workbook(path)["Samenvatting"]
    return " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)


def test_the_dataset_of_a_riec_compares_within_it_or_with_what_others_handed_over(
    fixed: Path, here: Path
) -> None:
    others = handed_over("B", "C")
    own = answered(here / "eigen", A)
    done("vaststellen", "--ja", "--dataset", own)
    done("terugkoppeling", "A00", "--dataset", own, "--uit", "alleen")
    done("terugkoppeling", "A00", "--dataset", own, "--uit", "samen", *van(others))
    (alone,), (together,) = Path("alleen").glob("*.xlsx"), Path("samen").glob("*.xlsx")
    assert "alle gemeenten van RIEC A samen" in summary(alone)
    assert "hoe alle gemeenten samen ervoor staan" in summary(together)
    said = "Alle gemeenten zijn hier die van RIEC A, RIEC B en RIEC C die hebben geantwoord."
    assert said in summary(together)


def test_a_small_riec_alone_shows_nothing_of_others_and_says_why(here: Path) -> None:
    own = answered(here / "eigen", C)
    done("vaststellen", "--ja", "--dataset", own)
    done("terugkoppeling", "C00", "--dataset", own, "--uit", "alleen")
    (alone,) = Path("alleen").glob("*.xlsx")
    assert f"minder dan {policy.ENOUGH} gemeenten" in summary(alone)
    assert "ongeveer" not in summary(alone)


def test_the_provincie_as_participant_gets_a_terugkoppeling(fixed: Path) -> None:
    done("terugkoppeling", "PV99", "--uit", "uit")
    (path,) = Path("uit").glob("*.xlsx")
    assert "hoe alle gemeenten samen ervoor staan" in summary(path)
    assert "meegeteld" not in summary(path)


# --- a RIEC under another name, or with other members --------------------------------------


def renamed(members: Sequence[Organisation], name: str) -> list[Organisation]:
    return [replace(item, riec=name) for item in members]


def with_other_riecs(here: Path, fixed: Path, people: Sequence[Organisation]) -> Path:
    """The same answers, with what was shown of them, by another list of organisations."""
    other = answered(here / "anders", PEOPLE, people=people)
    copy_stands(fixed, other)
    return other


def test_a_riec_under_another_name_gets_no_first_figures_beside_the_old(
    fixed: Path, here: Path
) -> None:
    before = report(to="eerst")
    other = with_other_riecs(here, fixed, [*renamed(A, "RIEC Alfa"), *B, *C, make.PROVINCIE])
    said = done("vaststellen", "--ja", "--dataset", other)
    assert "RIEC Alfa: 16 van de 16 gemeenten hebben geantwoord. Een of meer gemeenten" in said
    assert "2026-stand-1 blijft gelden" in said
    assert report("--dataset", other, to="daarna") == before
    done("terugkoppeling", "A00", "--dataset", other, "--uit", "terug")
    (path,) = Path("terug").glob("*.xlsx")
    assert "per thema hoe de gemeenten van RIEC A ervoor staan" in summary(path)
    assert "Uw eigen antwoorden zijn daarin meegeteld" in summary(path)
    said = refused("doorgeven", "--dataset", other, "--riec", "RIEC Alfa")
    assert "ander RIEC" in said


def test_who_moves_to_another_riec_is_not_counted_in_both(fixed: Path, here: Path) -> None:
    people = [*renamed(B[:1], "RIEC A"), *A, *B[1:], *C, make.PROVINCIE]
    other = with_other_riecs(here, fixed, people)
    said = done("vaststellen", "--ja", "--dataset", other)
    assert "RIEC A: 17 van de 17 gemeenten hebben geantwoord. Een of meer gemeenten" in said
    answered(other, PEOPLE, otherwise=B[1:])
    said = done("vaststellen", "--ja", "--dataset", other)
    assert "2026-stand-2 is vastgesteld" in said
    assert "Niet met nieuwe cijfers: RIEC A." in said


# --- what is said -----------------------------------------------------------------------


def few_each(here: Path, *sizes: int) -> list[Organisation]:
    """All members of RIECs of these sizes; they have answered."""
    people = [item for place, size in enumerate(sizes) for item in riec(f"N{place}", size)]
    answers_of(here, people, people)
    return people


def answers_of(here: Path, who: Sequence[Organisation], people: Sequence[Organisation]) -> None:
    """Answers of these in the dataset, one RIEC all the same."""
    rows = [
        make.answer("2026", item.code, norm, "voldoet" if item.riec == "RIEC N0" else "niet")
        for item in who
        for norm in NORMEN
    ]
    make.on_disk(make.assemble(rows), people, here / "output" / "dataset")


@pytest.mark.parametrize(
    "sizes", [(5, 4, 4), (6, 4, 3), (2,) * 7, (6, 2, 2, 2, 1), (4, 4, 2, 2, 1)]
)
def test_thirteen_answers_in_riecs_with_a_few_each_give_figures(
    sizes: tuple[int, ...], here: Path
) -> None:
    people = few_each(here, *sizes)
    said = done("vaststellen", "--ja")
    assert "ziet niemand een cijfer" not in said
    done("terugkoppeling", people[0].code, "--uit", "terug")
    (path,) = Path("terug").glob("*.xlsx")
    assert "hoe alle gemeenten samen ervoor staan" in summary(path)
    assert "Niet meegeteld" not in summary(path)
    report()
    done("doorgeven")
    (one,) = Path("output/doorgeven").glob("*.xlsx")
    done("vergelijk", "--niveau", "provincie", "--van", one, "--uit", "van", "--dataset", "van")
    (again,) = Path("van").glob("*.xlsx")
    assert again.read_bytes() == next(Path("uit").glob("*.xlsx")).read_bytes()


def test_a_file_of_many_riecs_together_has_a_name_that_fits(here: Path) -> None:
    few_each(here, *(2,) * 20)
    done("vaststellen", "--ja")
    done("doorgeven")
    (path,) = Path("output/doorgeven").glob("*.xlsx")
    assert path.name == "NHNorm-doorgeven-2026-stand-1-RIEC N0 en 19 andere.xlsx"
    sheet = openpyxl.load_workbook(path).worksheets[0]
    said = " ".join(str(cell.value) for row in sheet for cell in row)
    assert "N19" in said
    assert "Nooit staat er dat niemand voldoet, of iedereen" in said
    assert "dan staat er één" not in said


def test_as_long_as_nobody_sees_a_figure_nothing_is_handed_over_and_all_begins_later(
    here: Path,
) -> None:
    people = [item for place in range(3) for item in riec(f"N{place}", 6)]
    answers_of(here, people[:12], people)
    said = done("vaststellen", "--ja")
    assert said.count("gaat er ook van dit RIEC niets naar anderen") == 2
    done("doorgeven", "--riec", "RIEC N0")
    (path,) = Path("output/doorgeven").glob("*.xlsx")
    sheets = openpyxl.load_workbook(path)
    words = " ".join(str(cell.value) for row in sheets.worksheets[0] for cell in row if cell.value)
    assert "nog te weinig antwoorden om een cijfer te tonen" in words
    assert "minder dan 5" not in words
    answers_of(here, people, people)
    said = done("vaststellen", "--ja")
    assert "2026-stand-2 is vastgesteld" in said
    assert "ziet niemand een cijfer" not in said
    done("terugkoppeling", people[-1].code, "--uit", "terug")
    (path,) = Path("terug").glob("*.xlsx")
    assert "Uw eigen antwoorden zijn daarin meegeteld" in summary(path)


def test_where_no_figure_can_be_there_is_one_sentence_why(here: Path) -> None:
    """From datasets of one RIEC each: of fewer than five nothing leaves, and of five nothing is
    left to tell that two of them do not know.
    """
    people = [item for place, size in enumerate((5, 4, 4)) for item in riec(f"N{place}", size)]
    for name in ("RIEC N0", "RIEC N1", "RIEC N2"):
        folder = here / name
        answers_of(here, [item for item in people if item.riec == name], people)
        (here / "output" / "dataset").rename(folder)
        done("vaststellen", "--ja", "--dataset", folder)
        done("doorgeven", "--dataset", folder, "--uit", "door")
    files = van(sorted(Path("door").glob("*.xlsx")))
    sentence = rulings.NOTHING["te kleine groepen"]
    report(*files)
    done("terugkoppeling", people[0].code, "--dataset", "RIEC N0", "--uit", "terug", *files)
    (path,) = Path("terug").glob("*.xlsx")
    for made in (path, next(Path("uit").glob("*.xlsx"))):
        book = openpyxl.load_workbook(made)
        lines = [
            str(cell.value)
            for sheet in book
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None
        ]
        assert " ".join(lines).count(sentence) == 1, made
        assert "·" not in lines
        with zipfile.ZipFile(made) as package:
            charts = [package.read(name) for name in package.namelist() if "charts/chart" in name]
        assert [chart.count(b"<c:ser>") for chart in charts] == ([1] if made is path else [])


def test_names_keep_their_capitals(here: Path) -> None:
    own = answered(here / "eigen", A)
    done("vaststellen", "--ja", "--dataset", own)
    done("terugkoppeling", "A00", "--dataset", own, "--uit", "uit")
    (path,) = Path("uit").glob("*.xlsx")
    cells = {
        str(cell.value)
        for sheet in openpyxl.load_workbook(path)
        for row in sheet.iter_rows()
        for cell in row
    }
    assert "Alle gemeenten van RIEC A" in cells
    assert "Alle gemeenten van riec a" not in cells


def test_where_nobody_can_answer_it_is_said_how_to_go_on(here: Path) -> None:
    folder = answered(here / "output" / "dataset", PEOPLE)
    asked = run("vaststellen", given="")
    assert "--ja" in str(asked.exception) + asked.output
    assert kept_of(folder) == []


def test_one_answer_is_told_as_one(here: Path) -> None:
    people = [*A, *riec("G", 1)]
    rows = [make.answer("2026", item.code, norm, "niet") for item in people for norm in NORMEN]
    make.on_disk(make.assemble(rows), people, here / "output" / "dataset")
    assert "RIEC G: 1 van de 1 gemeente heeft geantwoord" in done("vaststellen", "--ja")


def test_who_judged_nothing_is_not_told_to_comply_with_everything(here: Path) -> None:
    rows = [make.answer("2026", item.code, norm, "voldoet") for item in A[1:] for norm in NORMEN]
    rows += [make.answer("2026", "A00", norm, "nvt") for norm in NORMEN]
    make.on_disk(make.assemble(rows), PEOPLE, here / "output" / "dataset")
    done("vaststellen", "--ja")
    done("terugkoppeling", "A00", "--uit", "uit")
    (path,) = Path("uit").glob("*.xlsx")
    book = openpyxl.load_workbook(path)
    said = " ".join(str(c.value) for s in book for row in s.iter_rows() for c in row)
    assert "U voldoet aan alle normen" not in said
    assert "0 van de 0" not in said
    assert "U heeft nog geen enkele norm beoordeeld." in said
