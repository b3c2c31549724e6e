"""Returned files become a dataset: idempotent, in any order, and nothing is lost."""

from __future__ import annotations

import io
import os
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest

from nhnorm_xlsx import load_dataset
from nhnorm_xlsx.contract.fields import Value
from nhnorm_xlsx.dataset.files import read_tables
from nhnorm_xlsx.dataset.reference import Reference
from nhnorm_xlsx.dataset.schema import TABLES
from nhnorm_xlsx.definition import Definition
from nhnorm_xlsx.errors import FaultySourceError, StorageError, UsageError
from nhnorm_xlsx.intake.decryption import read_passwords
from nhnorm_xlsx.tasks.importing import Options, check_files, import_files
from nhnorm_xlsx.tasks.reporting import IntakeReport
from nhnorm_xlsx.tasks.status import status_lines
from tests import forms
from tests.before import as_before, keep_books
from tests.returned import SMALL

ORGANISATIONS = {code: forms.ORGANISATIONS[code] for code in ("GM0399", "GM0361", "PV27")}
REFERENCE = Reference({"2024": SMALL}, ORGANISATIONS)


def send_back(
    folder: Path,
    name: str,
    code: str = "GM0399",
    *,
    day: int = 1,
    status: str = "Voldoet",
    meting: str = "2026",
    issue: str = "test-1",
    definition: Definition = SMALL,
) -> Path:
    """A returned workbook, saved on this day of May."""
    answers: dict[str, dict[str, Value]] = {"1.1": {"status": status, "onderbouwing": "=SOM(A1)"}}
    plan = forms.plan(
        answers, definition=definition, organisation=forms.ORGANISATIONS[code], meting=meting,
        issue=issue,
    )  # fmt: skip
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    forms.written(folder, plan, name)
    saved_on(path, day)
    return path


def saved_on(path: Path, day: int) -> None:
    """As if the file was saved that day; the document itself says nothing of it."""
    import io
    import re
    import zipfile

    content = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(content) as source, zipfile.ZipFile(path, "w") as target:
        for entry in source.infolist():
            part = source.read(entry)
            if entry.filename == "docProps/core.xml":
                part = re.sub(rb"<dcterms:modified.*?</dcterms:modified>", b"", part)
            target.writestr(entry, part)
    moment = datetime(2026, 5, day, 12, tzinfo=UTC).timestamp()
    os.utime(path, (moment, moment))


def take_in(dataset: Path, *paths: Path, reference: Reference = REFERENCE) -> IntakeReport:
    return import_files(paths, dataset, reference)


def outcomes(report: IntakeReport) -> dict[str, str]:
    return {item.submission.file: item.outcome for item in report.offered}


def tables(dataset: Path) -> dict[str, pd.DataFrame]:
    found = read_tables(dataset)
    return {name: getattr(found, name) for name in TABLES}


def assert_same(one: Path, other: Path) -> None:
    for name, frame in tables(one).items():
        pd.testing.assert_frame_equal(frame, tables(other)[name], check_categorical=False)
        assert (one / f"{name}.csv").read_bytes() == (other / f"{name}.csv").read_bytes()


def test_answers_of_every_norm_also_of_those_left_empty(tmp_path: Path) -> None:
    take_in(tmp_path / "dataset", send_back(tmp_path / "in", "a.xlsx"))
    answers = load_dataset(tmp_path / "dataset")
    assert list(answers.columns) == list(TABLES["antwoorden"])
    assert answers["norm"].tolist() == ["1.1", "1.2", "2.1"]
    assert answers["status"].tolist() == ["voldoet", "", ""]
    assert answers["score"].isna().tolist() == [False, True, True]
    first = answers.iloc[0]
    assert (first["organisatie"], first["riec"]) == ("Heiloo", "RIEC Noord-Holland")
    assert first["onderbouwing"] == "=SOM(A1)"
    assert first["blad"] == "1 Eerste thema"
    assert first["cel"][0].isalpha()


def test_parquet_has_types(tmp_path: Path) -> None:
    take_in(tmp_path / "dataset", send_back(tmp_path / "in", "a.xlsx"))
    answers = load_dataset(tmp_path / "dataset")
    assert str(answers["streefdatum"].dtype).startswith("datetime64")
    assert str(answers["score"].dtype) == "float64"
    assert str(answers["status"].dtype) == "category"


def test_csv_opens_well_in_excel_and_holds_no_formulas(tmp_path: Path) -> None:
    take_in(tmp_path / "dataset", send_back(tmp_path / "in", "a.xlsx"))
    raw = (tmp_path / "dataset" / "antwoorden.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfmeting;editie;organisatie_code;")
    assert b"'=SOM(A1)" in raw
    assert b";=SOM" not in raw
    assert raw.count(b"\r\n") == 4


def test_the_original_is_kept_untouched(tmp_path: Path) -> None:
    path = send_back(tmp_path / "in", "a.xlsx")
    before = path.read_bytes()
    take_in(tmp_path / "dataset", path)
    sha256 = read_tables(tmp_path / "dataset").inzendingen["sha256"][0]
    assert (tmp_path / "dataset" / "archief" / f"{sha256}.xlsx").read_bytes() == before
    assert path.read_bytes() == before


def test_importing_twice_changes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    send_back(folder, "a.xlsx")
    send_back(folder, "b.xlsx", "GM0361")
    (folder / "kapot.xlsx").write_bytes(b"PK\x03\x04 en dan niets")
    take_in(tmp_path / "dataset", folder)
    shutil.copytree(tmp_path / "dataset", tmp_path / "eerst")
    take_in(tmp_path / "dataset", folder)
    assert_same(tmp_path / "dataset", tmp_path / "eerst")


def test_the_order_plays_no_part(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    paths = [
        send_back(folder, "oud.xlsx", day=1),
        send_back(folder, "nieuw.xlsx", day=9, status="Voldoet niet"),
        send_back(folder, "ander.xlsx", "GM0361", day=5),
    ]
    paths.append(Path(shutil.copy2(paths[1], folder / "nieuw (1).xlsx")))
    take_in(tmp_path / "samen", *paths)
    for path in reversed(paths):
        take_in(tmp_path / "los", path)
    assert_same(tmp_path / "samen", tmp_path / "los")


def test_fewer_files_lose_nothing(tmp_path: Path) -> None:
    first = send_back(tmp_path / "in", "a.xlsx")
    second = send_back(tmp_path / "in", "b.xlsx", "GM0361")
    take_in(tmp_path / "dataset", first)
    first.unlink()
    take_in(tmp_path / "dataset", second)
    answers = load_dataset(tmp_path / "dataset")
    assert set(answers["organisatie"]) == {"Heiloo", "Alkmaar"}


def test_the_newest_counts_and_the_older_one_stays_on_record(tmp_path: Path) -> None:
    new = send_back(tmp_path / "in", "nieuw.xlsx", day=9, status="Voldoet niet")
    old = send_back(tmp_path / "in", "oud.xlsx", day=1)
    report = take_in(tmp_path / "dataset", new, old)
    assert outcomes(report) == {"oud.xlsx": "vervangen", "nieuw.xlsx": "aanvaard"}
    assert load_dataset(tmp_path / "dataset")["status"][0] == "niet"
    files = read_tables(tmp_path / "dataset").inzendingen.set_index("bestand")
    assert "nieuw.xlsx" in str(files.loc["oud.xlsx", "reden"])
    assert len(list((tmp_path / "dataset" / "archief").iterdir())) == 2


def test_the_same_bytes_twice_are_dubbel(tmp_path: Path) -> None:
    path = send_back(tmp_path / "in", "a.xlsx")
    shutil.copy2(path, tmp_path / "in" / "a (1).xlsx")
    report = take_in(tmp_path / "dataset", tmp_path / "in")
    assert outcomes(report) == {"a.xlsx": "aanvaard", "a (1).xlsx": "dubbel"}


def test_two_metingen_live_side_by_side(tmp_path: Path) -> None:
    send_back(tmp_path / "in", "a.xlsx", meting="2025")
    send_back(tmp_path / "in", "b.xlsx", meting="2026-2")
    take_in(tmp_path / "dataset", tmp_path / "in")
    assert set(load_dataset(tmp_path / "dataset")["meting"]) == {"2025", "2026-2"}


def test_one_bad_file_never_stops_the_rest(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    send_back(folder, "goed.xlsx")
    (folder / "leeg.xlsx").write_bytes(b"")
    (folder / "tekst.xlsx").write_bytes(b"dit is geen werkboek")
    (folder / "half.xlsx").write_bytes((folder / "goed.xlsx").read_bytes()[:5000])
    (folder / "versleuteld.xlsx").write_bytes(
        bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le")
    )
    (folder / "~$goed.xlsx").write_bytes(b"slot")
    (folder / "logo.png").write_bytes(b"plaatje")
    report = take_in(tmp_path / "dataset", folder)
    assert report.has_errors
    kinds = {
        item.submission.file: item.submission.findings[0].kind.code
        for item in report.offered
        if item.outcome == "afgewezen"
    }
    assert kinds == {
        "leeg.xlsx": "leeg_bestand",
        "tekst.xlsx": "geen_werkboek",
        "half.xlsx": "beschadigd",
        "versleuteld.xlsx": "wachtwoord",
    }
    assert set(load_dataset(tmp_path / "dataset")["organisatie"]) == {"Heiloo"}
    on_record = read_tables(tmp_path / "dataset").inzendingen
    assert sorted(on_record["uitkomst"]) == ["aanvaard", *["afgewezen"] * 4, "geen werkboek"]
    assert all(reason for reason in on_record["reden"][on_record["uitkomst"] == "afgewezen"])


def test_a_file_that_was_refused_counts_once_the_program_knows_better(tmp_path: Path) -> None:
    path = send_back(tmp_path / "in", "a.xlsx")
    nobody = Reference({"2024": SMALL}, {"PV27": forms.PROVINCIE})
    report = take_in(tmp_path / "dataset", path, reference=nobody)
    assert outcomes(report) == {"a.xlsx": "afgewezen"}
    report = take_in(tmp_path / "dataset", path)
    assert outcomes(report) == {"a.xlsx": "aanvaard"}
    assert len(read_tables(tmp_path / "dataset").inzendingen) == 1


def test_earlier_answers_stay_understood_with_a_next_editie_and_a_shorter_list(
    tmp_path: Path,
) -> None:
    take_in(tmp_path / "dataset", send_back(tmp_path / "in", "a.xlsx", meting="2026"))
    later = Definition("2028", SMALL.themas)
    path = send_back(tmp_path / "in", "b.xlsx", "GM0361", meting="2028", definition=later)
    take_in(
        tmp_path / "dataset",
        path,
        reference=Reference({"2028": later}, {"GM0361": ORGANISATIONS["GM0361"]}),
    )
    answers = load_dataset(tmp_path / "dataset")
    assert set(zip(answers["editie"], answers["organisatie"], strict=True)) == {
        ("2024", "Heiloo"),
        ("2028", "Alkmaar"),
    }


def test_made_up_answers_never_mix_with_real_ones(tmp_path: Path) -> None:
    take_in(tmp_path / "dataset", send_back(tmp_path / "in", "a.xlsx", issue="voorbeeld-1"))
    real = send_back(tmp_path / "in", "b.xlsx", "GM0361")
    assert outcomes(take_in(tmp_path / "dataset", real)) == {"b.xlsx": "afgewezen"}
    assert set(load_dataset(tmp_path / "dataset")["organisatie"]) == {"Heiloo"}


def test_a_dataset_with_a_damaged_ledger_is_left_alone(tmp_path: Path) -> None:
    path = send_back(tmp_path / "in", "a.xlsx")
    take_in(tmp_path / "dataset", path)
    (tmp_path / "dataset" / "grootboek.json").write_text("{")
    with pytest.raises(StorageError, match="kan niet worden gelezen"):
        take_in(tmp_path / "dataset", path)
    assert (tmp_path / "dataset" / "antwoorden.csv").exists()
    assert [item.name for item in tmp_path.iterdir() if item.name.startswith("dataset.")] == []


def test_checking_stores_nothing(tmp_path: Path) -> None:
    path = send_back(tmp_path / "in", "a.xlsx", status="misschien")
    report = check_files([path], REFERENCE)
    assert report.has_errors
    assert any("onbekende" in line or "geen geldige status" in line for line in report.lines())
    assert [item.name for item in tmp_path.iterdir()] == ["in"]


def test_status_says_per_riec_who_has_answered(tmp_path: Path) -> None:
    send_back(tmp_path / "in", "a.xlsx")
    (tmp_path / "in" / "raadsel.xlsx").write_bytes(b"")
    take_in(tmp_path / "dataset", tmp_path / "in")
    lines = "\n".join(status_lines(tmp_path / "dataset"))
    assert "Meting 2026: 1 van 3 organisaties heeft geantwoord." in lines
    assert "RIEC Noord-Holland: 1 van 2 ontvangen, 0 volledig ingevuld" in lines
    assert re.search(r"Heiloo +onvolledig +1 van 3", lines)
    assert "nog niet ontvangen" in lines
    assert "raadsel.xlsx" in lines
    with pytest.raises(UsageError, match="2031"):
        list(status_lines(tmp_path / "dataset", "2031"))


def test_status_without_a_meting_does_not_name_one(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "raadsel.xlsx").write_bytes(b"")
    take_in(tmp_path / "dataset", tmp_path / "in")
    first, *others = status_lines(tmp_path / "dataset")
    assert first.startswith("Nog geen meting: 0 van 3 organisaties")
    assert any("raadsel.xlsx" in line for line in others)


def given_out(issue: str) -> dict[str, str]:
    return {
        "meting": "2026", "organisatie_code": "GM0399", "organisatie": "Heiloo",
        "uitgifte_id": issue, "bestand": "a.xlsx", "sha256": "", "gemaakt_op": "2026-03-02",
        "deadline": "2026-05-29",
    }  # fmt: skip


def test_a_workbook_that_was_not_given_out_is_noticed_and_stays_so(tmp_path: Path) -> None:
    known = replace(REFERENCE, register=(given_out("een-ander"),))
    path = send_back(tmp_path / "in", "a.xlsx")
    take_in(tmp_path / "dataset", path, reference=known)
    take_in(tmp_path / "dataset", path)  # without the register: it was kept
    kinds = read_tables(tmp_path / "dataset").bevindingen["soort"].tolist()
    assert "andere_uitgifte" in kinds
    later = replace(REFERENCE, register=(given_out("test-1"),))
    take_in(tmp_path / "dataset", path, reference=later)
    kinds = read_tables(tmp_path / "dataset").bevindingen["soort"].tolist()
    assert "andere_uitgifte" not in kinds


# --- parts, files left out, passwords ---------------------------------------------------


def in_part(folder: Path, name: str, norm: str, day: int, status: str = "Voldoet") -> Path:
    """A workbook in which one department answered one norm."""
    plan = forms.plan({norm: {"status": status}}, definition=SMALL)
    folder.mkdir(parents=True, exist_ok=True)
    path = forms.written(folder, plan, name)
    saved_on(path, day)
    return path


def statuses(dataset: Path) -> list[str]:
    return [str(status) for status in load_dataset(dataset)["status"]]


MERGE = Options(merge=True)


def test_parts_are_merged_when_asked_and_stay_so(tmp_path: Path) -> None:
    dataset, folder = tmp_path / "dataset", tmp_path / "in"
    in_part(folder, "hr.xlsx", "1.1", 1)
    in_part(folder, "ict.xlsx", "2.1", 2)
    import_files([folder], dataset, REFERENCE)
    assert statuses(dataset) == ["voldoet", "", ""]  # the later one left 1.1 blank
    report = import_files([folder], dataset, REFERENCE, options=MERGE)
    assert outcomes(report) == {"hr.xlsx": "aanvaard", "ict.xlsx": "aanvaard"}
    assert statuses(dataset) == ["voldoet", "", "voldoet"]
    assert load_dataset(dataset)["bestand"].tolist() == ["hr.xlsx", "ict.xlsx", "ict.xlsx"]
    third = in_part(tmp_path / "later", "jz.xlsx", "1.2", 3)
    import_files([third], dataset, REFERENCE)
    assert statuses(dataset) == ["voldoet"] * 3
    lines = "\n".join(status_lines(dataset))
    assert re.search(r"Heiloo +volledig +3 van 3", lines)


def test_merging_concerns_only_whose_files_are_offered(tmp_path: Path) -> None:
    dataset, folder = tmp_path / "dataset", tmp_path / "in"
    send_back(folder, "oud.xlsx", "GM0361", day=1)
    send_back(folder, "nieuw.xlsx", "GM0361", day=2, status="Voldoet niet")
    import_files([folder], dataset, REFERENCE)
    parts = [in_part(tmp_path / "delen", f"{n}.xlsx", n, 3) for n in ("1.1", "1.2")]
    import_files(parts, dataset, REFERENCE, options=MERGE)
    by_name = load_dataset(dataset).set_index(["organisatie", "norm"])["status"]
    assert by_name["Heiloo", "1.1"] == by_name["Heiloo", "1.2"] == "voldoet"
    assert by_name["Alkmaar", "1.1"] == "niet"


def test_a_file_is_left_out_with_a_reason_and_comes_back(tmp_path: Path) -> None:
    dataset = tmp_path / "dataset"
    send_back(tmp_path / "in", "goed.xlsx", day=1)
    send_back(tmp_path / "in", "per ongeluk.xlsx", day=2, status="Voldoet niet")
    import_files([tmp_path / "in"], dataset, REFERENCE)
    assert statuses(dataset)[0] == "niet"
    listed = dataset / "besluiten.csv"
    heading = "bestand;sha256;besluit;waarde;reden\n"
    assert listed.read_text(encoding="utf-8-sig").startswith(heading.strip())
    listed.write_text(f"{heading}per ongeluk.xlsx;;uitsluiten;;proef van een stagiair\n")
    report = import_files([], dataset, REFERENCE)
    assert statuses(dataset)[0] == "voldoet"
    assert not report.has_errors
    files = read_tables(dataset).inzendingen.set_index("bestand")
    assert files.loc["per ongeluk.xlsx", "uitkomst"] == "uitgesloten"
    assert files.loc["per ongeluk.xlsx", "reden"] == "proef van een stagiair"
    assert "uitgesloten" in read_tables(dataset).bevindingen["soort"].tolist()
    assert len(list((dataset / "archief").iterdir())) == 2
    listed.write_text(heading)
    import_files([], dataset, REFERENCE)
    assert statuses(dataset)[0] == "niet"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("bestaat niet.xlsx;;een reden", "staat niet in inzendingen.csv"),
        ("a.xlsx;;", "waarom dit bestand niet meetelt"),
        (";;een reden", "vul bij 'bestand'"),
        ("a.xlsx;;een reden", "er zijn 2 bestanden met de naam 'a.xlsx'"),
    ],
)
def test_a_wrong_line_in_the_list_stops_and_changes_nothing(
    tmp_path: Path, row: str, said: str
) -> None:
    dataset = tmp_path / "dataset"
    send_back(tmp_path / "een", "a.xlsx", day=1)
    send_back(tmp_path / "twee", "a.xlsx", day=2, status="Voldoet niet")
    take_in(dataset, tmp_path / "een", tmp_path / "twee")
    (dataset / "uitsluiten.csv").write_text(f"bestand;sha256;reden\n{row}\n")
    before = (dataset / "antwoorden.csv").read_bytes()
    with pytest.raises(FaultySourceError) as caught:
        import_files([], dataset, REFERENCE)
    assert said in str(caught.value)
    assert "regel 2" in str(caught.value)
    assert (dataset / "antwoorden.csv").read_bytes() == before


def locked(path: Path, password: str) -> None:
    from msoffcrypto.format.ooxml import OOXMLFile

    out = io.BytesIO()
    OOXMLFile(io.BytesIO(path.read_bytes())).encrypt(password, out)
    path.write_bytes(out.getvalue())


def test_a_locked_file_is_opened_once_and_never_lost_again(tmp_path: Path) -> None:
    path = send_back(tmp_path / "in", "a.xlsx")
    locked(path, "geheim 1")
    dataset = tmp_path / "dataset"
    report = take_in(dataset, path)
    assert outcomes(report) == {"a.xlsx": "afgewezen"}
    assert "--wachtwoorden" in report.offered[0].submission.refusal
    report = import_files([path], dataset, REFERENCE, options=Options(("fout", "geheim 1")))
    assert outcomes(report) == {"a.xlsx": "aanvaard"}
    sha256 = read_tables(dataset).inzendingen["sha256"][0]
    assert (dataset / "archief" / f"{sha256}.xlsx").read_bytes() == path.read_bytes()
    take_in(dataset, send_back(tmp_path / "in", "b.xlsx", "GM0361"))  # without the passwords
    assert set(load_dataset(dataset)["organisatie"]) == {"Heiloo", "Alkmaar"}
    assert "ontsleuteld" in read_tables(dataset).bevindingen["soort"].tolist()


def test_a_wrong_password_leaves_the_file_locked(tmp_path: Path) -> None:
    path = send_back(tmp_path / "in", "a.xlsx")
    locked(path, "geheim")
    report = check_files([path], REFERENCE, passwords=("anders",))
    assert report.offered[0].submission.findings[0].kind.code == "wachtwoord"


def test_passwords_are_read_from_a_plain_text(tmp_path: Path) -> None:
    listed = tmp_path / "w.txt"
    listed.write_text("\ufeffeen\n\n twee \néén\n", encoding="utf-8")
    assert read_passwords(listed) == ("een", " twee ", "één")
    listed.write_text("\n")
    with pytest.raises(UsageError, match="één per regel"):
        read_passwords(listed)
    with pytest.raises(StorageError, match="kan niet worden gelezen"):
        read_passwords(tmp_path / "weg.txt")


def test_the_ledger_of_an_earlier_version_is_still_read(tmp_path: Path) -> None:
    dataset = tmp_path / "dataset"
    take_in(dataset, send_back(tmp_path / "in", "a.xlsx"))
    content = as_before(dataset)
    del content["samengevoegd"]
    keep_books(dataset, content)
    import_files([], dataset, REFERENCE)
    assert statuses(dataset)[0] == "voldoet"


def test_what_is_sent_again_later_is_the_newest(tmp_path: Path) -> None:
    from tests.test_intake_sources import mail

    folder = tmp_path / "post"
    folder.mkdir()
    first = send_back(tmp_path / "in", "a.xlsx").read_bytes()
    second = send_back(tmp_path / "in", "b.xlsx", status="Voldoet niet").read_bytes()
    for name, content, day in (("1", first, 3), ("2", second, 5), ("3", first, 9)):
        (folder / f"{name}.eml").write_bytes(mail({"w.xlsx": content}, day=day))
    take_in(tmp_path / "dataset", folder)
    assert statuses(tmp_path / "dataset")[0] == "voldoet"


@pytest.mark.parametrize("damage", [Path.unlink, lambda path: path.write_bytes(b"iets anders")])
def test_an_original_that_is_gone_is_said_and_the_rest_goes_on(
    tmp_path: Path, damage: Callable[[Path], object]
) -> None:
    dataset = tmp_path / "dataset"
    path = send_back(tmp_path / "in", "a.xlsx")
    take_in(dataset, path)
    (kept,) = (dataset / "archief").iterdir()
    damage(kept)
    report = take_in(dataset, send_back(tmp_path / "in2", "b.xlsx", "GM0361"))
    assert outcomes(report) == {"b.xlsx": "aanvaard"}
    assert "archief_gewijzigd" in read_tables(dataset).bevindingen["soort"].tolist()
    take_in(dataset, path)
    assert set(load_dataset(dataset)["organisatie"]) == {"Heiloo", "Alkmaar"}


def test_a_file_where_the_corrections_should_go_stops_before_anything(tmp_path: Path) -> None:
    path = send_back(tmp_path / "in", "a.xlsx")
    with pytest.raises(UsageError, match="--correcties"):
        import_files([path], tmp_path / "dataset", REFERENCE, options=Options(corrections=path))
    assert not (tmp_path / "dataset").exists()
