"""What people read: no sign that steers a screen, no English, no exception's name."""

from __future__ import annotations

import csv
import errno
import re
import shutil
import tempfile
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import msoffcrypto.format.ooxml as crypto
import pytest

from nhnorm_xlsx import cli
from nhnorm_xlsx.contract.text import printable
from nhnorm_xlsx.intake.isolation import in_isolation
from nhnorm_xlsx.intake.judging import judge_unreadable
from nhnorm_xlsx.intake.ole_scan import protection
from nhnorm_xlsx.intake.raw import RawValue, UnreadableError
from tests import forms
from tests.compound import compound
from tests.returned import SMALL, change, flat, judged, returned, statuses


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    """Exit code, output and complaint of one call."""
    with pytest.raises(SystemExit) as stopped:
        cli.main([str(argument) for argument in arguments])
    shown = capsys.readouterr()
    return int(stopped.value.code or 0), shown.out, shown.err


# --- signs that nobody sees --------------------------------------------------------------

UNSEEN = {
    "zero-width space": "Vol\u200bdoet niet",
    "soft hyphen": "Vol\u00addoet niet",
    "byte order mark": "\ufeffVoldoet niet",
    "non-breaking space": "Voldoet\u00a0niet",
    "narrow space": "Voldoet\u202fniet",
    "direction marks": "\u200eVoldoet niet\u200f",
    "override": "\u202dVoldoet niet\u202c",
    "word joiner": "Voldoet\u2060 niet",
    "two lines": "Voldoet\nniet",
}


@pytest.mark.parametrize("text", UNSEEN.values(), ids=UNSEEN)
def test_a_status_with_signs_that_nobody_sees_is_understood(text: str) -> None:
    book = change(
        returned("| norm | Status |\n| 1.1 | Voldoet |"), "1 Eerste thema", {(4, 4): text}
    )
    found = judged(book)
    assert statuses(found)["1.1"] == "niet"
    assert ("1 Eerste thema", "D4", "status_begrepen") in flat(found)


@pytest.mark.parametrize(
    ("column", "value", "key", "understood", "kind"),
    [
        (9, "Ho\u00adog", "prioriteit", "Hoog", "keuze_begrepen"),
        (10, "\ufeffHulp\u00a0gewenst", "uitwisseling", "Hulp gewenst", "keuze_begrepen"),
        (8, "31\u201112\u20112026", "streefdatum", date(2026, 12, 31), "datum_begrepen"),
        (8, "\u200b1 mei\u00a02026", "streefdatum", date(2026, 5, 1), "datum_begrepen"),
    ],
)
def test_choices_and_dates_too(
    column: int, value: RawValue, key: str, understood: object, kind: str
) -> None:
    book = returned("| norm | Status |\n| 1.1 | Voldoet |")
    found = judged(change(book, "1 Eerste thema", {(4, column): value}))
    (answer,) = [item for item in found.answers if item.norm == "1.1"]
    assert answer[key] == understood
    assert kind in [item[2] for item in flat(found)]


@pytest.mark.parametrize("text", ["\u200b", "\ufeff", "\u00ad\u00a0", "\u200e \u200f"])
def test_only_what_nobody_sees_is_nothing(text: str) -> None:
    cells: dict[tuple[int, int], RawValue] = {(4, column): text for column in range(4, 11)}
    book = change(returned("| norm | Status |\n| 1.2 | Voldoet |"), "1 Eerste thema", cells)
    assert "1.1" not in {norm for norm, status in statuses(judged(book)).items() if status}
    assert [item for item in flat(judged(book)) if item[1][1:] == "4"] == []


# --- signs that steer a screen -----------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("gewoon – é €", "gewoon – é €"),
        ("a\x1b[31mrood\x1b[0m", "arood"),
        ("a\x9b2Jb", "ab"),
        ("\x1b]0;titel\x07b", "b"),
        ("a\nb\r\nc\td", "a b  c d"),
        ("fdp.\u202excod.xlsx", "fdp.xcod.xlsx"),
        ("a\x00\x07\x85b\u2028c", "a b c"),
        ("\udcff", "?"),
    ],
)
def test_printable(text: str, shown: str) -> None:
    assert printable(text) == shown


STEERING = set(map(chr, [*range(9), *range(11, 32), *range(127, 160)])) | set(
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u2028\u2029"
)


def test_names_and_values_from_outside_reach_neither_screen_nor_table_with_steering_signs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet, cell = forms.input_cell(forms.plan(), "1.1", "status")
    odd = "\u202e\u0085\u009b31mscherm\u2066"
    made = forms.written(tmp_path, forms.plan({"1.1": {"status": f"iets {odd}"}}))
    archive = tmp_path / "post\u202e.zip"
    with (
        zipfile.ZipFile(made) as source,
        zipfile.ZipFile(tmp_path / "b.xlsx", "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            content = source.read(name)
            if name == "xl/workbook.xml":
                content = content.replace(b"Overzicht", "Over\u202ezicht".encode())
            target.writestr(name, content)
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as target:
        target.write(tmp_path / "b.xlsx", f"werk\u009b2Jboek{odd}.xlsx")
        target.writestr("kapot\x1b[2J.xlsx", b"niets")
        target.writestr("kattebel\u202e.txt", b"niets")
    dataset = tmp_path / "dataset"
    code, out, err = run(capsys, "importeer", archive, "--uit", dataset)
    assert code == 1
    assert "is geen geldige status" in out
    assert not STEERING & set(out + err)
    _, out, err = run(capsys, "status", "--dataset", dataset)
    assert not STEERING & set(out + err)
    _, out, err = run(capsys, "controleer", archive)
    assert f"blad '{sheet}' {cell}" in out
    assert not STEERING & set(out + err)
    for name in ("bevindingen", "inzendingen"):
        text = (dataset / f"{name}.csv").read_text(encoding="utf-8-sig")
        assert not (STEERING - {"\r"}) & set(text)
        assert len(list(csv.reader(text.splitlines(), delimiter=";"))) > 1


def test_a_path_that_the_user_gives_is_shown_without_them_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, out, err = run(capsys, "importeer", f"{tmp_path}/weg\x1b[31m\u202e.xlsx")
    assert "weg.xlsx bestaat niet" in err
    assert not STEERING & set(out + err)


# --- rights management -------------------------------------------------------------------

RIGHTS: dict[str, dict[tuple[str, ...], bytes]] = {
    "xlsx": {
        ("\x06DataSpaces", "DataSpaceInfo", "DRMEncryptedDataSpace"): b"x",
        ("\x06DataSpaces", "TransformInfo", "DRMEncryptedTransform", "\x06Primary"): b"x",
        ("EncryptedPackage",): b"x",
    },
    "label": {
        ("\x06DataSpaces", "TransformInfo", "DRMEncryptedTransform", "LabelInfo"): b"x",
        ("EncryptedPackage",): b"x",
    },
    "xls": {("Workbook",): b"x", ("\tDRMContent",): b"x"},
}


def wrapped(kind: str) -> bytes:
    return b".pfile\x02\0\0\0..." if kind == "pfile" else compound(RIGHTS[kind])


@pytest.mark.parametrize("kind", [*RIGHTS, "pfile"])
def test_a_file_under_rights_management_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    path = tmp_path / ("a.xls" if kind == "xls" else "a.xlsx")
    path.write_bytes(wrapped(kind))
    code, out, _ = run(capsys, "controleer", path)
    assert code == 1
    assert "afgeschermd met rechtenbeheer" in out
    assert "een kopie zonder beperkte toegang" in out
    assert "--wachtwoorden" not in out


def test_what_is_embedded_may_have_a_lock_of_its_own() -> None:
    inside = {("MBD0001", *path): content for path, content in RIGHTS["xlsx"].items()}
    assert protection(compound({("Workbook",): b"x", **inside})) == ""
    assert protection(compound({("Workbook",): b"x"})) == ""
    assert protection(compound(RIGHTS["xlsx"])) == "rechtenbeheer"


def test_a_damaged_one_still_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = bytearray(wrapped("xlsx"))
    content[44:80] = b"\xff" * 36
    (tmp_path / "a.xlsx").write_bytes(content)
    _, out, _ = run(capsys, "controleer", tmp_path / "a.xlsx")
    assert "afgeschermd met rechtenbeheer" in out


def test_a_password_is_still_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = forms.written(tmp_path, forms.plan())
    locked = BytesIO()
    with made.open("rb") as stream:
        crypto.OOXMLFile(stream).encrypt("geheim", locked)
    (tmp_path / "a.xlsx").write_bytes(locked.getvalue())
    _, out, _ = run(capsys, "controleer", tmp_path / "a.xlsx")
    assert "versleuteld met een wachtwoord" in out
    assert "rechtenbeheer" not in out
    (tmp_path / "b.xlsx").write_bytes(
        compound({("EncryptionInfo",): b"x", ("EncryptedPackage",): b"x"})
    )
    _, out, _ = run(capsys, "controleer", tmp_path / "b.xlsx")
    assert "versleuteld met een wachtwoord" in out


# --- words -------------------------------------------------------------------------------

ENGLISH = re.compile(
    r"\b(\w*Error|Errno|Traceback|Exception|E[A-Z]{4,}|line|Usage|Options?|Missing|No such|invalid|"
    r"expected|unexpected|cannot|could|failed|is not|not found|codec|decode|byte|argument|denied|"
    r"value|must|None|NaN|should|unknown|file|directory|Aborted|Warning|with|the)\b"
)
NOT_OURS = {
    "niets": b"",
    "onzin": bytes(range(256)) * 20,
    "tekst": "naam;code\r\nHeiloo;GM0399\r\n".encode("utf-16"),
    "latijn": "editie;thema\r\n2024;\xe9\r\n".encode("latin-1"),
    "aanhalingsteken": b'editie;thema\r\n"2024;1\r\n',
    "nul": b"editie;thema\r\n\x00;1\r\n",
    "lang": b"editie;" + b"x" * 200_000 + b"\r\n",
    "half zip": b"PK\x03\x04" + bytes(60),
    "half ole": bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600),
    "json": b'{"versie": 1, "gezien": 3}',
    "half json": b'{"versie"',
}
NEW = ("--meting", "2026", "--deadline", "2026-05-29")
TAKES_A_PATH = {
    "genereer definitie": ("genereer", *NEW, "--uit", "{vrij}", "--definitie", "{}"),
    "genereer organisaties": ("genereer", *NEW, "--uit", "{vrij}", "--organisaties", "{}"),
    "genereer vorige": ("genereer", "Heiloo", *NEW, "--uit", "{vrij}", "--vorige", "{}"),
    "genereer uit": ("genereer", "Heiloo", *NEW, "--uit", "{}"),
    "controleer": ("controleer", "{}"),
    "controleer zip": ("controleer", "{}.zip"),
    "controleer eml": ("controleer", "{}.eml"),
    "controleer msg": ("controleer", "{}.msg"),
    "controleer uitgifte": ("controleer", "{werkboek}", "--uitgifte", "{}"),
    "controleer wachtwoorden": ("controleer", "{werkboek}", "--wachtwoorden", "{}"),
    "importeer": ("importeer", "{}", "--uit", "{vrij}"),
    "importeer uit": ("importeer", "{werkboek}", "--uit", "{}"),
    "importeer correcties": ("importeer", "{werkboek}", "--uit", "{vrij}", "--correcties", "{}"),
    "status": ("status", "--dataset", "{}"),
    "vergelijk": ("vergelijk", "--niveau", "provincie", "--dataset", "{}", "--uit", "{vrij}"),
    "terugkoppeling": ("terugkoppeling", "--dataset", "{}", "--uit", "{vrij}"),
    "vaststellen": ("vaststellen", "--ja", "--dataset", "{}"),
    "doorgeven": ("doorgeven", "--riec", "Noord-Holland", "--dataset", "{}", "--uit", "{vrij}"),
    "vergelijk van": ("vergelijk", "--niveau", "provincie", "--van", "{}", "--uit", "{vrij}"),
}


def dutch(text: str, folder: Path) -> None:
    """Nothing in it that is English; the names of the files themselves do not count."""
    shown = re.sub(re.escape(str(folder)) + r"[^ ;,:()]*", "PAD", text)
    assert ENGLISH.search(shown) is None, shown


@pytest.mark.parametrize("template", TAKES_A_PATH.values(), ids=TAKES_A_PATH)
def test_whatever_stands_in_the_place_of_a_file_is_answered_in_dutch(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    template: tuple[str, ...],
) -> None:
    monkeypatch.chdir(tmp_path)
    small = forms.plan({"1.1": {"status": "Voldoet"}}, definition=SMALL)
    workbook = forms.written(tmp_path, small)
    places: dict[str, Path] = {"map": tmp_path / "map", "niets daar": tmp_path / "weg"}
    (tmp_path / "map").mkdir()
    (tmp_path / "onder").write_bytes(b"x")
    places["onder een bestand"] = tmp_path / "onder" / "diep"
    for number in range(len(NOT_OURS)):
        places[f"bestand {number}"] = tmp_path / f"b{number}"
    for number, place in enumerate(places.values()):
        names = {"vrij": tmp_path / f"vrij{number}", "werkboek": workbook}
        arguments = [part.format(place, **names) for part in template]
        suffix = next(
            (a.removeprefix(str(place)) for a in arguments if a.startswith(str(place))), ""
        )
        if place.name.startswith("b"):
            Path(f"{place}{suffix}").write_bytes(list(NOT_OURS.values())[int(place.name[1:])])
        code, out, err = run(capsys, *arguments)
        assert code in (0, 1, 2)
        dutch(out + err, tmp_path)
        assert "Er ging iets mis in het programma zelf" not in err, (arguments, err)
        if code == 2:
            assert err.strip()


DATASET_FILES = (
    "gebeurtenissen/norm-0123456789abcdef.json", "grootboek.json",
    "gebeurtenissen/gepubliceerd-0123456789abcdef.json", "uitsluiten.csv",
    "besluiten.csv", "antwoorden.parquet/2026.parquet", "inzendingen.parquet/2026.parquet",
    "uitgifte.csv",
)  # fmt: skip
ON_A_DATASET = {
    "status": ("status", "--dataset", "{}"),
    "importeer": ("importeer", "--uit", "{}"),
    "vergelijk": ("vergelijk", "--niveau", "provincie", "--dataset", "{}", "--uit", "{}-uit"),
    "riec": ("vergelijk", "--niveau", "riec", "--dataset", "{}", "--uit", "{}-uit"),
    "terugkoppeling": ("terugkoppeling", "--dataset", "{}", "--uit", "{}-uit", "--concept"),
    "vaststellen": ("vaststellen", "--ja", "--dataset", "{}"),
    "doorgeven": ("doorgeven", "--riec", "Noord-Holland", "--dataset", "{}", "--uit", "{}-uit"),
    "genereer": ("genereer", "Heiloo", *NEW, "--vorige", "{}", "--uit", "{}-uit"),
}


@pytest.mark.parametrize("name", DATASET_FILES)
def test_a_dataset_with_a_part_that_is_broken_is_answered_in_dutch(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    whole = tmp_path / "heel"
    workbook = forms.written(tmp_path, forms.plan(forms.random_answers(1, 0.9)))
    run(capsys, "importeer", workbook, "--uit", whole)
    for number, content in enumerate([*NOT_OURS.values(), None]):
        for command, template in ON_A_DATASET.items():
            if (number + len(command)) % 5:  # a fifth of all pairs, another one per command
                continue
            folder = tmp_path / f"d{number}{command}"
            shutil.copytree(whole, folder)
            target = folder / name
            if target.exists():
                target.unlink()
            if content is None:
                target.mkdir()
            else:
                target.write_bytes(content)
            code, out, err = run(capsys, *(part.format(folder) for part in template))
            assert code in (0, 1, 2)
            dutch(out + err, tmp_path)
            assert "Er ging iets mis in het programma zelf" not in err, (command, content, err)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--nee"], ["-x"], ["weet-niet"], ["vergelijk"], ["vergelijk", "--niveau"],
        ["vergelijk", "--niveau", "riec", "--html=1"], ["vergelijk", "--niveau", "RIEC", "x", "y"],
        ["status", "--meting", "x"], ["status", "--dataset"], ["controleer"], ["genereer", "-h"],
        ["genereer", "--meting", "2026", "--deadline", "2026-02-30"], ["voorbeeld", "x"],
        ["terugkoppeling", "a", "--meting", "2026", "--meting"], ["status", "--"],
        ["importeer", "--samenvoegen=ja"],
    ],
)  # fmt: skip
def test_wrong_use_is_answered_in_dutch(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert len(err.strip().splitlines()) == 1
    dutch(err, tmp_path)


@pytest.mark.parametrize("number", [errno.EIO, errno.EACCES, errno.ENOSPC, errno.EISDIR, 9_999])
def test_a_failing_system_is_told_in_dutch(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def broken(*_: object) -> None:
        raise OSError(number, "No such luck", str(tmp_path / "a"))

    monkeypatch.setattr("nhnorm_xlsx.tasks.importing.check_files", broken)
    code, _, err = run(capsys, "controleer", tmp_path / "a.xlsx")
    assert code == 2
    dutch(err, tmp_path)


def test_a_mistake_of_the_program_is_written_down_without_answers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("Heiloo voldoet niet aan 1.1")

    monkeypatch.setattr("nhnorm_xlsx.tasks.importing.check_files", broken)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    code, _, err = run(capsys, "controleer", tmp_path / "a.xlsx")
    assert code == 2
    assert len(err.strip().splitlines()) == 1
    dutch(err, tmp_path)
    log = tmp_path / "nhnorm-fout.txt"
    assert str(log) in err
    text = log.read_text(encoding="utf-8")
    assert "ZeroDivisionError" in text
    assert "test_words.py" in text
    assert "Heiloo" not in text


def test_a_reader_that_fails_in_a_way_nobody_foresaw_is_told_in_dutch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    (problem,) = in_isolation(_fails, ["x"])
    assert isinstance(problem, UnreadableError)
    message = judge_unreadable("a.xlsx", problem).findings[0].message
    dutch(message, tmp_path)
    assert "beschadigd" in message
    assert "RecursionError" in (tmp_path / "nhnorm-fout.txt").read_text(encoding="utf-8")


def _fails(_: str) -> None:
    raise RecursionError("maximum recursion depth exceeded")


# --- percentages ------------------------------------------------------------------------


def test_a_percentage_is_written_in_one_way() -> None:
    """`60%`, in what is told of others as well: no space stands before the sign."""
    package = Path(cli.__file__).parent
    sources = [*package.rglob("*.py"), *package.rglob("*.js"), *package.rglob("*.j2")]
    # After a figure or what is filled in; a space after it would make it a sum or a tag.
    written = re.compile(r"(?:\d|(?<!\{)\{\w+\}) %(?![ }\w])")
    found = [(p.name, m[0]) for p in sources for m in written.finditer(p.read_text("utf-8"))]
    assert found == []
    assert written.search('"onder {number} %"')
