"""The texts of the mails: the coordinator can change them, and cannot break them unseen."""

from __future__ import annotations

from pathlib import Path

import pytest

from nhnorm_xlsx.errors import FaultySourceError
from nhnorm_xlsx.mail.kinds import MAIL_KINDS, MailKind
from nhnorm_xlsx.mail.templates import Template, parse_template
from nhnorm_xlsx.tasks.mailing_round import standard_template
from nhnorm_xlsx.texts.mail_templates import TEMPLATES
from tests.rounds import begin, run
from tests.test_mail import addresses, drafts, here, issue, text_of, today_is

__all__ = ["here"]
FOLDER = Path("output/sjablonen")
NAMES = ("naam", "organisatie", "nog_open")


def parsed(text: str) -> Template:
    return parse_template(text, Path("x.txt"), NAMES)


def faults(text: str) -> tuple[tuple[int, str], ...]:
    with pytest.raises(FaultySourceError) as wrong:
        parsed(text)
    return wrong.value.faults


@pytest.mark.parametrize("kind", MAIL_KINDS, ids=lambda kind: kind.name)
def test_every_kind_has_a_standard_text_that_is_right(kind: MailKind) -> None:
    template = parse_template(standard_template(kind), Path("x.txt"), kind.allowed)
    subject, body = template.filled({name: f"<{name}>" for name in kind.allowed})
    assert "{" not in subject + body
    assert "#" not in body
    assert body.startswith("<aanhef>")
    assert body.rstrip().endswith("<ondertekening>")


def test_there_is_a_standard_text_for_every_kind_and_no_more() -> None:
    assert set(TEMPLATES) == {kind.name for kind in MAIL_KINDS}


def test_remarks_and_capitals_and_spaces_do_no_harm() -> None:
    template = parsed("# {wat}\r\n\r\nonderwerp:  Voor { Naam }\r\n# nog iets\r\nBeste {NAAM},\r\n")
    assert template.filled({"naam": "Heiloo"}) == ("Voor Heiloo", "Beste Heiloo,\n")


def test_what_is_empty_leaves_no_hole_and_values_are_not_read_again() -> None:
    template = parsed("Onderwerp: x\n\nEen\n\n{nog_open}\n\nTwee {naam}")
    filled = template.filled({"nog_open": "", "naam": "{organisatie}"})
    assert filled == ("x", "Een\n\nTwee {organisatie}\n")


def test_all_faults_are_said_at_once_with_line_and_near_match() -> None:
    found = faults("Onderwerp: {nam}\n\n{wat is dit}\n{nog_opne} en {organisatie\n}")
    assert [line for line, _ in found] == [1, 3, 4, 4, 5]
    said = [text for _, text in found]
    assert said[0].endswith("bedoelt u {naam}?")
    assert "toegestaan zijn: {naam}, {organisatie}, {nog_open}" in said[1]
    assert any("bedoelt u {nog_open}?" in text for text in said[2:4])
    assert "losse accolade" in said[4]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "eerste regel moet het onderwerp zijn"),
        ("Beste mensen\nhallo", "eerste regel moet het onderwerp zijn"),
        ("Onderwerp:\n\nhallo", "het onderwerp is leeg"),
        ("Onderwerp: x\n\n# alleen dit", "geen tekst onder het onderwerp"),
    ],
)
def test_a_text_without_subject_or_body_is_at_fault(text: str, part: str) -> None:
    assert any(part in said for _, said in faults(text))


def test_the_first_run_writes_them_and_a_changed_one_is_never_overwritten() -> None:
    issue("Heiloo")
    addresses()
    run("mail", "uitnodiging", "Heiloo")
    path = FOLDER / "uitnodiging.txt"
    assert path.read_bytes().startswith(b"\xef\xbb\xbf# De tekst van een uitnodiging.")
    assert b"\r\n" in path.read_bytes()
    path.write_text("Onderwerp: Mijn {naam}\n\nMijn tekst voor {organisatie}", encoding="utf-8")
    (FOLDER / "herinnering.txt").unlink()
    before = path.read_bytes()
    code, said = run("mail", "uitnodiging", "Heiloo", "--opnieuw")
    assert code == 0, said
    assert path.read_bytes() == before
    assert "1 standaardtekst staat nu in" in said
    assert (FOLDER / "herinnering.txt").exists()
    message = drafts("uitnodiging")["GM0399"]
    assert message["Subject"] == "Mijn Heiloo"
    assert text_of(message).strip() == "Mijn tekst voor Gemeente Heiloo"


def test_a_fault_in_another_template_stops_nothing() -> None:
    issue("Heiloo")
    addresses()
    FOLDER.mkdir()
    (FOLDER / "correcties.txt").write_text("{onzin}", encoding="utf-8")
    assert run("mail", "uitnodiging", "Heiloo")[0] == 0


def test_another_code_than_utf_8_is_said_with_what_to_do() -> None:
    issue("Heiloo")
    addresses()
    FOLDER.mkdir()
    (FOLDER / "uitnodiging.txt").write_bytes("Onderwerp: x\n\nÉén".encode("cp1252"))
    code, said = run("mail", "uitnodiging", "Heiloo")
    assert code == 2
    assert "regel 3: geen UTF-8; kies in Kladblok" in said


def test_a_deadline_that_nobody_said_is_missed_where_the_text_asks_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(begin(tmp_path / "zonder"))
    Path("output/ronde.toml").write_text('versie = 1\nmeting = "2026"\n', encoding="utf-8")
    today_is(monkeypatch, "2026-04-20")
    addresses()
    FOLDER.mkdir()
    path = FOLDER / "herinnering.txt"
    path.write_text("Onderwerp: x\n\nUiterlijk {deadline}", encoding="utf-8")
    code, said = run("mail", "herinnering", "Heiloo")
    assert code == 1
    assert "Heiloo: de deadline is niet bekend" in said
    path.write_text("Onderwerp: x\n\n{over_de_deadline} {nog_open}", encoding="utf-8")
    code, said = run("mail", "herinnering", "Heiloo")
    assert code == 0, said
    assert "onder de mails staat geen naam" in said
