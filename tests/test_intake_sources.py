"""Folders, archives and saved mails: every workbook inside is found, nothing is passed over."""

from __future__ import annotations

import base64
import io
import os
import sys
import zipfile
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from nhnorm_xlsx.dataset.files import read_tables
from nhnorm_xlsx.dataset.reference import Reference
from nhnorm_xlsx.intake import limits
from nhnorm_xlsx.intake.sources import Sources, find_sources
from nhnorm_xlsx.tasks.importing import import_files
from tests import forms, hostile
from tests.returned import SMALL


def zipped(contents: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return out.getvalue()


def mail(attachments: dict[str, bytes], day: int = 5) -> bytes:
    message = EmailMessage()
    message["Subject"] = "Ons werkboek"
    message["Date"] = datetime(2026, 5, day, 9, tzinfo=UTC)
    message.set_content("Hierbij.")
    for name, content in attachments.items():
        message.add_attachment(
            content, maintype="application", subtype="octet-stream", filename=name
        )
    return message.as_bytes()


def found(folder: Path, workspace: Path) -> Sources:
    workspace.mkdir(exist_ok=True)
    return find_sources([folder], workspace)


def test_workbooks_in_folders_archives_and_mails_are_found(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "sub map").mkdir(parents=True)
    (folder / "sub map" / "a.XLSX").write_bytes(b"a")
    (folder / "b.zip").write_bytes(
        zipped({"diep/b.xlsx": b"b", "__MACOSX/._b.xlsx": b"", "logo.png": b"p"})
    )
    (folder / "c.eml").write_bytes(mail({"c.ods": b"c", "image001.png": b"p"}))
    (folder / "d.eml").write_bytes(mail({"d.zip": zipped({"d.xls": b"d"})}))
    (folder / ".DS_Store").write_bytes(b"")
    (folder / "~$a.xlsx").write_bytes(b"")
    sources = found(folder, tmp_path / "werk")
    assert {item.name: item.path.read_bytes() for item in sources.files} == {
        "b.zip/diep/b.xlsx": b"b",
        "c.eml/c.ods": b"c",
        "d.eml/d.zip/d.xls": b"d",
        "sub map/a.XLSX": b"a",
    }
    assert [item.name for item, _ in sources.other] == ["b.zip/logo.png", "c.eml/image001.png"]
    assert sources.troubled == []


def test_the_date_of_the_mail_goes_with_the_file(tmp_path: Path) -> None:
    (tmp_path / "c.eml").write_bytes(mail({"c.xlsx": b"c"}, day=7))
    (file,) = found(tmp_path, tmp_path / "werk").files
    assert file.mailed == datetime(2026, 5, 7, 9, tzinfo=UTC)


def test_names_inside_an_archive_are_never_a_path(tmp_path: Path) -> None:
    folder, workspace = tmp_path / "in", tmp_path / "werk"
    folder.mkdir()
    (folder / "a.zip").write_bytes(zipped({"../../weg.xlsx": b"x", "/weg.xlsx": b"y"}))
    sources = found(folder, workspace)
    assert all(workspace in item.path.parents for item in sources.files)
    assert not (tmp_path / "weg.xlsx").exists()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"geen zip", "beschadigd"),
        (zipped({f"{n}.xlsx": b"" for n in range(limits.MAX_PARTS + 1)}), "te_groot"),
        (zipped({"a.zip": zipped({"a.zip": zipped({"a.zip": zipped({"a.zip": zipped({})})})})}),
         "te_groot"),
    ],
    ids=["no archive", "too many files", "too deep"],
)  # fmt: skip
def test_an_archive_with_trouble_is_a_finding(tmp_path: Path, content: bytes, code: str) -> None:
    (tmp_path / "a.zip").write_bytes(content)
    sources = found(tmp_path, tmp_path / "werk")
    assert [problem.code for _, problem in sources.troubled] == [code]


def test_a_mailbox_is_imported_and_the_latest_mail_counts(tmp_path: Path) -> None:
    folder = tmp_path / "postvak"
    folder.mkdir()
    old = hostile.good(tmp_path, "oud.xlsx").read_bytes()
    plan = forms.plan({"1.1": {"status": "Voldoet niet"}}, definition=SMALL)
    new = forms.written(tmp_path, plan, "nieuw.xlsx").read_bytes()
    (folder / "1.eml").write_bytes(mail({"werkboek.xlsx": new}, day=9))
    (folder / "2.eml").write_bytes(mail({"werkboek.xlsx": old}, day=3))
    (folder / "3.zip").write_bytes(b"kapot")
    reference = Reference({"2024": SMALL}, {"GM0399": forms.HEILOO})
    report = import_files([folder], tmp_path / "dataset", reference)
    assert {item.submission.file: item.outcome for item in report.offered} == {
        "1.eml/werkboek.xlsx": "aanvaard",
        "2.eml/werkboek.xlsx": "vervangen",
        "3.zip": "afgewezen",
    }
    files = read_tables(tmp_path / "dataset").inzendingen.set_index("bestand")
    assert str(files.loc["1.eml/werkboek.xlsx", "ontvangen_op"]) == "2026-05-09 11:00:00"


def test_one_broken_file_in_an_archive_leaves_the_others(tmp_path: Path) -> None:
    whole = zipped({"a.xlsx": b"aaaaaaaaaa", "b.xlsx": b"bbbbbbbbbb"})
    (tmp_path / "a.zip").write_bytes(whole.replace(b"aaaaaaaaaa", b"aaaaaXaaaa"))
    sources = found(tmp_path, tmp_path / "werk")
    assert [item.name for item in sources.files] == ["a.zip/b.xlsx"]
    assert [(item.name, problem.code) for item, problem in sources.troubled] == [
        ("a.zip/a.xlsx", "beschadigd")
    ]


@pytest.mark.parametrize("name", ["antwoorden.7z", "antwoorden.rar", "antwoorden.tar.gz"])
def test_an_archive_of_another_kind_is_never_passed_over(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    sources = found(tmp_path, tmp_path / "werk")
    assert [problem.code for _, problem in sources.troubled] == ["ander_archief"]


def test_a_forwarded_mail_keeps_the_date_of_the_answer(tmp_path: Path) -> None:
    outer = EmailMessage()
    outer["Subject"], outer["Date"] = "FW: werkboek", datetime(2026, 5, 20, 9, tzinfo=UTC)
    outer.set_content("Zie bijlage.")
    outer.add_attachment(message_from_bytes(mail({"c.xlsx": b"c"}, day=7), policy=default))
    (tmp_path / "door.eml").write_bytes(outer.as_bytes())
    (file,) = found(tmp_path, tmp_path / "werk").files
    assert file.mailed == datetime(2026, 5, 7, 9, tzinfo=UTC)


def test_a_folder_that_is_closed_to_us_is_a_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "in" / "dicht").mkdir(parents=True)
    (tmp_path / "in" / "a.xlsx").write_bytes(b"a")
    whole = os.scandir

    def closed(path: str) -> object:
        if str(path).endswith("dicht"):
            raise PermissionError(13, "Permission denied", str(path))
        return whole(path)

    monkeypatch.setattr(os, "scandir", closed)
    sources = found(tmp_path / "in", tmp_path / "werk")
    assert [item.name for item in sources.files] == ["a.xlsx"]
    assert [(item.name, problem.code) for item, problem in sources.troubled] == [
        ("in/dicht", "niet_te_openen")
    ]


def test_a_locked_archive_opens_with_a_password(tmp_path: Path) -> None:
    # Made with a password (`geheim`) by the program zip; holds a.xlsx with one letter.
    (tmp_path / "a.zip").write_bytes(base64.b64decode(LOCKED_ZIP))
    sources = found(tmp_path, tmp_path / "een")
    assert [problem.code for _, problem in sources.troubled] == ["wachtwoord"]
    (tmp_path / "twee").mkdir()
    sources = find_sources([tmp_path / "a.zip"], tmp_path / "twee", ["anders", "geheim"])
    assert [item.path.read_bytes() for item in sources.files] == [b"a"]


LOCKED_ZIP = (
    "UEsDBAoACQAAAFxBeF1DvrfoDQAAAAEAAAAGABwAYS54bHN4VVQJAAOPRgVrj0YFa3V4CwABBAAAAAAE"
    "AAAAANNqT4vbTftxeXe0P49QSwcIQ7636A0AAAABAAAAUEsBAh4DCgAJAAAAXEF4XUO+t+gNAAAAAQAA"
    "AAYAGAAAAAAAAQAAAKSBAAAAAGEueGxzeFVUBQADj0YFa3V4CwABBAAAAAAEAAAAAFBLBQYAAAAAAQAB"
    "AEwAAABdAAAAAAA="
)


def test_a_workbook_under_another_name_is_found(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    content = hostile.good(tmp_path).read_bytes()
    (folder / "werkboek.xlsx.bak").write_bytes(content)
    (folder / "Heiloo").write_bytes(content)
    (folder / "eigenlijk een werkboek.zip").write_bytes(content)
    (folder / "foto.png").write_bytes(b"PK geen werkboek")
    message = EmailMessage()
    message["Date"] = datetime(2026, 5, 5, 9, tzinfo=UTC)
    message.set_content("Hierbij.")
    message.add_attachment(content, maintype="application", subtype="octet-stream")
    (folder / "naamloos.eml").write_bytes(message.as_bytes())
    sources = found(folder, tmp_path / "werk")
    assert sorted(item.name for item in sources.files) == [
        "Heiloo",
        "eigenlijk een werkboek.zip/eigenlijk een werkboek.zip.xlsx",
        "naamloos.eml/bijlage-2.xlsx",
        "werkboek.xlsx.bak",
    ]
    assert all(item.path.read_bytes() == content for item in sources.files)
    assert [item.name for item, _ in sources.other] == ["foto.png"]


def test_an_archive_without_its_end_is_damaged_also_when_a_workbook_ends_it(tmp_path: Path) -> None:
    content = hostile.good(tmp_path).read_bytes()
    whole = zipped({"a.xlsx": content, "b.xlsx": content})
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.zip").write_bytes(whole[: whole.rindex(b"PK\x01\x02") - 200])
    (tmp_path / "in" / "b.zip").write_bytes(
        whole[: whole.index(b"PK\x03\x04b", 40) if b"PK\x03\x04b" in whole else len(content) + 40]
    )
    sources = found(tmp_path / "in", tmp_path / "werk")
    assert sources.files == []
    assert [problem.code for _, problem in sources.troubled] == ["beschadigd", "beschadigd"]


def test_a_mail_that_breaks_off_is_said(tmp_path: Path) -> None:
    whole = mail({"a.xlsx": b"a" * 300, "b.xlsx": b"b" * 300})
    (tmp_path / "a.eml").write_bytes(whole[: whole.rindex(b"YmJi")])
    sources = found(tmp_path, tmp_path / "werk")
    assert [(item.name, problem.code) for item, problem in sources.troubled] == [
        ("a.eml", "beschadigd")
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="bestaat niet op Windows")
def test_what_is_no_file_is_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "f.xlsx")
    sources = found(tmp_path, tmp_path / "werk")
    assert [problem.code for _, problem in sources.troubled] == ["niet_te_openen"]


@pytest.mark.skipif(sys.platform != "linux", reason="alleen daar kan zo'n naam bestaan")
def test_a_name_in_another_code_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    content = hostile.good(tmp_path).read_bytes()
    (folder / os.fsdecode(b"gemeente-\xff\xfe.xlsx")).write_bytes(content)
    reference = Reference({"2024": SMALL}, {"GM0399": forms.HEILOO})
    report = import_files([folder], tmp_path / "dataset", reference)
    assert [item.outcome for item in report.offered] == ["aanvaard"]
