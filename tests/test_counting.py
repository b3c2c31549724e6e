"""Which file counts: what was answered never becomes blank without anybody saying so."""

from __future__ import annotations

import io
import os
import re
import shutil
import warnings
import zipfile
from collections.abc import Iterable
from datetime import UTC, date, datetime
from email.message import EmailMessage
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from openpyxl.packaging.custom import CustomPropertyList

from nhnorm_xlsx import load_dataset
from nhnorm_xlsx.cli import main, nhnorm
from nhnorm_xlsx.contract.fields import Value
from nhnorm_xlsx.dataset.files import read_tables
from nhnorm_xlsx.dataset.reference import load_reference
from nhnorm_xlsx.tasks.importing import Options, import_files
from tests import forms

HEADING = "bestand;sha256;besluit;waarde;reden\n"
NUMBERS = [norm.number for norm in forms.NORM.norms]
Given = dict[str, dict[str, Value]]


def every(status: str = "Voldoet", but: Iterable[str] = ()) -> Given:
    """An answer to every norm, but for these."""
    return {number: {"status": status} for number in NUMBERS if number not in set(but)}


def file_back(
    folder: Path,
    name: str,
    answers: Given,
    *,
    saved: str = "",
    on_disk: datetime = datetime(2026, 5, 1, 12, tzinfo=UTC),
    code: str = "GM0399",
    meting: str = "2026",
    start: dict[str, Value] | None = None,
) -> Path:
    """A workbook that came back; `saved` is the moment that stands in it, empty when none does."""
    folder.mkdir(parents=True, exist_ok=True)
    organisation = forms.ORGANISATIONS[code]
    plan = forms.plan(answers, organisation=organisation, meting=meting, start=start)
    path = forms.written(folder, plan, name)
    moment = f"<dcterms:modified xsi:type='dcterms:W3CDTF'>{saved}</dcterms:modified>"
    content = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(content) as source, zipfile.ZipFile(path, "w") as target:
        for entry in source.infolist():
            part = source.read(entry)
            if entry.filename == "docProps/core.xml":
                new = moment.encode() if saved else b""
                part = re.sub(rb"<dcterms:modified.*?</dcterms:modified>", new, part)
            target.writestr(entry, part)
    os.utime(path, (on_disk.timestamp(), on_disk.timestamp()))
    return path


def mailed(path: Path, sent: datetime) -> Path:
    """The mail with this file, in its place."""
    message = EmailMessage()
    message["Subject"] = "Ons werkboek"
    message["Date"] = sent
    message.set_content("Hierbij.")
    message.add_attachment(
        path.read_bytes(), maintype="application", subtype="octet-stream", filename=path.name
    )
    path.unlink()
    mail = path.with_suffix(".eml")
    mail.write_bytes(message.as_bytes())
    return mail


class Desk:
    """The coordinator's folder, and what the command line says in it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.inbox, self.dataset = folder, folder / "in", folder / "dataset"

    def importeer(self, *paths: Path) -> Result:
        arguments = ["importeer", *map(str, paths), "--uit", str(self.dataset)]
        return CliRunner().invoke(nhnorm, arguments)

    def status(self) -> str:
        return CliRunner().invoke(nhnorm, ["status", "--dataset", str(self.dataset)]).output

    def decide(self, *lines: str) -> None:
        (self.dataset / "besluiten.csv").write_text(
            HEADING + "".join(f"{line}\n" for line in lines), encoding="utf-8-sig"
        )

    def answered(self, name: str = "Heiloo", meting: str = "2026") -> int:
        answers = load_dataset(self.dataset)
        mine = answers[(answers["organisatie"] == name) & (answers["meting"] == meting)]
        return int((mine["status"] != "").sum())

    def outcomes(self) -> dict[str, str]:
        files = read_tables(self.dataset).inzendingen
        return {str(row["bestand"]): str(row["uitkomst"]) for row in files.to_dict("records")}

    def kinds(self) -> list[tuple[str, str, str]]:
        found = read_tables(self.dataset).bevindingen
        rows = zip(found["ernst"], found["soort"], found["bestand"], strict=True)
        return [(str(a), str(b), str(c)) for a, b, c in rows]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def ready(shown: str, verdict: str = "telt") -> str:
    """The line for besluiten.csv that the screen gives."""
    found = re.search(rf"\S+\.xlsx;[0-9a-f]{{12,}};{verdict};[^;]*;[a-z ]+", shown)
    assert found, shown
    return found[0]


# --- blank is not an answer -------------------------------------------------------------


def test_a_blank_file_that_came_later_takes_nothing_away(desk: Desk) -> None:
    file_back(desk.inbox, "vol.xlsx", every(), saved="2026-05-01T10:00:00Z")
    start: dict[str, Value] = {"ingevuld_door": "Griffier"}
    file_back(desk.inbox, "leeg.xlsx", {}, saved="2026-05-09T10:00:00Z", start=start)
    shown = desk.importeer(desk.inbox)
    assert shown.exit_code == 0
    assert "Heiloo, meting 2026: 47 van 47 (vol.xlsx; 1 waarschuwing)\n" in shown.stdout
    assert "Heiloo, meting 2026: leeg.xlsx: leeg teruggestuurd\n" in shown.stdout
    assert "2 bestanden: 1 aanvaard, 1 leeg teruggestuurd." in shown.stdout
    assert desk.answered() == 47
    files = read_tables(desk.dataset).inzendingen.set_index("bestand")
    assert files.loc["leeg.xlsx", "uitkomst"] == "leeg"
    assert str(files.loc["leeg.xlsx", "reden"]).startswith("Leeg teruggestuurd:")
    kept = read_tables(desk.dataset).startgegevens
    assert kept[["waarde", "bestand"]].to_numpy().tolist() == [["Griffier", "leeg.xlsx"]]


def test_who_only_gave_back_a_blank_file_has_not_answered(desk: Desk) -> None:
    file_back(desk.inbox, "leeg.xlsx", {}, saved="2026-05-09T10:00:00Z")
    assert desk.importeer(desk.inbox).exit_code == 0
    shown = desk.status()
    assert "0 van 45 organisaties hebben geantwoord" in shown
    assert re.search(r"Heiloo +leeg teruggestuurd\n", shown)


def test_our_own_workbooks_are_one_line_of_count(desk: Desk) -> None:
    for code in ("GM0399", "GM0361", "GM0383"):
        ours = forms.plan(organisation=forms.ORGANISATIONS[code], issue=code)
        forms.written(desk.inbox, ours, f"nieuw-{code}.xlsx")
    shown = desk.importeer(desk.inbox)
    assert shown.exit_code == 0
    assert shown.stdout.splitlines()[:2] == [
        "3 werkboeken zijn nog niet geopend of ingevuld; zij tellen niet als antwoord.",
        "3 bestanden: 3 leeg teruggestuurd.",
    ]
    assert "0 van 45 organisaties hebben geantwoord" in desk.status()
    assert re.search(r"Heiloo +nog niet ontvangen\n", desk.status())


def test_a_later_file_with_a_blank_norm_is_refused_until_one_line_decides(desk: Desk) -> None:
    file_back(desk.inbox, "vol.xlsx", every(), saved="2026-05-01T10:00:00Z")
    later = every("Voldoet niet", but=["1.2", "3.4"])
    file_back(desk.inbox, "later.xlsx", later, saved="2026-05-09T10:00:00Z")
    shown = desk.importeer(desk.inbox)
    assert shown.exit_code == 1
    assert "Heiloo, meting 2026: 47 van 47 (vol.xlsx; 1 waarschuwing)\n" in shown.stdout
    assert "wat in vol.xlsx was ingevuld: norm 1.2, 3.4." in shown.stdout
    assert desk.answered() == 47
    assert desk.outcomes() == {"vol.xlsx": "aanvaard", "later.xlsx": "afgewezen"}
    assert "1 ander bestand afgewezen" in desk.status()
    desk.decide(ready(shown.stdout))
    shown = desk.importeer()
    assert shown.exit_code == 0
    assert "Norm 1.2, 3.4 was in vol.xlsx ingevuld en is nu leeg." in shown.stdout
    assert desk.answered() == 45
    assert desk.outcomes() == {"vol.xlsx": "vervangen", "later.xlsx": "aanvaard"}


def test_more_answers_do_not_make_up_for_one_that_is_blank(desk: Desk) -> None:
    few: Given = {"1.1": {"status": "Voldoet"}}
    file_back(desk.inbox, "een.xlsx", few, saved="2026-05-01T10:00:00Z")
    file_back(desk.inbox, "twee.xlsx", every(but=["1.1"]), saved="2026-05-02T10:00:00Z")
    assert desk.importeer(desk.inbox).exit_code == 1
    assert desk.answered() == 1


def test_a_status_that_cannot_be_read_is_blank_too(desk: Desk) -> None:
    file_back(desk.inbox, "vol.xlsx", every(), saved="2026-05-01T10:00:00Z")
    wrong = every() | {"1.1": {"status": "misschien"}}
    file_back(desk.inbox, "later.xlsx", wrong, saved="2026-05-09T10:00:00Z")
    shown = desk.importeer(desk.inbox)
    assert shown.exit_code == 1
    assert "wat in vol.xlsx was ingevuld: norm 1.1." in shown.stdout
    assert "'misschien' is geen geldige status" in shown.stdout
    assert desk.answered() == 47


def test_a_later_file_that_fills_all_of_it_and_more_counts(desk: Desk) -> None:
    file_back(desk.inbox, "half.xlsx", every(but=NUMBERS[20:]), saved="2026-05-01T10:00:00Z")
    file_back(desk.inbox, "heel.xlsx", every("Voldoet niet"), saved="2026-05-02T10:00:00Z")
    shown = desk.importeer(desk.inbox)
    assert shown.exit_code == 0
    assert desk.answered() == 47
    assert "Het nieuwste telt: heel.xlsx is opgeslagen op 02-05-2026 12:00:00" in shown.stdout


def test_after_a_refused_one_an_even_later_complete_one_counts_again(desk: Desk) -> None:
    days = {"a.xlsx": (1, []), "b.xlsx": (2, ["1.1"]), "c.xlsx": (3, ["2.1"]), "d.xlsx": (4, [])}
    for name, (day, blank) in days.items():
        file_back(desk.inbox, name, every(but=blank), saved=f"2026-05-0{day}T10:00:00Z")
    for name in ("d.xlsx", "c.xlsx", "b.xlsx", "a.xlsx"):
        desk.importeer(desk.inbox / name)
    assert desk.outcomes() == {
        "a.xlsx": "vervangen", "b.xlsx": "vervangen", "c.xlsx": "vervangen", "d.xlsx": "aanvaard",
    }  # fmt: skip
    assert desk.importeer().exit_code == 0


def test_an_earlier_file_that_comes_in_later_makes_the_contradiction_visible(desk: Desk) -> None:
    new = file_back(desk.inbox, "nieuw.xlsx", every(but=["1.1"]), saved="2026-05-09T10:00:00Z")
    old = file_back(desk.inbox, "oud.xlsx", every(but=["1.2"]), saved="2026-05-01T10:00:00Z")
    assert desk.importeer(new).exit_code == 0
    shown = desk.importeer(old)
    assert shown.exit_code == 1
    assert "nieuw.xlsx: afgewezen" in shown.stdout
    assert "was ingevuld: norm 1.1." in shown.stdout


def test_text_that_went_while_the_status_stayed_is_a_warning(desk: Desk) -> None:
    with_text = every() | {"1.1": {"status": "Voldoet", "onderbouwing": "zie intranet"}}
    file_back(desk.inbox, "a.xlsx", with_text, saved="2026-05-01T10:00:00Z")
    file_back(desk.inbox, "b.xlsx", every(), saved="2026-05-02T10:00:00Z")
    assert desk.importeer(desk.inbox).exit_code == 0
    assert ("waarschuwing", "velden_leeg_geworden", "b.xlsx") in desk.kinds()
    found = read_tables(desk.dataset).bevindingen.set_index("soort")
    assert "norm 1.1 (Onderbouwing)" in str(found.loc["velden_leeg_geworden", "melding"])


# --- from which moment ------------------------------------------------------------------


def test_a_saving_moment_in_the_future_is_not_believed(desk: Desk) -> None:
    file_back(
        desk.inbox, "toekomst.xlsx", every("Voldoet niet"), saved="2199-01-01T00:00:00Z",
        on_disk=datetime(2026, 5, 2, 8, tzinfo=UTC),
    )  # fmt: skip
    file_back(desk.inbox, "gewoon.xlsx", every(), saved="2026-05-03T10:00:00Z")
    shown = desk.importeer(desk.inbox)
    assert shown.exit_code == 0
    assert set(load_dataset(desk.dataset)["status"]) == {"voldoet"}
    assert "(01-01-2199 01:00:00) kan niet kloppen" in shown.stdout
    assert "Daarom telt de tijd van het bestand op de schijf (02-05-2026 10:00:00)" in shown.stdout


def test_what_was_the_future_once_stays_unbelieved(tmp_path: Path) -> None:
    early = file_back(
        tmp_path / "in", "a.xlsx", every("Voldoet niet"), saved="2027-03-01T00:00:00Z",
        on_disk=datetime(2026, 5, 2, 8, tzinfo=UTC),
    )  # fmt: skip
    good = file_back(tmp_path / "in", "b.xlsx", every(), saved="2026-05-03T10:00:00Z")
    reference = load_reference()
    for year in (2026, 2028):
        now = datetime(year, 6, 1, tzinfo=UTC)
        import_files([early, good], tmp_path / "d", reference, options=Options(now=now))
        assert set(load_dataset(tmp_path / "d")["status"]) == {"voldoet"}


@pytest.mark.parametrize("year", [1970, 2199])
def test_a_mail_date_that_cannot_be_right_is_not_believed(desk: Desk, year: int) -> None:
    odd = file_back(desk.inbox, "a.xlsx", every("Voldoet niet"), saved="2026-05-01T10:00:00Z")
    mailed(odd, datetime(year, 1, 1, tzinfo=UTC))
    later = file_back(desk.inbox, "b.xlsx", every(), saved="2026-05-03T10:00:00Z")
    mailed(later, datetime(2026, 5, 3, 12, tzinfo=UTC))
    shown = desk.importeer(desk.inbox)
    assert set(load_dataset(desk.dataset)["status"]) == {"voldoet"}
    assert f"De datum van de mail (01-01-{year} 01:00:00) kan niet kloppen" in shown.stdout


def test_of_equal_saving_moments_the_mail_date_decides(desk: Desk) -> None:
    for name, status, day in (("a", "Voldoet niet", 9), ("b", "Voldoet", 10)):
        path = file_back(desk.inbox, f"{name}.xlsx", every(status), saved="2026-05-01T10:00:00Z")
        mailed(path, datetime(2026, 5, day, 9, tzinfo=UTC))
    shown = desk.importeer(desk.inbox)
    assert set(load_dataset(desk.dataset)["status"]) == {"voldoet"}
    assert "b.eml/b.xlsx is gemaild op 10-05-2026 11:00:00" in shown.stdout


@pytest.mark.parametrize("newer", ["a.xlsx", "b.xlsx"])
def test_of_equal_saving_moments_without_a_mail_the_time_of_the_file_decides(
    desk: Desk, newer: str
) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        file_back(
            desk.inbox, name, every("Voldoet" if name == newer else "Voldoet niet"),
            saved="2026-05-01T10:00:00Z",
            on_disk=datetime(2026, 5, 6 if name == newer else 5, 9, tzinfo=UTC),
        )  # fmt: skip
    shown = desk.importeer(desk.inbox)
    assert set(load_dataset(desk.dataset)["status"]) == {"voldoet"}
    assert "de tijd van het bestand op de schijf heeft beslist: 06-05-2026 11:00:00" in shown.stdout


def test_when_nothing_tells_which_is_the_last_neither_counts(desk: Desk) -> None:
    file_back(desk.inbox, "eerst.xlsx", every("Voldoet deels"), saved="2026-05-01T10:00:00Z")
    for name, status in (("a.xlsx", "Voldoet"), ("b.xlsx", "Voldoet niet")):
        file_back(desk.inbox, name, every(status), saved="2026-05-02T10:00:00Z")
    shown = desk.importeer(desk.inbox)
    assert shown.exit_code == 1
    assert desk.outcomes() == {
        "eerst.xlsx": "aanvaard", "a.xlsx": "afgewezen", "b.xlsx": "afgewezen",
    }  # fmt: skip
    assert "a.xlsx zijn van hetzelfde moment (02-05-2026 12:00:00)" in shown.stdout
    desk.decide(next(line for line in re.findall(r"b\.xlsx;\w+;telt;;[a-z ]+", shown.stdout)))
    shown = desk.importeer()
    assert shown.exit_code == 0
    assert "Het gaat voor a.xlsx, van hetzelfde moment." in shown.stdout
    assert set(load_dataset(desk.dataset)["status"]) == {"niet"}


def test_of_equal_moments_and_equal_answers_one_counts(desk: Desk) -> None:
    for name, who in (("a.xlsx", "Griffier"), ("bb.xlsx", "Secretaris")):
        file_back(
            desk.inbox, name, every(), saved="2026-05-02T10:00:00Z", start={"ingevuld_door": who}
        )
    assert desk.importeer(desk.inbox).exit_code == 0
    assert desk.outcomes() == {"a.xlsx": "aanvaard", "bb.xlsx": "dubbel"}


# --- one place for decisions ------------------------------------------------------------


def two_files(desk: Desk) -> None:
    file_back(desk.inbox, "a.xlsx", every(), saved="2026-05-01T10:00:00Z")
    file_back(desk.inbox, "b.xlsx", every("Voldoet niet"), saved="2026-05-02T10:00:00Z")
    assert desk.importeer(desk.inbox).exit_code == 0


def test_a_decision_is_shown_as_a_decision(desk: Desk) -> None:
    two_files(desk)
    desk.decide("a.xlsx;;uitsluiten;;proef", "b.xlsx;;uitsluiten;;proef van een stagiair")
    shown = desk.importeer()
    assert shown.exit_code == 0
    assert "b.xlsx: uitgesloten (proef van een stagiair)" in shown.stdout
    assert "2 bestanden: 2 uitgesloten." in shown.stdout
    assert re.search(r"Heiloo +uitgesloten +\(proef van een stagiair\)\n", desk.status())


def test_a_file_belongs_to_the_organisation_and_meting_that_was_decided(desk: Desk) -> None:
    two_files(desk)
    # Somebody else answered in that meting, so it is known.
    file_back(desk.folder / "ander", "c.xlsx", every(), code="GM0361", meting="2026-2")
    desk.importeer(desk.folder / "ander")
    desk.decide(
        "b.xlsx;;organisatie;castricum;verkeerde kopie gebruikt",
        "b.xlsx;;meting;2026-2;tweede ronde",
    )
    shown = desk.importeer()
    assert "Castricum, meting 2026-2: 47 van 47 (b.xlsx" in shown.stdout
    assert "organisatie GM0383 (verkeerde kopie gebruikt)" in shown.stdout
    answers = load_dataset(desk.dataset)
    found = set(zip(answers["organisatie"], answers["meting"], strict=True))
    assert found == {("Heiloo", "2026"), ("Castricum", "2026-2"), ("Alkmaar", "2026-2")}


def test_a_part_is_merged_with_what_stands(desk: Desk) -> None:
    file_back(desk.inbox, "hr.xlsx", every(but=["1.1"]), saved="2026-05-01T10:00:00Z")
    rest: Given = {"1.1": {"status": "Voldoet niet"}}
    file_back(desk.inbox, "ict.xlsx", rest, saved="2026-05-02T10:00:00Z")
    shown = desk.importeer(desk.inbox)
    assert shown.exit_code == 1
    assert desk.answered() == 46
    desk.decide(ready(shown.stdout).replace(";telt;", ";deel;"))
    shown = desk.importeer()
    assert shown.exit_code == 0
    assert "Heiloo, meting 2026: 47 van 47 (ict.xlsx" in shown.stdout
    assert "hr.xlsx: deel. Dit bestand is samengevoegd met ict.xlsx." in shown.stdout


def test_two_opposite_decisions_are_both_shown_and_neither_counts(desk: Desk) -> None:
    two_files(desk)
    desk.decide("b.xlsx;;uitsluiten;;te laat", "b.xlsx;;telt;;toch goed")
    file_back(desk.folder / "ander", "c.xlsx", every(), code="GM0361")
    shown = desk.importeer(desk.folder / "ander")
    assert shown.exit_code == 1
    assert "Alkmaar, meting 2026: 47 van 47 (c.xlsx; 1 waarschuwing)" in shown.stdout
    assert "besluiten.csv regel 2: uitsluiten (te laat)" in shown.stdout
    assert "besluiten.csv regel 3: telt (toch goed)" in shown.stdout
    assert desk.outcomes()["b.xlsx"] == "aanvaard"
    assert desk.answered("Alkmaar") == 47


def test_the_older_list_stays_readable_and_may_not_contradict(desk: Desk) -> None:
    two_files(desk)
    old = desk.dataset / "uitsluiten.csv"
    old.write_text("bestand;sha256;reden\nb.xlsx;;van een stagiair\n")
    (desk.dataset / "besluiten.csv").unlink()
    assert desk.importeer().exit_code == 0
    assert desk.outcomes() == {"a.xlsx": "aanvaard", "b.xlsx": "uitgesloten"}
    desk.decide("b.xlsx;;telt;;toch goed")
    shown = desk.importeer()
    assert shown.exit_code == 1
    assert "besluiten.csv regel 2: uitsluiten (van een stagiair)" in shown.stdout
    assert "besluiten.csv regel 3: telt (toch goed)" in shown.stdout


def test_every_fault_in_the_list_is_said_at_once(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    two_files(desk)
    desk.decide(
        "a.xlsx;;weglaten;;te laat",
        "weg.xlsx;;telt;;te laat",
        "a.xlsx;;organisatie;Haarlo;te laat",
        "a.xlsx;;meting;mei;te laat",
        "a.xlsx;;telt;;",
        "a.xlsx;;telt;ja;te laat",
        ";;uitsluiten;;te laat",
    )
    with pytest.raises(SystemExit) as stopped:
        main(["importeer", "--uit", str(desk.dataset)])
    assert stopped.value.code == 2
    said = capsys.readouterr().err
    assert re.findall(r"regel (\d+): ([^;\n]+)", said) == [
        ("2", "'weglaten' is geen besluit"),
        ("3", "'weg.xlsx' staat niet in inzendingen.csv"),
        ("4", "'Haarlo' is geen organisatie uit de lijst"),
        ("5", "'mei' is geen meting"),
        ("6", "vul bij 'reden' in waarom u dit beslist"),
        ("7", "bij 'telt' hoort geen waarde"),
        ("8", "vul bij 'bestand' de naam in zoals die in inzendingen.csv staat"),
    ]
    assert "kies uit: uitsluiten, telt, organisatie, meting, deel" in said


def test_a_refused_file_says_which_line_would_change_it(desk: Desk) -> None:
    desk.inbox.mkdir()
    (desk.inbox / "kapot.xlsx").write_bytes(b"PK\x03\x04 en dan niets")
    shown = desk.importeer(desk.inbox)
    assert shown.exit_code == 1
    desk.decide(ready(shown.stdout, "uitsluiten"))
    shown = desk.importeer()
    assert shown.exit_code == 0
    assert "kapot.xlsx: uitgesloten (vul hier de reden in)" in shown.stdout


# --- in its own round -------------------------------------------------------------------


def day(moment: date) -> str:
    return f"{moment.isoformat()}T10:00:00Z"


@pytest.mark.parametrize(
    ("saved", "kind"),
    [
        (date(2026, 5, 29), ""),
        (date(2026, 6, 12), ""),
        (date(2026, 6, 13), "lang_na_deadline"),
        (date(2026, 7, 28), "lang_na_deadline"),
        (date(2026, 7, 29), "na_sluiting"),
    ],
)
def test_what_came_long_after_the_deadline_or_after_closing_is_said(
    desk: Desk, saved: date, kind: str
) -> None:
    file_back(desk.inbox, "a.xlsx", every(), saved=day(saved))
    shown = desk.importeer(desk.inbox)
    assert shown.exit_code == 0
    late = {"lang_na_deadline", "na_sluiting", "andere_meting"}
    assert [soort for _, soort, _ in desk.kinds() if soort in late] == ([kind] if kind else [])
    assert ("deadline van 29-05-2026" in shown.stdout) == bool(kind)


def test_a_workbook_for_another_meting_than_the_one_running_is_said(desk: Desk) -> None:
    # The form of every meting here has the same deadline, in May 2026.
    for name, code, meting, saved in (
        ("a.xlsx", "GM0361", "2026", date(2026, 4, 1)),
        ("b.xlsx", "GM0399", "2025", date(2026, 4, 2)),
        ("c.xlsx", "PV27", "2025", date(2026, 3, 31)),
    ):
        file_back(desk.inbox, name, every(), code=code, meting=meting, saved=day(saved))
    shown = desk.importeer(desk.inbox)
    assert shown.exit_code == 0
    assert "van 02-04-2026 hoort bij meting 2025, terwijl toen meting 2026 liep" in shown.stdout
    assert [name for _, soort, name in desk.kinds() if soort == "andere_meting"] == ["b.xlsx"]


# --- the screen -------------------------------------------------------------------------


def test_the_screen_names_organisation_meting_and_numbers(desk: Desk) -> None:
    name = "NHNorm-2026-GM0399-Heiloo.xlsx"
    file_back(desk.inbox, name, every(), saved="2026-05-01T10:00:00Z")
    wrong = every() | {"1.1": {"status": "misschien"}}
    file_back(desk.inbox, "werkboek.xlsx", wrong, code="GM0361", saved="2026-05-01T10:00:00Z")
    shown = desk.importeer(desk.inbox)
    assert shown.exit_code == 1
    lines = shown.stdout.splitlines()
    assert lines[0] == "Heiloo, meting 2026: 47 van 47 (1 waarschuwing)"
    assert lines[1] == "Alkmaar, meting 2026: 46 van 47 (werkboek.xlsx; 1 fout, 1 waarschuwing)"
    assert lines[2].startswith("  FOUT    blad '1 ")
    assert lines[3] == "2 bestanden: 2 aanvaard. Niet getoond: 2 waarschuwingen, 1 opmerking."


def test_an_error_in_a_file_that_was_replaced_is_no_error_any_more(desk: Desk) -> None:
    wrong = every(but=["1.1"]) | {"1.1": {"status": "misschien"}}
    file_back(desk.inbox, "a.xlsx", wrong, saved="2026-05-01T10:00:00Z")
    file_back(desk.inbox, "b.xlsx", every(), saved="2026-05-02T10:00:00Z")
    assert desk.importeer(desk.inbox).exit_code == 0
    assert desk.answered() == 47


def test_leaving_out_a_wrongly_named_copy_leaves_the_answer_where_it_is(desk: Desk) -> None:
    right = file_back(desk.inbox, "Heiloo.xlsx", every())
    shutil.copy2(right, desk.inbox / "Castricum.xlsx")
    shown = desk.importeer(desk.inbox)
    assert (shown.exit_code, desk.answered()) == (1, 47)
    desk.decide(ready(shown.stdout, "uitsluiten"))
    shown = desk.importeer()
    assert shown.exit_code == 0
    assert desk.outcomes() == {"Heiloo.xlsx": "aanvaard", "Castricum.xlsx": "uitgesloten"}
    assert desk.answered() == 47


def test_leaving_out_a_file_leaves_out_its_equal_copies(desk: Desk) -> None:
    right = file_back(desk.inbox, "a.xlsx", every())
    shutil.copy2(right, desk.inbox / "a (1).xlsx")
    assert desk.importeer(desk.inbox).exit_code == 0
    desk.decide("a.xlsx;;uitsluiten;;van een stagiair")
    assert desk.importeer().exit_code == 0
    assert set(desk.outcomes().values()) == {"uitgesloten"}


def test_the_line_on_the_screen_works_as_excel_saves_it_pasted_in_one_cell(desk: Desk) -> None:
    file_back(desk.inbox, "a.xlsx", every(), saved="2026-05-01T10:00:00Z")
    rest: Given = {"1.1": {"status": "Voldoet niet"}}
    file_back(desk.inbox, "b.xlsx", rest, saved="2026-05-02T10:00:00Z")
    shown = desk.importeer(desk.inbox)
    assert desk.answered() == 47
    desk.decide(f'"{ready(shown.stdout)}";;;;')
    assert desk.importeer().exit_code == 0
    assert desk.answered() == 1


def test_a_list_without_its_headings_is_one_fault(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    two_files(desk)
    (desk.dataset / "besluiten.csv").write_text("b.xlsx;;uitsluiten;;te laat\n", encoding="utf-8")
    with pytest.raises(SystemExit) as stopped:
        main(["importeer", "--uit", str(desk.dataset)])
    assert stopped.value.code == 2
    said = capsys.readouterr().err
    assert said.count("regel ") == 2
    assert "zet erboven: bestand;sha256;besluit;waarde;reden" in said


def test_a_copy_is_refused_for_what_its_own_name_says(desk: Desk) -> None:
    wrong = file_back(desk.inbox, "Castricum ingevuld.xlsx", every())
    shutil.copy2(wrong, desk.folder / "Laren.xlsx")
    assert desk.importeer(desk.inbox).exit_code == 1
    shown = desk.importeer(desk.folder / "Laren.xlsx")
    assert shown.exit_code == 1
    assert "Laren (GM0417) volgens de bestandsnaam" in shown.stdout
    assert "Castricum" not in shown.stdout


def test_norms_are_named_in_their_own_order_and_the_line_ends_what_is_said(desk: Desk) -> None:
    file_back(desk.inbox, "a.xlsx", every(), saved="2026-05-01T10:00:00Z")
    file_back(desk.inbox, "b.xlsx", every("Voldoet niet"), saved="2026-05-01T10:00:00Z")
    shown = desk.importeer(desk.inbox)
    assert "bij norm 1.1, 1.2, 1.3, 1.4, 1.5, 2.1, 2.2, 2.3" in shown.stdout
    said = [line for line in shown.stdout.splitlines() if ";telt;" in line]
    assert len(said) == 2
    assert all(line.endswith("vul hier de reden in") for line in said)


@pytest.mark.parametrize("named", ["Gemeente Castricum", "Castricum (GM0383)", "gm0383"])
def test_an_organisation_is_known_as_it_is_called_on_the_screen(desk: Desk, named: str) -> None:
    file_back(desk.inbox, "Castricum.xlsx", every())
    assert desk.importeer(desk.inbox).exit_code == 1
    desk.decide(f"Castricum.xlsx;;organisatie;{named};nagevraagd")
    assert "Castricum, meting 2026: 47 van 47" in desk.importeer().stdout


def test_the_deadline_of_another_meting_closes_nothing(desk: Desk) -> None:
    """The form of 2025, decided to be the answer for 2026: its deadline was that of 2025."""
    file_back(desk.inbox, "oud.xlsx", every(), meting="2025", saved="2026-11-20T10:00:00Z")
    assert "sloot op" in desk.importeer(desk.inbox).stdout
    desk.decide("oud.xlsx;;meting;2026;gebeld")
    shown = desk.importeer()
    assert "Heiloo, meting 2026: 47 van 47" in shown.stdout
    assert "sloot op" not in shown.stdout


def test_half_a_decision_says_which_line_is_still_missing(desk: Desk) -> None:
    path = file_back(desk.inbox, "ingevuld.xlsx", every())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(path)
    del book["_nhnorm"]
    book.custom_doc_props = CustomPropertyList()  # type: ignore[attr-defined]
    book.properties.title = "Vragenlijst"
    book.save(path)
    shown = desk.importeer(desk.inbox)
    line = ready(shown.stdout, "organisatie").removesuffix(" of ingevuld")
    whose = line.replace("code of naam", "Heiloo")
    desk.decide(whose)
    shown = desk.importeer()
    assert shown.exit_code == 1
    line = ready(shown.stdout, "meting").removesuffix(" of ingevuld")
    when = line.replace("jaar", "2026")
    desk.decide(whose, when)
    shown = desk.importeer()
    assert shown.exit_code == 0
    assert "Heiloo, meting 2026: 47 van 47" in shown.stdout


def test_a_decision_that_changes_nothing_says_what_would(desk: Desk) -> None:
    two_files(desk)
    desk.decide("a.xlsx;;telt;;het eerste geldt")
    shown = desk.importeer()
    assert "telt (het eerste geldt). Toch gaat b.xlsx voor. Sluit dat uit" in shown.stdout
    desk.decide("a.xlsx;;telt;;het eerste geldt", "b.xlsx;;uitsluiten;;vergissing")
    assert "Heiloo, meting 2026: 47 van 47 (a.xlsx" in desk.importeer().stdout
