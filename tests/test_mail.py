"""`nhnorm mail`: drafts for who should get them, with what is theirs; nothing is ever sent."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from datetime import date, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from io import BytesIO
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import docx
import fast_mail_parser
import openpyxl
import pytest
from lxml import html as parser
from openxml_audit import OpenXmlValidator

from nhnorm_xlsx.commands import answers
from nhnorm_xlsx.commands import mail as commands
from nhnorm_xlsx.contract.drafts import MANIFEST
from nhnorm_xlsx.dataset import events
from nhnorm_xlsx.dataset.files import read_tables
from nhnorm_xlsx.errors import ProofError
from nhnorm_xlsx.intake.opening import read_workbook
from nhnorm_xlsx.mail.drafts import Attachment, DraftMail, as_eml
from nhnorm_xlsx.mail.link import MOST, link_page, mail_link
from nhnorm_xlsx.mail.page import page_bytes
from nhnorm_xlsx.settings import Contact, RoundPeople
from nhnorm_xlsx.tasks.mailing_proof import named_in
from nhnorm_xlsx.texts import explanation
from nhnorm_xlsx.texts.who_sees import in_general
from tests import forms, libreoffice, test_publishing
from tests.rounds import DATASET, SETTINGS, WORKBOOKS, begin, came_back, contents, flat, run

CONTACTS = Path("output/contacten.csv")
MAIL = Path("output/mail")
WHO = """
[wie]
terug_naar = "norm@riec.nl"
[wie.verstuurt]
organisatie = "RIEC Noord-Holland"
functie = "accountmanager"
[mail]
ondertekening = "De accountmanager"
"""
HEADING = "organisatie_code;naam_organisatie;aan;cc;aanhef;klopt"
TODAY = "2026-04-20"
MADE = datetime(2026, 3, 2)  # noqa: DTZ001 - a day


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(begin(tmp_path / "ronde"))
    Path("output/ronde.toml").write_text(SETTINGS + WHO, encoding="utf-8")
    today_is(monkeypatch, TODAY)
    return tmp_path


def today_is(monkeypatch: pytest.MonkeyPatch, day: str) -> None:
    for module in (answers, commands):
        monkeypatch.setattr(module, "today", lambda: date.fromisoformat(day))


def addresses(*lines: str) -> None:
    """`contacten.csv` with these lines, else one for each of three."""
    rows = lines or (
        "GM0399;Heiloo;veiligheid@heiloo.nl;;;",
        "GM0361;Alkmaar;info@alkmaar.nl;;;",
        "GM0383;Castricum;info@castricum.nl;;;",
    )
    CONTACTS.write_text("\r\n".join([HEADING, *rows]), encoding="utf-8-sig")


def issue(*names: str) -> None:
    code, said = run("genereer", *names)
    assert code == 0, said


def drafts(kind: str) -> dict[str, EmailMessage]:
    """The drafts of the newest folder of this kind, by organisation code."""
    folders = sorted((MAIL / "2026" / kind).iterdir(), key=lambda path: (len(path.name), path.name))
    return {
        path.name.split("-")[0]: opened(path.read_bytes())
        for path in sorted(folders[-1].glob("*.eml"))
    }


def opened(content: bytes) -> EmailMessage:
    message = message_from_bytes(content, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def text_of(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def attached(message: EmailMessage) -> dict[str, bytes]:
    return {
        str(part.get_filename()): part.get_payload(decode=True)  # type: ignore[misc]
        for part in message.iter_attachments()
    }


def told() -> list[dict[str, str]]:
    """What is in the books about drafts, without what they are about."""
    return [
        {key: value for key, value in event.facts.items() if key != "over"}
        for event in events.read(DATASET).of(events.OPGESTELD)
    ]


# --- the first time -----------------------------------------------------------------------


def test_the_first_run_writes_addresses_to_fill_in_and_the_standard_texts() -> None:
    issue("Heiloo")
    code, said = run("mail", "uitnodiging")
    assert code == 1
    assert "lege lijst met 45 organisaties" in said
    with CONTACTS.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter=";"))
    assert len(rows) == 45
    assert rows[0]["naam_organisatie"] == "Aalsmeer"
    assert {row["aan"] for row in rows} == {""}
    assert len(list(Path("output/sjablonen").glob("*.txt"))) == 5
    assert not MAIL.exists()
    # Not filled in is said per organisation, and the list stays as it is.
    before = CONTACTS.read_bytes()
    code, said = run("mail", "uitnodiging", "Heiloo")
    assert code == 1
    assert "Heiloo: geen adres; vul in contacten.csv" in said
    assert CONTACTS.read_bytes() == before
    # One cause is one line, however many it is about; each of them is named.
    _, said = run("mail", "uitnodiging")
    assert said.lower().count("geen adres") == 1
    assert "Dat geldt voor 45: Aalsmeer, Alkmaar, Amstelveen," in flat(said)


def test_no_program_of_mail_or_network_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    issue("Heiloo")
    addresses()
    monkeypatch.setattr(socket, "socket", None)
    code, said = run("mail", "uitnodiging", "Heiloo")
    assert code == 0, said
    assert "niets verstuurd" in said
    wrong = {"smtplib", "imaplib", "poplib"}
    check = f"import nhnorm_xlsx.tasks.mailing, sys; print(sorted({wrong} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# --- uitnodiging ----------------------------------------------------------------------------


def test_an_invitation_has_the_own_workbook_and_the_page() -> None:
    issue("Heiloo", "Alkmaar")
    addresses(
        'GM0399;Heiloo;"a@heiloo.nl, Iemand <b@heiloo.nl>";c@riec.nl;Beste collega;',
        "GM0361;Alkmaar;info@alkmaar.nl;;;",
    )
    code, said = run("mail", "uitnodiging", "Heiloo", "Alkmaar")
    assert code == 0, said
    assert "2 uitnodigingen staan klaar in output/mail/2026/uitnodiging/2026-04-20." in said
    heiloo, alkmaar = drafts("uitnodiging")["GM0399"], drafts("uitnodiging")["GM0361"]
    assert (heiloo["To"], heiloo["Cc"]) == ("a@heiloo.nl, b@heiloo.nl", "c@riec.nl")
    assert alkmaar["Cc"] is None
    assert "Gemeente Heiloo" in heiloo["Subject"]
    said = text_of(heiloo)
    assert said.startswith("Beste collega,\n")
    assert "uiterlijk vrijdag 29 mei 2026 terug naar norm@riec.nl" in said
    assert said.rstrip().endswith("De accountmanager")
    assert text_of(alkmaar).startswith("Geachte heer of mevrouw,")
    for name, message in (("Heiloo", heiloo), ("Alkmaar", alkmaar)):
        files = attached(message)
        (book,) = (part for file, part in files.items() if file.endswith(".xlsx"))
        (path,) = WORKBOOKS.glob(f"*{name}.xlsx")
        assert book == path.read_bytes()
        page = docx.Document(BytesIO(files["Uitleg.docx"]))
        assert "29 mei 2026" in "\n".join(paragraph.text for paragraph in page.paragraphs)


def test_an_eml_opens_as_a_draft_that_was_never_sent() -> None:
    issue("Heiloo")
    addresses()
    run("mail", "uitnodiging", "Heiloo")
    (path,) = MAIL.rglob("*.eml")
    raw = path.read_bytes()
    assert raw.count(b"\n") == raw.count(b"\r\n")
    message = opened(raw)
    assert message["X-Unsent"] == "1"
    assert not {"date", "from", "message-id", "sender"} & {name.lower() for name in message}
    assert max(map(len, raw.split(b"\r\n"))) < 998
    assert list(message.defects) == []


ODD = "Sluis – ‘één’ €\n- punt\n.\nFrom hier\n" + "lang " * 300


@pytest.mark.parametrize("subject", ["Gewoon", "Één lang onderwerp – met € en ‘tekens’ " * 5])
def test_two_parsers_read_the_same_in_a_draft(subject: str) -> None:
    name = "NHNorm-2026-GM0399-Súdwest é.xlsx"
    book = Attachment(name, bytes(range(256)) * 40, "GM0399")
    draft = DraftMail(
        forms.HEILOO, ("a@heiloo.nl", "b@heiloo.nl"), ("c@x.nl",), subject.strip(), ODD, (book,)
    )
    raw = as_eml(draft)
    assert as_eml(draft) == raw
    ours, theirs = opened(raw), fast_mail_parser.parse_email(raw)
    assert ours["Subject"] == theirs.subject == draft.subject
    assert text_of(ours).split() == "\n".join(theirs.text_plain).split() == ODD.split()
    (other,) = theirs.attachments
    assert attached(ours) == {other.filename: bytes(other.content)} == {name: book.content}
    headers = {key.lower(): [*value] for key, value in theirs.headers.items()}
    assert headers["to"] == [ours["To"]] == ["a@heiloo.nl, b@heiloo.nl"]
    assert headers["x-unsent"] == ["1"]


def test_beside_it_is_a_folder_to_copy_from_and_a_list() -> None:
    issue("Heiloo", "Alkmaar")
    addresses()
    run("mail", "uitnodiging", "Heiloo", "Alkmaar")
    place = MAIL / "2026" / "uitnodiging" / TODAY
    own = place / "GM0399-Heiloo"
    assert {path.name for path in own.iterdir()} == {
        "tekst.txt", "openen.html", "Uitleg.docx", "NHNorm-2026-GM0399-Heiloo.xlsx",
    }  # fmt: skip
    text = (own / "tekst.txt").read_bytes().decode("utf-8-sig")
    assert text.replace("\r\n", "\n") == text_of(drafts("uitnodiging")["GM0399"])
    (link,) = parser.fromstring((own / "openen.html").read_text("utf-8")).iter("a")
    parts = urlsplit(link.get("href", ""))
    assert (parts.scheme, parts.path) == ("mailto", "veiligheid@heiloo.nl")
    assert parse_qs(parts.query)["body"] == [text]
    sheet = openpyxl.load_workbook(place / "verzendlijst.xlsx").worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows() if row[5].value]
    assert rows[0] == ["Organisatie", "Aan", "Cc", "Onderwerp", "Bijlage", "Map"]
    assert [row[0] for row in rows[1:]] == ["Alkmaar", "Heiloo"]
    assert rows[2][1] == "veiligheid@heiloo.nl"
    assert rows[2][4:] == ["NHNorm-2026-GM0399-Heiloo.xlsx, Uitleg.docx", "GM0399-Heiloo"]


def test_every_name_can_be_a_name_on_windows() -> None:
    issue("Heiloo", "Den Helder", "Provincie Noord-Holland")
    addresses(
        "GM0399;Heiloo;a@heiloo.nl;;;", "GM0400;Den Helder;a@denhelder.nl;;;",
        "PV27;Provincie Noord-Holland;a@noord-holland.nl;;;",
    )  # fmt: skip
    code, said = run("mail", "uitnodiging", "Heiloo", "Den Helder", "PV27")
    assert code == 0, said
    made = [path.relative_to("output") for path in MAIL.rglob("*")]
    assert len(made) > 15
    for path in made:
        assert not re.search(r'[<>:"\\|?*]|[ .]$', path.name), path
        assert len(str(path)) < 150


def test_a_long_text_is_not_in_the_link_and_that_is_said() -> None:
    draft = DraftMail(forms.HEILOO, ("a@heiloo.nl",), (), "Kort", "é" * 2_000)
    link = mail_link(draft)
    assert len(link.href) <= MOST
    assert (link.with_subject, link.with_body) == (True, False)
    page = "".join(map(str, parser.fromstring(link_page(draft)).itertext()))
    assert "De tekst is te lang voor de link. Kopieer haar" in page
    assert "é" * 2_000 in page
    many = tuple(f"iemand{number:03}@heiloo.nl" for number in range(200))
    crowd = DraftMail(forms.HEILOO, many, (), "Kort", "Kort")
    assert mail_link(crowd).href == ""
    assert "kopieer hieronder de adressen" in link_page(crowd)


def test_what_people_write_is_text_in_the_page_and_in_the_headers() -> None:
    subject = '<script>alert("1")</script> & meer'
    draft = DraftMail(forms.HEILOO, ("a@heiloo.nl",), (), subject, "<b>vet</b> & zo")
    page = link_page(draft)
    assert "<script" not in page
    assert "<b>" not in page
    assert unquote(mail_link(draft).href).count("&subject") == 0
    Path("output/ronde.toml").write_text(
        SETTINGS + '[mail]\nondertekening = """Bcc: x@y.nl\nregel 2"""\n', encoding="utf-8"
    )
    issue("Heiloo")
    addresses('GM0399;Heiloo;a@heiloo.nl;;"Beste\nBcc: kwaad@x.nl";')
    code, said = run("mail", "uitnodiging", "Heiloo")
    assert code == 0, said
    message = drafts("uitnodiging")["GM0399"]
    assert message["Bcc"] is None
    assert text_of(message).startswith("Beste Bcc: kwaad@x.nl,")


# --- addresses ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("GM0399;Heiloo;;;;", "geen adres"),
        ("GM0399;Heiloo;heiloo.nl;;;", "'heiloo.nl' is geen mailadres"),
        ("GM0399;Heiloo;a@heiloo;;;", "'a@heiloo' is geen mailadres"),
        ("GM0399;Heiloo;a@heiloo.nl;geen@;;", "'geen@' is geen mailadres"),
        ("GM0399;Alkmaar;a@heiloo.nl;;;", "naast GM0399 staat in contacten.csv 'Alkmaar'"),
        ("GM0399;Heiloo;a@alkmaar.nl;;;", "lijkt van een andere organisatie"),
        ("GM0399;Heiloo;a@heiloo.nl;a@alkmaar.nl;;", "lijkt van een andere organisatie"),
        ("GM0399;Heiloo;info@castricum.nl;;;ja", ""),
        ("GM0399;Heiloo;a@debuch.nl;;;", ""),
    ],
)
def test_a_missing_or_doubtful_address_is_said_and_the_others_go_on(line: str, said: str) -> None:
    issue("Heiloo", "Castricum")
    addresses(line, "GM0383;Castricum;info@castricum.nl;;;")
    code, shown = run("mail", "uitnodiging", "Heiloo", "Castricum")
    assert code == (1 if said else 0), shown
    assert said in shown
    assert set(drafts("uitnodiging")) == ({"GM0383"} if said else {"GM0383", "GM0399"})


def test_an_address_at_two_is_doubtful_for_whom_the_domain_is_not() -> None:
    issue("Heiloo", "Alkmaar", "Castricum")
    shared = ("GM0399;Heiloo;a@debuch.nl;;;", "GM0383;Castricum;A@debuch.nl;;;")
    addresses(*shared, "GM0361;Alkmaar;a@alkmaar.nl;;;")
    code, said = run("mail", "uitnodiging", "Heiloo", "Alkmaar", "Castricum")
    assert code == 1
    assert said.count("staat ook bij een andere organisatie") == 2
    assert set(drafts("uitnodiging")) == {"GM0361"}
    # Who says that it is right gets a draft; and one person may follow several by copy.
    addresses(
        "GM0399;Heiloo;a@debuch.nl;ik@riec.nl;;ja", "GM0383;Castricum;A@debuch.nl;ik@riec.nl;;ja",
        "GM0361;Alkmaar;a@alkmaar.nl;ik@riec.nl;;",
    )  # fmt: skip
    code, said = run("mail", "uitnodiging", "Heiloo", "Castricum", "Alkmaar", "--opnieuw")
    assert code == 0, said
    # Copied to another line: the domain tells whose it is.
    addresses("GM0399;Heiloo;a@heiloo.nl;;;", "GM0383;Castricum;a@heiloo.nl;;;")
    code, said = run("mail", "uitnodiging", "Heiloo", "Castricum", "--opnieuw")
    assert code == 1
    assert set(drafts("uitnodiging")) == {"GM0399"}


def test_a_name_that_begins_another_is_not_that_other() -> None:
    issue("Haarlem", "Haarlemmermeer")
    addresses(
        "GM0392;Haarlem;info@haarlem.nl;;;", "GM0394;Haarlemmermeer;info@haarlemmermeer.nl;;;"
    )
    code, said = run("mail", "uitnodiging", "Haarlem", "Haarlemmermeer")
    assert code == 0, said


def test_faults_in_the_list_and_in_the_text_are_said_together_and_nothing_is_written() -> None:
    issue("Heiloo")
    addresses("GM399;Heiloo;a@heiloo.nl;;;", "GM0361;Alkmaar;a@alkmaar.nl;;;misschien")
    Path("output/sjablonen").mkdir()
    template = Path("output/sjablonen/uitnodiging.txt")
    template.write_text("Onderwerp: {organisatei}\n\nBeste {naam}\n{deadlin}", encoding="utf-8")
    before = contents(Path("output"))
    code, said = run("mail", "uitnodiging")
    assert code == 2
    assert "regel 2: organisatie_code 'GM399' staat niet in de lijst" in said
    assert "bedoelt u GM0399?" in said
    assert "regel 3: 'klopt' is 'misschien'" in said
    assert "regel 1: {organisatei} is hier niet bekend; bedoelt u {organisatie}?" in said
    assert "regel 4: {deadlin} is hier niet bekend; bedoelt u {deadline}?" in said
    assert contents(Path("output")) == before


# --- the own workbook, and no other ---------------------------------------------------------


def test_what_is_about_another_can_never_be_attached() -> None:
    other = Attachment("werkboek.xlsx", b"x", "GM0361")
    with pytest.raises(ProofError, match="niet van Heiloo"):
        DraftMail(forms.HEILOO, ("a@heiloo.nl",), (), "Onderwerp", "Tekst", (other,))


def rewrite_register(change: dict[str, str]) -> None:
    path = WORKBOOKS / "uitgifte.csv"
    text = path.read_text("utf-8-sig")
    for old, new in change.items():
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8-sig")


def test_a_workbook_of_another_under_this_name_is_stopped_by_its_stamp() -> None:
    """Also when the list of what was given out says that it is the right one."""
    issue("Heiloo", "Alkmaar")
    addresses()
    heiloo, alkmaar = (WORKBOOKS / f"NHNorm-2026-{name}.xlsx" for name in
                       ("GM0399-Heiloo", "GM0361-Alkmaar"))  # fmt: skip
    prints = {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in (heiloo, alkmaar)}
    shutil.copy(alkmaar, heiloo)
    rewrite_register({prints[heiloo]: prints[alkmaar]})
    code, said = run("mail", "uitnodiging", "Heiloo", "Alkmaar")
    assert code == 1
    assert "NHNorm-2026-GM0399-Heiloo.xlsx is niet van Heiloo" in flat(said)
    assert set(drafts("uitnodiging")) == {"GM0361"}


def test_a_workbook_that_somebody_changed_or_removed_is_not_mailed() -> None:
    issue("Heiloo", "Alkmaar")
    addresses()
    changed = forms.written(Path(), forms.plan({"1.1": {"status": "Voldoet"}}))
    shutil.move(changed, WORKBOOKS / "NHNorm-2026-GM0399-Heiloo.xlsx")
    (WORKBOOKS / "NHNorm-2026-GM0361-Alkmaar.xlsx").unlink()
    code, said = run("mail", "uitnodiging", "Heiloo", "Alkmaar", "Castricum")
    assert code == 1
    assert "Heiloo: het werkboek is veranderd" in said
    assert "Alkmaar: het werkboek staat niet meer" in said
    assert "Castricum: er is nog geen werkboek" in said
    assert not MAIL.exists()


# --- in the books, without addresses ----------------------------------------------------------


def test_what_was_drafted_for_whom_is_in_the_books_and_nothing_else() -> None:
    issue("Heiloo")
    addresses("GM0399;Heiloo;geheim@heiloo.nl;ook@riec.nl;Beste Wim;")
    run("mail", "uitnodiging", "Heiloo")
    assert told() == [
        {"soort": "uitnodiging", "meting": "2026", "organisatie_code": "GM0399", "dag": TODAY}
    ]
    kept = b"".join(contents(DATASET).values())
    for word in (b"geheim", b"heiloo.nl", b"ook@", b"Wim", b"accountmanager"):
        assert word not in kept


def test_addresses_stand_in_the_list_and_in_the_drafts_only() -> None:
    issue("Heiloo")
    addresses("GM0399;Heiloo;geheim@heiloo.nl;;;")
    run("mail", "uitnodiging", "Heiloo")
    run("importeer", came_back("2026-05-01"))
    run("status")
    found = {
        path for path, content in contents(Path("output")).items() if b"geheim@heiloo.nl" in content
    }
    assert {path.split("/")[0] for path in found} == {"contacten.csv", "mail"}
    assert not any(path.endswith(MANIFEST) for path in found)


def test_who_has_it_gets_it_once_unless_asked_again_also_on_a_second_copy(here: Path) -> None:
    issue("Heiloo", "Alkmaar")
    addresses()
    run("mail", "uitnodiging", "Heiloo")
    before = contents(MAIL)
    code, said = run("mail", "uitnodiging", "Heiloo", "Alkmaar")
    assert code == 0
    assert "Al eerder opgesteld voor Heiloo." in said
    assert set(drafts("uitnodiging")) == {"GM0361"}
    assert before.items() <= contents(MAIL).items()
    shutil.copytree("output", here / "collega" / "output")
    shutil.rmtree(here / "collega/output/mail")
    import os

    os.chdir(here / "collega")
    code, said = run("mail", "uitnodiging", "Heiloo")
    assert (code, MAIL.exists()) == (0, False)
    assert "Er is geen uitnodiging opgesteld" in said
    run("mail", "uitnodiging", "Heiloo", "--opnieuw")
    assert set(drafts("uitnodiging")) == {"GM0399"}


def test_drafting_before_the_first_answer_settles_nothing_about_the_dataset() -> None:
    from nhnorm_xlsx.organisations import dump_organisations

    two = [forms.HEILOO, forms.ORGANISATIONS["GM0361"]]
    Path("output/wie.csv").write_text(dump_organisations(two), encoding="utf-8")
    text = SETTINGS.replace("versie = 1\n", 'versie = 1\norganisaties = "wie.csv"\n')
    Path("output/ronde.toml").write_text(text + WHO, encoding="utf-8")
    issue()
    addresses("GM0399;Heiloo;a@heiloo.nl;;;", "GM0361;Alkmaar;a@alkmaar.nl;;;")
    run("mail", "uitnodiging")
    run("status")
    code, said = run("importeer", came_back("2026-05-01"))
    assert code == 0, said
    assert "van 2 organisaties" in run("status")[1]


# --- ontvangst ------------------------------------------------------------------------------


def test_a_receipt_says_what_came_when_and_what_was_read() -> None:
    addresses()
    statuses = {"1.1": "Voldoet", "1.2": "Voldoet niet", "1.3": "Voldoet"}
    run("importeer", came_back("2026-05-04", statuses=statuses), came_back("2026-05-01", "Alkmaar"))
    code, said = run("mail", "ontvangst")
    assert code == 0, said
    assert set(drafts("ontvangst")) == {"GM0399", "GM0361"}
    text = text_of(drafts("ontvangst")["GM0399"])
    assert "ontvangen: Heiloo.xlsx, op 4 mei 2026" in text
    assert "3 van de 47 normen ingevuld" in text
    assert "- Voldoet: 2\n- Voldoet deels: 0\n- Voldoet niet: 1\n" in text
    assert "- nog geen status: 44" in text
    assert "Bij 44 normen van de 47 staat nog geen status: 1.4, 1.5" in text
    assert attached(drafts("ontvangst")["GM0399"]) == {}


def test_a_receipt_is_drafted_once_per_file_that_came() -> None:
    addresses()
    run("importeer", came_back("2026-05-04"))
    run("mail", "ontvangst")
    code, said = run("mail", "ontvangst")
    assert (code, "Al eerder opgesteld voor Heiloo" in said) == (0, True)
    assert len(told()) == 1
    later = came_back("2026-05-08", statuses={"1.1": "Voldoet", "1.2": "Voldoet"}, name="b.xlsx")
    run("importeer", later)
    assert "1 ontvangstbevestiging staat klaar" in run("mail", "ontvangst")[1]
    assert "b.xlsx, op 8 mei 2026" in text_of(drafts("ontvangst")["GM0399"])
    assert "1 ontvangstbevestiging staat klaar" in run("mail", "ontvangst", "--opnieuw")[1]


def test_who_did_not_answer_gets_no_receipt() -> None:
    addresses()
    assert run("mail", "ontvangst")[0] == 2
    issue("Alkmaar")
    run("importeer", came_back("2026-05-04"), *WORKBOOKS.glob("*.xlsx"))
    code, said = run("mail", "ontvangst", "Heiloo", "Alkmaar")
    assert code == 0
    assert "Niet opgesteld voor Alkmaar: daarvan is nog geen antwoord aanvaard" in said
    assert set(drafts("ontvangst")) == {"GM0399"}


# --- herinnering ------------------------------------------------------------------------------

ALL = {norm.number: "Voldoet" for norm in forms.NORM.norms}


def test_only_who_has_not_answered_completely_is_reminded_of_what_is_missing() -> None:
    issue("Heiloo", "Alkmaar", "Castricum")
    addresses()
    some = {number: status for number, status in ALL.items() if number not in ("1.2", "6.1")}
    run(
        "importeer",
        came_back("2026-04-10", "Heiloo", some),
        came_back("2026-04-11", "Alkmaar", ALL),
    )
    code, said = run("mail", "herinnering")
    assert code == 0, said
    found = drafts("herinnering")
    assert set(found) == {"GM0399", "GM0383"}
    heiloo, castricum = text_of(found["GM0399"]), text_of(found["GM0383"])
    assert "Bij 2 normen van de 47 staat nog geen status: 1.2 en 6.1." in heiloo
    assert "U heeft nog tot en met 29 mei 2026." in heiloo
    assert attached(found["GM0399"]) == {}
    assert "nog geen ingevuld werkboek" in castricum
    assert list(attached(found["GM0383"])) == ["NHNorm-2026-GM0383-Castricum.xlsx"]


def test_before_anybody_answered_all_who_got_a_workbook_are_reminded() -> None:
    issue("Heiloo", "Alkmaar")
    addresses()
    (WORKBOOKS / "NHNorm-2026-GM0361-Alkmaar.xlsx").unlink()
    code, said = run("mail", "herinnering")
    assert code == 0, said
    assert set(drafts("herinnering")) == {"GM0399", "GM0361"}
    assert "Zonder werkboek als bijlage: Alkmaar." in said


def test_what_came_back_blank_or_cannot_be_used_is_said_so() -> None:
    issue("Heiloo", "Alkmaar")
    addresses()
    came_back("2026-04-10", statuses={})
    run("importeer", "in/Heiloo.xlsx")
    run("mail", "herinnering", "Heiloo")
    assert "er was nog niets in ingevuld" in text_of(drafts("herinnering")["GM0399"])


@pytest.mark.parametrize(
    ("days", "later", "again"),
    [(None, "2026-04-26", False), (None, "2026-04-27", True), (3, "2026-04-22", False),
     (3, "2026-04-23", True)],
)  # fmt: skip
def test_a_reminder_at_most_once_per_so_many_days(
    monkeypatch: pytest.MonkeyPatch, days: int | None, later: str, again: bool
) -> None:
    if days:
        text = SETTINGS + WHO + f"dagen_tussen_herinneringen = {days}\n"
        Path("output/ronde.toml").write_text(text, encoding="utf-8")
    issue("Heiloo")
    addresses()
    run("mail", "herinnering", "Heiloo")
    today_is(monkeypatch, later)
    code, said = run("mail", "herinnering", "Heiloo")
    assert code == 0
    assert len(told()) == (2 if again else 1)
    if not again:
        assert f"In de laatste {days or 7} dagen al herinnerd: Heiloo." in said
        assert "1 herinnering staat klaar" in run("mail", "herinnering", "Heiloo", "--opnieuw")[1]


def test_with_a_delay_the_deadline_in_mails_is_the_later_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    issue("Heiloo", "Alkmaar")
    addresses()
    code, said = run("uitstel", "Heiloo", "2026-06-12")
    assert code == 0, said
    today_is(monkeypatch, "2026-06-02")
    run("mail", "herinnering")
    assert "U heeft nog tot en met 12 juni 2026." in text_of(drafts("herinnering")["GM0399"])
    assert "De deadline van 29 mei 2026 is voorbij." in text_of(drafts("herinnering")["GM0361"])
    run("mail", "uitnodiging", "Heiloo")
    assert "uiterlijk vrijdag 12 juni 2026" in text_of(drafts("uitnodiging")["GM0399"])


# --- correcties ---------------------------------------------------------------------------------


def test_who_made_a_mistake_gets_a_list_and_a_workbook_to_mend_it() -> None:
    addresses()
    wrong = {"1.1": "misschien", "1.2": "Voldoet"}
    right = {"1.1": "Voldoet"}
    run(
        "importeer",
        came_back("2026-05-04", statuses=wrong),
        came_back("2026-05-04", "Alkmaar", right),
    )
    code, said = run("mail", "correcties")
    assert code == 0, said
    assert set(drafts("correcties")) == {"GM0399"}
    message = drafts("correcties")["GM0399"]
    assert re.search(
        r"^- Norm 1\.1, Status \(blad '1 .*' \w+\): 'misschien'", text_of(message), re.M
    )
    assert "norm 1.2" not in text_of(message).lower()
    ((name, content),) = attached(message).items()
    assert name == "NHNorm-2026-GM0399-Heiloo-correcties.xlsx"
    path = Path(name)
    path.write_bytes(content)
    assert named_in(read_workbook(path)) == {("GM0399", "2026")}
    assert openpyxl.load_workbook(path).sheetnames[0] == "Correcties"
    # Once per file; and the status knows that it was sent back.
    assert "Al eerder opgesteld voor Heiloo" in run("mail", "correcties")[1]
    assert len(events.read(DATASET).of(events.TERUGGESTUURD)) == 1
    assert "Niet opgesteld voor Alkmaar" in run("mail", "correcties", "Alkmaar")[1]


# --- terugkoppeling -----------------------------------------------------------------------------


def test_a_feedback_is_the_own_one_from_the_stand() -> None:
    people = test_publishing.A + test_publishing.B
    test_publishing.answered(DATASET, people)
    addresses(*(f"{item.code};{item.name};a@{item.code.lower()}.nl;;;" for item in people[:2]))
    code, said = run("mail", "terugkoppeling", "A00")
    assert code == 2
    assert "nhnorm vaststellen" in said
    assert not MAIL.exists()
    run("vaststellen", "--ja", "--dataset", DATASET)
    code, said = run("mail", "terugkoppeling", "A00", "A01")
    assert code == 0, said
    for code_, message in drafts("terugkoppeling").items():
        ((name, content),) = attached(message).items()
        assert code_ in name
        assert f"Gemeente {code_}: terugkoppeling" in str(
            openpyxl.load_workbook(BytesIO(content)).properties.title
        )
    assert "Al eerder opgesteld" in run("mail", "terugkoppeling", "A00")[1]
    assert "A01" not in text_of(drafts("terugkoppeling")["A00"])


def test_a_feedback_of_another_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    from nhnorm_xlsx.tasks import publishing

    people = test_publishing.A + test_publishing.B
    test_publishing.answered(DATASET, people)
    addresses(*(f"{item.code};{item.name};a@{item.code.lower()}.nl;;;" for item in people[:2]))
    run("vaststellen", "--ja", "--dataset", DATASET)
    real = publishing.give_feedback

    def swapped(*given: object, **more: object) -> Iterable[Path]:
        one, other = real(*given, **more)  # type: ignore[arg-type]
        kept = one.read_bytes()
        one.write_bytes(other.read_bytes())
        other.write_bytes(kept)
        return (one, other)

    monkeypatch.setattr(publishing, "give_feedback", swapped)
    code, said = run("mail", "terugkoppeling", "A00", "A01")
    assert code == 1
    assert "is niet van A00" in flat(said)
    assert "is niet van A01" in flat(said)
    assert not MAIL.exists()


# --- what comes back on import ------------------------------------------------------------------


@pytest.fixture
def drafted() -> Path:
    issue("Heiloo", "Alkmaar")
    addresses()
    run("mail", "uitnodiging", "Heiloo", "Alkmaar")
    return MAIL / "2026" / "uitnodiging" / TODAY


def outcomes() -> dict[str, str]:
    rows = read_tables(DATASET).inzendingen.to_dict("records")
    return {str(row["bestand"]): str(row["uitkomst"]) for row in rows}


@pytest.mark.parametrize("what", ["output/mail", "GM0399-Heiloo", "GM0399-Heiloo.eml", ""])
@pytest.mark.parametrize("command", ["importeer", "controleer"])
def test_own_drafts_are_one_line_and_no_answer(drafted: Path, command: str, what: str) -> None:
    place = Path(what) if what.startswith("output") else drafted / what
    code, said = run(command, place)
    assert code == 0, said
    assert said.count("eigen concept") == 1
    assert "leeg teruggestuurd" not in said
    assert "Heiloo, meting" not in said
    if command == "importeer":
        assert set(outcomes().values()) == {"geen werkboek"}
        assert not list((DATASET / "archief").glob("*"))
        assert "leeg" not in run("status")[1]


def test_an_answer_that_was_kept_among_the_drafts_is_read(drafted: Path) -> None:
    book = came_back("2026-05-04")
    shutil.move(book, drafted / "GM0399-Heiloo" / "NHNorm-2026-GM0399-Heiloo.xlsx")
    shutil.move(came_back("2026-05-04", "Alkmaar"), drafted / "antwoord.xlsx")
    code, said = run("importeer", MAIL)
    assert code == 0, said
    assert sorted(outcomes().values()) == ["aanvaard", "aanvaard", "geen werkboek"]


def test_an_answer_that_was_put_in_a_draft_is_read(drafted: Path) -> None:
    path = drafted / "GM0399-Heiloo.eml"
    message = opened(path.read_bytes())
    message.add_attachment(
        came_back("2026-05-04").read_bytes(), maintype="application", subtype="octet-stream",
        filename="antwoord.xlsx",
    )  # fmt: skip
    Path("los.eml").write_bytes(message.as_bytes())
    run("importeer", "los.eml")
    assert outcomes() == {"los.eml/antwoord.xlsx": "aanvaard", "los.eml": "geen werkboek"}


def test_a_draft_that_was_sent_is_a_mail_as_any_other(drafted: Path) -> None:
    message = opened((drafted / "GM0399-Heiloo.eml").read_bytes())
    message["From"], message["Date"] = "ik@riec.nl", "Mon, 20 Apr 2026 10:00:00 +0200"
    Path("verzonden.eml").write_bytes(message.as_bytes())
    code, said = run("importeer", "verzonden.eml")
    assert code == 0
    assert "eigen concept" not in said
    assert "1 werkboek is nog niet geopend" in said


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b'{"versie": 1}', b"\xff" * 50])
def test_a_damaged_list_of_drafts_hides_nothing(drafted: Path, content: bytes) -> None:
    (drafted / MANIFEST).write_bytes(content)
    shutil.move(came_back("2026-05-04"), drafted / "antwoord.xlsx")
    run("importeer", drafted)
    assert outcomes()["antwoord.xlsx"] == "aanvaard"


def test_a_list_of_drafts_names_no_address(drafted: Path) -> None:
    listed = json.loads((drafted / MANIFEST).read_text("utf-8"))
    assert set(listed["bestanden"]) >= {"GM0399-Heiloo.eml", "verzendlijst.xlsx"}
    assert "@" not in json.dumps(listed)


# --- two people ---------------------------------------------------------------------------------


def test_a_copy_that_is_joined_tells_what_was_drafted(here: Path) -> None:
    issue("Heiloo")
    addresses()
    shutil.copytree("output", here / "collega")
    run("mail", "uitnodiging", "Heiloo")
    shutil.move(DATASET, here / "collega" / "dataset")
    code, said = run("samenbrengen", here / "collega")
    assert code == 0, said
    assert "Al eerder opgesteld voor Heiloo" in run("mail", "uitnodiging", "Heiloo")[1]


# --- the page that goes along -------------------------------------------------------------------


def words_of(sections: Iterable[explanation.Section]) -> set[str]:
    """Every sentence on the page."""
    return {
        sentence
        for section in sections
        for sentence in (
            section.heading, *section.lines, *section.steps,
            *(cell for row in section.table for cell in row),
        )
    }  # fmt: skip


def everybody() -> explanation.Explained:
    return explanation.Explained(forms.NORM.norm_naam, len(forms.NORM.norms), "gemeente")


def test_the_page_says_what_the_form_says_and_names_no_maker() -> None:
    about = everybody()
    content = page_bytes("Titel", explanation.sections(about), MADE)
    page = docx.Document(BytesIO(content))
    said = {paragraph.text for paragraph in page.paragraphs}
    said |= {cell.text for table in page.tables for row in table.rows for cell in row.cells}
    assert words_of(explanation.sections(about)) <= said
    assert {sees for _, sees in in_general()} <= said
    facts = page.core_properties
    assert (facts.author, facts.last_modified_by, facts.comments) == ("", "", "")
    assert (facts.title, facts.language) == ("Titel", "nl-NL")
    used = {paragraph.style.name for paragraph in page.paragraphs if paragraph.style}
    assert used == {"Title", "Heading 1", "List Number", "Normal"}


def test_word_opens_the_page_without_a_remark(tmp_path: Path) -> None:
    path = tmp_path / "uitleg.docx"
    path.write_bytes(page_bytes("Titel", explanation.sections(everybody()), MADE))
    result = OpenXmlValidator().validate(path)
    assert result.is_valid, [error.description for error in result.errors]


@pytest.mark.libreoffice
@pytest.mark.parametrize("name", ["GM0399", "PV27"])
def test_the_page_is_one_page(name: str, tmp_path: Path) -> None:
    who = Contact("RIEC met een lange naam " * 3, "accountmanager", "norm@riec.nl", "072 123 45 67")
    about = explanation.Explained(
        forms.NORM.norm_naam, 47, forms.ORGANISATIONS[name].kind,
        RoundPeople(who, who, who, "norm@riec.nl"), "2026", date(2026, 5, 29),
    )  # fmt: skip
    path = tmp_path / "uitleg.docx"
    title, made = explanation.title(about), MADE
    path.write_bytes(page_bytes(title, explanation.sections(about), made))
    (printed,) = libreoffice.convert([path], tmp_path / "pdf", "pdf")
    assert len(re.findall(rb"/Type\s*/Page\b", printed.read_bytes())) == 1


def test_the_pdf_that_is_shipped_says_what_the_page_says_now() -> None:
    pdf = Path(__file__).resolve().parent.parent / "docs" / "uitleg-gemeente.pdf"
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    done = subprocess.run(
        ["pdftotext", "-raw", str(pdf), "-"], capture_output=True, encoding="utf-8", check=True
    )
    shown = re.sub(r"[\s\-­]+", "", done.stdout)
    about = everybody()
    for sentence in {explanation.title(about), *words_of(explanation.sections(about))}:
        assert re.sub(r"[\s\-]+", "", sentence) in shown, sentence
