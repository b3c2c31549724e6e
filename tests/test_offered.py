"""Everything offered is accounted for: each file gets a row, with what it is and what to do."""

from __future__ import annotations

import hashlib
import io
import re
import struct
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from asn1crypto import cms, core
from click.testing import CliRunner, Result

from nhnorm_xlsx.cli import nhnorm
from nhnorm_xlsx.dataset.files import read_tables
from tests import forms
from tests.before import as_before, keep_books
from tests.programmas import FOLDER

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

PDF, JPG, PNG = b"%PDF-1.7\n%%EOF", b"\xff\xd8\xff\xe0foto", b"\x89PNG\r\n\x1a\nlogo"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Heiloo's answer."""
    folder = tmp_path_factory.mktemp("antwoord")
    return forms.written(folder, forms.plan({"1.1": {"status": "Voldoet"}})).read_bytes()


@pytest.fixture(scope="module")
def other_book(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Alkmaar's answer."""
    folder = tmp_path_factory.mktemp("ander-antwoord")
    alkmaar = forms.ORGANISATIONS["GM0361"]
    plan = forms.plan({"1.1": {"status": "Voldoet"}}, organisation=alkmaar)
    return forms.written(folder, plan).read_bytes()


class Intake:
    """A folder to offer from, and the dataset that comes of it."""

    def __init__(self, folder: Path) -> None:
        self.inbox, self.dataset = folder / "in", folder / "dataset"
        self.inbox.mkdir()

    def offer(self, files: dict[str, bytes]) -> Result:
        for name, content in files.items():
            path = self.inbox / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return self.take(self.inbox)

    def take(self, *paths: Path) -> Result:
        named = [str(path) for path in paths]
        return CliRunner().invoke(nhnorm, ["importeer", *named, "--uit", str(self.dataset)])

    @property
    def files(self) -> pd.DataFrame:
        return read_tables(self.dataset).inzendingen

    def rows(self) -> dict[str, tuple[str, str]]:
        """By name what became of a file, and the code of its first finding."""
        codes = {name: code for name, code, _ in reversed(self.findings())}
        return {
            str(row["bestand"]): (str(row["uitkomst"]), codes.get(str(row["bestand"]), ""))
            for row in self.files.to_dict("records")
        }

    def outcomes(self) -> dict[str, str]:
        return {name: outcome for name, (outcome, _) in self.rows().items()}

    def findings(self) -> list[tuple[str, str, str]]:
        """File, kind and value of every finding that is about what is no workbook."""
        found = read_tables(self.dataset).bevindingen.to_dict("records")
        return [(str(r["bestand"]), str(r["soort"]), str(r["waarde"])) for r in found]

    def reason(self, name: str) -> str:
        return str(self.files.set_index("bestand").loc[name, "reden"])


@pytest.fixture
def intake(tmp_path: Path) -> Intake:
    return Intake(tmp_path)


def zipped(contents: dict[str, bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return out.getvalue()


class _OneWay(io.RawIOBase):
    """A stream that cannot go back: then a zip has its sizes behind each file."""

    def __init__(self) -> None:
        self.content = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Buffer) -> int:
        self.content += bytes(data)
        return len(bytes(data))


def streamed(contents: dict[str, bytes]) -> bytes:
    """A zip as web storage makes it of a folder: nothing compressed, written in one go."""
    out = _OneWay()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return bytes(out.content)


def mail(
    text: str = "Hierbij.",
    attachments: dict[str, bytes] | None = None,
    *,
    subject: str = "Ons werkboek",
    html: str = "",
) -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = subject
    message["Date"] = datetime(2026, 5, 7, 9, tzinfo=UTC)
    if html:
        message.set_content(html, subtype="html")
    else:
        message.set_content(text)
    for name, content in (attachments or {}).items():
        message.add_attachment(
            content, maintype="application", subtype="octet-stream", filename=name
        )
    return message


# --- files that are no workbook -----------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "kind", "said"),
    [
        ("ingevuld.pdf", PDF, "ander_document", "Dit is een pdf"),
        ("foto.jpg", JPG, "ander_document", "een foto of afbeelding"),
        ("IMG_0001.HEIC", b"ftypheic", "ander_document", "een foto of afbeelding"),
        ("antwoord.docx", zipped({"[Content_Types].xml": b"", "word/document.xml": b""}),
         "ander_document", "een document van Word"),
        ("toelichting.odt",
         zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b""}),
         "ander_document", "een tekstdocument"),
        ("lees mij.txt", b"Norm 3.2: nee", "ander_document", "een tekstbestand"),
        ("werkboek.numbers", zipped({"Index/Document.iwa": b"", "preview.jpg": JPG}),
         "numbers_bestand", "Exporteer naar"),
        ("antwoorden.csv", b"norm;status\n1.1;Voldoet\n", "csv_bestand", "platte tekst (.csv)"),
        ("werkboek.gsheet", b'{"url": "x"}', "alleen_een_link", "downloaden als Excel-bestand"),
        ("werkboek.url", b"[InternetShortcut]", "alleen_een_link", "alleen een snelkoppeling"),
        ("postvak.pst", b"!BDN", "postbus", "een postbus van Outlook"),
        ("leeg.zip", zipped({}), "leeg_archief", "geen enkel bestand"),
        ("map.zip", zipped({"map/": b"", "__MACOSX/._a.xlsx": b"", "map/.DS_Store": b""}),
         "leeg_archief", "geen enkel bestand"),
        ("gegevens.json", b"{}", "onbekende_soort", "geen werkboek (soort .json)"),
        ("scan", PDF, "ander_document", "Dit is een pdf"),
        ("niets", b"", "onbekende_soort", "het is leeg"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_workbook_gets_a_row_that_says_what_to_do(
    intake: Intake, name: str, content: bytes, kind: str, said: str
) -> None:
    shown = intake.offer({name: content})
    assert shown.exit_code == 0, shown.output
    assert intake.rows() == {name: ("geen werkboek", kind)}
    (row,) = intake.files.to_dict("records")
    assert said in str(row["reden"])
    assert (row["sha256"], row["bytes"]) == (hashlib.sha256(content).hexdigest(), len(content))
    assert pd.Timestamp(str(row["ontvangen_op"])) > pd.Timestamp("2020-01-01")
    (line,) = [line for line in shown.output.splitlines() if line.startswith(f"{name}: ")]
    assert str(row["reden"]) in line


def test_it_is_the_same_when_the_file_itself_is_named_or_only_checked(intake: Intake) -> None:
    (intake.inbox / "foto.jpg").write_bytes(JPG)
    shown = intake.take(intake.inbox / "foto.jpg")
    assert shown.exit_code == 0
    assert intake.outcomes() == {"foto.jpg": "geen werkboek"}
    checked = CliRunner().invoke(nhnorm, ["controleer", str(intake.inbox / "foto.jpg")])
    assert checked.exit_code == 0
    assert "foto.jpg: Dit is een foto of afbeelding, geen werkboek." in checked.output


def test_an_empty_folder_is_wrong_use(intake: Intake) -> None:
    shown = intake.take(intake.inbox)
    assert shown.exit_code != 0
    assert not intake.dataset.exists()


def test_only_what_the_system_or_office_makes_is_passed_over(intake: Intake, book: bytes) -> None:
    names = (".DS_Store", "Thumbs.db", "desktop.ini", "~$werkboek.xlsx", "._werkboek.xlsx",
             ".~lock.werkboek.xlsx#", "__MACOSX/._werkboek.xlsx")  # fmt: skip
    ours = dict.fromkeys(names, b"x")
    shown = intake.offer({"werkboek.xlsx": book, "a.zip": zipped({**ours, "b.txt": b"b"}), **ours})
    assert shown.exit_code == 0
    assert intake.outcomes() == {"werkboek.xlsx": "aanvaard", "a.zip/b.txt": "geen werkboek"}


def test_our_own_list_beside_the_workbooks_is_not_offered(intake: Intake, book: bytes) -> None:
    intake.offer({"werkboek.xlsx": book, "uitgifte.csv": b"meting;organisatie_code\n"})
    assert intake.outcomes() == {"werkboek.xlsx": "aanvaard"}


def test_a_name_of_a_workbook_is_a_promise(intake: Intake) -> None:
    shown = intake.offer({"werkboek.xlsx": PDF})
    assert shown.exit_code == 1
    assert intake.rows() == {"werkboek.xlsx": ("afgewezen", "geen_werkboek")}


def test_the_row_stays_with_later_imports_and_the_same_file_is_one_row(
    intake: Intake, book: bytes
) -> None:
    intake.offer({"scan.pdf": PDF, "leeg.csv": b"", "leeg.jpg": b""})
    first = intake.files
    assert len(first) == 3
    intake.offer({})
    pd.testing.assert_frame_equal(intake.files, first)
    (intake.inbox / "scan.pdf").unlink()
    intake.offer({"werkboek.xlsx": book})
    assert intake.rows()["scan.pdf"] == ("geen werkboek", "ander_document")
    assert intake.rows()["leeg.csv"] == ("geen werkboek", "csv_bestand")
    assert intake.outcomes()["werkboek.xlsx"] == "aanvaard"
    assert len(list((intake.dataset / "archief").iterdir())) == 1


def test_a_ledger_of_before_stays_readable(intake: Intake, book: bytes) -> None:
    intake.offer({"werkboek.xlsx": book, "kapot.xlsx": b"x"})
    content = as_before(intake.dataset)
    for record in (*content["gezien"], *content["afgewezen"].values()):
        del record["is_workbook"]
    keep_books(intake.dataset, content)
    intake.offer({})
    assert intake.outcomes() == {"werkboek.xlsx": "aanvaard", "kapot.xlsx": "afgewezen"}


def test_what_was_refused_before_as_no_workbook_is_one_row_afterwards(intake: Intake) -> None:
    """Such as a ledger of before knows it: named on the command line, a photo was refused."""
    intake.offer({"foto.jpg": JPG})
    content = as_before(intake.dataset)
    ((_, refused),) = content["afgewezen"].items()
    del content["gezien"][0]["is_workbook"], refused["is_workbook"]
    content["afgewezen"] = {content["gezien"][0]["sha256"]: refused}
    keep_books(intake.dataset, content)
    intake.offer({})
    assert intake.outcomes() == {"foto.jpg": "geen werkboek"}


def test_a_document_that_a_mac_keeps_as_a_folder_is_one_row(intake: Intake) -> None:
    inside = {"werkboek.numbers/Index.zip": zipped({"Document.iwa": b""}),
              "werkboek.numbers/preview.jpg": JPG}  # fmt: skip
    shown = intake.offer({**inside, "a.zip": zipped(inside)})
    assert shown.exit_code == 0
    assert intake.rows() == {
        "werkboek.numbers": ("geen werkboek", "numbers_bestand"),
        "a.zip/werkboek.numbers": ("geen werkboek", "numbers_bestand"),
    }


# --- zips -------------------------------------------------------------------------------


@pytest.mark.parametrize("make", [zipped, streamed], ids=["stored", "web storage"])
@pytest.mark.parametrize("name", ["map.zip", "download", "map.zip.1", "map.ZIP"])
def test_a_zip_without_compression_is_read_whatever_its_name(
    intake: Intake,
    book: bytes,
    other_book: bytes,
    name: str,
    make: Callable[[dict[str, bytes]], bytes],
) -> None:
    shown = intake.offer(
        {name: make({"map/a.xlsx": book, "map/b.xlsx": other_book, "map/c.pdf": PDF})}
    )
    assert shown.exit_code == 0, shown.output
    assert intake.outcomes() == {
        f"{name}/map/a.xlsx": "aanvaard",
        f"{name}/map/b.xlsx": "aanvaard",
        f"{name}/map/c.pdf": "geen werkboek",
    }


@pytest.mark.parametrize("name", ["werkboek", "werkboek.xlsx.bak", "werkboek.tmp", "document.docx"])
def test_a_workbook_under_another_name_counts(intake: Intake, book: bytes, name: str) -> None:
    content = book
    if name == "werkboek":  # saved without compression: as a zip of a folder begins as well
        with zipfile.ZipFile(io.BytesIO(book)) as source:
            content = zipped({entry: source.read(entry) for entry in source.namelist()})
    assert intake.offer({name: content}).exit_code == 0
    assert intake.outcomes() == {name: "aanvaard"}


def test_a_document_with_a_workbook_in_it_is_a_document(intake: Intake, book: bytes) -> None:
    word = zipped({"[Content_Types].xml": b"", "word/document.xml": b"",
                   "word/embeddings/werkblad.xlsx": book})  # fmt: skip
    intake.offer({"antwoord.docx": word, "zonder naam": word})
    assert intake.outcomes() == {"antwoord.docx": "geen werkboek", "zonder naam": "geen werkboek"}


@pytest.mark.parametrize("name", ["map.zip", "map"])
@pytest.mark.parametrize("keep", [0.4, 0.6, 0.95])
def test_a_zip_that_was_cut_off_is_an_error(
    intake: Intake, book: bytes, other_book: bytes, name: str, keep: float
) -> None:
    whole = zipped({"a.xlsx": book, "b.xlsx": other_book})
    shown = intake.offer({name: whole[: int(len(whole) * keep)]})
    assert shown.exit_code == 1
    assert intake.rows() == {name: ("afgewezen", "beschadigd")}


def test_a_zip_cut_off_behind_a_workbook_is_an_error(
    intake: Intake, book: bytes, other_book: bytes
) -> None:
    whole = zipped({"a.xlsx": book, "b.xlsx": other_book})
    behind = whole.index(book) + len(book)
    shown = intake.offer({"map.zip": whole[:behind], "map": whole[:behind]})
    assert shown.exit_code == 1
    assert set(intake.rows().values()) == {("afgewezen", "beschadigd")}


# --- mails ------------------------------------------------------------------------------


def test_a_mail_without_a_workbook_is_a_row_with_its_date_and_subject(intake: Intake) -> None:
    text = "Beste mensen,\n\nMag het ook twee weken later? Wij halen 29 mei niet.\n\nGroeten,\nJo"
    message = mail(text, subject="Uitstel gevraagd")
    shown = intake.offer({"vraag.eml": message.as_bytes()})
    assert shown.exit_code == 0
    assert intake.rows() == {"vraag.eml": ("geen werkboek", "mail_zonder_werkboek")}
    reason = intake.reason("vraag.eml")
    assert "van 7 mei 2026, onderwerp 'Uitstel gevraagd'" in reason
    assert "Er staat: 'Wij halen 29 mei niet.'" in reason
    assert "verzoek om uitstel" in reason
    row = intake.files.iloc[0]
    assert str(row["ontvangen_op"]) == "2026-05-07 11:00:00"
    assert row["sha256"] == hashlib.sha256(message.as_bytes()).hexdigest()


def test_what_is_attached_instead_has_a_row_of_its_own(intake: Intake) -> None:
    intake.offer({"a.eml": mail(attachments={"scan.pdf": PDF}).as_bytes()})
    assert intake.rows() == {
        "a.eml": ("geen werkboek", "mail_zonder_werkboek"),
        "a.eml/scan.pdf": ("geen werkboek", "ander_document"),
    }


def with_pictures(*, disposition: str | None, attachments: dict[str, bytes]) -> bytes:
    """A mail in HTML that shows its signature, and a picture beside it."""
    message = mail(html='<p>Dag</p><img src="cid:logo@x">', attachments=attachments)
    (body,) = [part for part in message.walk() if part.get_content_type() == "text/html"]
    body.add_related(PNG, "image", "png", cid="<logo@x>", filename="image001.png")
    for part in message.walk():
        if part.get_content_type() == "image/png":
            del part["Content-Disposition"]
            if disposition:
                part["Content-Disposition"] = disposition
    return message.as_bytes()


def test_a_mail_that_was_saved_under_another_name_is_read(intake: Intake, book: bytes) -> None:
    intake.offer({"Ons werkboek": mail(attachments={"w.xlsx": book}).as_bytes()})
    assert intake.outcomes() == {"Ons werkboek/w.xlsx": "aanvaard"}


def test_what_can_be_had_of_a_damaged_mail_is_had(
    intake: Intake, book: bytes, other_book: bytes
) -> None:
    """The second attachment broke off; the first and the text are taken all the same."""
    whole = mail("Norm 3.2 volgt.", {"a.xlsx": book, "b.xlsx": other_book}).as_bytes()
    shown = intake.offer({"a.eml": whole[: int(len(whole) * 0.7)]})
    assert shown.exit_code == 1
    assert intake.rows()["a.eml"] == ("afgewezen", "beschadigd")
    assert intake.outcomes()["a.eml/a.xlsx"] == "aanvaard"
    assert ("a.eml/tekst", "tekst_in_mail", "'Norm 3.2 volgt.'") in intake.findings()


def test_a_mail_that_broke_off_before_its_attachment_is_an_error(
    intake: Intake, book: bytes
) -> None:
    whole = mail(attachments={"a.xlsx": book}).as_bytes()
    shown = intake.offer({"a.eml": whole[: whole.index(b"Hierbij.") + 10]})
    assert shown.exit_code == 1
    assert intake.rows() == {"a.eml": ("afgewezen", "beschadigd")}


@pytest.mark.parametrize("disposition", [None, "inline", 'attachment; filename="image001.png"'])
def test_a_picture_in_the_text_of_a_mail_belongs_to_the_mail(
    intake: Intake, book: bytes, disposition: str | None
) -> None:
    intake.offer({
        "a.eml": with_pictures(disposition=disposition, attachments={"w.xlsx": book}),
        "b.eml": with_pictures(disposition=disposition, attachments={}),
    })  # fmt: skip
    assert intake.rows() == {
        "a.eml/w.xlsx": ("aanvaard", intake.rows()["a.eml/w.xlsx"][1]),
        "b.eml": ("geen werkboek", "mail_zonder_werkboek"),
    }
    assert "In de tekst staat een afbeelding." in intake.reason("b.eml")


def test_a_picture_between_the_words_belongs_to_the_mail(intake: Intake) -> None:
    """As a phone sends it: in the text, without a word of HTML."""
    message = mail("Zie hieronder.")
    message.add_attachment(JPG, "image", "jpeg", filename="foto.jpg", disposition="inline")
    message.add_attachment(PDF, "application", "pdf", filename="a.pdf", disposition="inline")
    intake.offer({"a.eml": message.as_bytes()})
    assert intake.outcomes() == {"a.eml": "geen werkboek", "a.eml/a.pdf": "geen werkboek"}
    assert "In de tekst staat een afbeelding." in intake.reason("a.eml")


def test_a_picture_that_is_attached_is_offered(intake: Intake) -> None:
    message = mail("Zie de foto.")
    message.add_attachment(JPG, maintype="image", subtype="jpeg", filename="scherm.jpg")
    intake.offer({"a.eml": message.as_bytes()})
    assert intake.outcomes() == {"a.eml": "geen werkboek", "a.eml/scherm.jpg": "geen werkboek"}


TELLING = [
    ("Bij norm 3.2 moet het deels zijn.", "'Bij norm 3.2 moet het deels zijn.'"),
    ("Hallo. Voor 3.2: zie bijlage B. Dag!", "'Voor 3.2: zie bijlage B.'"),
    ("Wij zijn klaar op 12 juni a.s. en sturen het dan.",
     "'Wij zijn klaar op 12 juni a.s. en sturen het dan.'"),
    ("De rest volgt eind september.", "'De rest volgt eind september.'"),
    ("Vastgesteld op 03-05-2026.", "'Vastgesteld op 03-05-2026.'"),
    ("Norm 1.1: Voldoet\nNorm 1.2: Voldoet niet", "'Norm 1.1: Voldoet' 'Norm 1.2: Voldoet niet'"),
    ("Hierbij het werkboek.\n\nMet vriendelijke groet,\nJo de Wit\n06-12345678\n\n"
     "PS norm 5.10 komt nog.", "'PS norm 5.10 komt nog.'"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "quoted"), TELLING)
def test_text_beside_a_workbook_that_speaks_of_a_norm_or_a_date_is_kept(
    intake: Intake, book: bytes, text: str, quoted: str
) -> None:
    shown = intake.offer({"a.eml": mail(text, {"w.xlsx": book}).as_bytes()})
    assert shown.exit_code == 0
    assert intake.outcomes() == {"a.eml/w.xlsx": "aanvaard", "a.eml": "geen werkboek"}
    assert [item for item in intake.findings() if item[0] == "a.eml"] == [
        ("a.eml", "tekst_in_mail", quoted)
    ]
    (kept,) = read_tables(intake.dataset).bevindingen.query("bestand == 'a.eml'").to_dict("records")
    assert kept["ernst"] == "info"
    assert quoted in str(kept["melding"])
    assert "a.eml: " not in shown.output  # the lowest level is not for the screen


@pytest.mark.parametrize(
    "text",
    [
        "Hierbij ons werkboek. Bel mij om 12.30 uur, of mail.",
        "Zie bijlage.\n\n-- \nGemeente Heiloo, open sinds 1 mei 1998",
        "Klaar!\n\nOp di 5 mei 2026 om 10:12 schreef Jo <jo@voorbeeld.nl>:\n> norm 3.2 graag\n",
        "Klaar!\n\nVan: RIEC <riec@voorbeeld.nl>\nVerzonden: 5 mei 2026\n\nNorm 3.2 voor 29 mei.",
        "Het kost 3.50 euro, zie versie 2.1 en artikel 4.3 van de wet.",
    ],
)
def test_a_thread_a_signature_and_other_numbers_are_no_remark(
    intake: Intake, book: bytes, text: str
) -> None:
    intake.offer({"a.eml": mail(text, {"w.xlsx": book}).as_bytes()})
    assert intake.outcomes() == {"a.eml/w.xlsx": "aanvaard"}


def test_the_text_of_a_mail_in_html_is_read(intake: Intake, book: bytes) -> None:
    html = (
        "<html><head><style>p {margin: 3.2px; norm 1.1}</style></head><body><p>Dag,</p>"
        "<p>Bij <b>norm 3.2</b> wachten wij&nbsp;op het college.<br>Verder is alles klaar.</p>"
        "<p>Groeten,<br>Jo</p><blockquote>Graag norm 4.1 voor 29 mei.</blockquote></body></html>"
    )
    intake.offer({"a.eml": mail(html=html, attachments={"w.xlsx": book}).as_bytes()})
    assert [item for item in intake.findings() if item[0] == "a.eml"] == [
        ("a.eml", "tekst_in_mail", "'Bij norm 3.2 wachten wij op het college.'")
    ]


def test_a_mail_that_was_passed_on_counts_with_what_it_passes_on(
    intake: Intake, book: bytes
) -> None:
    inner = message_from_bytes(mail("Norm 3.2 volgt.", {"w.xlsx": book}).as_bytes(), policy=default)
    question = message_from_bytes(mail("Wanneer?", subject="Vraag").as_bytes(), policy=default)
    outer = mail("Ter info.", subject="FW: antwoorden")
    outer.add_attachment(inner)
    outer.add_attachment(question)
    intake.offer({"door.eml": outer.as_bytes()})
    assert intake.outcomes() == {
        "door.eml/w.xlsx": "aanvaard",
        "door.eml/bijlage-2.eml": "geen werkboek",
        "door.eml/bijlage-3.eml": "geen werkboek",
    }
    assert "onderwerp 'Vraag'" in intake.reason("door.eml/bijlage-3.eml")
    text = "Zie onder.\n\nVan: Heiloo\nVerzonden: 5 mei 2026\nOnderwerp: vraag\n\nBij 3.2 nvt."
    intake.offer({"door2.eml": mail(text, subject="FW: vraag").as_bytes()})
    assert "Er staat: 'Bij 3.2 nvt.'" in intake.reason("door2.eml")


def test_an_archive_without_a_workbook_makes_no_answer_of_a_mail(intake: Intake) -> None:
    intake.offer({"a.eml": mail(attachments={"a.zip": zipped({})}).as_bytes()})
    assert intake.rows() == {
        "a.eml": ("geen werkboek", "mail_zonder_werkboek"),
        "a.eml/a.zip": ("geen werkboek", "leeg_archief"),
    }


# --- what mail programs wrap attachments in ---------------------------------------------


def tnef(attachments: dict[str, bytes]) -> bytes:
    """A `winmail.dat` ([MS-OXTNEF]): the version, the code page, and per attachment its parts."""

    def attribute(level: int, tag: int, content: bytes) -> bytes:
        check = sum(content) & 0xFFFF
        return struct.pack("<BII", level, tag, len(content)) + content + struct.pack("<H", check)

    parts = [attribute(1, 0x00089006, struct.pack("<I", 0x10000))]
    parts.append(attribute(1, 0x00069007, struct.pack("<II", 1252, 0)))
    for name, content in attachments.items():
        parts.append(attribute(2, 0x00069002, bytes(14)))
        parts.append(attribute(2, 0x00018010, name.encode("cp1252") + b"\0"))
        parts.append(attribute(2, 0x0006800F, content))
    return struct.pack("<IH", 0x223E9F78, 1) + b"".join(parts)


def test_a_workbook_in_winmail_dat_is_found(intake: Intake, book: bytes, other_book: bytes) -> None:
    wrapped = mail()
    wrapped.add_attachment(
        tnef({"werkboek één.xlsx": book, "scan.pdf": PDF}),
        maintype="application", subtype="ms-tnef", filename="winmail.dat",
    )  # fmt: skip
    shown = intake.offer({"a.eml": wrapped.as_bytes(), "winmail.dat": tnef({"b.xlsx": other_book})})
    assert shown.exit_code == 0, shown.output
    assert intake.outcomes() == {
        "a.eml/winmail.dat/bijlage-1.xlsx": "aanvaard",
        "a.eml/winmail.dat/scan.pdf": "geen werkboek",
        "winmail.dat/b.xlsx": "aanvaard",
    }


def test_a_winmail_dat_without_a_workbook_is_a_row(intake: Intake) -> None:
    intake.offer({"winmail.dat": tnef({})})
    assert intake.rows() == {"winmail.dat": ("geen werkboek", "mail_zonder_werkboek")}


def test_a_winmail_dat_that_is_damaged_is_an_error(intake: Intake) -> None:
    shown = intake.offer({"winmail.dat": tnef({"a.pdf": PDF})[:5]})
    assert shown.exit_code == 1
    assert intake.rows() == {"winmail.dat": ("afgewezen", "beschadigd")}


def signed(content: bytes | None) -> bytes:
    """A CMS message; without content only a signature. Who signed plays no part."""
    inside: dict[str, object] = {"content_type": "data"}
    if content is not None:
        inside["content"] = content
    return bytes(cms.ContentInfo({
        "content_type": "signed_data",
        "content": {
            "version": "v1", "digest_algorithms": [{"algorithm": "sha256"}],
            "encap_content_info": inside, "signer_infos": [],
        },
    }).dump())  # fmt: skip


def in_pieces(content: bytes) -> bytes:
    """The same, written in one go by a program that did not know the length beforehand (BER)."""
    pieces = b"".join(
        bytes(core.OctetString(content[at : at + 1000]).dump())
        for at in range(0, len(content), 1000)
    )
    data = bytes(core.ObjectIdentifier("1.2.840.113549.1.7.1").dump())
    kind = bytes(core.ObjectIdentifier("1.2.840.113549.1.7.2").dump())
    inner = b"\x30\x80" + data + b"\xa0\x80\x24\x80" + pieces + bytes(6)
    return (
        b"\x30\x80" + kind + b"\xa0\x80\x30\x80\x02\x01\x01\x31\x00" + inner + b"\x31\x00"
        + bytes(6)
    )  # fmt: skip


def encrypted() -> bytes:
    return bytes(cms.ContentInfo({
        "content_type": "enveloped_data",
        "content": {
            "version": "v0", "recipient_infos": [],
            "encrypted_content_info": {
                "content_type": "data", "encrypted_content": b"geheim",
                "content_encryption_algorithm": {"algorithm": "aes256_cbc",
                                                 "parameters": bytes(16)},
            },
        },
    }).dump())  # fmt: skip


def enveloped(content: bytes, subject: str = "Getekend") -> bytes:
    """A mail that is one S/MIME message as a whole."""
    message = EmailMessage()
    message["Subject"], message["Date"] = subject, datetime(2026, 5, 7, 9, tzinfo=UTC)
    message.set_content(content, "application", "pkcs7-mime", filename="smime.p7m")
    return message.as_bytes()


@pytest.mark.parametrize("wrap", [signed, in_pieces], ids=["der", "ber"])
def test_a_workbook_in_a_signed_mail_is_found(
    intake: Intake, book: bytes, other_book: bytes, wrap: Callable[[bytes], bytes]
) -> None:
    inner = mail("Norm 3.2 volgt.", {"w.xlsx": book})
    shown = intake.offer({
        "a.eml": enveloped(wrap(inner.as_bytes())),
        "smime.p7m": wrap(mail(attachments={"b.xlsx": other_book}).as_bytes()),
    })  # fmt: skip
    assert shown.exit_code == 0, shown.output
    assert intake.outcomes() == {
        "a.eml/smime.p7m/w.xlsx": "aanvaard",
        "a.eml": "geen werkboek",
        "smime.p7m/b.xlsx": "aanvaard",
    }
    assert ("a.eml", "tekst_in_mail", "'Norm 3.2 volgt.'") in intake.findings()


def test_a_workbook_that_was_signed_by_itself_is_found(intake: Intake, book: bytes) -> None:
    intake.offer({"werkboek.xlsx.p7m": signed(book)})
    assert intake.outcomes() == {"werkboek.xlsx.p7m/werkboek.xlsx": "aanvaard"}


def test_the_signature_of_a_mail_is_no_attachment(intake: Intake, book: bytes) -> None:
    message = mail(attachments={"w.xlsx": book})
    message.add_attachment(
        signed(None), maintype="application", subtype="pkcs7-signature", filename="smime.p7s"
    )
    message.add_attachment(
        signed(None), maintype="application", subtype="octet-stream", filename="smime.p7s"
    )
    intake.offer({"a.eml": message.as_bytes()})
    assert intake.outcomes() == {"a.eml/w.xlsx": "aanvaard"}


def test_of_an_encrypted_mail_it_is_said_what_to_do(intake: Intake) -> None:
    shown = intake.offer({"a.eml": enveloped(encrypted(), "Geheim"), "smime.p7m": encrypted()})
    assert shown.exit_code == 0
    assert intake.rows() == {
        "a.eml/smime.p7m": ("geen werkboek", "mail_versleuteld"),
        "smime.p7m": ("geen werkboek", "mail_versleuteld"),
    }
    reason = intake.reason("a.eml/smime.p7m")
    assert "onderwerp 'Geheim'" in reason
    assert "Open de mail in uw mailprogramma" in reason


def test_a_signed_mail_that_is_damaged_is_an_error(intake: Intake, book: bytes) -> None:
    content = signed(mail(attachments={"w.xlsx": book}).as_bytes())
    shown = intake.offer({"smime.p7m": content[: len(content) // 2]})
    assert shown.exit_code == 1
    assert intake.rows() == {"smime.p7m": ("afgewezen", "beschadigd")}


def test_a_mail_of_outlook_gives_the_same(intake: Intake) -> None:
    intake.take(FOLDER / "outlook.msg")
    assert intake.outcomes() == {
        "outlook.msg/werkboek.xlsx": "afgewezen",
        "outlook.msg/logo.png": "geen werkboek",
    }


def test_a_mail_of_outlook_within_another_is_read_with_its_text(intake: Intake) -> None:
    """It shows a picture in its text and passes on a mail with an attachment of its own."""
    intake.take(FOLDER / "outlook-door.msg")
    assert intake.outcomes() == {
        "outlook-door.msg": "geen werkboek",
        "outlook-door.msg/werkboek.xlsx": "afgewezen",
        "outlook-door.msg/Antwoord.msg": "geen werkboek",
    }
    assert {item for item in intake.findings() if item[1] == "tekst_in_mail"} == {
        ("outlook-door.msg", "tekst_in_mail", "'Zie ook norm 4.1.'"),
        ("outlook-door.msg/Antwoord.msg", "tekst_in_mail", "'Norm 3.2 volgt.'"),
    }
    assert "van 6 mei 2026, onderwerp 'Antwoord'" in intake.reason("outlook-door.msg/Antwoord.msg")


def test_nothing_english_and_nothing_of_exceptions_is_said(intake: Intake) -> None:
    shown = intake.offer({
        "a.pdf": PDF, "b.csv": b"x", "winmail.dat": tnef({"a.pdf": PDF})[:5], "p.p7m": b"0x",
        "x.eml": b"\xff\xfe", "y.msg": b"y",
    })  # fmt: skip
    assert not re.search(r"Error|Exception|invalid|attachment|None", shown.output)


# --- what is called otherwise than it is ----------------------------------------------------


@pytest.mark.parametrize("name", ["w.xlsx", "image001.png", "w"])
def test_a_workbook_that_a_mail_calls_a_picture_is_found(
    intake: Intake, book: bytes, name: str
) -> None:
    """Some programs send everything between the words as `image`, with an id to show it by."""
    message = mail("Zie hieronder.")
    message.add_attachment(
        book, "image", "png", filename=name, disposition="inline", cid="<logo@x>"
    )
    intake.offer({"a.eml": message.as_bytes()})
    assert list(intake.outcomes().values()) == ["aanvaard"]


@pytest.mark.parametrize("name", ["mail.msg", "mail.txt", "mail.mht"])
def test_a_mail_is_read_whatever_it_was_saved_as(intake: Intake, book: bytes, name: str) -> None:
    shown = intake.offer({name: mail(attachments={"w.xlsx": book}).as_bytes()})
    assert shown.exit_code == 0, shown.output
    assert intake.outcomes() == {f"{name}/w.xlsx": "aanvaard"}


@pytest.mark.parametrize("name", ["scan.eml", "scan.msg"])
def test_a_document_with_the_name_of_a_mail_is_called_what_it_is(intake: Intake, name: str) -> None:
    shown = intake.offer({name: PDF})
    assert shown.exit_code == 0, shown.output
    assert intake.rows() == {name: ("geen werkboek", "ander_document")}
    assert "Dit is een pdf" in intake.reason(name)


def test_each_empty_file_is_an_error_of_its_own(intake: Intake) -> None:
    """They are equal to the letter, and may well come from two organisations."""
    shown = intake.offer({"heiloo.xlsx": b"", "alkmaar.xlsx": b"", "alkmaar.p7m": b""})
    assert shown.exit_code == 1
    assert set(intake.rows().values()) == {("afgewezen", "leeg_bestand")}


def test_a_copy_of_what_was_refused_does_not_count_once(intake: Intake) -> None:
    intake.offer({"a.xlsx": PDF, "bb.xlsx": PDF})
    assert intake.outcomes() == {"a.xlsx": "afgewezen", "bb.xlsx": "dubbel"}
    assert intake.reason("bb.xlsx") == "Dit bestand is gelijk aan a.xlsx. Ook dit telt niet mee."


@pytest.mark.parametrize("kind", ["plain", "csv", "html"])
def test_a_workbook_that_a_mail_calls_text_is_found(intake: Intake, book: bytes, kind: str) -> None:
    message = mail("Hierbij.")
    message.make_mixed()
    part = EmailMessage()
    part.set_content(book, "application", "octet-stream")
    part.replace_header("Content-Type", f"text/{kind}")
    del part["Content-Disposition"]
    message.attach(part)
    intake.offer({"a.eml": message.as_bytes()})
    assert list(intake.outcomes().values()) == ["aanvaard"]


def test_a_folder_that_stands_elsewhere_is_said(intake: Intake, book: bytes) -> None:
    """It is not walked: it may be anybody's. One within what is offered is offered already."""
    elsewhere = intake.inbox.parent / "elders"
    elsewhere.mkdir()
    (elsewhere / "b.xlsx").write_bytes(book)
    (intake.inbox / "map").mkdir()
    try:
        (intake.inbox / "link").symlink_to(elsewhere, target_is_directory=True)
        (intake.inbox / "lus").symlink_to(intake.inbox / "map", target_is_directory=True)
    except OSError:  # pragma: no cover - Windows without the right to make links
        pytest.skip("koppelingen mogen hier niet")
    shown = intake.offer({"map/a.xlsx": book})
    assert shown.exit_code == 1
    assert intake.outcomes() == {"map/a.xlsx": "aanvaard", "link": "afgewezen"}
    assert "een verwijzing naar een andere map; noem die map zelf" in shown.output


def test_what_the_dataset_itself_holds_is_not_offered_again(intake: Intake, book: bytes) -> None:
    """Named as a whole, the folder around it: `importeer .`."""
    intake.offer({"a.xlsx": book})
    assert intake.take(intake.dataset.parent).exit_code == 0
    assert intake.outcomes() == {"a.xlsx": "aanvaard", "in/a.xlsx": "dubbel"}
